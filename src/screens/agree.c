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

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "domain/privacy.h"
#include "report/sentence.h"
#include "screens/ask.h"
#include "screens/screens.h"
#include "store/agreements.h"
#include "store/dossier.h"
#include "store/requests.h"
#include "ui/form.h"

#define OWNERS 4
#define BASES  3  /* in the order of enum basis */
#define LABEL  18 /* columns for what stands before a field */

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
    {"<F6>", AGREE_NEXT, N_("Done, one more"), N_("Keep this agreement and make another"), 60},
    {"<F3>", AGREE_CALENDAR, N_("Calendar"), N_("Choose the date in a calendar"), 50},
    {"<F5>", AGREE_HISTORY, N_("History"), N_("Show what happened to this agreement"), 20},
    {"<Space>", AGREE_CHOOSE, N_("Choose"), N_("Choose the next one, or tick"), 55},
    {"<Tab> <Down>", AGREE_FIELD, N_("Next"), N_("Go to the next line or field"), 45},
    {"", AGREE_BASIS, NULL, N_("Say on what advice hours or tasks are limited"), 0},
    {"s", AGREE_SPAR, NULL, N_("Ask HR what to do here, without a name"), 0},
    {"", AGREE_REMOVE, NULL, N_("Remove this agreement; undo brings it back"), 0},
    {"<Esc>", COMMAND_BACK, N_("Done"), N_("Keep this agreement and go back"), 90},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

/* ---- the agreement in the form --------------------------------------------------------------- */

struct agree {
    struct screen screen;
    struct dossier dossier;
    struct agreement agreement; /* as stored; revision 0 while new */
    struct form form;
    bool anew;              /* what is typed first takes the place of the date in focus */
    bool basis;             /* its basis was asked for, whatever its words say */
    bool touched;           /* the form differs from what is stored */
    bool typed;             /* it differs from the drafts on disk */
    struct request request; /* HR's last about it; all zero when there is none */
};

static const enum owner owners[OWNERS] = {OWNER_MANAGER, OWNER_EMPLOYEE, OWNER_HR, OWNER_OTHER};

static int today_of(const struct agree *agree)
{
    return clock_today(&agree->screen.desk->clock);
}

static const char *text_of(const struct agree *agree, const char *id)
{
    const struct form_item *item = form_find(&agree->form, id);
    return item ? item->edit.text.data : "";
}

static bool owned_by_other(const struct agree *agree)
{
    return form_find(&agree->form, "owner")->chosen == OWNERS - 1;
}

static enum basis basis_of(const struct agree *agree)
{
    int chosen = form_find(&agree->form, "basis")->chosen;
    return chosen > 0 ? (enum basis)chosen : BASIS_NONE;
}

/* Where a limit is set, or a basis was given or asked for. */
static bool offers_basis(const struct agree *agree)
{
    const char *what = text_of(agree, "what");
    if (agree->basis || basis_of(agree) != BASIS_NONE || !*what)
        return agree->basis || basis_of(agree) != BASIS_NONE;
    const struct privacy *privacy = desk_privacy(agree->screen.desk, agree->dossier.guide);
    return privacy && privacy_limits(privacy, what);
}

/* Is it a field that is not asked for now? The first and the last one always are. */
static bool is_hidden(const struct agree *agree, const struct form_item *item)
{
    if (strcmp(item->id, "owner_name") == 0)
        return !owned_by_other(agree);
    if (strcmp(item->id, "basis_day") == 0)
        return basis_of(agree) != BASIS_DOCTOR;
    return strcmp(item->id, "basis") == 0 && !offers_basis(agree);
}

static bool is_day(const struct form_item *item)
{
    return strcmp(item->id, "due") == 0 || strcmp(item->id, "look_back") == 0 ||
           strcmp(item->id, "basis_day") == 0;
}

static int read_advised(const struct agree *agree)
{
    return agreement_read_advised(text_of(agree, "basis_day"), today_of(agree),
                                  agree->screen.desk->lang);
}

/* A date field: the day its words mean, and the words themselves where they mean none. */
static int read_day(const struct agree *agree, const char *id, char **words)
{
    int day = DAY_NONE;
    if (strcmp(id, "basis_day") == 0)
        return read_advised(agree);
    const char *text = text_of(agree, id);
    enum day_words read = day_read(text, today_of(agree), agree->screen.desk->lang, &day);
    if (words)
        mem_replace(words, read == DAY_WORDS_OK || read == DAY_WORDS_EMPTY ? "" : text);
    return day;
}

/* What the form says, as an agreement; the rest is as stored. */
static void take_form(const struct agree *agree, struct agreement *out)
{
    int chosen = form_find(&agree->form, "owner")->chosen;
    agreement_copy(out, &agree->agreement);
    out->owner = chosen < 0 ? OWNER_NONE : owners[chosen];
    mem_replace(&out->what, text_of(agree, "what"));
    mem_replace(&out->owner_name, owned_by_other(agree) ? text_of(agree, "owner_name") : "");
    mem_replace(&out->follow_up, text_of(agree, "follow_up"));
    out->due = read_day(agree, "due", &out->due_words);
    out->look_back = read_day(agree, "look_back", NULL);
    out->basis = basis_of(agree);
    out->basis_day = out->basis == BASIS_DOCTOR ? read_advised(agree) : DAY_NONE;
    out->share = form_find(&agree->form, "hr")->on ? SHARE_HR : SHARE_EMPLOYEE;
}

static void set_day(struct agree *agree, const char *id, int day, const char *words)
{
    struct buf numbers = BUF_INIT;
    day_add_numbers(&numbers, day, agree->screen.desk->lang);
    lineedit_set(&form_find(&agree->form, id)->edit, *words ? words : numbers.data);
    buf_release(&numbers);
}

/* The form is what is stored: nothing is left to draft. */
static void all_on_disk(struct agree *agree)
{
    for (size_t i = 0; i < agree->form.n; i++)
        agree->form.items[i].dirty = false;
    agree->touched = agree->typed = false;
}

/* Shows the stored agreement in the form. */
static void fill_form(struct agree *agree)
{
    const struct agreement *agreement = &agree->agreement;
    struct form_item *owner = form_find(&agree->form, "owner");
    owner->chosen = -1;
    for (int i = 0; i < OWNERS; i++)
        if (owners[i] == agreement->owner)
            owner->chosen = i;
    lineedit_set(&form_find(&agree->form, "owner_name")->edit, agreement->owner_name);
    lineedit_set(&form_find(&agree->form, "what")->edit, agreement->what);
    lineedit_set(&form_find(&agree->form, "follow_up")->edit, agreement->follow_up);
    set_day(agree, "due", agreement->due, agreement->due_words);
    set_day(agree, "look_back", agreement->look_back, "");
    form_find(&agree->form, "basis")->chosen = (int)agreement->basis;
    set_day(agree, "basis_day", agreement->basis_day, "");
    form_find(&agree->form, "hr")->on = agreement->share == SHARE_HR;
    all_on_disk(agree);
}

static void build_form(struct agree *agree)
{
    form_add(&agree->form, ITEM_CHOICE, "owner")->options = OWNERS;
    form_add_text(&agree->form, "owner_name", false, PERSON_NAME_MAX, "");
    form_add_text(&agree->form, "what", false, AGREEMENT_WHAT_MAX, "");
    form_add(&agree->form, ITEM_CHOICE, "basis")->options = BASES;
    form_add_text(&agree->form, "basis_day", false, AGREEMENT_WHEN_MAX, "");
    form_add_text(&agree->form, "due", false, AGREEMENT_WHEN_MAX, "");
    form_add_text(&agree->form, "follow_up", false, AGREEMENT_FOLLOW_UP_MAX, "");
    form_add_text(&agree->form, "look_back", false, AGREEMENT_WHEN_MAX, "");
    form_add(&agree->form, ITEM_CHECK, "hr");
}

/* A new agreement has an id from the start, so its drafts have one to stand under. */
static void start_new(struct agree *agree, const char *id)
{
    char made[UUID_SIZE];
    agree->basis = false;
    if (!*id)
        uuid_make(made, clock_now(&agree->screen.desk->clock));
    agreement_propose(&agree->agreement, *id ? id : made, agree->dossier.interview->id,
                      agree->dossier.guide, today_of(agree));
    fill_form(agree);
}

static size_t number_of(const struct agree *agree)
{
    return dossier_number(&agree->dossier, agree->agreement.id);
}

/* ---- keeping --------------------------------------------------------------------------------- */

static void draft_text(const struct form_item *item, char text[8])
{
    if (item->kind == ITEM_CHOICE)
        snprintf(text, 8, "%d", item->chosen);
    else
        snprintf(text, 8, "%d", item->on);
}

static int save_drafts(struct screen *screen, struct err *err)
{
    struct agree *agree = (struct agree *)screen;
    char flag[8];
    for (size_t i = 0; i < agree->form.n; i++) {
        struct form_item *item = &agree->form.items[i];
        bool is_text = item->kind == ITEM_TEXT;
        if (!item->dirty)
            continue;
        if (!is_text)
            draft_text(item, flag);
        struct draft draft = {
            .point = agree->agreement.id,
            .field = item->id,
            .text = is_text ? item->edit.text.data : flag,
            .cursor = is_text ? item->edit.cursor : 0,
            .updated_at = clock_now(&screen->desk->clock),
        };
        memcpy(draft.interview, agree->agreement.interview, sizeof draft.interview);
        if (interviews_draft(screen->desk->store, &draft, err))
            return -1;
        item->dirty = false;
    }
    agree->typed = false;
    return 0;
}

static void restore_draft(struct agree *agree, const struct draft *draft)
{
    struct form_item *item = form_find(&agree->form, draft->field);
    if (!item || strcmp(draft->point, agree->agreement.id) != 0)
        return;
    if (item->kind == ITEM_CHOICE) {
        int chosen = atoi(draft->text);
        item->chosen = chosen >= -1 && chosen < item->options ? chosen : -1;
    } else if (item->kind == ITEM_CHECK) {
        item->on = *draft->text == '1';
    } else {
        lineedit_set(&item->edit, draft->text);
        lineedit_set_cursor(&item->edit, draft->cursor);
    }
    agree->touched = true;
}

static int restore_drafts(struct agree *agree, struct err *err)
{
    struct draft *drafts = NULL;
    size_t n = 0;
    if (interviews_drafts(agree->screen.desk->store, agree->agreement.interview, &drafts, &n, err))
        return -1;
    for (size_t i = 0; i < n; i++) {
        restore_draft(agree, &drafts[i]);
        draft_release(&drafts[i]);
    }
    free(drafts);
    return 0;
}

/* Stores the agreement as the form has it; one that says nothing is not kept. */
static int keep(struct agree *agree, struct err *err)
{
    struct agreement fresh;
    if (!agree->touched)
        return 0;
    agreement_init(&fresh);
    take_form(agree, &fresh);
    int failed = dossier_agree(agree->screen.desk, &agree->dossier, &fresh, err);
    if (!failed) {
        agreement_copy(&agree->agreement, &fresh);
        all_on_disk(agree);
    }
    agreement_release(&fresh);
    return failed;
}

/* ---- commands -------------------------------------------------------------------------------- */

static struct outcome next_one(struct agree *agree)
{
    struct err err = ERR_INIT(agree->screen.desk->lang);
    if (keep(agree, &err))
        return outcome_err(&err);
    size_t kept = agree->dossier.interview->n_agreements;
    start_new(agree, "");
    form_focus(&agree->form, "owner");
    return outcome_say(trn(err.lang, (long)kept, "%zu agreement made. The next one:",
                           "%zu agreements made. The next one:"),
                       kept);
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
        .question = tr(lang, row->question),
        .day = read_day(agree, row->id, NULL),
        .past = row->tag == TAG_ADVICE,
    };
    return outcome_open(ask_open(agree->screen.desk, &ask));
}

/* On what basis, where that is another one than it was. */
static void add_basis(struct buf *text, const struct agreement *was, const struct agreement *is,
                      enum lang lang)
{
    if (is->basis == BASIS_NONE ||
        (was && was->basis == is->basis && was->basis_day == is->basis_day))
        return;
    buf_adds(text, ". ");
    sentence_add_basis(text, is, lang);
}

/* was: the one before; NULL for the first. */
static void add_revision(struct buf *text, const struct agreement *was,
                         const struct agreement *revision, int today, enum lang lang)
{
    day_add_short(text, clock_day(revision->updated_at), today, lang);
    buf_addf(text, "  %s: %s", status_word(revision->status, lang), revision->what);
    if (revision->due != DAY_NONE) {
        buf_addf(text, ", %s ", tr(lang, "by"));
        day_add_short(text, revision->due, today, lang);
    }
    if (*revision->remark)
        buf_addf(text, " (%s)", revision->remark);
    add_basis(text, was, revision, lang);
    buf_addc(text, '\n');
}

static struct outcome show_history(struct agree *agree)
{
    struct desk *desk = agree->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    struct agreement *revisions = NULL;
    struct buf text = BUF_INIT;
    size_t n = 0;
    if (agreements_history(desk->store, agree->agreement.id, &revisions, &n, &err))
        return outcome_err(&err);
    for (size_t i = 0; i < n; i++)
        add_revision(&text, i ? &revisions[i - 1] : NULL, &revisions[i], today_of(agree),
                     desk->lang);
    for (size_t i = 0; i < n; i++)
        agreement_release(&revisions[i]);
    free(revisions);
    struct screen *screen =
        view_open(desk, tr(desk->lang, "What happened to this agreement"), text.data);
    buf_release(&text);
    return outcome_open(screen);
}

static struct outcome remove_it(struct agree *agree)
{
    struct desk *desk = agree->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    size_t number = number_of(agree);
    if (dossier_withdraw(desk, &agree->dossier, agree->agreement.id, &err))
        return outcome_err(&err);
    all_on_disk(agree);
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

static bool is_asked(const struct agree *agree)
{
    return agree->request.question && agree->request.state == REQUEST_OPEN;
}

/* ---- commands ---------------------------------------------------------------------------------
 */

static struct outcome agree_command(struct screen *screen, int command, int argument)
{
    struct agree *agree = (struct agree *)screen;
    struct err err = ERR_INIT(screen->desk->lang);
    (void)argument;
    switch (command) {
    case COMMAND_BACK:
        return keep(agree, &err) ? outcome_err(&err) : outcome_leave();
    case AGREE_NEXT:
        return next_one(agree);
    case AGREE_CALENDAR:
        return open_calendar(agree);
    case AGREE_HISTORY:
        return show_history(agree);
    case AGREE_REMOVE:
        return remove_it(agree);
    case AGREE_BASIS:
        return ask_basis(agree);
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
    set_day(agree, row->id, reply->day, "");
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
        fill_form(agree);
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
    while (is_hidden(agree, form_focused(form)))
        form->focus = down ? form->focus + 1 : form->focus - 1;
}

/* A day that stands there as numbers is typed over; words are put right letter by letter. */
static bool is_numbers(const struct form_item *item)
{
    const char *text = item->kind == ITEM_TEXT ? item->edit.text.data : "";
    return *text && strspn(text, "0123456789-") == strlen(text) && is_day(item);
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

static struct lineedit *agree_text(struct screen *screen, bool change)
{
    struct agree *agree = (struct agree *)screen;
    struct form_item *item = form_focused(&agree->form);
    if (!item || item->kind != ITEM_TEXT || is_day(item))
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
    return basis_of(agree) == BASIS_DOCTOR && read_advised(agree) != DAY_NONE;
}

static bool agree_typing(const struct screen *screen)
{
    return form_typing(&((const struct agree *)screen)->form);
}

/* ---- drawing --------------------------------------------------------------------------------- */

struct sketch {
    struct agree *agree;
    struct frame *frame;
    int row, gap, columns; /* the next row; rows between fields; columns for a field */
};

static void label(struct sketch *at, const char *english)
{
    frame_put(at->frame, at->row, 3, LABEL - 1, tr(at->agree->screen.desk->lang, english),
              STYLE_QUIET);
}

/* Cuts a name that would push the other choices off the row. */
static void cut_name(const struct sketch *at, struct buf *name)
{
    enum lang lang = at->agree->screen.desk->lang;
    const char *others[] = {tr(lang, "you"), tr(lang, "HR"), tr(lang, "other")};
    int room = at->columns - (OWNERS * 6 - 2);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        room -= utf8_columns(others[i], strlen(others[i]));
    if (utf8_columns(name->data, name->len) <= room)
        return;
    const char *dots = at->frame->lines ? "…" : "...";
    room -= utf8_columns(dots, strlen(dots));
    buf_cut(name, utf8_fit(name->data, name->len, room > 1 ? room : 1));
    buf_adds(name, dots);
}

static void draw_owner(struct sketch *at)
{
    struct agree *agree = at->agree;
    enum lang lang = agree->screen.desk->lang;
    struct buf name = BUF_INIT;
    desk_add_name(agree->screen.desk, &name, &agree->dossier.interview->person);
    cut_name(at, &name);
    const char *labels[OWNERS] = {tr(lang, "you"), name.data, tr(lang, "HR"), tr(lang, "other")};
    label(at, N_("Who does it"));
    form_draw_choice(&agree->form, form_find(&agree->form, "owner"), at->frame, at->row, 3 + LABEL,
                     at->columns, labels);
    at->row += at->gap;
    buf_release(&name);
}

static void draw_text(struct sketch *at, const char *english, const char *id, int columns)
{
    struct form *form = &at->agree->form;
    label(at, english);
    form_draw_text(form, form_find(form, id), at->frame, at->row, 3 + LABEL, 1, columns);
    at->row += at->gap;
}

/* "vr 4 december 2026": in full, and short enough to stand beside its field. */
static void add_full_date(struct buf *buf, int day, enum lang lang)
{
    struct civil civil = day_civil(day);
    buf_addf(buf, "%s %d %s %d", day_weekday_short(day_weekday(day), lang), civil.day,
             day_month_name(civil.month, lang), civil.year);
}

/* What a day is in full, or as much of that as fits. */
static void add_echo(struct buf *echo, int day, int today, int columns, enum lang lang)
{
    struct buf far = BUF_INIT;
    buf_adds(echo, "= ");
    add_full_date(echo, day, lang);
    buf_adds(&far, " (");
    day_add_distance(&far, day, today, lang);
    buf_addc(&far, ')');
    if (utf8_columns(echo->data, echo->len) > columns) {
        buf_cut(echo, 2);
        day_add_short(echo, day, today, lang);
    }
    if (utf8_columns(echo->data, echo->len) + utf8_columns(far.data, far.len) <= columns)
        buf_adds(echo, far.data);
    buf_release(&far);
}

static void draw_date(struct sketch *at, const char *english, const char *id)
{
    struct agree *agree = at->agree;
    enum lang lang = agree->screen.desk->lang;
    struct buf echo = BUF_INIT;
    int field = at->columns < 50 ? 14 : 20, row = at->row, beside = at->columns - field - 1;
    int day = read_day(agree, id, NULL);
    draw_text(at, english, id, field);
    if (day != DAY_NONE)
        add_echo(&echo, day, today_of(agree), beside, lang);
    else if (*text_of(agree, id))
        buf_adds(&echo, strcmp(id, "basis_day") == 0 ? tr(lang, "? not a day that was")
                                                     : tr(lang, "? not a date yet"));
    frame_put(at->frame, row, 3 + LABEL + field + 1, beside, echo.data, STYLE_QUIET);
    buf_release(&echo);
}

/* Under what it is about, with the day of the advice close to it. */
static void draw_basis(struct sketch *at)
{
    struct agree *agree = at->agree;
    enum lang lang = agree->screen.desk->lang;
    struct form_item *basis = form_find(&agree->form, "basis");
    form_find(&agree->form, "basis_day")->columns = basis->columns = 0;
    if (!offers_basis(agree))
        return;
    bool wide = at->columns >= 50;
    const char *labels[BASES] = {
        tr(lang, "none"),
        wide ? tr(lang, "the company doctor") : tr(lang, "doctor"),
        wide ? tr(lang, "in consultation") : tr(lang, "consulted"),
    };
    label(at, N_("Basis"));
    form_draw_choice(&agree->form, basis, at->frame, at->row, 3 + LABEL, at->columns, labels);
    if (basis_of(agree) != BASIS_DOCTOR) {
        at->row += at->gap;
        return;
    }
    at->row++;
    draw_date(at, N_("Advice of"), "basis_day");
}

static void draw_share(struct sketch *at)
{
    struct agree *agree = at->agree;
    struct buf text = BUF_INIT;
    enum lang lang = agree->screen.desk->lang;
    label(at, N_("Who may see this"));
    buf_adds(&text, "[x] ");
    desk_add_name(agree->screen.desk, &text, &agree->dossier.interview->person);
    int used = frame_put(at->frame, at->row, 3 + LABEL, 20, text.data, STYLE_QUIET) + 2;
    used += form_draw_check(&agree->form, form_find(&agree->form, "hr"), at->frame, at->row,
                            3 + LABEL + used, 1, 8, tr(lang, "HR")) *
            9;
    if (at->columns >= 50)
        frame_put(at->frame, at->row, 3 + LABEL + used, at->columns - used,
                  tr(lang, "private notes never go along"), STYLE_QUIET);
    at->row += at->gap;
    buf_release(&text);
}

static void draw_each_nudge(struct sketch *at, unsigned nudges, const char *vague)
{
    int end = screen_bottom(at->frame), columns = at->columns + LABEL;
    struct buf line = BUF_INIT;
    for (unsigned bit = 1; bit && bit <= nudges; bit <<= 1) {
        if (!(nudges & bit))
            continue;
        buf_clear(&line);
        buf_adds(&line, "! ");
        nudge_add(&line, (enum nudge)bit, vague, at->agree->screen.desk->lang);
        at->row += frame_wrap(at->frame, at->row, 3, end - at->row, columns, line.data, STYLE_WARN);
    }
    buf_release(&line);
}

/* What is concrete already, then what is missing, one line each as far as there is room. */
static void draw_nudges(struct sketch *at)
{
    enum lang lang = at->agree->screen.desk->lang;
    const struct privacy *privacy = desk_privacy(at->agree->screen.desk, at->agree->dossier.guide);
    int end = screen_bottom(at->frame), columns = at->columns + LABEL;
    struct agreement now;
    struct buf vague = BUF_INIT;
    struct buf line = BUF_INIT;
    agreement_init(&now);
    take_form(at->agree, &now);
    agreement_add_concrete(&line, &now, lang);
    if (line.len)
        at->row += frame_wrap(at->frame, at->row, 3, end - at->row, columns, line.data, STYLE_GOOD);
    unsigned nudges = at->agree->touched || now.revision
                          ? agreement_nudges(&now, today_of(at->agree), &vague)
                          : 0;
    unsigned basis = agreement_nudge_basis(&now, privacy) | (nudges & NUDGE_NO_BASIS_DAY);
    draw_each_nudge(at, basis, "");
    draw_each_nudge(at, nudges & ~basis, vague.data);
    agreement_release(&now);
    buf_release(&vague);
    buf_release(&line);
}

static void draw_head(const struct agree *agree, struct frame *frame)
{
    enum lang lang = agree->screen.desk->lang;
    struct buf title = BUF_INIT;
    buf_addf(&title, tr(lang, "Agreement %zu"), number_of(agree));
    buf_adds(&title, " - ");
    desk_add_name(agree->screen.desk, &title, &agree->dossier.interview->person);
    screen_head(frame, title.data, tr(lang, "concrete and feasible"));
    buf_release(&title);
}

static void agree_draw(struct screen *screen, struct frame *frame)
{
    struct agree *agree = (struct agree *)screen;
    int columns = frame->columns > 90 ? 84 : frame->columns - 4;
    struct sketch at = {
        .agree = agree,
        .frame = frame,
        .row = SCREEN_TOP + (frame->rows >= 24),
        .gap = frame->rows >= 23 ? 2 : 1,
        .columns = columns - LABEL - 1,
    };
    draw_head(agree, frame);
    draw_owner(&at);
    if (owned_by_other(agree))
        draw_text(&at, N_("Who is that"), "owner_name", at.columns > 40 ? 40 : at.columns);
    else
        form_find(&agree->form, "owner_name")->columns = 0;
    draw_text(&at, N_("What"), "what", at.columns);
    draw_basis(&at);
    draw_date(&at, N_("When"), "due");
    draw_text(&at, N_("How followed up"), "follow_up", at.columns);
    draw_date(&at, N_("Look back"), "look_back");
    draw_share(&at);
    draw_nudges(&at);
}

static void agree_status(const struct screen *screen, struct buf *line)
{
    const struct agree *agree = (const struct agree *)screen;
    const struct interview *interview = agree->dossier.interview;
    enum lang lang = screen->desk->lang;
    if (is_asked(agree) && *agree->request.question)
        buf_addf(line, tr(lang, "HR asks: %s"), agree->request.question);
    else if (is_asked(agree))
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

/* ---- opening --------------------------------------------------------------------------------- */

static int agree_refresh(struct screen *screen, struct err *err)
{
    struct agree *agree = (struct agree *)screen;
    if (desk_retake(screen->desk, &agree->dossier, err) || read_request(agree, err))
        return -1;
    const struct agreement *stored =
        interview_agreement(agree->dossier.interview, agree->agreement.id);
    if (stored && !agree->touched) {
        agreement_copy(&agree->agreement, stored);
        fill_form(agree);
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
    .can = agree_can,
    .status = agree_status,
    .unsaved = agree_unsaved,
    .save = save_drafts,
    .commit = save_drafts,
    .place = agree_place,
    .refresh = agree_refresh,
    .close = agree_close,
};

static void go_to(struct agree *agree, const struct place *place)
{
    if (!place || strcmp(place->step, agree->agreement.id) != 0 ||
        !form_focus(&agree->form, place->item))
        return;
    struct form_item *item = form_focused(&agree->form);
    if (is_hidden(agree, item))
        pass_over_hidden(agree, agree->form.n);
    else if (item->kind == ITEM_TEXT)
        lineedit_set_cursor(&item->edit, place->cursor);
}

/* The id under which a new agreement was being typed when the program ended without warning; ""
 * when none was. */
static int find_unfinished(struct agree *agree, char id[UUID_SIZE], struct err *err)
{
    const struct interview *interview = agree->dossier.interview;
    struct draft *drafts = NULL;
    size_t n = 0;
    *id = '\0';
    if (interviews_drafts(agree->screen.desk->store, interview->id, &drafts, &n, err))
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (uuid_valid(drafts[i].point) && !interview_agreement(interview, drafts[i].point))
            snprintf(id, UUID_SIZE, "%s", drafts[i].point);
        draft_release(&drafts[i]);
    }
    free(drafts);
    return 0;
}

/* Shows the stored agreement, or a new one. */
static int begin(struct agree *agree, const char *id, struct err *err)
{
    const struct agreement *stored = interview_agreement(agree->dossier.interview, id);
    char unfinished[UUID_SIZE];
    if (stored) {
        agreement_copy(&agree->agreement, stored);
        fill_form(agree);
        return 0;
    }
    if (!*id && find_unfinished(agree, unfinished, err))
        return -1;
    start_new(agree, *id ? id : unfinished);
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
    build_form(agree);
    if (begin(agree, agreement, err) || restore_drafts(agree, err) || read_request(agree, err))
        goto fail;
    go_to(agree, place);
    return &agree->screen;
fail:
    agree_close(&agree->screen);
    return NULL;
}
