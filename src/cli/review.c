#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/app.h"
#include "base/day.h"
#include "cli/commands.h"
#include "cli/filters.h"
#include "domain/person.h"
#include "plain/plain.h"
#include "report/table.h"
#include "store/review.h"

#define LINES_COLUMNS 80 /* longer rows are no easier to read */
#define OLD_DAYS      31 /* without news for so long is worth a mark */
#define DAY_MS        INT64_C(86400000)

static int in_lines(struct cli *cli, struct desk *desk, const struct review_filter *filter)
{
    int columns = cli_columns(cli);
    struct plain_lines lines = {
        .in = cli->in,
        .out = cli->out,
        .columns = columns > LINES_COLUMNS ? LINES_COLUMNS : columns,
        .echo = !isatty(fileno(cli->in)),
        .asks = !cli->no_input,
    };
    int failed = plain_review(desk, filter, &lines, &cli->err);
    cli->write_error = lines.fault;
    return failed;
}

/* Screens, or lines where they are wanted or there is no terminal to draw on. Without a filter the
 * screen begins with what was asked for last. */
static int sit_down(struct cli *cli, const struct filters *filters)
{
    const struct beginning beginning = {.review = true,
                                        .filter = filters->given ? &filters->filter : NULL};
    struct desk desk;
    if (cli_desk(cli, &desk))
        return -1;
    if (cli_on_screen(cli) && !cli->no_input)
        return app_run(&desk, &beginning, &cli->err);
    return in_lines(cli, &desk, &filters->filter);
}

int command_review(struct cli *cli)
{
    struct filters filters;
    int status = CLI_MISUSE;
    if (filters_read(cli, &filters))
        return CLI_MISUSE;
    if (filters_check(cli, &filters.filter) == 0)
        status = sit_down(cli, &filters) ? cli_fail(cli) : CLI_DONE;
    filters_release(&filters);
    return status;
}

/* ---- Whose bundles should come --------------------------------------------------------------- */

static void add_state(struct cli *cli, struct table *table, const struct review_source *source,
                      bool came)
{
    struct buf cell = BUF_INIT;
    if (came)
        day_add_short(&cell, clock_day(source->made_at), clock_today(&cli->clock), cli->lang);
    table_add(table, came ? cell.data : "-");
    table_add(table, !came         ? tr(cli->lang, "no bundle yet")
                     : source->old ? tr(cli->lang, "a while ago")
                                   : "");
    buf_release(&cell);
}

static int tell_sources(struct cli *cli)
{
    struct review_sources sources;
    struct table table;
    struct buf out = BUF_INIT;
    if (review_sources(cli->store, clock_now(&cli->clock) - OLD_DAYS * DAY_MS, &sources, &cli->err))
        return cli_fail(cli);
    if (!sources.n)
        cli_say(cli, "No bundle was collected yet, and none is expected.");
    table_init(&table, 3, -1);
    table_add(&table, tr(cli->lang, "From"));
    table_add(&table, tr(cli->lang, "Newest change"));
    table_add(&table, "");
    for (size_t i = 0; i < sources.n; i++) {
        const struct review_source *source = &sources.sources[i];
        table_add(&table, *source->label ? source->label : source->id);
        add_state(cli, &table, source, i < sources.n_came);
    }
    if (sources.n)
        table_write(&table, &out, cli_columns(cli), 0);
    cli_write(cli, &out);
    buf_release(&out);
    table_release(&table);
    review_sources_free(&sources);
    return CLI_DONE;
}

int command_expect(struct cli *cli)
{
    struct buf names = BUF_INIT;
    bool none = cli->n_args == 1 && !strcmp(cli->args[0], "-");
    if (!cli->n_args)
        return tell_sources(cli);
    for (int i = 0; !none && i < cli->n_args; i++) {
        const char *fault = person_name_fault(cli->args[i]);
        if (fault) {
            buf_release(&names);
            return cli_misuse(cli, "\"%s\": %s", cli->args[i], tr(cli->lang, fault));
        }
        buf_addf(&names, "%s\n", cli->args[i]);
    }
    int failed = store_need_write(cli->store, &cli->err) ||
                 store_setting_set(cli->store, REVIEW_EXPECTED, names.data, &cli->err);
    buf_release(&names);
    return failed ? cli_fail(cli) : CLI_DONE;
}
