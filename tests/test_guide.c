#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "domain/guide.h"
#include "domain/regime.h"

static void a_new_guide_is_empty(void **state)
{
    struct guide *guide = guide_new();
    (void)state;
    const char *const texts[] = {
        guide->id,     guide->version, guide->title,       guide->summary,
        guide->source, guide->regime,  guide->hurdles_ask, guide->text,
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_string_equal(texts[i], "");
    assert_int_equal(guide->review_by, DAY_NONE);
    assert_null(guide_point(guide, ""));
    assert_null(guide_pitfall(guide, "oordeel"));
    assert_null(guide_field(guide->preparation, guide->n_preparation, "plek"));
    assert_null(guide_entry(&guide->hurdles, "tijd"));
    guide_free(guide);
    guide_free(NULL);
}

static void add_line(struct guide_lines *lines, const char *text)
{
    lines->line = mem_grow(lines->line, lines->n + 1, sizeof *lines->line);
    lines->line[lines->n++] = mem_copy(text);
}

static void add_entry(struct guide_entries *entries, const char *id, const char *text)
{
    entries->entry = mem_grow(entries->entry, entries->n + 1, sizeof *entries->entry);
    entries->entry[entries->n++] = (struct guide_entry){mem_copy(id), mem_copy(text)};
}

/* A guide with something of everything; what is not set stays NULL, as after a reader gave up. */
static struct guide *full_guide(void)
{
    struct guide *guide = guide_new();
    guide->n_preparation = guide->n_points = guide->n_pitfalls = guide->n_practice = 1;
    guide->preparation = mem_zero(1, sizeof *guide->preparation);
    guide->preparation->id = mem_copy("plek");
    add_entry(&guide->preparation->options, "ja", "Ja");
    guide->points = mem_zero(1, sizeof *guide->points);
    guide->points->id = mem_copy("aandacht");
    add_line(&guide->points->questions, "Hoe gaat het?");
    add_line(&guide->points->tips, "Laat een stilte vallen.");
    add_line(&guide->points->pitfalls, "oordeel");
    guide->points->n_capture = 2;
    guide->points->capture = mem_zero(2, sizeof *guide->points->capture);
    guide->points->capture[0].id = mem_copy("wel");
    guide->points->capture[1].id = mem_copy("niet");
    guide->points->balance[0] = mem_copy("niet");
    guide->pitfalls = mem_zero(1, sizeof *guide->pitfalls);
    guide->pitfalls->id = mem_copy("oordeel");
    guide->practice = mem_zero(1, sizeof *guide->practice);
    guide->practice->n_turns = 1;
    guide->practice->turns = mem_zero(1, sizeof *guide->practice->turns);
    guide->practice->turns->n_replies = 1;
    guide->practice->turns->replies = mem_zero(1, sizeof *guide->practice->turns->replies);
    guide->practice->turns->replies->say = mem_copy("Vertel eens.");
    add_entry(&guide->hurdles, "tijd", "te weinig tijd");
    add_entry(&guide->renamed, "oud", "nieuw");
    add_entry(&guide->retired, "weg", "");
    return guide;
}

static void everything_is_found_by_its_id(void **state)
{
    struct guide *guide = full_guide();
    const struct guide_point *point = guide_point(guide, "aandacht");
    (void)state;
    assert_ptr_equal(point, guide->points);
    assert_null(guide_point(guide, "Aandacht"));
    assert_ptr_equal(guide_pitfall(guide, "oordeel"), guide->pitfalls);
    assert_ptr_equal(guide_field(point->capture, point->n_capture, "niet"), &point->capture[1]);
    assert_null(guide_field(point->capture, point->n_capture, "misschien"));
    assert_string_equal(guide_entry(&guide->hurdles, "tijd"), "te weinig tijd");
    assert_string_equal(guide_entry(&guide->retired, "weg"), "");
    assert_null(guide_entry(&guide->renamed, "nieuw"));
    guide_free(guide);
}

static void keys_go_there_and_back(void **state)
{
    enum share share;
    enum kind kind;
    (void)state;
    for (enum share i = SHARE_PRIVATE; i <= SHARE_HR; i++) {
        assert_true(share_parse(share_key(i), &share));
        assert_int_equal(share, i);
    }
    for (enum kind i = KIND_CHECK; i <= KIND_DATE; i++) {
        assert_true(kind_parse(kind_key(i), &kind));
        assert_int_equal(kind, i);
    }
    assert_false(share_parse("public", &share));
    assert_false(kind_parse("", &kind));
    assert_int_equal(share, SHARE_HR);
    assert_int_equal(kind, KIND_DATE);
}

static void a_new_regime_is_empty(void **state)
{
    struct regime *regime = regime_new();
    (void)state;
    assert_string_equal(regime->id, "");
    assert_string_equal(regime->summary, "");
    assert_int_equal(regime->date, DAY_NONE);
    for (int i = 0; i < LIMITS_COUNT; i++) {
        assert_string_equal(regime->cards[i].title, "");
        assert_string_equal(regime->cards[i].source, "");
        add_line(&regime->cards[i].lines, "line");
    }
    assert_string_equal(regime->cards[LIMITS_MAY_NOT_RECORD].lines.line[0], "line");
    regime_free(regime);
    regime_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_guide_is_empty),
        cmocka_unit_test(everything_is_found_by_its_id),
        cmocka_unit_test(keys_go_there_and_back),
        cmocka_unit_test(a_new_regime_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
