#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
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

static void reads_in(enum lang lang, const char *text, int wanted_hour, int wanted_minute)
{
    int h = -1, m = -1;
    if (!clock_read_time(text, lang, &h, &m))
        fail_msg("\"%s\" is no time", text);
    if (h != wanted_hour || m != wanted_minute)
        fail_msg("\"%s\" is %d:%02d", text, h, m);
}

static void reads(const char *text, int wanted_hour, int wanted_minute)
{
    reads_in(LANG_NL, text, wanted_hour, wanted_minute);
    reads_in(LANG_EN, text, wanted_hour, wanted_minute);
}

static void refuses(const char *text)
{
    int h, m;
    for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++)
        if (clock_read_time(text, lang, &h, &m))
            fail_msg("\"%s\" is taken for %d:%02d", text, h, m);
}

static void times_as_people_write_them(void **state)
{
    (void)state;
    reads("10:00", 10, 0);
    reads("9:05", 9, 5);
    reads("14.30", 14, 30);
    reads("9.30", 9, 30);
    reads("14u30", 14, 30);
    reads("9u30", 9, 30);
    reads("14h30", 14, 30);
    reads("9", 9, 0);
    reads("9u", 9, 0);
    reads("9 u", 9, 0);
    reads(" 23:59 ", 23, 59);
    reads("0:00", 0, 0);
    reads("3:00", 3, 0);
    reads("10 uur", 10, 0);
    reads("10 uur 30", 10, 30);
    reads("10:30 uur", 10, 30);
    reads("14.30 Uur ", 14, 30);
    reads("om 9 uur", 9, 0);
    reads("2pm", 14, 0);
    reads("3pm", 15, 0);
    reads("3 p.m.", 15, 0);
    reads("2:15 PM", 14, 15);
    reads("12 am", 0, 0);
    reads("12pm", 12, 0);
}

static void times_as_people_say_them(void **state)
{
    (void)state;
    reads("half tien", 9, 30);
    reads("half een", 12, 30);
    reads("half drie", 14, 30); /* nobody means the night */
    reads("half past 9", 9, 30);
    reads("half past nine", 9, 30);
    reads("half past two", 14, 30);
    reads("Kwart over 9", 9, 15);
    reads("kwart voor tien", 9, 45);
    reads("quarter past 9", 9, 15);
    reads("a quarter to ten", 9, 45);
    reads("tien over half elf", 10, 40);
    reads("5 voor half 11", 10, 25);
    reads("tien over negen", 9, 10);
    reads("twenty to ten", 9, 40);
    reads("negen uur", 9, 0);
    reads("nine o'clock", 9, 0);
    reads("at nine", 9, 0);
    reads("3 uur", 15, 0);
    reads("3 uur 's middags", 15, 0);
    reads("8 uur \xe2\x80\x99s avonds", 20, 0);
    reads("6 uur 's ochtends", 6, 0);
    reads("nine in the morning", 9, 0);
    reads("four in the afternoon", 16, 0);
    reads("noon", 12, 0);
}

/* "Half 10" is half an hour before ten in Dutch, and after it where English is spoken so. */
static void half_ten_is_dutch(void **state)
{
    int h, m;
    (void)state;
    reads_in(LANG_NL, "half 10", 9, 30);
    reads_in(LANG_NL, "half 1", 12, 30);
    assert_false(clock_read_time("half 10", LANG_EN, &h, &m));
    assert_false(clock_read_time("half ten", LANG_EN, &h, &m));
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
    refuses("10 uur 5");
    refuses("half 13");
    refuses("half");
    refuses("kwart over 9:30");
    refuses("uur");
    refuses("om");
    refuses("'s middags");
    refuses("straks");
    refuses(":30");
    refuses("-1:00");
    refuses("10:00:00");
    refuses("10:00 - 11:00");
    refuses("9s");
    refuses("\xff");
    refuses("99999999999999999999");
    refuses("over een half uur voor de zekerheid dan toch maar om negen uur");
}

/* What a text for a day and a time means in both languages: "2026-11-24 9:30", or what
 * is wrong with the day, or "no" when it means nothing. Monday 23 November 2026, 17:45 where none
 * is. */
static void moment_is(const char *text, const char *wanted)
{
    int today = day_from_civil(2026, 11, 23);
    for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++) {
        int64_t moment;
        struct buf said = BUF_INIT;
        char iso[DAY_ISO_SIZE];
        enum day_words read = clock_read_moment(text, today, lang, 17, 45, &moment);
        if (read == DAY_WORDS_OK) {
            day_iso(clock_day(moment), iso);
            buf_adds(&said, iso);
            clock_add_time(&said, " ", moment);
        } else {
            buf_adds(&said, read == DAY_WORDS_NO_SUCH ? "no such"
                            : read == DAY_WORDS_FAR   ? "far"
                                                      : "no");
        }
        if (strcmp(said.data, wanted) != 0)
            fail_msg("\"%s\" is %s, not %s", text, said.data, wanted);
        buf_release(&said);
    }
}

static void a_time_stands_behind_the_day_or_before_it(void **state)
{
    (void)state;
    moment_is("morgen", "2026-11-24 17:45");
    moment_is("morgen 9 uur", "2026-11-24 9:00");
    moment_is("morgen om half tien", "2026-11-24 9:30");
    moment_is("morgen kwart over 9", "2026-11-24 9:15");
    moment_is("tomorrow half past 9", "2026-11-24 9:30");
    moment_is("tomorrow at 3pm", "2026-11-24 15:00");
    moment_is("morgen 9.30", "2026-11-24 9:30");
    moment_is("do 9u30", "2026-11-26 9:30");
    moment_is("15-12 14:30", "2026-12-15 14:30");
    moment_is("15 dec 10 over 9", "2026-12-15 9:10");
    moment_is("de 15e om 9 uur", "2026-12-15 9:00");
    moment_is("9 uur morgen", "2026-11-24 9:00");
    moment_is("10:00 on friday", "2026-11-27 10:00");
    moment_is("morgen 9", "2026-11-24 9:00");
    moment_is("vr 4", "2026-12-04 17:45"); /* the 4th: that is a Friday */
    moment_is("week 50 10:00", "2026-12-07 10:00");
    moment_is("vrijdagmiddag half vijf", "2026-11-27 16:30");
    moment_is("morgenavond 8 uur", "2026-11-24 20:00");
    moment_is("tomorrow morning at six", "2026-11-24 6:00");
    moment_is("31-4 9:30", "no such"); /* what is wrong is the day */
    moment_is("29-2 9 uur", "far");
    moment_is("9 uur 30 feb", "no such");
    moment_is("morgen straks", "no");
    moment_is("morgen 25:00", "no");
    moment_is("9 uur", "no");
    moment_is("", "no");
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
        cmocka_unit_test(times_as_people_say_them),
        cmocka_unit_test(half_ten_is_dutch),
        cmocka_unit_test(what_is_no_time),
        cmocka_unit_test(a_time_stands_behind_the_day_or_before_it),
    };
    return cmocka_run_group_tests(tests, live_in_amsterdam, NULL);
}
