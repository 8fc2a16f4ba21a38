/* Absence in figures on the screen: blocks, a chart, counted while keys go on working. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "crowd.h"
#include "desk_fixture.h"
#include "keys.h"
#include "sandbox.h"
#include "sitting.h"
#include "store/standing.h"

#define TODAY 20780 /* 2026-11-23, the day of the desk */

/* A desk with a made-up organisation on it. */
struct office {
    struct desk_fixture fixture;
    struct sandbox sandbox;
    struct store *own;
    struct sitting sitting;
};

static void open_office(struct office *office, int people, enum lang lang)
{
    struct crowd crowd = CROWD_SMALL;
    struct err err = ERR_INIT(LANG_EN);
    crowd.today = TODAY;
    crowd.years = 3;
    crowd.people = people;
    crowd.teams = crowd.managers = 3;
    crowd.interviews = crowd.agreements = 12;
    sandbox_make(&office->sandbox);
    if (crowd_fill(office->sandbox.db, &crowd, &err))
        fail_msg("%s", err.text);
    desk_fixture_open(&office->fixture, lang);
    office->own = office->fixture.desk.store;
    office->fixture.desk.store =
        sandbox_open(&office->sandbox, ACCESS_WRITE, clock_moment(TODAY, 9, 0));
    sitting_open(&office->sitting, &office->fixture.desk, NULL);
}

static void close_office(struct office *office)
{
    sitting_close(&office->sitting);
    store_close(office->fixture.desk.store);
    office->fixture.desk.store = office->own;
    desk_fixture_close(&office->fixture);
    sandbox_remove(&office->sandbox);
}

static void the_blocks_of_absence(void **state)
{
    (void)state;
    struct office office;
    struct sitting *sitting = &office.sitting;
    open_office(&office, 200, LANG_NL);
    sitting_keys(sitting, "iA");
    sitting_shows(sitting, "> VERZUIM IN DE TIJD");
    sitting_shows(sitting, "VERZUIM IN CIJFERS");
    sitting_shows(sitting, "# van jullie");
    sitting_shows(sitting, "meldingsfrequentie");
    sitting_shows(sitting, "Hele kwartalen die voorbij zijn.");
    sitting_cursor_shown(sitting);
    sitting_keys(sitting, "<Down>");
    sitting_shows(sitting, "> ERVOOR EN ERNA");
    sitting_resize(sitting, 40, 110, true);
    sitting_shows(sitting, "█ van jullie");
    sitting_shows(sitting, "VERZUIM PER TEAM");
    sitting_shows(sitting, "3 teams zijn groot genoeg");
    for (int columns = 58; columns < 130; columns += 9) {
        sitting_resize(sitting, 20, columns, columns % 2);
        sitting_shows(sitting, "> ERVOOR EN ERNA");
    }
    sitting_resize(sitting, 24, 80, false);
    sitting_keys(sitting, "h");
    sitting_shows(sitting, "Hoe verzuim wordt geteld");
    sitting_keys(sitting, "<PgDn><PgDn>");
    sitting_shows(sitting, "niemand is terug te rekenen");
    sitting_keys(sitting, "<Esc>i");
    sitting_shows(sitting, "> AFSPRAKEN OP TIJD");
    close_office(&office);
}

static void other_periods_and_borders(void **state)
{
    (void)state;
    struct office office;
    struct sitting *sitting = &office.sitting;
    open_office(&office, 200, LANG_EN);
    sitting_resize(sitting, 40, 130, false);
    sitting_keys(sitting, "iA");
    sitting_shows(sitting, "Insight - Q4 2025 - Q3 2026");
    sitting_keys(sitting, "p<Down><Down><Down><Down><Down><Down><Enter>2025<Enter>");
    sitting_shows(sitting, "(Q1 2025 - Q4 2025)");
    sitting_shows(sitting, "The Netherlands, all employees");
    sitting_shows(sitting, "- published");
    sitting_keys(sitting, "=<Down><Down><Enter>q1 2024<Enter><Down>");
    sitting_shows(sitting, "seasons differ");
    sitting_keys(sitting, "=<Enter>");
    sitting_shows(sitting, "From Q1 2024 - Q4 2024 to Q1 2025 - Q4 2025.");
    sitting_shows(sitting, "8 - 42 days");
    sitting_keys(sitting, "o");
    sitting_shows(sitting, "Vernet.");
    sitting_shows(sitting, "1 - 14 days");
    sitting_keys(sitting, "o");
    sitting_shows(sitting, "8 - 42 days");
    sitting_keys(sitting, "p<Down><Down><Enter>");
    sitting_shows(sitting, "(Q3 2026)");
    sitting_keys(sitting, "p<Down><Down><Down><Down><Enter>");
    sitting_shows(sitting, "(Q1 2025 - Q4 2025)");
    sitting_keys(sitting, "p<Down><Enter>"); /* a quarter that is going on */
    sitting_shows(sitting, "No quarter of this period is over yet");
    close_office(&office);
}

/* Three people: nothing of them, whatever is asked. */
static void few_people_show_nothing(void **state)
{
    (void)state;
    struct office office;
    struct sitting *sitting = &office.sitting;
    open_office(&office, 4, LANG_EN);
    sitting_resize(sitting, 50, 120, true);
    sitting_keys(sitting, "iAp<Down><Down><Down><Down><Down><Down><Enter>since 2024<Enter>");
    sitting_shows(sitting, "Figures come from five people on");
    sitting_lacks(sitting, "report frequency");
    sitting_lacks(sitting, "%");
    close_office(&office);
}

static void no_absence_says_what_is_needed(void **state)
{
    (void)state;
    struct desk_fixture fixture;
    struct sitting sitting;
    desk_fixture_open(&fixture, LANG_EN);
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_keys(&sitting, "iA");
    sitting_shows(&sitting, "need to know who is in");
    sitting_lacks(&sitting, "BEFORE AND AFTER");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

/* ---- counting takes long --------------------------------------------------------------------- */

static void press(void *arg, const struct key *key)
{
    stack_key(arg, key);
}

static bool is_on(struct sitting *sitting, const char *text)
{
    struct buf picture = BUF_INIT;
    stack_draw(&sitting->stack, &sitting->frame);
    frame_dump(&sitting->frame, &picture);
    bool on = strstr(picture.data, text) != NULL;
    buf_release(&picture);
    return on;
}

static void keys_work_while_it_counts(void **state)
{
    (void)state;
    struct office office;
    struct stack *stack = &office.sitting.stack;
    open_office(&office, 2200, LANG_EN);
    sitting_keys(&office.sitting, "i");
    keys_feed("A", press, stack);
    assert_true(stack_busy(stack));
    assert_true(is_on(&office.sitting, "Counting absence..."));
    assert_true(is_on(&office.sitting, "rows so far"));
    keys_feed("h", press, stack); /* under another screen nothing is asked of the file */
    assert_string_equal(sitting_screen(&office.sitting), "definitions");
    assert_false(stack_busy(stack));
    keys_feed("<Esc>", press, stack);
    assert_true(stack_busy(stack));
    int slices = 0;
    for (; stack_busy(stack); slices++)
        stack_work(stack);
    assert_in_range(slices, 1, 20);
    assert_true(is_on(&office.sitting, "ABSENCE IN FIGURES"));
    keys_feed("p<Enter>", press, stack);
    keys_feed("<Esc>", press, stack); /* left half way */
    assert_string_equal(sitting_screen(&office.sitting), "home");
    close_office(&office);
}

/* A whole organisation in the file does not make the first screen wait: of so many people nobody
 * can be called. */
static void home_looks_at_as_many_as_can_be_called(void **state)
{
    (void)state;
    struct office office;
    struct standing_row *rows;
    struct err err = ERR_INIT(LANG_EN);
    size_t n, open = 0;
    open_office(&office, 700, LANG_EN);
    assert_int_equal(standing_list(office.fixture.desk.store, TODAY, &rows, &n, &err), 0);
    assert_in_range(n, 100, 500);
    for (size_t i = 0; i < n; i++)
        open += standing_absent(&rows[i].standing, TODAY);
    assert_in_range(open, 20, 200); /* who is absent is among them */
    free(rows);
    sitting_keys(&office.sitting, "<End>");
    sitting_shows(&office.sitting, "And more: 'gesprek absence list --open'");
    close_office(&office);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_blocks_of_absence),
        cmocka_unit_test(other_periods_and_borders),
        cmocka_unit_test(few_people_show_nothing),
        cmocka_unit_test(no_absence_says_what_is_needed),
        cmocka_unit_test(keys_work_while_it_counts),
        cmocka_unit_test(home_looks_at_as_many_as_can_be_called),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
