/*
 * vague: wording that leaves open who does something, or whether it was done. "We kijken regelmatig
 * of het lukt" can never be ticked off; the nudge of an agreement points at such words.
 */
#ifndef DOMAIN_VAGUE_H
#define DOMAIN_VAGUE_H

#include <stdbool.h>
#include <stddef.h>

/* The first vague piece of text, in bytes; false, nothing set, when there is none. */
bool vague_find(const char *text, size_t *at, size_t *len);

#endif
