/*
 * frame: one screenful as a grid of cells, drawn without any terminal.
 *
 * Screens draw into a frame; ui/term copies it to the terminal, tests dump it as text. All text
 * that goes in passes through utf8_show, so nothing in a frame can act on a terminal. A wide
 * character never stands half outside: it is left out at the edge. Writing outside the frame is
 * clipped, never an error. Rows and columns count from 0.
 */
#ifndef UI_FRAME_H
#define UI_FRAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* What a piece of text means; ui/theme says how that looks. Meaning is never carried by style
 * alone. */
enum style {
    STYLE_PLAIN,
    STYLE_TITLE,    /* the line at the top */
    STYLE_HEADING,  /* a block's name */
    STYLE_QUIET,    /* hints, rules, what is less important */
    STYLE_STRONG,   /* the question on the screen */
    STYLE_FOCUS,    /* the active item */
    STYLE_FIELD,    /* a text field, as far as nothing stands in it */
    STYLE_TYPED,    /* what stands in it */
    STYLE_WARN,     /* late, a pitfall, a nudge; always beside a sign or word */
    STYLE_GOOD,     /* what is concrete or done; always beside a sign or word */
    STYLE_BAR_KEY,  /* a key in the bar */
    STYLE_BAR_WORD, /* its word */
    STYLE_COUNT,
};

#define CELL_TEXT 32 /* bytes for one step: a base with four marks, or an emoji sequence */

struct cell {
    char text[CELL_TEXT];  /* the step shown here, NUL-terminated; "" in a wide one's right half */
    unsigned char columns; /* 1 or 2; 0 for the right half */
    unsigned char style;
};

/* A place that answers the mouse: the command and argument a click on it stands for. */
struct spot {
    int row, col, rows, columns;
    int command, argument;
};

struct frame {
    int rows, columns;
    int first, end;             /* since it was last shown (ui/term.h) only rows first to end - 1
                                 * were drawn in; none when end is 0 */
    struct cell *cells;         /* rows * columns, row by row */
    int cursor_row, cursor_col; /* the terminal's own cursor; row -1 hides it */
    bool lines;                 /* draw rules as box characters; false: '-' and '|' */
    struct spot *spots;
    size_t n_spots;
};

void frame_init(struct frame *frame, int rows, int columns, bool lines);
void frame_release(struct frame *frame);

/* Blank, no spots, cursor hidden. */
void frame_clear(struct frame *frame);

/* All of it is on the screen now: first and end begin anew. */
void frame_shown(struct frame *frame);

/* Puts text (to its NUL) at row, col in at most columns columns; what does not fit ends in an
 * ellipsis ("…", "..." without lines). Returns the columns used. */
int frame_put(struct frame *frame, int row, int col, int columns, const char *text,
              enum style style);

/* The same with the first len bytes of text. */
int frame_put_part(struct frame *frame, int row, int col, int columns, const char *text, size_t len,
                   enum style style);

/* As frame_put at the right edge of the space: ends at col + columns. Returns the first column
 * used. */
int frame_put_right(struct frame *frame, int row, int col, int columns, const char *text,
                    enum style style);

/* Wraps text (newlines are kept, one at the end makes no row) over at most rows rows; what does not
 * fit ends in an ellipsis. Returns the rows used: 0 for "". */
int frame_wrap(struct frame *frame, int row, int col, int rows, int columns, const char *text,
               enum style style);

/* How many rows frame_wrap would use. */
int frame_wrap_rows(const char *text, int columns);

/* Rows row to row + rows - 1 show what stood `by` rows further down (up when by < 0); those at the
 * end, |by| of them, which nothing comes to, stay as they are. Spots stay too. All of it has to be
 * inside the frame. */
void frame_shift(struct frame *frame, int row, int rows, int by);

void frame_fill(struct frame *frame, int row, int col, int columns, enum style style);
void frame_rule(struct frame *frame, int row, int col, int columns);   /* horizontal */
void frame_rule_down(struct frame *frame, int row, int col, int rows); /* vertical */
void frame_cursor(struct frame *frame, int row, int col);

void frame_spot(struct frame *frame, int row, int col, int rows, int columns, int command,
                int argument);
/* The last spot drawn at row, col (the one on top), or NULL. */
const struct spot *frame_spot_at(const struct frame *frame, int row, int col);

/* The frame as text, one line a row, trailing blanks cut: what tests compare. */
void frame_dump(const struct frame *frame, struct buf *out);

#endif
