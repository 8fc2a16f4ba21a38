#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/passphrase.h"
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

/* In the log of the file that is in place now. */
static void note_restored(struct cli *cli, const char *path)
{
    struct err ignored = ERR_INIT(cli->lang);
    cli->store = store_open(path, ACCESS_WRITE, cli->clock, &ignored);
    cli_note(cli, LOG_RESTORED, "", "");
}

int command_restore(struct cli *cli)
{
    struct buf path = BUF_INIT, kept = BUF_INIT;
    int failed = store_path(&path, cli->db, &cli->err) ||
                 store_restore(path.data, cli->args[0], cli->clock, &kept, &cli->err);
    if (!failed && kept.len)
        cli_say(cli, "The backup is in place. What was there is kept in %s.", kept.data);
    else if (!failed)
        cli_say(cli, "The backup is in place.");
    if (!failed)
        note_restored(cli, path.data);
    buf_release(&path);
    buf_release(&kept);
    return failed ? cli_fail(cli) : CLI_DONE;
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
