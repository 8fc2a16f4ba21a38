/*
 * history: the revisions of agreements, which are only ever added, and the present state that
 * follows the last one. For the files of this room only.
 */
#ifndef STORE_HISTORY_H
#define STORE_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/agreement.h"
#include "store/db.h"

/* What a revision keeps, in the order history_take reads; t is the table's alias with its dot. */
#define HISTORY_COLUMNS(t)                                                                         \
    t "what, " t "owner, " t "owner_name, " t "due, " t "due_words, " t "follow_up, " t            \
      "look_back, " t "basis, " t "basis_day, " t "share, " t "confirmed, " t "status, " t         \
      "remark, " t "removed"

/* What HR hears of a revision r of the agreement a, the same up to share. What was put otherwise
 * before is left out: what somebody mended must not go about all the same. */
#define HISTORY_HEARD                                                                              \
    HISTORY_WORDS("what")                                                                          \
    ", r.owner, " HISTORY_WORDS("owner_name") ", r.due, " HISTORY_WORDS(                           \
        "due_words") ", " HISTORY_WORDS("follow_up") ", r.look_back, r.basis, r.basis_day"
#define HISTORY_WORDS(column) "iif(r." column " = a." column ", r." column ", '')"

/* All of an agreement a (of the table itself), in the order history_take reads. */
#define HISTORY_AGREEMENT                                                                          \
    "a.id, a.interview, a.revision, a.created_at, a.updated_at, read_agreement(a.what), a.owner,"  \
    " read_agreement(a.owner_name), a.due, read_agreement(a.due_words),"                           \
    " read_agreement(a.follow_up), a.look_back, a.basis, a.basis_day, a.share, a.confirmed,"       \
    " a.status, read_agreement(a.remark), a.removed"

/* Takes the columns of HISTORY_AGREEMENT into an agreement that holds nothing yet. */
void history_take(struct query *query, struct agreement *agreement);

/* Adds agreement->revision as it stands and makes it the present state; a first one (revision 1)
 * also makes the agreement. */
int history_add(struct db *db, const struct agreement *agreement, struct err *err);

/* Reads the present state: 1 when it is there, 0 when not. */
int history_load(struct db *db, const char *id, struct agreement *agreement, struct err *err);

/* The sentence for one that is not. Returns -1. */
int history_missing(struct err *err);

/* Do both say the same? */
bool history_same(const struct agreement *a, const struct agreement *b);

/* What settling makes of present, whose texts it lends. */
struct agreement history_settled(const struct agreement *present, enum status status, int due,
                                 const char *remark);

/* Adds next as the revision after present (a zeroed one with its interview for a first). Number,
 * interview and moments of next are filled. */
int history_next(struct db *db, const struct agreement *present, struct agreement *next,
                 int64_t now, struct err *err);

/* Makes the last revision the present state. */
int history_follow(struct db *db, const char *id, struct err *err);

/* Adds a revision with the content of an earlier one; or one that says it is withdrawn. */
int history_again(struct db *db, const char *id, const char *revision, int64_t now,
                  struct err *err);
int history_withdraw(struct db *db, const char *id, int64_t now, struct err *err);

#endif
