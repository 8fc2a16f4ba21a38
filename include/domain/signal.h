/*
 * signal: a reason to get in touch with somebody now, for who did not think of it. Calm: one at
 * most for a person, none while a conversation is under way or agreed, none by counting alone but
 * the third report, and that is a reason to talk, never a score.
 */
#ifndef DOMAIN_SIGNAL_H
#define DOMAIN_SIGNAL_H

#include "base/buf.h"
#include "base/lang.h"
#include "domain/standing.h"

enum signal {
    SIGNAL_NONE,
    SIGNAL_PLAN,       /* week six of an absence began, and no plan was talked about in it yet */
    SIGNAL_WEEK_SIX,   /* of an absence is coming, and this week nobody spoke about it */
    SIGNAL_EXPECTED,   /* the day of being back that was expected went by, and nobody spoke since:
                          goes   before what the weeks ask, until that was answered */
    SIGNAL_NO_CONTACT, /* absent, and no contact planned or agreed */
    SIGNAL_LOOK_BACK,  /* the day to look back went by, and nothing was held since */
    SIGNAL_BACK,       /* just back, and nobody spoke since */
    SIGNAL_REPORTS,    /* the third in twelve months, until a talk was held about that */
    SIGNAL_QUIET,      /* nothing was noted for a while, and nothing is planned */
};

enum signal signal_of(const struct standing *standing, int today);

/* Adds what it is, in a few words: "absent since Mon 2 Nov, nothing planned". */
void signal_add(struct buf *buf, enum signal what, const struct standing *standing, int today,
                enum lang lang);

#endif
