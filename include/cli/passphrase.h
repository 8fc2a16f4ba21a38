/*
 * passphrase: asking for secrets. On the terminal they are typed without being shown; where there
 * is none, or none may be asked (--no-input), they come from the file descriptor that
 * --passphrase-fd names, a line for each. Never from an argument or the environment, which others
 * can read.
 */
#ifndef CLI_PASSPHRASE_H
#define CLI_PASSPHRASE_H

#include <stdbool.h>

#include "cli/cli.h"
#include "store/seal_secret.h"
#include "store/sealing.h"

#define PASSPHRASE_TRIES 3

/* Is text the number of a file descriptor that is open? */
bool passphrase_file(const char *text);

/* Can it be asked again, after a wrong one? Not of a file descriptor. */
bool passphrase_again(const struct cli *cli);

/* Asks (English, translated) for a secret, which is shown while it is typed only when shown says
 * so. NULL with cli->err when there is none. The caller frees it: secret_free. */
struct secret *passphrase_ask(struct cli *cli, const char *english, bool shown);

/* A new passphrase that will do; on the terminal typed twice. */
struct secret *passphrase_ask_new(struct cli *cli);

/* Asks, and does what is done with the answer; up to three times while that says it is wrong. From
 * the first question to the end nothing typed is shown but the answer to a question with shown. */
int passphrase_with(struct cli *cli, const char *english, bool shown,
                    enum unlocking (*act)(struct store *, const struct secret *, struct err *));

/* Opens the file of cli->store when it is locked, with up to three tries. */
int passphrase_unlock(struct cli *cli);

#endif
