#include "store/file.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#define PATH_MOST 480 /* SQLite takes 512, with what it adds for the files beside the database */

const char *file_reason(int code, enum lang lang)
{
    static const struct {
        int code;
        const char *words;
    } reasons[] = {
        {EACCES, N_("you may not")},
        {EPERM, N_("you may not")},
        {EROFS, N_("it is on a disk that can only be read")},
        {ENOSPC, N_("the disk is full")},
        {EDQUOT, N_("your share of the disk is full")},
        {ENOENT, N_("it is not there")},
        {EEXIST, N_("something of that name is there already")},
        {ENOTDIR, N_("part of the path is a file, not a folder")},
        {ENAMETOOLONG, N_("the name is too long")},
        {ELOOP, N_("it is a link, or the path runs in a circle of links")},
        {EISDIR, N_("a folder has that name")},
        {EIO, N_("the disk failed")},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].code == code)
            return tr(lang, reasons[i].words);
    return strerror(code);
}

/* The bytes of the folder part of path, without the last slash; 0 when it has none. */
static size_t folder_len(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) : 0;
}

void file_add_folder(struct buf *folder, const char *path)
{
    size_t len = folder_len(path);
    if (len)
        buf_add(folder, path, len);
    else
        buf_adds(folder, *path == '/' ? "/" : ".");
}

int file_no_room(const char *path, struct err *err)
{
    struct buf folder = BUF_INIT;
    file_add_folder(&folder, path);
    err_set(err,
            "There is too little room in the folder %s, so the file was not made. Make room there, "
            "or take another folder.",
            folder.data);
    buf_release(&folder);
    return -1;
}

/* 0, or an errno; a folder that is there already is fine, whatever mkdir says of it. */
static int make_folder(const char *folder)
{
    struct stat info;
    if (mkdir(folder, 0700) == 0)
        return 0;
    int code = errno;
    return stat(folder, &info) == 0 ? 0 : code;
}

/* mkdir -p: every folder that is missing, for its owner only. */
static int make_folders(const char *folder, struct err *err)
{
    struct buf made = BUF_INIT;
    int failed = 0;
    for (const char *p = folder; !failed && *p;) {
        size_t len = strspn(p, "/");
        len += strcspn(p + len, "/");
        buf_add(&made, p, len);
        p += len;
        int code = make_folder(made.data);
        if (code)
            failed = err_set(err, "The folder %s cannot be made: %s. Give another path with --db.",
                             made.data, file_reason(code, err->lang));
    }
    buf_release(&made);
    return failed;
}

int file_resolve(struct buf *real, const char *path, bool make, struct err *err)
{
    struct buf folder = BUF_INIT;
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    file_add_folder(&folder, path);
    int failed = make ? make_folders(folder.data, err) : 0;
    char *found = failed ? NULL : realpath(folder.data, NULL);
    if (!failed && !found)
        failed = errno == ENOENT
                     ? err_set(err, "There is no folder %s. Make it first, or give another path.",
                               folder.data)
                     : err_set(err, "The folder %s cannot be used: %s. Give another path.",
                               folder.data, file_reason(errno, err->lang));
    else if (!failed && strlen(found) + strlen(name) > PATH_MOST)
        failed = err_set(err, "The path of the file is too long. Give a shorter one.");
    else if (!failed && (!*name || !strcmp(name, ".") || !strcmp(name, "..")))
        failed = err_set(err,
                         "%s is a folder. Give the path of a file in it, for example "
                         "gesprek.db.",
                         path);
    else if (!failed)
        buf_addf(real, "%s/%s", strcmp(found, "/") ? found : "", name);
    free(found);
    buf_release(&folder);
    return failed ? -1 : 0;
}

static bool others_file(const struct stat *info)
{
    return info->st_uid != geteuid() && info->st_uid != 0 && geteuid() != 0;
}

/* In a shared folder somebody could have put a journal ready for SQLite to play back. */
static int look_beside(const char *real, const struct stat *main, struct err *err)
{
    static const char *const suffixes[] = {"-wal", "-journal", "-shm"};
    struct stat info;
    int failed = 0;
    for (size_t i = 0; !failed && i < sizeof suffixes / sizeof *suffixes; i++) {
        struct buf name = BUF_INIT;
        buf_addf(&name, "%s%s", real, suffixes[i]);
        bool there = lstat(name.data, &info) == 0;
        bool same = there && main && info.st_uid == main->st_uid;
        if (there && (!S_ISREG(info.st_mode) || (others_file(&info) && !same)))
            failed = err_set(err,
                             "The file %s is not yours, so it is not trusted. Take it away, or "
                             "give another path with --db.",
                             name.data);
        buf_release(&name);
    }
    return failed;
}

int file_look(const char *real, struct err *err)
{
    struct stat info;
    if (lstat(real, &info) != 0) {
        if (errno != ENOENT)
            return err_set(err, "The file %s cannot be reached: %s.", real,
                           file_reason(errno, err->lang));
        return look_beside(real, NULL, err);
    }
    if (S_ISLNK(info.st_mode))
        return err_set(err, "%s is a link to another file. Give the path of the file itself.",
                       real);
    if (S_ISDIR(info.st_mode))
        return err_set(err,
                       "%s is a folder. Give the path of a file in it, for example "
                       "gesprek.db.",
                       real);
    if (!S_ISREG(info.st_mode))
        return err_set(err, "%s is not an ordinary file. Give another path with --db.", real);
    if (info.st_size == 0)
        return err_set(err,
                       "%s is an empty file, so there are no conversations in it. Delete it to "
                       "start anew there, or give another path with --db.",
                       real);
    if (access(real, R_OK) != 0)
        return err_set(err, "You may not read %s. Check whose it is.", real);
    return look_beside(real, &info, err) ? -1 : 1;
}

static bool stat_folder(const char *real, struct stat *info)
{
    struct buf folder = BUF_INIT;
    file_add_folder(&folder, real);
    bool there = stat(folder.data, info) == 0;
    buf_release(&folder);
    return there;
}

int file_folder_safe(const char *real, struct err *err)
{
    struct stat info;
    struct buf folder = BUF_INIT;
    file_add_folder(&folder, real);
    int failed = 0;
    if (!stat_folder(real, &info))
        failed = err_set(err, "The folder %s cannot be used: %s. Give another path.", folder.data,
                         file_reason(errno, err->lang));
    else if ((info.st_mode & S_IWOTH) && !(info.st_mode & S_ISVTX))
        failed = err_set(err,
                         "Everybody on this computer can write in the folder %s and could put "
                         "another file in place of yours. Run chmod o-w on it, or give another "
                         "path with --db.",
                         folder.data);
    else if (others_file(&info))
        failed = err_set(err,
                         "The folder %s is another user's, who could put another file in place "
                         "of yours. Give a path in a folder of your own with --db.",
                         folder.data);
    buf_release(&folder);
    return failed;
}

void file_add_warnings(const char *real, enum lang lang, struct buf *lines)
{
    struct stat info;
    if (stat(real, &info) == 0 && (info.st_mode & 077)) {
        buf_adds(lines,
                 tr(lang, "Others on this computer may read your file. Run chmod 600 on it."));
        buf_adds(lines, "\n");
    }
    if (stat_folder(real, &info) && (info.st_mode & (S_IWGRP | S_IWOTH))) {
        buf_adds(lines,
                 tr(lang, "Others on this computer may write in the folder of your file. Run "
                          "chmod go-w on it, or keep the file elsewhere."));
        buf_adds(lines, "\n");
    }
    if (file_synced(real)) {
        buf_addf(lines,
                 tr(lang,
                    "Your file is in a folder that %s copies elsewhere. Keep it outside: there "
                    "others may come by it, and a copy made halfway is damaged."),
                 file_synced(real));
        buf_adds(lines, "\n");
    }
    if (file_remote(real)) {
        buf_adds(lines,
                 tr(lang, "Your file is on a network or a folder from elsewhere. Open it on one "
                          "computer at a time, or keep it on this computer."));
        buf_adds(lines, "\n");
    }
}

void file_repair(const char *real, enum lang lang, struct buf *lines)
{
    static const char *const suffixes[] = {"",      "-wal", "-shm",     "-journal",
                                           ".lock", ".log", ".reserve", ".erased"};
    bool mended = false;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        struct stat info;
        struct buf name = BUF_INIT;
        buf_addf(&name, "%s%s", real, suffixes[i]);
        if (lstat(name.data, &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == geteuid() &&
            (info.st_mode & 077) && chmod(name.data, info.st_mode & 0700) == 0)
            mended = true;
        buf_release(&name);
    }
    if (mended) {
        buf_adds(lines, tr(lang, "Others on this computer could read your file. That is mended: "
                                 "now only you can."));
        buf_adds(lines, "\n");
    }
}

/* ---- folders that are copied elsewhere ------------------------------------------------------- */

/* A name a folder begins with, and one that lies in it. Who makes them: dropbox.com/help,
 * docs.syncthing.net, docs.nextcloud.com/desktop, support.microsoft.com and support.apple.com. */
static const struct {
    const char *program, *folder, *mark;
} copiers[] = {
    {"Dropbox", "Dropbox", ".dropbox"},
    {"Dropbox", NULL, ".dropbox.cache"},
    {"OneDrive", "OneDrive", NULL},
    {"iCloud Drive", "Mobile Documents", NULL},
    {"iCloud Drive", "iCloudDrive", NULL},
    {"iCloud Drive", "iCloud Drive", NULL},
    {"Nextcloud", "Nextcloud", ".nextcloudsync.log"},
    {"ownCloud", "ownCloud", ".owncloudsync.log"},
    {"Google Drive", "Google Drive", ".tmp.drivedownload"},
    {"Google Drive", "GoogleDrive", NULL},
    {"Syncthing", NULL, ".stfolder"},
};

/* Is the last part of folder (len bytes) such a name, or does its mark lie in it? */
static bool is_copied(const char *folder, size_t len, const char *name, const char *mark)
{
    struct stat info;
    size_t start = len;
    while (start && folder[start - 1] != '/')
        start--;
    if (name && len - start >= strlen(name) && !strncasecmp(folder + start, name, strlen(name)) &&
        !isalpha((unsigned char)folder[start + strlen(name)]))
        return true;
    struct buf path = BUF_INIT;
    buf_addf(&path, "%.*s/%s", (int)len, folder, mark ? mark : "");
    bool there = mark && lstat(path.data, &info) == 0;
    buf_release(&path);
    return there;
}

const char *file_synced(const char *real)
{
    for (size_t len = folder_len(real); len;) {
        for (size_t i = 0; i < sizeof copiers / sizeof *copiers; i++)
            if (is_copied(real, len, copiers[i].folder, copiers[i].mark))
                return copiers[i].program;
        while (len && real[len - 1] != '/')
            len--;
        len -= len > 0; /* the slash */
    }
    return NULL;
}

bool file_remote_kind(unsigned long kind)
{
    /* linux/magic.h and the kernel's own lists; FUSE may be sshfs as well as a disk. */
    static const unsigned long kinds[] = {
        0x6969,     /* NFS */
        0x517B,     /* SMB */
        0xFF534D42, /* CIFS */
        0xFE534D42, /* SMB2 */
        0x01021997, /* 9P */
        0x65735546, /* FUSE */
        0x5346414F, /* AFS */
        0x6B414653, /* AFS in the kernel */
        0x00C36400, /* Ceph */
        0x0BD00BD0, /* Lustre */
        0x01161970, /* GFS2 */
        0x7461636F, /* OCFS2 */
        0x73757245, /* Coda */
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i] == (kind & 0xFFFFFFFFUL))
            return true;
    return false;
}

bool file_remote(const char *real)
{
    struct statfs info;
    struct buf folder = BUF_INIT;
    file_add_folder(&folder, real);
    bool remote = statfs(folder.data, &info) == 0 && file_remote_kind((unsigned long)info.f_type);
    buf_release(&folder);
    return remote;
}

bool file_folder_writable(const char *real)
{
    struct buf folder = BUF_INIT;
    file_add_folder(&folder, real);
    bool may = faccessat(AT_FDCWD, folder.data, W_OK | X_OK, AT_EACCESS) == 0;
    buf_release(&folder);
    return may;
}

bool file_writable(const char *real)
{
    return faccessat(AT_FDCWD, real, W_OK, AT_EACCESS) == 0;
}

long long file_size(const char *real, const char *suffix)
{
    struct stat info;
    struct buf name = BUF_INIT;
    buf_addf(&name, "%s%s", real, suffix);
    long long size = lstat(name.data, &info) == 0 ? (long long)info.st_size : -1;
    buf_release(&name);
    return size;
}

int file_name_new(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
        return errno;
    /* A file system without that: link refuses a name that is taken, too. */
    if (link(from, to) != 0)
        return errno;
    return unlink(from) == 0 ? 0 : errno;
}

void file_remove(const char *path)
{
    static const char *const suffixes[] = {"", "-journal", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        struct buf name = BUF_INIT;
        buf_addf(&name, "%s%s", path, suffixes[i]);
        unlink(name.data);
        buf_release(&name);
    }
}

bool file_is_part(const char *name)
{
    static const char *const ends[] = {".part", ".part-journal", ".part-wal", ".part-shm"};
    const char *end = strrchr(name, '.'), *at = end;
    while (at && at > name && at[-1] >= '0' && at[-1] <= '9')
        at--;
    if (!at || at == end || at == name || at[-1] != '.')
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (!strcmp(end, ends[i]))
            return true;
    return false;
}

static int sync_path(const char *path, int flags)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
    if (fd < 0)
        return errno;
    int code = fsync(fd) == 0 || errno == EINVAL ? 0 : errno;
    close(fd);
    return code;
}

int file_sync(const char *path)
{
    return sync_path(path, O_NOFOLLOW);
}

int file_sync_folder(const char *path)
{
    struct buf folder = BUF_INIT;
    file_add_folder(&folder, path);
    int code = sync_path(folder.data, O_DIRECTORY);
    buf_release(&folder);
    return code;
}

int file_make(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno;
    close(fd);
    return 0;
}

int file_make_with(const char *path, const void *bytes, size_t len)
{
    const char *at = bytes, *end = at + len;
    int code = 0;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno;
    while (!code && at < end) {
        ssize_t n = write(fd, at, (size_t)(end - at));
        if (n > 0)
            at += n;
        else if (errno != EINTR)
            code = n ? errno : ENOSPC;
    }
    if (close(fd) && !code)
        code = errno;
    return code;
}
