/*
 * close: two pages. The read-back can be turned to the employee: every agreement with yes or no,
 * both views where you disagree, a reaction. The second page is the manager's alone: which pitfall
 * did I step into, what made it hard, what is still open.
 */
#include "close_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/audience.h"
#include "screens/ask.h"
#include "screens/screens.h"

/* ---- keys ------------------------------------------------------------------------------------ */

/* The answers are letters, so here only the arrows move. */
static const struct key_row key_rows[] = {
    {N_("y j"), CLOSE_YES, N_("Yes, right"), N_("The selected agreement is right"), 72},
    {"n", CLOSE_NO, N_("No"), N_("The selected agreement is not right"), 71},
    {"<Enter>", COMMAND_OPEN, N_("Change"), N_("Change the selected agreement"), 50},
    {"z", CLOSE_VIEWS, N_("Both views"), N_("You disagree: write down both views"), 45},
    {"<F4> a", CLOSE_ADD, NULL, N_("Add an agreement"), 0},
    {"<F5> <C-o> w", COMMAND_EYES, N_("Report"), N_("Look as employee, HR or yourself"), 60},
    {"<F6> ]", CLOSE_NEXT, N_("Next"), N_("On to the page for yourself"), 75},
    {"l", CLOSE_RUNNING, NULL, N_("The agreement is being done"), 0},
    {"d", CLOSE_LATER, NULL, N_("Give the agreement another date"), 0},
    {"-", CLOSE_DROP, NULL, N_("The agreement is no longer needed"), 0},
    {"", CLOSE_REOPEN, NULL, N_("Back into the conversation, to put something right"), 0},
    {"<Down>", SHEET_DOWN, NULL, N_("Go to the next line"), 0},
    {"<Up>", SHEET_UP, NULL, N_("Go to the line before"), 0},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows, &sheet_keys};

static const struct key_row yourself_rows[] = {
    {"<F5> <C-o> w", COMMAND_EYES, N_("Report"), N_("Look as employee, HR or yourself"), 60},
    {"H", CLOSE_HURDLES, N_("Hurdles"), N_("See what you found hard, over time; only for you"), 30},
    {"<F6> ]", CLOSE_NEXT, N_("Finish"), N_("Finish this conversation"), 75},
};
static const struct keymap yourself_keys = {
    yourself_rows, sizeof yourself_rows / sizeof *yourself_rows, &sheet_keys};

static const char *const page_keys[] = {"read-back", "yourself"};

/* ---- from page to page ----------------------------------------------------------------------- */

static bool has_views(const struct closing *closing)
{
    const struct interview *interview = interview_of(closing);
    return *interview_value(interview, POINT_CLOSING, FIELD_VIEW_MANAGER) ||
           *interview_value(interview, POINT_CLOSING, FIELD_VIEW_EMPLOYEE);
}

void closing_build(struct closing *closing)
{
    sheet_clear(&closing->sheet);
    closing->screen.keys = closing->page == PAGE_READ_BACK ? &keys : &yourself_keys;
    closing->views = closing->views || has_views(closing);
    if (closing->page == PAGE_READ_BACK)
        closing_build_read_back(closing);
    else
        closing_build_yourself(closing);
}

struct outcome closing_turn(struct closing *closing, enum page page)
{
    struct err err = ERR_INIT(closing->screen.desk->lang);
    if (sheet_commit(&closing->sheet, &err))
        return outcome_err(&err);
    closing->page = page;
    closing->pane.top = 0;
    closing_build(closing);
    closing->sheet.form.focus = 0;
    return outcome_redraw();
}

/* What comes is for the manager alone, and the screen may still be turned to the employee. */
static struct outcome ask_alone(struct closing *closing)
{
    enum lang lang = closing->screen.desk->lang;
    const char *const options[] = {tr(lang, "Go on")};
    struct ask ask = {
        .tag = TAG_ALONE,
        .kind = ASK_CHOICE,
        .audience = AUDIENCE_NOBODY,
        .question = tr(lang, "What follows is only for you. Turn the screen to you; Enter."),
        .options = options,
        .n = 1,
    };
    return outcome_open(ask_open(closing->screen.desk, &ask));
}

/* ---- commands -------------------------------------------------------------------------------- */

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
    closing_build(closing);
    form_focus(&closing->sheet.form, POINT_CLOSING "/" FIELD_VIEW_MANAGER);
    return outcome_redraw();
}

static struct outcome finish(struct closing *closing)
{
    enum lang lang = closing->screen.desk->lang;
    struct err err = ERR_INIT(lang);
    size_t n = interview_made(interview_of(closing));
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

/* What is still to be said or asked first, one thing at a time. */
static struct outcome try_finish(struct closing *closing)
{
    struct outcome first = closing_warn(closing);
    if (first.act == ACT_NOTHING)
        first = closing_offer_heard(closing);
    return first.act == ACT_NOTHING ? finish(closing) : first;
}

static struct outcome heard(struct closing *closing, const struct reply *reply)
{
    struct err err = ERR_INIT(closing->screen.desk->lang);
    if (!reply->given)
        return outcome_redraw();
    if (reply->choice == 1 && closing_keep_heard(closing, &err))
        return outcome_err(&err);
    return finish(closing);
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
        return closing_turn(closing, PAGE_READ_BACK);
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
        return closing_focused(closing) ? open_agreement(closing, closing_focused(closing)->id)
                                        : outcome_nothing();
    case CLOSE_YES:
        return closing_confirm(closing, CONFIRMED_YES);
    case CLOSE_NO:
        return closing_confirm(closing, CONFIRMED_NO);
    case CLOSE_VIEWS:
        return show_views(closing);
    case CLOSE_ADD:
        return open_agreement(closing, "");
    case CLOSE_NEXT:
        return closing->page == PAGE_READ_BACK ? ask_alone(closing) : try_finish(closing);
    case CLOSE_HURDLE:
        return closing_tap_hurdle(closing, argument);
    case CLOSE_RUNNING:
        return closing_settle(closing, STATUS_RUNNING, DAY_NONE);
    case CLOSE_LATER:
        return closing_ask_day(closing);
    case CLOSE_DROP:
        return closing_settle(closing, STATUS_DROPPED, DAY_NONE);
    case SHEET_TICK:
        if (closing_can_settle(closing))
            return closing_settle(closing, STATUS_DONE, DAY_NONE);
        return closing_hurdle(closing) < 0 ? sheet_command(&closing->sheet, command)
                                           : closing_tap_hurdle(closing, closing_hurdle(closing));
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
    case COMMAND_OPEN:
        return front && closing_focused(closing) != NULL;
    case CLOSE_VIEWS:
        return front && !closing->views;
    case CLOSE_ADD:
        return front;
    case CLOSE_REOPEN:
        return is_finished(closing);
    case CLOSE_HURDLES: /* what is practised is no conversation that was held */
        return !front && !store_rehearses(screen->desk->store);
    case CLOSE_RUNNING:
    case CLOSE_LATER:
    case CLOSE_DROP:
        return closing_can_settle(closing);
    case SHEET_TICK:
        return closing_can_settle(closing) || closing_hurdle(closing) >= 0 ||
               sheet_can(&closing->sheet, command);
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
    if (event == FORM_ENTER && closing_hurdle(closing) >= 0)
        return closing_tap_hurdle(closing, closing_hurdle(closing));
    if (outcome.act == ACT_NOTHING && closing->page == PAGE_YOURSELF && digit)
        return closing_tap_hurdle(closing, key->text[0] - '1');
    return outcome.act == ACT_NOTHING ? closing_say_why_not(closing, key) : outcome;
}

static struct outcome close_resume(struct screen *screen, const struct reply *reply)
{
    struct closing *closing = (struct closing *)screen;
    if (reply->tag == TAG_HEARD)
        return heard(closing, reply);
    if (reply->tag == TAG_ALONE)
        return reply->given ? closing_turn(closing, PAGE_YOURSELF) : outcome_redraw();
    if (reply->tag == TAG_SETTLE)
        return reply->given ? closing_settle(closing, STATUS_CHANGED, reply->day)
                            : outcome_redraw();
    return sheet_edited(&closing->sheet, reply);
}

static const struct guide *close_guide(const struct screen *screen)
{
    return ((const struct closing *)screen)->sheet.dossier.guide;
}

static bool close_draw_typed(struct screen *screen, struct frame *frame)
{
    return sheet_draw_typed(&((struct closing *)screen)->sheet, frame);
}

static struct lineedit *close_text(struct screen *screen, bool change)
{
    return sheet_text(&((struct closing *)screen)->sheet, change);
}

static struct outcome close_look_through(struct screen *screen)
{
    return closing_look_through((struct closing *)screen);
}

static bool close_typing(const struct screen *screen)
{
    return sheet_typing(&((const struct closing *)screen)->sheet);
}

static bool close_mute(const struct screen *screen)
{
    return sheet_mute(&((const struct closing *)screen)->sheet);
}

static void close_draw(struct screen *screen, struct frame *frame)
{
    closing_draw((struct closing *)screen, frame);
}

/* What became of an agreement is for whom the agreement is for. */
static void add_settled_audience(const struct closing *closing, struct buf *line)
{
    struct buf name = BUF_INIT;
    sheet_add_name(&closing->sheet, &name);
    audience_add(line, audience_of_agreement(closing_focused(closing)), name.data,
                 closing->screen.desk->lang);
    buf_release(&name);
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
    else if (closing_can_settle(closing))
        add_settled_audience(closing, line);
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
    closing_build(closing);
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
    .draw_typed = close_draw_typed,
    .text = close_text,
    .guide = close_guide,
    .look_through = close_look_through,
    .typing = close_typing,
    .mute = close_mute,
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
    closing_build(closing);
    if (sheet_restore(&closing->sheet, here ? place : NULL, err)) {
        close_close(&closing->screen);
        return NULL;
    }
    return &closing->screen;
}
