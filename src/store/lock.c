#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"

#define MOMENT_FORMAT "%Y-%m-%dT%H:%M:%SZ"

static int open_lock(const char *path, int flags)
{
    struct buf name = BUF_INIT;
    buf_addf(&name, "%s.lock", path);
    int fd = open(name.data, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    buf_release(&name);
    return fd;
}

/* A file of another user's making could be locked for ever by that user. */
static bool is_ours(int fd)
{
    struct stat info;
    return fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
           (info.st_uid == geteuid() || info.st_uid == 0 || geteuid() == 0);
}

/* lock_free holds a shared lock for a moment, so one refusal is not yet an answer. */
static bool try_lock(int fd)
{
    for (int turn = 0; turn < 4; turn++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            return true;
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
    return false;
}

void lock_add_where(struct buf *text)
{
    char name[64];
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (ttyname_r(fd, name, sizeof name) != 0)
            continue;
        buf_adds(text, strncmp(name, "/dev/", 5) ? name : name + 5);
        return;
    }
}

static void add_moment(struct buf *text, int64_t moment)
{
    time_t seconds = (time_t)(moment / 1000);
    struct tm utc;
    char shown[32] = "";
    if (gmtime_r(&seconds, &utc))
        strftime(shown, sizeof shown, MOMENT_FORMAT, &utc);
    buf_adds(text, shown);
}

/* What Linux calls this run of the machine; "" where nobody says. */
static void name_run(char run[64])
{
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    ssize_t len = fd < 0 ? 0 : read(fd, run, 63);
    if (fd >= 0)
        close(fd);
    run[len > 0 ? len : 0] = '\0';
    run[strcspn(run, "\n")] = '\0';
}

/* Did whoever left these words write them in this run of the machine? */
static bool in_this_run(int fd, const char *run)
{
    char text[512], line[80];
    ssize_t len = *run ? pread(fd, text, sizeof text - 1, 0) : 0;
    text[len > 0 ? len : 0] = '\0';
    snprintf(line, sizeof line, "\nrun %s\n", run);
    return strstr(text, line) != NULL;
}

static bool write_holder(int fd, int64_t now, const char *run)
{
    char host[64] = "";
    gethostname(host, sizeof host - 1);
    struct buf text = BUF_INIT;
    buf_addf(&text, "pid %ld\nhost %s\nwhere ", (long)getpid(), host);
    lock_add_where(&text);
    buf_adds(&text, "\nsince ");
    add_moment(&text, now);
    buf_addf(&text, "\nrun %s\n", run);
    bool written = ftruncate(fd, 0) == 0 &&
                   pwrite(fd, text.data, text.len, 0) == (ssize_t)text.len;
    buf_release(&text);
    return written;
}

enum lock_got lock_take(struct lock *lock, const char *path, int64_t now, struct err *err)
{
    *lock = (struct lock)LOCK_INIT;
    int fd = open_lock(path, O_RDWR | O_CREAT);
    if (fd < 0 || !is_ours(fd)) {
        err_set(err, "The file %s.lock cannot be used, so nothing can be written. Make the folder "
                     "yours and writable.", path);
        if (fd >= 0)
            close(fd);
        return LOCK_CANNOT;
    }
    if (!try_lock(fd)) {
        close(fd);
        return LOCK_HELD;
    }
    struct stat info;
    char run[64];
    name_run(run);
    lock->stale = fstat(fd, &info) == 0 && info.st_size > 0;
    lock->killed = lock->stale && in_this_run(fd, run);
    lock->fd = fd;
    /* A full disk may leave the words out; the lock holds without them. */
    if (!write_holder(fd, now, run))
        lock->stale = true;
    return LOCK_GOT;
}

void lock_drop(struct lock *lock)
{
    if (lock->fd < 0)
        return;
    if (ftruncate(lock->fd, 0) != 0)
        lock->stale = true; /* the next one looks the file over once more than needed */
    close(lock->fd);
    lock->fd = -1;
}

bool lock_free(const char *path)
{
    int fd = open_lock(path, O_RDONLY);
    if (fd < 0)
        return errno == ENOENT;
    bool is_free = flock(fd, LOCK_SH | LOCK_NB) == 0;
    close(fd);
    return is_free;
}

/* Copies the rest of the line; only plain ASCII, since anybody could have written there. */
static void copy_line(char *to, size_t size, const char *from)
{
    size_t len = 0;
    for (; from[len] && from[len] != '\n' && len + 1 < size; len++) {
        to[len] = '?';
        if (from[len] > ' ' && from[len] < 0x7F)
            to[len] = from[len];
    }
    to[len] = '\0';
}

static void read_line(struct holder *holder, const char *line)
{
    struct tm utc = {0};
    if (!strncmp(line, "pid ", 4))
        holder->pid = strtol(line + 4, NULL, 10);
    else if (!strncmp(line, "host ", 5))
        copy_line(holder->host, sizeof holder->host, line + 5);
    else if (!strncmp(line, "where ", 6))
        copy_line(holder->where, sizeof holder->where, line + 6);
    else if (!strncmp(line, "since ", 6) && strptime(line + 6, MOMENT_FORMAT, &utc))
        holder->since = (int64_t)timegm(&utc) * 1000;
}

bool lock_holder(const char *path, struct holder *holder)
{
    *holder = (struct holder){0};
    char text[512];
    int fd = open_lock(path, O_RDONLY);
    if (fd < 0)
        return false;
    bool held = flock(fd, LOCK_SH | LOCK_NB) != 0;
    ssize_t len = held ? pread(fd, text, sizeof text - 1, 0) : 0;
    close(fd);
    text[len > 0 ? len : 0] = '\0';
    for (const char *line = text; *line; line++) {
        read_line(holder, line);
        line += strcspn(line, "\n");
        if (!*line)
            break;
    }
    return held;
}
