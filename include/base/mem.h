/*
 * mem: memory that is there or the program ends.
 *
 * A small allocation that fails cannot be answered where it is made in any way that helps the user.
 * So these never return NULL. While a block is kept aside (mem_set_aside) the first that fails
 * gives it back to the system and is tried again: what was being done is done to its end, and who
 * waits for keys then sees mem_given_back, puts what was typed on disk and says so (app/stack.h,
 * stack_survives). The same is done when SQLite has none, which answers that as an error of its
 * own. Only when that is not enough either, or nothing was kept aside, they say one sentence on
 * stderr and exit(1); the exit handler of ui/term gives the terminal back first, a transaction is
 * never half done, and what was typed is on disk up to the last second or twenty keys.
 *
 * What is kept aside is the one thing in the program that changes and is handed to nobody: when
 * memory runs out there is nothing to hand it with.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>

/* Zeroed room for count items of size bytes. The caller owns it: free(). */
void *mem_zero(size_t count, size_t size) __attribute__((malloc, returns_nonnull));

/* As realloc; a product that overflows counts as exhaustion. */
void *mem_grow(void *old, size_t count, size_t size) __attribute__((returns_nonnull));

/* Room for one more behind the n items of size bytes: an array that grows by this alone doubles at
 * every power of two, and needs no count of its room. */
void *mem_room(void *items, size_t n, size_t size) __attribute__((returns_nonnull));

/*
 * An array that begins in room its owner has already (a local one, or in the same struct: `here`)
 * and goes to the heap only when that is full, so most never take memory:
 *
 *     if (n == room) {
 *         items = mem_room_twice(items, here, n, sizeof *items);
 *         room *= 2;
 *     }
 *     ...
 *     mem_room_free(items, here);
 *
 * Gives room for twice the n items of size bytes, with those in it. n is all there was room for,
 * and not 0. `here` is left as it is, and never freed.
 */
void *mem_room_twice(void *items, const void *here, size_t n, size_t size)
    __attribute__((returns_nonnull));
void mem_room_free(void *items, const void *here);

/* A copy of text, owned by the caller; mem_copy(NULL) is "". */
char *mem_copy(const char *text) __attribute__((malloc, returns_nonnull));

/* A copy of the first len bytes of text with a NUL after them, owned by the caller. */
char *mem_copy_len(const char *text, size_t len) __attribute__((malloc, returns_nonnull));

/* *slot = a copy of text, after the old value is freed. text may point into the old value. */
void mem_replace(char **slot, const char *text);

/* Gives what was freed back to the system, page by page: for when much of it was. */
void mem_trim(void);

/* Could so many bytes be had now? For a library that does not look whether it got them. */
bool mem_spare(size_t size);

/* Keeps so many bytes aside, unless some are already. False: there are none to keep. They are
 * reserved, not touched: that helps where a program is told that memory ran out, and where it is
 * killed instead nothing would. */
bool mem_set_aside(size_t size);

/* Gives them back to whoever needs them now. */
void mem_give_back(void);

/* Were they given back, and none kept aside since? */
bool mem_given_back(void);

/* Nothing is to be kept aside any more. */
void mem_let_go(void);

#endif
