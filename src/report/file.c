#include "report/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"

static int write_all(int fd, const char *bytes, size_t len)
{
    while (len) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno != EINTR)
            return -1;
        if (n > 0) {
            bytes += n;
            len -= (size_t)n;
        }
    }
    return fsync(fd);
}

static int refused(struct err *err, int why)
{
    switch (why) {
    case EEXIST:
        return err_set(err, N_("There is a file by that name already; choose another name."));
    case ENOSPC:
    case EDQUOT:
        return err_set(err, N_("The disk is full; make room or choose another place."));
    case EACCES:
    case EPERM:
    case EROFS:
        return err_set(err, N_("You may not write there; choose another folder."));
    case ENOENT:
    case ENOTDIR:
        return err_set(err, N_("That folder does not exist; choose another."));
    default:
        return err_set(err, N_("The file could not be written (%s)."), strerror(why));
    }
}

/* Made under its own name and taken away again when it does not become whole. */
static int write_named(const char *path, const char *bytes, size_t len, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return refused(err, errno);
    int why = write_all(fd, bytes, len) ? errno : 0;
    if (close(fd) && !why)
        why = errno;
    if (!why)
        return 0;
    unlink(path);
    return refused(err, why);
}

#ifdef O_TMPFILE
/* Nameless until it is whole. *tried is false when the file system cannot do that. */
static int write_nameless(const char *folder, const char *path, const char *bytes, size_t len,
                          bool *tried, struct err *err)
{
    char self[64];
    int fd = open(folder, O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600), why = 0;
    *tried = fd >= 0;
    if (fd < 0)
        return -1;
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    if (write_all(fd, bytes, len) || linkat(AT_FDCWD, self, AT_FDCWD, path, AT_SYMLINK_FOLLOW))
        why = errno;
    close(fd);
    return why ? refused(err, why) : 0;
}
#endif

static void expand_home(struct buf *path, const char *given)
{
    const char *home = getenv("HOME");
    bool tilde = given[0] == '~' && given[1] == '/' && home && *home;
    if (tilde)
        buf_adds(path, home);
    buf_adds(path, given + tilde);
}

int file_write_new(const char *given, const char *bytes, size_t len, struct err *err)
{
    struct buf path = BUF_INIT;
    bool tried = false;
    int failed = -1;
    expand_home(&path, given);
#ifdef O_TMPFILE
    struct buf folder = BUF_INIT;
    const char *slash = strrchr(path.data, '/');
    buf_add(&folder, slash ? path.data : ".", slash ? (size_t)(slash - path.data) + 1 : 1);
    failed = write_nameless(folder.data, path.data, bytes, len, &tried, err);
    buf_release(&folder);
#endif
    if (!tried)
        failed = write_named(path.data, bytes, len, err);
    buf_release(&path);
    return failed;
}
