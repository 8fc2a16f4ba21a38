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

/* The newest that is sound; one of a file with something damaged in it only when there is no other.
 */
static const struct backup *best(const struct backup *list, size_t n)
{
    const struct backup *found = NULL;
    for (size_t i = 0; i < n; i++)
        if (list[i].sound && (!found || (found->damaged && !list[i].damaged)))
            found = &list[i];
    return found;
}

static bool ask(struct cli *cli, const struct backup *backup)
{
    struct buf line = BUF_INIT;
    (void)cli_fail(cli);
    restoring_add(cli, &line, backup);
    cli_prompt(cli,
               "There is a copy of %s. Put it back? The damaged file is kept beside it. (y/n) ",
               line.data);
    buf_release(&line);
    return confirm_read_yes(cli);
}

bool restoring_offer(struct cli *cli, const char *path)
{
    struct backup *list;
    size_t n;
    struct err ignored = ERR_INIT(cli->lang);
    if (cli->no_input || !cli_on_screen(cli) || !store_damaged(path) ||
        backups_list(path, clock_now(&cli->clock), &list, &n, &ignored))
        return false;
    const struct backup *backup = best(list, n);
    bool put = backup && ask(cli, backup);
    if (put) {
        cli->err = (struct err)ERR_INIT(cli->lang);
        put = restoring_do(cli, path, backup->path) == CLI_DONE;
    }
    if (backup && !put)
        *cli->err.text = '\0'; /* it was said */
    backups_free(list, n);
    return put;
}
