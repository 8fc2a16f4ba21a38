/* The door of a sealed file: nothing is shown before the passphrase, nothing typed is lost by it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk_fixture.h"
#include "sealed.h"
#include "sitting.h"
#include "store/sealing.h"

struct fixture {
    struct desk_fixture desk;
    struct sitting sitting;
    char sanne[UUID_SIZE];
};

static int setup(void **state)
{
    struct fixture *fixture = mem_zero(1, sizeof *fixture);
    desk_fixture_open(&fixture->desk, LANG_EN);
    desk_fixture_interview(&fixture->desk, "Sanne de Boer", desk_fixture_today(&fixture->desk) + 1,
                           fixture->sanne);
    sealed_seal(fixture->desk.desk.store, NULL);
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    sitting_close(&fixture->sitting);
    desk_fixture_close(&fixture->desk);
    free(fixture);
    return 0;
}

static void the_passphrase_opens_what_lies_behind(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    desk_fixture_reopen(&fixture->desk);
    sitting_open(sitting, &fixture->desk.desk, NULL);
    assert_string_equal(sitting_screen(sitting), "lock");
    sitting_lacks(sitting, "S.B.");
    sitting_keys(sitting, "n?q/" SEALED_PASSPHRASE); /* letters are never commands here */
    assert_string_equal(sitting_screen(sitting), "lock");
    sitting_lacks(sitting, "paard");
    sitting_keys(sitting, "<Enter>");
    assert_string_equal(sitting_screen(sitting), "lock");
    sitting_shows(sitting, "This is not the passphrase");
    sitting_keys(sitting, "half<Esc>" SEALED_PASSPHRASE);
    sitting_lacks(sitting, "This is not the passphrase"); /* gone with the first letter */
    sitting_cursor_shown(sitting);
    sitting_keys(sitting, "<Enter>");
    assert_string_equal(sitting_screen(sitting), "home");
    sitting_shows(sitting, "S.B.");
    sitting_shows(sitting, "saves by itself, sealed");
}

static void half_a_sentence_is_there_after_the_lock(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    sitting_open(sitting, &fixture->desk.desk, fixture->sanne);
    sitting_keys(sitting, "Luisteren naar");
    assert_string_equal(sitting_screen(sitting), "prepare");
    sitting_shows(sitting, "Luisteren naar");
    assert_int_equal(stack_lock(&sitting->stack), 0);
    assert_int_equal(store_sealing(fixture->desk.desk.store), SEALING_LOCKED);
    assert_string_equal(sitting_screen(sitting), "lock");
    sitting_lacks(sitting, "Luisteren");
    sitting_keys(sitting, "fout en fout<Enter>"); /* a wrong one takes nothing away */
    sitting_keys(sitting, SEALED_PASSPHRASE "<Enter>");
    assert_string_equal(sitting_screen(sitting), "prepare");
    sitting_shows(sitting, "Luisteren naar");
    sitting_keys(sitting, " haar"); /* the cursor is where it was */
    sitting_shows(sitting, "Luisteren naar haar");
}

/* A question to HR that was not sent yet stays where it was being written, and stands there again.
 */
static void half_a_question_is_there_after_the_lock(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    fixture->desk.desk.settings.idle = 10;
    sitting_open(sitting, &fixture->desk.desk, NULL);
    sitting_keys(sitting, "snHow do I begin about");
    int64_t later = sitting->stack.touched + INT64_C(10) * 60 * 1000;
    assert_true(stack_idle(&sitting->stack, later));
    assert_string_equal(sitting_screen(sitting), "lock");
    sitting_keys(sitting, SEALED_PASSPHRASE "<Enter>");
    sitting_keys(sitting, "s");
    sitting_shows(sitting, "How do I begin about");
    sitting_keys(sitting, " it<Esc><Esc>s");
    sitting_shows(sitting, "How do I begin about it");
}

/* The same when nobody touches a key for long, and then no more of it. */
static void it_locks_by_itself(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    fixture->desk.desk.settings.idle = 10;
    sitting_open(sitting, &fixture->desk.desk, fixture->sanne);
    sitting_keys(sitting, "Luisteren naar");
    int64_t later = sitting->stack.touched + INT64_C(10) * 60 * 1000;
    assert_true(stack_idle(&sitting->stack, later));
    assert_int_equal(store_sealing(fixture->desk.desk.store), SEALING_LOCKED);
    assert_string_equal(sitting_screen(sitting), "lock");
    assert_false(sitting->stack.hidden);
    assert_int_equal(stack_idle_left(&sitting->stack, later), -1);
    sitting_keys(sitting, SEALED_PASSPHRASE "<Enter>");
    sitting_shows(sitting, "Luisteren naar");
}

/* What nobody saved while it was locked: the place to go on at, and nothing else. */
static void stopping_while_locked_keeps_the_place(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    sitting_open(sitting, &fixture->desk.desk, fixture->sanne);
    assert_string_equal(sitting_screen(sitting), "prepare");
    assert_int_equal(stack_lock(&sitting->stack), 0);
    assert_false(stack_unsaved(&sitting->stack));
    sitting_close(sitting);
    desk_fixture_reopen(&fixture->desk);
    sitting_open(sitting, &fixture->desk.desk, NULL);
    sitting_keys(sitting, SEALED_PASSPHRASE "<Enter>");
    assert_string_equal(sitting_screen(sitting), "prepare");
}

static void another_window_follows_the_seal(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    struct err err = ERR_INIT(LANG_EN);
    struct secret *passphrase = sealed_secret(SEALED_PASSPHRASE);
    struct desk second;
    desk_fixture_second(&fixture->desk, &second);
    sitting_open(sitting, &second, NULL);
    assert_string_equal(sitting_screen(sitting), "lock");
    assert_int_equal(sealing_off(fixture->desk.desk.store, passphrase, &err), UNLOCK_DONE);
    assert_true(store_changed(second.store));
    stack_refresh(&sitting->stack);
    assert_string_equal(sitting_screen(sitting), "home");
    sealed_seal(fixture->desk.desk.store, NULL);
    assert_true(store_changed(second.store));
    stack_refresh(&sitting->stack);
    assert_string_equal(sitting_screen(sitting), "lock");
    sitting_close(sitting);
    store_close(second.store);
    sitting_open(sitting, &fixture->desk.desk, NULL);
    secret_free(passphrase);
}

/* Home says what is not sealed and what to do, until that was read; it alarms nowhere else. */
static void what_is_not_sealed_is_said_on_home(void **state)
{
    struct fixture *fixture = *state;
    struct sitting *sitting = &fixture->sitting;
    struct err err = ERR_INIT(LANG_EN);
    struct secret *passphrase = sealed_secret(SEALED_PASSPHRASE);
    assert_int_equal(sealing_off(fixture->desk.desk.store, passphrase, &err), UNLOCK_DONE);
    sitting_open(sitting, &fixture->desk.desk, fixture->sanne);
    sitting_lacks(sitting, "encrypt");
    sitting_lacks(sitting, "sealed");
    sitting_close(sitting);
    sitting_open(sitting, &fixture->desk.desk, NULL);
    sitting_keys(sitting, "<Esc><Esc>");
    assert_string_equal(sitting_screen(sitting), "home");
    sitting_shows(sitting, "This file is not encrypted. Ask IT for an encrypted disk");
    sitting_shows(sitting, "gesprek seal on");
    sitting_resize(sitting, 20, 60, true);
    sitting_shows(sitting, "gesprek seal on");
    sitting_keys(sitting, "R");
    sitting_lacks(sitting, "encrypted");
    sitting_close(sitting);
    sitting_open(sitting, &fixture->desk.desk, NULL);
    sitting_lacks(sitting, "encrypted");
    secret_free(passphrase);
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    unsetenv("TEST_SEALED");
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(the_passphrase_opens_what_lies_behind),
        WITH_FIXTURE(half_a_sentence_is_there_after_the_lock),
        WITH_FIXTURE(half_a_question_is_there_after_the_lock),
        WITH_FIXTURE(it_locks_by_itself),
        WITH_FIXTURE(stopping_while_locked_keeps_the_place),
        WITH_FIXTURE(another_window_follows_the_seal),
        WITH_FIXTURE(what_is_not_sealed_is_said_on_home),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
