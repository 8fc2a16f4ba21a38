#include "user.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "pty_check.h"
#include "run.h"

void user_set(struct user *user, const char *name, const char *value)
{
    struct buf setting = BUF_INIT;
    buf_addf(&setting, "%s=%s", name, value);
    user->env[user->n++] = buf_detach(&setting);
}

void user_open(struct user *user)
{
    char db[80];
    memset(user, 0, sizeof *user);
    run_make_folder(user->folder);
    snprintf(db, sizeof db, "%.64s/a.db", user->folder);
    user_set(user, "HOME", user->folder);
    user_set(user, "GESPREK_DB", db);
    user_set(user, "GESPREK_LANG", "en");
    user_set(user, "GESPREK_NOW", "2026-11-20T09:00");
}

void user_close(struct user *user)
{
    for (int i = 0; i < user->n; i++)
        free(user->env[i]);
    run_drop_folder(user->folder);
}

const char *const *user_env(const struct user *user)
{
    return (const char *const *)user->env;
}

struct pty *user_start(const struct user *user)
{
    const char *const argv[] = {getenv("GESPREK_PROGRAM"), NULL};
    assert_non_null(argv[0]);
    return pty_start(argv, 24, 80, user_env(user));
}

struct pty *user_start_talking(const struct user *user)
{
    struct pty *pty = user_start(user);
    pty_expect(pty, "New conversation");
    pty_step(pty, "n", "Who do you want to talk with?");
    pty_step(pty, "Sanne de Boer<Enter><Enter>", "Preparation - S.B.");
    pty_step(pty, "<F6>", "[1 Attention]");
    return pty;
}

void user_quit(struct pty *pty)
{
    pty_type(pty, "<C-c>");
    pty_wait_quiet(pty, 50);
    if (pty_wait_exit(pty, 0) < 0)
        pty_type(pty, "<Down><Enter>");
    pty_expect_exit(pty, 0);
    pty_close(pty);
}
