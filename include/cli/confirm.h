/*
 * confirm: asking whether something that cannot be taken back has to happen.
 */
#ifndef CLI_CONFIRM_H
#define CLI_CONFIRM_H

#include <stdbool.h>

#include "cli/cli.h"

/* Is somebody there to be asked? */
bool confirm_can(const struct cli *cli);

/* Asks the user to type word (case and accents do not count): 0 when that was done or --yes given;
 * else -1 after saying why nothing happens. Where nobody can be asked --yes has to be given. */
int confirm_typed(struct cli *cli, const char *word);

/* The name is of nobody yet: says so, and asks whether a new person is meant. As above. */
int confirm_new(struct cli *cli, const char *name);

/* The name differs from that of somebody known in its accents alone: asks whether it is the same
 * person. 0, or -1 where nobody can be asked. */
int confirm_same(struct cli *cli, const char *name, const char *known, bool *same);

/* Reads the answer to a question that was put: does it begin with y or j? Nothing read is no. */
bool confirm_read_yes(struct cli *cli);

/* Was said what had better not go along with a text: may it go so? As above. */
int confirm_so(struct cli *cli);

#endif
