/* Pager and editor: the text gets there and back, and leaves nothing behind. */
#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "app/outside.h"
#include "run.h"

struct outside_test {
    char folder[64];
    char out[96];
};

static int set_up(void **state)
{
    struct outside_test *test = calloc(1, sizeof *test);
    run_make_folder(test->folder);
    snprintf(test->out, sizeof test->out, "%s/out", test->folder);
    setenv("XDG_RUNTIME_DIR", test->folder, 1);
    *state = test;
    return 0;
}

static int tear_down(void **state)
{
    struct outside_test *test = *state;
    unsetenv("XDG_RUNTIME_DIR");
    unsetenv("VISUAL");
    unsetenv("EDITOR");
    unsetenv("PAGER");
    run_drop_folder(test->folder);
    free(test);
    return 0;
}

/* A program for the shell: its body is a script. */
static void program(const struct outside_test *test, const char *variable, const char *body)
{
    char path[96];
    snprintf(path, sizeof path, "%s/%s", test->folder, variable);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "#!/bin/sh\nout=%s\n%s\n", test->out, body);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, 0700), 0);
    setenv(variable, path, 1);
}

static char *content(const char *path)
{
    static char text[1024];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

/* How many folders of an editor's text are left. */
static int left_behind(const struct outside_test *test)
{
    int n = 0;
    DIR *folder = opendir(test->folder);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        n += strncmp(entry->d_name, "gesprek-", 8) == 0;
    closedir(folder);
    return n;
}

static void pager_gets_the_text(void **state)
{
    struct outside_test *test = *state;
    struct err err = ERR_INIT(LANG_EN);
    program(test, "PAGER", "cat > $out");
    assert_int_equal(outside_page("Eén verslag\nmet 2 regels\n", &err), 0);
    assert_string_equal(content(test->out), "Eén verslag\nmet 2 regels\n");
}

static void missing_pager_is_said(void **state)
{
    struct err err = ERR_INIT(LANG_EN);
    (void)state;
    setenv("PAGER", "/nowhere/pager", 1);
    assert_int_equal(outside_page("x", &err), -1);
    assert_non_null(strstr(err.text, "The pager could not be started"));
}

static void editor_gives_back_what_was_typed(void **state)
{
    struct outside_test *test = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    buf_adds(&text, "oud");
    program(test, "EDITOR", "stat -c '%a' \"$1\" \"$(dirname \"$1\")\" > $out\n"
                            "printf 'nieuw é\\nregel\\n' >> \"$1\"");
    assert_int_equal(outside_edit(&text, &err), 0);
    assert_string_equal(text.data, "oudnieuw é\nregel");
    assert_string_equal(content(test->out), "600\n700\n");
    assert_int_equal(left_behind(test), 0);
    buf_release(&text);
}

static void visual_goes_before_editor(void **state)
{
    struct outside_test *test = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    program(test, "EDITOR", "exit 1");
    program(test, "VISUAL", "printf visual > \"$1\"");
    assert_int_equal(outside_edit(&text, &err), 0);
    assert_string_equal(text.data, "visual");
    buf_release(&text);
}

static void failed_editor_changes_nothing(void **state)
{
    struct outside_test *test = *state;
    struct err err = ERR_INIT(LANG_NL);
    struct buf text = BUF_INIT;
    buf_adds(&text, "oud");
    program(test, "EDITOR", "printf weg > \"$1\"; exit 3");
    assert_int_equal(outside_edit(&text, &err), -1);
    assert_string_equal(text.data, "oud");
    assert_non_null(strstr(err.text, "De editor stopte met een fout"));
    assert_int_equal(left_behind(test), 0);
    buf_release(&text);
}

/* Some editors keep what was there before as text~, or a copy to recover from. */
static void copies_of_the_editor_go_too(void **state)
{
    struct outside_test *test = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    program(test, "EDITOR",
            "cp \"$1\" \"$1~\"; cp \"$1\" \"${1%/*}/.text.swp\"; echo new > \"$1\"");
    buf_adds(&text, "private");
    assert_int_equal(outside_edit(&text, &err), 0);
    assert_string_equal(text.data, "new");
    assert_int_equal(left_behind(test), 0);
    buf_release(&text);
}

static void what_does_not_fit_leaves_nothing(void **state)
{
    struct outside_test *test = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    struct rlimit before, small;
    program(test, "EDITOR", "echo new > \"$1\"");
    for (int i = 0; i < 100; i++)
        buf_adds(&text, "private ");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){.rlim_cur = 100, .rlim_max = before.rlim_max};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    int failed = outside_edit(&text, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    (void)signal(SIGXFSZ, handler);
    assert_int_equal(failed, -1);
    assert_non_null(strstr(err.text, "There is no room"));
    assert_int_equal(text.len, 800);
    assert_int_equal(left_behind(test), 0);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pager_gets_the_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(missing_pager_is_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(editor_gives_back_what_was_typed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(visual_goes_before_editor, set_up, tear_down),
        cmocka_unit_test_setup_teardown(failed_editor_changes_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(copies_of_the_editor_go_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_does_not_fit_leaves_nothing, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
