/*
 * text: a report as plain lines for a terminal, a mail or paper.
 */
#ifndef REPORT_TEXT_H
#define REPORT_TEXT_H

#include "base/buf.h"
#include "report/report.h"

#define TEXT_COLUMNS 80

/* Adds the whole report, wrapped at columns (20 at least), with everything made visible
 * (utf8_show). */
void text_add_report(struct buf *out, const struct report *report, int columns);

/* Adds one paragraph wrapped at columns: its first row after `first` blanks that are there already,
 * the next ones after `indent` blanks; ends with a newline. Made visible too. */
void text_add_wrapped(struct buf *out, const char *text, size_t len, int first, int indent,
                      int columns);

#endif
