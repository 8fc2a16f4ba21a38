/*
 * lookup: what is kept a second time so that it is found fast: the two indexes of words, the rows
 * of HR's list and the two indexes it is put in order by (src/store/schema.c describes them). For
 * the files of this room only.
 *
 * All of it can be worked out from the rest of the file. It is kept from here and not by triggers,
 * which are switched off for every file (sqlite.org/security.html), in the transaction of the
 * change itself. What HR may not see is never in agreement_text, review or its indexes.
 */
#ifndef STORE_LOOKUP_H
#define STORE_LOOKUP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/aspect.h"
#include "store/db.h"
#include "store/sought.h"

/*
 * Where a text stands in its index, which is also the order in which it is found: by conversation,
 * the one made last first; in each the agreements before the answers, what was made last first. The
 * numbers come from the rows of interview i, agreement a and answer x, which never change, so a
 * place never does.
 */
#define LOOKUP_AGREEMENT "(i.seq * 4294967296 + 2147483648 + a.seq)"
#define LOOKUP_ANSWER    "(i.seq * 4294967296 + x.seq)"

/* The other way round: the numbers of the rows at a place. */
bool lookup_is_agreement(int64_t place);
int64_t lookup_interview_at(int64_t place);
#define LOOKUP_ROW_AT(place) "(" place " & 2147483647)"

/* Places, or numbers of rows, as a JSON array, for json_each. */
void lookup_add_places(struct buf *json, const int64_t *places, size_t n);

/* What stands for "no date" in review: after every day. */
#define LOOKUP_NO_DAY "'9999-99-99'"

/* Everything that belongs in the first three, in the order of its columns; conditions may follow.
 * A choice is found by the words that were chosen, a tick or a date by none. */
#define LOOKUP_SHARED                                                                              \
    "SELECT " LOOKUP_AGREEMENT " AS rowid, a.what, a.follow_up, a.remark, a.owner_name"            \
    " FROM agreement a JOIN interview i ON i.id = a.interview"                                     \
    " WHERE NOT a.removed AND NOT i.removed AND a.share = 'hr'"
#define LOOKUP_UNSHARED                                                                            \
    "SELECT " LOOKUP_AGREEMENT " AS rowid,"                                                        \
    " a.what || char(10) || a.follow_up || char(10) || a.remark || char(10) || a.owner_name"       \
    " FROM agreement a JOIN interview i ON i.id = a.interview"                                     \
    " WHERE NOT a.removed AND NOT i.removed AND a.share <> 'hr'"
#define LOOKUP_ANSWERS                                                                             \
    "SELECT " LOOKUP_ANSWER " AS rowid, iif(x.kind = 'choice', x.shown, x.value)"                  \
    " FROM answer x JOIN interview i ON i.id = x.interview"                                        \
    " WHERE NOT i.removed AND x.kind IN ('note', 'list', 'choice') AND x.value <> ''"
#define LOOKUP_REVIEW                                                                              \
    "SELECT a.seq, " LOOKUP_AGREEMENT ", a.status, a.owner, ifnull(a.due, " LOOKUP_NO_DAY "),"     \
    " a.updated_at, p.folded, p.id, folded(p.team), g.guide, ifnull(c.source, '')"                 \
    " FROM agreement a JOIN interview i ON i.id = a.interview JOIN person p ON p.id = i.person"    \
    " JOIN guide_text g ON g.checksum = i.checksum LEFT JOIN claim c ON c.agreement = a.id"        \
    " WHERE NOT a.removed AND NOT i.removed AND a.share = 'hr'"

/* What the two indexes of HR's list hold, with its number before it; conditions may follow. */
#define LOOKUP_BY_DUE                                                                              \
    "SELECT " SOUGHT_BY_DUE ", " SOUGHT_TEXT " FROM review r"                                      \
    " CROSS JOIN agreement_text t ON t.rowid = r.words"
#define LOOKUP_BY_UPDATE                                                                           \
    "SELECT " SOUGHT_BY_UPDATE ", " SOUGHT_TEXT " FROM review r"                                   \
    " CROSS JOIN agreement_text t ON t.rowid = r.words"

/* Takes out what there is of subject, before it is put back to another state. */
int lookup_leave(struct db *db, const struct subject *subject, struct err *err);

/* Puts in what there is of subject now; nothing of it is in. */
int lookup_enter(struct db *db, const struct subject *subject, struct err *err);

/* The same of many agreements that HR may see, all of them: which is a SELECT of their ids, in
 * brackets. */
int lookup_leave_all(struct db *db, const char *which, struct err *err);
int lookup_enter_all(struct db *db, const char *which, struct err *err);

/* Both, after a change that took no row away. */
int lookup_follow(struct db *db, const struct subject *subject, struct err *err);

/* Makes all of it anew, and each index of one piece: a search goes to every piece there is. */
int lookup_rebuild(struct db *db, struct err *err);

/* Leaves nothing in any of it, not even in the pages of an index. */
int lookup_empty(struct db *db, struct err *err);

/* How many entries are missing, differ, or should not be there: 0 when all is well. Reads all. */
int lookup_differences(struct db *db, int64_t *n, struct err *err);

/* Words of what is no longer there stay in the pages of an index until they are merged. This merges
 * all, so that nothing of them is left: for erasing. It takes 20 s of a million agreements. */
int lookup_purge(struct db *db, struct err *err);

#endif
