/*
 * prepare_draw: two columns, or one under the other where there is no room: what one takes along
 * left, the guide's checks and the limits right.
 */
#include <string.h>

#include "base/day.h"
#include "base/utf8.h"
#include "prepare_inside.h"
#include "screens/appointment.h"
#include "screens/field.h"

#define TWO_COLUMNS  76 /* from this width on there are two columns */
#define TIP_WORD     5  /* columns for "Tip: " */
#define COLUMN_MAX   60
#define OWN_ROWS     2  /* at least, for the goal and for the questions */
#define SINCE_LABEL  24 /* columns for "Going on since", the day stands beside it */
#define SINCE_BESIDE 56 /* from this width on */

static const struct carry_word settle_words[] = {
    {SHEET_TICK, "x", N_("done")},
    {PREPARE_RUNNING, "l", N_("being done")},
    {PREPARE_LATER, "d", N_("date")},
    {PREPARE_DROP, "-", N_("dropped")},
};

/* ---- what one takes along -------------------------------------------------------------------- */

static int heading(struct frame *frame, int row, const char *text)
{
    frame_put(frame, row, 0, frame->columns, text, STYLE_HEADING);
    return row + 1;
}

/* The goal and the questions, each under a heading. */
static int draw_own(struct prepare *prepare, struct frame *frame, int row, size_t i,
                    const char *title)
{
    struct sheet *sheet = &prepare->sheet;
    struct form_item *item = &sheet->form.items[i];
    int columns = frame->columns - FIELD_GUTTER;
    int rows = lineedit_rows(&item->edit, columns);
    bool here = sheet->form.focus == i;
    row = heading(frame, row, tr(lang_of(prepare), title));
    rows = rows < OWN_ROWS ? OWN_ROWS : rows > ASKED_LINES_MAX ? ASKED_LINES_MAX : rows;
    if (here)
        frame_put(frame, row, 0, 1, ">", STYLE_STRONG);
    form_draw_text(&sheet->form, item, frame, row, FIELD_GUTTER, rows, columns);
    if (!item->edit.text.len && !here)
        frame_put(frame, row, FIELD_GUTTER, 1, "-", STYLE_FIELD);
    return row + rows;
}

static int draw_pick_hint(const struct prepare *prepare, struct frame *frame, int row)
{
    int rows =
        frame_wrap(frame, row, FIELD_GUTTER, 2, frame->columns - FIELD_GUTTER,
                   tr(lang_of(prepare), "+ F5 choose a question, or write your own"), STYLE_QUIET);
    frame_spot(frame, row, FIELD_GUTTER, rows, frame->columns - FIELD_GUTTER, PREPARE_PICK, -1);
    return row + rows;
}

static int draw_left(void *arg, struct frame *frame)
{
    struct prepare *prepare = arg;
    int row = carry_draw(&prepare->carry, &prepare->sheet, frame, 0, frame->columns, settle_words,
                         sizeof settle_words / sizeof *settle_words);
    if (row)
        row++;
    row = draw_own(prepare, frame, row, prepare->n_left - 2, N_("GOAL OF THIS CONVERSATION")) + 1;
    row = draw_own(prepare, frame, row, prepare->n_left - 1, N_("QUESTIONS I TAKE ALONG"));
    return draw_pick_hint(prepare, frame, row);
}

/* ---- what the guide and the limits say ------------------------------------------------------- */

/* What is odd about the day of the occasion, as it is typed. */
static int draw_nudge(struct prepare *prepare, struct frame *frame, int row, size_t i)
{
    enum lang lang = lang_of(prepare);
    int day = DAY_NONE;
    day_read_toward(prepare->sheet.form.items[i].edit.text.data, today_of(prepare), lang,
                    DAY_BEHIND, &day);
    const char *nudge = interview_since_nudge(day, today_of(prepare));
    struct buf text = BUF_INIT;
    if (!nudge)
        return row;
    buf_addf(&text, "! %s", tr(lang, nudge));
    row += frame_wrap(frame, row, FIELD_GUTTER, 2, frame->columns - FIELD_GUTTER, text.data,
                      STYLE_WARN);
    buf_release(&text);
    return row;
}

/* The hint of the line in focus; it comes into view with a box. */
static int draw_hint(struct prepare *prepare, struct frame *frame, int row, size_t i)
{
    if (i + 1 == prepare->sheet.form.n) /* the day of the occasion, which is not the guide's */
        return draw_nudge(prepare, frame, row, i);
    const struct guide_field *field = &guide_of(prepare)->preparation[i - prepare->n_left];
    struct form_item *item = &prepare->sheet.form.items[i];
    if (prepare->sheet.form.focus != i || !*field->hint)
        return row;
    int rows = frame_wrap(frame, row, FIELD_GUTTER + 4, 8, frame->columns - FIELD_GUTTER - 4,
                          field->hint, STYLE_QUIET);
    if (item->kind == ITEM_CHECK)
        item->rows += rows;
    return row + rows;
}

/* The heart of what may be asked and written down; the whole card is one key away. */
static int draw_limits(const struct prepare *prepare, struct frame *frame, int row)
{
    enum lang lang = lang_of(prepare);
    const struct regime *regime =
        shelf_regime(prepare->screen.desk->shelf, guide_of(prepare)->regime, lang);
    if (!regime)
        return row;
    row = heading(frame, row + 1, tr(lang, "LIMITS"));
    row += frame_wrap(frame, row, FIELD_GUTTER, 4, frame->columns - FIELD_GUTTER, regime->summary,
                      STYLE_PLAIN);
    int used = frame_put(frame, row, FIELD_GUTTER, frame->columns - FIELD_GUTTER,
                         tr(lang, "F2 shows the whole card"), STYLE_QUIET);
    frame_spot(frame, row, FIELD_GUTTER, 1, used, COMMAND_LIMITS, -1);
    return row + 1;
}

static int draw_checks(struct prepare *prepare, struct frame *frame, int row)
{
    struct sheet *sheet = &prepare->sheet;
    row = heading(frame, row, tr(lang_of(prepare), "A QUICK CHECK"));
    for (size_t i = prepare->n_left; i < sheet->form.n; i++) {
        struct field_box box = {
            .row = row, .columns = frame->columns, .least = 1, .most = ASKED_LINES_MAX};
        bool beside = i + 1 == sheet->form.n && frame->columns >= SINCE_BESIDE;
        box.label = beside ? SINCE_LABEL : 0;
        row += field_draw(sheet, i, frame, &box);
        row = draw_hint(prepare, frame, row, i);
    }
    return row;
}

static int draw_right(void *arg, struct frame *frame)
{
    struct prepare *prepare = arg;
    return draw_limits(prepare, frame, draw_checks(prepare, frame, 0));
}

/* ---- the picture as a whole ------------------------------------------------------------------ */

static int draw_all(void *arg, struct frame *frame)
{
    struct prepare *prepare = arg;
    int row = draw_checks(prepare, frame, draw_left(prepare, frame) + 1);
    return draw_limits(prepare, frame, row);
}

static void draw_body(struct prepare *prepare, struct frame *frame, int rows)
{
    struct form *form = &prepare->sheet.form;
    int columns = frame->columns - 2, half = (frame->columns - 5) / 2;
    prepare->split = 0;
    if (frame->columns < TWO_COLUMNS) {
        struct pane_box box = {SCREEN_TOP, 1, rows, columns};
        pane_show(&prepare->left, frame, box, draw_all, prepare,
                  (struct pane_items){form, 0, form->n});
        return;
    }
    half = half > COLUMN_MAX ? COLUMN_MAX : half;
    prepare->split = half + 2;
    struct pane_box left = {SCREEN_TOP, 1, rows, half};
    struct pane_box right = {SCREEN_TOP, half + 4, rows, half};
    pane_show(&prepare->left, frame, left, draw_left, prepare,
              (struct pane_items){form, 0, prepare->n_left});
    pane_show(&prepare->right, frame, right, draw_right, prepare,
              (struct pane_items){form, prepare->n_left, form->n});
    frame_rule_down(frame, SCREEN_TOP, prepare->split, rows);
}

static size_t count_tips(const struct guide *guide)
{
    size_t n = 0;
    for (size_t i = 0; i < guide->n_points; i++)
        n += guide->points[i].tips.n;
    return n;
}

static const char *nth_tip(const struct guide *guide, size_t n)
{
    for (size_t i = 0; i < guide->n_points; i++) {
        const struct guide_lines *tips = &guide->points[i].tips;
        if (n < tips->n)
            return tips->line[n];
        n -= tips->n;
    }
    return NULL;
}

/* Another tip of the guide every day; the one after it when that is too wide. */
static const char *tip_of(const struct prepare *prepare, int columns)
{
    size_t n = count_tips(guide_of(prepare)), today = (size_t)today_of(prepare);
    for (size_t i = 0; i < n; i++) {
        const char *tip = nth_tip(guide_of(prepare), (today + i) % n);
        if (tip && utf8_columns(tip, strlen(tip)) <= columns)
            return tip;
    }
    return NULL;
}

/* The lines under the body, from the bottom up; returns the row where they begin. */
static int draw_foot(struct prepare *prepare, struct frame *frame)
{
    int row = screen_bottom(frame), columns = frame->columns - 2;
    enum lang lang = lang_of(prepare);
    const char *tip = tip_of(prepare, columns - TIP_WORD);
    struct buf line = BUF_INIT;
    if (frame->rows >= 24)
        frame_put(frame, --row, 1, columns,
                  tr(lang, "Ready enough? F6 begins, whatever is ticked."), STYLE_QUIET);
    if (tip && frame->rows >= 20) {
        buf_addf(&line, tr(lang, "Tip: %s"), tip);
        frame_put(frame, --row, 1, columns, line.data, STYLE_QUIET);
    }
    if (frame->rows >= 24)
        frame_rule(frame, --row, 0, frame->columns);
    buf_release(&line);
    return row;
}

static void draw_head(const struct prepare *prepare, struct frame *frame)
{
    const struct guide *guide = guide_of(prepare);
    enum lang lang = lang_of(prepare);
    struct buf left = BUF_INIT, right = BUF_INIT;
    buf_addf(&left, "%s - ", tr(lang, "Preparation"));
    sheet_add_name(&prepare->sheet, &left);
    buf_adds(&left, " - ");
    appointment_add(&prepare->sheet, &left);
    if (frame->columns >= TWO_COLUMNS)
        buf_addf(&right, "%s   ", interview_of(prepare)->guide_title);
    if (guide->n_preparation)
        buf_addf(&right, tr(lang, "%d of %d"), interview_prepared(interview_of(prepare), guide),
                 (int)guide->n_preparation);
    screen_head(frame, left.data, right.data);
    buf_release(&left);
    buf_release(&right);
}

void prepare_draw(struct screen *screen, struct frame *frame)
{
    struct prepare *prepare = (struct prepare *)screen;
    draw_head(prepare, frame);
    int foot = draw_foot(prepare, frame);
    draw_body(prepare, frame, foot - SCREEN_TOP);
}
