/*
 * ics: agreements, and what else has a day, as whole days in a calendar (RFC 5545).
 *
 * Calendars are shared and synchronised, so an entry says nothing about whom or what: a neutral
 * title and the handle to look it up with. UIDs follow from the agreement's id, so importing again
 * updates what is there; a dropped agreement is cancelled. There is no METHOD: that would make it a
 * message between calendars, which must name an organizer (RFC 5546 3.2.1).
 */
#ifndef REPORT_ICS_H
#define REPORT_ICS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/lang.h"
#include "domain/agreement.h"

void ics_begin(struct buf *out);
/* Adds an entry for its due day and one for its look-back, where it has them. */
void ics_add_agreement(struct buf *out, const struct agreement *agreement, enum lang lang);

/* One entry of another kind. */
struct ics_entry {
    const char *uid;   /* what is before "@gesprek"; the same for the same thing, always */
    const char *title; /* neutral */
    const char *about;
    int day;
    int64_t at;   /* when it was last another one */
    int sequence; /* how often it was */
    bool cancelled;
};
void ics_add_entry(struct buf *out, const struct ics_entry *entry);

/* A conversation that is planned: one event, of the whole day when the time is not known. */
struct ics_meeting {
    const char *id, *title, *place; /* place may be "" */
    int64_t at, changed_at;
};
void ics_add_meeting(struct buf *out, const struct ics_meeting *meeting);
void ics_end(struct buf *out);

/* Adds "NAME:text" with text escaped, folded at 75 octets between characters, CRLF at the end. */
void ics_add_line(struct buf *out, const char *name, const char *text);

#endif
