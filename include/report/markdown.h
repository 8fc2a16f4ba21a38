/*
 * markdown: a report for a wiki or a mail program. What people wrote stays text: every sign that
 * means something to CommonMark or to GitHub's dialect is escaped, so nothing becomes a link, a
 * heading, HTML or emphasis.
 */
#ifndef REPORT_MARKDOWN_H
#define REPORT_MARKDOWN_H

#include "base/buf.h"
#include "report/report.h"

void markdown_add_report(struct buf *out, const struct report *report);

/* Adds text escaped; a newline becomes a hard break with `indent` blanks after it. */
void markdown_add_text(struct buf *out, const char *text, int indent);

#endif
