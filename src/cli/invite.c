#include <stdlib.h>

#include "cli/checked.h"
#include "cli/commands.h"
#include "domain/asked.h"
#include "domain/interview.h"
#include "report/invitation.h"
#include "store/interviews.h"

/* Topics as they are kept: what stands between semicolons are lines. */
static void add_topics(struct buf *lines, const char *given)
{
    for (; *given; given++)
        buf_addc(lines, *given == ';' ? '\n' : *given);
}

int command_invite(struct cli *cli)
{
    const char *place = cli_value(cli, "place"), *topics = cli_value(cli, "topics");
    char id[UUID_SIZE];
    struct interview *interview = NULL;
    if (interviews_find(cli->store, cli->args[0], id, &cli->err) ||
        !(interview = interviews_load(cli->store, id, &cli->err)))
        return cli_fail(cli);
    checked_option(cli, "topics");
    checked_option(cli, "place");
    struct buf lines = BUF_INIT, kept = BUF_INIT, out = BUF_INIT;
    add_topics(&lines, topics ? topics : interview_value(interview, POINT_OWN, FIELD_TOPICS));
    char *clean = asked_kept(KIND_LIST, lines.data);
    buf_adds(&kept, clean);
    free(clean);
    invitation_add(&out, interview,
                   place ? place : interview_value(interview, POINT_OWN, FIELD_PLACE), kept.data,
                   cli->lang);
    cli_write(cli, &out);
    cli_note(cli, LOG_EXPORTED, "invitation", id);
    interview_release(interview);
    free(interview);
    buf_release(&lines);
    buf_release(&kept);
    buf_release(&out);
    return CLI_DONE;
}
