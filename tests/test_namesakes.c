/*
 * Two people of one name: nobody becomes one with another unseen. A name that differs in its
 * accents alone is asked about, or refused where nobody can be asked; a name that is somebody's
 * already is said to be, so that a namesake gets a name of their own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "desk_fixture.h"
#include "run.h"
#include "sitting.h"
#include "somebody.h"
#include "store/absences.h"
#include "store/interviews.h"

/* ---- what is one name ------------------------------------------------------------------------ */

static void case_and_spacing_do_not_make_another_name(void **state)
{
    static const struct {
        const char *one, *other;
        bool same;
    } pairs[] = {
        {"Sanne de Boer", "Sanne de Boer", true},
        {"Sanne de Boer", "SANNE  DE BOER ", true},
        {"José", "Jose\xCC\x81", true}, /* composed or not */
        {"JOSÉ", "josé", true},
        {"Strauß", "Strauss", true},
        {"José", "Jose", false},
        {"Łukasz", "Lukasz", false},
        {"Sanne de Boer", "Sanne de Boor", false},
        {"Zo\xC3\xAB", "Zoe", false},
        {"", "", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (utf8_same(pairs[i].one, pairs[i].other) != pairs[i].same)
            fail_msg("%s, %s", pairs[i].one, pairs[i].other);
}

static void is_of(struct desk_fixture *fixture, const char *typed, const char *id, const char *said)
{
    struct err err = ERR_INIT(LANG_EN);
    struct person person;
    int failed = interviews_person(fixture->desk.store, typed, &person, &err);
    if (!said) {
        assert_int_equal(failed, 0);
        assert_string_equal(person.id, id);
    } else if (!failed || !strstr(err.text, said)) {
        fail_msg("%s: %s", typed, err.text);
    }
    person_release(&person);
}

/* Looking for somebody needs no accents as long as that leaves one. */
static void who_is_looked_for_is_found(void **state)
{
    struct desk_fixture fixture;
    struct err err = ERR_INIT(LANG_EN);
    char jose[UUID_SIZE], other[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    assert_int_equal(somebody(fixture.desk.store, "José García", jose, &err), 0);
    is_of(&fixture, "jose garcia", jose, NULL);
    assert_int_equal(somebody(fixture.desk.store, "Jose Garcia", other, &err), 0);
    assert_string_not_equal(jose, other);
    is_of(&fixture, "jose garcia", other, NULL);
    is_of(&fixture, "JOSÉ GARCÍA", jose, NULL);
    is_of(&fixture, jose, jose, NULL);
    is_of(&fixture, "Josè Garcìa", "", "More than one person is called that.");
    is_of(&fixture, "Nobody", "", "There is nobody of that name.");
    desk_fixture_close(&fixture);
}

/* ---- on screen ------------------------------------------------------------------------------- */

static void open_all_guides(struct desk_fixture *fixture, enum lang lang)
{
    desk_fixture_open(fixture, lang);
    struct shelf_reader reader = fixture->shelf.reader;
    shelf_release(&fixture->shelf);
    shelf_init(&fixture->shelf, reader, lang);
    shelf_add_folder(&fixture->shelf, "guides", ORIGIN_BUILD);
}

/* Somebody with whom a conversation was held and closed. */
static void hold(struct desk_fixture *fixture, const char *name)
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"held", ""};
    char id[UUID_SIZE];
    desk_fixture_interview(fixture, name, DAY_NONE, id);
    for (int stage = STAGE_TALKING; stage <= STAGE_CLOSED; stage++)
        assert_int_equal(
            interviews_set_stage(fixture->desk.store, id, (enum stage)stage, &deed, &err), 0);
}

static size_t count_people(struct desk_fixture *fixture)
{
    struct err err = ERR_INIT(LANG_EN);
    struct person_row *rows;
    size_t n;
    assert_int_equal(interviews_people(fixture->desk.store, &rows, &n, &err), 0);
    person_rows_free(rows, n);
    return n;
}

/* A known name goes on, and says whose it is; Esc leads back to it, to be told apart. */
static void a_known_name_says_whose_it_is(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    (void)state;
    open_all_guides(&fixture, LANG_NL);
    hold(&fixture, "Sanne de Boer");
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_keys(&sitting, "nsanne de boer<Enter>");
    for (int narrow = 0; narrow < 2; narrow++) {
        sitting_shows(&sitting, "Je kent S.B. al: laatst gesproken op ma 23 nov. ");
        sitting_shows(&sitting, "zoals het team");
        sitting_shows(&sitting, "> Verzuimgesprek");
        sitting_resize(&sitting, 20, 60, true);
    }
    sitting_keys(&sitting, "<Esc>");
    sitting_shows(&sitting, "Met wie wil je praten?");
    sitting_shows(&sitting, "sanne de boer");
    sitting_keys(&sitting, " (nacht)<Enter>"); /* almost a known name, so that is asked */
    sitting_keys(&sitting, "<End><Enter>");
    sitting_lacks(&sitting, "Je kent");
    sitting_keys(&sitting, "<Enter>");
    assert_string_equal(sitting_screen(&sitting), "prepare");
    sitting_shows(&sitting, "S.B.N.");
    assert_int_equal(count_people(&fixture), 2);
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

/* Who was pointed at, or chosen, is known: nothing is said of that. */
static void who_was_chosen_is_not_doubted(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    (void)state;
    open_all_guides(&fixture, LANG_EN);
    hold(&fixture, "Sanne de Boer");
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_keys(&sitting, "nSanne<Enter><Enter>");
    sitting_shows(&sitting, "What kind of conversation will it be?");
    sitting_lacks(&sitting, "You know");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

static void an_accent_is_asked_about(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    (void)state;
    open_all_guides(&fixture, LANG_EN);
    hold(&fixture, "José García");
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_keys(&sitting, "nJose Garcia<Enter>");
    sitting_shows(&sitting, "> José García");
    sitting_shows(&sitting, "Somebody new: Jose Garcia");
    sitting_keys(&sitting, "<Down><Enter><Enter>");
    assert_string_equal(sitting_screen(&sitting), "prepare");
    assert_int_equal(count_people(&fixture), 2);
    sitting_keys(&sitting, "<Esc>AJose Garcia<Enter>"); /* known as it is now */
    sitting_shows(&sitting, "On which day did the absence begin?");
    sitting_shows(&sitting, "You know Jose G. already.");
    sitting_keys(&sitting, "<Enter><Esc>");
    assert_int_equal(count_people(&fixture), 2);
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

/* ---- commands -------------------------------------------------------------------------------- */

struct office {
    struct desk_fixture fixture;
    char db[96];
};

static void open_office(struct office *office)
{
    open_all_guides(&office->fixture, LANG_EN);
    hold(&office->fixture, "José García");
    snprintf(office->db, sizeof office->db, "%s/gesprek.db", office->fixture.folder);
    store_close(office->fixture.desk.store);
    office->fixture.desk.store = NULL;
}

static void does(struct office *office, int status, const char *said, const char *input,
                 const char *const *arguments)
{
    static const char *const settings[] = {"GESPREK_NOW=2026-11-24T09:00", "GESPREK_LANG=en", NULL};
    const char *words[16] = {"--db", office->db};
    struct run run;
    for (size_t i = 0; arguments[i]; i++)
        words[i + 2] = arguments[i];
    run_program(&run, words, settings, input);
    if (run.status != status || (!strstr(run.errors.data, said) && !strstr(run.out.data, said)))
        fail_msg("%d: %s%s", run.status, run.out.data, run.errors.data);
    run_release(&run);
}
#define DOES(status, said, ...)                                                                    \
    does(&office, status, said, "", (const char *const[]){__VA_ARGS__, NULL})

static void a_script_says_who_is_meant(void **state)
{
    struct office office;
    (void)state;
    open_office(&office);
    DOES(1, "You know José García, and Jose Garcia differs from that in its accents alone.",
         "start", "--no-input", "--for", "Jose Garcia");
    DOES(1, "or --new when it is somebody else.", "absence", "add", "Jose Garcia");
    DOES(1, "josé garcía already. Add something to the name, such as the team", "start",
         "--no-input", "--for", "josé garcía", "--new");
    DOES(0, "You know José García: last spoken on Mon 23 Nov.", "start", "--no-input", "--for",
         "José García");
    DOES(0, "Absence", "absence", "add", "Jose Garcia", "--new");
    DOES(0, "You know Jose Garcia: reported sick on Tue 24 Nov.", "start", "--no-input", "--for",
         "Jose Garcia");
    DOES(0, "", "absence", "list", "--person", "José García");
    DOES(1, "More than one person is called that. Give the ID", "person", "export", "Josè Garcia");
    DOES(1, "There is somebody called Jose Garcia already.", "absence", "add", "Jose Garcia",
         "--new");
    DOES(0, "PRACTICE: nothing is kept.", "practice", "--of", "jose garcìa", "--plain");
    DOES(2, "With whom?", "start", "--new");
    desk_fixture_close(&office.fixture);
}

static void a_list_says_so_too(void **state)
{
    struct office office;
    char path[96];
    (void)state;
    open_office(&office);
    snprintf(path, sizeof path, "%s/list.csv", office.fixture.folder);
    FILE *list = fopen(path, "w");
    assert_non_null(list);
    fputs("name;first day;back\nJose Garcia;2026-10-01;2026-10-05\nMo;2026-10-01;2026-10-05\n",
          list);
    fclose(list);
    DOES(1, "Line 2: this name is known, but with other accents.", "absence", "import", path);
    DOES(0, "2 new, 0 changed, 0 known already. New people: 1.", "absence", "import", path,
         "--alike", "same");
    DOES(0, "2 known already", "absence", "import", path, "--alike", "same");
    DOES(0, "1 new, 0 changed, 1 known already. New people: 1.", "absence", "import", path,
         "--alike", "new");
    DOES(0, "2 known already", "absence", "import", path);
    DOES(2, "--alike", "absence", "import", path, "--alike", "maybe");
    desk_fixture_close(&office.fixture);
}

static void lines_say_it(void **state)
{
    struct office office;
    const char *const plain[] = {"--plain", NULL};
    (void)state;
    open_office(&office);
    does(&office, 0, "You know J.G.: last spoken on Mon 23 Nov. Somebody else? Add",
         "n josé garcía\n\n\ns\n", plain);
    does(&office, 0, "Somebody new: Jose Garcia", "a Jose Garcia\n2\n\n1 nov\ns\n", plain);
    does(&office, 0, "You know Jose G.: reported sick on", "a jose garcia\n\ns\n", plain);
    desk_fixture_close(&office.fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_and_spacing_do_not_make_another_name),
        cmocka_unit_test(who_is_looked_for_is_found),
        cmocka_unit_test(a_known_name_says_whose_it_is),
        cmocka_unit_test(who_was_chosen_is_not_doubted),
        cmocka_unit_test(an_accent_is_asked_about),
        cmocka_unit_test(a_script_says_who_is_meant),
        cmocka_unit_test(a_list_says_so_too),
        cmocka_unit_test(lines_say_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
