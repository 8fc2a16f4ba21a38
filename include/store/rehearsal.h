/*
 * rehearsal: a desk on which a prepared conversation is held as a try-out: everything works as it
 * does for real, on a copy of the file in memory (store_rehearse), and nothing of it is kept.
 */
#ifndef STORE_REHEARSAL_H
#define STORE_REHEARSAL_H

#include "base/err.h"
#include "store/desk.h"

struct rehearsal {
    struct desk desk; /* as the real one, but for its store */
};

/* Copies the file and lets the conversation begin there. The desk lent must stay. 0, or -1 with err
 * and nothing to end: also when that conversation is finished. */
int rehearsal_begin(struct rehearsal *rehearsal, const struct desk *desk, const char *interview,
                    struct err *err);

/* Forgets all of it. */
void rehearsal_end(struct rehearsal *rehearsal);

#endif
