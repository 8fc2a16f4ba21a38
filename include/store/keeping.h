/*
 * keeping: what the clocks of keeping run from for one person (domain/keeping.h), and a hold.
 *
 * Both dates are optional and said by the manager; without one no clock runs. While a person is on
 * hold, for instance in a running dispute, nothing of theirs goes through keeping. The reason
 * stands in the file until the hold is released or the person erased; HR never gets it, the person
 * does who asks for everything (store/whole.h).
 */
#ifndef STORE_KEEPING_H
#define STORE_KEEPING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "domain/keeping.h"
#include "domain/person.h"
#include "store/erase.h"
#include "store/store.h"

#define KEEPING_REASON_MAX 200 /* characters */

struct keeping {
    int closed_on, ended_on; /* days, or DAY_NONE */
    bool held;
    int held_until; /* a day it ends by itself on, or DAY_NONE */
    char *reason;   /* never NULL */
};
void keeping_init(struct keeping *keeping);
void keeping_release(struct keeping *keeping);

/* Reads what is known of a person; nothing known is no error. *keeping holds nothing yet. */
int keeping_load(struct store *store, const char *person, struct keeping *keeping, struct err *err);
int keeping_set(struct store *store, const char *person, const struct keeping *keeping,
                const struct deed *deed, struct err *err);

/* Looks at a reason as typed: NULL when it will do, else an English sentence for tr. */
const char *keeping_reason_fault(const char *reason);

/* Does a hold keep everything on that day? */
bool keeping_holds(const struct keeping *keeping, int today);

/* What goes at once. Of somebody without a conversation or an absence only when they were in
 * service is known; then the person goes. */
enum keeping_kind { KEEPING_TALK, KEEPING_ABSENCE, KEEPING_PERSON };

/* A line of what would go of one person: notes, with the texts of absences; or conversations with
 * their agreements, and absences; or all that is known. */
struct keeping_row {
    struct person person;
    enum keeping_clock clock;
    struct keeping_item {
        char id[UUID_SIZE];
        enum keeping_kind kind;
    } * items; /* conversations, then absences, oldest first */
    size_t n;
    int answers, agreements;
    enum keeping_from from; /* which date the clock runs from; KEEPING_UNKNOWN: none is known */
    int from_day, due;      /* that date and the day it may go; DAY_NONE when unknown */
    bool held;
};
void keeping_rows_free(struct keeping_row *rows, size_t n);

/*
 * What the rules say of every conversation and absence, the first to go on top: those that are due
 * on today, on hold, due within `ahead` days, and those old enough whose date is not known, so that
 * somebody asks. Notes of conversations that go as a whole are not told apart. An absence is of the
 * re-integration that was closed when it began before that day and somebody is back; one that is
 * open waits for the end of the employment, as does somebody in service of whom nothing else is
 * kept.
 */
int keeping_list(struct store *store, const struct keeping_rules *rules, int today, int ahead,
                 struct keeping_row **rows, size_t *n, struct err *err);

/* How many of its items are of that kind. */
int keeping_count(const struct keeping_row *row, enum keeping_kind kind);

/* Would it go now? */
bool keeping_due(const struct keeping_row *row, int today);

/* Erases what is due of rows, as one erasure with one receipt (store/erase.h). */
int keeping_apply(struct store *store, const struct keeping_row *rows, size_t n, int today,
                  struct erased *erased, struct err *err);

#endif
