#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "domain/questions.h"

static char *first_lines[] = {"Hoe gaat het?", "Wat mis je?"};
static char *second_lines[] = {"Wat lukt er?", "Hoe gaat het?"};
static struct guide_point points[] = {{.id = "een", .questions = {first_lines, 2}},
                                      {.id = "twee", .questions = {second_lines, 2}}};
static const struct guide guide = {.points = points, .n_points = 2};

static void take_along(struct interview *interview, const char *lines)
{
    struct answer answer = {.point = POINT_OWN,
                            .field = FIELD_QUESTIONS,
                            .kind = KIND_LIST,
                            .label = "",
                            .value = (char *)lines,
                            .shown = ""};
    interview_init(interview);
    interview_put(interview, &answer);
}

static void lines_come_one_by_one(void **state)
{
    const char *lines = "een\n\ntwee\n";
    size_t len;
    (void)state;
    assert_memory_equal(questions_next(&lines, &len), "een", 3);
    assert_int_equal(len, 3);
    assert_non_null(questions_next(&lines, &len));
    assert_int_equal(len, 0);
    assert_memory_equal(questions_next(&lines, &len), "twee", 4);
    assert_null(questions_next(&lines, &len));
    lines = "";
    assert_null(questions_next(&lines, &len));
}

static void what_is_left_leaves_out_what_is_taken(void **state)
{
    struct interview interview;
    size_t n;
    (void)state;
    take_along(&interview, "Eigen vraag\nHoe gaat het?");
    assert_true(questions_taken(&interview, "Eigen vraag", strlen("Eigen vraag")));
    assert_false(questions_taken(&interview, "Eigen", strlen("Eigen")));
    const char **left = questions_left(&interview, &guide, &n);
    assert_int_equal(n, 2);
    assert_string_equal(left[0], "Wat mis je?");
    assert_string_equal(left[1], "Wat lukt er?");
    free(left);
    interview_release(&interview);
}

static void nothing_taken_leaves_all(void **state)
{
    struct interview interview;
    size_t n;
    (void)state;
    interview_init(&interview);
    assert_string_equal(questions_own(&interview), "");
    const char **left = questions_left(&interview, &guide, &n);
    assert_int_equal(n, 4);
    free(left);
    interview_release(&interview);
}

static bool belongs(size_t point, const char *question)
{
    return questions_belong(&guide, &points[point], question, strlen(question));
}

static void a_question_belongs_where_it_came_from(void **state)
{
    (void)state;
    assert_true(belongs(0, "Wat mis je?"));
    assert_false(belongs(1, "Wat mis je?"));
    assert_true(belongs(0, "Hoe gaat het?"));
    assert_true(belongs(1, "Hoe gaat het?"));
    assert_true(belongs(0, "Eigen vraag"));
    assert_true(belongs(1, "Eigen vraag"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_come_one_by_one),
        cmocka_unit_test(what_is_left_leaves_out_what_is_taken),
        cmocka_unit_test(nothing_taken_leaves_all),
        cmocka_unit_test(a_question_belongs_where_it_came_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
