/*
 * json: a report for programs (RFC 8259).
 */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include "base/buf.h"
#include "report/report.h"

/* Adds the report as one object and a newline; the fields are in the README ("Formats"). */
void json_add_report(struct buf *out, const struct report *report);

#endif
