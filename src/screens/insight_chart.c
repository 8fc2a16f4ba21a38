/* Absence over time as a chart: a bar for each quarter, and beside it a stroke where the sector is.
 */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "insight_inside.h"

enum {
    TALL = 6,  /* rows of bars */
    BELOW = 2, /* the axis with its words, and what is what */
    AXIS = 5,  /* columns at the left: "10%" */
    SLOT_MOST = 6,
    EIGHTHS = 8,
    QUARTERS = 4 /* a stroke has so many heights in a cell */
};

/* How the quarters share the columns: those from first on, each in a slot of so many. */
struct slots {
    size_t first;
    int columns;
    double top; /* of the scale, in per cent */
};

/* The whole number of per cent that all of it stays under; what is not known is left out. */
static double top_of(const struct insight_block *block, size_t first)
{
    double top = 1;
    for (size_t i = first; i < block->n; i++)
        for (int k = 0; k < INSIGHT_NUMBERS; k += 2)
            while (block->line[i].number[k] > top)
                top++;
    return top;
}

static struct slots slots_of(const struct insight_block *block, int columns)
{
    int room = columns - 2 - AXIS, n = (int)block->n;
    struct slots slots = {.columns = n ? room / n : 0};
    if (slots.columns > SLOT_MOST)
        slots.columns = SLOT_MOST;
    if (slots.columns < 1) { /* the last ones, as many as fit */
        slots.columns = 1;
        slots.first = (size_t)(n - room);
    }
    slots.top = top_of(block, slots.first);
    return slots;
}

int insight_chart_rows(const struct insight_block *block, int columns)
{
    return block->n > 1 && columns > AXIS + 8 ? TALL + BELOW : 0;
}

/* How full a cell is, `below` rows above the axis, in parts; 0 to parts. */
static int part_of(double value, double top, int below, int parts)
{
    int all = (int)(value / top * TALL * parts + 0.5) - below * parts;
    return all < 0 ? 0 : all > parts ? parts : all;
}

static const char *bar_sign(bool lines, int eighths)
{
    static const char *const blocks[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    return lines ? blocks[eighths] : eighths * 2 >= EIGHTHS ? "#" : " ";
}

/* A stroke at the height of the sector; NULL where it is in another cell. */
static const char *stroke_sign(bool lines, double value, double top, int below)
{
    static const char *const braille[] = {"⣀", "⠤", "⠒", "⠉"};
    double height = value / top * TALL - below;
    if (isnan(value) || height < 0 || height >= 1)
        return NULL;
    return lines ? braille[(int)(height * QUARTERS)] : "-";
}

static void draw_quarter(const struct insight_line *line, const struct slots *slots,
                         struct frame *frame, int row, int col, int below)
{
    int wide = slots->columns > 3 ? slots->columns - 2 : 1;
    const char *bar = bar_sign(frame->lines, part_of(line->number[0], slots->top, below, EIGHTHS));
    for (int i = 0; i < wide; i++)
        frame_put(frame, row, col + i, 1, bar, STYLE_STRONG);
    const char *stroke = stroke_sign(frame->lines, line->number[2], slots->top, below);
    if (stroke && slots->columns > 1)
        frame_put(frame, row, col + wide, 1, stroke, STYLE_QUIET);
    else if (stroke && *bar == ' ') /* no room beside the bar: only where it stands above it */
        frame_put(frame, row, col, 1, stroke, STYLE_QUIET);
}

static void draw_bars(const struct insight_block *block, const struct slots *slots,
                      struct frame *frame, int row, int col, int which)
{
    struct buf scale = BUF_INIT;
    int below = TALL - 1 - which;
    if (!which)
        buf_addf(&scale, "%d%%", (int)slots->top);
    frame_put_right(frame, row, col, AXIS - 1, which ? "" : scale.data, STYLE_QUIET);
    for (size_t i = slots->first; i < block->n; i++)
        draw_quarter(&block->line[i], slots, frame, row,
                     col + AXIS + (int)(i - slots->first) * slots->columns, below);
    buf_release(&scale);
}

/* The first quarter under its bar, and the last one where there is room for both. */
static void draw_axis(const struct insight_block *block, const struct slots *slots,
                      struct frame *frame, int row, int col, int columns)
{
    const char *first = block->line[slots->first].label, *last = block->line[block->n - 1].label;
    int used = frame_put(frame, row, col + AXIS, columns - AXIS, first, STYLE_QUIET);
    int end = (int)(block->n - slots->first) * slots->columns;
    int words = utf8_columns(last, strlen(last));
    int at = end > used + 1 + words ? end - words : used + 1;
    frame_put_right(frame, row, col, AXIS - 1, "0", STYLE_QUIET);
    if (at + words <= columns - AXIS)
        frame_put(frame, row, col + AXIS + at, words, last, STYLE_QUIET);
}

static void draw_legend(const struct insight_block *block, struct frame *frame, int row, int col,
                        int columns, enum lang lang)
{
    struct buf text = BUF_INIT;
    bool sector = false;
    for (size_t i = 0; i < block->n; i++)
        sector = sector || !isnan(block->line[i].number[2]);
    buf_addf(&text, "%s %s", frame->lines ? "█" : "#", tr(lang, "yours"));
    if (sector)
        buf_addf(&text, "  %s %s", frame->lines ? "⠒" : "-", tr(lang, "published"));
    frame_put(frame, row, col + AXIS, columns - AXIS, text.data, STYLE_QUIET);
    buf_release(&text);
}

void insight_draw_chart(const struct insight_block *block, struct frame *frame, int row,
                        const struct place_of *at, int which, enum lang lang)
{
    struct slots slots = slots_of(block, at->columns);
    int col = at->col + 2, columns = at->columns - 2;
    if (which < TALL)
        draw_bars(block, &slots, frame, row, col, which);
    else if (which == TALL)
        draw_axis(block, &slots, frame, row, col, columns);
    else
        draw_legend(block, frame, row, col, columns, lang);
}
