/*
 * keyword: the fixed words by which an enum is written in files and on the command line. A table
 * holds one word per value, in the order of the enum.
 */
#ifndef DOMAIN_KEYWORD_H
#define DOMAIN_KEYWORD_H

#include <stdbool.h>
#include <stddef.h>

/* True and *value set to the place of word in the n keywords; false, untouched, when it is none. */
bool keyword_find(const char *const *keywords, size_t n, const char *word, int *value);

#endif
