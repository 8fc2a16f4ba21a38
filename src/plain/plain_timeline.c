/* The steps of an absence in lines: what is due of everybody, and of one person step by step. */
#include <stdlib.h>

#include "domain/timeline.h"
#include "plain_inside.h"
#include "report/timeline.h"
#include "store/absences.h"
#include "store/timelines.h"

/* NULL, and said, when no regime has any. */
static const struct timeline_rules *rules_of(struct plain *plain)
{
    const struct timeline_rules *rules = timelines_rules(plain->desk);
    if (!rules)
        lines_say(&plain->lines, "No regime file says which steps there are. Add \"timeline\" to "
                                 "regime.yaml.");
    return rules;
}

/* ---- of everybody ---------------------------------------------------------------------------- */

void plain_add_due(const struct plain *plain, struct buf *text, const struct timeline_due *due)
{
    today_add_name(&plain->today, plain->desk, text, &due->person);
    buf_adds(text, ": ");
    timeline_add_over(text, due->over, plain_lang(plain));
    timeline_add_heading(text, &due->moment, plain_today(plain), plain_lang(plain));
    timeline_add_older(text, due->older, plain_lang(plain));
}

static enum step tell_due(struct plain *plain, const struct timeline_rules *rules)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct timeline_due *dues = NULL;
    size_t n = 0;
    if (timelines_due(plain->desk->store, rules, plain_today(plain), DUES_NOW, &dues, &n, &err)) {
        plain_trouble(plain, &err);
        return STEP_HERE;
    }
    if (!n)
        lines_say(&plain->lines, "No step of anybody's absence is due.");
    for (size_t i = 0; i < n; i++) {
        struct buf text = BUF_INIT;
        plain_add_due(plain, &text, &dues[i]);
        lines_put(&plain->lines, text.data);
        buf_release(&text);
    }
    timeline_dues_free(dues, n);
    return STEP_HERE;
}

/* ---- of one person --------------------------------------------------------------------------- */

static void tell_moment(struct plain *plain, const struct timeline *timeline, size_t i)
{
    struct buf text = BUF_INIT;
    timeline_add_heading(&text, &timeline->moments[i], plain_today(plain), plain_lang(plain));
    plain_tell(plain, i + 1, text.data, NULL);
    buf_release(&text);
}

static void tell_case(struct plain *plain, const struct timeline *timeline)
{
    struct buf text = BUF_INIT;
    timeline_add_case(&text, &timeline->found, plain_today(plain), plain_lang(plain));
    lines_put(&plain->lines, text.data);
    buf_release(&text);
    for (size_t i = 0; i < timeline->n_moments; i++)
        tell_moment(plain, timeline, i);
}

/* Asks for the day it was done, until it will do, or whether it was not; false when nothing is to
 * be kept. */
static bool ask_day(struct plain *plain, const struct timeline *timeline, size_t at, int *day)
{
    enum lang lang = plain_lang(plain);
    const struct timeline_case *found = &timeline->found;
    const char *fault;
    bool yes = false;
    *day = DAY_NONE;
    if (timeline->moments[at].done != DAY_NONE)
        return plain_ask_yes(plain, tr(lang, "Was it not done after all?"), &yes) == REPLY_TEXT &&
               yes;
    do {
        if (plain_ask_past_day(plain, tr(lang, "On which day was it done?"),
                               found->spells[0]->first_day, day) != REPLY_TEXT ||
            *day == DAY_NONE)
            return false;
        fault = timeline_done_fault(found, *day, plain_today(plain));
        if (fault)
            lines_put(&plain->lines, tr(lang, fault));
    } while (fault);
    return true;
}

/* Tells what a step stands on, and takes the day. */
static void settle(struct plain *plain, const struct timeline_rules *rules,
                   const struct timeline *timeline, size_t at)
{
    struct err err = ERR_INIT(plain_lang(plain));
    const struct timeline_moment *moment = &timeline->moments[at];
    struct buf text = BUF_INIT;
    int day;
    timeline_add_grounds(&text, rules, moment->step, plain_lang(plain));
    lines_put(&plain->lines, text.data);
    buf_clear(&text);
    desk_add_name(plain->desk, &text, &timeline->person);
    if (timeline_tick_fault(moment, plain_today(plain)))
        lines_put(&plain->lines,
                  tr(plain_lang(plain), timeline_tick_fault(moment, plain_today(plain))));
    else if (store_need_write(plain->desk->store, &err) ||
             (ask_day(plain, timeline, at, &day) &&
              timelines_tick(plain->desk->store, timeline, at, day, plain_today(plain), text.data,
                             &err)))
        plain_trouble(plain, &err);
    buf_release(&text);
}

/* One round: tells them all, or the one that was looked at last, and takes the number of one; false
 * when that is over. */
static bool go_round(struct plain *plain, const struct timeline_rules *rules, const char *person,
                     size_t *last)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct timeline timeline;
    size_t number = 0;
    int none = timelines_load(plain->desk->store, rules, person, NULL, plain_today(plain),
                              &timeline, &err);
    if (none < 0)
        plain_trouble(plain, &err);
    if (none > 0)
        lines_say(&plain->lines, "No absence is written down, so there are no steps.");
    if (none)
        return false;
    if (*last && *last <= timeline.n_moments)
        tell_moment(plain, &timeline, *last - 1);
    else
        tell_case(plain, &timeline);
    bool chosen =
        plain_ask_number(plain, tr(plain_lang(plain), "Number of a step, to see or tick it"),
                         timeline.n_moments, false, &number) == REPLY_TEXT;
    if (chosen)
        settle(plain, rules, &timeline, number - 1);
    *last = number;
    timeline_release(&timeline);
    return chosen && !plain->commanded;
}

static enum step walk(struct plain *plain, const struct timeline_rules *rules, const char *person)
{
    size_t last = 0;
    plain_say_audience(plain, AUDIENCE_STEP);
    while (go_round(plain, rules, person, &last))
        ;
    return plain->commanded ? STEP_HERE : STEP_AGAIN;
}

enum step plain_see_timeline(struct plain *plain, const char *person)
{
    const struct timeline_rules *rules = rules_of(plain);
    return rules ? walk(plain, rules, person) : STEP_HERE;
}

enum step plain_does_timeline(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    const struct timeline_rules *rules = rules_of(plain);
    struct buf name = BUF_INIT;
    char person[UUID_SIZE] = "";
    enum step step = STEP_HERE;
    if (!rules)
        return STEP_HERE;
    if (!*rest)
        return tell_due(plain, rules);
    if (!plain_find_whom(plain, rest, false, &name))
        ; /* and it was said */
    else if (absences_whose(plain->desk->store, name.data, person, &err))
        plain_trouble(plain, &err);
    else if (*person)
        step = walk(plain, rules, person);
    else
        lines_say(&plain->lines, "No absence is written down, so there are no steps.");
    buf_release(&name);
    return step;
}
