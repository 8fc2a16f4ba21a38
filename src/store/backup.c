#include "store/backup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/day.h"
#include "store/change.h"
#include "store/file.h"
#include "store/gone.h"
#include "store/lock.h"
#include "store/schema.h"
#include "store/store.h"

static int vacuum_into(struct db *db, const char *path, struct err *err)
{
    struct query query;
    bool full = db->full;
    db->full = false;
    query_begin(&query, db, "VACUUM INTO :path");
    query_text(&query, ":path", path);
    int failed = query_run(&query, err);
    if (failed && db->full) /* there, and not where db is */
        file_no_room(path, err);
    db->full = full;
    return failed;
}

static int check_content(struct db *db, struct err *err)
{
    struct buf said = BUF_INIT;
    int64_t loose = 0;
    int failed = db_text(db, "PRAGMA quick_check(1)", &said, err) ||
                 db_number(db, "SELECT count(*) FROM pragma_foreign_key_check", &loose, err);
    if (!failed && (strcmp(said.data, "ok") != 0 || loose))
        failed = err_set(err, "the copy is damaged");
    buf_release(&said);
    return failed ? -1 : 0;
}

/* A backup may lie where nothing can be written; without a journal it needs nothing beside it. */
static int open_backup(struct db *db, const char *path, struct err *err)
{
    bool journal = file_size(path, "-wal") > 0 || file_size(path, "-journal") > 0;
    return db_open(db, path, journal ? DB_READ : DB_IMMUTABLE, err);
}

int backup_check(const char *path, struct err *err)
{
    struct db db;
    struct db_header header;
    if (open_backup(&db, path, err))
        return -1;
    int failed = db_header(&db, &header, err);
    if (!failed && (!header.sqlite || header.application_id != APPLICATION_ID))
        failed = err_set(err, "it is not a database of Gesprek");
    if (!failed && header.user_version > (uint32_t)schema_version(&schema_gesprek))
        failed = err_set(err, "it was written by a newer version of Gesprek; install that version");
    failed = failed || db_settle(&db, err) || check_content(&db, err);
    db_close(&db);
    return failed ? -1 : 0;
}

bool store_damaged(const char *path)
{
    struct err ignored = ERR_INIT(LANG_EN);
    struct db db = {0};
    struct db_header header;
    bool read = file_size(path, "") >= 0 && db_open(&db, path, DB_IMMUTABLE, &ignored) == 0 &&
                db_header(&db, &header, &ignored) == 0;
    bool ours = read && (!header.sqlite ||
                         (header.application_id == APPLICATION_ID &&
                          header.user_version <= (uint32_t)schema_version(&schema_gesprek)));
    bool whole = !ours || (header.sqlite && db_settle(&db, &ignored) == 0 &&
                           check_content(&db, &ignored) == 0);
    db_close(&db);
    return !whole;
}

/* Copies db to name and looks the copy over; what went wrong leaves nothing behind. */
static int write_checked(struct db *db, const char *name, struct err *err)
{
    struct db copy = {0};
    int code = file_make(name);
    if (code)
        return err_set(err, "The file %s cannot be made: %s.", name, file_reason(code, err->lang));
    int failed = vacuum_into(db, name, err);
    code = failed ? 0 : file_sync(name);
    if (code)
        failed =
            err_set(err, "The file %s cannot be written: %s.", name, file_reason(code, err->lang));
    failed = failed || open_backup(&copy, name, err) || check_content(&copy, err);
    db_close(&copy);
    if (failed)
        file_remove(name);
    return failed ? -1 : 0;
}

/* What comes first appears under another name in the same folder. */
int backup_copy(struct db *db, const char *path, struct err *err)
{
    struct buf name = BUF_INIT;
    buf_addf(&name, "%s.%ld.part", path, (long)getpid());
    int failed = write_checked(db, name.data, err);
    if (!failed) {
        int code = file_name_new(name.data, path);
        if (code) {
            file_remove(name.data);
            failed = err_set(err, "%s cannot be made: %s. Give another name.", path,
                             file_reason(code, err->lang));
        } else {
            file_sync_folder(path);
        }
    }
    buf_release(&name);
    return failed ? -1 : 0;
}

/* The first of stem, stem-2, stem-3 that is not there. */
static void free_name(struct buf *name, const char *stem)
{
    buf_adds(name, stem);
    for (int i = 2; file_size(name->data, "") >= 0; i++) {
        buf_clear(name);
        buf_addf(name, "%s-%d", stem, i);
    }
}

int backup_beside(struct db *db, const char *path, int version, struct buf *name, struct err *err)
{
    struct buf stem = BUF_INIT;
    buf_addf(&stem, "%s.v%d", path, version);
    free_name(name, stem.data);
    buf_release(&stem);
    return backup_copy(db, name->data, err)
               ? err_within(err, "The file was not brought up to date, because no backup could be "
                                 "made first")
               : 0;
}

int store_backup(struct store *store, const char *path, struct err *err)
{
    struct buf real = BUF_INIT;
    int failed = file_resolve(&real, path, false, err);
    if (!failed && file_size(real.data, "") >= 0)
        failed =
            err_set(err, "%s is there already and is not overwritten. Give another name.", path);
    failed = failed || backup_copy(store_db(store), real.data, err);
    buf_release(&real);
    return failed ? -1 : 0;
}

/* Writes the backup's content to a new file beside path, so that a swap is one step. */
static int unpack(const char *from, const char *name, struct err *err)
{
    struct db db = {0};
    file_remove(name); /* of a restore that was cut off */
    int failed = backup_check(from, err) ? err_within(err, "%s cannot be put back", from) : 0;
    failed = failed || open_backup(&db, from, err) || write_checked(&db, name, err);
    db_close(&db);
    return failed ? -1 : 0;
}

/* Folds in the WAL of the file at path. Of a file that is no database SQLite would delete it. */
static void fold_in(const char *path)
{
    struct db db = {0};
    struct db_header header;
    struct err ignored = ERR_INIT(LANG_EN);
    if (db_open(&db, path, DB_WRITE, &ignored) == 0 && db_header(&db, &header, &ignored) == 0 &&
        header.sqlite)
        (void)db_run(&db, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE",
                     &ignored);
    db_close(&db);
}

/* The WAL of the present file must not be played back into the new one. What could not be folded in
 * is kept beside the kept file. */
static int settle_present(const char *path, const char *kept, struct err *err)
{
    static const char *const suffixes[] = {"-wal", "-journal"};
    fold_in(path);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        if (file_size(path, suffixes[i]) < 0)
            continue;
        struct buf old = BUF_INIT, new = BUF_INIT;
        buf_addf(&old, "%s%s", path, suffixes[i]);
        buf_addf(&new, "%s%s", kept, suffixes[i]);
        int code = file_name_new(old.data, new.data);
        buf_release(&old);
        buf_release(&new);
        if (code)
            return err_set(err, "%s cannot be set aside: %s.", path, file_reason(code, err->lang));
    }
    return 0;
}

/* Gives what is at path the name kept and puts the new file there; path is never without a file. */
static int swap(const char *path, const char *new, const char *kept, struct err *err)
{
    struct buf shm = BUF_INIT;
    /* Where a file can have no second name it is gone from its place for a moment. */
    if (link(path, kept) != 0 && rename(path, kept) != 0)
        return err_set(err, "%s cannot be set aside: %s.", path, file_reason(errno, err->lang));
    buf_addf(&shm, "%s-shm", path);
    int code = rename(new, path) == 0 ? 0 : errno;
    unlink(shm.data);
    buf_release(&shm);
    file_sync_folder(path);
    return code ? err_set(err, "%s cannot be put in place: %s. What was there is in %s.", path,
                          file_reason(code, err->lang), kept)
                : 0;
}

static void name_kept(struct buf *kept, const char *path, struct clock clock)
{
    char day[DAY_ISO_SIZE];
    struct buf stem = BUF_INIT;
    day_iso(clock_today(&clock), day);
    buf_addf(&stem, "%s.before-restore-%s", path, day);
    free_name(kept, stem.data);
    buf_release(&stem);
}

int backup_put_back(const char *path, const char *from, struct clock clock, struct buf *kept,
                    struct err *err)
{
    struct buf new = BUF_INIT, name = BUF_INIT;
    buf_addf(&new, "%s.new", path);
    bool there = file_size(path, "") >= 0;
    name_kept(&name, path, clock);
    int failed = unpack(from, new.data, err) || gone_owe(path, new.data, err) ||
                 settle_present(path, name.data, err);
    if (!failed && !there) {
        int code = file_name_new(new.data, path);
        if (code)
            failed =
                err_set(err, "%s cannot be put in place: %s.", path, file_reason(code, err->lang));
    } else if (!failed) {
        failed = swap(path, new.data, name.data, err);
        if (!failed)
            buf_adds(kept, name.data);
    }
    if (failed)
        file_remove(new.data);
    buf_release(&new);
    buf_release(&name);
    return failed ? -1 : 0;
}

void backup_take_back(const char *path, const char *kept)
{
    static const char *const suffixes[] = {"", "-wal", "-journal"};
    struct buf old = BUF_INIT, new = BUF_INIT;
    if (!*kept) /* nothing was there */
        return;
    for (size_t i = 1; i < sizeof suffixes / sizeof *suffixes; i++) {
        buf_clear(&new);
        buf_addf(&new, "%s%s", path, suffixes[i]);
        unlink(new.data); /* not to be played back into the other */
    }
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        buf_clear(&old);
        buf_clear(&new);
        buf_addf(&old, "%s%s", kept, suffixes[i]);
        buf_addf(&new, "%s%s", path, suffixes[i]);
        if (rename(old.data, new.data) != 0 && i == 0)
            break; /* then what is there stays with what belongs to it */
    }
    file_sync_folder(path);
    buf_release(&old);
    buf_release(&new);
}

/* file_look, but a damaged or empty file is just what a restore is for. */
static int may_replace(const char *real, struct err *err)
{
    return file_size(real, "") == 0 ? 0 : file_look(real, err);
}

int store_restore(const char *path, const char *from, struct clock clock, struct buf *kept,
                  struct err *err)
{
    struct buf real = BUF_INIT, source = BUF_INIT;
    struct lock lock = LOCK_INIT;
    int failed = file_resolve(&real, path, true, err) || file_resolve(&source, from, false, err) ||
                 file_folder_safe(real.data, err) || may_replace(real.data, err) < 0;
    if (!failed && !strcmp(real.data, source.data))
        failed = err_set(err, "The backup is the file itself. Give the path of a backup.");
    int there = failed ? -1 : file_look(source.data, err);
    if (there == 0)
        failed = err_set(err, "There is no backup %s. Check the path.", from);
    if (there == 1) {
        enum lock_got got = lock_take(&lock, real.data, clock_now(&clock), err);
        if (got == LOCK_HELD)
            err_set(err, "Another Gesprek has this file open, so nothing was changed. Close that "
                         "one first.");
        failed = got != LOCK_GOT || backup_put_back(real.data, source.data, clock, kept, err);
        lock_drop(&lock);
    }
    buf_release(&real);
    buf_release(&source);
    return failed || there != 1 ? -1 : 0;
}
