/*
 * The rules of the house hold here, and the script that says so (tests/house.sh) finds each way to
 * break them.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "run.h"

/* What the script says of folder; *status gets how it ends. */
static void house(const char *folder, struct buf *said, int *status)
{
    char command[128];
    snprintf(command, sizeof command, "sh tests/house.sh %s 2>&1", folder);
    FILE *pipe = popen(command, "r"); // NOLINT(cert-env33-c): a test of a shell script
    assert_non_null(pipe);
    char line[512];
    while (fgets(line, sizeof line, pipe))
        buf_adds(said, line);
    int ended = pclose(pipe);
    assert_true(WIFEXITED(ended));
    *status = WEXITSTATUS(ended);
}

struct file {
    const char *path;
    const char *text;
};

#define GOOD_HEADER                                                                                \
    "/*\n * thing: what the rest of it is about.\n */\n#ifndef BASE_THING_H\n"                     \
    "#define BASE_THING_H\n\nint thing_twice(int n);\n\n#endif\n"

/* A small house in which all is well, with what the reading of C could stumble over. */
static const struct file good[] = {
    {"Makefile", ""},
    {"README.md", ""},
    {"LICENSE", ""},
    {"include/base/thing.h", GOOD_HEADER},
    {"src/base/thing.c", "#include \"base/thing.h\"\n"
                         "\n"
                         "#include <stdio.h>\n"
                         "\n"
                         "/* static int count; { */\n"
                         "static const char brace[] = \"{\";\n"
                         "static const char *const words[] = {\"a\", \"b\"};\n"
                         "static int (*const doers[])(int n) = {thing_twice};\n"
                         "static const struct {\n"
                         "    const char *word;\n"
                         "    int n;\n"
                         "} rows[] = {{\"c\", 1}};\n"
                         "\n"
                         "struct pair {\n"
                         "    int a, b;\n"
                         "};\n"
                         "\n"
                         "enum { PAIRS = 2 };\n"
                         "\n"
                         "int thing_twice(int n)\n"
                         "{\n"
                         "    static const int two[] = {2};\n"
                         "    if (n == '{')\n"
                         "        show(brace), show(words[0]), show(rows[0].word), doers[0](1);\n"
                         "    return n * two[0];\n"
                         "}\n"},
    {"src/store/db.c", "#include <sqlite3.h>\n"},
    {"src/yaml/walk.c", "#include <yaml.h>\n"},
    {"src/ui/term.c", "#include <curses.h>\n\n#include \"base/thing.h\"\n"},
    {"src/screens/home.c", "#include \"report/text.h\"\n#include \"store/db.h\"\n"},
    {"src/cli/cli.c", "#include \"app/app.h\"\n#include \"plain/flow.h\"\n"},
    {"src/main.c", "#include \"cli/cli.h\"\n"},
    {"tests/test_thing.c", "#include <sqlite3.h>\n\nstatic int calls;\n"},
};

enum { GOOD = sizeof good / sizeof *good };

static void make_folders(const char *path)
{
    char part[160];
    for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        snprintf(part, sizeof part, "%.*s", (int)(slash - path), path);
        mkdir(part, 0700);
    }
}

static void put(const char *folder, const struct file *file)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", folder, file->path);
    make_folders(path);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(file->text, out);
    assert_int_equal(fclose(out), 0);
}

static void drop(const char *folder, const char *name)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(remove(path), 0);
}

static void build_house(char folder[64])
{
    run_make_folder(folder);
    for (size_t i = 0; i < GOOD; i++)
        put(folder, &good[i]);
    put(folder, &(struct file){"guides/en/guide.yaml", ""});
    put(folder, &(struct file){".gitignore", ""});
    put(folder, &(struct file){"build/test_thing", ""});
}

static void expect(const char *folder, const char *sentences)
{
    struct buf said = BUF_INIT;
    int status = 0;
    house(folder, &said, &status);
    if (strcmp(said.data, sentences) != 0)
        fprintf(stderr, "expected:\n%ssaid:\n%s", sentences, said.data);
    assert_string_equal(said.data, sentences);
    assert_int_equal(status, *sentences ? 1 : 0);
    buf_release(&said);
}

static void this_house_is_in_order(void **state)
{
    (void)state;
    expect(".", "");
}

static void a_good_house_is_found_good(void **state)
{
    char folder[64];
    (void)state;
    build_house(folder);
    expect(folder, "");
    run_drop_folder(folder);
}

static void no_house_is_wrong_use(void **state)
{
    char folder[64];
    struct buf said = BUF_INIT;
    int status = 0;
    (void)state;
    run_make_folder(folder);
    house(folder, &said, &status);
    assert_int_equal(status, 2);
    buf_release(&said);
    run_drop_folder(folder);
}

#define COLUMNS_50 "12345678901234567890123456789012345678901234567890"
#define MARKS_20   "éééééééééééééééééééé"

struct breach {
    struct file file; /* put into the good house */
    const char *said;
};

static void check_breaches(const struct breach *breaches, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char folder[64];
        build_house(folder);
        put(folder, &breaches[i].file);
        expect(folder, breaches[i].said);
        run_drop_folder(folder);
    }
}

static void rooms_know_only_what_is_below(void **state)
{
    static const struct breach breaches[] = {
        {{"src/base/a.c", "#include \"domain/x.h\"\n"},
         "src/base/a.c:1: the room base may not know \"domain/x.h\"\n"},
        {{"src/domain/a.c", "#include \"store/x.h\"\n"},
         "src/domain/a.c:1: the room domain may not know \"store/x.h\"\n"},
        {{"src/yaml/a.c", "#include \"store/x.h\"\n"},
         "src/yaml/a.c:1: the room yaml may not know \"store/x.h\"\n"},
        {{"src/report/a.c", "#include \"store/x.h\"\n"},
         "src/report/a.c:1: the room report may not know \"store/x.h\"\n"},
        {{"src/ui/a.c", "#include \"base/x.h\"\n#include \"domain/x.h\"\n"},
         "src/ui/a.c:2: the room ui may not know \"domain/x.h\"\n"},
        {{"src/screens/a.c", "#include \"yaml/x.h\"\n"},
         "src/screens/a.c:1: the room screens may not know \"yaml/x.h\"\n"},
        {{"src/screens/a.c", "#include \"app/x.h\"\n"},
         "src/screens/a.c:1: the room screens may not know \"app/x.h\"\n"},
        {{"src/plain/a.c", "#include \"ui/x.h\"\n"},
         "src/plain/a.c:1: the room plain may not know \"ui/x.h\"\n"},
        {{"src/cli/a.c", "#  include \"screens/x.h\"\n"},
         "src/cli/a.c:1: the room cli may not know \"screens/x.h\"\n"},
        {{"src/app/a.c", "#include \"attic/x.h\"\n"}, "src/app/a.c:1: there is no room attic\n"},
    };
    (void)state;
    check_breaches(breaches, sizeof breaches / sizeof *breaches);
}

static void libraries_stay_behind_their_door(void **state)
{
    static const struct breach breaches[] = {
        {{"src/ui/a.c", "#include <curses.h>\n"},
         "src/ui/a.c:1: <curses.h> belongs behind src/ui/term.c\n"},
        {{"src/ui/a.c", "#include <ncursesw/curses.h>\n"},
         "src/ui/a.c:1: <ncursesw/curses.h> belongs behind src/ui/term.c\n"},
        {{"src/cli/a.c", "#include <sqlite3.h>\n"},
         "src/cli/a.c:1: <sqlite3.h> belongs behind src/store/\n"},
        {{"src/domain/a.c", "#include <yaml.h>\n"},
         "src/domain/a.c:1: <yaml.h> belongs behind src/yaml/\n"},
    };
    (void)state;
    check_breaches(breaches, sizeof breaches / sizeof *breaches);
}

static void headers_teach_and_have_a_twin(void **state)
{
    static const struct breach breaches[] = {
        {{"include/base/thing.h", "#ifndef BASE_THING_H\n#define BASE_THING_H\n#endif\n"},
         "include/base/thing.h:1: does not begin with a comment that teaches\n"
         "include/base/thing.h:2: the comment does not begin with \"thing: \" and what that is\n"},
        {{"include/base/thing.h", "/*\n * thing: it.\n */\n#ifndef BASE_THING_H\n"},
         "include/base/thing.h:2: the comment does not begin with \"thing: \" and what that is\n"},
        {{"include/base/thing.h", "/*\n * thing: what it is about.\n */\n#ifndef THING_H\n"},
         "include/base/thing.h:4: the guard is not BASE_THING_H\n"},
        {{"include/base/lone.h", "/*\n * lone: a header without source.\n */\n"},
         "include/base/lone.h: has no source of its name\n"},
        {{"include/base/thing.h", "/*\n * thing: what it is about.\n */\n#include \"ui/x.h\"\n"},
         "include/base/thing.h:4: the room base may not know \"ui/x.h\"\n"},
        {{"src/base/thing.c", "#include <stdio.h>\n#include \"base/thing.h\"\n"},
         "src/base/thing.c:1: its own header \"base/thing.h\" comes first\n"},
        {{"src/first", "base/thing\nbase/lone\n"}, "src/first: there is no src/base/lone.c\n"},
    };
    (void)state;
    check_breaches(breaches, sizeof breaches / sizeof *breaches);
}

static void nothing_can_change_between_calls(void **state)
{
    static const struct breach breaches[] = {
        {{"src/base/a.c", "static int count;\n"},
         "src/base/a.c:1: state that can change: static int count\n"},
        {{"src/base/a.c", "int count = 0;\n"},
         "src/base/a.c:1: state that can change: int count\n"},
        {{"src/base/a.c", "static const char *word;\n"},
         "src/base/a.c:1: state that can change: static const char *word\n"},
        {{"src/base/a.c", "static const char *words[] = {\"a\"};\n"},
         "src/base/a.c:1: state that can change: static const char *words[]\n"},
        {{"src/base/a.c", "static void (*doers[])(int n) = {0};\n"},
         "src/base/a.c:1: state that can change: static void (*doers[])(int n)\n"},
        {{"src/base/a.c", "static struct {\n    int n;\n} rows[2];\n"},
         "src/base/a.c:3: state that can change: static struct rows[2]\n"},
        {{"src/base/mem.c", "static void *aside;\n"}, ""},
        {{"src/base/mem.c", "static void *beside;\n"},
         "src/base/mem.c:1: state that can change: static void *beside\n"},
        {{"src/base/a.c", "static void *aside;\n"},
         "src/base/a.c:1: state that can change: static void *aside\n"},
        {{"src/base/a.c", "int a(void)\n{\n    static int n;\n    return n++;\n}\n"},
         "src/base/a.c:3: state that can change: static int n\n"},
        {{"src/base/a.c", "int a(void)\n{\n    _Thread_local static char *n = 0;\n}\n"},
         "src/base/a.c:3: state that can change: _Thread_local static char *n\n"},
    };
    (void)state;
    check_breaches(breaches, sizeof breaches / sizeof *breaches);
}

static void the_page_is_narrow_and_clean(void **state)
{
    static const struct breach breaches[] = {
        {{"src/base/a.c", "// " COLUMNS_50 COLUMNS_50 "\n"},
         "src/base/a.c:1: more than 100 columns\n"},
        {{"tests/a.c", "// " COLUMNS_50 COLUMNS_50 "\n"}, "tests/a.c:1: more than 100 columns\n"},
        {{"src/base/a.c", "// " COLUMNS_50 MARKS_20 MARKS_20 "\n"}, ""},
        {{"src/base/a.c", "// a \n"}, "src/base/a.c:1: blanks at the end\n"},
        {{"src/base/a.c", "\tint a(void);\n"}, "src/base/a.c:1: a tab\n"},
        {{"src/base/a.c", "int a(void) {\n    return 1;\n}\n"},
         "src/base/a.c:1: the brace of a function stands on a line of its own\n"},
    };
    (void)state;
    check_breaches(breaches, sizeof breaches / sizeof *breaches);
}

/* Where bytes leave the program text is made visible, so they leave it in few places. */
static void nothing_is_written_past_the_outlets(void **state)
{
#define PAST "writes past the outlets (tests/house.awk), where text is made visible\n"
    static const struct breach breaches[] = {
        {{"src/cli/a.c", "int a(void)\n{\n    return puts(0);\n}\n"}, "src/cli/a.c:3: " PAST},
        {{"src/cli/a.c", "int a(void)\n{\n    printf(0);\n    fprintf(out, 0);\n}\n"},
         "src/cli/a.c:3: " PAST "src/cli/a.c:4: " PAST},
        {{"src/report/a.c", "int a(void)\n{\n    fwrite (a, 1, 2, out);\n}\n"},
         "src/report/a.c:3: " PAST},
        {{"src/store/a.c", "int a(void)\n{\n    x = !write(1, a, 2);\n}\n"},
         "src/store/a.c:3: " PAST},
        {{"src/main.c", "int a(void)\n{\n    perror(0);\n}\n"}, "src/main.c:3: " PAST},
        {{"include/base/thing.h", GOOD_HEADER "static inline int a(void)\n{\n    puts(0);\n}\n"},
         "include/base/thing.h:12: " PAST},
        {{"src/cli/a.c",
          "/* puts(0); */\nint a(void)\n{\n    snprintf(a, 1, \"puts(0)\");\n    it->write(1);\n"
          "    buf_vprintf(1);\n    outputs(1);\n}\n"},
         ""},
        {{"src/plain/lines.c", "int a(void)\n{\n    fwrite(a, 1, 2, out);\n}\n"}, ""},
        {{"tests/test_thing.c", "int a(void)\n{\n    puts(0);\n}\n"}, ""},
    };
    (void)state;
    check_breaches(breaches, sizeof breaches / sizeof *breaches);
}

static void check_long(const char *folder, int lines, const char *said)
{
    struct buf text = BUF_INIT;
    buf_adds(&text, "int a(int n)\n{\n");
    for (int i = 2; i < lines; i++)
        buf_adds(&text, "    n++;\n");
    buf_adds(&text, "}\n");
    put(folder, &(struct file){"src/base/a.c", text.data});
    expect(folder, said);
    buf_release(&text);
}

static void functions_are_short(void **state)
{
    char folder[64];
    (void)state;
    build_house(folder);
    check_long(folder, 60, "");
    check_long(folder, 61, "src/base/a.c:2: a function of 61 lines; 60 is the most\n");
    run_drop_folder(folder);
}

static void the_top_holds_the_agreed_names(void **state)
{
    char folder[64];
    (void)state;
    build_house(folder);
    put(folder, &(struct file){"notes.txt", ""});
    drop(folder, "LICENSE");
    expect(folder, "notes.txt: does not belong at the top\nLICENSE: is missing at the top\n");
    run_drop_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(this_house_is_in_order),
        cmocka_unit_test(a_good_house_is_found_good),
        cmocka_unit_test(no_house_is_wrong_use),
        cmocka_unit_test(rooms_know_only_what_is_below),
        cmocka_unit_test(libraries_stay_behind_their_door),
        cmocka_unit_test(headers_teach_and_have_a_twin),
        cmocka_unit_test(nothing_can_change_between_calls),
        cmocka_unit_test(the_page_is_narrow_and_clean),
        cmocka_unit_test(nothing_is_written_past_the_outlets),
        cmocka_unit_test(functions_are_short),
        cmocka_unit_test(the_top_holds_the_agreed_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
