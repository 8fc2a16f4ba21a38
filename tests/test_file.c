/* Writing out: whole or not at all, and never in the place of what is there. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report/file.h"
#include "sandbox.h"

static int setup(void **state)
{
    static struct sandbox sandbox;
    sandbox_make(&sandbox);
    *state = &sandbox;
    return 0;
}

static int teardown(void **state)
{
    sandbox_remove(*state);
    return 0;
}

static void holds(const char *path, const char *expected)
{
    size_t len;
    char *bytes = sandbox_read(path, &len);
    assert_string_equal(bytes, expected);
    free(bytes);
}

static void it_is_there_when_it_is_whole(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct file_new file;
    struct stat about;
    assert_int_equal(file_new_open(&file, sandbox->db, &err), 0);
    fputs("one ", file.stream);
    assert_int_equal(access(sandbox->db, F_OK), -1);
    fputs("two", file.stream);
    assert_int_equal(file_new_keep(&file, &err), 0);
    assert_null(file.stream);
    holds(sandbox->db, "one two");
    assert_int_equal(stat(sandbox->db, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
}

static void what_is_let_go_leaves_nothing(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct file_new file;
    assert_int_equal(file_new_open(&file, sandbox->db, &err), 0);
    fputs("half", file.stream);
    file_new_drop(&file);
    file_new_drop(&file);
    assert_int_equal(rmdir(sandbox->folder), 0);
    assert_int_equal(mkdir(sandbox->folder, 0700), 0);
}

/* Also when somebody took the name meanwhile. */
static void what_is_there_stays(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct file_new file;
    assert_int_equal(file_new_open(&file, sandbox->db, &err), 0);
    fputs("mine", file.stream);
    sandbox_write(sandbox->db, "theirs", 6);
    assert_int_equal(file_new_keep(&file, &err), -1);
    assert_non_null(strstr(err.text, "already"));
    assert_int_equal(file_new_open(&file, sandbox->db, &err), -1);
    assert_null(file.stream);
    holds(sandbox->db, "theirs");
    assert_int_equal(unlink(sandbox->db), 0);
    assert_int_equal(symlink("nowhere", sandbox->db), 0); /* nor is a link followed */
    assert_int_equal(file_write_new(sandbox->db, "x", 1, &err), -1);
}

static void what_cannot_be_says_why(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    sandbox_path(sandbox, "none/file", path);
    assert_int_equal(file_write_new(path, "x", 1, &err), -1);
    assert_string_equal(err.text, "That folder does not exist; choose another.");
    err = (struct err)ERR_INIT(LANG_EN);
    assert_int_equal(file_write_new(sandbox->folder, "x", 1, &err), -1);
    assert_string_equal(err.text, "That is a folder; put the name of a file behind it.");
    err = (struct err)ERR_INIT(LANG_EN);
    sandbox_path(sandbox, "", path);
    assert_int_equal(file_write_new(path, "x", 1, &err), -1);
    assert_string_equal(err.text, "That is a folder; put the name of a file behind it.");
}

static void home_is_understood(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH], *home = getenv("HOME");
    char kept[256];
    snprintf(kept, sizeof kept, "%s", home ? home : "");
    setenv("HOME", sandbox->folder, 1);
    assert_int_equal(file_write_new("~/report.txt", "hello", 5, &err), 0);
    setenv("HOME", kept, 1);
    sandbox_path(sandbox, "report.txt", path);
    holds(path, "hello");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(it_is_there_when_it_is_whole), TEST(what_is_let_go_leaves_nothing),
        TEST(what_is_there_stays),          TEST(what_cannot_be_says_why),
        TEST(home_is_understood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
