/*
 * lineedit: one text being typed, in one row or several. Fed keys, painted apart, so it never
 * blocks and every case runs in a test.
 *
 * Invariants: text is valid UTF-8 without controls (a newline only when multiline); cursor stands
 * on the edge of a step; 0 <= cursor <= text.len. It moves by step (grapheme) and measures by
 * column.
 */
#ifndef UI_LINEEDIT_H
#define UI_LINEEDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "ui/frame.h"
#include "ui/key.h"

struct lineedit_past; /* ui/lineedit_past.h: what undo goes back to */
struct lineedit_wrap; /* ui/lineedit_wrap.h: where the rows begin */

struct lineedit {
    struct buf text;
    size_t cursor;     /* bytes */
    bool multiline;    /* Enter puts in a newline */
    size_t max;        /* steps at most; 0 for no limit but LINEEDIT_BYTES */
    size_t steps;      /* steps in the text; kept only where there is a max */
    int goal;          /* column that up and down aim for, or -1 */
    size_t top;        /* the first row shown (multi-line), or the first byte shown (one row) */
    struct buf killed; /* what Ctrl-K, Ctrl-U and Ctrl-W took, for Ctrl-V */
    bool killing;      /* the last key took something: the next one that does adds to it */
    struct lineedit_past *past;
    struct lineedit_wrap *wrap;
};

#define LINEEDIT_BYTES (1024 * 1024)

enum edit {
    EDIT_IGNORED, /* not a key for a text field */
    EDIT_MOVED,   /* the cursor moved, or nothing was left to do */
    EDIT_CHANGED, /* the text changed */
    EDIT_FULL,    /* it would not fit: max is reached; what did fit was put in */
};

/* Who has the first word on a key while text is typed. */
enum claim {
    CLAIM_NONE,  /* never the field's */
    CLAIM_FIRST, /* the field's, or the screen's when the field ignores it: Enter, Up, Ctrl-Z */
    CLAIM_ALL,   /* always the field's: characters, Left, Backspace */
};
enum claim lineedit_claims(const struct key *key);

void lineedit_init(struct lineedit *edit, bool multiline, size_t max);
void lineedit_release(struct lineedit *edit);

/* Sets the text (control characters are left out, newlines become blanks unless multiline) and puts
 * the cursor at the end; undo starts afresh. */
void lineedit_set(struct lineedit *edit, const char *text);
void lineedit_set_cursor(struct lineedit *edit, size_t cursor); /* moved to the nearest step edge */

/*
 * Handles one key: characters and pastes; arrows, Home, End, Ctrl-arrows by word, Ctrl-Home and
 * Ctrl-End; Backspace, Delete, Ctrl-W the word before, Ctrl-K kill to the end of the row (the whole
 * row when nothing stands behind the cursor), Ctrl-U kill the row, Ctrl-V yank what was killed;
 * Ctrl-Z and Ctrl-Y undo and redo inside the field (a run of typing is one step). For killing a row
 * is what stands between two newlines; for moving it is what is seen. columns is the width it is
 * shown in, for up and down. A paste is only ever text: its newlines become blanks in a one-row
 * field (one at the end is left out), its controls are dropped.
 *
 * EDIT_IGNORED gives the key to whoever is around the field: Enter, Up and Down in one row, Up in
 * the first and Down in the last of several, Ctrl-Z and Ctrl-Y with nothing left to undo or redo.
 */
enum edit lineedit_key(struct lineedit *edit, const struct key *key, int columns);

/*
 * Draws into rows x columns at row, col and, when focused, puts the frame's cursor. Scrolls by
 * itself to keep the cursor in view (without the focus it shows the beginning), and shows where the
 * text goes on: ‹ and › (< and > without lines) at the ends of a one-row field, arrows (^ and v) in
 * the last column of one with several rows. That column is never text: the cursor stands there
 * behind a full row.
 */
void lineedit_draw(struct lineedit *edit, struct frame *frame, int row, int col, int rows,
                   int columns, bool focused);

/* Puts the cursor where a click at row, col inside the drawn field points. */
void lineedit_click(struct lineedit *edit, int row, int col, int rows, int columns);

/* The rows the text takes when drawn columns wide (in a one-row field 1); at least 1. */
int lineedit_rows(const struct lineedit *edit, int columns);

#endif
