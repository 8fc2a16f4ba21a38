/*
 * keeping: how long what is kept of a person may stay. Two clocks, for notes and for agreements,
 * each a period after a date; a regime has them (guides/<language>/regime.yaml), since the law is
 * data. There is no term in a statute: the regulator holds two years after the re-integration ended
 * reasonable for its file, and agreements on adapted work may stay longer.
 */
#ifndef DOMAIN_KEEPING_H
#define DOMAIN_KEEPING_H

#include "base/day.h"

enum keeping_clock {
    KEEPING_NOTES,      /* notes and answers */
    KEEPING_AGREEMENTS, /* the agreements, and with them the whole conversation */
    KEEPING_CLOCKS,
};

/* The date a clock runs from. */
enum keeping_from {
    KEEPING_CLOSED,  /* the re-integration was closed */
    KEEPING_ENDED,   /* the employment ended */
    KEEPING_UNKNOWN, /* no date is known */
};

struct keeping_rule {
    int months;             /* 0: there is no rule, and nothing goes */
    enum keeping_from from; /* which date */
    char *why;              /* one line for the preview; may be NULL */
    char *source;           /* where it comes from; may be NULL */
};

struct keeping_rules {
    struct keeping_rule clock[KEEPING_CLOCKS];
};

/* The day the clock runs out for somebody with these dates (DAY_NONE: not known); DAY_NONE when it
 * does not run. Who left without a re-integration that was closed has a clock too: *from gets which
 * date it runs from. */
int keeping_until(const struct keeping_rule *rule, int closed_on, int ended_on,
                  enum keeping_from *from);

#endif
