/*
 * token: what the words of a day and of a time have in common when they are taken apart. Text is
 * folded before (base/utf8.h), so a letter is one of a to z.
 */
#ifndef BASE_TOKEN_H
#define BASE_TOKEN_H

#include <stdbool.h>

bool token_digit(char byte);
bool token_letter(char byte);

/* True when word is one of the blank-separated words. */
bool token_among(const char *word, const char *words);

#endif
