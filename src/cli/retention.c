#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/json.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/confirm.h"
#include "cli/given.h"
#include "cli/columns.h"
#include "store/keeping.h"

#define AHEAD 90 /* days: what comes up is told a quarter before */

/* The rules of the regime that applies; the caller says so when there are none. */
static const struct regime *rules_of(struct cli *cli)
{
    return shelf_regime(cli_shelf(cli), "nl", cli->lang);
}

static void add_due(struct cli *cli, struct table *table, const struct keeping_row *row)
{
    struct buf cell = BUF_INIT;
    int today = clock_today(&cli->clock);
    day_add_short(&cell, row->due, today, cli->lang);
    if (row->held)
        buf_addf(&cell, "%s%s", cell.len ? ", " : "", tr(cli->lang, "on hold"));
    else if (row->due == DAY_NONE)
        buf_adds(&cell, tr(cli->lang, "date not known"));
    else if (keeping_due(row, today))
        buf_addf(&cell, ", %s", tr(cli->lang, "goes now"));
    table_add(table, cell.data);
    buf_release(&cell);
}

static void add_what(struct cli *cli, struct table *table, const struct keeping_row *row)
{
    struct buf cell = BUF_INIT;
    struct erased counts = {.kind = ERASE_KEEPING, .answers = row->answers};
    if (row->clock == KEEPING_AGREEMENTS) {
        counts.people = keeping_count(row, KEEPING_PERSON);
        counts.interviews = keeping_count(row, KEEPING_TALK);
        counts.absences = keeping_count(row, KEEPING_ABSENCE);
        counts.agreements = row->agreements;
    }
    erased_add_counts(&cell, &counts, cli->lang);
    table_add(table, cell.data);
    buf_release(&cell);
}

/* "Two years after the re-integration was closed (1 June 2024)" */
static void add_why(struct cli *cli, struct table *table, const struct keeping_row *row,
                    const struct keeping_rules *rules)
{
    struct buf cell = BUF_INIT;
    if (row->from == KEEPING_UNKNOWN) {
        buf_adds(&cell, tr(cli->lang, "when was the re-integration closed, or did the employment "
                                      "end? See 'gesprek person dates'"));
    } else {
        buf_adds(&cell, row->from == rules->clock[row->clock].from
                            ? rules->clock[row->clock].why
                            : tr(cli->lang, "The same time after the employment ended"));
        buf_adds(&cell, ": ");
        day_add_numbers(&cell, row->from_day, cli->lang);
    }
    table_add(table, cell.data);
    buf_release(&cell);
}

static void write_table(struct cli *cli, const struct keeping_row *rows, size_t n,
                        const struct keeping_rules *rules)
{
    static const char *const headings[] = {N_("Name"), N_("May go on"), N_("What"), N_("Why")};
    struct table table;
    columns_begin(&table, cli, headings, sizeof headings / sizeof *headings, 3);
    for (size_t i = 0; i < n; i++) {
        table_add(&table, rows[i].person.name);
        add_due(cli, &table, &rows[i]);
        add_what(cli, &table, &rows[i]);
        add_why(cli, &table, &rows[i], rules);
    }
    columns_end(&table, cli);
}

static void add_day(struct buf *out, const char *name, int day)
{
    char iso[DAY_ISO_SIZE];
    day_iso(day, iso);
    buf_addf(out, day == DAY_NONE ? ",\"%s\":null" : ",\"%s\":\"%s\"", name, iso);
}

static void add_ids(struct buf *out, const char *name, const struct keeping_row *row,
                    enum keeping_kind kind)
{
    const char *sign = "";
    buf_addf(out, ",\"%s\":[", name);
    for (size_t i = 0; i < row->n; i++)
        if (row->items[i].kind == kind) {
            buf_addf(out, "%s\"%s\"", sign, row->items[i].id);
            sign = ",";
        }
    buf_addc(out, ']');
}

static void add_object(struct buf *out, const struct keeping_row *row, int today)
{
    static const char *const clocks[] = {"notes", "agreements"};
    static const char *const froms[] = {"closed", "ended", "unknown"};
    buf_adds(out, "{\"person\":");
    json_add_string(out, row->person.name);
    buf_addf(out, ",\"what\":\"%s\",\"after\":\"%s\"", clocks[row->clock], froms[row->from]);
    add_day(out, "after_date", row->from_day);
    add_day(out, "due", row->due);
    buf_addf(out, ",\"held\":%s,\"goes\":%s", row->held ? "true" : "false",
             keeping_due(row, today) ? "true" : "false");
    buf_addf(out, ",\"answers\":%d,\"agreements\":%d", row->answers, row->agreements);
    add_ids(out, "interviews", row, KEEPING_TALK);
    add_ids(out, "absences", row, KEEPING_ABSENCE);
    add_ids(out, "people", row, KEEPING_PERSON);
    buf_addc(out, '}');
}

static void write_json(struct cli *cli, const struct keeping_row *rows, size_t n)
{
    struct buf out = BUF_INIT;
    int today = clock_today(&cli->clock);
    buf_addc(&out, '[');
    for (size_t i = 0; i < n; i++) {
        buf_adds(&out, i ? ",\n" : "\n");
        add_object(&out, &rows[i], today);
    }
    buf_adds(&out, n ? "\n]\n" : "]\n");
    cli_write(cli, &out);
    buf_release(&out);
}

static size_t count_due(const struct keeping_row *rows, size_t n, int today)
{
    size_t due = 0;
    for (size_t i = 0; i < n; i++)
        due += keeping_due(&rows[i], today);
    return due;
}

/* The list was written before; whoever sits at a terminal says yes once more. */
static int apply(struct cli *cli, const struct keeping_row *rows, size_t n)
{
    struct erased erased = ERASED_INIT;
    struct buf receipt = BUF_INIT, shown = BUF_INIT;
    int today = clock_today(&cli->clock), status = CLI_DONE;
    if (!count_due(rows, n, today)) {
        cli_say(cli, "Nothing has to go now.");
        return CLI_DONE;
    }
    if (cli_on_screen(cli) && confirm_typed(cli, tr(cli->lang, "yes")))
        return CLI_FAILED;
    if (keeping_apply(cli->store, rows, n, today, &erased, &cli->err))
        status = cli_fail(cli);
    if (erased.receipt) {
        erased_add_receipt(&receipt, &erased, cli->lang);
        utf8_show(&shown, receipt.data, receipt.len, true);
        cli_write(cli, &shown);
    }
    buf_release(&receipt);
    buf_release(&shown);
    erased_release(&erased);
    return status;
}

static int show(struct cli *cli, const struct regime *regime, int format)
{
    struct keeping_row *rows = NULL;
    size_t n = 0;
    int today = clock_today(&cli->clock), status = CLI_DONE;
    if (cli->store &&
        keeping_list(cli->store, &regime->keeping, today, AHEAD, &rows, &n, &cli->err))
        return cli_fail(cli);
    if (format)
        write_json(cli, rows, n);
    else if (n)
        write_table(cli, rows, n, &regime->keeping);
    else if (cli->store)
        cli_say(cli, "Nothing has to go now, or within 90 days.");
    if (cli_value(cli, "apply"))
        status = apply(cli, rows, n);
    else if (!format && count_due(rows, n, today))
        cli_say(cli, "Nothing goes by itself. 'gesprek retention --apply' erases what says \"goes "
                     "now\", for good.");
    keeping_rows_free(rows, n);
    return status;
}

int command_retention(struct cli *cli)
{
    static const char *const formats[] = {"table", "json", NULL};
    const struct regime *regime = rules_of(cli);
    int format = given_choice(cli, "format", formats, 0);
    if (format < 0)
        return CLI_MISUSE;
    if (!regime || !regime->keeping.clock[KEEPING_NOTES].months) {
        err_set(&cli->err, "No regime file says how long things may be kept. Add \"keeping\" to "
                           "regime.yaml.");
        return cli_fail(cli);
    }
    if (cli_value(cli, "apply") && cli->store && store_take_over(cli->store, &cli->err))
        return cli_fail(cli);
    return show(cli, regime, format);
}
