/*
 * settle: what became of an agreement, under the words undo knows it by.
 */
#ifndef STORE_SETTLE_H
#define STORE_SETTLE_H

#include "base/err.h"
#include "domain/agreement.h"
#include "store/store.h"

/*
 * due is the new day for STATUS_CHANGED, else DAY_NONE. said (may be NULL) gets what became of it:
 * "\"Call about the chair\" done".
 */

/* A promise of the manager's, from the list of today. */
int settle_promise(struct store *store, const struct agreement *agreement, enum status status,
                   int due, struct buf *said, struct err *err);

/* One that came back in a next preparation. The status it has already takes it back to open. */
int settle_carried(struct store *store, const struct agreement *agreement, enum status status,
                   int due, struct buf *said, struct err *err);

#endif
