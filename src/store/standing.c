#include "store/standing.h"

#include <stdlib.h>

#include "base/day.h"
#include "base/mem.h"
#include "store/absences.h"
#include "store/people.h"

#define YEAR_DAYS   366
#define RECENT_DAYS 31 /* so long a return may be a reason to talk (domain/proposal.h) */

#define UNSETTLED "a.status IN ('open', 'running', 'changed') AND NOT a.removed"

/* ---- of one person --------------------------------------------------------------------------- */

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

static int load_absences(struct store *store, const char *person, int today,
                         struct standing *standing, struct err *err)
{
    struct absence_row *rows;
    size_t n;
    if (absences_list(store, person, false, &rows, &n, err))
        return -1;
    struct absence *spells = mem_zero(n + 1, sizeof *spells);
    for (size_t i = 0; i < n; i++)
        spells[i] = rows[i].absence;
    standing->reports = absence_reports(spells, n, today);
    take_newest(standing, spells, n);
    free(spells); /* what they hold belongs to the rows */
    absence_rows_free(rows, n);
    return 0;
}

static int load_held(struct store *store, const char *person, struct standing *standing,
                     struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT max(i.stage <> 'closed'), max(i.started_at), g.guide FROM interview i"
                " JOIN guide_text g ON g.checksum = i.checksum WHERE i.person = :person"
                " AND NOT i.removed AND i.id NOT IN (SELECT id FROM collected) GROUP BY g.guide");
    query_text(&query, ":person", person);
    while (query_row(&query)) {
        bool under_way = query_take_number(&query) != 0;
        int64_t started = query_take_number(&query);
        const char *guide = query_see_key(&query);
        standing->under_way = standing->under_way || under_way;
        if (started)
            standing_held(standing, guide, clock_day(started));
    }
    return query_end(&query, err);
}

static void take_last(struct standing *standing, enum moment moment, int day)
{
    int *last = &standing->last[moment];
    *last = day > *last ? day : *last;
}

/* The days to look back on; and those on which a plan, or an evaluation of it, was ticked among the
 * steps of the absence. In one question, as it is asked of everybody on home. */
static int load_days(struct store *store, const char *person, struct standing *standing,
                     struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT min(a.look_back), max(a.look_back),"
                " (SELECT max(done_on) FROM tick WHERE person = :person AND step = 'plan'),"
                " (SELECT max(done_on) FROM tick WHERE person = :person AND step = 'evaluation')"
                " FROM agreement a JOIN interview i"
                " ON i.id = a.interview WHERE i.person = :person AND " UNSETTLED
                " AND NOT i.removed AND i.id NOT IN (SELECT id FROM collected)"
                " AND (:held IS NULL OR a.look_back > :held)");
    query_text(&query, ":person", person);
    query_day(&query, ":held", standing->held);
    if (query_row(&query)) {
        standing->look_back = query_take_day(&query);
        standing->ahead = query_take_day(&query);
        take_last(standing, MOMENT_PLAN, query_take_day(&query));
        take_last(standing, MOMENT_EVALUATION, query_take_day(&query));
    }
    return query_end(&query, err);
}

int standing_load(struct store *store, const char *person, int today, struct standing *standing,
                  struct err *err)
{
    standing_init(standing);
    return load_absences(store, person, today, standing, err) ||
                   load_held(store, person, standing, err) ||
                   load_days(store, person, standing, err)
               ? -1
               : 0;
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
                " AND a.look_back < :today) GROUP BY person ORDER BY min(turn), person LIMIT :most)"
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

int standing_list(struct store *store, int today, struct standing_row **rows, size_t *n,
                  struct err *err)
{
    *rows = NULL;
    *n = 0;
    int failed = list_people(store, today, rows, n, err);
    for (size_t i = 0; i < *n && !failed; i++)
        failed = standing_load(store, (*rows)[i].person.id, today, &(*rows)[i].standing, err);
    if (!failed)
        return 0;
    standing_rows_free(*rows, *n);
    *rows = NULL;
    *n = 0;
    return -1;
}
