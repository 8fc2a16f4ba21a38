/*
 * help: what the program says about itself, made from the table of commands.
 */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "base/buf.h"
#include "cli/cli.h"

#define HELP_COLUMNS 80

/* Adds all commands with a line each, and the options of every command. */
void help_add_overview(struct buf *out, enum lang lang);

/* Adds everything about one command. */
void help_add_command(struct buf *out, const struct command *command, enum lang lang);

/* Adds its usage: "Usage: gesprek settle ID STATUS [--to DATE]", wrapped. */
void help_add_usage(struct buf *out, const struct command *command, enum lang lang);

/* Adds the usage of the commands of a family ("guide"). */
void help_add_family(struct buf *out, const char *family, enum lang lang);

#endif
