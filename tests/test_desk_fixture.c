#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/day.h"
#include "desk_fixture.h"

static void it_holds_the_shipped_guides_and_a_file(void **state)
{
    struct desk_fixture fixture;
    char id[UUID_SIZE], agreement[UUID_SIZE];
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    assert_non_null(shelf_regime(&fixture.shelf, "nl", LANG_NL));
    assert_int_equal(desk_fixture_today(&fixture), day_from_civil(2026, 11, 23));
    desk_fixture_interview(&fixture, "Sanne de Boer", day_from_civil(2026, 11, 24), id);
    desk_fixture_agreement(&fixture, id, OWNER_MANAGER, "Rooster aanpassen", DAY_NONE, agreement);
    desk_fixture_reopen(&fixture);
    assert_string_equal(desk_fixture_answer(&fixture, id, ".own", "goal"), "");
    assert_int_equal(desk_fixture_drafts(&fixture, id), 0);
    desk_fixture_later(&fixture, 7);
    assert_int_equal(desk_fixture_today(&fixture), day_from_civil(2026, 11, 30));
    desk_fixture_close(&fixture);
}

static void a_second_window_may_only_read(void **state)
{
    struct desk_fixture fixture;
    struct desk second;
    (void)state;
    desk_fixture_open(&fixture, LANG_EN);
    desk_fixture_second(&fixture, &second);
    assert_true(store_writable(fixture.desk.store));
    assert_false(store_writable(second.store));
    store_close(second.store);
    desk_fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_holds_the_shipped_guides_and_a_file),
        cmocka_unit_test(a_second_window_may_only_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
