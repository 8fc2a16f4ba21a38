/*
 * pty_check: what a test expects of a program on a pty; a failure shows the screen.
 */
#ifndef TESTS_PTY_CHECK_H
#define TESTS_PTY_CHECK_H

#include <time.h>

#include "pty.h"

/* Text comes to stand on the screen, or goes away. */
void pty_expect(struct pty *pty, const char *text);
void pty_expect_not(struct pty *pty, const char *text);

/* The keys are read, and bring text. */
void pty_step(struct pty *pty, const char *keys, const char *text);

/* The program ends with that status. */
void pty_expect_exit(struct pty *pty, int status);

/* The terminal is as a shell wants it: main screen, cursor, line editing, no reports. */
void pty_expect_restored(struct pty *pty);

/* Nothing is written and the program never wakes up during so many milliseconds. */
void pty_expect_rest(struct pty *pty, int ms);

struct timespec pty_clock(void);
double pty_ms_since(const struct timespec *begin);

#endif
