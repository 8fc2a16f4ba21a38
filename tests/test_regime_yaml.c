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

/* ---- the words of the check ------------------------------------------------------------------ */

static const char words[] = "words:\n"
                            "  endings: [e, en]\n"
                            "  links: [door, zijn]\n"
                            "  sources: [bedrijfsarts]\n"
                            "  fine:\n"
                            "    - achter de rug, +grip+\n"
                            "  classes:\n"
                            "    illness:\n"
                            "      title: een ziekte\n"
                            "      why: Dat is voor de bedrijfsarts.\n"
                            "      instead: afwezig\n"
                            "      severity: high\n"
                            "      words:\n"
                            "        - griep, hernia~\n"
                            "        - MS\n"
                            "    body:\n"
                            "      title: het lichaam\n"
                            "      why: Idem.\n"
                            "      instead: afwezig\n"
                            "      severity: low\n"
                            "  rules:\n"
                            "    aches:\n"
                            "      class: body\n"
                            "      within: 3\n"
                            "      words: [rug]\n"
                            "      when: [pijn]\n"
                            "      joined: [pijn]\n";

static struct regime *read_words(const char *old, const char *with, struct complaints *complaints)
{
    struct buf text = BUF_INIT;
    buf_addf(&text, "%s%s", whole, words);
    const char *at = strstr(text.data, old);
    assert_non_null(at);
    buf_splice(&text, (size_t)(at - text.data), strlen(old), with, strlen(with));
    complaints_init(complaints, LANG_EN, "regime.yaml");
    struct regime *regime = regime_yaml_read(text.data, text.len, complaints);
    buf_release(&text);
    return regime;
}

/* Read later, a piece at a time, the same is wrong with them; but for a word that stands twice,
 * which is for its author alone. */
static void assert_refused_later(const char *old, const char *with, const char *brief)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    buf_addf(&text, "%s%s", whole, words);
    buf_splice(&text, (size_t)(strstr(text.data, old) - text.data), strlen(old), with,
               strlen(with));
    struct regime *regime = regime_yaml_open("regime.yaml", text.data, text.len, &err);
    assert_non_null(regime);
    while (regime_prepare(regime, LANG_EN))
        continue;
    if (strstr(brief, "for the second time")) {
        assert_non_null(regime_privacy(regime, &err));
    } else {
        assert_null(regime_privacy(regime, &err));
        assert_non_null(strstr(err.text, brief));
    }
    regime_free(regime);
    buf_release(&text);
}

static void assert_words_refused(const char *old, const char *with, const char *said)
{
    struct complaints complaints;
    struct buf text = BUF_INIT;
    assert_null(read_words(old, with, &complaints));
    complaints_add_text(&text, &complaints);
    assert_string_equal(text.data, said);
    buf_clear(&text);
    complaints_add_brief(&text, &complaints);
    assert_refused_later(old, with, text.data);
    buf_release(&text);
    complaints_release(&complaints);
}

static void test_words(void **state)
{
    (void)state;
    struct complaints complaints;
    struct err err = ERR_INIT(LANG_EN);
    struct regime *regime = read_words("griep", "griep", &complaints);
    assert_int_equal(complaints.n, 0);
    assert_non_null(regime);
    assert_int_equal(regime->words.n_classes, 2);
    assert_string_equal(regime->words.classes[0].words.line[0], "griep, hernia~");
    assert_int_equal(regime->words.rules[0].within, 3);
    assert_non_null(regime_privacy(regime, &err));
    regime_free(regime);
    complaints_release(&complaints);
}

static void test_words_refused(void **state)
{
    (void)state;
    assert_words_refused("griep, hernia~", "griep, (hernia",
                         "regime.yaml:44:18: error: \"(hernia\" cannot be looked for: its brackets "
                         "do not match [G085]\n"
                         "  |         - griep, (hernia\n"
                         "  |                  ^\n"
                         "  Write:  (one|two) word\n");
    assert_words_refused("griep, hernia~", "griep, hernia, +ie",
                         "regime.yaml:44:26: error: \"+ie\" cannot be looked for: it is so short "
                         "that it would find nearly everything [G085]\n"
                         "  |         - griep, hernia, +ie\n"
                         "  |                          ^\n"
                         "  Write at least three letters beside a +.\n");
    assert_words_refused("- MS", "- Griep",
                         "regime.yaml:45:11: error: \"Griep\" stands here for the second time "
                         "[G086]\n"
                         "  |         - Griep\n"
                         "  |           ^\n"
                         "  The first is on line 44. Remove one of them.\n");
    assert_words_refused("class: body", "class: bodi",
                         "regime.yaml:53:14: error: class \"bodi\" does not exist [G088]\n"
                         "  |       class: bodi\n"
                         "  |              ^\n"
                         "  Did you mean \"body\"?\n");
    assert_words_refused("severity: low", "severity: lowe",
                         "regime.yaml:50:17: error: \"severity\" cannot be \"lowe\" [G070]\n"
                         "  |       severity: lowe\n"
                         "  |                 ^\n"
                         "  Did you mean \"low\"? Choose from: low, high.\n");
    assert_words_refused("[rug]", "[rug, \"it]",
                         "regime.yaml:55:20: error: this quote is not closed [G035]\n"
                         "  |       words: [rug, \"it]\n"
                         "  |                    ^\n"
                         "  Close it at the end of the text, or put other quotes around it:  "
                         "\"it\"\n");
}

/* A vocabulary that no machine has room for is refused, in one sentence and soon. */
static void test_too_many_words(void **state)
{
    (void)state;
    struct complaints complaints;
    struct buf more = BUF_INIT;
    for (int i = 0; i < 60000; i++)
        buf_addf(&more, "%sw%05dx", i % 10 ? ", " : "\n        - ", i);
    assert_null(read_words("\n        - MS", more.data, &complaints));
    assert_int_equal(complaints.n, 1);
    assert_int_equal(complaints.items[0].problem, PROBLEM_MANY_WORDS);
    assert_int_equal(complaints.items[0].mark.line, 31);
    complaints_release(&complaints);
    buf_release(&more);
}

/* The words at the end of a file are not read until they are asked for; a fault shows then. */
static void test_words_later(void **state)
{
    (void)state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    buf_addf(&text, "%s%s", whole, words);
    struct regime *regime = regime_yaml_open("regime.yaml", text.data, text.len, &err);
    assert_non_null(regime);
    assert_int_equal(regime->words.n_classes, 0);
    const struct privacy *privacy = regime_privacy(regime, &err);
    assert_non_null(privacy);
    assert_ptr_equal(regime_privacy(regime, &err), privacy);
    regime_free(regime);
    buf_adds(&text, "summary: once more\n"); /* not the end: read at once */
    assert_null(regime_yaml_open("regime.yaml", text.data, text.len, &err));
    buf_clear(&text);
    buf_addf(&text, "%swords:\n  clases: {}\n", whole);
    regime = regime_yaml_open("regime.yaml", text.data, text.len, &err);
    assert_non_null(regime);
    for (int i = 0; i < 2; i++) {
        err = (struct err)ERR_INIT(LANG_EN);
        assert_null(regime_privacy(regime, &err));
        assert_non_null(strstr(err.text, "line 32: \"clases\" is not known"));
    }
    regime_free(regime);
    regime = regime_yaml_open("regime.yaml", whole, sizeof whole - 1, &err);
    err = (struct err)ERR_INIT(LANG_EN);
    assert_null(regime_privacy(regime, &err));
    assert_string_equal(err.text, "The limits \"nl\" have no words to look for.");
    regime_free(regime);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),         cmocka_unit_test(test_refused),
        cmocka_unit_test(test_card_left_out), cmocka_unit_test(test_words),
        cmocka_unit_test(test_words_refused), cmocka_unit_test(test_too_many_words),
        cmocka_unit_test(test_words_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
