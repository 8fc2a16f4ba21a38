/*
 * audience: who sees what is written in a field, in words. Screens and lines say it wherever
 * something is typed or chosen, in the same words; report.h and the bundle decide by the same
 * levels who gets it.
 *
 * The levels are fixed when an answer is given (design: who sees what). These words add what a
 * level alone does not tell: an answer shared with HR is never sent as such, only counted, and the
 * corners of the manager's own stay the manager's whatever their level.
 */
#ifndef DOMAIN_AUDIENCE_H
#define DOMAIN_AUDIENCE_H

#include "base/buf.h"
#include "base/lang.h"
#include "domain/agreement.h"
#include "domain/interview.h"

enum audience {
    AUDIENCE_NOBODY,   /* kept nowhere: words to look for, the name of a file; no words */
    AUDIENCE_SELF,     /* the manager; not HR, and the employee when asking for it (AVG art. 15) */
    AUDIENCE_EMPLOYEE, /* the report for the employee */
    AUDIENCE_AGREED,   /* the report, and HR where the agreement is shared with HR */
    AUDIENCE_BOTH,     /* the report, and HR: an agreement that is shared */
    AUDIENCE_INVITED,  /* the invitation, once it is handed over */
    AUDIENCE_DAYS,     /* HR, as a number of days in a sum */
    AUDIENCE_COUNTS,   /* HR, as a count */
    AUDIENCE_NAME,     /* whom it is about: the report, and HR beside what is shared with it */
    AUDIENCE_REQUEST,  /* the manager, and in what the person can ask for */
    AUDIENCE_STEP,     /* the same, and HR at this file: a step of an absence that was done */
    AUDIENCE_HR,       /* HR alone: a question, news */
    AUDIENCE_MANAGER,  /* the manager of a bundle: what HR writes */
    AUDIENCE_HR_OWN,   /* HR alone: what HR keeps for itself */
    AUDIENCES,
};

/* Who sees the answer to a field of a point, by its level. */
enum audience audience_of(const char *point, const char *field, enum share share);

/* Who sees an agreement that is there, by its own level. */
enum audience audience_of_agreement(const struct agreement *agreement);

/* Adds it in words. name: how the employee is called here; NULL: "the employee". */
void audience_add(struct buf *buf, enum audience audience, const char *name, enum lang lang);

/* The same without a name; "" for AUDIENCE_NOBODY. */
const char *audience_words(enum audience audience, enum lang lang);

#endif
