/*
 * agree: one agreement: who does what, when, how it is followed up, when both look back. What is
 * missing or vague is nudged in a line; nothing blocks. Where hours or tasks are limited it is also
 * asked on what basis.
 *
 * Typing goes to disk as drafts; the agreement itself is stored once, when the screen is left, so
 * its history holds what was agreed and not how it was typed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agree_inside.h"
#include "base/day.h"
#include "base/mem.h"
#include "screens/ask.h"
#include "screens/screens.h"

/* ---- keys ------------------------------------------------------------------------------------ */

enum {
    AGREE_HISTORY = COMMAND_OWN,
    AGREE_FIELD,
    AGREE_SPAR,
    AGREE_NEXT = COMMAND_WRITES,
    AGREE_CALENDAR,
    AGREE_REMOVE,
    AGREE_CHOOSE,
    AGREE_BASIS,
};

enum { TAG_DUE = 1, TAG_LOOK_BACK, TAG_ADVICE };

static const struct key_row key_rows[] = {
    {"<F6>", AGREE_NEXT, N_("One more"), N_("Keep this agreement and make another"), 60},
    {"<F3>", AGREE_CALENDAR, N_("Calendar"), N_("Choose the date in a calendar"), 50},
    {"<F5>", AGREE_HISTORY, N_("History"), N_("Show what happened to this agreement"), 20},
    {"<Space>", AGREE_CHOOSE, N_("Choose"), N_("Choose the next one, or tick"), 55},
    {"<Tab>", AGREE_FIELD, N_("Next"), N_("Go to the next field"), 45},
    {"", AGREE_BASIS, NULL, N_("Say on what advice hours or tasks are limited"), 0},
    {"<C-o> w", COMMAND_EYES, N_("Other eyes"), N_("Look as employee, HR or yourself"), 15},
    {"<C-s> s", AGREE_SPAR, N_("Spar"), N_("Spar: ask HR what to do here, without a name"), 14},
    {"", AGREE_REMOVE, NULL, N_("Remove this agreement; undo brings it back"), 0},
    {"<Esc>", COMMAND_BACK, N_("Done"), N_("Keep this agreement and go back"), 90},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

/* ---- commands -------------------------------------------------------------------------------- */

static struct outcome next_one(struct agree *agree)
{
    struct err err = ERR_INIT(agree->screen.desk->lang);
    if (agree_keep(agree, &err))
        return outcome_err(&err);
    bool unsaid = agree->agreement.revision > 0 && !*agree->agreement.what;
    size_t made = interview_made(agree->dossier.interview);
    agree_start_new(agree, "");
    form_focus(&agree->form, "owner");
    if (unsaid)
        return outcome_say("%s", tr(err.lang, "That one does not say what was agreed, so it does "
                                              "not count yet. The next one:"));
    return outcome_say(trn(err.lang, (long)made, "%zu agreement made. The next one:",
                           "%zu agreements made. The next one:"),
                       made);
}

/* What the calendar is for; the last one wherever no day is in focus. */
static const struct calendar_row {
    const char *id, *question;
    int tag;
} calendar_rows[] = {
    {"look_back", N_("When do you look back together?"), TAG_LOOK_BACK},
    {"basis_day", N_("Of which day is the advice?"), TAG_ADVICE},
    {"due", N_("By when?"), TAG_DUE},
};

static struct outcome open_calendar(struct agree *agree)
{
    enum lang lang = agree->screen.desk->lang;
    const struct form_item *item = form_focused(&agree->form);
    const struct calendar_row *row = calendar_rows;
    while (strcmp(row->id, item->id) != 0 && row->tag != TAG_DUE)
        row++;
    struct ask ask = {
        .tag = row->tag,
        .kind = ASK_DAY,
        .audience = AUDIENCE_AGREED,
        .about = agree->agreement.id,
        .question = tr(lang, row->question),
        .day = agree_read_day(agree, row->id, NULL),
        .toward = row->tag == TAG_ADVICE ? DAY_BEHIND : DAY_AHEAD,
    };
    return outcome_open(ask_open(agree->screen.desk, &ask));
}

static struct outcome remove_it(struct agree *agree)
{
    struct desk *desk = agree->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    size_t number = agree_number(agree);
    if (dossier_withdraw(desk, &agree->dossier, agree->agreement.id, &err))
        return outcome_err(&err);
    agree_all_on_disk(agree);
    struct outcome outcome =
        outcome_say(tr(desk->lang, "Agreement %zu is removed. Ctrl-Z brings it back."), number);
    outcome.act = ACT_LEAVE;
    return outcome;
}

static struct outcome ask_basis(struct agree *agree)
{
    agree->basis = true;
    form_focus(&agree->form, "basis");
    return outcome_redraw();
}

/* What they see is what is stored; so this is. */
static struct outcome look(struct agree *agree)
{
    struct err err = ERR_INIT(agree->screen.desk->lang);
    return agree_keep(agree, &err) ? outcome_err(&err)
                                   : look_at(agree->screen.desk, agree->dossier.interview->id);
}

static struct outcome press_named(struct screen *screen, enum key_name name)
{
    return screen->ops->key(screen, &(struct key){.kind = PRESS_NAMED, .name = name});
}

/* ---- HR -------------------------------------------------------------------------------------- */

static struct outcome spar(const struct agree *agree)
{
    struct desk *desk = agree->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    const struct interview *interview = agree->dossier.interview;
    struct sparring_point from = {interview->id, interview->guide_id, ".agreement",
                                  tr(desk->lang, "Agreement")};
    struct screen *screen = sparring_open(desk, SIDE_MANAGER, &from, NULL, &err);
    return outcome_try(screen, &err);
}

static int read_request(struct agree *agree, struct err *err)
{
    request_release(&agree->request);
    return requests_last(agree->screen.desk->store, agree->agreement.id, &agree->request, err) < 0
               ? -1
               : 0;
}

bool agree_is_asked(const struct agree *agree)
{
    return agree->request.question && agree->request.state == REQUEST_OPEN;
}

/* ---- what keys do ---------------------------------------------------------------------------- */

static struct outcome agree_command(struct screen *screen, int command, int argument)
{
    struct agree *agree = (struct agree *)screen;
    struct err err = ERR_INIT(screen->desk->lang);
    (void)argument;
    switch (command) {
    case COMMAND_BACK:
        return agree_keep(agree, &err) ? outcome_err(&err) : outcome_leave();
    case AGREE_NEXT:
        return next_one(agree);
    case AGREE_CALENDAR:
        return open_calendar(agree);
    case AGREE_HISTORY:
        return agree_show_history(agree);
    case AGREE_REMOVE:
        return remove_it(agree);
    case AGREE_BASIS:
        return ask_basis(agree);
    case COMMAND_EYES:
        return look(agree);
    case AGREE_SPAR:
        return spar(agree);
    case AGREE_FIELD:
        return press_named(screen, NAME_TAB);
    case AGREE_CHOOSE:
        return press_named(screen, NAME_SPACE);
    default:
        return outcome_nothing();
    }
}

static bool agree_can(const struct screen *screen, int command)
{
    const struct agree *agree = (const struct agree *)screen;
    if (command == AGREE_HISTORY || command == AGREE_REMOVE)
        return agree->agreement.revision > 0;
    if (command == AGREE_CHOOSE)
        return !form_typing(&agree->form);
    if (command == AGREE_SPAR) /* a question to HR is no practice */
        return !store_rehearses(screen->desk->store);
    return true;
}

static struct outcome agree_resume(struct screen *screen, const struct reply *reply)
{
    struct agree *agree = (struct agree *)screen;
    const struct calendar_row *row = calendar_rows;
    if (!reply->given)
        return outcome_redraw();
    while (row->tag != reply->tag && row->tag != TAG_DUE)
        row++;
    agree_set_day(agree, row->id, reply->day, "");
    form_find(&agree->form, row->id)->dirty = agree->touched = agree->typed = true;
    return outcome_redraw();
}

/* Shared with HR is settled when the agreement is made: it can be narrowed later, not widened. */
static struct outcome widened(struct agree *agree, struct form_item *item)
{
    item->on = false;
    return outcome_say("%s", tr(agree->screen.desk->lang,
                                "This was agreed without HR. Make a new agreement to share it."));
}

static struct outcome changed(struct agree *agree, struct form_item *item)
{
    struct err err = ERR_INIT(agree->screen.desk->lang);
    if (store_need_write(agree->screen.desk->store, &err)) {
        agree_fill_form(agree);
        return outcome_err(&err);
    }
    if (item->kind == ITEM_CHECK && item->on && agree->agreement.revision &&
        agree->agreement.share == SHARE_EMPLOYEE)
        return widened(agree, item);
    item->dirty = agree->touched = agree->typed = true;
    return outcome_redraw();
}

/* The next field that is asked for: "somebody else" asks who, a limit asks on what basis. */
static void pass_over_hidden(struct agree *agree, size_t from)
{
    struct form *form = &agree->form;
    bool down = form->focus > from;
    while (agree_is_hidden(agree, form_focused(form)))
        form->focus = down ? form->focus + 1 : form->focus - 1;
}

/* A day that stands there as numbers is typed over; words are put right letter by letter. */
static bool is_numbers(const struct form_item *item)
{
    const char *text = item->kind == ITEM_TEXT ? item->edit.text.data : "";
    return *text && strspn(text, "0123456789-") == strlen(text) && agree_is_day(item);
}

static void type_over(struct agree *agree, const struct key *key)
{
    if (agree->anew && (key->kind == PRESS_TEXT || key->kind == PRESS_PASTE))
        lineedit_set(&form_focused(&agree->form)->edit, "");
    agree->anew = false;
}

static struct outcome agree_press(struct screen *screen, const struct key *key)
{
    struct agree *agree = (struct agree *)screen;
    size_t from = agree->form.focus, left;
    type_over(agree, key);
    enum form_event event = key->kind == PRESS_CLICK
                                ? form_click(&agree->form, key->row, key->col, &left)
                                : form_key(&agree->form, key, &left);
    switch (event) {
    case FORM_IGNORED:
        return outcome_nothing();
    case FORM_EDITED:
    case FORM_TICKED:
    case FORM_CHOSEN:
        return changed(agree, form_focused(&agree->form));
    case FORM_ASTRAY:
        return outcome_astray(screen->desk->lang);
    case FORM_FULL:
        changed(agree, form_focused(&agree->form));
        return outcome_say("%s", tr(screen->desk->lang, "This field is full; keep it short."));
    case FORM_MOVED:
        pass_over_hidden(agree, from);
        agree->anew = is_numbers(form_focused(&agree->form)) && key->kind != PRESS_CLICK;
        return outcome_redraw();
    case FORM_CURSOR:
    case FORM_ENTER:
        break;
    }
    return outcome_redraw();
}

/* ---- the rest of a screen -------------------------------------------------------------------- */

static struct lineedit *agree_text(struct screen *screen, bool change)
{
    struct agree *agree = (struct agree *)screen;
    struct form_item *item = form_focused(&agree->form);
    if (!item || item->kind != ITEM_TEXT || agree_is_day(item))
        return NULL;
    if (change)
        item->dirty = agree->touched = agree->typed = true;
    return &item->edit;
}

static const struct guide *agree_guide(const struct screen *screen)
{
    return ((const struct agree *)screen)->dossier.guide;
}

static bool agree_sourced(const struct screen *screen)
{
    const struct agree *agree = (const struct agree *)screen;
    struct agreement now = {.basis = agree_basis_of(agree), .basis_day = agree_read_advised(agree)};
    return agreement_sourced(&now);
}

static bool agree_typing(const struct screen *screen)
{
    return form_typing(&((const struct agree *)screen)->form);
}

static bool agree_mute(const struct screen *screen)
{
    return form_mute(&((const struct agree *)screen)->form);
}

static void agree_status(const struct screen *screen, struct buf *line)
{
    const struct agree *agree = (const struct agree *)screen;
    const struct interview *interview = agree->dossier.interview;
    enum lang lang = screen->desk->lang;
    if (agree_is_asked(agree))
        buf_adds(line, tr(lang, "HR asks how it stands."));
    else if (!interview->n_agreements)
        buf_adds(line, tr(lang, "Dates in words: friday, in 2 weeks, week 50, 15-12."));
    else
        buf_addf(line,
                 trn(lang, (long)interview->n_agreements, "Agreed already: %zu.",
                     "Agreed already: %zu."),
                 interview->n_agreements);
}

static bool agree_unsaved(const struct screen *screen)
{
    return ((const struct agree *)screen)->typed;
}

static void agree_place(const struct screen *screen, struct place *place)
{
    const struct agree *agree = (const struct agree *)screen;
    const struct form_item *item = form_focused(&agree->form);
    *place = (struct place){.screen = "agree"};
    snprintf(place->interview, sizeof place->interview, "%s", agree->agreement.interview);
    snprintf(place->step, sizeof place->step, "%s", agree->agreement.id);
    snprintf(place->item, sizeof place->item, "%s", item->id);
    place->cursor = item->kind == ITEM_TEXT ? item->edit.cursor : 0;
}

static int agree_refresh(struct screen *screen, struct err *err)
{
    struct agree *agree = (struct agree *)screen;
    if (desk_retake(screen->desk, &agree->dossier, err) || read_request(agree, err))
        return -1;
    const struct agreement *stored =
        interview_agreement(agree->dossier.interview, agree->agreement.id);
    if (stored && !agree->touched) {
        agreement_copy(&agree->agreement, stored);
        agree_fill_form(agree);
        pass_over_hidden(agree, agree->form.n);
    }
    return 0;
}

static void agree_close(struct screen *screen)
{
    struct agree *agree = (struct agree *)screen;
    form_release(&agree->form);
    agreement_release(&agree->agreement);
    desk_put_away(&agree->dossier);
    request_release(&agree->request);
    free(agree);
}

static const struct screen_ops agree_ops = {
    .name = "agree",
    .command = agree_command,
    .key = agree_press,
    .resume = agree_resume,
    .draw = agree_draw,
    .text = agree_text,
    .guide = agree_guide,
    .sourced = agree_sourced,
    .typing = agree_typing,
    .mute = agree_mute,
    .can = agree_can,
    .status = agree_status,
    .unsaved = agree_unsaved,
    .save = agree_save_drafts,
    .commit = agree_save_drafts,
    .place = agree_place,
    .refresh = agree_refresh,
    .close = agree_close,
};

/* ---- opening --------------------------------------------------------------------------------- */

static void go_to(struct agree *agree, const struct place *place)
{
    if (!place || strcmp(place->step, agree->agreement.id) != 0 ||
        !form_focus(&agree->form, place->item))
        return;
    struct form_item *item = form_focused(&agree->form);
    if (agree_is_hidden(agree, item))
        pass_over_hidden(agree, agree->form.n);
    else if (item->kind == ITEM_TEXT)
        lineedit_set_cursor(&item->edit, place->cursor);
}

/* Shows the stored agreement, or a new one. */
static int begin(struct agree *agree, const char *id, struct err *err)
{
    const struct agreement *stored = interview_agreement(agree->dossier.interview, id);
    char unfinished[UUID_SIZE];
    if (stored) {
        agreement_copy(&agree->agreement, stored);
        agree_fill_form(agree);
        return 0;
    }
    if (!*id && agree_find_unfinished(agree, unfinished, err))
        return -1;
    agree_start_new(agree, *id ? id : unfinished);
    return 0;
}

struct screen *agree_open(struct desk *desk, const char *interview, const char *agreement,
                          const struct place *place, struct err *err)
{
    struct agree *agree = mem_zero(1, sizeof *agree);
    agree->screen = (struct screen){.ops = &agree_ops, .keys = &keys, .desk = desk};
    agreement_init(&agree->agreement);
    form_init(&agree->form);
    if (desk_take(desk, interview, &agree->dossier, err))
        goto fail;
    agree_build_form(agree);
    if (begin(agree, agreement, err) || agree_restore_drafts(agree, err) ||
        read_request(agree, err))
        goto fail;
    go_to(agree, place);
    return &agree->screen;
fail:
    agree_close(&agree->screen);
    return NULL;
}
