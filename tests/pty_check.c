#include "pty_check.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static void fail_with_screen(struct pty *pty, const char *what, const char *text)
{
    struct buf screen = BUF_INIT;
    pty_screen(pty, &screen);
    fail_msg("%s '%s'; the screen:\n%s", what, text, screen.data);
}

void pty_expect(struct pty *pty, const char *text)
{
    if (!pty_wait_text(pty, text, PTY_PATIENCE))
        fail_with_screen(pty, "not there:", text);
}

void pty_expect_not(struct pty *pty, const char *text)
{
    if (!pty_wait_no_text(pty, text, PTY_PATIENCE))
        fail_with_screen(pty, "still there:", text);
}

void pty_step(struct pty *pty, const char *keys, const char *text)
{
    if (!pty_type(pty, keys))
        fail_with_screen(pty, "not read:", keys);
    pty_expect(pty, text);
}

void pty_expect_exit(struct pty *pty, int status)
{
    char ended[64];
    int is = pty_wait_exit(pty, PTY_PATIENCE);
    if (is == status)
        return;
    snprintf(ended, sizeof ended, "%d instead of %d", is, status);
    fail_with_screen(pty, is < 0 ? "did not end:" : "ended otherwise:", ended);
}

void pty_expect_restored(struct pty *pty)
{
    struct termios modes;
    const struct buf *written = pty_written(pty);
    int row, col;
    pty_modes(pty, &modes);
    pty_cursor(pty, &row, &col);
    assert_int_equal(modes.c_lflag & (ICANON | ECHO | ISIG), ICANON | ECHO | ISIG);
    assert_true(modes.c_iflag & ICRNL);
    assert_true(modes.c_oflag & ONLCR);
    assert_false(pty_alternate(pty));
    assert_true(row >= 0);
    assert_non_null(memmem(written->data, written->len, "\033[?2004l", 8));
    assert_non_null(memmem(written->data, written->len, "\033[?1000l", 8));
}

static long wake_ups(pid_t pid)
{
    char path[64], line[200];
    long n = -1;
    snprintf(path, sizeof path, "/proc/%ld/status", (long)pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "voluntary_ctxt_switches: %ld", &n) == 1)
            break;
    if (file)
        fclose(file);
    return n;
}

void pty_expect_rest(struct pty *pty, int ms)
{
    size_t bytes = pty_written(pty)->len;
    long before = wake_ups(pty_pid(pty));
    pty_pass(pty, ms);
    assert_int_equal(pty_written(pty)->len, bytes);
    assert_int_equal(wake_ups(pty_pid(pty)), before);
}

struct timespec pty_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now;
}

double pty_ms_since(const struct timespec *begin)
{
    struct timespec now = pty_clock();
    return (double)(now.tv_sec - begin->tv_sec) * 1e3 +
           (double)(now.tv_nsec - begin->tv_nsec) / 1e6;
}
