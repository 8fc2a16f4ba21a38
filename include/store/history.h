/*
 * history: the revisions of agreements, which are only ever added, and the present state that
 * follows the last one. For the files of this room only.
 */
#ifndef STORE_HISTORY_H
#define STORE_HISTORY_H

#include <stdint.h>

#include "base/err.h"
#include "domain/agreement.h"
#include "store/db.h"

/* What a revision keeps, in the order history_take reads; t is the table's alias with its dot. */
#define HISTORY_COLUMNS(t)                                                                         \
    t "what, " t "owner, " t "owner_name, " t "due, " t "due_words, " t "follow_up, " t            \
      "look_back, " t "basis, " t "basis_day, " t "share, " t "confirmed, " t "status, " t         \
      "remark, " t "removed"

/* All of an agreement a, in the order history_take reads. */
#define HISTORY_AGREEMENT                                                                          \
    "a.id, a.interview, a.revision, a.created_at, a.updated_at, " HISTORY_COLUMNS("a.")

/* Takes the columns of HISTORY_AGREEMENT into an agreement that holds nothing yet. */
void history_take(struct query *query, struct agreement *agreement);

/* Adds agreement->revision as it stands and makes it the present state; a first one (revision 1)
 * also makes the agreement. */
int history_add(struct db *db, const struct agreement *agreement, struct err *err);

/* Adds a revision with the content of an earlier one; or one that says it is withdrawn. */
int history_again(struct db *db, const char *id, const char *revision, int64_t now,
                  struct err *err);
int history_withdraw(struct db *db, const char *id, int64_t now, struct err *err);

#endif
