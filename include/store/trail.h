/*
 * trail: what an answer was before it was put right in a conversation that was finished already
 * (AVG art. 16). That and when it was put right is for everybody who sees the answer; what it said
 * before for the manager alone, until it is erased (store/erase.h). The trail of an agreement is
 * its history.
 */
#ifndef STORE_TRAIL_H
#define STORE_TRAIL_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/whole.h"
#include "store/aspect.h"
#include "store/db.h"
#include "store/store.h"

/* Keeps the answer as it is now, before it changes; nothing in a conversation that was never
 * finished, or when value (NULL: whatever comes) is what stands there. For the files of this room
 * only. */
int trail_keep(struct db *db, const struct subject *subject, const char *value, int64_t now,
               struct err *err);

/* Corrections of a conversation, oldest first. */
int trail_list(struct store *store, const char *interview, struct correction **corrections,
               size_t *n, struct err *err);

#endif
