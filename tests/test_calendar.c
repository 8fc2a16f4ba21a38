#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/day.h"
#include "keys.h"
#include "ui/calendar.h"

static struct calendar at(const char *day, const char *today)
{
    struct calendar calendar;
    calendar_init(&calendar, day ? day_parse_iso(day) : DAY_NONE, day_parse_iso(today));
    return calendar;
}

static void press(void *arg, const struct key *key)
{
    assert_true(calendar_key(arg, key));
}

static void assert_day(const struct calendar *calendar, const char *expected)
{
    char iso[DAY_ISO_SIZE];
    day_iso(calendar->day, iso);
    assert_string_equal(iso, expected);
}

static void assert_moved(const char *from, const char *keys, const char *expected)
{
    struct calendar calendar = at(from, "2026-11-23");
    keys_feed(keys, press, &calendar);
    assert_day(&calendar, expected);
}

static void keys_move(void **state)
{
    (void)state;
    assert_moved("2026-11-26", "<Right>", "2026-11-27");
    assert_moved("2026-11-30", "<Right>", "2026-12-01");
    assert_moved("2026-11-01", "<Left>", "2026-10-31");
    assert_moved("2026-11-26", "<Down>", "2026-12-03");
    assert_moved("2026-11-26", "<Up>", "2026-11-19");
    assert_moved("2026-11-26", "<PgDn>", "2026-12-26");
    assert_moved("2026-01-31", "<PgDn>", "2026-02-28");
    assert_moved("2026-03-31", "<PgUp>", "2026-02-28");
    assert_moved("2026-11-26", "<WheelDown><WheelDown><WheelUp>", "2026-12-26");
    assert_moved("2028-02-29", "<C-Right>", "2029-02-28");
    assert_moved("2026-11-26", "<C-Left>", "2025-11-26");
    assert_moved("2026-11-26", "<Home>", "2026-11-01");
    assert_moved("2026-02-10", "<End>", "2026-02-28");
    assert_moved("2031-02-10", "<C-Home>", "2026-11-23");
    assert_moved("2026-11-26", "hjkl", "2026-11-26");
}

static void it_begins_at_today_without_a_day(void **state)
{
    (void)state;
    struct calendar calendar = at(NULL, "2026-11-23");
    assert_day(&calendar, "2026-11-23");
}

static void it_stops_at_the_ends_of_time(void **state)
{
    (void)state;
    assert_moved("1900-01-01", "<Left><Up><PgUp><C-Left>", "1900-01-01");
    assert_moved("2199-12-31", "<Right><Down><PgDn><C-Right>", "2199-12-31");
    assert_moved("2199-12-30", "<Right>", "2199-12-31");
}

static void other_keys_are_not_taken(void **state)
{
    (void)state;
    struct calendar calendar = at("2026-11-26", "2026-11-23");
    static const char *const others[] = {"<Enter>", "<Esc>", "x", "<Space>", "<F3>", "7"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct key key;
        size_t used;
        assert_true(key_parse(others[i], &key, &used));
        assert_false(calendar_key(&calendar, &key));
    }
    assert_day(&calendar, "2026-11-26");
}

static void assert_drawn(const char *day, const char *today, enum lang lang, const char *expected)
{
    struct calendar calendar = at(day, today);
    struct frame frame;
    struct buf dump = BUF_INIT;
    frame_init(&frame, CALENDAR_ROWS, CALENDAR_COLUMNS, true);
    calendar_draw(&calendar, &frame, 0, 0, lang);
    frame_dump(&frame, &dump);
    assert_string_equal(dump.data, expected);
    buf_release(&dump);
    frame_release(&frame);
}

static void a_month_is_drawn(void **state)
{
    (void)state;
    assert_drawn("2026-11-26", "2026-11-23", LANG_NL,
                 "<    november 2026     >\n"
                 "wk ma di wo do vr za zo\n"
                 "44                    1\n"
                 "45  2  3  4  5  6  7  8\n"
                 "46  9 10 11 12 13 14 15\n"
                 "47 16 17 18 19 20 21 22\n"
                 "48*23 24 25[26]27 28 29\n"
                 "49 30\n"
                 "do 26 nov, over 3 dagen\n");
}

static void signs_do_not_hide_each_other(void **state)
{
    (void)state;
    assert_drawn("2026-11-22", "2026-11-23", LANG_NL, /* Sunday; today on the next row */
                 "<    november 2026     >\n"
                 "wk ma di wo do vr za zo\n"
                 "44                    1\n"
                 "45  2  3  4  5  6  7  8\n"
                 "46  9 10 11 12 13 14 15\n"
                 "47 16 17 18 19 20 21[22]\n"
                 "48*23 24 25 26 27 28 29\n"
                 "49 30\n"
                 "zo 22 nov, gisteren\n");
    struct calendar calendar = at("2026-11-24", "2026-11-25");
    struct frame frame;
    struct buf dump = BUF_INIT;
    frame_init(&frame, CALENDAR_ROWS, CALENDAR_COLUMNS, true);
    calendar_draw(&calendar, &frame, 0, 0, LANG_NL);
    frame_dump(&frame, &dump);
    assert_non_null(strstr(dump.data, "48 23[24]25*26 27 28 29\n"));
    assert_int_equal(frame.cursor_row, 6);
    assert_int_equal(frame.cursor_col, 6);
    buf_release(&dump);
    frame_release(&frame);
}

static void week_numbers_follow_iso(void **state)
{
    (void)state;
    assert_drawn("2027-01-01", "2026-11-23", LANG_NL, /* in week 53 of 2026 */
                 "<     januari 2027     >\n"
                 "wk ma di wo do vr za zo\n"
                 "53            [ 1] 2  3\n"
                 " 1  4  5  6  7  8  9 10\n"
                 " 2 11 12 13 14 15 16 17\n"
                 " 3 18 19 20 21 22 23 24\n"
                 " 4 25 26 27 28 29 30 31\n"
                 "\n"
                 "vr 1 jan 2027\n");
}

static void every_month_fits(void **state)
{
    (void)state;
    for (int lang = LANG_EN; lang <= LANG_NL; lang++) {
        struct calendar calendar = at("2024-01-15", "2026-11-23");
        for (int i = 0; i < 60; i++) {
            struct frame frame;
            frame_init(&frame, CALENDAR_ROWS + 2, CALENDAR_COLUMNS + 2, true);
            calendar_draw(&calendar, &frame, 1, 1, (enum lang)lang);
            for (int row = 0; row < frame.rows; row++) {
                assert_string_equal(frame.cells[row * frame.columns].text, " ");
                assert_string_equal(frame.cells[(row + 1) * frame.columns - 1].text, " ");
            }
            for (int col = 0; col < frame.columns; col++) {
                assert_string_equal(frame.cells[col].text, " ");
                assert_string_equal(frame.cells[(frame.rows - 1) * frame.columns + col].text, " ");
            }
            frame_release(&frame);
            keys_feed("<PgDn>", press, &calendar);
        }
    }
}

static void clicks_choose(void **state)
{
    (void)state;
    struct calendar calendar = at("2026-11-26", "2026-11-23");
    assert_true(calendar_click(&calendar, 6, 3));
    assert_day(&calendar, "2026-11-23");
    assert_true(calendar_click(&calendar, 2, 22));
    assert_day(&calendar, "2026-11-01");
    assert_true(calendar_click(&calendar, 3, 23));
    assert_day(&calendar, "2026-11-08");
    assert_true(calendar_click(&calendar, 7, 4));
    assert_day(&calendar, "2026-11-30");
    assert_false(calendar_click(&calendar, 7, 8)); /* December */
    assert_false(calendar_click(&calendar, 2, 3)); /* October */
    assert_false(calendar_click(&calendar, 6, 0)); /* the week number */
    assert_false(calendar_click(&calendar, 8, 5));
    assert_false(calendar_click(&calendar, 1, 5));
    assert_false(calendar_click(&calendar, 6, 24));
    assert_false(calendar_click(&calendar, -1, -1));
    assert_day(&calendar, "2026-11-30");
    assert_false(calendar_click(&calendar, 0, 23));
    assert_day(&calendar, "2026-12-30");
    assert_false(calendar_click(&calendar, 0, 0));
    assert_day(&calendar, "2026-11-30");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_move),
        cmocka_unit_test(it_begins_at_today_without_a_day),
        cmocka_unit_test(it_stops_at_the_ends_of_time),
        cmocka_unit_test(other_keys_are_not_taken),
        cmocka_unit_test(a_month_is_drawn),
        cmocka_unit_test(signs_do_not_hide_each_other),
        cmocka_unit_test(week_numbers_follow_iso),
        cmocka_unit_test(every_month_fits),
        cmocka_unit_test(clicks_choose),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
