#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "cli/commands.h"
#include "cli/given.h"
#include "report/csv.h"
#include "report/ics.h"
#include "report/report.h"
#include "report/stamp.h"
#include "report/table.h"
#include "store/agreements.h"

/* The rows found and what they are shown with. */
struct list {
    struct agreement_row *rows;
    size_t n;
    const struct desk *desk;
    int today;
};

/* Reads "open,changed" into the bits of a filter: 0, or -1 after saying what is wrong. */
static int read_statuses(struct cli *cli, const char *text, unsigned *statuses)
{
    static const char *const keys[] = {"open", "running", "changed", "done", "dropped", NULL};
    char *copy = mem_copy(text), *rest = copy;
    int failed = 0;
    for (char *word; !failed && (word = strsep(&rest, ","));) {
        enum status status;
        if (status_parse(word, &status))
            *statuses |= 1U << status;
        else
            failed = given_among(cli, "--status", word, keys);
    }
    free(copy);
    return failed;
}

static int read_due(struct cli *cli, const char *text, int *day)
{
    static const char *const before[] = {"before:", "voor:"};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (!strncmp(text, before[i], strlen(before[i])))
            return given_day(cli, text + strlen(before[i]), day);
    cli_misuse(cli, "--due takes \"before:\" and a date, not \"%s\".", text);
    return -1;
}

static int read_owner(struct cli *cli, const char *text, enum owner *owner)
{
    static const char *const keys[] = {"manager", "employee", "hr", "other", NULL};
    if (owner_parse(text, owner) && *owner != OWNER_NONE)
        return 0;
    return given_among(cli, "--owner", text, keys);
}

/* Reads what to list from the options: 0, or -1 after saying what is wrong. */
static int read_filter(struct cli *cli, struct agreement_filter *filter)
{
    *filter = (struct agreement_filter)AGREEMENT_FILTER_INIT;
    const char *status = cli_value(cli, "status"), *due = cli_value(cli, "due"),
               *owner = cli_value(cli, "owner");
    if (status && read_statuses(cli, status, &filter->statuses))
        return -1;
    if (due && read_due(cli, due, &filter->due_before))
        return -1;
    if (owner && read_owner(cli, owner, &filter->owner))
        return -1;
    if (cli_value(cli, "late"))
        filter->late_on = clock_today(&cli->clock);
    filter->person = cli_value(cli, "person");
    filter->team = cli_value(cli, "team");
    return 0;
}

static void add_due_cell(struct table *table, const struct agreement *agreement, int today,
                         enum lang lang)
{
    struct buf cell = BUF_INIT;
    if (agreement->due == DAY_NONE)
        buf_adds(&cell, *agreement->due_words ? agreement->due_words : "-");
    else
        day_add_short(&cell, agreement->due, today, lang);
    table_add(table, cell.data);
    buf_release(&cell);
}

static void add_status_cell(struct table *table, const struct agreement *agreement, int today,
                            enum lang lang)
{
    const char *word = status_word(agreement->status, lang);
    struct buf cell = BUF_INIT;
    if (agreement_late(agreement, today))
        buf_addf(&cell, tr(lang, "! %s, late"), word);
    else
        buf_adds(&cell, word);
    table_add(table, cell.data);
    buf_release(&cell);
}

static void write_table(struct cli *cli, const struct list *list)
{
    static const char *const headings[] = {N_("When"), N_("Who"),    N_("What"),
                                           N_("With"), N_("Status"), N_("ID")};
    enum { COLUMNS = sizeof headings / sizeof *headings, WHAT = 2 };
    struct table table;
    struct buf name = BUF_INIT, out = BUF_INIT;
    table_init(&table, COLUMNS, WHAT);
    for (size_t i = 0; i < COLUMNS; i++)
        table_add(&table, tr(cli->lang, headings[i]));
    for (size_t i = 0; i < list->n; i++) {
        const struct agreement *agreement = &list->rows[i].agreement;
        char handle[HANDLE_SIZE];
        struct buf who = BUF_INIT;
        buf_clear(&name);
        desk_add_name(list->desk, &name, &list->rows[i].person);
        owner_add(&who, agreement, VIEW_MANAGER, name.data, cli->lang);
        uuid_handle(agreement->id, handle);
        add_due_cell(&table, agreement, list->today, cli->lang);
        table_add(&table, who.len ? who.data : "-");
        table_add(&table, *agreement->what ? agreement->what : "-");
        table_add(&table, name.data);
        add_status_cell(&table, agreement, list->today, cli->lang);
        table_add(&table, handle);
        buf_release(&who);
    }
    table_write(&table, &out, cli_columns(cli), 0);
    cli_write(cli, &out);
    table_release(&table);
    buf_release(&name);
    buf_release(&out);
}

static void add_csv_row(struct buf *out, const struct agreement_row *row)
{
    const struct agreement *agreement = &row->agreement;
    char due[DAY_ISO_SIZE], look_back[DAY_ISO_SIZE], revision[16];
    struct buf created = BUF_INIT, updated = BUF_INIT;
    day_iso(agreement->due, due);
    day_iso(agreement->look_back, look_back);
    snprintf(revision, sizeof revision, "%d", agreement->revision);
    stamp_add(&created, agreement->created_at);
    stamp_add(&updated, agreement->updated_at);
    const char *const cells[] = {
        agreement->id,
        agreement->interview,
        row->person.name,
        row->person.team,
        row->guide_id,
        row->guide_version,
        agreement->what,
        owner_key(agreement->owner),
        agreement->owner_name,
        *due ? due : agreement->due_words,
        agreement->follow_up,
        look_back,
        basis_key(agreement->basis),
        share_key(agreement->share),
        confirmed_key(agreement->confirmed),
        status_key(agreement->status),
        revision,
        created.data,
        updated.data,
    };
    csv_add_row(out, cells, sizeof cells / sizeof *cells);
    buf_release(&created);
    buf_release(&updated);
}

static void write_csv(struct cli *cli, const struct list *list)
{
    static const char *const names[] = {
        "id",        "interview",  "person",   "team",       "guide",      "guide_version", "what",
        "owner",     "owner_name", "due",      "follow_up",  "look_back",  "basis",         "share",
        "confirmed", "status",     "revision", "created_at", "updated_at",
    };
    struct buf out = BUF_INIT;
    csv_add_row(&out, names, sizeof names / sizeof *names);
    for (size_t i = 0; i < list->n; i++)
        add_csv_row(&out, &list->rows[i]);
    cli_write(cli, &out);
    buf_release(&out);
}

static void write_ics(struct cli *cli, const struct list *list)
{
    struct buf out = BUF_INIT;
    ics_begin(&out);
    for (size_t i = 0; i < list->n; i++)
        ics_add_agreement(&out, &list->rows[i].agreement, cli->lang);
    ics_end(&out);
    cli_write(cli, &out);
    buf_release(&out);
}

static int write_json(struct cli *cli, const struct agreement_filter *filter)
{
    struct buf json = BUF_INIT;
    int failed = 0;
    if (cli->store)
        failed = agreements_json(cli->store, filter, &json, &cli->err);
    else
        buf_adds(&json, "[]\n");
    if (!failed)
        cli_write(cli, &json);
    buf_release(&json);
    return failed ? cli_fail(cli) : CLI_DONE;
}

static int write_list(struct cli *cli, const struct agreement_filter *filter,
                      void (*write)(struct cli *, const struct list *))
{
    struct desk desk;
    struct list list = {.desk = &desk, .today = clock_today(&cli->clock)};
    if (cli->store && (cli_desk(cli, &desk) ||
                       agreements_list(cli->store, filter, &list.rows, &list.n, &cli->err)))
        return cli_fail(cli);
    if (list.n || write != write_table)
        write(cli, &list);
    else if (cli->store)
        cli_say(cli, "There are no agreements like that.");
    agreement_rows_free(list.rows, list.n);
    return CLI_DONE;
}

int command_agreements(struct cli *cli)
{
    enum { TABLE, CSV, JSON, ICS };
    static const char *const formats[] = {"table", "csv", "json", "ics", NULL};
    static void (*const writers[])(struct cli *, const struct list *) = {
        [TABLE] = write_table,
        [CSV] = write_csv,
        [ICS] = write_ics,
    };
    struct agreement_filter filter;
    int format = given_choice(cli, "format", formats, TABLE);
    if (format < 0 || read_filter(cli, &filter))
        return CLI_MISUSE;
    return format == JSON ? write_json(cli, &filter) : write_list(cli, &filter, writers[format]);
}
