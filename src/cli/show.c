#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/given.h"
#include "report/format.h"
#include "store/agreements.h"
#include "store/interviews.h"

/* The interview an agreement was made in. */
static int interview_of(struct cli *cli, const char *agreement, char found[UUID_SIZE])
{
    struct agreement *revisions = NULL;
    size_t n = 0;
    if (agreements_history(cli->store, agreement, &revisions, &n, &cli->err))
        return -1;
    if (n)
        memcpy(found, revisions[n - 1].interview, UUID_SIZE);
    for (size_t i = 0; i < n; i++)
        agreement_release(&revisions[i]);
    free(revisions);
    return n ? 0 : -1;
}

/* The interview meant: its own id, or that of one of its agreements. */
static int find(struct cli *cli, const char *id, char found[UUID_SIZE])
{
    char agreement[UUID_SIZE];
    struct err ignored = ERR_INIT(cli->lang);
    if (!interviews_find(cli->store, id, found, &cli->err))
        return 0;
    if (agreements_find(cli->store, id, agreement, &ignored))
        return -1;
    return interview_of(cli, agreement, found);
}

/* An interview reads without its guide too: the labels are with the answers. */
static int take(struct cli *cli, const char *id, struct dossier *dossier)
{
    struct desk desk;
    struct err ignored = ERR_INIT(cli->lang);
    *dossier = (struct dossier){0};
    if (cli_desk(cli, &desk))
        return -1;
    if (!desk_take(&desk, id, dossier, &ignored))
        return 0;
    dossier->interview = interviews_load(cli->store, id, &cli->err);
    return dossier->interview ? 0 : -1;
}

int command_show(struct cli *cli)
{
    static const char *const viewers[] = {"manager", "employee", "hr", NULL};
    static const char *const formats[] = {[FORMAT_TEXT] = "text",
                                          [FORMAT_MARKDOWN] = "markdown",
                                          [FORMAT_HTML] = "html",
                                          [FORMAT_JSON] = "json",
                                          NULL};
    int viewer = given_choice(cli, "as", viewers, VIEW_MANAGER);
    const char *output = cli_value(cli, "output");
    int format = output ? (int)format_of_path(output) : FORMAT_TEXT;
    format = viewer < 0 ? -1 : given_choice(cli, "format", formats, format);
    char id[UUID_SIZE];
    struct dossier dossier;
    if (format < 0)
        return CLI_MISUSE;
    if (find(cli, cli->args[0], id) || take(cli, id, &dossier))
        return cli_fail(cli);
    struct report report;
    struct buf out = BUF_INIT;
    report_make(&report, dossier.interview, dossier.guide, (enum viewer)viewer, cli->lang);
    format_add_report(&out, &report, (enum format)format);
    cli_write(cli, &out);
    if (format != FORMAT_TEXT || output)
        cli_note(cli, LOG_EXPORTED, formats[format], id);
    else if (viewer != VIEW_MANAGER)
        cli_note(cli, LOG_VIEWED, viewers[viewer], id);
    buf_release(&out);
    report_release(&report);
    desk_put_away(&dossier);
    return CLI_DONE;
}
