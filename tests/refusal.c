/* The checked read of the library is inline, and cannot be replaced where it is. */
#undef _FORTIFY_SOURCE

#include "refusal.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* ---- SQLite that refuses --------------------------------------------------------------------- */

static struct {
    enum refusal what;
    long at, done; /* 0: none is refused */
    bool struck, for_good;
    int code; /* what a call says; 0: another thing every time */
} refusal;

/* This program's own code: SQLite calls itself too, and does not always look at what it answers. */
extern const char __executable_start[], etext[];

static bool is_refused(enum refusal what, const void *caller)
{
    const char *at = caller;
    if (!refusal.at || refusal.what != what || at < __executable_start || at >= etext)
        return false;
    refusal.done++;
    bool now = refusal.done == refusal.at || (refusal.for_good && refusal.done > refusal.at);
    refusal.struck = refusal.struck || now;
    return now;
}

/* The next definition after this program's: that of the library. */
static void find(const char *name, void *function)
{
    void *found = dlsym(RTLD_NEXT, name);
    memcpy(function, &found, sizeof found);
}

int sqlite3_step(sqlite3_stmt *stmt)
{
    static int (*real)(sqlite3_stmt *);
    if (!real)
        find("sqlite3_step", &real);
    return is_refused(REFUSE_STATEMENTS, __builtin_return_address(0)) ? SQLITE_IOERR : real(stmt);
}

int sqlite3_exec(sqlite3 *db, const char *sql, int (*callback)(void *, int, char **, char **),
                 void *arg, char **message)
{
    static int (*real)(sqlite3 *, const char *, int (*)(void *, int, char **, char **), void *,
                       char **);
    if (!real)
        find("sqlite3_exec", &real);
    return is_refused(REFUSE_STATEMENTS, __builtin_return_address(0))
               ? SQLITE_IOERR
               : real(db, sql, callback, arg, message);
}

int sqlite3_prepare_v2(sqlite3 *db, const char *sql, int len, sqlite3_stmt **stmt,
                       const char **tail)
{
    static int (*real)(sqlite3 *, const char *, int, sqlite3_stmt **, const char **);
    if (!real)
        find("sqlite3_prepare_v2", &real);
    *stmt = NULL;
    return is_refused(REFUSE_STATEMENTS, __builtin_return_address(0))
               ? SQLITE_NOMEM
               : real(db, sql, len, stmt, tail);
}

int sqlite3_prepare_v3(sqlite3 *db, const char *sql, int len, unsigned flags, sqlite3_stmt **stmt,
                       const char **tail)
{
    static int (*real)(sqlite3 *, const char *, int, unsigned, sqlite3_stmt **, const char **);
    if (!real)
        find("sqlite3_prepare_v3", &real);
    *stmt = NULL;
    return is_refused(REFUSE_STATEMENTS, __builtin_return_address(0))
               ? SQLITE_NOMEM
               : real(db, sql, len, flags, stmt, tail);
}

int sqlite3_open_v2(const char *path, sqlite3 **db, int flags, const char *vfs)
{
    static int (*real)(const char *, sqlite3 **, int, const char *);
    if (!real)
        find("sqlite3_open_v2", &real);
    int code = real(path, db, flags, vfs);
    return code == SQLITE_OK && is_refused(REFUSE_STATEMENTS, __builtin_return_address(0))
               ? SQLITE_CANTOPEN
               : code;
}

/* ---- a system that refuses ------------------------------------------------------------------- */

/* What it says is another thing every time. */
static bool call_fails(const void *caller)
{
    static const int codes[] = {EIO, ENOSPC, EACCES, EINVAL};
    if (!is_refused(REFUSE_CALLS, caller))
        return false;
    errno = refusal.code ? refusal.code : codes[refusal.at % 4];
    return true;
}

// NOLINTBEGIN(bugprone-macro-parentheses): parameters and arguments are in theirs
#define CALL(type, name, parameters, arguments)                                                    \
    type name parameters                                                                           \
    {                                                                                              \
        static type(*real) parameters;                                                             \
        if (!real)                                                                                 \
            find(#name, &real);                                                                    \
        return call_fails(__builtin_return_address(0)) ? -1 : real arguments;                      \
    }
// NOLINTEND(bugprone-macro-parentheses)

CALL(int, fsync, (int file), (file))
CALL(int, rename, (const char *from, const char *to), (from, to))
CALL(int, renameat2, (int from, const char *a, int to, const char *b, unsigned flags),
     (from, a, to, b, flags))
CALL(int, link, (const char *from, const char *to), (from, to))
CALL(int, unlink, (const char *path), (path))
CALL(ssize_t, read, (int file, void *bytes, size_t len), (file, bytes, len))
CALL(ssize_t, pwrite, (int file, const void *bytes, size_t len, off_t at), (file, bytes, len, at))
CALL(int, flock, (int file, int how), (file, how))
CALL(int, ftruncate, (int file, off_t size), (file, size))
CALL(int, fstat, (int file, struct stat *about), (file, about))
CALL(int, chmod, (const char *path, mode_t mode), (path, mode))
CALL(int, statfs, (const char *path, struct statfs *about), (path, about))
CALL(int, access, (const char *path, int how), (path, how))
CALL(int, faccessat, (int at, const char *path, int how, int flags), (at, path, how, flags))
CALL(int, mkdir, (const char *path, mode_t mode), (path, mode))
CALL(int, lstat, (const char *path, struct stat *about), (path, about))
CALL(int, stat, (const char *path, struct stat *about), (path, about))
CALL(ssize_t, write, (int file, const void *bytes, size_t len), (file, bytes, len))

int open(const char *path, int flags, ...)
{
    static int (*real)(const char *, int, ...);
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    if (!real)
        find("open", &real);
    return call_fails(__builtin_return_address(0)) ? -1 : real(path, flags, mode);
}

char *realpath(const char *path, char *real)
{
    static char *(*next)(const char *, char *);
    if (!next)
        find("realpath", &next);
    return call_fails(__builtin_return_address(0)) ? NULL : next(path, real);
}

/* ---- when ------------------------------------------------------------------------------------ */

void refusal_set(enum refusal what, long n, bool for_good)
{
    refusal.what = what;
    refusal.at = n;
    refusal.done = 0;
    refusal.struck = false;
    refusal.for_good = for_good;
}

void refusal_say(int code)
{
    refusal.code = code;
}

void refusal_end(void)
{
    refusal.at = 0;
    refusal.code = 0;
}

bool refusal_struck(void)
{
    return refusal.struck;
}

long refusal_done(void)
{
    return refusal.done;
}
