#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "yaml/complaint.h"

struct desk {
    struct source source;
    struct complaints complaints;
    struct buf out;
};

static void set_up(struct desk *desk, const char *text, enum lang lang)
{
    source_open(&desk->source, text, strlen(text));
    complaints_init(&desk->complaints, lang, "gids.yaml");
    desk->complaints.source = &desk->source;
    buf_init(&desk->out);
}

static void tear_down(struct desk *desk)
{
    complaints_release(&desk->complaints);
    source_release(&desk->source);
    buf_release(&desk->out);
}

static void complain(struct desk *desk, enum problem problem, int line, int column)
{
    complaint_add(&desk->complaints, problem, (struct mark){line, column}, "een", "twee", "drie",
                  "vier", NULL);
}

static void assert_text(struct desk *desk, const char *wanted)
{
    buf_clear(&desk->out);
    complaints_add_text(&desk->out, &desk->complaints);
    assert_string_equal(desk->out.data, wanted);
}

static void test_form(void **state)
{
    (void)state;
    struct desk desk;
    set_up(&desk, "preparation:\n  plek: Een\n  plek: Twee\n", LANG_EN);
    complain(&desk, PROBLEM_TWICE, 3, 3);
    assert_text(&desk,
                "gids.yaml:3:3: error: \"een\" stands here for the second time [G021]\n"
                "  |   plek: Twee\n"
                "  |   ^\n"
                "  The first is on line twee. Remove one of them or give this one another name.\n");
    tear_down(&desk);
}

static void test_in_dutch(void **state)
{
    (void)state;
    struct desk desk;
    set_up(&desk, "a: b\n", LANG_NL);
    complain(&desk, PROBLEM_TWICE, 1, 1);
    assert_text(&desk,
                "gids.yaml:1:1: fout: \"een\" staat hier voor de tweede keer [G021]\n"
                "  | a: b\n"
                "  | ^\n"
                "  De eerste staat op regel twee. Haal er een weg of geef deze een andere naam.\n");
    tear_down(&desk);
}

/* The mark stands under the sign it means, also behind signs of two columns, none or a tab. */
static void test_mark_after_wide_signs(void **state)
{
    (void)state;
    struct desk desk;
    set_up(&desk, "日本: x\ne\xCC\x81\xCC\x82z: x\nq:\ty\n\x1bz\n", LANG_EN);
    complain(&desk, PROBLEM_MERGE, 1, 3);
    complain(&desk, PROBLEM_MERGE, 2, 4);
    complain(&desk, PROBLEM_MERGE, 3, 4);
    complain(&desk, PROBLEM_MERGE, 4, 2);
    assert_text(&desk, "gids.yaml:1:3: error: << does not work here [G024]\n"
                       "  | 日本: x\n"
                       "  |     ^\n"
                       "  Write the lines out.\n\n"
                       "gids.yaml:2:4: error: << does not work here [G024]\n"
                       "  | e\xCC\x81\xCC\x82z: x\n"
                       "  |  ^\n"
                       "  Write the lines out.\n\n"
                       "gids.yaml:3:4: error: << does not work here [G024]\n"
                       "  | q: y\n"
                       "  |    ^\n"
                       "  Write the lines out.\n\n"
                       "gids.yaml:4:2: error: << does not work here [G024]\n"
                       "  | {1B}z\n"
                       "  |     ^\n"
                       "  Write the lines out.\n");
    tear_down(&desk);
}

/* Of a line as long as a file the part around the mark is shown. */
static void test_long_line(void **state)
{
    (void)state;
    struct desk desk;
    struct buf line = BUF_INIT;
    for (int i = 0; i < 20000; i++)
        buf_adds(&line, "日é");
    set_up(&desk, line.data, LANG_EN);
    for (int column = 1; column <= 40001; column += 4000)
        complain(&desk, PROBLEM_MERGE, 1, column);
    for (size_t i = 0; i < desk.complaints.n; i++) {
        const struct complaint *complaint = &desk.complaints.items[i];
        assert_true(utf8_valid(complaint->line, strlen(complaint->line)));
        int columns = utf8_columns(complaint->line, strlen(complaint->line));
        assert_in_range(columns, 30, 78);
        assert_in_range(complaint->pointer, 0, columns);
        const char *at = complaint->line;
        at += utf8_fit(at, strlen(at), complaint->pointer);
        /* an odd column is a wide sign, but for the end of the line */
        if (complaint->mark.column < 40000)
            assert_memory_equal(at, "日", 3);
    }
    tear_down(&desk);
    buf_release(&line);
}

static void test_file_order(void **state)
{
    (void)state;
    struct desk desk;
    set_up(&desk, "a\nb\nc\n", LANG_EN);
    complain(&desk, PROBLEM_MERGE, 3, 1);
    complain(&desk, PROBLEM_MERGE, 1, 2);
    complain(&desk, PROBLEM_TWICE, 1, 1);
    complain(&desk, PROBLEM_MERGE, 2, 1);
    complain(&desk, PROBLEM_MERGE, 1, 2); /* the same again is not told again */
    complaint_add(&desk.complaints, PROBLEM_UNREADABLE, (struct mark){0}, "Zo.", NULL);
    static const int lines[] = {0, 1, 1, 2, 3};
    assert_int_equal(desk.complaints.n, 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(desk.complaints.items[i].mark.line, lines[i]);
    assert_int_equal(desk.complaints.errors, 5);
    tear_down(&desk);
}

static void test_two_hundred_and_the_rest(void **state)
{
    (void)state;
    struct desk desk;
    struct buf text = BUF_INIT;
    for (int i = 0; i < 3000; i++)
        buf_adds(&text, "x\n");
    set_up(&desk, text.data, LANG_EN);
    for (int i = 1; i <= 2500; i++)
        complain(&desk, i % 2 ? PROBLEM_MERGE : PROBLEM_HASH, i, 1);
    assert_int_equal(desk.complaints.n, COMPLAINTS_KEPT);
    assert_int_equal(desk.complaints.errors, 1250);
    assert_int_equal(desk.complaints.warnings, 1250);
    complaints_add_text(&desk.out, &desk.complaints);
    int shown = 0;
    for (const char *at = desk.out.data; (at = strstr(at, "[G0")); at++)
        shown++;
    assert_int_equal(shown, COMPLAINTS_SHOWN);
    assert_non_null(strstr(desk.out.data, "\nAnd 2300 more.\n"));
    tear_down(&desk);
    buf_release(&text);
}

static void test_forget(void **state)
{
    (void)state;
    struct desk desk;
    set_up(&desk, "a\nb\nc\n", LANG_EN);
    complain(&desk, PROBLEM_MERGE, 2, 1);
    complaints_keep(&desk.complaints);
    complain(&desk, PROBLEM_HASH, 2, 2);
    complain(&desk, PROBLEM_TWICE, 3, 1);
    complaints_forget_echoes(&desk.complaints); /* line 2 has one that is kept */
    assert_int_equal(desk.complaints.n, 2);
    assert_int_equal(desk.complaints.warnings, 0);
    complaints_forget(&desk.complaints);
    assert_int_equal(desk.complaints.n, 1);
    assert_int_equal(desk.complaints.errors, 1);
    tear_down(&desk);
}

/* What comes from the file is shown, not acted on: no controls, no {1} that is filled again, and no
 * more of it than a person reads. */
static void test_arguments(void **state)
{
    (void)state;
    struct desk desk;
    char wide[3001];
    memset(wide, 'w', sizeof wide - 1);
    wide[sizeof wide - 1] = '\0';
    set_up(&desk, "x\n", LANG_EN);
    complaint_add(&desk.complaints, PROBLEM_TWICE, (struct mark){1, 1}, "\x1b[2J{2}%s", "7", NULL);
    assert_string_equal(desk.complaints.items[0].what,
                        "\"{1B}[2J{2}%s\" stands here for the second time");
    complaint_add(&desk.complaints, PROBLEM_TWICE, (struct mark){1, 2}, wide, "7", NULL);
    assert_true(strlen(desk.complaints.items[1].what) < 250);
    assert_non_null(strstr(desk.complaints.items[1].what, "www...\" stands"));
    tear_down(&desk);
}

static void test_json(void **state)
{
    (void)state;
    struct desk desk;
    bool first = true;
    set_up(&desk, "x\n", LANG_EN);
    complaint_add(&desk.complaints, PROBLEM_TWICE, (struct mark){1, 1}, "a\"b\\c", "7", NULL);
    complaint_add(&desk.complaints, PROBLEM_UNREADABLE, (struct mark){0}, "Zoë", NULL);
    complaints_add_json(&desk.out, &desk.complaints, &first);
    assert_string_equal(desk.out.data,
                        "\n{\"file\":\"gids.yaml\",\"line\":0,\"column\":0,\"severity\":\"error\","
                        "\"code\":\"G090\","
                        "\"message\":\"this cannot be read\",\"mend\":\"Zoë\"},"
                        "\n{\"file\":\"gids.yaml\",\"line\":1,\"column\":1,\"severity\":\"error\","
                        "\"code\":\"G021\","
                        "\"message\":\"\\\"a\\\"b\\\\c\\\" stands here for the second "
                        "time\",\"mend\":\"The first is "
                        "on line 7. Remove one of them or give this one another name.\"}");
    assert_false(first);
    tear_down(&desk);
}

static void test_sum_and_brief(void **state)
{
    (void)state;
    struct buf out = BUF_INIT;
    complaints_add_sum(&out, 1, 2, LANG_NL);
    complaints_add_sum(&out, 0, 1, LANG_EN);
    assert_string_equal(out.data, "1 fout, 2 waarschuwingen.\n0 errors, 1 warning.\n");
    buf_release(&out);
    struct desk desk;
    set_up(&desk, "x\ny\n", LANG_EN);
    complaints_add_brief(&desk.out, &desk.complaints);
    complain(&desk, PROBLEM_HASH, 1, 1);
    complaints_add_brief(&desk.out, &desk.complaints);
    assert_string_equal(desk.out.data, ""); /* a warning is no reason to refuse */
    complain(&desk, PROBLEM_MERGE, 2, 1);
    complaints_add_brief(&desk.out, &desk.complaints);
    assert_string_equal(desk.out.data, "line 2: << does not work here");
    tear_down(&desk);
}

/* A program that meets a code must find its text, and the numbers must stay what they are. */
static void test_catalogue(void **state)
{
    (void)state;
    for (size_t i = 0; i < problem_count; i++) {
        assert_ptr_equal(problem_text(problem_catalogue[i].problem), &problem_catalogue[i]);
        assert_true(*problem_catalogue[i].what);
        assert_in_range(problem_catalogue[i].problem, 1, 99);
    }
    assert_int_equal(PROBLEM_TWICE, 21);
    assert_int_equal(PROBLEM_TO_HR, 50);
}

static void test_source(void **state)
{
    (void)state;
    struct source source;
    size_t len;
    static const char text[] = "\xEF\xBB\xBFéé\r\nbc  \n\nlaatst";
    source_open(&source, text, strlen(text));
    assert_int_equal(source.n_lines, 4);
    assert_memory_equal(source_line(&source, 1, &len), "éé", 4);
    assert_int_equal(len, 4);
    assert_int_equal(source_offset(&source, (struct mark){1, 2}), 2);
    assert_int_equal(source_offset(&source, (struct mark){1, 99}), 4);
    assert_int_equal(source_offset(&source, (struct mark){2, 2}), 7);
    assert_int_equal(source_offset(&source, (struct mark){1, 1}), 0); /* back again */
    assert_int_equal(source_offset(&source, (struct mark){9, 1}), source.len);
    source_rest(&source, (struct mark){2, 1}, &len);
    assert_int_equal(len, 2);
    source_line(&source, 3, &len);
    assert_int_equal(len, 0);
    source_line(&source, 5, &len);
    assert_int_equal(len, 0);
    assert_true(source_mask(&source, (struct mark){4, 2}, '_'));
    assert_true(source_mask(&source, (struct mark){1, 2}, '#'));
    assert_false(source_mask(&source, (struct mark){1, 2}, '!')); /* masked before */
    assert_false(source_mask(&source, (struct mark){9, 1}, '!'));
    struct buf masked = BUF_INIT;
    source_masked(&source, &masked);
    assert_string_equal(masked.data, "é#\r\nbc  \n\nl_atst");
    buf_release(&masked);
    source_release(&source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_form),
        cmocka_unit_test(test_in_dutch),
        cmocka_unit_test(test_mark_after_wide_signs),
        cmocka_unit_test(test_long_line),
        cmocka_unit_test(test_file_order),
        cmocka_unit_test(test_two_hundred_and_the_rest),
        cmocka_unit_test(test_forget),
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_sum_and_brief),
        cmocka_unit_test(test_catalogue),
        cmocka_unit_test(test_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
