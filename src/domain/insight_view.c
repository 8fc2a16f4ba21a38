#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "domain/insight.h"

#define YEARS_BACK 20

/* The keys of a part in the quarters of a period, and which of them stand together. */
struct keys {
    const char **key; /* sorted, each once; borrowed */
    size_t *with;     /* another of the same group, or itself */
    size_t n;
};

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool within(const struct insight *insight, const struct insight_row *row,
                   enum insight_part part)
{
    return row->part == part && row->quarter >= insight->first && row->quarter <= insight->last;
}

static struct keys keys_of(const struct insight *insight, const struct insight_rows *steps,
                           enum insight_part part)
{
    struct keys keys = {.key = mem_zero(steps->n, sizeof *keys.key)};
    size_t n = 0;
    for (size_t i = 0; i < steps->n; i++)
        if (within(insight, &steps->row[i], part))
            keys.key[n++] = steps->row[i].key;
    qsort(keys.key, n, sizeof *keys.key, compare_texts);
    for (size_t i = 0; i < n; i++)
        if (!i || strcmp(keys.key[i], keys.key[keys.n - 1]) != 0)
            keys.key[keys.n++] = keys.key[i];
    keys.with = mem_zero(keys.n + 1, sizeof *keys.with);
    for (size_t i = 0; i < keys.n; i++)
        keys.with[i] = i;
    return keys;
}

/* Each group is known by the first of its keys. */
static size_t group_of(const struct keys *keys, size_t i)
{
    while (keys->with[i] != i)
        i = keys->with[i];
    return i;
}

static size_t find(const struct keys *keys, const char *key)
{
    const char **found = bsearch(&key, keys->key, keys->n, sizeof *keys->key, compare_texts);
    return group_of(keys, (size_t)(found - keys->key));
}

static void join(struct keys *keys, size_t a, size_t b)
{
    if (a < b)
        keys->with[b] = a;
    else
        keys->with[a] = b;
}

/* What was in one heap once stands together in all of the period. */
static void join_heaps(struct keys *keys, const struct insight *insight,
                       const struct insight_rows *steps, enum insight_part part)
{
    const struct insight_row *before = NULL;
    for (size_t i = 0; i < steps->n; i++) {
        const struct insight_row *row = &steps->row[i];
        if (!within(insight, row, part) || row->heap != 1)
            continue;
        if (before && before->step == row->step && before->quarter == row->quarter)
            join(keys, find(keys, before->key), find(keys, row->key));
        before = row;
    }
}

/* The least number of days within which half of them were. */
static int half_of(const int64_t *days)
{
    int64_t all = 0, so_far = 0;
    for (int i = 0; i <= INSIGHT_DAYS; i++)
        all += days[i];
    for (int i = 0; i <= INSIGHT_DAYS; i++) {
        so_far += days[i];
        if (so_far * 2 >= all)
            return i;
    }
    return 0;
}

struct sums {
    struct insight_group *group; /* by the first key */
    int64_t (*days)[INSIGHT_DAYS + 1];
};

static void add_up(struct sums *sums, const struct keys *keys, const struct insight *insight,
                   const struct insight_rows *steps, enum insight_part part)
{
    for (size_t i = 0; i < steps->n; i++) {
        const struct insight_row *row = &steps->row[i];
        if (!within(insight, row, part))
            continue;
        size_t group = find(keys, row->key);
        sums->group[group].n += row->n;
        sums->group[group].kept += row->kept;
        if (sums->days && row->days >= 0 && row->days <= INSIGHT_DAYS)
            sums->days[group][row->days] += row->n;
    }
    for (size_t i = 0; i < keys->n; i++) {
        struct insight_group *group = &sums->group[group_of(keys, i)];
        if (!group->keys++)
            group->key = mem_copy(keys->key[i]);
        mem_replace(&group->last, keys->key[i]);
    }
}

static bool is_monthly(enum insight_part part)
{
    return part == PART_MONTH || part == PART_DAYS;
}

/* Does a group of months have one of the period? */
static bool touches(const struct insight_group *group, const struct period *period)
{
    char from[DAY_ISO_SIZE], to[DAY_ISO_SIZE];
    day_iso(period->from, from);
    day_iso(period->to, to);
    return strncmp(group->last, from, strlen("2026-09")) >= 0 &&
           strncmp(group->key, to, strlen("2026-09")) <= 0;
}

static int compare_groups(const void *a, const void *b)
{
    const struct insight_group *one = a, *other = b;
    int found = (one->keys > 1) - (other->keys > 1);
    return found ? found : strcmp(one->key, other->key);
}

static void take(struct insight_groups *groups, const struct sums *sums, const struct keys *keys,
                 const struct period *period, enum insight_part part)
{
    int64_t days[INSIGHT_DAYS + 1] = {0};
    for (size_t i = 0; i < keys->n; i++) {
        struct insight_group *group = &sums->group[i];
        bool shown = group->keys && (group->n || group->kept) &&
                     (!is_monthly(part) || touches(group, period));
        if (!shown) {
            free(group->key);
            free(group->last);
            continue;
        }
        for (int k = 0; sums->days && k <= INSIGHT_DAYS; k++)
            days[k] += sums->days[i][k];
        if (sums->days)
            group->half = half_of(sums->days[i]);
        groups->total += group->n;
        groups->kept += group->kept;
        groups->group = mem_room(groups->group, groups->n, sizeof *groups->group);
        groups->group[groups->n++] = *group;
    }
    if (sums->days)
        groups->half = half_of(days);
    if (groups->n && !is_monthly(part))
        qsort(groups->group, groups->n, sizeof *groups->group, compare_groups);
}

/* A group may have become too small by what was taken away since: then there is no division. */
static void hold_back(struct insight_groups *groups)
{
    bool small = groups->total < INSIGHT_LEAST;
    for (size_t i = 0; i < groups->n; i++)
        small = small || groups->group[i].n < INSIGHT_LEAST;
    for (size_t i = 0; small && i < groups->n; i++) {
        free(groups->group[i].key);
        free(groups->group[i].last);
    }
    if (small)
        groups->n = 0;
    if (groups->total < INSIGHT_LEAST)
        groups->total = groups->kept = 0;
}

static void view_part(struct insight *insight, const struct insight_rows *steps,
                      enum insight_part part)
{
    struct keys keys = keys_of(insight, steps, part);
    struct sums sums = {.group = mem_zero(keys.n + 1, sizeof *sums.group)};
    if (part == PART_DAYS)
        sums.days = mem_zero(keys.n + 1, sizeof *sums.days);
    join_heaps(&keys, insight, steps, part);
    add_up(&sums, &keys, insight, steps, part);
    take(&insight->groups[part], &sums, &keys, &insight->period, part);
    hold_back(&insight->groups[part]);
    free(keys.key);
    free(keys.with);
    free(sums.group);
    free(sums.days);
}

static void view_fresh(struct insight_fresh *fresh, const struct insight_rows *steps)
{
    int last = 0;
    for (size_t i = 0; i < steps->n; i++)
        last = steps->row[i].step > last ? steps->row[i].step : last;
    for (size_t i = 0; i < steps->n; i++) {
        const struct insight_row *row = &steps->row[i];
        if (row->step != last)
            continue;
        if (row->part == PART_MONTH)
            fresh->talks += row->n;
        if (row->part == PART_TEAM) {
            fresh->promises += row->n;
            fresh->kept += row->kept;
        }
    }
}

void insight_view(struct insight *insight, const struct insight_rows *steps,
                  const struct period *period)
{
    insight->period = *period;
    insight->first = insight_quarter(period->from);
    insight->last = insight_quarter(period->to);
    for (int part = 0; part < INSIGHT_PARTS; part++)
        view_part(insight, steps, (enum insight_part)part);
    view_fresh(&insight->fresh, steps);
}

void insight_release(struct insight *insight)
{
    for (int part = 0; part < INSIGHT_PARTS; part++) {
        struct insight_groups *groups = &insight->groups[part];
        for (size_t i = 0; i < groups->n; i++) {
            free(groups->group[i].key);
            free(groups->group[i].last);
        }
        free(groups->group);
        *groups = (struct insight_groups){.group = NULL};
    }
}

int insight_percent(int64_t part, int64_t all)
{
    return all > 0 ? (int)((200 * part + all) / (2 * all)) : 0;
}

void insight_period(struct period *period, bool given, int today)
{
    struct civil civil = day_civil(today);
    int month = day_from_civil(civil.year, civil.month, 1);
    if (!given)
        *period = (struct period){day_add_months(month, -11), today};
    if (period->to == DAY_NONE)
        period->to = today;
    if (period->from == DAY_NONE)
        period->from = day_add_months(period->to, -12 * YEARS_BACK);
}
