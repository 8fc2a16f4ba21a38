/*
 * attempts: one function of the store at a time, tried again and again with
 * another of its statements or calls refused (tests/refusal.h). Whoever called
 * it is told, the file is sound, and what is asked once more works.
 *
 * TEST_FAULTS=all tries every one of them, else a sample (tests/trial.h).
 */
#ifndef TESTS_ATTEMPTS_H
#define TESTS_ATTEMPTS_H

#include <stdbool.h>

#include "refusal.h"
#include "store/store.h"

enum { ATTEMPT_PATH = 128 };

/* A folder with the files things are done to, and one in which they are. */
struct attempts {
    char folder[64], master[80], work[80];
    struct secret *passphrase; /* of sealed files */
    void *with;                /* whatever the test has */
};

/* What one function is tried in. */
struct attempt {
    struct attempts *attempts;
    struct store *store; /* closed afterwards; NULL where the function opens a
                            file itself */
    char db[ATTEMPT_PATH];
    char into[ATTEMPT_PATH]; /* a path where nothing is yet */
};

enum attempt_state { CLOSED, OPENED, UNLOCKED };

struct attempted {
    const char *name, *db;
    enum attempt_state state;
    int (*run)(struct attempt *attempt, struct err *err);
    void (*prepare)(struct attempt *attempt); /* before anything is refused; may be NULL */
    void (*clear)(struct attempt *attempt);   /* afterwards; may be NULL */
    const char *beside;                       /* another file that is needed; NULL: none */
    bool quiet;  /* it looks and goes on: what cannot be looked at is said in its
                    report */
    bool harmed; /* the file has damage from the beginning */
    /* It was done although it failed: what comes last was refused. May be NULL.
     */
    bool (*done)(struct attempt *attempt);
};

void attempts_begin(struct attempts *attempts);
void attempts_end(struct attempts *attempts);

/* The path of a name in the folder of what is there before. */
void attempts_path(const struct attempts *attempts, const char *name, char path[ATTEMPT_PATH]);

/* The same in the folder of an attempt. */
void attempt_path(const struct attempt *attempt, const char *name, char path[ATTEMPT_PATH]);

/* Opens a file; the test fails when that fails. */
struct store *attempts_open(const char *path);

/* Tries each of them. */
void attempts_try(struct attempts *attempts, const struct attempted *list, size_t n,
                  enum refusal what);

#endif
