/*
 * sought: a filter of HR's list as one question to an index. For the files of this room only.
 *
 * The indexes review_by_due and review_by_update hold the words of each agreement and a tag for
 * everything a filter asks about, so that any filter is a number of terms that must all be there;
 * the index walks from one document that has them to the next and passes over the rest
 * (sqlite.org/fts5.html). The number of a document is its place in the order: what it is ordered by
 * times 2^31, plus the number of the agreement. So a page is what comes next, and a period is a
 * stretch of numbers.
 */
#ifndef STORE_SOUGHT_H
#define STORE_SOUGHT_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/db.h"
#include "store/review.h"
#include "store/sought_text.h"

/* Where a row r of review stands. A day counts from one long before any, so no place is below 0. */
#define SOUGHT_BY_DUE                                                                              \
    "iif(r.due < '9999-99', unixepoch(r.due) / 86400 + 1000000, 4194303) * 2147483648 + r.seq"
#define SOUGHT_BY_UPDATE "max(0, min(r.updated_at / 1000, 4294967295)) * 2147483648 + r.seq"

enum sought_index { SOUGHT_DUE, SOUGHT_UPDATE };

struct sought {
    struct buf match;
    int64_t least, most; /* places, both included */
    bool nothing;        /* the filter contradicts itself: nothing is like that */
};
#define SOUGHT_INIT                                                                                \
    {                                                                                              \
        .match = BUF_INIT                                                                          \
    }

int sought_make(struct sought *sought, struct db *db, const struct review_filter *filter,
                enum sought_index index, struct err *err);
void sought_release(struct sought *sought);

/* The statuses a filter leaves, as in it; 0 when none. */
unsigned sought_statuses(const struct review_filter *filter);

/* Adds a tag that is hashed, as a term of a MATCH. */
void sought_add_tag(struct buf *match, enum tag tag, const char *value);

/* The same that asks for any of n, at least one. */
void sought_add_tags(struct buf *match, enum tag tag, char *const *values, size_t n);

#endif
