#include <string.h>

#include "base/day.h"
#include "cli/commands.h"
#include "cli/given.h"
#include "report/csv.h"
#include "report/stamp.h"
#include "report/table.h"
#include "store/interviews.h"

/* Adds when it began, else when it is planned. */
static void add_when(struct cli *cli, struct buf *cell, const struct interview_row *row)
{
    int64_t moment = row->started_at ? row->started_at : row->at;
    if (!moment) {
        buf_addc(cell, '-');
        return;
    }
    day_add_short(cell, clock_day(moment), clock_today(&cli->clock), cli->lang);
    clock_add_time(cell, " ", moment);
}

static void add_row(struct cli *cli, struct table *table, const struct desk *desk,
                    const struct interview_row *row)
{
    struct buf cell = BUF_INIT;
    char handle[HANDLE_SIZE];
    add_when(cli, &cell, row);
    table_add(table, cell.data);
    buf_clear(&cell);
    desk_add_name(desk, &cell, &row->person);
    table_add(table, cell.data);
    table_add(table, row->guide_title);
    table_add(table, stage_word(row->stage, cli->lang));
    buf_clear(&cell);
    buf_addf(&cell, tr(cli->lang, "%d, %d open"), row->agreements, row->unsettled);
    table_add(table, row->agreements ? cell.data : "-");
    uuid_handle(row->id, handle);
    table_add(table, handle);
    buf_release(&cell);
}

static void write_table(struct cli *cli, const struct interview_row *rows, size_t n,
                        const struct desk *desk)
{
    static const char *const headings[] = {N_("When"),  N_("With"),       N_("Kind"),
                                           N_("Stage"), N_("Agreements"), N_("ID")};
    enum { COLUMNS = sizeof headings / sizeof *headings, KIND = 2 };
    struct table table;
    struct buf out = BUF_INIT;
    table_init(&table, COLUMNS, KIND);
    for (size_t i = 0; i < COLUMNS; i++)
        table_add(&table, tr(cli->lang, headings[i]));
    for (size_t i = 0; i < n; i++)
        add_row(cli, &table, desk, &rows[i]);
    table_write(&table, &out, cli_columns(cli), 0);
    cli_write(cli, &out);
    table_release(&table);
    buf_release(&out);
}

static void add_csv_row(struct buf *out, const struct interview_row *row)
{
    char agreements[16], unsettled[16];
    const int64_t moments[] = {row->at, row->started_at, row->closed_at, row->created_at,
                               row->updated_at};
    enum { MOMENTS = sizeof moments / sizeof *moments };
    struct buf text[MOMENTS];
    for (size_t i = 0; i < MOMENTS; i++) {
        buf_init(&text[i]);
        stamp_add(&text[i], moments[i]);
    }
    snprintf(agreements, sizeof agreements, "%d", row->agreements);
    snprintf(unsettled, sizeof unsettled, "%d", row->unsettled);
    const char *const cells[] = {
        row->id,
        row->person.name,
        row->person.team,
        row->guide_id,
        row->guide_version,
        row->guide_title,
        stage_key(row->stage),
        text[0].data,
        text[1].data,
        text[2].data,
        agreements,
        unsettled,
        text[3].data,
        text[4].data,
    };
    csv_add_row(out, cells, sizeof cells / sizeof *cells);
    for (size_t i = 0; i < MOMENTS; i++)
        buf_release(&text[i]);
}

static void write_csv(struct cli *cli, const struct interview_row *rows, size_t n)
{
    static const char *const names[] = {
        "id", "person",     "team",      "guide",      "guide_version", "title",      "stage",
        "at", "started_at", "closed_at", "agreements", "unsettled",     "created_at", "updated_at",
    };
    struct buf out = BUF_INIT;
    csv_add_row(&out, names, sizeof names / sizeof *names);
    for (size_t i = 0; i < n; i++)
        add_csv_row(&out, &rows[i]);
    cli_write(cli, &out);
    buf_release(&out);
}

static int write_json(struct cli *cli)
{
    struct buf json = BUF_INIT;
    int failed = 0;
    if (cli->store)
        failed = interviews_json(cli->store, 0, &json, &cli->err);
    else
        buf_adds(&json, "[]\n");
    if (!failed)
        cli_write(cli, &json);
    buf_release(&json);
    return failed ? cli_fail(cli) : CLI_DONE;
}

int command_interviews(struct cli *cli)
{
    enum { TABLE, CSV, JSON };
    static const char *const formats[] = {"table", "csv", "json", NULL};
    struct interview_row *rows = NULL;
    struct desk desk;
    size_t n = 0;
    int format = given_format(cli, formats, TABLE);
    if (format < 0)
        return CLI_MISUSE;
    if (format != TABLE || cli_value(cli, "output"))
        cli_note(cli, LOG_EXPORTED, formats[format], "");
    if (format == JSON)
        return write_json(cli);
    if (cli->store &&
        (cli_desk(cli, &desk) || interviews_list(cli->store, 0, &rows, &n, &cli->err)))
        return cli_fail(cli);
    if (format == CSV)
        write_csv(cli, rows, n);
    else if (n)
        write_table(cli, rows, n, &desk);
    else if (cli->store)
        cli_say(cli, "There are no conversations yet.");
    interview_rows_free(rows, n);
    return CLI_DONE;
}
