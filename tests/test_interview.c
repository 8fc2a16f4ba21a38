#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "domain/interview.h"

static struct answer note(const char *point, const char *field, const char *value)
{
    return (struct answer){
        .point = (char *)(uintptr_t)point,
        .field = (char *)(uintptr_t)field,
        .kind = KIND_NOTE,
        .share = SHARE_PRIVATE,
        .label = (char *)(uintptr_t) "Hoe gaat het?",
        .value = (char *)(uintptr_t)value,
        .shown = (char *)(uintptr_t) "",
        .updated_at = 1,
    };
}

static void put(struct interview *interview, const char *point, const char *field,
                const char *value)
{
    struct answer answer = note(point, field, value);
    interview_put(interview, &answer);
}

static void a_new_one_is_preparing_and_empty(void **state)
{
    struct interview interview;
    (void)state;
    interview_init(&interview);
    assert_int_equal(interview.stage, STAGE_PREPARING);
    assert_string_equal(interview.person.name, "");
    assert_string_equal(interview.guide_id, "");
    assert_null(interview_answer(&interview, POINT_OWN, FIELD_GOAL));
    assert_string_equal(interview_value(&interview, POINT_OWN, FIELD_GOAL), "");
    assert_null(interview_agreement(&interview, "x"));
    interview_release(&interview);
    interview_release(&interview); /* twice does no harm */
}

static void answers_are_kept_by_point_and_field(void **state)
{
    struct interview interview;
    (void)state;
    interview_init(&interview);
    put(&interview, POINT_OWN, FIELD_GOAL, "samen kijken");
    put(&interview, POINT_OWN, FIELD_QUESTIONS, "hoe gaat het?");
    put(&interview, POINT_CLOSING, FIELD_GOAL, "iets anders");
    assert_int_equal(interview.n_answers, 3);
    assert_string_equal(interview_value(&interview, POINT_OWN, FIELD_GOAL), "samen kijken");
    put(&interview, POINT_OWN, FIELD_GOAL, "");
    assert_int_equal(interview.n_answers, 3);
    assert_non_null(interview_answer(&interview, POINT_OWN, FIELD_GOAL));
    assert_string_equal(interview_value(&interview, POINT_OWN, FIELD_GOAL), "");
    assert_string_equal(interview.answers[0].field, FIELD_GOAL);
    interview_release(&interview);
}

static void what_was_private_stays_private(void **state)
{
    struct interview interview;
    struct answer answer = note("aandacht", "note", "eerst");
    (void)state;
    interview_init(&interview);
    interview_put(&interview, &answer);
    answer.share = SHARE_HR;
    answer.kind = KIND_CHOICE;
    answer.value = (char *)(uintptr_t) "daarna";
    answer.shown = (char *)(uintptr_t) "Daarna";
    answer.updated_at = 2;
    interview_put(&interview, &answer);
    const struct answer *kept = interview_answer(&interview, "aandacht", "note");
    assert_int_equal(kept->share, SHARE_PRIVATE);
    assert_int_equal(kept->kind, KIND_CHOICE);
    assert_string_equal(kept->value, "daarna");
    assert_string_equal(kept->shown, "Daarna");
    assert_int_equal(kept->updated_at, 2);
    interview_release(&interview);
}

static void an_own_answer_can_be_put_again(void **state)
{
    struct interview interview;
    (void)state;
    interview_init(&interview);
    put(&interview, "a", "b", "c");
    interview_put(&interview, &interview.answers[0]);
    assert_int_equal(interview.n_answers, 1);
    assert_string_equal(interview_value(&interview, "a", "b"), "c");
    interview_release(&interview);
}

static void put_agreement(struct interview *interview, const char *id, const char *what,
                          bool removed)
{
    struct agreement agreement;
    agreement_init(&agreement);
    strcpy(agreement.id, id);
    mem_replace(&agreement.what, what);
    agreement.removed = removed;
    interview_put_agreement(interview, &agreement);
    agreement_release(&agreement);
}

static void agreements_are_replaced_added_and_removed(void **state)
{
    struct interview interview;
    (void)state;
    interview_init(&interview);
    put_agreement(&interview, "een", "bellen", false);
    put_agreement(&interview, "twee", "rooster", false);
    put_agreement(&interview, "drie", "stoel", false);
    put_agreement(&interview, "twee", "rooster ochtenden", false);
    assert_int_equal(interview.n_agreements, 3);
    assert_string_equal(interview.agreements[1].what, "rooster ochtenden");
    put_agreement(&interview, "vier", "niets", true);
    assert_int_equal(interview.n_agreements, 3);
    put_agreement(&interview, "een", "", true);
    assert_int_equal(interview.n_agreements, 2);
    assert_string_equal(interview.agreements[0].id, "twee");
    assert_string_equal(interview.agreements[1].id, "drie");
    assert_null(interview_agreement(&interview, "een"));
    put_agreement(&interview, "drie", "", true);
    put_agreement(&interview, "twee", "", true);
    assert_int_equal(interview.n_agreements, 0);
    put_agreement(&interview, "vijf", "weer", false);
    assert_string_equal(interview_agreement(&interview, "vijf")->what, "weer");
    interview_put_agreement(&interview, &interview.agreements[0]);
    assert_string_equal(interview.agreements[0].what, "weer");
    interview_release(&interview);
}

/* A guide with two preparation lines, one balanced point and one with agreements. */
static struct guide *small_guide(void)
{
    struct guide *guide = guide_new();
    guide->n_preparation = 2;
    guide->preparation = mem_zero(2, sizeof *guide->preparation);
    guide->preparation[0].id = mem_copy("plek");
    guide->preparation[1].id = mem_copy("rol");
    guide->n_points = 2;
    guide->points = mem_zero(2, sizeof *guide->points);
    guide->points[0].id = mem_copy("mogelijk");
    guide->points[0].balance[0] = mem_copy("niet");
    guide->points[0].balance[1] = mem_copy("wel");
    guide->points[1].id = mem_copy("afspraken");
    guide->points[1].balance[0] = mem_copy("");
    guide->points[1].balance[1] = mem_copy("");
    guide->points[1].agreements = true;
    guide->points[1].agreements_min = 1;
    return guide;
}

static void preparation_is_counted(void **state)
{
    struct guide *guide = small_guide();
    struct interview interview;
    (void)state;
    interview_init(&interview);
    assert_int_equal(interview_prepared(&interview, guide), 0);
    put(&interview, POINT_PREPARATION, "plek", "1");
    put(&interview, POINT_PREPARATION, "weg uit de gids", "1");
    assert_int_equal(interview_prepared(&interview, guide), 1);
    put(&interview, POINT_PREPARATION, "rol", "1");
    assert_int_equal(interview_prepared(&interview, guide), 2);
    put(&interview, POINT_PREPARATION, "plek", "");
    assert_int_equal(interview_prepared(&interview, guide), 1);
    interview_release(&interview);
    guide_free(guide);
}

static void one_side_only_is_unbalanced(void **state)
{
    struct guide *guide = small_guide();
    struct interview interview;
    (void)state;
    interview_init(&interview);
    assert_false(interview_unbalanced(&interview, &guide->points[0]));
    put(&interview, "mogelijk", "niet", "lang vergaderen");
    assert_true(interview_unbalanced(&interview, &guide->points[0]));
    put(&interview, "mogelijk", "wel", "offertes nakijken");
    assert_false(interview_unbalanced(&interview, &guide->points[0]));
    put(&interview, "mogelijk", "niet", "");
    assert_false(interview_unbalanced(&interview, &guide->points[0]));
    assert_false(interview_unbalanced(&interview, &guide->points[1]));
    interview_release(&interview);
    guide_free(guide);
}

static void closing_tells_what_lacks(void **state)
{
    struct guide *guide = small_guide();
    struct interview interview;
    (void)state;
    interview_init(&interview);
    assert_int_equal(interview_lacks(&interview, guide), LACK_AGREEMENTS);
    put(&interview, "mogelijk", "niet", "lang vergaderen");
    assert_int_equal(interview_lacks(&interview, guide), LACK_AGREEMENTS | LACK_POSSIBLE);
    put_agreement(&interview, "een", "bellen", false);
    assert_int_equal(interview_lacks(&interview, guide),
                     LACK_CONCRETE | LACK_CONFIRMED | LACK_POSSIBLE);
    struct agreement *agreement = interview_agreement(&interview, "een");
    agreement->confirmed = CONFIRMED_NO;
    agreement->owner = OWNER_MANAGER;
    agreement->due = 20427;
    mem_replace(&agreement->follow_up, "bellen");
    put(&interview, "mogelijk", "wel", "offertes");
    assert_int_equal(interview_lacks(&interview, guide), 0);
    interview_release(&interview);
    guide_free(guide);
}

static void stages_have_keys_and_words(void **state)
{
    enum stage stage = STAGE_PREPARING;
    (void)state;
    for (enum stage i = STAGE_PREPARING; i <= STAGE_CLOSED; i++) {
        assert_true(stage_parse(stage_key(i), &stage));
        assert_int_equal(stage, i);
        assert_string_not_equal(stage_word(i, LANG_NL), stage_word(i, LANG_EN));
    }
    assert_false(stage_parse("Closed", &stage));
    assert_int_equal(stage, STAGE_CLOSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_one_is_preparing_and_empty),
        cmocka_unit_test(answers_are_kept_by_point_and_field),
        cmocka_unit_test(what_was_private_stays_private),
        cmocka_unit_test(an_own_answer_can_be_put_again),
        cmocka_unit_test(agreements_are_replaced_added_and_removed),
        cmocka_unit_test(preparation_is_counted),
        cmocka_unit_test(one_side_only_is_unbalanced),
        cmocka_unit_test(closing_tells_what_lacks),
        cmocka_unit_test(stages_have_keys_and_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
