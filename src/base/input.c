#include "base/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int too_large(const char *path, size_t max, struct err *err)
{
    return err_set(err, "%s is larger than %zu MiB; is this the right file?", path, max >> 20);
}

static int read_all(int fd, const char *path, size_t max, struct buf *out, struct err *err)
{
    char block[16 * 1024];
    size_t before = out->len;
    for (;;) {
        ssize_t got = read(fd, block, sizeof block);
        if (got == 0)
            return 0;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_set(err, "%s cannot be read (%s).", path, strerror(errno));
        buf_add(out, block, (size_t)got);
        if (out->len - before > max)
            return too_large(path, max, err);
    }
}

static int check_kind(int fd, const char *path, size_t max, struct err *err)
{
    struct stat info;
    if (fstat(fd, &info) != 0)
        return err_set(err, "%s cannot be read (%s).", path, strerror(errno));
    if (S_ISDIR(info.st_mode))
        return err_set(err, "%s is a folder; name a file in it.", path);
    if (!S_ISREG(info.st_mode))
        return err_set(err, "%s is not an ordinary file.", path);
    return info.st_size > (off_t)max ? too_large(path, max, err) : 0;
}

int input_line(FILE *in, size_t max, struct buf *line)
{
    int byte;
    buf_clear(line);
    while ((byte = getc_unlocked(in)) != EOF && byte != '\n') {
        if (line->len == max)
            return -1;
        buf_addc(line, (char)byte);
    }
    return byte == '\n' || line->len;
}

int input_read(const char *path, size_t max, struct buf *out, struct err *err)
{
    /* O_NONBLOCK: a pipe without a writer would keep open() waiting for ever. */
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 && errno == ENOENT)
        return err_set(err, "%s is not there.", path);
    if (fd < 0)
        return err_set(err, "%s cannot be opened (%s).", path, strerror(errno));
    int result = check_kind(fd, path, max, err);
    if (result == 0)
        result = read_all(fd, path, max, out, err);
    close(fd);
    return result;
}
