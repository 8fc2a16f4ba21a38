#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "yaml/guide_yaml.h"
#include "yaml/regime_yaml.h"

/* The guides and limits that come with the program, in both languages. */
struct shipped {
    struct guide *guide[2];
    struct regime *regime[2];
};

static const char *const folders[] = {"guides/nl", "guides/en"};
static const enum lang langs[] = {LANG_NL, LANG_EN};

static void read_file(struct buf *text, const char *folder, const char *name)
{
    char path[128], part[4096];
    snprintf(path, sizeof path, "%s%s%s", folder, *folder ? "/" : "", name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;)
        buf_add(text, part, n);
    fclose(file);
}

/* Fails with what is wrong in the file, warnings too. */
static void want_clean(struct complaints *complaints)
{
    struct buf said = BUF_INIT;
    complaints_add_text(&said, complaints);
    if (complaints->n)
        fail_msg("%s", said.data);
    buf_release(&said);
    complaints_release(complaints);
}

static int open_shipped(void **state)
{
    struct shipped *shipped = mem_zero(1, sizeof *shipped);
    for (int i = 0; i < 2; i++) {
        struct buf guide = BUF_INIT, regime = BUF_INIT;
        struct complaints complaints;
        read_file(&guide, folders[i], "verzuimgesprek.yaml");
        complaints_init(&complaints, LANG_EN, folders[i]);
        shipped->guide[i] = guide_yaml_read(guide.data, guide.len, &complaints);
        want_clean(&complaints);
        read_file(&regime, folders[i], "regime.yaml");
        complaints_init(&complaints, LANG_EN, folders[i]);
        shipped->regime[i] = regime_yaml_read(regime.data, regime.len, &complaints);
        want_clean(&complaints);
        buf_release(&guide);
        buf_release(&regime);
    }
    *state = shipped;
    return 0;
}

static int close_shipped(void **state)
{
    struct shipped *shipped = *state;
    for (int i = 0; i < 2; i++) {
        guide_free(shipped->guide[i]);
        regime_free(shipped->regime[i]);
    }
    free(shipped);
    return 0;
}

static void the_guide_holds_the_whole_article(void **state)
{
    const struct shipped *shipped = *state;
    for (int i = 0; i < 2; i++) {
        const struct guide *guide = shipped->guide[i];
        assert_string_equal(guide->id, "verzuimgesprek");
        assert_string_equal(guide->regime, "nl");
        assert_int_equal(guide->language, langs[i]);
        assert_true(guide->review_by != DAY_NONE);
        assert_int_equal(guide->n_preparation, 5);
        for (size_t k = 0; k < guide->n_preparation; k++)
            assert_true(*guide->preparation[k].hint);
        assert_int_equal(guide->n_points, 4);
        for (size_t k = 0; k < guide->n_points; k++) {
            assert_true(guide->points[k].questions.n >= 5);
            assert_true(guide->points[k].tips.n >= 3);
            assert_true(guide->points[k].pitfalls.n >= 1);
        }
        assert_int_equal(guide->n_pitfalls, 5);
        for (size_t k = 0; k < guide->n_pitfalls; k++)
            assert_true(*guide->pitfalls[k].instead);
        assert_true(guide->hurdles.n >= 5 && guide->hurdles.n <= 9);
    }
}

static void possibilities_stand_beside_obstacles(void **state)
{
    const struct shipped *shipped = *state;
    const struct guide_point *point = guide_point(shipped->guide[0], "mogelijkheden");
    assert_non_null(point);
    assert_int_equal(point->n_capture, 3);
    for (size_t k = 0; k < point->n_capture; k++) {
        assert_int_equal(point->capture[k].kind, KIND_LIST);
        assert_int_equal(point->capture[k].share, SHARE_EMPLOYEE);
    }
    assert_string_equal(point->balance[0], "in_de_weg");
    assert_string_equal(point->balance[1], "kan_wel");
}

static void agreements_come_last_and_are_looked_back_on(void **state)
{
    const struct shipped *shipped = *state;
    const struct guide *guide = shipped->guide[0];
    for (size_t k = 0; k < guide->n_points; k++)
        assert_int_equal(guide->points[k].agreements, k == guide->n_points - 1);
    assert_int_equal(guide->points[3].agreements_min, 1);
    assert_int_equal(guide->points[3].follow_up_days, 28);
}

static void same_fields(const struct guide_field *left, size_t n_left,
                        const struct guide_field *right, size_t n_right)
{
    assert_int_equal(n_left, n_right);
    for (size_t k = 0; k < n_left; k++) {
        assert_string_equal(left[k].id, right[k].id);
        assert_int_equal(left[k].kind, right[k].kind);
        assert_int_equal(left[k].share, right[k].share);
        assert_int_equal(left[k].max, right[k].max);
    }
}

static void same_point(const struct guide_point *left, const struct guide_point *right)
{
    assert_string_equal(left->id, right->id);
    assert_int_equal(left->questions.n, right->questions.n);
    assert_int_equal(left->tips.n, right->tips.n);
    assert_int_equal(left->pitfalls.n, right->pitfalls.n);
    for (size_t k = 0; k < left->pitfalls.n; k++)
        assert_string_equal(left->pitfalls.line[k], right->pitfalls.line[k]);
    same_fields(left->capture, left->n_capture, right->capture, right->n_capture);
    assert_int_equal(left->agreements_min, right->agreements_min);
    assert_int_equal(left->follow_up_days, right->follow_up_days);
}

static void both_languages_share_every_id(void **state)
{
    const struct shipped *shipped = *state;
    const struct guide *nl = shipped->guide[0], *en = shipped->guide[1];
    assert_string_equal(nl->version, en->version);
    same_fields(nl->preparation, nl->n_preparation, en->preparation, en->n_preparation);
    assert_int_equal(nl->n_points, en->n_points);
    for (size_t k = 0; k < nl->n_points; k++)
        same_point(&nl->points[k], &en->points[k]);
    assert_int_equal(nl->n_pitfalls, en->n_pitfalls);
    for (size_t k = 0; k < nl->n_pitfalls; k++)
        assert_string_equal(nl->pitfalls[k].id, en->pitfalls[k].id);
    assert_int_equal(nl->hurdles.n, en->hurdles.n);
    for (size_t k = 0; k < nl->hurdles.n; k++)
        assert_string_equal(nl->hurdles.entry[k].id, en->hurdles.entry[k].id);
}

static void want_fits(const char *text, int columns)
{
    if (utf8_columns(text, strlen(text)) > columns)
        fail_msg("wider than %d columns: %s", columns, text);
}

static void want_lines_fit(const struct guide_lines *lines, int columns)
{
    for (size_t k = 0; k < lines->n; k++)
        want_fits(lines->line[k], columns);
}

static void every_line_fits_its_place(void **state)
{
    const struct shipped *shipped = *state;
    for (int i = 0; i < 2; i++) {
        const struct guide *guide = shipped->guide[i];
        for (size_t k = 0; k < guide->n_preparation; k++)
            want_fits(guide->preparation[k].hint, 70);
        for (size_t k = 0; k < guide->n_points; k++) {
            want_fits(guide->points[k].title, 40);
            want_fits(guide->points[k].aim, 60);
            want_lines_fit(&guide->points[k].questions, 72);
            want_lines_fit(&guide->points[k].tips, 64);
        }
        for (size_t k = 0; k < guide->n_pitfalls; k++) {
            struct buf line = BUF_INIT; /* as it stands in one row under a point of 80 columns */
            buf_addf(&line, "%s%s", guide->pitfalls[k].text, guide->pitfalls[k].instead);
            want_fits(line.data, 60);
            buf_release(&line);
        }
        for (int card = 0; card < LIMITS_COUNT; card++)
            want_lines_fit(&shipped->regime[i]->cards[card].lines, 72);
    }
}

static void the_limits_name_their_source_and_date(void **state)
{
    const struct shipped *shipped = *state;
    for (int i = 0; i < 2; i++) {
        const struct regime *regime = shipped->regime[i];
        assert_string_equal(regime->id, "nl");
        assert_int_equal(regime->language, langs[i]);
        assert_int_equal(regime->date, shipped->regime[0]->date);
        assert_true(*regime->source && *regime->summary);
        for (int card = 0; card < LIMITS_COUNT; card++) {
            assert_true(*regime->cards[card].title && *regime->cards[card].source);
            assert_in_range(regime->cards[card].lines.n, 8, 14);
            assert_int_equal(regime->cards[card].lines.n,
                             shipped->regime[0]->cards[card].lines.n);
        }
    }
}

static void the_example_of_the_readme_passes(void **state)
{
    (void)state;
    static const char begin[] = "```yaml\n", end[] = "\n```";
    struct buf readme = BUF_INIT;
    struct complaints complaints;
    read_file(&readme, "", "README.md");
    const char *from = strstr(readme.data, begin);
    assert_non_null(from);
    from += strlen(begin);
    const char *to = strstr(from, end);
    assert_non_null(to);
    complaints_init(&complaints, LANG_EN, "README.md");
    struct guide *guide = guide_yaml_read(from, (size_t)(to - from) + 1, &complaints);
    want_clean(&complaints);
    assert_non_null(guide);
    guide_free(guide);
    buf_release(&readme);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_guide_holds_the_whole_article),
        cmocka_unit_test(possibilities_stand_beside_obstacles),
        cmocka_unit_test(agreements_come_last_and_are_looked_back_on),
        cmocka_unit_test(both_languages_share_every_id),
        cmocka_unit_test(every_line_fits_its_place),
        cmocka_unit_test(the_limits_name_their_source_and_date),
        cmocka_unit_test(the_example_of_the_readme_passes),
    };
    return cmocka_run_group_tests(tests, open_shipped, close_shipped);
}
