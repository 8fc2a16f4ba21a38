/*
 * talk_draw: one point as a whole, and the bar of all points above it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "screens/agreed.h"
#include "screens/field.h"
#include "screens/pointbar.h"
#include "talk_inside.h"

#define COLUMNS_MAX 76 /* wider is not easier to read */
#define MARGIN      3

static int label_width(const char *label)
{
    return utf8_columns(label, strlen(label));
}

/* The widest label decides where the texts begin, within bounds. */
static int label_columns(const struct talk *talk, int columns)
{
    const struct sheet *sheet = &talk->sheet;
    int widest = 10, most = columns / 3;
    for (size_t i = 0; i < sheet->n_fields; i++) {
        int wide = label_width(sheet->fields[i].label) + 3;
        if (sheet->form.items[i].kind != ITEM_CHECK && wide > widest)
            widest = wide;
    }
    return widest < most ? widest : most;
}

static int draw_fields(struct talk *talk, struct frame *frame, int row)
{
    struct sheet *sheet = &talk->sheet;
    struct field_box box = {
        .columns = frame->columns,
        .label = label_columns(talk, frame->columns),
        .least = 1,
        .most = ASKED_LINES_MAX,
    };
    for (size_t i = 0; i < sheet->n_fields; i++) {
        if (sheet->form.items[i].kind == ITEM_ROW)
            continue;
        box.row = row;
        row += field_draw(sheet, i, frame, &box) + (talk->air > 1);
    }
    return row;
}

static int draw_heading(struct talk *talk, struct frame *frame)
{
    const struct guide_point *point = point_of(talk);
    struct form *form = &talk->sheet.form;
    bool here = form->focus == 0;
    struct buf title = BUF_INIT;
    int columns = frame->columns - FIELD_GUTTER;
    buf_adds(&title, point->title);
    if (talk_is_later(talk, talk->point))
        buf_addf(&title, "  (%s)", tr(lang_of(talk), "later"));
    if (here)
        frame_put(frame, 0, 0, 1, ">", STYLE_STRONG);
    int rows = frame_wrap(frame, 0, FIELD_GUTTER, 3, columns, title.data,
                          here ? STYLE_FOCUS : STYLE_HEADING);
    form_place(form, &form->items[0], frame, 0, 0, rows, frame->columns);
    rows += frame_wrap(frame, rows, FIELD_GUTTER, 3, columns, point->aim, STYLE_PLAIN);
    buf_release(&title);
    return rows;
}

static int draw_point(void *arg, struct frame *frame)
{
    struct talk *talk = arg;
    int row = draw_heading(talk, frame) + 1 + (talk->air > 1);
    row = talk_draw_questions(talk, frame, row);
    if (point_of(talk)->agreements)
        row += agreed_draw(&talk->sheet, frame, row, 0, frame->columns, talk->air ? 1 : 0) + 1;
    row = draw_fields(talk, frame, row + (talk->air > 1));
    row = talk_draw_balance(talk, frame, row);
    row = talk_draw_pitfall(talk, frame, row);
    row = talk_draw_sparring(talk, frame, row);
    return talk_draw_tip(talk, frame, row);
}

/* As much air as the window has room for. */
static void breathe(struct talk *talk, const struct frame *frame, const struct pane_box *box,
                    struct pane_items items)
{
    talk->rows = box->rows;
    talk->air = frame->rows >= 30 ? 2 : frame->rows >= 24 ? 1 : 0;
    while (pane_measure(&talk->pane, box->columns, frame->lines, draw_point, talk, items) >
               box->rows &&
           talk->air)
        talk->air--;
}

static void draw_points(const struct talk *talk, struct frame *frame)
{
    const struct guide *guide = guide_of(talk);
    struct pointbar bar = {.now = talk->point, .n = guide->n_points, .command = TALK_POINT};
    struct buf name = BUF_INIT;
    bar.later = tr(lang_of(talk), "later");
    bar.points = mem_zero(guide->n_points, sizeof *bar.points);
    for (size_t i = 0; i < guide->n_points; i++)
        bar.points[i] = (struct pointbar_point){guide->points[i].title, talk_is_later(talk, i)};
    sheet_add_name(&talk->sheet, &name);
    int used = frame_put(frame, 0, 1, frame->columns / 3, name.data, STYLE_TITLE);
    pointbar_draw(&bar, frame, 0, used + 3, frame->columns - used - 4);
    frame_rule(frame, 1, 0, frame->columns);
    buf_release(&name);
    free(bar.points);
}

void talk_draw(struct screen *screen, struct frame *frame)
{
    struct talk *talk = (struct talk *)screen;
    int top = SCREEN_TOP + (frame->rows >= 24), rows = screen_bottom(frame) - top;
    int columns = frame->columns - 2 * MARGIN + FIELD_GUTTER;
    columns = columns > COLUMNS_MAX ? COLUMNS_MAX : columns;
    int col = (frame->columns - columns) / 2 - FIELD_GUTTER / 2;
    draw_points(talk, frame);
    struct pane_box box = {top, col, rows, columns};
    struct pane_items items = {&talk->sheet.form, 0, talk->sheet.form.n};
    breathe(talk, frame, &box, items);
    pane_show(&talk->pane, frame, box, draw_point, talk, items);
}
