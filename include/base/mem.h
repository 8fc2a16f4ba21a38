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

/* A copy of text, owned by the caller; mem_copy(NULL) is "". */
char *mem_copy(const char *text) __attribute__((malloc, returns_nonnull));

/* A copy of the first len bytes of text with a NUL after them, owned by the caller. */
char *mem_copy_len(const char *text, size_t len) __attribute__((malloc, returns_nonnull));

/* *slot = a copy of text, after the old value is freed. text may point into the old value. */
void mem_replace(char **slot, const char *text);

/* Could so many bytes be had now? For a library that does not look whether it got them. */
bool mem_spare(size_t size);

/* Keeps so many bytes aside, unless some are already. False: there are none to keep. They are only
 * spoken for: where memory can run out and a program be told so (a limit, or a system that promises
 * no more than it has) that is what counts, and where a program is ended instead, bytes in use help
 * nobody. */
bool mem_set_aside(size_t size);

/* Gives them back to whoever needs them now. */
void mem_give_back(void);

/* Were they given back, and none kept aside since? */
bool mem_given_back(void);

/* Nothing is to be kept aside any more. */
void mem_let_go(void);

#endif
