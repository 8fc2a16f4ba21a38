/*
 * lineedit_change: the ways the text of a field changes. Each keeps rows, steps, undo and the
 * limits of the field true; nothing else writes to lineedit.text.
 */
#ifndef UI_LINEEDIT_CHANGE_H
#define UI_LINEEDIT_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "ui/lineedit.h"
#include "ui/lineedit_past.h"

/* Adds to out what a field may hold of any bytes: no controls, nothing that is not UTF-8. */
void lineedit_clean(struct buf *out, const char *text, size_t len, bool multiline);

size_t lineedit_count(const char *text, size_t len); /* its steps */

/* The edge of a step at or after offset. */
size_t lineedit_edge(const struct buf *text, size_t offset);

/* The `old` bytes at `at` become with, which is clean; the cursor comes behind it. */
enum edit lineedit_change(struct lineedit *edit, enum change_kind kind, size_t at, size_t old,
                          const char *with, size_t len);

/* Puts text in at the cursor, as much as there is room for: clean text, or any bytes. */
enum edit lineedit_put(struct lineedit *edit, enum change_kind kind, const char *text, size_t len);
enum edit lineedit_put_any(struct lineedit *edit, enum change_kind kind, const char *text,
                           size_t len);

/* Undo and redo one step; false when there is none. */
bool lineedit_back(struct lineedit *edit);
bool lineedit_forth(struct lineedit *edit);

#endif
