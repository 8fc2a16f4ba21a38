#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/schema.h"
#include "store/sealing.h"

enum { HEADER = 72 }; /* as far as the application id (sqlite.org/fileformat2.html, 1.3) */

static bool is_ours(const char *path)
{
    unsigned char first[HEADER] = "";
    struct stat about;
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return false;
    bool ours = fstat(file, &about) == 0 && S_ISREG(about.st_mode) &&
                read(file, first, sizeof first) == HEADER && !memcmp(first, "SQLite format 3", 16);
    close(file);
    return ours && ((unsigned)first[68] << 24 | (unsigned)first[69] << 16 |
                    (unsigned)first[70] << 8 | first[71]) == APPLICATION_ID;
}

/* The file itself is not opened here: closing it would let go of the locks SQLite has on it
 * (sqlite.org/howtocorrupt.html, 2.2). */
void sealing_add_copies(const struct store *store, struct buf *lines)
{
    const char *file = store_file(store), *slash = strrchr(file, '/');
    struct buf folder = BUF_INIT, path = BUF_INIT;
    buf_add(&folder, file, (size_t)(slash - file));
    DIR *dir = opendir(folder.len ? folder.data : "/");
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        struct stat here, other;
        buf_clear(&path);
        buf_addf(&path, "%s/%s", folder.data, entry->d_name);
        if (stat(file, &here) || lstat(path.data, &other) || !S_ISREG(other.st_mode) ||
            (here.st_dev == other.st_dev && here.st_ino == other.st_ino) || !is_ours(path.data))
            continue;
        buf_addf(lines, "%s\n", path.data);
    }
    if (dir)
        closedir(dir);
    buf_release(&folder);
    buf_release(&path);
}
