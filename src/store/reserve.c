#include "store/reserve.h"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/buf.h"
#include "store/file.h"

#define SUFFIX ".reserve"
#define CHANGE (256 << 10) /* bytes: more than a change takes, with the WAL and its index */
#define PLENTY (4 * RESERVE_BYTES)

/* Free for this user, in bytes; -1 when that cannot be known. */
static long long room_at(const char *path)
{
    struct statvfs info;
    if (statvfs(path, &info) != 0)
        return -1;
    return (long long)info.f_bavail * (long long)info.f_frsize;
}

static void add_name(struct buf *name, const char *path)
{
    buf_addf(name, "%s" SUFFIX, path);
}

static bool fill(const char *name)
{
    int file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    bool full = posix_fallocate(file, 0, RESERVE_BYTES) == 0;
    close(file);
    if (!full)
        unlink(name);
    return full;
}

bool reserve_keep(const char *path)
{
    struct buf name = BUF_INIT;
    if (file_size(path, SUFFIX) >= RESERVE_BYTES)
        return true;
    if (room_at(path) < PLENTY)
        return false;
    add_name(&name, path);
    unlink(name.data); /* of a start that was cut off */
    bool kept = fill(name.data);
    buf_release(&name);
    return kept;
}

bool reserve_give(const char *path)
{
    struct buf name = BUF_INIT;
    add_name(&name, path);
    bool given = unlink(name.data) == 0;
    buf_release(&name);
    return given;
}

bool reserve_needed(const char *path)
{
    long long room = room_at(path);
    return room >= 0 && room < CHANGE;
}

bool reserve_spares(const char *path, long long bytes)
{
    long long room = room_at(path);
    return room < 0 || room - bytes >= PLENTY;
}
