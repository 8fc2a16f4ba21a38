/* Somebody's rights by command: everything about one person, putting right, erasing, keeping, and
 * the log of who did what. The real program. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/day.h"
#include "base/mem.h"
#include "desk_fixture.h"
#include "run.h"
#include "store/agreements.h"
#include "store/interviews.h"

struct office {
    struct desk_fixture fixture;
    char db[96];
    char sanne[UUID_SIZE], mo[UUID_SIZE], roster[UUID_SIZE];
};

static void let_go(struct office *office)
{
    store_close(office->fixture.desk.store);
    office->fixture.desk.store = NULL;
}

static void answer(struct office *office, const char *value, const char *field, enum share share)
{
    struct err err = ERR_INIT(LANG_EN);
    struct answer answer = {.point = "aandacht",
                            .field = (char *)field,
                            .kind = KIND_NOTE,
                            .share = share,
                            .label = "Wat viel <op>?",
                            .value = (char *)value,
                            .shown = ""};
    assert_int_equal(
        interviews_answer(office->fixture.desk.store, office->sanne, &answer, NULL, &err), 0);
}

static int open_office(void **state)
{
    struct office *office = mem_zero(1, sizeof *office);
    struct desk_fixture *fixture = &office->fixture;
    struct err err = ERR_INIT(LANG_EN);
    desk_fixture_open(fixture, LANG_NL);
    int today = desk_fixture_today(fixture); /* Monday 23 November 2026 */
    snprintf(office->db, sizeof office->db, "%s/gesprek.db", fixture->folder);
    desk_fixture_interview(fixture, "Sanne de Boer", today - 3, office->sanne);
    desk_fixture_interview(fixture, "Mo Karimi", DAY_NONE, office->mo);
    desk_fixture_agreement(fixture, office->sanne, OWNER_MANAGER, "Rooster <aanpassen>", today - 3,
                           office->roster);
    answer(office, "Eerste woorden", "delen", SHARE_EMPLOYEE);
    answer(office, "Alleen voor mij", "note", SHARE_PRIVATE);
    assert_int_equal(
        interviews_set_stage(fixture->desk.store, office->sanne, STAGE_CLOSED, NULL, &err), 0);
    answer(office, "Betere woorden", "delen", SHARE_EMPLOYEE);
    let_go(office);
    *state = office;
    return 0;
}

static int close_office(void **state)
{
    struct office *office = *state;
    desk_fixture_close(&office->fixture);
    free(office);
    return 0;
}

/* Runs the program with what it reads, in Dutch, on Monday 23 November 2026. */
static void reads(struct run *run, const struct office *office, const char *input, ...)
{
    static const char *const settings[] = {"GESPREK_NOW=2026-11-23T09:00", "GESPREK_LANG=nl", NULL};
    const char *arguments[24] = {"--db", office->db};
    size_t n = 2;
    va_list args;
    va_start(args, input);
    while ((arguments[n] = va_arg(args, const char *)))
        n++;
    va_end(args);
    run_program(run, arguments, settings, input);
}

#define RUN(...) reads(&run, office, "", __VA_ARGS__, NULL)

static void check(struct run *run, int status, const char *out, const char *said)
{
    if (run->status != status || !strstr(run->out.data, out) || !strstr(run->errors.data, said))
        fail_msg("status %d, out:\n%s\nerrors:\n%s", run->status, run->out.data, run->errors.data);
    run_release(run);
}

static int64_t ask(const struct office *office, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_open_v2(office->db, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    int64_t n = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : -1;
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return n;
}

/* ---- everything about one person ------------------------------------------------------------- */

static void export_is_a_page_with_everything(void **state)
{
    static const char *const parts[] = {
        "<!DOCTYPE html>",        "Alles wat over Sanne de Boer wordt bewaard",
        "Waarvoor het wordt",     "Hoe lang het wordt bewaard",
        "Twee jaar na het",       "Wie het zag of kreeg",
        "Autoriteit Persoons",    "Wat viel &lt;op&gt;?",
        "Betere woorden",         "eerst stond er: Eerste woorden",
        "verbeterd op maandag",   "Alleen voor mij",
        "alleen van je leiding",  "Rooster &lt;aanpassen&gt;",
        "alles wat ermee gebeur",
    };
    struct office *office = *state;
    struct run run;
    RUN("person", "export", "sanne de boer");
    assert_int_equal(run.status, 0);
    assert_string_equal(run.errors.data, "");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strstr(run.out.data, parts[i]))
            fail_msg("\"%s\" is not in\n%s", parts[i], run.out.data);
    assert_null(strstr(run.out.data, "Mo Karimi"));
    assert_null(strstr(run.out.data, "<script"));
    run_release(&run);
}

static void export_is_json_that_sqlite_reads(void **state)
{
    struct office *office = *state;
    struct run run;
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    RUN("person", "export", "Sanne de Boer"); /* so that somebody got it */
    run_release(&run);
    RUN("person", "export", "Sanne de Boer", "--format", "json");
    assert_int_equal(run.status, 0);
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db,
                           "SELECT json_valid(:j), :j ->> '$.person.name' || ' '"
                           " || (:j ->> '$.interviews[0].corrections[0].before') || ' '"
                           " || json_array_length(:j, '$.interviews[0].history') || ' '"
                           " || (:j ->> '$.told[0].how') || ' ' || json_array_length(:j,"
                           " '$.interviews[0].answers')",
                           -1, &stmt, NULL),
        SQLITE_OK);
    sqlite3_bind_text(stmt, 1, run.out.data, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(stmt, 0), 1);
    assert_string_equal(sqlite3_column_text(stmt, 1),
                        "Sanne de Boer Eerste woorden 1 person html 2");
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    run_release(&run);
}

/* Her absence: 6 to 10 April, with what it said before somebody put it right. */
static void report(const struct office *office, char handle[HANDLE_SIZE])
{
    struct run run;
    RUN("absence", "add", "Sanne de Boer", "--first-day", "6-4-2026", "--back", "10-4-2026",
        "--work", "Offerte <A>. Rooster.", "--accident", "no");
    check(&run, 0, "", "vanaf maandag 6 april 2026");
    RUN("absence", "list", "--format", "json");
    const char *id = strstr(run.out.data, "\"id\":\"");
    assert_non_null(id);
    snprintf(handle, HANDLE_SIZE, "%.8s", id + strlen("\"id\":\"") + 28);
    run_release(&run);
    RUN("absence", "change", handle, "--back", "9-4-2026", "--work", "Offerte <B>. Rooster.",
        "--accident", "yes");
    run_release(&run);
}

static void export_tells_absences_and_what_they_said_before(void **state)
{
    static const char *const parts[] = {
        "<h2>Afwezigheid</h2>",
        "maandag 6 april 2026",
        "donderdag 9 april 2026",
        "Offerte &lt;B&gt;.",
        "eerst stond er: vrijdag 10 april 2026",
        "eerst stond er: Offerte &lt;A&gt;. Rooster.",
        "eerst stond er: nee",
    };
    struct office *office = *state;
    char handle[HANDLE_SIZE];
    struct run run;
    report(office, handle);
    RUN("person", "export", "sanne de boer");
    assert_int_equal(run.status, 0);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strstr(run.out.data, parts[i]))
            fail_msg("\"%s\" is not in\n%s", parts[i], run.out.data);
    run_release(&run);
    RUN("person", "export", "sanne de boer", "--format", "json");
    check(&run, 0,
          "\"first_day\":\"2026-04-06\",\"expected\":null,\"back\":\"2026-04-09\","
          "\"reachable\":\"\",\"lasting\":\"\",\"work\":\"Offerte <B>. Rooster.\"",
          "");
    RUN("person", "export", "sanne de boer", "--format", "json");
    check(&run, 0, "\"who\":", "");
    RUN("log"); /* the list in JSON above was written out */
    check(&run, 0, "uitgevoerd json", "");
}

static void erasing_in_an_absence(void **state)
{
    struct office *office = *state;
    char handle[HANDLE_SIZE];
    struct run run;
    report(office, handle);
    RUN("person", "erase", "Sanne de Boer");
    check(&run, 1, "", "1 persoon, 1 gesprek, 1 afwezigheid, 1 afspraak, 3 teksten");
    reads(&run, office, "Offerte <B>.\n", "erase", handle, "--text", "--yes", NULL);
    check(&run, 0, "1 tekst", "");
    assert_int_equal(ask(office, "SELECT count(*) FROM absence WHERE work = 'Rooster.'"), 1);
    assert_int_equal(ask(office, "SELECT count(*) FROM absence_before WHERE value LIKE '%<A>%'"),
                     0);
    reads(&run, office, "staat er niet", "erase", handle, "--text", "--yes", NULL);
    check(&run, 1, "", "staat nergens letterlijk in afwezigheid");
    RUN("erase", handle, "--yes");
    check(&run, 0, "1 afwezigheid, 1 tekst", "");
    assert_int_equal(ask(office, "SELECT count(*) FROM absence"), 0);
    assert_int_equal(ask(office, "SELECT count(*) FROM person"), 2);
    RUN("log", "--format", "json");
    check(&run, 0, "\"how\":\"absence\",\"about\":\"", "");
    RUN("erase", "ffffffff", "--yes");
    check(&run, 1, "", "Geen gesprek, afwezigheid of eigen vraag aan HR");
}

/* A removed absence leaves what it said before until undo has forgotten it: that is told and goes
 * like the rest. */
static void what_a_removed_absence_said_before(void **state)
{
    static const char before[] = "SELECT count(*) FROM absence_before";
    struct office *office = *state;
    char handle[HANDLE_SIZE];
    struct run run;
    report(office, handle);
    assert_int_equal(ask(office, before), 3);
    RUN("absence", "remove", handle);
    run_release(&run);
    assert_int_equal(ask(office, before), 3);
    RUN("person", "export", "Sanne de Boer");
    check(&run, 0, "Offerte &lt;A&gt;. Rooster.", "");
    RUN("person", "export", "Sanne de Boer");
    check(&run, 0, "Deze afwezigheid is weggehaald", "");
    RUN("person", "export", "Sanne de Boer", "--format", "json");
    check(&run, 0, "\"before\":\"Offerte <A>. Rooster.\"", "");
    RUN("erase", handle, "--yes");
    check(&run, 0, "1 afwezigheid", "");
    assert_int_equal(ask(office, before), 0);
}

static void undo_forgets_a_removed_absence(void **state)
{
    static const char before[] = "SELECT count(*) FROM absence_before";
    struct office *office = *state;
    char handle[HANDLE_SIZE];
    struct run run;
    report(office, handle);
    RUN("absence", "remove", handle);
    run_release(&run);
    for (int i = 0; i < 201; i++) { /* as many deeds as are kept, and one */
        RUN("person", "service", "Sanne de Boer", "--in", "1-1-2020", "--factor",
            i % 2 ? "0,8" : "0,9");
        run_release(&run);
    }
    assert_int_equal(ask(office, before), 0);
}

static void keeping_tells_absences(void **state)
{
    struct office *office = *state;
    char handle[HANDLE_SIZE];
    struct run run;
    report(office, handle);
    RUN("person", "dates", "Sanne de Boer", "--ended", "2024-01-31");
    run_release(&run);
    RUN("retention");
    check(&run, 0, "1 gesprek, 1 afwezigheid, 1 afspraak", "retention --apply");
    RUN("retention", "--format", "json");
    check(&run, 0, "\"absences\":[\"", "");
    RUN("retention", "--apply");
    check(&run, 0, "1 persoon, 1 gesprek, 1 afwezigheid, 1 afspraak, 3 teksten", "");
    assert_int_equal(ask(office, "SELECT count(*) FROM absence"), 0);
}

static void export_goes_to_a_new_file_of_ones_own(void **state)
{
    struct office *office = *state;
    struct run run;
    struct stat about;
    char path[128];
    snprintf(path, sizeof path, "%s/sanne.html", office->fixture.folder);
    RUN("person", "export", "Sanne de Boer", "--output", path);
    check(&run, 0, "", "sanne.html");
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    RUN("person", "export", "Sanne de Boer", "--output", path);
    check(&run, 1, "", "al een bestand");
    RUN("person", "export", "Niemand");
    check(&run, 1, "", "Er is niemand met die naam");
}

/* ---- putting right --------------------------------------------------------------------------- */

static void a_correction_shows_in_the_report(void **state)
{
    struct office *office = *state;
    struct run run;
    RUN("show", office->sanne + 28, "--as", "employee");
    check(&run, 0, "verbeterd op", "");
    RUN("show", office->sanne + 28, "--as", "employee");
    assert_null(strstr(run.out.data, "Eerste woorden"));
    run_release(&run);
}

static void a_moved_conversation_is_in_the_log(void **state)
{
    struct office *office = *state;
    struct run run;
    RUN("person", "move", office->sanne + 28, "Mo Karimi");
    check(&run, 0, "", "staat nu bij Mo Karimi");
    RUN("log");
    check(&run, 0, "onder iemand anders gezet", "");
}

/* ---- erasing --------------------------------------------------------------------------------- */

static void erasing_a_person_shows_asks_and_tells(void **state)
{
    struct office *office = *state;
    struct run run;
    RUN("person", "erase", "Sanne de Boer");
    check(&run, 1, "", "1 persoon, 1 gesprek, 1 afspraak, 2 teksten");
    assert_int_equal(ask(office, "SELECT count(*) FROM person"), 2);
    RUN("person", "erase", "Sanne de Boer", "--no-input");
    check(&run, 1, "", "Geef --yes als dat weg moet");
    RUN("sparring", "ask", "Sanne belt niet terug, wat nu?", "--yes");
    run_release(&run);
    RUN("person", "erase", "Sanne de Boer", "--yes");
    assert_non_null(
        strstr(run.errors.data, "de naam of voorletters erin, die blijven staan (1): "));
    check(&run, 0,
          "Bewijs 1: voorgoed gewist op maandag 23 november 2026, 09:00\n"
          "  1 persoon, 1 gesprek, 1 afspraak, 2 teksten\n",
          "kan niet worden terug");
    assert_int_equal(ask(office, "SELECT count(*) FROM person"), 1);
    RUN("log", "--format", "json");
    check(&run, 0, "\"kind\":\"erased\",\"how\":\"person\"", "");
    RUN("person", "erase", "Sanne de Boer", "--yes");
    check(&run, 1, "", "Er is niemand met die naam");
}

static void erasing_one_conversation(void **state)
{
    struct office *office = *state;
    struct run run;
    RUN("erase", office->mo + 28, "--yes");
    check(&run, 0, "1 persoon, 1 gesprek\n", "");
    assert_int_equal(ask(office, "SELECT count(*) FROM interview"), 1);
    RUN("erase", "ffffffff", "--yes");
    check(&run, 1, "", "Geen gesprek");
}

static void erasing_a_sentence_that_stands_on_standard_input(void **state)
{
    struct office *office = *state;
    struct run run;
    reads(&run, office, "Eerste woorden\n", "erase", office->sanne + 28, "--text", "--yes", NULL);
    check(&run, 0, "1 tekst", "");
    assert_int_equal(ask(office, "SELECT count(*) FROM answer_before WHERE value = ''"), 1);
    assert_int_equal(ask(office, "SELECT count(*) FROM answer WHERE value = 'Betere woorden'"), 1);
    reads(&run, office, "staat er niet", "erase", office->sanne + 28, "--text", "--yes", NULL);
    check(&run, 1, "", "staat nergens letterlijk");
    reads(&run, office, "  \n", "erase", office->sanne + 28, "--text", "--yes", NULL);
    check(&run, 1, "", "op de standaardinvoer");
}

/* ---- keeping --------------------------------------------------------------------------------- */

static void keeping_shows_first_and_goes_when_told(void **state)
{
    struct office *office = *state;
    struct run run;
    RUN("retention");
    check(&run, 0, "", "Er hoeft niets weg");
    RUN("person", "dates", "Sanne de Boer", "--closed", "2024-01-31");
    check(&run, 0, "Re-integratie afgesloten op: woensdag 31 januari 2024", "");
    RUN("retention"); /* held after that: another absence, which has no date yet */
    check(&run, 0, "", "Er hoeft niets weg");
    RUN("person", "dates", "Sanne de Boer", "--closed", "none", "--ended", "2024-01-31");
    check(&run, 0, "Re-integratie afgesloten op: niet bekend", "");
    RUN("retention");
    check(&run, 0, "gaat nu weg", "retention --apply");
    assert_int_equal(ask(office, "SELECT count(*) FROM person"), 2);
    RUN("person", "hold", "Sanne de Boer", "--reason", "Loopt nog");
    check(&run, 0, "Vastgezet: tot je het losmaakt", "");
    RUN("retention", "--apply");
    check(&run, 0, "vastgezet", "Er hoeft nu niets weg");
    RUN("person", "release", "Sanne de Boer");
    check(&run, 0, "Vastgezet: nee", "");
    RUN("retention", "--apply");
    check(&run, 0, "Bewijs", "");
    assert_int_equal(ask(office, "SELECT count(*) FROM person"), 1);
    RUN("retention", "--format", "json");
    check(&run, 0, "[]", "");
}

static void keeping_tells_what_is_wrong(void **state)
{
    struct office *office = *state;
    struct run run;
    RUN("person", "dates", "Sanne de Boer", "--closed", "onzin");
    check(&run, 2, "", "ken ik niet als datum");
    RUN("person", "hold", "Niemand");
    check(&run, 1, "", "Er is niemand met die naam");
    RUN("person", "hold", "Mo Karimi", "--until", "31-4");
    check(&run, 2, "", "bestaat niet");
    RUN("retention", "--format", "xml");
    check(&run, 2, "", "xml");
}

/* ---- the log --------------------------------------------------------------------------------- */

static void the_log_holds_no_content(void **state)
{
    static const char *const words[] = {"Sanne", "Rooster", "woorden", "Alleen voor mij"};
    struct office *office = *state;
    struct run run;
    RUN("show", office->sanne + 28, "--as", "hr");
    run_release(&run);
    RUN("show", office->sanne + 28, "--format", "html");
    run_release(&run);
    RUN("agreements", "--format", "csv");
    run_release(&run);
    RUN("log");
    assert_int_equal(run.status, 0);
    assert_non_null(strstr(run.out.data, "bekeken als HR"));
    assert_non_null(strstr(run.out.data, "uitgevoerd html"));
    assert_non_null(strstr(run.out.data, "uitgevoerd csv"));
    assert_non_null(strstr(run.out.data, office->sanne + 28));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_null(strstr(run.out.data, words[i]));
    run_release(&run);
}

/* What a window that reads did waits beside the file, and the next writer takes it in. */
static void a_reading_command_waits_to_be_taken_in(void **state)
{
    struct office *office = *state;
    struct run run;
    char path[128];
    struct stat about;
    snprintf(path, sizeof path, "%s.log", office->db);
    RUN("show", office->sanne + 28, "--as", "employee");
    run_release(&run);
    assert_int_equal(ask(office, "SELECT count(*) FROM log"), 0);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    RUN("log");
    check(&run, 0, "bekeken als de medewerker", "");
    RUN("person", "hold", "Mo Karimi");
    run_release(&run);
    assert_int_equal(ask(office, "SELECT count(*) FROM log WHERE kind = 'viewed'"), 1);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_size, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_office, close_office)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(export_is_a_page_with_everything),
        TEST(export_is_json_that_sqlite_reads),
        TEST(export_tells_absences_and_what_they_said_before),
        TEST(erasing_in_an_absence),
        TEST(what_a_removed_absence_said_before),
        TEST(undo_forgets_a_removed_absence),
        TEST(keeping_tells_absences),
        TEST(export_goes_to_a_new_file_of_ones_own),
        TEST(a_correction_shows_in_the_report),
        TEST(a_moved_conversation_is_in_the_log),
        TEST(erasing_a_person_shows_asks_and_tells),
        TEST(erasing_one_conversation),
        TEST(erasing_a_sentence_that_stands_on_standard_input),
        TEST(keeping_shows_first_and_goes_when_told),
        TEST(keeping_tells_what_is_wrong),
        TEST(the_log_holds_no_content),
        TEST(a_reading_command_waits_to_be_taken_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
