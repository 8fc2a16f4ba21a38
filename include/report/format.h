/*
 * format: the forms a report can be written in, and the file names that go with them.
 */
#ifndef REPORT_FORMAT_H
#define REPORT_FORMAT_H

#include "base/buf.h"
#include "report/report.h"

enum format { FORMAT_TEXT, FORMAT_MARKDOWN, FORMAT_HTML, FORMAT_JSON };

void format_add_report(struct buf *out, const struct report *report, enum format format);

const char *format_ending(enum format format); /* ".txt", ".md", ".html", ".json" */

/* What the ending of a file name asks for; text when it asks for nothing else. */
enum format format_of_path(const char *path);

#endif
