/*
 * period: a stretch of whole days, and the words people use for one.
 *
 * from and to are days (base/day.h), both of them in it; DAY_NONE for no beginning or no end. When
 * both are there, from is not after to.
 */
#ifndef BASE_PERIOD_H
#define BASE_PERIOD_H

#include "base/buf.h"
#include "base/lang.h"

struct period {
    int from, to;
};

/* What became of words for a period. */
enum period_words {
    PERIOD_WORDS_OK,
    PERIOD_WORDS_EMPTY,     /* nothing but blanks */
    PERIOD_WORDS_UNKNOWN,   /* not understood */
    PERIOD_WORDS_NO_SUCH,   /* understood, but there is no such day: 31-11, week 54 */
    PERIOD_WORDS_BACKWARDS, /* it would end before it begins */
};

/*
 * Reads what somebody wrote for a period, as of today, in both languages whatever the user's: deze
 * maand, vorig kwartaal, last 30 days, komende 2 weken, november, q4 2026, 2025, week 48, van 1-11
 * tot 30-11, 1-11 t/m 30-11, since september, tot 30-11, and any single day. Whoever says "tot"
 * means the day that is named with it. A day or month without a year is this year's; an end without
 * one may be early in the next year ("van november tot februari"). Sets *period on PERIOD_WORDS_OK
 * only.
 */
enum period_words period_read(const char *text, int today, enum lang lang, struct period *period);

/* An English sentence on what is wrong, for tr; NULL for PERIOD_WORDS_OK and PERIOD_WORDS_EMPTY. */
const char *period_fault(enum period_words words);

/* Adds "november", "zo 1 nov t/m za 14 nov", "vanaf zo 1 nov"; nothing without begin and end. */
void period_add(struct buf *buf, const struct period *period, int today, enum lang lang);

#endif
