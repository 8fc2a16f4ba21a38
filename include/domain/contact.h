/*
 * contact: how soon somebody who is absent is spoken to, in numbers of a quarter of a year.
 *
 * A spell (domain/absence.h, leave not among them) is spoken about on the day the first
 * conversation begins that is held while it runs. Two moments of a spell want one before them,
 * the same that home reminds of (domain/signal.h): the first week, and week six. A spell that was
 * over by then wanted none. Each counts in the quarter of its own day.
 *
 * As with all figures nothing of one person comes out: a number of fewer than INSIGHT_LEAST people
 * is none.
 */
#ifndef DOMAIN_CONTACT_H
#define DOMAIN_CONTACT_H

#include <stdbool.h>

#include "domain/figures.h"
#include "domain/insight.h"

enum contact_due { CONTACT_FIRST_WEEK, CONTACT_WEEK_SIX, CONTACT_DUES };

int contact_due_days(enum contact_due due); /* after the first day: 7, 42 */

/* What one quarter has. */
struct contact {
    int64_t spoken;                   /* spells whose first conversation was in it */
    int64_t days[INSIGHT_DAYS + 1];   /* of these, how many so many days after the first day */
    int64_t due[CONTACT_DUES];        /* spells that were still there on their day */
    int64_t held[CONTACT_DUES];       /* with a conversation by then */
    int64_t people[CONTACT_DUES + 1]; /* of due; the last: of spoken */
    int64_t last[CONTACT_DUES + 1];   /* the number of who was counted last */
};

/* Adds what person has in the n quarters from first on, up to and including today; held: the days
 * of conversations with the person, rising. Each person is added once. */
void contact_add(struct contact *quarters, int first, size_t n, const struct figures_person *person,
                 const int *held, size_t n_held, int today);

/* Adds a quarter to sum, as far as it is of enough people. */
void contact_sum(struct contact *sum, const struct contact *quarter);

/* Half of them were within so many days; -1 when there are none. */
int contact_half(const struct contact *contact);

#endif
