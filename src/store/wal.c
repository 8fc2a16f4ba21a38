#include "store/wal.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/backups.h"
#include "store/db.h"
#include "store/file.h"
#include "store/sums.h"

#define MOST   1000 /* faults; more make no difference */
#define UNTOLD (-1)

static void count(void *context, const char *table, const char *column, const char *row)
{
    int64_t *n = context;
    (void)table;
    (void)column;
    (void)row;
    ++*n;
}

/* What says nothing of the file: the disk failed, there is no room, another one is at it. */
static bool says_nothing(int code)
{
    return code == SQLITE_IOERR || code == SQLITE_NOMEM || code == SQLITE_FULL ||
           code == SQLITE_CANTOPEN || code == SQLITE_BUSY || code == SQLITE_LOCKED ||
           code == SQLITE_READONLY || code == SQLITE_PERM;
}

/* What cannot even be asked is as bad as can be. */
static int64_t faults_of(struct db *db)
{
    struct err ignored = ERR_INIT(LANG_EN);
    int64_t pages = 0, loose = 0, rows = 0;
    if (db_settle(db, &ignored) ||
        db_number(db, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
                  &pages, &ignored) ||
        db_number(db, "SELECT count(*) FROM pragma_foreign_key_check", &loose, &ignored) ||
        sums_examine(db, true, count, &rows, &ignored))
        return says_nothing(sqlite3_errcode(db->handle) & 0xFF) ? UNTOLD : MOST;
    int64_t n = pages + loose + rows;
    return n < MOST ? n : MOST;
}

static int64_t look(const char *path, enum db_mode mode, struct buf *lineage)
{
    struct err ignored = ERR_INIT(LANG_EN);
    struct db db = {0};
    int64_t n = db_open(&db, path, mode, &ignored) ? UNTOLD : faults_of(&db);
    if (n >= 0 && n < MOST)
        (void)backups_lineage(&db, lineage, &ignored);
    db_close(&db);
    return n;
}

bool wal_fits(const char *path)
{
    struct buf of_both = BUF_INIT, of_file = BUF_INIT;
    if (file_size(path, "-wal") <= 0)
        return true;
    int64_t with = look(path, DB_READ, &of_both), without = look(path, DB_IMMUTABLE, &of_file);
    bool other = of_both.len && of_file.len && strcmp(of_both.data, of_file.data) != 0;
    buf_release(&of_both);
    buf_release(&of_file);
    return with == UNTOLD || without == UNTOLD || (with <= without && !other);
}

/* ---- the one that was written here ----------------------------------------------------------- */

/* Reads so many bytes at `at` of the file at path with suffix, and when its inode was changed. */
static bool read_at(const char *path, const char *suffix, off_t at, unsigned char *bytes,
                    size_t len, struct timespec *changed)
{
    struct buf name = BUF_INIT;
    struct stat info = {0};
    buf_addf(&name, "%s%s", path, suffix);
    int fd = open(name.data, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    bool read = fd >= 0 && fstat(fd, &info) == 0 && pread(fd, bytes, len, at) == (ssize_t)len;
    *changed = info.st_ctim;
    if (fd >= 0)
        close(fd);
    buf_release(&name);
    return read;
}

static bool later(const struct timespec *one, const struct timespec *other)
{
    return one->tv_sec != other->tv_sec ? one->tv_sec > other->tv_sec
                                        : one->tv_nsec > other->tv_nsec;
}

/* Both have the two salts that SQLite draws anew for each WAL (sqlite.org/walformat.html, 2.1 and
 * 4.1). A database that was put here since then is of later, whatever date it was given. */
bool wal_known(const char *path)
{
    unsigned char first, in_wal[8], in_index[8];
    struct timespec database, wal, at_index;
    return read_at(path, "", 0, &first, 1, &database) &&
           read_at(path, "-wal", 16, in_wal, sizeof in_wal, &wal) &&
           read_at(path, "-shm", 32, in_index, sizeof in_index, &at_index) &&
           !memcmp(in_wal, in_index, sizeof in_wal) && !later(&database, &wal);
}

/* ---- out of the way -------------------------------------------------------------------------- */

static int set_aside(const char *path, const char *suffix, struct buf *names)
{
    struct buf from = BUF_INIT, to = BUF_INIT;
    buf_addf(&from, "%s%s", path, suffix);
    buf_addf(&to, "%s" WAL_ASIDE, from.data);
    int code = file_name_new(from.data, to.data);
    for (int i = 2; code == EEXIST; i++) {
        buf_clear(&to);
        buf_addf(&to, "%s" WAL_ASIDE "-%d", from.data, i);
        code = file_name_new(from.data, to.data);
    }
    if (!code) {
        (void)chmod(to.data, 0600);
        buf_addf(names, "%s\n", to.data);
    }
    buf_release(&from);
    buf_release(&to);
    return code;
}

int wal_set_aside(const char *path, struct buf *names)
{
    static const char *const suffixes[] = {"-wal", "-journal"};
    struct buf index = BUF_INIT;
    int code = 0;
    for (size_t i = 0; !code && i < sizeof suffixes / sizeof *suffixes; i++)
        if (file_size(path, suffixes[i]) > 0)
            code = set_aside(path, suffixes[i], names);
    buf_addf(&index, "%s-shm", path);
    if (names->len)
        unlink(index.data); /* it was of that WAL */
    buf_release(&index);
    if (names->len)
        file_sync_folder(path);
    return code;
}
