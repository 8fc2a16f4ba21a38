/*
 * prepare (Voorbereiding): what was agreed before, the goal and the questions to take along; the
 * guide's own lines to check beside them. Nothing here is asked for: the talk can begin at any
 * time.
 */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "domain/questions.h"
#include "screens/appointment.h"
#include "screens/ask.h"
#include "screens/carry.h"
#include "screens/field.h"
#include "screens/screens.h"
#include "screens/sheet.h"
#include "screens/whom.h"
#include "ui/pane.h"

#define TWO_COLUMNS  76 /* from this width on there are two columns */
#define TIP_WORD     5  /* columns for "Tip: " */
#define COLUMN_MAX   60
#define OWN_ROWS     2  /* at least, for the goal and for the questions */
#define SINCE_LABEL  24 /* columns for "Day of the occasion", the day stands beside it */
#define SINCE_BESIDE 56 /* from this width on */
#define QUESTIONS    POINT_OWN "/" FIELD_QUESTIONS

/* ---- keys ------------------------------------------------------------------------------------ */

enum {
    PREPARE_START = COMMAND_OWN,
    PREPARE_UP,
    PREPARE_DOWN,
    PREPARE_PICK = COMMAND_WRITES,
    PREPARE_DATE,
    PREPARE_RUNNING,
    PREPARE_LATER,
    PREPARE_DROP,
    PREPARE_TIME,
    PREPARE_INVITE,
    PREPARE_PERSON,
    PREPARE_REMOVE,
};

enum { TAG_SETTLE = 1, TAG_PICK, TAG_DAY, TAG_TIME, TAG_PERSON, TAG_WHO, TAG_REMOVE, TAG_FIELD };

static const struct key_row key_rows[] = {
    {"<F6> ]", PREPARE_START, N_("Begin"), N_("Begin the conversation, whatever is ticked"), 75},
    {"<F5> v", PREPARE_PICK, N_("Questions"), N_("Choose an example question to take along"), 50},
    {"<F3>", PREPARE_DATE, N_("Date"), N_("Set the day and time of the conversation"), 30},
    {"<Enter>", COMMAND_OPEN, N_("Open"), N_("Open the agreement"), 20},
    {"l", PREPARE_RUNNING, NULL, N_("The agreement is being done"), 0},
    {"d", PREPARE_LATER, NULL, N_("Give the agreement another date"), 0},
    {"-", PREPARE_DROP, NULL, N_("The agreement is no longer needed"), 0},
    {"<PgUp>", PREPARE_UP, NULL, N_("Scroll up"), 0},
    {"<PgDn>", PREPARE_DOWN, NULL, N_("Scroll down"), 0},
    {"", PREPARE_TIME, NULL, N_("Set only the time of the conversation"), 0},
    {"", PREPARE_INVITE, NULL, N_("Write an invitation: time, place and topics"), 0},
    {"", PREPARE_PERSON, NULL, N_("This was filed under the wrong person: move it"), 0},
    {"", PREPARE_REMOVE, NULL, N_("Remove this conversation; undo brings it back"), 0},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows, &sheet_keys};

static const struct carry_word settle_words[] = {
    {SHEET_TICK, "x", N_("done")},
    {PREPARE_RUNNING, "l", N_("being done")},
    {PREPARE_LATER, "d", N_("date")},
    {PREPARE_DROP, "-", N_("dropped")},
};

/* ---- what it holds --------------------------------------------------------------------------- */

struct prepare {
    struct screen screen;
    struct sheet sheet;
    struct carry carry;
    struct pane left, right; /* one column: only left is used */
    size_t n_left;           /* items of the left column; the others are of the right one */
    int split;               /* where the right column begins as drawn last; 0: one column */
    struct whom whom;        /* whose it may be instead */
    bool chosen;             /* a question was chosen just now: what is typed is the next one */
};

static struct prepare *of(struct screen *screen)
{
    return (struct prepare *)screen;
}

static enum lang lang_of(const struct prepare *prepare)
{
    return prepare->screen.desk->lang;
}

static int today_of(const struct prepare *prepare)
{
    return clock_today(&prepare->screen.desk->clock);
}

static const struct interview *interview_of(const struct prepare *prepare)
{
    return prepare->sheet.dossier.interview;
}

static const struct guide *guide_of(const struct prepare *prepare)
{
    return prepare->sheet.dossier.guide;
}

static int build(struct prepare *prepare, const struct place *place, struct err *err)
{
    struct sheet *sheet = &prepare->sheet;
    const struct guide *guide = guide_of(prepare);
    enum lang lang = lang_of(prepare);
    sheet_clear(sheet);
    carry_add_rows(&prepare->carry, sheet);
    struct asked goal = asked_own(NULL, FIELD_GOAL, lang);
    struct asked questions = asked_own(NULL, FIELD_QUESTIONS, lang);
    sheet_add(sheet, &goal);
    sheet_add(sheet, &questions);
    prepare->n_left = sheet->form.n;
    for (size_t i = 0; i < guide->n_preparation; i++) {
        struct asked asked = asked_guide(POINT_PREPARATION, &guide->preparation[i]);
        sheet_add(sheet, &asked);
    }
    struct asked since = asked_own(NULL, FIELD_SINCE, lang);
    sheet_add(sheet, &since);
    return sheet_restore(sheet, place, err);
}

static int reload(struct prepare *prepare, struct err *err)
{
    if (sheet_commit(&prepare->sheet, err) || sheet_refresh(&prepare->sheet, err) ||
        carry_load(&prepare->carry, &prepare->sheet, err))
        return -1;
    return build(prepare, NULL, err);
}

/* Reads again after something was stored, and keeps what was to be said. */
static struct outcome reloaded(struct prepare *prepare, struct outcome said)
{
    struct err err = ERR_INIT(lang_of(prepare));
    return reload(prepare, &err) ? outcome_err(&err) : said;
}

/* ---- beginning ------------------------------------------------------------------------------- */

static struct outcome start(struct prepare *prepare)
{
    struct err err = ERR_INIT(lang_of(prepare));
    if (sheet_commit(&prepare->sheet, &err) ||
        dossier_advance(prepare->screen.desk, &prepare->sheet.dossier, STAGE_TALKING, &err))
        return outcome_err(&err);
    struct screen *talk = talk_open(prepare->screen.desk, interview_of(prepare)->id, NULL, &err);
    return outcome_try(talk, &err);
}

/* ---- questions to take along ----------------------------------------------------------------- */

static bool list_is_full(const struct interview *interview)
{
    const char *lines = questions_own(interview);
    size_t len;
    int n = 0;
    while (questions_next(&lines, &len))
        n++;
    return n >= ASKED_LINES_MAX;
}

static struct outcome ask_question(struct prepare *prepare)
{
    struct err err = ERR_INIT(lang_of(prepare));
    size_t n;
    if (store_need_write(prepare->screen.desk->store, &err) || sheet_commit(&prepare->sheet, &err))
        return outcome_err(&err);
    if (list_is_full(interview_of(prepare)))
        return outcome_say("%s", tr(err.lang, "Your list is full; take a question off first."));
    const char **questions = questions_left(interview_of(prepare), guide_of(prepare), &n);
    struct ask ask = {
        .tag = TAG_PICK,
        .kind = ASK_CHOICE,
        .question = tr(err.lang, "Which question do you want to take along?"),
        .options = questions,
        .n = n,
    };
    struct outcome outcome =
        n ? outcome_open(ask_open(prepare->screen.desk, &ask))
          : outcome_say("%s", tr(err.lang, "You take all the example questions along already."));
    free(questions);
    return outcome;
}

static struct outcome take_question(struct prepare *prepare, int choice)
{
    struct err err = ERR_INIT(lang_of(prepare));
    struct buf lines = BUF_INIT;
    size_t n;
    const char **questions = questions_left(interview_of(prepare), guide_of(prepare), &n);
    buf_adds(&lines, questions_own(interview_of(prepare)));
    if (lines.len)
        buf_addc(&lines, '\n');
    int failed = 0;
    if (choice >= 0 && (size_t)choice < n) {
        buf_adds(&lines, questions[choice]);
        failed = sheet_set_text(&prepare->sheet, QUESTIONS, lines.data, &err);
    }
    if (!failed)
        form_focus(&prepare->sheet.form, QUESTIONS);
    prepare->chosen = !failed;
    buf_release(&lines);
    free(questions);
    return failed ? outcome_err(&err) : outcome_redraw();
}

/* ---- earlier agreements ---------------------------------------------------------------------- */

static struct outcome settle(struct prepare *prepare, enum status status, int due)
{
    struct outcome said = carry_settle(&prepare->carry, &prepare->sheet, status, due);
    return said.act == ACT_NOTHING ? said : reloaded(prepare, said);
}

static struct outcome ask_settle_day(struct prepare *prepare)
{
    const struct agreement *agreement = carry_focused(&prepare->carry, &prepare->sheet);
    struct err err = ERR_INIT(lang_of(prepare));
    if (!agreement || store_need_write(prepare->screen.desk->store, &err))
        return agreement ? outcome_err(&err) : outcome_nothing();
    struct ask ask = {
        .tag = TAG_SETTLE,
        .kind = ASK_DAY,
        .question = tr(err.lang, "What is the new date?"),
        .hint = agreement->what,
        .day = agreement->due,
    };
    return outcome_open(ask_open(prepare->screen.desk, &ask));
}

static struct outcome open_agreement(struct prepare *prepare)
{
    const struct agreement *agreement = carry_focused(&prepare->carry, &prepare->sheet);
    struct err err = ERR_INIT(lang_of(prepare));
    if (!agreement)
        return outcome_nothing();
    struct screen *screen =
        agree_open(prepare->screen.desk, agreement->interview, agreement->id, NULL, &err);
    return outcome_try(screen, &err);
}

/* ---- day and time ---------------------------------------------------------------------------- */

/* The day is known: it keeps the time there was, and asks whether that is right. */
static struct outcome set_day(struct prepare *prepare, int day)
{
    struct err err = ERR_INIT(lang_of(prepare));
    if (appointment_set_day(&prepare->sheet, day, &err) || reload(prepare, &err))
        return outcome_err(&err);
    return day == DAY_NONE ? outcome_redraw() : appointment_ask_time(&prepare->sheet, TAG_TIME);
}

static struct outcome set_time(struct prepare *prepare, const char *text)
{
    struct err err = ERR_INIT(lang_of(prepare));
    if (appointment_set_time(&prepare->sheet, text, &err))
        return outcome_err(&err);
    return reloaded(prepare, outcome_redraw());
}

/* In a field that asks for a date the calendar fills that. */
static struct outcome ask_date(struct prepare *prepare)
{
    const struct sheet_field *field = sheet_focused(&prepare->sheet);
    int day = DAY_NONE;
    if (!field || field->kind != KIND_DATE)
        return appointment_ask_day(&prepare->sheet, TAG_DAY);
    const struct form_item *item = form_focused(&prepare->sheet.form);
    day_read(item->edit.text.data, today_of(prepare), lang_of(prepare), &day);
    struct ask ask = {.tag = TAG_FIELD, .kind = ASK_DAY, .question = field->label, .day = day};
    return outcome_open(ask_open(prepare->screen.desk, &ask));
}

static struct outcome set_field_day(struct prepare *prepare, int day)
{
    struct err err = ERR_INIT(lang_of(prepare));
    char iso[DAY_ISO_SIZE];
    day_iso(day, iso);
    const struct form_item *item = form_focused(&prepare->sheet.form);
    return sheet_set_text(&prepare->sheet, item->id, iso, &err) ? outcome_err(&err)
                                                                : outcome_redraw();
}

/* ---- the wrong person, and a conversation that will not be ------------------------------------
 */

static struct outcome ask_person(struct prepare *prepare)
{
    struct err err = ERR_INIT(lang_of(prepare));
    if (store_need_write(prepare->screen.desk->store, &err))
        return outcome_err(&err);
    struct ask ask = {
        .tag = TAG_PERSON,
        .kind = ASK_TEXT,
        .question = tr(err.lang, "Whose conversation is this?"),
        .hint = tr(err.lang, "It moves there with everything in it, the agreements too."),
        .max = PERSON_NAME_MAX,
        .fault = person_name_fault,
    };
    return outcome_open(ask_open(prepare->screen.desk, &ask));
}

static struct outcome move_to(struct prepare *prepare, const char *name)
{
    struct err err = ERR_INIT(lang_of(prepare));
    if (dossier_hand_over(prepare->screen.desk, &prepare->sheet.dossier, name, &err))
        return outcome_err(&err);
    return reloaded(prepare,
                    outcome_say("%s", tr(err.lang, "The conversation is moved. Ctrl-Z moves "
                                                   "it back.")));
}

static struct outcome named(struct prepare *prepare, const char *name)
{
    struct err err = ERR_INIT(lang_of(prepare));
    if (whom_look(&prepare->whom, prepare->screen.desk, name, &err))
        return outcome_err(&err);
    return prepare->whom.n > 1 ? whom_ask(&prepare->whom, prepare->screen.desk, TAG_WHO)
                               : move_to(prepare, name);
}

static struct outcome ask_remove(struct prepare *prepare)
{
    struct err err = ERR_INIT(lang_of(prepare));
    struct buf question = BUF_INIT, name = BUF_INIT, when = BUF_INIT;
    if (store_need_write(prepare->screen.desk->store, &err))
        return outcome_err(&err);
    sheet_add_name(&prepare->sheet, &name);
    appointment_add(&prepare->sheet, &when);
    buf_addf(&question, tr(err.lang, "Remove the conversation with %s (%s)?"), name.data,
             when.data);
    struct screen *ask = ask_yes(prepare->screen.desk, TAG_REMOVE, question.data,
                                 tr(err.lang, "What was agreed in it goes too. Undo brings it all "
                                              "back."));
    buf_release(&question);
    buf_release(&name);
    buf_release(&when);
    return outcome_open(ask);
}

static struct outcome remove_it(struct prepare *prepare)
{
    struct err err = ERR_INIT(lang_of(prepare));
    if (dossier_remove(prepare->screen.desk, &prepare->sheet.dossier, &err))
        return outcome_err(&err);
    struct outcome outcome =
        outcome_say("%s", tr(err.lang, "The conversation is removed. Ctrl-Z brings it back."));
    outcome.act = ACT_HOME;
    return outcome;
}

/* ---- commands -------------------------------------------------------------------------------- */

static struct outcome select_item(struct prepare *prepare, int argument)
{
    struct err err = ERR_INIT(lang_of(prepare));
    struct form *form = &prepare->sheet.form;
    if (argument < 0 || (size_t)argument >= form->n)
        return outcome_nothing();
    return sheet_focus(&prepare->sheet, form->items[argument].id, &err) ? outcome_err(&err)
                                                                        : outcome_redraw();
}

static struct pane *pane_in_use(struct prepare *prepare)
{
    bool left = !prepare->split || prepare->sheet.form.focus < prepare->n_left;
    return left ? &prepare->left : &prepare->right;
}

static struct outcome scroll(struct pane *pane, int count)
{
    return pane_wheel(pane, count) ? outcome_redraw() : outcome_nothing();
}

static bool on_carried(const struct prepare *prepare)
{
    return carry_focused(&prepare->carry, &prepare->sheet) != NULL;
}

static struct outcome open_invitation(struct prepare *prepare)
{
    struct err err = ERR_INIT(lang_of(prepare));
    return outcome_try(
        invite_open(prepare->screen.desk, prepare->sheet.dossier.interview->id, &err), &err);
}

static struct outcome do_command(struct prepare *prepare, int command, int argument)
{
    switch (command) {
    case PREPARE_START:
        return start(prepare);
    case PREPARE_PICK:
        return ask_question(prepare);
    case PREPARE_DATE:
        return ask_date(prepare);
    case PREPARE_TIME:
        return appointment_ask_time(&prepare->sheet, TAG_TIME);
    case PREPARE_INVITE:
        return open_invitation(prepare);
    case PREPARE_PERSON:
        return ask_person(prepare);
    case PREPARE_REMOVE:
        return ask_remove(prepare);
    case PREPARE_RUNNING:
        return settle(prepare, STATUS_RUNNING, DAY_NONE);
    case PREPARE_LATER:
        return ask_settle_day(prepare);
    case PREPARE_DROP:
        return settle(prepare, STATUS_DROPPED, DAY_NONE);
    case SHEET_TICK:
        return on_carried(prepare) ? settle(prepare, STATUS_DONE, DAY_NONE)
                                   : sheet_command(&prepare->sheet, command);
    case COMMAND_SELECT:
        return select_item(prepare, argument);
    case COMMAND_OPEN:
        return open_agreement(prepare);
    case FIELD_CHOOSE:
        return field_choose(&prepare->sheet, argument);
    case SHEET_SPAR:
        return sheet_spar(&prepare->sheet, ".preparation",
                          tr(prepare->screen.desk->lang, "Preparation"));
    default:
        return sheet_command(&prepare->sheet, command);
    }
}

static struct outcome prepare_command(struct screen *screen, int command, int argument)
{
    struct prepare *prepare = of(screen);
    if (command == PREPARE_UP || command == PREPARE_DOWN)
        return scroll(pane_in_use(prepare), command == PREPARE_UP ? -2 : 2);
    prepare->left.free = prepare->right.free = false;
    return do_command(prepare, command, argument);
}

static bool can_scroll(const struct prepare *prepare)
{
    return prepare->left.used > prepare->left.rows || prepare->right.used > prepare->right.rows;
}

static bool prepare_can(const struct screen *screen, int command)
{
    const struct prepare *prepare = (const struct prepare *)screen;
    switch (command) {
    case COMMAND_OPEN:
    case PREPARE_RUNNING:
    case PREPARE_LATER:
    case PREPARE_DROP:
        return on_carried(prepare);
    case SHEET_TICK:
        return on_carried(prepare) || sheet_can(&prepare->sheet, command);
    case PREPARE_UP:
    case PREPARE_DOWN:
        return can_scroll(prepare);
    case PREPARE_TIME:
        return interview_of(prepare)->at != 0;
    default:
        return sheet_can(&prepare->sheet, command);
    }
}

/* Who types on after choosing a question, writes the next one. */
static void begin_line(struct prepare *prepare, const struct key *key)
{
    static const struct key enter = {.kind = PRESS_NAMED, .name = NAME_ENTER};
    bool text = key->kind == PRESS_TEXT || key->kind == PRESS_PASTE;
    if (prepare->chosen && text && sheet_typing(&prepare->sheet))
        sheet_key(&prepare->sheet, &enter, NULL);
    prepare->chosen = false;
}

static struct outcome prepare_key(struct screen *screen, const struct key *key)
{
    struct prepare *prepare = of(screen);
    if (key->kind == PRESS_WHEEL) {
        bool right = prepare->split && key->col >= prepare->split;
        return scroll(right ? &prepare->right : &prepare->left, key->count);
    }
    begin_line(prepare, key);
    struct outcome outcome = sheet_key(&prepare->sheet, key, NULL);
    if (outcome.act != ACT_NOTHING)
        prepare->left.free = prepare->right.free = false;
    return outcome;
}

static struct outcome prepare_resume(struct screen *screen, const struct reply *reply)
{
    struct prepare *prepare = of(screen);
    if (reply->tag == 0 || reply->tag == SHEET_TAG_ERASE)
        return sheet_edited(&prepare->sheet, reply);
    if (!reply->given)
        return outcome_redraw();
    switch (reply->tag) {
    case TAG_SETTLE:
        return settle(prepare, STATUS_CHANGED, reply->day);
    case TAG_PICK:
        return take_question(prepare, reply->choice);
    case TAG_DAY:
        return set_day(prepare, reply->day);
    case TAG_TIME:
        return set_time(prepare, reply->text);
    case TAG_PERSON:
        return named(prepare, reply->text);
    case TAG_WHO:
        return move_to(prepare, prepare->whom.names[reply->choice]);
    case TAG_REMOVE:
        return reply->choice == 1 ? remove_it(prepare) : outcome_redraw();
    case TAG_FIELD:
        return set_field_day(prepare, reply->day);
    default:
        return outcome_redraw();
    }
}

/* ---- drawing --------------------------------------------------------------------------------- */

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

/* What is odd about the day of the occasion, as it is typed. */
static int draw_nudge(struct prepare *prepare, struct frame *frame, int row, size_t i)
{
    enum lang lang = lang_of(prepare);
    int day = DAY_NONE;
    day_read(prepare->sheet.form.items[i].edit.text.data, today_of(prepare), lang, &day);
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
        if (utf8_columns(tip, strlen(tip)) <= columns)
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

static void prepare_draw(struct screen *screen, struct frame *frame)
{
    struct prepare *prepare = of(screen);
    draw_head(prepare, frame);
    int foot = draw_foot(prepare, frame);
    draw_body(prepare, frame, foot - SCREEN_TOP);
}

static void prepare_status(const struct screen *screen, struct buf *line)
{
    const struct prepare *prepare = (const struct prepare *)screen;
    const struct sheet_field *field = sheet_focused(&prepare->sheet);
    if (field && strcmp(field->field, FIELD_SINCE) == 0)
        buf_adds(line, tr(screen->desk->lang, "HR only sees how many days it took, added up."));
    else if (field && field->share != SHARE_PRIVATE)
        sheet_add_audience(&prepare->sheet, line);
    else
        buf_adds(line, tr(screen->desk->lang, "Only for you; HR does not see this."));
}

/* ---- the rest of a screen -------------------------------------------------------------------- */

static const struct guide *prepare_guide(const struct screen *screen)
{
    return ((const struct prepare *)screen)->sheet.dossier.guide;
}

static struct lineedit *prepare_text(struct screen *screen, bool change)
{
    return sheet_text(&((struct prepare *)screen)->sheet, change);
}

static bool prepare_typing(const struct screen *screen)
{
    return sheet_typing(&((const struct prepare *)screen)->sheet);
}

static bool prepare_unsaved(const struct screen *screen)
{
    return sheet_unsaved(&((const struct prepare *)screen)->sheet);
}

static int prepare_save(struct screen *screen, struct err *err)
{
    return sheet_save(&of(screen)->sheet, err);
}

static int prepare_commit(struct screen *screen, struct err *err)
{
    return sheet_commit(&of(screen)->sheet, err);
}

static void prepare_place(const struct screen *screen, struct place *place)
{
    sheet_place(&((const struct prepare *)screen)->sheet, screen->ops->name, "", place);
}

static int prepare_refresh(struct screen *screen, struct err *err)
{
    return reload(of(screen), err);
}

static void prepare_close(struct screen *screen)
{
    struct prepare *prepare = of(screen);
    pane_release(&prepare->left);
    pane_release(&prepare->right);
    carry_release(&prepare->carry);
    whom_release(&prepare->whom);
    sheet_release(&prepare->sheet);
    free(prepare);
}

static const struct screen_ops prepare_ops = {
    .name = "prepare",
    .command = prepare_command,
    .key = prepare_key,
    .resume = prepare_resume,
    .draw = prepare_draw,
    .text = prepare_text,
    .guide = prepare_guide,
    .typing = prepare_typing,
    .can = prepare_can,
    .status = prepare_status,
    .unsaved = prepare_unsaved,
    .save = prepare_save,
    .commit = prepare_commit,
    .place = prepare_place,
    .refresh = prepare_refresh,
    .close = prepare_close,
};

struct screen *prepare_open(struct desk *desk, const char *interview, const struct place *place,
                            struct err *err)
{
    struct prepare *prepare = mem_zero(1, sizeof *prepare);
    prepare->screen = (struct screen){.ops = &prepare_ops, .keys = &keys, .desk = desk};
    pane_init(&prepare->left);
    pane_init(&prepare->right);
    if (place && strcmp(place->screen, prepare_ops.name) != 0)
        place = NULL;
    if (sheet_open(&prepare->sheet, desk, interview, err) ||
        carry_load(&prepare->carry, &prepare->sheet, err) || build(prepare, place, err)) {
        prepare_close(&prepare->screen);
        return NULL;
    }
    return &prepare->screen;
}
