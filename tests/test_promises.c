/*
 * Promises of the real program that belong to no one part of it: whatever the clock says, whatever
 * the umask, with nothing left behind and nothing cleared away behind somebody's back.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pty_check.h"
#include "run.h"
#include "user.h"

/* ---- Support ------------------------------------------------------------------------------- */

/* Runs a command that ends well at a moment; the caller releases what it said. */
static struct buf said_at(const struct user *user, const char *now, const char *const *arguments,
                          const char *input)
{
    const char *env[16] = {0};
    struct buf moment = BUF_INIT;
    struct run run;
    buf_addf(&moment, "GESPREK_NOW=%s", now);
    for (int i = 0, n = 0; i < user->n; i++)
        if (strncmp(user->env[i], "GESPREK_NOW=", 12) != 0)
            env[n++] = user->env[i];
    env[user->n - 1] = moment.data;
    run_program(&run, arguments, env, input);
    if (run.status)
        fail_msg("%s, %s: %s%s", arguments[0], now, run.out.data, run.errors.data);
    buf_release(&run.errors);
    buf_release(&moment);
    return run.out;
}

static void do_at(const struct user *user, const char *now, const char *const *arguments,
                  const char *input)
{
    struct buf said = said_at(user, now, arguments, input);
    buf_release(&said);
}

static void expect_said_at(const struct user *user, const char *now, const char *const *arguments,
                           const char *text)
{
    struct buf said = said_at(user, now, arguments, "");
    if (!strstr(said.data, text))
        fail_msg("'%s' is not in:\n%s", text, said.data);
    buf_release(&said);
}

/* A conversation with an agreement, in lines. */
static void hold(const struct user *user, const char *now, const char *name, const char *what,
                 const char *due)
{
    struct buf input = BUF_INIT;
    buf_addf(&input, "n %s\n1\n\n/n\n/n\n/n\n/n\n/a\n1\n%s\n%s\nWe look at it\n\n\n", name, what,
             due);
    do_at(user, now, (const char *const[]){"--plain", NULL}, input.data);
    buf_release(&input);
}

static void find_id(const struct user *user, const char *what, char id[37])
{
    static const char *const list[] = {"agreements", "--format", "json", NULL};
    struct buf said = said_at(user, "2026-11-20T09:00", list, "");
    const char *row = strstr(said.data, what);
    assert_non_null(row);
    while (row > said.data && row[-1] != '\n')
        row--;
    row = strstr(row, "\"id\":\"");
    assert_non_null(row);
    snprintf(id, 37, "%s", row + 6);
    buf_release(&said);
}

/* ---- The clock ------------------------------------------------------------------------------- */

/* What happened last is what holds, though its time lies before all others. */
static void the_clock_orders_nothing(void **state)
{
    static const struct {
        const char *now, *status;
    } steps[] = {{"2026-11-21T09:00", "running"},
                 {"2038-01-19T04:14", "done"},
                 {"1970-01-02T00:00", "running"},
                 {"2026-10-25T02:30", "dropped"}}; /* an hour that comes twice */
    (void)state;
    struct user user;
    char id[37];
    user_open(&user);
    hold(&user, "2026-11-20T09:00", "Mo Karimi", "Make a rota", "fri");
    find_id(&user, "Make a rota", id);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct buf status = BUF_INIT, revision = BUF_INIT;
        const char *const list[] = {"agreements", "--format", "json", NULL};
        do_at(&user, steps[i].now, (const char *const[]){"settle", id, steps[i].status, NULL}, "");
        buf_addf(&status, "\"status\":\"%s\"", steps[i].status);
        buf_addf(&revision, "\"revision\":%zu", i + 2);
        expect_said_at(&user, steps[i].now, list, status.data);
        expect_said_at(&user, "2026-11-20T09:00", list, revision.data);
        buf_release(&status);
        buf_release(&revision);
    }
    user_close(&user);
}

/* Dates are dates, whenever they were written down. */
static void due_lists_go_by_the_day(void **state)
{
    static const char *const list[] = {"agreements", "--format", "csv", NULL};
    (void)state;
    struct user user;
    user_open(&user);
    hold(&user, "2038-01-20T09:00", "Tim Aerts", "Third thing", "2038-02-01");
    hold(&user, "1970-01-02T09:00", "Sanne de Boer", "First thing", "1970-02-01");
    hold(&user, "2028-02-29T09:00", "Mo Karimi", "Second thing", "2028-03-01");
    struct buf said = said_at(&user, "2026-11-20T09:00", list, "");
    const char *first = strstr(said.data, "First thing"), *second = strstr(said.data, "Second"),
               *third = strstr(said.data, "Third thing");
    assert_true(first && second && third && first < second && second < third);
    buf_release(&said);
    user_close(&user);
}

/* The screens open at any moment, and rest there. */
static void screens_rest_at_any_moment(void **state)
{
    static const char *const moments[] = {"1970-01-01T01:00", "2038-01-19T04:14",
                                          "2026-03-29T02:30", "2099-12-31T23:59"};
    (void)state;
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        struct user user;
        user_open(&user);
        user_set(&user, "GESPREK_NOW", moments[i]);
        struct pty *pty = user_start_talking(&user);
        pty_step(pty, "a note", "a note");
        pty_pass(pty, 1500);
        pty_expect_rest(pty, 300);
        user_quit(pty);
        user_close(&user);
    }
}

/* ---- What stays ------------------------------------------------------------------------------ */

static struct buf all_kept(const struct user *user)
{
    static const char *const lists[][4] = {
        {"interviews", "--format", "json"}, {"agreements", "--format", "json"}, {"search", "rota"}};
    struct buf all = BUF_INIT;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct buf said = said_at(user, "2026-11-20T09:00", lists[i], "");
        buf_adds(&all, said.data);
        buf_release(&said);
    }
    return all;
}

/* Years later, with everything past its keeping period, opening and leaving clears nothing away:
 * that waits for somebody who has seen the list. */
static void nothing_is_cleared_away_unasked(void **state)
{
    (void)state;
    struct user user;
    user_open(&user);
    hold(&user, "2026-11-20T09:00", "Mo Karimi", "Make a rota", "fri");
    struct buf before = all_kept(&user);
    user_set(&user, "GESPREK_NOW", "2046-11-20T09:00");
    for (int i = 0; i < 3; i++) {
        struct pty *pty = user_start(&user);
        pty_expect(pty, "Make a rota");
        user_quit(pty);
    }
    do_at(&user, "2046-11-20T09:00", (const char *const[]){"retention", NULL}, "");
    struct buf after = all_kept(&user);
    assert_non_null(strstr(before.data, "Make a rota"));
    assert_string_equal(after.data, before.data);
    buf_release(&before);
    buf_release(&after);
    user_close(&user);
}

/* ---- What is left behind --------------------------------------------------------------------- */

static int expect_private(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)where;
    unsigned wanted = kind == FTW_D || kind == FTW_DP ? 0700 : 0600;
    if ((about->st_mode & 07777) != wanted)
        fail_msg("%s is %o", path, about->st_mode & 07777);
    return 0;
}

/* In a world that lets everybody read everything, what the program makes is for its user only. */
static void files_are_private_whatever_the_umask(void **state)
{
    static const char script[] =
        "umask \"$1\" && cd \"$HOME\" && printf 'n Mo Karimi\\n1\\n\\n/n\\n/n\\n' | \"$0\" --plain "
        "&& "
        "\"$0\" backup copy.db && \"$0\" bundle b.gesprek && "
        "\"$0\" person export 'Mo Karimi' --output me.html && "
        "\"$0\" interviews --format csv --output list.csv && \"$0\" doctor";
    static const char *const masks[] = {"000", "022", "777"};
    (void)state;
    for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
        struct user user;
        struct run run;
        user_open(&user);
        run_command(
            &run,
            (const char *const[]){"sh", "-c", script, getenv("GESPREK_PROGRAM"), masks[i], NULL},
            user_env(&user), "");
        if (run.status)
            fail_msg("umask %s: %s%s", masks[i], run.out.data, run.errors.data);
        nftw(user.folder, expect_private, 8, FTW_PHYS);
        run_release(&run);
        user_close(&user);
    }
}

static int expect_without_secret(const char *path, const struct stat *about, int kind,
                                 struct FTW *where)
{
    struct buf bytes = BUF_INIT;
    char part[4096];
    size_t n;
    (void)about, (void)where;
    FILE *file = kind == FTW_F && !strstr(path, "/a.db") ? fopen(path, "rb") : NULL;
    assert_null(strstr(path, "zwaluw"));
    while (file && (n = fread(part, 1, sizeof part, file)) > 0)
        buf_add(&bytes, part, n);
    if (bytes.len && memmem(bytes.data, bytes.len, "zwaluw", 6))
        fail_msg("%s holds what was typed", path);
    if (file)
        fclose(file);
    buf_release(&bytes);
    return 0;
}

/* Notes are in the file and nowhere else: not on the terminal afterwards, in no other file, and in
 * no core file, for which there is no room. */
static void notes_leave_no_trace_elsewhere(void **state)
{
    (void)state;
    struct user user;
    char path[64], line[256];
    bool no_core = false;
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_step(pty, "zwaluw", "zwaluw");
    snprintf(path, sizeof path, "/proc/%d/limits", (int)pty_pid(pty));
    FILE *limits = fopen(path, "r");
    while (limits && fgets(line, sizeof line, limits))
        no_core = no_core || strncmp(line, "Max core file size        0 ", 28) == 0;
    assert_true(!limits || no_core);
    if (limits)
        fclose(limits);
    pty_kill(pty, SIGTERM);
    pty_expect_exit(pty, 0);
    pty_expect_not(pty, "zwaluw");
    pty_close(pty);
    pty = user_start(&user);
    pty_expect(pty, "zwaluw");
    pty_kill(pty, SIGKILL);
    pty_expect_exit(pty, 128 + SIGKILL);
    pty_close(pty);
    nftw(user.folder, expect_without_secret, 8, FTW_PHYS);
    user_close(&user);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_clock_orders_nothing),
        cmocka_unit_test(due_lists_go_by_the_day),
        cmocka_unit_test(screens_rest_at_any_moment),
        cmocka_unit_test(nothing_is_cleared_away_unasked),
        cmocka_unit_test(files_are_private_whatever_the_umask),
        cmocka_unit_test(notes_leave_no_trace_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
