/*
 * sentence: an agreement as people say it: who does what, by when, how it is followed up, how it
 * stands; and what a conversation still lacks.
 */
#ifndef REPORT_SENTENCE_H
#define REPORT_SENTENCE_H

#include "base/buf.h"
#include "base/lang.h"
#include "domain/agreement.h"
#include "domain/interview.h"

/* Adds "Sanne de Boer: four mornings a week." viewer tells who
 * reads, employee is the name to use. */
void sentence_add_promise(struct buf *buf, const struct agreement *agreement, enum viewer viewer,
                          const char *employee, enum lang lang);

/* Adds "By Friday 28 November 2025. Follow-up: ... Looked at together on ..."; nothing is left out
 * silently: without a date it says so. */
void sentence_add_plan(struct buf *buf, const struct agreement *agreement, enum lang lang);

/* Adds "Basis: advice of the company doctor of Wednesday 12 November 2025."; nothing without one.
 */
void sentence_add_basis(struct buf *buf, const struct agreement *agreement, enum lang lang);

/* Adds how it stands now, for that viewer: status, remark, read-back, with whom it is shared;
 * nothing when there is nothing to say. */
void sentence_add_standing(struct buf *buf, const struct agreement *agreement, enum viewer viewer,
                           enum lang lang);

/* Adds when it is due, for a list: near days by how far they are, "no date". */
void sentence_add_due(struct buf *buf, const struct agreement *agreement, int today,
                      enum lang lang);

/* Adds what became of it, for a list: "being done, 3 days ago", "done fri 27 nov". That it is late
 * is the caller's to mark. */
void sentence_add_state(struct buf *buf, const struct agreement *agreement, int today,
                        enum lang lang);

/* Adds what may still be done before closing (bits of enum lack): "make an agreement; read the
 * agreements back". Nothing when nothing lacks. */
void sentence_add_lacks(struct buf *buf, unsigned lacks, enum lang lang);

#endif
