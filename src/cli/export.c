#include "cli/commands.h"
#include "cli/given.h"
#include "report/whole_html.h"
#include "report/whole_json.h"
#include "store/whole.h"

int command_person_export(struct cli *cli)
{
    static const char *const formats[] = {"html", "json", NULL};
    struct whole whole;
    struct buf text = BUF_INIT;
    int format = given_choice(cli, "format", formats, 0);
    if (format < 0)
        return CLI_MISUSE;
    if (whole_load(cli->store, cli->args[0], cli->lang, &whole, &cli->err))
        return cli_fail(cli);
    const struct regime *regime = shelf_regime(cli_shelf(cli), "nl", cli->lang);
    whole.rules = regime ? &regime->keeping : NULL;
    whole.timeline = regime ? &regime->timeline : NULL;
    (format ? whole_json_add : whole_html_add)(&text, &whole, cli->lang);
    cli_write(cli, &text);
    cli_note(cli, LOG_EXPORTED, format ? "person json" : "person html", whole.person.id);
    whole_release(&whole);
    buf_release(&text);
    return CLI_DONE;
}
