/*
 * list: which of n rows is selected and which are in view. Holds no rows itself.
 */
#ifndef UI_LIST_H
#define UI_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/key.h"

struct list {
    size_t n;        /* rows there are */
    size_t selected; /* < n, or 0 when n is 0 */
    size_t top;      /* the first row in view */
};

/* There are n rows now; selection and view stay where they can. */
void list_resize(struct list *list, size_t n);

/* Moves by a named key (arrows, PgUp, PgDn, Home, End, Ctrl-D, Ctrl-U), by j k g G, or by the
 * wheel, in a view of rows rows; false when the key does not move a list. The screen's key table is
 * asked first, so a letter it claims never gets here. */
bool list_key(struct list *list, const struct key *key, size_t rows);

void list_select(struct list *list, size_t row);

/* Scrolls so that the selected row is among the rows in view; call before drawing. */
void list_view(struct list *list, size_t rows);

#endif
