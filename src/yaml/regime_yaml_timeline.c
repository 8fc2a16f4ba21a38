/* The steps of the Wet verbetering poortwachter in a regime: their tables. */
#include <stddef.h>
#include <string.h>

#include "base/day.h"
#include "domain/timeline.h"
#include "regime_inside.h"
#include "yaml/values.h"

enum { TITLE_COLUMNS = 30, NOTE_COLUMNS = 0, ANY_COLUMNS = 0 };
enum { WEEKS_MOST = 520, DAYS_MOST = 7 * WEEKS_MOST, AHEAD_MOST = 92 };

/* ---- values ---------------------------------------------------------------------------------- */

/* Which of n words it is; n, and that is told, when none. */
static size_t which(struct walk *walk, const struct walk_row *row, const struct walk_text *text,
                    const char *const *words, size_t n)
{
    size_t i = 0;
    while (i < n && strcmp(text->text, words[i]) != 0)
        i++;
    if (i == n)
        walk_refuse_word(walk, row, text, words, n);
    return i;
}

static void value_who(struct walk *walk, const struct walk_row *row, void *slot,
                      const struct walk_text *text)
{
    const char *words[TIMELINE_UWV + 1];
    for (enum timeline_who who = 0; who <= TIMELINE_UWV; who++)
        words[who] = timeline_who_key(who);
    size_t chosen = which(walk, row, text, words, TIMELINE_UWV + 1);
    if (chosen <= TIMELINE_UWV)
        *(enum timeline_who *)slot = (enum timeline_who)chosen;
}

static void value_sure(struct walk *walk, const struct walk_row *row, void *slot,
                       const struct walk_text *text)
{
    const char *words[TIMELINE_DISPUTED + 1];
    for (enum timeline_sure sure = 0; sure <= TIMELINE_DISPUTED; sure++)
        words[sure] = timeline_sure_key(sure);
    size_t chosen = which(walk, row, text, words, TIMELINE_DISPUTED + 1);
    if (chosen <= TIMELINE_DISPUTED)
        *(enum timeline_sure *)slot = (enum timeline_sure)chosen;
}

/* One that is refused is told already, and is no step without a moment: it is -1. */
static void value_moment(struct walk *walk, const struct walk_row *row, void *slot,
                         const struct walk_text *text)
{
    *(int *)slot = -1;
    value_number(walk, row, slot, text);
}

static void value_by(struct walk *walk, const struct walk_row *row, void *slot,
                     const struct walk_text *text)
{
    static const char *const words[] = {"end", "start", "last_day"};
    size_t chosen = which(walk, row, text, words, 3);
    if (chosen < 3)
        *(enum timeline_by *)slot = (enum timeline_by)chosen;
}

static void value_if(struct walk *walk, const struct walk_row *row, void *slot,
                     const struct walk_text *text)
{
    static const char *const words[] = {"safety_net"};
    *(int *)slot = which(walk, row, text, words, 1) == 0;
}

/* yes or no: whether nobody has to tick it, or whether it cannot be done before its week. */
static void value_tick(struct walk *walk, const struct walk_row *row, void *slot,
                       const struct walk_text *text)
{
    static const char *const words[] = {"yes", "no"};
    *(int *)slot = which(walk, row, text, words, 2) == 1;
}

/* ---- tables ---------------------------------------------------------------------------------- */

static const struct walk_row step_rows[] = {
    {"title", "titel", WALK_TEXT, PROBLEM_MISSING, offsetof(struct timeline_step, title),
     .columns = TITLE_COLUMNS},
    {"day", "dag", WALK_VALUE, PROBLEM_NONE, offsetof(struct timeline_step, day),
     .value = value_moment, .low = 1, .high = DAYS_MOST},
    {"week", NULL, WALK_VALUE, PROBLEM_NONE, offsetof(struct timeline_step, week),
     .value = value_moment, .low = 1, .high = WEEKS_MOST},
    {"by", "op", WALK_VALUE, PROBLEM_NONE, offsetof(struct timeline_step, by), .value = value_by},
    {"from", "vanaf", WALK_VALUE, PROBLEM_NONE, offsetof(struct timeline_step, opens),
     .value = value_number, .low = 1, .high = WEEKS_MOST},
    {"every", "elke", WALK_VALUE, PROBLEM_NONE, offsetof(struct timeline_step, every),
     .value = value_span, .low = 1, .high = DAYS_MOST},
    {"who", "wie", WALK_VALUE, PROBLEM_MISSING, offsetof(struct timeline_step, who),
     .value = value_who},
    {"sure", "zeker", WALK_VALUE, PROBLEM_MISSING, offsetof(struct timeline_step, sure),
     .value = value_sure},
    {"source", "bron", WALK_TEXT, PROBLEM_MISSING, offsetof(struct timeline_step, source),
     .columns = ANY_COLUMNS},
    {"note", "toelichting", WALK_TEXT, PROBLEM_NONE, offsetof(struct timeline_step, note),
     .columns = NOTE_COLUMNS},
    {"if", "als", WALK_VALUE, PROBLEM_NONE, offsetof(struct timeline_step, net), .value = value_if},
    {"tick", "afvinken", WALK_VALUE, PROBLEM_NONE, offsetof(struct timeline_step, silent),
     .value = value_tick},
    {"early", "eerder", WALK_VALUE, PROBLEM_NONE, offsetof(struct timeline_step, closed),
     .value = value_tick},
    {"date", "datum", WALK_VALUE, PROBLEM_NONE, offsetof(struct timeline_step, date),
     .value = value_day},
};

static void begin_step(struct walk *walk, void *item, const struct walk_text *id)
{
    (void)walk;
    (void)id;
    ((struct timeline_step *)item)->date = DAY_NONE;
}

static void end_step(struct walk *walk, void *item, const struct walk_text *id)
{
    const struct timeline_step *step = item;
    struct complaints *complaints = walk_complaints(walk);
    if (!walk_whole(walk))
        return;
    if ((step->day != 0) + (step->week != 0) + (step->by == TIMELINE_LAST_DAY) != 1)
        complaint_add(complaints, PROBLEM_NO_MOMENT, id->mark, id->text, NULL);
    else if (step->week > 0 && step->opens > step->week)
        complaint_add(complaints, PROBLEM_OPENS_LATE, id->mark, id->text, NULL);
}

static const struct walk_table step_table = {
    .name = N_("a step"),
    WALK_ROWS(step_rows),
    .size = sizeof(struct timeline_step),
    .id = offsetof(struct timeline_step, id),
    .begin = begin_step,
    .end = end_step,
};

static const struct walk_row timeline_rows[] = {
    {"source", "bron", WALK_TEXT, PROBLEM_MISSING, offsetof(struct timeline_rules, source),
     .columns = ANY_COLUMNS},
    {"date", "datum", WALK_VALUE, PROBLEM_MISSING, offsetof(struct timeline_rules, date),
     .value = value_day},
    {"apart", "los", WALK_VALUE, PROBLEM_MISSING, offsetof(struct timeline_rules, apart),
     .value = value_span, .low = 1, .high = DAYS_MOST},
    {"length", "duur", WALK_VALUE, PROBLEM_MISSING, offsetof(struct timeline_rules, length),
     .value = value_span, .low = 1, .high = DAYS_MOST},
    {"ahead", "vooraf", WALK_VALUE, PROBLEM_MISSING, offsetof(struct timeline_rules, ahead),
     .value = value_span, .low = 1, .high = AHEAD_MOST},
    {"steps", "stappen", WALK_ITEMS, PROBLEM_MISSING, offsetof(struct timeline_rules, steps),
     .count = offsetof(struct timeline_rules, n_steps), .table = &step_table},
};

const struct walk_table regime_timeline_table = {.name = N_("the timeline"),
                                                 WALK_ROWS(timeline_rows)};
