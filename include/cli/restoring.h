/*
 * restoring: a backup put in the place of the file, from the command line or because the file
 * cannot be opened.
 */
#ifndef CLI_RESTORING_H
#define CLI_RESTORING_H

#include <stdbool.h>

#include "base/buf.h"
#include "cli/cli.h"
#include "store/backups.h"

/* Adds when it was made and what is in it: "Fri 27 Nov 17:30  5 people, 6 conversations". */
void restoring_add(const struct cli *cli, struct buf *lines, const struct backup *backup);

/* Puts back what is given, a name of the list or a path, and says where the file of before is. What
 * cli has open is closed first; the store of the new one is open then. An exit status. */
int restoring_do(struct cli *cli, const char *path, const char *given);

/* When there is no file at path but a copy of one: true, with cli->err saying so and how it is put
 * back. A new file would hide that. */
bool restoring_missed(struct cli *cli, const char *path);

/* When the file at path is damaged or gone, there is a copy, and somebody can be asked: says what
 * is wrong (cli->err) and asks. True when it was put back, or (cli->anew) a new one has to be
 * begun; false, with cli->err empty when it was said. */
bool restoring_offer(struct cli *cli, const char *path);

#endif
