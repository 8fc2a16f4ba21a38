/*
 * The file is not where it was, and copies of it are (store/backups.h): the program says so and
 * offers the newest, begins anew only when that is asked for, and lets no copy of another file go
 * to make room.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pty_check.h"
#include "run.h"
#include "user.h"

struct place {
    struct user user;
    char db[96], away[96], backups[96];
};

static int setup(void **state)
{
    static struct place place;
    user_open(&place.user);
    snprintf(place.db, sizeof place.db, "%s/a.db", place.user.folder);
    snprintf(place.away, sizeof place.away, "%s/elsewhere.db", place.user.folder);
    snprintf(place.backups, sizeof place.backups, "%s/a.db.backups", place.user.folder);
    *state = &place;
    return 0;
}

static int teardown(void **state)
{
    struct place *place = *state;
    user_close(&place->user);
    return 0;
}

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

/* Runs it: it ends with status, and says (anywhere) these words. */
static void run(struct place *place, const char *const *arguments, int status, const char *words)
{
    struct run run;
    run_program(&run, arguments, user_env(&place->user), "");
    if (run.status != status || (!strstr(run.errors.data, words) && !strstr(run.out.data, words)))
        fail_msg("%d, and not \"%s\":\n%s%s", run.status, words, run.out.data, run.errors.data);
    run_release(&run);
}

/* A sitting with somebody, at the end of which a copy is made. */
static void sit(struct place *place, const char *with)
{
    const char *const arguments[] = {"start", "--for", with, "--no-input", NULL};
    run(place, arguments, 0, "");
}

/* One sitting, and the file is gone. */
static void lose(struct place *place)
{
    sit(place, "Sanne de Boer");
    assert_int_equal(rename(place->db, place->away), 0);
}

static int copies(const struct place *place)
{
    int n = 0;
    DIR *dir = opendir(place->backups);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));)
        n += *entry->d_name != '.';
    closedir(dir);
    return n;
}

/* ---- nobody to be asked ---------------------------------------------------------------------- */

static void no_command_makes_a_new_file_in_its_place(void **state)
{
    static const char *const commands[][5] = {
        {"start", "--no-input"},
        {"--plain"},
        {"absence", "add", "Mo Karimi"},
        {"practice"},
        {"interviews"},
        {"person", "list"},
        {"settle", "12", "done"},
        {"collect", "x.bundle"},
    };
    struct place *place = *state;
    lose(place);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        run(place, commands[i], 1,
            "a.db is gone, but there is a copy of it, of Fri 20 Nov 09:00. "
            "'gesprek restore 2026-11-20-0900' puts it back. To begin anew, "
            "first give the folder ");
        assert_false(is_there(place->db));
    }
    run(place, (const char *const[]){"restore", "2026-11-20-0900", NULL}, 0, "in place");
    run(place, (const char *const[]){"person", "list", NULL}, 0, "Sanne de Boer");
}

static void without_a_copy_there_is_nothing_to_say(void **state)
{
    struct place *place = *state;
    lose(place);
    char other[112];
    snprintf(other, sizeof other, "%s.of-then", place->backups);
    assert_int_equal(rename(place->backups, other), 0);
    run(place, (const char *const[]){"interviews", NULL}, 0, "There is nothing yet");
    sit(place, "Mo Karimi");
    run(place, (const char *const[]){"person", "list", NULL}, 0, "Mo Karimi");
}

/* ---- on a terminal --------------------------------------------------------------------------- */

static void the_copy_is_offered(void **state)
{
    struct place *place = *state;
    lose(place);
    struct pty *pty = user_start(&place->user);
    pty_expect(pty, "a.db is gone.");
    pty_expect(pty, "1 person, 1 conversation, 0 agreements.");
    pty_expect(pty, "Put it back? (y/n)");
    pty_type(pty, "y<Enter>");
    pty_expect(pty, "S.B.");
    user_quit(pty);
    run(place, (const char *const[]){"person", "list", NULL}, 0, "Sanne de Boer");
}

static void neither_is_an_answer_too(void **state)
{
    struct place *place = *state;
    lose(place);
    struct pty *pty = user_start(&place->user);
    pty_expect(pty, "Put it back? (y/n)");
    pty_type(pty, "n<Enter>");
    pty_expect(pty, "Begin anew, with nothing in it?");
    pty_type(pty, "<Enter>");
    pty_expect_exit(pty, 1);
    pty_close(pty);
    assert_false(is_there(place->db));
}

static void begun_anew_in_lines(void **state)
{
    struct place *place = *state;
    lose(place);
    const char *const argv[] = {getenv("GESPREK_PROGRAM"), "--plain", NULL};
    struct pty *pty = pty_start(argv, 24, 80, user_env(&place->user));
    pty_expect(pty, "Put it back? (y/n)");
    pty_type(pty, "n<Enter>");
    pty_expect(pty, "Begin anew, with nothing in it?");
    pty_type(pty, "y<Enter>");
    assert_true(pty_wait_quiet(pty, 200));
    pty_type(pty, "<C-d>");
    pty_expect_exit(pty, 0);
    pty_close(pty);
    assert_true(is_there(place->db));
}

/* ---- copies of both -------------------------------------------------------------------------- */

static void copies_of_the_lost_file_are_not_pushed_out(void **state)
{
    struct place *place = *state;
    sit(place, "Sanne de Boer");
    sit(place, "Sanne de Boer");
    lose(place);
    assert_int_equal(copies(place), 3);
    struct pty *pty = user_start(&place->user);
    pty_expect(pty, "Put it back? (y/n)");
    pty_type(pty, "n<Enter>");
    pty_expect(pty, "Begin anew, with nothing in it?");
    pty_type(pty, "y<Enter>");
    pty_expect(pty, "New conversation");
    user_quit(pty);
    for (int i = 0; i < 9; i++)
        sit(place, "Mo Karimi");
    assert_int_equal(copies(place), 3 + 7);
    run(place, (const char *const[]){"restore", NULL}, 0, "0 agreements, of another file\n");
    /* What is proposed is of this file; and the lost one gets its own back. */
    run(place, (const char *const[]){"restore", NULL}, 0,
        "Put one back with: gesprek restore 2026-11-20-0900-");
    run(place, (const char *const[]){"restore", "2026-11-20-0900", NULL}, 0, "in place");
    run(place, (const char *const[]){"person", "list", NULL}, 0, "Sanne de Boer");
}

/* ---- a WAL without its file ------------------------------------------------------------------ */

static void what_is_set_aside_is_said_to_a_command_too(void **state)
{
    struct place *place = *state;
    char wal[112];
    snprintf(wal, sizeof wal, "%s-wal", place->db);
    FILE *file = fopen(wal, "w");
    assert_non_null(file);
    assert_true(fputs("of another", file) >= 0);
    assert_int_equal(fclose(file), 0);
    run(place, (const char *const[]){"start", "--for", "Mo Karimi", "--no-input", NULL}, 0,
        "Beside the file lay changes of another file or moment.");
    assert_false(is_there(wal));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_command_makes_a_new_file_in_its_place),
        TEST(without_a_copy_there_is_nothing_to_say),
        TEST(the_copy_is_offered),
        TEST(neither_is_an_answer_too),
        TEST(begun_anew_in_lines),
        TEST(copies_of_the_lost_file_are_not_pushed_out),
        TEST(what_is_set_aside_is_said_to_a_command_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
