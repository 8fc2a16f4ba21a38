#include "report/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

static int refused(struct err *err, int why)
{
    switch (why) {
    case EEXIST:
        return err_set(err, N_("There is a file by that name already; choose another name."));
    case EISDIR:
        return err_set(err, N_("That is a folder; put the name of a file behind it."));
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

/* What stands there already, as an errno; 0 when nothing does. */
static int taken(const char *path)
{
    struct stat about;
    if (lstat(path, &about))
        return errno == ENOENT ? 0 : errno;
    return S_ISDIR(about.st_mode) ? EISDIR : EEXIST;
}

void file_at_home(struct buf *path, const char *given)
{
    const char *home = getenv("HOME");
    bool tilde = given[0] == '~' && given[1] == '/' && home && *home;
    if (tilde)
        buf_adds(path, home);
    buf_adds(path, given + tilde);
}

static void self_of(int fd, char self[64])
{
    snprintf(self, 64, "/proc/self/fd/%d", fd);
}

/* Nameless until it is whole; -1 when the file system cannot do that, or could not name it later.
 */
static int open_nameless(const char *path)
{
#ifdef O_TMPFILE
    char self[64];
    struct buf folder = BUF_INIT;
    const char *slash = strrchr(path, '/');
    buf_add(&folder, slash ? path : ".", slash ? (size_t)(slash - path) + 1 : 1);
    int fd = open(folder.data, O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600);
    buf_release(&folder);
    self_of(fd, self);
    if (fd >= 0 && access(self, F_OK)) {
        close(fd);
        fd = -1;
    }
    return fd;
#else
    (void)path;
    return -1;
#endif
}

static int open_part(struct file_new *file)
{
    struct buf part = BUF_INIT;
    buf_addf(&part, "%s.%ld.part", file->path, (long)getpid());
    file->part = buf_detach(&part);
    return open(file->part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

int file_new_open(struct file_new *file, const char *given, struct err *err)
{
    struct buf path = BUF_INIT;
    *file = (struct file_new){.stream = NULL};
    file_at_home(&path, given);
    file->path = buf_detach(&path);
    int why = taken(file->path);
    int fd = why ? -1 : open_nameless(file->path);
    if (!why && fd < 0) {
        fd = open_part(file);
        why = fd < 0 ? errno : 0;
    }
    file->stream = fd < 0 ? NULL : fdopen(fd, "w");
    if (file->stream)
        return 0;
    if (!why)
        why = errno;
    if (fd >= 0)
        close(fd);
    free(file->path);
    free(file->part);
    *file = (struct file_new){.stream = NULL};
    refused(err, why);
    return -1;
}

/* Gives it its name, unless that is taken by now: 0 or an errno. */
static int name_it(const struct file_new *file)
{
    char self[64];
    self_of(fileno(file->stream), self);
    if (!file->part)
        return linkat(AT_FDCWD, self, AT_FDCWD, file->path, AT_SYMLINK_FOLLOW) ? errno : 0;
    if (renameat2(AT_FDCWD, file->part, AT_FDCWD, file->path, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
        return errno;
    if (link(file->part, file->path))
        return errno;
    unlink(file->part);
    return 0;
}

void file_new_drop(struct file_new *file)
{
    if (!file->stream)
        return;
    (void)fclose(file->stream);
    if (file->part)
        unlink(file->part);
    free(file->path);
    free(file->part);
    *file = (struct file_new){.stream = NULL};
}

void file_new_add(struct file_new *file, const char *bytes, size_t len)
{
    (void)fwrite(bytes, 1, len, file->stream);
}

int file_new_keep(struct file_new *file, struct err *err)
{
    int why = ferror(file->stream) ? EIO : 0;
    if (!why && (fflush(file->stream) || fsync(fileno(file->stream))))
        why = errno;
    if (!why)
        why = name_it(file);
    file_new_drop(file);
    return why ? refused(err, why) : 0;
}

int file_write_new(const char *path, const char *bytes, size_t len, struct err *err)
{
    struct file_new file;
    if (file_new_open(&file, path, err))
        return -1;
    if (fwrite(bytes, 1, len, file.stream) == len)
        return file_new_keep(&file, err);
    int why = errno;
    file_new_drop(&file);
    return refused(err, why);
}

/* ---- in the place of another ----------------------------------------------------------------- */

static int write_whole(int fd, const char *bytes, size_t len)
{
    while (len) {
        ssize_t wrote = write(fd, bytes, len);
        if (wrote < 0 && errno != EINTR)
            return errno;
        bytes += wrote > 0 ? wrote : 0;
        len -= wrote > 0 ? (size_t)wrote : 0;
    }
    return 0;
}

/* Writes part beside path: 0 or an errno, and then there is none. */
static int write_part(const char *part, const char *path, const char *bytes, size_t len)
{
    struct stat about;
    if (stat(path, &about) || access(path, W_OK))
        return errno;
    if (!S_ISREG(about.st_mode))
        return S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
    int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno;
    int why = write_whole(fd, bytes, len);
    if (!why && (fchmod(fd, about.st_mode & 0777) || fsync(fd)))
        why = errno;
    if (close(fd) && !why)
        why = errno;
    if (why)
        unlink(part);
    return why;
}

/* Gives the file at path a second name; where no file can have two, the only one it has. */
static int keep_aside(const char *path)
{
    struct buf kept = BUF_INIT, second = BUF_INIT;
    buf_addf(&kept, "%s~", path);
    buf_addf(&second, "%s~.%ld.part", path, (long)getpid());
    int why = 0;
    if (link(path, second.data) == 0) {
        if (rename(second.data, kept.data)) {
            why = errno;
            unlink(second.data);
        } else {
            unlink(second.data); /* both were the same file already */
        }
    } else if (rename(path, kept.data)) {
        why = errno;
    }
    buf_release(&kept);
    buf_release(&second);
    return why;
}

static void sync_folder(const char *path)
{
    struct buf folder = BUF_INIT;
    const char *slash = strrchr(path, '/');
    buf_add(&folder, path, slash ? (size_t)(slash - path) + 1 : 0);
    int fd = open(slash ? folder.data : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
        close(fd);
    }
    buf_release(&folder);
}

int file_replace(const char *given, const char *bytes, size_t len, struct err *err)
{
    char *path = realpath(given, NULL);
    if (!path)
        return refused(err, errno);
    struct buf part = BUF_INIT;
    buf_addf(&part, "%s.%ld.part", path, (long)getpid());
    int why = write_part(part.data, path, bytes, len);
    if (!why) {
        why = keep_aside(path);
        if (!why && rename(part.data, path))
            why = errno;
        if (why)
            unlink(part.data);
        sync_folder(path);
    }
    buf_release(&part);
    free(path);
    return why ? refused(err, why) : 0;
}
