/*
 * review: the agreements HR may see, as HR looks through them: chosen by a filter, in an order, a
 * page at a time, however many there are. Nothing else is ever shown: every question goes to what
 * is kept of shared agreements alone (store/lookup.h).
 *
 * A page is found by where the one before it ended (struct review_mark), never by counting from the
 * start, so each takes as long as the first; what changes in between moves no other row twice or
 * past. Rows with the same date stand in the order in which they were made.
 */
#ifndef STORE_REVIEW_H
#define STORE_REVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/day.h"
#include "base/err.h"
#include "domain/agreement.h"
#include "store/agreements.h"
#include "store/store.h"

enum review_order {
    REVIEW_BY_DUE,    /* the earliest date first, without a date last */
    REVIEW_BY_UPDATE, /* what changed last first; to the second */
    REVIEW_BY_PERSON, /* by name, of each by date */
    REVIEW_BY_TEAM,   /* by team, in each by date */
};
const char *review_order_key(enum review_order order); /* "due", "update", "person", "team" */
bool review_order_parse(const char *key, enum review_order *out);

#define REVIEW_OWN "own" /* for manager: this file itself, not a bundle */

/* What to show; all that is set must hold. Texts are borrowed. */
struct review_filter {
    unsigned statuses;    /* bit 1 << enum status; 0 for any */
    int late_on;          /* a day: unsettled and due before it; DAY_NONE for any */
    enum owner owner;     /* OWNER_NONE for any */
    const char *team;     /* "" for no team; NULL for any, as the next ones */
    const char *manager;  /* whose file it came from: id or label of a source, or REVIEW_OWN */
    const char *person;   /* a name or an id */
    const char *guide;    /* its id */
    int due_from, due_to; /* days, both included; DAY_NONE for no end */
    const char *period;   /* words for a period as of today ("this month"), which stay as they are
                           * when the filter is kept (base/period.h); else NULL */
    const char *words;    /* as typed: all of them, the last may be the beginning of one; people's
                           * names count too */
    enum review_order order;
    bool reversed; /* the order the other way round */
    int today;     /* what period is as of; only then */
};
#define REVIEW_FILTER_INIT                                                                         \
    {                                                                                              \
        .late_on = DAY_NONE, .due_from = DAY_NONE, .due_to = DAY_NONE                              \
    }

/* Puts the days of filter->period in due_from and due_to; -1 when its words are no period. */
int review_filter_as_of(struct review_filter *filter, struct err *err);

/* Where a row stands in its order. It lives as long as the row it is of. */
struct review_mark {
    int64_t place;
    const char *group; /* the folded name or team; NULL in the other orders */
};

struct review_row {
    struct agreement_row row;
    char *source; /* the id of the file it came from, "" for this one */
    char *label;  /* whose file that is, as its bundle says; "" when it does not */
    char *group;  /* what mark points to */
    struct review_mark mark;
};

struct review_page {
    struct review_row *rows;
    size_t n;
    bool before, after; /* there is more on that side */
};
void review_page_free(struct review_page *page);

/*
 * The rows that follow from, or backwards those before it, at most limit; page is always in the
 * order asked for. from NULL: the first page, backwards the last one. Going back past the start
 * gives the first page, full. Nothing like the filter gives an empty page. The caller owns it:
 * review_page_free.
 */
int review_page(struct store *store, const struct review_filter *filter,
                const struct review_mark *from, bool backwards, size_t limit,
                struct review_page *page, struct err *err);

/* How many there are, counted up to most. */
int review_count(struct store *store, const struct review_filter *filter, size_t most, size_t *n,
                 struct err *err);

/* One row by the id of its agreement: 1, or 0 when HR may not see it, or -1. */
int review_find(struct store *store, const char *id, struct review_row *row, struct err *err);
void review_row_release(struct review_row *row);

/* ---- What a filter can be -------------------------------------------------------------------- */

enum review_choice_kind { REVIEW_TEAMS, REVIEW_MANAGERS, REVIEW_GUIDES, REVIEW_PEOPLE };

struct review_choice {
    char *value; /* for the filter */
    char *shown; /* as a person reads it; "" for no team and for this file itself */
};

/* What occurs, in order, whose folded name begins with typed ("" for all), at most limit. Of the
 * same name only one. *more (may be NULL): there is more. Free with review_choices_free. */
int review_choices(struct store *store, enum review_choice_kind kind, const char *typed,
                   size_t limit, struct review_choice **choices, size_t *n, bool *more,
                   struct err *err);
void review_choices_free(struct review_choice *choices, size_t n);

/* ---- Where it came from -------------------------------------------------------------------- */

#define REVIEW_EXPECTED "review.expected" /* the setting with the names HR expects, one a line */

struct review_source {
    char *id, *label;
    int64_t made_at; /* the newest change in its newest bundle; 0 when it never came */
    bool old;        /* that was before the moment asked about */
};

/* The files collected, by label; then those expected that never came (id ""). *newest may be 0. */
struct review_sources {
    struct review_source *sources;
    size_t n, n_came; /* the first n_came were collected */
    int64_t newest;
    size_t n_old;
};
void review_sources_free(struct review_sources *sources);

/* old_before: a moment; 0 for nothing is old. */
int review_sources(struct store *store, int64_t old_before, struct review_sources *sources,
                   struct err *err);

/* ---- Views kept ---------------------------------------------------------------------------- */

#define REVIEW_VIEW_NAME_MAX 40 /* characters */

/* A filter under a name; its texts are its own. */
struct review_view {
    char *name;
    struct review_filter filter;
    char *kept; /* what the texts of filter point into */
};
void review_view_release(struct review_view *view);
void review_views_free(struct review_view *views, size_t n);

/* Keeps filter under name, in the place of what was there. What is as of today stays so: late and
 * a period. */
int review_view_save(struct store *store, const char *name, const struct review_filter *filter,
                     struct err *err);
int review_view_delete(struct store *store, const char *name, struct err *err);

/* All of them by name, as of today. */
int review_view_list(struct store *store, int today, struct review_view **views, size_t *n,
                     struct err *err);

/* The one of that name: 1, 0 when there is none, -1. */
int review_view_find(struct store *store, const char *name, int today, struct review_view *view,
                     struct err *err);

/* A filter as text: `status:open,running late team:"Zorg Noord" order:team`, and back. What is not
 * understood is said in err. */
void review_filter_write(const struct review_filter *filter, struct buf *text);
int review_filter_read(const char *text, int today, struct review_view *view, struct err *err);

/* ---- One agreement ------------------------------------------------------------------------- */

enum review_change {
    REVIEW_MADE = 1 << 0, /* the first that HR may see */
    REVIEW_STATUS = 1 << 1,
    REVIEW_DUE = 1 << 2,
    REVIEW_WHAT = 1 << 3,
    REVIEW_OWNER = 1 << 4,
    REVIEW_FOLLOW_UP = 1 << 5,
    REVIEW_LOOK_BACK = 1 << 6,
    REVIEW_BASIS = 1 << 7,
    REVIEW_REMARK = 1 << 8, /* a remark was made with it */
};

/* One thing that happened to an agreement: how it became, and in what it differs from the step
 * before it (steps[i - 1].is). */
struct review_step {
    struct agreement is; /* updated_at says when */
    unsigned changed;    /* enum review_change */
};

/* The story of one, oldest first; what it was before it was shared with HR is not in it. -1 when HR
 * may not see it. Free with review_history_free. */
int review_history(struct store *store, const char *id, struct review_step **steps, size_t *n,
                   struct err *err);
void review_history_free(struct review_step *steps, size_t n);

/* May HR settle it here? NULL when it may, else why not (an English sentence for tr). */
const char *review_settle_fault(const struct review_row *row);

/* HR settles what it does itself, in the way of agreements_settle; anything else is refused. */
int review_settle(struct store *store, const char *id, enum status status, int due,
                  const char *remark, struct err *err);

#endif
