#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "screens/appointment.h"

static void reads(const char *text, int hour, int minute)
{
    int h = -1, m = -1;
    if (!appointment_parse_time(text, &h, &m))
        fail_msg("\"%s\" is no time", text);
    assert_int_equal(h, hour);
    assert_int_equal(m, minute);
}

static void refuses(const char *text)
{
    int h, m;
    if (appointment_parse_time(text, &h, &m))
        fail_msg("\"%s\" is taken for %d:%02d", text, h, m);
}

static void times_as_people_write_them(void **state)
{
    (void)state;
    reads("10:00", 10, 0);
    reads("9:05", 9, 5);
    reads("14.30", 14, 30);
    reads("14u30", 14, 30);
    reads("14h30", 14, 30);
    reads("9", 9, 0);
    reads("9u", 9, 0);
    reads("9 u", 9, 0);
    reads(" 23:59 ", 23, 59);
    reads("0:00", 0, 0);
}

static void what_is_no_time(void **state)
{
    (void)state;
    refuses("");
    refuses("  ");
    refuses("24:00");
    refuses("10:60");
    refuses("10:5");
    refuses("10:005");
    refuses("1000");
    refuses("10 30");
    refuses("10:30 uur");
    refuses("half elf");
    refuses(":30");
    refuses("-1:00");
    refuses("10:00:00");
    refuses("\xff");
    refuses("99999999999999999999");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_as_people_write_them),
        cmocka_unit_test(what_is_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
