/*
 * sentence: an agreement as people say it: who does what, by when, how it is followed up.
 */
#ifndef REPORT_SENTENCE_H
#define REPORT_SENTENCE_H

#include "base/buf.h"
#include "base/lang.h"
#include "domain/agreement.h"

/* Adds "Sanne de Boer: four mornings a week." viewer tells who
 * reads, employee is the name to use. */
void sentence_add_promise(struct buf *buf, const struct agreement *agreement, enum viewer viewer,
                          const char *employee, enum lang lang);

/* Adds "By Friday 28 November 2025. Follow-up: ... Looked at together on ..."; nothing is left out
 * silently: without a date it says so. */
void sentence_add_plan(struct buf *buf, const struct agreement *agreement, enum lang lang);

/* Adds how it stands now, for that viewer: status, remark, read-back, with whom it is shared;
 * nothing when there is nothing to say. */
void sentence_add_standing(struct buf *buf, const struct agreement *agreement, enum viewer viewer,
                           enum lang lang);

#endif
