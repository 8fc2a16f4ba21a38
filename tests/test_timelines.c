/*
 * Timelines as the file keeps them: ticks and undo, what goes with an absence, what is due of all,
 * what somebody gets who asks for everything, and rows of files.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "desk_fixture.h"
#include "report/timeline.h"
#include "report/whole_html.h"
#include "report/whole_json.h"
#include "store/absences.h"
#include "store/change.h"
#include "store/erase.h"
#include "store/interviews.h"
#include "store/ticks.h"
#include "store/timelines.h"
#include "store/trail.h"
#include "store/whole.h"

struct fixture {
    struct desk_fixture desk;
    const struct timeline_rules *rules;
    struct timeline timeline;
    struct err err;
};

static int open_fixture(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    desk_fixture_open(&fixture->desk, LANG_NL);
    fixture->rules = timelines_rules(&fixture->desk.desk);
    assert_non_null(fixture->rules);
    fixture->err = (struct err)ERR_INIT(LANG_NL);
    *state = fixture;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *fixture = *state;
    timeline_release(&fixture->timeline);
    desk_fixture_close(&fixture->desk);
    free(fixture);
    return 0;
}

static struct store *store_of(const struct fixture *fixture)
{
    return fixture->desk.desk.store;
}

static int today(const struct fixture *fixture)
{
    return desk_fixture_today(&fixture->desk);
}

static void good(const struct fixture *fixture, int failed)
{
    if (failed)
        fail_msg("%s", fixture->err.text);
}

/* An absence that began so many days ago; over for so many, or -1. Its id. */
static struct absence add(struct fixture *fixture, const char *name, int ago, int over)
{
    static const struct deed deed = {N_("absence added"), ""};
    struct absence absence;
    absence_init(&absence);
    absence.first_day = today(fixture) - ago;
    absence.back = over < 0 ? DAY_NONE : today(fixture) - over;
    good(fixture, absences_add(store_of(fixture), name, &absence, &deed, &fixture->err));
    struct absence kept = absence;
    absence_release(&absence);
    kept.reachable = kept.lasting = kept.work = NULL;
    return kept;
}

static void load(struct fixture *fixture, const char *person, const char *spell)
{
    timeline_release(&fixture->timeline);
    if (timelines_load(store_of(fixture), fixture->rules, person, spell, today(fixture),
                       &fixture->timeline, &fixture->err))
        fail_msg("no timeline");
}

static size_t find(const struct fixture *fixture, const char *name)
{
    const struct timeline *timeline = &fixture->timeline;
    size_t at = timeline_find(timeline->moments, timeline->n_moments, name, false);
    if (at == timeline->n_moments)
        fail_msg("no %s", name);
    return at;
}

static void tick(struct fixture *fixture, const char *name, int day)
{
    good(fixture, timelines_tick(store_of(fixture), &fixture->timeline, find(fixture, name), day,
                                 today(fixture), "Sanne", &fixture->err));
}

static int done(struct fixture *fixture, const char *person, const char *name)
{
    load(fixture, person, NULL);
    return fixture->timeline.moments[find(fixture, name)].done;
}

static int64_t count(struct fixture *fixture, const char *sql)
{
    int64_t n = -1;
    good(fixture, db_number(store_db(store_of(fixture)), sql, &n, &fixture->err));
    return n;
}

static void undo(struct fixture *fixture, bool again, const char *said)
{
    struct undone undone = {.said = BUF_INIT};
    assert_int_equal(
        (again ? store_redo : store_undo)(store_of(fixture), LANG_EN, &undone, &fixture->err), 1);
    if (said)
        assert_string_equal(undone.said.data, said);
    buf_release(&undone.said);
}

/* ---- ticks ----------------------------------------------------------------------------------- */

static void test_a_tick_is_kept_and_undone(void **state)
{
    struct fixture *fixture = *state;
    struct absence absence = add(fixture, "Sanne de Boer", 60, -1);
    int day = today(fixture) - 10;
    load(fixture, absence.person, NULL);
    tick(fixture, "plan", day);
    assert_int_equal(done(fixture, absence.person, "plan"), day);
    desk_fixture_reopen(&fixture->desk);
    assert_int_equal(done(fixture, absence.person, "plan"), day);
    undo(fixture, false, "step of Sanne done");
    assert_int_equal(done(fixture, absence.person, "plan"), DAY_NONE);
    undo(fixture, true, NULL);
    assert_int_equal(done(fixture, absence.person, "plan"), day);
}

static void test_a_day_that_will_not_do(void **state)
{
    struct fixture *fixture = *state;
    struct absence absence = add(fixture, "Sanne de Boer", 60, -1);
    load(fixture, absence.person, NULL);
    const int days[] = {today(fixture) + 1, today(fixture) - 61};
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(timelines_tick(store_of(fixture), &fixture->timeline,
                                        find(fixture, "plan"), days[i], today(fixture), "",
                                        &fixture->err),
                         -1);
    assert_int_equal(count(fixture, "SELECT count(*) FROM tick"), 0);
}

/* What a tick said before stays with its absence; what is undone was never said. */
static void test_a_tick_leaves_a_trail(void **state)
{
    struct fixture *fixture = *state;
    struct absence absence = add(fixture, "Sanne de Boer", 120, -1);
    struct correction *corrections = NULL;
    size_t n = 0;
    load(fixture, absence.person, NULL);
    tick(fixture, "evaluation:1", today(fixture) - 10);
    tick(fixture, "evaluation:1", today(fixture) - 9);
    load(fixture, absence.person, NULL);
    tick(fixture, "evaluation:1", DAY_NONE);
    good(fixture,
         trail_list_absence(store_of(fixture), absence.id, &corrections, &n, &fixture->err));
    assert_int_equal(n, 2);
    assert_string_equal(corrections[0].field, WHOLE_STEP "evaluation:1");
    assert_string_equal(corrections[0].value, "2026-11-13");
    assert_string_equal(corrections[1].value, "2026-11-14");
    assert_true(*corrections[0].who);
    corrections_free(corrections, n);
}

/* Joined spells share their ticks, wherever they were put. */
static void test_ticks_of_joined_spells(void **state)
{
    struct fixture *fixture = *state;
    struct absence first = add(fixture, "Sanne de Boer", 100, 40);
    load(fixture, first.person, NULL);
    tick(fixture, "analysis", today(fixture) - 70);
    struct absence second = add(fixture, "Sanne de Boer", 20, -1);
    load(fixture, first.person, second.id);
    assert_int_equal(fixture->timeline.found.n, 2);
    assert_int_equal(fixture->timeline.moments[find(fixture, "analysis")].done,
                     today(fixture) - 70);
    tick(fixture, "analysis", DAY_NONE); /* where it was put, not at the second */
    assert_int_equal(count(fixture, "SELECT count(*) FROM tick"), 0);
    assert_int_equal(fixture->timeline.found.spells[0]->first_day, today(fixture) - 100);
}

static void test_a_case_of_its_own(void **state)
{
    static const struct deed deed = {N_("absence added"), ""};
    struct fixture *fixture = *state;
    struct absence first = add(fixture, "Sanne de Boer", 200, 150), leave;
    absence_init(&leave);
    leave.leave = true;
    leave.first_day = today(fixture) - 150;
    leave.back = today(fixture) - 30;
    good(fixture, absences_add(store_of(fixture), "Sanne de Boer", &leave, &deed, &fixture->err));
    assert_int_equal(timelines_load(store_of(fixture), fixture->rules, first.person, leave.id,
                                    today(fixture), &fixture->timeline, &fixture->err),
                     1);
    absence_release(&leave);
    struct absence second = add(fixture, "Sanne de Boer", 30, -1);
    load(fixture, first.person, NULL);
    assert_int_equal(fixture->timeline.found.n, 2);
    assert_ptr_equal(fixture->timeline.found.after_leave, fixture->timeline.found.spells[1]);
    good(fixture,
         timelines_own(store_of(fixture), &second, true, today(fixture), "Sanne", &fixture->err));
    load(fixture, first.person, NULL);
    assert_int_equal(fixture->timeline.found.n, 1);
    undo(fixture, false, "absence of Sanne is a case of its own");
    load(fixture, first.person, NULL);
    assert_int_equal(fixture->timeline.found.n, 2);
}

/* ---- going with their absence ---------------------------------------------------------------- */

static void test_a_removed_absence_takes_its_ticks(void **state)
{
    static const struct deed deed = {N_("absence %s removed"), "x"};
    struct fixture *fixture = *state;
    struct absence absence = add(fixture, "Sanne de Boer", 120, -1);
    add(fixture, "Piet Vos", 9, -1);
    load(fixture, absence.person, NULL);
    tick(fixture, "plan", today(fixture) - 10);
    tick(fixture, "evaluation:1", today(fixture) - 9);
    good(fixture, absences_remove(store_of(fixture), absence.id, &deed, &fixture->err));
    assert_int_equal(count(fixture, "SELECT count(*) FROM tick"), 0);
    assert_int_equal(count(fixture, "SELECT count(*) FROM absence_before"), 0);
    undo(fixture, false, NULL);
    assert_int_equal(done(fixture, absence.person, "evaluation:1"), today(fixture) - 9);
    assert_int_equal(done(fixture, absence.person, "plan"), today(fixture) - 10);
}

static void test_erasing_takes_the_ticks(void **state)
{
    struct fixture *fixture = *state;
    struct absence absence = add(fixture, "Sanne de Boer", 120, -1);
    struct absence other = add(fixture, "Piet Vos", 120, -1);
    struct erased erased = ERASED_INIT;
    load(fixture, absence.person, NULL);
    tick(fixture, "plan", today(fixture) - 10);
    tick(fixture, "plan", today(fixture) - 11);
    load(fixture, other.person, NULL);
    tick(fixture, "plan", today(fixture) - 10);
    good(fixture, erase_all(store_of(fixture), ERASE_ABSENCE, absence.id, &erased, &fixture->err));
    assert_int_equal(count(fixture, "SELECT count(*) FROM tick"), 1);
    assert_int_equal(count(fixture, "SELECT count(*) FROM absence_before"), 0);
    assert_int_equal(count(fixture, "SELECT count(*) FROM deed_image WHERE aspect = 'tick'"), 1);
    good(fixture, erase_all(store_of(fixture), ERASE_PERSON, other.person, &erased, &fixture->err));
    assert_int_equal(count(fixture, "SELECT count(*) FROM tick"), 0);
    assert_int_equal(count(fixture, "SELECT count(*) FROM deed_image WHERE aspect = 'tick'"), 0);
    erased_release(&erased);
}

static void test_everything_about_somebody(void **state)
{
    struct fixture *fixture = *state;
    struct absence absence = add(fixture, "Sanne de Boer", 120, -1);
    struct whole whole;
    struct buf html = BUF_INIT, json = BUF_INIT;
    load(fixture, absence.person, NULL);
    tick(fixture, "plan", today(fixture) - 10);
    tick(fixture, "plan", today(fixture) - 11);
    good(fixture, whole_load(store_of(fixture), "Sanne de Boer", LANG_NL, &whole, &fixture->err));
    whole.timeline = fixture->rules;
    whole_html_add(&html, &whole, LANG_NL);
    whole_json_add(&json, &whole, LANG_NL);
    assert_non_null(strstr(html.data, "Plan van aanpak"));
    assert_non_null(strstr(html.data, "donderdag 12 november 2026"));
    assert_non_null(strstr(html.data, "vrijdag 13 november 2026"));
    assert_non_null(strstr(json.data, "\"ticks\":[{\"step\":\"plan\",\"done\":\"2026-11-12\"}]"));
    assert_non_null(strstr(json.data, "\"step:plan\""));
    whole_release(&whole);
    buf_release(&html);
    buf_release(&json);
}

/* ---- who came along with it -------------------------------------------------------------------
 */

static void test_undo_leaves_nobody_behind(void **state)
{
    struct fixture *fixture = *state;
    char interview[UUID_SIZE];
    struct deed deed = {"moved", ""};
    static const char people[] = "SELECT count(*) FROM person";
    struct absence absence = add(fixture, "Sanne de Boer", 20, -1);
    undo(fixture, false, NULL);
    assert_int_equal(count(fixture, people), 0);
    undo(fixture, true, NULL);
    load(fixture, absence.person, NULL); /* the same one */
    assert_string_equal(fixture->timeline.person.name, "Sanne de Boer");
    undo(fixture, false, NULL);
    desk_fixture_interview(&fixture->desk, "Mo Haddad", DAY_NONE, interview);
    good(fixture, interviews_move(store_of(fixture), interview, "Mo Hadad", &deed, &fixture->err));
    assert_int_equal(count(fixture, people), 2);
    undo(fixture, false, NULL);
    assert_int_equal(count(fixture, people), 1);
    undo(fixture, true, NULL);
    assert_int_equal(count(fixture, people), 2);
}

/* Of whom more is kept by then stays. */
static void test_undo_leaves_who_is_spoken_with(void **state)
{
    struct fixture *fixture = *state;
    char interview[UUID_SIZE];
    add(fixture, "Sanne de Boer", 20, -1);
    desk_fixture_interview(&fixture->desk, "Sanne de Boer", DAY_NONE, interview);
    undo(fixture, false, NULL);
    assert_int_equal(count(fixture, "SELECT count(*) FROM absence"), 0);
    assert_int_equal(count(fixture, "SELECT count(*) FROM person"), 1);
}

/* ---- what is due ----------------------------------------------------------------------------- */

static void test_what_is_due_of_all(void **state)
{
    struct fixture *fixture = *state;
    struct timeline_due *dues = NULL;
    struct buf said = BUF_INIT;
    size_t n = 0;
    bool any = true;
    good(fixture, timelines_any(store_of(fixture), &any, &fixture->err));
    assert_false(any);
    struct absence sanne = add(fixture, "Sanne de Boer", 50, -1);
    add(fixture, "Piet Vos", 3, -1);
    add(fixture, "Kim Pot", 300, 200); /* is back: nothing */
    add(fixture, "Kim Pot", 190, 180);
    good(fixture, timelines_any(store_of(fixture), &any, &fixture->err));
    assert_true(any);
    load(fixture, sanne.person, NULL);
    tick(fixture, "ohs", today(fixture) - 48);
    good(fixture, timelines_due(store_of(fixture), fixture->rules, today(fixture), DUES_NOW, &dues,
                                &n, &fixture->err));
    for (size_t i = 0; i < n; i++)
        buf_addf(&said, "%s %s %s;", dues[i].person.name, dues[i].moment.step->id,
                 timeline_state_key(dues[i].moment.state));
    assert_string_equal(said.data, "Sanne de Boer analysis late;Piet Vos ohs due;"
                                   "Sanne de Boer plan due;");
    timeline_dues_free(dues, n);
    good(fixture, timelines_due(store_of(fixture), fixture->rules, today(fixture), DUES_ONE, &dues,
                                &n, &fixture->err));
    assert_int_equal(n, 2);
    assert_string_equal(dues[0].moment.step->id, "analysis");
    assert_int_equal(dues[0].older, 0);
    timeline_dues_free(dues, n);
    buf_release(&said);
}

/* ---- files ----------------------------------------------------------------------------------- */

static void test_rows_of_a_file(void **state)
{
    struct fixture *fixture = *state;
    struct absence absence = add(fixture, "Sanne; \"de\" Boer", 50, -1);
    struct buf out = BUF_INIT;
    load(fixture, absence.person, NULL);
    const struct timeline *timeline = &fixture->timeline;
    struct timeline_line line = {&timeline->person, absence.id, absence.first_day,
                                 &timeline->moments[find(fixture, "plan")]};
    timeline_add_json(&out, &line);
    assert_non_null(strstr(out.data,
                           "\"step\":\"plan\",\"title\":\"Plan van aanpak\",\"opens\":null,"
                           "\"due\":\"2026-11-28\",\"done\":null,\"state\":\"due\","
                           "\"who\":\"both\",\"sure\":\"law\""));
    buf_clear(&out);
    timeline_add_csv(&out, &line);
    assert_non_null(strstr(out.data, "\"Plan van aanpak\",\"\",\"2026-11-28\",\"\",\"due\""));
    buf_clear(&out);
    timeline_add_ics(&out, &line, today(fixture), 1, LANG_NL);
    assert_non_null(strstr(out.data, "DTSTART;VALUE=DATE:20261128\r\n"));
    assert_non_null(strstr(out.data, "SUMMARY:Plan van aanpak\r\n"));
    assert_null(strstr(out.data, "Boer"));
    buf_clear(&out);
    line.moment = &timeline->moments[find(fixture, "analysis")]; /* its day went by */
    timeline_add_ics(&out, &line, today(fixture), 1, LANG_NL);
    assert_non_null(strstr(out.data, "DTSTART;VALUE=DATE:20261123\r\n")); /* so it is today's */
    assert_non_null(strstr(out.data, "SUMMARY:Probleemanalyse (uiterlijk rond za 14 nov)\r\n"));
    buf_clear(&out);
    line.moment = &timeline->moments[find(fixture, "report")]; /* nobody has to do it */
    timeline_add_ics(&out, &line, today(fixture), 1, LANG_NL);
    assert_int_equal(out.len, 0);
    buf_release(&out);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_tick_is_kept_and_undone), TEST(test_a_day_that_will_not_do),
        TEST(test_a_tick_leaves_a_trail),     TEST(test_ticks_of_joined_spells),
        TEST(test_a_case_of_its_own),         TEST(test_a_removed_absence_takes_its_ticks),
        TEST(test_erasing_takes_the_ticks),   TEST(test_everything_about_somebody),
        TEST(test_undo_leaves_nobody_behind), TEST(test_undo_leaves_who_is_spoken_with),
        TEST(test_what_is_due_of_all),        TEST(test_rows_of_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
