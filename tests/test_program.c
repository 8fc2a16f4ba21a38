/*
 * The real program on a pty, with keys only: a whole conversation, and everything that can happen
 * to it meanwhile. Each test has a user of its own (tests/user.h).
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
#include <sys/stat.h>

#include "base/buf.h"
#include "pty_check.h"
#include "run.h"
#include "store/desk.h"
#include "user.h"

/* ---- Support ------------------------------------------------------------------------------- */

static void expect_in(const char *all, const char *text)
{
    if (!strstr(all, text))
        fail_msg("'%s' is not in:\n%s", text, all);
}

/* A command of the program ends well and writes text, among other things. */
static void expect_written(const struct user *user, const char *const *arguments, const char *text)
{
    struct run run;
    run_program(&run, arguments, user_env(user), "");
    assert_int_equal(run.status, 0);
    expect_in(run.out.data, text);
    run_release(&run);
}

/* The conversation with that person holds text. */
static void expect_kept(const struct user *user, const char *person, const char *text)
{
    static const char *const list[] = {"interviews", "--format", "csv", NULL};
    const char *show[] = {"show", NULL, "--as", "manager", NULL};
    struct run run;
    char id[37];
    run_program(&run, list, user_env(user), "");
    const char *row = strstr(run.out.data, person);
    assert_non_null(row);
    while (row > run.out.data && row[-1] != '\n')
        row--;
    snprintf(id, sizeof id, "%.36s", row + 1); /* behind its quote */
    run_release(&run);
    show[1] = id;
    expect_written(user, show, text);
}

/* ---- A conversation ------------------------------------------------------------------------ */

static void hold_conversation(struct pty *pty)
{
    pty_expect(pty, "New conversation");
    pty_step(pty, "n", "Who do you want to talk with?");
    pty_step(pty, "Zoë Łukasz<Enter><Enter>", "Preparation - Z.Ł.");
    pty_step(pty, "hear what she needs", "hear what she needs");
    pty_step(pty, "<Tab><Tab><Tab><Space>", "1 of 5");
    pty_step(pty, "<F6>", "[1 Attention]");
    pty_step(pty, "glad that we talk", "glad that we talk");
    pty_step(pty, "<PgDn>", "[2 Listen]");
    pty_step(pty, "mornings go well", "mornings go well");
    pty_step(pty, "<PgDn>", "[3 Possibilities]");
    pty_step(pty, "quotations from home<Tab>long meetings", "long meetings");
    pty_step(pty, "<PgDn>", "[4 Agreements]");
    pty_step(pty, "<F4>", "Agreement 1 - Z.Ł.");
    pty_step(pty, "<Space><Tab>plan four mornings<Tab>fri", "= Fri 27 November 2026");
    pty_step(pty, "<Tab>look at the plan together", "who, what, when and follow-up are concrete");
    pty_step(pty, "<F6>", "Agreement 2 - Z.Ł.");
    pty_step(pty, "<Esc>", "1  you: plan four mornings");
    pty_step(pty, "<F6>", "to read back together");
    pty_step(pty, "j", "[yes] right");
    pty_step(pty, "<F6><Enter>", "Which pitfall did you step into?");
    pty_step(pty, "<Space>", "[x]");
    pty_step(pty, "<F6>", "YOUR PROMISES");
    pty_expect(pty, "plan four mornings");
}

static void test_whole_conversation(void **state)
{
    (void)state;
    static const char *const agreements[] = {"agreements", "--format", "csv", NULL};
    struct user user;
    user_open(&user);
    struct pty *pty = user_start(&user);
    hold_conversation(pty);
    pty_type(pty, "q");
    pty_expect_exit(pty, 0);
    pty_expect_restored(pty);
    pty_close(pty);

    expect_written(&user, (const char *const[]){"interviews", NULL}, "closed");
    expect_written(&user, agreements, "plan four mornings");
    expect_written(&user, agreements, "2026-11-27");

    pty = user_start(&user); /* and it is found back */
    pty_expect(pty, "YOUR PROMISES");
    pty_expect(pty, "plan four mornings");
    pty_step(pty, "x", "Settled: \"plan four mornings\".");
    pty_type(pty, "q");
    pty_expect_exit(pty, 0);
    pty_close(pty);
    user_close(&user);
}

/* A limit says who advised it, in the list and in what the employee and HR read. */
static void test_basis_of_a_limit(void **state)
{
    (void)state;
    static const char *const list[] = {"agreements", "--format", "csv", NULL};
    static const char *const as_hr[] = {"agreements", "--as", "hr", "--format", "json", NULL};
    struct user user;
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_step(pty, "<F4>", "Agreement 1 - S.B.");
    pty_step(pty, "<Right><Tab>No lifting", "\"No lifting\": a limit without its source");
    pty_expect(pty, "(o) none  ( ) the company doctor");
    pty_step(pty, "<Tab><Tab><Tab><Tab><Right><Tab>18 nov", "= Wed 18 November 2026");
    pty_step(pty, "<Esc>", "[1 Attention]");
    user_quit(pty);
    expect_written(&user, list, "\"doctor\"");
    expect_written(&user, as_hr, "\"basis\":\"doctor\"");
    expect_kept(&user, "Sanne", "advice of the company doctor of Wednesday 18 November 2026.");
    user_close(&user);
}

/* As the list of everything does it. */
static void switch_editor_on(const struct user *user)
{
    struct err err = ERR_INIT(LANG_EN);
    char db[80];
    snprintf(db, sizeof db, "%.64s/a.db", user->folder);
    struct desk desk = {.store = store_open(db, ACCESS_WRITE, (struct clock){0}, &err)};
    assert_non_null(desk.store);
    desk.settings = (struct settings){.mouse = true, .editor = true};
    assert_int_equal(desk_save_settings(&desk, &err), 0);
    store_close(desk.store);
}

/* What the user's own editor hands back is looked through. */
static void test_editor_hands_text_back(void **state)
{
    (void)state;
    char path[96];
    struct user user;
    user_open(&user);
    snprintf(path, sizeof path, "%.64s/editor", user.folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("#!/bin/sh\nprintf 'has migraine' > \"$1\"\n", file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, 0700), 0);
    user_set(&user, "EDITOR", path);
    switch_editor_on(&user);
    struct pty *pty = user_start_talking(&user);
    pty_step(pty, "<C-e>", "Do not note: \"migraine\"");
    pty_step(pty, "<F8>", "Leave it out");
    pty_step(pty, "<Esc>", "has migraine");
    user_quit(pty);
    user_close(&user);
}

/* HR opens the list, narrows it, looks at one, and leaves; the manager goes on where they were. */
static void test_hr_looks_back(void **state)
{
    (void)state;
    struct user user;
    user_open(&user);
    struct pty *pty = user_start(&user);
    hold_conversation(pty);
    pty_type(pty, "q");
    pty_expect_exit(pty, 0);
    pty_close(pty);

    const char *const review[] = {getenv("GESPREK_PROGRAM"), "review", NULL};
    pty = pty_start(review, 24, 80, user_env(&user));
    pty_expect(pty, "Agreements - HR");
    pty_expect(pty, "plan four mornings");
    pty_step(pty, "f<Down><Enter><Down><Enter>", "No agreement is like that.");
    pty_step(pty, "0", "plan four mornings");
    pty_step(pty, "/mor", "plan four [mornings]");
    pty_step(pty, "ningsx", "No agreement has these words");
    pty_step(pty, "<Backspace><Enter>", "plan four [mornings]");
    pty_step(pty, "<Enter>", "WHAT HAPPENED SINCE");
    pty_expect_not(pty, "quotations from home"); /* a note is nowhere */
    pty_step(pty, "<Esc>h", "Why do I see this?");
    pty_step(pty, "<Esc><Esc>", "late: all");
    pty_type(pty, "q");
    pty_expect_exit(pty, 0);
    pty_expect_restored(pty);
    pty_close(pty);
    user_close(&user);
}

static void test_answers_stand_where_they_were_given(void **state)
{
    (void)state;
    struct user user;
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_step(pty, "first<PgDn>", "[2 Listen]");
    pty_step(pty, "second<PgDn>", "[3 Possibilities]");
    pty_step(pty, "third", "third");
    pty_step(pty, "<PgUp>", "second");
    pty_step(pty, "<PgUp>", "first");
    pty_step(pty, "<Esc>", "Preparation - S.B.");
    pty_step(pty, "<F6>", "first");
    user_quit(pty);
    user_close(&user);
}

static void test_dutch(void **state)
{
    (void)state;
    struct user user;
    user_open(&user);
    user_set(&user, "GESPREK_LANG", "nl");
    struct pty *pty = user_start(&user);
    pty_expect(pty, "Vandaag");
    pty_step(pty, "n", "Met wie");
    pty_step(pty, "Sanne de Boer<Enter><Enter>", "Voorbereiding");
    pty_step(pty, "<F6>", "[1 Aandacht]");
    user_quit(pty);
    user_close(&user);
}

/* ---- The field under the hands ------------------------------------------------------------- */

static void test_resize_in_a_field(void **state)
{
    (void)state;
    struct user user;
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_step(pty, "Zoë zegt 漢字 e\u0301n meer", "Zoë zegt 漢字");
    pty_resize(pty, 20, 60);
    pty_wait_quiet(pty, 100);
    pty_expect(pty, "漢字");
    pty_step(pty, " dan dat", "dan dat");
    pty_resize(pty, 10, 40);
    pty_expect(pty, "too small");
    pty_type(pty, "!");
    pty_resize(pty, 30, 100);
    pty_expect(pty, "dan dat!");
    pty_resize(pty, 24, 80);
    pty_wait_quiet(pty, 100);
    pty_expect(pty, "dan dat!");
    pty_step(pty, "<Backspace> en zo", "dan dat en zo");
    user_quit(pty);
    user_close(&user);
}

static void test_paste_is_only_text(void **state)
{
    (void)state;
    struct user user;
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_paste(pty, "one\rq\033[17~two\x03three\033");
    pty_expect(pty, "one");
    pty_expect(pty, "twothree");
    pty_expect(pty, "[1 Attention]");
    user_quit(pty);
    user_close(&user);
}

static void test_bar_is_clickable(void **state)
{
    (void)state;
    struct user user;
    user_open(&user);
    struct pty *pty = user_start(&user);
    pty_expect(pty, "n New conversation");
    pty_click(pty, 23, 3);
    pty_expect(pty, "Who do you want to talk with?");
    pty_step(pty, "Mo Karimi<Enter><Enter>", "Preparation - M.K.");
    pty_click(pty, 23, 2);
    pty_expect(pty, "[1 Attention]");
    user_quit(pty);
    user_close(&user);
}

static void test_quiet_when_nothing_happens(void **state)
{
    (void)state;
    struct user user;
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_step(pty, "a note", "a note");
    pty_pass(pty, 2500); /* it is on disk */
    pty_expect_rest(pty, 2000);
    user_quit(pty);
    user_close(&user);
}

/* Another program at work beside the file is none of its business: who writes it is told of no
 * changes, its own or others'. */
static void test_quiet_beside_what_others_write(void **state)
{
    (void)state;
    struct user user;
    char command[200];
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_step(pty, "a note", "a note");
    pty_pass(pty, 2500);
    snprintf(command, sizeof command,
             "(sleep 0.2; for i in 1 2 3 4 5; do echo >>'%s/other'; done) &", user.folder);
    assert_int_equal(system(command), 0);
    pty_expect_rest(pty, 600);
    user_quit(pty);
    user_close(&user);
}

/* ---- Endings ------------------------------------------------------------------------------- */

static const char text[] = "she tells that the mornings go well and the afternoons";

/* Starts again and finds the same screen, field and cursor, and the text from its beginning. */
static void expect_found_back(const struct user *user, const char *found, int row, int col)
{
    int new_row, new_col;
    struct pty *pty = user_start(user);
    pty_expect(pty, "[1 Attention]");
    pty_expect(pty, found);
    pty_wait_quiet(pty, 100);
    pty_cursor(pty, &new_row, &new_col);
    assert_int_equal(new_row, row);
    assert_int_equal(new_col, col);
    pty_step(pty, "!", "!");
    user_quit(pty);
}

static void test_killed_after_typing(void **state)
{
    (void)state;
    struct user user;
    int row, col;
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_step(pty, text, text);
    pty_type(pty, "<Left><Left><Left>");
    pty_pass(pty, 1500);
    pty_cursor(pty, &row, &col);
    pty_kill(pty, SIGKILL);
    pty_expect_exit(pty, 128 + SIGKILL);
    pty_close(pty);
    expect_found_back(&user, text, row, col);
    user_close(&user);
}

static void test_killed_while_typing(void **state)
{
    (void)state;
    struct user user;
    char kept[sizeof text];
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_step(pty, text, text);
    pty_kill(pty, SIGKILL);
    pty_expect_exit(pty, 128 + SIGKILL);
    pty_close(pty);
    pty = user_start(&user);
    pty_expect(pty, "[1 Attention]");
    snprintf(kept, sizeof kept, "%.*s", (int)sizeof text - 1 - 20, text);
    pty_expect(pty, kept); /* all but the last twenty keys */
    user_quit(pty);
    user_close(&user);
}

static void test_hung_up(void **state)
{
    (void)state;
    struct user user;
    int row, col;
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_step(pty, text, text);
    pty_cursor(pty, &row, &col);
    struct timespec begin = pty_clock();
    pty_hang_up(pty);
    assert_int_equal(pty_wait_exit(pty, PTY_PATIENCE), 0);
    assert_true(pty_ms_since(&begin) < 1000);
    assert_in_range(pty_cpu_ms(pty), 0, 1000);
    pty_close(pty);
    expect_found_back(&user, text, row, col);
    user_close(&user);
}

static void test_told_to_leave(void **state)
{
    (void)state;
    struct user user;
    int row, col;
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_step(pty, text, text);
    pty_cursor(pty, &row, &col);
    pty_kill(pty, SIGTERM);
    pty_expect_exit(pty, 0);
    pty_expect_restored(pty);
    pty_close(pty);
    expect_found_back(&user, text, row, col);
    user_close(&user);
}

/* Whatever of these comes, the program saves and leaves, or takes no notice. */
static void test_other_signals(void **state)
{
    static const int ignored[] = {SIGUSR1, SIGUSR2, SIGALRM, SIGXFSZ, SIGPIPE};
    (void)state;
    struct user user;
    int row, col;
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_step(pty, text, text);
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        pty_kill(pty, ignored[i]);
    pty_step(pty, " too", " too");
    pty_cursor(pty, &row, &col);
    pty_kill(pty, SIGQUIT);
    pty_expect_exit(pty, 0);
    pty_expect_restored(pty);
    pty_close(pty);
    expect_found_back(&user, "afternoons too", row, col);
    user_close(&user);
}

static void test_stopped_and_gone_on(void **state)
{
    (void)state;
    struct user user;
    int row, col;
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_step(pty, text, text);
    pty_cursor(pty, &row, &col);
    pty_kill(pty, SIGTSTP);
    assert_true(pty_wait_stopped(pty, PTY_PATIENCE));
    pty_pass(pty, 50);
    pty_expect_restored(pty);
    pty_resize(pty, 26, 90);
    pty_kill(pty, SIGCONT);
    pty_expect(pty, text);
    pty_step(pty, " too", " too");
    pty_kill(pty, SIGTSTP);
    assert_true(pty_wait_stopped(pty, PTY_PATIENCE));
    pty_kill(pty, SIGKILL); /* what was typed is on disk while it is stopped */
    pty_expect_exit(pty, 128 + SIGKILL);
    pty_close(pty);
    expect_found_back(&user, "afternoons too", row, col + 4);
    user_close(&user);
}

/* ---- Two of them --------------------------------------------------------------------------- */

static void test_two_copies(void **state)
{
    (void)state;
    struct user user;
    char holder[96];
    user_open(&user);
    struct pty *first = user_start_talking(&user);
    pty_step(first, "first words", "first words");
    pty_pass(first, 1500); /* it is on disk */
    snprintf(holder, sizeof holder, "%s since 09:00", strstr(pty_name(first), "pts"));

    struct pty *second = user_start(&user);
    pty_expect(second, "Reading only");
    pty_expect(second, holder);
    pty_expect(second, "first words");
    pty_step(first, " and more<PgDn>", "[2 Listen]");
    pty_expect(second, "first words and more");
    pty_type(second, "intruder"); /* it can only read */

    pty_kill(first, SIGKILL); /* the lock dies with its process */
    pty_expect_exit(first, 128 + SIGKILL);
    pty_close(first);
    pty_expect(second, "The other window is closed: T to write here.");
    pty_type(second, "T"); /* in the field */
    pty_expect_not(second, "T to write here");
    pty_step(second, "<End>, and mine<PgDn>", "[2 Listen]");
    user_quit(second);
    expect_kept(&user, "Sanne", "first words and more, and mine");
    user_close(&user);
}

/* ---- Other surroundings -------------------------------------------------------------------- */

static void test_locales(void **state)
{
    (void)state;
    static const struct {
        const char *locale, *rule;
    } cases[] = {{"C.UTF-8", "────────"}, {"C", "--------"}, {"xx_XX.UTF-8", "--------"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct user user;
        user_open(&user);
        user_set(&user, "LC_ALL", cases[i].locale);
        struct pty *pty = user_start(&user);
        pty_expect(pty, cases[i].rule);
        pty_step(pty, "n", "Who do you want to talk with?");
        pty_step(pty, "Zoë Łukasz", "Zoë Łukasz");
        pty_step(pty, "<Enter><Enter>", "Preparation - Z.Ł.");
        user_quit(pty);
        user_close(&user);
    }
}

/* A terminal that cannot show screens is told so without a single control sequence. */
static void test_dumb_terminal(void **state)
{
    (void)state;
    struct user user;
    user_open(&user);
    user_set(&user, "TERM", "dumb");
    struct pty *pty = user_start(&user);
    pty_expect(pty, "--plain");
    pty_expect_exit(pty, 1);
    assert_null(memchr(pty_written(pty)->data, '\033', pty_written(pty)->len));
    pty_close(pty);
    user_close(&user);
}

/* One conversation to practise, named on the command line; home is behind it. */
static void test_practising(void **state)
{
    (void)state;
    struct user user;
    user_open(&user);
    const char *const argv[] = {getenv("GESPREK_PROGRAM"), "practice", "stil", NULL};
    struct pty *pty = pty_start(argv, 24, 80, user_env(&user));
    pty_expect(pty, "All right, I suppose.");
    pty_step(pty, "<Esc>", "Practise a conversation");
    pty_step(pty, "<Esc>", "Welcome.");
    user_quit(pty);
    user_close(&user);
}

/* A preparation held as practice, from the command line: it ends at the preparation as it was. */
static void test_practising_what_was_prepared(void **state)
{
    (void)state;
    struct user user;
    user_open(&user);
    const char *program = getenv("GESPREK_PROGRAM");
    const char *const begin[] = {program, "start", "--for", "Sanne de Boer", NULL};
    const char *const argv[] = {program, "practice", "--of", "Sanne de Boer", NULL};
    struct pty *pty = pty_start(begin, 24, 80, user_env(&user));
    pty_expect(pty, "Preparation - S.B.");
    user_quit(pty);
    pty = pty_start(argv, 24, 80, user_env(&user));
    pty_expect(pty, "PRACTICE: nothing is kept");
    pty_step(pty, "swallows nest<F6>", "PRACTICE: nothing is kept");
    pty_step(pty, "<F6><Enter><F6>", "That was practice; nothing of it was kept.");
    pty_expect(pty, "Preparation - S.B.");
    pty_step(pty, "<Tab><F6>", "Start with attention");
    struct buf picture = BUF_INIT;
    pty_screen(pty, &picture);
    assert_null(strstr(picture.data, "swallows"));
    buf_release(&picture);
    user_quit(pty);
    user_close(&user);
}

/* A report written down on screen: home says whom to get in touch with, and the first contact is
 * proposed. */
static void test_a_report_leads_to_a_talk(void **state)
{
    (void)state;
    struct user user;
    user_open(&user);
    struct pty *pty = user_start(&user);
    pty_expect(pty, "New conversation");
    pty_step(pty, "A", "Whose absence is it?");
    pty_step(pty, "Sanne de Boer<Enter>", "On which day did the absence begin?");
    pty_step(pty, "<Enter>", "Friday 20 November 2026");
    pty_step(pty, "<Esc>", "absent since Fri 20 Nov, nothing planned");
    pty_step(pty, "<Enter>", "reported sick on Fri 20 Nov");
    pty_step(pty, "<Enter>", "Preparation - S.B.");
    pty_step(pty, "<F3>tomorrow half past 9", "9:30 (tomorrow)");
    pty_step(pty, "<Enter>", "GOAL OF THIS CONVERSATION");
    /* and what it tells goes with the absence that was written down */
    pty_step(pty, "<F6>", "Attention first");
    pty_step(pty, "<PgDn>", "What you may know");
    pty_step(pty, "<Tab>06 12345678<Tab>", "06 12345678");
    pty_step(pty, "<F6>", "What we agreed today");
    pty_step(pty, "<F6><Enter>", "pitfall");
    pty_step(pty, "<F6>", "Keep this with the absence of S.B. too?");
    pty_step(pty, "y", "Finished, with 0 agreements");
    pty_step(pty, "A<Enter>", "06 12345678");
    pty_step(pty, "<Esc>", "New conversation");
    user_quit(pty);
    user_close(&user);
}

/* ---- A damaged file ------------------------------------------------------------------------ */

/* All but the first half of the first page is something else now. */
static void damage(const struct user *user)
{
    char path[96];
    snprintf(path, sizeof path, "%s/a.db", user->folder);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    fseek(file, 2048, SEEK_SET);
    for (long i = 0; i < 65536; i++)
        fputc(0x55, file);
    fclose(file);
}

/* What is wrong is said once, before the question; and that is left as it was. */
static void leave_damaged(const struct user *user, const char *answer, size_t len)
{
    struct pty *pty = user_start(user);
    struct buf screen = BUF_INIT;
    int said = 0;
    pty_expect(pty, "it back?"); /* the terminal breaks the line where it likes */
    pty_send(pty, answer, len);
    pty_expect_exit(pty, 1);
    pty_screen(pty, &screen);
    for (const char *at = screen.data; (at = strstr(at, "gesprek: ")); at++)
        said++;
    assert_int_equal(said, 1);
    buf_release(&screen);
    pty_close(pty);
}

static void test_damaged_file_is_put_back(void **state)
{
    struct user user;
    (void)state;
    user_open(&user);
    struct pty *pty = user_start(&user);
    pty_expect(pty, "New conversation");
    pty_step(pty, "n", "Who do you want to talk with?");
    pty_step(pty, "Sanne de Boer<Enter><Enter>", "Preparation - S.B.");
    pty_type(pty, "<Esc>q"); /* a copy is made at the end */
    pty_expect_exit(pty, 0);
    pty_close(pty);
    damage(&user);
    leave_damaged(&user, "n\n", 2);
    leave_damaged(&user, "\0\n", 2);
    pty = user_start(&user);
    pty_expect(pty, "1 person, 1 conversation, 0 agreements");
    pty_type(pty, "y<Enter>");
    pty_expect(pty, "S.B.");
    pty_type(pty, "q");
    pty_expect_exit(pty, 0);
    pty_close(pty);
    expect_written(&user, (const char *const[]){"interviews", NULL}, "S.B.");
    user_close(&user);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_conversation),
        cmocka_unit_test(test_basis_of_a_limit),
        cmocka_unit_test(test_editor_hands_text_back),
        cmocka_unit_test(test_hr_looks_back),
        cmocka_unit_test(test_answers_stand_where_they_were_given),
        cmocka_unit_test(test_damaged_file_is_put_back),
        cmocka_unit_test(test_dutch),
        cmocka_unit_test(test_resize_in_a_field),
        cmocka_unit_test(test_paste_is_only_text),
        cmocka_unit_test(test_bar_is_clickable),
        cmocka_unit_test(test_quiet_when_nothing_happens),
        cmocka_unit_test(test_quiet_beside_what_others_write),
        cmocka_unit_test(test_killed_after_typing),
        cmocka_unit_test(test_killed_while_typing),
        cmocka_unit_test(test_hung_up),
        cmocka_unit_test(test_told_to_leave),
        cmocka_unit_test(test_other_signals),
        cmocka_unit_test(test_stopped_and_gone_on),
        cmocka_unit_test(test_two_copies),
        cmocka_unit_test(test_locales),
        cmocka_unit_test(test_dumb_terminal),
        cmocka_unit_test(test_practising),
        cmocka_unit_test(test_practising_what_was_prepared),
        cmocka_unit_test(test_a_report_leads_to_a_talk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
