/* How long what is kept may stay: the clocks, holds, the list of what would go, and that it goes.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "sandbox.h"
#include "store/absences.h"
#include "store/services.h"
#include "store/change.h"
#include "store/interviews.h"
#include "store/keeping.h"
#include "somebody.h"

#define TODAY  20791 /* 2026-12-04 */
#define DAY_MS (INT64_C(24) * 60 * 60 * 1000)

static const struct deed did = {"did it", ""};

static struct keeping_rules rules = {
    {{24, KEEPING_CLOSED, NULL, NULL}, {36, KEEPING_CLOSED, NULL, NULL}}};

struct fixture {
    struct sandbox sandbox;
    struct store *store;
    struct err err;
    char old[UUID_SIZE], new[UUID_SIZE], mo[UUID_SIZE];
    struct keeping_row *rows;
    size_t n;
};

static void done(struct fixture *fixture, int failed)
{
    assert_string_equal(fixture->err.text, "");
    assert_int_equal(failed, 0);
}

static int64_t number(struct fixture *fixture, const char *sql)
{
    int64_t n = -1;
    done(fixture, db_number(store_db(fixture->store), sql, &n, &fixture->err));
    return n;
}

/* A conversation of five years ago and one of last week, with the same person. */
static int setup(void **state)
{
    struct fixture *fixture = mem_zero(1, sizeof *fixture);
    char id[UUID_SIZE];
    fixture->err.lang = LANG_EN;
    sandbox_make(&fixture->sandbox);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW - 5 * 365 * DAY_MS);
    sandbox_begin(fixture->store, "Sanne de Boer", fixture->old);
    sandbox_answer(fixture->store, fixture->old, "point", "note", SHARE_PRIVATE, "oud");
    sandbox_agree(fixture->store, fixture->old, "Afspraak", DAY_NONE, id);
    store_close(fixture->store);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW - 7 * DAY_MS);
    sandbox_begin(fixture->store, "Sanne de Boer", fixture->new);
    sandbox_answer(fixture->store, fixture->new, "point", "note", SHARE_PRIVATE, "nieuw");
    sandbox_begin(fixture->store, "Mo Karimi", fixture->mo);
    store_close(fixture->store);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    keeping_rows_free(fixture->rows, fixture->n);
    store_close(fixture->store);
    sandbox_remove(&fixture->sandbox);
    free(fixture);
    return 0;
}

static void say(struct fixture *fixture, const char *name, int closed, int ended, bool held,
                int held_until)
{
    struct keeping keeping;
    struct person person;
    done(fixture, interviews_person(fixture->store, name, &person, &fixture->err));
    keeping_init(&keeping);
    keeping.closed_on = closed;
    keeping.ended_on = ended;
    keeping.held = held;
    keeping.held_until = held_until;
    done(fixture, keeping_set(fixture->store, person.id, &keeping, &did, &fixture->err));
    keeping_release(&keeping);
    person_release(&person);
}

static void list(struct fixture *fixture, int today, int ahead)
{
    keeping_rows_free(fixture->rows, fixture->n);
    done(fixture, keeping_list(fixture->store, &rules, today, ahead, &fixture->rows, &fixture->n,
                               &fixture->err));
}

static void apply(struct fixture *fixture, int today, struct erased *erased)
{
    *erased = (struct erased)ERASED_INIT;
    list(fixture, today, 0);
    done(fixture,
         keeping_apply(fixture->store, fixture->rows, fixture->n, today, erased, &fixture->err));
    erased_release(erased);
}

/* ---- the clock ------------------------------------------------------------------------------- */

static void test_the_clock_runs_from_the_date_it_names(void **state)
{
    enum keeping_from from;
    struct keeping_rule rule = {24, KEEPING_CLOSED, NULL, NULL};
    int closed = day_from_civil(2024, 2, 29), ended = day_from_civil(2025, 1, 31);
    (void)state;
    assert_int_equal(keeping_until(&rule, closed, ended, &from), day_from_civil(2026, 2, 28));
    assert_int_equal(from, KEEPING_CLOSED);
    assert_int_equal(keeping_until(&rule, DAY_NONE, ended, &from), day_from_civil(2027, 1, 31));
    assert_int_equal(from, KEEPING_ENDED);
    assert_int_equal(keeping_until(&rule, DAY_NONE, DAY_NONE, &from), DAY_NONE);
    assert_int_equal(from, KEEPING_UNKNOWN);
    rule.from = KEEPING_ENDED;
    assert_int_equal(keeping_until(&rule, closed, DAY_NONE, &from), DAY_NONE);
    rule.months = 0;
    assert_int_equal(keeping_until(&rule, closed, ended, &from), DAY_NONE);
}

/* ---- the list -------------------------------------------------------------------------------- */

static void test_without_a_date_nothing_goes_but_is_asked_for(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    list(fixture, TODAY, 30);
    assert_int_equal(fixture->n, 1); /* the old one; the new one is nobody's question yet */
    assert_int_equal(fixture->rows[0].from, KEEPING_UNKNOWN);
    assert_int_equal(fixture->rows[0].clock, KEEPING_AGREEMENTS);
    assert_int_equal(fixture->rows[0].n, 1);
    assert_string_equal(fixture->rows[0].items[0].id, fixture->old);
    assert_false(keeping_due(&fixture->rows[0], TODAY));
    apply(fixture, TODAY, &erased);
    assert_int_equal(erased.receipt, 0);
    assert_int_equal(number(fixture, "SELECT count(*) FROM interview"), 3);
}

static void test_notes_go_first_and_agreements_later(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    int closed = day_from_civil(2024, 6, 1), later = day_from_civil(2027, 6, 1);
    say(fixture, "Sanne de Boer", closed, DAY_NONE, false, DAY_NONE);
    list(fixture, TODAY, 0);
    assert_int_equal(fixture->n, 1);
    assert_int_equal(fixture->rows[0].clock, KEEPING_NOTES);
    assert_int_equal(fixture->rows[0].due, day_from_civil(2026, 6, 1));
    assert_int_equal(fixture->rows[0].from_day, closed);
    assert_int_equal(fixture->rows[0].answers, 1);
    assert_int_equal(fixture->rows[0].agreements, 0);
    list(fixture, TODAY, 365);
    assert_int_equal(fixture->n, 2); /* what comes after it too */
    assert_int_equal(fixture->rows[1].clock, KEEPING_AGREEMENTS);
    assert_false(keeping_due(&fixture->rows[1], TODAY));
    apply(fixture, TODAY, &erased);
    assert_int_equal(erased.answers, 1);
    assert_int_equal(erased.interviews, 0);
    assert_int_equal(number(fixture, "SELECT count(*) FROM answer WHERE value = 'oud'"), 0);
    assert_int_equal(number(fixture, "SELECT count(*) FROM answer WHERE value = 'nieuw'"), 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM agreement"), 1);
    apply(fixture, later, &erased);
    assert_int_equal(erased.interviews, 1);
    assert_int_equal(erased.agreements, 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM interview"), 2);
    assert_int_equal(number(fixture, "SELECT count(*) FROM log WHERE kind = 'erased'"), 2);
}

static void test_a_later_conversation_has_a_clock_of_its_own(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    say(fixture, "Sanne de Boer", day_from_civil(2022, 6, 1), DAY_NONE, false, DAY_NONE);
    apply(fixture, TODAY, &erased);
    assert_int_equal(number(fixture, "SELECT count(*) FROM interview i JOIN person p"
                                     " ON p.id = i.person WHERE p.name = 'Sanne de Boer'"),
                     1);
    assert_int_equal(erased.people, 0);
}

static void test_who_left_goes_whole(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    int ended = TODAY - 1;
    say(fixture, "Sanne de Boer", DAY_NONE, ended, false, DAY_NONE);
    apply(fixture, day_add_months(ended, 36) - 1, &erased);
    assert_int_equal(erased.interviews, 0);
    assert_int_equal(erased.answers, 2);
    apply(fixture, day_add_months(ended, 36), &erased);
    assert_int_equal(erased.interviews, 2);
    assert_int_equal(erased.people, 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM person"), 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM keeping"), 0);
}

/* ---- absences -------------------------------------------------------------------------------- */

static void report(struct fixture *fixture, int first, int back, const char *work)
{
    struct absence absence;
    absence_init(&absence);
    absence.first_day = first;
    absence.back = back;
    mem_replace(&absence.work, work);
    done(fixture, somebody(fixture->store, "Roos Dijkstra", absence.person, &fixture->err));
    done(fixture, absences_save(fixture->store, &absence, &did, &fixture->err));
    absence_release(&absence);
}

static void test_absences_have_both_clocks(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    report(fixture, day_from_civil(2023, 3, 6), day_from_civil(2024, 5, 1), "van toen");
    report(fixture, day_from_civil(2026, 11, 2), DAY_NONE, "van nu");
    say(fixture, "Sanne de Boer", TODAY, DAY_NONE, false, DAY_NONE);
    list(fixture, TODAY, 30);
    assert_int_equal(fixture->n, 1); /* the old one: when was it closed? not the one that runs */
    assert_int_equal(fixture->rows[0].from, KEEPING_UNKNOWN);
    assert_int_equal(keeping_count(&fixture->rows[0], KEEPING_ABSENCE), 1);
    assert_int_equal(keeping_count(&fixture->rows[0], KEEPING_TALK), 0);
    say(fixture, "Roos Dijkstra", day_from_civil(2024, 6, 1), DAY_NONE, false, DAY_NONE);
    list(fixture, TODAY, 0);
    assert_int_equal(fixture->n, 1);
    assert_int_equal(fixture->rows[0].clock, KEEPING_NOTES);
    assert_int_equal(fixture->rows[0].answers, 1);
    apply(fixture, TODAY, &erased);
    assert_int_equal(erased.absences, 0);
    assert_int_equal(erased.answers, 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM absence WHERE work = ''"), 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM absence WHERE work = 'van nu'"), 1);
    apply(fixture, day_from_civil(2027, 6, 1), &erased);
    assert_int_equal(erased.absences, 1);
    assert_int_equal(erased.people, 0); /* one is running */
    assert_int_equal(number(fixture, "SELECT count(*) FROM absence"), 1);
}

static void test_a_hold_keeps_absences_and_leaving_takes_them(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    int ended = day_from_civil(2022, 6, 1);
    report(fixture, day_from_civil(2022, 3, 7), DAY_NONE, "van toen");
    say(fixture, "Roos Dijkstra", ended, DAY_NONE, false, DAY_NONE);
    apply(fixture, TODAY, &erased); /* nobody is back: what was closed was another one */
    assert_int_equal(number(fixture, "SELECT count(*) FROM absence"), 1);
    say(fixture, "Roos Dijkstra", DAY_NONE, ended, true, TODAY);
    list(fixture, TODAY, 0);
    assert_true(fixture->rows[0].held);
    apply(fixture, TODAY, &erased);
    assert_int_equal(number(fixture, "SELECT count(*) FROM absence"), 1);
    apply(fixture, TODAY + 1, &erased);
    assert_int_equal(erased.absences, 1);
    assert_int_equal(erased.people, 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM person WHERE name = 'Roos Dijkstra'"),
                     0);
}

/* ---- time in service ------------------------------------------------------------------------- */

static void serve(struct fixture *fixture, const char *name, int from, int until)
{
    struct service service = {.from = from, .until = until, .factor = SERVICE_FULL};
    done(fixture, somebody(fixture->store, name, service.person, &fixture->err));
    done(fixture, services_save(fixture->store, &service, &did, &fixture->err));
}

static void test_time_in_service_alone_has_a_clock(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    struct person_row *people;
    size_t n;
    int ended = day_from_civil(2022, 6, 1);
    serve(fixture, "Tim Aerts", day_from_civil(2020, 1, 1), DAY_NONE);
    serve(fixture, "Bo Winter", day_from_civil(2020, 1, 1), ended);
    done(fixture, interviews_people(fixture->store, &people, &n, &fixture->err));
    assert_int_equal(n, 4); /* both are listed */
    person_rows_free(people, n);
    say(fixture, "Sanne de Boer", TODAY, DAY_NONE, false, DAY_NONE);
    list(fixture, TODAY, 30);
    assert_int_equal(fixture->n, 1); /* when did it end? not of whom is still employed */
    assert_string_equal(fixture->rows[0].person.name, "Bo Winter");
    assert_int_equal(keeping_count(&fixture->rows[0], KEEPING_PERSON), 1);
    assert_false(keeping_due(&fixture->rows[0], TODAY));
    say(fixture, "Bo Winter", DAY_NONE, ended, false, DAY_NONE);
    apply(fixture, TODAY, &erased);
    assert_int_equal(erased.people, 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM service"), 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM person WHERE name = 'Bo Winter'"), 0);
}

static void test_time_in_service_goes_with_the_last(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    int closed = day_from_civil(2022, 6, 1);
    report(fixture, day_from_civil(2022, 3, 7), day_from_civil(2022, 4, 1), "");
    serve(fixture, "Roos Dijkstra", day_from_civil(2020, 1, 1), DAY_NONE);
    say(fixture, "Roos Dijkstra", closed, DAY_NONE, false, DAY_NONE);
    apply(fixture, TODAY, &erased); /* still employed */
    assert_int_equal(erased.absences, 1);
    assert_int_equal(erased.people, 0);
    assert_int_equal(number(fixture, "SELECT count(*) FROM service"), 1);
    report(fixture, day_from_civil(2022, 3, 7), day_from_civil(2022, 4, 1), "");
    say(fixture, "Roos Dijkstra", closed, closed, false, DAY_NONE);
    apply(fixture, TODAY, &erased);
    assert_int_equal(erased.absences, 1);
    assert_int_equal(erased.people, 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM service"), 0);
}

/* ---- holds ----------------------------------------------------------------------------------- */

static void test_a_hold_keeps_it_until_its_day(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    say(fixture, "Sanne de Boer", day_from_civil(2022, 6, 1), DAY_NONE, true, TODAY);
    list(fixture, TODAY, 0);
    assert_int_equal(fixture->n, 1); /* shown all the same */
    assert_true(fixture->rows[0].held);
    apply(fixture, TODAY, &erased);
    assert_int_equal(number(fixture, "SELECT count(*) FROM interview"), 3);
    apply(fixture, TODAY + 1, &erased);
    assert_int_equal(number(fixture, "SELECT count(*) FROM interview"), 2);
}

static void test_a_hold_without_a_day_keeps_it(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    say(fixture, "Sanne de Boer", day_from_civil(2022, 6, 1), DAY_NONE, true, DAY_NONE);
    apply(fixture, TODAY + 5000, &erased);
    assert_int_equal(number(fixture, "SELECT count(*) FROM interview"), 3);
}

static void test_undo_takes_dates_back(void **state)
{
    struct fixture *fixture = *state;
    struct undone undone;
    say(fixture, "Mo Karimi", TODAY, DAY_NONE, true, DAY_NONE);
    assert_int_equal(number(fixture, "SELECT count(*) FROM keeping"), 1);
    assert_int_equal(store_undo(fixture->store, LANG_EN, &undone, &fixture->err), 1);
    buf_release(&undone.said);
    assert_int_equal(number(fixture, "SELECT count(*) FROM keeping"), 0);
    assert_int_equal(store_redo(fixture->store, LANG_EN, &undone, &fixture->err), 1);
    buf_release(&undone.said);
    assert_int_equal(number(fixture, "SELECT count(*) FROM keeping WHERE held = 1"), 1);
}

static void test_a_reason_is_text_and_not_too_long(void **state)
{
    char reason[260];
    (void)state;
    memset(reason, 'x', sizeof reason);
    reason[200] = '\0';
    assert_null(keeping_reason_fault(reason));
    reason[200] = 'x';
    reason[201] = '\0';
    assert_non_null(keeping_reason_fault(reason));
    assert_non_null(keeping_reason_fault("a\033b"));
    assert_null(keeping_reason_fault(""));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_the_clock_runs_from_the_date_it_names),
        TEST(test_without_a_date_nothing_goes_but_is_asked_for),
        TEST(test_absences_have_both_clocks),
        TEST(test_a_hold_keeps_absences_and_leaving_takes_them),
        TEST(test_notes_go_first_and_agreements_later),
        TEST(test_a_later_conversation_has_a_clock_of_its_own),
        TEST(test_who_left_goes_whole),
        TEST(test_time_in_service_alone_has_a_clock),
        TEST(test_time_in_service_goes_with_the_last),
        TEST(test_a_hold_keeps_it_until_its_day),
        TEST(test_a_hold_without_a_day_keeps_it),
        TEST(test_undo_takes_dates_back),
        TEST(test_a_reason_is_text_and_not_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
