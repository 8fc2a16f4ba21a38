/*
 * One function of the store at a time, with each of its statements and each of its calls on the
 * system refused. Whoever called it is told, the file is sound, and what is asked once more works.
 *
 * Where test_refused tries whole commands, this tries what no command does by itself, or does among
 * much else: sealing, a file with damage, a file of a program that was killed, a copy in memory.
 * TEST_FAULTS=all tries every one of them, else a sample.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "marked.h"
#include "refusal.h"
#include "run.h"
#include "sealed.h"
#include "store/backups.h"
#include "store/bundle.h"
#include "store/change.h"
#include "store/db.h"
#include "store/erase.h"
#include "store/interviews.h"
#include "store/log.h"
#include "store/salvage.h"
#include "store/sealing_plan.h"
#include "store/veil.h"
#include "trial.h"

enum { PATH = 128 };

struct site {
    char folder[64], master[80], work[80]; /* of each try a copy of the master */
    struct marked *marked;
    struct secret *passphrase, *other;
    struct sealing_plan *plan; /* made beforehand: that is no statement */
};

/* What one function is tried in. */
struct attempt {
    struct site *site;
    struct store *store; /* NULL where the function opens a file itself */
    char db[PATH], into[PATH];
};

static void path_in(const char *folder, const char *name, char path[PATH])
{
    snprintf(path, PATH, "%.80s/%.40s", folder, name);
}

/* ---- what is done ---------------------------------------------------------------------------- */

static int open_it(struct attempt *attempt, struct err *err)
{
    attempt->store = store_open(attempt->db, ACCESS_WRITE, (struct clock){.fixed = 0}, err);
    return attempt->store ? 0 : -1;
}

static int seal_it(struct attempt *attempt, struct err *err)
{
    return sealing_on(attempt->store, attempt->site->plan, err);
}

static int unseal_it(struct attempt *attempt, struct err *err)
{
    enum unlocking done = sealing_off(attempt->store, attempt->site->passphrase, err);
    return done == UNLOCK_DONE ? 0 : -1;
}

static int rewrap_it(struct attempt *attempt, struct err *err)
{
    return sealing_rewrap(attempt->store, attempt->site->other, err);
}

static int lock_and_unlock_it(struct attempt *attempt, struct err *err)
{
    return sealing_lock(attempt->store, err) ||
                   sealing_unlock(attempt->store, attempt->site->passphrase, err) != UNLOCK_DONE
               ? -1
               : 0;
}

static int rehearse_on_it(struct attempt *attempt, struct err *err)
{
    struct store *copy = store_rehearse(attempt->store, err);
    store_close(copy);
    return copy ? 0 : -1;
}

static int copy_it(struct attempt *attempt, struct err *err)
{
    unlink(attempt->into);
    return store_backup(attempt->store, attempt->into, err);
}

static int copy_it_by_itself(struct attempt *attempt, struct err *err)
{
    return backups_make(attempt->store, err);
}

static int list_copies(struct attempt *attempt, struct err *err)
{
    struct backup *list = NULL;
    size_t n = 0;
    int failed = backups_list(attempt->db, 0, &list, &n, err);
    backups_free(list, n);
    return failed;
}

static int put_copy_back(struct attempt *attempt, struct err *err)
{
    struct buf kept = BUF_INIT;
    char copy[PATH];
    path_in(attempt->site->work, "plain.copy", copy);
    int failed = store_restore(attempt->db, copy, (struct clock){.fixed = 0}, &kept, err);
    buf_release(&kept);
    return failed;
}

static int save_it_elsewhere(struct attempt *attempt, struct err *err)
{
    struct buf report = BUF_INIT;
    unlink(attempt->into);
    int found = store_salvage(attempt->db, attempt->into, &report, err);
    buf_release(&report);
    return found < 0 ? -1 : 0;
}

static int look_it_over(struct attempt *attempt, struct err *err)
{
    struct buf report = BUF_INIT;
    int found = store_doctor_with(attempt->db, attempt->site->passphrase, err->lang, &report, err);
    if (found > 0 && !report.len)
        found = err_set(err, "It was not said what is wrong.") - 1;
    buf_release(&report);
    return found < 0 ? found : 0;
}

static int erase_one(struct attempt *attempt, enum erase_kind kind, const char *id, struct err *err)
{
    struct erased erased = ERASED_INIT;
    int failed = erase_all(attempt->store, kind, id, &erased, err);
    erased_release(&erased);
    return failed;
}

static int erase_talk(struct attempt *attempt, struct err *err)
{
    return erase_one(attempt, ERASE_INTERVIEW, attempt->site->marked->talk, err);
}

static int erase_words(struct attempt *attempt, struct err *err)
{
    struct erased erased = ERASED_INIT;
    int failed =
        erase_sentence(attempt->store, attempt->site->marked->talk, MARK, false, &erased, err);
    erased_release(&erased);
    return failed;
}

static int bundle_it(struct attempt *attempt, struct err *err)
{
    struct bundled bundled;
    unlink(attempt->into);
    return bundle_write(attempt->store, attempt->into, &bundled, err);
}

static int note_it(struct attempt *attempt, struct err *err)
{
    struct log_row *rows = NULL;
    size_t n = 0;
    int failed = log_note(attempt->store, LOG_OPENED, "", "", err) ||
                 log_list(attempt->store, 10, &rows, &n, err);
    log_rows_free(rows, n);
    return failed ? -1 : 0;
}

static void tell_nobody(void *context, const char *table, const char *column, const char *row,
                        enum seal_found found)
{
    (void)context;
    fail_msg("%s %s %s: %d", table, column, row, (int)found);
}

static int examine_it(struct attempt *attempt, struct err *err)
{
    return veil_examine(store_db(attempt->store), tell_nobody, NULL, err);
}

static bool is_sealed(struct attempt *attempt)
{
    return store_sealing(attempt->store) != SEALING_OFF;
}

static bool is_unsealed(struct attempt *attempt)
{
    return store_sealing(attempt->store) == SEALING_OFF;
}

static bool is_erased(struct attempt *attempt)
{
    struct err err = ERR_INIT(LANG_EN);
    bool there = true;
    return interviews_there(attempt->store, attempt->site->marked->talk, &there, &err) == 0 &&
           !there;
}

/* ---- each of them ---------------------------------------------------------------------------- */

enum state { CLOSED, OPENED, UNLOCKED };

static const struct deed_tried {
    const char *name, *db;
    enum state state;
    int (*run)(struct attempt *attempt, struct err *err);
    bool quiet;  /* it looks and goes on: what cannot be looked at is said in its report */
    bool harmed; /* the file has damage from the beginning */
    /* It was done although it failed: what comes last was refused. */
    bool (*done)(struct attempt *attempt);
} deeds[] = {
    {.name = "opening", .db = "plain.db", .state = CLOSED, .run = open_it},
    {.name = "opening sealed", .db = "sealed.db", .state = CLOSED, .run = open_it},
    {.name = "opening after a crash", .db = "crashed.db", .state = CLOSED, .run = open_it},
    {.name = "opening what is new", .db = "new.db", .state = CLOSED, .run = open_it},
    {.name = "sealing", .db = "plain.db", .state = OPENED, .run = seal_it, .done = is_sealed},
    {.name = "unsealing",
     .db = "sealed.db",
     .state = UNLOCKED,
     .run = unseal_it,
     .done = is_unsealed},
    {.name = "another passphrase", .db = "sealed.db", .state = UNLOCKED, .run = rewrap_it},
    {.name = "locking", .db = "sealed.db", .state = UNLOCKED, .run = lock_and_unlock_it},
    {.name = "examining", .db = "sealed.db", .state = UNLOCKED, .run = examine_it},
    {.name = "rehearsing", .db = "plain.db", .state = OPENED, .run = rehearse_on_it},
    {.name = "rehearsing sealed", .db = "sealed.db", .state = UNLOCKED, .run = rehearse_on_it},
    {.name = "copying", .db = "plain.db", .state = OPENED, .run = copy_it},
    {.name = "copying by itself", .db = "plain.db", .state = OPENED, .run = copy_it_by_itself},
    {.name = "copying sealed by itself",
     .db = "sealed.db",
     .state = UNLOCKED,
     .run = copy_it_by_itself},
    {.name = "listing copies",
     .db = "plain.db",
     .state = OPENED,
     .run = list_copies,
     .quiet = true},
    {.name = "putting back", .db = "plain.db", .state = CLOSED, .run = put_copy_back},
    {.name = "saving elsewhere", .db = "plain.db", .state = CLOSED, .run = save_it_elsewhere},
    {.name = "saving sealed elsewhere",
     .db = "sealed.db",
     .state = CLOSED,
     .run = save_it_elsewhere},
    {.name = "saving damaged elsewhere",
     .db = "damaged.db",
     .state = CLOSED,
     .run = save_it_elsewhere,
     .harmed = true},
    {.name = "looking over", .db = "plain.db", .state = CLOSED, .run = look_it_over, .quiet = true},
    {.name = "looking over sealed",
     .db = "sealed.db",
     .state = CLOSED,
     .run = look_it_over,
     .quiet = true},
    {.name = "looking over damaged",
     .db = "damaged.db",
     .state = CLOSED,
     .run = look_it_over,
     .quiet = true,
     .harmed = true},
    {.name = "erasing", .db = "plain.db", .state = OPENED, .run = erase_talk, .done = is_erased},
    {.name = "erasing words", .db = "plain.db", .state = OPENED, .run = erase_words},
    {.name = "erasing words sealed", .db = "sealed.db", .state = UNLOCKED, .run = erase_words},
    {.name = "bundling", .db = "plain.db", .state = OPENED, .run = bundle_it},
    {.name = "noting", .db = "plain.db", .state = OPENED, .run = note_it, .quiet = true},
};

/* ---- where it is done ------------------------------------------------------------------------ */

static struct store *opened(const char *path)
{
    struct err err = ERR_INIT(LANG_EN);
    struct store *store = store_open(path, ACCESS_WRITE, (struct clock){.fixed = 0}, &err);
    if (!store)
        fail_msg("%s", err.text);
    return store;
}

static void copy_to(struct store *store, struct site *site, const char *name)
{
    struct err err = ERR_INIT(LANG_EN);
    char path[PATH];
    path_in(site->master, name, path);
    if (store_backup(store, path, &err))
        fail_msg("%s", err.text);
}

/* Two tables of which the middle cannot be read: one with row numbers, one without. */
static void damage(struct site *site)
{
    static const char *const tables[] = {"answer", "agreement_revision"};
    char path[PATH];
    size_t len = 0;
    path_in(site->master, "damaged.db", path);
    struct store *store = opened(path);
    int64_t page[2] = {0}, size = 0;
    struct err err = ERR_INIT(LANG_EN);
    for (int i = 0; i < 2; i++) {
        struct buf sql = BUF_INIT;
        buf_addf(&sql, "SELECT rootpage FROM sqlite_schema WHERE name = '%s'", tables[i]);
        assert_int_equal(db_number(store_db(store), sql.data, &page[i], &err), 0);
        buf_release(&sql);
    }
    assert_int_equal(db_number(store_db(store), "PRAGMA page_size", &size, &err), 0);
    store_close(store);
    char *bytes = sandbox_read(path, &len);
    for (int i = 0; i < 2; i++)
        memset(bytes + (page[i] - 1) * size + size / 2, 0x5A, 64);
    sandbox_write(path, bytes, len);
    free(bytes);
}

/* Of a program that was killed: the lock file names nobody who is there, and a journal waits. */
static void crash(struct site *site)
{
    char db[PATH], wal[PATH], lock[PATH], from[PATH];
    size_t len = 0;
    struct err err = ERR_INIT(LANG_EN);
    path_in(site->master, "living.db", db);
    struct store *store = opened(db);
    assert_int_equal(store_setting_set(store, "idle", "3", &err), 0);
    snprintf(from, sizeof from, "%.100s-wal", db);
    char *journal = sandbox_read(from, &len);
    path_in(site->master, "crashed.db-wal", wal);
    sandbox_write(wal, journal, len);
    free(journal);
    char *bytes = sandbox_read(db, &len);
    path_in(site->master, "crashed.db", from);
    sandbox_write(from, bytes, len);
    free(bytes);
    snprintf(from, sizeof from, "%.100s.lock", db);
    bytes = sandbox_read(from, &len);
    path_in(site->master, "crashed.db.lock", lock);
    sandbox_write(lock, bytes, len);
    free(bytes);
    store_close(store);
    chmod(wal, 0600);
}

static void fill(struct site *site)
{
    char path[PATH];
    marked_begin(site->marked);
    struct store *store = site->marked->desk.store;
    static const char *const names[] = {"plain.db", "sealed.db", "damaged.db", "plain.copy",
                                        "living.db"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        copy_to(store, site, names[i]);
    marked_close(site->marked);
    path_in(site->master, "sealed.db", path);
    store = opened(path);
    sealed_seal(store, NULL);
    store_close(store);
    damage(site);
    crash(site);
}

static int open_site(void **state)
{
    struct site *site = mem_zero(1, sizeof *site);
    bool quick = access("/dev/shm", W_OK) == 0; /* in memory */
    snprintf(site->folder, sizeof site->folder, "%s/gesprek-test-XXXXXX",
             quick ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(site->folder));
    snprintf(site->master, sizeof site->master, "%s/master", site->folder);
    snprintf(site->work, sizeof site->work, "%s/work", site->folder);
    assert_int_equal(mkdir(site->master, 0700), 0);
    assert_int_equal(mkdir(site->work, 0700), 0);
    site->passphrase = sealed_secret(SEALED_PASSPHRASE);
    site->other = sealed_secret("vier andere woorden hier");
    site->marked = mem_zero(1, sizeof *site->marked);
    fill(site);
    *state = site;
    return 0;
}

static int close_site(void **state)
{
    struct site *site = *state;
    refusal_end();
    run_drop_folder(site->folder);
    marked_remove(site->marked);
    free(site->marked);
    secret_free(site->passphrase);
    secret_free(site->other);
    free(site);
    return 0;
}

/* ---- one try --------------------------------------------------------------------------------- */

static void copy_file(struct site *site, const char *name, const char *suffix)
{
    char from[PATH], to[PATH], whole[48];
    size_t len = 0;
    snprintf(whole, sizeof whole, "%s%s", name, suffix);
    path_in(site->master, whole, from);
    path_in(site->work, whole, to);
    if (access(from, F_OK) != 0)
        return;
    char *bytes = sandbox_read(from, &len);
    sandbox_write(to, bytes, len);
    assert_int_equal(chmod(to, 0600), 0);
    free(bytes);
}

/* The folder anew, with what the deed needs. */
static void set_out(struct site *site, const struct deed_tried *deed)
{
    run_drop_folder(site->work);
    assert_int_equal(mkdir(site->work, 0700), 0);
    copy_file(site, deed->db, "");
    copy_file(site, deed->db, "-wal");
    copy_file(site, deed->db, ".lock");
    copy_file(site, "plain.copy", "");
}

/* What is there before the deed. */
static void take_up(struct site *site, const struct deed_tried *deed, struct attempt *attempt)
{
    static const struct seal_cost cheap = {1, 8192};
    struct err err = ERR_INIT(LANG_EN);
    *attempt = (struct attempt){.site = site};
    path_in(site->work, deed->db, attempt->db);
    path_in(site->work, "into.db", attempt->into);
    if (deed->state != CLOSED)
        attempt->store = opened(attempt->db);
    if (deed->state == UNLOCKED && store_sealing(attempt->store) == SEALING_LOCKED)
        sealed_open(attempt->store);
    if (deed->run == list_copies)
        assert_int_equal(backups_make(attempt->store, &err), 0);
    if (deed->run == seal_it) {
        struct secret *recovery = secret_new();
        site->plan = sealing_prepare_as(site->passphrase, cheap, recovery, &err);
        assert_non_null(site->plan);
        secret_free(recovery);
    }
}

static void put_down(struct attempt *attempt)
{
    store_close(attempt->store);
    attempt->store = NULL;
    sealing_plan_free(attempt->site->plan);
    attempt->site->plan = NULL;
}

static void must_be_sound(const struct deed_tried *deed, struct attempt *attempt, long n)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf report = BUF_INIT;
    if (access(attempt->db, F_OK) == 0 &&
        store_doctor(attempt->db, LANG_EN, &report, &err) != (int)deed->harmed)
        fail_msg("%s, the %ldth: %s%s", deed->name, n, report.data, err.text);
    buf_release(&report);
}

/* What failed is asked once more, as the next start would: there is no trouble any more. */
static void once_more(struct site *site, const struct deed_tried *deed, long n)
{
    struct attempt attempt;
    struct err err = ERR_INIT(LANG_EN);
    take_up(site, deed, &attempt);
    bool done = deed->done && deed->done(&attempt);
    if (!done && deed->run(&attempt, &err))
        fail_msg("%s, the %ldth, once more: %s", deed->name, n, err.text);
    put_down(&attempt);
}

/* Once with the n-th refused: false when there was no n-th. */
static bool try_refused(struct site *site, const struct deed_tried *deed, enum refusal what, long n,
                        bool for_good)
{
    struct attempt attempt;
    struct err err = ERR_INIT(LANG_EN);
    set_out(site, deed);
    take_up(site, deed, &attempt);
    refusal_set(what, n, for_good);
    int failed = deed->run(&attempt, &err);
    bool struck = refusal_struck();
    refusal_end();
    if (failed < -1 || (failed && !*err.text) || (!failed && *err.text && !deed->quiet))
        fail_msg("%s, the %ldth: %d \"%s\"", deed->name, n, failed, err.text);
    if (!struck && failed)
        fail_msg("%s, undisturbed: %s", deed->name, err.text);
    put_down(&attempt);
    if (n % 5 == 1 || !struck)
        must_be_sound(deed, &attempt, n);
    if (failed && n % 3 == 1)
        once_more(site, deed, n);
    return struck;
}

static void refuse_each(struct site *site, enum refusal what)
{
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
        for (long n = 1; try_refused(site, &deeds[i], what, n, n % 4 == 3);)
            n += trial_all() ? 1 : 2 + 2 * n;
}

static void a_statement_is_refused(void **state)
{
    refuse_each(*state, REFUSE_STATEMENTS);
}

static void a_call_is_refused(void **state)
{
    refuse_each(*state, REFUSE_CALLS);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_statement_is_refused),
        cmocka_unit_test(a_call_is_refused),
    };
    return cmocka_run_group_tests(tests, open_site, close_site);
}
