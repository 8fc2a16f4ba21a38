/*
 * crowd_absence: time in service and absences for the people of a made-up organisation
 * (tests/crowd.h): some came later or left, some work part of the week, one changed; most absences
 * are days, some are months, long ones come back in steps, and some are maternity leave. There are
 * fewer as the years go by.
 */
#ifndef TESTS_CROWD_ABSENCE_H
#define TESTS_CROWD_ABSENCE_H

#include <stdint.h>

#include "store/db.h"

/* On which days somebody was spoken to; of more the first ones count. */
#define CROWD_TALKS_MOST 6
struct crowd_talks {
    int day[CROWD_TALKS_MOST];
    int n;
};

/* Adds those of one person over so many years up to today. Most talks are about an absence. */
int crowd_absences(struct db *db, const char *person, const struct crowd_talks *talks, int today,
                   int years, uint64_t *chance, struct err *err);

#endif
