/* Absences: what may be kept and what not, storing and undoing, lists from elsewhere, the screen.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "desk_fixture.h"
#include "plain/plain.h"
#include "report/csv.h"
#include "run.h"
#include "sandbox.h"
#include "sitting.h"
#include "store/absences.h"
#include "store/change.h"
#include "store/sealing.h"
#include "store/sums.h"
#include "store/trail.h"
#include "somebody.h"

static int day(int year, int month, int date)
{
    return day_from_civil(year, month, date);
}

/* ---- the rules ------------------------------------------------------------------------------- */

static void test_what_will_not_do(void **state)
{
    const int today = day(2026, 11, 23), none = DAY_NONE;
    static const char *const words[] = {
        NULL, "must be there", "still to come", "hundred years", "must be after", "overlap"};
    const struct {
        int first, expected, back, wrong;
    } cases[] = {
        {today, none, none, 0},
        {day(2026, 11, 2), day(2026, 11, 9), day(2026, 11, 9), 0},
        {day(2024, 2, 29), none, day(2024, 3, 1), 0}, /* a leap day */
        {none, none, none, 1},
        {today + 1, none, none, 2},
        {day(2026, 11, 20), none, today + 1, 2},
        {day(1926, 11, 1), none, day(1926, 11, 3), 3},
        {day(2026, 11, 2), none, day(2026, 11, 2), 4},
        {day(2026, 11, 2), none, day(2026, 11, 1), 4},
        {day(2026, 11, 2), day(2026, 11, 2), none, 4},
        {day(2026, 10, 20), none, none, 5},              /* open, and another began later */
        {day(2026, 10, 5), none, day(2026, 10, 7), 5},   /* inside another one */
        {day(2026, 9, 1), none, day(2026, 10, 2), 5},    /* its last day is the other's first */
        {day(2026, 10, 10), none, day(2026, 10, 12), 0}, /* the day the other was back */
        {day(2026, 9, 20), none, day(2026, 10, 1), 0},
    };
    (void)state;
    struct absence others[2] = {
        {.id = "a", .first_day = day(2026, 10, 1), .back = day(2026, 10, 10)},
        {.id = "b", .first_day = day(2026, 10, 25), .back = day(2026, 10, 27)},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct absence absence;
        absence_init(&absence);
        absence.first_day = cases[i].first;
        absence.expected = cases[i].expected;
        absence.back = cases[i].back;
        const char *fault = absence_fault(&absence, others, 2, today);
        bool right = cases[i].wrong ? fault && strstr(fault, words[cases[i].wrong]) : !fault;
        if (!right)
            fail_msg("case %zu: %s", i, fault ? fault : "nothing wrong");
        absence_release(&absence);
    }
    struct absence itself = {
        .id = "a", .first_day = day(2026, 10, 2), .back = day(2026, 10, 9), .expected = none};
    itself.reachable = itself.lasting = itself.work = (char *)"";
    assert_null(absence_fault(&itself, others, 2, today)); /* it may change beside itself */
    itself.work = (char *)"een \x1b[31mrode regel";
    assert_non_null(absence_fault(&itself, others, 2, today));
}

static void test_steps_that_will_not_do(void **state)
{
    const int today = day(2026, 11, 23), none = DAY_NONE;
    const struct {
        int from, part, advised;
        const char *wrong;
    } cases[] = {
        {day(2026, 10, 12), 500, day(2026, 10, 5), NULL},
        {day(2026, 10, 12), 1, day(2026, 10, 12), NULL},
        {day(2026, 10, 12), 500, none, "company doctor"}, /* never without one */
        {day(2026, 10, 12), 500, day(2026, 9, 30), "before the first day"},
        {day(2026, 10, 12), 500, day(2026, 10, 13), "after the step"},
        {none, 500, day(2026, 10, 5), "needs the day it began"},
        {day(2026, 10, 1), 500, day(2026, 10, 1), "after the first day"},
        {day(2026, 11, 2), 500, day(2026, 10, 5), "before the day somebody was back"},
        {day(2026, 10, 12), 0, day(2026, 10, 5), "more than 0"},
        {day(2026, 10, 12), 1000, day(2026, 10, 5), "back in full"},
    };
    (void)state;
    struct absence absence;
    absence_init(&absence);
    absence.first_day = day(2026, 10, 1);
    absence.back = day(2026, 11, 2);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct absence_step step = {cases[i].from, cases[i].part, cases[i].advised};
        const char *fault = absence_step_fault(&absence, &step, today);
        bool right = cases[i].wrong ? fault && strstr(fault, cases[i].wrong) : !fault;
        if (!right)
            fail_msg("case %zu: %s", i, fault ? fault : "nothing wrong");
    }
    absence.back = none;
    const struct absence_step tomorrow = {today + 1, 500, today};
    assert_non_null(strstr(absence_step_fault(&absence, &tomorrow, today), "still to come"));
    absence_step_put(&absence, &tomorrow);
    assert_non_null(strstr(absence_fault(&absence, NULL, 0, today), "still to come"));
    absence.steps[0].from = today;
    assert_null(absence_fault(&absence, NULL, 0, today));
    absence.leave = true; /* maternity leave has days alone */
    assert_non_null(strstr(absence_fault(&absence, NULL, 0, today), "no steps"));
    absence_step_drop(&absence, 0);
    assert_null(absence_fault(&absence, NULL, 0, today));
    absence.safety_net = TOLD_YES;
    assert_non_null(strstr(absence_fault(&absence, NULL, 0, today), "days alone"));
    absence_release(&absence);
}

/* Steps stand by day whatever order they come in; the part that is not done follows from them. */
static void test_the_share_of_a_day(void **state)
{
    const struct absence_step steps[] = {{day(2026, 10, 19), 500, day(2026, 10, 5)},
                                         {day(2026, 10, 12), 250, day(2026, 10, 5)},
                                         {day(2026, 10, 26), 375, day(2026, 10, 23)},
                                         {day(2026, 10, 19), 600, day(2026, 10, 16)}};
    struct absence absence, copy = {.first_day = DAY_NONE};
    (void)state;
    absence_init(&absence);
    absence.first_day = day(2026, 10, 1);
    absence.back = day(2026, 11, 2);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        absence_step_put(&absence, &steps[i]);
    assert_int_equal(absence.n_steps, 3);
    absence_copy(&copy, &absence);
    absence_release(&absence);
    assert_int_equal(absence_share(&copy, day(2026, 9, 30)), 0);
    assert_int_equal(absence_share(&copy, day(2026, 10, 1)), 1000);
    assert_int_equal(absence_share(&copy, day(2026, 10, 12)), 750);
    assert_int_equal(absence_share(&copy, day(2026, 10, 25)), 400);
    assert_int_equal(absence_share(&copy, day(2026, 11, 1)), 625); /* fell back */
    assert_int_equal(absence_share(&copy, day(2026, 11, 2)), 0);
    absence_release(&copy);
}

/* A copy has the room that putting one more step counts on. */
static void test_steps_of_a_copy(void **state)
{
    struct absence absence, copy = {.first_day = DAY_NONE};
    (void)state;
    for (int n = 0; n <= 9; n++) {
        absence_init(&absence);
        absence.first_day = day(2026, 9, 1);
        for (int i = 0; i < n; i++)
            absence_step_put(&absence,
                             &(struct absence_step){day(2026, 10, 1 + i), 500, day(2026, 9, 25)});
        absence_copy(&copy, &absence);
        absence_release(&absence);
        for (int i = 0; i < 4; i++)
            absence_step_put(&copy,
                             &(struct absence_step){day(2026, 9, 5 + i), 250, day(2026, 9, 2)});
        assert_int_equal(copy.n_steps, n + 4);
        assert_int_equal(copy.steps[0].from, day(2026, 9, 5));
        if (n)
            assert_int_equal(copy.steps[n + 3].from, day(2026, 10, n));
    }
    absence_release(&copy);
}

static void test_days_and_reports(void **state)
{
    const int today = day(2026, 11, 23);
    struct absence spells[] = {
        {.first_day = today, .back = DAY_NONE},
        {.first_day = day(2026, 11, 16), .back = day(2026, 11, 20)},
        {.first_day = day(2025, 11, 24), .back = day(2025, 11, 25)}, /* just inside twelve months */
        {.first_day = day(2025, 11, 23), .back = day(2025, 11, 24)},
        {.first_day = today + 1, .back = DAY_NONE},
    };
    (void)state;
    assert_int_equal(absence_days(&spells[0], today), 1);
    assert_int_equal(absence_days(&spells[1], today), 4);
    assert_int_equal(absence_days(&spells[1], day(2026, 11, 17)), 2);
    assert_int_equal(absence_days(&spells[4], today), 0);
    assert_int_equal(absence_reports(spells, 5, today), 3);
}

/* ---- the file -------------------------------------------------------------------------------- */

static void test_kept_changed_undone(void **state)
{
    struct desk_fixture fixture;
    struct absence absence;
    struct absence_row *rows;
    struct undone undone;
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"absence added", ""};
    size_t n;
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    struct store *store = fixture.desk.store;
    absence_init(&absence);
    absence.first_day = day(2026, 11, 16);
    absence.accident = TOLD_NO;
    mem_replace(&absence.work, "Offerte voor klant A");
    assert_int_equal(somebody(store, "Sanne de Boer", absence.person, &err), 0);
    assert_int_equal(absences_save(store, &absence, &deed, &err), 0);
    absence.back = day(2026, 11, 20);
    assert_int_equal(absences_save(store, &absence, &deed, &err), 0);
    assert_int_equal(absences_list(store, absence.person, true, &rows, &n, &err), 0);
    assert_int_equal(n, 0);
    absence_rows_free(rows, n);
    assert_int_equal(store_undo(store, LANG_EN, &undone, &err), 1);
    buf_release(&undone.said);
    assert_int_equal(absences_list(store, NULL, true, &rows, &n, &err), 0);
    assert_int_equal(n, 1);
    assert_string_equal(rows[0].absence.work, "Offerte voor klant A");
    assert_string_equal(rows[0].person.name, "Sanne de Boer");
    assert_int_equal(rows[0].absence.accident, TOLD_NO);
    absence_rows_free(rows, n);
    assert_int_equal(store_undo(store, LANG_EN, &undone, &err), 1);
    buf_release(&undone.said);
    assert_int_equal(absences_list(store, NULL, false, &rows, &n, &err), 0);
    assert_int_equal(n, 0);
    absence_rows_free(rows, n);
    assert_int_equal(store_redo(store, LANG_EN, &undone, &err), 1);
    buf_release(&undone.said);
    *absence.id = '\0'; /* another one that overlaps is refused, and nothing of it stored */
    assert_int_equal(absences_save(store, &absence, &deed, &err), -1);
    assert_non_null(strstr(err.text, "overlap"));
    assert_int_equal(absences_list(store, NULL, false, &rows, &n, &err), 0);
    assert_int_equal(n, 1);
    absence_rows_free(rows, n);
    absence_release(&absence);
    desk_fixture_close(&fixture);
}

static void undo(struct desk_fixture *fixture)
{
    struct undone undone;
    struct err err = ERR_INIT(LANG_EN);
    assert_int_equal(store_undo(fixture->desk.store, LANG_EN, &undone, &err), 1);
    buf_release(&undone.said);
}

/* The trail of an absence as one text: "field=value;". */
static void expect_trail(struct desk_fixture *fixture, const char *id, const char *wanted)
{
    struct correction *corrections;
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    size_t n;
    assert_int_equal(trail_list_absence(fixture->desk.store, id, &corrections, &n, &err), 0);
    for (size_t i = 0; i < n; i++)
        buf_addf(&text, "%s=%s;", corrections[i].field, corrections[i].value);
    assert_string_equal(text.data, wanted);
    assert_true(!n || *corrections[0].who);
    corrections_free(corrections, n);
    buf_release(&text);
}

/* What was known of a spell that is over leaves what it was; while it runs its first day alone. */
static void test_putting_right_leaves_a_trail(void **state)
{
    struct desk_fixture fixture;
    struct absence absence;
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"absence changed", ""};
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    struct store *store = fixture.desk.store;
    absence_init(&absence);
    absence.first_day = day(2026, 11, 16);
    absence.expected = day(2026, 11, 18);
    mem_replace(&absence.work, "Offerte");
    assert_int_equal(somebody(store, "Sanne de Boer", absence.person, &err), 0);
    assert_int_equal(absences_save(store, &absence, &deed, &err), 0);
    mem_replace(&absence.work, "Offerte voor klant A");
    absence.expected = day(2026, 11, 19);
    assert_int_equal(absences_save(store, &absence, &deed, &err), 0);
    expect_trail(&fixture, absence.id, "");
    absence.first_day = day(2026, 11, 17);
    assert_int_equal(absences_save(store, &absence, &deed, &err), 0);
    expect_trail(&fixture, absence.id, "first_day=2026-11-16;");
    absence.back = day(2026, 11, 20);
    assert_int_equal(absences_save(store, &absence, &deed, &err), 0);
    expect_trail(&fixture, absence.id, "first_day=2026-11-16;");
    absence.back = day(2026, 11, 19);
    absence.accident = TOLD_NO; /* was not known */
    mem_replace(&absence.work, "");
    assert_int_equal(absences_save(store, &absence, &deed, &err), 0);
    expect_trail(&fixture, absence.id,
                 "first_day=2026-11-16;back=2026-11-20;work=Offerte voor klant A;");
    undo(&fixture); /* that is a correction too */
    expect_trail(&fixture, absence.id,
                 "first_day=2026-11-16;back=2026-11-20;work=Offerte voor klant A;"
                 "back=2026-11-19;accident=no;");
    deed.words = "absence removed";
    assert_int_equal(absences_remove(store, absence.id, &deed, &err), 0);
    undo(&fixture); /* brings it back with its trail */
    expect_trail(&fixture, absence.id,
                 "first_day=2026-11-16;back=2026-11-20;work=Offerte voor klant A;"
                 "back=2026-11-19;accident=no;");
    absence_release(&absence);
    desk_fixture_close(&fixture);
}

static void test_steps_are_kept_undone_and_trailed(void **state)
{
    struct desk_fixture fixture;
    struct absence absence;
    struct absence_row *rows;
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"absence changed", ""};
    size_t n;
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    struct store *store = fixture.desk.store;
    absence_init(&absence);
    absence.first_day = day(2026, 10, 1);
    absence_step_put(&absence, &(struct absence_step){day(2026, 10, 12), 500, day(2026, 10, 5)});
    assert_int_equal(somebody(store, "Sanne de Boer", absence.person, &err), 0);
    assert_int_equal(absences_save(store, &absence, &deed, &err), 0);
    absence_step_put(&absence, &(struct absence_step){day(2026, 10, 19), 750, day(2026, 10, 16)});
    assert_int_equal(absences_save(store, &absence, &deed, &err), 0);
    absence.back = day(2026, 11, 2);
    assert_int_equal(absences_save(store, &absence, &deed, &err), 0);
    expect_trail(&fixture, absence.id, "");
    absence_step_drop(&absence, 0); /* put right afterwards */
    assert_int_equal(absences_save(store, &absence, &deed, &err), 0);
    expect_trail(
        &fixture, absence.id,
        "steps=[[\"2026-10-12\",500,\"2026-10-05\"],[\"2026-10-19\",750,\"2026-10-16\"]];");
    undo(&fixture);
    assert_int_equal(absences_list(store, NULL, false, &rows, &n, &err), 0);
    assert_int_equal(rows[0].absence.n_steps, 2);
    assert_int_equal(rows[0].absence.steps[1].part, 750);
    assert_int_equal(rows[0].absence.steps[1].advised, day(2026, 10, 16));
    assert_false(rows[0].absence.leave);
    absence_rows_free(rows, n);
    *absence.id = '\0';
    absence.first_day = day(2026, 11, 2);
    absence.back = DAY_NONE;
    absence.leave = true; /* a step is left over: nothing is stored */
    assert_int_equal(absences_save(store, &absence, &deed, &err), -1);
    absence_step_drop(&absence, 0);
    assert_int_equal(absences_save(store, &absence, &deed, &err), 0);
    assert_int_equal(absences_list(store, NULL, true, &rows, &n, &err), 0);
    assert_int_equal(n, 1);
    assert_true(rows[0].absence.leave);
    assert_int_equal(absence_reports(&rows[0].absence, 1, day(2026, 11, 23)), 0);
    absence_rows_free(rows, n);
    absence_release(&absence);
    desk_fixture_close(&fixture);
}

static void no_fault(void *arg, const struct absence_import *row, const char *words)
{
    (void)arg;
    fail_msg("line %ld: %s", row->line, words);
}

/* What it said halfway through one change was never said to anybody. */
static void test_put_twice_is_one_correction(void **state)
{
    struct desk_fixture fixture;
    struct absence absence;
    struct absence_import rows[2] = {0};
    struct absence_imported imported;
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"absence changed", ""};
    static char *const works[] = {"halverwege", "daarna"};
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    absence_init(&absence);
    absence.first_day = day(2026, 10, 1);
    absence.back = day(2026, 10, 8);
    mem_replace(&absence.work, "eerst");
    assert_int_equal(somebody(fixture.desk.store, "Sanne de Boer", absence.person, &err), 0);
    assert_int_equal(absences_save(fixture.desk.store, &absence, &deed, &err), 0);
    for (int i = 0; i < 2; i++) {
        rows[i] = (struct absence_import){.name = "Sanne de Boer",
                                          .team = "",
                                          .code = "",
                                          .line = i,
                                          .service = {.from = DAY_NONE}};
        absence_init(&rows[i].absence);
        rows[i].absence.first_day = absence.first_day;
        mem_replace(&rows[i].absence.work, works[i]);
    }
    assert_int_equal(absences_import(fixture.desk.store, rows, 2, ALIKE_UNSAID, false, no_fault,
                                     NULL, &imported, &err),
                     0);
    expect_trail(&fixture, absence.id, "work=eerst;");
    for (int i = 0; i < 2; i++)
        absence_release(&rows[i].absence);
    absence_release(&absence);
    desk_fixture_close(&fixture);
}

static void count_unsound(void *context, const char *table, const char *column, const char *row)
{
    (void)table;
    (void)column;
    (void)row;
    ++*(int *)context;
}

/* How many people, absences and images there are, and what undo keeps of one that was there before.
 */
static void assert_file(struct store *store, const char *expected)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf found = BUF_INIT;
    int unsound = 0;
    assert_int_equal(
        db_text(
            store_db(store),
            "SELECT (SELECT count(*) FROM person) || ' ' || (SELECT count(*) FROM absence)"
            " || ' ' || (SELECT count(*) FROM deed_image) || ' ' ||"
            " (SELECT count(*) FROM read_deed_image d JOIN read_absence b ON b.id = d.id"
            "  WHERE d.after = json_array(b.person, b.first_day, b.expected, b.back, b.reachable,"
            "  b.lasting, b.work, b.safety_net, b.accident, b.liable, b.created_at, b.updated_at,"
            "  b.kind, b.steps))",
            &found, &err),
        0);
    assert_string_equal(found.data, expected);
    assert_int_equal(sums_examine(store_db(store), true, count_unsound, &unsound, &err), 0);
    assert_int_equal(unsound, 0);
    buf_release(&found);
}

/* Then what was made is written together, and goes and comes back together. */
static void test_a_long_list_is_taken_back(void **state)
{
    enum { ROWS = 60, PEOPLE = 20 };
    struct desk_fixture fixture;
    struct absence_import rows[ROWS] = {0};
    struct absence_imported imported;
    struct err err = ERR_INIT(LANG_EN);
    struct undone undone;
    char names[PEOPLE][16];
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    for (int i = 0; i < ROWS; i++) {
        char *name = names[i % PEOPLE];
        snprintf(name, sizeof names[0], "Jan \"%c", 'a' + i % PEOPLE);
        rows[i] = (struct absence_import){
            .name = name, .team = "Zorg", .code = "", .line = i, .service = {.from = DAY_NONE}};
        absence_init(&rows[i].absence);
        rows[i].absence.first_day = day(2026, 1 + i / PEOPLE, 1);
        rows[i].absence.back = rows[i].absence.first_day + 3;
        mem_replace(&rows[i].absence.work, i ? "het rooster" : "[Damaged: no");
    }
    assert_int_equal(absences_import(fixture.desk.store, rows, ROWS, ALIKE_UNSAID, false, no_fault,
                                     NULL, &imported, &err),
                     0);
    assert_int_equal(imported.fresh, ROWS);
    assert_file(fixture.desk.store, "20 60 100 60");
    for (int again = 0; again < 2; again++) {
        assert_int_equal(store_undo(fixture.desk.store, LANG_EN, &undone, &err), 1);
        buf_release(&undone.said);
        assert_file(fixture.desk.store, "0 0 100 0");
        assert_int_equal(store_redo(fixture.desk.store, LANG_EN, &undone, &err), 1);
        buf_release(&undone.said);
        assert_file(fixture.desk.store, "20 60 100 60");
    }
    for (int i = 0; i < ROWS; i++)
        absence_release(&rows[i].absence);
    desk_fixture_close(&fixture);
}

static void say_part(struct absence *absence, int part)
{
    const struct absence_step step = {
        .from = day(2026, 10, 5), .part = 40, .advised = day(2026, 10, 2)};
    switch (part) {
    case 0:
        absence->expected = day(2026, 12, 1);
        break;
    case 1:
        mem_replace(&absence->reachable, "06 12345678");
        break;
    case 2:
        mem_replace(&absence->lasting, "tot december");
        break;
    case 3:
        mem_replace(&absence->work, "het rooster");
        break;
    case 4:
        absence->safety_net = TOLD_YES;
        break;
    case 5:
        absence->accident = TOLD_NO;
        break;
    case 6:
        absence->liable = TOLD_YES;
        break;
    case 7:
        absence_step_put(absence, &step);
        break;
    default:
        absence->back = day(2026, 11, 20);
        break;
    }
}

/* A list that says one thing more changes that; the same list once more changes nothing. */
static void test_each_part_of_a_row_is_a_change(void **state)
{
    struct desk_fixture fixture;
    struct absence_imported imported;
    struct err err = ERR_INIT(LANG_EN);
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    for (int part = -1; part < 9; part++)
        for (int again = 0; again < 2; again++) {
            struct absence_import row = {.name = "Sanne de Boer",
                                         .team = "",
                                         .code = "",
                                         .line = 1,
                                         .service = {.from = DAY_NONE}};
            absence_init(&row.absence);
            row.absence.first_day = day(2026, 10, 1);
            if (part >= 0)
                say_part(&row.absence, part);
            assert_int_equal(absences_import(fixture.desk.store, &row, 1, ALIKE_UNSAID, false,
                                             no_fault, NULL, &imported, &err),
                             0);
            assert_int_equal(imported.fresh, part < 0 && !again);
            assert_int_equal(imported.changed, part >= 0 && !again);
            assert_int_equal(imported.known, again);
            absence_release(&row.absence);
        }
    desk_fixture_close(&fixture);
}

/* Puts other steps in the table past the program. */
static void damage_steps(struct store *store, const char *table, const char *steps)
{
    struct err err = ERR_INIT(LANG_EN);
    struct db *db = store_db(store);
    char sql[256];
    snprintf(sql, sizeof sql, "UPDATE main.%s SET steps = '%s'", table, steps);
    if (sums_drop(db, &err) || db_run(db, sql, &err) || sums_hang(db, &err))
        fail_msg("%s", err.text);
}

static void keep_one_step(struct store *store)
{
    struct err err = ERR_INIT(LANG_EN);
    struct absence absence;
    absence_init(&absence);
    absence.first_day = day(2026, 10, 1);
    absence_step_put(&absence, &(struct absence_step){day(2026, 10, 12), 500, day(2026, 10, 5)});
    assert_int_equal(somebody(store, "Sanne de Boer", absence.person, &err), 0);
    assert_int_equal(absences_save(store, &absence, NULL, &err), 0);
    absence_release(&absence);
}

/* Changes something else: what is damaged is told before and after, and still as it was. */
static void expect_damaged(struct store *store, const char *table, const char *steps, size_t n)
{
    static const char told[] = "[Damaged: a date or a status here";
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"absence changed", ""};
    struct buf json = BUF_INIT, kept = BUF_INIT;
    struct absence_row *rows;
    size_t n_rows;
    char sql[64];
    snprintf(sql, sizeof sql, "SELECT steps FROM main.%s", table);
    if (absences_json(store, NULL, false, &json, &err))
        fail_msg("%s: %s", steps, err.text);
    assert_int_equal(absences_list(store, NULL, false, &rows, &n_rows, &err), 0);
    assert_int_equal(rows[0].absence.n_steps, n);
    assert_non_null(strstr(rows[0].absence.reachable, told));
    rows[0].absence.accident = TOLD_NO;
    assert_int_equal(absences_save(store, &rows[0].absence, &deed, &err), 0);
    assert_int_equal(db_text(store_db(store), sql, &kept, &err), 0);
    assert_string_equal(kept.data, steps);
    absence_rows_free(rows, n_rows);
    assert_int_equal(absences_list(store, NULL, false, &rows, &n_rows, &err), 0);
    assert_non_null(strstr(rows[0].absence.reachable, told));
    absence_rows_free(rows, n_rows);
    buf_release(&json);
    buf_release(&kept);
}

/* They are for the program, so no sentence stands in them: it stands at the first text. */
static void test_damaged_steps_stop_nobody_and_stay(void **state)
{
    static const struct {
        const char *steps;
        size_t n;
    } cases[] = {
        {"[[\"2026-10-12\",500,\"2026-10-05\"],[\"2026-1", 0},
        {"[[\"2026-10-12\",500,\"2026-10-06\"]]", 1},
        {"x", 0},
        {"[\"x\"]", 0},
        {"{}", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sandbox sandbox;
        sandbox_make(&sandbox);
        struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
        bool sealed = store_sealing(store) != SEALING_OFF; /* then nothing else opens */
        const char *table = sealed ? "sealed_absence" : "absence";
        keep_one_step(store);
        damage_steps(store, table, cases[i].steps);
        expect_damaged(store, table, cases[i].steps, sealed ? 0 : cases[i].n);
        store_close(store);
        sandbox_remove(&sandbox);
    }
}

/* ---- lists from elsewhere -------------------------------------------------------------------- */

/* What is wrong with the lines of a text, as one text: "2:5 open;". */
static void wrong(void *arg, long line, long character, enum csv_wrong what)
{
    static const char *const words[] = {
        [CSV_NOT_UTF8] = "bytes",    [CSV_ZERO] = "zero",      [CSV_OPEN_QUOTE] = "open",
        [CSV_STRAY_QUOTE] = "stray", [CSV_LONG_LINE] = "long",
    };
    buf_addf(arg, "%ld:%ld %s;", line, character, words[what]);
}

static void expect_csv(const char *text, size_t len, size_t rows, const char *last,
                       const char *wrongs)
{
    struct csv_table table;
    struct err err = ERR_INIT(LANG_EN);
    struct buf said = BUF_INIT;
    if (csv_read(&table, text, len, wrong, &said, &err))
        fail_msg("%s", err.text);
    assert_string_equal(said.data, wrongs);
    assert_int_equal(table.n, rows);
    assert_string_equal(table.rows[0].cells[0], "naam");
    const struct csv_row *end = &table.rows[rows - 1];
    assert_string_equal(end->cells[end->n - 1], last);
    csv_release(&table);
    buf_release(&said);
}

#define CSV(text, rows, last, wrongs) expect_csv(text, sizeof(text) - 1, rows, last, wrongs)

static void expect_no_csv(const char *text, size_t len, const char *words)
{
    struct csv_table table;
    struct err err = ERR_INIT(LANG_EN);
    struct buf said = BUF_INIT;
    assert_int_equal(csv_read(&table, text, len, wrong, &said, &err), -1);
    if (!strstr(err.text, words))
        fail_msg("%s", err.text);
    csv_release(&table);
    buf_release(&said);
}

#define NO_CSV(text, words) expect_no_csv(text, sizeof(text) - 1, words)

static void test_reading_lists(void **state)
{
    (void)state;
    CSV("naam,dag\na,1\n", 2, "1", "");
    CSV("\xEF\xBB\xBFnaam;dag\r\n \"a; b\" ; 1 \r\n\r\n;;\r\n", 2, "1", "");
    CSV("naam\tdag\n\"een\ntwee\"\t\"hij zei \"\"dag\"\"\"", 2, "hij zei \"dag\"", "");
    CSV("sep=;\r\nnaam;dag\r\na,b;1\r\n", 2, "1", "");
    CSV("naam;dag\ra;1\r", 2, "1", ""); /* lines that end as they did on old Macs */
    CSV("naam;dag\n  \n\t\na;1", 2, "1", "");
    CSV("naam;dag\na;1\n\t \r", 2, "1", "");
    NO_CSV("", "nothing in this list");
    NO_CSV("\n\n;;\n", "nothing in this list");
    NO_CSV("\xFF\xFEn\0a\0", "UTF-16");
    NO_CSV("n\0a\0a\0m\0;\0", "UTF-16");
    NO_CSV("PK\3\4abcdefgh", "a workbook");
}

/* One run tells of every line that is wrong, and still reads the others. */
static void test_reading_lists_that_are_wrong(void **state)
{
    struct buf text = BUF_INIT;
    struct csv_table zero;
    struct err none = ERR_INIT(LANG_EN);
    (void)state;
    static const char no_sign[] = "sep=\0\r\nnaam,dag\r\n"; /* a byte of zero is no separator */
    assert_int_equal(csv_read(&zero, no_sign, sizeof no_sign - 1, wrong, &text, &none), 0);
    assert_int_equal(zero.between, ',');
    csv_release(&zero);
    buf_clear(&text);
    CSV("naam,dag\na,\"1\n", 1, "dag", "2:0 open;");
    CSV("naam,dag\n\"a\"x,1\nb,2\n", 2, "2", "2:4 stray;");
    CSV("naam,dag\nb \"q\" c,1\nb,2\n", 2, "2", "2:3 stray;");
    CSV("naam,dag\nZo\xEB,1\nb,2", 3, "2", "2:3 bytes;");
    CSV("naam,dag\nZ\xEB\xEB\xEB\0\0,1\nb,2", 3, "2", "2:2 bytes;2:5 zero;");
    CSV("naam,dag\n\"a,1\n\"b,2\n\"c\",3\nd,4\n", 3, "4", "2:0 open;3:0 open;");
    CSV("naam,dag\n\"a,1\nb,2\nc,3\n", 3, "3", "2:0 open;");
    CSV("naam,dag\n\"\",1\n\"een\n\ntwee\n\",2\n\"drie", 3, "2", "7:0 open;");
    buf_adds(&text, "naam,dag\n");
    for (int i = 0; i < CSV_LINE_MAX; i++)
        buf_addc(&text, 'x');
    buf_adds(&text, "\nb,2\n");
    expect_csv(text.data, text.len, 2, "2", "2:0 long;");
    buf_clear(&text);
    buf_adds(&text, "naam;dag\n");
    for (int i = 0; i < 20000;
         i++) /* each of them opens one: no line is read twenty thousand times */
        buf_adds(&text, "\"a;1\n");
    buf_adds(&text, "b;2\n");
    struct csv_table table;
    struct err err = ERR_INIT(LANG_EN);
    struct buf said = BUF_INIT;
    assert_int_equal(csv_read(&table, text.data, text.len, wrong, &said, &err), 0);
    assert_int_equal(table.n, 2);
    csv_release(&table);
    buf_release(&said);
    buf_release(&text);
}

/* ---- bringing them in ------------------------------------------------------------------------ */

static int count_lines(const char *text)
{
    int lines = 0;
    while ((text = strchr(text, '\n')))
        lines += *text++ == '\n';
    return lines;
}

struct office {
    struct sandbox sandbox;
    char db[SANDBOX_PATH];
};

static void office_run(struct office *office, struct run *run, const char *const *args)
{
    snprintf(office->db, sizeof office->db, "GESPREK_DB=%s", office->sandbox.db);
    const char *const env[] = {office->db, "GESPREK_NOW=2026-11-23T09:00", NULL};
    run_program(run, args, env, "");
}

static void expect_count(struct office *office, const char *noun, int wanted)
{
    const char *const args[] = {noun, "list", "--format", "csv", NULL};
    struct run run;
    office_run(office, &run, args);
    int lines = count_lines(run.out.data);
    if ((lines ? lines - 1 : 0) != wanted)
        fail_msg("%s: %d, not %d:\n%s", noun, lines - 1, wanted, run.out.data);
    run_release(&run);
}

/* What the real program says of a list (each of said, ended by NULL), and what it leaves behind. */
static void import_list(struct office *office, const char *list, size_t len,
                        const char *const *options, int status, const char *const *said, int kept,
                        int people)
{
    char path[SANDBOX_PATH];
    const char *args[12] = {"absence", "import", path, "--lang", "en"};
    struct run run;
    for (int i = 0; options[i]; i++)
        args[5 + i] = options[i];
    sandbox_path(&office->sandbox, "list.csv", path);
    sandbox_write(path, list, len);
    office_run(office, &run, args);
    for (int i = 0; said[i]; i++)
        if (!strstr(run.errors.data, said[i]))
            fail_msg("\"%s\" is not in: %s", said[i], run.errors.data);
    if (run.status != status)
        fail_msg("%d: %s", run.status, run.errors.data);
    run_release(&run);
    expect_count(office, "absence", kept);
    expect_count(office, "person", people);
}

#define SAID(...) ((const char *const[]){__VA_ARGS__, NULL})
#define WITH(...) ((const char *const[]){__VA_ARGS__, NULL})
#define IMPORT(list, options, status, said, kept, people)                                          \
    import_list(office, list, sizeof(list) - 1, options, status, said, kept, people)
static const char *const no_options[] = {NULL};

static int open_office(void **state)
{
    struct office *office = mem_zero(1, sizeof *office);
    sandbox_make(&office->sandbox);
    *state = office;
    return 0;
}

static int close_office(void **state)
{
    struct office *office = *state;
    sandbox_remove(&office->sandbox);
    free(office);
    return 0;
}

static void test_importing(void **state)
{
    struct office *office = *state;
    IMPORT("naam;eerste dag\n", no_options, 0, SAID("0 new"), 0, 0);
    IMPORT("wie;dag\nMo Karimi;2026-10-01\n", WITH("--columns", "name=wie,first_day=dag"), 0,
           SAID("1 new"), 1, 1);
    IMPORT("naam;eerste dag;hersteld\nMo Karimi;01-10-2026;05-10-2026\n", no_options, 0,
           SAID("0 new, 1 changed"), 1, 1);
    for (int again = 0; again < 2; again++)
        IMPORT("Naam;Eerste dag;Helemaal terug\nMo Karimi;01-10-2026;05-10-2026\n", no_options, 0,
               SAID("0 changed, 1 known"), 1, 1);
    IMPORT("name,first_day\nA,10/11/2026\n", WITH("--dates", "mdy"), 0, SAID("1 new"), 2, 2);
    IMPORT("name,first_day\nZo\xEB Winter,2026-10-01\n", WITH("--encoding", "windows-1252"), 0,
           SAID("1 new"), 3, 3);
    IMPORT("\xFF\xFEn\0a\0m\0e\0,\0f\0i\0r\0s\0t\0 \0d\0a\0y\0\n\0B\0,\0"
           "2\0000\0002\0006\0-\0001\0000\0-\0000\0001\0\n\0",
           WITH("--encoding", "UTF-16"), 0, SAID("1 new"), 4, 4);
    IMPORT("name,first_day,work,reden\nC,2026-02-28,\"Offerte, en 0,8 dag\",x\n",
           WITH("--skip", "reden"), 0, SAID("1 new"), 5, 5);
}

/* The same list twice leaves nothing to take back, since nothing changed. */
static void test_the_same_list_again_is_no_deed(void **state)
{
    struct office *office = *state;
    const char list[] = "naam;eerste dag;hersteld\nMo Karimi;01-10-2026;05-10-2026\n";
    struct undone undone;
    struct err err = ERR_INIT(LANG_EN);
    for (int again = 0; again < 3; again++)
        IMPORT(list, no_options, 0, SAID("New people"), 1, 1);
    struct store *store = sandbox_open(&office->sandbox, ACCESS_WRITE, SANDBOX_NOW);
    assert_int_equal(store_undo(store, LANG_EN, &undone, &err), 1);
    buf_release(&undone.said);
    assert_int_equal(store_undo(store, LANG_EN, &undone, &err), 0);
    store_close(store);
    expect_count(office, "absence", 0);
}

static void test_columns_that_are_wrong(void **state)
{
    struct office *office = *state;
    IMPORT("Mo Karimi;2026-10-01\n", no_options, 1, SAID("Line 1: The first line must name"), 0, 0);
    IMPORT("naam;eerste dga;herstled;reden;\nMo;2026-10-01;;;x\n", no_options, 1,
           SAID("Line 1, column 2: \"eerste dga\" is not known. Did you mean \"eerste dag\"?",
                "Line 1, column 3: \"herstled\" is not known. Did you mean \"hersteld\"?",
                "Line 1, column 4: \"reden\" is not known.\n",
                "Line 1, column 5: this column has no",
                "Line 1: there is no column with the first day", "--skip \"*\""),
           0, 0);
    IMPORT("medewerker;hersteld;herstel\nMo;2026-10-01;\n", no_options, 1,
           SAID("Line 1, column 3: this says back, as column 2 does.",
                "there is no column with the first day"),
           0, 0);
    IMPORT("naam;eerste dag;reden;afd\nMo;2026-10-01;x;y\n", WITH("--skip", "reden"), 1,
           SAID("Line 1, column 4: \"afd\" is not known. Did you mean \"afdeling\"?"), 0, 0);
    IMPORT("naam;eerste dag;reden;;\nMo;2026-10-01;x;;\n", WITH("--skip", "*"), 0, SAID("1 new"), 1,
           1);
    IMPORT("wie;dag\nMo;2026-10-02\n",
           WITH("--columns", "name=wie,frist_day=dag", "--skip", "soort"), 2,
           SAID("keys are: name, team, code, leave, part", "no column \"soort\""), 1, 1);
    IMPORT("wie;dag\nMo;2026-10-02\n", WITH("--columns", "name=wie,first_day=datum"), 2,
           SAID("no column \"datum\""), 1, 1);
    IMPORT("\"naam;eerste dag\nMo;2026-10-01\nTim;2026-10-01\n", no_options, 1,
           SAID("Line 1: a quote opens here"), 1, 1);
}

static void test_rows_that_are_wrong(void **state)
{
    struct office *office = *state;
    /* every one of them is told, and the good ones are not brought in either */
    IMPORT("naam,eerste dag,hersteld,arbeidsongeval,werk\n"
           "Roos Dijkstra,2026-10-01,,,\n"
           "Tim Aerts,2026-10-05,2026-10-01,,\n"
           ",2026-10-01,,,\n"
           "Tim Aerts,31-02-2026,,misschien,\n"
           "Tim Aerts,29-02-2025,1-3-25,,\n"
           "Tim Aerts,ooit,,,\n"
           "Tim Aerts,,,,\n"
           "Tim Aerts;2026-10-01;;;\n"
           "Tim Aerts,2026-10-01,,,Offerte van 0,8 dag\n"
           "Tim Aerts,2027-01-01,,,\n"
           "Tim Aerts,1826-01-01,1926-01-02,,\n"
           "Bo Winter,2026-10-01,2026-10-09,,\n"
           "Bo Winter,2026-10-05,,,\n"
           "Bo Winter,2026-09-05,2026-09-08,,\"een\ntwee\"\n"
           "Bo Winter,1926-01-05,1926-01-08,,\n"
           "Lin Vos,2026-10-01,,\xE2\x80\x8B,\n" /* a cell that folds to nothing */
           "Ed Bos,2026-10-01,,\xCC\x81,\n",
           no_options, 1,
           SAID("Line 3: Back in full must be after",
                "Line 4, column 1: ", "Line 5, column 2: this date does not exist",
                "Line 5, column 4: only yes, no or unknown",
                "Line 6, column 2: this date does not exist",
                "Line 6, column 3: the year of a date must be there in full",
                "Line 7, column 2: this is not a date", "Line 8: The first day of an absence must",
                "Line 9: other signs stand between",
                "Line 10: 6 cells, and the first line has 5 columns",
                "Line 11: The first day is still to come",
                "Line 12, column 2: the year of this date cannot be right",
                "Line 14: These days overlap", "Line 15, column 5: this cell goes on",
                "Line 17: The first day is more than a hundred years ago",
                "Line 18, column 4: only yes, no or unknown",
                "Line 19, column 4: only yes, no or unknown", "Nothing was brought in."),
           0, 0);
    IMPORT("name,first_day\nB,2026-10-01,extra\n", no_options, 1, SAID("Line 2: 3 cells"), 0, 0);
    IMPORT("naam;eerste dag\nRoos, 2026-10-01\n", no_options, 1, SAID("Line 2: other signs"), 0, 0);
}

static void test_files_that_are_wrong(void **state)
{
    struct office *office = *state;
    IMPORT("naam;eerste dag\nZo\xEB;2026-10-01\nMo;2026-10-01\nRen\xE9;31-02-2026\n", no_options, 1,
           SAID("Line 2, character 3: this is not UTF-8.",
                "Line 4, character 4: this is not UTF-8.",
                "Line 4, column 2: this date does not exist", "Save the list as \"CSV UTF-8\"",
                "--encoding, such as windows-1252"),
           0, 0);
    IMPORT("naam;eerste dag\nMo\0;2026-10-01\n", no_options, 1,
           SAID("Line 2, character 3: a byte of zero"), 0, 0);
    IMPORT("\xFF\xFEn\0a\0", no_options, 1, SAID("UTF-16", "CSV UTF-8"), 0, 0);
    IMPORT("PK\3\4\0\0\0\0", no_options, 1, SAID("UTF-16"), 0, 0);
    IMPORT("", no_options, 1, SAID("nothing in this list"), 0, 0);
    IMPORT("name,first_day\nB,2026-10-01\n", WITH("--encoding", "klingon"), 1,
           SAID("cannot be read as klingon"), 0, 0);
    IMPORT("naam;eerste dag\n\"Mo;2026-10-01\nTim \"T\";2026-10-01\nBo;2026-13-01\n", no_options, 1,
           SAID("Line 2: a quote opens here", "Line 3, character 5: the quotes are not right",
                "Line 4, column 2: this date does not"),
           0, 0);
}

/* One name in two teams may be two people: that is told by its line. A team that is known otherwise
 * from before is taken, and said. */
static void test_importing_namesakes(void **state)
{
    struct office *office = *state;
    IMPORT("naam;team;eerste dag;hersteld\nJan de Vries;Zorg;2026-10-01;2026-10-05\n"
           "Jan de Vries;Kantoor;2026-10-12;\n",
           no_options, 1, SAID("Line 3: this name has another team on a line before"), 0, 0);
    IMPORT("naam;team;eerste dag;hersteld\nJan de Vries;Zorg;2026-10-01;2026-10-05\n"
           "jan de vries;zorg;2026-10-12;\nMo;;2026-10-12;\n",
           no_options, 0, SAID("3 new"), 3, 2);
    IMPORT("naam;team;eerste dag\nJan de Vries;Kantoor;2026-10-12\nMo;Zorg;2026-10-12\n",
           no_options, 0, SAID("2 known", "In another team than before: 1."), 3, 2);
    IMPORT("naam;team;eerste dag\nJan de Vries;Kantoor;2026-10-12\n", no_options, 0,
           SAID("1 known already. New people: 0.\n"), 3, 2);
}

/* A number says who is meant, whatever the name: two of one name with different numbers are two,
 * and who was known by name alone gets theirs. */
static void test_importing_by_number(void **state)
{
    struct office *office = *state;
    struct run run;
    IMPORT("naam;eerste dag;hersteld\nJan de Vries;2026-09-01;2026-09-05\n", no_options, 0,
           SAID("1 new", "New people: 1."), 1, 1);
    IMPORT("naam;personeelsnummer;team;eerste dag;hersteld\n"
           "Jan de Vries;104;Zorg;2026-10-01;2026-10-05\n"
           "Jan de Vries;215;Zorg;2026-10-01;2026-10-05\n"
           "J. de Vries;104;Zorg;2026-11-02;\n",
           no_options, 0, SAID("3 new", "New people: 1.", "given their number: 1."), 4, 2);
    IMPORT("naam;personeelsnummer;team;eerste dag;hersteld\n"
           "Jan de Vries;104;Zorg;2026-10-01;2026-10-05\n"
           "Jan de Vries;215;Kantoor;2026-10-01;2026-10-05\n",
           no_options, 0, SAID("2 known already. New people: 0.", "another team than before: 1"), 4,
           2);
    office_run(office, &run, (const char *const[]){"person", "list", "--format", "csv", NULL});
    assert_non_null(strstr(run.out.data, "\"Jan de Vries\",\"Zorg\",\"104\""));
    assert_non_null(strstr(run.out.data, "\"Jan de Vries (215)\",\"Kantoor\",\"215\""));
    run_release(&run);
    IMPORT("naam;nummer;eerste dag\nMo;\x1b;2026-10-01\n", no_options, 1,
           SAID("Line 2, column 2: "), 4, 2);
}

/* What figures need: hours, who comes and goes, steps back by advice, leave apart; with commas in
 * the numbers. All of it or nothing, and again without doubles. */
static void test_importing_what_figures_need(void **state)
{
    struct office *office = *state;
    static const char list[] =
        "medewerker;eerste dag;hersteld;verlof;deels terug;deels vanaf;advies van;in dienst;"
        "uit dienst;fte\n"
        "Mo Karimi;01-10-2026;;;50%;12-10-2026;05-10-2026;01-01-2020;;0,8\n"
        "Mo Karimi;01-10-2026;;;37,5;19-10-2026;16-10-2026;;;\n"
        "Roos Dijkstra;02-02-2026;01-06-2026;ja;;;;01-03-2024;;1\n"
        "Tim Aerts;;;;;;;01-01-2025;01-07-2026;0,8889\n";
    const char *const json[] = {"absence", "list", "--format", "json", NULL};
    const char *const service[] = {"person", "service", "Mo Karimi", "--lang", "en", NULL};
    struct run run;
    IMPORT(list, no_options, 0, SAID("2 new, 1 changed", "new or changed: 3"), 2, 3);
    IMPORT(list, no_options, 0, SAID("0 new, 0 changed, 3 known already. New people: 0.\n"), 2, 3);
    office_run(office, &run, json);
    assert_non_null(strstr(run.out.data, "\"part\":50.0"));
    assert_non_null(strstr(run.out.data, "\"part\":37.5,\"advised\":\"2026-10-16\""));
    assert_non_null(strstr(run.out.data, "\"kind\":\"leave\""));
    run_release(&run);
    office_run(office, &run, (const char *const[]){"absence", "list", "--format", "csv", NULL});
    assert_non_null(strstr(run.out.data, "\"\",\"\",\"sick\",\"37.5\""));
    assert_non_null(strstr(run.out.data, "\"2026-06-01\",\"leave\",\"\""));
    run_release(&run);
    office_run(office, &run, (const char *const[]){"absence", "list", "--lang", "en", NULL});
    assert_non_null(strstr(run.out.data, "sick, 37.5% back"));
    assert_non_null(strstr(run.out.data, "maternity leave"));
    run_release(&run);
    office_run(office, &run, service);
    assert_non_null(strstr(run.out.data, "0.8"));
    run_release(&run);
    IMPORT("naam;in dienst;fte\nMo Karimi;01-01-2026;0,5\n", no_options, 0, SAID("changed: 1"), 2,
           3);
    IMPORT("naam;eerste dag;deels terug;deels vanaf;advies van;in dienst;uit dienst;fte\n"
           "A;01-10-2026;50;12-10-2026;;;;\n"
           "B;01-10-2026;half;12-10-2026;05-10-2026;;;\n"
           "C;01-10-2026;100;12-10-2026;05-10-2026;;;\n"
           "D;;;;;01-01-2020;;12\n"
           "E;;;;;01-01-2020;;0\n"
           "F;;;;;01-01-2020;31-12-2019;\n"
           "G;;;;;;;0,8\n"
           "H;;;;;01-01-2020;;acht\n"
           "I;;;;;01-01-2027;;\n"
           "J;01-10-2026;50;01-10-2026;01-10-2026;;;\n"
           "Mo Karimi;;;;;01-01-2024;01-02-2024;1\n"
           "K;;50;12-10-2026;05-10-2026;01-01-2020;;\n"
           "L;;;;;01-01-1920;;\n"
           "Goed;01-10-2026;;;;01-01-2020;;1\n",
           no_options, 1,
           SAID("Line 2: A step back needs the day of the company doctor's advice",
                "Line 3, column 3: this is not a percentage", "Line 4: All of the work is no step",
                "Line 5, column 8: This is more than a full week",
                "Line 6, column 8: A working-time factor of 0", "Line 7: Out of service must be",
                "Line 8: a factor or a day out of service needs", "Line 9, column 8: this is not a",
                "Line 10: In service is still to come", "Line 11: A step back must be after",
                "Line 12: These days overlap another time", "Line 13: The first day of an absence",
                "Line 14: In service is more than a hundred years ago",
                "leave those columns out with --skip", "Nothing was brought in"),
           2, 3);
}

/* A list from elsewhere often has no day of the advice. */
static void test_importing_without_the_advice(void **state)
{
    struct office *office = *state;
    IMPORT(
        "naam;eerste dag;hersteld;deels terug;deels vanaf\nTim Aerts;01-10-2026;;50;12-10-2026\n",
        WITH("--skip", "deels terug,deels vanaf"), 0, SAID("1 new"), 1, 1);
}

static void test_steps_and_service_by_command(void **state)
{
    struct office *office = *state;
    struct run run;
    const char *const add[] = {"absence", "add",    "Mo Karimi",   "--first-day", "1-10-2026",
                               "--part",  "50",     "--part-from", "12-10",       "--advised",
                               "5-10",    "--lang", "nl",          NULL};
    const char *const bare[] = {"absence", "add",    "Tim Aerts", "--part",
                                "50",      "--lang", "nl",        NULL};
    const char *const leave[] = {
        "absence", "add", "Roos Dijkstra", "--leave", "--work", "x", "--lang", "nl", NULL};
    const char *const serve[] = {"person",   "service", "Mo Karimi", "--in", "1-1-2024",
                                 "--factor", "0,8",     "--lang",    "nl",   NULL};
    const char *const twelve[] = {"person", "service", "Mo Karimi", "--factor",
                                  "12",     "--lang",  "nl",        NULL};
    const char *const drop[] = {"person",   "service", "Mo Karimi", "--drop",
                                "1-1-2024", "--lang",  "nl",        NULL};
    const struct {
        const char *const *args;
        int status;
        const char *said;
    } cases[] = {
        {add, 0, "Deels terug: 50% vanaf 12-10-2026, advies van 5-10-2026."},
        {bare, 1, "Bij een stap terug hoort de dag waarop die begon."},
        {leave, 1, "Zwangerschapsverlof heeft alleen dagen"},
        {serve, 0, ""},
        {twelve, 1, "Dit is meer dan een volle week."},
        {drop, 0, "niet bekend"},
        {drop, 1, "Op die dag begon geen tijd in dienst."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        office_run(office, &run, cases[i].args);
        if (run.status != cases[i].status || !strstr(run.errors.data, cases[i].said))
            fail_msg("case %zu, %d: %s", i, run.status, run.errors.data);
        run_release(&run);
    }
    expect_count(office, "absence", 1);
}

/* The day somebody left was, or soon comes: the nearest one. */
static void test_out_of_service_by_command(void **state)
{
    struct office *office = *state;
    static const char *const args[] = {"person", "service", "Mo Karimi", "--in", "1-1-2024",
                                       "--out",  "31-10",   "--lang",    "en",   NULL};
    static const char *const add[] = {"absence", "add", "Mo Karimi", NULL};
    struct run run;
    office_run(office, &run, add);
    run_release(&run);
    office_run(office, &run, args);
    assert_int_equal(run.status, 0);
    if (!strstr(run.out.data, "31 Oct") || strstr(run.out.data, "2027"))
        fail_msg("%s", run.out.data);
    run_release(&run);
}

/* A day without a year is never quietly one of next year; both days are told. */
static void test_an_expected_day_by_command(void **state)
{
    struct office *office = *state;
    static const struct {
        const char *name, *first, *expected;
        int status;
        const char *said;
    } cases[] = {
        {"Mo Karimi", "20-11", "10-11", 2, " 10 November 2026) must be after the first day ("},
        {"Mo Karimi", "20-11", "20-11", 2, "20 November 2026) must be after"},
        {"Mo Karimi", "20-11", "10-11-2026", 1, "must be after the first day"},
        {"Mo Karimi", "20-11", "10-2", 0, "20 November 2026, expected back on"},
        {"Tim Aerts", "20-11", "27-11", 0, "27 November 2026"},
        {"Bo Winter", "2-11", "10-11", 0, "10 November 2026"}, /* it was to be before today */
        {"Roos Dijkstra", "20-11", "friday", 0, "27 November 2026"},
        {"Lin Vos", "1-10", "20-11-2027", 0, "20 November 2027"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const args[] = {"absence",      "add",        cases[i].name,     "--first-day",
                                    cases[i].first, "--expected", cases[i].expected, "--lang",
                                    "en",           NULL};
        struct run run;
        office_run(office, &run, args);
        if (run.status != cases[i].status || !strstr(run.errors.data, cases[i].said))
            fail_msg("case %zu, %d: %s", i, run.status, run.errors.data);
        run_release(&run);
        if (i == 2) { /* and whoever was refused is not left behind */
            expect_count(office, "absence", 0);
            struct store *store = sandbox_open(&office->sandbox, ACCESS_READ, SANDBOX_NOW);
            char person[UUID_SIZE];
            struct err err = ERR_INIT(LANG_EN);
            assert_int_equal(absences_whose(store, "Mo Karimi", person, &err), 0);
            assert_string_equal(person, "");
            store_close(store);
        }
    }
    expect_count(office, "absence", 5);
}

/* Where it is and what about, never the word; nothing is kept out for it unless that is asked. */
static void test_what_may_not_be_written_down_is_told(void **state)
{
    struct office *office = *state;
    static const char list[] = "name,first_day,work\nMo,2026-10-01,has the flu and a hernia\n"
                               "Tim,2026-10-01,Quote for customer A\n";
    const char *const add[] = {"absence", "add", "Bo",       "--work", "has the flu",
                               "--lang",  "en",  "--strict", NULL};
    const char *const loose[] = {"absence",     "add",    "Bo", "--work",
                                 "has the flu", "--lang", "en", NULL};
    struct run run;
    IMPORT(list, WITH("--strict"), 1,
           SAID("Line 2, column 3: characters 1-11 are about an illness", "Nothing was brought in"),
           0, 0);
    IMPORT(list, no_options, 0,
           SAID("Line 2, column 3: characters 1-11 are about", "gesprek limits show", "2 new"), 2,
           2);
    office_run(office, &run, add);
    assert_int_equal(run.status, 1);
    assert_non_null(strstr(run.errors.data, "--work: characters 1-11 are about an illness"));
    assert_non_null(strstr(run.errors.data, "Nothing was written down."));
    assert_null(strstr(run.errors.data, "flu"));
    run_release(&run);
    expect_count(office, "person", 2);
    office_run(office, &run, loose);
    assert_int_equal(run.status, 0);
    assert_non_null(strstr(run.errors.data, "--work: characters 1-11 are about an illness"));
    assert_null(strstr(run.errors.data, "flu"));
    run_release(&run);
    expect_count(office, "absence", 3);
}

/* ---- the screen ------------------------------------------------------------------------------ */

static void test_on_screen(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_keys(&sitting, "ASanne de Boer<Enter>"); /* it is her absence: when did it begin? */
    sitting_shows(&sitting, "Op welke dag begon de afwezigheid?");
    sitting_keys(&sitting, "<Esc>");
    sitting_shows(&sitting, "Er staat nog geen afwezigheid.");
    char person[UUID_SIZE]; /* looking makes nobody, nor does a day that will not do */
    struct err none = ERR_INIT(LANG_EN);
    sitting_keys(&sitting, "n<C-u>24-11-2026<Enter><Esc>");
    assert_int_equal(absences_whose(fixture.desk.store, "Sanne de Boer", person, &none), 0);
    assert_string_equal(person, "");
    sitting_keys(&sitting, "n<C-u>vr<Enter>"); /* the Friday that was */
    sitting_shows(&sitting, "Opgeschreven: afwezig vanaf vrijdag 20 november 2026.");
    sitting_keys(&sitting, "<Esc>ASanne de Boer<Enter>"); /* and again: is she back? */
    sitting_shows(&sitting, "> Helemaal terug");
    sitting_keys(&sitting, "<Enter>gisteren<Enter>");
    sitting_shows(&sitting, "zondag 22 november 2026");
    sitting_keys(&sitting, "<Down><Enter>06 bekend<Enter>");
    sitting_shows(&sitting, "06 bekend");
    sitting_keys(&sitting, "<End><Enter><Down><Enter>");
    sitting_shows(&sitting, "nee");
    sitting_keys(&sitting, "u");
    sitting_shows(&sitting, "afwezigheid van S.B. veranderd");
    sitting_keys(&sitting, "<Home><Down><Down><Enter><C-u>19-11-2026<Enter>");
    sitting_shows(&sitting, "Helemaal terug moet na de eerste dag zijn.");
    sitting_shows(&sitting, "19-11-2026"); /* what was typed stays, to be mended */
    sitting_keys(&sitting, "<Esc>");
    sitting_shows(&sitting, "zondag 22 november 2026");
    sitting_keys(&sitting, "n<C-u>vandaag<Enter>");
    sitting_shows(&sitting, "ANDERE KEREN");
    sitting_click(&sitting, "vr 20 nov", 2);
    sitting_shows(&sitting, "06 bekend");
    sitting_keys(&sitting, "-y");
    sitting_lacks(&sitting, "06 bekend");
    sitting_keys(&sitting, "u"); /* and back; then one text of it for good, and then all of it */
    sitting_click(&sitting, "vr 20 nov", 2);
    sitting_keys(&sitting, "<Down><Down><Down>?wis er<Enter>");
    sitting_shows(&sitting, "Wat moet er voorgoed weg?");
    sitting_keys(&sitting, "<Down><Down><Enter>");
    sitting_shows(&sitting, "Voorgoed gewist; bewijs 1 staat in het logboek.");
    sitting_lacks(&sitting, "06 bekend");
    sitting_keys(&sitting, "?wis er<Enter>");
    sitting_lacks(&sitting, "\"06");
    sitting_keys(&sitting, "<Down><Enter>");
    sitting_shows(&sitting, "bewijs 2");
    sitting_lacks(&sitting, "ANDERE KEREN");
    sitting_keys(&sitting, "<Esc>");
    assert_string_equal(sitting_screen(&sitting), "home");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

/* A step back is a day, a part and the day of the advice; leave is days alone. */
static void test_steps_and_leave_on_screen(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_keys(&sitting, "ASanne de Boer<Enter><C-u>2-11-2026<Enter>g<C-u>16-11-2026<Enter>");
    sitting_shows(&sitting, "Hoeveel van het werk, in procenten?");
    sitting_keys(&sitting, "120<Enter>");
    sitting_shows(&sitting, "Geef een percentage tussen 0 en 100");
    sitting_keys(&sitting, "<C-u>37,5<Enter>");
    sitting_shows(&sitting, "Van welke dag is het advies van de bedrijfsarts?");
    sitting_keys(&sitting, "<C-u>17-11-2026<Enter>");
    sitting_shows(&sitting, "Het advies is van na de stap");
    sitting_keys(&sitting, "<C-u>13-11-2026<Enter>"); /* the question stayed */
    sitting_shows(&sitting, "37,5% vanaf 16-11-2026, advies van 13-11-2026");
    sitting_keys(&sitting, "g<Esc>"); /* nothing of it is kept */
    sitting_keys(&sitting, "<Home><Down><Down><Enter><C-u>20-11-2026<Enter>");
    for (int rows = 30; rows >= 18; rows -= 6) { /* what is selected is in view in any window */
        sitting_resize(&sitting, rows, 60, true);
        sitting_keys(&sitting, "<End>");
        sitting_shows(&sitting, "> Deels terug");
        sitting_keys(&sitting, "<Home>");
        sitting_shows(&sitting, "> Eerste dag");
    }
    sitting_resize(&sitting, 24, 80, true);
    sitting_keys(&sitting, "?zwanger<Enter><C-u>vandaag<Enter>");
    sitting_shows(&sitting, "Zwangerschapsverlof - S.B.");
    sitting_lacks(&sitting, "vangnet");
    sitting_lacks(&sitting, "Deels terug");
    sitting_keys(&sitting, "<Down><Down><Down><Enter>"); /* the one before */
    sitting_shows(&sitting, "37,5% vanaf");
    sitting_keys(&sitting, "<End><Up><Enter>"); /* its step, above the other absence */
    sitting_shows(&sitting, "Deze stap terug weghalen?");
    sitting_keys(&sitting, "j");
    sitting_lacks(&sitting, "37,5%");
    sitting_keys(&sitting, "u");
    sitting_shows(&sitting, "37,5% vanaf");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

/* ---- in lines -------------------------------------------------------------------------------- */

/* Plays script on the desk; what was said has each of words in it (ends at NULL). */
static void play(struct desk *desk, const char *script, const char *const *words)
{
    char *said = NULL;
    size_t size = 0;
    struct plain_lines where = {
        .in = tmpfile(), .out = open_memstream(&said, &size), .echo = true, .asks = true};
    struct err err = ERR_INIT(desk->lang);
    assert_int_equal(fwrite(script, 1, strlen(script), where.in), strlen(script));
    rewind(where.in);
    int failed = plain_run(desk, NULL, &where, &err);
    fclose(where.in);
    fclose(where.out);
    for (; *words; words++)
        if (!strstr(said, *words))
            fail_msg("\"%s\" in:\n%s", *words, said);
    if (failed)
        fail_msg("%s", said);
    free(said);
}

static void test_in_lines(void **state)
{
    struct desk_fixture fixture;
    struct absence_row *rows;
    struct err err = ERR_INIT(LANG_EN);
    size_t n;
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    play(&fixture.desk, "afwezig Sanne de Boer\n\n\n",
         (const char *const[]){"Zonder eerste dag wordt er niets opgeschreven.", NULL});
    assert_int_equal(absences_list(fixture.desk.store, NULL, false, &rows, &n, &err), 0);
    assert_int_equal(n, 0);
    /* a day that was, in words; one that will not do is asked again; the rest in one go */
    play(&fixture.desk,
         "afwezig Sanne de Boer\n1\n24-11-2026\nvr\nover 2 weken\n\n06 bekend\neen week\n"
         "Offerte voor klant A\nn\nmisschien\nj\n-\n\ns\n",
         (const char *const[]){"De eerste dag moet nog komen", "= vrijdag 20 november 2026",
                               "= maandag 7 december 2026", "Antwoord met j voor ",
                               "S.B.: afwezig sinds vr 20 nov, niets gepland", NULL});
    assert_int_equal(absences_list(fixture.desk.store, NULL, true, &rows, &n, &err), 0);
    assert_int_equal(n, 1);
    assert_int_equal(rows[0].absence.first_day, day(2026, 11, 20));
    assert_int_equal(rows[0].absence.expected, day(2026, 12, 7));
    assert_string_equal(rows[0].absence.reachable, "06 bekend");
    assert_string_equal(rows[0].absence.work, "Offerte voor klant A");
    assert_int_equal(rows[0].absence.safety_net, TOLD_NO);
    assert_int_equal(rows[0].absence.accident, TOLD_YES);
    assert_int_equal(rows[0].absence.liable, TOLD_UNKNOWN);
    absence_rows_free(rows, n);
    /* back: the one that is there, and nothing else changes; the same can be undone */
    play(&fixture.desk, "a Sanne de Boer\n\n\n\ngisteren\n/v\n",
         (const char *const[]){"1. vr 20 nov", "2. Een nieuwe ziekmelding",
                               "Eerste dag, nu: vrijdag 20 november 2026",
                               "= zondag 22 november 2026", NULL});
    assert_int_equal(absences_list(fixture.desk.store, NULL, false, &rows, &n, &err), 0);
    assert_int_equal(rows[0].absence.back, day(2026, 11, 22));
    assert_string_equal(rows[0].absence.work, "Offerte voor klant A");
    absence_rows_free(rows, n);
    play(&fixture.desk, "a Sanne de Boer\n2\nvandaag\n\n\n\n\n\n\n\n\n\nu\nu\ns\n",
         (const char *const[]){"Ongedaan: afwezigheid van S.B. toegevoegd",
                               "Ongedaan: afwezigheid van S.B. veranderd", NULL});
    /* a step back without advice is none, with it it is; then leave, of which days alone are asked
     */
    play(&fixture.desk, "a Sanne de Boer\n1\n\n\ngisteren\n\n\n\n\n\n\n21-11-2026\n50\n\ns\n",
         (const char *const[]){"Deels terug alleen op advies van de bedrijfsarts", NULL});
    play(&fixture.desk,
         "a Sanne de Boer\n1\n\n\n\n\n\n\n\n\n\n21-11-2026\n500\n50\n20-11-2026\ns\n",
         (const char *const[]){"Geef een percentage tussen 0 en 100", NULL});
    play(&fixture.desk, "a Sanne de Boer\n3\nvandaag\n\n\ns\n",
         (const char *const[]){"3. Zwangerschapsverlof", NULL});
    assert_int_equal(absences_list(fixture.desk.store, NULL, false, &rows, &n, &err), 0);
    assert_int_equal(n, 2);
    assert_true(rows[0].absence.leave);
    assert_int_equal(rows[1].absence.n_steps, 1);
    absence_rows_free(rows, n);
    desk_fixture_close(&fixture);
}

/* Leave can be the first absence of somebody. */
static void test_leave_first_in_lines(void **state)
{
    struct desk_fixture fixture;
    struct absence_row *rows;
    struct err err = ERR_INIT(LANG_EN);
    size_t n;
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    play(&fixture.desk, "a Roos Dijkstra\n2\nvandaag\n\n\ns\n",
         (const char *const[]){"1. Een nieuwe ziekmelding", "2. Zwangerschapsverlof", NULL});
    assert_int_equal(absences_list(fixture.desk.store, NULL, false, &rows, &n, &err), 0);
    assert_int_equal(n, 1);
    assert_true(rows[0].absence.leave);
    absence_rows_free(rows, n);
    desk_fixture_close(&fixture);
}

#define OFFICE(name) cmocka_unit_test_setup_teardown(name, open_office, close_office)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_will_not_do),
        cmocka_unit_test(test_steps_that_will_not_do),
        cmocka_unit_test(test_the_share_of_a_day),
        cmocka_unit_test(test_steps_are_kept_undone_and_trailed),
        cmocka_unit_test(test_steps_of_a_copy),
        cmocka_unit_test(test_put_twice_is_one_correction),
        cmocka_unit_test(test_a_long_list_is_taken_back),
        cmocka_unit_test(test_each_part_of_a_row_is_a_change),
        cmocka_unit_test(test_damaged_steps_stop_nobody_and_stay),
        cmocka_unit_test(test_days_and_reports),
        cmocka_unit_test(test_kept_changed_undone),
        cmocka_unit_test(test_putting_right_leaves_a_trail),
        cmocka_unit_test(test_reading_lists),
        cmocka_unit_test(test_reading_lists_that_are_wrong),
        OFFICE(test_importing),
        OFFICE(test_the_same_list_again_is_no_deed),
        OFFICE(test_columns_that_are_wrong),
        OFFICE(test_rows_that_are_wrong),
        OFFICE(test_files_that_are_wrong),
        OFFICE(test_importing_namesakes),
        OFFICE(test_importing_by_number),
        OFFICE(test_importing_what_figures_need),
        OFFICE(test_importing_without_the_advice),
        OFFICE(test_steps_and_service_by_command),
        OFFICE(test_out_of_service_by_command),
        OFFICE(test_an_expected_day_by_command),
        OFFICE(test_what_may_not_be_written_down_is_told),
        cmocka_unit_test(test_on_screen),
        cmocka_unit_test(test_steps_and_leave_on_screen),
        cmocka_unit_test(test_in_lines),
        cmocka_unit_test(test_leave_first_in_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
