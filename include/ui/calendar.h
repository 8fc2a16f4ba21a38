/*
 * calendar: a month to pick a day from, Monday first, with ISO week numbers at the left.
 *
 *     <    november 2026     >
 *     wk ma di wo do vr za zo
 *     44                    1
 *     45  2  3  4  5  6  7  8
 *     ...
 *     48*23 24 25[26]27 28 29
 *
 * The chosen day stands in brackets, today has a star; the last row says the chosen day in words.
 */
#ifndef UI_CALENDAR_H
#define UI_CALENDAR_H

#include <stdbool.h>

#include "base/lang.h"
#include "ui/frame.h"
#include "ui/key.h"

#define CALENDAR_ROWS    9
#define CALENDAR_COLUMNS 24

struct calendar {
    int day;   /* the chosen day: always a valid one */
    int today; /* as it was when the calendar opened */
};

/* Begins at day, or at today when day is DAY_NONE. */
void calendar_init(struct calendar *calendar, int day, int today);

/*
 * Moves by a key: left and right (h, l) a day, up and down (k, j) a week, PgUp and PgDn and the
 * wheel a month, Ctrl-left and Ctrl-right a year, Home and End to the ends of the month, Ctrl-Home
 * to today. Stops at the ends of what base/day.h calls valid. False when the key does not move a
 * calendar.
 */
bool calendar_key(struct calendar *calendar, const struct key *key);

/* Draws CALENDAR_ROWS x CALENDAR_COLUMNS at row, col and puts the cursor on the chosen day. */
void calendar_draw(const struct calendar *calendar, struct frame *frame, int row, int col,
                   enum lang lang);

/* A click at row, col inside what was drawn: chooses that day, or goes a month back or on when it
 * is on < or > at the top. True when it was on a day: the one chosen now. */
bool calendar_click(struct calendar *calendar, int row, int col);

#endif
