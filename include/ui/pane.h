/*
 * pane: a part of the screen that holds more than it shows. What belongs in it is drawn on a paper
 * as tall as it needs to be; the pane shows the piece with the focus, so nothing is ever out of
 * reach.
 */
#ifndef UI_PANE_H
#define UI_PANE_H

#include <stdbool.h>

#include "ui/form.h"
#include "ui/frame.h"

/* Draws on paper from row 0, as wide as the paper is (the box without its last column, which is for
 * signs), and returns the rows it used. It may be called more than once for one picture. */
typedef int pane_content(void *arg, struct frame *paper);

struct pane {
    struct frame paper;
    int top;  /* the first row of the paper in view */
    int rows; /* the rows in view, and those of what was drawn, both as of the last pane_show */
    int used;
    bool free;              /* scrolled by the wheel: stays where it is until the next key */
    pane_content *measured; /* what is on the paper since pane_measure; NULL once it was shown */
};

/* Where a pane stands in a frame. */
struct pane_box {
    int row, col, rows, columns;
};

/* The items of a form that a pane holds: from first up to, not including, end. */
struct pane_items {
    struct form *form;
    size_t first, end;
};

void pane_init(struct pane *pane);
void pane_release(struct pane *pane);

/* The rows content uses in a box of columns, at least 2. A pane_show of the same content in a box
 * as wide shows what was drawn for this and does not draw it again: measure last what will be
 * shown. */
int pane_measure(struct pane *pane, int columns, bool lines, pane_content *content, void *arg,
                 struct pane_items items);

/*
 * Draws content and shows in box of frame the rows around the focused item (or the cursor, when the
 * item is taller than the box). The first item shows what stands above it, the last one what stands
 * below. Spots, the cursor and the places of items come along; an item out of view has columns 0.
 * Signs in the last column tell that there is more above or below.
 */
void pane_show(struct pane *pane, struct frame *frame, struct pane_box box, pane_content *content,
               void *arg, struct pane_items items);

/* The wheel turned: count rows down, or up when negative. True when it moved. */
bool pane_wheel(struct pane *pane, int count);

#endif
