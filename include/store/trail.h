/*
 * trail: what an answer was before it was put right in a conversation that was finished already
 * (AVG art. 16). That and when it was put right is for everybody who sees the answer; what it said
 * before for the manager alone, until it is erased (store/erase.h). The trail of an agreement is
 * its history. An absence has one too, which only the manager and the person themselves see.
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

/* The same for an absence, from its image before and after (store/aspect.h): each value that was
 * known and is another one now, of a spell that was over already; its first day always. */
int trail_keep_absence(struct db *db, const char *absence, const char *before, const char *after,
                       int64_t now, struct err *err);

/* The same for a tick of an absence, from its image before: not when the absence goes with it. */
int trail_keep_tick(struct db *db, const struct subject *subject, const char *before, int64_t now,
                    struct err *err);

/* Takes away what absences said before that are gone and that undo cannot bring back any more. */
int trail_forget_absences(struct db *db, struct err *err);

/* Corrections of an absence, oldest first; point is "" and field a key (domain/absence.h), or
 * WHOLE_STEP and the name of a step of the timeline. */
int trail_list_absence(struct store *store, const char *absence, struct correction **corrections,
                       size_t *n, struct err *err);

/* Corrections of a conversation, oldest first. */
int trail_list(struct store *store, const char *interview, struct correction **corrections,
               size_t *n, struct err *err);

#endif
