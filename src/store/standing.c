#include "store/standing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "absences_inside.h"
#include "store/people.h"
#include "services_inside.h"

#define YEAR_DAYS   366
#define RECENT_DAYS 31 /* so long a return may be a reason to talk (domain/proposal.h) */

#define UNSETTLED "a.status IN ('open', 'running', 'changed') AND NOT a.removed"

/* Whose standing is read: one person, or all that home may tell of, with the same few questions. */
struct whose {
    char id[UUID_SIZE];
    struct standing *standing;
};
struct all {
    struct whose *list; /* by id */
    size_t n;
    struct buf ids; /* the same as a JSON array, for json_each */
};

static int by_id(const void *a, const void *b)
{
    const struct whose *left = a, *right = b;
    return strcmp(left->id, right->id);
}

static void add(struct all *all, const char *id, struct standing *standing)
{
    struct whose *one = &all->list[all->n++];
    snprintf(one->id, sizeof one->id, "%s", id);
    one->standing = standing;
    standing_init(standing);
}

static void list_ids(struct all *all)
{
    if (all->n)
        qsort(all->list, all->n, sizeof *all->list, by_id);
    for (size_t i = 0; i < all->n; i++)
        buf_addf(&all->ids, "%s\"%s\"", i ? "," : "[", all->list[i].id);
    buf_adds(&all->ids, all->n ? "]" : "[]");
}

/* NULL for somebody who was not asked about. */
static struct standing *standing_for(const struct all *all, const char *id)
{
    struct whose sought = {.standing = NULL};
    snprintf(sought.id, sizeof sought.id, "%s", id);
    const struct whose *found =
        all->n ? bsearch(&sought, all->list, all->n, sizeof sought, by_id) : NULL;
    return found ? found->standing : NULL;
}

#define OF_ALL " IN (SELECT value FROM json_each(:people))"

/* ---- absences -------------------------------------------------------------------------------- */

/* The newest spell counts. Maternity leave is no sickness: nobody owes a talk for it. */
static void take_newest(struct standing *standing, const struct absence *spells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (spells[i].leave)
            continue;
        standing->first_day = spells[i].first_day;
        standing->back = spells[i].back;
        standing->expected = spells[i].expected;
        return;
    }
}

static int load_absences(struct store *store, const struct all *all, int today, struct err *err)
{
    struct absence_row *rows;
    size_t n;
    if (absences_list_of(store, all->ids.data, &rows, &n, err))
        return -1;
    struct absence *spells = mem_zero(n + 1, sizeof *spells);
    for (size_t i = 0; i < n; i++)
        spells[i] = rows[i].absence;
    for (size_t i = 0, end; i < n; i = end) {
        struct standing *standing = standing_for(all, spells[i].person);
        for (end = i; end < n && !strcmp(spells[end].person, spells[i].person);)
            end++;
        if (standing)
            standing->reports = absence_reports(&spells[i], end - i, today);
        if (standing)
            take_newest(standing, &spells[i], end - i);
    }
    free(spells); /* what they hold belongs to the rows */
    absence_rows_free(rows, n);
    return 0;
}

/* ---- conversations --------------------------------------------------------------------------- */

static int load_held(struct store *store, const struct all *all, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT i.person, max(i.stage <> 'closed'), max(i.started_at), g.guide"
                " FROM interview i JOIN guide_text g ON g.checksum = i.checksum"
                " WHERE i.person" OF_ALL " AND NOT i.removed"
                " AND i.id NOT IN (SELECT id FROM collected) GROUP BY i.person, g.guide");
    query_text(&query, ":people", all->ids.data);
    while (query_row(&query)) {
        struct standing *standing = standing_for(all, query_see_key(&query));
        bool under_way = query_take_number(&query) != 0;
        int64_t started = query_take_number(&query);
        const char *guide = query_see_key(&query);
        if (!standing)
            continue;
        standing->under_way = standing->under_way || under_way;
        if (started)
            standing_held(standing, guide, clock_day(started));
    }
    return query_end(&query, err);
}

/* ---- days ------------------------------------------------------------------------------------ */

static void take_last(struct standing *standing, enum moment moment, int day)
{
    int *last = &standing->last[moment];
    *last = day > *last ? day : *last;
}

/* What was held since a day to look back on was the looking back. */
static void take_look_back(struct standing *standing, int day)
{
    if (day <= standing->held)
        return;
    if (standing->look_back == DAY_NONE || day < standing->look_back)
        standing->look_back = day;
    if (day > standing->ahead)
        standing->ahead = day;
}

/* The days to look back on; and those on which a plan, or an evaluation of it, was ticked among the
 * steps of the absence. After load_held. */
static int load_days(struct store *store, const struct all *all, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT i.person, '', a.look_back FROM interview i"
                " CROSS JOIN agreement a ON a.interview = i.id WHERE i.person" OF_ALL
                " AND " UNSETTLED " AND a.look_back IS NOT NULL AND NOT i.removed"
                " AND i.id NOT IN (SELECT id FROM collected)"
                " UNION ALL SELECT person, step, max(done_on) FROM tick WHERE person" OF_ALL
                " AND step IN ('plan', 'evaluation') GROUP BY person, step");
    query_text(&query, ":people", all->ids.data);
    while (query_row(&query)) {
        struct standing *standing = standing_for(all, query_see_key(&query));
        const char *step = query_see_key(&query);
        bool plan = !strcmp(step, "plan"), look = !*step;
        int day = query_take_day(&query);
        if (standing && look)
            take_look_back(standing, day);
        else if (standing)
            take_last(standing, plan ? MOMENT_PLAN : MOMENT_EVALUATION, day);
    }
    return query_end(&query, err);
}

static int load(struct store *store, struct all *all, int today, struct err *err)
{
    list_ids(all);
    int failed = load_absences(store, all, today, err) || load_held(store, all, err) ||
                 load_days(store, all, err);
    buf_release(&all->ids);
    return failed ? -1 : 0;
}

/* ---- of one person --------------------------------------------------------------------------- */

int standing_load(struct store *store, const char *person, int today, struct standing *standing,
                  struct err *err)
{
    struct whose one;
    struct all all = {.list = &one, .ids = BUF_INIT};
    add(&all, person, standing);
    return load(store, &all, today, err);
}

int standing_of(struct store *store, const char *name, int today, struct standing *standing,
                struct err *err)
{
    char id[UUID_SIZE];
    standing_init(standing);
    if (person_named(store_db(store), name, id, err))
        return -1;
    return *id ? standing_load(store, id, today, standing, err) : 0;
}

/* ---- of all who may deserve it --------------------------------------------------------------- */

void standing_rows_free(struct standing_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        person_release(&rows[i].person);
    free(rows);
}

/* From the conversations to what was agreed (CROSS JOIN keeps that order): in HR's file all but
 * some conversations came out of bundles, and most of what was agreed is not settled. */
static int list_people(struct store *store, int today, struct standing_row **rows, size_t *n,
                       struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT " PERSON_COLUMNS
                " FROM read_person p WHERE p.id IN (SELECT person FROM (SELECT person,"
                " CASE WHEN back IS NULL THEN 0 WHEN back >= :recent THEN 2 ELSE 3 END AS turn"
                " FROM absence WHERE back IS NULL OR back >= :recent OR first_day >= :year"
                " UNION ALL SELECT i.person, 1 FROM interview i"
                " CROSS JOIN agreement a ON a.interview = i.id WHERE NOT i.removed"
                " AND i.id NOT IN (SELECT id FROM collected) AND " UNSETTLED
                " AND a.look_back < :today) WHERE person NOT IN (" SERVICE_GONE ")"
                " GROUP BY person ORDER BY min(turn), person LIMIT :most)"
                " ORDER BY p.folded, p.seq");
    query_number(&query, ":most", STANDING_MOST);
    query_day(&query, ":year", today - YEAR_DAYS);
    query_day(&query, ":recent", today - RECENT_DAYS);
    query_day(&query, ":today", today);
    while (query_row(&query)) {
        *rows = mem_room(*rows, *n, sizeof **rows);
        person_take(&query, &(*rows)[(*n)++].person);
    }
    return query_end(&query, err);
}

static int load_rows(struct store *store, struct standing_row *rows, size_t n, int today,
                     struct err *err)
{
    struct all all = {.list = mem_zero(n + 1, sizeof *all.list), .ids = BUF_INIT};
    for (size_t i = 0; i < n; i++)
        add(&all, rows[i].person.id, &rows[i].standing);
    int failed = n ? load(store, &all, today, err) : 0;
    free(all.list);
    return failed;
}

int standing_list(struct store *store, int today, struct standing_row **rows, size_t *n,
                  struct err *err)
{
    *rows = NULL;
    *n = 0;
    if (!list_people(store, today, rows, n, err) && !load_rows(store, *rows, *n, today, err))
        return 0;
    standing_rows_free(*rows, *n);
    *rows = NULL;
    *n = 0;
    return -1;
}
