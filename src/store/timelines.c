#include "store/timelines.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/services.h"
#include "store/ticks.h"
#include "store/told.h"

const struct timeline_rules *timelines_rules(const struct desk *desk)
{
    const struct regime *regime = shelf_regime(desk->shelf, "nl", desk->lang);
    return regime && regime->timeline.n_steps ? &regime->timeline : NULL;
}

const char timelines_told_words[] =
    N_("This came out of a bundle, so the manager says it in their own file. It comes along with "
       "the next bundle.");

/* ---- one case -------------------------------------------------------------------------------- */

void timeline_release(struct timeline *timeline)
{
    person_release(&timeline->person);
    free(timeline->absences);
    absence_rows_free(timeline->rows, timeline->n_rows);
    timeline_ticks_free(timeline->ticks, timeline->n_ticks);
    timeline_case_release(&timeline->found);
    free(timeline->moments);
    *timeline = (struct timeline){.n_rows = 0};
}

/* Of this file itself, else what a bundle told. */
static int load(struct store *store, const char *person, struct timeline *timeline, struct err *err)
{
    if (absences_list(store, person, false, &timeline->rows, &timeline->n_rows, err))
        return -1;
    if (!timeline->n_rows && told_absences(store, person, &timeline->rows, &timeline->n_rows, err))
        return -1;
    timeline->told = timeline->n_rows && timeline->rows[0].told;
    if ((timeline->told ? told_ticks : ticks_list)(store, person, &timeline->ticks,
                                                   &timeline->n_ticks, err))
        return -1;
    timeline->absences = mem_zero(timeline->n_rows + 1, sizeof *timeline->absences);
    for (size_t i = 0; i < timeline->n_rows; i++)
        timeline->absences[i] = timeline->rows[i].absence;
    if (timeline->n_rows)
        person_copy(&timeline->person, &timeline->rows[0].person);
    return 0;
}

/* The last one that is no leave; NULL when there is none. */
static const char *last_spell(const struct timeline *timeline)
{
    for (size_t i = 0; i < timeline->n_rows; i++)
        if (!timeline->absences[i].leave)
            return timeline->absences[i].id;
    return NULL;
}

/* The first day out of service; DAY_NONE when that is not known or there is no such day. */
static int find_left(struct store *store, const struct timeline *timeline, int *left,
                     struct err *err)
{
    struct service *spans = NULL;
    size_t n = 0;
    const char *person = timeline->person.id;
    if (!timeline->told)
        return services_left(store, person, left, err);
    int failed = told_services(store, person, &spans, &n, err);
    bool going_on = !n;
    for (size_t i = 0; !failed && i < n; i++) {
        going_on |= spans[i].until == DAY_NONE;
        *left = spans[i].until > *left ? spans[i].until : *left;
    }
    *left = going_on ? DAY_NONE : *left;
    free(spans);
    return failed;
}

int timelines_load(struct store *store, const struct timeline_rules *rules, const char *person,
                   const char *spell, int today, struct timeline *timeline, struct err *err)
{
    *timeline = (struct timeline){.n_rows = 0};
    if (load(store, person, timeline, err)) {
        timeline_release(timeline);
        return -1;
    }
    spell = spell ? spell : last_spell(timeline);
    if (!spell || !timeline_case_of(&timeline->found, rules, timeline->absences, timeline->n_rows,
                                    timeline->ticks, timeline->n_ticks, spell)) {
        timeline_release(timeline);
        return 1;
    }
    int left = DAY_NONE;
    if (find_left(store, timeline, &left, err)) {
        timeline_release(timeline);
        return -1;
    }
    timeline_leave(&timeline->found, left);
    timeline->moments = timeline_moments(&timeline->found, rules, timeline->ticks,
                                         timeline->n_ticks, today, &timeline->n_moments);
    return 0;
}

/* Which absence of the case has the tick; the first when none has. */
static const char *ticked_at(const struct timeline *timeline, const struct timeline_moment *moment)
{
    for (size_t spell = 0; spell < timeline->found.n; spell++)
        for (size_t i = 0; i < timeline->n_ticks; i++) {
            const struct timeline_tick *tick = &timeline->ticks[i];
            if (tick->turn == moment->turn && !strcmp(tick->step, moment->step->id) &&
                !strcmp(tick->absence, timeline->found.spells[spell]->id))
                return timeline->found.spells[spell]->id;
        }
    return timeline->found.spells[0]->id;
}

int timelines_tick(struct store *store, const struct timeline *timeline, size_t moment, int day,
                   int today, const char *about, struct err *err)
{
    const struct timeline_moment *at = &timeline->moments[moment];
    const char *fault = timeline->told ? timelines_told_words : timeline_tick_fault(at, day);
    if (!fault && day != DAY_NONE)
        fault = timeline_done_fault(&timeline->found, day, today);
    struct deed deed = {
        day == DAY_NONE ? N_("step of %s not done after all") : N_("step of %s done"), about};
    if (fault)
        return err_set(err, "%s", tr(err->lang, fault));
    return ticks_put(store, ticked_at(timeline, at), at->step->id, at->turn, day, &deed, err);
}

int timelines_own(struct store *store, const struct absence *spell, bool own, int today,
                  const char *about, struct err *err)
{
    struct deed deed = {
        own ? N_("absence of %s is a case of its own") : N_("absence of %s joined again"), about};
    return ticks_put(store, spell->id, TIMELINE_OWN, 0, own ? today : DAY_NONE, &deed, err);
}
