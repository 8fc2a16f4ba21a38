/*
 * desk_fixture: a desk for tests: a file in a folder that is thrown away, the shipped main
 * guide, a language, and a clock that stands still on Monday 23 November 2026, nine o'clock.
 */
#ifndef TESTS_DESK_FIXTURE_H
#define TESTS_DESK_FIXTURE_H

#include "domain/agreement.h"
#include "store/desk.h"

struct desk_fixture {
    char folder[64];
    struct shelf shelf;
    struct desk desk; /* names as initials, and nothing set */
};

/* Fails the test when it cannot be opened. */
void desk_fixture_open(struct desk_fixture *fixture, enum lang lang);
void desk_fixture_close(struct desk_fixture *fixture);

/* Closes the file and opens it again, as the next start of the program would, at the time the clock
 * of the desk then has. */
void desk_fixture_reopen(struct desk_fixture *fixture);

/* Another window on the same file: it may only read as long as the first is open. store_close its
 * store. */
void desk_fixture_second(const struct desk_fixture *fixture, struct desk *second);

/* Moves the clock of the desk days ahead; the file is reopened. */
void desk_fixture_later(struct desk_fixture *fixture, int days);

int desk_fixture_today(const struct desk_fixture *fixture);

/* A conversation held with the shipped guide, planned for that day at ten (DAY_NONE: not). */
void desk_fixture_interview(struct desk_fixture *fixture, const char *name, int day,
                            char id[UUID_SIZE]);

/* Something agreed in it; what happened to it comes after. */
void desk_fixture_agreement(struct desk_fixture *fixture, const char *interview, enum owner owner,
                            const char *what, int due, char id[UUID_SIZE]);

/* The stored answer, "" when there is none; until the next call. */
const char *desk_fixture_answer(struct desk_fixture *fixture, const char *interview,
                                const char *point, const char *field);

/* The file as another reader would see it: how many drafts an interview has. */
size_t desk_fixture_drafts(struct desk_fixture *fixture, const char *interview);

#endif
