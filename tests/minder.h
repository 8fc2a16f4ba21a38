/*
 * minder: the process between a test and the program on its terminal (tests/pty.h). It does what a
 * shell does: leads the session, puts the program in the foreground in a process group of its own,
 * passes a hang-up on; and it tells what became of the program.
 */
#ifndef TESTS_MINDER_H
#define TESTS_MINDER_H

#include <stdbool.h>
#include <sys/types.h>

/* The first says which process it is, each other that it stopped or ended. */
struct news {
    pid_t pid;
    int status; /* as waitpid gives it */
    bool ended;
    long cpu_ms; /* when it ended: processor time used */
};

/* Runs argv on the terminal called name, writing struct news to news; stays, so the terminal stays,
 * until the other end of leash is closed. Does not return. */
void minder_run(const char *name, const char *const argv[], const char *const env[], int news,
                int leash) __attribute__((noreturn));

#endif
