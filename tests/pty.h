/*
 * pty: a program under test on a terminal of its own, with a screen that can be read.
 *
 * Between the test and the program stands a process that acts as a shell (tests/minder.h), so that
 * stopping works and the terminal's modes can be looked at when the program has left. What the
 * program writes goes into libvterm and, as it came, into a buffer.
 *
 * TERM is tmux-256color unless env says otherwise.
 */
#ifndef TESTS_PTY_H
#define TESTS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

#include "base/buf.h"

#define PTY_PATIENCE 10000 /* milliseconds; only a failing test ever waits so long */

/* How many times slower it is than on its own: TEST_SLOW says that valgrind looks on. */
int pty_slow(void);

struct pty;

/* Starts argv[0] (looked up in PATH) on rows x columns. env: "NAME=value" sets, "NAME" takes away;
 * ends in NULL, or is NULL. The caller owns the pty: pty_close. */
struct pty *pty_start(const char *const argv[], int rows, int columns, const char *const env[]);

/* Kills what still runs, frees. NULL is fine. */
void pty_close(struct pty *pty);

pid_t pty_pid(const struct pty *pty);
const char *pty_name(const struct pty *pty); /* of the terminal: "/dev/pts/3" */

/* Sends bytes as they are. */
void pty_send(struct pty *pty, const char *bytes, size_t len);

/* Waits until the program has read what was sent; false when it does not, though it slept or had
 * the processor for PTY_PATIENCE. */
bool pty_wait_read(struct pty *pty);

/* Types keys as key_parse writes them ("Zoë<F6><Enter>"), at a pace no program takes for a paste: a
 * key goes when the one before was read. False when the program does not read or a name is unknown.
 */
bool pty_type(struct pty *pty, const char *keys);

/* Sends text as a bracketed paste. */
void pty_paste(struct pty *pty, const char *text);

/* A click on row, col with the left button, as xterm reports it (SGR, 1006). */
void pty_click(struct pty *pty, int row, int col);

/* Waits until text stands in one row of the screen, or no longer stands there. */
bool pty_wait_text(struct pty *pty, const char *text, int timeout_ms);
bool pty_wait_no_text(struct pty *pty, const char *text, int timeout_ms);

/* Waits until nothing was written for quiet_ms; false when that
 * does not come within PTY_PATIENCE. */
bool pty_wait_quiet(struct pty *pty, int quiet_ms);

/* Takes in what is written during so many milliseconds. */
void pty_pass(struct pty *pty, int ms);

/* Adds the screen as text, one line a row, blanks at the end cut. */
void pty_screen(struct pty *pty, struct buf *out);

/* Where the cursor is; row -1 when it is hidden. */
void pty_cursor(const struct pty *pty, int *row, int *col);

bool pty_alternate(const struct pty *pty); /* is the alternate screen shown? */

/* From here on what it writes is read, and neither shown nor kept: no test is about it. */
void pty_look_away(struct pty *pty);

/* The window may be of 1 by 1; the screen that is read keeps a few rows and columns. */
void pty_resize(struct pty *pty, int rows, int columns);
void pty_kill(struct pty *pty, int number);

/* Closes the terminal's side, as when its window is closed; the session gets SIGHUP. */
void pty_hang_up(struct pty *pty);

/* The exit status, 128 + the number of the signal that ended it, or -1 when it still runs then. */
int pty_wait_exit(struct pty *pty, int timeout_ms);

/* Waits until the program has stopped (job control). */
bool pty_wait_stopped(struct pty *pty, int timeout_ms);

long pty_cpu_ms(const struct pty *pty); /* after its exit: the processor time it used */

/* Everything the program has written; not to be changed. */
const struct buf *pty_written(const struct pty *pty);

void pty_modes(const struct pty *pty, struct termios *modes);
void pty_set_modes(const struct pty *pty, tcflag_t local); /* sets c_lflag, as a shell might */

#endif
