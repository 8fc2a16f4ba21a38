/*
 * Every tests/guides/bad-NAME.yaml with exactly what its author is told, in bad-NAME.nl.txt and
 * bad-NAME.en.txt. After a change of words: GESPREK_WRITE=1 build/test_bad_guides writes them anew;
 * read the difference before keeping it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/shelf.h"
#include "yaml/guide_yaml.h"
#include "yaml/regime_yaml.h"

static void read_file(const char *path, struct buf *text)
{
    struct err err = ERR_INIT(LANG_EN);
    if (shelf_read_file(path, text, &err) != 0)
        fail_msg("%s", err.text);
}

/* The shipped regime, in the language of the guide. */
static const struct privacy *find_limits(void *arg, const char *id, enum lang language)
{
    struct regime **regime = arg;
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    assert_string_equal(id, "nl");
    assert_int_equal(language, LANG_NL);
    read_file("guides/nl/regime.yaml", &text);
    *regime = regime_yaml_open("regime.yaml", text.data, text.len, &err);
    assert_non_null(*regime);
    buf_release(&text);
    return regime_asks(*regime, &err);
}

/* Adds what is said about the guide in path. */
static void add_said(struct buf *said, const char *path, enum lang lang)
{
    struct buf text = BUF_INIT;
    struct complaints complaints;
    read_file(path, &text);
    complaints_init(&complaints, lang, strrchr(path, '/') + 1);
    struct guide *guide = NULL;
    struct regime *regime = NULL, *limits = NULL;
    if (strstr(path, "bad-regime"))
        regime = regime_yaml_read(text.data, text.len, &complaints);
    else if (strstr(path, "bad-limits"))
        guide = guide_yaml_check(text.data, text.len, &complaints, find_limits, &limits);
    else
        guide = guide_yaml_check(text.data, text.len, &complaints, NULL, NULL);
    assert_true(guide || regime ? complaints.errors == 0 : complaints.errors > 0);
    complaints_add_text(said, &complaints);
    complaints_add_sum(said, complaints.errors, complaints.warnings, lang);
    guide_free(guide);
    regime_free(regime);
    regime_free(limits);
    complaints_release(&complaints);
    buf_release(&text);
}

static void write_file(const char *path, const struct buf *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text->data, 1, text->len, file), text->len);
    assert_int_equal(fclose(file), 0);
}

/* True when what is said about a guide is what stands in the file beside it. */
static int check(const char *path, enum lang lang)
{
    struct buf said = BUF_INIT, wanted = BUF_INIT, beside = BUF_INIT;
    buf_add(&beside, path, strlen(path) - strlen("yaml"));
    buf_addf(&beside, "%s.txt", lang_code(lang));
    add_said(&said, path, lang);
    if (getenv("GESPREK_WRITE"))
        write_file(beside.data, &said);
    read_file(beside.data, &wanted);
    int same = strcmp(said.data, wanted.data) == 0;
    if (!same)
        print_error("%s\n--- is now:\n%s--- was:\n%s", beside.data, said.data, wanted.data);
    buf_release(&said);
    buf_release(&wanted);
    buf_release(&beside);
    return same;
}

static void check_all(enum lang lang)
{
    glob_t found;
    int wrong = 0;
    assert_int_equal(glob("tests/guides/bad-*.yaml", 0, NULL, &found), 0);
    assert_true(found.gl_pathc > 30);
    for (size_t i = 0; i < found.gl_pathc; i++)
        wrong += !check(found.gl_pathv[i], lang);
    globfree(&found);
    assert_int_equal(wrong, 0);
}

static void test_in_dutch(void **state)
{
    (void)state;
    check_all(LANG_NL);
}

static void test_in_english(void **state)
{
    (void)state;
    check_all(LANG_EN);
}

/* Problems of more than one file, or of files too large to keep here: other tests have them. */
static int is_elsewhere(enum problem problem)
{
    static const enum problem elsewhere[] = {
        PROBLEM_TOO_LARGE,  PROBLEM_DEEP,       PROBLEM_MUCH,    PROBLEM_LONG_TEXT,
        PROBLEM_LONG_KEY,   PROBLEM_MANY_KEYS,  PROBLEM_REVIEW,  PROBLEM_TRANSLATION,
        PROBLEM_VERSIONS,   PROBLEM_SAME_GUIDE, PROBLEM_DIFFERS, PROBLEM_UNREADABLE,
        PROBLEM_MANY_WORDS, PROBLEM_MEMORY,
    };
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        if (elsewhere[i] == problem)
            return 1;
    return 0;
}

static void test_every_problem_is_shown(void **state)
{
    (void)state;
    glob_t found;
    struct buf all = BUF_INIT;
    assert_int_equal(glob("tests/guides/bad-*.en.txt", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        read_file(found.gl_pathv[i], &all);
    globfree(&found);
    for (size_t i = 0; i < problem_count; i++) {
        char code[16];
        snprintf(code, sizeof code, "[G%03d]", (int)problem_catalogue[i].problem);
        if (!is_elsewhere(problem_catalogue[i].problem) && !strstr(all.data, code))
            fail_msg("no broken guide shows %s", code);
    }
    buf_release(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_in_dutch),
        cmocka_unit_test(test_in_english),
        cmocka_unit_test(test_every_problem_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
