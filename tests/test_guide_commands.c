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

#include "base/buf.h"

/* A folder of the test's own, in which every command runs. */
struct desk {
    char folder[64];
    struct buf out;
};

static int set_up(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    if (!desk)
        return -1;
    buf_init(&desk->out);
    strcpy(desk->folder, "/tmp/gesprek-guide-XXXXXX");
    *state = desk;
    return mkdtemp(desk->folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", desk->folder);
    int result = system(command);
    buf_release(&desk->out);
    free(desk);
    return result;
}

/* Runs `gesprek guide ARGUMENTS` in the folder; desk->out is what it wrote, errors too. Returns its
 * exit status. */
static int run(struct desk *desk, const char *arguments)
{
    char command[1024], block[4096];
    snprintf(command, sizeof command,
             "cd '%s' && HOME=. XDG_CONFIG_HOME= '%s' guide %s 2>&1 </dev/null", desk->folder,
             getenv("GESPREK_PROGRAM"), arguments);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    buf_clear(&desk->out);
    for (size_t got; (got = fread(block, 1, sizeof block, pipe)) > 0;)
        buf_add(&desk->out, block, got);
    int status = pclose(pipe);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void assert_says(const struct desk *desk, const char *words)
{
    if (!strstr(desk->out.data, words))
        fail_msg("\"%s\" is not in: %s", words, desk->out.data);
}

static void put(struct desk *desk, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", desk->folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void test_new_passes_check(void **state)
{
    struct desk *desk = *state;
    assert_int_equal(run(desk, "new mijn.yaml --lang nl"), 0);
    assert_int_equal(run(desk, "check --strict mijn.yaml"), 0);
    assert_int_equal(run(desk, "new my.yaml --lang en"), 0);
    assert_int_equal(run(desk, "check --strict my.yaml --lang en"), 0);
    assert_string_equal(desk->out.data, "1 file checked, nothing to mend.\n");
}

static void test_new_keeps_what_is_there(void **state)
{
    struct desk *desk = *state;
    put(desk, "mine.yaml", "precious");
    assert_int_equal(run(desk, "new mine.yaml --lang en"), 1);
    assert_says(desk, "There is a file by that name already");
    assert_int_equal(run(desk, "new nowhere/x.yaml --lang en"), 1);
    assert_says(desk, "That folder does not exist");
    assert_int_equal(run(desk, "new"), 2);
    char path[128], text[16] = "";
    snprintf(path, sizeof path, "%s/mine.yaml", desk->folder);
    FILE *file = fopen(path, "r");
    assert_non_null(fgets(text, sizeof text, file));
    fclose(file);
    assert_string_equal(text, "precious");
}

static void test_new_takes_id_from_name(void **state)
{
    struct desk *desk = *state;
    assert_int_equal(run(desk, "new \"Zoë's gids.yaml\" --lang nl"), 0);
    assert_int_equal(run(desk, "show \"Zoë's gids.yaml\" --lang nl"), 0);
    assert_says(desk, "zoe_s_gids, versie 1");
}

static const char warned[] = "guide: 1\nid: a\nversion: 1\nlanguage: nl\ntitle: T\n"
                             "points: { een: { title: T, aim: D } }\n";

static void test_check_exit(void **state)
{
    struct desk *desk = *state;
    put(desk, "warned.yaml", warned);
    put(desk, "broken.yaml", "guide: 1\nfoo: 1\n");
    assert_int_equal(run(desk, "check warned.yaml --lang en"), 0);
    assert_says(desk, "warned.yaml:1:1: warning: \"regime\" is missing");
    assert_says(desk, "\n0 errors, 1 warning.\n");
    assert_int_equal(run(desk, "check --strict warned.yaml"), 1);
    assert_int_equal(run(desk, "check warned.yaml broken.yaml --lang nl"), 1);
    assert_says(desk, "broken.yaml:2:1: fout: \"foo\" ken ik niet in een gids [G010]");
    assert_int_equal(run(desk, "check"), 2);
    assert_int_equal(run(desk, "check --format xml warned.yaml"), 2);
    assert_int_equal(run(desk, "check nothing.yaml --lang en"), 1);
    assert_says(desk, "nothing.yaml is not there");
}

static void test_check_json(void **state)
{
    struct desk *desk = *state;
    put(desk, "warned.yaml", warned);
    assert_int_equal(run(desk, "check --format json warned.yaml --lang en"), 0);
    assert_string_equal(
        desk->out.data,
        "[\n{\"file\":\"warned.yaml\",\"line\":1,\"column\":1,\"severity\":"
        "\"warning\",\"code\":\"G003\",\"message\":\"\\\"regime\\\" is missing; I "
        "take nl, because the language is nl\",\"mend\":\"Add:  regime: nl\"}\n]\n");
    assert_int_equal(run(desk, "new good.yaml"), 0);
    assert_int_equal(run(desk, "check --format json good.yaml"), 0);
    assert_string_equal(desk->out.data, "[]\n");
}

static void test_check_folder_and_compare(void **state)
{
    struct desk *desk = *state;
    static const char nl[] =
        "guide: 1\nid: a\nversion: 2\nlanguage: nl\nregime: nl\ntitle: T\n"
        "invitation: Over je werk.\n"
        "preparation: { plek: Een plek }\n"
        "points:\n"
        "  een: { title: T, aim: D, capture: { wel: { ask: Wel, kind: list, share: employee } } }\n"
        "  twee: { title: T, aim: D, capture: { x: { ask: X } } }\n"
        "pitfalls: {}\n";
    static const char en[] =
        "guide: 1\nid: a\nversion: 1\nlanguage: en\nregime: nl\ntitle: T\n"
        "preparation: { place: A place }\n"
        "points:\n"
        "  een: { title: T, aim: D, capture: { wel: { ask: Can, kind: list } } }\n";
    put(desk, "a-nl.yaml", nl);
    put(desk, "a-en.yaml", en);
    assert_int_equal(run(desk, "check . --lang en"), 1);
    assert_says(desk, "./a-en.yaml: warning: in ./a-nl.yaml but not here: preparation.plek, "
                      "points.twee [G080]");
    assert_says(desk, "./a-en.yaml: warning: in ./a-nl.yaml but not here: invitation [G080]");
    assert_says(desk,
                "./a-nl.yaml: warning: in ./a-en.yaml but not here: preparation.place [G080]");
    assert_says(desk, "./a-nl.yaml: warning: version \"2\" here, \"1\" in ./a-en.yaml [G081]");
    assert_says(desk, "./a-en.yaml: error: \"points.een.wel\" is private here, and employee in "
                      "./a-nl.yaml [G084]");
    put(desk, "b-nl.yaml", nl);
    assert_int_equal(run(desk, "check a-nl.yaml b-nl.yaml --lang en"), 0);
    assert_says(desk, "b-nl.yaml: warning: guide \"a\" in the same language is also in a-nl.yaml");
}

static void test_check_review_by(void **state)
{
    struct desk *desk = *state;
    put(desk, "old.yaml",
        "guide: 1\nid: a\nversion: 1\nlanguage: nl\nregime: nl\ntitle: T\nreview_by: 2026-01-31\n"
        "points: { een: { title: T, aim: D } }\n");
    setenv("GESPREK_NOW", "2026-01-31T12:00", 1);
    assert_int_equal(run(desk, "check --strict old.yaml"), 0);
    setenv("GESPREK_NOW", "2026-02-01T12:00", 1);
    assert_int_equal(run(desk, "check --strict old.yaml --lang en"), 1);
    assert_says(desk, "was to be looked at again before 2026-01-31 [G014]");
    unsetenv("GESPREK_NOW");
}

/* A guide may try to write to the terminal of who looks at it: nothing of it comes out. */
static void test_nothing_acts_on_the_terminal(void **state)
{
    struct desk *desk = *state;
    put(desk, "evil\x1b[31m.yaml", "guide: 1\nid: \x1b]0;x\x07\ntitle: \"\\e[2J\"\nfoo\x9b: 1\n");
    assert_int_equal(run(desk, "check ."), 1);
    for (size_t i = 0; i < desk->out.len; i++)
        assert_true((unsigned char)desk->out.data[i] >= 0x20 || desk->out.data[i] == '\n');
    assert_int_equal(run(desk, "check . --format json"), 1);
    for (size_t i = 0; i < desk->out.len; i++)
        assert_true((unsigned char)desk->out.data[i] >= 0x20 || desk->out.data[i] == '\n');
    assert_int_equal(run(desk, "list --guides ."), 0);
    assert_null(strchr(desk->out.data, 0x1b));
}

static void test_fmt(void **state)
{
    struct desk *desk = *state;
    put(desk, "mine.yaml", "a:\n\tb:   'c' # d\n");
    assert_int_equal(run(desk, "fmt mine.yaml --lang en"), 0);
    assert_string_equal(desk->out.data, "a:\n  b: c     # d\n");
    assert_int_equal(run(desk, "fmt --write mine.yaml --lang en"), 0);
    assert_string_equal(desk->out.data, "mine.yaml is laid out; how it was is in mine.yaml~.\n");
    assert_int_equal(run(desk, "fmt mine.yaml~ --lang en"), 0);
    assert_int_equal(run(desk, "fmt --write mine.yaml --lang en"), 0);
    assert_string_equal(desk->out.data, "mine.yaml was laid out well already.\n");
    put(desk, "broken.yaml", "a: b\nc: [d\n");
    assert_int_equal(run(desk, "fmt --write broken.yaml --lang en"), 1);
    assert_says(desk, "gesprek: broken.yaml: line 3 cannot be read, so nothing was laid out.");
    put(desk, "evil.yaml", "a: \"\x1b]0;x\x07\"\n");
    assert_int_equal(run(desk, "fmt evil.yaml --lang en"), 1);
    assert_null(strchr(desk->out.data, 0x1b));
    assert_int_equal(run(desk, "fmt nothing.yaml --lang en"), 1);
    assert_int_equal(run(desk, "fmt"), 2);
}

/* Behind a link it is the file that the link is to, and beside that one lies what was there. */
static void test_fmt_behind_a_link(void **state)
{
    struct desk *desk = *state;
    char link[256];
    put(desk, "target.yaml", "a:   1\n");
    snprintf(link, sizeof link, "%s/link.yaml", desk->folder);
    assert_int_equal(symlink("target.yaml", link), 0);
    assert_int_equal(run(desk, "fmt --write link.yaml --lang en"), 0);
    assert_says(desk, "link.yaml is laid out; how it was is in /");
    assert_says(desk, "/target.yaml~.");
}

static void test_list_and_show(void **state)
{
    struct desk *desk = *state;
    char path[128];
    snprintf(path, sizeof path, "%s/guides", desk->folder);
    assert_int_equal(mkdir(path, 0700), 0);
    put(desk, "guides/mine.yaml", warned);
    put(desk, "guides/broken.yaml", "x");
    assert_int_equal(run(desk, "list --guides guides --lang en"), 0);
    assert_says(desk, "named by you: guides/mine.yaml");
    assert_says(desk, "Not usable: guides/broken.yaml: line 1:");
    assert_int_equal(run(desk, "show a --guides guides --lang en"), 0);
    assert_says(desk, "a, version 1, nl, limits: nl");
    assert_int_equal(run(desk, "show nothing --guides guides --lang en"), 1);
    assert_says(desk, "There is no guide \"nothing\"");
    assert_int_equal(run(desk, "show guides/broken.yaml --lang en"), 1);
    assert_int_equal(run(desk, "show a b"), 2);
    assert_int_equal(run(desk, "chekc"), 2);
}

#define DESK(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(test_new_passes_check),
        DESK(test_new_keeps_what_is_there),
        DESK(test_new_takes_id_from_name),
        DESK(test_check_exit),
        DESK(test_check_json),
        DESK(test_check_folder_and_compare),
        DESK(test_check_review_by),
        DESK(test_nothing_acts_on_the_terminal),
        DESK(test_fmt),
        DESK(test_fmt_behind_a_link),
        DESK(test_list_and_show),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
