/*
 * day: a plain calendar date, and the words people use for one.
 *
 * A day is an int: days since 1970-01-01 in the proleptic Gregorian calendar, without a time or a
 * zone. DAY_NONE means "no date". Valid days run from 1900-01-01 to 2199-12-31; what parses outside
 * that is refused, so a slip of a digit does not become the year 20261.
 */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include <limits.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/lang.h"

#define DAY_NONE INT_MIN

struct civil {
    int year, month, day; /* month and day from 1 */
};

/* The day of a civil date, or DAY_NONE when it does not exist (31 April, 29 February 2026) or lies
 * outside the valid days. */
int day_from_civil(int year, int month, int day);
struct civil day_civil(int day); /* all 0 when it is no valid day */

int day_weekday(int day);             /* 1 Monday .. 7 Sunday (ISO 8601) */
int day_iso_week(int day, int *year); /* 1 .. 53; *year (may be NULL) is the week's year */
int day_from_week(int year, int week, int weekday); /* DAY_NONE when that year has no such week */
int day_add_months(int day, int months); /* the last of the month when the day is too high */
int day_add_days(int day, int days);     /* DAY_NONE when that is no valid day */
int day_month_length(int year, int month);

/* "2026-11-27" exactly; DAY_NONE when it is anything else. */
int day_parse_iso(const char *text);

#define DAY_ISO_SIZE 11
/* Writes "2026-11-27", or "" for DAY_NONE. */
void day_iso(int day, char text[DAY_ISO_SIZE]);

/* What became of words for a date. */
enum day_words {
    DAY_WORDS_OK,
    DAY_WORDS_EMPTY,   /* nothing but blanks */
    DAY_WORDS_UNKNOWN, /* not understood */
    DAY_WORDS_NO_SUCH, /* understood, but there is no such day: 31-4, week 54 */
    DAY_WORDS_FAR,     /* without a year, and there is none this year or next: 29-2, week 53 */
    DAY_WORDS_VAGUE,   /* "zo snel mogelijk", "asap", "later": a wish, not a date */
};

/*
 * Reads what somebody wrote for a date, as of today, in both languages whatever the user's: today,
 * morgen, vr, next friday, volgende week vrijdag, over 2 weken, in 10 days, week 50, eind december,
 * half januari, 15-12, 15/12/2026, 15 dec, 2026-12-15, +3d, begin volgende week. A weekday alone is
 * the next one after today; a day and month without a year is the next one from today on. lang
 * settles only what the languages read differently: figures are day first in both (3/4), and in
 * English month first where that day does not exist (12/15); in Dutch there is no such day then.
 * A stretch with no day named is over at its end: "volgende week" is its Friday, and what must be
 * done in it is due then. Sets *day on DAY_WORDS_OK only.
 */
enum day_words day_read(const char *text, int today, enum lang lang, int *day);

/* The same for what takes place on the day itself: of a stretch with no day named the first working
 * day that is left of it, so "volgende week" is its Monday. */
enum day_words day_read_plan(const char *text, int today, enum lang lang, int *day);

/*
 * The same, told on which side of today to look for what day_read takes for a coming day because no
 * year was named ("24-8"), or of a weekday no week ("maandag"):
 *
 *   DAY_AHEAD   the next one from today on, as day_read does: a due date, a plan
 *   DAY_BEHIND  the last one up to today: the first day of an absence, an occasion. One of the next
 *               DAY_SOON days is meant all the same where the last one is longer ago than that; a
 *               caller that takes no day to come can say so then.
 *   DAY_PLAN    as day_read_plan: an appointment
 *
 * What can mean one day alone is that day on either side: it names a year, is counted from today
 * ("morgen", "over 2 weken"), or looks ahead itself ("volgende vrijdag"). Whoever reads a day shows
 * it back in full, with its year.
 */
enum day_toward { DAY_AHEAD, DAY_BEHIND, DAY_PLAN };
#define DAY_SOON 7

enum day_words day_read_toward(const char *text, int today, enum lang lang, enum day_toward toward,
                               int *day);

/* The same for a day that follows another one, as coming back follows the first day of an absence:
 * the one behind us unless that lies before since, and else the one that is nearer to since. With
 * DAY_AHEAD, for a day that is expected, words without figures ("maandag") are still to come. */
enum day_words day_read_since(const char *text, int today, enum lang lang, enum day_toward toward,
                              int since, int *day);

/* True for words that name a stretch and no day in it: "volgende week", "december". Whoever reads a
 * day says then which of its days was taken. */
bool day_words_stretch(const char *text);
const char *day_stretch_words(enum day_toward toward); /* N_(): which of its days that is */

/* What is wrong with words that are no day, in an English sentence that says what to do; NULL for
 * those that are one, or blank. */
const char *day_words_fault(enum day_words words);

/* Adds "vr 5 dec", and the year when it is not today's; nothing for DAY_NONE. */
void day_add_short(struct buf *buf, int day, int today, enum lang lang);

/* Adds "5-12-2026", or 2026-12-05 in English, where 5-12 may be May; nothing for DAY_NONE. */
void day_add_numbers(struct buf *buf, int day, enum lang lang);

/* Adds "vrijdag 5 december 2026"; nothing for DAY_NONE. */
void day_add_long(struct buf *buf, int day, enum lang lang);

/* Adds the distance in words: "vandaag", "morgen", "3 dagen geleden", "over 11 dagen", and in weeks
 * when it is two or more and nothing is left over: "over 4 weken". Nothing for DAY_NONE. */
void day_add_distance(struct buf *buf, int day, int today, enum lang lang);

const char *day_month_name(int month, enum lang lang);      /* "december" */
const char *day_weekday_name(int weekday, enum lang lang);  /* "vrijdag" */
const char *day_weekday_short(int weekday, enum lang lang); /* "vr" */

#endif
