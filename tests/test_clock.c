#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/day.h"

static const int64_t second = 1000, minute = 60 * 1000, hour = 60 * 60 * 1000;

static int live_in_amsterdam(void **state)
{
    (void)state;
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1); /* the rule itself: no zone files needed */
    tzset();
    return 0;
}

static struct clock opened_with(const char *now)
{
    setenv("GESPREK_NOW", now, 1);
    struct clock clock = clock_open();
    unsetenv("GESPREK_NOW");
    return clock;
}

static void the_machine_tells_the_time(void **state)
{
    struct clock clock = clock_open();
    (void)state;
    int64_t now = clock_now(&clock);
    assert_in_range(now / second, (uintmax_t)time(NULL) - 2, (uintmax_t)time(NULL) + 2);
    assert_true(clock_now(&clock) >= now);
    assert_int_equal(clock_today(&clock), clock_day(clock_now(&clock)));
}

static void time_stands_still_when_told(void **state)
{
    struct clock clock = opened_with("2025-11-21T09:12");
    int h, m;
    (void)state;
    assert_int_equal(clock_now(&clock), INT64_C(1763712720000)); /* 08:12 UTC */
    assert_int_equal(clock_now(&clock), clock_now(&clock));
    assert_int_equal(clock_today(&clock), day_from_civil(2025, 11, 21));
    clock_time(clock_now(&clock), &h, &m);
    assert_int_equal(h, 9);
    assert_int_equal(m, 12);
}

static void what_is_no_time_is_ignored(void **state)
{
    static const char *const wrong[] = {
        "",
        "now",
        "2025-11-21",
        "2025-11-21T9:12",
        "2025-11-21T24:00",
        "2025-11-21T09:60",
        "2025-02-30T09:12",
        "2025-11-21 09:12",
        "2025-11-21T09:12:00",
        "2025-11-21T-9:12",
        "2025-11-21T09:1x",
        "25-11-2025T09:12",
    };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(opened_with(wrong[i]).fixed, 0);
}

static void the_day_turns_at_local_midnight(void **state)
{
    (void)state;
    int day = day_from_civil(2026, 7, 1);
    int64_t midnight = clock_moment(day, 0, 0);
    assert_int_equal(clock_day(midnight), day);
    assert_int_equal(clock_day(midnight - 1), day - 1);
    assert_int_equal(clock_day(midnight + 24 * hour - 1), day);
    assert_int_equal(clock_day(midnight + 24 * hour), day + 1);
    assert_int_equal(midnight % (24 * hour), 22 * hour); /* two hours before UTC's */
}

static void moments_before_1970_work_too(void **state)
{
    (void)state;
    int day = day_from_civil(1969, 12, 31);
    int h, m;
    assert_int_equal(clock_day(-hour - 1), day);
    assert_int_equal(clock_day(-hour), day + 1); /* 1 January 00:00 in Amsterdam */
    clock_time(-hour - 1, &h, &m);
    assert_int_equal(h, 23);
    assert_int_equal(m, 59);
}

static void summer_time_moves_the_hour_not_the_day(void **state)
{
    (void)state;
    int spring = day_from_civil(2026, 3, 29), autumn = day_from_civil(2026, 10, 25);
    assert_int_equal(clock_moment(spring + 1, 0, 0) - clock_moment(spring, 0, 0), 23 * hour);
    assert_int_equal(clock_moment(autumn + 1, 0, 0) - clock_moment(autumn, 0, 0), 25 * hour);
    for (int day = day_from_civil(2026, 1, 1); day <= day_from_civil(2026, 12, 31); day++) {
        int h, m;
        int64_t moment = clock_moment(day, 14, 30);
        clock_time(moment, &h, &m);
        assert_int_equal(clock_day(moment), day);
        assert_int_equal(h * 60 + m, 14 * 60 + 30);
        assert_int_equal(clock_day(moment + 9 * hour + 29 * minute), day);
    }
}

static void reads(const char *text, int wanted_hour, int wanted_minute)
{
    int h = -1, m = -1;
    if (!clock_read_time(text, &h, &m))
        fail_msg("\"%s\" is no time", text);
    assert_int_equal(h, wanted_hour);
    assert_int_equal(m, wanted_minute);
}

static void refuses(const char *text)
{
    int h, m;
    if (clock_read_time(text, &h, &m))
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
    reads("10 uur", 10, 0);
    reads("10:30 uur", 10, 30);
    reads("14.30 Uur ", 14, 30);
    reads("2pm", 14, 0);
    reads("2:15 PM", 14, 15);
    reads("12 am", 0, 0);
    reads("12pm", 12, 0);
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
    refuses("10:30 uurtje");
    refuses("14 pm");
    refuses("0 am");
    refuses("10 uur 30");
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
        cmocka_unit_test(the_machine_tells_the_time),
        cmocka_unit_test(time_stands_still_when_told),
        cmocka_unit_test(what_is_no_time_is_ignored),
        cmocka_unit_test(the_day_turns_at_local_midnight),
        cmocka_unit_test(moments_before_1970_work_too),
        cmocka_unit_test(summer_time_moves_the_hour_not_the_day),
        cmocka_unit_test(times_as_people_write_them),
        cmocka_unit_test(what_is_no_time),
    };
    return cmocka_run_group_tests(tests, live_in_amsterdam, NULL);
}
