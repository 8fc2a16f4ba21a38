/*
 * proposal: the kind of conversation that fits now with somebody, and why, in a few words. It is
 * offered first and nothing more: any other can be chosen.
 *
 * The moments (practice around the Wet verbetering poortwachter; weeks are counted from the first
 * day of absence): a first contact in the week of the report as long as nobody spoke; contact in
 * weeks 1 to 5; the plan in weeks 6 to 8; its evaluation every six weeks from then on; a return
 * talk in the first two weeks somebody is back; a contact when the day somebody expected to be back
 * went by; the talk about being away more often at the third
 * report in twelve months, once back, and after a long absence only when the return was talked
 * about. Who was absent and is there, and for whom nothing of this holds: the return talk as long
 * as nobody held it, six weeks at most, else a preventive one. Of who was never written down as
 * absent nothing is known: the usual conversation, which nearly always fits.
 */
#ifndef DOMAIN_PROPOSAL_H
#define DOMAIN_PROPOSAL_H

#include "base/buf.h"
#include "base/lang.h"
#include "domain/shelf.h"
#include "domain/standing.h"

enum why {
    WHY_NONE,      /* the guide that would fit is not within reach */
    WHY_USUAL,     /* nothing is known that calls for one kind above another */
    WHY_REPORT,    /* day: of the report */
    WHY_WEEK,      /* number: the week of the absence */
    WHY_WEEK_SIX,  /* it is coming */
    WHY_PLAN,      /* day: when the plan was last talked about */
    WHY_EXPECTED,  /* day: when somebody expected to be back, and is not */
    WHY_BACK,      /* day: the first day back */
    WHY_RETURNED,  /* day: the first day back, longer ago, and nobody spoke about it */
    WHY_PRESENT,   /* day: since when somebody is there; nothing else calls for a conversation */
    WHY_REPORTS,   /* number: how many in twelve months */
    WHY_LOOK_BACK, /* day: when it was agreed to look back */
    WHY_LAST,      /* day: of the last conversation */
};

struct proposal {
    char guide[STANDING_GUIDE]; /* the id of the guide; "" when nothing is proposed */
    enum why why;
    int number, day;
};

struct proposal proposal_of(const struct standing *standing, int today);

/* The guide itself, when it is within reach; else NULL. */
const struct guide *proposal_guide(const struct proposal *proposal, const struct shelf *shelf,
                                   enum lang lang);

/* The guides on offer with the one proposed first; as shelf_offered where nothing is, and then
 * *proposal says so. The caller frees the array. */
const struct guide **proposal_offered(struct proposal *proposal, const struct shelf *shelf,
                                      enum lang lang, size_t *n);

/* Adds why: "third report in twelve months"; nothing for WHY_NONE. */
void proposal_add_why(struct buf *buf, const struct proposal *proposal, int today, enum lang lang);

#endif
