#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "cli/checked.h"
#include "cli/commands.h"
#include "cli/columns.h"
#include "cli/confirm.h"
#include "cli/given.h"
#include "cli/namesake.h"
#include "report/csv.h"
#include "store/absences.h"
#include "store/interviews.h"

static int day_of(int64_t moment)
{
    return moment ? clock_day(moment) : DAY_NONE;
}

/* Full names: this list is for looking them up. */
static void write_table(struct cli *cli, const struct person_row *rows, size_t n)
{
    static const char *const headings[] = {N_("Name"),          N_("Team"), N_("Code"),
                                           N_("Conversations"), N_("Open"), N_("Last recorded"),
                                           N_("Next planned")};
    struct table table;
    columns_begin(&table, cli, headings, sizeof headings / sizeof *headings, 0);
    for (size_t i = 0; i < n; i++) {
        table_add(&table, rows[i].person.name);
        columns_add_or_dash(&table, rows[i].person.team);
        columns_add_or_dash(&table, rows[i].person.code);
        columns_add_number(&table, rows[i].interviews);
        columns_add_number(&table, rows[i].unsettled);
        columns_add_day(&table, cli, day_of(rows[i].last_at));
        columns_add_day(&table, cli, day_of(rows[i].planned_at));
    }
    columns_end(&table, cli);
}

static void write_csv(struct cli *cli, const struct person_row *rows, size_t n)
{
    static const char *const names[] = {"id", "name", "team", "code", "interviews", "unsettled"};
    struct buf out = BUF_INIT;
    csv_add_row(&out, names, sizeof names / sizeof *names);
    for (size_t i = 0; i < n; i++) {
        char interviews[16], unsettled[16];
        snprintf(interviews, sizeof interviews, "%d", rows[i].interviews);
        snprintf(unsettled, sizeof unsettled, "%d", rows[i].unsettled);
        const struct person *person = &rows[i].person;
        const char *const cells[] = {person->id,   person->name, person->team,
                                     person->code, interviews,   unsettled};
        csv_add_row(&out, cells, sizeof cells / sizeof *cells);
    }
    cli_write(cli, &out);
    buf_release(&out);
}

int command_person_list(struct cli *cli)
{
    static const char *const formats[] = {"table", "csv", NULL};
    struct person_row *rows = NULL;
    size_t n = 0;
    int format = given_choice(cli, "format", formats, 0);
    if (format < 0)
        return CLI_MISUSE;
    if (cli->store && interviews_people(cli->store, &rows, &n, &cli->err))
        return cli_fail(cli);
    if (format)
        cli_note(cli, LOG_EXPORTED, "csv", "");
    if (format)
        write_csv(cli, rows, n);
    else if (n)
        write_table(cli, rows, n);
    else if (cli->store)
        cli_say(cli, "There is nobody yet.");
    person_rows_free(rows, n);
    return CLI_DONE;
}

static int rename_person(struct cli *cli, const struct person *person)
{
    const char *team = cli_value(cli, "team"), *code = cli_value(cli, "code");
    const char *name = cli->n_args > 1 ? cli->args[1] : person->name;
    const char *fault = person_name_fault(name);
    if (fault)
        return err_set(&cli->err, "%s", tr(cli->lang, fault));
    checked_option(cli, "team");
    const struct deed deed = {N_("person renamed"), ""};
    return interviews_rename_person(cli->store, person->id, name, team ? team : person->team,
                                    code ? code : person->code, &deed, &cli->err);
}

int command_person_rename(struct cli *cli)
{
    struct person person;
    if (cli->n_args < 2 && !cli_value(cli, "team") && !cli_value(cli, "code"))
        return cli_misuse(cli, "What has to change: the name, --team or --code?");
    if (interviews_person(cli->store, cli->args[0], &person, &cli->err))
        return cli_fail(cli);
    int failed = rename_person(cli, &person);
    person_release(&person);
    if (failed)
        return cli_fail(cli);
    cli_say(cli, "That is changed.");
    return CLI_DONE;
}

/* Would it move? A name that nobody has may be a typing error. */
enum { MOVES, MOVES_NOT, MOVES_NEVER };

static int look_whose(struct cli *cli, const char *interview, const char *name)
{
    char id[UUID_SIZE];
    if (absences_whose(cli->store, name, id, &cli->err))
        return MOVES_NEVER;
    if (!*id)
        return confirm_new(cli, name) ? MOVES_NEVER : MOVES;
    struct interview *loaded = interviews_load(cli->store, interview, &cli->err);
    if (!loaded)
        return MOVES_NEVER;
    bool same = !strcmp(loaded->person.id, id);
    interview_release(loaded);
    free(loaded);
    return same ? MOVES_NOT : MOVES;
}

static int move(struct cli *cli, const char *id, const char *name)
{
    char handle[HANDLE_SIZE];
    uuid_handle(id, handle);
    int whose = look_whose(cli, id, name);
    if (whose == MOVES_NOT)
        cli_say(cli, "Conversation %s is under %s already. Nothing was changed.", handle, name);
    if (whose != MOVES)
        return whose == MOVES_NOT ? CLI_DONE : *cli->err.text ? cli_fail(cli) : CLI_FAILED;
    const struct deed deed = {N_("conversation %s put under another person"), handle};
    if (interviews_move(cli->store, id, name, &deed, &cli->err))
        return cli_fail(cli);
    cli_note(cli, LOG_MOVED, "", id);
    cli_say(cli, "Conversation %s is under %s now, with its agreements.", handle, name);
    return CLI_DONE;
}

int command_person_move(struct cli *cli)
{
    char id[UUID_SIZE];
    struct buf name = BUF_INIT;
    const char *given = cli->args[1], *fault = person_name_fault(given);
    if (fault) {
        err_set(&cli->err, "%s", tr(cli->lang, fault));
        return cli_fail(cli);
    }
    int status = interviews_find(cli->store, cli->args[0], id, &cli->err) ||
                         namesake_settle(cli, given, &name)
                     ? cli_fail(cli)
                     : move(cli, id, name.data);
    buf_release(&name);
    return status;
}
