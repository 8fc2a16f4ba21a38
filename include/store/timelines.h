/*
 * timelines: the timeline of somebody's absence as the file has it, and what is due of all who are
 * absent now. The rules come from the regime (domain/timeline.h).
 *
 * HR sees of it a name, a first day, a step and the day it was done: nothing that was asked at the
 * report. At the same file, or out of bundles (store/told.h); what came out of a bundle is ticked
 * by the manager.
 */
#ifndef STORE_TIMELINES_H
#define STORE_TIMELINES_H

#include <stddef.h>

#include "base/err.h"
#include "domain/timeline.h"
#include "store/absences.h"
#include "store/desk.h"
#include "store/store.h"

/* The rules of this desk; NULL when no regime within reach has any. */
const struct timeline_rules *timelines_rules(const struct desk *desk);

/* One case with its moments. Owned. */
struct timeline {
    struct person person;
    struct absence_row *rows; /* all absences of the person, the last first */
    size_t n_rows;
    bool told;                /* out of a bundle: nothing of it is changed here */
    struct absence *absences; /* the same, borrowed from rows */
    struct timeline_tick *ticks;
    size_t n_ticks;
    struct timeline_case found;
    struct timeline_moment *moments;
    size_t n_moments;
};
void timeline_release(struct timeline *timeline);

/* Reads the case of a person (an id) that the absence with id spell belongs to; NULL: their last
 * one. 0; 1 and nothing to release when there is none, which leave is not; -1 with err. */
int timelines_load(struct store *store, const struct timeline_rules *rules, const char *person,
                   const char *spell, int today, struct timeline *timeline, struct err *err);

/* Says that a moment of it was done on day, or was not (DAY_NONE): a sentence in err when that
 * cannot be said of it (timeline_tick_fault, or it was told) or the day will not do. about: whose
 * it is, as the user has names shown. */
int timelines_tick(struct store *store, const struct timeline *timeline, size_t moment, int day,
                   int today, const char *about, struct err *err);

/* Why nothing of a timeline out of a bundle is ticked here: an English sentence for tr. */
extern const char timelines_told_words[];

/* Says that what came after leave is a case of its own, or not after all. */
int timelines_own(struct store *store, const struct absence *spell, bool own, int today,
                  const char *about, struct err *err);

/* Something due, or late, of somebody who is absent. */
struct timeline_due {
    struct person person;
    char absence[UUID_SIZE]; /* the first of the case */
    int first_day;           /* of the case */
    struct timeline_moment moment;
    size_t older; /* how many more are late; 0 unless one for each */
    bool told;    /* out of a bundle */
    int over;     /* the weeks that a case has, once they are over; else 0 */
};
void timeline_dues_free(struct timeline_due *dues, size_t n);

/* What of each. */
enum dues {
    DUES_ONE,    /* no more than what timeline_next says */
    DUES_NOW,    /* all that is late or due */
    DUES_COMING, /* and what lies ahead */
};

/* Of all who are absent, by day and then by name. Reads no more than their absences, in one go. */
int timelines_due(struct store *store, const struct timeline_rules *rules, int today,
                  enum dues which, struct timeline_due **dues, size_t *n, struct err *err);

/* The one step of each that timeline_next says, as DUES_ONE, of the TIMELINES_MOST absences of this
 * file that began first and as many that were told of, by the id of the person. *more: as many were
 * found as are looked at, so there may be others. */
#define TIMELINES_MOST 500
int timelines_next(struct store *store, const struct timeline_rules *rules, int today,
                   struct timeline_due **dues, size_t *n, bool *more, struct err *err);

/* Is anybody absent? Cheap, to know before the rules are read. */
int timelines_any(struct store *store, bool *any, struct err *err);

#endif
