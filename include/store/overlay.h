/*
 * overlay: HR's settlements on top of what a manager's bundle told of an agreement. In a file of
 * HR's agreement_revision holds the revisions of the claim (numbered up to claim.revision) and, on
 * top, one for each settlement the claim does not have. For the files of this room only; the rule
 * is in store/settlement.h.
 */
#ifndef STORE_OVERLAY_H
#define STORE_OVERLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/agreement.h"
#include "store/db.h"

/* -1 and a sentence when the change is one HR may not make to what came out of a bundle. */
int overlay_guard(struct db *db, const struct agreement *present, const struct agreement *next,
                  struct err *err);

/* A revision was added: marks it as a settlement when HR made it, which in what came out of a
 * bundle HR always did, and keeps it there to be told to the manager. */
int overlay_note(struct db *db, const char *agreement, bool hr, int64_t now, struct err *err);

/* Lays the settlements the claim does not have on top of it; nothing of them is there. */
int overlay_lay(struct db *db, const char *agreement, struct err *err);

/* One settlement, as one more revision of an agreement. Days are text, NULL for none. */
struct settled {
    char id[UUID_SIZE];
    char *status, *due_words, *remark, *due;
    bool moved;
    int64_t made_at;
};
void settled_take(struct query *query, struct settled *settled);
void settled_release(struct settled *settled);
int settled_add(struct db *db, const char *agreement, const struct settled *settled,
                struct err *err);

/* In the manager's own file, and of an own agreement: the settlement with that id was taken in. It
 * is told to HR, and not taken in again. */
int settled_know(struct db *db, const char *agreement, const char *id, struct err *err);

/* The columns of a settlement, in the order settled_take reads. */
#define SETTLED_COLUMNS "id, status, moved, due, due_words, remark, made_at"

#endif
