/*
 * standing: how things stand with one person, as far as it says which conversation would fit now:
 * days and counts, never a word that was written down. What a proposal (domain/proposal.h) and a
 * signal (domain/signal.h) are made from; read by store/standing.h.
 */
#ifndef DOMAIN_STANDING_H
#define DOMAIN_STANDING_H

#include <stdbool.h>

/* The guides that have a moment of their own, by the id they are shipped with. */
enum moment {
    MOMENT_REPORT,     /* "eerste-contact": the day somebody reports sick and just after */
    MOMENT_FIRST,      /* "contact": the first weeks */
    MOMENT_PLAN,       /* "plan": around week six to eight */
    MOMENT_EVALUATION, /* "evaluatie": every six weeks from then on */
    MOMENT_RETURN,     /* "terugkeer": somebody is just back */
    MOMENT_FREQUENT,   /* "frequent": the third report in twelve months */
    MOMENTS,
};

#define STANDING_GUIDE 65 /* bytes of a guide's id, with its NUL */

/* Days as in base/day.h, DAY_NONE for never or not known. */
struct standing {
    int first_day, back;        /* of the absence that began last, */
    int expected;               /* and the day somebody expected to be back from it */
    int reports;                /* how many began in the last twelve months */
    int held;                   /* when the last conversation was held, */
    char guide[STANDING_GUIDE]; /* and the id of its guide; "" */
    int last[MOMENTS];          /* when one with that guide was last held; the plan and its
                                 * evaluation also where they were said to be done elsewhere */
    int look_back;  /* the first day to look back on what is not settled yet, of those on which
                     * or after which nothing was held; */
    int ahead;      /* and the last of these */
    int quiet;      /* so many days nothing was noted; 0 where that says nothing */
    bool under_way; /* a conversation is planned, prepared or unfinished */
};

void standing_init(struct standing *standing); /* nothing known */

const char *moment_guide(enum moment moment);

/* Takes in a conversation held that day; a later one wins, whatever the order. */
void standing_held(struct standing *standing, const char *guide, int day);

bool standing_absent(const struct standing *standing, int today);

/* The week of the absence that today is in: day 1 to 7 are week 1. */
int standing_week(const struct standing *standing, int today);

/* Is somebody still absent after the day of being back that was expected, and did nobody speak
 * about it since? */
bool standing_overdue(const struct standing *standing, int today);

/* The day on which a plan for this absence was last talked about, an evaluation counted with it:
 * that says there is one, made here or elsewhere. DAY_NONE when there is none yet. */
int standing_plan(const struct standing *standing);

/* Was anything held since that day? */
bool standing_held_since(const struct standing *standing, int day);

#endif
