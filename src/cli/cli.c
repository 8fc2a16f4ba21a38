#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/passphrase.h"
#include "cli/places.h"
#include "cli/restoring.h"
#include "plain/plain.h"
#include "store/backups.h"
#include "store/desk.h"

#define LINES_COLUMNS 80 /* longer rows are no easier to read */

int cli_columns(const struct cli *cli)
{
    struct winsize size;
    int file = fileno(cli->out);
    if (!isatty(file))
        return 0;
    return ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}

bool cli_on_screen(const struct cli *cli)
{
    const char *accessible = getenv("ACCESSIBLE");
    return !cli->plain && !(accessible && *accessible) && isatty(fileno(cli->in)) &&
           isatty(fileno(cli->out));
}

const char *cli_value(const struct cli *cli, const char *option)
{
    const struct cli_option *options = cli->command->options;
    for (int i = 0; options && options[i].name; i++)
        if (!strcmp(options[i].name, option))
            return cli->given[i];
    return NULL;
}

void cli_tell(struct cli *cli, const struct buf *text)
{
    (void)fwrite(text->data, 1, text->len, cli->errors);
    (void)fflush(cli->errors);
}

/* What people wrote, or a file's name, may stand in a sentence: made visible before it is shown. */
static void say(struct cli *cli, const char *before, const char *text, const char *after)
{
    struct buf line = BUF_INIT;
    buf_adds(&line, before);
    utf8_show(&line, text, strlen(text), true);
    buf_adds(&line, after);
    cli_tell(cli, &line);
    buf_release(&line);
}

static void say_line(struct cli *cli, const char *before, const char *text)
{
    say(cli, before, text, "\n");
}

void cli_prompt(struct cli *cli, const char *english, ...)
{
    struct buf text = BUF_INIT;
    va_list args;
    va_start(args, english);
    buf_addv(&text, tr(cli->lang, english), args);
    va_end(args);
    say(cli, "", text.data, "");
    buf_release(&text);
}

void cli_say(struct cli *cli, const char *english, ...)
{
    struct buf text = BUF_INIT;
    va_list args;
    va_start(args, english);
    buf_addv(&text, tr(cli->lang, english), args);
    va_end(args);
    say_line(cli, "", text.data);
    buf_release(&text);
}

int cli_fail(struct cli *cli)
{
    if (*cli->err.text)
        say_line(cli, "gesprek: ", cli->err.text);
    return CLI_FAILED;
}

void cli_note(struct cli *cli, enum log_kind kind, const char *how, const char *about)
{
    struct err err = ERR_INIT(cli->lang);
    if (cli->store && log_note(cli->store, kind, how, about, &err))
        say_line(cli, "gesprek: ", err.text);
}

int cli_misuse(struct cli *cli, const char *english, ...)
{
    struct buf text = BUF_INIT;
    va_list args;
    va_start(args, english);
    buf_addv(&text, tr(cli->lang, english), args);
    va_end(args);
    say_line(cli, "gesprek: ", text.data);
    buf_clear(&text);
    if (cli->command)
        help_add_usage(&text, cli->command, cli->lang);
    else
        buf_adds(&text, tr(cli->lang, "\"gesprek --help\" lists the commands.\n"));
    cli_tell(cli, &text);
    buf_release(&text);
    return CLI_MISUSE;
}

const char *cli_nearest(const char *typed, const char *const *choices)
{
    enum { FAR = 3 };
    const char *nearest = NULL;
    int best = FAR;
    for (int i = 0; choices[i]; i++) {
        size_t len = strlen(typed);
        int distance = len >= 3 && !strncmp(typed, choices[i], len)
                           ? 1
                           : utf8_distance(typed, choices[i], FAR);
        /* Of a short word most letters have to be right. */
        if (distance < best && distance * 2 <= (int)strlen(choices[i])) {
            best = distance;
            nearest = choices[i];
        }
    }
    return nearest;
}

void cli_lines(const struct cli *cli, struct plain_lines *lines)
{
    int columns = cli_columns(cli);
    *lines = (struct plain_lines){
        .in = cli->in,
        .out = cli->out,
        .columns = columns > LINES_COLUMNS ? LINES_COLUMNS : columns,
        .echo = !isatty(fileno(cli->in)),
        .asks = !cli->no_input,
    };
}

void cli_write(struct cli *cli, const struct buf *data)
{
    if (fwrite(data->data, 1, data->len, cli->out) != data->len && !cli->write_error)
        cli->write_error = errno;
}

/* Is there no file at path? Anything else than that is for the store to explain. */
static bool missing(const char *path)
{
    struct stat about;
    return stat(path, &about) != 0 && errno == ENOENT;
}

static int no_file(struct cli *cli, const char *path)
{
    return err_set(&cli->err, "There is nothing yet: %s does not exist. Begin with: gesprek start",
                   path);
}

static bool is_sitting(const struct cli *cli)
{
    return cli->command &&
           (cli->command->run == command_start || cli->command->run == command_review);
}

/* Whoever sits down reads it there. */
static void say_aside(struct cli *cli)
{
    struct buf aside = BUF_INIT;
    buf_adds(&aside, store_set_aside(cli->store));
    if (aside.len && (!is_sitting(cli) || cli->no_input)) {
        buf_cut(&aside, aside.len - 1); /* its line end */
        cli_say(cli, "%s", aside.data);
    }
    buf_release(&aside);
}

static int open_store(struct cli *cli, const char *path)
{
    enum need need = cli->command->need;
    if (need == NEED_GLANCE && missing(path))
        return 0;
    if (!cli->anew && missing(path) && restoring_missed(cli, path))
        return -1;
    if (need != NEED_EITHER && missing(path)) {
        no_file(cli, path);
        if (need != NEED_LIST && need != NEED_LOOK)
            return -1;
        say_line(cli, "gesprek: ", cli->err.text);
        return 0;
    }
    bool writes =
        need == NEED_WRITE || need == NEED_EITHER || need == NEED_LOOK || need == NEED_SEALED_WRITE;
    cli->made = missing(path);
    cli->store = store_open(path, writes ? ACCESS_WRITE : ACCESS_READ, cli->clock, &cli->err);
    if (!cli->store)
        return -1;
    say_aside(cli);
    bool must = need == NEED_WRITE || need == NEED_SEALED_WRITE;
    return must ? store_need_write(cli->store, &cli->err) : 0;
}

/* Who sits down before a file that is damaged or gone is offered the way back. */
static int open_sitting(struct cli *cli, const char *path)
{
    if (open_store(cli, path) == 0)
        return 0;
    if (!is_sitting(cli) || cli->store || !restoring_offer(cli, path))
        return -1;
    store_close(cli->store); /* of the restore */
    cli->store = NULL;
    return open_store(cli, path);
}

/* The screens ask for the passphrase themselves, when nothing has to be read before they open. */
static int unlock(struct cli *cli)
{
    enum need need = cli->command->need;
    bool screens = cli->command->run == command_start && !cli->passphrase && !cli->no_input &&
                   cli_on_screen(cli) && !cli_value(cli, "for");
    return need == NEED_SEALED_READ || need == NEED_SEALED_WRITE || screens
               ? 0
               : passphrase_unlock(cli);
}

static int open_output(struct cli *cli)
{
    const char *path = cli_value(cli, "output");
    if (!path || !strcmp(path, "-"))
        return 0;
    if (file_new_open(&cli->output, path, &cli->err))
        return -1;
    cli->out = cli->output.stream;
    return 0;
}

int cli_open(struct cli *cli)
{
    struct buf path = BUF_INIT;
    if (open_output(cli))
        return -1;
    if (cli->command->need == NEED_NOTHING)
        return 0;
    int failed = store_path(&path, cli->db, &cli->err);
    if (!failed)
        failed = open_sitting(cli, path.data) || unlock(cli);
    buf_release(&path);
    return failed;
}

struct shelf *cli_shelf(struct cli *cli)
{
    if (!cli->shelved)
        places_fill(&cli->shelf, cli->guides, cli->lang);
    cli->shelved = true;
    return &cli->shelf;
}

int cli_desk(struct cli *cli, struct desk *desk)
{
    *desk = (struct desk){
        .store = cli->store,
        .shelf = cli_shelf(cli),
        .clock = cli->clock,
        .lang = cli->lang,
    };
    return desk_load_settings(desk, &cli->err);
}

/* A pipe whose reader had enough is no failure; a disk that is full is. */
static int finish_output(struct cli *cli, int status)
{
    if (fflush(cli->out) && !cli->write_error)
        cli->write_error = errno;
    if (!cli->write_error || cli->write_error == EPIPE)
        return status;
    err_set(&cli->err, "The output could not be written: %s.", strerror(cli->write_error));
    return cli_fail(cli);
}

static int keep_output(struct cli *cli)
{
    if (file_new_keep(&cli->output, &cli->err))
        return cli_fail(cli);
    cli_say(cli, "Written to %s.", cli_value(cli, "output"));
    return CLI_DONE;
}

/* At the end of a sitting a copy is kept. It is no failure of the sitting when that cannot be, but
 * somebody has to know. */
static void back_up(struct cli *cli, int status)
{
    struct err err = ERR_INIT(cli->lang);
    if (status != CLI_DONE || !is_sitting(cli) || !cli->store)
        return;
    if (backups_large(cli->store))
        cli_say(cli, "A copy of your file is being made. It is a large one: this takes a moment.");
    if (backups_make(cli->store, &err))
        cli_say(cli, "Everything is saved, but no copy was made of it: %s.", err.text);
}

int cli_close(struct cli *cli, int status)
{
    if (cli->shelved)
        shelf_release(&cli->shelf);
    cli->shelved = false;
    back_up(cli, status);
    if (cli->store && store_spent_room(cli->store))
        cli_say(cli, "The disk is full. This was saved in the last room kept for it; make room "
                     "before you go on.");
    store_close(cli->store);
    cli->store = NULL;
    status = finish_output(cli, status);
    if (cli->output.stream && status == CLI_DONE)
        status = keep_output(cli);
    file_new_drop(&cli->output);
    free(cli->args);
    cli->args = NULL;
    return status;
}
