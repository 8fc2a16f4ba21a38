/*
 * carry: what was agreed with this person before and is still open, as rows of a sheet. It is
 * settled here, at the beginning of the next preparation: done, being done, on another date, or
 * dropped.
 */
#ifndef SCREENS_CARRY_H
#define SCREENS_CARRY_H

#include "screens/sheet.h"
#include "store/agreements.h"

struct carry {
    struct agreement_row *rows; /* unsettled ones first, as they were when it was read first */
    size_t n;
};

/*
 * Reads the agreements of earlier interviews with the person: all that are unsettled, and those
 * that were settled since the last of those interviews, so what was just settled stays in sight,
 * and in its place. On failure carry is as it was.
 */
int carry_load(struct carry *carry, const struct sheet *sheet, struct err *err);
void carry_release(struct carry *carry);

/* Adds a row to the sheet for each. */
void carry_add_rows(const struct carry *carry, struct sheet *sheet);

/* The one whose row has the focus, or NULL. */
const struct agreement *carry_focused(const struct carry *carry, const struct sheet *sheet);

/* What a key or a click on its words does to the row in focus. */
struct carry_word {
    int command;
    const char *key, *word; /* N_() word */
};

/* Draws the heading and the rows, with words for the one in focus; returns the rows used. Rows are
 * spots for COMMAND_SELECT with the item as argument. */
int carry_draw(const struct carry *carry, struct sheet *sheet, struct frame *frame, int row,
               int columns, const struct carry_word *words, size_t n_words);

/* Draws the words alone, each a spot, going on in the next row where they do not fit; returns the
 * rows used. */
int carry_draw_words(enum lang lang, struct frame *frame, int row, int col, int columns,
                     const struct carry_word *words, size_t n_words);

/* Gives the row in focus a status, and for STATUS_CHANGED a day. The status it has already takes it
 * back to open. Says what became of it. */
struct outcome carry_settle(const struct carry *carry, const struct sheet *sheet,
                            enum status status, int due);

#endif
