#include <string.h>

#include "app/app.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "store/sealing.h"
#include "store/store.h"
#include "yaml/yaml_walk.h"

int command_version(struct cli *cli)
{
    static void (*const libraries[])(struct buf *) = {store_add_library, yaml_add_library,
                                                      app_add_library, utf8_add_library,
                                                      sealing_add_library};
    struct buf out = BUF_INIT;
    buf_adds(&out, "gesprek " GESPREK_VERSION "\n");
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        libraries[i](&out);
        buf_adds(&out, i + 1 < sizeof libraries / sizeof *libraries ? ", " : "\n");
    }
    cli_write(cli, &out);
    buf_release(&out);
    return CLI_DONE;
}

/* Words that name a command lead to it as `NAME --help` would. */
int command_help(struct cli *cli)
{
    struct buf out = BUF_INIT, name = BUF_INIT;
    const struct command *command = NULL;
    for (int i = 0; i < cli->n_args; i++)
        buf_addf(&name, "%s%s", i ? " " : "", cli->args[i]);
    for (size_t i = 0; i < cli_commands_count; i++)
        if (!strcmp(cli_commands[i].name, name.data))
            command = &cli_commands[i];
    if (command)
        help_add_command(&out, command, cli->lang);
    else if (name.len)
        help_add_family(&out, name.data, cli->lang);
    else
        help_add_overview(&out, cli->lang);
    cli_write(cli, &out);
    int status = out.len ? CLI_DONE : cli_misuse(cli, "There is no command \"%s\".", name.data);
    buf_release(&name);
    buf_release(&out);
    return status;
}
