#include "ui/pane.h"

#include <string.h>

#define WHEEL_ROWS 3
#define SPARE_ROWS 8 /* a paper is taller by, so that a row more does not take another one */

void pane_init(struct pane *pane)
{
    *pane = (struct pane){.rows = 0};
    frame_init(&pane->paper, 1, 1, true);
}

void pane_release(struct pane *pane)
{
    frame_release(&pane->paper);
}

static void paper_fit(struct pane *pane, int rows, int columns, bool lines)
{
    if (pane->paper.rows < rows || pane->paper.columns != columns || pane->paper.lines != lines) {
        frame_release(&pane->paper);
        frame_init(&pane->paper, rows, columns, lines);
    }
    frame_clear(&pane->paper);
}

/* Draws on a paper that is tall enough, after at most one try on one that is not. */
static void draw_paper(struct pane *pane, int rows, int columns, bool lines, pane_content *content,
                       void *arg, const struct pane_items *items)
{
    form_hide(items->form, items->first, items->end);
    paper_fit(pane, rows, columns, lines);
    pane->used = content(arg, &pane->paper);
    if (pane->used > pane->paper.rows) {
        paper_fit(pane, pane->used + SPARE_ROWS, columns, lines);
        pane->used = content(arg, &pane->paper);
    }
}

int pane_measure(struct pane *pane, int columns, bool lines, pane_content *content, void *arg,
                 struct pane_items items)
{
    draw_paper(pane, 1, columns - 1, lines, content, arg, &items);
    pane->measured = content;
    return pane->used;
}

/* Is what was measured last what has to be shown? Then it is drawn already. */
static bool drawn(const struct pane *pane, int columns, bool lines, pane_content *content)
{
    return pane->measured == content && pane->paper.columns == columns &&
           pane->paper.lines == lines;
}

static int clamp(int value, int low, int high)
{
    if (value > high)
        value = high;
    return value < low ? low : value;
}

/* Brings the rows from first up to end in view; when they are too many, the first ones. */
static void scroll_to(struct pane *pane, int first, int end)
{
    if (end > pane->top + pane->rows)
        pane->top = end - pane->rows;
    if (first < pane->top)
        pane->top = first;
}

static void follow(struct pane *pane, const struct pane_items *items)
{
    size_t focus = items->form->focus;
    if (focus < items->first || focus >= items->end)
        return;
    const struct form_item *item = &items->form->items[focus];
    int first = item->row, end = item->row + item->rows, cursor = pane->paper.cursor_row;
    if (item->columns == 0)
        return;
    scroll_to(pane, focus == items->first ? 0 : first - 1,
              focus == items->end - 1 ? pane->used : end + 1);
    if (end - first > pane->rows && cursor >= 0)
        scroll_to(pane, cursor - 1, cursor + 2);
    else
        scroll_to(pane, first, end);
}

static void copy_cells(const struct pane *pane, struct frame *frame, const struct pane_box *box)
{
    const struct frame *paper = &pane->paper;
    for (int row = 0; row < pane->rows && pane->top + row < pane->used; row++)
        memcpy(&frame->cells[(box->row + row) * frame->columns + box->col],
               &paper->cells[(pane->top + row) * paper->columns],
               (size_t)paper->columns * sizeof *paper->cells);
}

static void copy_spots(const struct pane *pane, struct frame *frame, const struct pane_box *box)
{
    for (size_t i = 0; i < pane->paper.n_spots; i++) {
        struct spot spot = pane->paper.spots[i];
        int first = clamp(spot.row - pane->top, 0, pane->rows);
        int end = clamp(spot.row + spot.rows - pane->top, 0, pane->rows);
        if (first < end)
            frame_spot(frame, box->row + first, box->col + spot.col, end - first, spot.columns,
                       spot.command, spot.argument);
    }
}

static void move_items(const struct pane *pane, const struct pane_box *box,
                       const struct pane_items *items)
{
    for (size_t i = items->first; i < items->end; i++) {
        struct form_item *item = &items->form->items[i];
        int end = item->row + item->rows;
        item->cut = pane->free || item->row < pane->top || end > pane->top + pane->rows;
        if (end <= pane->top || item->row >= pane->top + pane->rows)
            item->columns = 0;
        item->row += box->row - pane->top;
        item->col += box->col;
    }
}

static void show_more(const struct pane *pane, struct frame *frame, const struct pane_box *box)
{
    int edge = box->col + box->columns - 1;
    if (pane->top > 0)
        frame_put(frame, box->row, edge, 1, frame->lines ? "\u2191" : "^", STYLE_QUIET);
    if (pane->top + pane->rows < pane->used)
        frame_put(frame, box->row + pane->rows - 1, edge, 1, frame->lines ? "\u2193" : "v",
                  STYLE_QUIET);
}

void pane_show(struct pane *pane, struct frame *frame, struct pane_box box, pane_content *content,
               void *arg, struct pane_items items)
{
    box.rows = clamp(box.rows, 0, frame->rows - box.row);
    box.columns = clamp(box.columns, 0, frame->columns - box.col);
    if (box.rows < 1 || box.columns < 2)
        return;
    if (!drawn(pane, box.columns - 1, frame->lines, content))
        draw_paper(pane, box.rows, box.columns - 1, frame->lines, content, arg, &items);
    pane->measured = NULL;
    pane->rows = box.rows;
    if (!pane->free)
        follow(pane, &items);
    pane->top = clamp(pane->top, 0, pane->used - pane->rows);
    copy_cells(pane, frame, &box);
    copy_spots(pane, frame, &box);
    move_items(pane, &box, &items);
    int cursor = pane->paper.cursor_row - pane->top;
    if (pane->paper.cursor_row >= 0 && cursor >= 0 && cursor < pane->rows)
        frame_cursor(frame, box.row + cursor, box.col + pane->paper.cursor_col);
    show_more(pane, frame, &box);
}

bool pane_wheel(struct pane *pane, int count)
{
    int top = clamp(pane->top + count * WHEEL_ROWS, 0, pane->used - pane->rows);
    bool moved = top != pane->top;
    pane->top = top;
    pane->free = moved || pane->free;
    return moved;
}
