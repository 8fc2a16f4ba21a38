#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/uuid.h"

static void ids_have_the_form_of_version_7(void **state)
{
    char id[UUID_SIZE];
    (void)state;
    uuid_make(id, 0x0123456789AB);
    assert_true(uuid_valid(id));
    assert_memory_equal(id, "01234567-89ab-7", 15);
    assert_non_null(strchr("89ab", id[19]));
    uuid_make(id, 0);
    assert_memory_equal(id, "00000000-0000-7", 15);
}

static void ids_sort_by_when_they_were_made(void **state)
{
    char before[UUID_SIZE], after[UUID_SIZE];
    int64_t now = 1763719200000;
    (void)state;
    for (int64_t step = 1; step < INT64_C(1) << 40; step *= 3) {
        uuid_make(before, now);
        uuid_make(after, now + step);
        assert_true(strcmp(before, after) < 0);
    }
}

static int compare(const void *a, const void *b)
{
    return memcmp(a, b, UUID_SIZE);
}

static void no_two_are_the_same(void **state)
{
    enum { MANY = 20000 };
    static const char zero[UUID_SIZE];
    char(*ids)[UUID_SIZE] = calloc(MANY, sizeof *ids);
    (void)state;
    for (int i = 0; i < MANY; i++)
        uuid_make(ids[i], 1763719200000);
    qsort(ids, MANY, sizeof *ids, compare);
    assert_memory_not_equal(ids[0], zero, UUID_SIZE);
    for (int i = 1; i < MANY; i++)
        assert_string_not_equal(ids[i - 1], ids[i]);
    free(ids);
}

static void only_ids_are_valid(void **state)
{
    static const char *const wrong[] = {
        "",
        "0198c0de",
        "0198C0DE-0000-7000-8000-000000000001",
        "0198c0de-0000-7000-8000-00000000000",
        "0198c0de-0000-7000-8000-0000000000011",
        "0198c0de00000-7000-8000-000000000001",
        "0198c0de-0000-7000-8000-00000000000g",
        "{198c0de-0000-7000-8000-00000000000}",
        "0198c0de-0000-7000-8000 000000000001",
        "------------------------------------",
    };
    (void)state;
    assert_true(uuid_valid("0198c0de-0000-7000-8000-000000000001"));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(uuid_valid(wrong[i]));
}

static void the_handle_is_the_tail(void **state)
{
    char handle[HANDLE_SIZE];
    (void)state;
    uuid_handle("0198c0de-0000-7000-8000-0000deadbeef", handle);
    assert_string_equal(handle, "deadbeef");
    uuid_handle("kort", handle);
    assert_string_equal(handle, "kort");
    uuid_handle("", handle);
    assert_string_equal(handle, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_have_the_form_of_version_7),
        cmocka_unit_test(ids_sort_by_when_they_were_made),
        cmocka_unit_test(no_two_are_the_same),
        cmocka_unit_test(only_ids_are_valid),
        cmocka_unit_test(the_handle_is_the_tail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
