/*
 * insight: figures about many conversations, and what of them may be shown.
 *
 * The figures are for steering, not for watching people (no ranking, nothing about one person). HR
 * may have totals for groups, and small groups stay hidden (GDPR practice; most programs for
 * surveys hide below five, and a second group where the first could be worked out). Hiding the
 * small ones is not enough: who has a total and all groups but one subtracts, and so does who has
 * two periods, or the same page from before and after one conversation. So nothing is hidden from a
 * total here. It is the other way round:
 *
 *   Whatever is shown is a sum of whole heaps, and a heap holds at least five.
 *
 * Differences and sums of what is shown are then about whole heaps as well, whoever combines
 * whatever with whatever; a part of a heap never comes out. In more words:
 *
 *   Steps. Figures move on in steps. A step takes what came in, changed or went since the last one,
 *   for each quarter of a year, and only when that is at least five conversations (or agreements)
 *   with people of whom the quarter has at least five; what is less waits for the next step and is
 *   in no figure, "all" neither. A step that was made never changes. So the page from before and
 *   the page from after differ by heaps of five or more, also when old months get something late.
 *
 *   Heaps. Within a step and a quarter each way of dividing (by month, by team, by who does it, by
 *   what made it hard) puts what is too small together until the heap will do, with one that would
 *   do by itself where needed. A heap never holds one that is too small alone. Conversations
 *   without an answer to what made it hard are one of those that are divided, or the difference
 *   with the number of conversations would tell of them. A heap of which everybody would know what
 *   each part is (all of them the least or the most a small one can be) will not do either.
 *
 *   Periods. A period shows the months it touches, and by team, by who does it and by what made it
 *   hard the whole quarters it touches. What stood together in one of its heaps stands together in
 *   all of it.
 *
 *   Two ways of dividing. Only divisions by one thing are shown, never by two at once. What two of
 *   them together tell of a crossing (the manager's agreements in one team) is the bounds that
 *   their sums set. A crossing of whole heaps of five or more is pinned by these only where it is a
 *   whole heap itself; with what was kept and what was not kept told apart that does not hold
 *   always, so those bounds are computed, and where they pin a crossing under five the division by
 *   who does it is given up for that step.
 *
 *   Days from the occasion to the conversation are told as one number, half of them; how many
 *   conversations have a day is not told, as the difference would tell who has none.
 *
 * What this does not guard against: somebody who knows all the others of a heap from elsewhere,
 * and HR's own list, in which HR may see every agreement that was shared.
 */
#ifndef DOMAIN_INSIGHT_H
#define DOMAIN_INSIGHT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/period.h"

#define INSIGHT_LEAST 5  /* a heap holds so many, and a group so many people */
#define INSIGHT_DAYS  99 /* from occasion to conversation; more counts as this */

/* What is divided, and by what. Conversations by month, by what made it hard ("" for no answer)
 * and, those that have a day, by month and days; agreements whose date has passed by team and
 * owner. */
enum insight_part { PART_MONTH, PART_HURDLE, PART_DAYS, PART_TEAM, PART_OWNER, INSIGHT_PARTS };

const char *insight_part_key(enum insight_part part); /* "month", "hurdle", ... */
bool insight_part_parse(const char *key, enum insight_part *out);

/* One number: how many of a part with that key a quarter has. */
struct insight_row {
    int quarter; /* year * 4, and 0 to 3 */
    enum insight_part part;
    char *key;       /* "2026-09", a team, "manager", "guide/option"; owned */
    int days;        /* PART_DAYS; else 0 */
    int64_t n, kept; /* kept: on time; PART_TEAM and PART_OWNER */
    int64_t people;  /* of a count, PART_MONTH and PART_TEAM: with how many people; not shown */
    int64_t left;    /* while a step is made: how many there are when it is */
    int step, heap;  /* of a step that was made: which, and what stands together there */
};

struct insight_rows {
    struct insight_row *row;
    size_t n;
};
#define INSIGHT_ROWS_INIT                                                                          \
    {                                                                                              \
        .row = NULL, .n = 0                                                                        \
    }

void insight_rows_release(struct insight_rows *rows);
/* Adds a copy; key is copied. */
void insight_rows_add(struct insight_rows *rows, const struct insight_row *row);
/* Puts them in order and adds up those that are about the same; for counts, not for steps. */
void insight_rows_gather(struct insight_rows *rows);

int insight_quarter(int day);
int insight_quarter_begin(int quarter); /* its first day */

/* Adds to step what may be shown now and was not yet: now is the file as it is, shown all steps
 * made before. Both gathered. Their step is 0; nothing when it has to wait. */
void insight_step(const struct insight_rows *now, const struct insight_rows *shown,
                  struct insight_rows *step);

/* ---- what a period shows --------------------------------------------------------------------- */

/* One line of a figure: a key, or several that stand together. */
struct insight_group {
    char *key;   /* the first of them; owned */
    char *last;  /* the last of them; owned */
    size_t keys; /* how many */
    int64_t n, kept;
    int half; /* PART_DAYS: half of them were within so many days */
};

struct insight_groups {
    struct insight_group *group; /* by key; those of several keys come last, months in order */
    size_t n;
    int64_t total, kept; /* of all */
    int half;            /* PART_DAYS */
};

/* How sparring goes; no more than asked when that is under INSIGHT_LEAST. */
struct insight_sparring {
    int64_t asked, answered, open;
    double days; /* half of the answers came within so many */
};

/* What came with the last step. */
struct insight_fresh {
    int64_t talks, promises, kept;
};

struct insight {
    struct period period; /* as asked for */
    int first, last;      /* quarters it touches */
    int made, before;     /* the days of the last step and of the one before; DAY_NONE */
    bool uncounted;       /* nobody who may write to the file has looked yet */
    struct insight_groups groups[INSIGHT_PARTS];
    struct insight_fresh fresh;
    struct insight_sparring sparring;
    int sources, newest; /* files that bundles came from; the day of the newest, or DAY_NONE */
};

/* Fills groups, fresh, first and last from the steps, for a period with both ends. */
void insight_view(struct insight *insight, const struct insight_rows *steps,
                  const struct period *period);
void insight_release(struct insight *insight);

/* Gives a period both ends: this month and the eleven before it when none is given, today for no
 * end, and as far back as anybody looks for no beginning. */
void insight_period(struct period *period, bool given, int today);

/* So many per cent, rounded. */
int insight_percent(int64_t part, int64_t all);

#endif
