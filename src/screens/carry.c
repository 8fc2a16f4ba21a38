#include "screens/carry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "report/sentence.h"
#include "store/settle.h"

#define CARRY_PREFIX ".carry/" /* before the agreement's id in the id of its row */
#define SIGN_COLUMNS 4         /* "[ ] " */
#define WHAT_ROWS    8         /* enough for all of it */

static int today_of(const struct sheet *sheet)
{
    return clock_today(&sheet->desk->clock);
}

/* What was in sight stays where it was: who settles one after another goes on down. */
static void keep_order(const struct carry *was, struct agreement_row *rows, size_t n)
{
    size_t at = 0;
    for (size_t i = 0; i < was->n; i++)
        for (size_t j = at; j < n; j++) {
            if (strcmp(rows[j].agreement.id, was->rows[i].agreement.id) != 0)
                continue;
            struct agreement_row row = rows[j];
            memmove(&rows[at + 1], &rows[at], (j - at) * sizeof *rows);
            rows[at++] = row;
            break;
        }
}

int carry_load(struct carry *carry, const struct sheet *sheet, struct err *err)
{
    struct agreement_row *rows = NULL;
    size_t n = 0;
    if (agreements_carried(sheet->desk->store, sheet->dossier.interview->id, &rows, &n, err))
        return -1;
    keep_order(carry, rows, n);
    carry_release(carry);
    carry->rows = rows;
    carry->n = n;
    return 0;
}

void carry_release(struct carry *carry)
{
    agreement_rows_free(carry->rows, carry->n);
    *carry = (struct carry){.rows = NULL};
}

static void row_id(char id[FORM_ID], const struct agreement_row *row)
{
    snprintf(id, FORM_ID, CARRY_PREFIX "%s", row->agreement.id);
}

void carry_add_rows(const struct carry *carry, struct sheet *sheet)
{
    char id[FORM_ID];
    for (size_t i = 0; i < carry->n; i++) {
        row_id(id, &carry->rows[i]);
        sheet_add_row(sheet, id);
    }
}

const struct agreement *carry_focused(const struct carry *carry, const struct sheet *sheet)
{
    const struct form_item *item = form_focused(&sheet->form);
    char id[FORM_ID];
    for (size_t i = 0; item && i < carry->n; i++) {
        row_id(id, &carry->rows[i]);
        if (strcmp(item->id, id) == 0)
            return &carry->rows[i].agreement;
    }
    return NULL;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static const char *sign_of(enum status status)
{
    static const char *const signs[] = {
        [STATUS_OPEN] = "[ ]", [STATUS_RUNNING] = "[~]", [STATUS_CHANGED] = "[ ]",
        [STATUS_DONE] = "[x]", [STATUS_DROPPED] = "[-]",
    };
    return signs[status];
}

static void add_details(struct buf *buf, const struct sheet *sheet,
                        const struct agreement *agreement)
{
    enum lang lang = sheet->desk->lang;
    struct buf name = BUF_INIT;
    sheet_add_name(sheet, &name);
    owner_add(buf, agreement, VIEW_MANAGER, name.data, lang);
    if (buf->len)
        buf_adds(buf, ", ");
    sentence_add_state(buf, agreement, today_of(sheet), lang);
    if (agreement_late(agreement, today_of(sheet)))
        buf_addf(buf, " ! %s", tr(lang, "late"));
    buf_release(&name);
}

int carry_draw_words(enum lang lang, struct frame *frame, int row, int col, int columns,
                     const struct carry_word *words, size_t n_words)
{
    int rows = 1, used = 0;
    for (size_t i = 0; i < n_words; i++) {
        const char *word = tr(lang, words[i].word);
        int wide = utf8_columns(word, strlen(word)) + 2;
        if (used && used + wide > columns) {
            rows++;
            used = 0;
        }
        frame_put(frame, row + rows - 1, col + used, 1, words[i].key, STYLE_BAR_KEY);
        frame_put(frame, row + rows - 1, col + used + 2, wide - 2, word, STYLE_BAR_WORD);
        frame_spot(frame, row + rows - 1, col + used, 1, wide, words[i].command, -1);
        used += wide + 2;
    }
    return rows;
}

static int draw_row(const struct carry *carry, struct sheet *sheet, struct frame *frame, size_t i,
                    struct form_item *item, int row, int columns)
{
    const struct agreement *agreement = &carry->rows[i].agreement;
    bool here = form_focused(&sheet->form) == item;
    struct buf details = BUF_INIT;
    int col = 2 + SIGN_COLUMNS, wide = columns - col;
    add_details(&details, sheet, agreement);
    if (here)
        frame_put(frame, row, 0, 1, ">", STYLE_STRONG);
    frame_put(frame, row, 2, 3, sign_of(agreement->status), here ? STYLE_FOCUS : STYLE_PLAIN);
    int rows = frame_wrap(frame, row, col, WHAT_ROWS, wide, agreement->what,
                          here ? STYLE_FOCUS : STYLE_PLAIN);
    rows += frame_wrap(frame, row + rows, col, WHAT_ROWS, wide, details.data,
                       agreement_late(agreement, today_of(sheet)) ? STYLE_WARN : STYLE_QUIET);
    buf_release(&details);
    form_place(&sheet->form, item, frame, row, 0, rows, columns);
    frame_spot(frame, row, 0, rows, columns, COMMAND_SELECT, (int)(item - sheet->form.items));
    return rows;
}

static void add_heading(struct buf *buf, const struct carry *carry, const struct sheet *sheet)
{
    enum lang lang = sheet->desk->lang;
    int day = clock_day(carry->rows[0].interview_at);
    for (size_t i = 0; i < carry->n; i++)
        if (clock_day(carry->rows[i].interview_at) != day)
            day = DAY_NONE;
    if (day == DAY_NONE) {
        buf_adds(buf, tr(lang, "FROM EARLIER CONVERSATIONS"));
        return;
    }
    buf_addf(buf, "%s ", tr(lang, "AGREED ON"));
    day_add_short(buf, day, today_of(sheet), lang);
}

int carry_draw(const struct carry *carry, struct sheet *sheet, struct frame *frame, int row,
               int columns, const struct carry_word *words, size_t n_words)
{
    struct buf heading = BUF_INIT;
    char id[FORM_ID];
    int rows = 1;
    if (!carry->n)
        return 0;
    add_heading(&heading, carry, sheet);
    frame_put(frame, row, 0, columns, heading.data, STYLE_HEADING);
    buf_release(&heading);
    for (size_t i = 0; i < carry->n; i++) {
        row_id(id, &carry->rows[i]);
        struct form_item *item = form_find(&sheet->form, id);
        if (!item)
            continue;
        rows += draw_row(carry, sheet, frame, i, item, row + rows, columns);
        if (form_focused(&sheet->form) == item) {
            int used = carry_draw_words(sheet->desk->lang, frame, row + rows, 2 + SIGN_COLUMNS,
                                        columns - 2 - SIGN_COLUMNS, words, n_words);
            item->rows += used;
            rows += used;
        }
    }
    return rows;
}

/* ---- settling -------------------------------------------------------------------------------- */

struct outcome carry_settle(const struct carry *carry, const struct sheet *sheet,
                            enum status status, int due)
{
    struct err err = ERR_INIT(sheet->desk->lang);
    const struct agreement *agreement = carry_focused(carry, sheet);
    if (!agreement)
        return outcome_nothing();
    struct buf said = BUF_INIT;
    int failed = settle_carried(sheet->desk->store, agreement, status, due, &said, &err);
    struct outcome outcome = failed ? outcome_err(&err) : outcome_say("%s", said.data);
    buf_release(&said);
    return outcome;
}
