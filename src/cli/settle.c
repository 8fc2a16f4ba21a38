#include <string.h>

#include "base/day.h"
#include "cli/checked.h"
#include "cli/commands.h"
#include "cli/given.h"
#include "store/agreements.h"

/* Reads --to: 0, or -1 after saying what is wrong. */
static int read_to(struct cli *cli, enum status status, int *due)
{
    const char *to = cli_value(cli, "to");
    *due = DAY_NONE;
    if (!to)
        return 0;
    if (status != STATUS_CHANGED) {
        cli_misuse(cli, "--to goes with \"changed\": it is the new date.");
        return -1;
    }
    return given_day(cli, to, due);
}

/* Says what is now in the file, with the new date in full. */
static void say_settled(struct cli *cli, const char *handle, enum status status, int due)
{
    struct buf day = BUF_INIT;
    day_add_long(&day, due, cli->lang);
    if (due == DAY_NONE)
        cli_say(cli, "Agreement %s: %s.", handle, status_word(status, cli->lang));
    else
        cli_say(cli, "Agreement %s: %s, to %s.", handle, status_word(status, cli->lang), day.data);
    buf_release(&day);
}

int command_settle(struct cli *cli)
{
    static const char *const keys[] = {"done", "running", "changed", "dropped", NULL};
    const char *remark = cli_value(cli, "remark");
    char id[UUID_SIZE], handle[HANDLE_SIZE];
    enum status status = STATUS_DONE;
    int due;
    if (given_among(cli, "STATUS", cli->args[1], keys) < 0)
        return CLI_MISUSE;
    status_parse(cli->args[1], &status);
    if (read_to(cli, status, &due))
        return CLI_MISUSE;
    if (agreements_find(cli->store, cli->args[0], id, &cli->err))
        return cli_fail(cli);
    uuid_handle(id, handle);
    checked_option(cli, "remark");
    const struct deed deed = {N_("agreement %s settled"), handle};
    if (agreements_settle(cli->store, id, status, due, remark ? remark : "", &deed, &cli->err))
        return cli_fail(cli);
    say_settled(cli, handle, status, due);
    return CLI_DONE;
}
