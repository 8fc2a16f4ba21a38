/*
 * due: the steps that are due or late of everybody who is absent, by date. For HR, of this file and
 * of what bundles told, and for a manager with more than home has room for. A name, a step, a date:
 * nothing else of anybody.
 *
 * All of them are read at once: they follow from a calculation over the absences of each person,
 * which SQL cannot do page by page, so a page would cost as much as the whole. Of fifty thousand
 * employees there are some eight thousand, in two megabytes.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/file.h"
#include "report/ics.h"
#include "report/timeline.h"
#include "screens/screens.h"
#include "store/log.h"
#include "store/timelines.h"
#include "timeline_inside.h"
#include "ui/list.h"

enum { LEFT = 3, WHEN = 17, WHO = 14, NARROW = 76 };

enum { DUE_SAVE = COMMAND_OWN, DUE_TICK = COMMAND_WRITES };
enum { TAG_DONE = 1, TAG_PATH };

static const struct key_row key_rows[] = {
    {"<Enter>", COMMAND_OPEN, N_("Open"), N_("See all steps of this absence"), 60},
    {"<Space> x", DUE_TICK, N_("Done"), N_("The selected step was done"), 50},
    {"w", DUE_SAVE, N_("Calendar"), N_("Write what is coming to a file for a calendar"), 30},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

struct due_screen {
    struct screen screen;
    struct timeline_due *dues;
    size_t n;
    struct list list;
    int page;
    int widest;            /* columns of the widest name */
    enum name_style names; /* shown so */
};

/* ---- commands -------------------------------------------------------------------------------- */

static const struct timeline_due *selected(const struct due_screen *screen)
{
    return &screen->dues[screen->list.selected];
}

/* Ticks the selected step in the timeline it is of. */
static int put(const struct due_screen *screen, int day, struct err *err)
{
    struct desk *desk = screen->screen.desk;
    const struct timeline_due *due = selected(screen);
    struct timeline timeline;
    struct buf about = BUF_INIT;
    char name[TIMELINE_NAME_SIZE];
    int none = timelines_load(desk->store, timelines_rules(desk), due->person.id, due->absence,
                              screen_today(&screen->screen), &timeline, err);
    if (none)
        return none < 0 ? -1 : 0;
    timeline_name(due->moment.step, due->moment.turn, name);
    desk_add_name(desk, &about, &due->person);
    size_t at = timeline_find(timeline.moments, timeline.n_moments, name, false);
    int failed =
        at < timeline.n_moments && timelines_tick(desk->store, &timeline, at, day,
                                                  screen_today(&screen->screen), about.data, err);
    buf_release(&about);
    timeline_release(&timeline);
    return failed ? -1 : 0;
}

/* What is done leaves the list, so that it is told. */
static struct outcome tick(struct due_screen *screen, int day)
{
    struct err err = ERR_INIT(screen->screen.desk->lang);
    struct buf title = BUF_INIT, when = BUF_INIT;
    timeline_add_title(&title, &selected(screen)->moment);
    day_add_long(&when, day, err.lang);
    struct outcome outcome = outcome_say(tr(err.lang, "%s: done on %s."), title.data, when.data);
    if (put(screen, day, &err) || screen->screen.ops->refresh(&screen->screen, &err))
        outcome = outcome_err(&err);
    buf_release(&title);
    buf_release(&when);
    return outcome;
}

/* All that is coming of everybody, what lies ahead too. */
static struct outcome save(const struct due_screen *screen, const char *path)
{
    const struct desk *desk = screen->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    struct timeline_due *dues = NULL;
    struct buf out = BUF_INIT;
    size_t n = 0;
    if (timelines_due(desk->store, timelines_rules(desk), screen_today(&screen->screen),
                      DUES_COMING, &dues, &n, &err))
        return outcome_err(&err);
    ics_begin(&out);
    for (size_t i = 0; i < n; i++) {
        const struct timeline_line line = {&dues[i].person, dues[i].absence, dues[i].first_day,
                                           &dues[i].moment};
        timeline_add_ics(&out, &line, screen_today(&screen->screen), clock_now(&desk->clock),
                         desk->lang);
    }
    ics_end(&out);
    int failed = file_write_new(path, out.data, out.len, &err) ||
                 log_note(desk->store, LOG_EXPORTED, "ics", "", &err);
    buf_release(&out);
    timeline_dues_free(dues, n);
    return failed ? outcome_err(&err) : outcome_say(tr(err.lang, "Written to %s."), path);
}

static struct outcome due_command(struct screen *base, int command, int argument)
{
    struct due_screen *screen = (struct due_screen *)base;
    struct err err = ERR_INIT(base->desk->lang);
    if (command == COMMAND_SELECT) {
        list_select(&screen->list, (size_t)argument);
        return outcome_redraw();
    }
    if (!screen->n)
        return outcome_nothing();
    const struct timeline_due *due = selected(screen);
    if (command == DUE_TICK && due->told)
        return outcome_say("%s", tr(err.lang, timelines_told_words));
    if (command == DUE_TICK)
        return timeline_ask_day(base->desk, &due->moment, due->absence, due->first_day, TAG_DONE);
    if (command == DUE_SAVE)
        return timeline_ask_path(base->desk, TAG_PATH);
    if (command != COMMAND_OPEN)
        return outcome_nothing();
    return outcome_try(timeline_open(base->desk, due->person.id, due->absence, &due->moment, &err),
                       &err);
}

static bool due_can(const struct screen *base, int command)
{
    bool of_one = command == COMMAND_OPEN || command == DUE_TICK || command == DUE_SAVE;
    return !of_one || ((const struct due_screen *)base)->n;
}

static struct outcome due_press(struct screen *base, const struct key *key)
{
    struct due_screen *screen = (struct due_screen *)base;
    return list_key(&screen->list, key, (size_t)(screen->page > 0 ? screen->page : 1))
               ? outcome_redraw()
               : outcome_nothing();
}

static struct outcome due_resume(struct screen *base, const struct reply *reply)
{
    struct due_screen *screen = (struct due_screen *)base;
    struct err err = ERR_INIT(base->desk->lang);
    if (reply->given && screen->n && reply->tag == TAG_DONE && reply->day != DAY_NONE)
        return tick(screen, reply->day);
    if (reply->given && screen->n && reply->tag == TAG_PATH)
        return save(screen, reply->text);
    return base->ops->refresh(base, &err) ? outcome_err(&err) : outcome_redraw();
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* Once for all of them: there may be thousands, and a key draws but a page. */
static void measure(struct due_screen *screen)
{
    screen->widest = 0;
    screen->names = screen->screen.desk->settings.names;
    for (size_t i = 0; i < screen->n; i++) {
        struct buf name = BUF_INIT;
        desk_add_name(screen->screen.desk, &name, &screen->dues[i].person);
        int own = utf8_columns(name.data, name.len);
        screen->widest = own > screen->widest ? own : screen->widest;
        buf_release(&name);
    }
}

/* Where the columns begin: date, name, step, who. */
struct columns {
    int name, step, who, end;
};

static struct columns lay_out(const struct due_screen *screen, const struct frame *frame)
{
    int most = frame->columns / 4;
    struct columns at = {.name = LEFT + 2 + WHEN, .end = frame->columns - 2};
    at.step = at.name + (screen->widest < most ? screen->widest : most) + 2;
    at.who = frame->columns >= NARROW ? at.end - WHO : at.end;
    return at;
}

static void draw_due(const struct due_screen *screen, struct frame *frame, int row, size_t i,
                     const struct columns *at)
{
    const struct timeline_due *due = &screen->dues[i];
    enum lang lang = screen->screen.desk->lang;
    struct buf text = BUF_INIT;
    bool here = i == screen->list.selected, late = due->moment.state == TIMELINE_LATE;
    enum style style = here ? STYLE_FOCUS : late ? STYLE_WARN : STYLE_PLAIN;
    if (here) {
        frame_fill(frame, row, 1, frame->columns - 2, style);
        frame_put(frame, row, 1, 1, ">", style);
        frame_cursor(frame, row, 1);
    }
    frame_put(frame, row, LEFT, 1, late ? "!" : "*", style);
    day_add_short(&text, due->moment.due, screen_today(&screen->screen), lang);
    frame_put(frame, row, LEFT + 2, WHEN - 1, text.data, style);
    buf_clear(&text);
    desk_add_name(screen->screen.desk, &text, &due->person);
    frame_put(frame, row, at->name, at->step - at->name - 2, text.data, style);
    buf_clear(&text);
    timeline_add_title(&text, &due->moment);
    frame_put(frame, row, at->step, at->who - at->step - (at->who < at->end), text.data, style);
    if (at->who < at->end)
        frame_put(frame, row, at->who, at->end - at->who,
                  timeline_who_word(due->moment.step->who, lang), style);
    frame_spot(frame, row, 0, 1, frame->columns, COMMAND_SELECT, (int)i);
    buf_release(&text);
}

static bool has_told(const struct due_screen *screen)
{
    bool told = false;
    for (size_t i = 0; i < screen->n; i++)
        told |= screen->dues[i].told;
    return told;
}

static void due_draw(struct screen *base, struct frame *frame)
{
    struct due_screen *screen = (struct due_screen *)base;
    enum lang lang = base->desk->lang;
    int row = SCREEN_TOP + 1, end = screen_bottom(frame);
    screen_head(frame, tr(lang, "Steps that are due"),
                has_told(screen) ? tr(lang, "also out of bundles") : tr(lang, "in this file only"));
    if (!screen->n) {
        frame_wrap(frame, row, LEFT, 4, frame->columns - 2 * LEFT,
                   tr(lang, "No step of anybody's absence is due."), STYLE_PLAIN);
        return;
    }
    if (screen->names != base->desk->settings.names)
        measure(screen);
    struct columns at = lay_out(screen, frame);
    screen->page = end - row;
    list_view(&screen->list, (size_t)screen->page);
    for (size_t i = screen->list.top; i < screen->n && row < end; i++)
        draw_due(screen, frame, row++, i, &at);
}

static void due_status(const struct screen *base, struct buf *line)
{
    const struct due_screen *screen = (const struct due_screen *)base;
    enum lang lang = base->desk->lang;
    size_t late = 0;
    for (size_t i = 0; i < screen->n; i++)
        late += screen->dues[i].moment.state == TIMELINE_LATE;
    buf_addf(line, trn(lang, (long)screen->n, "%zu step", "%zu steps"), screen->n);
    buf_addf(line, tr(lang, ", %zu passed by (!)."), late);
}

/* ---- the rest -------------------------------------------------------------------------------- */

static int due_refresh(struct screen *base, struct err *err)
{
    struct due_screen *screen = (struct due_screen *)base;
    const struct timeline_rules *rules = timelines_rules(base->desk);
    struct timeline_due *dues = NULL;
    size_t n = 0;
    if (rules && timelines_due(base->desk->store, rules, screen_today(&screen->screen), DUES_NOW,
                               &dues, &n, err))
        return -1;
    timeline_dues_free(screen->dues, screen->n);
    screen->dues = dues;
    screen->n = n;
    measure(screen);
    list_resize(&screen->list, n);
    return 0;
}

static void due_close(struct screen *base)
{
    struct due_screen *screen = (struct due_screen *)base;
    timeline_dues_free(screen->dues, screen->n);
    free(screen);
}

static const struct screen_ops due_ops = {
    .name = "due",
    .command = due_command,
    .key = due_press,
    .resume = due_resume,
    .draw = due_draw,
    .can = due_can,
    .status = due_status,
    .refresh = due_refresh,
    .close = due_close,
};

struct screen *due_open(struct desk *desk, struct err *err)
{
    struct due_screen *screen = mem_zero(1, sizeof *screen);
    screen->screen = (struct screen){.ops = &due_ops, .keys = &keys, .desk = desk};
    if (due_refresh(&screen->screen, err)) {
        due_close(&screen->screen);
        return NULL;
    }
    return &screen->screen;
}
