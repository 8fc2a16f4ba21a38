/*
 * insight_inside: what the blocks of the insight page share: those of agreements and conversations
 * (insight.c) and those of absence (figures.c).
 */
#ifndef REPORT_INSIGHT_INSIDE_H
#define REPORT_INSIGHT_INSIDE_H

#include "base/buf.h"
#include "base/lang.h"
#include "report/insight.h"

/* Gives a block its sentence, and leaves text empty. */
void insight_tell(struct insight_page *page, enum insight_block_id id, struct buf *text);

/* Adds how many teams are large enough to stand by themselves. */
void insight_add_alone(struct buf *text, long alone, enum lang lang);

#endif
