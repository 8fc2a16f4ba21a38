/*
 * absence: the absences of one person: the last one as an employer may keep it, the six things that
 * may be asked and no others, and the earlier ones below it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/spell.h"
#include "screens/ask.h"
#include "screens/screens.h"
#include "store/absences.h"
#include "store/erase.h"
#include "ui/list.h"

enum {
    ABSENCE_TIMELINE = COMMAND_OWN,
    ABSENCE_SERVICE,
    ABSENCE_NEW = COMMAND_WRITES,
    ABSENCE_LEAVE,
    ABSENCE_STEP,
    ABSENCE_REMOVE,
    ABSENCE_ERASE,
};

/* TAG_STEP, TAG_PART and TAG_ADVISED ask for a step back, one after the other. */
enum {
    TAG_NEW = 1,
    TAG_LEAVE,
    TAG_REMOVE,
    TAG_ERASE,
    TAG_STEP,
    TAG_PART,
    TAG_ADVISED,
    TAG_DROP,
    TAG_FIELD,
};

enum { ERASE_KEEP, ERASE_ALL, ERASE_SELECTED };

enum { LEFT = 3, VALUE_COL = 30 };

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

struct absence_screen {
    struct screen screen;
    char *typed;            /* whose absences, as it was opened; owned */
    char person[UUID_SIZE]; /* "" until the first absence of somebody new is kept */
    struct buf name;        /* as this user wants names shown */
    struct absence_row *rows;
    size_t n;
    char shown[UUID_SIZE];    /* the absence whose fields are shown */
    struct absence_step step; /* that is asked for */
    struct list list;         /* its fields, its steps, then the other absences */
};

/* ---- what there is --------------------------------------------------------------------------- */

static int today_of(const struct absence_screen *screen)
{
    return clock_today(&screen->screen.desk->clock);
}

static enum lang lang_of(const struct absence_screen *screen)
{
    return screen->screen.desk->lang;
}

/* The place of the absence that is shown; n when there is none. */
static size_t shown_at(const struct absence_screen *screen)
{
    size_t i = 0;
    while (i < screen->n && strcmp(screen->rows[i].absence.id, screen->shown) != 0)
        i++;
    return i;
}

static const struct absence *shown(const struct absence_screen *screen)
{
    size_t i = shown_at(screen);
    return i < screen->n ? &screen->rows[i].absence : NULL;
}

/* Maternity leave has days alone, which are the first fields. */
static size_t n_fields(const struct absence_screen *screen)
{
    return !shown(screen) ? 0 : shown(screen)->leave ? ABSENCE_BACK + 1 : ABSENCE_FIELDS;
}

static size_t n_own(const struct absence_screen *screen)
{
    return shown(screen) ? n_fields(screen) + shown(screen)->n_steps : 0;
}

/* The step that the row of the list stands for; n_steps when it is none. */
static size_t step_at(const struct absence_screen *screen, size_t row)
{
    size_t fields = n_fields(screen), steps = shown(screen) ? shown(screen)->n_steps : 0;
    return row >= fields && row - fields < steps ? row - fields : steps;
}

/* The absence that the row of the list stands for, behind fields and steps; n when it is none. */
static size_t other_at(const struct absence_screen *screen, size_t row)
{
    size_t here = shown_at(screen), own = n_own(screen), at;
    if (row < own || here == screen->n)
        return screen->n;
    at = row - own;
    return at < here ? at : at + 1;
}

/* ---- commands -------------------------------------------------------------------------------- */

static struct outcome save(struct absence_screen *screen, struct absence *absence,
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
    struct outcome outcome = save(screen, &absence, N_("absence of %s added"));
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
static struct outcome ask_day(const struct absence_screen *screen, int tag, const char *question,
                              const char *hint, int day)
{
    bool of_step = tag == TAG_STEP || tag == TAG_ADVISED;
    struct ask ask = {
        .tag = tag,
        .kind = ASK_DAY,
        .audience = AUDIENCE_REQUEST,
        .about = *screen->person ? screen->person : screen->typed,
        .question = tr(lang_of(screen), question),
        .hint = tr(lang_of(screen), hint),
        .day = day,
        .toward = DAY_BEHIND,
        .since = of_step ? shown(screen)->first_day : 0,
    };
    return outcome_open(ask_open(screen->screen.desk, &ask));
}

static struct outcome ask_new(const struct absence_screen *screen)
{
    return ask_day(screen, TAG_NEW, N_("On which day did the absence begin?"),
                   N_("The first day of not working. Not why: that is never asked."),
                   today_of(screen));
}

static struct outcome ask_leave(const struct absence_screen *screen)
{
    return ask_day(screen, TAG_LEAVE, N_("On which day did the maternity leave begin?"),
                   N_("Leave is no sickness: nothing more is asked than its days."),
                   today_of(screen));
}

static struct outcome ask_field(struct absence_screen *screen, enum absence_field field)
{
    enum lang lang = lang_of(screen);
    struct absence *absence = &screen->rows[shown_at(screen)].absence;
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
    return outcome_try(timeline_open(screen->screen.desk, screen->person, screen->shown, &err),
                       &err);
}

static struct outcome see_service(const struct absence_screen *screen)
{
    struct err err = ERR_INIT(lang_of(screen));
    return outcome_try(service_open(screen->screen.desk, screen->person, &err), &err);
}

/* ---- steps back ------------------------------------------------------------------------------ */

static struct outcome ask_step(const struct absence_screen *screen)
{
    return ask_day(screen, TAG_STEP, N_("From which day was a part of the work done again?"),
                   N_("Only by advice of the company doctor, of which the day is asked too."),
                   today_of(screen));
}

static struct outcome ask_part(struct absence_screen *screen, int from)
{
    screen->step = (struct absence_step){.from = from};
    struct ask ask = {
        .tag = TAG_PART,
        .kind = ASK_TEXT,
        .audience = AUDIENCE_REQUEST,
        .about = screen->person,
        .question = tr(lang_of(screen), "How much of the work, in percents?"),
        .hint = tr(lang_of(screen), "As the company doctor advised: 50, or 37.5."),
        .max = 8,
        .fault = absence_part_fault,
    };
    return outcome_open(ask_open(screen->screen.desk, &ask));
}

static struct outcome ask_advice(struct absence_screen *screen, const char *part)
{
    (void)absence_part_read(part, &screen->step.part); /* asked until it will do */
    return ask_day(screen, TAG_ADVISED, N_("Of which day is the company doctor's advice?"),
                   N_("Without advice an employer may not set how much somebody can do."),
                   screen->step.from);
}

static struct outcome save_steps(struct absence_screen *screen, size_t drop)
{
    struct absence absence = {.first_day = DAY_NONE};
    absence_copy(&absence, shown(screen));
    if (drop < absence.n_steps)
        absence_step_drop(&absence, drop);
    else
        absence_step_put(&absence, &screen->step);
    struct outcome outcome = save(screen, &absence, N_("absence of %s changed"));
    absence_release(&absence);
    return outcome;
}

static struct outcome ask_drop(const struct absence_screen *screen)
{
    return outcome_open(ask_yes(screen->screen.desk, TAG_DROP,
                                tr(lang_of(screen), "Take this step back away?"),
                                tr(lang_of(screen), "Undo brings it back.")));
}

/* ---- what is selected ------------------------------------------------------------------------ */

static struct outcome open_selected(struct absence_screen *screen)
{
    struct err err = ERR_INIT(lang_of(screen));
    size_t other = other_at(screen, screen->list.selected);
    if (other < screen->n) {
        memcpy(screen->shown, screen->rows[other].absence.id, UUID_SIZE);
        list_resize(&screen->list, n_own(screen) + screen->n - 1);
        list_select(&screen->list, 0);
        return outcome_redraw();
    }
    if (!shown(screen) || store_need_write(screen->screen.desk->store, &err))
        return shown(screen) ? outcome_err(&err) : outcome_nothing();
    return step_at(screen, screen->list.selected) < shown(screen)->n_steps
               ? ask_drop(screen)
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

/* ---- for good -------------------------------------------------------------------------------- */

/* The text that is selected; NULL when it is something else, or empty. */
static const char *selected_text(const struct absence_screen *screen)
{
    enum absence_field field = (enum absence_field)screen->list.selected;
    if (screen->list.selected >= n_fields(screen) || absence_field_kind(field) != ABSENCE_TEXT)
        return NULL;
    const char *text = *absence_text((struct absence *)shown(screen), field);
    return *text ? text : NULL;
}

static struct outcome ask_erase(const struct absence_screen *screen)
{
    enum lang lang = lang_of(screen);
    struct buf words = BUF_INIT;
    const char *text = selected_text(screen);
    if (text)
        buf_addf(&words, tr(lang, "Erase this for good: \"%.*s\""), (int)strlen(text), text);
    const char *options[] = {[ERASE_KEEP] = tr(lang, "Keep it all"),
                             [ERASE_ALL] = tr(lang, "Erase all of this absence for good"),
                             [ERASE_SELECTED] = words.data};
    struct ask ask = {
        .tag = TAG_ERASE,
        .kind = ASK_CHOICE,
        .question = tr(lang, "What has to go for good?"),
        .hint = tr(lang, "It cannot be taken back. What stood here before goes too, and undo "
                         "forgets this absence."),
        .options = options,
        .n = text ? 3 : 2,
    };
    struct outcome outcome = outcome_open(ask_open(screen->screen.desk, &ask));
    buf_release(&words);
    return outcome;
}

static struct outcome erased(struct absence_screen *screen, int choice)
{
    struct store *store = screen->screen.desk->store;
    struct err err = ERR_INIT(lang_of(screen));
    struct erased erased = ERASED_INIT;
    const char *text = selected_text(screen);
    if (choice == ERASE_KEEP || (choice == ERASE_SELECTED && !text))
        return outcome_redraw();
    int failed = choice == ERASE_ALL
                     ? erase_all(store, ERASE_ABSENCE, screen->shown, &erased, &err)
                     : erase_absence_sentence(store, screen->shown, text, false, &erased, &err);
    failed = failed || screen->screen.ops->refresh(&screen->screen, &err);
    struct outcome outcome =
        failed ? outcome_err(&err)
               : outcome_say(tr(err.lang, "Erased for good; receipt %lld is in the log."),
                             (long long)erased.receipt);
    erased_release(&erased);
    return outcome;
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
        return ask_step(screen);
    case ABSENCE_SERVICE:
        return see_service(screen);
    case ABSENCE_TIMELINE:
        return see_timeline(screen);
    case ABSENCE_REMOVE:
        return outcome_open(ask_yes(base->desk, TAG_REMOVE,
                                    tr(lang_of(screen), "Take this absence away?"),
                                    tr(lang_of(screen), "Undo brings it back.")));
    case ABSENCE_ERASE:
        return ask_erase(screen);
    default:
        return outcome_nothing();
    }
}

static bool absence_can(const struct screen *base, int command)
{
    const struct absence_screen *screen = (const struct absence_screen *)base;
    if (command == ABSENCE_SERVICE)
        return *screen->person != '\0';
    if (command == ABSENCE_STEP || command == ABSENCE_TIMELINE)
        return shown(screen) && !shown(screen)->leave;
    return (command != COMMAND_OPEN && command != ABSENCE_REMOVE && command != ABSENCE_ERASE) ||
           shown(screen);
}

static struct outcome answered(struct absence_screen *screen, enum absence_field field,
                               const struct reply *reply)
{
    struct absence absence = {.first_day = DAY_NONE};
    absence_copy(&absence, shown(screen));
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
    struct outcome outcome = save(screen, &absence, N_("absence of %s changed"));
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
        return erased(screen, reply->choice);
    case TAG_STEP:
        return ask_part(screen, reply->day);
    case TAG_PART:
        return ask_advice(screen, reply->text);
    case TAG_ADVISED:
        screen->step.advised = reply->day;
        return save_steps(screen, SIZE_MAX);
    case TAG_DROP:
        return reply->choice ? save_steps(screen, step_at(screen, screen->list.selected))
                             : outcome_redraw();
    default:
        return answered(screen, (enum absence_field)(reply->tag - TAG_FIELD), reply);
    }
}

static struct outcome absence_press(struct screen *base, const struct key *key)
{
    struct absence_screen *screen = (struct absence_screen *)base;
    return list_key(&screen->list, key, 10) ? outcome_redraw() : outcome_nothing();
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void put_sign(struct frame *frame, int row, bool here)
{
    if (!here)
        return;
    frame_put(frame, row, LEFT - 2, 1, ">", STYLE_FOCUS);
    frame_cursor(frame, row, LEFT - 2);
}

/* What a row of its own says, and its label. */
static const char *add_own(const struct absence_screen *screen, size_t line, struct buf *value)
{
    size_t step = step_at(screen, line);
    enum lang lang = lang_of(screen);
    if (line < n_fields(screen)) {
        spell_add_field(value, shown(screen), (enum absence_field)line, lang);
        return tr(lang, absence_field_ask((enum absence_field)line));
    }
    spell_add_step(value, &shown(screen)->steps[step], lang);
    return tr(lang, "Partly back");
}

/* Rows it takes, or took when row is below end. */
static int draw_own(const struct absence_screen *screen, struct frame *frame, int row, int end,
                    size_t line)
{
    struct buf value = BUF_INIT;
    bool here = screen->list.selected == line;
    int columns = frame->columns - VALUE_COL - 2;
    const char *label = add_own(screen, line, &value);
    put_sign(frame, row, here);
    int used = frame_wrap(frame, row, LEFT, end - row, VALUE_COL - LEFT - 2, label,
                          here ? STYLE_FOCUS : STYLE_QUIET);
    int rows = frame_wrap(frame, row, VALUE_COL, end - row, columns, value.len ? value.data : "-",
                          STYLE_PLAIN);
    rows = rows > used ? rows : used;
    frame_spot(frame, row, LEFT - 2, rows, frame->columns - LEFT, COMMAND_SELECT, (int)line);
    buf_release(&value);
    return rows;
}

static void draw_other(const struct absence_screen *screen, struct frame *frame, int row,
                       size_t line, size_t other)
{
    const struct absence *absence = &screen->rows[other].absence;
    struct buf text = BUF_INIT;
    enum lang lang = lang_of(screen);
    bool here = screen->list.selected == line;
    day_add_short(&text, absence->first_day, today_of(screen), lang);
    if (!absence_open(absence)) {
        buf_adds(&text, tr(lang, " to "));
        day_add_short(&text, absence->back - 1, today_of(screen), lang);
    }
    if (absence->leave)
        buf_addf(&text, ", %s", tr(lang, "maternity leave"));
    put_sign(frame, row, here);
    frame_put(frame, row, LEFT, frame->columns - LEFT - 1, text.data,
              here ? STYLE_FOCUS : STYLE_PLAIN);
    frame_spot(frame, row, LEFT - 2, 1, frame->columns - LEFT, COMMAND_SELECT, (int)line);
    buf_release(&text);
}

/* The earlier ones from the first that is in view, so that the selected one always is. */
static void draw_others(struct absence_screen *screen, struct frame *frame, int row, int end)
{
    size_t n = screen->n - 1, room = (size_t)(end - row - 1), first = 0;
    size_t selected = screen->list.selected, own = n_own(screen);
    if (end - row < 2 || !n)
        return;
    frame_put(frame, row++, LEFT, frame->columns - LEFT - 1, tr(lang_of(screen), "OTHER ABSENCES"),
              STYLE_HEADING);
    if (selected >= own && selected - own >= room)
        first = selected - own - room + 1;
    for (size_t i = first; i < n && row < end; i++)
        draw_other(screen, frame, row++, own + i, other_at(screen, own + i));
}

/* The first of its own rows to draw, so that what is selected is in view: as many as fit above it,
 * and of the others their heading and a few of them. */
static size_t first_own(const struct absence_screen *screen, const struct frame *frame, int room)
{
    enum { MOST = 400, A_FEW = 3 };
    struct frame scratch;
    size_t own = n_own(screen), selected = screen->list.selected;
    size_t first = selected < own ? selected + 1 : own;
    int used = selected < own ? 0 : A_FEW + 1;
    frame_init(&scratch, MOST, frame->columns, false);
    while (first && used <= room) {
        used += draw_own(screen, &scratch, 0, MOST, first - 1);
        first -= used <= room;
    }
    frame_release(&scratch);
    return first;
}

static void absence_draw(struct screen *base, struct frame *frame)
{
    struct absence_screen *screen = (struct absence_screen *)base;
    int row = SCREEN_TOP + 1, end = screen_bottom(frame);
    enum lang lang = lang_of(screen);
    struct buf title = BUF_INIT;
    const struct absence *absence = shown(screen);
    buf_addf(&title,
             absence && absence->leave ? tr(lang, "Maternity leave - %s")
                                       : tr(lang, "Absence - %s"),
             screen->name.data);
    screen_head(frame, title.data, tr(lang, "only for you"));
    buf_release(&title);
    if (!absence) {
        frame_wrap(frame, row, LEFT, 4, frame->columns - 2 * LEFT,
                   tr(lang, "No absence is written down. n writes down a sick report: the day it "
                            "began, and what an employer may ask."),
                   STYLE_PLAIN);
        return;
    }
    for (size_t line = first_own(screen, frame, end - row); line < n_own(screen) && row < end;
         line++)
        row += draw_own(screen, frame, row, end, line);
    draw_others(screen, frame, row + 1, end);
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
    if (absences_list(base->desk->store, screen->person, false, &rows, &n, err))
        return -1;
    absence_rows_free(screen->rows, screen->n);
    screen->rows = rows;
    screen->n = n;
    if (!shown(screen) && n)
        memcpy(screen->shown, rows[0].absence.id, UUID_SIZE);
    list_resize(&screen->list, n ? n_own(screen) + n - 1 : 0);
    return 0;
}

static void absence_close(struct screen *base)
{
    struct absence_screen *screen = (struct absence_screen *)base;
    absence_rows_free(screen->rows, screen->n);
    buf_release(&screen->name);
    free(screen->typed);
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
    struct person person = {.name = NULL};
    if (absences_whose(desk->store, name, screen->person, err) ||
        (*screen->person && absences_load_person(desk->store, screen->person, &person, err)))
        return -1;
    if (!*screen->person)
        person.name = mem_copy(name);
    desk_add_name(desk, &screen->name, &person);
    person_release(&person);
    return 0;
}

/* The one that is open is shown, with the day back selected; false when none is. */
static bool show_open(struct absence_screen *screen)
{
    for (size_t i = 0; i < screen->n; i++)
        if (absence_open(&screen->rows[i].absence)) {
            memcpy(screen->shown, screen->rows[i].absence.id, UUID_SIZE);
            list_resize(&screen->list, n_own(screen) + screen->n - 1);
            list_select(&screen->list, ABSENCE_BACK);
            return true;
        }
    return false;
}

struct outcome absence_screen_open(struct desk *desk, const char *name)
{
    struct err err = ERR_INIT(desk->lang);
    struct absence_screen *screen = mem_zero(1, sizeof *screen);
    screen->screen = (struct screen){.ops = &absence_ops, .keys = &keys, .desk = desk};
    screen->typed = mem_copy(name);
    if (find_person(screen, name, &err) || absence_refresh(&screen->screen, &err)) {
        absence_close(&screen->screen);
        return outcome_err(&err);
    }
    struct outcome outcome = outcome_open(&screen->screen);
    outcome.then = show_open(screen) ? 0 : ABSENCE_NEW;
    return outcome;
}
