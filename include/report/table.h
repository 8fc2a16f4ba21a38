/*
 * table: rows in columns for a terminal, aligned by what the eye sees.
 *
 * One column may be flexible: it takes what room is left, and its cells wrap. Cells are made
 * visible (utf8_show) as they are added.
 */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include <stddef.h>

#include "base/buf.h"

struct table {
    char **cells; /* row by row, the headings first; all owned */
    size_t n_cells;
    int columns;
    int flexible; /* which column wraps; -1 for none */
};

void table_init(struct table *table, int columns, int flexible);
void table_release(struct table *table);

/* Adds the next cell; the first row is the headings. */
void table_add(struct table *table, const char *text);

/* Adds the table to out: at most width columns where the flexible one can give way, 0 for as wide
 * as it needs; `before` blanks ahead of each row. Headings that are all empty are left out. */
void table_write(const struct table *table, struct buf *out, int width, int before);

#endif
