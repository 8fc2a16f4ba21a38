/*
 * lineedit: one text being typed, in one row or several. Fed keys, painted apart, so it never blocks
 * and every case runs in a test.
 *
 * Invariants: text is valid UTF-8 without controls (a newline only when multiline); cursor stands on
 * the edge of a step; 0 <= cursor <= text.len. It moves by step (grapheme) and measures by column.
 */
#ifndef UI_LINEEDIT_H
#define UI_LINEEDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "ui/frame.h"
#include "ui/key.h"

struct lineedit_past; /* what undo goes back to */

struct lineedit {
    struct buf text;
    size_t cursor;    /* bytes */
    bool multiline;   /* Enter puts in a newline */
    size_t max;       /* steps at most; 0 for no limit but LINEEDIT_BYTES */
    int goal;         /* column that up and down aim for, or -1 */
    size_t top;       /* the first row shown (multi-line), or the first byte shown (one row) */
    struct buf killed; /* the line that Ctrl-K took, for Ctrl-Y... see lineedit_key */
    struct lineedit_past *past;
};

#define LINEEDIT_BYTES (1024 * 1024)

enum edit {
    EDIT_IGNORED, /* not a key for a text field */
    EDIT_MOVED,   /* the cursor moved, or nothing was left to do */
    EDIT_CHANGED, /* the text changed */
    EDIT_FULL,    /* it would not fit: max is reached; what did fit was put in */
};

void lineedit_init(struct lineedit *edit, bool multiline, size_t max);
void lineedit_release(struct lineedit *edit);

/* Sets the text (control characters are left out, newlines become blanks unless multiline) and puts
 * the cursor at the end; undo starts afresh. */
void lineedit_set(struct lineedit *edit, const char *text);
void lineedit_set_cursor(struct lineedit *edit, size_t cursor); /* moved to the nearest step edge */

/*
 * Handles one key: characters and pastes; arrows, Home, End, Ctrl-arrows by word; Backspace, Delete,
 * Ctrl-W the word before, Ctrl-K kill to the end of the row (the whole row when it is empty behind
 * the cursor), Ctrl-U kill the row, Ctrl-V yank what was killed; Ctrl-Z and Ctrl-Y undo and redo
 * inside the field (a run of typing is one step). columns is the width it is shown in, for up and
 * down. A paste is only ever text: its newlines become blanks in a one-row field, its controls are
 * dropped. Ctrl-Z with nothing left to undo is EDIT_IGNORED, so the screen's own undo gets it.
 */
enum edit lineedit_key(struct lineedit *edit, const struct key *key, int columns);

/*
 * Draws into rows x columns at row, col and, when focused, puts the frame's cursor. Scrolls by itself
 * to keep the cursor in view. A one-row field that is longer than its place shows where it goes on.
 */
void lineedit_draw(struct lineedit *edit, struct frame *frame, int row, int col, int rows,
                   int columns, bool focused);

/* Puts the cursor where a click at row, col inside the drawn field points. */
void lineedit_click(struct lineedit *edit, int row, int col, int rows, int columns);

/* The rows the text takes when wrapped to columns; at least 1. */
int lineedit_rows(const struct lineedit *edit, int columns);

#endif
