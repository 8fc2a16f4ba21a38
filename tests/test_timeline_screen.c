/* The steps of an absence on screen, on home and for HR: keys in, pictures out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "desk_fixture.h"
#include "domain/shelf.h"
#include "plain/plain.h"
#include "sitting.h"
#include "store/absences.h"
#include "store/bundle.h"

struct fixture {
    struct desk_fixture desk;
    struct sitting sitting;
};

/* Somebody absent since so many days ago; back for so many, or -1. */
static void add(struct fixture *fixture, const char *name, int ago, int over, bool leave)
{
    static const struct deed deed = {N_("absence added"), ""};
    struct err err = ERR_INIT(LANG_EN);
    struct absence absence;
    int today = desk_fixture_today(&fixture->desk);
    absence_init(&absence);
    absence.leave = leave;
    absence.first_day = today - ago;
    absence.back = over < 0 ? DAY_NONE : today - over;
    if (absences_add(fixture->desk.desk.store, name, &absence, &deed, &err))
        fail_msg("%s", err.text);
    absence_release(&absence);
}

static void begin(struct fixture *fixture)
{
    sitting_open(&fixture->sitting, &fixture->desk.desk, NULL);
}

static int open_fixture(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    desk_fixture_open(&fixture->desk, LANG_NL);
    *state = fixture;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *fixture = *state;
    sitting_close(&fixture->sitting);
    desk_fixture_close(&fixture->desk);
    free(fixture);
    return 0;
}

/* From home to the steps of somebody. */
static void go(struct fixture *fixture, const char *name)
{
    struct buf keys = BUF_INIT;
    buf_addf(&keys, "A<C-u>%s<Enter>", name);
    sitting_keys(&fixture->sitting, keys.data);
    buf_release(&keys);
    if (strcmp(sitting_screen(&fixture->sitting), "ask") == 0) /* who is back: a new report? no */
        sitting_keys(&fixture->sitting, "<Esc>");
    sitting_keys(&fixture->sitting, "S");
    assert_string_equal(sitting_screen(&fixture->sitting), "timeline");
}

/* What is said while the lines of script are typed. */
static void play(struct fixture *fixture, const char *script, struct buf *said)
{
    struct err err = ERR_INIT(LANG_NL);
    char *text = NULL;
    size_t size = 0;
    struct plain_lines where = {
        .in = tmpfile(), .out = open_memstream(&text, &size), .echo = true, .asks = true};
    fputs(script, where.in);
    rewind(where.in);
    (void)plain_run(&fixture->desk.desk, NULL, &where, &err);
    fclose(where.in);
    fclose(where.out);
    buf_clear(said);
    buf_add(said, text, size);
    free(text);
}

static void test_the_steps(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    add(fixture, "Sanne de Boer", 50, -1, false);
    begin(fixture);
    go(fixture, "Sanne de Boer");
    sitting_shows(sitting, "Eerste dag zo 4 okt; vandaag is dag 51, in week 8.");
    sitting_shows(sitting, " > [ ] Probleemanalyse                ! za 14 nov");
    sitting_shows(sitting, "   [ ] Plan van aanpak                * za 28 nov               samen");
    sitting_shows(sitting, "Probleemanalyse - bedrijfsarts, uiterlijk rond za 14 nov (voorbij)");
    sitting_shows(sitting, "(staat in de wet;");
    sitting_cursor_shown(sitting);
}

static void test_ticking(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    add(fixture, "Sanne de Boer", 50, -1, false);
    begin(fixture);
    go(fixture, "Sanne de Boer");
    sitting_keys(sitting, "<Space>");
    sitting_shows(sitting, "Probleemanalyse: op welke dag is het gedaan?");
    sitting_keys(sitting, "<C-u>12-11<Enter>");
    sitting_shows(sitting, " > [x] Probleemanalyse                  gedaan op do 12 nov");
    sitting_keys(sitting, "d<C-u>11-11<Enter>");
    sitting_shows(sitting, "gedaan op wo 11 nov");
    sitting_keys(sitting, "<Space>");
    sitting_shows(sitting, " > [ ] Probleemanalyse");
    sitting_keys(sitting, "<C-z>");
    sitting_shows(sitting, "gedaan op wo 11 nov");
    sitting_keys(sitting, "<C-z><C-z>");
    sitting_shows(sitting, " > [ ] Probleemanalyse");
    sitting_keys(sitting, "<Home><Space>");
    sitting_shows(sitting, "Dit komt vanzelf; er valt niets af te vinken.");
}

/* A day before the absence or still to come is asked again, with why. */
static void test_a_day_that_will_not_do(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    add(fixture, "Sanne de Boer", 50, -1, false);
    begin(fixture);
    go(fixture, "Sanne de Boer");
    sitting_keys(sitting, "<Space><C-u>2026-10-03<Enter>");
    sitting_shows(sitting, "Deze dag ligt voor het begin van het verzuim.");
    sitting_keys(sitting, "<C-u>2026-11-24<Enter>");
    sitting_shows(sitting, "Deze dag moet nog komen.");
    sitting_keys(sitting, "<C-u>2026-11-22<Enter>");
    sitting_shows(sitting, "gedaan op zo 22 nov");
}

static void test_joined_and_back(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    add(fixture, "Sanne de Boer", 100, 60, false);
    add(fixture, "Sanne de Boer", 50, -1, false);
    add(fixture, "Mo Haddad", 100, 60, false);
    begin(fixture);
    go(fixture, "Sanne de Boer");
    sitting_shows(sitting, "vandaag is dag 91, in week 13. 2 meldingen tellen");
    sitting_keys(sitting, "<Esc><Esc>");
    go(fixture, "Mo Haddad");
    sitting_shows(sitting, "helemaal hersteld, dus er hoeft niets meer");
    sitting_lacks(sitting, "Plan van aanpak");
}

static void test_after_leave(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    add(fixture, "Sanne de Boer", 200, 150, false);
    add(fixture, "Sanne de Boer", 150, 30, true);
    add(fixture, "Sanne de Boer", 30, -1, false);
    begin(fixture);
    go(fixture, "Sanne de Boer");
    sitting_shows(sitting, "vandaag is dag 81");
    sitting_keys(sitting, "?telt apart<Enter>");
    sitting_shows(sitting, "Telt het verzuim na het verlof apart?");
    sitting_keys(sitting, "j");
    sitting_shows(sitting, "vandaag is dag 31");
    sitting_keys(sitting, "?telt apart<Enter>j");
    sitting_shows(sitting, "vandaag is dag 81");
}

static void test_leave_has_none(void **state)
{
    struct fixture *fixture = *state;
    add(fixture, "Sanne de Boer", 30, -1, true);
    begin(fixture);
    sitting_keys(&fixture->sitting, "A<C-u>Sanne de Boer<Enter>S");
    assert_string_equal(sitting_screen(&fixture->sitting), "absence");
    sitting_keys(&fixture->sitting, "<Esc>");
    sitting_lacks(&fixture->sitting, "STAPPEN BIJ VERZUIM");
}

static void test_small_windows(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    add(fixture, "Sanne de Boer", 350, -1, false);
    begin(fixture);
    sitting_resize(sitting, 20, 60, true);
    go(fixture, "Sanne de Boer");
    sitting_keys(sitting, "<End>");
    sitting_shows(sitting, "Einde van 104 weken");
    sitting_shows(sitting, "loopt het loon tot 52 weken langer");
    sitting_keys(sitting, "<Home>");
    sitting_shows(sitting, " >     Ziekmelding");
    sitting_cursor_shown(sitting);
    sitting_keys(sitting, "<Down><Space><C-u>12-11-2026<Enter>");
    sitting_shows(sitting, "[x] Doorgeven aan de arbodienst      gedaan 12 nov");
}

/* ---- home and HR ----------------------------------------------------------------------------- */

static void test_steps_on_home(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    static const char *const names[] = {"Ann", "Bas", "Cem", "Dia", "Eva"};
    for (int i = 0; i < 5; i++)
        add(fixture, names[i], 50 + i, -1, false);
    add(fixture, "Kim Pot", 300, 200, false);
    begin(fixture);
    sitting_shows(sitting, "STAPPEN BIJ VERZUIM");
    sitting_shows(sitting, "[ ] Probleemanalyse");
    sitting_shows(sitting, "! 2 stappen te laat");
    sitting_shows(sitting, "en nog 2");
    sitting_click(sitting, "en nog 2", 2);
    assert_string_equal(sitting_screen(sitting), "due");
    sitting_lacks(sitting, "K.P.");
    sitting_keys(sitting, "<Enter>");
    assert_string_equal(sitting_screen(sitting), "timeline");
    sitting_keys(sitting, "<Esc><Esc>");
    sitting_click(sitting, "[ ] Probleemanalyse", 2);
    assert_string_equal(sitting_screen(sitting), "timeline");
    sitting_keys(sitting, "<Space><Enter>");
    sitting_shows(sitting, "[x] Probleemanalyse");
}

/* What is opened from the list begins at the step that was chosen there, not at the next. */
static void test_the_step_that_was_chosen(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    add(fixture, "Sanne de Boer", 50, -1, false);
    begin(fixture);
    sitting_keys(sitting, "S<Home><Enter>");
    assert_string_equal(sitting_screen(sitting), "timeline");
    sitting_shows(sitting, " > [ ] Doorgeven aan de arbodienst");
    sitting_keys(sitting, "<Esc><End><Enter>");
    sitting_shows(sitting, " > [ ] Plan van aanpak");
}

/* Home names of what is late what the law does, and that the weeks are over. */
static void test_what_weighs_most_on_home(void **state)
{
    struct fixture *fixture = *state;
    add(fixture, "Sanne de Boer", 740, -1, false);
    begin(fixture);
    sitting_shows(&fixture->sitting, "[ ] 104 weken voorbij: Probleemanalyse ");
    sitting_shows(&fixture->sitting, "! 24 stappen te laat");
    go(fixture, "Sanne de Boer");
    sitting_shows(&fixture->sitting, "in week 106. De 104 weken");
}

static void test_out_of_service(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    struct buf said = BUF_INIT;
    add(fixture, "Sanne de Boer", 50, -1, false);
    play(fixture, "dienst Sanne de Boer\n1\n1-3-2024\n1\n1-11-2026\n\ns\n", &said);
    begin(fixture); /* what was due on the last day is late, and nothing else */
    sitting_shows(sitting, "[ ] Ziek uit dienst melden bij UWV");
    sitting_shows(sitting, "! voorbij"); /* one */
    go(fixture, "Sanne de Boer");
    sitting_shows(sitting, "in dienst tot en met za 31 okt");
    sitting_lacks(sitting, "Probleemanalyse");
    buf_release(&said);
}

/* Space ticks the chosen one in the list itself, w writes what is coming of all. */
static void test_ticking_in_the_list(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    struct buf keys = BUF_INIT, text = BUF_INIT;
    struct err err = ERR_INIT(LANG_EN);
    char path[128];
    snprintf(path, sizeof path, "%s/all.ics", fixture->desk.folder);
    add(fixture, "Sanne de Boer", 50, -1, false);
    begin(fixture);
    sitting_keys(sitting, "S<Home><Down><Space>");
    sitting_shows(sitting, "Probleemanalyse: op welke dag is het gedaan?");
    sitting_keys(sitting, "<C-u>2026-11-24<Enter>");
    sitting_shows(sitting, "Deze dag moet nog komen.");
    sitting_keys(sitting, "<C-u>12-11<Enter>");
    assert_string_equal(sitting_screen(sitting), "due");
    sitting_shows(sitting, "Probleemanalyse: gedaan op donderdag 12 november 2026.");
    sitting_lacks(sitting, "S.B.  Probleemanalyse");
    sitting_shows(sitting, " > * za 28 nov        S.B.  Plan van aanpak");
    sitting_keys(sitting, "<C-z>");
    sitting_shows(sitting, "S.B.  Probleemanalyse");
    buf_addf(&keys, "w<C-u>%s<Enter>", path);
    sitting_keys(sitting, keys.data);
    if (shelf_read_file(path, &text, &err))
        fail_msg("%s", err.text);
    assert_non_null(strstr(text.data, "SUMMARY:Plan van aanpak\r\n"));
    assert_non_null(strstr(text.data, "SUMMARY:Evaluatie van het plan (2)\r\n"));
    assert_null(strstr(text.data, "Sanne"));
    unlink(path);
    buf_release(&keys);
    buf_release(&text);
}

/* HR at the same file sees steps, and nothing that was asked at the report. */
static void test_hr_sees_the_steps(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    add(fixture, "Sanne de Boer", 50, -1, false);
    sitting_begin(sitting, &fixture->desk.desk, &(struct beginning){.review = true});
    sitting_keys(sitting, "S");
    assert_string_equal(sitting_screen(sitting), "due");
    sitting_shows(sitting, "! za 14 nov        S.B.  Probleemanalyse");
    sitting_shows(sitting, "3 stappen, 2 voorbij (!).");
}

/* Whoever looks can see who else does; what came out of a bundle is ticked by the manager. */
static void test_who_sees_the_steps(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    struct store *store = fixture->desk.desk.store;
    struct err err = ERR_INIT(LANG_NL);
    struct bundled bundled;
    struct collected found = COLLECTED_INIT;
    struct desk_fixture hr;
    char path[128];
    snprintf(path, sizeof path, "%s/bundle", fixture->desk.folder);
    add(fixture, "Sanne de Boer", 50, -1, false);
    begin(fixture);
    go(fixture, "Sanne de Boer");
    sitting_shows(sitting, "jij, en HR bij dit bestand");
    assert_int_equal(store_setting_set(store, BUNDLE_ABSENCES, "yes", &err), 0);
    sitting_close(sitting);
    begin(fixture);
    go(fixture, "Sanne de Boer");
    sitting_shows(sitting, "jij en HR, ook uit je bundels");
    assert_int_equal(bundle_write(store, path, &bundled, &err), 0);
    desk_fixture_open(&hr, LANG_NL);
    assert_int_equal(bundle_collect(hr.desk.store, path, &found, &err), 0);
    sitting_close(sitting);
    sitting_begin(sitting, &hr.desk, &(struct beginning){.review = true});
    sitting_keys(sitting, "S");
    sitting_shows(sitting, "ook uit bundels");
    sitting_keys(sitting, "<Space>");
    sitting_shows(sitting, "Dit kwam uit een bundel");
    sitting_keys(sitting, "<Enter>");
    sitting_shows(sitting, "uit een bundel");
    sitting_keys(sitting, "<Space>");
    sitting_shows(sitting, "Dit kwam uit een bundel");
    assert_string_equal(sitting_screen(sitting), "timeline");
    sitting_close(sitting);
    desk_fixture_close(&hr);
    begin(fixture);
    collected_release(&found);
}

static void test_a_calendar(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    struct buf keys = BUF_INIT, text = BUF_INIT;
    struct err err = ERR_INIT(LANG_EN);
    char path[128];
    snprintf(path, sizeof path, "%s/steps.ics", fixture->desk.folder);
    add(fixture, "Sanne de Boer", 50, -1, false);
    begin(fixture);
    go(fixture, "Sanne de Boer");
    buf_addf(&keys, "w<C-u>%s<Enter>", path);
    sitting_keys(sitting, keys.data);
    if (shelf_read_file(path, &text, &err))
        fail_msg("%s", err.text);
    assert_non_null(strstr(text.data, "DTSTART;VALUE=DATE:20261128\r\n"));
    assert_null(strstr(text.data, "Sanne"));
    assert_null(strstr(text.data, "20261114")); /* its day went by: it stands on today */
    assert_non_null(strstr(text.data, "DTSTART;VALUE=DATE:20261123\r\n"));
    assert_non_null(strstr(text.data, "SUMMARY:Probleemanalyse (uiterlijk rond za 14 nov)\r\n"));
    unlink(path);
    buf_release(&keys);
    buf_release(&text);
}

/* ---- in lines -------------------------------------------------------------------------------- */

static void says(const struct buf *said, const char *text)
{
    if (!strstr(said->data, text))
        fail_msg("\"%s\" in:\n%s", text, said->data);
}

static void test_steps_in_lines(void **state)
{
    struct fixture *fixture = *state;
    struct buf said = BUF_INIT;
    add(fixture, "Sanne de Boer", 50, -1, false);
    play(fixture, "stappen Sanne de Boer\n3\n24-11-2026\n12-11\n1\n\nstappen\ns\n", &said);
    says(&said, "Stappen bij verzuim:\n2. S.B.: Probleemanalyse - bedrijfsarts, uiterlijk rond");
    says(&said, "Eerste dag zo 4 okt; vandaag is dag 51, in week 8.");
    says(&said, "(staat in de wet; nagekeken op 1-11-2026)");
    says(&said, "Deze dag moet nog komen.");
    says(&said, "3. Probleemanalyse - bedrijfsarts, gedaan op do 12 nov");
    says(&said, "Dit komt vanzelf; er valt niets af te vinken.");
    says(&said, "S.B.: Plan van aanpak - samen, uiterlijk rond za 28 nov (binnenkort)");
    buf_release(&said);
    begin(fixture); /* what is closed afterwards */
}

static void test_service_in_lines_and_on_screen(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    struct buf said = BUF_INIT;
    add(fixture, "Sanne de Boer", 50, -1, false);
    play(fixture,
         "dienst Sanne de Boer\n1\n1-3-2024\n0\n0,8\n\ndienst Sanne de Boer\n\ndienst\ns\n", &said);
    says(&said, "Wanneer deze persoon in dienst was, is niet bekend.");
    says(&said, "Een deeltijdfactor van 0 heeft niemand.");
    says(&said, "1. 0,8 vanaf 1-3-2024");
    says(&said, "Van wie? Geef ook de naam, zoals dienst Jan.");
    begin(fixture);
    sitting_keys(sitting, "A<C-u>Sanne de Boer<Enter>?in dienst was<Enter>");
    assert_string_equal(sitting_screen(sitting), "service");
    sitting_shows(sitting, " > 0,8 vanaf 1-3-2024");
    sitting_keys(sitting, "<Enter><C-u>12<Enter>");
    sitting_shows(sitting, "Dit is meer dan een volle week.");
    sitting_keys(sitting, "<C-u>0,9<Enter>");
    sitting_shows(sitting, " > 0,9 vanaf 1-3-2024");
    sitting_keys(sitting, "n<C-u>1-6-2025<Enter><C-u>1<Enter>");
    sitting_shows(sitting, "1 vanaf 1-6-2025");
    sitting_shows(sitting, "0,9 van 1-3-2024 tot en met 31-5-2025");
    sitting_keys(sitting, "<Home>d<C-u>1-11-2026<Enter>");
    sitting_shows(sitting, "1 van 1-6-2025 tot en met 31-10-2026");
    sitting_keys(sitting, "-j");
    sitting_lacks(sitting, "31-10-2026");
    sitting_keys(sitting, "<C-z>");
    sitting_shows(sitting, "1 van 1-6-2025 tot en met 31-10-2026");
    buf_release(&said);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_the_steps),
        TEST(test_ticking),
        TEST(test_a_day_that_will_not_do),
        TEST(test_joined_and_back),
        TEST(test_after_leave),
        TEST(test_leave_has_none),
        TEST(test_small_windows),
        TEST(test_steps_on_home),
        TEST(test_the_step_that_was_chosen),
        TEST(test_what_weighs_most_on_home),
        TEST(test_out_of_service),
        TEST(test_ticking_in_the_list),
        TEST(test_hr_sees_the_steps),
        TEST(test_who_sees_the_steps),
        TEST(test_a_calendar),
        TEST(test_steps_in_lines),
        TEST(test_service_in_lines_and_on_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
