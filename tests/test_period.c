/* period: the words people use for a stretch of days, and how it is said back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/day.h"
#include "base/period.h"

/* Monday 23 November 2026 */
static int today(void)
{
    return day_from_civil(2026, 11, 23);
}

struct reads {
    const char *text, *from, *to; /* "" for no beginning or no end */
};

static void reads(const struct reads *table, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct period period = {0, 0};
        char from[DAY_ISO_SIZE], to[DAY_ISO_SIZE];
        enum period_words read = period_read(table[i].text, today(), LANG_NL, &period);
        day_iso(period.from, from);
        day_iso(period.to, to);
        if (read != PERIOD_WORDS_OK || strcmp(from, table[i].from) || strcmp(to, table[i].to))
            fail_msg("\"%s\" is read as %d: %s to %s", table[i].text, (int)read, from, to);
    }
}

#define READS(table) reads(table, sizeof(table) / sizeof *(table))

static void stretches_around_today(void **state)
{
    static const struct reads table[] = {
        {"deze maand", "2026-11-01", "2026-11-30"},
        {"  Deze   Maand ", "2026-11-01", "2026-11-30"},
        {"this month", "2026-11-01", "2026-11-30"},
        {"vorige maand", "2026-10-01", "2026-10-31"},
        {"next month", "2026-12-01", "2026-12-31"},
        {"deze week", "2026-11-23", "2026-11-29"},
        {"vorige week", "2026-11-16", "2026-11-22"},
        {"komende week", "2026-11-30", "2026-12-06"},
        {"dit kwartaal", "2026-10-01", "2026-12-31"},
        {"vorig kwartaal", "2026-07-01", "2026-09-30"},
        {"dit jaar", "2026-01-01", "2026-12-31"},
        {"last year", "2025-01-01", "2025-12-31"},
        {"laatste 30 dagen", "2026-10-24", "2026-11-23"},
        {"last 2 weeks", "2026-11-09", "2026-11-23"},
        {"komende 3 maanden", "2026-11-23", "2027-02-23"},
    };
    (void)state;
    READS(table);
}

static void stretches_by_name(void **state)
{
    static const struct reads table[] = {
        {"november", "2026-11-01", "2026-11-30"},    {"mrt", "2026-03-01", "2026-03-31"},
        {"feb 2024", "2024-02-01", "2024-02-29"},    {"2025", "2025-01-01", "2025-12-31"},
        {"q4", "2026-10-01", "2026-12-31"},          {"q1 2025", "2025-01-01", "2025-03-31"},
        {"4e kwartaal", "2026-10-01", "2026-12-31"}, {"kwartaal 2", "2026-04-01", "2026-06-30"},
        {"week 48", "2026-11-23", "2026-11-29"},     {"week 1 2026", "2025-12-29", "2026-01-04"},
    };
    (void)state;
    READS(table);
}

static void from_one_day_to_another(void **state)
{
    static const struct reads table[] = {
        {"van 1-11 tot 30-11", "2026-11-01", "2026-11-30"},
        {"1-11 t/m 30-11", "2026-11-01", "2026-11-30"},
        {"1 nov tot en met 14 nov", "2026-11-01", "2026-11-14"},
        {"from 1 Nov to 14 Nov", "2026-11-01", "2026-11-14"},
        {"1-11 - 14-11", "2026-11-01", "2026-11-14"},
        {"tussen 1-2-2025 en 3-2-2025", "2025-02-01", "2025-02-03"},
        {"2026-11-01 to 2026-11-05", "2026-11-01", "2026-11-05"},
        {"september tot november", "2026-09-01", "2026-11-30"},
        {"van november tot februari", "2026-11-01", "2027-02-28"},
        {"vanaf 1-11", "2026-11-01", ""},
        {"since september", "2026-09-01", ""},
        {"tot 30-11", "", "2026-11-30"},
        {"tot en met 30-11", "", "2026-11-30"},
        {"gisteren", "2026-11-22", "2026-11-22"},
        {"3-11", "2026-11-03", "2026-11-03"},
        {"van gisteren tot morgen", "2026-11-22", "2026-11-24"},
    };
    (void)state;
    READS(table);
}

static void says_no(void **state)
{
    static const struct {
        const char *text;
        enum period_words words;
    } table[] = {
        {"", PERIOD_WORDS_EMPTY},
        {"  ", PERIOD_WORDS_EMPTY},
        {"zomaar iets", PERIOD_WORDS_UNKNOWN},
        {"-", PERIOD_WORDS_UNKNOWN},
        {"van tot", PERIOD_WORDS_UNKNOWN},
        {"laatste 0 dagen", PERIOD_WORDS_UNKNOWN},
        {"a b c d e f g h i j k l m n o p q", PERIOD_WORDS_UNKNOWN},
        {"31-11", PERIOD_WORDS_NO_SUCH},
        {"van 31-11 tot 5-12", PERIOD_WORDS_NO_SUCH},
        {"week 54", PERIOD_WORDS_NO_SUCH},
        {"kwartaal 5", PERIOD_WORDS_NO_SUCH},
        {"2500", PERIOD_WORDS_NO_SUCH},
        {"van 30-11 tot 1-11", PERIOD_WORDS_BACKWARDS},
        {"van 2026-11-05 tot 2026-11-01", PERIOD_WORDS_BACKWARDS},
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct period period = {1, 2};
        enum period_words read = period_read(table[i].text, today(), LANG_NL, &period);
        if (read != table[i].words)
            fail_msg("\"%s\" is read as %d", table[i].text, (int)read);
        assert_int_equal(period.from, 1);
        assert_int_equal(period_fault(read) == NULL, read == PERIOD_WORDS_EMPTY);
    }
}

static void said(const char *text, enum lang lang, const char *words)
{
    struct period period;
    struct buf buf = BUF_INIT;
    assert_int_equal(period_read(text, today(), lang, &period), PERIOD_WORDS_OK);
    period_add(&buf, &period, today(), lang);
    assert_string_equal(buf.data, words);
    buf_release(&buf);
}

static void is_said_back(void **state)
{
    (void)state;
    said("deze maand", LANG_NL, "november");
    said("nov 2025", LANG_NL, "november 2025");
    said("2025", LANG_NL, "2025");
    said("van 1-11 tot 14-11", LANG_NL, "zo 1 nov t/m za 14 nov");
    said("van 1-11 tot 14-11", LANG_EN, "Sun 1 Nov to Sat 14 Nov");
    said("vanaf 1-11", LANG_NL, "vanaf zo 1 nov");
    said("tot 14-11", LANG_NL, "t/m za 14 nov");
    said("3-11", LANG_NL, "di 3 nov");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stretches_around_today),
        cmocka_unit_test(stretches_by_name),
        cmocka_unit_test(from_one_day_to_another),
        cmocka_unit_test(says_no),
        cmocka_unit_test(is_said_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
