/* The agreement screen: dates in words, nudges that never block, drafts that survive. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/day.h"
#include "desk_fixture.h"
#include "sitting.h"
#include "store/agreements.h"

struct agree_test {
    struct desk_fixture fixture;
    struct sitting sitting;
    char interview[UUID_SIZE];
};

/* In the talk of a conversation with Sanne, before the first agreement. */
static void open_talk(struct agree_test *test, enum lang lang)
{
    desk_fixture_open(&test->fixture, lang);
    desk_fixture_interview(&test->fixture, "Sanne de Boer", DAY_NONE, test->interview);
    sitting_open(&test->sitting, &test->fixture.desk, test->interview);
    sitting_keys(&test->sitting, "<F6>");
}

static void close_all(struct agree_test *test)
{
    sitting_close(&test->sitting);
    desk_fixture_close(&test->fixture);
}

static struct interview *load(struct agree_test *test)
{
    struct err err = ERR_INIT(LANG_EN);
    struct interview *interview = interviews_load(test->fixture.desk.store, test->interview, &err);
    assert_non_null(interview);
    return interview;
}

static void drop(struct interview *interview)
{
    interview_release(interview);
    free(interview);
}

static void test_a_whole_agreement(void **state)
{
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_NL);
    sitting_keys(&test.sitting, "<F4>");
    sitting_shows(&test.sitting, "Afspraak 1 - S.B.");
    sitting_lacks(&test.sitting, "!");
    sitting_keys(&test.sitting, "<Right><Tab>Rooster aanpassen<Tab>volgende week vrijdag");
    sitting_shows(&test.sitting, "= vr 4 december 2026 (over 11 dagen)");
    sitting_keys(&test.sitting, "<Tab>ik bel maandag");
    sitting_shows(&test.sitting, "+ wie, wat, wanneer en opvolging zijn concreet");
    sitting_shows(&test.sitting, "= ma 21 december 2026 (over 4 weken)");
    sitting_keys(&test.sitting, "<Esc>");
    struct interview *interview = load(&test);
    assert_int_equal(interview->n_agreements, 1);
    const struct agreement *agreement = &interview->agreements[0];
    assert_string_equal(agreement->what, "Rooster aanpassen");
    assert_int_equal(agreement->owner, OWNER_MANAGER);
    assert_int_equal(agreement->due, day_from_civil(2026, 12, 4));
    assert_int_equal(agreement->look_back, day_from_civil(2026, 12, 21));
    assert_string_equal(agreement->follow_up, "ik bel maandag");
    assert_int_equal(agreement->share, SHARE_HR);
    assert_int_equal(agreement->revision, 1);
    drop(interview);
    assert_int_equal(desk_fixture_drafts(&test.fixture, test.interview), 0);
    close_all(&test);
}

static void test_vague_words_are_nudged_and_kept(void **state)
{
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_NL);
    sitting_keys(&test.sitting, "<F4><Tab>We kijken wel<Tab>zo snel mogelijk");
    sitting_shows(&test.sitting, "! ");
    sitting_shows(&test.sitting, "? nog geen datum");
    sitting_keys(&test.sitting, "<Esc>");
    assert_string_equal(sitting_screen(&test.sitting), "talk");
    struct interview *interview = load(&test);
    assert_string_equal(interview->agreements[0].due_words, "zo snel mogelijk");
    assert_int_equal(interview->agreements[0].due, DAY_NONE);
    drop(interview);
    close_all(&test);
}

static void test_nothing_filled_in_keeps_nothing(void **state)
{
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_EN);
    sitting_keys(&test.sitting, "<F4><Tab>x<Backspace><Esc>");
    sitting_keys(&test.sitting, "<F4><Tab><Space><Esc>");
    struct interview *interview = load(&test);
    assert_int_equal(interview->n_agreements, 0);
    drop(interview);
    assert_int_equal(desk_fixture_drafts(&test.fixture, test.interview), 0);
    close_all(&test);
}

/* A stray Space chooses somebody, and that alone is no agreement for HR to see. */
static void test_somebody_who_does_nothing_is_no_agreement(void **state)
{
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_NL);
    sitting_keys(&test.sitting, "<F4> <Esc>");
    struct interview *interview = load(&test);
    assert_int_equal(interview->n_agreements, 0);
    drop(interview);
    close_all(&test);
}

/* The day that is proposed is typed over, and what a day comes to is never cut off. */
static void test_a_proposed_day_is_typed_over(void **state)
{
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_NL);
    sitting_keys(&test.sitting, "<F4>");
    sitting_shows(&test.sitting, "21-12-2026");
    sitting_shows(&test.sitting, "Tab Verder");
    sitting_shows(&test.sitting, "Spatie Kies");
    sitting_keys(&test.sitting, "<Tab>x<Tab>30 sep 2027<Tab><Tab>vr");
    sitting_shows(&test.sitting, "= do 30 september 2027");
    sitting_lacks(&test.sitting, "…");
    sitting_lacks(&test.sitting, "...");
    sitting_shows(&test.sitting, "= vr 27 november 2026 (over 4 dagen)");
    sitting_keys(&test.sitting, "<S-Tab><Tab>ij");
    sitting_shows(&test.sitting, "vrij ");
    close_all(&test);
}

/* However long the name, all four who may do it can be chosen. */
static void test_a_long_name_leaves_room_for_the_others(void **state)
{
    struct agree_test test;
    (void)state;
    desk_fixture_open(&test.fixture, LANG_NL);
    test.fixture.desk.settings.names = NAMES_FULL;
    desk_fixture_interview(&test.fixture,
                           "Maximiliaan Alexander Ferdinand Hendrik van den Berg tot Zuylen",
                           DAY_NONE, test.interview);
    sitting_open(&test.sitting, &test.fixture.desk, test.interview);
    sitting_keys(&test.sitting, "<F6><F4>");
    for (int columns = 60; columns <= 100; columns += 20) {
        sitting_resize(&test.sitting, 24, columns, true);
        sitting_shows(&test.sitting, "( ) Maxi");
        sitting_shows(&test.sitting, "( ) HR  ( ) ander");
        sitting_shows(&test.sitting, "[x] HR");
    }
    close_all(&test);
}

static void test_another_is_begun_with_f6(void **state)
{
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_EN);
    sitting_keys(&test.sitting, "<F4><Right><Right><Tab>Call the team<F6>");
    sitting_shows(&test.sitting, "1 agreement made. The next one:");
    sitting_shows(&test.sitting, "Agreement 2 - S.B.");
    sitting_keys(&test.sitting, "<Tab>Order a chair<Esc>");
    struct interview *interview = load(&test);
    assert_int_equal(interview->n_agreements, 2);
    assert_int_equal(interview->agreements[0].owner, OWNER_EMPLOYEE);
    assert_string_equal(interview->agreements[1].what, "Order a chair");
    drop(interview);
    close_all(&test);
}

static void test_draft_survives_a_kill_in_a_new_agreement(void **state)
{
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_EN);
    sitting_keys(&test.sitting,
                 "<F4><Right><Right><Right><Tab>Occupational health ask<Left><Left>");
    assert_int_equal(stack_save(&test.sitting.stack), 0);
    sitting_kill(&test.sitting);
    desk_fixture_reopen(&test.fixture);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    assert_string_equal(sitting_screen(&test.sitting), "agree");
    sitting_shows(&test.sitting, "Occupational health ask");
    sitting_shows(&test.sitting, "(o) HR");
    sitting_keys(&test.sitting, "!<Esc>"); /* the cursor stands where it stood */
    struct interview *interview = load(&test);
    assert_int_equal(interview->n_agreements, 1);
    assert_string_equal(interview->agreements[0].what, "Occupational health a!sk");
    drop(interview);
    assert_int_equal(desk_fixture_drafts(&test.fixture, test.interview), 0);
    close_all(&test);
}

/* The program died in a new agreement, and was begun again with somebody else. */
static void test_a_draft_nobody_came_back_to_is_found_again(void **state)
{
    struct agree_test test;
    char other[UUID_SIZE];
    (void)state;
    open_talk(&test, LANG_EN);
    sitting_keys(&test.sitting, "<F4><Tab>Call the doctor");
    assert_int_equal(stack_save(&test.sitting.stack), 0);
    sitting_kill(&test.sitting);
    desk_fixture_reopen(&test.fixture);
    desk_fixture_interview(&test.fixture, "Mo Karimi", DAY_NONE, other);
    sitting_open(&test.sitting, &test.fixture.desk, other);
    sitting_keys(&test.sitting, "<F6><F4>");
    sitting_lacks(&test.sitting, "Call the doctor");
    sitting_close(&test.sitting);
    sitting_open(&test.sitting, &test.fixture.desk, test.interview);
    sitting_keys(&test.sitting, "<F4>");
    sitting_shows(&test.sitting, "Call the doctor");
    sitting_keys(&test.sitting, "<Esc><F4>");
    sitting_lacks(&test.sitting, "Call the doctor");
    sitting_keys(&test.sitting, "<Esc>");
    struct interview *interview = load(&test);
    assert_int_equal(interview->n_agreements, 1);
    drop(interview);
    assert_int_equal(desk_fixture_drafts(&test.fixture, test.interview), 0);
    close_all(&test);
}

static void test_somebody_else_has_a_name(void **state)
{
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_EN);
    sitting_keys(&test.sitting,
                 "<F4><Right><Right><Right><Right><Tab>Mo Karimi<Tab>Take over the rota<Esc>");
    struct interview *interview = load(&test);
    assert_int_equal(interview->agreements[0].owner, OWNER_OTHER);
    assert_string_equal(interview->agreements[0].owner_name, "Mo Karimi");
    drop(interview);
    close_all(&test);
}

static void test_history_tells_the_moved_date(void **state)
{
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_EN);
    sitting_keys(&test.sitting,
                 "<F4><Right><Tab>Make the rota<Tab>friday<Esc><PgDn><PgDn><PgDn><Enter>");
    assert_string_equal(sitting_screen(&test.sitting), "agree");
    sitting_keys(&test.sitting, "<Tab><Tab><C-u>in 2 weeks<Esc><Enter><F5>");
    sitting_shows(&test.sitting, "What happened to this agreement");
    sitting_shows(&test.sitting, "by Fri 27 Nov");
    sitting_shows(&test.sitting, "by Mon 7 Dec");
    close_all(&test);
}

static void test_share_is_never_widened(void **state)
{
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_EN);
    sitting_keys(&test.sitting,
                 "<F4><Tab>Keep it between us<S-Tab><S-Tab><Space><Esc><PgDn><PgDn><PgDn><Enter>");
    sitting_keys(&test.sitting, "<S-Tab><Space>");
    sitting_shows(&test.sitting, "This was agreed without HR.");
    sitting_keys(&test.sitting, "<Esc>");
    struct interview *interview = load(&test);
    assert_int_equal(interview->agreements[0].share, SHARE_EMPLOYEE);
    assert_int_equal(interview->agreements[0].revision, 1);
    drop(interview);
    close_all(&test);
}

/* Only a limit asks on what basis; with the advice and its day there is nothing left to say. */
static void test_a_limit_asks_on_what_basis(void **state)
{
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_NL);
    sitting_keys(&test.sitting, "<F4><Right><Tab>Rooster aanpassen");
    sitting_lacks(&test.sitting, "Bron");
    sitting_keys(&test.sitting, "<C-u>Werkt maximaal 4 uur per dag");
    sitting_shows(&test.sitting, "Bron              (o) geen  ( ) de bedrijfsarts  ( ) in overleg");
    sitting_shows(&test.sitting, "! Uren of taken beperkt?");
    sitting_shows(&test.sitting, "\"maximaal 4 uur per dag\":");
    sitting_keys(&test.sitting, "<Tab><Tab><Tab><Tab><Right>");
    sitting_lacks(&test.sitting, "! Uren of taken beperkt?");
    sitting_shows(&test.sitting, "! Van welke dag is het advies van de bedrijfsarts?");
    sitting_keys(&test.sitting, "<Tab>morgen");
    sitting_shows(&test.sitting, "? geen dag die geweest is");
    sitting_keys(&test.sitting, "<C-u>18-11");
    sitting_shows(&test.sitting, "= wo 18 november 2026");
    sitting_lacks(&test.sitting, "! Van welke dag");
    sitting_keys(&test.sitting, "<S-Tab><S-Tab><S-Tab><S-Tab><S-Tab>");
    sitting_lacks(&test.sitting, "F8: ");
    sitting_keys(&test.sitting, " door griep"); /* what else may not be there is still found */
    sitting_shows(&test.sitting, "Noteer niet: \"griep\"");
    sitting_keys(&test.sitting, "<F8><Enter><Esc>");
    struct interview *interview = load(&test);
    assert_string_equal(interview->agreements[0].what, "Werkt maximaal 4 uur per dag");
    assert_int_equal(interview->agreements[0].basis, BASIS_DOCTOR);
    assert_int_equal(interview->agreements[0].basis_day, day_from_civil(2026, 11, 18));
    drop(interview);
    close_all(&test);
}

/* What is typed brings the row up; it neither comes before the date, nor takes what is typed. */
static void test_a_limit_does_not_come_in_between(void **state)
{
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_NL);
    sitting_keys(&test.sitting,
                 "<F4><Right><Tab>hooguit 2 uur per dag<Tab>over 2 weken<Tab>ik bel");
    sitting_shows(&test.sitting, "Bron              (o) geen  ( ) de bedrijfsarts  ( ) in overleg");
    sitting_shows(&test.sitting, "Wanneer           over 2 weken");
    sitting_keys(&test.sitting, "<Tab><Tab>in overleg met 2 artsen");
    assert_string_equal(sitting_screen(&test.sitting), "agree");
    sitting_shows(&test.sitting, "(o) geen  ( ) de bedrijfsarts  ( ) in overleg");
    sitting_shows(&test.sitting, "Hier valt niets te typen");
    sitting_keys(&test.sitting, "<Esc>");
    struct interview *interview = load(&test);
    assert_int_equal(interview->agreements[0].basis, BASIS_NONE);
    assert_int_equal(interview->agreements[0].due, day_from_civil(2026, 12, 7));
    drop(interview);
    close_all(&test);
}

/* A date alone is kept, and counts for nothing until it says what was agreed. */
static void test_without_what_it_does_not_count(void **state)
{
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_NL);
    sitting_keys(&test.sitting, "<F4><Right><Tab><Tab>vrijdag<F6>");
    sitting_shows(&test.sitting, "telt nog niet mee");
    sitting_keys(&test.sitting, "<Right><Tab>Bellen<F6>");
    sitting_shows(&test.sitting, "1 afspraak gemaakt. De volgende:");
    sitting_keys(&test.sitting, "<Esc><F6><F6><Enter>");
    sitting_shows(&test.sitting, "! Nog mogelijk: ");
    sitting_keys(&test.sitting, "<F6>");
    sitting_shows(&test.sitting, "Afgerond, met 1 afspraak.");
    close_all(&test);
}

/* Letters on a row to choose from open nothing, and choose nothing. */
static void test_letters_on_a_choice_do_nothing(void **state)
{
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_NL);
    sitting_keys(&test.sitting, "<F4>wij samen, s u?");
    assert_string_equal(sitting_screen(&test.sitting), "agree");
    sitting_shows(&test.sitting, "Hier valt niets te typen");
    sitting_shows(&test.sitting, "( ) jij  ( ) S.B.  ( ) HR  ( ) ander");
    sitting_keys(&test.sitting, "<Right>");
    sitting_lacks(&test.sitting, "Hier valt niets te typen");
    sitting_shows(&test.sitting, "(o) jij");
    close_all(&test);
}

static void basis_is(struct agree_test *test, enum basis basis, int day)
{
    struct interview *interview = load(test);
    assert_int_equal(interview->agreements[0].basis, basis);
    assert_int_equal(interview->agreements[0].basis_day, day);
    drop(interview);
}

/* Another basis is a change like any other: told in the history, and taken back by undo. */
static void test_a_basis_changes_and_comes_back(void **state)
{
    int day = day_from_civil(2026, 11, 18);
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_EN);
    sitting_keys(&test.sitting,
                 "<F4><Right><Tab>No lifting<Tab><Tab><Tab><Tab><Right><Tab>18 nov<Esc>");
    sitting_keys(&test.sitting, "<PgDn><PgDn><PgDn>");
    sitting_shows(&test.sitting, "no date. Basis: advice of the company doctor of");
    sitting_keys(&test.sitting, "<Enter><Tab><Tab><Tab><Tab><Tab><Right>");
    sitting_lacks(&test.sitting, "Advice of");
    sitting_keys(&test.sitting, "<Esc>");
    basis_is(&test, BASIS_CONSULTATION, DAY_NONE);
    sitting_keys(&test.sitting, "<Enter><F5>");
    sitting_shows(&test.sitting, "No lifting. Basis: advice of the company doctor of");
    sitting_shows(&test.sitting, "Basis: agreed in consultation.");
    sitting_keys(&test.sitting, "<Esc><Esc><C-z>");
    basis_is(&test, BASIS_DOCTOR, day);
    sitting_keys(&test.sitting, "<C-y>");
    basis_is(&test, BASIS_CONSULTATION, DAY_NONE);
    sitting_keys(&test.sitting, "<C-z><F6>"); /* the card that is read back */
    sitting_shows(&test.sitting, "Basis: advice of the company doctor");
    close_all(&test);
}

/* Whatever the words, it can be said: from the list of everything that can be done. */
static void test_a_basis_is_given_without_a_limit(void **state)
{
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_NL);
    sitting_resize(&test.sitting, 45, 100, true);
    sitting_keys(&test.sitting, "<F4><Tab>Ochtenden<F1>");
    sitting_click(&test.sitting, "Zeggen volgens welk advies", 2);
    sitting_shows(&test.sitting, "(o) geen  ( ) de bedrijfsarts  ( ) in overleg");
    sitting_keys(&test.sitting, "<Right><Right><Esc>");
    basis_is(&test, BASIS_CONSULTATION, DAY_NONE);
    close_all(&test);
}

static void test_a_basis_being_given_survives_a_kill(void **state)
{
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_NL);
    sitting_keys(&test.sitting,
                 "<F4><Right><Tab>Mag niet tillen<Tab><Tab><Tab><Tab><Right><Tab>18-1");
    assert_int_equal(stack_save(&test.sitting.stack), 0);
    sitting_kill(&test.sitting);
    desk_fixture_reopen(&test.fixture);
    sitting_open(&test.sitting, &test.fixture.desk, NULL);
    assert_string_equal(sitting_screen(&test.sitting), "agree");
    sitting_shows(&test.sitting, "(o) de bedrijfsarts");
    sitting_keys(&test.sitting, "1<Esc>");
    basis_is(&test, BASIS_DOCTOR, day_from_civil(2026, 11, 18));
    assert_int_equal(desk_fixture_drafts(&test.fixture, test.interview), 0);
    close_all(&test);
}

/* The day of the advice from the calendar, which offers days that were. */
static void test_the_day_of_an_advice_is_chosen(void **state)
{
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_NL);
    sitting_keys(&test.sitting,
                 "<F4><Right><Tab>Mag niet tillen<Tab><Tab><Tab><Tab><Right><Tab><F3>");
    sitting_shows(&test.sitting, "Van welke dag is het advies?");
    sitting_keys(&test.sitting, "18-11<Enter>");
    sitting_shows(&test.sitting, "= wo 18 november 2026");
    sitting_keys(&test.sitting, "<Esc>");
    basis_is(&test, BASIS_DOCTOR, day_from_civil(2026, 11, 18));
    close_all(&test);
}

static void test_every_size_shows_every_field(void **state)
{
    static const int sizes[][2] = {{24, 80}, {30, 100}, {20, 60}, {18, 58}, {50, 200}};
    static const char *const words[] = {
        "jij", "Wat", "Wanneer", "Hoe opvolgen", "Samen bekijken", "Wie mag dit zien", "HR"};
    static const char *const limited[] = {"Wie is dat",     "Bron",    "(o) ",
                                          "Advies van",     "overleg", "Wie mag dit zien",
                                          "! Van welke dag"};
    struct agree_test test;
    (void)state;
    open_talk(&test, LANG_NL);
    sitting_keys(&test.sitting, "<F4>");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        sitting_resize(&test.sitting, sizes[i][0], sizes[i][1], true);
        for (size_t j = 0; j < sizeof words / sizeof *words; j++)
            sitting_shows(&test.sitting, words[j]);
        sitting_cursor_shown(&test.sitting);
    }
    sitting_keys(
        &test.sitting,
        "<Right><Right><Right><Right><Tab>Mo<Tab>Mag niet tillen<Tab><Tab><Tab><Tab><Right>");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        sitting_resize(&test.sitting, sizes[i][0], sizes[i][1], true);
        for (size_t j = 0; j < sizeof limited / sizeof *limited; j++)
            sitting_shows(&test.sitting, limited[j]);
        sitting_cursor_shown(&test.sitting);
    }
    sitting_resize(&test.sitting, 10, 40, true);
    sitting_shows(&test.sitting, "Het venster is te klein");
    close_all(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_whole_agreement),
        cmocka_unit_test(test_vague_words_are_nudged_and_kept),
        cmocka_unit_test(test_nothing_filled_in_keeps_nothing),
        cmocka_unit_test(test_somebody_who_does_nothing_is_no_agreement),
        cmocka_unit_test(test_a_proposed_day_is_typed_over),
        cmocka_unit_test(test_a_long_name_leaves_room_for_the_others),
        cmocka_unit_test(test_another_is_begun_with_f6),
        cmocka_unit_test(test_draft_survives_a_kill_in_a_new_agreement),
        cmocka_unit_test(test_a_draft_nobody_came_back_to_is_found_again),
        cmocka_unit_test(test_somebody_else_has_a_name),
        cmocka_unit_test(test_history_tells_the_moved_date),
        cmocka_unit_test(test_share_is_never_widened),
        cmocka_unit_test(test_a_limit_asks_on_what_basis),
        cmocka_unit_test(test_a_limit_does_not_come_in_between),
        cmocka_unit_test(test_letters_on_a_choice_do_nothing),
        cmocka_unit_test(test_without_what_it_does_not_count),
        cmocka_unit_test(test_a_basis_changes_and_comes_back),
        cmocka_unit_test(test_a_basis_is_given_without_a_limit),
        cmocka_unit_test(test_a_basis_being_given_survives_a_kill),
        cmocka_unit_test(test_the_day_of_an_advice_is_chosen),
        cmocka_unit_test(test_every_size_shows_every_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
