/*
 * walk: keys pressed at random, by a seed that can be used again.
 *
 * Letters are typed more often than anything else, and come as words; the rest are keys that move,
 * open, close and settle things. Keys that would leave the program, stop it or start another are
 * not among them.
 */
#ifndef TESTS_WALK_H
#define TESTS_WALK_H

#include <stdint.h>

#include "base/buf.h"

struct walk {
    uint64_t seed; /* not 0; changes with every step */
};

/* Any number below n. */
unsigned walk_any(struct walk *walk, unsigned n);

/* Adds the next keys, as key_parse reads them. */
void walk_add_keys(struct walk *walk, struct buf *keys);

#endif
