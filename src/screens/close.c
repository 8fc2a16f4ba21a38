/*
 * close: two pages. The read-back can be turned to the employee: every agreement with yes or no,
 * both views where you disagree, a reaction. The second page is the manager's alone: which pitfall
 * did I step into, what made it hard, what is still open.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "domain/audience.h"
#include "report/sentence.h"
#include "screens/ask.h"
#include "screens/field.h"
#include "screens/notice.h"
#include "screens/screens.h"
#include "screens/sheet.h"
#include "store/agreements.h"
#include "ui/pane.h"

#define COLUMNS_MAX 85 /* wider is not easier to read */
#define MARGIN      4
#define NOTE_LABEL  33 /* columns for what stands before a note */
#define NOTE_ROWS   6
#define TEXT_ROWS   20 /* more than the longest agreement needs */
#define YES_COLUMNS 16
#define HURDLE      ".hurdle/" /* before the option's id in the id of its row */

/* ---- keys ------------------------------------------------------------------------------------ */

enum {
    CLOSE_NEXT = COMMAND_OWN,
    CLOSE_REOPEN,
    CLOSE_HURDLES,
    CLOSE_YES = COMMAND_WRITES,
    CLOSE_NO,
    CLOSE_VIEWS,
    CLOSE_ADD,
    CLOSE_HURDLE, /* argument: which option */
};

/* The answers are letters, so here only the arrows move. */
static const struct key_row key_rows[] = {
    {N_("y j"), CLOSE_YES, N_("Yes, right"), N_("The selected agreement is right"), 72},
    {"n", CLOSE_NO, N_("No"), N_("The selected agreement is not right"), 71},
    {"<Enter>", COMMAND_OPEN, N_("Change"), N_("Change the selected agreement"), 50},
    {"z", CLOSE_VIEWS, N_("Both views"), N_("You disagree: write down both views"), 45},
    {"<F4> a", CLOSE_ADD, NULL, N_("Add an agreement"), 0},
    {"<F5> <C-o> w", COMMAND_EYES, N_("Report"), N_("Look as employee, HR or yourself"), 60},
    {"<F6> ]", CLOSE_NEXT, N_("Next"), N_("On to the page for yourself"), 75},
    {"", CLOSE_REOPEN, NULL, N_("Back into the conversation, to put something right"), 0},
    {"<Tab> <Down>", SHEET_NEXT, N_("Next"), N_("Go to the next line or field"), 45},
    {"<S-Tab> <Up>", SHEET_PREVIOUS, NULL, N_("Go to the line or field before"), 0},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows, &sheet_keys};

static const struct key_row yourself_rows[] = {
    {"<F5> <C-o> w", COMMAND_EYES, N_("Report"), N_("Look as employee, HR or yourself"), 60},
    {"H", CLOSE_HURDLES, N_("Hurdles"), N_("See what you found hard, over time; only for you"), 30},
    {"<F6> ]", CLOSE_NEXT, N_("Finish"), N_("Finish this conversation"), 75},
};
static const struct keymap yourself_keys = {
    yourself_rows, sizeof yourself_rows / sizeof *yourself_rows, &sheet_keys};

enum page { PAGE_READ_BACK, PAGE_YOURSELF };

static const char *const page_keys[] = {"read-back", "yourself"};

struct closing {
    struct screen screen;
    struct sheet sheet;
    struct pane pane;
    enum page page;
    bool views; /* both views are asked */
    int air;    /* blank rows between blocks: 0 in a low window */
};

static struct interview *interview_of(const struct closing *closing)
{
    return closing->sheet.dossier.interview;
}

static bool is_finished(const struct closing *closing)
{
    return interview_of(closing)->stage == STAGE_CLOSED;
}

/* ---- the form -------------------------------------------------------------------------------- */

static bool has_views(const struct closing *closing)
{
    const struct interview *interview = interview_of(closing);
    return *interview_value(interview, POINT_CLOSING, FIELD_VIEW_MANAGER) ||
           *interview_value(interview, POINT_CLOSING, FIELD_VIEW_EMPLOYEE);
}

static void add_own(struct closing *closing, const char *field)
{
    struct asked asked = asked_own(NULL, field, closing->screen.desk->lang);
    sheet_add(&closing->sheet, &asked);
}

static void build_read_back(struct closing *closing)
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

static void build_yourself(struct closing *closing)
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

static void build(struct closing *closing)
{
    sheet_clear(&closing->sheet);
    closing->screen.keys = closing->page == PAGE_READ_BACK ? &keys : &yourself_keys;
    closing->views = closing->views || has_views(closing);
    if (closing->page == PAGE_READ_BACK)
        build_read_back(closing);
    else
        build_yourself(closing);
}

/* Which hurdle has the focus; -1 when none has. */
static int focused_hurdle(const struct closing *closing)
{
    const struct form *form = &closing->sheet.form;
    const struct form_item *item = form_focused(form);
    if (closing->page != PAGE_YOURSELF || !item || item->kind != ITEM_ROW)
        return -1;
    return (int)(form->focus - closing->sheet.dossier.guide->n_pitfalls);
}

/* The agreement in focus, or NULL. */
static struct agreement *focused(const struct closing *closing)
{
    const struct form_item *item = form_focused(&closing->sheet.form);
    return item && item->kind == ITEM_ROW ? interview_agreement(interview_of(closing), item->id)
                                          : NULL;
}

/* ---- commands -------------------------------------------------------------------------------- */

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

static struct outcome confirm(struct closing *closing, enum confirmed confirmed)
{
    struct err err = ERR_INIT(closing->screen.desk->lang);
    const struct agreement *agreement = focused(closing);
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

static struct outcome open_agreement(struct closing *closing, const char *id)
{
    struct err err = ERR_INIT(closing->screen.desk->lang);
    struct screen *screen =
        agree_open(closing->screen.desk, interview_of(closing)->id, id, NULL, &err);
    return outcome_try(screen, &err);
}

static struct outcome show_views(struct closing *closing)
{
    struct err err = ERR_INIT(closing->screen.desk->lang);
    if (sheet_commit(&closing->sheet, &err))
        return outcome_err(&err);
    closing->views = true;
    build(closing);
    form_focus(&closing->sheet.form, POINT_CLOSING "/" FIELD_VIEW_MANAGER);
    return outcome_redraw();
}

static struct outcome turn(struct closing *closing, enum page page)
{
    struct err err = ERR_INIT(closing->screen.desk->lang);
    if (sheet_commit(&closing->sheet, &err))
        return outcome_err(&err);
    closing->page = page;
    closing->pane.top = 0;
    build(closing);
    closing->sheet.form.focus = 0;
    return outcome_redraw();
}

static struct outcome finish(struct closing *closing)
{
    enum lang lang = closing->screen.desk->lang;
    struct err err = ERR_INIT(lang);
    size_t n = interview_of(closing)->n_agreements;
    if (store_writable(closing->screen.desk->store) &&
        dossier_move(closing->screen.desk, &closing->sheet.dossier, STAGE_CLOSED, &err))
        return outcome_err(&err);
    struct outcome outcome =
        outcome_say(trn(lang, (long)n, "Finished, with %zu agreement. Well done.",
                        "Finished, with %zu agreements. Well done."),
                    n);
    outcome.act = ACT_HOME;
    return outcome;
}

/* A second tap on the same one takes it back: it may stay empty. */
static struct outcome tap_hurdle(struct closing *closing, int which)
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

static struct outcome see_hurdles(struct closing *closing)
{
    struct err err = ERR_INIT(closing->screen.desk->lang);
    struct screen *screen = hurdles_open(closing->screen.desk, &err);
    return outcome_try(screen, &err);
}

/* Who looks at a conversation that is finished does not walk back through all of it. */
static struct outcome go_back(struct closing *closing)
{
    if (closing->page == PAGE_YOURSELF)
        return turn(closing, PAGE_READ_BACK);
    return is_finished(closing) ? outcome_act(ACT_HOME) : outcome_nothing();
}

static struct outcome do_command(struct closing *closing, int command, int argument)
{
    switch (command) {
    case COMMAND_BACK:
        return go_back(closing);
    case CLOSE_REOPEN:
        return outcome_leave();
    case CLOSE_HURDLES:
        return see_hurdles(closing);
    case COMMAND_OPEN:
        return focused(closing) ? open_agreement(closing, focused(closing)->id) : outcome_nothing();
    case CLOSE_YES:
        return confirm(closing, CONFIRMED_YES);
    case CLOSE_NO:
        return confirm(closing, CONFIRMED_NO);
    case CLOSE_VIEWS:
        return show_views(closing);
    case CLOSE_ADD:
        return open_agreement(closing, "");
    case CLOSE_NEXT:
        return closing->page == PAGE_READ_BACK ? turn(closing, PAGE_YOURSELF) : finish(closing);
    case CLOSE_HURDLE:
        return tap_hurdle(closing, argument);
    case SHEET_TICK:
        return focused_hurdle(closing) < 0 ? sheet_command(&closing->sheet, command)
                                           : tap_hurdle(closing, focused_hurdle(closing));
    case SHEET_SPAR:
        return sheet_spar(&closing->sheet, ".closing", tr(closing->screen.desk->lang, "Closing"));
    default:
        return sheet_command(&closing->sheet, command);
    }
}

static struct outcome close_command(struct screen *screen, int command, int argument)
{
    struct closing *closing = (struct closing *)screen;
    closing->pane.free = false;
    return do_command(closing, command, argument);
}

static bool close_can(const struct screen *screen, int command)
{
    const struct closing *closing = (const struct closing *)screen;
    bool front = closing->page == PAGE_READ_BACK;
    switch (command) {
    case CLOSE_YES:
    case CLOSE_NO:
        return front && focused(closing) != NULL;
    case COMMAND_OPEN:
        return front && focused(closing) != NULL;
    case CLOSE_VIEWS:
        return front && !closing->views;
    case CLOSE_ADD:
        return front;
    case CLOSE_REOPEN:
        return is_finished(closing);
    case CLOSE_HURDLES: /* what is practised is no conversation that was held */
        return !front && !store_rehearses(screen->desk->store);
    case SHEET_TICK:
        return focused_hurdle(closing) >= 0 || sheet_can(&closing->sheet, command);
    default:
        return sheet_can(&closing->sheet, command);
    }
}

static struct outcome close_press(struct screen *screen, const struct key *key)
{
    struct closing *closing = (struct closing *)screen;
    if (key->kind == PRESS_WHEEL)
        return pane_wheel(&closing->pane, key->count) ? outcome_redraw() : outcome_nothing();
    enum form_event event;
    struct outcome outcome = sheet_key(&closing->sheet, key, &event);
    bool digit = key->kind == PRESS_TEXT && key->text[0] >= '1' && key->text[0] <= '9';
    if (outcome.act != ACT_NOTHING)
        closing->pane.free = false;
    if (event == FORM_ENTER && focused_hurdle(closing) >= 0)
        return tap_hurdle(closing, focused_hurdle(closing));
    if (outcome.act == ACT_NOTHING && closing->page == PAGE_YOURSELF && digit)
        return tap_hurdle(closing, key->text[0] - '1');
    return outcome;
}

/* Only the user's editor asks this screen for an answer. */
static struct outcome close_resume(struct screen *screen, const struct reply *reply)
{
    return sheet_edited(&((struct closing *)screen)->sheet, reply);
}

static const struct guide *close_guide(const struct screen *screen)
{
    return ((const struct closing *)screen)->sheet.dossier.guide;
}

static struct lineedit *close_text(struct screen *screen, bool change)
{
    return sheet_text(&((struct closing *)screen)->sheet, change);
}

/* Says what is found first in an agreement that goes to HR. */
static bool add_finding(const struct closing *closing, const struct agreement *agreement,
                        struct buf *said)
{
    struct notice notice = {
        .privacy = desk_privacy(closing->screen.desk, closing->sheet.dossier.guide),
        .sourced = agreement->basis == BASIS_DOCTOR && agreement->basis_day != DAY_NONE,
    };
    struct buf text = BUF_INIT;
    buf_addf(&text, "%s\n%s\n%s", agreement->what, agreement->owner_name, agreement->follow_up);
    bool found = notice_look(&notice, &text);
    if (found)
        notice_add_words(&notice, &text, said);
    buf_release(&text);
    return found;
}

static struct outcome close_look_through(const struct screen *screen)
{
    const struct closing *closing = (const struct closing *)screen;
    const struct interview *interview = interview_of(closing);
    enum lang lang = screen->desk->lang;
    struct buf said = BUF_INIT;
    struct outcome outcome;
    bool found = false;
    for (size_t i = 0; i < interview->n_agreements && !found; i++)
        if (interview->agreements[i].share == SHARE_HR)
            found = add_finding(closing, &interview->agreements[i], &said);
    if (found)
        outcome = outcome_say(tr(lang, "This goes to HR: %s. Enter on the agreement changes it."),
                              said.data);
    else
        outcome = outcome_say("%s", tr(lang, "Nothing to mend was found in what goes to HR."));
    buf_release(&said);
    return outcome;
}

static bool close_typing(const struct screen *screen)
{
    return sheet_typing(&((const struct closing *)screen)->sheet);
}

/* ---- drawing the read-back ------------------------------------------------------------------- */

/* Where on the paper: column 0 is for the sign of the focus, FIELD_GUTTER on for the rest. */
struct sketch {
    struct closing *closing;
    struct frame *frame;
    int row, columns;
};

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

static void put_wrapped(struct sketch *at, int indent, const char *text, enum style style)
{
    int col = FIELD_GUTTER + indent;
    at->row += frame_wrap(at->frame, at->row, col, TEXT_ROWS, at->columns - indent, text, style);
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
    put_wrapped(at, indent, line.data, style);
    buf_clear(&line);
    sentence_add_plan(&line, agreement, desk->lang);
    put_wrapped(at, indent, line.data, STYLE_PLAIN);
    at->columns = columns;
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

static void draw_read_back(struct sketch *at)
{
    struct closing *closing = at->closing;
    enum lang lang = closing->screen.desk->lang;
    put_wrapped(
        at, 0, is_finished(closing) ? tr(lang, "What we agreed") : tr(lang, "What we agreed today"),
        STYLE_HEADING);
    at->row += closing->air;
    if (!interview_of(closing)->n_agreements) {
        put_wrapped(at, 0, tr(lang, "No agreements yet. F4 adds one; it may also stay empty."),
                    STYLE_QUIET);
        at->row++;
    }
    for (size_t i = 0; i < closing->sheet.form.n; i++)
        if (closing->sheet.form.items[i].kind == ITEM_ROW)
            draw_agreement(at, i);
        else
            draw_note(at, i);
}

/* ---- drawing for yourself -------------------------------------------------------------------- */

static void draw_mirror(struct sketch *at)
{
    struct sheet *sheet = &at->closing->sheet;
    const struct guide *guide = sheet->dossier.guide;
    enum lang lang = at->closing->screen.desk->lang;
    put_wrapped(at, 0, tr(lang, "Which pitfall did you step into? Only you see this."),
                STYLE_HEADING);
    for (size_t i = 0; i < guide->n_pitfalls; i++) {
        struct form_item *item = &sheet->form.items[i];
        at->row += form_draw_check(&sheet->form, item, at->frame, at->row, FIELD_GUTTER, TEXT_ROWS,
                                   at->columns, guide->pitfalls[i].text);
        if (!item->on || !*guide->pitfalls[i].instead)
            continue;
        struct buf line = BUF_INIT;
        buf_addf(&line, tr(lang, "next time: %s"), guide->pitfalls[i].instead);
        put_wrapped(at, 4, line.data, STYLE_GOOD);
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
    put_wrapped(at, indent, guide->hurdles.entry[i].text, style);
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
    put_wrapped(at, 0, guide->hurdles_ask, STYLE_HEADING);
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
    put_wrapped(at, 0, line.data, STYLE_WARN);
    at->row += at->closing->air;
    buf_release(&line);
}

/* ---- drawing both ---------------------------------------------------------------------------- */

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
    if (closing->page == PAGE_READ_BACK) {
        draw_read_back(&at);
        return at.row;
    }
    draw_lacks(&at);
    draw_mirror(&at);
    draw_hurdles(&at);
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

static void close_draw(struct screen *screen, struct frame *frame)
{
    struct closing *closing = (struct closing *)screen;
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

static void close_status(const struct screen *screen, struct buf *line)
{
    const struct closing *closing = (const struct closing *)screen;
    enum lang lang = screen->desk->lang;
    int hr = 0;
    for (size_t i = 0; i < interview_of(closing)->n_agreements; i++)
        hr += interview_of(closing)->agreements[i].share == SHARE_HR;
    if (closing->page == PAGE_YOURSELF)
        buf_adds(line, audience_words(AUDIENCE_COUNTS, lang));
    else if (sheet_focused(&closing->sheet))
        sheet_add_audience(&closing->sheet, line);
    else
        buf_addf(line,
                 trn(lang, hr, "HR gets %d agreement: who, what, when. No notes.",
                     "HR gets %d agreements: who, what, when. No notes."),
                 hr);
}

static bool close_unsaved(const struct screen *screen)
{
    return sheet_unsaved(&((const struct closing *)screen)->sheet);
}

static int close_save(struct screen *screen, struct err *err)
{
    return sheet_save(&((struct closing *)screen)->sheet, err);
}

static int close_commit(struct screen *screen, struct err *err)
{
    return sheet_commit(&((struct closing *)screen)->sheet, err);
}

static void close_place(const struct screen *screen, struct place *place)
{
    const struct closing *closing = (const struct closing *)screen;
    sheet_place(&closing->sheet, "close", page_keys[closing->page], place);
}

static int close_refresh(struct screen *screen, struct err *err)
{
    struct closing *closing = (struct closing *)screen;
    struct place here = {.cursor = 0};
    close_place(screen, &here);
    if ((store_writable(screen->desk->store) && sheet_commit(&closing->sheet, err)) ||
        sheet_refresh(&closing->sheet, err))
        return -1;
    build(closing);
    form_focus(&closing->sheet.form, here.item);
    return 0;
}

static void close_close(struct screen *screen)
{
    struct closing *closing = (struct closing *)screen;
    pane_release(&closing->pane);
    sheet_release(&closing->sheet);
    free(closing);
}

static const struct screen_ops close_ops = {
    .name = "close",
    .command = close_command,
    .key = close_press,
    .resume = close_resume,
    .draw = close_draw,
    .text = close_text,
    .guide = close_guide,
    .look_through = close_look_through,
    .typing = close_typing,
    .can = close_can,
    .status = close_status,
    .unsaved = close_unsaved,
    .save = close_save,
    .commit = close_commit,
    .place = close_place,
    .refresh = close_refresh,
    .close = close_close,
};

struct screen *close_open(struct desk *desk, const char *interview, const struct place *place,
                          struct err *err)
{
    struct closing *closing = mem_zero(1, sizeof *closing);
    closing->screen = (struct screen){.ops = &close_ops, .keys = &keys, .desk = desk};
    pane_init(&closing->pane);
    bool here = place && strcmp(place->screen, "close") == 0;
    if (sheet_open(&closing->sheet, desk, interview, err)) {
        close_close(&closing->screen);
        return NULL;
    }
    if (here && strcmp(place->step, page_keys[PAGE_YOURSELF]) == 0)
        closing->page = PAGE_YOURSELF;
    build(closing);
    if (sheet_restore(&closing->sheet, here ? place : NULL, err)) {
        close_close(&closing->screen);
        return NULL;
    }
    return &closing->screen;
}
