/*
 * day_token: the words of a date as a row of tokens, through one vocabulary for both languages.
 * Only base/day_words.c and base/day_toward.c have a use for it; to teach it a word, add it to the
 * vocabulary in day_token.c.
 */
#ifndef BASE_DAY_TOKEN_H
#define BASE_DAY_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

enum day_kind {
    END,     /* closes the kinds of a rule */
    NUM,     /* a number of at most three figures, or a word for one */
    YEAR,    /* a number of four figures */
    SEP,     /* - / . between figures */
    DAYWORD, /* value: days from today */
    WEEKDAY, /* value: 1 Monday .. 7 Sunday */
    MONTH,   /* value: 1 .. 12 */
    UNIT,    /* value: enum unit */
    WEEK,    /* in rules only: UNIT that is a week */
    PART,    /* value: enum part */
    NEXT,    /* value: enum which */
    IN,      /* over, in, + */
    OVER,    /* in vocabulary only: an IN that means something without a number too */
    AGO,
    FROM,
    AFTER,
    SKIP, /* in vocabulary only: adds nothing to a date */
    UNKNOWN,
};

enum unit { DAY, WORKDAY, WEEK_UNIT, FORTNIGHT, MONTH_UNIT, YEAR_UNIT };
enum part { BEGIN, HALF, FINISH };
enum which { THIS, COMING, FOLLOWING };

enum { TOKENS_MAX = 8 };

struct day_token {
    enum day_kind kind;
    int value;
    size_t digits; /* how many figures it was typed with; 0 for a word */
};

struct day_tokens {
    struct day_token token[TOKENS_MAX + 3]; /* what is looked at past the last one is END */
    size_t n;
};

/* Reads folded text (utf8_fold); false when it holds a word that no date has, too many words, or
 * none at all. */
bool day_tokens_read(struct day_tokens *tokens, const char *folded);

#endif
