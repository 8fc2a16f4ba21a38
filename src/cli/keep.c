#include <string.h>
#include <unistd.h>

#include "base/day.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/passphrase.h"
#include "store/backups.h"
#include "store/gone.h"
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

/* In the log of the file that is in place now; what had been erased is erased from it again. */
static void note_restored(struct cli *cli, const char *path)
{
    struct err ignored = ERR_INIT(cli->lang);
    cli->store = store_open(path, ACCESS_WRITE, cli->clock, &ignored);
    struct buf lines = BUF_INIT;
    buf_adds(&lines, cli->store ? store_warnings(cli->store) : "");
    if (lines.len)
        cli_tell(cli, &lines);
    buf_release(&lines);
    cli_note(cli, LOG_RESTORED, "", "");
}

/* What somebody took out of a text nobody can take out again. */
static void say_texts(struct cli *cli, int texts)
{
    if (texts)
        cli_say(cli,
                "In it stands again what was erased from a text since: %d in all. Look in your "
                "notes, and erase it once more.",
                texts);
}

static void add_backup(struct cli *cli, struct buf *lines, const struct backup *backup)
{
    int today = clock_today(&cli->clock);
    buf_addf(lines, "  %-18s ", backup->name);
    day_add_short(lines, backup->day, today, cli->lang);
    buf_addf(lines, " %02d:%02d", backup->hour, backup->minute);
    if (backup->sound) {
        buf_adds(lines, "  ");
        buf_addf(lines, trn(cli->lang, (long)backup->people, "%ld person", "%ld people"),
                 (long)backup->people);
        buf_adds(lines, ", ");
        buf_addf(lines,
                 trn(cli->lang, (long)backup->talks, "%ld conversation", "%ld conversations"),
                 (long)backup->talks);
        buf_adds(lines, ", ");
        buf_addf(lines, trn(cli->lang, (long)backup->agreements, "%ld agreement", "%ld agreements"),
                 (long)backup->agreements);
    } else {
        buf_addf(lines, "  %s", tr(cli->lang, "damaged"));
    }
    buf_adds(lines, "\n");
}

static int list_backups(struct cli *cli, const char *path)
{
    struct backup *list;
    size_t n;
    struct buf lines = BUF_INIT;
    if (backups_list(path, &list, &n, &cli->err))
        return cli_fail(cli);
    for (size_t i = 0; i < n; i++)
        add_backup(cli, &lines, &list[i]);
    cli_write(cli, &lines);
    if (n)
        cli_say(cli, "Put one back with: gesprek restore %s", list[0].name);
    else
        cli_say(cli, "There are no backups yet. One is made at the end of every sitting.");
    backups_free(list, n);
    buf_release(&lines);
    return CLI_DONE;
}

/* A name of the list stands for its file, unless there is a file of that name here. */
static int find_backup(struct cli *cli, const char *path, const char *given, struct buf *from)
{
    struct backup *list;
    size_t n;
    if (access(given, F_OK) != 0) {
        if (backups_list(path, &list, &n, &cli->err))
            return -1;
        for (size_t i = 0; i < n && !from->len; i++)
            if (!strcmp(list[i].name, given))
                buf_adds(from, list[i].path);
        backups_free(list, n);
    }
    if (!from->len)
        buf_adds(from, given);
    return 0;
}

static int put_back(struct cli *cli, const char *path, const char *given)
{
    struct buf kept = BUF_INIT, from = BUF_INIT;
    struct gone_found found = {.texts = 0};
    int failed = find_backup(cli, path, given, &from);
    if (!failed) {
        gone_look(path, from.data, &found);
        failed = store_restore(path, from.data, cli->clock, &kept, &cli->err);
    }
    if (!failed && kept.len)
        cli_say(cli, "The backup is in place. What was there is kept in %s.", kept.data);
    else if (!failed)
        cli_say(cli, "The backup is in place.");
    if (!failed) {
        note_restored(cli, path);
        say_texts(cli, found.texts);
    }
    buf_release(&kept);
    buf_release(&from);
    return failed ? cli_fail(cli) : CLI_DONE;
}

int command_restore(struct cli *cli)
{
    struct buf path = BUF_INIT;
    int status = store_path(&path, cli->db, &cli->err) ? cli_fail(cli)
                 : cli->n_args                         ? put_back(cli, path.data, cli->args[0])
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
