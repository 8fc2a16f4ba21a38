/* Absence in figures, to the last digit of an example worked by hand; and what of them is shown. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "domain/figures.h"

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
    made->person = (struct figures_person){&made->span, 1, made->spell, 0};
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
    struct figures_person person = {spans, 2, &spell, 1};
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
