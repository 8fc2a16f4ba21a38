/*
 * timeline: steps of an absence as people say them, and as rows of a file: for a spreadsheet (CSV),
 * for programs (JSON; field names in the README, "Formats"), for a calendar.
 *
 * No more of an absence than its first day. In a calendar, which others see, nothing says whom: the
 * title of the step and the handle of the absence to look it up with. Entries of the same step
 * have the same UID, so importing again moves what is there.
 */
#ifndef REPORT_TIMELINE_H
#define REPORT_TIMELINE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/lang.h"
#include "domain/person.h"
#include "domain/timeline.h"

/* Adds "Evaluation of the plan (3)". */
void timeline_add_title(struct buf *buf, const struct timeline_moment *moment);

/* Adds "104 weeks over: ", for before such a title; nothing when they are not (0). */
void timeline_add_over(struct buf *buf, int over, enum lang lang);

/* Adds " (+3 passed by)", how many more of the same person are late; nothing for 0. */
void timeline_add_older(struct buf *buf, size_t older, enum lang lang);

/* Adds "done on Wed 11 Feb", "by about Sun 15 Feb", "from Mon 16 Nov, by about ...". */
void timeline_add_when(struct buf *buf, const struct timeline_moment *moment, int today,
                       enum lang lang);

/* Adds all of it in a line: "Plan of action - together, by about Sat 28 Nov (due soon)". */
void timeline_add_heading(struct buf *buf, const struct timeline_moment *moment, int today,
                          enum lang lang);

/* Adds what it stands on: how sources differ, the source, how sure, when it was looked up. */
void timeline_add_grounds(struct buf *buf, const struct timeline_rules *rules,
                          const struct timeline_step *step, enum lang lang);

/* Adds where the case stands: its first day, which day and week it is, what counts as one. */
void timeline_add_case(struct buf *buf, const struct timeline_case *found, int today,
                       enum lang lang);

/* One row of a file. */
struct timeline_line {
    const struct person *person;
    const char *absence; /* the id of the first of the case */
    int first_day;
    const struct timeline_moment *moment;
};

void timeline_add_csv_head(struct buf *out);
void timeline_add_csv(struct buf *out, const struct timeline_line *line);
void timeline_add_json(struct buf *out, const struct timeline_line *line); /* one object */

/* An entry of a calendar (report/ics.h) when it is still to be done; what is late stands on today.
 * now: when the calendar is made. */
void timeline_add_ics(struct buf *out, const struct timeline_line *line, int today, int64_t now,
                      enum lang lang);

#endif
