/*
 * pointbar: the points of the guide in one row: "1 Aandacht  2 Luister  [3 Mogelijkheden]  4 ...".
 * Each is shortened to its weightiest word, and further to what fits.
 */
#ifndef SCREENS_POINTBAR_H
#define SCREENS_POINTBAR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "ui/frame.h"

struct pointbar_point {
    const char *title;
    bool later; /* marked to come back to */
};

struct pointbar {
    struct pointbar_point *points;
    size_t n, now;     /* now: the one on the screen */
    const char *later; /* the word for the mark */
    int command;       /* of a click on a point; argument: which */
};

/* Draws at the right edge of columns from col. */
void pointbar_draw(const struct pointbar *bar, struct frame *frame, int row, int col, int columns);

/* Adds the weightiest word of a title: its longest, the last one of those, with a capital. */
void pointbar_add_word(struct buf *buf, const char *title);

#endif
