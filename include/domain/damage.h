/*
 * damage: the sentences that stand before a damaged text where it is shown. How they are kept in a
 * file is store/mark.h's.
 */
#ifndef DOMAIN_DAMAGE_H
#define DOMAIN_DAMAGE_H

#include <stddef.h>

#include "base/lang.h"

enum damage {
    DAMAGE_CHANGED, /* the text is another than was written */
    DAMAGE_LOST,    /* there is no text any more */
    DAMAGE_BESIDE,  /* the text is sound; something that belongs to it is not */
    DAMAGES,
};

const char *damage_words(enum damage damage, enum lang lang);

/* How many bytes of one of them text begins with, in any language; 0: with none. */
size_t damage_begins(const char *text);

#endif
