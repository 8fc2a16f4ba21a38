/*
 * hurdles: what made a manager's own conversations hard, quarter by quarter. A mirror for the
 * manager alone: counts of oneself, in no order but how often, no score and no aim. HR never gets
 * it; what HR may see of hurdles is counted over groups (domain/insight.h).
 */
#ifndef DOMAIN_HURDLES_H
#define DOMAIN_HURDLES_H

#include <stddef.h>

/* The ids of the option that nothing was hard: "Nothing, it went well". Who taps that answers, and
 * names no hurdle; it is counted as none, here and with HR. As a list of SQL. */
#define HURDLES_NOTHING "'niets', 'none'"

#define HURDLES_QUARTERS 4 /* the one that today is in and those before it */

struct hurdle {
    char *words; /* as the guide has them now; owned */
    int n[HURDLES_QUARTERS], total;
};

struct hurdles {
    int first; /* the oldest quarter, as insight_quarter counts them */
    struct hurdle *hurdle;
    size_t n;
    int talks[HURDLES_QUARTERS];    /* conversations held */
    int answered[HURDLES_QUARTERS]; /* of those: with a hurdle named */
};

void hurdles_begin(struct hurdles *hurdles, int today);
void hurdles_release(struct hurdles *hurdles);

/* Adds so many with these words in a quarter; nothing for a quarter that is not shown. Options of
 * two guides that say the same count together. */
void hurdles_add(struct hurdles *hurdles, int quarter, const char *words, int n);
void hurdles_add_talks(struct hurdles *hurdles, int quarter, int n);

/* The most often chosen first; what is chosen as often stays in the order it was added. */
void hurdles_sort(struct hurdles *hurdles);

int hurdles_sum(const int of[HURDLES_QUARTERS]);

#endif
