/*
 * err: one sentence about what went wrong and what to do now, in the user's language.
 *
 * Whoever notices the fault fills it; whoever called shows it. It is untouched on success, so calls
 * chain: `if (a(x, err) || b(x, err)) return -1;`. The sentence never holds private text: no note,
 * no answer, no name of a person. Names of files and guides may stand in it; they are made visible
 * (utf8_show) by whoever prints it.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/lang.h"

struct err {
    enum lang lang;  /* the language to speak; set by ERR_INIT, read by err_set */
    char text[1024]; /* the sentence; "" while nothing went wrong; cut between characters */
};

/* clang-format off */
#define ERR_INIT(language) {.lang = (language), .text = ""}
/* clang-format on */

/* Fills the sentence from an English format (translated by tr) and returns -1. */
int err_set(struct err *err, const char *english, ...) __attribute__((format(printf, 2, 3)));

/* Puts what was being done before the sentence: "<context>: <sentence>". Returns -1. */
int err_within(struct err *err, const char *english, ...) __attribute__((format(printf, 2, 3)));

#endif
