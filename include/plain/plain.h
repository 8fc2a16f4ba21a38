/*
 * plain: the same flow as the screens in numbered lines, for screen readers, simple terminals and
 * scripts. It asks one thing at a time and stores each answer at once, through the same doors as
 * the screens (domain/asked.h, store/dossier.h), so both leave the same behind.
 *
 * An empty line leaves things as they are, "-" alone empties, and a line that begins with "/" is a
 * command wherever something is asked. The end of the input leaves with everything kept.
 */
#ifndef PLAIN_PLAIN_H
#define PLAIN_PLAIN_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"
#include "store/desk.h"
#include "store/review.h"

/* Where the lines go. */
struct plain_lines {
    FILE *in, *out;
    int columns; /* to wrap at; 0: never */
    bool echo;   /* write what was read, for input that is no terminal */
    bool asks;   /* false: today is told, nothing is asked */
    int fault;   /* errno of the first write that failed, or 0; written back */
};

/* Runs until the user stops or the input ends. interview: the id of the one to go on with, or NULL
 * for today. 0, or -1 with err when it could not begin, or something could not be kept. */
int plain_run(struct desk *desk, const char *interview, struct plain_lines *where, struct err *err);

/* Lets the user practise a conversation of the guides: the one with that id, or one to be chosen
 * (NULL). Nothing of it is kept. Returns as plain_run; -1 too when there is none by that id. */
int plain_practise(struct desk *desk, const char *scenario, struct plain_lines *where,
                   struct err *err);

/* Lets the user hold a prepared conversation as practice: nothing of it is kept. Returns as
 * plain_run. */
int plain_rehearse(struct desk *desk, const char *interview, struct plain_lines *where,
                   struct err *err);

/* HR looks through the agreements, those of filter first. Returns as plain_run. */
int plain_review(struct desk *desk, const struct review_filter *filter, struct plain_lines *where,
                 struct err *err);

#endif
