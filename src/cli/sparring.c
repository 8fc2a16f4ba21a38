#include "store/sparring.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/utf8.h"
#include "cli/checked.h"
#include "cli/commands.h"
#include "cli/confirm.h"
#include "cli/given.h"
#include "report/table.h"
#include "store/interviews.h"

static const char *const sides[] = {"manager", "hr", NULL};

/* Whose question it is, and where it was asked. */
static void add_origin(struct buf *buf, const struct sparring_row *row)
{
    buf_adds(buf, row->from);
    if (*row->title)
        buf_addf(buf, "%s%s", buf->len ? ", " : "", row->title);
}

static const char *state_word(const struct sparring_row *row, enum side side, enum lang lang)
{
    if (row->closed)
        return tr(lang, "closed");
    if (side == SIDE_HR)
        return row->turn == SIDE_HR ? tr(lang, "waits") : tr(lang, "answered");
    return row->fresh             ? tr(lang, "new")
           : row->turn == SIDE_HR ? tr(lang, "asked")
                                  : tr(lang, "answered");
}

static void write_table(struct cli *cli, enum side side, const struct sparring_row *rows, size_t n)
{
    static const char *const headings[] = {N_("ID"), N_("Status"), N_("Question"), N_("From"),
                                           N_("Last")};
    enum { COLUMNS = sizeof headings / sizeof *headings };
    struct table table;
    struct buf out = BUF_INIT, cell = BUF_INIT;
    table_init(&table, COLUMNS, 2);
    for (size_t i = 0; i < COLUMNS; i++)
        table_add(&table, tr(cli->lang, headings[i]));
    for (size_t i = 0; i < n; i++) {
        char handle[HANDLE_SIZE];
        uuid_handle(rows[i].id, handle);
        table_add(&table, handle);
        table_add(&table, state_word(&rows[i], side, cli->lang));
        table_add(&table, rows[i].question);
        buf_clear(&cell);
        add_origin(&cell, &rows[i]);
        table_add(&table, cell.len ? cell.data : "-");
        buf_clear(&cell);
        day_add_short(&cell, clock_day(rows[i].last_at), clock_today(&cli->clock), cli->lang);
        table_add(&table, cell.data);
    }
    table_write(&table, &out, cli_columns(cli), 2);
    cli_write(cli, &out);
    table_release(&table);
    buf_release(&out);
    buf_release(&cell);
}

static int list(struct cli *cli, enum side side)
{
    struct sparring_row *rows;
    size_t n;
    if (sparring_list(cli->store, side, &rows, &n, &cli->err))
        return cli_fail(cli);
    if (n)
        write_table(cli, side, rows, n);
    else
        cli_say(cli, "Nothing was asked yet.");
    sparring_rows_free(rows, n);
    return CLI_DONE;
}

int command_sparring_list(struct cli *cli)
{
    static const char *const formats[] = {"table", "json", NULL};
    struct buf json = BUF_INIT;
    int side = given_choice(cli, "as", sides, SIDE_MANAGER);
    int format = side < 0 ? -1 : given_choice(cli, "format", formats, 0);
    if (format < 0)
        return CLI_MISUSE;
    if (!cli->store)
        return CLI_DONE;
    if (!format)
        return list(cli, (enum side)side);
    int failed = sparring_json(cli->store, (enum side)side, &json, &cli->err);
    if (!failed)
        cli_write(cli, &json);
    if (!failed)
        cli_note(cli, LOG_EXPORTED, formats[format], "");
    buf_release(&json);
    return failed ? cli_fail(cli) : CLI_DONE;
}

/* ---- one question ---------------------------------------------------------------------------- */

static void add_message(struct buf *out, const struct sparring_thread *thread,
                        const struct sparring_message *message, struct cli *cli)
{
    const char *manager = *thread->about.from ? thread->about.from : tr(cli->lang, "The manager");
    utf8_show(out, message->side == SIDE_HR ? "HR" : manager,
              strlen(message->side == SIDE_HR ? "HR" : manager), false);
    buf_adds(out, ", ");
    day_add_long(out, clock_day(message->at), cli->lang);
    buf_adds(out, ": ");
    if (message->closes)
        buf_adds(out, tr(cli->lang, "(closed)"));
    else
        utf8_show(out, message->text, strlen(message->text), false);
    buf_addc(out, '\n');
}

/* Reads the thread meant by the first argument: 0, or -1 with cli->err filled. */
static int find(struct cli *cli, enum side side, struct sparring_thread *thread)
{
    char id[UUID_SIZE];
    return sparring_find(cli->store, cli->args[0], id, &cli->err) ||
                   sparring_load(cli->store, id, side, thread, &cli->err)
               ? -1
               : 0;
}

int command_sparring_show(struct cli *cli)
{
    struct sparring_thread thread;
    struct buf out = BUF_INIT, origin = BUF_INIT;
    if (find(cli, SIDE_MANAGER, &thread))
        return cli_fail(cli);
    add_origin(&origin, &thread.about);
    if (origin.len) {
        utf8_show(&out, origin.data, origin.len, false);
        buf_addc(&out, '\n');
    }
    for (size_t i = 0; i < thread.n; i++)
        add_message(&out, &thread, &thread.messages[i], cli);
    cli_write(cli, &out);
    buf_release(&out);
    buf_release(&origin);
    sparring_thread_release(&thread);
    return CLI_DONE;
}

/* ---- saying something ------------------------------------------------------------------------ */

/* Where the question is asked from; interview holds the texts of point. */
static int read_point(struct cli *cli, struct interview **interview, struct sparring_point *point)
{
    const char *given = cli_value(cli, "interview");
    char id[UUID_SIZE];
    *interview = NULL;
    *point = (struct sparring_point){"", "", "", ""};
    if (!given)
        return 0;
    if (interviews_find(cli->store, given, id, &cli->err))
        return -1;
    *interview = interviews_load(cli->store, id, &cli->err);
    if (!*interview)
        return -1;
    *point = (struct sparring_point){(*interview)->id, (*interview)->guide_id, "",
                                     (*interview)->guide_title};
    return 0;
}

static void say_found(void *arg, const struct checked *checked)
{
    struct cli *cli = arg;
    cli_say(cli, "Characters %zu-%zu are about %s; HR need not know that to think along.",
            checked->first, checked->last, checked->finding->class->title);
}

/* What had better not go along is said, and then it goes only when that was confirmed: 0, or -1. */
static int held(struct cli *cli, enum side side, const char *interview, const char *text)
{
    struct err ignored = ERR_INIT(cli->lang); /* a helper: without it all goes on */
    const struct privacy *privacy = checked_privacy(cli, &ignored);
    struct sparring_caution caution;
    if (sparring_look_over(cli->store, privacy, side, interview, text, &caution, &cli->err))
        return -1;
    if (caution.named)
        cli_say(cli, "A name or initials are in it, and HR would read them.");
    if (caution.found)
        checked_text(privacy, text, strlen(text), say_found, cli);
    return caution.named || caution.found ? confirm_so(cli) : 0;
}

static void say_asked(struct cli *cli, const char *id)
{
    char handle[HANDLE_SIZE];
    uuid_handle(id, handle);
    cli_say(cli, "Question %s goes along with the next bundle to HR.", handle);
}

/* What went wrong is said, unless it was before. */
static int stop(struct cli *cli)
{
    return *cli->err.text ? cli_fail(cli) : CLI_FAILED;
}

int command_sparring_ask(struct cli *cli)
{
    struct interview *interview;
    struct sparring_point point;
    const struct deed deed = {N_("question to HR"), ""};
    char id[UUID_SIZE];
    int failed =
        read_point(cli, &interview, &point) ||
        (!sparring_fault(cli->args[0]) && held(cli, SIDE_MANAGER, point.interview, cli->args[0])) ||
        sparring_ask(cli->store, &point, cli->args[0], &deed, id, &cli->err);
    if (!failed)
        say_asked(cli, id);
    if (interview)
        interview_release(interview);
    free(interview);
    return failed ? stop(cli) : CLI_DONE;
}

/* Who speaks: as --as says, else HR to somebody else's question and the manager to an own one. */
static int read_side(struct cli *cli, struct sparring_thread *thread, enum side *side)
{
    int given = given_choice(cli, "as", sides, SIDE_MANAGER);
    if (given < 0)
        return CLI_MISUSE;
    if (find(cli, SIDE_MANAGER, thread))
        return cli_fail(cli);
    *side = cli_value(cli, "as") ? (enum side)given : thread->about.own ? SIDE_MANAGER : SIDE_HR;
    return CLI_DONE;
}

int command_sparring_answer(struct cli *cli)
{
    struct sparring_thread thread = {.messages = NULL};
    enum side side = SIDE_HR;
    const struct deed deed = {N_("answer in sparring"), ""};
    int status = read_side(cli, &thread, &side);
    if (status == CLI_DONE && !thread.about.closed && !sparring_fault(cli->args[1]) &&
        held(cli, side, thread.about.interview, cli->args[1]))
        status = stop(cli);
    if (status == CLI_DONE &&
        sparring_say(cli->store, thread.about.id, side, cli->args[1], &deed, &cli->err))
        status = cli_fail(cli);
    if (status == CLI_DONE)
        cli_say(cli, side == SIDE_HR
                         ? N_("Kept. It goes back with the next bundle to this manager.")
                         : N_("Kept. It goes along with the next bundle to HR."));
    sparring_thread_release(&thread);
    return status;
}

int command_sparring_close(struct cli *cli)
{
    struct sparring_thread thread = {.messages = NULL};
    enum side side = SIDE_HR;
    const struct deed deed = {N_("question to HR closed"), ""};
    int status = read_side(cli, &thread, &side);
    if (status == CLI_DONE && sparring_close(cli->store, thread.about.id, side, &deed, &cli->err))
        status = cli_fail(cli);
    if (status == CLI_DONE)
        cli_say(cli, "That question is closed.");
    sparring_thread_release(&thread);
    return status;
}
