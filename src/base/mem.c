#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

static const char gone; /* its address: it was given back */
static void *aside;     // NOLINT(cppcoreguidelines-avoid-non-const-*): NULL: nothing was kept

bool mem_spare(size_t size)
{
    void *volatile room = malloc(size); /* so that it is not left out as of no use */
    bool there = room != NULL;
    free(room);
    return there;
}

bool mem_set_aside(size_t size)
{
    if (aside && aside != &gone)
        return true;
    void *block = malloc(size);
    if (!block)
        return false;
    aside = block;
    return true;
}

void mem_give_back(void)
{
    if (!aside || aside == &gone)
        return;
    free(aside);
    aside = (void *)&gone;
}

bool mem_given_back(void)
{
    return aside == &gone;
}

void mem_let_go(void)
{
    mem_give_back();
    aside = NULL;
}

static void __attribute__((noreturn)) leave(void)
{
    /* No stdio here: it may want memory itself. */
    static const char sentence[] = "gesprek: out of memory; what you typed is saved up to the last "
                                   "second. Close other programs and start again.\n";
    if (write(STDERR_FILENO, sentence, sizeof sentence - 1) < 0)
        _exit(1);
    exit(1);
}

void *mem_zero(size_t count, size_t size)
{
    void *room = calloc(count ? count : 1, size ? size : 1);
    if (!room) {
        mem_give_back();
        room = calloc(count ? count : 1, size ? size : 1);
    }
    if (!room)
        leave();
    return room;
}

void *mem_grow(void *old, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        leave();
    size_t len = count && size ? count * size : 1;
    void *room = realloc(old, len);
    if (!room) {
        mem_give_back();
        room = realloc(old, len);
    }
    if (!room)
        leave();
    return room;
}

void *mem_room(void *items, size_t n, size_t size)
{
    return (n & (n - 1)) == 0 ? mem_grow(items, n ? 2 * n : 1, size) : items;
}

void *mem_room_twice(void *items, const void *here, size_t n, size_t size)
{
    void *room = mem_grow(items == here ? NULL : items, 2 * n, size);
    return items == here ? memcpy(room, here, n * size) : room;
}

void mem_room_free(void *items, const void *here)
{
    if (items != here)
        free(items);
}

void mem_trim(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

char *mem_copy_len(const char *text, size_t len)
{
    char *copy = mem_grow(NULL, len + 1, 1); /* calloc passes by what was freed a moment ago */
    if (len)
        memcpy(copy, text, len);
    copy[len] = '\0';
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
