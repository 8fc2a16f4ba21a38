/*
 * clock: what time it is, told to whoever needs it.
 *
 * A moment is int64_t milliseconds since 1970-01-01 UTC. A day (base/day.h) is a plain date with no
 * zone. GESPREK_NOW=YYYY-MM-DDTHH:MM (local time) makes time stand still: for the manual's
 * pictures, for trying out next week, and for tests.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/lang.h"

struct clock {
    int64_t fixed; /* the moment it always is, or 0 for the machine's clock */
};

/* The machine's clock, or the one GESPREK_NOW names; a GESPREK_NOW that is no time is ignored. */
struct clock clock_open(void);

int64_t clock_now(const struct clock *clock); /* milliseconds UTC */
int clock_today(const struct clock *clock);   /* the day it is here, local time */

int clock_day(int64_t moment);                           /* the local day of a moment */
void clock_time(int64_t moment, int *hour, int *minute); /* the local time of a moment */
int64_t clock_moment(int day, int hour, int minute);     /* the moment of a local day and time */

/* A day without a time is kept as the moment it begins: false for that. */
bool clock_timed(int64_t moment);

/* Adds lead and the local time: ", 9:05"; nothing where there is no time. */
void clock_add_time(struct buf *buf, const char *lead, int64_t moment);

/*
 * Reads a time of day as people write and say it, in both languages whatever the user's: 9, 9:05,
 * 14.30, 9u30, 10 uur, 2 pm, half tien, kwart over 9, half past 9, 8 uur 's avonds. An hour that is
 * said and not written with its minutes is in the daytime: "3 uur" is 15:00, "3:00" is at night.
 * lang settles only what the languages read differently: "half 10" is 9:30 in Dutch, and no time in
 * English, where some mean half past. False when it is no time of day, and nothing set.
 */
bool clock_read_time(const char *text, enum lang lang, int *hour, int *minute);

/* Words for a day that is planned (DAY_PLAN in base/day.h), with or without a time behind or before
 * them: "fri 14:30", "morgen om half tien", "24-11". Without one it is at the hour and minute
 * given; 0 and 0 make it a day without a time. Sets *moment on DAY_WORDS_OK only. */
enum day_words clock_read_moment(const char *text, int today, enum lang lang, int hour, int minute,
                                 int64_t *moment);

/* Milliseconds of a clock that only runs on, whatever GESPREK_NOW or somebody who sets the time
 * says: for how long something took, never for when it was. */
int64_t clock_ticks(void);

#endif
