#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *there_or_out(void *room)
{
    /* No stdio here: it may want memory itself. */
    static const char sentence[] = "gesprek: out of memory; what you typed is saved up to the last "
                                   "second. Close other programs and start again.\n";
    if (room)
        return room;
    if (write(STDERR_FILENO, sentence, sizeof sentence - 1) < 0)
        _exit(1);
    exit(1);
}

void *mem_zero(size_t count, size_t size)
{
    return there_or_out(calloc(count ? count : 1, size ? size : 1));
}

void *mem_grow(void *old, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return there_or_out(NULL);
    return there_or_out(realloc(old, count && size ? count * size : 1));
}

void *mem_room(void *items, size_t n, size_t size)
{
    return (n & (n - 1)) == 0 ? mem_grow(items, n ? 2 * n : 1, size) : items;
}

char *mem_copy_len(const char *text, size_t len)
{
    char *copy = mem_zero(len + 1, 1);
    if (len)
        memcpy(copy, text, len);
    return copy;
}

char *mem_copy(const char *text)
{
    return text ? mem_copy_len(text, strlen(text)) : mem_copy_len("", 0);
}

void mem_replace(char **slot, const char *text)
{
    char *copy = mem_copy(text);
    free(*slot);
    *slot = copy;
}
