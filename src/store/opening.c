#include "store/opening.h"

#include <sqlite3.h>
#include <string.h>

#include "store/backup.h"
#include "store/bundle_shape.h"
#include "store/file.h"
#include "store/lock.h"
#include "store/reserve.h"
#include "store/sums.h"
#include "store/veil.h"
#include "store/wal.h"

#define CHECK_MOST (64LL << 20) /* bytes; a larger file is left to the doctor */

static int refuse_newer(const struct opening *opening, struct err *err)
{
    return err_set(err,
                   "%s was written by a newer version of Gesprek. Install that version to open it; "
                   "nothing was changed.",
                   opening->path);
}

/* Says what kind of file it is not; nothing in it has been touched yet. */
static int judge_header(const struct opening *opening, const struct db_header *header,
                        struct err *err)
{
    if (!header->sqlite)
        return err_set(err,
                       "%s is not a database of Gesprek, or it is badly damaged. Give another "
                       "path with --db, or put a backup back with 'gesprek restore FILE'.",
                       opening->path);
    if (header->application_id == BUNDLE_ID)
        return err_set(err,
                       "%s is a bundle for HR. Bring it into your file with 'gesprek collect "
                       "FILE', or give another path with --db.",
                       opening->path);
    if (header->application_id != APPLICATION_ID)
        return err_set(err, "%s is a database of another program. Give another path with --db.",
                       opening->path);
    if (header->user_version > (uint32_t)schema_version(opening->schema))
        return refuse_newer(opening, err);
    return 0;
}

/* Nothing that lies there may be played back into the file; it is kept. */
static int set_aside(const struct opening *opening, struct err *err)
{
    struct buf names = BUF_INIT;
    int code = wal_set_aside(opening->path, &names);
    if (names.len) {
        buf_cut(&names, names.len - 1);
        buf_addf(opening->said,
                 tr(err->lang, "Beside the file lay changes of another file or moment. They were "
                               "left out, and are kept in %s."),
                 names.data);
        buf_addc(opening->said, '\n');
    }
    buf_release(&names);
    return code ? err_set(err, "%s-wal is not of this file, and cannot be set aside: %s.",
                          opening->path, file_reason(code, err->lang))
                : 0;
}

/* SQLite folds in any WAL of that name. The one of a writer that was killed just now is known. */
static int judge_wal(const struct opening *opening, struct err *err)
{
    const char *path = opening->path;
    if (file_size(path, "-wal") <= 0 || file_size(path, "") > CHECK_MOST ||
        (!opening->writing && !lock_free(path)) || (opening->killed && wal_known(path)) ||
        wal_fits(path))
        return 0;
    if (opening->writing)
        return set_aside(opening, err);
    return err_set(err,
                   "The file %s-wal is of another moment than the file beside it: together they "
                   "would be a mixture of both. Start 'gesprek', which sets it aside.",
                   path);
}

/* A new file is made under another name and gets its own when it is whole, so that a half-made one
 * is never found. */
int opening_make(const struct opening *opening, struct err *err)
{
    struct buf name = BUF_INIT;
    struct db db = {0};
    buf_addf(&name, "%s.new", opening->path);
    file_remove(name.data); /* of a start that was cut off; nobody wrote in it */
    int code = file_make(name.data);
    int failed = code || db_open(&db, name.data, DB_WRITE, err) || db_settle(&db, err) ||
                 schema_upgrade(opening->schema, &db, 0, err) ||
                 db_run(&db, "PRAGMA journal_mode = WAL", err);
    db_close(&db);
    failed = failed || set_aside(opening, err);
    if (!failed) {
        code = file_name_new(name.data, opening->path);
        failed = code != 0;
    }
    if (code)
        err_set(err, "The file %s cannot be made: %s. Give another path with --db.", opening->path,
                file_reason(code, err->lang));
    if (failed)
        file_remove(name.data);
    else
        file_sync_folder(opening->path);
    buf_release(&name);
    return failed ? -1 : 0;
}

/* Looks the whole file over: 3.5 ms for a megabyte. */
static int check_whole(struct db *db, struct err *err)
{
    struct buf said = BUF_INIT;
    int failed = db_text(db, "PRAGMA quick_check(1)", &said, err);
    if (!failed && strcmp(said.data, "ok") != 0)
        failed = err_set(err, "The file is damaged. Keep it, run 'gesprek doctor', or put a backup "
                              "back with 'gesprek restore FILE'.");
    buf_release(&said);
    return failed;
}

/* Brings an older file to the present shape, after a copy of it was put beside it. */
static int upgrade(const struct opening *opening, struct db *db, int from, struct err *err)
{
    struct buf name = BUF_INIT;
    int failed = backup_beside(db, opening->path, from, &name, err) ||
                 schema_upgrade(opening->schema, db, from, err);
    buf_release(&name);
    return failed ? -1 : 0;
}

static int settle_version(const struct opening *opening, struct db *db, struct err *err)
{
    int64_t version = 0;
    if (db_number(db, "PRAGMA user_version", &version, err))
        return -1;
    int newest = schema_version(opening->schema);
    if (version > newest) /* the header was older than the WAL */
        return refuse_newer(opening, err);
    if (version == newest)
        return 0;
    if (!opening->writing)
        return err_set(err,
                       "%s was written by an older version of Gesprek and has to be brought up to "
                       "date first. Start 'gesprek' where it may write the file.",
                       opening->path);
    return upgrade(opening, db, (int)version, err);
}

/* WAL where it works; over a network a rollback journal, which needs no shared memory. */
static int settle_journal(const struct opening *opening, struct db *db, struct err *err)
{
    int64_t version = 0;
    if (!opening->remote)
        return db_run(db, "PRAGMA journal_mode = WAL", err);
    return db_run(db, "PRAGMA journal_mode = TRUNCATE; PRAGMA locking_mode = NORMAL", err) ||
                   db_number(db, "PRAGMA user_version", &version, err) /* lets others in */
               ? -1
               : 0;
}

/* The hardened opening (sqlite.org/security.html). Alone: without memory shared with readers. */
static int prepare(const struct opening *opening, struct db *db, bool alone, struct err *err)
{
    struct db_header header;
    bool unclean = opening->unclean || file_size(opening->path, "-wal") > 0;
    bool doubtful = unclean && (!opening->killed || opening->remote);
    bool check = opening->writing && doubtful && file_size(opening->path, "") <= CHECK_MOST;
    db_keep_wal(db, true); /* so that a file that is refused is left as it was */
    if (db_header(db, &header, err) || judge_header(opening, &header, err))
        return -1;
    if (alone && db_run(db, "PRAGMA locking_mode = EXCLUSIVE", err))
        return -1;
    if (db_settle(db, err) || (check && check_whole(db, err)) || settle_version(opening, db, err))
        return -1;
    if ((opening->writing && settle_journal(opening, db, err)) || veil_hang(db, err) ||
        sums_hang(db, err))
        return -1;
    db_keep_wal(db, false);
    return 0;
}

/* One try. What it fails for is in *code, by SQLite's extended codes. */
static int try_open(const struct opening *opening, struct db *db, enum db_mode mode, bool alone,
                    int *code, struct err *err)
{
    *code = SQLITE_OK;
    if (db_open(db, opening->path, mode, err))
        return -1;
    if (prepare(opening, db, alone, err) == 0)
        return 0;
    *code = sqlite3_extended_errcode(db->handle);
    db_close(db);
    return -1;
}

static bool journal_waits(const char *path)
{
    return file_size(path, "-wal") > 0 || file_size(path, "-journal") > 0;
}

enum db_mode opening_read_mode(const char *path)
{
    bool writable = file_folder_writable(path) && file_writable(path);
    return !writable && !journal_waits(path) && lock_free(path) ? DB_IMMUTABLE : DB_READ;
}

/* On a full disk there is no room for the memory that is shared with readers; what is there can be
 * read without. The writer that then holds the file alone writes again when there is room. */
static int open_full(const struct opening *opening, struct db *db, struct err *err)
{
    struct err first = *err;
    int code = SQLITE_OK;
    if (!opening->writing && (journal_waits(opening->path) || !lock_free(opening->path)))
        return -1;
    if (try_open(opening, db, opening->writing ? DB_WRITE : DB_IMMUTABLE, opening->writing, &code,
                 err)) {
        *err = first;
        return -1;
    }
    *err = (struct err)ERR_INIT(err->lang);
    return 0;
}

int opening_connect(const struct opening *opening, struct db *db, struct err *err)
{
    enum db_mode mode = opening->writing ? DB_WRITE : opening_read_mode(opening->path);
    int code = SQLITE_OK;
    if (judge_wal(opening, err))
        return -1;
    if (try_open(opening, db, mode, opening->writing && opening->remote, &code, err) == 0)
        return 0;
    if (code == SQLITE_IOERR_SHMSIZE && opening->writing && reserve_give(opening->path)) {
        *err = (struct err)ERR_INIT(err->lang);
        return opening_connect(opening, db, err);
    }
    if (code == SQLITE_IOERR_SHMSIZE)
        return open_full(opening, db, err);
    if (mode == DB_READ && journal_waits(opening->path) && !file_folder_writable(opening->path))
        return db_fail(err, SQLITE_READONLY_DIRECTORY); /* however SQLite stumbled over it */
    return -1;
}
