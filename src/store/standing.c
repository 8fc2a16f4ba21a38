#include "store/standing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "domain/absence.h"
#include "agreements_inside.h"
#include "interviews_inside.h"
#include "store/people.h"

/* Those to look back on, as the index agreement_look_back has them. */
#define TO_LOOK_BACK(of)                                                                           \
    of "look_back IS NOT NULL AND NOT " of "collected AND " AGREEMENT_UNSETTLED(of) " AND NOT " of \
                                                                                    "removed"

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

static void take_spell(struct query *query, struct absence *spell)
{
    *spell = (struct absence){.first_day = DAY_NONE};
    query_take_id(query, spell->person, sizeof spell->person);
    spell->first_day = query_take_day(query);
    spell->expected = query_take_day(query);
    spell->back = query_take_day(query);
    spell->leave = !strcmp(query_see_key(query), "leave");
}

static void take_spells(const struct all *all, const struct absence *spells, size_t n, int today)
{
    for (size_t i = 0, end; i < n; i = end) {
        struct standing *standing = standing_for(all, spells[i].person);
        for (end = i; end < n && !strcmp(spells[end].person, spells[i].person);)
            end++;
        if (standing)
            standing->reports = absence_reports(&spells[i], end - i, today);
        if (standing)
            take_newest(standing, &spells[i], end - i);
    }
}

/* Days alone: no text of an absence is shown here. */
static int load_absences(struct store *store, const struct all *all, int today, struct err *err)
{
    struct query query;
    struct absence *spells = NULL;
    size_t n = 0;
    query_begin(&query, store_db(store),
                "SELECT person, first_day, expected, back, kind FROM absence WHERE person" OF_ALL
                " ORDER BY person, first_day DESC, id");
    query_text(&query, ":people", all->ids.data);
    while (query_row(&query)) {
        spells = mem_room(spells, n, sizeof *spells);
        take_spell(&query, &spells[n++]);
    }
    take_spells(all, spells, n, today);
    free(spells);
    return query_end(&query, err);
}

/* ---- conversations --------------------------------------------------------------------------- */

/* Of one person, all of them. */
static int load_held(struct store *store, struct all *all, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT i.person, max(i.stage <> 'closed'), max(i.started_at), g.guide"
                " FROM interview i JOIN guide_text g ON g.checksum = i.checksum"
                " WHERE i.person" OF_ALL
                " AND NOT i.removed AND " INTERVIEW_OWN("i.") " GROUP BY i.person, g.guide");
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

/* Of one person, all of them. After load_held. */
static int load_look_backs(struct store *store, const struct all *all, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT i.person, a.look_back FROM interview i"
                " CROSS JOIN agreement a ON a.interview = i.id WHERE i.person" OF_ALL
                " AND NOT i.removed AND " TO_LOOK_BACK("a."));
    query_text(&query, ":people", all->ids.data);
    while (query_row(&query)) {
        struct standing *standing = standing_for(all, query_see_key(&query));
        int day = query_take_day(&query);
        if (standing)
            take_look_back(standing, day);
    }
    return query_end(&query, err);
}

/* The days on which a plan, or an evaluation of it, was ticked among the steps of the absence.
 * After load_held. */
static int load_ticks(struct store *store, const struct all *all, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT person, step, max(done_on) FROM tick WHERE person" OF_ALL
                " AND step IN ('plan', 'evaluation') GROUP BY person, step");
    query_text(&query, ":people", all->ids.data);
    while (query_row(&query)) {
        struct standing *standing = standing_for(all, query_see_key(&query));
        bool plan = !strcmp(query_see_key(&query), "plan");
        int day = query_take_day(&query);
        if (standing)
            take_last(standing, plan ? MOMENT_PLAN : MOMENT_EVALUATION, day);
    }
    return query_end(&query, err);
}

/* ---- of one person --------------------------------------------------------------------------- */

int standing_load(struct store *store, const char *person, int today, struct standing *standing,
                  struct err *err)
{
    struct whose one;
    struct all all = {.list = &one, .ids = BUF_INIT};
    add(&all, person, standing);
    list_ids(&all);
    int failed = load_absences(store, &all, today, err) || load_held(store, &all, err) ||
                 load_look_backs(store, &all, err) || load_ticks(store, &all, err);
    buf_release(&all.ids);
    return failed ? -1 : 0;
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

#define YEAR_DAYS   366
#define RECENT_DAYS 31 /* so long a return may be a reason to talk (domain/proposal.h) */
#define QUIET_DAYS  10 /* so long without anything recorded deserves a call */

/* A conversation, or a day to look back on, of somebody. */
struct talk {
    char person[UUID_SIZE], guide[STANDING_GUIDE];
    int64_t started, updated;
    bool under_way, ahead; /* ahead: planned, and still to come */
};
struct look_back {
    char person[UUID_SIZE];
    int day;
};

/* What is read before it is known whom it is about. */
struct gathered {
    struct talk talks[STANDING_TALKS];
    struct look_back look_backs[2 * STANDING_LOOK_BACKS];
    size_t n_talks, n_look_backs;
    struct standing_row *rows; /* one for each of these, and for who is or was absent */
    size_t n;
    int64_t any; /* is there anything of these two (ANY_) at all? */
};

static void add_row(struct gathered *gathered, const char *person)
{
    gathered->rows = mem_room(gathered->rows, gathered->n, sizeof *gathered->rows);
    snprintf(gathered->rows[gathered->n++].person, UUID_SIZE, "%s", person);
}

static int gather_talks(struct gathered *gathered, struct store *store, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT i.person, g.guide, i.started_at, i.updated_at, i.stage <> 'closed', i.at"
                " FROM (SELECT person, checksum, started_at, updated_at, stage, at FROM interview"
                " WHERE NOT removed AND " INTERVIEW_OWN("") INTERVIEW_LAST(
                    ":talks") ") i CROSS JOIN guide_text g ON g.checksum = i.checksum");
    query_number(&query, ":talks", STANDING_TALKS);
    while (gathered->n_talks < STANDING_TALKS && query_row(&query)) {
        struct talk *talk = &gathered->talks[gathered->n_talks++];
        query_take_id(&query, talk->person, sizeof talk->person);
        query_take_id(&query, talk->guide, sizeof talk->guide);
        talk->started = query_take_number(&query);
        talk->updated = query_take_number(&query);
        talk->under_way = query_take_number(&query) != 0;
        talk->ahead = talk->under_way && query_take_number(&query) >= store_now(store);
        add_row(gathered, talk->person);
    }
    return query_end(&query, err);
}

static int gather_look_backs(struct gathered *gathered, struct store *store, const char *sql,
                             int today, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store), sql);
    query_day(&query, ":today", today);
    query_number(&query, ":most", STANDING_LOOK_BACKS);
    while (gathered->n_look_backs < 2 * STANDING_LOOK_BACKS && query_row(&query)) {
        struct look_back *look_back = &gathered->look_backs[gathered->n_look_backs++];
        query_take_id(&query, look_back->person, sizeof look_back->person);
        look_back->day = query_take_day(&query);
        add_row(gathered, look_back->person);
    }
    return query_end(&query, err);
}

#define LOOK_BACKS_OF(which)                                                                       \
    "SELECT i.person, a.look_back FROM (SELECT interview, look_back FROM agreement "               \
    "WHERE " TO_LOOK_BACK("") " AND look_back " which " LIMIT :most) a CROSS JOIN interview i"     \
                              " ON i.id = a.interview WHERE NOT i.removed"
static const char passed_sql[] = LOOK_BACKS_OF("< :today ORDER BY look_back DESC");
static const char ahead_sql[] = LOOK_BACKS_OF(">= :today ORDER BY look_back");

#define ANY_ABSENCE   1
#define ANY_LOOK_BACK 2
static const char any_sql[] = "SELECT EXISTS (SELECT 1 FROM absence)"
                              " + 2 * EXISTS (SELECT 1 FROM agreement WHERE " TO_LOOK_BACK("") ")";

/* Who is absent, who was lately, then who was in the last year: of what was written down last. */
static int gather_absent(struct gathered *gathered, struct store *store, int today, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT person FROM (SELECT person, 0 AS turn FROM (SELECT person FROM absence"
                "  WHERE back IS NULL ORDER BY first_day DESC LIMIT :most)"
                " UNION ALL SELECT person, iif(back >= :recent, 1, 2) FROM"
                "  (SELECT person, back, first_day FROM absence ORDER BY id DESC LIMIT :most)"
                "  WHERE back >= :recent OR back IS NOT NULL AND first_day >= :year)"
                " GROUP BY person ORDER BY min(turn), person LIMIT :most");
    query_number(&query, ":most", STANDING_ABSENT);
    query_day(&query, ":year", today - YEAR_DAYS);
    query_day(&query, ":recent", today - RECENT_DAYS);
    while (query_row(&query))
        add_row(gathered, query_see_key(&query));
    return query_end(&query, err);
}

static int by_person(const void *a, const void *b)
{
    const struct standing_row *left = a, *right = b;
    return strcmp(left->person, right->person);
}

/* Everybody once. */
static void keep_each(struct gathered *gathered)
{
    struct standing_row *rows = gathered->rows;
    size_t n = 0;
    if (gathered->n)
        qsort(rows, gathered->n, sizeof *rows, by_person);
    for (size_t i = 0; i < gathered->n; i++)
        if (!n || strcmp(rows[n - 1].person, rows[i].person) != 0)
            rows[n++] = rows[i];
    gathered->n = n;
}

static void take_talk(struct standing *standing, const struct talk *talk, int today)
{
    int quiet = today - clock_day(talk->updated);
    standing->under_way = standing->under_way || talk->under_way;
    if (talk->started)
        standing_held(standing, talk->guide, clock_day(talk->started));
    if (!standing->quiet || quiet < standing->quiet)
        standing->quiet = quiet > 0 ? quiet : 1;
}

/* Nobody is quiet with whom there was something lately, or is to be. */
static void tell_quiet(const struct gathered *gathered, const struct all *all)
{
    for (size_t i = 0; i < gathered->n_talks; i++) {
        struct standing *standing = standing_for(all, gathered->talks[i].person);
        if (standing && gathered->talks[i].ahead)
            standing->quiet = 0;
    }
    for (size_t i = 0; i < gathered->n; i++)
        if (gathered->rows[i].standing.quiet <= QUIET_DAYS)
            gathered->rows[i].standing.quiet = 0;
}

/* Each kind of fact in the order in which it is taken of one person. */
static int tell_all(const struct gathered *gathered, struct store *store, int today,
                    struct err *err)
{
    struct all all = {.list = mem_zero(gathered->n + 1, sizeof *all.list), .ids = BUF_INIT};
    for (size_t i = 0; i < gathered->n; i++)
        add(&all, gathered->rows[i].person, &gathered->rows[i].standing);
    list_ids(&all);
    int failed = gathered->any & ANY_ABSENCE ? load_absences(store, &all, today, err) : 0;
    for (size_t i = 0; i < gathered->n_talks; i++) {
        struct standing *standing = standing_for(&all, gathered->talks[i].person);
        if (standing)
            take_talk(standing, &gathered->talks[i], today);
    }
    tell_quiet(gathered, &all);
    for (size_t i = 0; i < gathered->n_look_backs; i++) {
        struct standing *standing = standing_for(&all, gathered->look_backs[i].person);
        if (standing)
            take_look_back(standing, gathered->look_backs[i].day);
    }
    if (!failed && gathered->any & ANY_ABSENCE)
        failed = load_ticks(store, &all, err);
    buf_release(&all.ids);
    free(all.list);
    return failed;
}

/* Most files have no absence, and many no day to look back on: that is known without all it takes
 * to read one. What is ahead matters of who is absent alone. */
static int gather(struct gathered *gathered, struct store *store, int today, struct err *err)
{
    if (db_number(store_db(store), any_sql, &gathered->any, err) ||
        gather_talks(gathered, store, err))
        return -1;
    bool absent = gathered->any & ANY_ABSENCE, look_back = gathered->any & ANY_LOOK_BACK;
    if ((look_back && gather_look_backs(gathered, store, passed_sql, today, err)) ||
        (look_back && absent && gather_look_backs(gathered, store, ahead_sql, today, err)) ||
        (absent && gather_absent(gathered, store, today, err)))
        return -1;
    keep_each(gathered);
    return tell_all(gathered, store, today, err);
}

int standing_list(struct store *store, int today, struct standing_row **rows, size_t *n,
                  struct err *err)
{
    struct gathered *gathered = mem_zero(1, sizeof *gathered);
    int failed = gather(gathered, store, today, err);
    if (failed)
        free(gathered->rows);
    *rows = failed ? NULL : gathered->rows;
    *n = failed ? 0 : gathered->n;
    free(gathered);
    return failed;
}
