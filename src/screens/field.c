#include "screens/field.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"

#define LABEL_ROWS   6
#define DATE_COLUMNS 18
#define SIGN_COLUMNS 4 /* "(o) " */

/* One field being drawn. */
struct drawing {
    struct sheet *sheet;
    size_t i;
    struct form_item *item;
    const struct sheet_field *field;
    struct frame *frame;
    struct field_box box;
    int row, col, columns; /* for the answer itself */
};

static bool focused(const struct drawing *at)
{
    return at->sheet->form.focus == at->i;
}

/* Adds what the words in a date field mean: "= vrijdag 4 december 2026 (over 11 dagen)". */
static void add_day(const struct sheet *sheet, const char *words, enum day_toward toward,
                    struct buf *buf)
{
    enum lang lang = sheet->desk->lang;
    int day, today = clock_today(&sheet->desk->clock);
    enum day_words read = day_read_toward(words, today, lang, toward, &day);
    if (read == DAY_WORDS_EMPTY)
        return;
    if (read != DAY_WORDS_OK) {
        buf_adds(buf, read == DAY_WORDS_FAR ? tr(lang, "? not this year or next: add its year")
                      : read == DAY_WORDS_NO_SUCH ? tr(lang, "? there is no such day")
                                                  : tr(lang, "? not a date yet"));
        return;
    }
    buf_adds(buf, "= ");
    day_add_long(buf, day, lang);
    buf_adds(buf, " (");
    day_add_distance(buf, day, today, lang);
    buf_addc(buf, ')');
}

/* ---- the answer ------------------------------------------------------------------------------ */

static int clamp(int value, int low, int high)
{
    if (value > high)
        value = high;
    return value < low ? low : value;
}

/* An empty text that is not being typed in has a sign, so it is found without any colour. */
static int draw_text(struct drawing *at)
{
    struct form_item *item = at->item;
    int rows = 1;
    if (item->edit.multiline)
        rows = clamp(lineedit_rows(&item->edit, at->columns), at->box.least, at->box.most);
    form_draw_text(&at->sheet->form, item, at->frame, at->row, at->col, rows, at->columns);
    if (!item->edit.text.len && !focused(at))
        frame_put(at->frame, at->row, at->col, 1, "-", STYLE_FIELD);
    return rows;
}

static int draw_date(struct drawing *at)
{
    struct buf echo = BUF_INIT;
    int columns = at->columns, beside = columns - DATE_COLUMNS - 1, rows = 1;
    at->columns = columns < DATE_COLUMNS ? columns : DATE_COLUMNS;
    draw_text(at);
    add_day(at->sheet, at->item->edit.text.data, asked_toward(at->field->field), &echo);
    if (echo.len && beside >= utf8_columns(echo.data, echo.len))
        frame_put(at->frame, at->row, at->col + DATE_COLUMNS + 1, beside, echo.data, STYLE_QUIET);
    else if (echo.len)
        rows += frame_wrap(at->frame, at->row + 1, at->col, 2, columns, echo.data, STYLE_QUIET);
    buf_release(&echo);
    return rows;
}

static bool fits_one_row(const struct guide_entries *options, int columns)
{
    int used = 0;
    for (size_t i = 0; i < options->n; i++)
        used +=
            SIGN_COLUMNS + 2 + utf8_columns(options->entry[i].text, strlen(options->entry[i].text));
    return used - 2 <= columns;
}

static int draw_row_of_options(struct drawing *at, const struct guide_entries *options)
{
    const char **labels = mem_zero(options->n + 1, sizeof *labels);
    for (size_t i = 0; i < options->n; i++)
        labels[i] = options->entry[i].text;
    form_draw_choice(&at->sheet->form, at->item, at->frame, at->row, at->col, at->columns, labels);
    free(labels);
    return 1;
}

static int draw_option(struct drawing *at, int i, int row, const char *text)
{
    int here = at->item->chosen < 0 ? 0 : at->item->chosen;
    bool on = focused(at) && i == here;
    enum style style = on ? STYLE_FOCUS : STYLE_PLAIN;
    frame_put(at->frame, row, at->col, SIGN_COLUMNS, i == at->item->chosen ? "(o)" : "( )", style);
    int rows = frame_wrap(at->frame, row, at->col + SIGN_COLUMNS, LABEL_ROWS,
                          at->columns - SIGN_COLUMNS, text, style);
    if (on)
        frame_cursor(at->frame, row, at->col + 1);
    frame_spot(at->frame, row, at->col, rows, at->columns, FIELD_CHOOSE,
               (int)at->i * FIELD_OPTIONS + i);
    return rows;
}

static int draw_choice(struct drawing *at)
{
    const struct guide_entries *options = sheet_options(at->sheet, at->field);
    if (fits_one_row(options, at->columns))
        return draw_row_of_options(at, options);
    int rows = 0;
    for (size_t i = 0; i < options->n; i++)
        rows += draw_option(at, (int)i, at->row + rows, options->entry[i].text);
    int cursor_row = at->frame->cursor_row, cursor_col = at->frame->cursor_col;
    form_place(&at->sheet->form, at->item, at->frame, at->row, at->col, rows, at->columns);
    frame_cursor(at->frame, cursor_row, cursor_col);
    return rows;
}

static int draw_answer(struct drawing *at)
{
    if (at->item->kind == ITEM_CHOICE)
        return draw_choice(at);
    return at->field->kind == KIND_DATE ? draw_date(at) : draw_text(at);
}

/* ---- the question and the whole -------------------------------------------------------------- */

static int draw_label(const struct drawing *at, int columns)
{
    return frame_wrap(at->frame, at->box.row, at->box.col + FIELD_GUTTER, LABEL_ROWS, columns,
                      at->field->label, focused(at) ? STYLE_STRONG : STYLE_QUIET);
}

static int draw_beside(struct drawing *at)
{
    int label = draw_label(at, at->box.label - 2);
    at->col += at->box.label;
    at->columns -= at->box.label;
    int rows = draw_answer(at);
    return rows > label ? rows : label;
}

static int draw_below(struct drawing *at)
{
    int label = *at->field->label ? draw_label(at, at->columns) : 0;
    at->row += label;
    return label + draw_answer(at);
}

int field_draw(struct sheet *sheet, size_t i, struct frame *frame, const struct field_box *box)
{
    struct drawing at = {
        .sheet = sheet,
        .i = i,
        .item = &sheet->form.items[i],
        .field = &sheet->fields[i],
        .frame = frame,
        .box = *box,
        .row = box->row,
        .col = box->col + FIELD_GUTTER,
        .columns = box->columns - FIELD_GUTTER,
    };
    if (focused(&at))
        frame_put(frame, box->row, box->col, 1, ">", STYLE_STRONG);
    if (at.item->kind == ITEM_CHECK)
        return form_draw_check(&sheet->form, at.item, frame, at.row, at.col, LABEL_ROWS, at.columns,
                               at.field->label);
    return box->label ? draw_beside(&at) : draw_below(&at);
}

struct outcome field_choose(struct sheet *sheet, int argument)
{
    size_t i = (size_t)argument / FIELD_OPTIONS;
    if (argument < 0 || i >= sheet->form.n || sheet->form.items[i].kind != ITEM_CHOICE)
        return outcome_nothing();
    return sheet_choose(sheet, i, argument % FIELD_OPTIONS);
}
