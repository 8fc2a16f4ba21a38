/* What of figures may be shown: heaps of five and more, and nobody works out what is in them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attacker.h"
#include "base/day.h"
#include "base/mem.h"
#include "domain/insight.h"
#include "report/insight.h"

#define QUARTER (2026 * 4 + 3)

static void add(struct insight_rows *rows, enum insight_part part, const char *key, int64_t n,
                int64_t kept, int64_t people)
{
    struct insight_row row = {.quarter = QUARTER,
                              .part = part,
                              .key = (char *)key,
                              .n = n,
                              .kept = kept,
                              .people = people};
    insight_rows_add(rows, &row);
}

/* ---- worked by hand -------------------------------------------------------------------------- */

struct worked {
    struct insight_rows now, shown, steps;
    int step;
};

static void work_end(struct worked *worked)
{
    insight_rows_release(&worked->now);
    insight_rows_release(&worked->shown);
    insight_rows_release(&worked->steps);
}

/* Somebody looks: the next step is made of what is there now. */
static size_t look(struct worked *worked)
{
    struct insight_rows step = INSIGHT_ROWS_INIT;
    insight_rows_gather(&worked->now);
    insight_step(&worked->now, &worked->shown, &step);
    worked->step++;
    for (size_t i = 0; i < step.n; i++) {
        struct insight_row row = step.row[i];
        row.step = worked->step;
        insight_rows_add(&worked->steps, &row);
        row.step = row.heap = 0;
        insight_rows_add(&worked->shown, &row);
    }
    insight_rows_gather(&worked->shown);
    size_t n = step.n;
    insight_rows_release(&step);
    return n;
}

static struct insight see(const struct worked *worked, int from, int to)
{
    struct insight insight = {.made = DAY_NONE};
    insight_view(&insight, &worked->steps, &(struct period){from, to});
    return insight;
}

static struct insight see_quarter(const struct worked *worked)
{
    return see(worked, day_from_civil(2026, 10, 1), day_from_civil(2026, 12, 31));
}

/* "noord 6/4, zuid 7/7 of 13/11" */
static void check_groups(const struct insight_groups *groups, const char *expected)
{
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < groups->n; i++) {
        const struct insight_group *group = &groups->group[i];
        buf_addf(&text, "%s%s", i ? ", " : "", group->key);
        if (group->keys > 1)
            buf_addf(&text, "..%s", group->last);
        buf_addf(&text, " %d/%d", (int)group->n, (int)group->kept);
    }
    buf_addf(&text, " of %d/%d", (int)groups->total, (int)groups->kept);
    assert_string_equal(text.data, expected);
    buf_release(&text);
}

static void what_is_large_enough_is_shown(void **state)
{
    (void)state;
    struct worked worked = {0};
    add(&worked.now, PART_TEAM, "noord", 6, 4, 5);
    add(&worked.now, PART_TEAM, "zuid", 7, 7, 6);
    add(&worked.now, PART_OWNER, "manager", 13, 11, 0);
    assert_int_equal(look(&worked), 3);
    struct insight insight = see_quarter(&worked);
    check_groups(&insight.groups[PART_TEAM], "noord 6/4, zuid 7/7 of 13/11");
    check_groups(&insight.groups[PART_OWNER], "manager 13/11 of 13/11");
    assert_int_equal(insight_percent(11, 13), 85);
    assert_int_equal(insight.fresh.promises, 13);
    insight_release(&insight);
    work_end(&worked);
}

/* West has three: with the total and the others shown it would be 13 + 3 - 13. */
static void one_small_team_takes_another_along(void **state)
{
    (void)state;
    struct worked worked = {0};
    add(&worked.now, PART_TEAM, "noord", 6, 4, 5);
    add(&worked.now, PART_TEAM, "west", 3, 0, 3);
    add(&worked.now, PART_TEAM, "zuid", 7, 7, 6);
    add(&worked.now, PART_OWNER, "manager", 16, 11, 0);
    look(&worked);
    struct insight insight = see_quarter(&worked);
    check_groups(&insight.groups[PART_TEAM], "zuid 7/7, noord..west 9/4 of 16/11");
    insight_release(&insight);
    work_end(&worked);
}

static void many_agreements_of_few_people_are_a_small_group(void **state)
{
    (void)state;
    struct worked worked = {0};
    add(&worked.now, PART_TEAM, "noord", 30, 4, 2);
    add(&worked.now, PART_TEAM, "zuid", 30, 7, 2);
    add(&worked.now, PART_OWNER, "manager", 60, 11, 0);
    assert_int_equal(look(&worked), 0); /* four people in all */
    add(&worked.now, PART_TEAM, "oost", 1, 1, 1);
    add(&worked.now, PART_OWNER, "manager", 1, 1, 0);
    assert_int_not_equal(look(&worked), 0);
    struct insight insight = see_quarter(&worked);
    check_groups(&insight.groups[PART_TEAM], "noord..zuid 61/12 of 61/12");
    insight_release(&insight);
    work_end(&worked);
}

static void less_than_five_wait_for_the_next_step(void **state)
{
    (void)state;
    struct worked worked = {0};
    add(&worked.now, PART_MONTH, "2026-10", 5, 0, 5);
    add(&worked.now, PART_HURDLE, "", 5, 0, 0);
    assert_int_equal(look(&worked), 2);
    add(&worked.now, PART_MONTH, "2026-11", 1, 0, 1);
    add(&worked.now, PART_HURDLE, "g/tijd", 1, 0, 0);
    assert_int_equal(look(&worked), 0);
    struct insight insight = see_quarter(&worked);
    check_groups(&insight.groups[PART_MONTH], "2026-10 5/0 of 5/0");
    insight_release(&insight);
    add(&worked.now, PART_MONTH, "2026-11", 4, 0, 4);
    add(&worked.now, PART_HURDLE, "g/tijd", 4, 0, 0);
    assert_int_equal(look(&worked), 2);
    insight = see_quarter(&worked);
    check_groups(&insight.groups[PART_MONTH], "2026-10 5/0, 2026-11 5/0 of 10/0");
    check_groups(&insight.groups[PART_HURDLE], " 5/0, g/tijd 5/0 of 10/0");
    assert_int_equal(insight.fresh.talks, 5);
    insight_release(&insight);
    insight = see(&worked, day_from_civil(2026, 11, 1), day_from_civil(2026, 11, 30));
    check_groups(&insight.groups[PART_MONTH], "2026-11 5/0 of 5/0");
    insight_release(&insight);
    work_end(&worked);
}

/* All but one answered: the one that did not would be the difference with the conversations. */
static void one_without_an_answer_is_not_left_over(void **state)
{
    (void)state;
    struct worked worked = {0};
    add(&worked.now, PART_MONTH, "2026-10", 13, 0, 9);
    add(&worked.now, PART_HURDLE, "", 1, 0, 0);
    add(&worked.now, PART_HURDLE, "g/emotie", 5, 0, 0);
    add(&worked.now, PART_HURDLE, "g/tijd", 7, 0, 0);
    look(&worked);
    struct insight insight = see_quarter(&worked);
    check_groups(&insight.groups[PART_HURDLE], "g/tijd 7/0, ..g/emotie 6/0 of 13/0");
    insight_release(&insight);
    work_end(&worked);
}

/* 1, 1, 1, 4 and 9 days: three of five are within one day; with 2, 3 and 8 more, within 2. */
static void half_within_so_many_days(void **state)
{
    (void)state;
    struct worked worked = {0};
    static const int days[] = {1, 1, 1, 4, 9, 2, 3, 8, 2, 2};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct insight_row row = {.quarter = QUARTER,
                                  .part = PART_DAYS,
                                  .key = i < 5 ? "2026-10" : "2026-11",
                                  .days = days[i],
                                  .n = 1};
        insight_rows_add(&worked.now, &row);
    }
    look(&worked);
    struct insight insight = see_quarter(&worked);
    const struct insight_groups *groups = &insight.groups[PART_DAYS];
    assert_int_equal(groups->n, 2);
    assert_int_equal(groups->group[0].half, 1);
    assert_int_equal(groups->group[1].half, 2);
    assert_int_equal(groups->half, 2); /* 1 1 1 2 2 | 2 3 4 8 9 */
    insight_release(&insight);
    work_end(&worked);
}

/* Noord and west stood together once, so in the whole year they do. */
static void together_once_is_together_in_the_period(void **state)
{
    (void)state;
    struct worked worked = {0};
    add(&worked.now, PART_TEAM, "noord", 6, 4, 6);
    add(&worked.now, PART_TEAM, "west", 3, 0, 3);
    add(&worked.now, PART_TEAM, "zuid", 7, 7, 7);
    add(&worked.now, PART_OWNER, "manager", 16, 11, 0);
    look(&worked);
    for (size_t i = 0; i < worked.now.n; i++)
        worked.now.row[i].quarter = QUARTER - 1;
    struct worked other = {0};
    add(&other.now, PART_TEAM, "noord", 8, 8, 8);
    add(&other.now, PART_TEAM, "west", 9, 1, 9);
    add(&other.now, PART_OWNER, "manager", 17, 9, 0);
    for (size_t i = 0; i < other.now.n; i++)
        other.now.row[i].quarter = QUARTER - 1;
    other.step = 1;
    look(&other);
    for (size_t i = 0; i < other.steps.n; i++)
        insight_rows_add(&worked.steps, &other.steps.row[i]);
    struct insight insight = see(&worked, day_from_civil(2026, 7, 1), day_from_civil(2026, 9, 30));
    check_groups(&insight.groups[PART_TEAM], "noord 8/8, west 9/1 of 17/9");
    insight_release(&insight);
    insight = see(&worked, day_from_civil(2026, 7, 1), day_from_civil(2026, 12, 31));
    check_groups(&insight.groups[PART_TEAM], "zuid 7/7, noord..west 26/13 of 33/20");
    insight_release(&insight);
    work_end(&worked);
    work_end(&other);
}

/* Of six that were shown five go: the one that stays would be 6 - 5. When all go, they go. */
static void what_is_taken_away_leaves_no_few_behind(void **state)
{
    (void)state;
    struct worked worked = {0};
    add(&worked.now, PART_TEAM, "noord", 6, 6, 6);
    add(&worked.now, PART_TEAM, "zuid", 9, 9, 9);
    add(&worked.now, PART_OWNER, "manager", 15, 15, 0);
    look(&worked);
    add(&worked.now, PART_TEAM, "noord", -5, -5, 0);
    add(&worked.now, PART_OWNER, "manager", -5, -5, 0);
    look(&worked);
    struct insight insight = see_quarter(&worked);
    check_groups(&insight.groups[PART_TEAM], "noord 6/6, zuid 9/9 of 15/15");
    insight_release(&insight);
    add(&worked.now, PART_TEAM, "noord", -1, -1, 0);
    add(&worked.now, PART_OWNER, "manager", -1, -1, 0);
    look(&worked);
    insight = see_quarter(&worked);
    check_groups(&insight.groups[PART_TEAM], "zuid 9/9 of 9/9");
    insight_release(&insight);
    work_end(&worked);
}

/* ---- somebody tries -------------------------------------------------------------------------- */

enum { LOOKS = 4, QUARTERS = 2, TEAMS = 6, OWNERS = 4, MONTHS = 3, OPTIONS = 4, PEOPLE = 9 };

/* What came at one look, or went (gone): agreements of a team with an owner, kept or not;
 * conversations of a month with an option. */
struct org {
    int promises[LOOKS][QUARTERS][TEAMS][OWNERS][2];
    int talks[LOOKS][QUARTERS][MONTHS][OPTIONS];
    bool people[QUARTERS][TEAMS][PEOPLE], talked[QUARTERS][MONTHS][PEOPLE * TEAMS];
    int teams, persons[TEAMS], looks;
};

enum {
    PROMISES = LOOKS * QUARTERS * TEAMS * OWNERS * 2,
    TALKS = LOOKS * QUARTERS * MONTHS * OPTIONS,
    UNKNOWNS = PROMISES + TALKS
};

static int at_promise(int look, int quarter, int team, int owner, int kept)
{
    return (((look * QUARTERS + quarter) * TEAMS + team) * OWNERS + owner) * 2 + kept;
}

static int at_talk(int look, int quarter, int month, int option)
{
    return PROMISES + ((look * QUARTERS + quarter) * MONTHS + month) * OPTIONS + option;
}

static int roll(uint64_t *seed, int sides)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((*seed >> 33) % (uint64_t)sides);
}

static void happen(struct org *org, uint64_t *seed, int look, int sign)
{
    int quarter = roll(seed, QUARTERS), team = roll(seed, org->teams);
    int person = roll(seed, org->persons[team]), month = roll(seed, MONTHS);
    int owner = roll(seed, 3) ? 0 : roll(seed, OWNERS), kept = roll(seed, 2);
    int option = roll(seed, OPTIONS);
    int promises = 0, talks = 0;
    for (int i = 0; i <= look; i++) {
        promises += org->promises[i][quarter][team][owner][kept];
        talks += org->talks[i][quarter][month][option];
    }
    if (sign > 0 || promises > 0)
        org->promises[look][quarter][team][owner][kept] += sign;
    if (sign > 0 || talks > 0)
        org->talks[look][quarter][month][option] += sign;
    org->people[quarter][team][person] = true;
    org->talked[quarter][month][team * PEOPLE + person] = true;
}

static void count_org(const struct org *org, int looks, struct insight_rows *rows)
{
    static const char *const owners[] = {"employee", "hr", "manager", "other"};
    for (int l = 0; l < looks; l++)
        for (int i = 0; i < QUARTERS * TEAMS * OWNERS * 2; i++) {
            int kept = i % 2, owner = i / 2 % OWNERS, team = i / 2 / OWNERS % TEAMS;
            int quarter = i / 2 / OWNERS / TEAMS;
            int64_t n = org->promises[l][quarter][team][owner][kept];
            char name[8];
            snprintf(name, sizeof name, "t%d", team);
            struct insight_row row = {.quarter = QUARTER + quarter,
                                      .part = PART_TEAM,
                                      .key = name,
                                      .n = n,
                                      .kept = kept ? n : 0};
            insight_rows_add(rows, &row);
            row.part = PART_OWNER;
            row.key = (char *)owners[owner];
            insight_rows_add(rows, &row);
        }
    for (int l = 0; l < looks; l++)
        for (int i = 0; i < QUARTERS * MONTHS * OPTIONS; i++) {
            int option = i % OPTIONS, month = i / OPTIONS % MONTHS, quarter = i / OPTIONS / MONTHS;
            char name[8];
            snprintf(name, sizeof name, "m%d", month);
            struct insight_row row = {.quarter = QUARTER + quarter,
                                      .part = PART_MONTH,
                                      .key = name,
                                      .n = org->talks[l][quarter][month][option]};
            insight_rows_add(rows, &row);
            row.part = PART_HURDLE;
            snprintf(name, sizeof name, "o%d", option);
            insight_rows_add(rows, &row);
        }
}

static void count_people(const struct org *org, struct insight_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        struct insight_row *row = &rows->row[i];
        int quarter = row->quarter - QUARTER, which = row->key[1] - '0';
        row->people = 0;
        for (int k = 0; row->part == PART_TEAM && k < PEOPLE; k++)
            row->people += org->people[quarter][which][k];
        for (int k = 0; row->part == PART_MONTH && k < PEOPLE * TEAMS; k++)
            row->people += org->talked[quarter][which][k];
    }
}

static int owner_of(const char *key)
{
    return *key == 'e' ? 0 : *key == 'h' ? 1 : *key == 'm' ? 2 : 3;
}

/* The unknowns behind a key: of the looks from first up to end; kept: only those. */
static void factor_key(int8_t *factors, enum insight_part part, int quarter, const char *key,
                       int first, int end, bool kept)
{
    for (int l = first; l < end; l++) {
        if (part == PART_TEAM || part == PART_OWNER)
            for (int i = 0; i < TEAMS * OWNERS; i++) {
                int team = i / OWNERS, owner = i % OWNERS;
                if (part == PART_TEAM ? team != key[1] - '0' : owner != owner_of(key))
                    continue;
                factors[at_promise(l, quarter, team, owner, 1)] = 1;
                factors[at_promise(l, quarter, team, owner, 0)] = !kept;
            }
        else
            for (int i = 0; i < MONTHS * OPTIONS; i++) {
                int month = i / OPTIONS, option = i % OPTIONS;
                if ((part == PART_MONTH ? month : option) == key[1] - '0')
                    factors[at_talk(l, quarter, month, option)] = 1;
            }
    }
}

/* The look up to which a key was shown before this step. */
static int shown_before(const struct insight_rows *steps, const struct insight_row *row)
{
    int before = 0;
    for (size_t i = 0; i < steps->n; i++) {
        const struct insight_row *other = &steps->row[i];
        if (other->step < row->step && other->part == row->part && other->quarter == row->quarter &&
            !strcmp(other->key, row->key) && other->step > before)
            before = other->step;
    }
    return before;
}

static void see_heap(struct attacker *attacker, const struct insight_rows *steps, size_t first,
                     bool kept)
{
    int8_t *factors = mem_zero(UNKNOWNS, 1);
    const struct insight_row *begin = &steps->row[first];
    int64_t value = 0;
    for (size_t i = 0; i < steps->n; i++) {
        const struct insight_row *row = &steps->row[i];
        if (row->step != begin->step || row->quarter != begin->quarter ||
            row->part != begin->part || row->heap != begin->heap)
            continue;
        factor_key(factors, row->part, row->quarter - QUARTER, row->key, shown_before(steps, row),
                   row->step, kept);
        value += kept ? row->kept : row->n;
    }
    attacker_see(attacker, factors, value);
    free(factors);
}

/* Every heap of every step: whatever any page at any time shows is a sum of these. */
static void see_steps(struct attacker *attacker, const struct insight_rows *steps)
{
    for (size_t i = 0; i < steps->n; i++) {
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++)
            seen = steps->row[k].step == steps->row[i].step &&
                   steps->row[k].quarter == steps->row[i].quarter &&
                   steps->row[k].part == steps->row[i].part &&
                   steps->row[k].heap == steps->row[i].heap;
        if (seen)
            continue;
        see_heap(attacker, steps, i, false);
        if (steps->row[i].part == PART_TEAM || steps->row[i].part == PART_OWNER)
            see_heap(attacker, steps, i, true);
    }
}

static int64_t value_of(const struct org *org, const int8_t *factors)
{
    const int *promises = &org->promises[0][0][0][0][0], *talks = &org->talks[0][0][0][0];
    int64_t value = 0;
    for (size_t i = 0; i < UNKNOWNS; i++)
        value += factors[i] * (i < PROMISES ? promises[i] : talks[i - PROMISES]);
    return value;
}

/* How many of the groups under five the attacker knows: each key, and each crossing of a team and
 * an owner, of every stretch of looks. */
static int pinned(const struct attacker *attacker, const struct org *org, int first, int end)
{
    static const char *const keys[][8] = {
        [PART_MONTH] = {"m0", "m1", "m2"},
        [PART_HURDLE] = {"o0", "o1", "o2", "o3"},
        [PART_DAYS] = {NULL},
        [PART_TEAM] = {"t0", "t1", "t2", "t3", "t4", "t5"},
        [PART_OWNER] = {"employee", "hr", "manager", "other"},
    };
    int8_t *factors = mem_zero(UNKNOWNS, 1);
    int found = 0;
    for (int i = 0; i < QUARTERS * INSIGHT_PARTS * 8; i++) {
        int quarter = i / 8 / INSIGHT_PARTS, part = i / 8 % INSIGHT_PARTS;
        const char *key = keys[part][i % 8];
        if (!key)
            continue;
        memset(factors, 0, UNKNOWNS);
        factor_key(factors, (enum insight_part)part, quarter, key, first, end, false);
        int64_t value = value_of(org, factors);
        found += value > 0 && value < INSIGHT_LEAST && attacker_knows(attacker, factors);
    }
    for (int i = 0; i < QUARTERS * TEAMS * OWNERS; i++) {
        memset(factors, 0, UNKNOWNS);
        for (int l = first; l < end; l++)
            for (int kept = 0; kept < 2; kept++)
                factors[at_promise(l, i / OWNERS / TEAMS, i / OWNERS % TEAMS, i % OWNERS, kept)] =
                    1;
        int64_t value = value_of(org, factors);
        found += value > 0 && value < INSIGHT_LEAST && attacker_knows(attacker, factors);
    }
    free(factors);
    return found;
}

static struct org make_org(uint64_t *seed, bool erase)
{
    struct org org = {.teams = 1 + roll(seed, TEAMS), .looks = 1 + roll(seed, LOOKS)};
    int busy = 1 + roll(seed, 60);
    for (int i = 0; i < org.teams; i++)
        org.persons[i] = 1 + roll(seed, PEOPLE);
    for (int l = 0; l < org.looks; l++) {
        int n = roll(seed, 3) ? roll(seed, busy) : 1; /* often one: before and after one talk */
        for (int i = 0; i < n; i++)
            happen(&org, seed, l, erase && !roll(seed, 4) ? -1 : 1);
    }
    return org;
}

/* Which teams there are is no secret, nor that the others have nothing. */
static void see_teams(struct attacker *attacker, const struct org *org)
{
    int8_t *factors = mem_zero(UNKNOWNS, 1);
    for (int i = 0; i < QUARTERS * TEAMS; i++) {
        char name[8];
        if (i % TEAMS < org->teams)
            continue;
        snprintf(name, sizeof name, "t%d", i % TEAMS);
        factor_key(factors, PART_TEAM, i / TEAMS, name, 0, LOOKS, false);
    }
    attacker_see(attacker, factors, 0);
    free(factors);
}

/* As the program does. */
static void show_steps(const struct org *org, struct insight_rows *steps)
{
    struct worked worked = {0};
    for (int l = 1; l <= org->looks; l++) {
        insight_rows_release(&worked.now);
        count_org(org, l, &worked.now);
        insight_rows_gather(&worked.now);
        count_people(org, &worked.now);
        look(&worked);
    }
    for (size_t i = 0; i < worked.steps.n; i++)
        insight_rows_add(steps, &worked.steps.row[i]);
    work_end(&worked);
}

/* As a program would that only leaves out what is under five: each look shows the rest, and all. */
static void see_naively(struct attacker *attacker, const struct org *org)
{
    int8_t *factors = mem_zero(UNKNOWNS, 1);
    for (int l = 1; l <= org->looks; l++) {
        struct insight_rows rows = INSIGHT_ROWS_INIT;
        count_org(org, l, &rows);
        insight_rows_gather(&rows);
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            memset(factors, 0, UNKNOWNS);
            for (int team = 0; team < TEAMS; team++) {
                char name[8];
                snprintf(name, sizeof name, "t%d", team);
                factor_key(factors, PART_TEAM, quarter, name, 0, l, false);
            }
            if (value_of(org, factors) >= INSIGHT_LEAST)
                attacker_see(attacker, factors, value_of(org, factors));
        }
        for (size_t i = 0; i < rows.n; i++) {
            if (rows.row[i].n < INSIGHT_LEAST)
                continue;
            memset(factors, 0, UNKNOWNS);
            factor_key(factors, rows.row[i].part, rows.row[i].quarter - QUARTER, rows.row[i].key, 0,
                       l, false);
            attacker_see(attacker, factors, rows.row[i].n);
        }
        insight_rows_release(&rows);
    }
    free(factors);
}

static int attack(const struct org *org, bool naive, bool erase, size_t *shown)
{
    struct attacker attacker;
    struct insight_rows steps = INSIGHT_ROWS_INIT;
    int found = 0;
    attacker_begin(&attacker, UNKNOWNS);
    attacker.negative = erase;
    see_teams(&attacker, org);
    if (naive) {
        see_naively(&attacker, org);
    } else {
        show_steps(org, &steps);
        see_steps(&attacker, &steps);
    }
    *shown += attacker.n_sums;
    attacker_think(&attacker);
    for (int first = 0; first < org->looks; first++)
        for (int end = first + 1; end <= org->looks && (!erase || first == 0); end++)
            found += pinned(&attacker, org, first, end);
    insight_rows_release(&steps);
    attacker_end(&attacker);
    return found;
}

/* Everything kept was the manager's, and nothing of zuid was not kept: so the manager's two in
 * noord would be known, one kept and one not. */
static struct org make_crossing(void)
{
    struct org org = {.teams = 2, .persons = {9, 9}, .looks = 1};
    org.promises[0][0][0][2][1] = 1;
    org.promises[0][0][1][2][1] = 5;
    org.promises[0][0][0][2][0] = 1;
    org.promises[0][0][0][1][0] = 5;
    for (int i = 0; i < PEOPLE; i++)
        org.people[0][0][i] = org.people[0][1][i] = true;
    return org;
}

static void a_crossing_is_not_pinned_by_its_sums(void **state)
{
    (void)state;
    struct org org = make_crossing();
    struct attacker attacker;
    struct insight_rows steps = INSIGHT_ROWS_INIT;
    size_t shown = 0;
    assert_int_equal(attack(&org, false, false, &shown), 0);
    show_steps(&org, &steps);
    int heap = 0;
    for (size_t i = 0; i < steps.n; i++)
        if (steps.row[i].part == PART_OWNER)
            steps.row[i].heap = ++heap; /* as if owners were told apart after all */
    attacker_begin(&attacker, UNKNOWNS);
    see_teams(&attacker, &org);
    see_steps(&attacker, &steps);
    attacker_think(&attacker);
    assert_true(pinned(&attacker, &org, 0, 1) > 0);
    attacker_end(&attacker);
    insight_rows_release(&steps);
}

enum { ORGS = 150 };

static void nobody_works_out_a_small_group(void **state)
{
    (void)state;
    uint64_t seed = 20261124;
    size_t shown = 0;
    for (int i = 0; i < ORGS; i++) {
        uint64_t was = seed;
        bool erase = i % 3 == 2;
        struct org org = make_org(&seed, erase);
        int found = attack(&org, false, erase, &shown);
        if (found)
            fail_msg("organisation %d (seed %llu): %d groups worked out", i,
                     (unsigned long long)was, found);
    }
    assert_true(shown > (size_t)ORGS); /* there was something to work with */
}

/* The attacker is no fool: leaving out what is under five does not stop him. */
static void leaving_out_is_not_enough(void **state)
{
    (void)state;
    uint64_t seed = 20261124;
    size_t shown = 0;
    int broken = 0;
    for (int i = 0; i < ORGS; i++) {
        bool erase = i % 3 == 2;
        struct org org = make_org(&seed, erase);
        broken += attack(&org, true, erase, &shown) > 0;
    }
    assert_true(broken > ORGS / 4);
}

/* ---- what is said of them -------------------------------------------------------------------- */

static void assert_says(struct period period, const char *said)
{
    struct insight insight = {.period = period,
                              .first = insight_quarter(period.from),
                              .last = insight_quarter(period.to),
                              .made = DAY_NONE,
                              .before = DAY_NONE,
                              .newest = DAY_NONE};
    struct insight_page page;
    insight.groups[PART_OWNER].total = 20;
    insight.groups[PART_OWNER].kept = 15;
    insight_page_make(&page, &insight, day_from_civil(2026, 11, 24), LANG_EN, NULL, NULL);
    assert_string_equal(page.block[BLOCK_OWNERS].sentence, said);
    insight_page_release(&page);
}

/* Figures of one day are those of its quarter, and must not look as if they were of that day. */
static void a_part_of_a_quarter_says_that_it_is_the_whole(void **state)
{
    int day = day_from_civil(2026, 11, 24), begin = insight_quarter_begin(QUARTER);
    (void)state;
    assert_says((struct period){day, day},
                "Of 20 agreements whose date has passed 15 were done in time: 75%. Counted in "
                "whole quarters: Thu 1 Oct to Thu 31 Dec.");
    assert_says((struct period){begin, insight_quarter_begin(QUARTER + 1) - 1},
                "Of 20 agreements whose date has passed 15 were done in time: 75%.");
}

static void write_key(void *arg, enum insight_part part, const char *key, struct buf *text)
{
    (void)arg;
    (void)part;
    buf_adds(text, key);
}

/* What is said of teams, and how they are called. */
static void assert_teams(const struct insight_group *groups, size_t n, const char *sentence,
                         const char *labels)
{
    struct insight insight = {.made = DAY_NONE, .before = DAY_NONE, .newest = DAY_NONE};
    struct insight_page page;
    struct buf said = BUF_INIT;
    insight.groups[PART_TEAM] = (struct insight_groups){(struct insight_group *)groups, n, 6, 3, 0};
    insight_page_make(&page, &insight, day_from_civil(2026, 11, 24), LANG_EN, write_key, NULL);
    for (size_t i = 0; i < page.block[BLOCK_TEAMS].n; i++)
        buf_addf(&said, "%s;", page.block[BLOCK_TEAMS].line[i].label);
    assert_string_equal(page.block[BLOCK_TEAMS].sentence, sentence);
    assert_string_equal(said.data ? said.data : "", labels);
    buf_release(&said);
    insight_page_release(&page);
}

/* "No team" is no team, and several that stand together say how many they are. */
static void teams_are_called_what_they_are(void **state)
{
    char noord[] = "noord", zuid[] = "zuid", none[] = "";
    const struct insight_group only_none[] = {{none, none, 1, 6, 3, 0}};
    const struct insight_group and_none[] = {{none, none, 1, 6, 3, 0}, {zuid, zuid, 1, 6, 3, 0}};
    const struct insight_group heaps[] = {
        {noord, noord, 1, 6, 3, 0}, {noord, zuid, 2, 6, 3, 0}, {noord, zuid, 9, 6, 3, 0}};
    (void)state;
    assert_teams(only_none, 1, "No team is known of anybody yet.", "");
    assert_teams(and_none, 2, "1 team is large enough to stand by itself.", "no team;zuid;");
    assert_teams(heaps, 3, "1 team is large enough to stand by itself.",
                 "noord;2 others together;9 others together;");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_large_enough_is_shown),
        cmocka_unit_test(one_small_team_takes_another_along),
        cmocka_unit_test(many_agreements_of_few_people_are_a_small_group),
        cmocka_unit_test(less_than_five_wait_for_the_next_step),
        cmocka_unit_test(one_without_an_answer_is_not_left_over),
        cmocka_unit_test(half_within_so_many_days),
        cmocka_unit_test(together_once_is_together_in_the_period),
        cmocka_unit_test(what_is_taken_away_leaves_no_few_behind),
        cmocka_unit_test(a_crossing_is_not_pinned_by_its_sums),
        cmocka_unit_test(nobody_works_out_a_small_group),
        cmocka_unit_test(leaving_out_is_not_enough),
        cmocka_unit_test(a_part_of_a_quarter_says_that_it_is_the_whole),
        cmocka_unit_test(teams_are_called_what_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
