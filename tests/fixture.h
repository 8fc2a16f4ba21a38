/*
 * fixture: a file with one or two people in it, open to write: what most tests of the store begin
 * with.
 */
#ifndef TESTS_FIXTURE_H
#define TESTS_FIXTURE_H

#include "sandbox.h"

struct fixture {
    struct sandbox sandbox;
    struct store *store; /* the test may close it, and leave NULL */
    struct err err;      /* in English */
    int64_t now;
    char sanne[UUID_SIZE];                         /* a conversation with Sanne de Boer */
    char mo[UUID_SIZE];                            /* one with Mo Karimi, after fixture_two */
    char agreement[UUID_SIZE], copy[SANDBOX_PATH]; /* for the test */
};

/* For cmocka: before a test, with Sanne or with both; and after it. */
int fixture_one(void **state);
int fixture_two(void **state);
int fixture_end(void **state);

/* Opens the file anew, at that moment. */
void reopen(struct fixture *fixture, int64_t now);

/* What returned failed must have worked; else the test fails with the sentence. */
void good(struct fixture *fixture, int failed);

#endif
