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

/* The same with a number of the program's own behind the cells, which may be less than zero. */
void csv_add_row_of(struct buf *out, const char *const *cells, size_t n, const char *number);

/* A list as it was read: rows of cells, each a text of its own without the blanks around it. */
struct csv_row {
    char **cells;
    size_t n;
    long line; /* where it begins in the file, from 1 */
};

struct csv_table {
    struct csv_row *rows; /* the first has the headings */
    size_t n;
    char between; /* the sign between the cells: ',', ';' or '\t' */
};

/* What can be wrong with a line as such. What it says is in none of these. */
enum csv_wrong {
    CSV_NOT_UTF8,    /* bytes that are not */
    CSV_ZERO,        /* a byte of zero */
    CSV_OPEN_QUOTE,  /* a quote that nothing closes */
    CSV_STRAY_QUOTE, /* a quote inside a cell, or something behind a closing one */
    CSV_LONG_LINE,   /* more than CSV_LINE_MAX bytes */
};
#define CSV_LINE_MAX 65536

const char *csv_wrong_words(enum csv_wrong wrong); /* N_() sentence, small letter first */

/* Where it is wrong: a line, and a character in it from 1, or 0 for all of it. */
typedef void csv_fault(void *arg, long line, long character, enum csv_wrong wrong);

/*
 * Reads text of len bytes, UTF-8 with or without a byte order mark, into table. Between the cells
 * stands what stands most often in the first line: a comma, a semicolon or a tab; or what a line
 * "sep=;" before it says. Empty lines are passed over.
 *
 * Every line that is wrong is told to fault, and then all others are still read, so that one run
 * tells it all; what was wrong stands in no row, but for bytes that are no text, which read as "?".
 * 0 also then; -1 with err and an empty table when there is nothing to read at all: nothing in it,
 * UTF-16 or another kind of file. csv_release it.
 */
int csv_read(struct csv_table *table, const char *text, size_t len, csv_fault *fault, void *arg,
             struct err *err);
void csv_release(struct csv_table *table);

#endif
