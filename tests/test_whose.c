/*
 * A conversation under the wrong person, put under another: from where a manager looks for it, by
 * one key, after a question that names both, and back again by undo.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "desk_fixture.h"
#include "sitting.h"
#include "store/interviews.h"

struct test {
    struct desk_fixture fixture;
    struct sitting sitting;
    char talk[UUID_SIZE], other[UUID_SIZE], agreement[UUID_SIZE];
};

/* Sanne has a conversation planned that is Mo's, with whom there was one. */
static void begin(struct test *test, enum lang lang, bool at_home)
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {"moved", ""};
    desk_fixture_open(&test->fixture, lang);
    int today = desk_fixture_today(&test->fixture);
    desk_fixture_interview(&test->fixture, "Mo Karimi", DAY_NONE, test->other);
    for (int stage = STAGE_TALKING; stage <= STAGE_CLOSED; stage++)
        assert_int_equal(interviews_set_stage(test->fixture.desk.store, test->other,
                                              (enum stage)stage, &deed, &err),
                         0);
    desk_fixture_interview(&test->fixture, "Sanne de Boer", today + 1, test->talk);
    desk_fixture_agreement(&test->fixture, test->talk, OWNER_EMPLOYEE, "Order the chair", today + 3,
                           test->agreement);
    sitting_open(&test->sitting, &test->fixture.desk, at_home ? NULL : test->talk);
}

static void end(struct test *test)
{
    sitting_close(&test->sitting);
    desk_fixture_close(&test->fixture);
}

static void is_of(struct test *test, const char *name)
{
    struct err err = ERR_INIT(LANG_EN);
    struct interview *interview = interviews_load(test->fixture.desk.store, test->talk, &err);
    assert_non_null(interview);
    assert_string_equal(interview->person.name, name);
    assert_int_equal(interview->n_agreements, 1); /* it came along */
    interview_release(interview);
    free(interview);
}

/* The question names both, no is first, and undo moves it back. */
static void moves(struct test *test)
{
    sitting_shows(&test->sitting, "Whose conversation is this?");
    sitting_shows(&test->sitting, "stands under Sanne de Boer");
    sitting_keys(&test->sitting, "Mo Karimi<Enter>");
    sitting_shows(&test->sitting, "Move the conversation of Tue 24 Nov from Sanne de Boer to Mo");
    is_of(test, "Sanne de Boer");
    sitting_keys(&test->sitting, "y");
    sitting_shows(&test->sitting, "Moved to Mo Karimi. Ctrl-Z moves it back.");
    is_of(test, "Mo Karimi");
    sitting_keys(&test->sitting, "<C-z>");
    is_of(test, "Sanne de Boer");
}

static void from_home(void **state)
{
    struct test test;
    (void)state;
    begin(&test, LANG_EN, true);
    sitting_resize(&test.sitting, 24, 100, true);
    sitting_shows(&test.sitting, "V Move");
    sitting_keys(&test.sitting, "V");
    moves(&test);
    assert_string_equal(sitting_screen(&test.sitting), "home");
    end(&test);
}

static void from_all_conversations(void **state)
{
    struct test test;
    (void)state;
    begin(&test, LANG_EN, true);
    sitting_resize(&test.sitting, 20, 60, true);
    sitting_keys(&test.sitting, "/sanne");
    sitting_shows(&test.sitting, "Ctrl-P Move");
    sitting_resize(&test.sitting, 24, 80, true);
    sitting_keys(&test.sitting, "<C-p>");
    moves(&test);
    assert_string_equal(sitting_screen(&test.sitting), "past");
    end(&test);
}

/* All about a person leads to that person's conversations. */
static void from_a_person(void **state)
{
    struct test test;
    (void)state;
    begin(&test, LANG_EN, true);
    sitting_keys(&test.sitting, "?all about<Enter>");
    assert_string_equal(sitting_screen(&test.sitting), "person");
    sitting_click(&test.sitting, "filed here wrongly", 2);
    assert_string_equal(sitting_screen(&test.sitting), "past");
    sitting_lacks(&test.sitting, "M.K.");
    sitting_keys(&test.sitting, "<C-p>");
    moves(&test);
    end(&test);
}

/* In the middle of a text too, which moves along. */
static void from_the_conversation_itself(void **state)
{
    struct test test;
    (void)state;
    begin(&test, LANG_EN, false);
    sitting_keys(&test.sitting, "See what would help<C-p>");
    moves(&test);
    sitting_shows(&test.sitting, "See what would help");
    end(&test);
}

static void no_and_esc_leave_it(void **state)
{
    struct test test;
    (void)state;
    begin(&test, LANG_EN, true);
    sitting_keys(&test.sitting, "VMo Karimi<Enter>n");
    is_of(&test, "Sanne de Boer");
    sitting_keys(&test.sitting, "VMo Karimi<Enter><Enter>");
    is_of(&test, "Sanne de Boer");
    sitting_keys(&test.sitting, "V<Esc>");
    is_of(&test, "Sanne de Boer");
    assert_string_equal(sitting_screen(&test.sitting), "home");
    end(&test);
}

static void who_is_almost_meant_is_asked(void **state)
{
    struct test test;
    (void)state;
    begin(&test, LANG_NL, true);
    sitting_keys(&test.sitting, "VMo Karim<Enter>");
    sitting_shows(&test.sitting, "Iemand nieuw: Mo Karim");
    sitting_keys(&test.sitting, "<Enter>");
    sitting_shows(&test.sitting, "van Sanne de Boer naar Mo");
    sitting_keys(&test.sitting, "j");
    is_of(&test, "Mo Karimi");
    end(&test);
}

static void in_a_second_window_it_is_refused(void **state)
{
    struct test test;
    struct desk second;
    struct sitting reader;
    (void)state;
    begin(&test, LANG_EN, true);
    desk_fixture_second(&test.fixture, &second);
    sitting_open(&reader, &second, NULL);
    sitting_keys(&reader, "V");
    assert_string_equal(sitting_screen(&reader), "home");
    sitting_close(&reader);
    store_close(second.store);
    end(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_home),
        cmocka_unit_test(from_all_conversations),
        cmocka_unit_test(from_a_person),
        cmocka_unit_test(from_the_conversation_itself),
        cmocka_unit_test(no_and_esc_leave_it),
        cmocka_unit_test(who_is_almost_meant_is_asked),
        cmocka_unit_test(in_a_second_window_it_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
