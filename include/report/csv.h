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
#include "base/err.h"

/* Adds one row: every cell quoted, CRLF at the end. */
void csv_add_row(struct buf *out, const char *const *cells, size_t n);

/* A list as it was read: rows of cells, each a text of its own without the blanks around it. */
struct csv_row {
    char **cells;
    size_t n;
    long line; /* where it ends in the file, from 1 */
};

struct csv_table {
    struct csv_row *rows;
    size_t n;
};

/*
 * Reads text of len bytes, UTF-8 with or without a byte order mark, into table. Between the cells
 * stands what stands most often in the first line: a comma, a semicolon or a tab. Empty lines are
 * passed over. 0; or -1 with err, which names the line, and table empty: a quote that does not end,
 * something behind a closing quote, bytes that are not UTF-8, nothing at all. csv_release it.
 */
int csv_read(struct csv_table *table, const char *text, size_t len, struct err *err);
void csv_release(struct csv_table *table);

#endif
