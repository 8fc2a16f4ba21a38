/*
 * heard: what was told in a conversation that may be kept of the absence it is about
 * (domain/absence.h). A line of the guide says which field its answer fills (struct guide_field,
 * absence); the first day is the day of the occasion, else that of the conversation. Nothing goes
 * to the record by itself: whoever held the conversation is asked.
 *
 * A text longer than the record takes is taken as far as its lines fit. A choice is a yes when its
 * option has the id `ja` or `yes`, a no when `nee` or `no`, and else not known.
 */
#ifndef DOMAIN_HEARD_H
#define DOMAIN_HEARD_H

#include "domain/absence.h"
#include "domain/guide.h"
#include "domain/interview.h"

struct heard {
    struct absence absence; /* the first day is always there */
    size_t n;               /* how many fields the guide's answers filled */
};

/* Takes it out of the interview; heard_release it. */
void heard_take(struct heard *heard, const struct guide *guide, const struct interview *interview);
void heard_release(struct heard *heard);

/* Puts in kept what it does not say yet, or says otherwise: which fields, and how many. The first
 * day stays as it was kept. */
size_t heard_put(const struct heard *heard, struct absence *kept, bool news[ABSENCE_FIELDS]);

/* Does a line of that kind give what the field holds? */
bool heard_fits(enum absence_field field, enum kind kind);

#endif
