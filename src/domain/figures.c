#include "domain/figures.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#define TEN 10

static int earlier(int a, int b)
{
    return a < b ? a : b;
}

static int later(int a, int b)
{
    return a > b ? a : b;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* The day behind the last one of a stretch that may be open. */
static int end_of(int until, const struct period *period)
{
    return until == DAY_NONE ? period->to + 1 : earlier(until, period->to + 1);
}

/* ---- one person ------------------------------------------------------------------------------ */

static bool in_service(const struct figures_person *person, int day)
{
    for (size_t i = 0; i < person->n_spans; i++) {
        const struct service *span = &person->spans[i];
        if (day >= span->from && (span->until == DAY_NONE || day < span->until))
            return true;
    }
    return false;
}

static bool within(const struct period *period, int day)
{
    return day != DAY_NONE && day >= period->from && day <= period->to;
}

/* What is in service of the days from first up to end, weighed. */
static int64_t weigh(const struct figures_person *person, int first, int end)
{
    int64_t sum = 0;
    for (size_t i = 0; i < person->n_spans && person->spans[i].from < end; i++) {
        const struct service *span = &person->spans[i];
        int from = later(first, span->from);
        int until = span->until == DAY_NONE ? end : earlier(end, span->until);
        if (from < until)
            sum += (int64_t)(until - from) * span->factor;
    }
    return sum;
}

/* A spell in a period, step by step: each up to the next one has a share of its own. */
static int64_t sick_in(const struct figures_person *person, const struct absence *spell,
                       const struct period *period)
{
    int at = spell->first_day, end = end_of(spell->back, period);
    int64_t sum = 0, share = ABSENCE_WHOLE;
    for (size_t i = 0; i <= spell->n_steps; i++) {
        int until = i < spell->n_steps ? earlier(spell->steps[i].from, end) : end;
        if (until > period->from && until > at)
            sum += share * weigh(person, later(at, period->from), until);
        if (i == spell->n_steps)
            break;
        at = later(at, spell->steps[i].from);
        share = ABSENCE_WHOLE - spell->steps[i].part;
    }
    return sum;
}

static bool touches(const struct absence *spell, const struct period *period)
{
    return !spell->leave && spell->first_day <= period->to &&
           (spell->back == DAY_NONE || spell->back >= period->from);
}

static bool add_service(struct figures *figures, const struct figures_person *person,
                        const struct period *period)
{
    int64_t heads = 0;
    for (size_t i = 0; i < person->n_spans && person->spans[i].from <= period->to; i++) {
        const struct service *span = &person->spans[i];
        int from = later(span->from, period->from), until = end_of(span->until, period);
        if (from >= until)
            continue;
        heads += until - from;
        figures->present += (int64_t)(until - from) * span->factor;
    }
    figures->heads += heads;
    figures->people += heads > 0;
    return heads > 0;
}

void figures_add(struct figures *figures, const struct figures_person *person,
                 const struct period *period)
{
    int64_t sick = 0, reports = 0, ended = 0, ended_days = 0;
    if (!add_service(figures, person, period))
        return;
    for (size_t i = 0; i < person->n_spells; i++) {
        const struct absence *spell = &person->spells[i];
        if (spell->first_day > period->to)
            break;
        if (!touches(spell, period))
            continue;
        sick += sick_in(person, spell, period);
        reports += within(period, spell->first_day) && in_service(person, spell->first_day);
        if (within(period, spell->back) && in_service(person, spell->back - 1)) {
            ended++;
            ended_days += spell->back - spell->first_day;
        }
    }
    figures->ended_days += ended_days;
    figures->top = larger(figures->top, sick);
    figures->top_ended = larger(figures->top_ended, ended_days);
    figures->sick += sick;
    figures->sick_people += sick > 0;
    figures->clear += sick == 0;
    figures->reports += reports;
    figures->reporters += reports > 0;
    figures->silent += reports == 0;
    figures->ended += ended;
    figures->enders += ended > 0;
}

/* ---- by how long ----------------------------------------------------------------------------- */

static size_t class_of(const struct figures_borders *borders, int days)
{
    size_t i = 0;
    while (i + 1 < borders->n && days > borders->border[i])
        i++;
    return i;
}

/* The last border has no class behind it: it stays the last. */
void figures_borders_add(struct figures_borders *pieces, const struct figures_borders *more)
{
    if (!pieces->n || !more->n) {
        *pieces = pieces->n ? *pieces : *more;
        return;
    }
    int *last = &pieces->border[pieces->n - 1];
    *last = later(*last, more->border[more->n - 1]);
    for (size_t i = 0; i + 1 < more->n && pieces->n < FIGURES_CLASSES_MAX; i++) {
        size_t at = 0;
        while (at < pieces->n && pieces->border[at] < more->border[i])
            at++;
        if (pieces->border[at] == more->border[i])
            continue;
        memmove(&pieces->border[at + 1], &pieces->border[at],
                (pieces->n++ - at) * sizeof *pieces->border);
        pieces->border[at] = more->border[i];
    }
}

void figures_split_add(struct figures_split *split, const struct figures_borders *borders,
                       const struct figures_person *person, const struct period *period)
{
    int64_t own[FIGURES_CLASSES_MAX] = {0};
    if (!borders->n)
        return;
    for (size_t i = 0; i < person->n_spells; i++) {
        const struct absence *spell = &person->spells[i];
        if (spell->first_day > period->to)
            break;
        int64_t sick = touches(spell, period) ? sick_in(person, spell, period) : 0;
        if (!sick)
            continue;
        size_t class = class_of(borders, end_of(spell->back, period) - spell->first_day);
        split->sick[class] += sick;
        split->people[class] += !own[class];
        own[class] += sick;
        split->top[class] = larger(split->top[class], own[class]);
    }
}

void figures_sum(struct figures *sum, const struct figures *more)
{
    sum->people += more->people;
    sum->heads += more->heads;
    sum->present += more->present;
    sum->sick += more->sick;
    sum->sick_people += more->sick_people;
    sum->reports += more->reports;
    sum->reporters += more->reporters;
    sum->ended += more->ended;
    sum->ended_days += more->ended_days;
    sum->enders += more->enders;
    sum->clear += more->clear;
    sum->silent += more->silent;
    sum->top = larger(sum->top, more->top);
    sum->top_ended = larger(sum->top_ended, more->top_ended);
}

/* ---- fractions ------------------------------------------------------------------------------- */

/* Digit by digit, as on paper: nothing grows beyond what an int64_t holds. */
int64_t figures_ratio(int64_t part, int64_t whole, int decimals)
{
    if (whole <= 0 || part < 0)
        return 0;
    int64_t number = part / whole, rest = part % whole;
    for (int i = 0; i < decimals; i++) {
        rest *= TEN;
        number = number * TEN + rest / whole;
        rest %= whole;
    }
    return number + (rest >= whole - rest);
}

int64_t figures_percent(int64_t sick, const struct figures *figures, int decimals)
{
    return figures_ratio(sick, figures->present * (ABSENCE_WHOLE / 100), decimals);
}

int64_t figures_frequency(const struct figures *figures, int decimals)
{
    return figures_ratio(figures->reports * FIGURES_YEAR, figures->heads, decimals);
}

int64_t figures_quarter_by_four(const struct figures *figures, int days, int decimals)
{
    return figures_ratio(figures->reports * 4 * days, figures->heads, decimals);
}

int64_t figures_duration(const struct figures *figures, int decimals)
{
    return figures_ratio(figures->ended_days, figures->ended, decimals);
}

int64_t figures_share(int64_t people, const struct figures *figures, int decimals)
{
    return figures_ratio(people * 100, figures->people, decimals);
}

void figures_write(struct buf *buf, int64_t number, int decimals, enum lang lang)
{
    int64_t one = 1;
    for (int i = 0; i < decimals; i++)
        one *= TEN;
    buf_addf(buf, "%" PRId64, number / one);
    if (decimals)
        buf_addf(buf, "%c%0*" PRId64, lang == LANG_NL ? ',' : '.', decimals, number % one);
}
