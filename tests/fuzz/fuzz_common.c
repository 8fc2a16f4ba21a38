#include "fuzz.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/utf8.h"

_Noreturn void fuzz_broken(const char *promise, const char *file, int line)
{
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, promise);
    abort();
}

void fuzz_is_shown(const char *text, size_t len)
{
    FUZZ_HOLDS(utf8_valid(text, len));
    for (size_t at = 0; at < len;) {
        const char *end = memchr(text + at, '\n', len - at);
        size_t size = end ? (size_t)(end - text) - at : len - at;
        FUZZ_HOLDS(utf8_clean(text + at, size));
        at += size + 1;
    }
}

void fuzz_text(struct buf *text, const uint8_t *bytes, size_t len)
{
    const void *end = len ? memchr(bytes, '\0', len) : NULL;
    buf_add(text, bytes, end ? (size_t)((const uint8_t *)end - bytes) : len);
}

static char folder[64];

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    (void)info, (void)kind, (void)where;
    return remove(path);
}

static void remove_folder(void)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *fuzz_folder(void)
{
    if (!*folder) {
        const char *where = getenv("TMPDIR"); /* memory is a faster place than a disk */
        snprintf(folder, sizeof folder, "%s/gesprek-fuzz-XXXXXX", where ? where : "/tmp");
        FUZZ_HOLDS(mkdtemp(folder) != NULL);
        atexit(remove_folder);
    }
    return folder;
}

void fuzz_file(const char *name, const uint8_t *bytes, size_t len, struct buf *path)
{
    buf_addf(path, "%s/%s", fuzz_folder(), name);
    FILE *file = fopen(path->data, "wb");
    FUZZ_HOLDS(file && fwrite(bytes, 1, len, file) == len);
    FUZZ_HOLDS(fclose(file) == 0);
}
