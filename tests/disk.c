#include "disk.h"

#include <dirent.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

#define SECTOR  512
#define PATH    512
#define NAMES   64
#define NOT_CUT SIZE_MAX

struct bytes {
    unsigned char *at;
    size_t len;
};

/* A file of the disk, whatever its name. */
struct inode {
    struct bytes now, kept; /* as written, as synced last */
    size_t cut;             /* since then it was cut to this */
    bool journal;           /* its first sync makes names last too, as the real VFS does */
};

struct name {
    char path[PATH];
    ino_t number;
    struct inode *now, *kept;
};

struct handle {
    sqlite3_file file; /* first */
    struct inode *inode;
    sqlite3_file *real;
};

static sqlite3_vfs *real_vfs;
static struct name names[NAMES];
static size_t n_names;
static struct {
    enum disk_fault fault;
    long at, done, synced;
    bool for_good, struck, lies;
    char folder[PATH], room[PATH];
    uint64_t chance;
} disk;

/* ---- bytes ----------------------------------------------------------------------------------- */

static void resize(struct bytes *bytes, size_t len)
{
    bytes->at = mem_grow(bytes->at, len, 1);
    if (len > bytes->len)
        memset(bytes->at + bytes->len, 0, len - bytes->len);
    bytes->len = len;
}

static void copy(struct bytes *to, const struct bytes *from)
{
    resize(to, from->len);
    if (from->len)
        memcpy(to->at, from->at, from->len);
}

static void broken(const char *what, const char *path)
{
    fprintf(stderr, "the disk of the test: %s %s\n", what, path);
    _exit(99);
}

static void read_file(const char *path, struct bytes *bytes)
{
    struct stat info;
    FILE *file = fopen(path, "rb");
    if (!file || fstat(fileno(file), &info))
        broken("cannot read", path);
    resize(bytes, (size_t)info.st_size);
    if (fread(bytes->at, 1, bytes->len, file) != bytes->len)
        broken("cannot read", path);
    fclose(file);
}

static void write_file(const char *path, const struct bytes *bytes)
{
    umask(077);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes->at, 1, bytes->len, file) != bytes->len || fclose(file))
        broken("cannot write", path);
}

/* ---- folders --------------------------------------------------------------------------------- */

static void each_file(const char *folder, void (*act)(const char *path, const char *name, void *to),
                      void *to)
{
    char path[2 * PATH];
    DIR *dir = opendir(folder);
    if (!dir)
        return;
    for (const struct dirent *entry; (entry = readdir(dir));)
        if (*entry->d_name != '.') {
            snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
            act(path, entry->d_name, to);
        }
    closedir(dir);
}

static void copy_one(const char *path, const char *name, void *to)
{
    struct bytes bytes = {NULL, 0};
    char target[2 * PATH];
    if (strstr(name, ".reserve")) /* nothing is in it (store/reserve.h) */
        return;
    snprintf(target, sizeof target, "%s/%s", (const char *)to, name);
    read_file(path, &bytes);
    write_file(target, &bytes);
    free(bytes.at);
}

static void drop_one(const char *path, const char *name, void *to)
{
    (void)name;
    (void)to;
    if (unlink(path))
        broken("cannot remove", path);
}

/* What processes share is memory and no file: it is gone with the power. */
static void drop_shared(const char *path, const char *name, void *to)
{
    size_t len = strlen(name);
    if (len > 4 && strcmp(name + len - 4, "-shm") == 0)
        drop_one(path, name, to);
}

void disk_copy_folder(const char *from, const char *to)
{
    disk_drop_folder(to);
    if (mkdir(to, 0700))
        broken("cannot make", to);
    each_file(from, copy_one, (void *)to);
}

void disk_drop_folder(const char *folder)
{
    each_file(folder, drop_one, NULL);
    rmdir(folder);
}

/* ---- what is on the disk --------------------------------------------------------------------- */

static struct name *find_name(const char *path)
{
    for (size_t i = 0; i < n_names; i++)
        if (strcmp(names[i].path, path) == 0)
            return &names[i];
    return NULL;
}

/* What is opened under path: known, or there before the disk looked (and then it lasts), or new. */
static struct inode *look_up(const char *path, bool made, bool journal)
{
    struct stat info;
    struct name *name = find_name(path);
    if (!name) {
        if (n_names == NAMES)
            broken("too many names", path);
        name = &names[n_names++];
        *name = (struct name){.number = 0};
        snprintf(name->path, sizeof name->path, "%s", path);
    }
    if (stat(path, &info))
        broken("cannot see", path);
    if (name->now && name->number == info.st_ino)
        return name->now;
    name->number = info.st_ino;
    name->now = mem_zero(1, sizeof *name->now);
    name->now->cut = NOT_CUT;
    name->now->journal = journal;
    if (made)
        return name->now;
    read_file(path, &name->now->now);
    copy(&name->now->kept, &name->now->now);
    name->kept = name->now;
    return name->now;
}

static void keep_names(void)
{
    for (size_t i = 0; i < n_names; i++)
        names[i].kept = names[i].now;
}

static bool chance(void)
{
    disk.chance ^= disk.chance << 13;
    disk.chance ^= disk.chance >> 7;
    disk.chance ^= disk.chance << 17;
    return disk.chance >> 33 & 1;
}

/* One part of 512 bytes of what is longer now than it was. */
static void mix_part(struct bytes *left, const struct inode *inode, size_t at, size_t kept,
                     bool garbage)
{
    size_t end = at + SECTOR < left->len ? at + SECTOR : left->len;
    for (size_t i = at; i < end; i++)
        left->at[i] = i < kept && i < inode->kept.len ? inode->kept.at[i] : 0;
    if (garbage && at >= kept && chance())
        memset(left->at + at, 0xA5, end - at);
    else if (at < inode->now.len && chance())
        memcpy(left->at + at, inode->now.at + at,
               (end < inode->now.len ? end : inode->now.len) - at);
}

/* What may be left of it, in one of the ways. */
static void mix(struct bytes *left, const struct inode *inode, int state)
{
    size_t kept = inode->kept.len < inode->cut ? inode->kept.len : inode->cut;
    bool as_before = inode->cut != NOT_CUT && chance();
    if (state == 0) {
        copy(left, &inode->now);
    } else if (state == 1 || as_before) {
        copy(left, &inode->kept);
    } else {
        resize(left, chance() ? kept : inode->now.len);
        for (size_t at = 0; at < left->len; at += SECTOR)
            mix_part(left, inode, at, kept, state == DISK_STATES - 1);
    }
}

/* Renamed or removed by others than SQLite. */
static bool went_elsewhere(const struct name *name)
{
    struct stat info;
    return name->now && (stat(name->path, &info) || info.st_ino != name->number);
}

static void leave_state(int state)
{
    char folder[PATH + 8], path[2 * PATH];
    size_t len = strlen(disk.folder);
    snprintf(folder, sizeof folder, "%s.%d", disk.folder, state);
    disk_copy_folder(disk.folder, folder);
    for (size_t i = 0; i < n_names; i++) {
        struct bytes left = {NULL, 0};
        const struct inode *inode =
            state == 0 || (state > 1 && chance()) ? names[i].now : names[i].kept;
        if (strncmp(names[i].path, disk.folder, len) != 0 || names[i].path[len] != '/' ||
            went_elsewhere(&names[i]))
            continue;
        snprintf(path, sizeof path, "%s%s", folder, names[i].path + len);
        if (inode) {
            mix(&left, inode, state);
            write_file(path, &left);
            free(left.at);
        } else {
            unlink(path);
        }
    }
    each_file(folder, drop_shared, NULL);
}

static void go_dark(void)
{
    char path[PATH + 8];
    disk.chance = UINT64_C(0x9E3779B97F4A7C15) * (uint64_t)(disk.at + 1);
    for (int state = 0; state < DISK_STATES; state++)
        leave_state(state);
    snprintf(path, sizeof path, "%s.said", disk.folder);
    FILE *said = fopen(path, "w");
    if (!said || fprintf(said, "%ld\n", disk.synced) < 0 || fclose(said))
        broken("cannot write", path);
    _exit(DISK_DARK);
}

/* ---- when it fails --------------------------------------------------------------------------- */

/* Counts an operation; true when it is to fail. */
static bool fails(void)
{
    if (disk.fault != DISK_FAILS)
        return false;
    disk.done++;
    bool now = disk.done == disk.at || (disk.for_good && disk.done > disk.at);
    disk.struck = disk.struck || now;
    return now;
}

/* The same for room on the disk. */
static bool is_full(bool longer)
{
    if (disk.fault != DISK_FULL || !longer || (*disk.room && access(disk.room, F_OK) != 0))
        return false;
    disk.done++;
    bool now = disk.done == disk.at || (disk.for_good && disk.done > disk.at);
    disk.struck = disk.struck || now;
    return now;
}

/* An operation that changes what the disk has: after writing, before syncing. */
static void power(bool sync)
{
    if (disk.fault != DISK_POWER)
        return;
    if (++disk.done == disk.at)
        go_dark();
    if (sync)
        disk.synced = disk.done;
}

/* ---- a file ---------------------------------------------------------------------------------- */

static struct handle *handle_of(sqlite3_file *file)
{
    return (struct handle *)(void *)file;
}

static sqlite3_file *real_of(sqlite3_file *file)
{
    return handle_of(file)->real;
}

static int file_close(sqlite3_file *file)
{
    return real_of(file)->pMethods ? real_of(file)->pMethods->xClose(real_of(file)) : SQLITE_OK;
}

static int file_read(sqlite3_file *file, void *to, int len, sqlite3_int64 at)
{
    if (fails())
        return SQLITE_IOERR_READ;
    return real_of(file)->pMethods->xRead(real_of(file), to, len, at);
}

static int file_write(sqlite3_file *file, const void *from, int len, sqlite3_int64 at)
{
    sqlite3_int64 size = 0;
    struct inode *inode = handle_of(file)->inode;
    real_of(file)->pMethods->xFileSize(real_of(file), &size);
    if (fails())
        return SQLITE_IOERR_WRITE;
    if (is_full(at + len > size))
        return SQLITE_FULL;
    int code = real_of(file)->pMethods->xWrite(real_of(file), from, len, at);
    if (code == SQLITE_OK && inode) {
        size_t end = (size_t)at + (size_t)len;
        if (inode->now.len < end)
            resize(&inode->now, end);
        memcpy(inode->now.at + at, from, (size_t)len);
        power(false);
    }
    return code;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    struct inode *inode = handle_of(file)->inode;
    if (fails())
        return SQLITE_IOERR_TRUNCATE;
    int code = real_of(file)->pMethods->xTruncate(real_of(file), size);
    if (code == SQLITE_OK && inode) {
        if ((size_t)size < inode->now.len && (size_t)size < inode->cut)
            inode->cut = (size_t)size;
        resize(&inode->now, (size_t)size);
        power(false);
    }
    return code;
}

static int file_sync(sqlite3_file *file, int flags)
{
    struct inode *inode = handle_of(file)->inode;
    if (fails())
        return SQLITE_IOERR_FSYNC;
    if (inode)
        power(true);
    int code = real_of(file)->pMethods->xSync(real_of(file), flags);
    if (code == SQLITE_OK && inode && !disk.lies) {
        copy(&inode->kept, &inode->now);
        inode->cut = NOT_CUT;
        if (inode->journal)
            keep_names();
        inode->journal = false;
    }
    return code;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    if (fails())
        return SQLITE_IOERR_FSTAT;
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int file_lock(sqlite3_file *file, int kind)
{
    if (fails())
        return SQLITE_IOERR_LOCK;
    return real_of(file)->pMethods->xLock(real_of(file), kind);
}

static int file_unlock(sqlite3_file *file, int kind)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), kind);
}

static int file_reserved(sqlite3_file *file, int *taken)
{
    if (fails())
        return SQLITE_IOERR_CHECKRESERVEDLOCK;
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), taken);
}

static int file_control(sqlite3_file *file, int what, void *with)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), what, with);
}

static int file_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int file_promises(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **to)
{
    if (fails())
        return SQLITE_IOERR_SHMMAP;
    if (is_full(extend != 0))
        return SQLITE_IOERR_SHMSIZE;
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, to);
}

static int file_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
    if (!(flags & SQLITE_SHM_UNLOCK) && fails())
        return SQLITE_IOERR_SHMLOCK;
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, n, flags);
}

static void file_shm_barrier(sqlite3_file *file)
{
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int file_shm_unmap(sqlite3_file *file, int drop)
{
    return real_of(file)->pMethods->xShmUnmap(real_of(file), drop);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_promises,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

/* ---- the disk -------------------------------------------------------------------------------- */

static int disk_open(sqlite3_vfs *vfs, sqlite3_filename path, sqlite3_file *file, int flags,
                     int *got)
{
    (void)vfs;
    struct handle *handle = handle_of(file);
    bool journal = flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL);
    bool watched = path && (journal || (flags & SQLITE_OPEN_MAIN_DB));
    bool made = watched && access(path, F_OK) != 0;
    *handle = (struct handle){.real = (sqlite3_file *)(void *)(handle + 1)};
    if (fails())
        return SQLITE_CANTOPEN;
    int code = real_vfs->xOpen(real_vfs, path, handle->real, flags, got);
    if (handle->real->pMethods)
        handle->file.pMethods = &methods;
    if (code == SQLITE_OK && watched && *disk.folder)
        handle->inode = look_up(path, made, journal);
    return code;
}

static int disk_delete(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
    (void)vfs;
    if (fails())
        return SQLITE_IOERR_DELETE;
    int code = real_vfs->xDelete(real_vfs, path, sync_folder);
    struct name *name = *disk.folder ? find_name(path) : NULL;
    if (code == SQLITE_OK && name) {
        name->now = NULL;
        power(false);
        if (sync_folder && !disk.lies)
            keep_names();
    }
    return code;
}

static int disk_access(sqlite3_vfs *vfs, const char *path, int flags, int *result)
{
    (void)vfs;
    if (fails())
        return SQLITE_IOERR_ACCESS;
    return real_vfs->xAccess(real_vfs, path, flags, result);
}

void disk_put_in(void)
{
    static sqlite3_vfs vfs;
    if (real_vfs)
        return;
    real_vfs = sqlite3_vfs_find(NULL);
    vfs = *real_vfs;
    vfs.zName = "disk";
    vfs.pNext = NULL;
    vfs.szOsFile = (int)sizeof(struct handle) + real_vfs->szOsFile;
    vfs.xOpen = disk_open;
    vfs.xDelete = disk_delete;
    vfs.xAccess = disk_access;
    if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK)
        broken("cannot be put in", "");
}

void disk_break(enum disk_fault fault, long n, bool for_good)
{
    disk.fault = fault;
    disk.at = n;
    disk.for_good = for_good;
    disk.done = disk.synced = 0;
    disk.struck = false;
}

void disk_watch_folder(const char *folder)
{
    snprintf(disk.folder, sizeof disk.folder, "%s", folder);
}

void disk_room_behind(const char *path)
{
    snprintf(disk.room, sizeof disk.room, "%s", path ? path : "");
}

void disk_mend(void)
{
    disk.fault = DISK_SOUND;
}

void disk_lies(bool on)
{
    disk.lies = on;
}

long disk_operations(void)
{
    return disk.done;
}

bool disk_struck(void)
{
    return disk.struck;
}
