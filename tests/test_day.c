#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/day.h"

/* A Friday in ISO week 47. */
enum { YEAR = 2025, NOVEMBER = 11, THE_21ST = 21 };

static int today(void)
{
    return day_from_civil(YEAR, NOVEMBER, THE_21ST);
}

static void known_days_have_known_numbers(void **state)
{
    (void)state;
    assert_int_equal(day_from_civil(1970, 1, 1), 0);
    assert_int_equal(day_from_civil(1969, 12, 31), -1);
    assert_int_equal(day_from_civil(2000, 3, 1), 11017);
    assert_int_equal(day_from_civil(2025, 11, 21), 20413);
}

static void days_that_do_not_exist_are_refused(void **state)
{
    static const struct civil none[] = {
        {2026, 2, 29}, {2100, 2, 29}, {2026, 4, 31},  {2026, 13, 1}, {2026, 0, 1},
        {2026, 1, 0},  {2026, 1, 32}, {1899, 12, 31}, {2200, 1, 1},  {20261, 1, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(day_from_civil(none[i].year, none[i].month, none[i].day), DAY_NONE);
    assert_int_not_equal(day_from_civil(2000, 2, 29), DAY_NONE);
    assert_int_not_equal(day_from_civil(2028, 2, 29), DAY_NONE);
    assert_int_equal(day_civil(DAY_NONE).year, 0);
}

/* Walks every valid day once, with a calendar kept by hand beside it. */
static void every_day_comes_back_the_same(void **state)
{
    struct civil by_hand = {1900, 1, 1};
    int weekday = 1, day = day_from_civil(1900, 1, 1), last = day_from_civil(2199, 12, 31);
    (void)state;
    for (; day <= last; day++, weekday = weekday % 7 + 1) {
        struct civil civil = day_civil(day);
        char text[DAY_ISO_SIZE];
        int year, week = day_iso_week(day, &year);
        assert_int_equal(civil.year, by_hand.year);
        assert_int_equal(civil.month, by_hand.month);
        assert_int_equal(civil.day, by_hand.day);
        assert_int_equal(day_from_civil(civil.year, civil.month, civil.day), day);
        assert_int_equal(day_weekday(day), weekday);
        day_iso(day, text);
        assert_int_equal(day_parse_iso(text), day);
        if (year <= 2199)
            assert_int_equal(day_from_week(year, week, weekday), day);
        if (++by_hand.day > day_month_length(by_hand.year, by_hand.month)) {
            by_hand.day = 1;
            if (++by_hand.month > 12) {
                by_hand.month = 1;
                by_hand.year++;
            }
        }
    }
    assert_int_equal(by_hand.year, 2200);
}

static void weeks_follow_iso_8601(void **state)
{
    static const struct {
        struct civil civil;
        int year, week;
    } cases[] = {
        {{2025, 11, 21}, 2025, 47}, {{2024, 12, 30}, 2025, 1}, {{2026, 12, 31}, 2026, 53},
        {{2027, 1, 3}, 2026, 53},   {{2027, 1, 4}, 2027, 1},   {{2021, 1, 3}, 2020, 53},
        {{2023, 1, 1}, 2022, 52},   {{1900, 1, 1}, 1900, 1},   {{2199, 12, 31}, 2200, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int year,
            day = day_from_civil(cases[i].civil.year, cases[i].civil.month, cases[i].civil.day);
        assert_int_equal(day_iso_week(day, &year), cases[i].week);
        assert_int_equal(year, cases[i].year);
        assert_int_equal(day_iso_week(day, NULL), cases[i].week);
    }
    assert_int_equal(day_from_week(2025, 53, 1), DAY_NONE);
    assert_int_equal(day_from_week(2026, 53, 5), day_from_civil(2027, 1, 1));
    assert_int_equal(day_from_week(2026, 54, 1), DAY_NONE);
    assert_int_equal(day_from_week(2026, 0, 1), DAY_NONE);
    assert_int_equal(day_from_week(2026, 1, 8), DAY_NONE);
    assert_int_equal(day_from_week(2199, 53, 1), DAY_NONE);
}

static void months_end_where_they_must(void **state)
{
    (void)state;
    int january = day_from_civil(2026, 1, 31);
    assert_int_equal(day_add_months(january, 1), day_from_civil(2026, 2, 28));
    assert_int_equal(day_add_months(january, 25), day_from_civil(2028, 2, 29));
    assert_int_equal(day_add_months(january, -2), day_from_civil(2025, 11, 30));
    assert_int_equal(day_add_months(january, 11), day_from_civil(2026, 12, 31));
    assert_int_equal(day_add_months(january, 12 * 200), DAY_NONE);
    assert_int_equal(day_add_months(january, INT_MAX), DAY_NONE);
    assert_int_equal(day_add_months(january, INT_MIN), DAY_NONE);
    assert_int_equal(day_add_months(january, -12 * 2199), DAY_NONE);
    assert_int_equal(day_add_months(DAY_NONE, 1), DAY_NONE);
    assert_int_equal(day_add_days(january, 1), day_from_civil(2026, 2, 1));
    assert_int_equal(day_add_days(january, INT_MAX), DAY_NONE);
    assert_int_equal(day_add_days(DAY_NONE, 1), DAY_NONE);
    assert_int_equal(day_month_length(2024, 2), 29);
    assert_int_equal(day_month_length(1900, 2), 28);
}

static void iso_is_read_to_the_letter(void **state)
{
    static const char *const wrong[] = {
        "",           "2026",        "2026-1-1",    "2026-01-1",
        "2026/01/01", "2026-01-01 ", " 2026-01-01", "2026-02-30",
        "2026-01-0a", "+026-01-01",  "20261-01-01", "1899-12-31",
        "-026-01-01",
    };
    char text[DAY_ISO_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(day_parse_iso(wrong[i]), DAY_NONE);
    day_iso(DAY_NONE, text);
    assert_string_equal(text, "");
    day_iso(INT_MAX, text);
    assert_string_equal(text, "");
}

/* What day_read makes of text, as "2025-11-28", or as the name of what went wrong. */
static const char *read_as(const char *text, int as_of, char iso[DAY_ISO_SIZE])
{
    static const char *const names[] = {"", "empty", "unknown", "no such", "far", "vague"};
    int nl = DAY_NONE, en = DAY_NONE;
    enum day_words words = day_read(text, as_of, LANG_NL, &nl);
    assert_int_equal(day_read(text, as_of, LANG_EN, &en), words);
    assert_int_equal(nl, en);
    if (words != DAY_WORDS_OK) {
        assert_int_equal(nl, DAY_NONE); /* untouched */
        return names[words];
    }
    day_iso(nl, iso);
    return iso;
}

struct reading {
    const char *text, *as;
};

static void check_readings(const struct reading *readings, size_t n, int as_of)
{
    char iso[DAY_ISO_SIZE];
    for (size_t i = 0; i < n; i++) {
        const char *as = read_as(readings[i].text, as_of, iso);
        if (strcmp(as, readings[i].as) != 0)
            fail_msg("\"%s\" reads as %s, not as %s", readings[i].text, as, readings[i].as);
    }
}

#define CHECK_READINGS(readings, as_of)                                                            \
    check_readings(readings, sizeof(readings) / sizeof *(readings), as_of)

static const struct reading dutch_words[] = {
    {"vandaag", "2025-11-21"},
    {"Vandaag!", "2025-11-21"},
    {"nu", "2025-11-21"},
    {"vanmiddag", "2025-11-21"},
    {"morgen", "2025-11-22"},
    {"morgenochtend", "2025-11-22"},
    {"morgen middag", "2025-11-22"},
    {"overmorgen", "2025-11-23"},
    {"over morgen", "2025-11-23"},
    {"gisteren", "2025-11-20"},
    {"eergisteren", "2025-11-19"},
    {"vr", "2025-11-28"},
    {"vr.", "2025-11-28"},
    {"VR", "2025-11-28"},
    {"vrijdag", "2025-11-28"},
    {"op vrijdag", "2025-11-28"},
    {"uiterlijk vrijdag", "2025-11-28"},
    {"vóór vrijdag", "2025-11-28"},
    {"vrijdagmiddag", "2025-11-28"},
    {"dinsdagochtend", "2025-11-25"},
    {"zondagmorgen", "2025-11-23"},
    {"morgenvroeg", "2025-11-22"},
    {"weekmiddag", "unknown"},
    {"vrijdag a.s.", "2025-11-28"},
    {"vrijdag 12 december a.s.", "2025-12-12"},
    {"aanstaande 15 december", "2025-12-15"},
    {"komende 2 weken", "2025-12-05"},
    {"in de week van 15 december", "2025-12-19"},
    {"za", "2025-11-22"},
    {"zo", "2025-11-23"},
    {"ma", "2025-11-24"},
    {"do", "2025-11-27"},
    {"aanstaande vrijdag", "2025-11-28"},
    {"a.s. vrijdag", "2025-11-28"},
    {"as maandag", "2025-11-24"},
    {"komende dinsdag", "2025-11-25"},
    {"deze vrijdag", "2025-11-21"},
    {"deze zondag", "2025-11-23"},
    {"volgende maandag", "2025-11-24"},
    {"volgende vrijdag", "2025-11-28"},
    {"volgende week vrijdag", "2025-11-28"},
    {"vrijdag volgende week", "2025-11-28"},
    {"volgende week ma", "2025-11-24"},
    {"deze week zondag", "2025-11-23"},
    {"volgende week", "2025-11-28"},
    {"deze week", "2025-11-21"},
    {"begin volgende week", "2025-11-24"},
    {"midden volgende week", "2025-11-26"},
    {"eind volgende week", "2025-11-28"},
    {"eind van de week", "2025-11-21"},
    {"begin van de week", "2025-11-24"},
    {"volgende maand", "2025-12-31"},
    {"begin volgende maand", "2025-12-01"},
    {"half volgende maand", "2025-12-15"},
    {"eind van de maand", "2025-11-30"},
    {"eind deze maand", "2025-11-30"},
    {"begin van de maand", "2025-12-01"},
    {"eind van het jaar", "2025-12-31"},
    {"begin volgend jaar", "2026-01-01"},
    {"eind 2026", "2026-12-31"},
    {"over 2 weken", "2025-12-05"},
    {"over twee weken", "2025-12-05"},
    {"over een week", "2025-11-28"},
    {"over één week", "2025-11-28"},
    {"over 10 dagen", "2025-12-01"},
    {"over veertien dagen", "2025-12-05"},
    {"over 5 werkdagen", "2025-11-28"},
    {"binnen 2 weken", "2025-12-05"},
    {"2 weken", "2025-12-05"},
    {"na 2 weken", "2025-12-05"},
    {"over een maand", "2025-12-21"},
    {"over 3 mnd", "2026-02-21"},
    {"over een half jaar", "2026-05-21"},
    {"over een halve maand", "2025-12-05"},
    {"over een halve week", "2025-11-24"},
    {"eind van de dag", "2025-11-21"},
    {"half december 9999", "no such"},
    {"eind 9999", "no such"},
    {"over een jaar", "2026-11-21"},
    {"vandaag over een week", "2025-11-28"},
    {"morgen over 2 weken", "2025-12-06"},
    {"maandag over een week", "2025-12-01"},
    {"3 dagen geleden", "2025-11-18"},
    {"2 weken geleden", "2025-11-07"},
    {"week 50", "2025-12-12"},
    {"wk 50", "2025-12-12"},
    {"in week 50", "2025-12-12"},
    {"begin week 50", "2025-12-08"},
    {"half week 50", "2025-12-10"},
    {"dinsdag week 50", "2025-12-09"},
    {"week 50 di", "2025-12-09"},
    {"week 47", "2025-11-21"},
    {"week 46", "2026-11-13"},
    {"week 1", "2026-01-02"},
    {"week 53", "2027-01-01"},
    {"week 50 2026", "2026-12-11"},
    {"week 53 2025", "no such"},
    {"week 54", "no such"},
    {"week 0", "no such"},
    {"begin december", "2025-12-01"},
    {"half december", "2025-12-15"},
    {"medio december", "2025-12-15"},
    {"eind december", "2025-12-31"},
    {"eind februari", "2026-02-28"},
    {"eind februari 2028", "2028-02-29"},
    {"half november", "2026-11-15"},
    {"eind november", "2025-11-30"},
    {"in december", "2025-12-31"},
    {"december", "2025-12-31"},
    {"15 dec", "2025-12-15"},
    {"15 dec.", "2025-12-15"},
    {"15 december", "2025-12-15"},
    {"15e december", "2025-12-15"},
    {"15 december 2026", "2026-12-15"},
    {"15 dec 26", "2026-12-15"},
    {"maandag 15 december", "2025-12-15"},
    {"ma 15 dec", "2025-12-15"},
    {"di 15 dec", "no such"},
    {"vr 7 nov", "2025-11-07"},
    {"vrijdag 5 december 2025", "2025-12-05"},
    {"5 mrt", "2026-03-05"},
    {"5 maart", "2026-03-05"},
    {"1 mei", "2026-05-01"},
    {"de 30e", "2025-11-30"},
    {"de 15e", "2025-12-15"},
    {"31", "2025-12-31"},
    {"32", "no such"},
    {"vrijdag de 5e", "2025-12-05"},
    {"per 1 januari", "2026-01-01"},
};

static void dutch_words_are_read(void **state)
{
    (void)state;
    CHECK_READINGS(dutch_words, today());
}

static void english_words_are_read(void **state)
{
    static const struct reading readings[] = {
        {"today", "2025-11-21"},
        {"tomorrow", "2025-11-22"},
        {"Tomorrow morning", "2025-11-22"},
        {"the day after tomorrow", "2025-11-23"},
        {"yesterday", "2025-11-20"},
        {"fri", "2025-11-28"},
        {"friday", "2025-11-28"},
        {"by Friday", "2025-11-28"},
        {"next friday", "2025-11-28"},
        {"next monday", "2025-11-24"},
        {"this friday", "2025-11-21"},
        {"this sunday", "2025-11-23"},
        {"tues", "2025-11-25"},
        {"friday next week", "2025-11-28"},
        {"next week friday", "2025-11-28"},
        {"monday week", "2025-12-01"},
        {"next week", "2025-11-28"},
        {"end of next week", "2025-11-28"},
        {"early next week", "2025-11-24"},
        {"beginning of next week", "2025-11-24"},
        {"in two weeks", "2025-12-05"},
        {"in 3 days", "2025-11-24"},
        {"in a month", "2025-12-21"},
        {"in a fortnight", "2025-12-05"},
        {"in half a year", "2026-05-21"},
        {"within 10 days", "2025-12-01"},
        {"a week from now", "2025-11-28"},
        {"a week from monday", "2025-12-01"},
        {"two weeks ago", "2025-11-07"},
        {"end of december", "2025-12-31"},
        {"end of the month", "2025-11-30"},
        {"mid december", "2025-12-15"},
        {"mid-december", "2025-12-15"},
        {"in mid december", "2025-12-15"},
        {"early december", "2025-12-01"},
        {"December 15", "2025-12-15"},
        {"December 15th, 2026", "2026-12-15"},
        {"15th of December", "2025-12-15"},
        {"Monday, 15 December 2025", "2025-12-15"},
        {"the 3rd", "2025-12-03"},
        {"week 50", "2025-12-12"},
        {"may 1st", "2026-05-01"},
        {"sept 1", "2026-09-01"},
        {"next month", "2025-12-31"},
        {"this weekend", "2025-11-22"},
    };
    (void)state;
    CHECK_READINGS(readings, today());
}

static void figures_are_read_day_first(void **state)
{
    static const struct reading readings[] = {
        {"15-12", "2025-12-15"},      {"15/12", "2025-12-15"},      {"15.12", "2025-12-15"},
        {"15.12.", "2025-12-15"},     {"15/12/2026", "2026-12-15"}, {"15-12-26", "2026-12-15"},
        {"15-12-1", "no such"},       {"ma 15-12", "2025-12-15"},   {"di 15-12", "no such"},
        {"2026-12-15", "2026-12-15"}, {"2026-02-30", "no such"},    {"3/4", "2026-04-03"},
        {"21-11", "2025-11-21"},      {"20-11", "2026-11-20"},      {"29-2", "far"},
        {"29-2-2027", "no such"},     {"31-4", "no such"},          {"13/13", "no such"},
        {"0-0", "no such"},           {"15-12-20261", "unknown"},   {"15-12-1899", "no such"},
        {"15-12-2199", "2199-12-15"}, {"+3d", "2025-11-24"},        {"+2w", "2025-12-05"},
        {"+ 2 weken", "2025-12-05"},  {"+1m", "2025-12-21"},        {"+1j", "2026-11-21"},
        {"+3", "2025-11-24"},         {"3d", "2025-11-24"},         {"w50", "2025-12-12"},
        {"+999j", "no such"},         {"14:30", "unknown"},         {"1-2-3-4-5", "unknown"},
    };
    (void)state;
    CHECK_READINGS(readings, today());
}

/* There is no month 13: in English the other way round is meant, in Dutch it is a slip. */
static void month_first_is_english(void **state)
{
    static const char *const figures[] = {"1-13", "12/15", "12/15/2026"};
    static const char *const english[] = {"2026-01-13", "2025-12-15", "2026-12-15"};
    (void)state;
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        int day = DAY_NONE;
        assert_int_equal(day_read(figures[i], today(), LANG_NL, &day), DAY_WORDS_NO_SUCH);
        assert_int_equal(day, DAY_NONE);
        assert_int_equal(day_read(figures[i], today(), LANG_EN, &day), DAY_WORDS_OK);
        assert_int_equal(day, day_parse_iso(english[i]));
    }
}

static void wishes_are_told_from_nonsense(void **state)
{
    static const struct reading readings[] = {
        {"", "empty"},
        {" \t\n", "empty"},
        {"\xC2\xA0", "empty"},
        {"zo snel mogelijk", "vague"},
        {"Zo snel mogelijk.", "vague"},
        {"zo  spoedig mogelijk", "vague"},
        {"zsm", "vague"},
        {"z.s.m.", "vague"},
        {"Z.S.M", "vague"},
        {"t.z.t.", "vague"},
        {"asap", "vague"},
        {"a.s.a.p.", "vague"},
        {"as soon as possible", "vague"},
        {"binnenkort", "vague"},
        {"later", "vague"},
        {"snel", "vague"},
        {"ooit", "vague"},
        {"soon", "vague"},
        {"volgende keer", "vague"},
        {"next time", "vague"},
        {"een keer volgende week", "vague"},
        {"ergens in december", "vague"},
        {"over een paar weken", "vague"},
        {"in a few days", "vague"},
        {"elke vrijdag", "vague"},
        {"every friday", "vague"},
        {"wekelijks", "vague"},
        {"na de vakantie", "vague"},
        {"sooner or later", "vague"},
        {"snelweg", "unknown"},
        {"latere", "unknown"},
        {"blauw", "unknown"},
        {"na vrijdag", "unknown"},
        {"-", "unknown"},
        {"...", "unknown"},
        {"de het van", "unknown"},
        {"vrijdag vrijdag", "unknown"},
        {"vrijdag of zaterdag", "unknown"},
        {"1 of 2 weken", "unknown"},
        {"over -1 dagen", "unknown"},
        {"-3 weeks", "unknown"},
        {"15 of 16 december", "unknown"},
        {"tussen 1 en 5 december", "unknown"},
        {"a.s.", "unknown"},
        {"in", "unknown"},
        {"\xFF\xFE", "unknown"},
        {"漢字", "unknown"},
        {"1 2 3 4 5 6 7 8 9 10", "unknown"},
        {"99999999999999999999", "unknown"},
    };
    (void)state;
    CHECK_READINGS(readings, today());
}

static void the_turn_of_the_year_is_passed(void **state)
{
    static const struct reading readings[] = {
        {"morgen", "2026-01-01"},
        {"vr", "2026-01-02"},
        {"volgende week", "2026-01-09"},
        {"week 1", "2026-01-02"},
        {"week 52", "2026-12-25"},
        {"31-12", "2025-12-31"},
        {"1-1", "2026-01-01"},
        {"half december", "2026-12-15"},
        {"eind december", "2025-12-31"},
        {"over een maand", "2026-01-31"},
        {"over 2 maanden", "2026-02-28"},
        {"volgende maand", "2026-01-31"},
        {"eind van de week", "2026-01-02"},
        {"begin januari", "2026-01-01"},
    };
    (void)state;
    CHECK_READINGS(readings, day_from_civil(2025, 12, 31));
}

static void the_weekend_looks_forward(void **state)
{
    static const struct reading readings[] = {
        {"eind van de week", "2025-11-28"},
        {"deze week", "2025-11-23"},
        {"volgende week", "2025-11-28"},
        {"ma", "2025-11-24"},
        {"za", "2025-11-29"},
        {"volgende week ma", "2025-11-24"},
        {"next friday", "2025-11-28"},
        {"komende vrijdag", "2025-11-28"},
        {"+1 werkdag", "2025-11-24"},
    };
    (void)state;
    CHECK_READINGS(readings, day_from_civil(2025, 11, 22));
}

/* Words of dates in any order and number: whatever they say, it is a valid day or none. */
static void no_row_of_words_does_harm(void **state)
{
    static const char *const words[] = {
        "vandaag", "over",  "morgen", "vr",    "weekend", "dec",       "dagen", "werkdagen", "week",
        "maand",   "jaar",  "half",   "begin", "eind",    "deze",      "a.s.",  "volgende",  "in",
        "geleden", "vanaf", "na",     "een",   "twaalf",  "op",        "15",    "53",        "2026",
        "9999",    "15-12", "29-2",   "0",     "999",     "-",         ".",     "+",         "e",
        "12/",     "31",    "keer",   "maa",   "2199",    "fortnight",
    };
    struct buf text = BUF_INIT;
    (void)state;
    srand(5);
    for (int round = 0; round < 50000; round++) {
        int day = DAY_NONE, as_of = today() - 40000 + rand() % 90000;
        buf_clear(&text);
        for (int n = rand() % 6; n >= 0; n--)
            buf_addf(&text, "%s%s", words[(size_t)rand() % (sizeof words / sizeof *words)],
                     rand() % 4 ? " " : "");
        if (day_read(text.data, as_of, LANG_NL, &day) == DAY_WORDS_OK)
            assert_int_equal(day_add_days(day, 0), day);
        else
            assert_int_equal(day, DAY_NONE);
    }
    buf_release(&text);
}

static void what_is_shown_can_be_typed_again(void **state)
{
    char iso[DAY_ISO_SIZE], expected[DAY_ISO_SIZE];
    struct buf text = BUF_INIT;
    (void)state;
    for (int day = today() - 400; day <= today() + 800; day++)
        for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++) {
            day_iso(day, expected);
            buf_clear(&text);
            day_add_short(&text, day, today(), lang);
            assert_string_equal(read_as(text.data, today(), iso), expected);
            buf_clear(&text);
            day_add_long(&text, day, lang);
            assert_string_equal(read_as(text.data, today(), iso), expected);
            buf_clear(&text);
            day_add_distance(&text, day, today(), lang);
            assert_string_equal(read_as(text.data, today(), iso), expected);
        }
    buf_release(&text);
}

static void check_shown(void (*add)(struct buf *, int, int, enum lang), int day, enum lang lang,
                        const char *expected)
{
    struct buf text = BUF_INIT;
    add(&text, day, today(), lang);
    assert_string_equal(text.data, expected);
    buf_release(&text);
}

static void add_long(struct buf *buf, int day, int as_of, enum lang lang)
{
    (void)as_of;
    day_add_long(buf, day, lang);
}

static void days_are_shown_in_both_languages(void **state)
{
    (void)state;
    int day = day_from_civil(2025, 12, 5), next_year = day_from_civil(2026, 3, 1);
    check_shown(day_add_short, day, LANG_NL, "vr 5 dec");
    check_shown(day_add_short, day, LANG_EN, "Fri 5 Dec");
    check_shown(day_add_short, next_year, LANG_NL, "zo 1 mrt 2026");
    check_shown(day_add_short, DAY_NONE, LANG_NL, "");
    struct buf numbers = BUF_INIT;
    day_add_numbers(&numbers, day, LANG_NL);
    day_add_numbers(&numbers, DAY_NONE, LANG_NL);
    buf_addc(&numbers, ' ');
    day_add_numbers(&numbers, day, LANG_EN);
    assert_string_equal(numbers.data, "5-12-2025 2025-12-05");
    buf_release(&numbers);
    check_shown(add_long, day, LANG_NL, "vrijdag 5 december 2025");
    check_shown(add_long, day, LANG_EN, "Friday 5 December 2025");
    check_shown(add_long, DAY_NONE, LANG_EN, "");
    check_shown(day_add_distance, today(), LANG_NL, "vandaag");
    check_shown(day_add_distance, today() + 1, LANG_NL, "morgen");
    check_shown(day_add_distance, today() - 1, LANG_NL, "gisteren");
    check_shown(day_add_distance, today() - 3, LANG_NL, "3 dagen geleden");
    check_shown(day_add_distance, today() + 7, LANG_NL, "over 7 dagen");
    check_shown(day_add_distance, today() + 11, LANG_NL, "over 11 dagen");
    check_shown(day_add_distance, today() + 28, LANG_NL, "over 4 weken");
    check_shown(day_add_distance, today() - 14, LANG_NL, "2 weken geleden");
    check_shown(day_add_distance, today() + 11, LANG_EN, "in 11 days");
    check_shown(day_add_distance, DAY_NONE, LANG_EN, "");
}

/* ---- on which side of today --------------------------------------------------------------------
 */

static void a_day_that_was_lies_behind(void **state)
{
    const int sunday = day_from_civil(2026, 11, 29);
    static const struct {
        const char *words;
        int year, month, date;
    } cases[] = {
        {"20-11", 2026, 11, 20},         {"5-1", 2026, 1, 5},
        {"5 jan", 2026, 1, 5},           {"29-11", 2026, 11, 29},
        {"30-11", 2026, 11, 30},         {"6-12", 2026, 12, 6},
        {"7-12", 2025, 12, 7},           {"24-8", 2026, 8, 24},
        {"vandaag", 2026, 11, 29},       {"friday", 2026, 11, 27},
        {"maandag", 2026, 11, 23},       {"ma 23-11", 2026, 11, 23},
        {"2026-11-01", 2026, 11, 1},     {"5-1-27", 2027, 1, 5},
        {"5-1-2027", 2027, 1, 5},        {"morgen", 2026, 11, 30},
        {"over 2 weken", 2026, 12, 13},  {"de 15e", 2026, 11, 15},
        {"week 47", 2026, 11, 20},       {"volgende vrijdag", 2026, 12, 4},
        {"eind november", 2026, 11, 30}, {"20/11", 2026, 11, 20},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int found = DAY_NONE;
        assert_int_equal(day_read_toward(cases[i].words, sunday, LANG_NL, DAY_BEHIND, &found),
                         DAY_WORDS_OK);
        if (found != day_from_civil(cases[i].year, cases[i].month, cases[i].date))
            fail_msg("%s", cases[i].words);
    }
}

static void a_due_date_lies_ahead(void **state)
{
    int found = DAY_NONE, today = day_from_civil(2026, 11, 29);
    (void)state;
    assert_int_equal(day_read_toward("5-1", today, LANG_NL, DAY_AHEAD, &found), DAY_WORDS_OK);
    assert_int_equal(found, day_from_civil(2027, 1, 5));
    assert_int_equal(day_read_toward("31-4", today, LANG_NL, DAY_BEHIND, &found),
                     DAY_WORDS_NO_SUCH);
    assert_int_equal(found, day_from_civil(2027, 1, 5)); /* left as it was */
    assert_int_equal(day_read_toward("ooit", today, LANG_NL, DAY_BEHIND, &found), DAY_WORDS_VAGUE);
}

/* A year that was left out is this one or the next. Where the day is in neither, the year is asked,
 * and not made up; of what lies behind us it may be the year before. */
static void a_far_year_is_asked(void **state)
{
    const struct {
        int year, month, date;
        const char *text;
        enum day_words ahead, behind;
    } cases[] = {
        {2026, 11, 29, "29-2", DAY_WORDS_FAR, DAY_WORDS_FAR},
        {2026, 11, 29, "29 feb", DAY_WORDS_FAR, DAY_WORDS_FAR},
        {2025, 1, 10, "29-2", DAY_WORDS_FAR, DAY_WORDS_OK},
        {2028, 3, 5, "29-2", DAY_WORDS_FAR, DAY_WORDS_OK},
        {2027, 6, 1, "29-2", DAY_WORDS_OK, DAY_WORDS_OK},
        {2028, 2, 1, "29-2", DAY_WORDS_OK, DAY_WORDS_OK},
        {2027, 2, 1, "week 53", DAY_WORDS_FAR, DAY_WORDS_OK},
        {2026, 11, 29, "29-2-2028", DAY_WORDS_OK, DAY_WORDS_OK},
        {2026, 11, 29, "31-4", DAY_WORDS_NO_SUCH, DAY_WORDS_NO_SUCH},
        {2026, 11, 29, "30 feb", DAY_WORDS_NO_SUCH, DAY_WORDS_NO_SUCH},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int day, as_of = day_from_civil(cases[i].year, cases[i].month, cases[i].date);
        if (day_read(cases[i].text, as_of, LANG_NL, &day) != cases[i].ahead)
            fail_msg("case %zu, ahead", i);
        if (day_read_toward(cases[i].text, as_of, LANG_NL, DAY_BEHIND, &day) != cases[i].behind)
            fail_msg("case %zu, behind", i);
    }
}

/* What is due next week is due at its end; a talk next week is planned from its beginning. */
static void a_plan_begins_a_stretch(void **state)
{
    static const struct {
        const char *text, *due, *plan;
        bool stretch;
    } cases[] = {
        {"volgende week", "2025-11-28", "2025-11-24", true},
        {"next week", "2025-11-28", "2025-11-24", true},
        {"deze week", "2025-11-21", "2025-11-21", true},
        {"volgende maand", "2025-12-31", "2025-12-01", true},
        {"deze maand", "2025-11-30", "2025-11-21", true},
        {"februari", "2026-02-28", "2026-02-02", true}, /* the first is a Sunday */
        {"november", "2025-11-30", "2025-11-21", true},
        {"oktober", "2026-10-31", "2026-10-01", true},
        {"week 50", "2025-12-12", "2025-12-08", true},
        {"week 47", "2025-11-21", "2025-11-21", true},
        {"de week van 15 december", "2025-12-19", "2025-12-15", true},
        {"eind volgende week", "2025-11-28", "2025-11-28", false},
        {"volgende week donderdag", "2025-11-27", "2025-11-27", false},
        {"week 50 di", "2025-12-09", "2025-12-09", false},
        {"over een week", "2025-11-28", "2025-11-28", false},
        {"vrijdag", "2025-11-28", "2025-11-28", false},
        {"15-12", "2025-12-15", "2025-12-15", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int due = DAY_NONE, plan = DAY_NONE;
        day_read_toward(cases[i].text, today(), LANG_NL, DAY_AHEAD, &due);
        day_read_toward(cases[i].text, today(), LANG_NL, DAY_PLAN, &plan);
        if (due != day_parse_iso(cases[i].due) || plan != day_parse_iso(cases[i].plan) ||
            day_words_stretch(cases[i].text) != cases[i].stretch)
            fail_msg("\"%s\": %d, %d", cases[i].text, due - today(), plan - today());
    }
    assert_false(day_words_stretch(""));
    assert_false(day_words_stretch("ooit"));
}

/* Coming back follows the first day, in the past where that will do and else where it is nearest.
 */
static void a_day_that_follows_another(void **state)
{
    const int today = day_from_civil(2026, 11, 29), since = day_from_civil(2026, 11, 20);
    static const struct {
        const char *words;
        int year, month, date;
    } cases[] = {
        {"27-11", 2026, 11, 27}, {"15-1", 2027, 1, 15},        {"15-12", 2026, 12, 15},
        {"10-11", 2026, 11, 10}, {"in 2 weeks", 2026, 12, 13}, {"20-11", 2026, 11, 20},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int found = DAY_NONE;
        assert_int_equal(day_read_since(cases[i].words, today, LANG_NL, DAY_BEHIND, since, &found),
                         DAY_WORDS_OK);
        if (found != day_from_civil(cases[i].year, cases[i].month, cases[i].date))
            fail_msg("%s", cases[i].words);
    }
    int found = DAY_NONE;
    day_read_since("vrijdag", today, LANG_NL, DAY_BEHIND, since, &found);
    assert_int_equal(found, day_from_civil(2026, 11, 27));
    day_read_since("vrijdag", today, LANG_NL, DAY_AHEAD, since, &found);
    assert_int_equal(found, day_from_civil(2026, 12, 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days_have_known_numbers),
        cmocka_unit_test(days_that_do_not_exist_are_refused),
        cmocka_unit_test(every_day_comes_back_the_same),
        cmocka_unit_test(weeks_follow_iso_8601),
        cmocka_unit_test(months_end_where_they_must),
        cmocka_unit_test(iso_is_read_to_the_letter),
        cmocka_unit_test(dutch_words_are_read),
        cmocka_unit_test(english_words_are_read),
        cmocka_unit_test(figures_are_read_day_first),
        cmocka_unit_test(month_first_is_english),
        cmocka_unit_test(wishes_are_told_from_nonsense),
        cmocka_unit_test(the_turn_of_the_year_is_passed),
        cmocka_unit_test(the_weekend_looks_forward),
        cmocka_unit_test(no_row_of_words_does_harm),
        cmocka_unit_test(what_is_shown_can_be_typed_again),
        cmocka_unit_test(days_are_shown_in_both_languages),
        cmocka_unit_test(a_day_that_was_lies_behind),
        cmocka_unit_test(a_due_date_lies_ahead),
        cmocka_unit_test(a_far_year_is_asked),
        cmocka_unit_test(a_plan_begins_a_stretch),
        cmocka_unit_test(a_day_that_follows_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
