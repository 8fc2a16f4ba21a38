#include "cli/namesake.h"

#include <string.h>

#include "cli/confirm.h"
#include "domain/person.h"
#include "store/absences.h"
#include "store/interviews.h"
#include "store/known.h"

/* What says that it is somebody new. */
static const char *new_option(const struct cli *cli)
{
    return strcmp(cli->command->name, "person move") != 0 ? "--new" : "--yes";
}

static bool is_new(const struct cli *cli)
{
    return cli_value(cli, new_option(cli) + 2) != NULL;
}

/* Somebody else, so under another name. */
static int refuse_taken(struct cli *cli, const char *name)
{
    char id[UUID_SIZE];
    if (!cli_value(cli, "new"))
        return 0;
    if (absences_whose(cli->store, name, id, &cli->err))
        return -1;
    return *id ? err_set(&cli->err,
                         "There is somebody called %s already. Add something to the name, such as "
                         "the team, so that everybody can tell the two apart.",
                         name)
               : 0;
}

static int settle_alike(struct cli *cli, const char *given, const char *known, struct buf *name)
{
    bool same = false;
    if (!is_new(cli) && confirm_same(cli, given, known, &same))
        return err_set(&cli->err,
                       "You know %s, and %s differs from that in its accents alone. Give the name "
                       "as it is known, or %s when it is somebody else.",
                       known, given, new_option(cli));
    buf_adds(name, same ? known : given);
    return 0;
}

int namesake_settle(struct cli *cli, const char *given, struct buf *name)
{
    struct buf known = BUF_INIT;
    int failed = refuse_taken(cli, given) || interviews_alike(cli->store, given, &known, &cli->err);
    if (!failed && known.len)
        failed = settle_alike(cli, given, known.data, name);
    else
        buf_adds(name, given);
    buf_release(&known);
    return failed ? -1 : 0;
}

int namesake_say(struct cli *cli, const char *name)
{
    struct buf said = BUF_INIT;
    int failed = known_add(&said, cli->store, name, name, clock_today(&cli->clock), &cli->err);
    if (!failed && said.len)
        cli_say(cli, "%s", said.data);
    buf_release(&said);
    return failed;
}
