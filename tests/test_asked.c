#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "domain/asked.h"

static struct guide_entry options[] = {{"thuis", "Thuis"}, {"werk", "Op het werk"}};
static struct guide_field capture[] = {
    {.id = "kan_wel", .ask = "Wat kan wel", .kind = KIND_LIST, .share = SHARE_EMPLOYEE, .max = 80},
    {.id = "waar",
     .ask = "Waar",
     .kind = KIND_CHOICE,
     .share = SHARE_PRIVATE,
     .options = {options, 2}}};
static struct guide_field checks[] = {
    {.id = "plek", .ask = "Rustige plek", .kind = KIND_CHECK, .share = SHARE_PRIVATE}};
static struct guide_point points[] = {
    {.id = "aandacht", .title = "Aandacht", .capture = capture, .n_capture = 2}};
static struct guide_entry hurdles[] = {{"tijd", "Te weinig tijd"}};
static struct guide_pitfall pitfalls[] = {{"advies", "Meteen advies", "Vraag door"}};
static const struct guide guide = {.points = points,
                                   .n_points = 1,
                                   .preparation = checks,
                                   .n_preparation = 1,
                                   .pitfalls = pitfalls,
                                   .n_pitfalls = 1,
                                   .hurdles_ask = "Wat was lastig?",
                                   .hurdles = {hurdles, 1}};

static void a_line_of_the_guide_is_asked_as_it_stands(void **state)
{
    (void)state;
    struct asked asked = asked_guide("aandacht", &capture[0]);
    assert_string_equal(asked.point, "aandacht");
    assert_string_equal(asked.field, "kan_wel");
    assert_string_equal(asked.label, "Wat kan wel");
    assert_int_equal(asked.kind, KIND_LIST);
    assert_int_equal(asked.share, SHARE_EMPLOYEE);
    assert_int_equal(asked.max, 80);
    assert_string_equal(asked.given, "text at \"%s\"");
    asked = asked_guide(POINT_PREPARATION, &checks[0]);
    assert_string_equal(asked.given, "\"%s\" ticked");
    assert_string_equal(asked.taken, "\"%s\" unticked");
}

static void own_lines_have_their_place_and_language(void **state)
{
    (void)state;
    struct asked asked = asked_own(NULL, FIELD_GOAL, LANG_NL);
    assert_string_equal(asked.point, POINT_OWN);
    assert_string_equal(asked.label, "Doel van dit gesprek");
    assert_int_equal(asked.share, SHARE_PRIVATE);
    asked = asked_own("aandacht", FIELD_NOTE, LANG_EN);
    assert_string_equal(asked.point, "aandacht");
    assert_string_equal(asked.label, "Own note");
    assert_int_equal(asked.share, SHARE_PRIVATE);
    asked = asked_own(NULL, FIELD_REACTION, LANG_EN);
    assert_string_equal(asked.point, POINT_CLOSING);
    assert_int_equal(asked.share, SHARE_EMPLOYEE);
}

/* What only the manager may see, whoever asks it. */
static void mirror_and_later_are_private_and_the_hurdle_is_counted(void **state)
{
    (void)state;
    assert_int_equal(asked_pitfall(&pitfalls[0]).share, SHARE_PRIVATE);
    assert_string_equal(asked_pitfall(&pitfalls[0]).point, POINT_MIRROR);
    assert_int_equal(asked_later(&points[0]).share, SHARE_PRIVATE);
    assert_string_equal(asked_later(&points[0]).field, "aandacht");
    assert_int_equal(asked_hurdle(&guide).share, SHARE_HR);
    assert_int_equal(asked_option(asked_hurdle(&guide).options, "tijd"), 0);
}

static void what_was_asked_is_found_again(void **state)
{
    struct asked asked;
    (void)state;
    assert_true(asked_find(&asked, &guide, "aandacht", "waar", LANG_NL));
    assert_int_equal(asked.kind, KIND_CHOICE);
    assert_int_equal(asked_option(asked.options, "werk"), 1);
    assert_int_equal(asked_option(asked.options, "elders"), -1);
    assert_true(asked_find(&asked, &guide, "aandacht", FIELD_NOTE, LANG_NL));
    assert_string_equal(asked.label, "Eigen notitie");
    assert_true(asked_find(&asked, &guide, POINT_PREPARATION, "plek", LANG_NL));
    assert_true(asked_find(&asked, &guide, POINT_OWN, FIELD_QUESTIONS, LANG_NL));
    assert_false(asked_find(&asked, &guide, "weg", FIELD_NOTE, LANG_NL));
    assert_false(asked_find(&asked, &guide, "aandacht", FIELD_GOAL, LANG_NL));
    assert_false(asked_find(&asked, &guide, POINT_PREPARATION, "weg", LANG_NL));
    assert_false(asked_find(&asked, &guide, POINT_OWN, FIELD_REACTION, LANG_NL));
    assert_false(asked_find(&asked, &guide, "", "", LANG_NL));
}

static void keeps(enum kind kind, const char *text, const char *kept)
{
    char *value = asked_kept(kind, text);
    assert_string_equal(value, kept);
    free(value);
}

static void text_is_kept_without_what_nobody_meant(void **state)
{
    (void)state;
    keeps(KIND_NOTE, "een  twee \n\n", "een  twee");
    keeps(KIND_NOTE, " \n ", "");
    keeps(KIND_NOTE, "a\n\nb", "a\n\nb");
    keeps(KIND_LIST, "\n\n  een\n   \ntwee\n", "een\ntwee");
    keeps(KIND_LIST, "   ", "");
    keeps(KIND_LIST, "", "");
    keeps(KIND_DATE, "vrijdag ", "vrijdag");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_of_the_guide_is_asked_as_it_stands),
        cmocka_unit_test(own_lines_have_their_place_and_language),
        cmocka_unit_test(mirror_and_later_are_private_and_the_hurdle_is_counted),
        cmocka_unit_test(what_was_asked_is_found_again),
        cmocka_unit_test(text_is_kept_without_what_nobody_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
