#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/passphrase.h"
#include "cli/restoring.h"
#include "store/backups.h"
#include "store/salvage.h"
#include "store/store.h"

int command_backup(struct cli *cli)
{
    if (store_backup(cli->store, cli->args[0], &cli->err))
        return cli_fail(cli);
    cli_note(cli, LOG_BACKED_UP, "", "");
    if (store_sealing(cli->store) == SEALING_OFF)
        cli_say(cli,
                "The backup is in %s. It can be read by whoever has it: keep it as safe as the "
                "file itself.",
                cli->args[0]);
    else
        cli_say(cli,
                "The backup is in %s. It is sealed as the file is, and opens with the passphrase "
                "of now.",
                cli->args[0]);
    return CLI_DONE;
}

static int list_backups(struct cli *cli, const char *path)
{
    struct backup *list;
    size_t n;
    struct buf lines = BUF_INIT;
    if (backups_list(path, clock_now(&cli->clock), &list, &n, &cli->err))
        return cli_fail(cli);
    for (size_t i = 0; i < n; i++) {
        buf_addf(&lines, "  %-18s ", list[i].name);
        restoring_add(cli, &lines, &list[i]);
        buf_adds(&lines, "\n");
    }
    cli_write(cli, &lines);
    const struct backup *best = backups_best(list, n);
    if (best)
        cli_say(cli, "Put one back with: gesprek restore %s", best->name);
    else if (!n)
        cli_say(cli, "There are no backups yet. One is made at the end of every sitting.");
    backups_free(list, n);
    buf_release(&lines);
    return CLI_DONE;
}

int command_restore(struct cli *cli)
{
    struct buf path = BUF_INIT;
    int status = store_path(&path, cli->db, &cli->err) ? cli_fail(cli)
                 : cli->n_args                         ? restoring_do(cli, path.data, cli->args[0])
                                                       : list_backups(cli, path.data);
    buf_release(&path);
    return status;
}

/* Of a sealed file the passphrase lets every text be looked at. */
static int examine(struct cli *cli, const char *path, struct buf *report)
{
    struct secret *passphrase = NULL;
    if (sealing_at(path) && (cli->passphrase || cli_on_screen(cli))) {
        passphrase = passphrase_ask(cli, N_("Passphrase of the file: "), false);
        if (!passphrase)
            return -1;
    }
    int found = store_doctor_with(path, passphrase, cli->lang, report, &cli->err);
    secret_free(passphrase);
    return found;
}

int command_doctor(struct cli *cli)
{
    struct buf path = BUF_INIT, report = BUF_INIT, shown = BUF_INIT;
    const char *into = cli_value(cli, "salvage");
    int found = store_path(&path, cli->db, &cli->err);
    if (!found)
        found = into ? store_salvage(path.data, into, &report, &cli->err)
                     : examine(cli, path.data, &report);
    utf8_show(&shown, report.data, report.len, true);
    cli_write(cli, &shown);
    buf_release(&path);
    buf_release(&report);
    buf_release(&shown);
    if (found < 0)
        return cli_fail(cli);
    return found ? CLI_FAILED : CLI_DONE;
}
