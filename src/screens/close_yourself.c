/* For the manager alone: which pitfall did I step into, what made it hard, what is still open. */
#include "close_inside.h"

#include <stdio.h>
#include <string.h>

#include "report/sentence.h"
#include "screens/field.h"

#define HURDLE ".hurdle/" /* before the option's id in the id of its row */

void closing_build_yourself(struct closing *closing)
{
    const struct guide *guide = closing->sheet.dossier.guide;
    for (size_t i = 0; i < guide->n_pitfalls; i++) {
        struct asked asked = asked_pitfall(&guide->pitfalls[i]);
        sheet_add(&closing->sheet, &asked);
    }
    for (size_t i = 0; i < guide->hurdles.n; i++) {
        char id[FORM_ID];
        snprintf(id, sizeof id, HURDLE "%s", guide->hurdles.entry[i].id);
        sheet_add_row(&closing->sheet, id);
    }
}

int closing_hurdle(const struct closing *closing)
{
    const struct form *form = &closing->sheet.form;
    const struct form_item *item = form_focused(form);
    if (closing->page != PAGE_YOURSELF || !item || item->kind != ITEM_ROW)
        return -1;
    return (int)(form->focus - closing->sheet.dossier.guide->n_pitfalls);
}

struct outcome closing_tap_hurdle(struct closing *closing, int which)
{
    const struct guide *guide = closing->sheet.dossier.guide;
    struct desk *desk = closing->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    if (which < 0 || (size_t)which >= guide->hurdles.n)
        return outcome_nothing();
    const struct guide_entry *option = &guide->hurdles.entry[which];
    struct asked asked = asked_hurdle(guide);
    bool again = strcmp(interview_value(interview_of(closing), POINT_CLOSING, FIELD_HURDLE),
                        option->id) == 0;
    if (dossier_answer(desk, &closing->sheet.dossier, &asked, again ? "" : option->id, &err))
        return outcome_err(&err);
    return outcome_redraw();
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_mirror(struct sketch *at)
{
    struct sheet *sheet = &at->closing->sheet;
    const struct guide *guide = sheet->dossier.guide;
    enum lang lang = at->closing->screen.desk->lang;
    closing_put(at, 0, tr(lang, "Which pitfall did you step into? Only you see this."),
                STYLE_HEADING);
    for (size_t i = 0; i < guide->n_pitfalls; i++) {
        struct form_item *item = &sheet->form.items[i];
        at->row += form_draw_check(&sheet->form, item, at->frame, at->row, FIELD_GUTTER, TEXT_ROWS,
                                   at->columns, guide->pitfalls[i].text);
        if (!item->on || !*guide->pitfalls[i].instead)
            continue;
        struct buf line = BUF_INIT;
        buf_addf(&line, tr(lang, "next time: %s"), guide->pitfalls[i].instead);
        closing_put(at, 4, line.data, STYLE_GOOD);
        buf_release(&line);
    }
}

/* A number takes the first nine; the rest are reached as everything is. */
static void draw_hurdle(struct sketch *at, size_t i, bool chosen)
{
    struct sheet *sheet = &at->closing->sheet;
    const struct guide *guide = sheet->dossier.guide;
    struct form_item *item = &sheet->form.items[guide->n_pitfalls + i];
    enum style style = form_focused(&sheet->form) == item ? STYLE_FOCUS : STYLE_PLAIN;
    int top = at->row;
    char sign[8];
    snprintf(sign, sizeof sign, "%c %s ", i < 9 ? '1' + (char)i : ' ', chosen ? "(o)" : "( )");
    int indent = frame_put(at->frame, top, FIELD_GUTTER, 6, sign, style);
    closing_put(at, indent, guide->hurdles.entry[i].text, style);
    form_place(&sheet->form, item, at->frame, top, FIELD_GUTTER, at->row - top, at->columns);
    frame_spot(at->frame, top, FIELD_GUTTER, at->row - top, at->columns, CLOSE_HURDLE, (int)i);
}

static void draw_hurdles(struct sketch *at)
{
    const struct guide *guide = at->closing->sheet.dossier.guide;
    const char *chosen = interview_value(interview_of(at->closing), POINT_CLOSING, FIELD_HURDLE);
    if (!guide->hurdles.n)
        return;
    at->row++;
    closing_put(at, 0, guide->hurdles_ask, STYLE_HEADING);
    for (size_t i = 0; i < guide->hurdles.n; i++)
        draw_hurdle(at, i, strcmp(chosen, guide->hurdles.entry[i].id) == 0);
}

/* What may still be done, in one sentence; nothing of it has to be. */
static void draw_lacks(struct sketch *at)
{
    enum lang lang = at->closing->screen.desk->lang;
    unsigned lacks = interview_lacks(interview_of(at->closing), at->closing->sheet.dossier.guide);
    struct buf line = BUF_INIT;
    if (!lacks)
        return;
    buf_adds(&line, tr(lang, "! Still possible: "));
    sentence_add_lacks(&line, lacks, lang);
    buf_addc(&line, '.');
    closing_put(at, 0, line.data, STYLE_WARN);
    at->row += at->closing->air;
    buf_release(&line);
}

void closing_draw_yourself(struct sketch *at)
{
    draw_lacks(at);
    draw_mirror(at);
    draw_hurdles(at);
}
