/*
 * app: the program on a terminal: opens it, runs the one loop, gives it back.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include <stdbool.h>

#include "base/err.h"
#include "domain/guide.h"
#include "store/desk.h"

/* What the user wants to begin with; all zero: to go on where they were. */
struct beginning {
    const char *interview;              /* the id of the one to open, or NULL */
    const char *said;                   /* to be said at once, as a sentence; or NULL */
    bool rehearse;                      /* that one, as a try-out of which nothing is kept */
    bool review;                        /* HR's list, with nothing behind it */
    const struct review_filter *filter; /* what to show of it (store/review.h); NULL: what is
                                         * still to be done */
    bool practice;                      /* the conversations to practise, with home behind them */
    const struct guide *guide; /* of these the scenario of this guide; both NULL: the list */
    const struct guide_scenario *scenario;
};

/* Runs until the user leaves, beginning as asked; that the file was opened is noted in its log as
 * soon as the first screen stands. 0, or -1 when the terminal could not be opened, or was lost with
 * work that could not be saved. */
int app_run(struct desk *desk, const struct beginning *beginning, struct err *err);

/* Adds the name and version of what draws on the terminal, for `gesprek version`. */
void app_add_library(struct buf *out);

#endif
