/*
 * The timeline of an absence: the worked dates of one case, what is joined and what is not, what
 * stops the clock and what does not, and days that are easily counted wrong. The rules are those
 * that are shipped.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "domain/regime.h"
#include "domain/shelf.h"
#include "domain/timeline.h"
#include "yaml/regime_yaml.h"

struct fixture {
    struct regime *regime;
    struct absence spells[8];
    size_t n;
    struct timeline_tick ticks[8];
    size_t n_ticks;
    struct timeline_case found;
    struct timeline_moment *moments;
    size_t n_moments;
};

static struct regime *read_regime(const char *path)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    if (shelf_read_file(path, &text, &err))
        fail_msg("%s", err.text);
    struct regime *regime = regime_yaml_open(path, text.data, text.len, &err);
    if (!regime)
        fail_msg("%s", err.text);
    buf_release(&text);
    return regime;
}

static int open_fixture(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->regime = read_regime("guides/en/regime.yaml");
    *state = fixture;
    return 0;
}

static void forget(struct fixture *fixture)
{
    timeline_case_release(&fixture->found);
    free(fixture->moments);
    fixture->moments = NULL;
}

static int close_fixture(void **state)
{
    struct fixture *fixture = *state;
    forget(fixture);
    regime_free(fixture->regime);
    free(fixture);
    return 0;
}

/* ---- saying what there is -------------------------------------------------------------------- */

static int day(const char *iso)
{
    int read = day_parse_iso(iso);
    if (*iso && read == DAY_NONE)
        fail_msg("%s", iso);
    return read;
}

/* back "": it is open. */
static struct absence *spell(struct fixture *fixture, const char *first, const char *back)
{
    struct absence *absence = &fixture->spells[fixture->n];
    *absence = (struct absence){
        .first_day = day(first), .back = *back ? day(back) : DAY_NONE, .expected = DAY_NONE};
    snprintf(absence->id, sizeof absence->id, "%c", (char)('a' + fixture->n++));
    return absence;
}

static void leave(struct fixture *fixture, const char *first, const char *back)
{
    spell(fixture, first, back)->leave = true;
}

static void tick(struct fixture *fixture, const char *spell, const char *step, int turn,
                 const char *done)
{
    struct timeline_tick *tick = &fixture->ticks[fixture->n_ticks++];
    *tick = (struct timeline_tick){.step = (char *)step, .turn = turn, .done = day(done)};
    snprintf(tick->absence, sizeof tick->absence, "%s", spell);
}

static void count(struct fixture *fixture, const char *id, const char *today)
{
    const struct timeline_rules *rules = &fixture->regime->timeline;
    forget(fixture);
    if (!timeline_case_of(&fixture->found, rules, fixture->spells, fixture->n, fixture->ticks,
                          fixture->n_ticks, id))
        fail_msg("no case of %s", id);
    fixture->moments = timeline_moments(&fixture->found, rules, fixture->ticks, fixture->n_ticks,
                                        day(today), &fixture->n_moments);
}

static const struct timeline_moment *moment(const struct fixture *fixture, const char *name)
{
    size_t at = timeline_find(fixture->moments, fixture->n_moments, name, false);
    if (at == fixture->n_moments)
        fail_msg("no %s", name);
    return &fixture->moments[at];
}

static void due(const struct fixture *fixture, const char *name, const char *wanted)
{
    char is[DAY_ISO_SIZE];
    day_iso(moment(fixture, name)->due, is);
    if (strcmp(is, wanted) != 0)
        fail_msg("%s is due on %s, not %s", name, is, wanted);
}

static void falls(const struct fixture *fixture, int n, const char *wanted)
{
    char is[DAY_ISO_SIZE];
    day_iso(timeline_day(&fixture->found, n), is);
    if (strcmp(is, wanted) != 0)
        fail_msg("day %d is %s, not %s", n, is, wanted);
}

/* ---- the worked dates ------------------------------------------------------------------------ */

/* First day Monday 5 January 2026: last day of week n, and the start of week 42 and 46. */
static void test_worked_dates(void **state)
{
    static const struct {
        int week;
        const char *last, *after;
    } marks[] = {
        {6, "2026-02-15", "2026-02-16"},   {8, "2026-03-01", "2026-03-02"},
        {42, "2026-10-25", "2026-10-26"},  {46, "2026-11-22", "2026-11-23"},
        {52, "2027-01-03", "2027-01-04"},  {88, "2027-09-12", "2027-09-13"},
        {91, "2027-10-03", "2027-10-04"},  {93, "2027-10-17", "2027-10-18"},
        {104, "2028-01-02", "2028-01-03"},
    };
    struct fixture *fixture = *state;
    spell(fixture, "2026-01-05", "");
    count(fixture, "a", "2026-01-05");
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        falls(fixture, 7 * marks[i].week, marks[i].last);
        falls(fixture, 7 * marks[i].week + 1, marks[i].after);
    }
    falls(fixture, 7 * 41 + 1, "2026-10-19");
    falls(fixture, 7 * 45 + 1, "2026-11-16");
}

static void test_steps_of_one_case(void **state)
{
    static const struct {
        const char *name, *due;
    } steps[] = {
        {"report", "2026-01-05"},        {"ohs", "2026-01-11"},
        {"analysis", "2026-02-15"},      {"plan", "2026-03-01"},
        {"evaluation:1", "2026-04-12"},  {"evaluation:2", "2026-05-24"},
        {"uwv_week42", "2026-10-19"},    {"first_year", "2027-01-03"},
        {"second_track", "2027-01-03"},  {"wia_letter", "2027-09-12"},
        {"final", "2027-10-03"},         {"wia", "2027-10-17"},
        {"evaluation:16", "2028-01-02"}, {"end", "2028-01-02"},
    };
    struct fixture *fixture = *state;
    spell(fixture, "2026-01-05", "");
    count(fixture, "a", "2026-01-05");
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        due(fixture, steps[i].name, steps[i].due);
    assert_int_equal(moment(fixture, "first_year")->opens, day("2026-11-16"));
    assert_int_equal(fixture->n_moments, 11 + 16); /* without the safety net */
    for (size_t i = 1; i < fixture->n_moments; i++)
        assert_true(fixture->moments[i - 1].due <= fixture->moments[i].due);
    fixture->spells[0].safety_net = TOLD_YES;
    count(fixture, "a", "2026-01-05");
    due(fixture, "uwv_net", "2026-01-08");
}

/* ---- joining --------------------------------------------------------------------------------- */

/* Sick 3 Jan to 3 Jul 2022, well 4 to 24 Jul, sick from 25 Jul: the end of 104 weeks moves from 1
 * to 22 January 2024. */
static void test_days_between_are_not_counted(void **state)
{
    struct fixture *fixture = *state;
    spell(fixture, "2022-01-03", "");
    count(fixture, "a", "2022-02-01");
    falls(fixture, 729, "2024-01-01");
    fixture->spells[0].back = day("2022-07-04");
    spell(fixture, "2022-07-25", "");
    for (int i = 0; i < 2; i++) { /* the case is the same one, whoever asks */
        count(fixture, i ? "b" : "a", "2022-08-01");
        assert_int_equal(fixture->found.n, 2);
        assert_true(fixture->found.open);
        falls(fixture, 182, "2022-07-03");
        falls(fixture, 183, "2022-07-25");
        falls(fixture, 729, "2024-01-22");
        due(fixture, "end", "2024-01-21");
    }
    assert_int_equal(timeline_counted(&fixture->found, day("2022-07-25")), 183);
    assert_int_equal(timeline_counted(&fixture->found, day("2022-07-14")), 182);
    assert_int_equal(timeline_counted(&fixture->found, day("2022-01-02")), 0);
}

static void test_four_weeks_part(void **state)
{
    struct fixture *fixture = *state;
    spell(fixture, "2026-01-05", "2026-02-02");
    spell(fixture, "2026-03-02", ""); /* 28 days: not fewer than four weeks */
    count(fixture, "b", "2026-03-02");
    assert_int_equal(fixture->found.n, 1);
    due(fixture, "analysis", "2026-04-12");
    count(fixture, "a", "2026-03-02");
    assert_int_equal(fixture->found.n, 1);
    assert_false(fixture->found.open);
    fixture->spells[1].first_day--; /* 27 */
    count(fixture, "b", "2026-03-02");
    assert_int_equal(fixture->found.n, 2);
    due(fixture, "analysis", "2026-03-14");
}

/* Three spells in a chain, listed the last first as the file has them. */
static void test_a_chain(void **state)
{
    struct fixture *fixture = *state;
    spell(fixture, "2026-03-30", "");
    spell(fixture, "2026-02-16", "2026-03-09");
    spell(fixture, "2026-01-05", "2026-02-02");
    count(fixture, "b", "2026-03-30");
    assert_int_equal(fixture->found.n, 3);
    assert_string_equal(fixture->found.spells[0]->id, "c");
    falls(fixture, 28, "2026-02-01");
    falls(fixture, 29, "2026-02-16");
    falls(fixture, 50, "2026-03-30");
}

static void test_partly_back_goes_on(void **state)
{
    struct fixture *fixture = *state;
    struct absence_step steps[] = {{day("2026-02-02"), 1, day("2026-01-28")},
                                   {day("2026-06-01"), 900, day("2026-05-28")}};
    struct absence *absence = spell(fixture, "2026-01-05", "");
    absence->steps = steps; /* the first on a therapeutic basis counts no otherwise */
    absence->n_steps = 2;
    count(fixture, "a", "2026-07-01");
    due(fixture, "uwv_week42", "2026-10-19");
    due(fixture, "end", "2028-01-02");
    assert_int_equal(timeline_counted(&fixture->found, day("2026-07-01")), 178);
}

/* ---- maternity leave ------------------------------------------------------------------------- */

static void test_leave_is_left_out(void **state)
{
    struct fixture *fixture = *state;
    spell(fixture, "2026-01-05", "2026-03-02");
    leave(fixture, "2026-03-02", "2026-06-22");
    spell(fixture, "2026-06-22", "");
    count(fixture, "c", "2026-07-01");
    assert_int_equal(fixture->found.n, 2);
    assert_non_null(fixture->found.after_leave);
    assert_false(fixture->found.doubted);
    falls(fixture, 56, "2026-03-01");
    falls(fixture, 57, "2026-06-22");                 /* leave is not counted */
    fixture->spells[2].first_day = day("2026-07-19"); /* and 27 days well */
    count(fixture, "c", "2026-07-20");
    assert_int_equal(fixture->found.n, 2);
    fixture->spells[2].first_day++; /* and 28 */
    count(fixture, "c", "2026-07-20");
    assert_int_equal(fixture->found.n, 1);
}

/* Well on both sides of the leave: both are days between. */
static void test_days_on_both_sides_of_leave(void **state)
{
    struct fixture *fixture = *state;
    spell(fixture, "2026-01-05", "2026-02-16");
    leave(fixture, "2026-03-02", "2026-06-22"); /* 14 days well before it */
    spell(fixture, "2026-07-05", "");           /* and 13 after */
    count(fixture, "a", "2026-07-06");
    assert_int_equal(fixture->found.n, 2);
    assert_true(fixture->found.doubted);
    fixture->spells[2].first_day++;
    count(fixture, "a", "2026-07-06");
    assert_int_equal(fixture->found.n, 1);
}

static void test_a_case_of_its_own_after_leave(void **state)
{
    struct fixture *fixture = *state;
    spell(fixture, "2026-01-05", "2026-03-02");
    leave(fixture, "2026-03-02", "2026-06-22");
    spell(fixture, "2026-06-22", "2026-07-06");
    spell(fixture, "2026-07-13", "");
    tick(fixture, "c", TIMELINE_OWN, 0, "2026-06-25");
    tick(fixture, "d", TIMELINE_OWN, 0, "2026-07-14"); /* no leave before it: of no use */
    count(fixture, "d", "2026-07-20");
    assert_int_equal(fixture->found.n, 2);
    assert_string_equal(fixture->found.spells[0]->id, "c");
    assert_null(fixture->found.after_leave);
    count(fixture, "a", "2026-07-20");
    assert_int_equal(fixture->found.n, 1);
}

static void test_leave_has_no_timeline(void **state)
{
    struct fixture *fixture = *state;
    leave(fixture, "2026-03-02", "");
    assert_false(timeline_case_of(&fixture->found, &fixture->regime->timeline, fixture->spells, 1,
                                  NULL, 0, "a"));
    assert_false(
        timeline_case_of(&fixture->found, &fixture->regime->timeline, NULL, 0, NULL, 0, "a"));
}

/* ---- days that are easily counted wrong ------------------------------------------------------ */

static void test_odd_days(void **state)
{
    struct fixture *fixture = *state;
    spell(fixture, "2024-02-29", "");
    count(fixture, "a", "2024-03-01");
    due(fixture, "analysis", "2024-04-10");
    due(fixture, "end", "2026-02-25");
    fixture->spells[0].first_day = day("2026-03-23"); /* clocks go forward on the 29th */
    count(fixture, "a", "2026-03-25");
    due(fixture, "ohs", "2026-03-29");
    due(fixture, "analysis", "2026-05-03");
    fixture->spells[0].first_day = day("2026-10-19"); /* and back on the 25th */
    count(fixture, "a", "2026-10-20");
    due(fixture, "ohs", "2026-10-25");
    falls(fixture, 8, "2026-10-26");
}

/* A hundred years open; and one that began where days end. */
static void test_a_hundred_years(void **state)
{
    struct fixture *fixture = *state;
    spell(fixture, "1926-01-04", "");
    count(fixture, "a", "2026-01-05");
    due(fixture, "end", "1928-01-01");
    assert_int_equal(timeline_counted(&fixture->found, day("2026-01-05")), 36527);
    falls(fixture, 36527, "2026-01-05");
    fixture->spells[0].first_day = day("2199-12-30");
    count(fixture, "a", "2199-12-31");
    assert_int_equal(fixture->n_moments, 1); /* what lies behind the last day is not there */
    assert_int_equal(timeline_day(&fixture->found, INT_MAX), DAY_NONE);
}

static void test_a_first_day_to_come(void **state)
{
    struct fixture *fixture = *state;
    spell(fixture, "2026-12-07", "");
    count(fixture, "a", "2026-11-23");
    assert_int_equal(timeline_counted(&fixture->found, day("2026-11-23")), 0);
    due(fixture, "analysis", "2027-01-17");
    assert_int_equal(moment(fixture, "analysis")->state, TIMELINE_AHEAD);
}

/* ---- how a step stands ----------------------------------------------------------------------- */

static void test_states(void **state)
{
    struct fixture *fixture = *state;
    size_t older;
    spell(fixture, "2026-01-05", "");
    tick(fixture, "a", "analysis", 0, "2026-02-11");
    tick(fixture, "a", "evaluation", 2, "2026-05-20");
    tick(fixture, "a", "gone", 0, "2026-05-20"); /* a step that the rules no longer have */
    count(fixture, "a", "2026-05-26");
    assert_int_equal(moment(fixture, "report")->state, TIMELINE_SILENT);
    assert_int_equal(moment(fixture, "ohs")->state, TIMELINE_LATE);
    assert_int_equal(moment(fixture, "analysis")->state, TIMELINE_DONE);
    assert_int_equal(moment(fixture, "analysis")->done, day("2026-02-11"));
    assert_int_equal(moment(fixture, "evaluation:2")->state, TIMELINE_DONE);
    assert_int_equal(moment(fixture, "evaluation")->turn, 1);
    assert_int_equal(moment(fixture, "evaluation:3")->state, TIMELINE_AHEAD);
    size_t next = timeline_next(fixture->moments, fixture->n_moments, &older);
    assert_string_equal(fixture->moments[next].step->id, "plan"); /* in the law */
    assert_int_equal(older, 2);                                   /* ohs and the first evaluation */
    assert_int_equal(timeline_find(fixture->moments, fixture->n_moments, "evaluation", true),
                     timeline_find(fixture->moments, fixture->n_moments, "evaluation:2", false));
    count(fixture, "a", "2026-06-21"); /* two weeks before the third */
    assert_int_equal(moment(fixture, "evaluation:3")->state, TIMELINE_DUE);
    count(fixture, "a", "2026-11-16"); /* the window opens */
    assert_int_equal(moment(fixture, "first_year")->state, TIMELINE_DUE);
}

/* Who is back has nothing more to do; what was done early still shows. */
static void test_a_case_that_is_over(void **state)
{
    struct fixture *fixture = *state;
    size_t older;
    spell(fixture, "2026-01-05", "2026-02-20");
    tick(fixture, "a", "plan", 0, "2026-02-18");
    count(fixture, "a", "2026-05-26");
    assert_int_equal(fixture->n_moments, 4);
    assert_int_equal(moment(fixture, "analysis")->state, TIMELINE_PASSED);
    assert_int_equal(moment(fixture, "plan")->state, TIMELINE_DONE);
    due(fixture, "plan", "2026-03-01");
    assert_int_equal(timeline_next(fixture->moments, fixture->n_moments, &older),
                     fixture->n_moments);
}

/* Of what is late the oldest that the law names; the weeks of a case end, and nobody is back. */
static void test_what_weighs_most(void **state)
{
    struct fixture *fixture = *state;
    size_t older, next;
    spell(fixture, "2024-01-08", "");
    count(fixture, "a", "2026-01-04");
    assert_false(timeline_over(&fixture->found, day("2026-01-04")));
    assert_true(timeline_over(&fixture->found, day("2026-01-05")));
    count(fixture, "a", "2026-02-01");
    next = timeline_next(fixture->moments, fixture->n_moments, &older);
    assert_string_equal(fixture->moments[next].step->id, "analysis");
    assert_int_equal(older, 23); /* all but what comes by itself */
    tick(fixture, "a", "analysis", 0, "2024-02-11");
    tick(fixture, "a", "plan", 0, "2024-02-11");
    tick(fixture, "a", "first_year", 0, "2024-12-20");
    count(fixture, "a", "2026-02-01");
    next = timeline_next(fixture->moments, fixture->n_moments, &older);
    assert_string_equal(fixture->moments[next].step->id, "wia");
    tick(fixture, "a", "wia", 0, "2025-10-13");
    count(fixture, "a", "2026-02-01");
    next = timeline_next(fixture->moments, fixture->n_moments, &older);
    assert_string_equal(fixture->moments[next].step->id, "ohs"); /* the oldest of the others */
}

static void test_out_of_service(void **state)
{
    struct fixture *fixture = *state;
    const int today = day("2026-11-30"), left = day("2026-04-01");
    size_t older;
    spell(fixture, "2026-02-02", "");
    count(fixture, "a", "2026-11-30");
    assert_int_equal(timeline_counted(&fixture->found, today), 302);
    timeline_leave(&fixture->found, left);
    free(fixture->moments);
    fixture->moments = timeline_moments(&fixture->found, &fixture->regime->timeline, NULL, 0, today,
                                        &fixture->n_moments);
    assert_int_equal(timeline_counted(&fixture->found, today), 58);
    assert_int_equal(fixture->n_moments, 5); /* up to the plan on 29 March, and leaving itself */
    assert_int_equal(moment(fixture, "plan")->state, TIMELINE_PASSED);
    size_t next = timeline_next(fixture->moments, fixture->n_moments, &older);
    assert_string_equal(fixture->moments[next].step->id, "leaving");
    assert_false(timeline_left(&fixture->found, left - 1));
    timeline_leave(&fixture->found, day("2026-02-02")); /* before it began */
    assert_int_equal(fixture->found.left, DAY_NONE);
}

/* Who is ill on the last day in service is reported to UWV that day. */
static void count_left(struct fixture *fixture, const char *left, const char *today)
{
    count(fixture, "a", today);
    timeline_leave(&fixture->found, *left ? day(left) : DAY_NONE);
    free(fixture->moments);
    fixture->moments = timeline_moments(&fixture->found, &fixture->regime->timeline, fixture->ticks,
                                        fixture->n_ticks, day(today), &fixture->n_moments);
}

static bool has_leaving(const struct fixture *fixture)
{
    return timeline_find(fixture->moments, fixture->n_moments, "leaving", false) <
           fixture->n_moments;
}

static void test_leaving_while_ill(void **state)
{
    struct fixture *fixture = *state;
    size_t older, next;
    struct absence *absence = spell(fixture, "2026-02-02", "");
    count_left(fixture, "", "2026-03-10");
    assert_false(has_leaving(fixture));
    count_left(fixture, "2026-04-01", "2026-03-10");
    due(fixture, "leaving", "2026-03-31");
    assert_int_equal(moment(fixture, "leaving")->state, TIMELINE_AHEAD);
    assert_int_equal(moment(fixture, "leaving")->step->sure, TIMELINE_LAW);
    count_left(fixture, "2026-04-01", "2026-03-20");
    assert_int_equal(moment(fixture, "leaving")->state, TIMELINE_DUE);
    count_left(fixture, "2026-04-01", "2026-04-02"); /* the only one that is late after it */
    assert_int_equal(moment(fixture, "leaving")->state, TIMELINE_LATE);
    assert_int_equal(moment(fixture, "plan")->state, TIMELINE_PASSED);
    next = timeline_next(fixture->moments, fixture->n_moments, &older);
    assert_string_equal(fixture->moments[next].step->id, "leaving");
    assert_int_equal(older, 0);
    count_left(fixture, "2026-04-01", "2028-02-01"); /* the weeks are over */
    assert_int_equal(moment(fixture, "leaving")->state, TIMELINE_PASSED);
    tick(fixture, "a", "leaving", 0, "2026-03-31");
    count_left(fixture, "2026-04-01", "2026-04-02");
    assert_int_equal(moment(fixture, "leaving")->state, TIMELINE_DONE);
    fixture->n_ticks = 0;
    absence->back = day("2026-03-31"); /* back before it */
    count_left(fixture, "2026-04-01", "2026-04-02");
    assert_false(has_leaving(fixture));
    absence->back = DAY_NONE;
    count_left(fixture, "2028-04-01", "2028-03-20"); /* after the 104 weeks */
    assert_false(has_leaving(fixture));
}

/* UWV takes an application after its letter, which is about week 88. */
static void test_too_early(void **state)
{
    struct fixture *fixture = *state;
    spell(fixture, "2026-01-05", "");
    count(fixture, "a", "2026-12-01");
    const struct timeline_moment *wia = moment(fixture, "wia");
    assert_int_equal(wia->opens, day("2027-09-06"));
    assert_non_null(timeline_tick_fault(wia, day("2026-12-01")));
    assert_null(timeline_tick_fault(wia, day("2027-09-06")));
    assert_null(timeline_tick_fault(moment(fixture, "first_year"), day("2026-11-10")));
}

static void test_days_that_will_not_do(void **state)
{
    struct fixture *fixture = *state;
    const int today = day("2026-02-20");
    spell(fixture, "2026-01-05", "");
    count(fixture, "a", "2026-02-20");
    assert_non_null(timeline_done_fault(&fixture->found, DAY_NONE, today));
    assert_non_null(timeline_done_fault(&fixture->found, day("2026-01-04"), today));
    assert_non_null(timeline_done_fault(&fixture->found, today + 1, today));
    assert_null(timeline_done_fault(&fixture->found, today, today));
    assert_null(timeline_done_fault(&fixture->found, day("2026-01-05"), today));
}

/* ---- the files ------------------------------------------------------------------------------- */

/* What is counted is the same in both languages. */
static void test_both_languages(void **state)
{
    struct fixture *fixture = *state;
    struct regime *dutch = read_regime("guides/nl/regime.yaml");
    const struct timeline_rules *en = &fixture->regime->timeline, *nl = &dutch->timeline;
    assert_int_equal(en->n_steps, nl->n_steps);
    assert_int_equal(en->apart, 28);
    assert_int_equal(nl->apart, 28);
    assert_int_equal(en->length, 728);
    assert_int_equal(nl->length, 728);
    assert_int_equal(en->ahead, nl->ahead);
    assert_int_equal(en->date, nl->date);
    for (size_t i = 0; i < en->n_steps; i++) {
        const struct timeline_step *a = &en->steps[i], *b = &nl->steps[i];
        assert_string_equal(a->id, b->id);
        assert_true(a->day == b->day && a->week == b->week && a->opens == b->opens);
        assert_true(a->every == b->every && a->by == b->by && a->net == b->net &&
                    a->closed == b->closed);
        assert_true(a->who == b->who && a->sure == b->sure && a->silent == b->silent);
        assert_true(*a->title && *b->title && *a->source && *b->source && !*a->note == !*b->note);
    }
    regime_free(dutch);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_worked_dates),
        TEST(test_steps_of_one_case),
        TEST(test_days_between_are_not_counted),
        TEST(test_four_weeks_part),
        TEST(test_a_chain),
        TEST(test_partly_back_goes_on),
        TEST(test_leave_is_left_out),
        TEST(test_days_on_both_sides_of_leave),
        TEST(test_a_case_of_its_own_after_leave),
        TEST(test_leave_has_no_timeline),
        TEST(test_odd_days),
        TEST(test_a_hundred_years),
        TEST(test_a_first_day_to_come),
        TEST(test_states),
        TEST(test_a_case_that_is_over),
        TEST(test_what_weighs_most),
        TEST(test_out_of_service),
        TEST(test_leaving_while_ill),
        TEST(test_too_early),
        TEST(test_days_that_will_not_do),
        TEST(test_both_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
