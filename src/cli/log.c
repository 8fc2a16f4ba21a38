#include "store/log.h"

#include <inttypes.h>
#include <string.h>

#include "base/day.h"
#include "base/json.h"
#include "cli/commands.h"
#include "cli/given.h"
#include "cli/columns.h"
#include "report/stamp.h"

static void add_when(struct cli *cli, struct table *table, int64_t at)
{
    struct buf cell = BUF_INIT;
    int hour = 0, minute = 0;
    clock_time(at, &hour, &minute);
    day_add_short(&cell, clock_day(at), clock_today(&cli->clock), cli->lang);
    buf_addf(&cell, " %02d:%02d", hour, minute);
    table_add(table, cell.data);
    buf_release(&cell);
}

/* "erased for good (person; receipt 3: 2 conversations ...)" */
static void add_what(struct cli *cli, struct table *table, const struct log_row *row)
{
    struct buf cell = BUF_INIT;
    buf_adds(&cell, log_kind_word(row->kind, cli->lang));
    if (*row->how)
        buf_addf(&cell, " %s", log_how_word(row->how, cli->lang));
    if (row->kind == LOG_ERASED) {
        buf_adds(&cell, ", ");
        buf_addf(&cell, tr(cli->lang, "receipt %lld"), (long long)row->number);
    }
    table_add(table, cell.data);
    buf_release(&cell);
}

static void write_table(struct cli *cli, const struct log_row *rows, size_t n)
{
    static const char *const headings[] = {N_("When"), N_("What"), N_("About"), N_("Who")};
    struct table table;
    columns_begin(&table, cli, headings, sizeof headings / sizeof *headings, 1);
    for (size_t i = 0; i < n; i++) {
        add_when(cli, &table, rows[i].at);
        add_what(cli, &table, &rows[i]);
        columns_add_or_dash(&table, rows[i].about);
        table_add(&table, rows[i].who);
    }
    columns_end(&table, cli);
}

static void add_text(struct buf *out, const char *name, const char *text)
{
    buf_addf(out, ",\"%s\":", name);
    json_add_string(out, text);
}

static void add_object(struct buf *out, const struct log_row *row)
{
    buf_adds(out, "{\"at\":\"");
    stamp_add(out, row->at);
    buf_addc(out, '"');
    add_text(out, "kind", log_kind_key(row->kind));
    add_text(out, "how", row->how);
    add_text(out, "about", row->about);
    add_text(out, "who", row->who);
    if (row->kind == LOG_ERASED)
        buf_addf(out,
                 ",\"receipt\":%" PRId64 ",\"interviews\":%d,\"agreements\":%d,\"answers\":%d,"
                 "\"absences\":%d",
                 row->number, row->interviews, row->agreements, row->answers, row->absences);
    buf_addc(out, '}');
}

static void write_json(struct cli *cli, const struct log_row *rows, size_t n)
{
    struct buf out = BUF_INIT;
    buf_addc(&out, '[');
    for (size_t i = 0; i < n; i++) {
        buf_adds(&out, i ? ",\n" : "\n");
        add_object(&out, &rows[i]);
    }
    buf_adds(&out, n ? "\n]\n" : "]\n");
    cli_write(cli, &out);
    buf_release(&out);
}

int command_log(struct cli *cli)
{
    static const char *const formats[] = {"table", "json", NULL};
    struct log_row *rows = NULL;
    size_t n = 0;
    int format = given_choice(cli, "format", formats, 0);
    if (format < 0)
        return CLI_MISUSE;
    if (cli->store && log_list(cli->store, 0, &rows, &n, &cli->err))
        return cli_fail(cli);
    if (format)
        write_json(cli, rows, n);
    else if (n)
        write_table(cli, rows, n);
    else if (cli->store)
        cli_say(cli, "Nothing is in the log yet.");
    log_rows_free(rows, n);
    return CLI_DONE;
}
