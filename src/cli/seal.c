#include "cli/commands.h"
#include "cli/passphrase.h"
#include "store/sealing.h"

static int say_sealed(struct cli *cli)
{
    struct buf copies = BUF_INIT;
    cli_say(cli, "The file is sealed. From now on the passphrase is asked for at every start.");
    sealing_add_copies(cli->store, &copies);
    if (copies.len)
        cli_say(cli,
                "These copies beside it are not sealed by this. Remove them when you do not "
                "need them any more:\n%s",
                copies.data);
    cli_say(cli, "Backups elsewhere stay as they are too, and a disk may keep old pieces of the "
                 "file: an encrypted disk remains wise.");
    buf_release(&copies);
    return CLI_DONE;
}

/* Shows the recovery key, once, and has it typed back. */
static int confirm(struct cli *cli, const struct secret *recovery)
{
    struct buf out = BUF_INIT;
    buf_addf(&out, "\n    %s\n\n", recovery->text);
    cli_say(cli, "This is the recovery key. Write it on paper now and keep it away from this "
                 "machine; it is not shown again. It opens the file when you forget the "
                 "passphrase.");
    cli_write(cli, &out);
    buf_release(&out);
    for (int try = 0; try < PASSPHRASE_TRIES; try++) {
        struct secret *typed = passphrase_ask(cli, N_("Type it back from the paper: "), true);
        int same = typed ? sealing_confirm(recovery, typed, &cli->err) : 0;
        bool given = typed != NULL;
        secret_free(typed);
        if (same)
            return 0;
        if (!given || !passphrase_again(cli))
            return -1;
        cli_say(cli, "%s", cli->err.text);
    }
    return err_set(&cli->err, "Given up; nothing was changed.");
}

static int seal_with(struct cli *cli, const struct secret *passphrase, struct secret *recovery)
{
    struct sealing_plan *plan = sealing_prepare(passphrase, recovery, &cli->err);
    int failed = !plan || confirm(cli, recovery) || sealing_on(cli->store, plan, &cli->err);
    sealing_plan_free(plan);
    return failed ? -1 : 0;
}

int command_seal_on(struct cli *cli)
{
    if (store_sealing(cli->store) != SEALING_OFF) {
        err_set(&cli->err, "The file is sealed already.");
        return cli_fail(cli);
    }
    struct secret *passphrase = passphrase_ask_new(cli), *recovery = secret_new();
    int failed = !passphrase || !recovery || seal_with(cli, passphrase, recovery);
    secret_free(passphrase);
    secret_free(recovery);
    return failed ? cli_fail(cli) : say_sealed(cli);
}

/* Is it sealed? Says so when it is not. */
static bool is_sealed(struct cli *cli)
{
    if (store_sealing(cli->store) != SEALING_OFF)
        return true;
    err_set(&cli->err, "The file is not sealed.");
    return false;
}

int command_seal_off(struct cli *cli)
{
    if (!is_sealed(cli) || passphrase_with(cli, N_("Passphrase of the file: "), false, sealing_off))
        return cli_fail(cli);
    cli_say(cli, "The file is not sealed any more: whoever has it can read it. Keep it on an "
                 "encrypted disk.");
    return CLI_DONE;
}

static int renew(struct cli *cli)
{
    struct secret *fresh = passphrase_ask_new(cli);
    int failed = !fresh || sealing_rewrap(cli->store, fresh, &cli->err);
    secret_free(fresh);
    if (failed)
        return cli_fail(cli);
    cli_say(cli, "From now on the new passphrase opens the file; the recovery key stays the same. "
                 "Copies made before still open with the old passphrase.");
    return CLI_DONE;
}

int command_seal_passphrase(struct cli *cli)
{
    return !is_sealed(cli) || passphrase_unlock(cli) ? cli_fail(cli) : renew(cli);
}

int command_seal_recover(struct cli *cli)
{
    bool failed = !is_sealed(cli) ||
                  passphrase_with(cli, N_("Recovery key: "), true, sealing_unlock_recovery);
    return failed ? cli_fail(cli) : renew(cli);
}

int command_seal_status(struct cli *cli)
{
    if (store_sealing(cli->store) == SEALING_OFF) {
        cli_say(cli, "The file is not sealed: whoever has it can read it. Keep it on an encrypted "
                     "disk, or seal it with 'gesprek seal on'.");
        return CLI_DONE;
    }
    cli_say(cli, "The file is sealed: names, answers, notes, agreements and their history open "
                 "with the passphrase only.");
    cli_say(cli, "Readable without it: how many people, conversations and agreements there are and "
                 "how they hang together; how long texts are, roughly; dates, status and who owes "
                 "what; which guides were used and which of their questions were answered; "
                 "settings.");
    return CLI_DONE;
}
