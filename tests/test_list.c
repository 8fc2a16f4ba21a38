#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "keys.h"
#include "ui/list.h"

enum { VIEW = 5 };

static void press(void *arg, const struct key *key)
{
    struct list *list = arg;
    assert_true(list_key(list, key, VIEW));
    list_view(list, VIEW);
    assert_true(list->selected < list->n || list->n == 0);
    assert_true(list->top <= list->selected && list->selected - list->top < VIEW);
}

static void assert_after(size_t n, const char *keys, size_t selected, size_t top)
{
    struct list list = {0};
    list_resize(&list, n);
    keys_feed(keys, press, &list);
    assert_int_equal(list.selected, selected);
    assert_int_equal(list.top, top);
}

static void keys_move(void **state)
{
    (void)state;
    assert_after(20, "<Down><Down><Up>", 1, 0);
    assert_after(20, "<Up>", 0, 0);
    assert_after(20, "<End>", 19, 15);
    assert_after(20, "<End><Home>", 0, 0);
    assert_after(20, "<PgDn>", 4, 0);
    assert_after(20, "<PgDn><PgDn><PgUp>", 4, 4);
    assert_after(20, "<C-d>", 2, 0);
    assert_after(20, "<C-d><C-u>", 0, 0);
    assert_after(20, "jjjk", 2, 0);
    assert_after(20, "Gg", 0, 0);
    assert_after(20, "G<Down>", 19, 15);
    assert_after(20, "<WheelDown><WheelDown><WheelUp>", 3, 2);
    assert_after(3, "<WheelDown>", 1, 0);
}

static void an_empty_list_stays(void **state)
{
    (void)state;
    assert_after(0, "<Down><Up><End><PgDn><WheelDown>", 0, 0);
}

static void other_keys_are_not_taken(void **state)
{
    (void)state;
    struct list list = {.n = 5};
    static const char *const others[] = {"<Enter>", "x", "<Space>", "<Left>", "<F6>", "J"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct key key;
        size_t used;
        assert_true(key_parse(others[i], &key, &used));
        assert_false(list_key(&list, &key, VIEW));
    }
    assert_int_equal(list.selected, 0);
}

static void a_list_that_shrinks_keeps_a_selection(void **state)
{
    (void)state;
    struct list list = {0};
    list_resize(&list, 20);
    list_select(&list, 18);
    list_view(&list, VIEW);
    assert_int_equal(list.top, 14);
    list_resize(&list, 10);
    assert_int_equal(list.selected, 9);
    list_view(&list, VIEW);
    assert_int_equal(list.top, 5);
    list_resize(&list, 0);
    assert_int_equal(list.selected, 0);
    assert_int_equal(list.top, 0);
    list_resize(&list, 3);
    assert_int_equal(list.selected, 0);
}

static void a_list_that_grows_keeps_its_place(void **state)
{
    (void)state;
    struct list list = {0};
    list_resize(&list, 5);
    list_select(&list, 3);
    list_resize(&list, 50);
    assert_int_equal(list.selected, 3);
    list_select(&list, 999);
    assert_int_equal(list.selected, 49);
}

static void a_larger_view_leaves_no_gap(void **state)
{
    (void)state;
    struct list list = {0};
    list_resize(&list, 20);
    list_select(&list, 19);
    list_view(&list, 3);
    assert_int_equal(list.top, 17);
    list_view(&list, 10);
    assert_int_equal(list.top, 10);
    list_view(&list, 0);
    assert_int_equal(list.top, 10);
    list_view(&list, 1);
    assert_int_equal(list.top, 19);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_move),
        cmocka_unit_test(an_empty_list_stays),
        cmocka_unit_test(other_keys_are_not_taken),
        cmocka_unit_test(a_list_that_shrinks_keeps_a_selection),
        cmocka_unit_test(a_list_that_grows_keeps_its_place),
        cmocka_unit_test(a_larger_view_leaves_no_gap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
