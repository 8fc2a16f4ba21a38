#include "cli/confirm.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"

bool confirm_can(const struct cli *cli)
{
    return !cli->no_input && isatty(fileno(cli->in)) && isatty(fileno(cli->errors));
}

static int ask(struct cli *cli, const char *word)
{
    char *line = NULL;
    size_t room = 0;
    cli_prompt(cli, "Type \"%s\" to erase it for good: ", word);
    ssize_t len = getline(&line, &room, cli->in);
    if (len > 0 && line[len - 1] == '\n')
        line[len - 1] = '\0';
    bool same = len > 0 && !utf8_compare(line, word);
    free(line);
    return same ? 0 : -1;
}

int confirm_typed(struct cli *cli, const char *word)
{
    if (cli_value(cli, "yes"))
        return 0;
    if (!confirm_can(cli)) {
        cli_say(cli, "Nothing was erased. Give --yes when that has to go.");
        return -1;
    }
    if (!ask(cli, word))
        return 0;
    cli_say(cli, "Nothing was erased.");
    return -1;
}

bool confirm_read_yes(struct cli *cli)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t len = getline(&line, &room, cli->in);
    bool yes = len > 0 && *line && strchr("yYjJ", *line);
    free(line);
    return yes;
}

int confirm_new(struct cli *cli, const char *name)
{
    if (cli_value(cli, "yes")) {
        cli_say(cli, "%s is a new person.", name);
        return 0;
    }
    if (!confirm_can(cli)) {
        cli_say(cli,
                "There is nobody called %s yet. Nothing was changed. Give --yes when this is a "
                "new person.",
                name);
        return -1;
    }
    cli_prompt(cli, "There is nobody called %s yet. Is this a new person? (y/n) ", name);
    if (confirm_read_yes(cli))
        return 0;
    cli_say(cli, "Nothing was changed.");
    return -1;
}

int confirm_same(struct cli *cli, const char *name, const char *known, bool *same)
{
    if (!confirm_can(cli))
        return -1;
    cli_prompt(cli, "You know %s. Is %s the same person? (y/n) ", known, name);
    *same = confirm_read_yes(cli);
    return 0;
}

int confirm_so(struct cli *cli)
{
    if (cli_value(cli, "yes"))
        return 0;
    if (!confirm_can(cli)) {
        cli_say(cli, "Nothing was sent. Change that, or give --yes to send it so.");
        return -1;
    }
    cli_prompt(cli, "Send it so? (y/n) ");
    if (confirm_read_yes(cli))
        return 0;
    cli_say(cli, "Nothing was sent.");
    return -1;
}
