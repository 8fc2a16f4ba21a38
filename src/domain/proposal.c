#include "domain/proposal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"

#define CONTACT_WEEKS  5  /* then the plan is due */
#define PLAN_WEEKS     8  /* a plan not made here by then was made elsewhere */
#define EVALUATE_DAYS  35 /* in the sixth week after the last time */
#define LONG_DAYS      28 /* of absence: then the return deserves a talk of its own first */
#define RETURN_DAYS    14 /* so long somebody is just back */
#define REPORTS        3  /* in twelve months */
#define LOOK_BACK_DAYS 3  /* so long before the day it is near */
#define PREVENTIVE     "preventief" /* the guide for who is not absent */
#define LAST_DAYS      56           /* so long a conversation is followed by the next of its kind */

static struct proposal with(enum moment moment, enum why why, int number, int day)
{
    struct proposal proposal = {.why = why, .number = number, .day = day};
    snprintf(proposal.guide, sizeof proposal.guide, "%s", moment_guide(moment));
    return proposal;
}

static bool to_look_back(const struct standing *standing, int today)
{
    return standing->look_back != DAY_NONE && standing->look_back <= today + LOOK_BACK_DAYS;
}

/* ---- somebody who is absent ------------------------------------------------------------------ */

static struct proposal in_first_weeks(const struct standing *standing, int today, int week)
{
    if (week == 1 && !standing_held_since(standing, standing->first_day))
        return with(MOMENT_REPORT, WHY_REPORT, 0, standing->first_day);
    if (standing_overdue(standing, today))
        return with(MOMENT_FIRST, WHY_EXPECTED, 0, standing->expected);
    if (week == CONTACT_WEEKS)
        return with(MOMENT_FIRST, WHY_WEEK_SIX, 0, DAY_NONE);
    return to_look_back(standing, today) ? with(MOMENT_FIRST, WHY_LOOK_BACK, 0, standing->look_back)
                                         : with(MOMENT_FIRST, WHY_WEEK, week, DAY_NONE);
}

static struct proposal for_absent(const struct standing *standing, int today)
{
    int week = standing_week(standing, today), plan = standing_plan(standing);
    if (week <= CONTACT_WEEKS)
        return in_first_weeks(standing, today, week);
    if (plan == DAY_NONE)
        return with(week <= PLAN_WEEKS ? MOMENT_PLAN : MOMENT_EVALUATION, WHY_WEEK, week, DAY_NONE);
    if (to_look_back(standing, today))
        return with(MOMENT_EVALUATION, WHY_LOOK_BACK, 0, standing->look_back);
    if (standing_overdue(standing, today))
        return with(MOMENT_FIRST, WHY_EXPECTED, 0, standing->expected);
    return today - plan >= EVALUATE_DAYS ? with(MOMENT_EVALUATION, WHY_PLAN, 0, plan)
                                         : with(MOMENT_FIRST, WHY_WEEK, week, DAY_NONE);
}

/* ---- somebody who is there ------------------------------------------------------------------- */

static bool just_back(const struct standing *standing, int today)
{
    return standing->back != DAY_NONE && today - standing->back < RETURN_DAYS &&
           standing->last[MOMENT_RETURN] < standing->back;
}

static bool often_away(const struct standing *standing)
{
    return standing->reports >= REPORTS && standing->last[MOMENT_FREQUENT] < standing->first_day;
}

/* Of who was never written down as absent nothing calls for one kind above another. */
static struct proposal usual(void)
{
    return (struct proposal){.why = WHY_USUAL, .guide = SHELF_FIRST, .day = DAY_NONE};
}

/* What comes after the last conversation: another of its kind, or the one that follows on it. What
 * belongs to an absence is over when that is. */
static struct proposal after_last(const struct standing *standing, enum why why, int day)
{
    static const enum moment next[] = {[MOMENT_REPORT] = MOMENT_FIRST,
                                       [MOMENT_FIRST] = MOMENT_FIRST,
                                       [MOMENT_PLAN] = MOMENT_EVALUATION,
                                       [MOMENT_EVALUATION] = MOMENT_EVALUATION};
    for (enum moment i = 0; i < sizeof next / sizeof *next; i++)
        if (strcmp(moment_guide(i), standing->guide) == 0)
            return with(standing->back == DAY_NONE ? next[i] : MOMENT_RETURN, why, 0, day);
    if (!*standing->guide)
        return usual();
    struct proposal proposal = {.why = why, .day = day};
    memcpy(proposal.guide, standing->guide, sizeof proposal.guide);
    return proposal;
}

/* A course of conversations without an absence written down. */
static bool on_course(const struct standing *standing, int today)
{
    bool of_absence = false;
    for (enum moment i = MOMENT_REPORT; i <= MOMENT_EVALUATION; i++)
        of_absence = of_absence || strcmp(moment_guide(i), standing->guide) == 0;
    return of_absence && standing->first_day == DAY_NONE && today - standing->held <= LAST_DAYS;
}

/* Nothing calls for a conversation with who was absent and is there again: the return, when nobody
 * spoke about that yet; else what keeps somebody well. */
static struct proposal otherwise(const struct standing *standing, int today)
{
    struct proposal proposal = {.why = WHY_PRESENT, .day = standing->back};
    if (standing->back == DAY_NONE || standing->back > today)
        return usual();
    if (standing->last[MOMENT_RETURN] < standing->back && today - standing->back < EVALUATE_DAYS)
        return with(MOMENT_RETURN, WHY_RETURNED, 0, standing->back);
    memcpy(proposal.guide, PREVENTIVE, sizeof PREVENTIVE);
    return proposal;
}

static struct proposal for_present(const struct standing *standing, int today)
{
    bool often = often_away(standing), back = just_back(standing, today);
    if (back && (!often || standing->back - standing->first_day >= LONG_DAYS))
        return with(MOMENT_RETURN, WHY_BACK, 0, standing->back);
    if (often)
        return with(MOMENT_FREQUENT, WHY_REPORTS, standing->reports, DAY_NONE);
    if (to_look_back(standing, today))
        return after_last(standing, WHY_LOOK_BACK, standing->look_back);
    return on_course(standing, today) ? after_last(standing, WHY_LAST, standing->held)
                                      : otherwise(standing, today);
}

struct proposal proposal_of(const struct standing *standing, int today)
{
    return standing_absent(standing, today) ? for_absent(standing, today)
                                            : for_present(standing, today);
}

/* ---- offering it ----------------------------------------------------------------------------- */

const struct guide *proposal_guide(const struct proposal *proposal, const struct shelf *shelf,
                                   enum lang lang)
{
    return *proposal->guide ? shelf_guide(shelf, proposal->guide, lang) : NULL;
}

const struct guide **proposal_offered(struct proposal *proposal, const struct shelf *shelf,
                                      enum lang lang, size_t *n)
{
    const struct guide **guides = shelf_offered(shelf, lang, n);
    const struct guide *first = proposal_guide(proposal, shelf, lang);
    size_t at = 0;
    while (at < *n && guides[at] != first)
        at++;
    if (at == *n) {
        *proposal = (struct proposal){.why = WHY_NONE};
        return guides;
    }
    for (; at > 0; at--)
        guides[at] = guides[at - 1];
    guides[0] = first;
    return guides;
}

void proposal_add_why(struct buf *buf, const struct proposal *proposal, int today, enum lang lang)
{
    static const char *const words[] = {
        [WHY_REPORT] = N_("reported sick on %s"),   [WHY_PLAN] = N_("plan last discussed on %s"),
        [WHY_EXPECTED] = N_("expected back on %s"), [WHY_BACK] = N_("back since %s"),
        [WHY_RETURNED] = N_("back since %s"),       [WHY_PRESENT] = N_("not absent since %s"),
        [WHY_LOOK_BACK] = N_("to look back on %s"), [WHY_LAST] = N_("last talk on %s"),
    };
    struct buf day = BUF_INIT;
    day_add_short(&day, proposal->day, today, lang);
    switch (proposal->why) {
    case WHY_NONE:
        break;
    case WHY_WEEK:
        buf_addf(buf, tr(lang, "week %d of the absence"), proposal->number);
        break;
    case WHY_USUAL:
        buf_adds(buf, tr(lang, "no absence noted; this nearly always fits"));
        break;
    case WHY_WEEK_SIX:
        buf_adds(buf, tr(lang, "week 6 is coming"));
        break;
    case WHY_REPORTS:
        if (proposal->number == REPORTS)
            buf_adds(buf, tr(lang, "third report in twelve months"));
        else
            buf_addf(buf, tr(lang, "%d reports in twelve months"), proposal->number);
        break;
    default:
        buf_addf(buf, tr(lang, words[proposal->why]), day.data);
        break;
    }
    buf_release(&day);
}
