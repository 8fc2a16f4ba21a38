/*
 * take_back: undo and redo as the user asks for them. The deeds of a file are one row (store.h),
 * but on a screen that is about a conversation nobody means the last thing done to somebody else:
 * there only what is of the same person goes back, and else a sentence says whose it is and where
 * it can be undone. From everywhere else the last deed goes back, with whose it was behind it. What
 * HR was asked never gets a name behind it.
 */
#ifndef STORE_TAKE_BACK_H
#define STORE_TAKE_BACK_H

#include <stdbool.h>

#include "base/err.h"
#include "store/desk.h"

struct taken_back {
    struct buf said;           /* the sentence to show; owned */
    char interview[UUID_SIZE]; /* the interview it touched, "" when none */
    char point[64];            /* of the answer it changed: where that stands; "" when none */
    bool unbegun;              /* its talk has not begun any more */
};

/* back: undo, else redo. interview: what the user is looking at; "" for no conversation. 1 when
 * done, 0 when nothing was, which said tells why; -1 with err. *taken is filled whatever comes;
 * buf_release its said. */
int take_back(const struct desk *desk, bool back, const char *interview, struct taken_back *taken,
              struct err *err);

#endif
