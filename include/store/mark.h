/*
 * mark: the sentence that stands before a damaged text where it is shown: "[Damaged: this text was
 * changed outside Gesprek.] call on Monday". For the files of this room only.
 *
 * A screen shows a text with its mark like any other text, may change it, and gives it back. What
 * comes back with the sentence still before it is kept as damaged: in the file the sentence is two
 * signs that nobody types, the same in every language. Who takes the sentence away has mended it.
 */
#ifndef STORE_MARK_H
#define STORE_MARK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/lang.h"

enum mark {
    MARK_NONE,
    MARK_CHANGED, /* the text is another than was written */
    MARK_LOST,    /* sealed, and not to be opened: there is no text */
    MARK_BESIDE,  /* the text is sound; a day, a number or a key that belongs to it is not */
};

/* Adds the sentence of mark, a blank, and text as far as it is UTF-8 without zeros. */
void mark_add(struct buf *out, enum mark mark, enum lang lang, const char *text, size_t len);

/* Which sentence (or the signs) text begins with, in any language; *after is where it goes on. */
enum mark mark_find(const char *text, size_t len, size_t *after);

/* Does text begin with any? */
bool mark_in(const char *text);

/* Adds text as it is kept: with the signs for the sentence. */
void mark_keep(struct buf *out, const char *text, size_t len);

/* The other way round, for a text that begins with the signs; any other is left to the caller:
 * false, and nothing is added. */
bool mark_show(struct buf *out, enum lang lang, const char *text, size_t len);

#endif
