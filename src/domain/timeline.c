#include "domain/timeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"

/* ---- words ----------------------------------------------------------------------------------- */

const char *timeline_sure_key(enum timeline_sure sure)
{
    static const char *const keys[] = {
        [TIMELINE_LAW] = "law", [TIMELINE_PRACTICE] = "practice", [TIMELINE_DISPUTED] = "disputed"};
    return keys[sure];
}

const char *timeline_sure_word(enum timeline_sure sure, enum lang lang)
{
    static const char *const words[] = {[TIMELINE_LAW] = N_("in the law"),
                                        [TIMELINE_PRACTICE] = N_("usual practice"),
                                        [TIMELINE_DISPUTED] = N_("sources differ")};
    return tr(lang, words[sure]);
}

const char *timeline_who_key(enum timeline_who who)
{
    static const char *const keys[] = {
        [TIMELINE_EMPLOYEE] = "employee", [TIMELINE_EMPLOYER] = "employer",
        [TIMELINE_BOTH] = "both",         [TIMELINE_DOCTOR] = "doctor",
        [TIMELINE_UWV] = "uwv",
    };
    return keys[who];
}

const char *timeline_who_word(enum timeline_who who, enum lang lang)
{
    static const char *const words[] = {
        [TIMELINE_EMPLOYEE] = N_("employee"), [TIMELINE_EMPLOYER] = N_("employer"),
        [TIMELINE_BOTH] = N_("together"),     [TIMELINE_DOCTOR] = N_("company doctor"),
        [TIMELINE_UWV] = N_("UWV"),
    };
    return tr(lang, words[who]);
}

const char *timeline_state_key(enum timeline_state state)
{
    static const char *const keys[] = {
        [TIMELINE_DONE] = "done",   [TIMELINE_LATE] = "late",     [TIMELINE_DUE] = "due",
        [TIMELINE_AHEAD] = "ahead", [TIMELINE_SILENT] = "silent", [TIMELINE_PASSED] = "passed",
    };
    return keys[state];
}

const char *timeline_state_word(enum timeline_state state, enum lang lang)
{
    static const char *const words[] = {
        [TIMELINE_DONE] = N_("done"),    [TIMELINE_LATE] = N_("passed by"),
        [TIMELINE_DUE] = N_("due soon"), [TIMELINE_AHEAD] = "",
        [TIMELINE_SILENT] = "",          [TIMELINE_PASSED] = N_("not ticked"),
    };
    return *words[state] ? tr(lang, words[state]) : "";
}

/* ---- what is owned --------------------------------------------------------------------------- */

void timeline_rules_release(struct timeline_rules *rules)
{
    for (size_t i = 0; i < rules->n_steps; i++) {
        free(rules->steps[i].id);
        free(rules->steps[i].title);
        free(rules->steps[i].source);
        free(rules->steps[i].note);
    }
    free(rules->steps);
    free(rules->source);
    *rules = (struct timeline_rules){.source = NULL};
}

void timeline_ticks_free(struct timeline_tick *ticks, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(ticks[i].step);
    free(ticks);
}

void timeline_case_release(struct timeline_case *found)
{
    free(found->spells);
    *found = (struct timeline_case){.spells = NULL};
}

/* ---- one case -------------------------------------------------------------------------------- */

static int by_first_day(const void *one, const void *other)
{
    const struct absence *a = *(const struct absence *const *)one;
    const struct absence *b = *(const struct absence *const *)other;
    return (a->first_day > b->first_day) - (a->first_day < b->first_day);
}

static bool is_own(const struct absence *spell, const struct timeline_tick *ticks, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(ticks[i].step, TIMELINE_OWN) && !strcmp(ticks[i].absence, spell->id))
            return true;
    return false;
}

/* Days of leave from one day up to, not including, another. */
static int leave_between(const struct absence *absences, size_t n, int from, int until)
{
    int days = 0;
    for (size_t i = 0; i < n; i++) {
        int end = absences[i].back == DAY_NONE ? until : absences[i].back;
        int begin = absences[i].first_day > from ? absences[i].first_day : from;
        end = end < until ? end : until;
        if (absences[i].leave && end > begin)
            days += end - begin;
    }
    return days;
}

/* The spells of one person in order, where a case may begin at each of them. */
struct spells {
    const struct absence *absences;
    size_t n_absences;
    const struct absence **sorted;
    size_t n;
    const struct timeline_tick *ticks;
    size_t n_ticks;
};

static void sort_spells(struct spells *spells)
{
    spells->sorted = mem_zero(spells->n_absences + 1, sizeof(const struct absence *));
    for (size_t i = 0; i < spells->n_absences; i++)
        if (!spells->absences[i].leave)
            spells->sorted[spells->n++] = &spells->absences[i];
    qsort(spells->sorted, spells->n, sizeof(const struct absence *), by_first_day);
}

/* The days before a spell, back to the one before it. */
struct gap {
    int well, leave;
};

static struct gap gap_before(const struct spells *spells, size_t i)
{
    struct gap gap = {0, 0};
    if (i == 0 || spells->sorted[i - 1]->back == DAY_NONE)
        return gap;
    int back = spells->sorted[i - 1]->back, first = spells->sorted[i]->first_day;
    gap.leave = leave_between(spells->absences, spells->n_absences, back, first);
    gap.well = first - back - gap.leave;
    return gap;
}

/* Does spell i begin a case? */
static bool begins(const struct spells *spells, const struct timeline_rules *rules, size_t i)
{
    struct gap gap = gap_before(spells, i);
    return i == 0 || (gap.leave && is_own(spells->sorted[i], spells->ticks, spells->n_ticks)) ||
           gap.well >= rules->apart;
}

/* What leave between the spells from one to another, not including, does to their case. */
static void take_leave(struct timeline_case *found, const struct spells *spells, int apart,
                       size_t first, size_t end)
{
    for (size_t i = first + 1; i < end; i++) {
        struct gap gap = gap_before(spells, i);
        if (gap.leave)
            found->after_leave = spells->sorted[i];
        found->doubted |= gap.leave && gap.well && gap.well + gap.leave >= apart;
    }
}

/* From the spell its case begins with to the last that is of it. */
static void take_case(struct timeline_case *found, const struct spells *spells,
                      const struct timeline_rules *rules, size_t at)
{
    size_t end = at + 1, first = at;
    while (!begins(spells, rules, first))
        first--;
    while (end < spells->n && !begins(spells, rules, end))
        end++;
    *found = (struct timeline_case){.n = end - first, .length = rules->length, .left = DAY_NONE};
    found->spells = mem_zero(found->n, sizeof(const struct absence *));
    memcpy(found->spells, spells->sorted + first, found->n * sizeof(const struct absence *));
    found->open = absence_open(spells->sorted[end - 1]);
    take_leave(found, spells, rules->apart, first, end);
}

bool timeline_case_of(struct timeline_case *found, const struct timeline_rules *rules,
                      const struct absence *absences, size_t n, const struct timeline_tick *ticks,
                      size_t n_ticks, const char *id)
{
    struct spells spells = {absences, n, NULL, 0, ticks, n_ticks};
    size_t at = 0;
    sort_spells(&spells);
    while (at < spells.n && strcmp(spells.sorted[at]->id, id) != 0)
        at++;
    bool there = at < spells.n;
    if (there)
        take_case(found, &spells, rules, at);
    free(spells.sorted);
    return there;
}

/* ---- its days -------------------------------------------------------------------------------- */

/* on: as if the last spell had gone on. */
static int day_of(const struct timeline_case *found, int n, bool on)
{
    for (size_t i = 0; n > 0 && i < found->n; i++) {
        const struct absence *spell = found->spells[i];
        int days = absence_open(spell) ? n : spell->back - spell->first_day;
        if (n <= days || (on && i + 1 == found->n))
            return day_add_days(spell->first_day, n - 1);
        n -= days;
    }
    return DAY_NONE;
}

int timeline_day(const struct timeline_case *found, int n)
{
    return day_of(found, n, false);
}

bool timeline_left(const struct timeline_case *found, int today)
{
    return found->left != DAY_NONE && found->left <= today;
}

void timeline_leave(struct timeline_case *found, int left)
{
    found->left = left > found->spells[found->n - 1]->first_day ? left : DAY_NONE;
}

bool timeline_over(const struct timeline_case *found, int today)
{
    return found->open && timeline_counted(found, today) > found->length;
}

int timeline_counted(const struct timeline_case *found, int today)
{
    int counted = 0;
    today = timeline_left(found, today) ? found->left - 1 : today;
    for (size_t i = 0; i < found->n; i++) {
        const struct absence *spell = found->spells[i];
        int end = absence_open(spell) || spell->back > today ? today + 1 : spell->back;
        if (end > spell->first_day)
            counted += end - spell->first_day;
    }
    return counted;
}

/* ---- moments --------------------------------------------------------------------------------- */

static bool has_net(const struct timeline_case *found)
{
    for (size_t i = 0; i < found->n; i++)
        if (found->spells[i]->safety_net == TOLD_YES)
            return true;
    return false;
}

/* The day it was done, as was said at the first spell of the case that says so. */
static int done_on(const struct timeline_case *found, const struct timeline_step *step, int turn,
                   const struct timeline_tick *ticks, size_t n)
{
    for (size_t spell = 0; spell < found->n; spell++)
        for (size_t i = 0; i < n; i++)
            if (ticks[i].turn == turn && !strcmp(ticks[i].step, step->id) &&
                !strcmp(ticks[i].absence, found->spells[spell]->id))
                return ticks[i].done;
    return DAY_NONE;
}

static enum timeline_state state_of(const struct timeline_moment *moment, bool open, int ahead,
                                    int today)
{
    if (moment->done != DAY_NONE)
        return TIMELINE_DONE;
    if (moment->step->silent)
        return TIMELINE_SILENT;
    if (!open)
        return TIMELINE_PASSED;
    if (moment->due < today)
        return TIMELINE_LATE;
    bool begun = moment->opens != DAY_NONE && moment->opens <= today;
    return begun || moment->due - today <= ahead ? TIMELINE_DUE : TIMELINE_AHEAD;
}

/* Nothing comes after the last day in service, but what was done is not hidden. */
static bool is_there(const struct timeline_case *found, const struct timeline_moment *moment)
{
    return moment->due != DAY_NONE &&
           (found->left == DAY_NONE || moment->due < found->left || moment->done != DAY_NONE);
}

/* The last day in service of who is ill then; DAY_NONE when they are not, or it is not known. */
static int last_day(const struct timeline_case *found)
{
    const struct absence *last = found->spells[found->n - 1];
    bool ill = found->left != DAY_NONE && (absence_open(last) || last->back >= found->left);
    return ill && timeline_counted(found, found->left - 1) <= found->length ? found->left - 1
                                                                            : DAY_NONE;
}

/* Is something still to be done of it that day? Of who left that is the report of leaving alone. */
static bool goes_on(const struct timeline_case *found, const struct timeline_step *step, int today)
{
    if (!timeline_left(found, today) || step->by != TIMELINE_LAST_DAY)
        return found->open && !timeline_left(found, today);
    return found->open && today <= day_of(found, found->length, true);
}

/* A step at one of its times, on that day of the case. */
static struct timeline_moment moment_at(const struct timeline_case *found,
                                        const struct timeline_rules *rules,
                                        const struct timeline_step *step, int turn, int day,
                                        const struct timeline_tick *ticks, size_t n_ticks,
                                        int today)
{
    struct timeline_moment moment = {.step = step, .turn = turn};
    moment.done = done_on(found, step, turn, ticks, n_ticks);
    moment.due = step->by == TIMELINE_LAST_DAY ? last_day(found)
                                               : day_of(found, day, moment.done != DAY_NONE);
    moment.opens = step->opens ? timeline_day(found, 7 * (step->opens - 1) + 1) : DAY_NONE;
    moment.state = state_of(&moment, goes_on(found, step, today), rules->ahead, today);
    return moment;
}

/* Which day of the case it is the first time. */
static int counted_due(const struct timeline_step *step)
{
    return !step->week                  ? step->day
           : step->by == TIMELINE_START ? 7 * (step->week - 1) + 1
                                        : 7 * step->week;
}

static int by_due(const void *one, const void *other)
{
    const struct timeline_moment *a = one, *b = other;
    if (a->due != b->due)
        return a->due < b->due ? -1 : 1;
    return (a->step > b->step) - (a->step < b->step); /* as they stand in the file */
}

struct timeline_moment *timeline_moments(const struct timeline_case *found,
                                         const struct timeline_rules *rules,
                                         const struct timeline_tick *ticks, size_t n_ticks,
                                         int today, size_t *n)
{
    struct timeline_moment *moments = NULL;
    *n = 0;
    for (size_t i = 0; i < rules->n_steps; i++) {
        const struct timeline_step *step = &rules->steps[i];
        int turn = step->every ? 1 : 0;
        if (step->net && !has_net(found))
            continue;
        int day = step->by == TIMELINE_LAST_DAY ? 1 : counted_due(step);
        for (; day && day <= rules->length; day += step->every, turn++) {
            struct timeline_moment moment =
                moment_at(found, rules, step, turn, day, ticks, n_ticks, today);
            moments = mem_room(moments, *n, sizeof *moments);
            if (is_there(found, &moment))
                moments[(*n)++] = moment;
            if (!step->every)
                break;
        }
    }
    if (*n)
        qsort(moments, *n, sizeof *moments, by_due);
    return moments;
}

/* Of the two the first was due before. */
static bool weighs_more(const struct timeline_moment *moment, const struct timeline_moment *first)
{
    return moment->step->sure == TIMELINE_LAW && first->step->sure != TIMELINE_LAW;
}

size_t timeline_next(const struct timeline_moment *moments, size_t n, size_t *older)
{
    size_t late = n, due = n, count = 0;
    for (size_t i = 0; i < n; i++) {
        count += moments[i].state == TIMELINE_LATE;
        if (moments[i].state == TIMELINE_LATE &&
            (late == n || weighs_more(&moments[i], &moments[late])))
            late = i;
        if (moments[i].state == TIMELINE_DUE && due == n)
            due = i;
    }
    *older = count ? count - 1 : 0;
    return late < n ? late : due;
}

/* ---- names ----------------------------------------------------------------------------------- */

void timeline_name(const struct timeline_step *step, int turn, char name[TIMELINE_NAME_SIZE])
{
    if (turn)
        snprintf(name, TIMELINE_NAME_SIZE, "%s:%d", step->id, turn);
    else
        snprintf(name, TIMELINE_NAME_SIZE, "%s", step->id);
}

size_t timeline_find(const struct timeline_moment *moments, size_t n, const char *name, bool last)
{
    size_t found = n;
    for (size_t i = 0; i < n; i++) {
        char own[TIMELINE_NAME_SIZE];
        timeline_name(moments[i].step, moments[i].turn, own);
        if (!strcmp(own, name))
            return i;
        if (!moments[i].turn || strcmp(moments[i].step->id, name) != 0)
            continue;
        if (last ? moments[i].done != DAY_NONE : moments[i].done == DAY_NONE && found == n)
            found = i;
    }
    return found;
}

const char *timeline_tick_fault(const struct timeline_moment *moment, int day)
{
    if (moment->done != DAY_NONE)
        return NULL;
    if (moment->step->silent)
        return N_("This comes by itself; there is nothing to tick.");
    if (moment->step->closed && day != DAY_NONE && moment->opens != DAY_NONE && day < moment->opens)
        return N_("It is too early for this step: its note says from when.");
    return day == DAY_NONE ? N_("This step was not done, so there is nothing to take back.") : NULL;
}

const char *timeline_done_fault(const struct timeline_case *found, int day, int today)
{
    if (day == DAY_NONE)
        return N_("A step that was done needs the day.");
    if (day < found->spells[0]->first_day)
        return N_("This day lies before the absence began.");
    if (day > today)
        return N_("This day is still to come.");
    return NULL;
}
