#include "screens/ask.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "screens/pick.h"
#include "screens/screens.h"
#include "ui/calendar.h"

enum { ASK_CALENDAR = COMMAND_OWN, ASK_IS_YES, ASK_IS_NO };

static const struct key_row choice_rows[] = {
    {"<Enter> <Space>", COMMAND_OPEN, N_("Choose"), N_("Choose what is selected"), 70},
};
static const struct keymap choice_keys = {choice_rows, 1, &screen_common_keys};

/* The answer is in the word itself, as at the read-back. */
static const struct key_row yes_rows[] = {
    {"<Enter> <Space>", COMMAND_OPEN, N_("Choose"), N_("Choose what is selected"), 70},
    {N_("y j"), ASK_IS_YES, N_("Yes"), N_("Answer yes"), 66},
    {"n", ASK_IS_NO, N_("No"), N_("Answer no"), 65},
};
static const struct keymap yes_keys = {yes_rows, 3, &screen_common_keys};

static const struct key_row text_rows[] = {
    {"<Enter>", COMMAND_OPEN, N_("Done"), N_("Take over what you typed"), 70},
};
static const struct keymap text_keys = {text_rows, 1, &screen_common_keys};

static const struct key_row day_rows[] = {
    {"<Enter>", COMMAND_OPEN, N_("Done"), N_("Take over this date"), 70},
    {"<F3> <Tab>", ASK_CALENDAR, N_("Calendar"), N_("Between typing and the calendar"), 60},
};
static const struct keymap day_keys = {day_rows, 2, &screen_common_keys};

struct asking {
    struct screen screen;
    int tag;
    enum ask_kind kind;
    char *question, *hint;
    char *about;
    char *began; /* the text it began with */
    enum audience audience;
    struct pick pick;     /* ASK_CHOICE */
    struct lineedit edit; /* ASK_TEXT, ASK_DAY */
    bool blank;           /* ASK_TEXT: it may be emptied */
    bool anew;            /* what is typed first takes the place of what is there */
    const char *(*fault)(const char *text);
    struct calendar calendar; /* ASK_DAY */
    bool in_calendar;
    bool timed;             /* ASK_DAY: a time may stand with it */
    enum day_toward toward; /* ASK_DAY: where to look for a day without its year */
    int since;              /* and the day it follows, or 0 */
    int calendar_row;       /* where the calendar was drawn last */
};

#define CALENDAR_COL 3

static int today(const struct asking *asking)
{
    return clock_today(&asking->screen.desk->clock);
}

static struct outcome give(struct asking *asking, struct reply reply)
{
    reply.tag = asking->tag;
    reply.given = true;
    return outcome_reply(&reply);
}

static struct outcome give_choice(struct asking *asking)
{
    const struct pick_item *item = pick_selected(&asking->pick);
    return item ? give(asking, (struct reply){.choice = item->id}) : outcome_nothing();
}

static struct outcome give_text(struct asking *asking)
{
    const char *text = asking->edit.text.data;
    bool empty = utf8_blank(text);
    const char *fault = empty ? NULL : asking->fault ? asking->fault(text) : NULL;
    if (empty && !asking->blank)
        fault = N_("Type something first, or Esc to go back.");
    if (fault)
        return outcome_say("%s", tr(asking->screen.desk->lang, fault));
    return give(asking, (struct reply){.text = text});
}

static enum day_words read_moment(const struct asking *asking, int64_t *at)
{
    return clock_read_moment(asking->edit.text.data, today(asking), asking->screen.desk->lang, 0, 0,
                             at);
}

/* The moment that is typed, where a time stands with the day; else 0. */
static int64_t typed_moment(const struct asking *asking)
{
    int64_t at = 0;
    bool timed = asking->timed && read_moment(asking, &at) == DAY_WORDS_OK && clock_timed(at);
    return timed ? at : 0;
}

static enum day_words read_typed(const struct asking *asking, int *day)
{
    const char *text = asking->edit.text.data;
    enum lang lang = asking->screen.desk->lang;
    int64_t at = 0;
    if (asking->timed) {
        enum day_words read = read_moment(asking, &at);
        if (read == DAY_WORDS_OK)
            *day = clock_day(at);
        return read;
    }
    return asking->since
               ? day_read_since(text, today(asking), lang, asking->toward, asking->since, day)
               : day_read_toward(text, today(asking), lang, asking->toward, day);
}

static struct outcome give_day(struct asking *asking)
{
    enum lang lang = asking->screen.desk->lang;
    int day = DAY_NONE;
    if (asking->in_calendar)
        return give(asking, (struct reply){.day = asking->calendar.day});
    enum day_words read = read_typed(asking, &day);
    if (read == DAY_WORDS_OK || read == DAY_WORDS_EMPTY)
        return give(asking, (struct reply){.day = day, .at = typed_moment(asking)});
    if (read == DAY_WORDS_NO_SUCH)
        return outcome_say(
            "%s", tr(lang, "That day does not exist; look again, or F3 for the calendar."));
    if (asking->timed && read != DAY_WORDS_FAR)
        return outcome_say("%s",
                           tr(lang, "I do not know this. Try \"friday\", \"tomorrow 9:30\" or "
                                    "15-12 14:00."));
    return outcome_say("%s", tr(lang, day_words_fault(read)));
}

/* The calendar shows the day that is typed. */
static void follow_typing(struct asking *asking)
{
    int day;
    if (read_typed(asking, &day) == DAY_WORDS_OK)
        calendar_init(&asking->calendar, day, today(asking));
}

/* Writes the day in the field, to be typed over. */
static void set_words(struct asking *asking, int day)
{
    struct buf words = BUF_INIT;
    day_add_numbers(&words, day, asking->screen.desk->lang);
    lineedit_set(&asking->edit, words.data);
    asking->anew = true;
    buf_release(&words);
}

static void to_typing(struct asking *asking)
{
    set_words(asking, asking->calendar.day);
    asking->in_calendar = false;
}

static struct outcome ask_command(struct screen *screen, int command, int argument)
{
    struct asking *asking = (struct asking *)screen;
    if (command == COMMAND_SELECT) {
        list_select(&asking->pick.list, (size_t)argument);
        return outcome_redraw();
    }
    if (command == ASK_CALENDAR) {
        if (asking->in_calendar)
            to_typing(asking);
        else
            asking->in_calendar = true;
        return outcome_redraw();
    }
    if (command == ASK_IS_YES || command == ASK_IS_NO)
        return give(asking, (struct reply){.choice = command == ASK_IS_YES});
    if (command == COMMAND_BACK) /* the one who asked hears that there is no answer */
        return outcome_reply(&(struct reply){.tag = asking->tag});
    if (command != COMMAND_OPEN)
        return outcome_nothing();
    switch (asking->kind) {
    case ASK_CHOICE:
        return give_choice(asking);
    case ASK_TEXT:
        return give_text(asking);
    case ASK_DAY:
        return give_day(asking);
    }
    return outcome_nothing();
}

static struct outcome type(struct asking *asking, const struct key *key)
{
    if (asking->anew && (key->kind == PRESS_TEXT || key->kind == PRESS_PASTE))
        lineedit_set(&asking->edit, "");
    if (lineedit_key(&asking->edit, key, 60) == EDIT_IGNORED)
        return outcome_nothing();
    asking->anew = false;
    if (asking->kind == ASK_DAY)
        follow_typing(asking);
    return outcome_redraw();
}

static struct outcome ask_press(struct screen *screen, const struct key *key)
{
    struct asking *asking = (struct asking *)screen;
    if (asking->kind == ASK_CHOICE)
        return pick_key(&asking->pick, key, 12) ? outcome_redraw() : outcome_nothing();
    if (asking->kind == ASK_DAY && key->kind == PRESS_CLICK) {
        asking->in_calendar = true;
        calendar_click(&asking->calendar, key->row - asking->calendar_row, key->col - CALENDAR_COL);
        return outcome_redraw();
    }
    if (asking->in_calendar)
        return calendar_key(&asking->calendar, key) ? outcome_redraw() : outcome_nothing();
    if (asking->kind == ASK_DAY && key->kind == PRESS_NAMED && key->name == NAME_DOWN) {
        asking->in_calendar = true; /* it stands right below */
        return outcome_redraw();
    }
    return type(asking, key);
}

static struct lineedit *ask_text(struct screen *screen, bool change)
{
    struct asking *asking = (struct asking *)screen;
    if (change)
        asking->anew = false;
    return asking->kind == ASK_TEXT ? &asking->edit : NULL;
}

static bool ask_typing(const struct screen *screen)
{
    const struct asking *asking = (const struct asking *)screen;
    return asking->kind == ASK_CHOICE ? asking->pick.filters : !asking->in_calendar;
}

/* What the question is about stays as it was until there is an answer. */
static bool ask_can(const struct screen *screen, int command)
{
    (void)screen;
    return command != COMMAND_UNDO && command != COMMAND_REDO;
}

/* What the words typed so far mean, as a full date, or a short one where there is little room. */
static void add_echo(const struct asking *asking, int columns, struct buf *echo)
{
    enum lang lang = asking->screen.desk->lang;
    int day;
    if (read_typed(asking, &day) != DAY_WORDS_OK)
        return;
    int64_t at = typed_moment(asking);
    if (!at)
        at = clock_moment(day, 0, 0);
    buf_adds(echo, "= ");
    day_add_long(echo, day, lang);
    clock_add_time(echo, " ", at);
    buf_adds(echo, " (");
    day_add_distance(echo, day, today(asking), lang);
    buf_adds(echo, ")");
    if (utf8_columns(echo->data, echo->len) <= columns)
        return;
    buf_clear(echo);
    buf_adds(echo, "= ");
    day_add_short(echo, day, today(asking), lang);
    clock_add_time(echo, " ", at);
}

/* Of which day of a stretch it is, where no day was named. */
static void draw_stretch(const struct asking *asking, struct frame *frame, int row, int columns)
{
    if (day_words_stretch(asking->edit.text.data))
        frame_put(frame, row, 3, columns,
                  tr(asking->screen.desk->lang, day_stretch_words(asking->toward)), STYLE_QUIET);
}

static void draw_day(struct asking *asking, struct frame *frame, int row, int columns)
{
    struct buf echo = BUF_INIT;
    asking->calendar_row = row + 2;
    calendar_draw(&asking->calendar, frame, row + 2, CALENDAR_COL, asking->screen.desk->lang);
    if (asking->in_calendar) {
        day_add_long(&echo, asking->calendar.day, asking->screen.desk->lang);
        frame_put(frame, row, 3, columns, echo.data, STYLE_FIELD);
    } else {
        add_echo(asking, columns - 28, &echo);
        lineedit_draw(&asking->edit, frame, row, 3, 1, 26, true);
        frame_put(frame, row, 31, columns - 28, echo.data, STYLE_GOOD);
        draw_stretch(asking, frame, row + 1, columns);
    }
    buf_release(&echo);
}

static void ask_draw(struct screen *screen, struct frame *frame)
{
    struct asking *asking = (struct asking *)screen;
    int columns = frame->columns > 84 ? 78 : frame->columns - 6;
    int row = SCREEN_TOP + 1, end = screen_bottom(frame);
    screen_head(frame, "Gesprek", "");
    row += frame_wrap(frame, row, 3, 4, columns, asking->question, STYLE_STRONG) + 1;
    if (*asking->hint)
        row += frame_wrap(frame, row, 3, 6, columns, asking->hint, STYLE_QUIET) + 1;
    if (asking->kind == ASK_CHOICE)
        pick_draw(&asking->pick, frame, row, 3, end - row, columns,
                  tr(screen->desk->lang, "Type a word:"));
    else if (asking->kind == ASK_TEXT)
        lineedit_draw(&asking->edit, frame, row, 3, 1, columns > 60 ? 60 : columns, true);
    else
        draw_day(asking, frame, row, columns);
}

static void ask_status(const struct screen *screen, struct buf *line)
{
    const struct asking *asking = (const struct asking *)screen;
    buf_adds(line, audience_words(asking->audience, screen->desk->lang));
}

static void ask_close(struct screen *screen)
{
    struct asking *asking = (struct asking *)screen;
    pick_release(&asking->pick);
    lineedit_release(&asking->edit);
    free(asking->question);
    free(asking->hint);
    free(asking->about);
    free(asking->began);
    free(asking);
}

static const struct screen_ops ask_ops = {
    .name = "ask",
    .command = ask_command,
    .key = ask_press,
    .draw = ask_draw,
    .text = ask_text,
    .typing = ask_typing,
    .can = ask_can,
    .status = ask_status,
    .close = ask_close,
};

static void begin_day(struct asking *asking, int day)
{
    set_words(asking, day);
    calendar_init(&asking->calendar, day == DAY_NONE ? today(asking) : day, today(asking));
}

struct screen *ask_open(struct desk *desk, const struct ask *ask)
{
    static const struct keymap *const keys[] = {
        [ASK_CHOICE] = &choice_keys, [ASK_TEXT] = &text_keys, [ASK_DAY] = &day_keys};
    struct asking *asking = mem_zero(1, sizeof *asking);
    asking->screen = (struct screen){.ops = &ask_ops, .keys = keys[ask->kind], .desk = desk};
    asking->tag = ask->tag;
    asking->kind = ask->kind;
    asking->blank = ask->blank;
    asking->anew = ask->anew;
    asking->timed = ask->timed;
    asking->toward = ask->toward;
    asking->since = ask->since;
    asking->fault = ask->fault;
    asking->audience = ask->audience;
    asking->question = mem_copy(ask->question);
    asking->hint = mem_copy(ask->hint);
    pick_init(&asking->pick, ask->n > 9);
    for (size_t i = 0; i < ask->n; i++)
        pick_add(&asking->pick, ask->options[i], i == 0 && ask->aside ? ask->aside : "", (int)i);
    pick_narrow(&asking->pick);
    lineedit_init(&asking->edit, false, ask->max ? ask->max : 60);
    if (ask->text)
        lineedit_set(&asking->edit, ask->text);
    if (ask->kind == ASK_DAY)
        begin_day(asking, ask->day);
    asking->about = mem_copy(ask->about);
    asking->began = mem_copy(asking->edit.text.data);
    return &asking->screen;
}

static const struct asking *typed_in(const struct screen *screen)
{
    const struct asking *asking = (const struct asking *)screen;
    return screen->ops == &ask_ops && asking->kind != ASK_CHOICE ? asking : NULL;
}

const char *ask_unsent(const struct screen *screen)
{
    const struct asking *asking = typed_in(screen);
    if (!asking || asking->in_calendar || utf8_blank(asking->edit.text.data))
        return NULL;
    const char *text = asking->edit.text.data;
    return strcmp(text, asking->began) != 0 ? text : NULL;
}

bool ask_add_key(const struct screen *screen, struct buf *key)
{
    const struct asking *asking = typed_in(screen);
    if (!asking)
        return false;
    buf_addf(key, "%s\n%s\n%s\n%s", asking->question, asking->hint, asking->about, asking->began);
    return true;
}

void ask_put_back(struct screen *screen, const char *text)
{
    struct asking *asking = (struct asking *)screen;
    lineedit_set(&asking->edit, text);
    asking->anew = false;
    if (asking->kind == ASK_DAY)
        follow_typing(asking);
}

struct screen *ask_yes(struct desk *desk, int tag, const char *question, const char *hint)
{
    const char *options[] = {tr(desk->lang, "No"), tr(desk->lang, "Yes")};
    struct ask ask = {
        .tag = tag,
        .kind = ASK_CHOICE,
        .question = question,
        .hint = hint,
        .options = options,
        .n = 2,
    };
    struct screen *screen = ask_open(desk, &ask);
    screen->keys = &yes_keys;
    return screen;
}
