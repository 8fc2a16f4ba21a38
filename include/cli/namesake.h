/*
 * namesake: whether a name on the command line is that of somebody the file knows, or a namesake's.
 * Nobody becomes one with another unseen: of a name that differs in its accents alone it is asked,
 * and where nobody can be asked it is refused until the name is given as it is known, or --new.
 */
#ifndef CLI_NAMESAKE_H
#define CLI_NAMESAKE_H

#include "cli/cli.h"

/* Adds the name to go on with: as it was given, or as it is known. 0, or -1 with cli->err. */
int namesake_settle(struct cli *cli, const char *given, struct buf *name);

/* Says whose the name is, when it is somebody's already. 0, or -1 with cli->err. */
int namesake_say(struct cli *cli, const char *name);

#endif
