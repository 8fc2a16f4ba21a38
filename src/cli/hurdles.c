#include "store/hurdles.h"

#include "cli/commands.h"
#include "cli/given.h"
#include "report/hurdles.h"

static int tell(struct cli *cli)
{
    struct desk desk;
    struct hurdles hurdles;
    struct buf out = BUF_INIT;
    if (cli_desk(cli, &desk) || hurdles_load(&desk, &hurdles, &cli->err))
        return -1;
    hurdles_add_text(&out, &hurdles, cli_columns(cli), cli->lang);
    cli_write(cli, &out);
    hurdles_release(&hurdles);
    buf_release(&out);
    return 0;
}

int command_hurdles(struct cli *cli)
{
    static const char *const formats[] = {"table", "json", NULL};
    struct buf json = BUF_INIT;
    int format = given_choice(cli, "format", formats, 0);
    if (format < 0)
        return CLI_MISUSE;
    if (!cli->store)
        return CLI_DONE;
    int failed = format ? hurdles_json(cli->store, &json, &cli->err) : tell(cli);
    if (!failed && format)
        cli_write(cli, &json);
    buf_release(&json);
    return failed ? cli_fail(cli) : CLI_DONE;
}
