#include <assert.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/passphrase.h"

/*
 * The command is found first: its words are the first ones that are no option and no value of one.
 * They are taken out, and getopt_long reads the rest with the options of that command, so options
 * may stand before the command, after it and between its arguments.
 */

enum { GLOBAL = 1000, OWN = 2000 }; /* what getopt_long returns: these, plus the row of the table */

static const struct cli_option *find_global(const char *name, size_t len)
{
    for (const struct cli_option *option = cli_globals; option->name; option++)
        if (!strncmp(option->name, name, len) && !option->name[len])
            return option;
    return NULL;
}

/* The next word of argv from *at on that is no option of every command nor the value of one; NULL
 * when there is none, or when an option comes first that only a command can explain. */
static const char *next_word(int argc, char **argv, int *at)
{
    for (; *at < argc; ++*at) {
        const char *word = argv[*at];
        if (*word != '-' || !word[1])
            return word;
        size_t len = strncmp(word, "--", 2) ? 0 : strcspn(word + 2, "=");
        const struct cli_option *option = len ? find_global(word + 2, len) : NULL;
        if (!option && strcmp(word, "-h"))
            return NULL;
        if (option && option->argument && !word[2 + len])
            ++*at;
    }
    return NULL;
}

/* The command of that name: one word, or two with second (may be NULL). */
static const struct command *find_command(const char *first, const char *second)
{
    size_t len = strlen(first);
    for (size_t i = 0; i < cli_commands_count; i++) {
        const char *name = cli_commands[i].name;
        if (strncmp(name, first, len))
            continue;
        if (!name[len] || (name[len] == ' ' && second && !strcmp(name + len + 1, second)))
            return &cli_commands[i];
    }
    return NULL;
}

static bool is_family(const char *first)
{
    size_t len = strlen(first);
    for (size_t i = 0; i < cli_commands_count; i++)
        if (!strncmp(cli_commands[i].name, first, len) && cli_commands[i].name[len] == ' ')
            return true;
    return false;
}

static int unknown_command(struct cli *cli, const char *word)
{
    const char **names = mem_zero(cli_commands_count + 1, sizeof *names);
    char(*firsts)[32] = mem_zero(cli_commands_count, sizeof *firsts);
    for (size_t i = 0; i < cli_commands_count; i++) {
        snprintf(firsts[i], sizeof firsts[i], "%.*s", (int)strcspn(cli_commands[i].name, " "),
                 cli_commands[i].name);
        names[i] = firsts[i];
    }
    const char *near = cli_nearest(word, names);
    int status =
        near ? cli_misuse(cli, "There is no command \"%s\". Did you mean \"%s\"?", word, near)
             : cli_misuse(cli, "There is no command \"%s\".", word);
    free(firsts);
    free(names);
    return status;
}

/* Says which commands a family has. Asking for its help is no mistake. */
static int show_family(struct cli *cli, const char *family, const char *second, bool asked)
{
    struct buf usage = BUF_INIT;
    help_add_family(&usage, family, cli->lang);
    if (second)
        cli_say(cli, "gesprek: \"%s\" cannot \"%s\".", family, second);
    if (asked)
        cli_write(cli, &usage);
    else
        cli_tell(cli, &usage);
    buf_release(&usage);
    return asked ? CLI_DONE : CLI_MISUSE;
}

static bool asks_help(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))
            return true;
    return false;
}

static void take_out(int *argc, char **argv, int at)
{
    memmove(argv + at, argv + at + 1, (size_t)(*argc - at) * sizeof *argv);
    --*argc;
}

/* Finds the command and takes its words out of argv: -1, or the exit status when there is none. */
static int choose_command(struct cli *cli, int *argc, char **argv)
{
    int first_at = 1;
    const char *first = next_word(*argc, argv, &first_at);
    if (!first) {
        cli->command = find_command("start", NULL);
        assert(cli->command); /* the table has it */
        return -1;
    }
    int second_at = first_at + 1;
    const char *second = is_family(first) ? next_word(*argc, argv, &second_at) : NULL;
    const struct command *command = find_command(first, second);
    if (!command)
        return is_family(first) ? show_family(cli, first, second, asks_help(*argc, argv))
                                : unknown_command(cli, first);
    cli->command = command;
    if (strchr(command->name, ' '))
        take_out(argc, argv, second_at);
    take_out(argc, argv, first_at);
    return -1;
}

/* Fills table (room for every option and the end) for getopt_long; names for "did you mean". */
static void list_options(const struct cli *cli, struct option *table, const char **names)
{
    const struct cli_option *lists[] = {cli_globals, cli->command->options};
    const int bases[] = {GLOBAL, OWN};
    size_t n = 0;
    for (size_t list = 0; list < 2; list++)
        for (int i = 0; lists[list] && lists[list][i].name; i++) {
            const struct cli_option *option = &lists[list][i];
            names[n] = option->name;
            table[n++] =
                (struct option){option->name, option->argument ? required_argument : no_argument,
                                NULL, bases[list] + i};
        }
}

/* Where an option belongs when this command has none such: the first that has, or NULL. */
static const char *owner_of(const char *name, size_t len)
{
    for (size_t i = 0; i < cli_commands_count; i++) {
        const struct cli_option *option = cli_commands[i].options;
        for (; option && option->name; option++)
            if (!strncmp(option->name, name, len) && !option->name[len])
                return cli_commands[i].name;
    }
    return NULL;
}

static int unknown_option(struct cli *cli, const char *word, const char **names)
{
    const char *name = word + strspn(word, "-");
    char typed[64];
    snprintf(typed, sizeof typed, "%.*s", (int)strcspn(name, "="), name);
    const char *near = cli_nearest(typed, names), *owner = owner_of(typed, strlen(typed));
    if (near)
        return cli_misuse(cli, "There is no option \"%s\" here. Did you mean \"--%s\"?", word,
                          near);
    if (owner)
        return cli_misuse(cli, "\"%s\" belongs to another command: gesprek %s", word, owner);
    return cli_misuse(cli, "There is no option \"%s\" here.", word);
}

static void show_help(struct cli *cli, bool all)
{
    struct buf help = BUF_INIT;
    if (all)
        help_add_overview(&help, cli->lang);
    else
        help_add_command(&help, cli->command, cli->lang);
    cli_write(cli, &help);
    buf_release(&help);
}

/* What the options of every command ask for. */
struct asked {
    const char *lang;
    bool help, version;
};

static void take_global(struct cli *cli, struct asked *asked, const char *name, const char *value)
{
    if (!strcmp(name, "db"))
        cli->db = value;
    else if (!strcmp(name, "guides"))
        cli->guides = value;
    else if (!strcmp(name, "lang"))
        asked->lang = value;
    else if (!strcmp(name, "passphrase-fd"))
        cli->passphrase = value;
    else if (!strcmp(name, "plain"))
        cli->plain = true;
    else if (!strcmp(name, "no-input"))
        cli->no_input = true;
    else if (!strcmp(name, "help"))
        asked->help = true;
    else if (!strcmp(name, "version"))
        asked->version = true;
}

/* Reads the options; -1, or the exit status of wrong use. The words that stay are at optind. */
static int read_options(struct cli *cli, int argc, char **argv, struct asked *asked)
{
    enum { GLOBALS_MAX = 16 };
    struct option table[GLOBALS_MAX + CLI_OPTIONS_MAX + 1] = {0};
    const char *names[GLOBALS_MAX + CLI_OPTIONS_MAX + 1] = {0};
    list_options(cli, table, names);
    optind = 0;
    opterr = 0;
    for (int got; (got = getopt_long(argc, argv, ":h", table, NULL)) != -1;) {
        if (got == 'h')
            asked->help = true;
        else if (got >= OWN)
            cli->given[got - OWN] = optarg ? optarg : "";
        else if (got >= GLOBAL)
            take_global(cli, asked, cli_globals[got - GLOBAL].name, optarg);
        else if (got == ':')
            return cli_misuse(cli, "\"%s\" needs a value.", argv[optind - 1]);
        else if (optopt >= GLOBAL)
            return cli_misuse(cli, "\"%s\" takes no value.", argv[optind - 1]);
        else if (optopt)
            return cli_misuse(cli, "There is no option \"-%c\" here.", optopt);
        else
            return unknown_option(cli, argv[optind - 1], names);
    }
    return -1;
}

static int check_arguments(struct cli *cli)
{
    const struct command *command = cli->command;
    if (cli->n_args < command->min)
        return cli_misuse(cli, "Something is missing after \"%s\".", command->name);
    if (command->max >= 0 && cli->n_args > command->max)
        return cli_misuse(cli, "\"%s\" is one word too many after \"%s\".", cli->args[command->max],
                          command->name);
    return -1;
}

/* Before anything can go wrong: the language to say it in. */
static const char *given_language(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (!strncmp(argv[i], "--lang=", 7))
            return argv[i] + 7;
        if (!strcmp(argv[i], "--lang") && i + 1 < argc)
            return argv[i + 1];
    }
    return NULL;
}

static int act(struct cli *cli, const struct asked *asked, bool bare)
{
    enum lang lang;
    if (asked->lang && !lang_parse(asked->lang, &lang))
        return cli_misuse(cli, "--lang is nl or en, not \"%s\".", asked->lang);
    if (cli->db && !*cli->db) /* a variable that was not set: not the user's own file, then */
        return cli_misuse(cli, "\"%s\" needs a value.", "--db");
    if (cli->passphrase && !passphrase_file(cli->passphrase))
        return cli_misuse(cli,
                          "--passphrase-fd is the number of an open file descriptor, not "
                          "\"%s\".",
                          cli->passphrase);
    if (asked->version) {
        cli->command = find_command("version", NULL);
        return -1;
    }
    if (asked->help) {
        show_help(cli, bare);
        return CLI_DONE;
    }
    return check_arguments(cli);
}

int cli_parse(struct cli *cli, int argc, char **argv)
{
    *cli = (struct cli){.in = stdin, .out = stdout, .errors = stderr, .clock = clock_open()};
    cli->lang = lang_choose(given_language(argc, argv));
    cli->err = (struct err)ERR_INIT(cli->lang);
    cli->args = mem_zero((size_t)argc + 1, sizeof *cli->args);
    memcpy(cli->args, argv, (size_t)argc * sizeof *argv);
    int before = argc;
    int status = choose_command(cli, &argc, cli->args);
    if (status != -1)
        return status;
    struct asked asked = {0};
    status = read_options(cli, argc, cli->args, &asked);
    if (status != -1)
        return status;
    cli->n_args = argc - optind;
    memmove(cli->args, cli->args + optind, (size_t)(cli->n_args + 1) * sizeof *cli->args);
    return act(cli, &asked, before == argc);
}
