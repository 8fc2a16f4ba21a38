/* `gesprek limits`: the card, and the check over text that is there. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "run.h"
#include "sandbox.h"

static struct run limits(const char *lang, const char *command, const char *const *more,
                         const char *input)
{
    const char *arguments[8] = {"limits", command, "--lang", lang};
    struct run run;
    for (int i = 0; more && more[i]; i++)
        arguments[4 + i] = more[i];
    run_program(&run, arguments, NULL, input);
    return run;
}

static void expect_found(const char *lang, const char *input, int status, const char *out)
{
    struct run run = limits(lang, "check", NULL, input);
    assert_string_equal(run.out.data, out);
    assert_string_equal(run.errors.data, "");
    assert_int_equal(run.status, status);
    run_release(&run);
}

static void tells_line_and_characters(void **state)
{
    (void)state;
    expect_found("nl", "", 0, "");
    expect_found("nl", "Belt vrijdag over de overdracht.\n", 0, "");
    expect_found("nl", "Belt vrijdag.\nEén woord: griep\r\nIs 60% arbeidsongeschikt", 1,
                 "2:12-16 een ziekte of aandoening: griep\n"
                 "3:4-24 een grens zonder bron: 60% arbeidsongeschikt\n");
    expect_found("en", "Out with pneumonia.\n", 1, "1:10-18 an illness or condition: pneumonia\n");
}

static void writes_json_without_the_text(void **state)
{
    static const char *const json[] = {"--format", "json", NULL};
    (void)state;
    struct run run =
        limits("nl", "check", json, "\xF0\x9F\x99\x82 griep, zijn vrouw is ernstig ziek");
    assert_string_equal(
        run.out.data,
        "{\"line\":1,\"start\":3,\"end\":7,\"class\":\"illness\",\"severity\":\"high\"}\n"
        "{\"line\":1,\"start\":10,\"end\":35,\"class\":\"private\",\"severity\":\"low\"}\n");
    assert_int_equal(run.status, 1);
    run_release(&run);
}

static void says_once_that_it_is_no_utf8(void **state)
{
    (void)state;
    struct run run = limits("en", "check", NULL, "caf\xE9\nfluent\nagain \xE9 asthma\x1B\n");
    assert_string_equal(run.errors.data, "Line 1 is not UTF-8; such lines are read as Latin-1.\n");
    assert_string_equal(run.out.data, "3:9-14 an illness or condition: asthma\n");
    run_release(&run);
}

/* What has no end has no line that ends either; it must not take all memory there is. */
static void a_line_without_end_is_refused(void **state)
{
    static const char *const endless[] = {"/dev/zero", NULL};
    (void)state;
    struct run run = limits("en", "check", endless, "");
    assert_string_equal(run.out.data, "");
    assert_string_equal(run.errors.data,
                        "gesprek: Line 1 is longer than 16 MiB; is this the right file?\n");
    assert_int_equal(run.status, 2);
    run_release(&run);
}

static void a_file_or_the_input(void **state)
{
    static const char *const input[] = {"-", NULL}, *const none[] = {"/there/is/none", NULL};
    static const char *const folder[] = {"/", NULL}, *const two[] = {"a", "b", NULL};
    static const char *const odd[] = {"--format", "xml", NULL};
    (void)state;
    struct run run = limits("nl", "check", input, "griep");
    assert_string_equal(run.out.data, "1:1-5 een ziekte of aandoening: griep\n");
    run_release(&run);
    run = limits("en", "check", none, "");
    assert_int_equal(run.status, 2); /* 1 would say that something was found */
    assert_non_null(strstr(run.errors.data, "/there/is/none is not there."));
    run_release(&run);
    run = limits("en", "check", folder, "");
    assert_int_equal(run.status, 2);
    run_release(&run);
    run = limits("en", "check", two, "");
    assert_int_equal(run.status, 2);
    run_release(&run);
    run = limits("en", "check", odd, "");
    assert_int_equal(run.status, 2);
    run_release(&run);
}

static void shows_the_card(void **state)
{
    (void)state;
    struct run run = limits("nl", "show", NULL, "");
    assert_int_equal(run.status, 0);
    assert_non_null(strstr(run.out.data, "\nDit noteer je niet\n  - Een ziekte of diagnose"));
    assert_non_null(strstr(run.out.data, "AVG art. 9"));
    run_release(&run);
}

/* As an editor saves "Unicode"; read as Latin-1 nothing would be found in it. */
static void refuses_other_encodings(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
    } files[] = {
        {"\xFF\xFEg\0r\0i\0e\0p\0\n\0", 14},
        {"\xFE\xFF\0g\0r\0i\0e\0p", 12},
        {"g\0r\0i\0e\0p\0", 10},
    };
    struct sandbox sandbox;
    char path[SANDBOX_PATH];
    (void)state;
    sandbox_make(&sandbox);
    sandbox_path(&sandbox, "note.txt", path);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *const more[] = {path, NULL};
        sandbox_write(path, files[i].bytes, files[i].len);
        struct run run = limits("en", "check", more, "");
        assert_int_equal(run.status, 2);
        assert_string_equal(run.out.data, "");
        assert_non_null(strstr(run.errors.data, "note.txt is not plain text in UTF-8. Save it"));
        run_release(&run);
    }
    sandbox_remove(&sandbox);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_other_encodings),
        cmocka_unit_test(tells_line_and_characters),
        cmocka_unit_test(writes_json_without_the_text),
        cmocka_unit_test(says_once_that_it_is_no_utf8),
        cmocka_unit_test(a_line_without_end_is_refused),
        cmocka_unit_test(a_file_or_the_input),
        cmocka_unit_test(shows_the_card),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
