/*
 * paint: the bytes that make a terminal show a frame.
 *
 * Of one frame after another only what differs is sent: cells that are others, rows that moved by
 * scrolling them, the blank end of a row by clearing it. What the terminal shows and how it stands
 * is remembered, so nothing else may write to it in between; after that, paint_forget.
 *
 * No terminal here: ui/term asks terminfo for the words of one and writes the bytes.
 */
#ifndef UI_PAINT_H
#define UI_PAINT_H

#include <stdbool.h>

#include "base/buf.h"
#include "ui/frame.h"

#define PAINT_WORD 64

/* How a terminal is told things; "" is what it has no word for. */
struct paint_words {
    void (*move)(struct buf *out, int row, int col); /* NULL: as ECMA-48 has it */
    char clear[PAINT_WORD];                          /* all of it; always there */
    char clear_end[PAINT_WORD];                      /* of the row, from the cursor on */
    /* Scroll what DECSTBM chose, at its last row and its first; "" also where it has not that. */
    char up[PAINT_WORD], down[PAINT_WORD];
    char reset[PAINT_WORD];              /* no look at all */
    char looks[STYLE_COUNT][PAINT_WORD]; /* from none to that of a style */
    bool clears_plain;                   /* what is cleared looks like a blank in STYLE_PLAIN */
    bool stays_last;   /* a character in the very last place does not scroll it all */
    bool moves_in_any; /* look: its cursor may be moved whatever that is */
    bool moves_across; /* in the row it is in, by CHA */
};

struct paint {
    struct paint_words words;
    struct frame shown;     /* what the terminal shows, */
    bool known;             /* if that is known */
    int row, col;           /* where it writes next; row -1: not known */
    int look;               /* how: as the first style that looks like that; -1: not known */
    int looks[STYLE_COUNT]; /* of each style the first that looks like it */
};

void paint_init(struct paint *paint, int rows, int columns);
void paint_release(struct paint *paint);

/* Takes other words; the next frame is sent whole. */
void paint_speak(struct paint *paint, const struct paint_words *words);

/* Something else wrote to the terminal: the next frame is sent whole. */
void paint_forget(struct paint *paint);

/* Adds to out what makes the terminal show the frame, with its cursor there if it has one. Of a
 * frame only the rows drawn in since it was last shown are looked at: there is one. What does not
 * fit the size of paint_init is left out. */
void paint_show(struct paint *paint, struct frame *frame, struct buf *out);

/* The frame shown last, whole: something else wrote to the terminal. */
void paint_again(struct paint *paint, struct buf *out);

/* Has the frame a cursor that can be shown? */
bool paint_cursor(const struct paint *paint, const struct frame *frame);

#endif
