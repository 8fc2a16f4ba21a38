/*
 * The real program, struck down: at each call that puts something on disk, at any key, by a
 * terminal that goes. What it had said to be kept is there, nothing is there by half, and it goes
 * on where it was.
 *
 * Calls are struck by strace (-e inject); where it cannot trace, those tests are skipped. Each of
 * them takes every STRIDE-th call; WHOLE=1 takes every one.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "pty_check.h"
#include "run.h"
#include "user.h"
#include "walk.h"

#define STRIDE 13

/* ---- In lines, call by call ------------------------------------------------------------------ */

/* A whole conversation, a line for each answer. */
static const char *const lines[] = {"n Mo Karimi",
                                    "1",
                                    "tomorrow",
                                    "y",
                                    "y",
                                    "",
                                    "",
                                    "",
                                    "hear what helps",
                                    "what goes well",
                                    "n",
                                    "glad we talk",
                                    "n",
                                    "mornings go well",
                                    "n",
                                    "quotations from home",
                                    "",
                                    "long meetings",
                                    "",
                                    "n",
                                    "a",
                                    "2",
                                    "Three days a week",
                                    "fri",
                                    "We call on Monday",
                                    "",
                                    "",
                                    "n",
                                    "y",
                                    "I want to start",
                                    "n",
                                    "-",
                                    "n",
                                    "s"};
enum { LINES = sizeof lines / sizeof *lines };

/* What was said and what was kept when so many lines had been typed. */
struct state {
    struct buf said, kept;
};

static void add_lines(struct buf *input, int n)
{
    for (int i = 0; i < n; i++) {
        buf_adds(input, lines[i]);
        buf_addc(input, '\n');
    }
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

/* Adds text with the ids in it, which are new each time, as "#". */
static void add_without_ids(struct buf *out, const char *text)
{
    while (*text) {
        size_t n = 0;
        while (is_hex(text[n]) || (n && text[n] == '-'))
            n++;
        if (n == 36)
            buf_addc(out, '#');
        else
            buf_add(out, text, n ? n : 1);
        text += n ? n : 1;
    }
}

static void add_answer(const struct user *user, const char *const *arguments, struct buf *out)
{
    struct run run;
    run_program(&run, arguments, user_env(user), "");
    if (run.status)
        fail_msg("%s: %s%s", arguments[0], run.out.data, run.errors.data);
    buf_adds(out, run.out.data);
    run_release(&run);
}

/* What the next start finds. It goes on with the conversation first: an agreement that was being
 * written down is finished by that. */
static void add_kept(const struct user *user, struct buf *kept)
{
    static const char *const interviews[] = {"interviews", "--format", "json", NULL};
    struct buf list = BUF_INIT, all = BUF_INIT;
    char id[37] = "";
    add_answer(user, interviews, &list);
    if (strstr(list.data, "\"stage\":\"talking\""))
        add_answer(user, (const char *const[]){"--plain", "start", "--for", "Mo Karimi", NULL},
                   &all);
    buf_clear(&list);
    buf_clear(&all);
    add_answer(user, interviews, &list);
    const char *found = strstr(list.data, "\"id\":\"");
    buf_adds(&all, list.data);
    if (found) {
        snprintf(id, sizeof id, "%s", found + 6);
        add_answer(user, (const char *const[]){"show", id, "--format", "json", NULL}, &all);
        add_answer(user, (const char *const[]){"doctor", NULL}, &list);
    }
    add_answer(user, (const char *const[]){"agreements", "--format", "json", NULL}, &all);
    add_without_ids(kept, all.data);
    buf_release(&list);
    buf_release(&all);
}

/* The state behind n lines, when the program leaves as it should. */
static void make_state(struct state *state, int n)
{
    struct user user;
    struct run run;
    struct buf input = BUF_INIT;
    user_open(&user);
    add_lines(&input, n);
    run_program(&run, (const char *const[]){"--plain", NULL}, user_env(&user), input.data);
    assert_int_equal(run.status, 0);
    *state = (struct state){BUF_INIT, BUF_INIT};
    buf_adds(&state->said, run.out.data);
    add_kept(&user, &state->kept);
    run_release(&run);
    buf_release(&input);
    user_close(&user);
}

static bool can_trace(void)
{
    struct run run;
    run_command(&run, (const char *const[]){"strace", "-qq", "-o", "/dev/null", "true", NULL}, NULL,
                "");
    bool can = run.status == 0;
    run_release(&run);
    return can;
}

/* Lines that leave nothing behind would make the comparison idle. */
static int count_changes(const struct state *states)
{
    int n = 0;
    for (int i = 0; i < LINES; i++)
        n += strcmp(states[i].kept.data, states[i + 1].kept.data) != 0;
    return n;
}

/* *all: LINES + 1 states, or NULL where no call can be struck. */
static int make_states(void **all)
{
    struct state *states = mem_zero(LINES + 1, sizeof *states);
    *all = NULL;
    if (!can_trace())
        return 0;
    for (int n = 0; n <= LINES; n++)
        make_state(&states[n], n);
    for (int n = 0; n < LINES; n++) { /* what is said at the end of input is not said in between */
        size_t same = 0;
        while (states[n].said.data[same] == states[LINES].said.data[same])
            same++;
        buf_cut(&states[n].said, same);
    }
    *all = states;
    return count_changes(states) >= 15 ? 0 : -1;
}

static int drop_states(void **all)
{
    struct state *states = *all;
    for (int n = 0; states && n <= LINES; n++) {
        buf_release(&states[n].said);
        buf_release(&states[n].kept);
    }
    free(states);
    return 0;
}

/* How many lines were answered by what was said. */
static int answered(const struct state *states, const char *said)
{
    int n = 0;
    while (n < LINES && strncmp(said, states[n + 1].said.data, states[n + 1].said.len) == 0)
        n++;
    return n;
}

/* What is kept is what was kept behind some line, and behind none before that one. */
static void expect_state(const struct state *states, int from, const char *kept, const char *call,
                         int nth)
{
    for (int n = from; n <= LINES; n++)
        if (strcmp(kept, states[n].kept.data) == 0)
            return;
    fprintf(stderr, "%s\nbehind line %d:\n%s", kept, from, states[from].kept.data);
    fail_msg("%s, call %d, struck behind line %d", call, nth, from);
}

struct blow {
    const char *what;
    bool ever; /* each call from then on */
};

static bool has_struck(const char *trace)
{
    char line[512];
    bool struck = false;
    FILE *file = fopen(trace, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        struck = struck || strstr(line, "(INJECTED)") || strstr(line, "killed by SIGKILL");
    fclose(file);
    return struck;
}

/* Runs the conversation with the nth call struck. False when there are not so many. */
static bool strike(const struct state *states, const char *call, const struct blow *blow, int nth)
{
    struct user user;
    struct run run;
    struct buf input = BUF_INIT, kept = BUF_INIT, trace = BUF_INIT, inject = BUF_INIT;
    user_open(&user);
    user_set(&user, "ASAN_OPTIONS", "detect_leaks=0"); /* that needs to trace, too */
    add_lines(&input, LINES);
    buf_addf(&trace, "%s/trace", user.folder);
    buf_addf(&inject, "inject=%s:%s:when=%d%s", call, blow->what, nth, blow->ever ? "+" : "");
    run_command(&run,
                (const char *const[]){"strace", "-qq", "-o", trace.data, "-e", inject.data,
                                      getenv("GESPREK_PROGRAM"), "--plain", NULL},
                user_env(&user), input.data);
    bool struck = has_struck(trace.data);
    if (blow->what[0] == 'e') /* a refusal is no reason to crash */
        assert_in_range(run.status, 0, 1);
    add_kept(&user, &kept);
    expect_state(states, answered(states, run.out.data), kept.data, call, nth);
    run_release(&run);
    buf_release(&input);
    buf_release(&kept);
    buf_release(&trace);
    buf_release(&inject);
    user_close(&user);
    return struck;
}

static void strike_all(const struct state *states, const char *const *calls,
                       const struct blow *blow)
{
    int stride = getenv("WHOLE") ? 1 : STRIDE, struck = 0;
    if (!states)
        skip();
    for (; *calls; calls++)
        for (int nth = 1; strike(states, *calls, blow, nth); nth += stride)
            struck++;
    assert_true(struck > 3);
}

static void killed_at_every_write(void **state)
{
    static const char *const calls[] = {"pwrite64",  "write",  "fdatasync", "fsync",
                                        "ftruncate", "unlink", "mkdir",     NULL};
    strike_all(*state, calls, &(struct blow){"signal=KILL", false});
}

/* A disk that refuses once, and one that refuses from then on. */
static void refused_at_every_write(void **state)
{
    static const char *const calls[] = {"pwrite64", "fdatasync", NULL};
    strike_all(*state, calls, &(struct blow){"error=EIO", false});
    strike_all(*state, calls, &(struct blow){"error=ENOSPC", true});
}

/* ---- On a terminal ----------------------------------------------------------------------------
 */

static const char text[] = "she tells that the mornings go well";

/* The program by way of GNU env, in the user's folder. */
static struct pty *start_by_env(const struct user *user, const char *option)
{
    const char *const argv[] = {"env", "-C", user->folder, option, getenv("GESPREK_PROGRAM"), NULL};
    return pty_start(argv, 24, 80, user_env(user));
}

static void expect_found_back(const struct user *user)
{
    struct pty *pty = user_start(user);
    pty_expect(pty, "[1 Attention]");
    pty_expect(pty, text);
    user_quit(pty);
}

/* It leaves within a second, without running in circles for it. */
static void expect_gone(struct pty *pty, const struct timespec *begin)
{
    assert_int_equal(pty_wait_exit(pty, PTY_PATIENCE), 0);
    assert_true(pty_ms_since(begin) < 1000);
    assert_in_range(pty_cpu_ms(pty), 0, 1000);
}

/* The window goes, and nobody says so but the terminal: reads end, or fail with EIO. */
static void leaves_when_its_terminal_does(void **state)
{
    static const char *const options[] = {"--default-signal=HUP", "--ignore-signal=HUP",
                                          "--block-signal=HUP"};
    (void)state;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        struct user user;
        user_open(&user);
        user_quit(user_start_talking(&user));
        struct pty *pty = start_by_env(&user, options[i]);
        pty_step(pty, "<Enter>", "[1 Attention]");
        pty_step(pty, text, text);
        struct timespec begin = pty_clock();
        pty_hang_up(pty);
        expect_gone(pty, &begin);
        pty_close(pty);
        expect_found_back(&user);
        user_close(&user);
    }
}

/* The second window only reads, so there is nothing to keep; the first is none the worse for it. */
static void leaves_while_another_holds_the_file(void **state)
{
    (void)state;
    struct user user;
    user_open(&user);
    struct pty *first = user_start_talking(&user);
    pty_step(first, text, text);
    struct pty *second = user_start(&user);
    pty_expect(second, "Reading only");
    struct timespec begin = pty_clock();
    pty_hang_up(second);
    expect_gone(second, &begin);
    pty_close(second);
    pty_step(first, " today", "well today");
    begin = pty_clock();
    pty_kill(first, SIGTERM);
    expect_gone(first, &begin);
    pty_expect_restored(first);
    pty_close(first);
    expect_found_back(&user);
    user_close(&user);
}

static void lives_on_one_cell(void **state)
{
    static const int sizes[][2] = {{1, 1}, {1, 80}, {24, 1}, {2, 2}, {500, 400}, {1, 1}};
    (void)state;
    struct user user;
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_step(pty, text, text);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        pty_resize(pty, sizes[i][0], sizes[i][1]);
        pty_wait_quiet(pty, 30);
        pty_type(pty, "<Left>!");
    }
    pty_resize(pty, 24, 80);
    pty_expect(pty, "she tells that the mornings go wel!!!!!!l");
    user_quit(pty);
    user_close(&user);
}

/* Struck down at any moment it starts again, and nothing is amiss in its file. */
static void killed_at_random_keys(void **state)
{
    int rounds = getenv("WHOLE") ? 200 : 6;
    (void)state;
    struct user user;
    user_open(&user);
    user_quit(user_start_talking(&user));
    for (int round = 1; round <= rounds; round++) {
        struct walk walk = {.seed = (uint64_t)round};
        struct buf keys = BUF_INIT;
        struct pty *pty = start_by_env(&user, "--default-signal=HUP");
        if (!pty_wait_text(pty, "Help", PTY_PATIENCE))
            fail_msg("it did not start in round %d", round);
        for (unsigned n = 20 + walk_any(&walk, 60); n; n--)
            walk_add_keys(&walk, &keys);
        assert_true(pty_type(pty, keys.data) || pty_wait_exit(pty, 0) >= 0);
        pty_kill(pty, SIGKILL);
        int status = pty_wait_exit(pty, PTY_PATIENCE);
        if (status != 128 + SIGKILL && status != 0) /* a "q" at home leaves */
            fail_msg("it ended with %d in round %d, on %s", status, round, keys.data);
        buf_release(&keys);
        pty_close(pty);
        struct buf said = BUF_INIT;
        add_answer(&user, (const char *const[]){"doctor", NULL}, &said);
        buf_release(&said);
    }
    user_close(&user);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_at_every_write),
        cmocka_unit_test(refused_at_every_write),
        cmocka_unit_test(leaves_when_its_terminal_does),
        cmocka_unit_test(leaves_while_another_holds_the_file),
        cmocka_unit_test(lives_on_one_cell),
        cmocka_unit_test(killed_at_random_keys),
    };
    return cmocka_run_group_tests(tests, make_states, drop_states);
}
