/* Two versions of a guide held against each other, with made-up counts of answers. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "domain/guide_diff.h"
#include "domain/guide_same.h"
#include "domain/interview.h"
#include "yaml/guide_yaml.h"

#define HEAD "guide: 1\nid: g\nlanguage: nl\nregime: none\ntitle: T\n"

static const char before[] =
    HEAD "version: 2026.1\n"
         "preparation: { plek: Een plek, doel: { ask: Doel, kind: note } }\n"
         "points:\n"
         "  luisteren:\n"
         "    title: Luister\n"
         "    aim: Stil zijn\n"
         "    pitfalls: [oordeel]\n"
         "    capture:\n"
         "      wel: { ask: Wat kan, kind: list, share: employee }\n"
         "      keus: { ask: Kies, kind: choice, options: { ja: Ja, nee: Nee } }\n"
         "pitfalls: { oordeel: Te snel oordelen }\n"
         "hurdles: { ask: Wat was lastig?, options: { tijd: Tijd, emotie: Emotie } }\n";

static const struct guide_count kept[] = {
    {"luisteren", "wel", "", 30},       {"luisteren", "keus", "ja", 4},
    {"luisteren", "keus", "nee", 3},    {"luisteren", "note", "", 2},
    {".later", "luisteren", "", 2},     {".preparation", "doel", "", 7},
    {".mirror", "oordeel", "", 5},      {".closing", "hurdle", "tijd", 9},
    {".closing", "hurdle", "niets", 1},
};

static struct guide *read(const char *text)
{
    struct err err = ERR_INIT(LANG_EN);
    struct guide *guide = guide_yaml_open("g.yaml", text, strlen(text), &err);
    assert_string_equal(err.text, "");
    return guide;
}

/* The guide of before with some of its text put in the place of other text. */
static struct guide *changed(const char *text, const char *const swaps[][2])
{
    struct buf now = BUF_INIT;
    buf_adds(&now, text);
    for (size_t i = 0; swaps[i][0]; i++) {
        const char *at = strstr(now.data, swaps[i][0]);
        assert_non_null(at);
        buf_splice(&now, (size_t)(at - now.data), strlen(swaps[i][0]), swaps[i][1],
                   strlen(swaps[i][1]));
    }
    struct guide *guide = read(now.data);
    buf_release(&now);
    return guide;
}

static void add_changes(struct buf *out, const struct guide_diff *diff)
{
    for (size_t i = 0; i < diff->n; i++) {
        const struct guide_change *change = &diff->change[i];
        buf_addf(out, "%s%s>%s %lld", out->len ? "; " : "",
                 change->from ? change->from->name : change->id, change->to ? change->to->name : "",
                 (long long)change->answers);
        buf_addf(out, "%s%s%s", change->other_text ? " words" : "",
                 change->narrower ? " narrower" : "", change->wrong ? " WRONG" : "");
        if (change->wrong)
            buf_addf(out, "%u", change->wrong);
    }
}

/* What the swaps come to: "from>to answers words narrower WRONG bits", one after another. */
static void expect(const char *text, const char *const swaps[][2], const char *expected)
{
    struct guide_counts counts = {(struct guide_count *)kept, sizeof kept / sizeof *kept};
    struct guide *old = read(text), *new = changed(text, swaps);
    struct guide_diff diff;
    struct buf said = BUF_INIT;
    guide_diff_make(&diff, old, new, &counts);
    add_changes(&said, &diff);
    assert_string_equal(said.data, expected);
    buf_release(&said);
    guide_diff_release(&diff);
    guide_free(old);
    guide_free(new);
}

static void what_is_the_same_is_no_change(void **state)
{
    (void)state;
    struct guide *old = read(before), *new = read(before);
    struct guide_diff diff;
    guide_diff_make(&diff, old, new, NULL);
    assert_true(diff.same);
    assert_false(diff.same_version);
    assert_int_equal(diff.n, 0);
    assert_int_equal(diff.unchanged, 10);
    guide_diff_release(&diff);
    guide_free(new);
    new = changed(before, (const char *const[][2]){{"Een plek", "Een kamer"}, {NULL, NULL}});
    guide_diff_make(&diff, old, new, NULL);
    assert_true(diff.same_version);
    guide_diff_release(&diff);
    guide_free(old);
    guide_free(new);
}

static void other_words_under_one_id_are_kept(void **state)
{
    (void)state;
    expect(before,
           (const char *const[][2]){{"ask: Wat kan", "ask: Wat gaat al"},
                                    {"title: Luister", "title: Hoor"},
                                    {NULL, NULL}},
           "points.luisteren>points.luisteren 41 words; "
           "points.luisteren.wel>points.luisteren.wel 30 words");
}

static void what_is_renamed_takes_its_answers_along(void **state)
{
    (void)state;
    /* The lines of a point that got another id are where they were in it. */
    expect(before,
           (const char *const[][2]){{"  luisteren:", "  aandacht:"},
                                    {"pitfalls: { oo", "renamed: { luisteren: aandacht }\n"
                                                       "pitfalls: { oo"},
                                    {NULL, NULL}},
           "points.luisteren>points.aandacht 41");
    expect(before,
           (const char *const[][2]){{"tijd: Tijd", "druk: Te druk"},
                                    {"pitfalls: { oo", "renamed: { tijd: druk }\npitfalls: { oo"},
                                    {NULL, NULL}},
           "hurdles.tijd>hurdles.druk 9 words");
}

static void what_is_gone_has_to_be_said(void **state)
{
    (void)state;
    static const char *const gone[][2] = {{"  luisteren:", "  aandacht:"}, {NULL, NULL}};
    expect(before, gone, "points.luisteren> 41 WRONG1; >points.aandacht 0");
    static const char *const said[][2] = {
        {"  luisteren:", "  aandacht:"},
        {"pitfalls: { oo", "retired: [luisteren]\npitfalls: { oo"},
        {NULL, NULL}};
    expect(before, said, "points.luisteren> 41; >points.aandacht 0");
    /* What nobody answered can just go. */
    static const char *const unused[][2] = {{"plek: Een plek, ", ""}, {NULL, NULL}};
    expect(before, unused, "preparation.plek> 0");
}

/* The same id at another point: it is no longer asked where it was, and cannot be called retired.
 */
static void an_id_used_elsewhere_is_only_silent(void **state)
{
    (void)state;
    static const char *const moved[][2] = {
        {"      wel: { ask: Wat kan, kind: list, share: employee }\n", ""},
        {"pitfalls: { oo", "  tweede:\n    title: T\n    aim: A\n    capture:\n"
                           "      wel: { ask: Wat kan, kind: list, share: employee }\n"
                           "pitfalls: { oo"},
        {NULL, NULL}};
    expect(before, moved, "points.luisteren.wel> 30; >points.tweede 0");
}

static void an_option_has_to_stay_known(void **state)
{
    (void)state;
    static const char *const gone[][2] = {
        {", nee: Nee", ", soms: Soms"}, {"tijd: Tijd, ", ""}, {NULL, NULL}};
    expect(before, gone,
           "points.luisteren.keus.nee> 3 WRONG2; hurdles.tijd> 9 WRONG2; "
           ">points.luisteren.keus.soms 0");
    static const char *const unused[][2] = {{", emotie: Emotie", ""}, {NULL, NULL}};
    expect(before, unused, "hurdles.emotie> 0 WRONG2");
}

static void a_kind_belongs_to_its_id(void **state)
{
    (void)state;
    static const char *const kind[][2] = {{"kind: list", "kind: note"}, {NULL, NULL}};
    expect(before, kind, "points.luisteren.wel>points.luisteren.wel 30 WRONG4");
    /* The options of what is no choice any more need no saying of their own. */
    static const char *const choice[][2] = {
        {"kind: choice, options: { ja: Ja, nee: Nee }", "kind: check"}, {NULL, NULL}};
    expect(before, choice, "points.luisteren.keus>points.luisteren.keus 7 WRONG4");
}

static void sharing_may_only_narrow(void **state)
{
    (void)state;
    static const char secret[] =
        HEAD "version: 2026.1\n"
             "points: { luisteren: { title: T, aim: A, capture: { wel: { ask: Wat kan, kind: list "
             "} } } }\n";
    static const char *const wider[][2] = {{"kind: list", "kind: list, share: employee"},
                                           {NULL, NULL}};
    expect(secret, wider, "points.luisteren.wel>points.luisteren.wel 30 WRONG8");
    /* What was said to be for HR never went there: saying so now changes nothing. */
    static const char *const to_hr[][2] = {{"share: employee", "share: hr"}, {NULL, NULL}};
    expect(before, to_hr, "");
    static const char *const narrower[][2] = {{", share: employee", ""}, {NULL, NULL}};
    expect(before, narrower, "points.luisteren.wel>points.luisteren.wel 30 narrower");
    /* Another id is no way around it as long as the answers go along. */
    static const char *const both[][2] = {
        {"wel: { ask: Wat kan, kind: list", "kan: { ask: Wat kan, kind: list, share: employee"},
        {"points:", "renamed: { wel: kan }\npoints:"},
        {NULL, NULL}};
    expect(secret, both, "points.luisteren.wel>points.luisteren.kan 30 WRONG8");
}

/* Answers of two names ago still count, and the old name has to stay in the list. */
static void earlier_names_are_followed(void **state)
{
    (void)state;
    static const char second[] =
        HEAD "version: 2026.2\nrenamed: { luisteren: horen }\nretired: [oordeel]\n"
             "points: { horen: { title: T, aim: A } }\n";
    static const char *const again[][2] = {{"renamed: { luisteren: horen }", ""}, {NULL, NULL}};
    expect(second, again, "luisteren> 41 WRONG16");
    static const char *const other[][2] = {
        {"renamed: { luisteren: horen }", "renamed: { luisteren: oor, horen: oor }"},
        {"points: { horen", "points: { oor"},
        {NULL, NULL}};
    expect(second, other, "points.horen>points.oor 41");
}

static void lay_out_is_no_content(void **state)
{
    (void)state;
    struct guide *one = read(before);
    struct guide *other =
        changed(before, (const char *const[][2]){{"guide: 1", "# x\nguide:   1"}, {NULL, NULL}});
    assert_true(guide_same(one, other));
    guide_free(other);
    other =
        changed(before, (const char *const[][2]){{"aim: Stil zijn", "aim: Stil"}, {NULL, NULL}});
    assert_false(guide_same(one, other));
    guide_free(other);
    guide_free(one);
}

static void versions_count_on(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"1", "2"},
        {"9", "10"},
        {"2025.09.1", "2025.09.2"},
        {"2025.09.09", "2025.09.10"},
        {"v99", "v100"},
        {"concept", "concept.2"},
        {"", ".2"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct buf next = BUF_INIT;
        guide_next_version(&next, pairs[i][0]);
        assert_string_equal(next.data, pairs[i][1]);
        buf_release(&next);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_the_same_is_no_change),
        cmocka_unit_test(other_words_under_one_id_are_kept),
        cmocka_unit_test(what_is_renamed_takes_its_answers_along),
        cmocka_unit_test(what_is_gone_has_to_be_said),
        cmocka_unit_test(an_id_used_elsewhere_is_only_silent),
        cmocka_unit_test(an_option_has_to_stay_known),
        cmocka_unit_test(a_kind_belongs_to_its_id),
        cmocka_unit_test(sharing_may_only_narrow),
        cmocka_unit_test(earlier_names_are_followed),
        cmocka_unit_test(lay_out_is_no_content),
        cmocka_unit_test(versions_count_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
