/*
 * absence: the absences of one person: the last one as an employer may keep it, the six things that
 * may be asked and no others, and the earlier ones below it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/ask.h"
#include "screens/screens.h"
#include "store/absences.h"
#include "absence_inside.h"

static const struct key_row key_rows[] = {
    {"<Enter>", COMMAND_OPEN, N_("Fill in"), N_("Fill in what is selected, or show it"), 70},
    {"n", ABSENCE_NEW, N_("New report"), N_("Write down a new sick report"), 60},
    {"g", ABSENCE_STEP, N_("Partly back"), N_("Write down a step back, by advice"), 50},
    {"S", ABSENCE_TIMELINE, N_("Timeline"), N_("See the steps of this absence, with their dates"),
     55},
    {"", ABSENCE_SERVICE, NULL, N_("See or say when this person was in service"), 0},
    {"", ABSENCE_LEAVE, NULL, N_("Write down maternity leave: days alone"), 0},
    {"-", ABSENCE_REMOVE, NULL, N_("Take this absence away"), 0},
    {"", ABSENCE_ERASE, NULL, N_("Erase a text of it for good, or all of it"), 0},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

/* ---- what there is --------------------------------------------------------------------------- */

/* The place of the absence that is shown; n when there is none. */
size_t absence_shown_at(const struct absence_screen *screen)
{
    size_t i = 0;
    while (i < screen->n && strcmp(screen->rows[i].absence.id, screen->shown) != 0)
        i++;
    return i;
}

const struct absence *absence_shown(const struct absence_screen *screen)
{
    size_t i = absence_shown_at(screen);
    return i < screen->n ? &screen->rows[i].absence : NULL;
}

/* Maternity leave has days alone, which are the first fields. */
size_t absence_n_fields(const struct absence_screen *screen)
{
    const struct absence *shown = absence_shown(screen);
    return !shown ? 0 : shown->leave ? ABSENCE_BACK + 1 : ABSENCE_FIELDS;
}

size_t absence_n_own(const struct absence_screen *screen)
{
    const struct absence *shown = absence_shown(screen);
    return shown ? absence_n_fields(screen) + shown->n_steps : 0;
}

/* The step that the row of the list stands for; n_steps when it is none. */
size_t absence_step_at(const struct absence_screen *screen, size_t row)
{
    size_t fields = absence_n_fields(screen),
           steps = absence_shown(screen) ? absence_shown(screen)->n_steps : 0;
    return row >= fields && row - fields < steps ? row - fields : steps;
}

/* The absence that the row of the list stands for, behind fields and steps; n when it is none. */
size_t absence_other_at(const struct absence_screen *screen, size_t row)
{
    size_t here = absence_shown_at(screen), own = absence_n_own(screen), at;
    if (row < own || here == screen->n)
        return screen->n;
    at = row - own;
    return at < here ? at : at + 1;
}

/* ---- commands -------------------------------------------------------------------------------- */

struct outcome absence_keep(struct absence_screen *screen, struct absence *absence,
                            const char *words)
{
    struct err err = ERR_INIT(lang_of(screen));
    struct deed deed = {words, screen->name.data};
    struct store *store = screen->screen.desk->store;
    if (*absence->person ? absences_save(store, absence, &deed, &err)
                         : absences_add(store, screen->typed, absence, &deed, &err))
        return outcome_err(&err);
    memcpy(screen->person, absence->person, UUID_SIZE);
    memcpy(screen->shown, absence->id, UUID_SIZE);
    return screen->screen.ops->refresh(&screen->screen, &err) ? outcome_err(&err)
                                                              : outcome_redraw();
}

static struct outcome begin(struct absence_screen *screen, int first_day, bool leave)
{
    struct absence absence;
    absence_init(&absence);
    memcpy(absence.person, screen->person, UUID_SIZE);
    absence.first_day = first_day;
    absence.leave = leave;
    struct outcome outcome = absence_keep(screen, &absence, N_("absence of %s added"));
    absence_release(&absence);
    if (outcome.failed)
        return outcome;
    struct buf day = BUF_INIT;
    day_add_long(&day, first_day, lang_of(screen));
    outcome = outcome_say(tr(lang_of(screen), "Written down: away from %s."), day.data);
    buf_release(&day);
    return outcome;
}

/* A day that was; the question and the hint in English. */
struct outcome absence_ask_day(const struct absence_screen *screen, int tag, const char *question,
                               const char *hint, int day)
{
    bool of_step = tag == TAG_STEP || tag == TAG_ADVISED;
    struct ask ask = {
        .tag = tag,
        .kind = ASK_DAY,
        .audience = AUDIENCE_REQUEST,
        .about = *screen->person ? screen->person : screen->typed,
        .question = tr(lang_of(screen), question),
        .hint = tag == TAG_NEW && *screen->known ? screen->known : tr(lang_of(screen), hint),
        .day = day,
        .toward = DAY_BEHIND,
        .since = of_step ? absence_shown(screen)->first_day : 0,
    };
    return outcome_open(ask_open(screen->screen.desk, &ask));
}

static struct outcome ask_new(const struct absence_screen *screen)
{
    return absence_ask_day(screen, TAG_NEW, N_("On which day did the absence begin?"),
                           N_("The first day of not working. Not why: that is never asked."),
                           today_of(screen));
}

static struct outcome ask_leave(const struct absence_screen *screen)
{
    return absence_ask_day(screen, TAG_LEAVE, N_("On which day did the maternity leave begin?"),
                           N_("Leave is no sickness: nothing more is asked than its days."),
                           today_of(screen));
}

static struct outcome ask_field(struct absence_screen *screen, enum absence_field field)
{
    enum lang lang = lang_of(screen);
    struct absence *absence = &screen->rows[absence_shown_at(screen)].absence;
    const char *options[] = {told_word(TOLD_UNKNOWN, lang), told_word(TOLD_NO, lang),
                             told_word(TOLD_YES, lang)};
    struct ask ask = {
        .tag = TAG_FIELD + (int)field,
        .audience = AUDIENCE_REQUEST,
        .about = absence->id,
        .question = tr(lang, absence_field_ask(field)),
        .hint = *absence_field_hint(field) ? tr(lang, absence_field_hint(field)) : NULL,
        .toward = field == ABSENCE_EXPECTED ? DAY_AHEAD : DAY_BEHIND,
        .since = field == ABSENCE_FIRST_DAY ? 0 : absence->first_day,
        .max = ABSENCE_TEXT_MAX,
        .blank = true,
        .fault = absence_text_fault,
    };
    switch (absence_field_kind(field)) {
    case ABSENCE_DAY:
        ask.kind = ASK_DAY;
        ask.day = *absence_day(absence, field);
        break;
    case ABSENCE_TEXT:
        ask.kind = ASK_TEXT;
        ask.text = *absence_text(absence, field);
        break;
    case ABSENCE_TOLD:
        ask.kind = ASK_CHOICE;
        ask.options = options;
        ask.n = sizeof options / sizeof *options;
        break;
    }
    return outcome_open(ask_open(screen->screen.desk, &ask));
}

static struct outcome see_timeline(const struct absence_screen *screen)
{
    struct err err = ERR_INIT(lang_of(screen));
    return outcome_try(
        timeline_open(screen->screen.desk, screen->person, screen->shown, NULL, &err), &err);
}

static struct outcome see_service(const struct absence_screen *screen)
{
    struct err err = ERR_INIT(lang_of(screen));
    return outcome_try(service_open(screen->screen.desk, screen->person, &err), &err);
}

/* ---- what is selected ------------------------------------------------------------------------ */

static struct outcome open_selected(struct absence_screen *screen)
{
    struct err err = ERR_INIT(lang_of(screen));
    size_t other = absence_other_at(screen, screen->list.selected);
    if (screen->rows && other < screen->n) {
        memcpy(screen->shown, screen->rows[other].absence.id, UUID_SIZE);
        list_resize(&screen->list, absence_n_own(screen) + screen->n - 1);
        list_select(&screen->list, 0);
        return outcome_redraw();
    }
    if (!absence_shown(screen) || store_need_write(screen->screen.desk->store, &err))
        return absence_shown(screen) ? outcome_err(&err) : outcome_nothing();
    return absence_step_at(screen, screen->list.selected) < absence_shown(screen)->n_steps
               ? absence_ask_drop(screen)
               : ask_field(screen, (enum absence_field)screen->list.selected);
}

static struct outcome remove_shown(struct absence_screen *screen)
{
    struct err err = ERR_INIT(lang_of(screen));
    struct deed deed = {N_("absence of %s removed"), screen->name.data};
    if (absences_remove(screen->screen.desk->store, screen->shown, &deed, &err) ||
        screen->screen.ops->refresh(&screen->screen, &err))
        return outcome_err(&err);
    return outcome_redraw();
}

/* ---- dispatch -------------------------------------------------------------------------------- */

static struct outcome absence_command(struct screen *base, int command, int argument)
{
    struct absence_screen *screen = (struct absence_screen *)base;
    switch (command) {
    case COMMAND_SELECT:
        list_select(&screen->list, (size_t)argument);
        return outcome_redraw();
    case COMMAND_OPEN:
        return open_selected(screen);
    case ABSENCE_NEW:
        return ask_new(screen);
    case ABSENCE_LEAVE:
        return ask_leave(screen);
    case ABSENCE_STEP:
        return absence_ask_step(screen);
    case ABSENCE_SERVICE:
        return see_service(screen);
    case ABSENCE_TIMELINE:
        return see_timeline(screen);
    case ABSENCE_REMOVE:
        return outcome_open(ask_yes(base->desk, TAG_REMOVE,
                                    tr(lang_of(screen), "Take this absence away?"),
                                    tr(lang_of(screen), "Undo brings it back.")));
    case ABSENCE_ERASE:
        return absence_ask_erase(screen);
    default:
        return outcome_nothing();
    }
}

static bool absence_can(const struct screen *base, int command)
{
    const struct absence_screen *screen = (const struct absence_screen *)base;
    const struct absence *shown = absence_shown(screen);
    if (command == ABSENCE_SERVICE)
        return *screen->person != '\0';
    if (command == ABSENCE_STEP || command == ABSENCE_TIMELINE)
        return shown && !shown->leave;
    return (command != COMMAND_OPEN && command != ABSENCE_REMOVE && command != ABSENCE_ERASE) ||
           shown;
}

static struct outcome answered(struct absence_screen *screen, enum absence_field field,
                               const struct reply *reply)
{
    struct absence absence = {.first_day = DAY_NONE};
    absence_copy(&absence, absence_shown(screen));
    switch (absence_field_kind(field)) {
    case ABSENCE_DAY:
        *absence_day(&absence, field) = reply->day;
        break;
    case ABSENCE_TEXT:
        mem_replace(absence_text(&absence, field), reply->text);
        break;
    case ABSENCE_TOLD:
        *absence_told(&absence, field) = (enum told)reply->choice;
        break;
    }
    struct outcome outcome = absence_keep(screen, &absence, N_("absence of %s changed"));
    absence_release(&absence);
    return outcome;
}

static struct outcome absence_resume(struct screen *base, const struct reply *reply)
{
    struct absence_screen *screen = (struct absence_screen *)base;
    if (!reply->given)
        return outcome_redraw();
    switch (reply->tag) {
    case TAG_NEW:
        return begin(screen, reply->day, false);
    case TAG_LEAVE:
        return begin(screen, reply->day, true);
    case TAG_REMOVE:
        return reply->choice ? remove_shown(screen) : outcome_redraw();
    case TAG_ERASE:
        return absence_erased(screen, reply->choice);
    case TAG_STEP:
        return absence_ask_part(screen, reply->day);
    case TAG_PART:
        return absence_ask_advice(screen, reply->text);
    case TAG_ADVISED:
        screen->step.advised = reply->day;
        return absence_put_step(screen);
    case TAG_DROP:
        return reply->choice ? absence_drop_step(screen) : outcome_redraw();
    default:
        return answered(screen, (enum absence_field)(reply->tag - TAG_FIELD), reply);
    }
}

static struct outcome absence_press(struct screen *base, const struct key *key)
{
    struct absence_screen *screen = (struct absence_screen *)base;
    return list_key(&screen->list, key, 10) ? outcome_redraw() : outcome_nothing();
}

static void absence_status(const struct screen *base, struct buf *line)
{
    buf_adds(line, tr(base->desk->lang, "Never write down what it is, or why."));
}

/* ---- the rest -------------------------------------------------------------------------------- */

static int absence_refresh(struct screen *base, struct err *err)
{
    struct absence_screen *screen = (struct absence_screen *)base;
    struct absence_row *rows = NULL;
    size_t n = 0;
    if (absences_list(base->desk->store, screen->person, false, &rows, &n, err) ||
        (!n && absences_whose(base->desk->store, screen->typed, screen->person, err)))
        return -1; /* undo may have taken somebody away who came with the first absence */
    absence_rows_free(screen->rows, screen->n);
    screen->rows = rows;
    screen->n = n;
    if (!absence_shown(screen) && rows && n)
        memcpy(screen->shown, rows[0].absence.id, UUID_SIZE);
    list_resize(&screen->list, n ? absence_n_own(screen) + n - 1 : 0);
    return 0;
}

static void absence_close(struct screen *base)
{
    struct absence_screen *screen = (struct absence_screen *)base;
    absence_rows_free(screen->rows, screen->n);
    buf_release(&screen->name);
    free(screen->typed);
    free(screen->known);
    free(screen);
}

static const struct screen_ops absence_ops = {
    .name = "absence",
    .command = absence_command,
    .key = absence_press,
    .resume = absence_resume,
    .draw = absence_draw,
    .can = absence_can,
    .status = absence_status,
    .refresh = absence_refresh,
    .close = absence_close,
};

/* The person as the file has it, for how names are shown; of somebody new the name as typed. */
static int find_person(struct absence_screen *screen, const char *name, struct err *err)
{
    struct desk *desk = screen->screen.desk;
    return absences_whose(desk->store, name, screen->person, err) ||
                   desk_add_name_of(desk, &screen->name, screen->person, name, err)
               ? -1
               : 0;
}

/* The one that is open is shown, with the day back selected; false when none is. */
static bool show_open(struct absence_screen *screen)
{
    for (size_t i = 0; i < screen->n; i++)
        if (absence_open(&screen->rows[i].absence)) {
            memcpy(screen->shown, screen->rows[i].absence.id, UUID_SIZE);
            list_resize(&screen->list, absence_n_own(screen) + screen->n - 1);
            list_select(&screen->list, ABSENCE_BACK);
            return true;
        }
    return false;
}

struct outcome absence_screen_open(struct desk *desk, const char *name, const char *known)
{
    struct err err = ERR_INIT(desk->lang);
    struct absence_screen *screen = mem_zero(1, sizeof *screen);
    screen->screen = (struct screen){.ops = &absence_ops, .keys = &keys, .desk = desk};
    screen->typed = mem_copy(name);
    screen->known = mem_copy(known);
    if (find_person(screen, name, &err) || absence_refresh(&screen->screen, &err)) {
        absence_close(&screen->screen);
        return outcome_err(&err);
    }
    struct outcome outcome = outcome_open(&screen->screen);
    outcome.then = show_open(screen) ? 0 : ABSENCE_NEW;
    return outcome;
}
