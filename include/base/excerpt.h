/*
 * excerpt: the part of a text that was looked for, with what was found in it between brackets: "…
 * the [roster] of December". It needs no colour to be seen, and no terminal.
 */
#ifndef BASE_EXCERPT_H
#define BASE_EXCERPT_H

#include <stddef.h>

#include "base/buf.h"

/* A piece of a text that was found, in bytes. */
struct mark {
    size_t at, len;
};

/*
 * Where text has a word of `words`, whatever the capitals and accents; the last of them may be the
 * beginning of a longer one. Fills at most max marks, in order, and returns how many.
 */
size_t excerpt_find(const char *text, const char *words, struct mark *marks, size_t max);

/*
 * Adds text with its n marks (in order, apart from each other) between brackets. What takes more
 * than about so many columns is cut on both sides, so that the first mark is in sight; 0: whole.
 * Lines are put behind each other with " / " between them; for the rest text comes out as it is:
 * whoever shows it makes it safe (utf8_show).
 */
void excerpt_add(struct buf *out, const char *text, const struct mark *marks, size_t n,
                 int columns);

#endif
