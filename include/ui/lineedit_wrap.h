/*
 * lineedit_wrap: where the rows of a wrapped text begin, kept from key to key.
 *
 * After a change only the rows around it are wrapped again, so a key in a long text costs as little
 * as one in a short text. starts[0] is 0; row r runs to starts[r + 1], or to the end of the text,
 * and holds the newline or the blanks it breaks on.
 */
#ifndef UI_LINEEDIT_WRAP_H
#define UI_LINEEDIT_WRAP_H

#include <stddef.h>

#include "base/buf.h"

struct lineedit_wrap {
    int columns; /* wrapped to; 0 before the first time */
    size_t *starts;
    size_t n, cap; /* rows */
};

/* How wide the text is wrapped in a field of columns: the last one is the cursor's. */
int lineedit_text_columns(int columns);

void lineedit_wrap_release(struct lineedit_wrap *wrap);

/* Forgets the rows: the text is another one now. */
void lineedit_wrap_reset(struct lineedit_wrap *wrap);

/* Sees to it that the rows are those of text in columns (>= 2) columns. */
void lineedit_wrap_fit(struct lineedit_wrap *wrap, const struct buf *text, int columns);

/* In text, which was wrapped before, len bytes came in the place of the old bytes at `at`. */
void lineedit_wrap_changed(struct lineedit_wrap *wrap, const struct buf *text, size_t at,
                           size_t old, size_t len);

/* The row that offset stands in: the later one on the edge of two. */
size_t lineedit_wrap_row(const struct lineedit_wrap *wrap, size_t offset);

/* Where what is drawn of a row ends: before its newline, or where the next one begins. */
size_t lineedit_wrap_drawn(const struct lineedit_wrap *wrap, const struct buf *text, size_t row);

/* Where the cursor stands behind a row: before its newline or its closing blanks, and inside it. */
size_t lineedit_wrap_end(const struct lineedit_wrap *wrap, const struct buf *text, size_t row);

#endif
