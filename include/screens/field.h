/*
 * field: one answer of a sheet as it is drawn: its question, and its box, text, options or date.
 */
#ifndef SCREENS_FIELD_H
#define SCREENS_FIELD_H

#include "screens/sheet.h"
#include "ui/frame.h"

#define FIELD_GUTTER 2 /* columns before a field, where a sign stands at the one in focus */

/* Where and how large. */
struct field_box {
    int row, col, columns; /* with the gutter */
    int label;             /* columns for the question beside the text; 0: above it */
    int least, most;       /* rows for a text of several rows */
};

/* Draws item i of the sheet; returns the rows used. A choice that does not fit in one row has a row
 * for each option, and these are spots for FIELD_CHOOSE. */
int field_draw(struct sheet *sheet, size_t i, struct frame *frame, const struct field_box *box);

/* The command of a click on an option, for field_choose; argument: item * FIELD_OPTIONS + option.
 */
enum { FIELD_CHOOSE = COMMAND_WRITES + 90, FIELD_OPTIONS = 64 };
struct outcome field_choose(struct sheet *sheet, int argument);

#endif
