/*
 * term: the terminal: the only file with <curses.h>.
 *
 * Opens in the alternate screen with bracketed paste and, if wanted, mouse reports; gives the
 * terminal back as it was on term_close, at exit and before the program is suspended. What is on
 * the screen goes there only from term_show, in the bytes of ui/paint, and once more when the
 * terminal is taken back; curses knows its modes and keys alone. Signals arrive as events in
 * term_wait, between two keys, so nothing runs inside a signal handler.
 */
#ifndef UI_TERM_H
#define UI_TERM_H

#include <stdbool.h>

#include "base/err.h"
#include "ui/frame.h"
#include "ui/key.h"
#include "ui/theme.h"

struct term;

/* Opens standard input and output. NULL, with the terminal untouched and a sentence that names
 * --plain, when they are no terminal or one that cannot show screens (TERM is dumb, unset,
 * unknown). */
struct term *term_open(enum theme theme, bool mouse, struct err *err);
void term_close(struct term *term); /* NULL is fine */

void term_size(const struct term *term, int *rows, int *columns);
bool term_utf8(const struct term *term); /* box characters may be drawn */
int term_colours(const struct term *term);

void term_set_theme(struct term *term, enum theme theme); /* the next frame is sent whole */
void term_set_mouse(struct term *term, bool on);

/* Copies the frame to the terminal; only what differs is sent, of the rows drawn in since the last
 * time: one terminal shows one frame. */
void term_show(struct term *term, struct frame *frame);

enum term_event {
    TERM_KEY,     /* *key is filled; key_release it */
    TERM_TIMEOUT, /* timeout_ms went by */
    TERM_WATCH,   /* the watched file or its lock changed */
    TERM_SUSPEND, /* Ctrl-Z in the shell's sense (SIGTSTP): save, then term_suspend */
    TERM_QUIT,    /* SIGTERM, SIGINT or SIGQUIT: save and leave */
    TERM_GONE,    /* the terminal is gone (SIGHUP, EIO, end of input): save, leave, do not draw */
};

/* Waits for the next event; timeout_ms < 0 waits for ever, without waking up meanwhile. */
enum term_event term_wait(struct term *term, int timeout_ms, struct key *key);

/* True when more input is waiting already: drain it before drawing. */
bool term_pending(const struct term *term);

/* The same as far as it came in with the last key; asks nothing of the system. */
bool term_holds(const struct term *term);

/* Lets TERM_WATCH report when path's folder sees writes to a file whose name begins with path's.
 * Whoever answers it must not write or open for writing there (ui/watch.h). NULL: it does not. */
void term_watch(struct term *term, const char *path);

/* Gives the terminal back and stops the process; returns after it is continued, screen redrawn. */
void term_suspend(struct term *term);

/* Gives the terminal back while another program (pager, editor) runs, and takes it again. */
void term_leave(struct term *term);
void term_return(struct term *term);

/* Adds the name and version of the library behind it, for `gesprek version`. */
void term_add_library(struct buf *out);

#endif
