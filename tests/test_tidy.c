/* Laying out a guide: even, the same guide, nothing lost, and the same when done again. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "domain/guide_same.h"
#include "domain/shelf.h"
#include "report/file.h"
#include "sandbox.h"
#include "yaml/guide_yaml.h"
#include "yaml/tidy.h"

static void lay_out(const char *text, struct buf *out)
{
    struct err err = ERR_INIT(LANG_EN);
    assert_int_equal(tidy(text, strlen(text), out, &err), 0);
    assert_string_equal(err.text, "");
}

/* What becomes of text; and again, it stays. */
static void expect(const char *text, const char *expected)
{
    struct buf once = BUF_INIT, twice = BUF_INIT;
    lay_out(text, &once);
    assert_string_equal(once.data, expected);
    lay_out(once.data, &twice);
    assert_string_equal(twice.data, once.data);
    buf_release(&once);
    buf_release(&twice);
}

static void spaces_are_evened(void **state)
{
    (void)state;
    expect("a:   b\nc  : d\n'e' :\tf\n", "a: b\nc: d\ne: f\n");
    expect("a:\n  -   b\n  -  c\n", "a:\n  - b\n  - c\n");
    expect("a: b:c  d\n", "a: b:c  d\n");
}

static void indents_are_two_spaces_a_step(void **state)
{
    (void)state;
    expect("a:\n    b:\n       c: d\n    e:   f\n", "a:\n  b:\n    c: d\n  e: f\n");
    expect("a:\n- x\n-   y\nb: c\n", "a:\n  - x\n  - y\nb: c\n");
    expect("a:\n\tb: c\n\td:\n\t\te: f\n", "a:\n  b: c\n  d:\n    e: f\n");
    expect("a:\n\xC2\xA0\xC2\xA0\xC2\xA0 b: c\n", "a:\n  b: c\n");
    expect("\xEF\xBB\xBF"
           "a: b\r\nc: d",
           "a: b\nc: d\n");
    expect("\n\na: b  \n\n\n\nc : d\n\n", "a: b\n\nc: d\n");
}

static void quotes_stay_where_they_are_needed(void **state)
{
    (void)state;
    expect("a: 'b'\n", "a: b\n");
    expect("a: \"b c, d\"\n", "a: b c, d\n");
    expect("a: 'zo''n tip'\n", "a: zo'n tip\n");
    expect("a: 'let op: ja'\n", "a: \"let op: ja\"\n");
    expect("a: 'zeg \"ja\"'\n", "a: 'zeg \"ja\"'\n");
    expect("a: \"2026.10\"\nb: 'no'\nc: ''\nd: '- x'\n",
           "a: \"2026.10\"\nb: \"no\"\nc: \"\"\nd: \"- x\"\n");
    expect("a: \"\\e[2J\"\n", "a: \"\\e[2J\"\n");
    expect("a: { b: 'c',   d: \"e\" }\n", "a: { b: 'c',   d: \"e\" }\n");
}

static void remarks_are_kept(void **state)
{
    (void)state;
    expect("# voor\na:   # bij a\n     # bij b\n     b:  c    # achter b\n     # na b\n# slot\n",
           "# voor\na:   # bij a\n  # bij b\n  b: c        # achter b\n  # na b\n# slot\n");
    expect("a: \"x # y\" # z\n", "a: \"x # y\" # z\n");
    expect("# alleen\n", "# alleen\n");
    expect("", "");
}

static void texts_of_more_lines_move_along(void **state)
{
    (void)state;
    expect("a:\n    b: >\n        een\n\n\n          twee  \n    c: lang\n      verhaal\n",
           "a:\n  b: >\n      een\n\n\n        twee  \n  c: lang\n    verhaal\n");
    expect("a:\n    b: \"een\n      twee\"\n    c: [x,\n        y]\n",
           "a:\n  b: \"een\n    twee\"\n  c: [x,\n      y]\n");
}

static void what_cannot_be_read_is_left(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "a: [b\n",
        "a: &x b\nc: *x\n",
        "a: !t b\n",
        "a: b\n---\nc: d\n",
        "a: b\x1b\n",
        "a: b: c\n",
        "%YAML 1.1\n---\na: b\n",
        "\xFF\xFE a",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err err = ERR_INIT(LANG_EN);
        struct buf out = BUF_INIT;
        assert_int_equal(tidy(bad[i], strlen(bad[i]), &out, &err), -1);
        assert_int_equal(out.len, 0);
        assert_non_null(strstr(err.text, "line "));
    }
}

static void check_same(const char *path, const struct buf *text)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf once = BUF_INIT, twice = BUF_INIT;
    lay_out(text->data, &once);
    lay_out(once.data, &twice);
    assert_string_equal(once.data, twice.data);
    struct guide *before = guide_yaml_open(path, text->data, text->len, &err);
    struct guide *after = guide_yaml_open(path, once.data, once.len, &err);
    assert_string_equal(err.text, "");
    assert_true(guide_same(before, after));
    guide_free(before);
    guide_free(after);
    buf_release(&once);
    buf_release(&twice);
}

/* The same text as somebody with other habits would have it: wider steps, Windows' ends of lines,
 * blanks at the end. */
static void make_untidy(const struct buf *text, struct buf *out)
{
    for (const char *line = text->data; *line;) {
        size_t len = strcspn(line, "\n"), blanks = strspn(line, " ");
        buf_addf(out, "%*s", (int)(2 * blanks), "");
        buf_add(out, line + blanks, len - blanks);
        buf_adds(out, "  \r\n");
        line += len + (line[len] == '\n');
    }
}

static void shipped_guides_stay_the_same(void **state)
{
    (void)state;
    glob_t found;
    assert_int_equal(glob("guides/*/*.yaml", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct err err = ERR_INIT(LANG_EN);
        struct buf text = BUF_INIT, untidy = BUF_INIT, out = BUF_INIT;
        assert_int_equal(shelf_read_file(found.gl_pathv[i], &text, &err), 0);
        make_untidy(&text, &untidy);
        lay_out(untidy.data, &out);
        assert_string_equal(out.data, text.data);
        if (!shelf_is_regime(found.gl_pathv[i])) {
            check_same(found.gl_pathv[i], &text);
            check_same(found.gl_pathv[i], &untidy);
        }
        buf_release(&text);
        buf_release(&untidy);
        buf_release(&out);
    }
    globfree(&found);
}

static void a_file_is_put_in_the_place_of_another(void **state)
{
    (void)state;
    struct sandbox sandbox;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH], aside[SANDBOX_PATH], command[2 * SANDBOX_PATH];
    struct stat about;
    sandbox_make(&sandbox);
    sandbox_path(&sandbox, "g.yaml", path);
    sandbox_path(&sandbox, "g.yaml~", aside);
    static const char *const texts[] = {"een", "twee", "twee", "drie"};
    sandbox_write(path, "nul", 3);
    assert_int_equal(chmod(path, 0640), 0);
    for (size_t i = 0; i < 4; i++) {
        size_t len;
        assert_int_equal(file_replace(path, texts[i], strlen(texts[i]), &err), 0);
        char *now = sandbox_read(path, &len), *before = sandbox_read(aside, &len);
        assert_string_equal(now, texts[i]);
        assert_string_equal(before, i ? texts[i - 1] : "nul");
        free(now);
        free(before);
    }
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0640);
    snprintf(command, sizeof command, "ls '%s' | grep -q part", sandbox.folder);
    assert_int_not_equal(system(command), 0);
    assert_int_equal(file_replace(sandbox.folder, "x", 1, &err), -1);
    sandbox_path(&sandbox, "weg", path);
    assert_int_equal(file_replace(path, "x", 1, &err), -1);
    assert_int_equal(stat(path, &about), -1);
    sandbox_remove(&sandbox);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spaces_are_evened),
        cmocka_unit_test(indents_are_two_spaces_a_step),
        cmocka_unit_test(quotes_stay_where_they_are_needed),
        cmocka_unit_test(remarks_are_kept),
        cmocka_unit_test(texts_of_more_lines_move_along),
        cmocka_unit_test(what_cannot_be_read_is_left),
        cmocka_unit_test(shipped_guides_stay_the_same),
        cmocka_unit_test(a_file_is_put_in_the_place_of_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
