#include "cli/restoring.h"

#include <string.h>
#include <unistd.h>

#include "cli/confirm.h"
#include "store/gone.h"
#include "store/store.h"

/* ---- in words -------------------------------------------------------------------------------- */

void restoring_add(const struct cli *cli, struct buf *lines, const struct backup *backup)
{
    backup_add_moment(lines, backup, clock_today(&cli->clock), cli->lang);
    buf_adds(lines, "  ");
    if (backup->sound)
        backup_add_content(lines, backup, cli->lang);
    else
        buf_adds(lines, tr(cli->lang, "damaged"));
}

/* ---- put in place ---------------------------------------------------------------------------- */

/* In the log of the file that is in place now; what had been erased is erased from it again. */
static int note_restored(struct cli *cli, const char *path)
{
    cli->store = store_open(path, ACCESS_WRITE, cli->clock, &cli->err);
    if (!cli->store)
        return -1;
    struct buf lines = BUF_INIT;
    buf_adds(&lines, store_warnings(cli->store));
    if (lines.len)
        cli_tell(cli, &lines);
    buf_release(&lines);
    cli_note(cli, LOG_RESTORED, "", "");
    return 0;
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

/* A name of the list stands for its file, unless there is a file of that name here. */
static int find_backup(struct cli *cli, const char *path, const char *given, struct buf *from)
{
    struct backup *list;
    size_t n;
    if (access(given, F_OK) != 0) {
        if (backups_list(path, clock_now(&cli->clock), &list, &n, &cli->err))
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

int restoring_do(struct cli *cli, const char *path, const char *given)
{
    struct buf kept = BUF_INIT, from = BUF_INIT;
    struct gone_found found = {.texts = 0};
    store_close(cli->store);
    cli->store = NULL;
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
        say_texts(cli, found.texts);
        failed = note_restored(cli, path);
    }
    buf_release(&kept);
    buf_release(&from);
    return failed ? cli_fail(cli) : CLI_DONE;
}

/* ---- offered --------------------------------------------------------------------------------- */

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

bool restoring_missed(struct cli *cli, const char *path)
{
    struct backup *list;
    size_t n;
    struct err ignored = ERR_INIT(cli->lang);
    if (backups_list(path, clock_now(&cli->clock), &list, &n, &ignored))
        return false;
    const struct backup *backup = backups_best(list, n);
    if (backup) {
        struct buf moment = BUF_INIT;
        backup_add_moment(&moment, backup, clock_today(&cli->clock), cli->lang);
        err_set(&cli->err,
                "%s is gone, but there is a copy of it, of %s. 'gesprek restore %s' puts it back. "
                "To begin anew, first give the folder %s.backups another name.",
                path, moment.data, backup->name, path);
        buf_release(&moment);
    }
    backups_free(list, n);
    return backup != NULL;
}

static bool ask(struct cli *cli, const char *path, const struct backup *backup)
{
    struct buf line = BUF_INIT;
    bool there = is_there(path);
    restoring_add(cli, &line, backup);
    if (there)
        (void)cli_fail(cli);
    else
        cli_say(cli, "%s is gone.", path);
    cli_say(cli, "There is a copy of %s.", line.data);
    cli_prompt(cli, there ? N_("Put it back? The damaged file is kept beside it. (y/n) ")
                          : N_("Put it back? (y/n) "));
    buf_release(&line);
    return confirm_read_yes(cli);
}

static bool ask_anew(struct cli *cli)
{
    cli_prompt(cli, "Begin anew, with nothing in it? The copies stay where they are. (y/n) ");
    return confirm_read_yes(cli);
}

/* Puts it back, or has a file begun that is gone: true when the sitting can go on. */
static bool settle(struct cli *cli, const char *path, const struct backup *backup)
{
    bool put = ask(cli, path, backup);
    bool goes_on = put || (!is_there(path) && (cli->anew = ask_anew(cli)));
    if (goes_on)
        cli->err = (struct err)ERR_INIT(cli->lang);
    if (put)
        goes_on = restoring_do(cli, path, backup->path) == CLI_DONE;
    if (!goes_on)
        *cli->err.text = '\0'; /* it was said */
    return goes_on;
}

bool restoring_offer(struct cli *cli, const char *path)
{
    struct backup *list;
    size_t n;
    struct err ignored = ERR_INIT(cli->lang);
    if (!confirm_can(cli) || (is_there(path) && !store_damaged(path)) ||
        backups_list(path, clock_now(&cli->clock), &list, &n, &ignored))
        return false;
    const struct backup *backup = backups_best(list, n);
    bool goes_on = backup && settle(cli, path, backup);
    backups_free(list, n);
    return goes_on;
}
