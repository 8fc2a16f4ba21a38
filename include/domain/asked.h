/*
 * asked: one thing that is asked in a conversation and answered in writing: a line of the guide, or
 * one that every conversation has. It knows all that an answer keeps (interview.h), so a form and a
 * row of plain lines store the same. Its texts are borrowed, from the guide or the catalogue.
 */
#ifndef DOMAIN_ASKED_H
#define DOMAIN_ASKED_H

#include <stdbool.h>

#include "base/day.h"
#include "base/lang.h"
#include "domain/guide.h"
#include "domain/interview.h"

#define ASKED_LINES_MAX 12 /* lines a list may take */

struct asked {
    const char *point, *field; /* as in struct answer */
    const char *label;         /* the question as it is shown */
    enum kind kind;
    enum share share;
    int max;                             /* characters; in a line of a list */
    const struct guide_entries *options; /* KIND_CHOICE only */
    const char *given, *taken;           /* what undo calls an answer, and one taken back; with %s
                                          * it is about the label */
};

/* A line of the guide: of its preparation (POINT_PREPARATION), or to capture at a point. */
struct asked asked_guide(const char *point, const struct guide_field *field);

/* One of the FIELD_ lines that every conversation has: FIELD_NOTE at a point of the guide, the
 * others at their own point (point is NULL). FIELD_HURDLE is asked_hurdle's. */
struct asked asked_own(const char *point, const char *field, enum lang lang);

struct asked asked_hurdle(const struct guide *guide);
struct asked asked_pitfall(const struct guide_pitfall *pitfall); /* the private mirror */
struct asked asked_later(const struct guide_point *point);       /* the mark to come back to it */

/* What is asked at a field of a point, by guide; false when nothing (any more) is. */
bool asked_find(struct asked *asked, const struct guide *guide, const char *point,
                const char *field, enum lang lang);

/* Text as it is kept: a list without empty lines, the rest without white at the end. Owned by the
 * caller. */
char *asked_kept(enum kind kind, const char *text);

/* On which side of today a day is looked for that is written without its year: the occasion was. */
enum day_toward asked_toward(const char *field);

/* The option of that id in options; -1 when there is none. */
int asked_option(const struct guide_entries *options, const char *id);

#endif
