/*
 * mem: memory that is there or the program ends.
 *
 * A small allocation that fails cannot be answered in any way that helps the user: what was typed
 * is on disk to the last second. So these never return NULL: on exhaustion they say one sentence on
 * stderr and exit(1), and the exit handler of ui/term gives the terminal back first.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* Zeroed room for count items of size bytes. The caller owns it: free(). */
void *mem_zero(size_t count, size_t size) __attribute__((malloc, returns_nonnull));

/* As realloc; a product that overflows counts as exhaustion. */
void *mem_grow(void *old, size_t count, size_t size) __attribute__((returns_nonnull));

/* Room for one more behind the n items of size bytes: an array that grows by this alone doubles at
 * every power of two, and needs no count of its room. */
void *mem_room(void *items, size_t n, size_t size) __attribute__((returns_nonnull));

/* A copy of text, owned by the caller; mem_copy(NULL) is "". */
char *mem_copy(const char *text) __attribute__((malloc, returns_nonnull));

/* A copy of the first len bytes of text with a NUL after them, owned by the caller. */
char *mem_copy_len(const char *text, size_t len) __attribute__((malloc, returns_nonnull));

/* *slot = a copy of text, after the old value is freed. text may point into the old value. */
void mem_replace(char **slot, const char *text);

#endif
