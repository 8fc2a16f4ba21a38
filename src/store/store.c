#include "store/store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/day.h"
#include "base/mem.h"
#include "store/backup.h"
#include "everybody_inside.h"
#include "store/change.h"
#include "store/file.h"
#include "store/gone.h"
#include "store/keyslots.h"
#include "store/lock.h"
#include "store/log_put.h"
#include "store/opening.h"
#include "store/reserve.h"
#include "store/schema.h"
#include "store/sums.h"
#include "store/sweep.h"
#include "store/veil.h"

struct store {
    struct db db;
    struct lock lock;
    const struct schema *schema;
    char *path; /* real: no links, no dots */
    struct clock clock;
    bool held;            /* read-only because another process has the lock */
    struct holder holder; /* who, when held */
    bool asked_to_read;
    bool rehearses; /* a copy in memory; there is no lock */
    struct buf warnings;
    struct buf aside;   /* of those: what was set aside before the file was opened */
    bool short_of_room; /* the reserve was given up, and is not there again */
    bool made_room;     /* it was given up after a change had failed */
    bool spent_room;    /* nobody was told yet that it is not there again */
    bool ahead;         /* a transaction is open for what is kept next */
    int64_t seen;       /* data_version when store_changed last looked */
    struct everybody everybody;
};

int store_path(struct buf *path, const char *option, struct err *err)
{
    const char *given = option && *option ? option : getenv("GESPREK_DB");
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (given && *given)
        buf_adds(path, given);
    else if (data && *data == '/') /* the specification ignores relative ones */
        buf_addf(path, "%s/gesprek/gesprek.db", data);
    else if (home && *home == '/')
        buf_addf(path, "%s/.local/share/gesprek/gesprek.db", home);
    else
        return err_set(err,
                       "There is no home folder to keep the file in. Give its path with --db.");
    return 0;
}

void store_forget_people(struct store *store)
{
    everybody_release(&store->everybody);
}

static struct opening opening_of(struct store *store)
{
    return (struct opening){.path = store->path,
                            .schema = store->schema,
                            .writing = store->lock.fd >= 0,
                            .unclean = store->lock.stale,
                            .killed = store->lock.killed,
                            .remote = file_remote(store->path),
                            .said = &store->aside};
}

/* A key that was given still holds when the file is the one it was given for. */
static int same_key(struct db *from, struct db *to, struct err *err)
{
    struct slot was, is;
    if (!veil_key(from) || !veil_locked(to))
        return 0;
    int there = keyslot_read(to, SLOT_RECOVERY, &is, err);
    if (there < 0 || keyslot_read(from, SLOT_RECOVERY, &was, err) < 0)
        return -1;
    return there && !memcmp(was.sum, is.sum, sizeof was.sum) ? veil_pass(from, to, err) : 0;
}

/* Opens the connection this store uses from here on; the one it had stays when that fails. */
static int connect_file(struct store *store, struct err *err)
{
    struct db db;
    struct opening opening = opening_of(store);
    int64_t seen = 0;
    if (opening_connect(&opening, &db, err))
        return -1;
    if (!strstr(store->warnings.data, store->aside.data))
        buf_adds(&store->warnings, store->aside.data);
    if (same_key(&store->db, &db, err) || db_number(&db, "PRAGMA data_version", &seen, err)) {
        db_close(&db);
        return -1;
    }
    db_close(&store->db);
    store->db = db;
    db_watch_people(&store->db);
    store->db.renamed = true;
    store->seen = seen;
    return 0;
}

/* Takes the lock when it can be had, and makes the file when it is not there. */
static int claim(struct store *store, bool there, struct err *err)
{
    if (file_folder_safe(store->path, err))
        return -1;
    if (there && (!file_writable(store->path) || !file_folder_writable(store->path)))
        return 0;
    enum lock_got got = lock_take(&store->lock, store->path, store_now(store), err);
    if (got == LOCK_HELD) {
        store->held = true;
        lock_holder(store->path, &store->holder);
        return there || file_look(store->path, err) == 1
                   ? 0
                   : err_set(err, "Another Gesprek is just making %s. Try again.", store->path);
    }
    if (got == LOCK_CANNOT)
        return -1;
    struct opening opening = opening_of(store);
    return there ? 0 : opening_make(&opening, err);
}

/* What of a backup that was put back is still to be erased again. When that cannot be, it stays
 * owed, and is said: nobody may think that it is gone. */
static void erase_owed(struct store *store, enum lang lang)
{
    struct err err = ERR_INIT(lang);
    if (gone_settle(store, &store->warnings, &err) == 0)
        return;
    buf_addf(&store->warnings,
             tr(lang, "What was erased before stands in the file again, because a backup was put "
                      "back. It could not be erased now; the next start tries again. %s"),
             err.text);
    buf_addc(&store->warnings, '\n');
}

/* Sweeping after an erasure that was cut off, and the copy that then had no room. */
static void sweep_owed(struct store *store, enum lang lang)
{
    struct err ignored = ERR_INIT(lang), uncopied = ERR_INIT(lang);
    (void)sweep_settle(store, &uncopied, &ignored);
    if (!*uncopied.text)
        return;
    buf_addf(&store->warnings,
             tr(lang, "There is no copy of the file, and none could be made now: %s. Make room on "
                      "the disk; the next start tries again."),
             uncopied.text);
    buf_addc(&store->warnings, '\n');
}

/* What is left to the next writer: sweeping after an erasure that was cut off, and the log of
 * windows that could only read. What cannot be done now waits for the next one. */
static void settle_debts(struct store *store, enum lang lang)
{
    struct err ignored = ERR_INIT(lang);
    if (!store_writable(store) || store->schema != &schema_gesprek)
        return;
    sweep_owed(store, lang);
    erase_owed(store, lang);
    (void)log_take_in(store, &ignored);
    if (!reserve_keep(store->path))
        buf_addf(&store->warnings, "%s\n",
                 tr(lang, "There is hardly any room on the disk. Make some soon, so that what you "
                          "type can be saved."));
}

void store_unlocked(struct store *store, enum lang lang)
{
    if (store->schema == &schema_gesprek)
        erase_owed(store, lang);
}

static int open_file(struct store *store, const char *path, struct err *err)
{
    struct buf real = BUF_INIT;
    int failed = file_resolve(&real, path, !store->asked_to_read, err);
    store->path = buf_detach(&real);
    int there = failed ? -1 : file_look(store->path, err);
    if (there < 0)
        return -1;
    if (!there && store->asked_to_read)
        return err_set(err, "Nothing is kept in %s yet. Start 'gesprek' to begin.", store->path);
    if (!store->asked_to_read && claim(store, there == 1, err))
        return -1;
    if (connect_file(store, err))
        return -1;
    if (store_writable(store))
        file_repair(store->path, err->lang, &store->warnings);
    file_add_warnings(store->path, err->lang, &store->warnings);
    settle_debts(store, err->lang);
    return 0;
}

struct store *store_open(const char *path, enum access access, struct clock clock, struct err *err)
{
    return store_open_as(path, access, clock, &schema_gesprek, err);
}

struct store *store_open_as(const char *path, enum access access, struct clock clock,
                            const struct schema *schema, struct err *err)
{
    struct store *store = mem_zero(1, sizeof *store);
    store->lock = (struct lock)LOCK_INIT;
    store->schema = schema;
    store->clock = clock;
    store->asked_to_read = access == ACCESS_READ;
    buf_init(&store->warnings);
    buf_init(&store->aside);
    if (open_file(store, path, err) == 0)
        return store;
    store_close(store);
    return NULL;
}

#define COPY_MOST (256LL << 20) /* bytes */

static int copy_file(struct store *copy, struct store *store, struct err *err)
{
    int64_t pages = 0, size = 0;
    if (db_number(&store->db, "PRAGMA page_count", &pages, err) ||
        db_number(&store->db, "PRAGMA page_size", &size, err))
        return -1;
    if (pages * size > COPY_MOST)
        return err_set(err, "The file is too large to make a copy of it to practise on.");
    return db_open_copy(&copy->db, &store->db, err) || db_settle(&copy->db, err) ||
                   veil_hang(&copy->db, err) || veil_lend(&store->db, &copy->db, err) ||
                   sums_hang(&copy->db, err) ||
                   db_run(&copy->db, "DELETE FROM deed_image; DELETE FROM deed", err)
               ? -1
               : 0;
}

struct store *store_rehearse(struct store *store, struct err *err)
{
    struct store *copy = mem_zero(1, sizeof *copy);
    copy->lock = (struct lock)LOCK_INIT;
    copy->schema = store->schema;
    copy->path = mem_copy(":memory:"); /* so that nothing is ever put beside the file */
    copy->clock = store->clock;
    copy->rehearses = true;
    buf_init(&copy->warnings);
    buf_init(&copy->aside);
    if (copy_file(copy, store, err) == 0)
        return copy;
    store_close(copy);
    return NULL;
}

bool store_rehearses(const struct store *store)
{
    return store->rehearses;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    struct err ignored = ERR_INIT(LANG_EN);
    /* What does not fold back now does so next time. */
    if (store->db.handle && store_writable(store) && !store->rehearses)
        (void)db_run(&store->db, "PRAGMA wal_checkpoint(TRUNCATE)", &ignored);
    db_close(&store->db);
    lock_drop(&store->lock);
    everybody_release(&store->everybody);
    buf_release(&store->warnings);
    buf_release(&store->aside);
    free(store->path);
    free(store);
}

void store_discard(struct store *store)
{
    static const char *const suffixes[] = {".reserve", ".log", ".lock"};
    db_close(&store->db);
    file_remove(store->path);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        struct buf name = BUF_INIT;
        buf_addf(&name, "%s%s", store->path, suffixes[i]);
        unlink(name.data);
        buf_release(&name);
    }
    store_close(store);
}

const char *store_file(const struct store *store)
{
    return store->path;
}

const char *store_set_aside(const struct store *store)
{
    return store->aside.data;
}

const char *store_warnings(const struct store *store)
{
    return store->warnings.data;
}

struct db *store_db(struct store *store)
{
    return &store->db;
}

const struct namesakes *store_namesakes(struct store *store, const char *name)
{
    if (store->db.renamed)
        everybody_forget(&store->everybody);
    store->db.renamed = false;
    return everybody_namesakes(&store->everybody, &store->db, name);
}

int64_t store_now(const struct store *store)
{
    return clock_now(&store->clock);
}

bool store_writable(const struct store *store)
{
    return (store->lock.fd >= 0 || store->rehearses) && !db_read_only(&store->db);
}

const struct holder *store_holder(const struct store *store)
{
    return store->held ? &store->holder : NULL;
}

void holder_add(struct buf *buf, const struct holder *holder, int today, enum lang lang)
{
    int hour = 0, minute = 0;
    if (*holder->where)
        buf_addf(buf, tr(lang, "terminal %s, "), holder->where);
    if (holder->pid)
        buf_addf(buf, tr(lang, "process %ld"), holder->pid);
    else
        buf_adds(buf, tr(lang, "which one is not known"));
    if (!holder->since)
        return;
    int day = clock_day(holder->since);
    clock_time(holder->since, &hour, &minute);
    buf_adds(buf, tr(lang, ", since "));
    if (day != today) {
        day_add_short(buf, day, today, lang);
        buf_adds(buf, " ");
    }
    buf_addf(buf, "%02d:%02d", hour, minute);
}

/* The connection was lost over a file that could not be opened just then. */
static bool is_lost(const struct store *store)
{
    return !store->db.handle;
}

int store_need_write(const struct store *store, struct err *err)
{
    if (store_writable(store))
        return 0;
    if (is_lost(store))
        return err_set(err, "%s cannot be opened just now, so nothing was changed. Try again.",
                       store->path);
    if (!store->held)
        return err_set(err,
                       "%s can only be read here, so nothing was changed. Make the file and its "
                       "folder writable and start again.",
                       store->path);
    struct buf who = BUF_INIT;
    holder_add(&who, &store->holder, clock_today(&store->clock), err->lang);
    err_set(err,
            "Another Gesprek has this file open (%s), so nothing was changed. Close that one "
            "first.",
            who.data);
    buf_release(&who);
    return -1;
}

bool store_lock_free(const struct store *store)
{
    return lock_free(store->path);
}

int store_take_over(struct store *store, struct err *err)
{
    if (store_writable(store))
        return 0;
    if (file_folder_safe(store->path, err))
        return -1;
    if (!file_writable(store->path) || !file_folder_writable(store->path))
        return store_need_write(store, err);
    if (store->lock.fd >= 0) /* ours already, over a file that could not be opened to write */
        lock_drop(&store->lock);
    enum lock_got got = lock_take(&store->lock, store->path, store_now(store), err);
    if (got == LOCK_HELD) {
        store->held = true;
        lock_holder(store->path, &store->holder);
        return store_need_write(store, err);
    }
    if (got == LOCK_CANNOT)
        return -1;
    if (connect_file(store, err)) {
        lock_drop(&store->lock);
        return -1;
    }
    store->held = false;
    settle_debts(store, err->lang);
    return store_need_write(store, err);
}

/* What was put in place cannot be opened: what was there comes back. */
static int take_back(struct store *store, struct buf *kept, size_t had, struct err *err)
{
    struct err again = ERR_INIT(err->lang);
    backup_take_back(store->path, kept->data + had);
    buf_cut(kept, had);
    (void)connect_file(store, &again); /* else whoever asks next tries again */
    return -1;
}

int store_put_back(struct store *store, const char *from, struct buf *kept, struct err *err)
{
    struct err again = ERR_INIT(err->lang);
    size_t had = kept->len;
    if (store_need_write(store, err))
        return -1;
    db_close(&store->db);
    if (backup_put_back(store->path, from, store->clock, kept, err)) {
        (void)connect_file(store, &again);
        return -1;
    }
    if (connect_file(store, err))
        return take_back(store, kept, had, err);
    settle_debts(store, err->lang);
    return 0;
}

/* A reader whose file was replaced, as a restore does, goes on with the new one. */
static bool follow_file(struct store *store)
{
    struct err ignored = ERR_INIT(LANG_EN);
    return !store_writable(store) && !db_in_place(&store->db) &&
           file_look(store->path, &ignored) == 1 && connect_file(store, &ignored) == 0;
}

/* The writer may have sealed the file, or unsealed it: then it has to be opened anew. */
static void follow_seal(struct store *store)
{
    struct err ignored = ERR_INIT(LANG_EN);
    bool needed = veil_hangs(&store->db);
    if (veil_needed(&store->db, &needed, &ignored) == 0 && needed != veil_hangs(&store->db))
        (void)connect_file(store, &ignored);
    else
        (void)veil_follow(&store->db, &ignored);
}

void store_sit_down(struct store *store)
{
    struct err ignored = ERR_INIT(LANG_EN);
    (void)db_run(&store->db, "PRAGMA cache_size = -512; PRAGMA cache_spill = 480", &ignored);
}

bool store_changed(struct store *store)
{
    struct err ignored = ERR_INIT(LANG_EN);
    struct holder holder;
    int64_t version = store->seen;
    if (store->held && lock_holder(store->path, &holder))
        store->holder = holder;
    if (is_lost(store))
        return connect_file(store, &ignored) == 0;
    if (follow_file(store))
        return true;
    if (db_number(&store->db, "PRAGMA data_version", &version, &ignored) || version == store->seen)
        return false;
    store->seen = version;
    store->db.renamed = true;
    follow_seal(store);
    return true;
}

/* There is no room, or hardly: what was kept aside for that is there to be used. */
static void give_reserve(struct store *store, bool failed)
{
    if (!reserve_give(store->path))
        return;
    store->short_of_room = store->spent_room = true;
    store->made_room = failed;
}

/* Once there is room again. */
static void take_reserve(struct store *store)
{
    if (store->short_of_room)
        store->short_of_room = !reserve_keep(store->path);
    store->spent_room = store->spent_room && store->short_of_room;
}

bool store_made_room(struct store *store)
{
    bool made = store->made_room;
    store->made_room = false;
    return made;
}

bool store_spent_room(struct store *store)
{
    bool spent = store->spent_room && !store->db.full;
    store->spent_room = store->spent_room && !spent;
    return spent;
}

static int begin(struct store *store, bool loose, struct err *err)
{
    if (is_lost(store) && connect_file(store, err))
        return -1;
    if (store_need_write(store, err))
        return -1;
    if (!db_in_place(&store->db))
        return err_set(err,
                       "%s was moved or deleted while it was open, so nothing was saved. Put it "
                       "back and try again; if it is gone, start 'gesprek' in another window, "
                       "which offers the newest copy there is.",
                       store->path);
    if (reserve_needed(store->path))
        give_reserve(store, false);
    store->db.full = false;
    return db_loosen(&store->db, loose, err) || db_begin(&store->db, err) ? -1 : 0;
}

int store_begin(struct store *store, struct err *err)
{
    bool ahead = store->ahead;
    store->ahead = false;
    return ahead ? 0 : begin(store, false, err);
}

int store_begin_loose(struct store *store, struct err *err)
{
    store->ahead = false; /* one that is open is rolled back */
    return begin(store, true, err);
}

int store_leave_open(struct store *store, int failed, struct err *err)
{
    if (failed)
        return store_end(store, failed, err);
    store->ahead = true;
    return 0;
}

int store_end_ahead(struct store *store, struct err *err)
{
    bool ahead = store->ahead;
    store->ahead = false;
    return ahead ? store_end(store, 0, err) : 0;
}

int store_end(struct store *store, int failed, struct err *err)
{
    failed = db_end(&store->db, failed, err);
    if (failed && store->db.full)
        give_reserve(store, true);
    else if (!failed)
        take_reserve(store);
    return failed;
}

int store_setting_put(struct db *db, const char *name, const char *value, struct err *err)
{
    struct query query;
    query_begin(&query, db,
                "INSERT INTO setting (name, value) VALUES (:name, :value)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    query_text(&query, ":name", name);
    query_text(&query, ":value", value);
    return query_run(&query, err);
}

int store_setting_set(struct store *store, const char *name, const char *value, struct err *err)
{
    if (store_begin(store, err))
        return -1;
    return store_end(store, store_setting_put(&store->db, name, value, err), err);
}

int store_setting_get(struct store *store, const char *name, struct buf *value, struct err *err)
{
    struct query query;
    query_begin(&query, &store->db, "SELECT value FROM setting WHERE name = :name");
    query_text(&query, ":name", name);
    if (query_row(&query)) {
        size_t len = 0;
        const char *text = query_see_text(&query, &len);
        buf_add(value, text, len);
    }
    return query_end(&query, err);
}

void store_add_library(struct buf *out)
{
    db_add_library(out);
}
