/*
 * cli: the program as commands: reads the command line, opens what the command needs, runs it.
 *
 * A command is one row of one const table (src/cli/commands.c): its name, what follows it, its
 * help, its options and its function. Parsing, `--help`, usage lines and "did you mean" all read
 * that row, so a command says everything about itself once.
 *
 * What a command wants the world to have goes to cli->out; what it wants to tell its user goes to
 * cli->errors (cli_say). Text that came from people or files passes utf8_show on its way out,
 * unless the format escapes it (JSON, CSV, iCalendar).
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "domain/shelf.h"
#include "report/file.h"
#include "store/desk.h"
#include "store/log.h"
#include "store/store.h"

/* How a run ends. */
enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_MISUSE = 2 };

#define CLI_OPTIONS_MAX 24 /* own options of one command */

/* An option of one command, or (src/cli/commands.c) of all of them. Every command has --help. */
struct cli_option {
    const char *name;     /* "status", without the dashes; NULL ends a list */
    const char *argument; /* N_("STATUS"): written in its place in the help; NULL: a switch */
    const char *help;     /* N_(), one line */
};

/* What has to be open before a command runs. */
enum need {
    NEED_NOTHING,
    NEED_LIST,   /* cli->store for reading; NULL when there is no file yet, which was said */
    NEED_GLANCE, /* as NEED_LIST, but a file that is not there goes without saying */
    NEED_LOOK,   /* as NEED_LIST, but for writing where no other one does */
    NEED_READ,   /* for reading; without a file the run fails */
    NEED_WRITE,  /* for writing; without a file, or when another process holds it, the run fails */
    NEED_EITHER, /* for writing (made when not there), or for reading when another one writes */
    NEED_SEALED_READ,  /* as NEED_READ, but a sealed file stays locked: nothing is asked for */
    NEED_SEALED_WRITE, /* as NEED_WRITE, the same */
};

struct cli;

struct command {
    const char *name;      /* "agreements", or two words of a family: "guide check" */
    const char *arguments; /* N_("ID"), N_("[FILE]..."): as in the usage line; NULL for none */
    const char *help;      /* N_(), one line without a full stop */
    const char *more;      /* N_(), a paragraph or more for `NAME --help`, or NULL */
    const struct cli_option *options; /* its own, or NULL */
    int min, max;                     /* how many arguments; max -1: any number */
    enum need need;
    int (*run)(struct cli *cli); /* returns CLI_DONE, CLI_FAILED or CLI_MISUSE */
};

struct cli {
    enum lang lang;
    struct clock clock;
    FILE *in, *out, *errors;
    const char *db, *guides; /* --db, --guides; NULL when not given */
    const char *passphrase;  /* --passphrase-fd: a number, or NULL */
    bool plain, no_input;
    bool made; /* there was no file: the one that is open was made just now */
    bool anew; /* a file that is gone is begun anew, though there are copies of it */
    const struct command *command;
    const char *given[CLI_OPTIONS_MAX]; /* by the rows of command->options; read with cli_value */
    char **args;                        /* what is neither an option nor the command */
    int n_args;
    struct store *store;
    struct shelf shelf; /* read with cli_shelf */
    bool shelved;
    struct file_new output; /* with --output out writes here */
    int write_error;        /* the errno of the first write to out that failed, or 0 */
    struct err err;         /* in the user's language; what cli_fail says */
};

/* Reads the command line. -1: cli->command is to be run; else the run is over with that exit status
 * (help was asked for, or it was wrong use and that was said). */
int cli_parse(struct cli *cli, int argc, char **argv);

/* Opens what the command needs, and what it writes to: a command with an option "output" writes to
 * that file, which gets its name when the run is done, and only when it went well. 0, or -1 with
 * cli->err filled. */
int cli_open(struct cli *cli);

/* Closes it all, in reverse order, and flushes what was written. Returns the exit status: status,
 * or CLI_FAILED (and says so) when the output could not be written. A reader that went away is
 * fine. */
int cli_close(struct cli *cli, int status);

/* How much of its output cli->out takes on a row: the columns of the terminal, 0 (no end) when it
 * is none. */
int cli_columns(const struct cli *cli);

/* True when a person sits at both ends: no --plain, no ACCESSIBLE,
 * and in and out are a terminal. */
bool cli_on_screen(const struct cli *cli);

/* The value given to one of the command's own options, "" for a switch; NULL when not given. */
const char *cli_value(const struct cli *cli, const char *option);

/* The guides within reach, searched the first time they are asked for. */
struct shelf *cli_shelf(struct cli *cli);

/* The desk of this run, settings read from the store: 0, or -1 with cli->err filled. */
int cli_desk(struct cli *cli, struct desk *desk);

/* Where numbered lines go in this run (plain/plain.h). */
struct plain_lines;
void cli_lines(const struct cli *cli, struct plain_lines *lines);

/* Writes data to cli->out as it is; it was made safe by whoever made it. */
void cli_write(struct cli *cli, const struct buf *data);

/* Tells the user one sentence on cli->errors (English format, translated), made visible. */
void cli_say(struct cli *cli, const char *english, ...) __attribute__((format(printf, 2, 3)));

/* The same for a question: no end of the line behind it, where the answer is typed. */
void cli_prompt(struct cli *cli, const char *english, ...) __attribute__((format(printf, 2, 3)));

/* Tells the user a text that was made safe already: how a command is used, how far it is. */
void cli_tell(struct cli *cli, const struct buf *text);

/* Notes in the log what was done (store/log.h); when that fails it is said, and all goes on. */
void cli_note(struct cli *cli, enum log_kind kind, const char *how, const char *about);

/* Says cli->err, unless it is empty: said before; returns CLI_FAILED. */
int cli_fail(struct cli *cli);

/* Says what was wrong (English format, translated) and the usage line; returns CLI_MISUSE. */
int cli_misuse(struct cli *cli, const char *english, ...) __attribute__((format(printf, 2, 3)));

/* The one of choices (ends at NULL) nearest to what was typed, or NULL: for "did you mean". */
const char *cli_nearest(const char *typed, const char *const *choices);

#endif
