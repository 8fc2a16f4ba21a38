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
#include "store/trail.h"

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
        if (cases[i].wrong ? !fault || !strstr(fault, words[cases[i].wrong]) : fault != NULL)
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

/* A day without a year is one that was; a Monday is the last one. */
static void test_words_for_a_day_that_was(void **state)
{
    const int today = day(2026, 11, 23); /* a Monday */
    static const struct {
        const char *words;
        int year, month, date;
    } cases[] = {
        {"24-11", 2026, 11, 24},       {"24-8", 2026, 8, 24},        {"24-2", 2026, 2, 24},
        {"22-11", 2026, 11, 22},       {"vandaag", 2026, 11, 23},    {"friday", 2026, 11, 20},
        {"2026-11-01", 2026, 11, 1},   {"24-11-2026", 2026, 11, 24}, {"morgen", 2026, 11, 24},
        {"over 2 weken", 2026, 12, 7}, /* counted from today */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int found = DAY_NONE;
        assert_int_equal(day_read_past(cases[i].words, today, LANG_NL, &found), DAY_WORDS_OK);
        if (found != day(cases[i].year, cases[i].month, cases[i].date))
            fail_msg("%s", cases[i].words);
    }
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
    assert_int_equal(absences_person(store, "Sanne de Boer", absence.person, &err), 0);
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
    assert_int_equal(absences_person(store, "Sanne de Boer", absence.person, &err), 0);
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

/* ---- lists from elsewhere -------------------------------------------------------------------- */

static void expect_csv(const char *text, size_t rows, const char *first, const char *last)
{
    struct csv_table table;
    struct err err = ERR_INIT(LANG_EN);
    if (csv_read(&table, text, strlen(text), &err))
        fail_msg("%s", err.text);
    assert_int_equal(table.n, rows);
    assert_string_equal(table.rows[0].cells[0], first);
    const struct csv_row *end = &table.rows[rows - 1];
    assert_string_equal(end->cells[end->n - 1], last);
    csv_release(&table);
}

static void expect_no_csv(const char *text, const char *words)
{
    struct csv_table table;
    struct err err = ERR_INIT(LANG_EN);
    assert_int_equal(csv_read(&table, text, strlen(text), &err), -1);
    if (!strstr(err.text, words))
        fail_msg("%s", err.text);
    csv_release(&table);
}

static void test_reading_lists(void **state)
{
    (void)state;
    expect_csv("naam,dag\na,1\n", 2, "naam", "1");
    expect_csv("\xEF\xBB\xBFnaam;dag\r\n \"a; b\" ; 1 \r\n\r\n;;\r\n", 2, "naam", "1");
    expect_csv("naam\tdag\n\"een\ntwee\"\t\"hij zei \"\"dag\"\"\"", 2, "naam", "hij zei \"dag\"");
    expect_no_csv("", "nothing in this list");
    expect_no_csv("naam,dag\na,\"1\n", "Line 2");
    expect_no_csv("naam,dag\n\"a\"x,1\n", "Line 2");
    expect_no_csv("naam,dag\nZo\xEB,1\n", "Line 2 is not UTF-8");
}

/* A text in C ends at a zero byte, so a name with one in it would be kept cut short. */
static void a_zero_byte_is_no_text(void **state)
{
    static const char zero[] = "naam,dag\nSanne\0de Boer,1\n";
    struct csv_table table;
    struct err err = ERR_INIT(LANG_EN);
    (void)state;
    assert_int_equal(csv_read(&table, zero, sizeof zero - 1, &err), -1);
    assert_non_null(strstr(err.text, "Line 2 is not UTF-8"));
    csv_release(&table);
}

/* What the real program says of a list, and what it leaves behind. */
static void import(struct sandbox *sandbox, const char *list, const char *option, const char *value,
                   int status, const char *said, int kept)
{
    char path[SANDBOX_PATH];
    const char *const import_it[] = {"absence", "import", path,  "--lang",
                                     "en",      option,   value, NULL};
    static const char *const show_it[] = {"absence", "list", "--format", "csv", NULL};
    char db[SANDBOX_PATH];
    snprintf(db, sizeof db, "GESPREK_DB=%s", sandbox->db);
    const char *const env[] = {db, NULL};
    struct run run;
    sandbox_path(sandbox, "list.csv", path);
    sandbox_write(path, list, strlen(list));
    run_program(&run, import_it, env, "");
    if (run.status != status || !strstr(run.errors.data, said))
        fail_msg("%d: %s", run.status, run.errors.data);
    run_release(&run);
    run_program(&run, show_it, env, "");
    int lines = 0;
    for (const char *at = run.out.data; (at = strchr(at, '\n')); at++)
        lines++;
    if (lines && lines - 1 != kept)
        fail_msg("%d absences, not %d:\n%s", lines - 1, kept, run.out.data);
    run_release(&run);
}

static void test_importing(void **state)
{
    struct sandbox sandbox;
    (void)state;
    sandbox_make(&sandbox);
    import(&sandbox, "naam;eerste dag\n", NULL, NULL, 0, "0 new", 0);
    import(&sandbox, "wie;dag\nMo Karimi;2026-10-01\n", NULL, NULL, 1, "must name the columns", 0);
    import(&sandbox, "wie;dag\nMo Karimi;2026-10-01\n", "--columns", "name=wie,first_day=dag", 0,
           "1 new", 1);
    import(&sandbox, "wie;dag\nMo Karimi;2026-10-01\n", "--columns", "name=wie,first_day=datum", 2,
           "no column \"datum\"", 1);
    import(&sandbox, "naam;eerste dag;hersteld\nMo Karimi;01-10-2026;05-10-2026\n", NULL, NULL, 0,
           "0 new, 1 changed", 1);
    import(&sandbox, "naam;eerste dag;hersteld\nMo Karimi;01-10-2026;05-10-2026\n", NULL, NULL, 0,
           "0 changed, 1 known", 1);
    /* one row that will not do, and none of them is brought in; each is said with its line */
    import(&sandbox,
           "naam,eerste dag,hersteld\nRoos Dijkstra,2026-10-01,\nTim Aerts,2026-10-05,2026-10-01\n"
           ",2026-10-01,\nTim Aerts,31-02-2026,\n",
           NULL, NULL, 1, "Line 5: a date", 1);
    import(&sandbox, "naam,eerste dag,hersteld\nTim Aerts,2026-10-05,2026-10-01\n", NULL, NULL, 1,
           "Line 2: Back in full must be after", 1);
    import(&sandbox, "name,first_day\nA,10/11/2026\n", "--dates", "mdy", 0, "1 new", 2);
    import(&sandbox, "name,first_day\nZo\xEB Winter,2026-10-01\n", "--encoding", "windows-1252", 0,
           "1 new", 3);
    import(&sandbox, "name,first_day\nB,2026-10-01\n", "--encoding", "klingon", 1,
           "cannot be read as klingon", 3);
    import(&sandbox, "name,first_day,accident\nB,2026-10-01,misschien\n", NULL, NULL, 1,
           "only yes, no or unknown", 3);
    import(&sandbox, "name,first_day\nB,2026-10-01,extra\n", NULL, NULL, 1, "more cells", 3);
    /* two rows of one list that cannot both be true */
    import(&sandbox, "name,first_day,back\nB,2026-10-01,2026-10-09\nB,2026-10-05,\n", NULL, NULL, 1,
           "Line 3: These days overlap", 3);
    sandbox_remove(&sandbox);
}

/* ---- the screen ------------------------------------------------------------------------------ */

static void test_on_screen(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_keys(&sitting, "ASanne de Boer<Enter>");
    sitting_shows(&sitting, "Er staat nog geen afwezigheid.");
    sitting_keys(&sitting, "n<C-u>vr<Enter>"); /* the Friday that was */
    sitting_shows(&sitting, "vrijdag 20 november 2026");
    sitting_keys(&sitting, "<Down><Down><Enter>gisteren<Enter>");
    sitting_shows(&sitting, "zondag 22 november 2026");
    sitting_keys(&sitting, "<Down><Enter>06 bekend<Enter>");
    sitting_shows(&sitting, "06 bekend");
    sitting_keys(&sitting, "<End><Enter><Down><Enter>");
    sitting_shows(&sitting, "nee");
    sitting_keys(&sitting, "u");
    sitting_shows(&sitting, "afwezigheid van S.B. veranderd");
    sitting_keys(&sitting, "<Home><Down><Down><Enter><C-u>19-11-2026<Enter>");
    sitting_shows(&sitting, "Helemaal terug moet na de eerste dag zijn.");
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
    play(&fixture.desk, "afwezig Sanne de Boer\n\n",
         (const char *const[]){"Zonder eerste dag wordt er niets opgeschreven.", NULL});
    assert_int_equal(absences_list(fixture.desk.store, NULL, false, &rows, &n, &err), 0);
    assert_int_equal(n, 0);
    /* a day that was, in words; one that will not do is asked again; the rest in one go */
    play(&fixture.desk,
         "afwezig Sanne de Boer\n24-11-2026\nvr\nover 2 weken\n\n06 bekend\neen week\n"
         "Offerte voor klant A\nn\nmisschien\nj\n-\ns\n",
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
    play(&fixture.desk, "a Sanne de Boer\n2\nvandaag\n\n\n\n\n\n\n\n\nu\nu\ns\n",
         (const char *const[]){"Ongedaan: afwezigheid van S.B. toegevoegd",
                               "Ongedaan: afwezigheid van S.B. veranderd", NULL});
    desk_fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_will_not_do),
        cmocka_unit_test(test_days_and_reports),
        cmocka_unit_test(test_words_for_a_day_that_was),
        cmocka_unit_test(test_kept_changed_undone),
        cmocka_unit_test(test_putting_right_leaves_a_trail),
        cmocka_unit_test(test_reading_lists),
        cmocka_unit_test(a_zero_byte_is_no_text),
        cmocka_unit_test(test_importing),
        cmocka_unit_test(test_on_screen),
        cmocka_unit_test(test_in_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
