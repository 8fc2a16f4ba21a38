/* When somebody was employed, and for which part of full time. */
#include "store/services.h"

#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "cli/columns.h"
#include "cli/commands.h"
#include "cli/given.h"
#include "store/interviews.h"

static void add_factor(struct cli *cli, struct table *table, int factor)
{
    struct buf cell = BUF_INIT;
    decimal_add(&cell, factor, SERVICE_FULL, cli->lang);
    table_add(table, cell.data);
    buf_release(&cell);
}

static int write_list(struct cli *cli, const char *person)
{
    static const char *const headings[] = {N_("In service"), N_("Out of service"), N_("Factor"),
                                           N_("ID")};
    struct service *spans = NULL;
    struct table table;
    size_t n = 0;
    if (services_list(cli->store, person, &spans, &n, &cli->err))
        return cli_fail(cli);
    columns_begin(&table, cli, headings, sizeof headings / sizeof *headings, -1);
    for (size_t i = 0; i < n; i++) {
        char handle[HANDLE_SIZE];
        uuid_handle(spans[i].id, handle);
        columns_add_day(&table, cli, spans[i].from);
        columns_add_day(&table, cli, spans[i].until);
        add_factor(cli, &table, spans[i].factor);
        table_add(&table, handle);
    }
    if (!n)
        cli_say(cli, "When this person was in service is not known.");
    columns_end(&table, cli);
    free(spans);
    return CLI_DONE;
}

/* The span to change: the one that began on that day, else the last one; a new one when there is a
 * day and none began on it. False when there is none to change. */
static bool choose(const struct service *spans, size_t n, int from, struct service *chosen)
{
    for (size_t i = 0; i < n; i++)
        if (from == DAY_NONE || spans[i].from == from) {
            *chosen = spans[i];
            return true;
        }
    *chosen = (struct service){.from = from, .until = DAY_NONE, .factor = SERVICE_FULL};
    return from != DAY_NONE;
}

static int read_given(struct cli *cli, int *from, int *until, int *factor)
{
    const char *in = cli_value(cli, "in"), *out = cli_value(cli, "out");
    const char *text = cli_value(cli, "factor");
    int today = clock_today(&cli->clock);
    if ((in && given_past_day(cli, in, from)) ||
        (out && *out && given_day_since(cli, out, DAY_BEHIND, today, until))) /* the nearest */
        return -1;
    if (!text || service_factor_read(text, factor))
        return 0;
    cli_misuse(cli, "--factor takes a number such as 0.8.");
    return -1;
}

static int change(struct cli *cli, const char *person)
{
    static const struct deed deed = {N_("time in service changed"), ""};
    struct service *spans = NULL, service;
    int from = DAY_NONE, until = DAY_NONE, factor = -1;
    size_t n = 0;
    if (read_given(cli, &from, &until, &factor))
        return CLI_MISUSE;
    if (services_list(cli->store, person, &spans, &n, &cli->err))
        return cli_fail(cli);
    bool there = choose(spans, n, from, &service);
    free(spans);
    if (!there)
        return cli_misuse(cli, "Give the day somebody came into service: --in DATE.");
    memcpy(service.person, person, UUID_SIZE);
    if (cli_value(cli, "out"))
        service.until = until;
    if (factor >= 0)
        service.factor = factor;
    return services_save(cli->store, &service, &deed, &cli->err) ? cli_fail(cli)
                                                                 : write_list(cli, person);
}

static int drop(struct cli *cli, const char *person, const char *text)
{
    static const struct deed deed = {N_("time in service taken away"), ""};
    struct service *spans = NULL;
    int day = DAY_NONE, failed = 0;
    size_t n = 0, at = 0;
    if (given_past_day(cli, text, &day))
        return CLI_MISUSE;
    if (services_list(cli->store, person, &spans, &n, &cli->err))
        return cli_fail(cli);
    while (at < n && spans[at].from != day)
        at++;
    failed = at == n ? err_set(&cli->err, "No time in service began on that day.")
                     : services_remove(cli->store, spans[at].id, &deed, &cli->err);
    free(spans);
    return failed ? cli_fail(cli) : write_list(cli, person);
}

int command_person_service(struct cli *cli)
{
    struct person person;
    const char *gone = cli_value(cli, "drop");
    bool given = cli_value(cli, "in") || cli_value(cli, "out") || cli_value(cli, "factor");
    if (interviews_person(cli->store, cli->args[0], &person, &cli->err))
        return cli_fail(cli);
    int status = CLI_DONE;
    if ((given || gone) && store_take_over(cli->store, &cli->err))
        status = cli_fail(cli);
    else if (gone)
        status = drop(cli, person.id, gone);
    else
        status = given ? change(cli, person.id) : write_list(cli, person.id);
    person_release(&person);
    return status;
}
