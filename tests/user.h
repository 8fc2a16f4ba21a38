/*
 * user: somebody with the real program in front of them: a folder of their own with a new database
 * in it, an environment, and a terminal.
 */
#ifndef TESTS_USER_H
#define TESTS_USER_H

#include "pty.h"

struct user {
    char folder[64];
    char *env[12]; /* "NAME=value"; ends at NULL */
    int n;
};

/* English, on 20 November 2026 at nine, with a database that is not there yet. */
void user_open(struct user *user);
void user_close(struct user *user);

void user_set(struct user *user, const char *name, const char *value);
const char *const *user_env(const struct user *user);

/* The program on 24 x 80; the caller closes the pty, or leaves it with user_quit. */
struct pty *user_start(const struct user *user);

/* Into the first point of a conversation with Sanne de Boer, in its note. */
struct pty *user_start_talking(const struct user *user);

/* Leaves wherever it is; away from home it asks once. */
void user_quit(struct pty *pty);

#endif
