#include <stdlib.h>
#include <string.h>

#include "absence_inside.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "cli/commands.h"
#include "cli/given.h"
#include "cli/columns.h"
#include "cli/namesake.h"
#include "domain/person.h"
#include "report/csv.h"
#include "report/spell.h"
#include "store/absences.h"
#include "store/interviews.h"

/* ---- what is given --------------------------------------------------------------------------- */

/* The option of a field: its key with dashes. */
static const char *option_of(enum absence_field field, char name[24])
{
    snprintf(name, 24, "%s", absence_field_key(field));
    for (char *at = name; *at; at++)
        *at = *at == '_' ? '-' : *at;
    return name;
}

static void refuse_expected(struct cli *cli, int first, int expected)
{
    struct buf begun = BUF_INIT, back = BUF_INIT;
    day_add_long(&begun, first, cli->lang);
    day_add_long(&back, expected, cli->lang);
    cli_misuse(cli,
               "Expected back (%s) must be after the first day (%s). If it is another year, write "
               "the year too.",
               back.data, begun.data);
    buf_release(&begun);
    buf_release(&back);
}

/* Without its year it is the day that follows the first one: 10-11 after 20-11 is a slip, not next
 * year. */
static int read_expected(struct cli *cli, const char *text, int first, int *day)
{
    int ahead = DAY_NONE;
    if (given_day(cli, text, &ahead) || given_day_since(cli, text, DAY_AHEAD, first, day))
        return -1;
    if (*day > first || *day == ahead) /* what names its year is refused when it is kept */
        return 0;
    refuse_expected(cli, first, *day);
    return -1;
}

static int read_day(struct cli *cli, enum absence_field field, const char *text,
                    struct absence *absence)
{
    int *day = absence_day(absence, field);
    if (field == ABSENCE_FIRST_DAY)
        return given_past_day(cli, text, day);
    return field == ABSENCE_EXPECTED
               ? read_expected(cli, text, absence->first_day, day)
               : given_day_since(cli, text, DAY_BEHIND, absence->first_day, day);
}

static int read_told(struct cli *cli, const char *option, const char *text, enum told *told)
{
    static const char *const choices[] = {"yes", "no", "unknown", NULL};
    static const enum told values[] = {TOLD_YES, TOLD_NO, TOLD_UNKNOWN};
    char name[32];
    snprintf(name, sizeof name, "--%s", option);
    int which = given_among(cli, name, text, choices);
    if (which < 0)
        return -1;
    *told = values[which];
    return 0;
}

static int read_field(struct cli *cli, enum absence_field field, struct absence *absence)
{
    char option[24];
    const char *text = cli_value(cli, option_of(field, option));
    if (!text)
        return 0;
    switch (absence_field_kind(field)) {
    case ABSENCE_DAY:
        if (*text)
            return read_day(cli, field, text, absence);
        *absence_day(absence, field) = DAY_NONE;
        return 0;
    case ABSENCE_TEXT:
        mem_replace(absence_text(absence, field), text);
        return 0;
    case ABSENCE_TOLD:
        return read_told(cli, option, text, absence_told(absence, field));
    }
    return 0;
}

/* "none" takes the step of that day away: then *part is -1. */
static int read_part(struct cli *cli, const char *text, int *part)
{
    *part = -1;
    if (!strcmp(text, "none") || !strcmp(text, "geen") || absence_part_read(text, part))
        return 0;
    cli_misuse(cli, "--part takes a percentage, such as 50 or 37.5.");
    return -1;
}

static int drop_step(struct cli *cli, struct absence *absence, int from)
{
    for (size_t i = 0; i < absence->n_steps; i++)
        if (absence->steps[i].from == from) {
            absence_step_drop(absence, i);
            return 0;
        }
    cli_misuse(cli, "No step back began on that day.");
    return -1;
}

/* What is left out makes a step that will not do, which is said when it is stored. */
static int read_step(struct cli *cli, struct absence *absence)
{
    const char *part = cli_value(cli, "part"), *from = cli_value(cli, "part-from");
    const char *advised = cli_value(cli, "advised");
    struct absence_step step = {.from = DAY_NONE, .advised = DAY_NONE};
    absence->leave |= cli_value(cli, "leave") != NULL;
    if (!part && !from && !advised)
        return 0;
    if ((part && read_part(cli, part, &step.part)) ||
        (from && given_day_since(cli, from, DAY_BEHIND, absence->first_day, &step.from)) ||
        (advised && given_day_since(cli, advised, DAY_BEHIND, absence->first_day, &step.advised)))
        return -1;
    if (step.part < 0)
        return drop_step(cli, absence, step.from);
    absence_step_put(absence, &step);
    return 0;
}

static int read_fields(struct cli *cli, struct absence *absence)
{
    for (enum absence_field field = 0; field < ABSENCE_FIELDS; field++)
        if (read_field(cli, field, absence))
            return -1;
    return read_step(cli, absence);
}

/* ---- listing --------------------------------------------------------------------------------- */

/* "sick", "maternity leave", "sick, 50% back": what it is, and the part somebody does today. */
static void add_kind(struct table *table, struct cli *cli, const struct absence *absence)
{
    struct buf kind = BUF_INIT, part = BUF_INIT;
    int share = absence_share(absence, clock_today(&cli->clock));
    bool partly = absence_open(absence) && !absence->leave && share < ABSENCE_WHOLE;
    buf_adds(&kind, tr(cli->lang, absence->leave ? N_("maternity leave") : N_("sick")));
    decimal_add(&part, ABSENCE_WHOLE - share, ABSENCE_WHOLE / 100, cli->lang);
    if (partly)
        buf_addf(&kind, tr(cli->lang, ", %s%% back"), part.data);
    table_add(table, kind.data);
    buf_release(&kind);
    buf_release(&part);
}

static void write_table(struct cli *cli, const struct absence_row *rows, size_t n)
{
    static const char *const headings[] = {N_("Name"),      N_("Team"),          N_("Kind"),
                                           N_("First day"), N_("Expected back"), N_("Back in full"),
                                           N_("ID")};
    struct table table;
    columns_begin(&table, cli, headings, sizeof headings / sizeof *headings, 0);
    for (size_t i = 0; i < n; i++) {
        char handle[HANDLE_SIZE];
        table_add(&table, rows[i].person.name);
        columns_add_or_dash(&table, rows[i].person.team);
        add_kind(&table, cli, &rows[i].absence);
        columns_add_day(&table, cli, rows[i].absence.first_day);
        columns_add_day(&table, cli, rows[i].absence.expected);
        columns_add_day(&table, cli, rows[i].absence.back);
        uuid_handle(rows[i].absence.id, handle);
        table_add(&table, handle);
    }
    columns_end(&table, cli);
}

/* The percentage that somebody does again today, with a point; nothing when that is none of it, or
 * all. */
static void add_part(struct buf *part, const struct absence *absence, int today)
{
    int share = absence_share(absence, today);
    if (absence_open(absence) && !absence->leave && share < ABSENCE_WHOLE)
        decimal_add(part, ABSENCE_WHOLE - share, ABSENCE_WHOLE / 100, LANG_EN);
}

static void write_csv(struct cli *cli, const struct absence_row *rows, size_t n)
{
    static const char *const names[] = {"id",       "name", "team", "first_day",
                                        "expected", "back", "kind", "part"};
    struct buf out = BUF_INIT;
    csv_add_row(&out, names, sizeof names / sizeof *names);
    for (size_t i = 0; i < n; i++) {
        char first[DAY_ISO_SIZE], expected[DAY_ISO_SIZE], back[DAY_ISO_SIZE];
        const struct absence_row *row = &rows[i];
        struct buf part = BUF_INIT;
        add_part(&part, &row->absence, clock_today(&cli->clock));
        day_iso(row->absence.first_day, first);
        day_iso(row->absence.expected, expected);
        day_iso(row->absence.back, back);
        const char *const cells[] = {row->absence.id,
                                     row->person.name,
                                     row->person.team,
                                     first,
                                     expected,
                                     back,
                                     row->absence.leave ? "leave" : "sick",
                                     part.data};
        csv_add_row(&out, cells, sizeof cells / sizeof *cells);
        buf_release(&part);
    }
    cli_write(cli, &out);
    buf_release(&out);
}

/* The id of the one named with --person; -1 when there is nobody by that name. */
static int find_person(struct cli *cli, const char *name, char id[UUID_SIZE])
{
    struct person person;
    if (interviews_person(cli->store, name, &person, &cli->err))
        return -1;
    memcpy(id, person.id, UUID_SIZE);
    person_release(&person);
    return 0;
}

static int write_json(struct cli *cli, const char *person, bool open)
{
    struct buf json = BUF_INIT;
    int failed = 0;
    if (cli->store)
        failed = absences_json(cli->store, person, open, &json, &cli->err);
    else
        buf_adds(&json, "[]\n");
    if (!failed)
        cli_write(cli, &json);
    if (!failed && cli->store)
        cli_note(cli, LOG_EXPORTED, "json", person ? person : "");
    buf_release(&json);
    return failed ? cli_fail(cli) : CLI_DONE;
}

int command_absence_list(struct cli *cli)
{
    enum { TABLE, CSV, JSON };
    static const char *const formats[] = {"table", "csv", "json", NULL};
    const char *name = cli_value(cli, "person");
    bool open = cli_value(cli, "open") != NULL;
    struct absence_row *rows = NULL;
    char id[UUID_SIZE];
    size_t n = 0;
    int format = given_choice(cli, "format", formats, TABLE);
    if (format < 0)
        return CLI_MISUSE;
    if (cli->store && name && find_person(cli, name, id))
        return cli_fail(cli);
    if (format == JSON)
        return write_json(cli, name ? id : NULL, open);
    if (cli->store && absences_list(cli->store, name ? id : NULL, open, &rows, &n, &cli->err))
        return cli_fail(cli);
    if (format == CSV && cli->store)
        cli_note(cli, LOG_EXPORTED, "csv", name ? id : "");
    if (format == CSV)
        write_csv(cli, rows, n);
    else if (n)
        write_table(cli, rows, n);
    else if (cli->store)
        cli_say(cli, "There are no absences like that.");
    absence_rows_free(rows, n);
    return CLI_DONE;
}

/* ---- changing -------------------------------------------------------------------------------- */

static void say_stored(struct cli *cli, const struct absence *absence)
{
    struct buf first = BUF_INIT, back = BUF_INIT, expected = BUF_INIT;
    char handle[HANDLE_SIZE];
    uuid_handle(absence->id, handle);
    day_add_long(&first, absence->first_day, cli->lang);
    day_add_long(&back, absence->back, cli->lang);
    day_add_long(&expected, absence->expected, cli->lang);
    if (absence_open(absence) && absence->expected != DAY_NONE)
        cli_say(cli, "Absence %s: from %s, expected back on %s.", handle, first.data,
                expected.data);
    else if (absence_open(absence))
        cli_say(cli, "Absence %s: from %s.", handle, first.data);
    else
        cli_say(cli, "Absence %s: from %s, back in full on %s.", handle, first.data, back.data);
    buf_release(&first);
    buf_release(&back);
    buf_release(&expected);
}

static void say_private(void *arg, enum absence_field field, const char *words)
{
    char option[24];
    cli_say(arg, "--%s: %s", option_of(field, option), words);
}

/* 0 when it may be kept: what an employer may not write down is told, and with --strict refused. */
static int check(struct cli *cli, const struct absence *absence)
{
    if (!absence_check(cli, absence, say_private, cli))
        return 0;
    if (cli_value(cli, "strict"))
        return err_set(&cli->err, "Nothing was written down.");
    cli_say(cli, "'gesprek limits show' says what may be written down; 'gesprek erase ID --text' "
                 "takes words out for good.");
    return 0;
}

static void say_steps(struct cli *cli, const struct absence *absence)
{
    for (size_t i = 0; i < absence->n_steps; i++) {
        struct buf step = BUF_INIT;
        spell_add_step(&step, &absence->steps[i], cli->lang);
        cli_say(cli, "Partly back: %s.", step.data);
        buf_release(&step);
    }
}

/* name: of the person, for a new one; else NULL. */
static int store(struct cli *cli, const char *name, struct absence *absence, const char *words)
{
    char handle[HANDLE_SIZE] = "";
    if (*absence->id)
        uuid_handle(absence->id, handle);
    const struct deed deed = {words, handle};
    if (name ? absences_add(cli->store, name, absence, &deed, &cli->err)
             : absences_save(cli->store, absence, &deed, &cli->err))
        return cli_fail(cli);
    say_stored(cli, absence);
    say_steps(cli, absence);
    return CLI_DONE;
}

/* Of the person that the name means, who may be known by another spelling of it. */
static int add(struct cli *cli, const char *given, struct absence *absence)
{
    struct buf name = BUF_INIT;
    int status =
        check(cli, absence) || namesake_settle(cli, given, &name) || namesake_say(cli, name.data)
            ? cli_fail(cli)
            : store(cli, name.data, absence, N_("absence added"));
    buf_release(&name);
    return status;
}

int command_absence_add(struct cli *cli)
{
    struct absence absence;
    const char *name = cli->args[0], *fault = person_name_fault(name);
    int status = CLI_MISUSE;
    absence_init(&absence);
    absence.first_day = clock_today(&cli->clock);
    if (fault) {
        err_set(&cli->err, "%s", tr(cli->lang, fault));
        status = cli_fail(cli);
    } else if (!read_fields(cli, &absence)) {
        status = add(cli, name, &absence);
    }
    absence_release(&absence);
    return status;
}

/* Reads the absence with that id out of the list. */
static int load(struct cli *cli, const char *typed, struct absence *absence)
{
    struct absence_row *rows = NULL;
    char id[UUID_SIZE];
    size_t n = 0;
    if (absences_find(cli->store, typed, id, &cli->err) ||
        absences_list(cli->store, NULL, false, &rows, &n, &cli->err))
        return -1;
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].absence.id, id) == 0)
            absence_copy(absence, &rows[i].absence);
    absence_rows_free(rows, n);
    return 0;
}

static int change(struct cli *cli, struct absence *absence)
{
    if (load(cli, cli->args[0], absence))
        return cli_fail(cli);
    if (read_fields(cli, absence))
        return CLI_MISUSE;
    if (check(cli, absence))
        return cli_fail(cli);
    return store(cli, NULL, absence, N_("absence %s changed"));
}

int command_absence_change(struct cli *cli)
{
    struct absence absence;
    absence_init(&absence);
    int status = change(cli, &absence);
    absence_release(&absence);
    return status;
}

int command_absence_remove(struct cli *cli)
{
    char id[UUID_SIZE], handle[HANDLE_SIZE];
    if (absences_find(cli->store, cli->args[0], id, &cli->err))
        return cli_fail(cli);
    uuid_handle(id, handle);
    const struct deed deed = {N_("absence %s removed"), handle};
    if (absences_remove(cli->store, id, &deed, &cli->err))
        return cli_fail(cli);
    cli_say(cli, "Absence %s is removed. Undo brings it back.", handle);
    return CLI_DONE;
}
