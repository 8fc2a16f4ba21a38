/*
 * csv: comma-separated rows for spreadsheets (RFC 4180).
 *
 * A cell that a spreadsheet would take for a formula gets an apostrophe before it, so a name or an
 * agreement never runs as one; control characters are made visible (utf8_show).
 */
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include <stddef.h>

#include "base/buf.h"

/* Adds one row: every cell quoted, CRLF at the end. */
void csv_add_row(struct buf *out, const char *const *cells, size_t n);

#endif
