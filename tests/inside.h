/*
 * inside: the commands of the program, run inside the test instead of in a process of their own:
 * quick enough to run thousands of times, and seen by the sanitizers.
 */
#ifndef TESTS_INSIDE_H
#define TESTS_INSIDE_H

#include "base/buf.h"

struct inside {
    struct buf out, errors;
    int status;
};

/* Runs the program with arguments (ends at NULL; its own name is not among them) and input on its
 * standard input. Its environment is that of the test. */
void inside_run(struct inside *inside, const char *const *arguments, const struct buf *input);
void inside_release(struct inside *inside);

#endif
