/* Two pages, drawn on the same paper. */
#include "close_inside.h"

#include "base/day.h"
#include "screens/field.h"

#define COLUMNS_MAX 85 /* wider is not easier to read */
#define MARGIN      4

void closing_put(struct sketch *at, int indent, const char *text, enum style style)
{
    int col = FIELD_GUTTER + indent;
    at->row += frame_wrap(at->frame, at->row, col, TEXT_ROWS, at->columns - indent, text, style);
}

static void draw_head(struct closing *closing, struct frame *frame)
{
    struct desk *desk = closing->screen.desk;
    const struct interview *interview = interview_of(closing);
    struct buf title = BUF_INIT;
    int64_t at = interview->started_at ? interview->started_at : interview->created_at;
    buf_addf(&title, "%s - ",
             is_finished(closing) ? tr(desk->lang, "Finished") : tr(desk->lang, "Closing"));
    sheet_add_name(&closing->sheet, &title);
    buf_adds(&title, " - ");
    day_add_short(&title, clock_day(at), clock_today(&desk->clock), desk->lang);
    screen_head(frame, title.data,
                closing->page == PAGE_READ_BACK ? tr(desk->lang, "to read back together")
                                                : tr(desk->lang, "for yourself"));
    buf_release(&title);
}

static int draw_page(void *arg, struct frame *paper)
{
    struct closing *closing = arg;
    struct sketch at = {
        .closing = closing, .frame = paper, .columns = paper->columns - FIELD_GUTTER};
    if (closing->page == PAGE_READ_BACK)
        closing_draw_read_back(&at);
    else
        closing_draw_yourself(&at);
    return at.row;
}

static struct pane_items close_items(struct closing *closing)
{
    return (struct pane_items){&closing->sheet.form, 0, closing->sheet.form.n};
}

/* Blank rows are left out where that makes all of it fit. */
static void breathe(struct closing *closing, const struct frame *frame, const struct pane_box *box)
{
    bool fits = false;
    for (int air = frame->rows >= 24; air >= 0 && !fits; air--) {
        closing->air = air;
        fits = pane_measure(&closing->pane, box->columns, frame->lines, draw_page, closing,
                            close_items(closing)) <= box->rows;
    }
    if (fits)
        return;
    closing->air = frame->rows >= 24;
    pane_measure(&closing->pane, box->columns, frame->lines, draw_page, closing,
                 close_items(closing));
}

void closing_draw(struct closing *closing, struct frame *frame)
{
    int top = SCREEN_TOP + (frame->rows >= 24), col = MARGIN - FIELD_GUTTER;
    int columns = frame->columns - col - 1;
    struct pane_box box = {
        .row = top,
        .col = col,
        .rows = screen_bottom(frame) - top,
        .columns = columns > COLUMNS_MAX ? COLUMNS_MAX : columns,
    };
    draw_head(closing, frame);
    breathe(closing, frame, &box);
    pane_show(&closing->pane, frame, box, draw_page, closing, close_items(closing));
}
