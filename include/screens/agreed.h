/*
 * agreed: what was agreed in this conversation so far, as rows of a sheet: who, what, when, and in
 * words what would make it concrete.
 */
#ifndef SCREENS_AGREED_H
#define SCREENS_AGREED_H

#include "screens/sheet.h"

/* Adds a row for each agreement, and one to make another. */
void agreed_add_rows(struct sheet *sheet);

/* The agreement whose row has the focus, or NULL; and is it the row to make another? */
const struct agreement *agreed_focused(const struct sheet *sheet);
bool agreed_on_new(const struct sheet *sheet);

/* Draws the rows, gap blank rows after each; returns the rows used. They are spots for
 * COMMAND_SELECT with the item as argument. */
int agreed_draw(struct sheet *sheet, struct frame *frame, int row, int col, int columns, int gap);

/* Takes the agreement in focus off; undo brings it back. The sheet has to be refreshed after it. */
struct outcome agreed_remove(struct sheet *sheet);

#endif
