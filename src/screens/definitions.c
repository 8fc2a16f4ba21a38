/*
 * definitions: how each figure about absence is counted, and where that comes from. A page to read.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "report/figures.h"
#include "screens/screens.h"
#include "ui/list.h"

#define COLUMNS_MOST 76

static const struct keymap keys = {NULL, 0, &screen_common_keys};

struct definitions {
    struct screen screen;
    struct list scroll; /* its rows; the selected one is the first in view */
    size_t page;
};

static struct outcome definitions_command(struct screen *screen, int command, int argument)
{
    (void)screen;
    (void)command;
    (void)argument;
    return outcome_nothing();
}

static struct outcome definitions_key(struct screen *screen, const struct key *key)
{
    struct definitions *seen = (struct definitions *)screen;
    return list_key(&seen->scroll, key, seen->page ? seen->page : 1) ? outcome_redraw()
                                                                     : outcome_nothing();
}

/* Draws text where all of it is in view; returns how many rows it takes. */
static int draw_part(const struct definitions *seen, struct frame *frame, int at, const char *text,
                     int columns, enum style style)
{
    int row = SCREEN_TOP + 1 + at - (int)seen->scroll.top, rows = frame_wrap_rows(text, columns);
    if (at >= (int)seen->scroll.top && row + rows <= screen_bottom(frame))
        frame_wrap(frame, row, 2, screen_bottom(frame) - row, columns, text, style);
    return rows;
}

static void definitions_draw(struct screen *screen, struct frame *frame)
{
    struct definitions *seen = (struct definitions *)screen;
    enum lang lang = screen->desk->lang;
    int columns = frame->columns - 4 < COLUMNS_MOST ? frame->columns - 4 : COLUMNS_MOST, at = 0;
    screen_head(frame, tr(lang, "How absence is counted"), "");
    seen->page = (size_t)(screen_bottom(frame) - SCREEN_TOP - 1);
    seen->scroll.top = seen->scroll.selected;
    for (size_t i = 0; i < figures_n_definitions; i++) {
        const struct figures_definition *it = &figures_definitions[i];
        at += draw_part(seen, frame, at, tr(lang, it->name), columns, STYLE_HEADING);
        at += draw_part(seen, frame, at, tr(lang, it->words), columns, STYLE_PLAIN);
        at += draw_part(seen, frame, at, tr(lang, it->source), columns, STYLE_QUIET) + 1;
    }
    list_resize(&seen->scroll, at > (int)seen->page ? (size_t)at - seen->page : 1);
}

static void definitions_status(const struct screen *screen, struct buf *line)
{
    buf_adds(line, tr(screen->desk->lang, "Borders and published figures stand in regime.yaml."));
}

static void definitions_close(struct screen *screen)
{
    free(screen);
}

static const struct screen_ops definitions_ops = {
    .name = "definitions",
    .command = definitions_command,
    .key = definitions_key,
    .draw = definitions_draw,
    .status = definitions_status,
    .close = definitions_close,
};

struct screen *definitions_open(struct desk *desk)
{
    struct definitions *seen = mem_zero(1, sizeof *seen);
    seen->screen = (struct screen){.ops = &definitions_ops, .keys = &keys, .desk = desk};
    seen->scroll.n = 1;
    return &seen->screen;
}
