#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "base/mem.h"
#include "cli/commands.h"
#include "domain/practice.h"
#include "plain/plain.h"
#include "report/table.h"
#include "store/interviews.h"

/* Says which one is like the id that there is not; -1 with cli->err. */
static int no_such(struct cli *cli, const char *id)
{
    const struct guide *guide;
    const struct guide_scenario *scenario;
    const char **ids = mem_zero(1, sizeof *ids);
    for (size_t i = 0; practice_nth(cli_shelf(cli), cli->lang, i, &guide, &scenario); i++) {
        ids = mem_grow(ids, i + 2, sizeof *ids);
        ids[i] = scenario->id;
        ids[i + 1] = NULL;
    }
    const char *near = cli_nearest(id, ids);
    free(ids);
    if (near)
        return err_set(&cli->err,
                       "There is no conversation \"%s\" to practise. Did you mean \"%s\"?", id,
                       near);
    return err_set(&cli->err,
                   "There is no conversation \"%s\" to practise. \"gesprek practice --no-input\" "
                   "lists them.",
                   id);
}

/* A list without anybody to choose from it; an id that is given picks its row alone. */
static void write_list(struct cli *cli, const char *id)
{
    static const char *const headings[] = {N_("ID"), N_("Title"), N_("Guide")};
    enum { COLUMNS = sizeof headings / sizeof *headings };
    const struct guide *guide;
    const struct guide_scenario *scenario;
    struct table table;
    struct buf out = BUF_INIT;
    table_init(&table, COLUMNS, -1);
    for (size_t i = 0; i < COLUMNS; i++)
        table_add(&table, tr(cli->lang, headings[i]));
    for (size_t i = 0; practice_nth(cli_shelf(cli), cli->lang, i, &guide, &scenario); i++) {
        if (id && strcmp(scenario->id, id) != 0)
            continue;
        table_add(&table, scenario->id);
        table_add(&table, scenario->title);
        table_add(&table, guide->title);
    }
    table_write(&table, &out, cli_columns(cli), 0);
    cli_write(cli, &out);
    table_release(&table);
    buf_release(&out);
}

static int practise(struct cli *cli, const struct beginning *beginning)
{
    struct desk desk;
    struct plain_lines lines;
    if (cli_desk(cli, &desk))
        return -1;
    if (cli_on_screen(cli))
        return app_run(&desk, beginning, &cli->err);
    cli_lines(cli, &lines);
    int failed = plain_practise(&desk, beginning->scenario ? beginning->scenario->id : NULL, &lines,
                                &cli->err);
    cli->write_error = lines.fault;
    return failed;
}

/* Nothing is kept of it, so the name may go without its accents. */
static int find_unfinished(struct cli *cli, const char *name, char id[UUID_SIZE])
{
    struct buf known = BUF_INIT;
    int failed = interviews_alike(cli->store, name, &known, &cli->err) ||
                 interviews_unfinished_of(cli->store, known.len ? known.data : name, id, &cli->err);
    buf_release(&known);
    return failed ? -1 : 0;
}

/* The conversation that is open with that person; -1 with cli->err when there is none. */
static int find_prepared(struct cli *cli, const char *name, char id[UUID_SIZE])
{
    *id = '\0';
    if (cli->store && find_unfinished(cli, name, id))
        return -1;
    return *id ? 0
               : err_set(&cli->err, "There is no conversation prepared with that person. "
                                    "\"gesprek start --for NAME\" prepares one.");
}

static int rehearse(struct cli *cli, const char *name)
{
    char id[UUID_SIZE];
    struct desk desk;
    struct plain_lines lines;
    if (find_prepared(cli, name, id) || cli_desk(cli, &desk))
        return -1;
    if (cli_on_screen(cli))
        return app_run(&desk, &(struct beginning){.interview = id, .rehearse = true}, &cli->err);
    cli_note(cli, LOG_OPENED, "", "");
    cli_lines(cli, &lines);
    int failed = plain_rehearse(&desk, id, &lines, &cli->err);
    cli->write_error = lines.fault;
    return failed;
}

int command_practice(struct cli *cli)
{
    const char *id = cli->n_args ? cli->args[0] : NULL, *of = cli_value(cli, "of");
    struct beginning beginning = {.practice = true};
    const struct shelf *shelf = cli_shelf(cli);
    if (of && (id || cli->no_input))
        return cli_misuse(cli, id ? N_("Give an ID, or a person with --of, not both.")
                                  : N_("A conversation cannot be held with --no-input."));
    if (of)
        return rehearse(cli, of) ? cli_fail(cli) : CLI_DONE;
    if (!practice_nth(shelf, cli->lang, 0, &beginning.guide, &beginning.scenario)) {
        err_set(&cli->err, "No guide within reach has a conversation to practise.");
        return cli_fail(cli);
    }
    beginning.guide = NULL;
    beginning.scenario = NULL;
    if (id && !practice_find(shelf, cli->lang, id, &beginning.guide, &beginning.scenario)) {
        no_such(cli, id);
        return cli_fail(cli);
    }
    if (!cli->no_input)
        return practise(cli, &beginning) ? cli_fail(cli) : CLI_DONE;
    write_list(cli, id);
    return CLI_DONE;
}
