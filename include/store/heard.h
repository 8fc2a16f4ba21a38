/*
 * heard: what a conversation told of an absence (domain/heard.h) beside what is kept of it: looked
 * at when the conversation is finished, and kept when the user says so.
 *
 * It belongs to the sickness of that person that the first day it told of lies in; where there is
 * none it is a new one from that day. Maternity leave takes no answers.
 */
#ifndef STORE_HEARD_H
#define STORE_HEARD_H

#include "domain/heard.h"
#include "store/desk.h"

struct heard_offer {
    struct absence absence; /* as it would be kept; id "" for a new one */
    bool news[ABSENCE_FIELDS];
    size_t n; /* how many fields are news; 0: nothing to ask */
};

/* -1 with err, and then *offer is empty; else heard_offer_release it. */
int heard_look(const struct desk *desk, const struct dossier *dossier, struct heard_offer *offer,
               struct err *err);
void heard_offer_release(struct heard_offer *offer);

/* Keeps it, in one deed. */
int heard_keep(const struct desk *desk, const struct dossier *dossier, struct heard_offer *offer,
               struct err *err);

/* Adds what would be kept, by the names of the fields: "From Monday 23 November 2026. To be reached
 * at, Work to take over". */
void heard_offer_add(struct buf *buf, const struct heard_offer *offer, enum lang lang);

#endif
