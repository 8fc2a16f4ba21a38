#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/day.h"
#include "yaml/regime_yaml.h"

static const char whole[] = "regime: 1\n"
                            "id: nl\n"
                            "version: 2026.1\n"
                            "language: nl\n"
                            "title: Kaders\n"
                            "summary: Wel werk, niet de oorzaak.\n"
                            "source: UAVG art. 30\n"
                            "date: 2026-11-01\n"
                            "cards:\n"
                            "  may_ask:\n"
                            "    title: Mag je vragen\n"
                            "    source: AVG\n"
                            "    lines:\n"
                            "      - Hoe lang het duurt\n"
                            "      - \"Let op: niet aandringen\"\n"
                            "  may_not_ask:\n"
                            "    title: Vraag je niet\n"
                            "    source: AVG\n"
                            "    lines:\n"
                            "      - Wat iemand heeft\n"
                            "  may_record:\n"
                            "    title: Mag je noteren\n"
                            "    source: AVG\n"
                            "    lines:\n"
                            "      - De datum\n"
                            "  may_not_record:\n"
                            "    title: Noteer je niet\n"
                            "    source: AVG\n"
                            "    lines:\n"
                            "      - Een diagnose\n";

/* The whole file, with `old` (which must be in it) replaced. */
static struct buf changed(const char *old, const char *with)
{
    struct buf text = BUF_INIT;
    const char *at = strstr(whole, old);
    assert_non_null(at);
    buf_adds(&text, whole);
    buf_splice(&text, (size_t)(at - whole), strlen(old), with, strlen(with));
    return text;
}

static struct regime *read_changed(const char *old, const char *with, struct complaints *complaints)
{
    struct buf text = changed(old, with);
    complaints_init(complaints, LANG_EN, "regime.yaml");
    struct regime *regime = regime_yaml_read(text.data, text.len, complaints);
    buf_release(&text);
    return regime;
}

static void test_whole(void **state)
{
    (void)state;
    struct complaints complaints;
    struct regime *regime = read_changed("Een diagnose", "Een diagnose", &complaints);
    assert_int_equal(complaints.n, 0);
    assert_non_null(regime);
    assert_string_equal(regime->id, "nl");
    assert_string_equal(regime->version, "2026.1");
    assert_string_equal(regime->title, "Kaders");
    assert_string_equal(regime->summary, "Wel werk, niet de oorzaak.");
    assert_string_equal(regime->source, "UAVG art. 30");
    assert_int_equal(regime->language, LANG_NL);
    assert_int_equal(regime->date, day_from_civil(2026, 11, 1));
    assert_string_equal(regime->cards[LIMITS_MAY_ASK].title, "Mag je vragen");
    assert_string_equal(regime->cards[LIMITS_MAY_ASK].source, "AVG");
    assert_int_equal(regime->cards[LIMITS_MAY_ASK].lines.n, 2);
    assert_string_equal(regime->cards[LIMITS_MAY_ASK].lines.line[1], "Let op: niet aandringen");
    assert_string_equal(regime->cards[LIMITS_MAY_NOT_RECORD].lines.line[0], "Een diagnose");
    regime_free(regime);
    complaints_release(&complaints);
}

static void assert_refused(const char *old, const char *with, enum problem problem, int line)
{
    struct complaints complaints;
    assert_null(read_changed(old, with, &complaints));
    bool found = false;
    for (size_t i = 0; i < complaints.n; i++)
        found |= complaints.items[i].problem == problem && complaints.items[i].mark.line == line;
    assert_true(found);
    complaints_release(&complaints);
}

static void test_refused(void **state)
{
    (void)state;
    assert_refused("regime: 1", "regime: 2", PROBLEM_FORMAT, 1);
    assert_refused("regime: 1", "guide: 1", PROBLEM_UNKNOWN_KEY, 1);
    assert_refused("may_not_ask:", "may_not_ask: &lines", PROBLEM_REFERENCE, 16);
    assert_refused("  may_record:", "  mag_vastleggen:", PROBLEM_UNKNOWN_KEY, 21);
    assert_refused("date: 2026-11-01", "date: 1 november", PROBLEM_DATE, 8);
    assert_refused("date: 2026-11-01\n", "", PROBLEM_MISSING, 1);
    assert_refused("    source: AVG\n", "", PROBLEM_MISSING, 10);
    assert_refused("- De datum", "- De: datum", PROBLEM_COLON, 25);
}

static void test_card_left_out(void **state)
{
    (void)state;
    struct complaints complaints;
    struct err err = ERR_INIT(LANG_EN);
    assert_null(read_changed("  may_not_ask:\n    title: Vraag je niet\n    source: AVG\n"
                             "    lines:\n      - Wat iemand heeft\n",
                             "", &complaints));
    assert_int_equal(complaints.n, 1);
    assert_string_equal(complaints.items[0].what, "missing in the cards: may_not_ask");
    complaints_release(&complaints);
    assert_null(regime_yaml_open("x/regime.yaml", "regime: 3\n", 10, &err));
    assert_string_equal(
        err.text, "x/regime.yaml: line 1: this file has format 3; this program reads format 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_card_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
