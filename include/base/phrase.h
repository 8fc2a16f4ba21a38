/*
 * phrase: set words found back in what somebody typed, as whole words. Case, accents and spacing do
 * not count, nor do the dots of an abbreviation: "Z.S.M." is the word "zsm".
 */
#ifndef BASE_PHRASE_H
#define BASE_PHRASE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Looks for the phrases (folded words with one blank between them; NULL closes the list) in text
 * and sets the piece of text, in bytes, that is the first of them; the longest when two begin
 * there. False, and nothing set, when there is none.
 */
bool phrase_find(const char *text, const char *const *phrases, size_t *at, size_t *len);

#endif
