/* The read-back can be turned to the employee: every agreement with yes or no, both views where you
 * disagree, a reaction. */
#include "close_inside.h"

#include <stdio.h>

#include "report/sentence.h"
#include "screens/field.h"

#define NOTE_LABEL  33 /* columns for what stands before a note */
#define NOTE_ROWS   6
#define YES_COLUMNS 16

static void add_own(struct closing *closing, const char *field)
{
    struct asked asked = asked_own(NULL, field, closing->screen.desk->lang);
    sheet_add(&closing->sheet, &asked);
}

void closing_build_read_back(struct closing *closing)
{
    const struct interview *interview = interview_of(closing);
    for (size_t i = 0; i < interview->n_agreements; i++)
        sheet_add_row(&closing->sheet, interview->agreements[i].id);
    if (closing->views) {
        add_own(closing, FIELD_VIEW_MANAGER);
        add_own(closing, FIELD_VIEW_EMPLOYEE);
    }
    add_own(closing, FIELD_REACTION);
    add_own(closing, FIELD_COLLEAGUES);
}

struct agreement *closing_focused(const struct closing *closing)
{
    const struct form_item *item = form_focused(&closing->sheet.form);
    return item && item->kind == ITEM_ROW ? interview_agreement(interview_of(closing), item->id)
                                          : NULL;
}

/* ---- yes and no ------------------------------------------------------------------------------ */

static struct outcome say(const struct closing *closing, const char *english)
{
    return outcome_say("%s", tr(closing->screen.desk->lang, english));
}

/* The next agreement not read back yet gets the focus, so yes, yes, yes is enough. */
static bool to_next_unasked(struct closing *closing)
{
    const struct interview *interview = interview_of(closing);
    for (size_t i = 0; i < interview->n_agreements; i++)
        if (interview->agreements[i].confirmed == CONFIRMED_UNASKED) {
            form_focus(&closing->sheet.form, interview->agreements[i].id);
            return true;
        }
    return false;
}

struct outcome closing_confirm(struct closing *closing, enum confirmed confirmed)
{
    struct err err = ERR_INIT(closing->screen.desk->lang);
    const struct agreement *agreement = closing_focused(closing);
    if (!agreement)
        return outcome_nothing();
    if (dossier_confirm(closing->screen.desk, &closing->sheet.dossier, agreement->id, confirmed,
                        &err))
        return outcome_err(&err);
    if (confirmed == CONFIRMED_NO)
        return say(closing, N_("Not right: Enter changes it in their words, z keeps both views."));
    return to_next_unasked(closing) ? outcome_redraw()
                                    : say(closing, N_("All of it is read back; F6 goes on."));
}

/* ---- drawing --------------------------------------------------------------------------------- */

static const char *confirmed_word(enum confirmed confirmed, enum lang lang)
{
    switch (confirmed) {
    case CONFIRMED_YES:
        return tr(lang, "[yes] right");
    case CONFIRMED_NO:
        return tr(lang, "[no] not right");
    case CONFIRMED_UNASKED:
        break;
    }
    return tr(lang, "right?  y / n");
}

static void draw_agreement(struct sketch *at, size_t i)
{
    struct closing *closing = at->closing;
    struct desk *desk = closing->screen.desk;
    const struct agreement *agreement = &interview_of(closing)->agreements[i];
    struct form_item *item = form_find(&closing->sheet.form, agreement->id);
    struct buf name = BUF_INIT;
    struct buf line = BUF_INIT;
    bool here = form_focused(&closing->sheet.form) == item;
    enum style style = here ? STYLE_FOCUS : STYLE_STRONG;
    int top = at->row, columns = at->columns, words = columns - YES_COLUMNS - 2;
    sheet_add_name(&closing->sheet, &name);
    buf_addf(&line, "%zu", i + 1);
    int indent = (int)line.len + 2;
    frame_put(at->frame, top, FIELD_GUTTER, indent, line.data, style);
    frame_put(at->frame, top, FIELD_GUTTER + words + 2, YES_COLUMNS,
              confirmed_word(agreement->confirmed, desk->lang),
              agreement->confirmed == CONFIRMED_NO ? STYLE_WARN : STYLE_GOOD);
    at->columns = words;
    buf_clear(&line);
    sentence_add_promise(&line, agreement, VIEW_EMPLOYEE, name.data, desk->lang);
    closing_put(at, indent, line.data, style);
    buf_clear(&line);
    sentence_add_plan(&line, agreement, desk->lang);
    closing_put(at, indent, line.data, STYLE_PLAIN);
    at->columns = columns;
    closing_draw_state(at, agreement, here);
    form_place(&closing->sheet.form, item, at->frame, top, 0, at->row - top,
               columns + FIELD_GUTTER);
    if (here)
        frame_put(at->frame, top, 0, 1, ">", STYLE_FOCUS);
    at->row += closing->air;
    buf_release(&name);
    buf_release(&line);
}

static void draw_note(struct sketch *at, size_t i)
{
    struct field_box box = {
        .row = at->row,
        .columns = at->columns + FIELD_GUTTER,
        .label = NOTE_LABEL,
        .least = 1,
        .most = NOTE_ROWS,
    };
    at->row += field_draw(&at->closing->sheet, i, at->frame, &box);
}

void closing_draw_read_back(struct sketch *at)
{
    struct closing *closing = at->closing;
    enum lang lang = closing->screen.desk->lang;
    closing_put(
        at, 0, is_finished(closing) ? tr(lang, "What we agreed") : tr(lang, "What we agreed today"),
        STYLE_HEADING);
    at->row += closing->air;
    if (!interview_of(closing)->n_agreements) {
        closing_put(at, 0, tr(lang, "No agreements yet. F4 adds one; it may also stay empty."),
                    STYLE_QUIET);
        at->row++;
    }
    for (size_t i = 0; i < closing->sheet.form.n; i++)
        if (closing->sheet.form.items[i].kind == ITEM_ROW)
            draw_agreement(at, i);
        else
            draw_note(at, i);
}
