/*
 * invitation: a text for the employee with the time, the place and the topics of a conversation. It
 * holds what was filled in for it (FIELD_PLACE, FIELD_TOPICS) and nothing else of the preparation.
 * What it is about is told in the words of its guide (struct guide, invitation), so that illness is
 * spoken of only where that fits. What is not known yet is asked, never made up.
 */
#ifndef REPORT_INVITATION_H
#define REPORT_INVITATION_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/lang.h"
#include "domain/guide.h"
#include "domain/interview.h"
#include "domain/shelf.h"

#define INVITATION_COLUMNS 76

/* by_phone: it announces a call, and no place is asked. about: what the guide says it is about;
 * place; topics, in lines. "" where there is none: of a place a sentence says that it is still to
 * be found. */
struct invitation {
    const struct interview *interview;
    const char *about, *place, *topics;
    int columns; /* to wrap at; 0 for INVITATION_COLUMNS */
    bool by_phone;
};

/* Adds the text, wrapped. Made safe as every report is. */
void invitation_add(struct buf *out, const struct invitation *invitation, enum lang lang);

/* Is it for a moment that went by? What is invited to is still to come. */
bool invitation_passed(const struct invitation *invitation, const struct clock *clock);

/* What an invitation in lang says that a conversation is about, by the guide it is held with (NULL
 * when that cannot be read) and by the one of that id there is now, where the first has no words in
 * that language. Borrowed; "" when neither has. */
const char *invitation_about(const struct guide *held, const char *id, const struct shelf *shelf,
                             enum lang lang);

/* Is it to be a call, by the same two guides? */
bool invitation_by_phone(const struct guide *held, const char *id, const struct shelf *shelf,
                         enum lang lang);

/* Adds it as a calendar (RFC 5545) with one event: at its time, or the whole day where that is not
 * known. It says the place, and of what it is about no more than that it is a conversation. There
 * must be a day. */
void invitation_add_calendar(struct buf *out, const struct invitation *invitation, enum lang lang);

#endif
