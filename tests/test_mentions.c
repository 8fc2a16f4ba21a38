/* What is written about others with somebody's name in it: counted, with where it stands, before
 * that person is erased; and left where it stands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "desk_fixture.h"
#include "run.h"
#include "sitting.h"
#include "store/absences.h"
#include "store/interviews.h"
#include "store/mentions.h"
#include "store/sparring.h"

struct test {
    struct desk_fixture fixture;
    char sanne[UUID_SIZE], mo[UUID_SIZE], tim[UUID_SIZE], question[UUID_SIZE], absence[UUID_SIZE];
};

static void answers(struct test *test, const char *interview, const char *field, char *text)
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"answered", ""};
    struct answer answer = {.point = ".closing",
                            .field = (char *)field,
                            .kind = KIND_NOTE,
                            .share = SHARE_PRIVATE,
                            .label = "note",
                            .value = text,
                            .shown = ""};
    if (interviews_answer(test->fixture.desk.store, interview, &answer, &deed, &err))
        fail_msg("%s", err.text);
}

static void asks(struct test *test, const char *interview, const char *text, char id[UUID_SIZE])
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"asked", ""};
    struct sparring_point point = {interview, "verzuimgesprek", "", "Start"};
    if (sparring_ask(test->fixture.desk.store, &point, text, &deed, id, &err))
        fail_msg("%s", err.text);
}

/* Sanne stands in a note and in what was agreed with Mo, in Tim's absence and in a question that
 * was asked without a conversation; beside what is her own. */
static void begin(struct test *test, enum lang lang)
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"absence added", ""};
    struct absence absence;
    char id[UUID_SIZE];
    desk_fixture_open(&test->fixture, lang);
    int today = desk_fixture_today(&test->fixture);
    desk_fixture_interview(&test->fixture, "Sanne de Boer", today, test->sanne);
    answers(test, test->sanne, "one", "Sanne likes it here.");
    asks(test, test->sanne, "How do I begin with Sanne?", id);
    desk_fixture_interview(&test->fixture, "Mo Karimi", today, test->mo);
    answers(test, test->mo, "one", "He works well with Sanne.");
    answers(test, test->mo, "one",
            "He works well with Sanne de Boer."); /* one text, twice written */
    answers(test, test->mo, "two", "The river boers are high.");
    desk_fixture_agreement(&test->fixture, test->mo, OWNER_MANAGER, "Ask de Boer for help", today,
                           id);
    desk_fixture_interview(&test->fixture, "Tim Aerts", today, test->tim);
    asks(test, "", "What if S.B. falls ill as well?", test->question);
    absence_init(&absence);
    absence.first_day = today;
    free(absence.work);
    absence.work = strdup("Planning: sanne");
    if (absences_add(test->fixture.desk.store, "Tim Aerts", &absence, &deed, &err))
        fail_msg("%s", err.text);
    memcpy(test->absence, absence.id, UUID_SIZE);
    absence_release(&absence);
}

static void find(struct test *test, const char *name, struct mentions *mentions)
{
    struct err err = ERR_INIT(LANG_EN);
    struct person person;
    if (interviews_person(test->fixture.desk.store, name, &person, &err) ||
        mentions_find(test->fixture.desk.store, &person, mentions, &err))
        fail_msg("%s", err.text);
    person_release(&person);
}

static void what_is_of_others_is_counted(void **state)
{
    struct test test;
    struct mentions mentions;
    struct buf places = BUF_INIT, expected = BUF_INIT;
    char handles[3][HANDLE_SIZE];
    (void)state;
    begin(&test, LANG_EN);
    find(&test, "Sanne de Boer", &mentions);
    mentions_add_places(&places, &mentions, LANG_EN);
    uuid_handle(test.mo, handles[0]);
    uuid_handle(test.question, handles[1]);
    uuid_handle(test.absence, handles[2]);
    buf_addf(&expected, "question %s, conversation %s (2), absence %s", handles[1], handles[0],
             handles[2]);
    assert_string_equal(places.data, expected.data);
    assert_int_equal(mentions.texts, 4);
    mentions_release(&mentions);
    find(&test, "Tim Aerts", &mentions);
    assert_int_equal(mentions.texts, 0);
    mentions_release(&mentions);
    buf_release(&places);
    buf_release(&expected);
    desk_fixture_close(&test.fixture);
}

static void erases(const char *db, const char *yes, int status, const char *said)
{
    static const char *const settings[] = {"GESPREK_NOW=2026-11-23T09:00", "GESPREK_LANG=en", NULL};
    const char *const words[] = {"--db", db, "person", "erase", "Sanne de Boer", yes, NULL};
    struct run run;
    run_program(&run, words, settings, "");
    if (run.status != status || !strstr(run.errors.data, said))
        fail_msg("%d: %s", run.status, run.errors.data);
    run_release(&run);
}

/* Said before anything goes; and nothing of it goes. */
static void the_command_says_where(void **state)
{
    struct test test;
    char db[96];
    struct err err = ERR_INIT(LANG_EN);
    (void)state;
    begin(&test, LANG_EN);
    snprintf(db, sizeof db, "%s/gesprek.db", test.fixture.folder);
    store_close(test.fixture.desk.store);
    test.fixture.desk.store = NULL;
    erases(db, NULL, 1, "Texts about others that hold the name or initials and stay (4): question");
    erases(db, "--yes", 0, "erase ID --text' takes such a text, or a part of it, out for good.");
    desk_fixture_reopen(&test.fixture);
    struct interview *mo = interviews_load(test.fixture.desk.store, test.mo, &err);
    assert_non_null(mo);
    assert_string_equal(mo->agreements[0].what, "Ask de Boer for help");
    interview_release(mo);
    free(mo);
    desk_fixture_close(&test.fixture);
}

static void the_screen_says_how_many(void **state)
{
    struct test test;
    struct sitting sitting;
    (void)state;
    begin(&test, LANG_NL);
    sitting_open(&sitting, &test.fixture.desk, NULL);
    sitting_click(&sitting, "S.B.", 1);
    sitting_keys(&sitting, "?alles over<Enter>");
    assert_string_equal(sitting_screen(&sitting), "person");
    sitting_keys(&sitting, "<End><Enter>");
    for (int narrow = 0; narrow < 2; narrow++) {
        sitting_shows(&sitting, "4 teksten over anderen");
        sitting_shows(&sitting, "Laat alles staan");
        sitting_resize(&sitting, 20, 60, true);
    }
    sitting_close(&sitting);
    desk_fixture_close(&test.fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_of_others_is_counted),
        cmocka_unit_test(the_command_says_where),
        cmocka_unit_test(the_screen_says_how_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
