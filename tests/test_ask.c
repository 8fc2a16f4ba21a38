/*
 * Questions above a screen: Esc leaves one without an answer and without losing what was typed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "desk_fixture.h"
#include "sitting.h"

struct test {
    struct desk_fixture fixture;
    struct sitting sitting;
    char sanne[UUID_SIZE], mo[UUID_SIZE], chair[UUID_SIZE], desk[UUID_SIZE];
};

/* At home, with a promise to each of two people. */
static void begin(struct test *test)
{
    desk_fixture_open(&test->fixture, LANG_EN);
    int today = desk_fixture_today(&test->fixture);
    desk_fixture_interview(&test->fixture, "Sanne de Boer", today + 1, test->sanne);
    desk_fixture_interview(&test->fixture, "Mo Karimi", today + 2, test->mo);
    desk_fixture_agreement(&test->fixture, test->sanne, OWNER_MANAGER, "Order the chair", today + 3,
                           test->chair);
    desk_fixture_agreement(&test->fixture, test->mo, OWNER_MANAGER, "Set up the desk", today + 3,
                           test->desk);
    sitting_open(&test->sitting, &test->fixture.desk, NULL);
}

static void end(struct test *test)
{
    sitting_close(&test->sitting);
    desk_fixture_close(&test->fixture);
}

static void esc_keeps_what_was_typed(void **state)
{
    struct test test;
    (void)state;
    begin(&test);
    sitting_keys(&test.sitting, "nRoos Dijk<Esc>");
    assert_string_equal(sitting_screen(&test.sitting), "home");
    sitting_lacks(&test.sitting, "Roos Dijk");
    sitting_keys(&test.sitting, "n");
    sitting_shows(&test.sitting, "Roos Dijk");
    sitting_keys(&test.sitting, "stra"); /* and one types on */
    sitting_shows(&test.sitting, "Roos Dijkstra");
    sitting_keys(&test.sitting, "<Enter>");
    sitting_shows(&test.sitting, "Preparation - R.D.");
    end(&test);
}

static void an_answer_is_over(void **state)
{
    struct test test;
    (void)state;
    begin(&test);
    sitting_keys(&test.sitting, "nRoos<Esc>n<C-u>Tim Aerts<Enter><Esc>n");
    sitting_lacks(&test.sitting, "Roos");
    sitting_lacks(&test.sitting, "Tim");
    end(&test);
}

static void what_was_emptied_stays_so(void **state)
{
    struct test test;
    (void)state;
    begin(&test);
    sitting_keys(&test.sitting, "nRoos<Esc>n<C-u><Esc>n");
    sitting_lacks(&test.sitting, "Roos");
    end(&test);
}

/* The same question about another promise has another answer. */
static void a_date_is_kept_for_its_own_promise(void **state)
{
    struct test test;
    (void)state;
    begin(&test);
    sitting_keys(&test.sitting, "dweek 52<Esc>");
    sitting_keys(&test.sitting, "<Down>d");
    sitting_lacks(&test.sitting, "week 52");
    sitting_keys(&test.sitting, "<Esc><Up>d");
    sitting_shows(&test.sitting, "week 52");
    sitting_shows(&test.sitting, "= Friday 25 December 2026");
    end(&test);
}

/* Each question has its own; of very many the oldest goes. */
static void many_are_kept(void **state)
{
    struct test test;
    (void)state;
    begin(&test);
    for (int i = 0; i < 2 * STACK_UNSENT; i++) {
        char keys[64];
        snprintf(keys, sizeof keys, "?correct the<Enter>x%d<Esc>", i);
        sitting_keys(&test.sitting, keys);
    }
    sitting_keys(&test.sitting, "nRoos<Esc>ATim<Esc>");
    sitting_keys(&test.sitting, "?which team<Enter>Zorg<Esc>?show a code<Enter>7<Esc>");
    sitting_keys(&test.sitting, "n");
    sitting_shows(&test.sitting, "Roos");
    sitting_keys(&test.sitting, "<Esc>A");
    sitting_shows(&test.sitting, "Tim");
    sitting_keys(&test.sitting, "<Esc>?which team<Enter>");
    sitting_shows(&test.sitting, "Zorg");
    end(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(esc_keeps_what_was_typed),
        cmocka_unit_test(an_answer_is_over),
        cmocka_unit_test(what_was_emptied_stays_so),
        cmocka_unit_test(a_date_is_kept_for_its_own_promise),
        cmocka_unit_test(many_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
