/*
 * prepare (Voorbereiding): what was agreed before, the goal and the questions to take along; the
 * guide's own lines to check beside them. Nothing here is asked for: the talk can begin at any
 * time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "prepare_inside.h"
#include "screens/appointment.h"
#include "screens/ask.h"
#include "screens/field.h"
#include "screens/screens.h"

/* ---- keys ------------------------------------------------------------------------------------ */

static const struct key_row key_rows[] = {
    {"<F6> ]", PREPARE_START, N_("Begin"), N_("Begin the conversation, whatever is ticked"), 75},
    {"<F5> v", PREPARE_PICK, N_("Questions"), N_("Choose an example question to take along"), 50},
    {"<F4> t", PREPARE_PRACTISE, N_("Practise"), N_("Hold this talk as practice; nothing is kept"),
     46},
    {"<F3>", PREPARE_DATE, N_("Date"), N_("Set the day and time of the conversation"), 47},
    {"<Enter>", COMMAND_OPEN, N_("Open"), N_("Open the agreement"), 20},
    {"l", PREPARE_RUNNING, NULL, N_("The agreement is being done"), 0},
    {"d", PREPARE_LATER, NULL, N_("Give the agreement another date"), 0},
    {"-", PREPARE_DROP, NULL, N_("The agreement is no longer needed"), 0},
    {"<PgUp>", PREPARE_UP, NULL, N_("Scroll up"), 0},
    {"<PgDn>", PREPARE_DOWN, NULL, N_("Scroll down"), 0},
    {"", PREPARE_TIME, NULL, N_("Set only the time of the conversation"), 0},
    {"", PREPARE_INVITE, NULL, N_("Write an invitation: time, place and topics"), 0},
    {"<C-p> V", COMMAND_WHOSE, N_("Move"), N_("This was filed under the wrong person: move it"),
     16},
    {"", PREPARE_REMOVE, NULL, N_("Remove this conversation; undo brings it back"), 0},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows, &sheet_keys};

/* ---- what it holds --------------------------------------------------------------------------- */

static struct prepare *of(struct screen *screen)
{
    return (struct prepare *)screen;
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

int prepare_reload(struct prepare *prepare, struct err *err)
{
    if (sheet_commit(&prepare->sheet, err) || sheet_refresh(&prepare->sheet, err) ||
        carry_load(&prepare->carry, &prepare->sheet, err))
        return -1;
    return build(prepare, NULL, err);
}

/* Reads again after something was stored, and keeps what was to be said. */
struct outcome prepare_reloaded(struct prepare *prepare, struct outcome said)
{
    struct err err = ERR_INIT(lang_of(prepare));
    return prepare_reload(prepare, &err) ? outcome_err(&err) : said;
}

/* ---- beginning ------------------------------------------------------------------------------- */

static struct outcome start(struct prepare *prepare)
{
    struct err err = ERR_INIT(lang_of(prepare));
    struct buf planned = BUF_INIT;
    if (sheet_commit(&prepare->sheet, &err) ||
        dossier_begin(prepare->screen.desk, &prepare->sheet.dossier, &planned, &err))
        return outcome_err(&err);
    struct screen *talk = talk_open(prepare->screen.desk, interview_of(prepare)->id, NULL, &err);
    struct outcome outcome = outcome_try(talk, &err);
    if (talk && planned.len)
        snprintf(outcome.say, sizeof outcome.say,
                 tr(err.lang, "Planned for %s; begun now. Ctrl-Z puts it back."), planned.data);
    buf_release(&planned);
    return outcome;
}

static struct outcome practise(struct prepare *prepare)
{
    return (struct outcome){.act = ACT_REHEARSE, .text = mem_copy(interview_of(prepare)->id)};
}

/* ---- earlier agreements ---------------------------------------------------------------------- */

static struct outcome settle(struct prepare *prepare, enum status status, int due)
{
    struct outcome said = carry_settle(&prepare->carry, &prepare->sheet, status, due);
    return said.act == ACT_NOTHING ? said : prepare_reloaded(prepare, said);
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
        .audience = AUDIENCE_AGREED,
        .about = agreement->id,
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
    case PREPARE_PRACTISE:
        return practise(prepare);
    case PREPARE_PICK:
        return prepare_ask_question(prepare);
    case PREPARE_DATE:
        return prepare_ask_date(prepare);
    case PREPARE_TIME:
        return appointment_ask_time(&prepare->sheet, TAG_TIME);
    case PREPARE_INVITE:
        return open_invitation(prepare);
    case COMMAND_WHOSE:
        return prepare_ask_person(prepare);
    case PREPARE_REMOVE:
        return prepare_ask_remove(prepare);
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
    case PREPARE_PRACTISE:
        return interview_of(prepare)->stage != STAGE_CLOSED;
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
    if (whose_asked(reply))
        return prepare_named(prepare, reply);
    if (!reply->given)
        return outcome_redraw();
    switch (reply->tag) {
    case TAG_SETTLE:
        return settle(prepare, STATUS_CHANGED, reply->day);
    case TAG_PICK:
        return prepare_take_question(prepare, reply->choice);
    case TAG_DAY:
        return prepare_set_day(prepare, reply);
    case TAG_TIME:
        return prepare_set_time(prepare, reply->text);
    case TAG_REMOVE:
        return reply->choice == 1 ? prepare_remove_it(prepare) : outcome_redraw();
    case TAG_FIELD:
        return sheet_set_day(&prepare->sheet, reply->day);
    default:
        return outcome_redraw();
    }
}

/* ---- the rest of a screen -------------------------------------------------------------------- */

static void prepare_status(const struct screen *screen, struct buf *line)
{
    const struct prepare *prepare = (const struct prepare *)screen;
    if (!on_carried(prepare)) {
        sheet_add_audience(&prepare->sheet, line);
        return;
    }
    struct buf name = BUF_INIT;
    sheet_add_name(&prepare->sheet, &name);
    audience_add(line, AUDIENCE_AGREED, name.data, screen->desk->lang);
    buf_release(&name);
}

static const struct guide *prepare_guide(const struct screen *screen)
{
    return ((const struct prepare *)screen)->sheet.dossier.guide;
}

static bool prepare_draw_typed(struct screen *screen, struct frame *frame)
{
    return sheet_draw_typed(&((struct prepare *)screen)->sheet, frame);
}

static struct lineedit *prepare_text(struct screen *screen, bool change)
{
    return sheet_text(&((struct prepare *)screen)->sheet, change);
}

static bool prepare_asks(const struct screen *screen)
{
    const struct sheet_field *field = sheet_focused(&((const struct prepare *)screen)->sheet);
    return field && !strcmp(field->field, FIELD_QUESTIONS);
}

static bool prepare_typing(const struct screen *screen)
{
    return sheet_typing(&((const struct prepare *)screen)->sheet);
}

static bool prepare_mute(const struct screen *screen)
{
    return sheet_mute(&((const struct prepare *)screen)->sheet);
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
    return prepare_reload(of(screen), err);
}

static void prepare_close(struct screen *screen)
{
    struct prepare *prepare = of(screen);
    pane_release(&prepare->left);
    pane_release(&prepare->right);
    carry_release(&prepare->carry);
    whose_release(&prepare->whose);
    sheet_release(&prepare->sheet);
    free(prepare);
}

static const struct screen_ops prepare_ops = {
    .name = "prepare",
    .command = prepare_command,
    .key = prepare_key,
    .resume = prepare_resume,
    .draw = prepare_draw,
    .draw_typed = prepare_draw_typed,
    .text = prepare_text,
    .guide = prepare_guide,
    .asks = prepare_asks,
    .typing = prepare_typing,
    .mute = prepare_mute,
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
