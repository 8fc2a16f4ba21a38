/* Absence in figures, to the last digit of an example worked by hand; and what of them is shown. */
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
#include "domain/figures_view.h"
#include "domain/sector.h"

static int day(int year, int month, int of_month)
{
    return day_from_civil(year, month, of_month);
}

#define D(y, m, d) (day((y), (m), (d)))

/* ---- six people, one year -------------------------------------------------------------------- */

enum { PEOPLE = 6 };

/* Dates as 20250310; 0 is none. */
struct life_spell {
    int first, back, leave, step, part;
};
struct life {
    int factor, from;
    struct life_spell spell[2];
};

static const struct life six[PEOPLE] = {
    {10000, 20150101, {{20250310, 20250315, 0, 0, 0}}},
    {6000, 20150101, {{20250401, 20250601, 0, 20250501, 500}}},
    {8000, 20250701, {{20251220, 0, 0, 0, 0}}},
    {10000, 20150101, {{20250203, 20250205, 0, 0, 0}, {20251006, 20251011, 0, 0, 0}}},
    {10000, 20150101, {{20250601, 20250921, 1, 0, 0}}},
    {10000, 20150101, {{20241001, 20250201, 0, 0, 0}}},
};

static int read(int date)
{
    return date ? D(date / 10000, date / 100 % 100, date % 100) : DAY_NONE;
}

/* One of the six as the program has people. */
struct made {
    struct service span;
    struct absence spell[2];
    struct absence_step step;
    struct figures_person person;
};

static void make(struct made *made, const struct life *life)
{
    *made = (struct made){
        .span = {.from = read(life->from), .until = DAY_NONE, .factor = life->factor}};
    made->person = (struct figures_person){1, &made->span, 1, made->spell, 0};
    for (size_t i = 0; i < 2 && life->spell[i].first; i++) {
        struct absence *spell = &made->spell[made->person.n_spells++];
        spell->first_day = read(life->spell[i].first);
        spell->back = read(life->spell[i].back);
        spell->leave = life->spell[i].leave;
        if (!life->spell[i].step)
            continue;
        made->step = (struct absence_step){read(life->spell[i].step), life->spell[i].part, 0};
        spell->steps = &made->step;
        spell->n_steps = 1;
    }
}

static struct figures all_six(const struct period *period)
{
    struct figures sum = {0};
    for (size_t i = 0; i < PEOPLE; i++) {
        struct made made;
        make(&made, &six[i]);
        figures_add(&sum, &made.person, period);
    }
    return sum;
}

static void check(int64_t number, int decimals, const char *written)
{
    struct buf text = BUF_INIT;
    figures_write(&text, number, decimals, LANG_EN);
    assert_string_equal(text.data, written);
    buf_release(&text);
}

static void the_year_comes_out(void **state)
{
    (void)state;
    struct figures sum = all_six(&(struct period){D(2025, 1, 1), D(2025, 12, 31)});
    assert_int_equal(sum.sick, 799 * FIGURES_DAY / 10);
    assert_int_equal(sum.present, 18262 * SERVICE_FULL / 10);
    assert_int_equal(sum.heads, 2009);
    assert_int_equal(sum.people, 6);
    check(figures_percent(sum.sick, &sum, 3), 3, "4.375");
    check(figures_percent(sum.sick, &sum, 2), 2, "4.38");
    assert_int_equal(sum.reports, 5);
    check(figures_ratio(sum.heads, 365, 4), 4, "5.5041");
    check(figures_frequency(&sum, 4), 4, "0.9084");
    assert_int_equal(sum.ended, 5);
    assert_int_equal(sum.ended_days, 196);
    check(figures_duration(&sum, 1), 1, "39.2");
    check(figures_share(sum.clear, &sum, 1), 1, "16.7");
    check(figures_share(sum.silent, &sum, 1), 1, "33.3");
}

static void the_first_quarter_comes_out(void **state)
{
    (void)state;
    struct figures sum = all_six(&(struct period){D(2025, 1, 1), D(2025, 3, 31)});
    assert_int_equal(sum.sick, 38 * FIGURES_DAY);
    assert_int_equal(sum.present, 414 * SERVICE_FULL);
    check(figures_percent(sum.sick, &sum, 3), 3, "9.179");
    check(figures_frequency(&sum, 3), 3, "1.622");
    check(figures_quarter_by_four(&sum, 90, 3), 3, "1.600");
}

static void check_split(const struct figures_borders *borders, const char *const written[4])
{
    struct period year = {D(2025, 1, 1), D(2025, 12, 31)};
    struct figures sum = all_six(&year);
    struct figures_split split = {0};
    int64_t sick = 0;
    for (size_t i = 0; i < PEOPLE; i++) {
        struct made made;
        make(&made, &six[i]);
        figures_split_add(&split, borders, &made.person, &year);
    }
    for (size_t i = 0; i < 4; i++) {
        check(figures_percent(split.sick[i], &sum, 3), 3, written[i]);
        sick += split.sick[i];
    }
    assert_int_equal(sick, sum.sick);
}

static void both_sets_of_classes_come_out(void **state)
{
    (void)state;
    check_split(&(struct figures_borders){{7, 42, 365, 730}, 4},
                (const char *const[]){"0.657", "0.526", "3.192", "0.000"});
    check_split(&(struct figures_borders){{14, 91, 365, 730}, 4},
                (const char *const[]){"1.183", "1.495", "1.698", "0.000"});
}

/* ---- rules by themselves --------------------------------------------------------------------- */

static struct figures of_one(const struct life *life, int from, int to)
{
    struct made made;
    struct figures figures = {0};
    make(&made, life);
    figures_add(&figures, &made.person, &(struct period){read(from), read(to)});
    return figures;
}

/* The standard's own case: two weeks of somebody with 0.6 are 14 days. */
static void duration_knows_no_factor(void **state)
{
    (void)state;
    struct life life = {6000, 20200101, {{20250106, 20250120, 0, 0, 0}}};
    struct figures figures = of_one(&life, 20250101, 20250131);
    assert_int_equal(figures.ended_days, 14);
    assert_int_equal(figures.sick, 84 * FIGURES_DAY / 10);
}

static void spells_close_to_each_other_are_two_reports(void **state)
{
    (void)state;
    struct life life = {10000, 20200101, {{20250106, 20250110, 0, 0, 0}, {20250111, 0, 0, 0, 0}}};
    struct figures figures = of_one(&life, 20250101, 20250131);
    assert_int_equal(figures.reports, 2);
    assert_int_equal(figures.reporters, 1);
    assert_int_equal(figures.ended, 1);
    assert_int_equal(figures.sick, 25 * FIGURES_DAY);
}

/* 29 February is a day; a night that the clock goes forward is one too. */
static void days_are_days_of_the_calendar(void **state)
{
    (void)state;
    struct life leap = {10000, 20200101, {{20240228, 20240301, 0, 0, 0}}};
    assert_int_equal(of_one(&leap, 20240101, 20240331).sick, 2 * FIGURES_DAY);
    assert_int_equal(of_one(&leap, 20240229, 20240229).sick, FIGURES_DAY);
    struct life summer = {10000, 20200101, {{20250329, 20250331, 0, 0, 0}}};
    assert_int_equal(of_one(&summer, 20250101, 20250331).sick, 2 * FIGURES_DAY);
    assert_int_equal(of_one(&summer, 20250101, 20250331).ended_days, 2);
}

static void days_out_of_service_are_in_no_figure(void **state)
{
    (void)state;
    struct service spans[] = {
        {.from = D(2025, 1, 1), .until = D(2025, 1, 11), .factor = 10000},
        {.from = D(2025, 1, 21), .until = DAY_NONE, .factor = 5000},
    };
    struct absence spell = {.first_day = D(2025, 1, 9), .back = D(2025, 1, 23)};
    struct figures_person person = {1, spans, 2, &spell, 1};
    struct period month = {D(2025, 1, 1), D(2025, 1, 31)};
    struct figures figures = {0};
    figures_add(&figures, &person, &month);
    assert_int_equal(figures.heads, 21);
    assert_int_equal(figures.present, 10 * 10000 + 11 * 5000);
    assert_int_equal(figures.sick, 3 * FIGURES_DAY); /* two days whole, two days half */
    figures = (struct figures){0};
    person.n_spans = 0; /* nothing is known of it */
    figures_add(&figures, &person, &month);
    assert_int_equal(figures.people + figures.sick + figures.reports + figures.clear, 0);
}

/* Nothing overflows, and nothing is divided by nothing. */
static void a_hundred_years_of_fifty_thousand(void **state)
{
    (void)state;
    struct life life = {15000, 19300101, {{19300101, 0, 0, 0, 0}}};
    struct figures one = of_one(&life, 19300101, 20291231), sum = {0};
    for (int i = 0; i < 50000; i++)
        figures_sum(&sum, &one);
    check(figures_percent(sum.sick, &sum, 3), 3, "100.000");
    assert_int_equal(figures_percent(0, &(struct figures){0}, 3), 0);
    assert_int_equal(figures_ratio(1, 3, 18), 333333333333333333);
    assert_int_equal(figures_ratio(2, 3, 1), 7);
    assert_int_equal(figures_ratio(5, 10, 0), 1);
}

/* ---- what may be shown ----------------------------------------------------------------------- */

/* A cube of one quarter whose teams have so many people, all of whom were absent and came back. */
static struct figures_cube cube_of(const int *people, size_t teams, size_t quarters)
{
    struct figures_cube cube = {.first = 2025 * 4, .n_quarters = quarters, .n_teams = teams};
    cube.team = mem_zero(teams, sizeof *cube.team);
    cube.cell = mem_zero(teams * quarters, sizeof *cube.cell);
    for (size_t t = 0; t < teams; t++) {
        char name[] = "a";
        name[0] = (char)('a' + t);
        cube.team[t] = mem_copy(name);
        for (size_t q = 0; q < quarters; q++) {
            int n = people[t * quarters + q];
            cube.cell[t * quarters + q] = (struct figures){.people = n,
                                                           .heads = 90L * n,
                                                           .present = 900000L * n,
                                                           .sick = FIGURES_DAY * n,
                                                           .sick_people = n,
                                                           .reports = n,
                                                           .reporters = n,
                                                           .ended = n,
                                                           .ended_days = n,
                                                           .enders = n};
        }
    }
    figures_settle(&cube);
    return cube;
}

/* "a 7, b+2 9 of 16": teams, or the first of several, with their sick days, and of all. */
static void shows(const int *people, size_t teams, size_t quarters, const char *expected)
{
    struct figures_cube cube = cube_of(people, teams, quarters);
    struct figures_view view;
    struct buf text = BUF_INIT;
    figures_view(&view, &cube, cube.first, cube.first + (int)quarters - 1);
    for (size_t i = 0; i < view.n_groups; i++) {
        const struct figures_group *group = &view.group[i];
        buf_addf(&text, "%s%s", i ? ", " : "", group->name);
        if (group->teams > 1)
            buf_addf(&text, "+%zu", group->teams - 1);
        buf_addf(&text, " %d", (int)(group->sum.sick / FIGURES_DAY));
    }
    buf_addf(&text, " of %d", (int)(view.sum.sick / FIGURES_DAY));
    assert_string_equal(text.data, expected);
    buf_release(&text);
    figures_view_release(&view);
    figures_cube_release(&cube);
}

static void a_group_of_one_shows_nothing(void **state)
{
    (void)state;
    for (int n = 1; n < 5; n++)
        shows(&n, 1, 1, " of 0");
    shows((const int[]){5}, 1, 1, "a 5 of 5");
    shows((const int[]){2, 2}, 2, 1, " of 0");
    shows((const int[]){2, 3}, 2, 1, "a+1 5 of 5");
}

/* With b alone hidden it would be the total minus the others. */
static void nothing_is_left_over(void **state)
{
    (void)state;
    shows((const int[]){9, 1, 7}, 3, 1, "a 9, b+1 8 of 17");
    shows((const int[]){9, 1, 7, 4}, 4, 1, "a 9, c 7, b+1 5 of 21");
    shows((const int[]){9, 4}, 2, 1, "a+1 13 of 13");
}

/* Team a is large in one quarter and small in the other: alone in one period and not in the other,
 * the difference would be the small one. */
static void what_stood_together_once_stays_together(void **state)
{
    (void)state;
    shows((const int[]){6, 2, 8, 8}, 2, 2, "a+1 24 of 24");
    shows((const int[]){6, 6, 8, 8}, 2, 2, "a 12, b 16 of 28");
    shows((const int[]){6, 1, 8, 0}, 2, 2, "a 6, b 8 of 14"); /* the second quarter is in none */
}

static void twelve_months_are_four_quarters_that_are_shown(void **state)
{
    (void)state;
    struct figures_cube cube = cube_of((const int[]){6, 6, 6, 6, 2}, 1, 5);
    struct figures sum = {0};
    assert_true(figures_twelve(&cube, cube.first + 3, &sum));
    assert_int_equal(sum.reports, 24);
    assert_false(figures_twelve(&cube, cube.first + 4, &sum));
    assert_false(figures_twelve(&cube, cube.first + 2, &sum));
    assert_int_equal(sum.reports, 24);
    figures_cube_release(&cube);
}

static void small_classes_stand_with_their_neighbour(void **state)
{
    (void)state;
    struct figures_borders borders = {{7, 42, 365, 730}, 4};
    struct figures_split split = {{10, 20, 30, 40}, {9, 9, 9, 1}, {0}};
    struct figures_class classes[FIGURES_CLASSES_MAX];
    assert_int_equal(figures_classes(&split, &borders, &borders, classes), 3);
    assert_int_equal(classes[2].from, 43);
    assert_int_equal(classes[2].to, 0);
    assert_int_equal(classes[2].sick, 70);
    split = (struct figures_split){{10, 20, 30, 40}, {4, 4, 4, 4}, {0}}; /* the same four, maybe */
    assert_int_equal(figures_classes(&split, &borders, &borders, classes), 0);
    split = (struct figures_split){{10, 20, 30, 0}, {2, 9, 9, 0}, {0}};
    assert_int_equal(figures_classes(&split, &borders, &borders, classes), 3);
    assert_int_equal(classes[0].to, 42);
    split = (struct figures_split){{10, 20, 30, 0}, {9, 9, 9, 0}, {2, 15, 9, 0}};
    assert_int_equal(figures_classes(&split, &borders, &borders, classes), 3);
    assert_int_equal(classes[1].to, 365); /* 15 of 20 are one person's */
    assert_false(figures_may_divide(4, 20));
    assert_false(figures_may_divide(16, 20));
    assert_true(figures_may_divide(5, 10));
}

/* ---- several sets of borders ----------------------------------------------------------------- */

static unsigned next_random(unsigned *state)
{
    *state = *state * 1103515245u + 12345u;
    return *state >> 16;
}

/* What a set shows, as sums of pieces. */
static void show_set(struct attacker *attacker, const struct figures_split *split,
                     const struct figures_borders *pieces, const struct figures_borders *own)
{
    struct figures_class classes[FIGURES_CLASSES_MAX];
    size_t n = figures_classes(split, pieces, own, classes);
    for (size_t i = 0; i < n; i++) {
        int8_t factors[FIGURES_CLASSES_MAX] = {0};
        for (size_t k = 0; k < pieces->n; k++) {
            int from = k ? pieces->border[k - 1] + 1 : 1;
            factors[k] = from >= classes[i].from && (!classes[i].to || from <= classes[i].to);
        }
        attacker_see(attacker, factors, classes[i].sick);
    }
}

/* Everything both sets show, in every combination: no piece of one to four people comes out. */
static void two_sets_subtracted_give_nothing_small(void **state)
{
    (void)state;
    struct figures_borders sets[] = {{{7, 42, 365, 730}, 4}, {{14, 91, 365, 730}, 4}};
    struct figures_borders pieces = {.n = 0};
    unsigned random = 1;
    size_t shown = 0;
    figures_borders_add(&pieces, &sets[0]);
    figures_borders_add(&pieces, &sets[1]);
    assert_int_equal(pieces.n, 6);
    assert_int_equal(pieces.border[1], 14);
    assert_int_equal(pieces.border[5], 730);
    for (int round = 0; round < 300; round++) {
        struct figures_split split = {{0}, {0}, {0}};
        struct attacker attacker;
        attacker_begin(&attacker, pieces.n);
        for (size_t k = 0; k < pieces.n; k++) {
            split.people[k] = next_random(&random) % 12;
            split.sick[k] = split.people[k] * (1 + next_random(&random) % 30);
        }
        show_set(&attacker, &split, &pieces, &sets[0]);
        show_set(&attacker, &split, &pieces, &sets[1]);
        shown += attacker.n_sums;
        attacker_think(&attacker);
        for (size_t k = 0; k < pieces.n; k++) {
            int8_t one[FIGURES_CLASSES_MAX] = {0};
            one[k] = 1;
            if (split.people[k] && split.people[k] < INSIGHT_LEAST)
                assert_false(attacker_knows(&attacker, one));
        }
        attacker_end(&attacker);
    }
    assert_true(shown > 1000);
}

static void of_two_kinds_of_zero_one_may_have_to_do(void **state)
{
    (void)state;
    assert_true(figures_may_tell_both(&(struct figures){.clear = 10, .silent = 10}));
    for (int64_t n = 1; n < INSIGHT_LEAST; n++)
        assert_false(figures_may_tell_both(&(struct figures){.clear = 10, .silent = 10 + n}));
    assert_true(figures_may_tell_both(&(struct figures){.clear = 10, .silent = 15}));
}

/* Five were absent, and one of them has so many of 100 days. */
static void who_has_most_of_it_hides_it(void **state)
{
    (void)state;
    for (int most = 69; most < 72; most++) {
        struct figures_cube cube = cube_of((const int[]){5}, 1, 1);
        cube.cell->sick = 100;
        cube.cell->top = most;
        free(cube.heap);
        free(cube.shown);
        figures_settle(&cube);
        assert_int_equal(cube.shown[0], most <= FIGURES_DOMINANT);
        cube.cell->top = 0;
        cube.cell->ended_days = 100;
        cube.cell->top_ended = most;
        free(cube.heap);
        free(cube.shown);
        figures_settle(&cube);
        assert_int_equal(cube.shown[0], most <= FIGURES_DOMINANT);
        figures_cube_release(&cube);
    }
}

/* ---- two periods ----------------------------------------------------------------------------- */

static void the_quarter_that_is_going_on_does_not_count(void **state)
{
    (void)state;
    struct figures_found found = {.begun = true};
    struct period year = {D(2025, 12, 1), D(2026, 11, 29)};
    figures_frames(&found, &year, NULL, D(2026, 11, 29));
    assert_int_equal(found.frame[FRAME_NOW].first, 2025 * 4 + 3);
    assert_int_equal(found.frame[FRAME_NOW].last, 2026 * 4 + 2);
    assert_int_equal(found.frame[FRAME_BEFORE].first, 2024 * 4 + 3);
    struct period month = {D(2026, 11, 1), D(2026, 11, 30)};
    figures_frames(&found, &month, NULL, D(2026, 11, 29));
    assert_int_equal(figures_frame_length(&found.frame[FRAME_NOW]), 0);
    struct period ages = {D(1950, 1, 1), D(2150, 1, 1)};
    figures_frames(&found, &ages, NULL, D(2026, 11, 29));
    assert_int_equal(figures_frame_length(&found.frame[FRAME_NOW]), 4 * FIGURES_YEARS_MAX + 1);
    figures_frames_since(&found, D(2026, 2, 10), D(2026, 11, 29)); /* two quarters since */
    assert_int_equal(found.frame[FRAME_NOW].first, 2026 * 4 + 1);
    assert_int_equal(found.frame[FRAME_BEFORE].first, 2025 * 4 + 1);
    assert_int_equal(found.frame[FRAME_BEFORE].last, 2025 * 4 + 2);
    figures_frames_since(&found, D(2023, 5, 1), D(2026, 11, 29));
    assert_int_equal(found.frame[FRAME_NOW].first, 2025 * 4 + 3);
    assert_int_equal(found.frame[FRAME_BEFORE].last, 2022 * 4 + 2);
}

/* So many people for a year, the first `sick` of whom were away for so many days. */
static void fill(struct figures_frame *frame, int people, int sick, int days)
{
    struct period year = {D(2025, 1, 1), D(2025, 12, 31)};
    for (int i = 0; i < people; i++) {
        struct life life = {10000, 20150101, {{20250201, 0, 0, 0, 0}}};
        struct made made;
        make(&made, &life);
        made.spell[0].back = made.spell[0].first_day + days;
        made.person.n_spells = i < sick;
        figures_frame_add(frame, &(struct figures_borders){.n = 0}, &made.person, &year);
    }
}

static enum figures_verdict verdict(struct figures_found *found, int quarters, int before, int now)
{
    struct figures_view then = {.first = 2024 * 4, .last = 2024 * 4 + quarters - 1},
                        after = {.first = 2025 * 4, .last = 2025 * 4 + quarters - 1};
    then.shown = (size_t)before;
    after.shown = (size_t)now;
    then.sum = found->frame[FRAME_BEFORE].sum;
    after.sum = found->frame[FRAME_NOW].sum;
    return figures_compare(found, &after, &then);
}

static void what_may_be_chance_says_nothing(void **state)
{
    (void)state;
    struct figures_found found = {.begun = true};
    fill(&found.frame[FRAME_BEFORE], 40, 20, 20);
    fill(&found.frame[FRAME_NOW], 40, 17, 20);
    assert_int_equal(verdict(&found, 4, 4, 4), VERDICT_CHANCE);
    found = (struct figures_found){.begun = true};
    fill(&found.frame[FRAME_BEFORE], 2000, 1000, 74); /* 10.1 % */
    fill(&found.frame[FRAME_NOW], 2000, 1000, 32);    /* 4.4 % */
    assert_int_equal(verdict(&found, 4, 4, 4), VERDICT_LESS);
    assert_int_equal(verdict(&found, 2, 2, 2), VERDICT_SHORT);
    assert_int_equal(verdict(&found, 4, 4, 3), VERDICT_HOLES);
    assert_int_equal(verdict(&found, 4, 0, 4), VERDICT_NOTHING);
    struct figures_view year = {.first = 2025 * 4, .last = 2025 * 4 + 3, .shown = 4},
                        half = {.first = 2024 * 4, .last = 2024 * 4 + 1, .shown = 2};
    assert_int_equal(figures_compare(&found, &year, &half), VERDICT_SEASONS);
}

/* ---- conversations --------------------------------------------------------------------------- */

static void being_spoken_to_is_counted(void **state)
{
    (void)state;
    struct contact quarters[4] = {{0}}, sum = {0};
    int held[] = {D(2025, 1, 9)};
    for (int i = 0; i < 6; i++) {
        struct life life = {10000, 20150101, {{20250106, i < 5 ? 20250120 : 0, 0, 0, 0}}};
        struct made made;
        make(&made, &life);
        made.person.number = i + 1;
        contact_add(quarters, 2025 * 4, 4, &made.person, held, i != 0, D(2025, 12, 31));
    }
    contact_sum(&sum, &quarters[0]);
    assert_int_equal(sum.due[CONTACT_FIRST_WEEK], 6);
    assert_int_equal(sum.held[CONTACT_FIRST_WEEK], 5);
    assert_int_equal(sum.due[CONTACT_WEEK_SIX], 0); /* of one person: not told */
    assert_int_equal(quarters[0].due[CONTACT_WEEK_SIX], 1);
    assert_int_equal(contact_half(&sum), 3);
    assert_int_equal(contact_half(&quarters[1]), -1);
}

static void published_figures_are_read(void **state)
{
    (void)state;
    struct sector_point point;
    assert_true(sector_read("2025-1 5,8", &point));
    assert_int_equal(point.quarter, 2025 * 4);
    assert_int_equal(point.percent, 580);
    static const char *const wrong[] = {"",           "2025-5 5",     "2025-1",
                                        "2025 5,8",   "1-1 5",        "2025-0 5",
                                        "2025-1 101", "2025-1 5,812", "2025-1 -3"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(sector_read(wrong[i], &point));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_year_comes_out),
        cmocka_unit_test(the_first_quarter_comes_out),
        cmocka_unit_test(both_sets_of_classes_come_out),
        cmocka_unit_test(duration_knows_no_factor),
        cmocka_unit_test(spells_close_to_each_other_are_two_reports),
        cmocka_unit_test(days_are_days_of_the_calendar),
        cmocka_unit_test(days_out_of_service_are_in_no_figure),
        cmocka_unit_test(a_hundred_years_of_fifty_thousand),
        cmocka_unit_test(a_group_of_one_shows_nothing),
        cmocka_unit_test(nothing_is_left_over),
        cmocka_unit_test(what_stood_together_once_stays_together),
        cmocka_unit_test(twelve_months_are_four_quarters_that_are_shown),
        cmocka_unit_test(small_classes_stand_with_their_neighbour),
        cmocka_unit_test(two_sets_subtracted_give_nothing_small),
        cmocka_unit_test(of_two_kinds_of_zero_one_may_have_to_do),
        cmocka_unit_test(who_has_most_of_it_hides_it),
        cmocka_unit_test(the_quarter_that_is_going_on_does_not_count),
        cmocka_unit_test(what_may_be_chance_says_nothing),
        cmocka_unit_test(being_spoken_to_is_counted),
        cmocka_unit_test(published_figures_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
