/*
 * Sealing with the real program on a terminal: sealing the file, opening it with the passphrase,
 * with a wrong one, with the recovery key, and a hidden screen.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "pty_check.h"
#include "user.h"

#define PASSPHRASE "paard batterij nietje"
#define OTHER      "stoel wolk kanaal"

static struct pty *start(const struct user *user, const char *what, const char *which)
{
    const char *const argv[] = {getenv("GESPREK_PROGRAM"), what, which, NULL};
    return pty_start(argv, 24, 80, user_env(user));
}

/* Answers a question on the terminal, which forgets what was typed before it. */
static void answer(struct pty *pty, const char *question, const char *typed)
{
    pty_expect(pty, question);
    pty_wait_quiet(pty, 300);
    pty_type(pty, typed);
    pty_type(pty, "<Enter>");
}

/* The seven groups of four on the screen; the caller frees them. */
static char *shown_key(struct pty *pty)
{
    struct buf screen = BUF_INIT;
    pty_screen(pty, &screen);
    const char *line = strstr(screen.data, "\n    ");
    assert_non_null(line);
    char *key = mem_copy_len(line + 5, strcspn(line + 5, "\n"));
    assert_int_equal(strlen(key), 7 * 4 + 6);
    buf_release(&screen);
    return key;
}

/* Seals the file; the recovery key, to be freed. */
static char *seal(const struct user *user)
{
    struct pty *pty = start(user, "seal", "on");
    answer(pty, "New passphrase:", PASSPHRASE);
    answer(pty, "The same once more:", PASSPHRASE);
    pty_expect(pty, "Type it back from the paper:");
    char *key = shown_key(pty);
    answer(pty, "Type it back from the paper:", key);
    pty_expect(pty, "The file is sealed.");
    pty_expect_exit(pty, 0);
    pty_close(pty);
    return key;
}

static void test_sealed_and_opened(void **state)
{
    (void)state;
    struct user user;
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_step(pty, "glad that we talk", "glad that we talk");
    user_quit(pty);
    free(seal(&user));

    pty = user_start(&user);
    pty_expect(pty, "This file is sealed. Its passphrase opens it.");
    pty_expect_not(pty, "glad that we talk");
    pty_step(pty, OTHER "<Enter>", "This is not the passphrase of this file.");
    pty_expect_not(pty, OTHER);
    pty_step(pty, PASSPHRASE "<Enter>", "glad that we talk"); /* back where it was left */
    pty_step(pty, ", today", "glad that we talk, today");
    pty_type(pty, "<F9>");
    pty_expect_not(pty, "glad that we talk");
    pty_step(pty, "<Enter>", "glad that we talk, today");
    user_quit(pty);
    user_close(&user);
}

static void test_recovered(void **state)
{
    (void)state;
    struct user user;
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_step(pty, "glad that we talk", "glad that we talk");
    user_quit(pty);
    char *key = seal(&user);

    pty = start(&user, "seal", "recover");
    answer(pty, "Recovery key:", key);
    answer(pty, "New passphrase:", OTHER);
    answer(pty, "The same once more:", OTHER);
    pty_expect_exit(pty, 0);
    pty_close(pty);

    pty = user_start(&user);
    pty_expect(pty, "This file is sealed.");
    pty_step(pty, PASSPHRASE "<Enter>", "This is not the passphrase of this file.");
    pty_step(pty, OTHER "<Enter>", "glad that we talk");
    user_quit(pty);
    free(key);
    user_close(&user);
}

/* The next one comes at once, while the first is still being checked. */
static void test_typed_too_early(void **state)
{
    (void)state;
    struct user user;
    user_open(&user);
    struct pty *pty = user_start_talking(&user);
    pty_step(pty, "glad that we talk", "glad that we talk");
    user_quit(pty);
    free(seal(&user));

    pty = start(&user, "person", "list");
    pty_expect(pty, "Passphrase of the file:");
    pty_wait_quiet(pty, 300);
    pty_type(pty, OTHER "<Enter>");
    pty_send(pty, "zwaan ", 6);
    pty_pass(pty, 5);
    pty_send(pty, "kerk\r", 5);
    answer(pty, "This is not the passphrase of this file.", PASSPHRASE);
    pty_expect_exit(pty, 0);
    pty_expect_not(pty, "zwaan");
    pty_expect_not(pty, "kerk");
    pty_close(pty);
    user_close(&user);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_typed_too_early),
        cmocka_unit_test(test_sealed_and_opened),
        cmocka_unit_test(test_recovered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
