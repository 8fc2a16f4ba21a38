/*
 * catalogue: translations in the form msgfmt writes (a .mo file: a table of English texts, one of
 * what they become, and a hash table to find them by: a screen asks for some fifty at every key;
 * gettext manual, "The Format of GNU MO Files").
 *
 * It is read where it lies, nothing is allocated or kept, and every offset is checked before it is
 * followed: a damaged catalogue finds less, it never reads outside itself.
 */
#ifndef BASE_CATALOGUE_H
#define BASE_CATALOGUE_H

#include <stddef.h>

struct catalogue {
    const unsigned char *bytes;
    size_t size;
};

/*
 * The translation of english, or of its form-th plural when it has plurals; context (may be NULL)
 * is its msgctxt. NULL when there is none. What comes back belongs to the catalogue.
 */
const char *catalogue_find(const struct catalogue *catalogue, const char *context,
                           const char *english, unsigned form);

#endif
