#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "domain/guide_same.h"
#include "domain/shelf.h"
#include "yaml/guide_yaml.h"
#include "yaml/regime_yaml.h"

static const char whole[] =
    "guide: 1\n"
    "id: proef\n"
    "version: 2026.10\n"
    "language: nl\n"
    "regime: nl\n"
    "title: Een proef met é en 日本\n"
    "summary: 'Kort: en goed'\n"
    "source: Eigen werk\n"
    "review_by: 2027-01-31\n"
    "preparation:\n"
    "  plek: Een rustige plek\n"
    "  doel: { ask: Wat is je doel?, hint: Kort, kind: note, max: 300 }\n"
    "points:\n"
    "  aandacht:\n"
    "    title: Aandacht\n"
    "    aim: Luisteren\n"
    "    questions:\n"
    "      - Hoe gaat het?  # een gewone opmerking\n"
    "      - \"Let op: vul niets in\"\n"
    "    tips:\n"
    "      - Wacht even\n"
    "    pitfalls: [oordeel, advies]\n"
    "    capture:\n"
    "      wel: { ask: Wat kan wel, kind: list, share: employee }\n"
    "      niet: { ask: Wat kan niet, kind: list, share: employee, max: 60 }\n"
    "      keus: { ask: Kies, kind: choice, options: { ja: Ja, nee: Nee } }\n"
    "      eigen: { ask: Voor jezelf }\n"
    "    balance: [niet, wel]\n"
    "  afspraken:\n"
    "    title: Afspraken\n"
    "    aim: Wie doet wat\n"
    "    agreements: { min: 2, max: 5, follow_up: 4 weken }\n"
    "pitfalls:\n"
    "  oordeel: Te snel oordelen\n"
    "  advies: { text: Meteen advies, instead: Vraag door }\n"
    "hurdles:\n"
    "  ask: Wat maakte het lastig?\n"
    "  options:\n"
    "    tijd: Te weinig tijd\n"
    "    niets: Het ging goed\n"
    "practice:\n"
    "  eerste:\n"
    "    title: Een eerste gesprek\n"
    "    start: >\n"
    "      Sanne de Boer komt\n"
    "      binnen.\n"
    "    turns:\n"
    "      een:\n"
    "        other: Het gaat niet zo.\n"
    "        replies:\n"
    "          a: { say: Vertel, go: twee, good: Je vraagt door }\n"
    "          b: { say: Kop op, pitfall: oordeel }\n"
    "      twee: { other: Dank je. }\n"
    "renamed: { luisteren: aandacht }\n"
    "retired: [percentage]\n";

static struct guide *read_clean(const char *text, size_t len)
{
    struct complaints complaints;
    complaints_init(&complaints, LANG_EN, "proef.yaml");
    struct guide *guide = guide_yaml_read(text, len, &complaints);
    struct buf said = BUF_INIT;
    complaints_add_text(&said, &complaints);
    assert_string_equal(said.data, "");
    buf_release(&said);
    complaints_release(&complaints);
    assert_non_null(guide);
    return guide;
}

static void test_head(void **state)
{
    (void)state;
    struct guide *guide = read_clean(whole, strlen(whole));
    assert_string_equal(guide->id, "proef");
    assert_string_equal(guide->version, "2026.10");
    assert_string_equal(guide->regime, "nl");
    assert_string_equal(guide->title, "Een proef met é en 日本");
    assert_string_equal(guide->summary, "Kort: en goed");
    assert_string_equal(guide->source, "Eigen werk");
    assert_int_equal(guide->language, LANG_NL);
    assert_int_equal(guide->review_by, day_from_civil(2027, 1, 31));
    assert_int_equal(guide->text_len, strlen(whole));
    assert_memory_equal(guide->text, whole, sizeof whole);
    guide_free(guide);
}

static void test_checksum(void **state)
{
    (void)state;
    struct guide *guide = read_clean(whole, strlen(whole));
    char one[GUIDE_CHECKSUM], other_one[GUIDE_CHECKSUM];
    guide_checksum(guide, one);
    assert_int_equal(strlen(one), 64);
    assert_int_equal(strspn(one, "0123456789abcdef"), 64);
    /* One byte more is another checksum, also when nothing else differs. */
    char longer[sizeof whole + 1];
    snprintf(longer, sizeof longer, "%s\n", whole);
    struct guide *other = read_clean(longer, strlen(longer));
    guide_checksum(other, other_one);
    assert_string_not_equal(one, other_one);
    guide_free(other);
    guide_free(guide);
}

static void test_preparation(void **state)
{
    (void)state;
    struct guide *guide = read_clean(whole, strlen(whole));
    assert_int_equal(guide->n_preparation, 2);
    const struct guide_field *plek = &guide->preparation[0], *doel = &guide->preparation[1];
    assert_string_equal(plek->id, "plek");
    assert_string_equal(plek->ask, "Een rustige plek");
    assert_string_equal(plek->hint, "");
    assert_int_equal(plek->kind, KIND_CHECK);
    assert_int_equal(plek->max, 0);
    assert_string_equal(doel->ask, "Wat is je doel?");
    assert_string_equal(doel->hint, "Kort");
    assert_int_equal(doel->kind, KIND_NOTE);
    assert_int_equal(doel->share, SHARE_PRIVATE);
    assert_int_equal(doel->max, 300);
    guide_free(guide);
}

static void test_point(void **state)
{
    (void)state;
    struct guide *guide = read_clean(whole, strlen(whole));
    assert_int_equal(guide->n_points, 2);
    const struct guide_point *point = guide_point(guide, "aandacht");
    assert_string_equal(point->title, "Aandacht");
    assert_string_equal(point->aim, "Luisteren");
    assert_int_equal(point->questions.n, 2);
    assert_string_equal(point->questions.line[0], "Hoe gaat het?");
    assert_string_equal(point->questions.line[1], "Let op: vul niets in");
    assert_int_equal(point->tips.n, 1);
    assert_int_equal(point->pitfalls.n, 2);
    assert_string_equal(point->pitfalls.line[1], "advies");
    assert_string_equal(point->balance[0], "niet");
    assert_string_equal(point->balance[1], "wel");
    assert_false(point->agreements);
    guide_free(guide);
}

static void test_capture(void **state)
{
    (void)state;
    struct guide *guide = read_clean(whole, strlen(whole));
    const struct guide_point *point = guide_point(guide, "aandacht");
    assert_int_equal(point->n_capture, 4);
    assert_int_equal(point->capture[0].kind, KIND_LIST);
    assert_int_equal(point->capture[0].share, SHARE_EMPLOYEE);
    assert_int_equal(point->capture[0].max, 80);
    assert_int_equal(point->capture[1].max, 60);
    assert_int_equal(point->capture[2].kind, KIND_CHOICE);
    assert_int_equal(point->capture[2].options.n, 2);
    assert_string_equal(guide_entry(&point->capture[2].options, "nee"), "Nee");
    assert_int_equal(point->capture[3].kind, KIND_NOTE);
    assert_int_equal(point->capture[3].share, SHARE_PRIVATE);
    assert_int_equal(point->capture[3].max, 400);
    guide_free(guide);
}

static void test_agreements(void **state)
{
    (void)state;
    struct guide *guide = read_clean(whole, strlen(whole));
    const struct guide_point *point = guide_point(guide, "afspraken");
    assert_true(point->agreements);
    assert_int_equal(point->agreements_min, 2);
    assert_int_equal(point->agreements_max, 5);
    assert_int_equal(point->follow_up_days, 28);
    assert_string_equal(point->balance[0], "");
    guide_free(guide);
}

static void test_rest(void **state)
{
    (void)state;
    struct guide *guide = read_clean(whole, strlen(whole));
    assert_int_equal(guide->n_pitfalls, 2);
    assert_string_equal(guide_pitfall(guide, "oordeel")->instead, "");
    assert_string_equal(guide_pitfall(guide, "advies")->text, "Meteen advies");
    assert_string_equal(guide_pitfall(guide, "advies")->instead, "Vraag door");
    assert_string_equal(guide->hurdles_ask, "Wat maakte het lastig?");
    assert_int_equal(guide->hurdles.n, 2);
    assert_string_equal(guide->hurdles.entry[0].id, "tijd");
    assert_string_equal(guide_entry(&guide->renamed, "luisteren"), "aandacht");
    assert_string_equal(guide->retired.entry[0].id, "percentage");
    guide_free(guide);
}

static void test_practice(void **state)
{
    (void)state;
    struct guide *guide = read_clean(whole, strlen(whole));
    assert_int_equal(guide->n_practice, 1);
    const struct guide_scenario *scenario = &guide->practice[0];
    assert_string_equal(scenario->start, "Sanne de Boer komt binnen.");
    assert_int_equal(scenario->n_turns, 2);
    assert_int_equal(scenario->turns[0].n_replies, 2);
    assert_string_equal(scenario->turns[0].replies[0].go, "twee");
    assert_string_equal(scenario->turns[0].replies[0].good, "Je vraagt door");
    assert_string_equal(scenario->turns[0].replies[0].pitfall, "");
    assert_string_equal(scenario->turns[0].replies[1].pitfall, "oordeel");
    assert_string_equal(scenario->turns[0].replies[1].go, "");
    assert_int_equal(scenario->turns[1].n_replies, 0);
    guide_free(guide);
}

/* A byte order mark and Windows line ends are how some editors save; the text is kept as it was. */
static void test_windows(void **state)
{
    (void)state;
    struct buf text = BUF_INIT;
    buf_adds(&text, "\xEF\xBB\xBF");
    for (const char *at = whole; *at; at++) {
        if (*at == '\n')
            buf_addc(&text, '\r');
        buf_addc(&text, *at);
    }
    struct guide *guide = read_clean(text.data, text.len);
    assert_string_equal(guide->title, "Een proef met é en 日本");
    assert_string_equal(guide->practice[0].start, "Sanne de Boer komt binnen.");
    assert_int_equal(guide->text_len, text.len);
    guide_free(guide);
    buf_release(&text);
}

/* Every beginning of a good guide is read or refused, never anything else. */
static void test_cut_short(void **state)
{
    (void)state;
    for (size_t len = 0; len < strlen(whole); len++) {
        struct complaints complaints;
        complaints_init(&complaints, LANG_NL, "proef.yaml");
        struct guide *guide = guide_yaml_read(whole, len, &complaints);
        assert_true(guide ? complaints.errors == 0 : complaints.errors > 0);
        guide_free(guide);
        complaints_release(&complaints);
    }
}

static void test_open_tells_first_error(void **state)
{
    (void)state;
    struct err err = ERR_INIT(LANG_EN);
    static const char bad[] = "guide: 1\nid: A b\nfoo: 1\n";
    assert_null(guide_yaml_open("x.yaml", bad, strlen(bad), &err));
    assert_string_equal(err.text, "x.yaml: line 1: missing in a guide: version, language, title, "
                                  "points (and 2 more)");
    struct guide *guide = guide_yaml_open("x.yaml", whole, strlen(whole), &err);
    assert_non_null(guide);
    guide_free(guide);
}

/* What comes with the program has nothing to complain about. */
static void test_shipped(void **state)
{
    (void)state;
    glob_t found;
    assert_int_equal(glob("guides/*/*.yaml", 0, NULL, &found), 0);
    assert_true(found.gl_pathc >= 4);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct err err = ERR_INIT(LANG_EN);
        struct buf text = BUF_INIT, said = BUF_INIT;
        struct complaints complaints;
        assert_int_equal(shelf_read_file(found.gl_pathv[i], &text, &err), 0);
        complaints_init(&complaints, LANG_EN, found.gl_pathv[i]);
        if (strstr(found.gl_pathv[i], "/regime.yaml"))
            regime_free(regime_yaml_read(text.data, text.len, &complaints));
        else
            guide_free(guide_yaml_read(text.data, text.len, &complaints));
        complaints_add_text(&said, &complaints);
        assert_string_equal(said.data, "");
        complaints_release(&complaints);
        buf_release(&said);
        buf_release(&text);
    }
    globfree(&found);
}

/* What is refused of an author since does not take away a guide that conversations were held with.
 */
static void test_kept_guides_stay_readable(void **state)
{
    (void)state;
    static const char kept[] =
        "guide: 1\nid: g\nversion: 1\nlanguage: nl\nregime: nl\ntitle: T\n"
        "points: { een: { title: T, aim: A, pitfalls: [oordeel], capture: { wel: { ask: Wat kan, "
        "share: hr } } } }\n"
        "pitfalls: { oordeel: Te snel }\n"
        "practice: { p: { title: T, start: S, turns: { a: { other: O, replies: { r: { say: Zeg, "
        "pitfall: oordeel, good: Goed } } } } } }\n";
    struct err err = ERR_INIT(LANG_EN);
    struct complaints complaints;
    struct guide *guide = guide_yaml_open("g.yaml", kept, strlen(kept), &err);
    assert_string_equal(err.text, "");
    assert_int_equal(guide->points[0].capture[0].share, SHARE_EMPLOYEE); /* where it went */
    guide_free(guide);
    complaints_init(&complaints, LANG_EN, "g.yaml");
    assert_null(guide_yaml_check(kept, strlen(kept), &complaints, NULL, NULL));
    assert_int_equal(complaints.errors, 2);
    complaints_release(&complaints);
}

static struct guide *open_held(const char *text)
{
    struct err err = ERR_INIT(LANG_EN);
    struct guide *guide = guide_yaml_open_held("g.yaml", text, strlen(text), &err);
    assert_string_equal(err.text, "");
    assert_non_null(guide);
    return guide;
}

/* A conversation does without the practice talks of its guide; what it keeps of it is whole. */
static void test_held_without_practice(void **state)
{
    (void)state;
    struct buf text = BUF_INIT;
    buf_add(&text, whole, (size_t)(strstr(whole, "renamed:") - whole));
    buf_adds(&text, "\n# tot zover\n");
    struct guide *guide = open_held(text.data), *all = read_clean(text.data, text.len);
    assert_int_equal(guide->n_practice, 0);
    assert_int_equal(all->n_practice, 1);
    assert_int_equal(guide->hurdles.n, 2);
    assert_int_equal(guide->text_len, text.len);
    assert_memory_equal(guide->text, text.data, text.len);
    all->n_practice = 0;
    assert_true(guide_same(guide, all));
    all->n_practice = 1;
    guide_free(all);
    guide_free(guide);
    buf_release(&text);
}

/* What stands behind the practice talks is not left out with them, and what is no begin of them
 * only looks like it. */
static void test_held_is_read_whole(void **state)
{
    static const char head[] = "guide: 1\nid: g\nversion: 1\nlanguage: nl\nregime: nl\n"
                               "title: T\npoints: { een: { title: T, aim: A } }\n";
    static const char *const faults[] = {"source: \"Een\npractice: twee\"\n",
                                         "source: [Een,\npractice: twee]\n",
                                         "source: Een\n practice: x\n"};
    (void)state;
    struct guide *guide = open_held(whole);
    assert_int_equal(guide->n_practice, 1);
    assert_int_equal(guide->renamed.n, 1);
    guide_free(guide);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct err held = ERR_INIT(LANG_EN), err = ERR_INIT(LANG_EN);
        struct buf text = BUF_INIT;
        buf_addf(&text, "%s%s", head, faults[i]);
        assert_null(guide_yaml_open("g.yaml", text.data, text.len, &err));
        assert_null(guide_yaml_open_held("g.yaml", text.data, text.len, &held));
        assert_string_equal(held.text, err.text);
        buf_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_head),
        cmocka_unit_test(test_checksum),
        cmocka_unit_test(test_preparation),
        cmocka_unit_test(test_point),
        cmocka_unit_test(test_capture),
        cmocka_unit_test(test_agreements),
        cmocka_unit_test(test_rest),
        cmocka_unit_test(test_practice),
        cmocka_unit_test(test_kept_guides_stay_readable),
        cmocka_unit_test(test_held_without_practice),
        cmocka_unit_test(test_held_is_read_whole),
        cmocka_unit_test(test_windows),
        cmocka_unit_test(test_cut_short),
        cmocka_unit_test(test_open_tells_first_error),
        cmocka_unit_test(test_shipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
