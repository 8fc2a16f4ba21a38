#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/guide.h"
#include "yaml/values.h"
#include "yaml/yaml_walk.h"

/* A small format of the test's own, with every kind of row. */
struct leaf {
    char *id, *text;
};

struct tree {
    char *name;
    int age;
    struct guide_lines lines, ids;
    struct guide_entries words;
    struct leaf *leaves;
    size_t n_leaves;
    int inner; /* in a mapping of its own */
};

static void take_id(struct walk *walk, const struct walk_row *row, void *slot,
                    const struct walk_text *text)
{
    (void)row;
    (void)text;
    struct guide_lines *ids = slot;
    ids->n++;
    ++*(int *)walk_user(walk);
}

static const struct walk_row leaf_rows[] = {
    {"text", NULL, WALK_TEXT, PROBLEM_MISSING, offsetof(struct leaf, text), .columns = 10},
};

static const struct walk_table leaf_table = {.name = "a leaf",
                                             WALK_ROWS(leaf_rows),
                                             .size = sizeof(struct leaf),
                                             .id = offsetof(struct leaf, id),
                                             .brief = "text"};

static const struct walk_row inner_rows[] = {
    {"age", NULL, WALK_VALUE, PROBLEM_NONE, offsetof(struct tree, inner), .value = value_number,
     .low = 0, .high = 9},
};

static const struct walk_table inner_table = {.name = "the inside", WALK_ROWS(inner_rows)};

static const struct walk_row tree_rows[] = {
    {"name", "naam", WALK_TEXT, PROBLEM_NONE, offsetof(struct tree, name), .columns = 0},
    {"age", NULL, WALK_VALUE, PROBLEM_NONE, offsetof(struct tree, age), .value = value_number,
     .low = 1, .high = 99},
    {"lines", NULL, WALK_LINES, PROBLEM_NONE, offsetof(struct tree, lines), .columns = 0},
    {"ids", NULL, WALK_IDS, PROBLEM_NONE, offsetof(struct tree, ids), .value = take_id},
    {"words", NULL, WALK_ENTRIES, PROBLEM_NONE, offsetof(struct tree, words), .columns = 0},
    {"leaves", NULL, WALK_ITEMS, PROBLEM_NONE, offsetof(struct tree, leaves),
     .count = offsetof(struct tree, n_leaves), .table = &leaf_table},
    {"inside", NULL, WALK_MAP, PROBLEM_NONE, 0, .table = &inner_table},
};

static const struct walk_table tree_table = {.name = "a tree", WALK_ROWS(tree_rows)};

struct reading {
    struct tree tree;
    struct complaints complaints;
    int ids; /* how often take_id was called, over all rounds */
};

static void tree_clear(struct tree *tree)
{
    free(tree->name);
    for (size_t i = 0; i < tree->lines.n; i++)
        free(tree->lines.line[i]);
    free(tree->lines.line);
    for (size_t i = 0; i < tree->words.n; i++) {
        free(tree->words.entry[i].id);
        free(tree->words.entry[i].text);
    }
    free(tree->words.entry);
    for (size_t i = 0; i < tree->n_leaves; i++) {
        free(tree->leaves[i].id);
        free(tree->leaves[i].text);
    }
    free(tree->leaves);
    *tree = (struct tree){0};
}

static void read_tree(struct reading *reading, const char *text, size_t len)
{
    *reading = (struct reading){0};
    complaints_init(&reading->complaints, LANG_EN, "tree.yaml");
    struct walk *walk = walk_open(text, len, &reading->complaints, &reading->ids);
    while (walk_again(walk)) {
        tree_clear(&reading->tree);
        walk_read(walk, &tree_table, &reading->tree);
    }
    walk_close(walk);
}

static void reading_release(struct reading *reading)
{
    tree_clear(&reading->tree);
    complaints_release(&reading->complaints);
}

static void assert_one(const char *text, size_t len, enum problem problem, int line, int column)
{
    struct reading reading;
    read_tree(&reading, text, len);
    assert_int_equal(reading.complaints.n, 1);
    assert_int_equal(reading.complaints.items[0].problem, problem);
    assert_int_equal(reading.complaints.items[0].mark.line, line);
    assert_int_equal(reading.complaints.items[0].mark.column, column);
    reading_release(&reading);
}

static void test_every_kind(void **state)
{
    (void)state;
    static const char text[] = "name: Boom\nage: 7\nlines:\n  - een\n  - \"twee\"\nids: [a, b, c]\n"
                               "words: { x: ex, y: ypsilon }\n"
                               "leaves:\n  kort: blad\n  lang: { text: nog een }\n"
                               "inside: { age: 3 }\n";
    struct reading reading;
    read_tree(&reading, text, strlen(text));
    assert_int_equal(reading.complaints.n, 0);
    assert_string_equal(reading.tree.name, "Boom");
    assert_int_equal(reading.tree.age, 7);
    assert_int_equal(reading.tree.lines.n, 2);
    assert_string_equal(reading.tree.lines.line[1], "twee");
    assert_int_equal(reading.tree.ids.n, 3);
    assert_int_equal(reading.tree.words.n, 2);
    assert_string_equal(reading.tree.words.entry[1].text, "ypsilon");
    assert_int_equal(reading.tree.n_leaves, 2);
    assert_string_equal(reading.tree.leaves[0].id, "kort");
    assert_string_equal(reading.tree.leaves[0].text, "blad");
    assert_string_equal(reading.tree.leaves[1].text, "nog een");
    assert_int_equal(reading.tree.inner, 3);
    reading_release(&reading);
}

/* What other readers of YAML make something else of stays the text that was typed. */
static void test_all_is_text(void **state)
{
    (void)state;
    static const char text[] = "words: { a: no, b: on, c: 1.10, d: 010, e: 12:30, f: null, g: ~, "
                               "h: 2026-01-02, i: 0x1f }\n";
    static const char *const wanted[] = {"no",   "on", "1.10",       "010", "12:30",
                                         "null", "~",  "2026-01-02", "0x1f"};
    struct reading reading;
    read_tree(&reading, text, strlen(text));
    assert_int_equal(reading.complaints.n, 0);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_string_equal(reading.tree.words.entry[i].text, wanted[i]);
    reading_release(&reading);
}

static void assert_name(const char *text, const char *name)
{
    struct reading reading;
    read_tree(&reading, text, strlen(text));
    assert_int_equal(reading.complaints.n, 0);
    assert_string_equal(reading.tree.name, name);
    reading_release(&reading);
}

static void test_texts_become_one_line(void **state)
{
    (void)state;
    assert_name("name:   Boom  \n", "Boom");
    assert_name("name: >\n  Een\n  boom\n\n", "Een boom");
    assert_name("name: |\n  Een\n  boom\n", "Een boom");
    assert_name("name: Een\n  boom\n", "Een boom");
    assert_name("name: \"Een\\tboom\\n\"\n", "Een boom");
    assert_name("name: 'It''s'\n", "It's");
    assert_name("name: Zoë Łukasz \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xA7 日本\n",
                "Zoë Łukasz \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xA7 日本");
    assert_name("%YAML 1.1\n---\nname: Boom\n...\n", "Boom");
    assert_name("name: C#\n", "C#");
    assert_name("name: Boom # een opmerking\n", "Boom");
    assert_name("name: Boom #\n", "Boom");
    assert_name("\n\n# eerst dit\n\t\n  \nname: Boom\n", "Boom");
}

static void test_columns_count_characters(void **state)
{
    (void)state;
    static const char wide[] = "words: { é日: x, zz: y, Z: z }\n"; /* Z stands in column 25 */
    struct reading reading;
    read_tree(&reading, wide, strlen(wide));
    assert_int_equal(reading.complaints.n, 2);
    assert_int_equal(reading.complaints.items[0].mark.column, 10);
    assert_int_equal(reading.complaints.items[1].mark.column, 24);
    assert_int_equal(reading.complaints.items[1].pointer, 24); /* one more: 日 is two wide */
    reading_release(&reading);
    static const char tab[] = "words: {\tA: x }\n";
    assert_one(tab, strlen(tab), PROBLEM_BAD_ID, 1, 10);
    static const char crlf[] = "name: x\r\nfoo: y\r\n";
    assert_one(crlf, strlen(crlf), PROBLEM_UNKNOWN_KEY, 2, 1);
}

/* ---- limits ---- */

/* A text of `before`, n times `part`, `after`. */
static struct buf repeated(const char *before, const char *part, size_t n, const char *after)
{
    struct buf text = BUF_INIT;
    buf_adds(&text, before);
    for (size_t i = 0; i < n; i++)
        buf_adds(&text, part);
    buf_adds(&text, after);
    return text;
}

static void assert_repeated(const char *before, const char *part, size_t n, const char *after,
                            enum problem problem)
{
    struct buf text = repeated(before, part, n, after);
    struct reading reading;
    read_tree(&reading, text.data, text.len);
    assert_true(reading.complaints.n >= 1);
    bool found = false;
    for (size_t i = 0; i < reading.complaints.n; i++)
        found |= reading.complaints.items[i].problem == problem;
    assert_true(found);
    assert_true(reading.complaints.errors > 0);
    reading_release(&reading);
    buf_release(&text);
}

static void test_limits(void **state)
{
    (void)state;
    assert_repeated("name: ", "x", WALK_FILE_MAX, "\n", PROBLEM_TOO_LARGE);
    assert_repeated("name: ", "x", WALK_TEXT_MAX + 1, "\n", PROBLEM_LONG_TEXT);
    assert_repeated("", "x", WALK_KEY_MAX + 1, ": y\n", PROBLEM_LONG_KEY);
    assert_repeated("", "x", 2000, ": y\n", PROBLEM_LONG_KEY); /* the parser's own limit is 1024 */
    assert_repeated("name: a\n", "x", 2000, ": y\n", PROBLEM_LONG_KEY);
    assert_repeated("name: ", "[", WALK_DEPTH_MAX + 1, "", PROBLEM_DEEP);
    assert_repeated("lines:\n", "  - x\n", WALK_EVENTS_MAX, "", PROBLEM_MUCH);
    struct buf keys = BUF_INIT;
    buf_adds(&keys, "words:\n");
    for (int i = 0; i <= WALK_KEYS_MAX; i++)
        buf_addf(&keys, "  k%d: x\n", i);
    assert_one(keys.data, keys.len, PROBLEM_MANY_KEYS, WALK_KEYS_MAX + 2, 3);
    buf_release(&keys);
}

static void test_at_the_limits(void **state)
{
    (void)state;
    struct reading reading;
    struct buf text = repeated("name: ", "x", WALK_TEXT_MAX, "\n");
    read_tree(&reading, text.data, text.len);
    assert_int_equal(reading.complaints.n, 0);
    assert_int_equal(strlen(reading.tree.name), WALK_TEXT_MAX);
    reading_release(&reading);
    buf_release(&text);
    text = repeated("lines:\n", "  - x\n", 40000, "");
    read_tree(&reading, text.data, text.len);
    assert_int_equal(reading.complaints.n, 0);
    assert_int_equal(reading.tree.lines.n, 40000);
    reading_release(&reading);
    buf_release(&text);
}

/* What costs a careless reader minutes or all memory: each of these must be refused at once. */
static void test_bombs(void **state)
{
    (void)state;
    static const struct {
        const char *before, *part, *after;
    } bombs[] = {
        {"name: ", "[", ""},
        {"name: ", "{a: ", ""},
        {"", "- ", ""},
        {"", "? ", ""},
        {"", "%TAG ! x\n", ""},
        {"", "&a ", ""},
        {"name: \"", "\\u202e", "\""},
        {"name: '", "x\n", ""},
        {"name: x", " #a", "\n"},
        {"", "\r", ""},
        {"", "\x1b", ""},
        {"", "\xff", ""},
        {"", "\xe2\x80\xae", ""},
        {"", "\xc2\xa0 x\n", ""},
        {"", "a: b: c\n", ""},
        {"lines:\n", " - x\n  - y\n", ""},
        {"", "---\n", ""},
        {"", "x: \"\n", ""},
        {"words: {", "é: x, ", "}"},
        {"", "\t\n", "\tx"},
    };
    for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++) {
        struct buf text = BUF_INIT;
        size_t part = strlen(bombs[i].part);
        buf_adds(&text, bombs[i].before);
        while (text.len + part < WALK_FILE_MAX - 100)
            buf_add(&text, bombs[i].part, part);
        buf_adds(&text, bombs[i].after);
        struct reading reading;
        read_tree(&reading, text.data, text.len);
        assert_true(reading.complaints.errors + reading.complaints.warnings > 0);
        assert_true(reading.complaints.n <= COMPLAINTS_KEPT);
        reading_release(&reading);
        buf_release(&text);
    }
}

/* An alias bomb is nine lines; nothing is ever expanded. */
static void test_aliases(void **state)
{
    (void)state;
    static const char text[] = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\nd: &d [*d]\n";
    struct reading reading;
    read_tree(&reading, text, strlen(text));
    assert_int_equal(reading.complaints.n, 4); /* one a line */
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(reading.complaints.items[i].problem, PROBLEM_REFERENCE);
    reading_release(&reading);
}

static void test_nul_and_encodings(void **state)
{
    (void)state;
    assert_one("name: x\0y\n", 10, PROBLEM_NOT_TEXT, 0, 0);
    assert_one("\xFE\xFF\0n", 4, PROBLEM_NOT_TEXT, 0, 0);
    assert_one("name: \xE9", 7, PROBLEM_BAD_BYTE, 1, 7);
    assert_one("name: a\xC2\x85z\n", 10, PROBLEM_CONTROL, 1, 8);
    assert_one("name: a\xE2\x80\xA8z\n", 11, PROBLEM_CONTROL, 1, 8);
    assert_one("name: a\xEF\xBB\xBFz\n", 11, PROBLEM_CONTROL, 1, 8);
    assert_one("name: \"\\0\"\n", 11, PROBLEM_CONTROL, 1, 7);
    assert_one("\xEF\xBB\xBFname: x\nfoo: y\n", 18, PROBLEM_UNKNOWN_KEY, 2, 1);
}

/* ---- all faults in one run ---- */

static void test_faults_do_not_hide_each_other(void **state)
{
    (void)state;
    static const char text[] = "name: a: b\n"
                               "lines:\n"
                               "  - 'x' y\n"
                               "  - @z\n"
                               "age: veel\n"
                               "foo: x\n";
    static const enum problem wanted[] = {PROBLEM_SECOND_COLON, PROBLEM_AFTER_QUOTE, PROBLEM_SIGN,
                                          PROBLEM_NUMBER, PROBLEM_UNKNOWN_KEY};
    struct reading reading;
    read_tree(&reading, text, strlen(text));
    assert_int_equal(reading.complaints.n, 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(reading.complaints.items[i].problem, wanted[i]);
    reading_release(&reading);
}

static void test_guess(void **state)
{
    (void)state;
    static const char *const names[] = {"title", "aim", "questions"};
    assert_int_equal(walk_guess("titel", names, 3), 0);
    assert_int_equal(walk_guess("quesitons", names, 3), 2);
    assert_int_equal(walk_guess("aims", names, 3), 1);
    assert_int_equal(walk_guess("x", names, 3), 3);
    assert_int_equal(walk_guess("something", names, 3), 3);
    assert_int_equal(walk_guess("", names, 3), 3);
}

static void assert_id(const char *text, const char *id)
{
    struct buf made = BUF_INIT;
    walk_add_id(&made, text);
    assert_string_equal(made.data, id);
    assert_true(walk_is_id(made.data));
    buf_release(&made);
}

static void test_ids(void **state)
{
    (void)state;
    assert_true(walk_is_id("a-b_9"));
    assert_false(walk_is_id(""));
    assert_false(walk_is_id("A"));
    assert_false(walk_is_id("é"));
    assert_false(walk_is_id(".a"));
    assert_id("Zoë's gids", "zoe_s_gids");
    assert_id("  --  ", "--");
    assert_id("日本", "id");
    assert_id("", "id");
    assert_id("Eén TWEE", "een_twee");
    assert_id("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
              "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind),
        cmocka_unit_test(test_all_is_text),
        cmocka_unit_test(test_texts_become_one_line),
        cmocka_unit_test(test_columns_count_characters),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_at_the_limits),
        cmocka_unit_test(test_bombs),
        cmocka_unit_test(test_aliases),
        cmocka_unit_test(test_nul_and_encodings),
        cmocka_unit_test(test_faults_do_not_hide_each_other),
        cmocka_unit_test(test_guess),
        cmocka_unit_test(test_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
