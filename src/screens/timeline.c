/*
 * timeline: the steps of one case of absence, by date: what was done, what is due, who acts; of the
 * selected one its source and how sure it is. Nothing here says what somebody has.
 */
#include "domain/timeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/file.h"
#include "report/ics.h"
#include "report/timeline.h"
#include "screens/ask.h"
#include "screens/screens.h"
#include "store/bundle.h"
#include "store/log.h"
#include "timeline_inside.h"

enum {
    TIMELINE_SAVE = COMMAND_OWN,
    TIMELINE_TICK = COMMAND_WRITES,
    TIMELINE_DATE,
    TIMELINE_APART,
};

enum { TAG_DONE = 1, TAG_APART, TAG_PATH };

static const struct key_row key_rows[] = {
    {"<Space> x <Enter>", TIMELINE_TICK, N_("Done"),
     N_("The selected step was done, or was not after all"), 70},
    {"d", TIMELINE_DATE, N_("Other date"), N_("The selected step was done on another day"), 40},
    {"w", TIMELINE_SAVE, N_("Calendar"), N_("Write what is coming to a file for a calendar"), 30},
    {"", TIMELINE_APART, NULL, N_("What came after leave is a case of its own, or is not"), 0},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

/* ---- what there is --------------------------------------------------------------------------- */

const struct timeline_moment *timeline_selected(const struct timeline_screen *screen)
{
    return screen->there && screen->timeline.n_moments
               ? &screen->timeline.moments[screen->list.selected]
               : NULL;
}

static const struct absence *first_spell(const struct timeline_screen *screen)
{
    return screen->timeline.found.spells[0];
}

/* The spell after leave that may be, or is, a case of its own; NULL when the law makes no exception
 * here. *is: whether it is one. */
static const struct absence *after_leave(const struct timeline_screen *screen, bool *is)
{
    const struct timeline *timeline = &screen->timeline;
    *is = false;
    if (!screen->there || timeline->told)
        return NULL;
    for (size_t i = 0; i < timeline->n_ticks; i++)
        if (!strcmp(timeline->ticks[i].step, TIMELINE_OWN) &&
            !strcmp(timeline->ticks[i].absence, first_spell(screen)->id)) {
            *is = true;
            return first_spell(screen);
        }
    return timeline->found.after_leave;
}

/* ---- commands -------------------------------------------------------------------------------- */

static struct outcome changed(struct timeline_screen *screen, int failed, const struct err *err)
{
    struct err again = ERR_INIT(screen_lang(&screen->screen));
    if (failed)
        return outcome_err(err);
    return screen->screen.ops->refresh(&screen->screen, &again) ? outcome_err(&again)
                                                                : outcome_redraw();
}

static struct outcome put(struct timeline_screen *screen, int day)
{
    struct err err = ERR_INIT(screen_lang(&screen->screen));
    int failed =
        timelines_tick(screen->screen.desk->store, &screen->timeline, screen->list.selected, day,
                       screen_today(&screen->screen), screen->name.data, &err);
    return changed(screen, failed, &err);
}

static struct outcome ask_done(const struct timeline_screen *screen)
{
    return timeline_ask_day(screen->screen.desk, timeline_selected(screen), first_spell(screen)->id,
                            first_spell(screen)->first_day, TAG_DONE);
}

/* What nobody has to tick says so. */
static struct outcome tick(struct timeline_screen *screen)
{
    const struct timeline_moment *moment = timeline_selected(screen);
    const char *fault = moment ? timeline_tick_fault(moment, screen_today(&screen->screen)) : NULL;
    fault = screen->timeline.told ? timelines_told_words : fault;
    if (!moment)
        return outcome_nothing();
    if (fault)
        return outcome_say("%s", tr(screen_lang(&screen->screen), fault));
    return moment->done == DAY_NONE ? ask_done(screen) : put(screen, DAY_NONE);
}

static struct outcome ask_apart(const struct timeline_screen *screen)
{
    enum lang lang = screen_lang(&screen->screen);
    bool is;
    (void)after_leave(screen, &is);
    return outcome_open(
        ask_yes(screen->screen.desk, TAG_APART,
                tr(lang, is ? N_("Is it one case with the absence before leave after all?")
                            : N_("Does the absence after leave count as a case of its own?")),
                tr(lang, "The company doctor says so. Why is written down nowhere.")));
}

static struct outcome set_apart(struct timeline_screen *screen)
{
    struct err err = ERR_INIT(screen_lang(&screen->screen));
    bool is;
    const struct absence *spell = after_leave(screen, &is);
    if (!spell)
        return outcome_redraw();
    memcpy(screen->spell, spell->id, UUID_SIZE); /* which is what stays in view */
    int failed = timelines_own(screen->screen.desk->store, spell, !is,
                               screen_today(&screen->screen), screen->name.data, &err);
    return changed(screen, failed, &err);
}

static struct outcome save(const struct timeline_screen *screen, const char *path)
{
    const struct desk *desk = screen->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    struct buf out = BUF_INIT;
    ics_begin(&out);
    for (size_t i = 0; i < screen->timeline.n_moments; i++) {
        const struct timeline_line line = {&screen->timeline.person, first_spell(screen)->id,
                                           first_spell(screen)->first_day,
                                           &screen->timeline.moments[i]};
        timeline_add_ics(&out, &line, screen_today(&screen->screen), clock_now(&desk->clock),
                         desk->lang);
    }
    ics_end(&out);
    int failed = file_write_new(path, out.data, out.len, &err) ||
                 log_note(desk->store, LOG_EXPORTED, "ics", first_spell(screen)->id, &err);
    buf_release(&out);
    return failed ? outcome_err(&err) : outcome_say(tr(err.lang, "Written to %s."), path);
}

/* ---- dispatch -------------------------------------------------------------------------------- */

static struct outcome timeline_command(struct screen *base, int command, int argument)
{
    struct timeline_screen *screen = (struct timeline_screen *)base;
    switch (command) {
    case COMMAND_SELECT:
        list_select(&screen->list, (size_t)argument);
        return outcome_redraw();
    case TIMELINE_TICK:
        return tick(screen);
    case TIMELINE_DATE:
        return ask_done(screen);
    case TIMELINE_APART:
        return ask_apart(screen);
    case TIMELINE_SAVE:
        return timeline_ask_path(screen->screen.desk, TAG_PATH);
    default:
        return outcome_nothing();
    }
}

static bool timeline_can(const struct screen *base, int command)
{
    const struct timeline_screen *screen = (const struct timeline_screen *)base;
    const struct timeline_moment *moment = timeline_selected(screen);
    bool is;
    switch (command) {
    case TIMELINE_TICK:
    case TIMELINE_SAVE:
        return moment != NULL;
    case TIMELINE_DATE:
        return moment && moment->done != DAY_NONE && !screen->timeline.told;
    case TIMELINE_APART:
        return after_leave(screen, &is) != NULL;
    default:
        return true;
    }
}

static struct outcome timeline_resume(struct screen *base, const struct reply *reply)
{
    struct timeline_screen *screen = (struct timeline_screen *)base;
    if (!reply->given || !timeline_selected(screen))
        return outcome_redraw();
    switch (reply->tag) {
    case TAG_DONE:
        return reply->day == DAY_NONE ? outcome_redraw() : put(screen, reply->day);
    case TAG_APART:
        return reply->choice ? set_apart(screen) : outcome_redraw();
    case TAG_PATH:
        return save(screen, reply->text);
    default:
        return outcome_redraw();
    }
}

static struct outcome timeline_press(struct screen *base, const struct key *key)
{
    struct timeline_screen *screen = (struct timeline_screen *)base;
    return list_key(&screen->list, key, (size_t)(screen->page > 0 ? screen->page : 1))
               ? outcome_redraw()
               : outcome_nothing();
}

static void timeline_status(const struct screen *base, struct buf *line)
{
    buf_adds(line, tr(base->desk->lang, "! passed by   * due soon   dates are about"));
}

/* ---- the rest -------------------------------------------------------------------------------- */

/* The step that was chosen, or is due now, is the one to begin at. */
static void select_first(struct timeline_screen *screen, const struct timeline_moment *at)
{
    const struct timeline *timeline = &screen->timeline;
    size_t older, n = timeline->n_moments, first = n;
    char name[TIMELINE_NAME_SIZE];
    if (at) {
        timeline_name(at->step, at->turn, name);
        first = timeline_find(timeline->moments, n, name, false);
    }
    if (first == n)
        first = timeline_next(timeline->moments, n, &older);
    list_select(&screen->list, first < n ? first : 0);
}

static int timeline_refresh(struct screen *base, struct err *err)
{
    struct timeline_screen *screen = (struct timeline_screen *)base;
    struct timeline fresh = {.n_rows = 0};
    struct buf sent = BUF_INIT;
    int none = 1;
    screen->rules = timelines_rules(base->desk);
    if (screen->rules)
        none = timelines_load(base->desk->store, screen->rules, screen->person,
                              *screen->spell ? screen->spell : NULL, screen_today(&screen->screen),
                              &fresh, err);
    if (none < 0)
        return -1;
    timeline_release(&screen->timeline);
    screen->timeline = fresh;
    screen->there = none == 0;
    int failed = store_setting_get(base->desk->store, BUNDLE_ABSENCES, &sent, err);
    screen->sent = sent.len && !strcmp(sent.data, "yes");
    buf_release(&sent);
    if (failed)
        return -1;
    list_resize(&screen->list, fresh.n_moments);
    return 0;
}

static void timeline_close(struct screen *base)
{
    struct timeline_screen *screen = (struct timeline_screen *)base;
    timeline_release(&screen->timeline);
    buf_release(&screen->name);
    free(screen);
}

static const struct screen_ops timeline_ops = {
    .name = "timeline",
    .command = timeline_command,
    .key = timeline_press,
    .resume = timeline_resume,
    .draw = timeline_draw,
    .can = timeline_can,
    .status = timeline_status,
    .refresh = timeline_refresh,
    .close = timeline_close,
};

struct screen *timeline_open(struct desk *desk, const char *person, const char *absence,
                             const struct timeline_moment *at, struct err *err)
{
    struct timeline_screen *screen = mem_zero(1, sizeof *screen);
    screen->screen = (struct screen){.ops = &timeline_ops, .keys = &keys, .desk = desk};
    snprintf(screen->person, sizeof screen->person, "%s", person);
    snprintf(screen->spell, sizeof screen->spell, "%s", absence);
    if (desk_add_name_of(desk, &screen->name, person, "", err) ||
        timeline_refresh(&screen->screen, err)) {
        timeline_close(&screen->screen);
        return NULL;
    }
    select_first(screen, at);
    return &screen->screen;
}
