/*
 * agreements: keeping agreements and what happened to them. Every change is a new row of history
 * (revision n + 1); the present state is a row of its own for the lists.
 */
#ifndef STORE_AGREEMENTS_H
#define STORE_AGREEMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/day.h"
#include "base/err.h"
#include "domain/agreement.h"
#include "domain/person.h"
#include "store/store.h"

/*
 * Stores agreement as its next revision. A new one has revision 0, and an id when its drafts
 * already stand under one; with id "" it gets one. revision, created_at and updated_at are written
 * back. `removed` withdraws it (history keeps it). Its drafts are dropped in the same transaction:
 * those with its id for point, of a new one with id "" those of its interview with "". A revision
 * that changes nothing is not stored. deed as in store/interviews.h.
 */
int agreements_save(struct store *store, struct agreement *agreement, const struct deed *deed,
                    struct err *err);

/* Settles it: the new status, the new due date for STATUS_CHANGED (DAY_NONE keeps the old one) and
 * a remark, as one revision. A draft of its field "remark" is dropped. */
int agreements_settle(struct store *store, const char *id, enum status status, int due,
                      const char *remark, const struct deed *deed, struct err *err);

/* An agreement with what a list shows beside it. */
struct agreement_row {
    struct agreement agreement;
    struct person person;
    char *guide_id, *guide_version;
    int64_t interview_at; /* when the talk began, else is planned, else was made */
    bool collected;       /* out of a bundle: its manager is somebody else */
};
void agreement_rows_free(struct agreement_row *rows, size_t n);

/* What to list; zeroed with AGREEMENT_FILTER_INIT it means everything. */
struct agreement_filter {
    unsigned statuses;    /* bit 1 << enum status; 0 for any */
    int due_before;       /* a day: due earlier than this; DAY_NONE for any */
    int due_from, due_to; /* days: due on these or between; DAY_NONE for no end */
    int late_on;          /* a day: unsettled and due before it; DAY_NONE for any */
    enum owner owner;     /* OWNER_NONE for any */
    const char *person;   /* a name or an id; NULL for any */
    const char *team;     /* NULL for any */
    const char *guide;    /* the id of its conversation's guide; NULL for any */
    const char *interview; /* id; NULL for any */
    const char *before_interview; /* those with the same person from other interviews, made before
                                   * this one began; NULL for any */
    bool own;             /* only of this file itself, not out of bundles */
    size_t limit;         /* 0 for all */
};
#define AGREEMENT_FILTER_INIT                                                                      \
    {.due_before = DAY_NONE, .due_from = DAY_NONE, .due_to = DAY_NONE, .late_on = DAY_NONE}

/* By due date, those without a date last, then by when it was made. */
int agreements_list(struct store *store, const struct agreement_filter *filter,
                    struct agreement_row **rows, size_t *n, struct err *err);

/* The manager's own promises that are not settled, out of this file itself, by due date, those
 * without a date last: the first `most` of them. Of the agreement what a list shows is there (id,
 * interview, what, owner, due, status), of the rest of the row whom it was made with. */
int agreements_promised(struct store *store, size_t most, struct agreement_row **rows, size_t *n,
                        struct err *err);

/* The same as agreements_list, one at a time, however many there are. each returns 0 to go on; what
 * else it returns comes back. The row is gone after it. -1 with err. */
int agreements_each(struct store *store, const struct agreement_filter *filter,
                    int (*each)(void *context, const struct agreement_row *row), void *context,
                    struct err *err);

/*
 * What comes back in the preparation of an interview: the agreements of earlier ones with that
 * person. All that are unsettled come first, then those that were settled since the last of these
 * interviews, so what was just settled stays in sight.
 */
int agreements_carried(struct store *store, const char *interview, struct agreement_row **rows,
                       size_t *n, struct err *err);

/* The revisions of one, oldest first; the caller releases each and frees the array. */
int agreements_history(struct store *store, const char *id, struct agreement **revisions, size_t *n,
                       struct err *err);

/* As interviews_find. */
int agreements_find(struct store *store, const char *id, char found[UUID_SIZE], struct err *err);

/* The same rows as agreements_list as one JSON array; field names in the README ("Formats"). Days
 * are "2026-11-27", moments ISO 8601 UTC; a day not set is null. */
int agreements_json(struct store *store, const struct agreement_filter *filter, struct buf *json,
                    struct err *err);

#endif
