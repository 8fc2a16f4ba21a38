/*
 * talk: the conversation itself, one point of the guide at a time. Quiet: few words, readable from
 * an angle, so that it can stand on the table between two people.
 */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "screens/agreed.h"
#include "screens/ask.h"
#include "screens/field.h"
#include "screens/screens.h"
#include "talk_inside.h"

#define HEADING ".point"

enum { TAG_FIELD = 1 };

/* ---- keys ------------------------------------------------------------------------------------ */

static const struct key_row key_rows[] = {
    {"<PgDn>", TALK_NEXT, N_("Point"), N_("On to the next point; its number does that too"), 65},
    {"<PgUp>", TALK_PREVIOUS, NULL, N_("Back to the point before"), 0},
    {"<Enter>", COMMAND_OPEN, N_("Change"), N_("Change the agreement"), 58},
    {"<Delete> -", TALK_REMOVE, N_("Remove"), N_("Remove the agreement; undo brings it back"), 35},
    {"<F3>", TALK_CALENDAR, N_("Calendar"), N_("Choose the date in a calendar"), 57},
    {"<F4> a", TALK_AGREE, N_("Agreement"), N_("Write down a new agreement"), 60},
    {"<F5> v", TALK_QUESTIONS, N_("Questions"), N_("Questions, tips and pitfalls of this point"),
     50},
    {"<F6> ]", TALK_CLOSE, N_("Finish"), N_("On to finishing: read back what was agreed"), 70},
    {"<F7> m", TALK_LATER, N_("Later"), N_("Mark this point for later; again takes it off"), 47},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows, &sheet_keys};

/* ---- what it holds --------------------------------------------------------------------------- */

static struct talk *of(struct screen *screen)
{
    return (struct talk *)screen;
}

bool talk_is_later(const struct talk *talk, size_t point)
{
    const char *id = guide_of(talk)->points[point].id;
    return *interview_value(interview_of(talk), POINT_LATER, id) != '\0';
}

static int build(struct talk *talk, const struct place *place, struct err *err)
{
    struct sheet *sheet = &talk->sheet;
    const struct guide_point *point = point_of(talk);
    sheet_clear(sheet);
    sheet_add_row(sheet, HEADING);
    if (point->agreements)
        agreed_add_rows(sheet);
    for (size_t i = 0; i < point->n_capture; i++) {
        struct asked asked = asked_guide(point->id, &point->capture[i]);
        sheet_add(sheet, &asked);
    }
    struct asked note = asked_own(point->id, FIELD_NOTE, lang_of(talk));
    sheet_add(sheet, &note);
    return sheet_restore(sheet, place, err);
}

static int read_sparring(struct talk *talk, struct err *err)
{
    sparring_rows_free(talk->sparring, talk->n_sparring);
    return sparring_at(talk->screen.desk->store, interview_of(talk)->id, "", &talk->sparring,
                       &talk->n_sparring, err);
}

static int reload(struct talk *talk, struct err *err)
{
    if (sheet_commit(&talk->sheet, err) || sheet_refresh(&talk->sheet, err) ||
        read_sparring(talk, err))
        return -1;
    return build(talk, NULL, err);
}

static struct outcome reloaded(struct talk *talk, struct outcome said)
{
    struct err err = ERR_INIT(lang_of(talk));
    return reload(talk, &err) ? outcome_err(&err) : said;
}

/* Where one begins at a point: at its first line to fill in, or its list of agreements. */
static void focus_first(struct talk *talk)
{
    struct form *form = &talk->sheet.form;
    form_focus(form, form->items[form->n > 1 ? 1 : 0].id);
}

/* ---- moving between points ------------------------------------------------------------------- */

/* Who was typing types on at the new point; who was not can go on by number. */
static struct outcome go_to(struct talk *talk, size_t point)
{
    struct err err = ERR_INIT(lang_of(talk));
    bool typing = sheet_typing(&talk->sheet);
    bool at_heading = talk->sheet.form.focus == 0;
    if (point >= guide_of(talk)->n_points || point == talk->point)
        return outcome_nothing();
    if (sheet_commit(&talk->sheet, &err))
        return outcome_err(&err);
    talk->visits[talk->point]++;
    talk->point = point;
    talk->pane.free = false;
    if (build(talk, NULL, &err))
        return outcome_err(&err);
    focus_first(talk);
    if (!typing && (at_heading || sheet_typing(&talk->sheet)))
        form_focus(&talk->sheet.form, HEADING);
    return outcome_redraw();
}

static struct outcome close_talk(struct talk *talk)
{
    struct err err = ERR_INIT(lang_of(talk));
    if (sheet_commit(&talk->sheet, &err) ||
        dossier_advance(talk->screen.desk, &talk->sheet.dossier, STAGE_CLOSING, &err))
        return outcome_err(&err);
    struct screen *screen = close_open(talk->screen.desk, interview_of(talk)->id, NULL, &err);
    return outcome_try(screen, &err);
}

/* ---- commands -------------------------------------------------------------------------------- */

static struct outcome agree(struct talk *talk, const char *agreement)
{
    struct err err = ERR_INIT(lang_of(talk));
    if (sheet_commit(&talk->sheet, &err) ||
        (!*agreement && store_need_write(talk->screen.desk->store, &err)))
        return outcome_err(&err);
    struct screen *screen =
        agree_open(talk->screen.desk, interview_of(talk)->id, agreement, NULL, &err);
    return outcome_try(screen, &err);
}

static struct outcome open_row(struct talk *talk)
{
    const struct agreement *agreement = agreed_focused(&talk->sheet);
    if (agreement)
        return agree(talk, agreement->id);
    return agreed_on_new(&talk->sheet) ? agree(talk, "") : sheet_command(&talk->sheet, SHEET_NEXT);
}

static struct outcome remove_row(struct talk *talk)
{
    struct outcome said = agreed_remove(&talk->sheet);
    return said.act == ACT_NOTHING ? said : reloaded(talk, said);
}

static struct outcome mark_later(struct talk *talk)
{
    struct err err = ERR_INIT(lang_of(talk));
    const struct guide_point *point = point_of(talk);
    bool on = !talk_is_later(talk, talk->point);
    struct asked asked = asked_later(point);
    if (dossier_answer(talk->screen.desk, &talk->sheet.dossier, &asked, on ? "1" : "", &err))
        return outcome_err(&err);
    return outcome_say("%s", on ? tr(err.lang, "Marked to come back to later.")
                                : tr(err.lang, "No longer marked for later."));
}

static struct outcome select_item(struct talk *talk, int argument)
{
    struct err err = ERR_INIT(lang_of(talk));
    struct form *form = &talk->sheet.form;
    if (argument < 0 || (size_t)argument >= form->n)
        return outcome_nothing();
    return sheet_focus(&talk->sheet, form->items[argument].id, &err) ? outcome_err(&err)
                                                                     : outcome_redraw();
}

/* ---- what keys do ---------------------------------------------------------------------------- */

static struct outcome do_command(struct talk *talk, int command, int argument)
{
    switch (command) {
    case TALK_POINT:
        return argument < 0 ? outcome_nothing() : go_to(talk, (size_t)argument);
    case TALK_NEXT:
        return go_to(talk, talk->point + 1);
    case TALK_PREVIOUS:
        return talk->point ? go_to(talk, talk->point - 1) : outcome_nothing();
    case TALK_AGREE:
        return agree(talk, "");
    case TALK_REMOVE:
        return remove_row(talk);
    case TALK_QUESTIONS:
        return talk_view_questions(talk);
    case TALK_LATER:
        return mark_later(talk);
    case TALK_CLOSE:
        return close_talk(talk);
    case TALK_CALENDAR:
        return sheet_ask_day(&talk->sheet, TAG_FIELD);
    case COMMAND_SELECT:
        return select_item(talk, argument);
    case COMMAND_OPEN:
        return open_row(talk);
    case FIELD_CHOOSE:
        return field_choose(&talk->sheet, argument);
    case SHEET_SPAR:
        return sheet_spar(&talk->sheet, point_of(talk)->id, point_of(talk)->title);
    default:
        return sheet_command(&talk->sheet, command);
    }
}

static struct outcome talk_command(struct screen *screen, int command, int argument)
{
    of(screen)->pane.free = false;
    return do_command(of(screen), command, argument);
}

static bool talk_can(const struct screen *screen, int command)
{
    const struct talk *talk = (const struct talk *)screen;
    const struct sheet_field *field = sheet_focused(&talk->sheet);
    switch (command) {
    case TALK_NEXT:
        return talk->point + 1 < guide_of(talk)->n_points;
    case TALK_PREVIOUS:
        return talk->point > 0;
    case TALK_REMOVE:
    case COMMAND_OPEN:
        return agreed_focused(&talk->sheet) != NULL;
    case TALK_CALENDAR:
        return field && field->kind == KIND_DATE;
    default:
        return sheet_can(&talk->sheet, command);
    }
}

/* The number of a point goes there, unless a choice is being made with it. */
static bool is_number(const struct talk *talk, const struct key *key)
{
    const struct form_item *item = form_focused(&talk->sheet.form);
    return key->kind == PRESS_TEXT && key->text[0] >= '1' && key->text[0] <= '9' && item &&
           item->kind != ITEM_TEXT && !form_mute(&talk->sheet.form);
}

static struct outcome talk_key(struct screen *screen, const struct key *key)
{
    struct talk *talk = of(screen);
    if (key->kind == PRESS_WHEEL)
        return pane_wheel(&talk->pane, key->count) ? outcome_redraw() : outcome_nothing();
    if (is_number(talk, key))
        return go_to(talk, (size_t)(key->text[0] - '1'));
    enum form_event event;
    struct outcome outcome = sheet_key(&talk->sheet, key, &event);
    if (outcome.act != ACT_NOTHING)
        talk->pane.free = false;
    return event == FORM_ENTER ? open_row(talk) : outcome;
}

static struct outcome talk_resume(struct screen *screen, const struct reply *reply)
{
    struct talk *talk = of(screen);
    if (reply->tag == 0 || reply->tag == SHEET_TAG_ERASE)
        return sheet_edited(&talk->sheet, reply);
    if (!reply->given || reply->tag != TAG_FIELD)
        return outcome_redraw();
    return sheet_set_day(&talk->sheet, reply->day);
}

/* ---- the rest of a screen -------------------------------------------------------------------- */

static void talk_status(const struct screen *screen, struct buf *line)
{
    const struct talk *talk = (const struct talk *)screen;
    struct buf name = BUF_INIT;
    const struct agreement *agreement = agreed_focused(&talk->sheet);
    if (agreement || agreed_on_new(&talk->sheet)) {
        sheet_add_name(&talk->sheet, &name);
        audience_add(line, agreement ? audience_of_agreement(agreement) : AUDIENCE_AGREED,
                     name.data, screen->desk->lang);
        buf_release(&name);
        return;
    }
    sheet_add_audience(&talk->sheet, line);
}

static const struct guide *talk_guide(const struct screen *screen)
{
    return ((const struct talk *)screen)->sheet.dossier.guide;
}

static bool talk_draw_typed(struct screen *screen, struct frame *frame)
{
    return sheet_draw_typed(&((struct talk *)screen)->sheet, frame);
}

static struct lineedit *talk_text(struct screen *screen, bool change)
{
    return sheet_text(&((struct talk *)screen)->sheet, change);
}

static bool talk_typing(const struct screen *screen)
{
    return sheet_typing(&((const struct talk *)screen)->sheet);
}

static bool talk_mute(const struct screen *screen)
{
    return sheet_mute(&((const struct talk *)screen)->sheet);
}

static bool talk_unsaved(const struct screen *screen)
{
    return sheet_unsaved(&((const struct talk *)screen)->sheet);
}

static int talk_save(struct screen *screen, struct err *err)
{
    return sheet_save(&of(screen)->sheet, err);
}

static int talk_commit(struct screen *screen, struct err *err)
{
    return sheet_commit(&of(screen)->sheet, err);
}

static void talk_place(const struct screen *screen, struct place *place)
{
    const struct talk *talk = (const struct talk *)screen;
    sheet_place(&talk->sheet, screen->ops->name, point_of(talk)->id, place);
}

static int talk_refresh(struct screen *screen, struct err *err)
{
    return reload(of(screen), err);
}

static void talk_close(struct screen *screen)
{
    struct talk *talk = of(screen);
    pane_release(&talk->pane);
    sheet_release(&talk->sheet);
    free(talk->visits);
    sparring_rows_free(talk->sparring, talk->n_sparring);
    free(talk);
}

static const struct screen_ops talk_ops = {
    .name = "talk",
    .command = talk_command,
    .key = talk_key,
    .resume = talk_resume,
    .draw = talk_draw,
    .draw_typed = talk_draw_typed,
    .text = talk_text,
    .guide = talk_guide,
    .typing = talk_typing,
    .mute = talk_mute,
    .can = talk_can,
    .status = talk_status,
    .unsaved = talk_unsaved,
    .save = talk_save,
    .commit = talk_commit,
    .place = talk_place,
    .refresh = talk_refresh,
    .close = talk_close,
};

/* ---- opening --------------------------------------------------------------------------------- */

/* The point where the user was; the first one when there is no place, or it is not in this guide.
 */
static size_t point_at(const struct talk *talk, const struct place *place)
{
    const struct guide *guide = guide_of(talk);
    for (size_t i = 0; place && i < guide->n_points; i++)
        if (strcmp(guide->points[i].id, place->step) == 0)
            return i;
    return 0;
}

static int talk_begin(struct talk *talk, const char *interview, const struct place *place,
                      struct err *err)
{
    if (sheet_open(&talk->sheet, talk->screen.desk, interview, err))
        return -1;
    if (read_sparring(talk, err))
        return -1;
    if (!guide_of(talk)->n_points)
        return err_set(err, N_("This guide has no points to talk about; choose another guide."));
    talk->visits = mem_zero(guide_of(talk)->n_points, sizeof *talk->visits);
    talk->point = point_at(talk, place);
    if (build(talk, place, err))
        return -1;
    if (!place)
        focus_first(talk);
    return 0;
}

struct screen *talk_open(struct desk *desk, const char *interview, const struct place *place,
                         struct err *err)
{
    struct talk *talk = mem_zero(1, sizeof *talk);
    talk->screen = (struct screen){.ops = &talk_ops, .keys = &keys, .desk = desk};
    pane_init(&talk->pane);
    if (place && strcmp(place->screen, talk_ops.name) != 0)
        place = NULL;
    if (talk_begin(talk, interview, place, err)) {
        talk_close(&talk->screen);
        return NULL;
    }
    return &talk->screen;
}
