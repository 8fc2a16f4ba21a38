/* The checked poll and read of the library are inline, and could not be counted. */
#undef _FORTIFY_SOURCE

/*
 * The terminal itself: this program starts itself again as a child on a pty. The child opens a term
 * and shows a line for everything that comes out of term_wait; the test sends bytes and signals and
 * looks at the screen.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/utf8.h"
#include "pty_check.h"
#include "ui/frame.h"
#include "ui/key.h"
#include "ui/term.h"

/* ---- The system, counted --------------------------------------------------------------------- */

static int asked; /* how often it was asked for input, or whether there is any */

int poll(struct pollfd *fds, nfds_t n, int timeout_ms)
{
    struct timespec left = {.tv_sec = timeout_ms / 1000, .tv_nsec = timeout_ms % 1000 * 1000000L};
    asked++;
    return ppoll(fds, n, timeout_ms < 0 ? NULL : &left, NULL);
}

ssize_t read(int fd, void *bytes, size_t len)
{
    asked++;
    return syscall(SYS_read, fd, bytes, len);
}

/* ---- The child ------------------------------------------------------------------------------- */

enum { EXIT_BY_KEY = 0, EXIT_QUIT = 40, EXIT_GONE = 41, EXIT_NO_TERM = 42, EXIT_BARE = 43 };

struct child {
    struct term *term;
    struct frame frame;
    int events;
};

static void describe(const struct key *key, struct buf *out)
{
    switch (key->kind) {
    case PRESS_TEXT:
        buf_addf(out, "text %s", key->text);
        break;
    case PRESS_NAMED:
        buf_adds(out, "named ");
        key_add_name(out, key, LANG_EN);
        break;
    case PRESS_PASTE:
        buf_addf(out, "paste %zu ", key->paste_len);
        for (size_t i = 0; i < key->paste_len && i < 60; i++)
            buf_addc(out, key->paste[i] == '\n' ? '|' : key->paste[i]);
        break;
    case PRESS_CLICK:
    case PRESS_WHEEL:
        buf_addf(out, "%s %d,%d %d", key->kind == PRESS_CLICK ? "click" : "wheel", key->row,
                 key->col, key->count);
        break;
    case PRESS_RESIZE:
        buf_adds(out, "resize");
        break;
    case PRESS_NONE:
        buf_adds(out, "none");
        break;
    }
}

/* Shows a line with the number of the event, so a test can wait for just that one. */
static void note(struct child *child, const char *text)
{
    struct buf line = BUF_INIT;
    int rows, columns;
    term_size(child->term, &rows, &columns);
    if (rows != child->frame.rows || columns != child->frame.columns) {
        frame_release(&child->frame);
        frame_init(&child->frame, rows, columns, term_utf8(child->term));
    }
    int row = child->events % rows;
    buf_addf(&line, "%d %s.", child->events++, text);
    frame_fill(&child->frame, row, 0, columns, STYLE_PLAIN);
    int used = frame_put(&child->frame, row, 0, columns, line.data, STYLE_PLAIN);
    frame_cursor(&child->frame, row, used < columns ? used : columns - 1);
    term_show(child->term, &child->frame);
    buf_release(&line);
}

static void note_asked(struct child *child)
{
    struct buf line = BUF_INIT;
    buf_addf(&line, "asked %d times", asked);
    note(child, line.data);
    buf_release(&line);
    asked = 0;
}

static void note_start(struct child *child)
{
    struct buf line = BUF_INIT;
    int rows, columns;
    term_size(child->term, &rows, &columns);
    buf_addf(&line, "open %dx%d %s %d colours", rows, columns,
             term_utf8(child->term) ? "utf8" : "ascii", term_colours(child->term));
    note(child, line.data);
    buf_release(&line);
}

/* Pictures of characters whose width is easy to get wrong; the bar must stand in column 20. */
static void show_widths(struct child *child)
{
    static const char *const texts[] = {
        "漢字", "e\u0301a\u0308\u0323", "👩\u200D👧", "🇳🇱", "❤\uFE0F", "👍🏽", "\u0301x", "가",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        frame_put(&child->frame, (int)i + 5, 0, 20, texts[i], STYLE_STRONG);
        frame_put(&child->frame, (int)i + 5, 20, 5, "|bar", STYLE_PLAIN);
    }
    note(child, "widths");
}

static void show_styles(struct child *child)
{
    for (int style = 0; style < STYLE_COUNT; style++)
        frame_put(&child->frame, style + 1, 0, 10, "style", (enum style)style);
    note(child, "styles");
}

static void outside(struct child *child)
{
    term_leave(child->term);
    printf("outside\r\n");
    fflush(stdout);
    sleep(1);
    term_return(child->term);
    note(child, "back");
}

/* What some keys make the child do; false: leave. */
static bool act(struct child *child, const struct key *key)
{
    if (key->kind != PRESS_NAMED)
        return true;
    if (key->name == NAME_CTRL_A + ('w' - 'a'))
        show_widths(child);
    if (key->name == NAME_CTRL_A + ('t' - 'a'))
        show_styles(child);
    if (key->name == NAME_CTRL_A + ('o' - 'a'))
        outside(child);
    if (key->name == NAME_CTRL_A + ('e' - 'a'))
        exit(EXIT_BARE); /* without term_close, as when memory runs out */
    if (key->name == NAME_CTRL_A + ('n' - 'a'))
        note_asked(child);
    if (key->name == NAME_CTRL_A + ('b' - 'a'))
        term_set_mouse(child->term, false);
    return key->name != NAME_CTRL_A + ('q' - 'a');
}

static bool on_key(struct child *child, struct key *key)
{
    struct buf line = BUF_INIT;
    describe(key, &line);
    note(child, line.data);
    buf_release(&line);
    bool stay = act(child, key);
    key_release(key);
    return stay;
}

static int run_child(struct child *child)
{
    struct key key;
    note_start(child);
    for (;;) {
        switch (term_wait(child->term, -1, &key)) {
        case TERM_KEY:
            if (!on_key(child, &key))
                return EXIT_BY_KEY;
            break;
        case TERM_TIMEOUT:
            note(child, "timeout");
            break;
        case TERM_WATCH:
            note(child, "watch");
            break;
        case TERM_SUSPEND:
            term_suspend(child->term);
            note(child, "continued");
            break;
        case TERM_QUIT:
            return EXIT_QUIT;
        case TERM_GONE:
            return EXIT_GONE;
        }
    }
}

static int child_main(const char *watched)
{
    struct err err = ERR_INIT(LANG_EN);
    struct child child = {.term = term_open(THEME_CALM, getenv("NO_MOUSE") == NULL, &err)};
    if (!child.term) {
        puts(err.text);
        return EXIT_NO_TERM;
    }
    if (watched)
        term_watch(child.term, watched);
    int status = run_child(&child);
    frame_release(&child.frame);
    term_close(child.term);
    if (status == EXIT_QUIT)
        puts("told to leave");
    return status;
}

/* ---- Support --------------------------------------------------------------------------------- */

static struct pty *start_with(void **state, const char *const env[], const char *watched)
{
    const char *const argv[] = {*state, "child", watched, NULL};
    return pty_start(argv, 24, 80, env);
}

static struct pty *start(void **state)
{
    struct pty *pty = start_with(state, NULL, NULL);
    assert_true(pty_wait_text(pty, "0 open 24x80 utf8 256 colours.", PTY_PATIENCE));
    return pty;
}

static void send(struct pty *pty, const char *bytes)
{
    pty_send(pty, bytes, strlen(bytes));
}

static bool written(struct pty *pty, size_t from, const char *bytes)
{
    const struct buf *all = pty_written(pty);
    return memmem(all->data + from, all->len - from, bytes, strlen(bytes)) != NULL;
}

static void expect_modes_same(const struct termios *a, const struct termios *b)
{
    assert_int_equal(a->c_iflag, b->c_iflag);
    assert_int_equal(a->c_oflag, b->c_oflag);
    assert_int_equal(a->c_lflag, b->c_lflag);
    assert_int_equal(a->c_cflag, b->c_cflag);
    assert_memory_equal(a->c_cc, b->c_cc, sizeof a->c_cc);
}

static void leave(struct pty *pty)
{
    pty_type(pty, "<C-q>");
    pty_expect_exit(pty, EXIT_BY_KEY);
    pty_close(pty);
}

/* ---- Keys ------------------------------------------------------------------------------------ */

static void test_named_keys(void **state)
{
    static const char keys[] = "<Enter><Esc><Tab><S-Tab><Space><Backspace><Delete><Up><Down><Left>"
                               "<Right><Home><End><PgUp><PgDn><Insert><F1><F2><F3><F4><F5><F6>"
                               "<F7><F8><F9><F10><F11><F12><C-Left><C-Right><C-Home><C-End>"
                               "<A-Enter><C-c><C-z><C-y><C-s><C-v>";
    struct pty *pty = start(state);
    size_t used;
    int events = 1;
    for (const char *at = keys; *at; at += used) {
        struct key key;
        struct buf line = BUF_INIT;
        char one[16];
        assert_true(key_parse(at, &key, &used));
        memcpy(one, at, used);
        one[used] = '\0';
        assert_true(pty_type(pty, one));
        buf_addf(&line, "%d named ", events++);
        key_add_name(&line, &key, LANG_EN);
        buf_addc(&line, '.');
        pty_expect(pty, line.data);
        buf_release(&line);
    }
    leave(pty);
}

/* Of a letter: whether there is input, the letter, and whether there is more. */
static void test_a_letter_asks_three_times(void **state)
{
    struct pty *pty = start(state);
    pty_type(pty, "<C-n>");
    pty_expect(pty, "1 named Ctrl-N.");
    for (int i = 0; i < 9; i++) {
        char line[20];
        pty_type(pty, "x");
        snprintf(line, sizeof line, "%d text x.", i + 3);
        pty_expect(pty, line);
    }
    pty_type(pty, "<C-n>");
    pty_expect(pty, "13 asked 30 times.");
    leave(pty);
}

/* Sequences other terminals send for the same keys. */
static void test_other_sequences(void **state)
{
    static const char *const pairs[][2] = {
        {"\033[A", "Up"},          {"\033[1~", "Home"}, {"\033[4~", "End"}, {"\033[7~", "Home"},
        {"\033[F", "End"},         {"\033[11~", "F1"},  {"\033[14~", "F4"}, {"\033Od", "Ctrl-Left"},
        {"\033[5C", "Ctrl-Right"}, {"\0336", "F6"},     {"\0330", "F10"},   {"\b", "Backspace"},
    };
    struct pty *pty = start(state);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char line[40];
        send(pty, pairs[i][0]);
        snprintf(line, sizeof line, "%zu named %s.", i + 1, pairs[i][1]);
        pty_expect(pty, line);
    }
    leave(pty);
}

static void test_characters(void **state)
{
    struct pty *pty = start(state);
    pty_type(pty, "aé");
    pty_expect(pty, "1 text a.");
    pty_expect(pty, "2 text é.");
    pty_type(pty, "ą"); /* U+0105 is 261, which is KEY_RIGHT */
    pty_expect(pty, "3 text ą.");
    pty_type(pty, "ĄĂăĀ漢😀");
    pty_expect(pty, "4 text Ą.");
    pty_expect(pty, "5 text Ă.");
    pty_expect(pty, "7 text Ā.");
    pty_expect(pty, "8 text 漢.");
    pty_expect(pty, "9 text 😀.");
    leave(pty);
}

static void test_no_typing_is_lost(void **state)
{
    struct pty *pty = start(state);
    send(pty, "\xE9"
              "abc"); /* Latin-1 */
    pty_expect(pty, "1 text \uFFFD.");
    pty_expect(pty, "4 text c.");
    send(pty, "\xE6\xBC"); /* a slow line */
    pty_pass(pty, 80);
    send(pty, "\xA2");
    pty_expect(pty, "5 text 漢.");
    send(pty, "\033[99;99~\033[Ix"); /* sequences nobody knows are no text */
    pty_expect(pty, "6 text x.");
    leave(pty);
}

static void test_escape_alone_is_quick(void **state)
{
    struct pty *pty = start(state);
    double best = 1000;
    for (int i = 1; i <= 5; i++) {
        char line[40];
        snprintf(line, sizeof line, "%d named Esc.", i);
        struct timespec begin = pty_clock();
        send(pty, "\033");
        pty_expect(pty, line);
        double took = pty_ms_since(&begin);
        best = took < best ? took : best;
        pty_pass(pty, 100);
    }
    assert_true(best < 100);
    leave(pty);
}

static void test_paste(void **state)
{
    struct pty *pty = start(state);
    pty_paste(pty, "q\ry\033[15~\033[A\x03\rZoë");
    pty_expect(pty, "1 paste");
    pty_expect(pty, "q|y");
    pty_expect(pty, "|Zoë.");
    pty_paste(pty, "");
    pty_type(pty, "x");
    pty_expect(pty, "2 text x.");
    leave(pty);
}

static void test_unclosed_paste_ends(void **state)
{
    struct pty *pty = start(state);
    send(pty, "\033[200~half");
    pty_expect(pty, "1 paste 4 half.");
    pty_type(pty, "x");
    pty_expect(pty, "2 text x.");
    leave(pty);
}

static void test_huge_paste(void **state)
{
    struct pty *pty = start(state);
    struct buf text = BUF_INIT;
    while (text.len < 100000)
        buf_adds(&text, "Wat is er nodig? ");
    pty_paste(pty, text.data);
    char line[40];
    snprintf(line, sizeof line, "1 paste %zu Wat is er", text.len);
    pty_expect(pty, line);
    buf_release(&text);
    leave(pty);
}

static void test_burst_without_brackets(void **state)
{
    struct pty *pty = start(state);
    struct buf text = BUF_INIT;
    for (int i = 0; i < 20; i++)
        buf_adds(&text, "q\rd\r0123456789");
    send(pty, text.data);
    pty_expect(pty, "1 paste 280 q|d|0123456789q|d|");
    pty_pass(pty, 100);
    pty_type(pty, "x<Enter>");
    pty_expect(pty, "2 text x.");
    pty_expect(pty, "3 named Enter.");
    buf_release(&text);
    leave(pty);
}

static void test_mouse(void **state)
{
    struct pty *pty = start(state);
    assert_true(written(pty, 0, "\033[?1006h"));
    pty_click(pty, 5, 10);
    pty_expect(pty, "1 click 5,10 1.");
    pty_click(pty, 5, 10);
    pty_expect(pty, "2 click 5,10 2.");
    send(pty, "\033[<65;1;1M");
    pty_expect(pty, "3 wheel 0,0 1.");
    size_t before = pty_written(pty)->len;
    pty_type(pty, "<C-b>");
    pty_expect(pty, "4 named Ctrl-B.");
    pty_wait_quiet(pty, 50);
    assert_true(written(pty, before, "\033[?1000l"));
    leave(pty);
}

static void test_mouse_off(void **state)
{
    static const char *const env[] = {"NO_MOUSE=1", NULL};
    struct pty *pty = start_with(state, env, NULL);
    pty_expect(pty, "0 open");
    pty_wait_quiet(pty, 50);
    assert_false(written(pty, 0, "\033[?1000h"));
    leave(pty);
}

/* ---- Size and screen ------------------------------------------------------------------------- */

static void test_resize(void **state)
{
    struct pty *pty = start(state);
    pty_type(pty, "a");
    pty_expect(pty, "1 text a.");
    pty_resize(pty, 30, 100);
    pty_expect(pty, "2 resize.");
    pty_resize(pty, 18, 60);
    pty_expect(pty, "3 resize.");
    pty_kill(pty, SIGWINCH); /* nothing changed */
    pty_type(pty, "é");
    pty_expect(pty, "4 text é.");
    leave(pty);
}

static void test_size_ignores_environment(void **state)
{
    static const char *const env[] = {"LINES=7", "COLUMNS=33", NULL};
    struct pty *pty = start_with(state, env, NULL);
    pty_expect(pty, "0 open 24x80");
    leave(pty);
}

static void test_only_changes_are_sent(void **state)
{
    struct pty *pty = start(state);
    pty_type(pty, "a");
    pty_expect(pty, "1 text a.");
    pty_wait_quiet(pty, 50);
    size_t before = pty_written(pty)->len;
    pty_type(pty, "b");
    pty_expect(pty, "2 text b.");
    assert_in_range(pty_written(pty)->len - before, 8, 40);
    leave(pty);
}

static void test_widths(void **state)
{
    static const char *const rows[] = {
        "漢字                |bar\n", "e\u0301a\u0308\u0323                  |bar\n",
        "👩                  |bar\n", /* a family is shown as its first member */
        "🇳🇱                  |bar\n", "❤                   |bar\n",
        "👍                  |bar\n",  "{0301}x             |bar\n",
        "가                  |bar\n",
    };
    struct pty *pty = start(state);
    pty_type(pty, "<C-w>");
    pty_expect(pty, "2 widths.");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        pty_expect(pty, rows[i]);
    leave(pty);
}

static void test_colours(void **state)
{
    static const char *const none[] = {"NO_COLOR=1", NULL},
                             *const mono[] = {"TERM=xterm-mono", NULL},
                             *const eight[] = {"TERM=xterm-color", NULL};
    static const struct {
        const char *const *env;
        bool many, eight;
    } cases[] = {
        {NULL, true, false}, {none, false, false}, {mono, false, false}, {eight, false, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pty *pty = start_with(state, cases[i].env, NULL);
        pty_expect(pty, "0 open");
        pty_type(pty, "<C-t>");
        pty_expect(pty, "2 styles.");
        pty_wait_quiet(pty, 50);
        assert_int_equal(written(pty, 0, "[48;5;24m"),
                         cases[i].many); /* the focus of the calm theme */
        assert_int_equal(written(pty, 0, "[44m"), cases[i].eight);
        leave(pty);
    }
}

static void test_other_locale(void **state)
{
    static const char *const c[] = {"LC_ALL=C", NULL}, *const missing[] = {"LC_ALL=xx_XX.UTF-8",
                                                                           NULL};
    static const char *const *const envs[] = {c, missing};
    for (size_t i = 0; i < 2; i++) {
        struct pty *pty = start_with(state, envs[i], NULL);
        pty_expect(pty, "0 open 24x80 ascii");
        pty_type(pty, "ë");
        pty_expect(pty, "1 text ë.");
        leave(pty);
    }
}

/* ---- Coming and going ------------------------------------------------------------------------ */

static void test_left_as_it_was(void **state)
{
    const char *const argv[] = {*state, "child", NULL};
    struct termios before, inside, after;
    struct pty *pty = pty_start(argv, 24, 80, NULL);
    struct pty *fresh = pty_start((const char *const[]){"true", NULL}, 24, 80, NULL);
    pty_wait_exit(fresh, PTY_PATIENCE);
    pty_modes(fresh, &before);
    pty_close(fresh);
    pty_expect(pty, "0 open");
    pty_modes(pty, &inside);
    assert_true(pty_alternate(pty));
    assert_int_equal(inside.c_lflag & (ICANON | ECHO | ISIG), 0);
    pty_type(pty, "<C-q>");
    pty_expect_exit(pty, EXIT_BY_KEY);
    pty_modes(pty, &after);
    expect_modes_same(&before, &after);
    pty_expect_restored(pty);
    pty_close(pty);
}

static void test_exit_gives_the_terminal_back(void **state)
{
    struct termios after;
    struct pty *pty = start(state);
    pty_type(pty, "<C-e>");
    pty_expect_exit(pty, EXIT_BARE);
    pty_modes(pty, &after);
    assert_int_equal(after.c_lflag & (ICANON | ECHO), ICANON | ECHO);
    pty_expect_restored(pty);
    pty_close(pty);
}

/* Not every terminal has a second screen. */
static void test_no_page_stays_behind(void **state)
{
    static const char *const linux[] = {"TERM=linux", NULL};
    struct pty *pty = start_with(state, linux, NULL);
    pty_type(pty, "a");
    pty_expect(pty, "1 text a.");
    assert_false(pty_alternate(pty));
    pty_kill(pty, SIGTSTP);
    assert_true(pty_wait_stopped(pty, PTY_PATIENCE));
    assert_true(pty_wait_no_text(pty, "text a", PTY_PATIENCE));
    pty_kill(pty, SIGCONT);
    pty_expect(pty, "2 continued.");
    pty_type(pty, "<C-z>");
    pty_expect(pty, "3 named Ctrl-Z.");
    pty_type(pty, "<C-q>");
    pty_expect_exit(pty, EXIT_BY_KEY);
    assert_true(pty_wait_no_text(pty, "text a", PTY_PATIENCE));
    assert_true(pty_wait_no_text(pty, "Ctrl-Z", PTY_PATIENCE));
    pty_close(pty);
}

static void test_signals_that_ask_to_leave(void **state)
{
    static const int numbers[] = {SIGTERM, SIGINT};
    for (size_t i = 0; i < 2; i++) {
        struct pty *pty = start(state);
        pty_kill(pty, numbers[i]);
        pty_expect_exit(pty, EXIT_QUIT);
        pty_expect(pty, "told to leave");
        pty_expect_restored(pty);
        pty_close(pty);
    }
}

static void test_hang_up(void **state)
{
    struct pty *pty = start(state);
    struct timespec begin = pty_clock();
    pty_hang_up(pty);
    pty_expect_exit(pty, EXIT_GONE);
    assert_true(pty_ms_since(&begin) < 1000);
    pty_close(pty);
}

/* SIGHUP is ignored, as under nohup: no signal tells of the end, only the terminal's own. */
static void test_hang_up_ignored(void **state)
{
    const char *const argv[] = {"sh", "-c", "trap '' HUP; exec \"$0\" child", *state, NULL};
    struct pty *pty = pty_start(argv, 24, 80, NULL);
    pty_expect(pty, "0 open");
    struct timespec begin = pty_clock();
    pty_hang_up(pty);
    pty_expect_exit(pty, EXIT_GONE);
    assert_true(pty_ms_since(&begin) < 1000);
    assert_in_range(pty_cpu_ms(pty), 0, 500);
    pty_close(pty);
}

static void test_suspend_and_continue(void **state)
{
    struct termios inside, stopped, again;
    struct pty *pty = start(state);
    pty_modes(pty, &inside);
    pty_type(pty, "a");
    pty_expect(pty, "1 text a.");
    for (int round = 0; round < 2; round++) {
        char line[40];
        pty_kill(pty, SIGTSTP);
        assert_true(pty_wait_stopped(pty, PTY_PATIENCE));
        pty_pass(pty, 50);
        pty_modes(pty, &stopped);
        assert_int_equal(stopped.c_lflag & (ICANON | ECHO | ISIG), ICANON | ECHO | ISIG);
        pty_expect_restored(pty);
        pty_resize(pty, 20 + round, 70);
        pty_kill(pty, SIGCONT);
        snprintf(line, sizeof line, "%d continued.", round == 0 ? 2 : 5);
        pty_expect(pty, line);
        snprintf(line, sizeof line, "%d resize.", round == 0 ? 3 : 6);
        pty_expect(pty, line);
        assert_true(pty_alternate(pty));
        pty_modes(pty, &again);
        expect_modes_same(&inside, &again);
        pty_type(pty, round == 0 ? "b" : "c");
        pty_expect(pty, round == 0 ? "4 text b." : "7 text c.");
    }
    leave(pty);
}

/* SIGSTOP comes unannounced; a shell then sets the terminal as it likes it. */
static void test_stopped_unannounced(void **state)
{
    struct termios inside, again;
    struct pty *pty = start(state);
    pty_modes(pty, &inside);
    pty_kill(pty, SIGSTOP);
    assert_true(pty_wait_stopped(pty, PTY_PATIENCE));
    pty_set_modes(pty, ICANON | ECHO | ISIG);
    pty_kill(pty, SIGCONT);
    pty_wait_quiet(pty, 100);
    pty_modes(pty, &again);
    expect_modes_same(&inside, &again);
    pty_type(pty, "x");
    pty_expect(pty, "0 open");
    pty_expect(pty, "1 text x.");
    leave(pty);
}

/* And a program the shell ran meanwhile left the alternate screen. */
static void test_stopped_unannounced_for_another_program(void **state)
{
    static const char left[] = "\033[?1049l";
    struct pty *pty = start(state);
    pty_kill(pty, SIGSTOP);
    assert_true(pty_wait_stopped(pty, PTY_PATIENCE));
    int fd = open(pty_name(pty), O_WRONLY | O_NOCTTY);
    assert_int_equal(write(fd, left, sizeof left - 1), sizeof left - 1);
    close(fd);
    pty_wait_quiet(pty, 100);
    assert_false(pty_alternate(pty));
    pty_kill(pty, SIGCONT);
    pty_expect(pty, "0 open");
    assert_true(pty_alternate(pty));
    leave(pty);
}

static void test_other_program_has_the_terminal(void **state)
{
    struct pty *pty = start(state);
    pty_type(pty, "<C-o>");
    pty_expect(pty, "outside");
    assert_false(pty_alternate(pty));
    pty_kill(pty, SIGINT); /* Ctrl-C in that program */
    pty_expect(pty, "2 back.");
    assert_true(pty_alternate(pty));
    pty_type(pty, "x");
    pty_expect(pty, "3 text x.");
    leave(pty);
}

/* ---- At rest --------------------------------------------------------------------------------- */

static void test_idle(void **state)
{
    struct pty *pty = start(state);
    pty_type(pty, "a");
    pty_expect(pty, "1 text a.");
    pty_wait_quiet(pty, 100);
    pty_expect_rest(pty, 1500);
    leave(pty);
}

static void touch(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    assert_true(fd >= 0 && write(fd, "x", 1) == 1);
    close(fd);
}

static void test_watched_file(void **state)
{
    char folder[] = "/tmp/gesprek-test-XXXXXX", file[64], log[64], other[64];
    assert_non_null(mkdtemp(folder));
    snprintf(file, sizeof file, "%s/a.db", folder);
    snprintf(log, sizeof log, "%s/a.db-wal", folder);
    snprintf(other, sizeof other, "%s/b.db", folder);
    struct pty *pty = start_with(state, NULL, file);
    pty_expect(pty, "0 open");
    touch(other);
    pty_wait_quiet(pty, 100);
    touch(log);
    pty_expect(pty, "1 watch.");
    leave(pty);
    unlink(log);
    unlink(other);
    rmdir(folder);
}

/* ---- Terminals it cannot use ----------------------------------------------------------------- */

static void test_terminals_it_cannot_use(void **state)
{
    static const char *const terms[] = {"TERM=dumb", "TERM=", "TERM", "TERM=gibt-es-nicht",
                                        "TERM=unknown"};
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        const char *const env[] = {terms[i], NULL};
        struct termios modes;
        struct pty *pty = start_with(state, env, NULL);
        pty_expect_exit(pty, EXIT_NO_TERM);
        pty_expect(pty, "cannot show screens. Add --plain");
        assert_false(written(pty, 0, "\033"));
        pty_modes(pty, &modes);
        assert_int_equal(modes.c_lflag & (ICANON | ECHO), ICANON | ECHO);
        pty_close(pty);
    }
}

static void test_input_that_is_no_terminal(void **state)
{
    const char *const argv[] = {"sh", "-c", "\"$0\" child </dev/null", *state, NULL};
    struct pty *pty = pty_start(argv, 24, 80, NULL);
    pty_expect_exit(pty, EXIT_NO_TERM);
    pty_expect(pty, "add --plain");
    pty_close(pty);
}

/* Input that is there and cannot be read must not be asked for again and again. */
static void test_end_of_input(void **state)
{
    struct pty *pty = start(state);
    pty_set_modes(pty, ICANON); /* somebody else made Ctrl-D the end of input again */
    for (int i = 0; i < 30 && pty_wait_exit(pty, 20) < 0; i++)
        send(pty, "\004");
    pty_expect_exit(pty, EXIT_GONE);
    pty_close(pty);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "child") == 0)
        return child_main(argc > 2 ? argv[2] : NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(test_named_keys, argv[0]),
        cmocka_unit_test_prestate(test_a_letter_asks_three_times, argv[0]),
        cmocka_unit_test_prestate(test_other_sequences, argv[0]),
        cmocka_unit_test_prestate(test_characters, argv[0]),
        cmocka_unit_test_prestate(test_no_typing_is_lost, argv[0]),
        cmocka_unit_test_prestate(test_escape_alone_is_quick, argv[0]),
        cmocka_unit_test_prestate(test_paste, argv[0]),
        cmocka_unit_test_prestate(test_unclosed_paste_ends, argv[0]),
        cmocka_unit_test_prestate(test_huge_paste, argv[0]),
        cmocka_unit_test_prestate(test_burst_without_brackets, argv[0]),
        cmocka_unit_test_prestate(test_mouse, argv[0]),
        cmocka_unit_test_prestate(test_mouse_off, argv[0]),
        cmocka_unit_test_prestate(test_resize, argv[0]),
        cmocka_unit_test_prestate(test_size_ignores_environment, argv[0]),
        cmocka_unit_test_prestate(test_only_changes_are_sent, argv[0]),
        cmocka_unit_test_prestate(test_widths, argv[0]),
        cmocka_unit_test_prestate(test_colours, argv[0]),
        cmocka_unit_test_prestate(test_other_locale, argv[0]),
        cmocka_unit_test_prestate(test_left_as_it_was, argv[0]),
        cmocka_unit_test_prestate(test_exit_gives_the_terminal_back, argv[0]),
        cmocka_unit_test_prestate(test_no_page_stays_behind, argv[0]),
        cmocka_unit_test_prestate(test_signals_that_ask_to_leave, argv[0]),
        cmocka_unit_test_prestate(test_hang_up, argv[0]),
        cmocka_unit_test_prestate(test_hang_up_ignored, argv[0]),
        cmocka_unit_test_prestate(test_suspend_and_continue, argv[0]),
        cmocka_unit_test_prestate(test_stopped_unannounced, argv[0]),
        cmocka_unit_test_prestate(test_stopped_unannounced_for_another_program, argv[0]),
        cmocka_unit_test_prestate(test_other_program_has_the_terminal, argv[0]),
        cmocka_unit_test_prestate(test_idle, argv[0]),
        cmocka_unit_test_prestate(test_watched_file, argv[0]),
        cmocka_unit_test_prestate(test_terminals_it_cannot_use, argv[0]),
        cmocka_unit_test_prestate(test_input_that_is_no_terminal, argv[0]),
        cmocka_unit_test_prestate(test_end_of_input, argv[0]),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
