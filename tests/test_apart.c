/*
 * Two people with the same initials are told apart wherever their names show, in one form for each:
 * on every screen and in every list, from the moment the second of them is known.
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
#include "domain/namesakes.h"
#include "run.h"
#include "sitting.h"
#include "store/change.h"
#include "store/interviews.h"
#include "store/people.h"
#include "store/sums.h"

struct test {
    struct desk_fixture fixture;
    struct sitting sitting;
    char sanne[UUID_SIZE], sofie[UUID_SIZE], mo[UUID_SIZE], agreement[UUID_SIZE];
};

static void begin(struct test *test, enum lang lang)
{
    desk_fixture_open(&test->fixture, lang);
    int today = desk_fixture_today(&test->fixture);
    desk_fixture_interview(&test->fixture, "Sanne de Boer", today, test->sanne);
    desk_fixture_agreement(&test->fixture, test->sanne, OWNER_EMPLOYEE, "Order the chair",
                           today + 3, test->agreement);
    desk_fixture_interview(&test->fixture, "Mo Karimi", today + 1, test->mo);
}

static void comes(struct test *test)
{
    desk_fixture_interview(&test->fixture, "Sofie Bakker", DAY_NONE, test->sofie);
}

static void end(struct test *test)
{
    sitting_close(&test->sitting);
    desk_fixture_close(&test->fixture);
}

/* The preparation, the points, the agreements and the closing. */
static void in_the_conversation_itself(void **state)
{
    struct test test;
    (void)state;
    begin(&test, LANG_EN);
    sitting_open(&test.sitting, &test.fixture.desk, test.sanne);
    sitting_shows(&test.sitting, "S.B.");
    sitting_close(&test.sitting);
    comes(&test);
    sitting_open(&test.sitting, &test.fixture.desk, test.sanne);
    static const char *const screens[] = {"prepare", "talk", "close"};
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(sitting_screen(&test.sitting), screens[i]);
        sitting_shows(&test.sitting, "Sa.B.");
        sitting_resize(&test.sitting, 20, 60, true);
        sitting_shows(&test.sitting, "Sa.B.");
        sitting_resize(&test.sitting, 24, 80, true);
        sitting_keys(&test.sitting, "<F6>");
    }
    end(&test);
}

static void among_all_conversations(void **state)
{
    struct test test;
    (void)state;
    begin(&test, LANG_NL);
    comes(&test);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_keys(&test.sitting, "/");
    assert_string_equal(sitting_screen(&test.sitting), "past");
    sitting_shows(&test.sitting, "Sa.B.  ma 23 nov"); /* the days stand under each other */
    sitting_shows(&test.sitting, "So.B.  ma 23 nov");
    sitting_shows(&test.sitting, "M.K.   di 24 nov");
    end(&test);
}

/* Whoever gets another name gets another form at once, and with it the other; undo too. */
static void once_a_name_was_corrected(void **state)
{
    struct test test;
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"person renamed", ""};
    struct interview *interview;
    (void)state;
    begin(&test, LANG_EN);
    comes(&test);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_shows(&test.sitting, "Sa.B. ");
    interview = interviews_load(test.fixture.desk.store, test.sofie, &err);
    assert_non_null(interview);
    assert_int_equal(interviews_rename_person(test.fixture.desk.store, interview->person.id,
                                              "Fie Bakker", "", "", &deed, &err),
                     0);
    interview_release(interview);
    free(interview);
    sitting_keys(&test.sitting, "/<Esc>");
    sitting_shows(&test.sitting, "S.B. ");
    sitting_shows(&test.sitting, "F.B. ");
    sitting_keys(&test.sitting, "u");
    sitting_shows(&test.sitting, "Sa.B. ");
    end(&test);
}

/* What another window wrote is followed. */
static void in_a_second_window(void **state)
{
    struct test test;
    struct desk second;
    struct buf name = BUF_INIT;
    struct person sanne = {.name = "Sanne de Boer", .code = ""};
    struct err err = ERR_INIT(LANG_EN);
    (void)state;
    begin(&test, LANG_EN);
    desk_fixture_second(&test.fixture, &second);
    struct interview *interview = interviews_load(second.store, test.sanne, &err);
    assert_non_null(interview);
    memcpy(sanne.id, interview->person.id, UUID_SIZE);
    desk_add_name(&second, &name, &sanne);
    assert_string_equal(name.data, "S.B.");
    comes(&test);
    assert_true(store_changed(second.store));
    buf_clear(&name);
    desk_add_name(&second, &name, &sanne);
    assert_string_equal(name.data, "Sa.B.");
    interview_release(interview);
    free(interview);
    buf_release(&name);
    store_close(second.store);
    desk_fixture_close(&test.fixture);
}

static void writes(const char *db, const char *command, const char *word, const char *said)
{
    static const char *const settings[] = {"GESPREK_NOW=2026-11-23T09:00", "GESPREK_LANG=en", NULL};
    const char *const words[] = {"--db", db, command, word, NULL};
    struct run run;
    run_program(&run, words, settings, "");
    if (run.status || !strstr(run.out.data, said))
        fail_msg("%s: %s%s", command, run.out.data, run.errors.data);
    run_release(&run);
}

static void in_what_commands_write(void **state)
{
    struct test test;
    char db[96];
    (void)state;
    begin(&test, LANG_EN);
    comes(&test);
    snprintf(db, sizeof db, "%s/gesprek.db", test.fixture.folder);
    store_close(test.fixture.desk.store);
    test.fixture.desk.store = NULL;
    writes(db, "interviews", NULL, "  So.B.  ");
    writes(db, "interviews", NULL, "  Sa.B.  ");
    writes(db, "interviews", NULL, "  M.K.   ");
    writes(db, "agreements", NULL, "  Sa.B.  ");
    writes(db, "search", "chair", "  Sa.B.  ");
    desk_fixture_close(&test.fixture);
}

/* Nobody is told apart from thousands: then initials are what there is. */
static void among_too_many_initials_stay(void **state)
{
    enum { MANY = 500 }; /* and one */
    struct test test;
    struct err err = ERR_INIT(LANG_EN);
    struct change change;
    char(*ids)[UUID_SIZE] = mem_zero(MANY, sizeof *ids);
    (void)state;
    desk_fixture_open(&test.fixture, LANG_EN);
    desk_fixture_interview(&test.fixture, "Sanne de Boer", DAY_NONE, test.sanne);
    assert_non_null(store_namesakes(test.fixture.desk.store, "Sanne de Boer"));
    assert_int_equal(change_begin(&change, test.fixture.desk.store, "", NULL, &err), 0);
    for (int i = 0; i < MANY; i++) {
        char name[32];
        snprintf(name, sizeof name, "Somebody Number%d", i);
        assert_int_equal(person_for(&change, name, ids[i]), 0);
    }
    assert_int_equal(change_end(&change, 0), 0);
    assert_null(store_namesakes(test.fixture.desk.store, "Sanne de Boer"));
    free(ids);
    desk_fixture_close(&test.fixture);
}

/* A damaged name says so; and what it looks like now tells the others apart from it. */
/* Only those of one letter are read, but nobody comes out otherwise than among all of them. */
static void whatever_sign_a_name_begins_with(void **state)
{
    static const char *const names[] = {
        "Sanne de Boer", "sofie bakker", "Élise Bos", "Eva Bos",    "Els Bos",    "'Elsa Berg",
        "2e Bode",       "2 Boden",      "Ĳda Smit",  "IJda Smit",  "ırma Stok",  "Irma Stok",
        "ſara Bos",      "Saar Berg",    "Ωmega Bos", "Øyvind Dal", "Olaf Dal",   "(Ot) Dal",
        "Zoë Visser",    "zita Vos",     "Ærø Aas",   "Anna Aas",   "ÉMILE Boss", "Ｅｌｌａ Bol"};
    enum { N = sizeof names / sizeof *names };
    struct test test;
    struct err err = ERR_INIT(LANG_EN);
    struct person people[N];
    const struct person *all[N];
    struct namesakes namesakes = {.list = NULL};
    (void)state;
    desk_fixture_open(&test.fixture, LANG_EN);
    struct store *store = test.fixture.desk.store;
    for (int i = 0; i < N; i++) {
        char interview[UUID_SIZE];
        desk_fixture_interview(&test.fixture, names[i], DAY_NONE, interview);
        people[i] = (struct person){.name = mem_copy(names[i])};
        assert_int_equal(person_named(store_db(store), names[i], people[i].id, &err), 0);
        all[i] = &people[i];
    }
    namesakes_make(&namesakes, all, N);
    assert_true(namesakes.n > 10);
    for (int i = 0; i < N; i++) {
        struct buf here = BUF_INIT, among_all = BUF_INIT;
        const struct namesakes *found = store_namesakes(store, names[i]);
        assert_non_null(found);
        namesakes_add_name(found, &here, &people[i], NAMES_INITIALS);
        namesakes_add_name(&namesakes, &among_all, &people[i], NAMES_INITIALS);
        assert_string_equal(here.data, among_all.data);
        buf_release(&here);
        buf_release(&among_all);
    }
    namesakes_release(&namesakes);
    for (int i = 0; i < N; i++)
        person_release(&people[i]);
    desk_fixture_close(&test.fixture);
}

static void from_a_damaged_name(void **state)
{
    struct test test;
    struct err err = ERR_INIT(LANG_EN);
    (void)state;
    begin(&test, LANG_EN);
    comes(&test);
    struct db *db = store_db(test.fixture.desk.store);
    assert_int_equal(sums_drop(db, &err), 0); /* past the program */
    assert_int_equal(db_run(db, "UPDATE person SET name = 'Sofie Bos' WHERE name LIKE 'So%'", &err),
                     0);
    assert_int_equal(sums_hang(db, &err), 0);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    sitting_shows(&test.sitting, "Sa.B.");
    sitting_shows(&test.sitting, "[!] S.B.");
    end(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_the_conversation_itself),
        cmocka_unit_test(among_all_conversations),
        cmocka_unit_test(once_a_name_was_corrected),
        cmocka_unit_test(in_a_second_window),
        cmocka_unit_test(in_what_commands_write),
        cmocka_unit_test(among_too_many_initials_stay),
        cmocka_unit_test(whatever_sign_a_name_begins_with),
        cmocka_unit_test(from_a_damaged_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
