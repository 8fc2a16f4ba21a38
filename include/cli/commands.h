/*
 * commands: the table of everything the program can be asked, and the functions behind its rows. A
 * family of commands has a file of its own.
 */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include <stddef.h>

#include "cli/cli.h"

extern const struct command cli_commands[]; /* in the order of the help */
extern const size_t cli_commands_count;
extern const struct cli_option cli_globals[]; /* options of every command; ends at name NULL */

#endif
