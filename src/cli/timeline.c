/* The steps of an absence: what is due, and what was done. */
#include "domain/timeline.h"

#include <string.h>

#include "cli/columns.h"
#include "cli/commands.h"
#include "cli/given.h"
#include "report/ics.h"
#include "report/timeline.h"
#include "store/absences.h"
#include "store/interviews.h"
#include "store/timelines.h"
#include "store/told.h"

enum { TABLE, JSON, CSV, ICS };

/* Which rules, of whom, and what of them. */
struct asked {
    struct cli *cli;
    struct desk desk;
    const struct timeline_rules *rules;
    int format, today;
    struct buf out;
    struct table table;
    size_t n;
};

/* -1 with cli->err. */
static int find_rules(struct asked *asked, struct cli *cli)
{
    *asked = (struct asked){.cli = cli, .today = clock_today(&cli->clock), .out = BUF_INIT};
    if (cli_desk(cli, &asked->desk))
        return -1;
    asked->rules = timelines_rules(&asked->desk);
    return asked->rules ? 0
                        : err_set(&cli->err, "No regime file says which steps there are. Add "
                                             "\"timeline\" to regime.yaml.");
}

/* ---- writing --------------------------------------------------------------------------------- */

static void begin(struct asked *asked, bool everybody)
{
    static const char *const headings[] = {N_("Name"),  N_("Step"), N_("By about"),
                                           N_("State"), N_("Who"),  N_("ID")};
    if (asked->format == TABLE)
        columns_begin(&asked->table, asked->cli, headings + !everybody,
                      (int)(sizeof headings / sizeof *headings) - !everybody, everybody);
    else if (asked->format == CSV)
        timeline_add_csv_head(&asked->out);
    else if (asked->format == ICS)
        ics_begin(&asked->out);
    else
        buf_addc(&asked->out, '[');
}

static void add_state(struct asked *asked, const struct timeline_moment *moment)
{
    enum lang lang = asked->cli->lang;
    struct buf cell = BUF_INIT;
    if (moment->state == TIMELINE_DONE)
        timeline_add_when(&cell, moment, asked->today, lang);
    else
        buf_addf(&cell, "%s%s", moment->state == TIMELINE_LATE ? "! " : "",
                 timeline_state_word(moment->state, lang));
    columns_add_or_dash(&asked->table, cell.data);
    buf_release(&cell);
}

static void add_table_row(struct asked *asked, const struct timeline_line *line, bool everybody)
{
    const struct timeline_moment *moment = line->moment;
    struct buf cell = BUF_INIT;
    char name[TIMELINE_NAME_SIZE];
    if (everybody) {
        desk_add_name(&asked->desk, &cell, line->person);
        table_add(&asked->table, cell.data);
        buf_clear(&cell);
    }
    timeline_add_title(&cell, moment);
    table_add(&asked->table, cell.data);
    columns_add_day(&asked->table, asked->cli, moment->due);
    add_state(asked, moment);
    table_add(&asked->table, timeline_who_word(moment->step->who, asked->cli->lang));
    timeline_name(moment->step, moment->turn, name);
    table_add(&asked->table, name);
    buf_release(&cell);
}

static void add(struct asked *asked, const struct timeline_line *line, bool everybody)
{
    struct cli *cli = asked->cli;
    if (asked->format == TABLE) {
        add_table_row(asked, line, everybody);
    } else if (asked->format == CSV) {
        timeline_add_csv(&asked->out, line);
    } else if (asked->format == ICS) {
        timeline_add_ics(&asked->out, line, asked->today, clock_now(&cli->clock), cli->lang);
    } else {
        buf_adds(&asked->out, asked->n ? ",\n" : "\n");
        timeline_add_json(&asked->out, line);
    }
    asked->n++;
}

static void end(struct asked *asked)
{
    if (asked->format == JSON)
        buf_adds(&asked->out, asked->n ? "\n]\n" : "]\n");
    else if (asked->format == ICS)
        ics_end(&asked->out);
    if (asked->format == TABLE)
        columns_end(&asked->table, asked->cli);
    else
        cli_write(asked->cli, &asked->out);
    buf_release(&asked->out);
}

/* ---- what is due ----------------------------------------------------------------------------- */

static int list_due(struct asked *asked)
{
    static const char *const keys[] = {[TABLE] = "", [JSON] = "json", [CSV] = "csv", [ICS] = "ics"};
    struct cli *cli = asked->cli;
    struct timeline_due *dues = NULL;
    size_t n = 0;
    if (timelines_due(cli->store, asked->rules, asked->today,
                      asked->format == ICS ? DUES_COMING : DUES_NOW, &dues, &n, &cli->err))
        return cli_fail(cli);
    if (!n && asked->format == TABLE)
        cli_say(cli, "No step of anybody's absence is due.");
    begin(asked, true);
    for (size_t i = 0; i < n; i++) {
        const struct timeline_line line = {&dues[i].person, dues[i].absence, dues[i].first_day,
                                           &dues[i].moment};
        add(asked, &line, true);
    }
    end(asked);
    if (asked->format != TABLE || cli_value(cli, "output"))
        cli_note(cli, LOG_EXPORTED, keys[asked->format], "");
    timeline_dues_free(dues, n);
    return CLI_DONE;
}

/* ---- of one person --------------------------------------------------------------------------- */

/* The case of the person named, or of one of their absences; -1 with cli->err. */
static int load(struct asked *asked, const char *name, struct timeline *timeline)
{
    struct cli *cli = asked->cli;
    const char *typed = cli_value(cli, "absence");
    char person[UUID_SIZE], spell[UUID_SIZE];
    struct person found;
    if (absences_whose(cli->store, name, person, &cli->err) ||
        (!*person && told_whose(cli->store, name, person, &cli->err)))
        return -1;
    if (!*person) { /* an id, or the name without its accents */
        if (interviews_person(cli->store, name, &found, &cli->err))
            return -1;
        memcpy(person, found.id, UUID_SIZE);
        person_release(&found);
    }
    if (typed && absences_find(cli->store, typed, spell, &cli->err))
        return -1;
    int none = timelines_load(cli->store, asked->rules, person, typed ? spell : NULL, asked->today,
                              timeline, &cli->err);
    if (none > 0)
        err_set(&cli->err, "No absence like that is written down of %s.", name);
    return none ? -1 : 0;
}

static void say_case(const struct asked *asked, const struct timeline *timeline)
{
    struct buf text = BUF_INIT;
    timeline_add_case(&text, &timeline->found, asked->today, asked->cli->lang);
    cli_say(asked->cli, "%s", text.data);
    buf_release(&text);
}

static int list_one(struct asked *asked, const char *name)
{
    static const char *const keys[] = {[TABLE] = "", [JSON] = "json", [CSV] = "csv", [ICS] = "ics"};
    struct cli *cli = asked->cli;
    struct timeline timeline;
    if (load(asked, name, &timeline))
        return cli_fail(cli);
    const char *absence = timeline.found.spells[0]->id;
    if (asked->format == TABLE)
        say_case(asked, &timeline);
    begin(asked, false);
    for (size_t i = 0; i < timeline.n_moments; i++) {
        const struct timeline_line line = {
            &timeline.person, absence, timeline.found.spells[0]->first_day, &timeline.moments[i]};
        add(asked, &line, false);
    }
    end(asked);
    if (asked->format != TABLE || cli_value(cli, "output"))
        cli_note(cli, LOG_EXPORTED, keys[asked->format], absence);
    timeline_release(&timeline);
    return CLI_DONE;
}

int command_timeline(struct cli *cli)
{
    static const char *const formats[] = {"table", "json", "csv", "ics", NULL};
    struct asked asked;
    int format = given_format(cli, formats, TABLE);
    if (format < 0)
        return CLI_MISUSE;
    if (!cli->n_args && cli_value(cli, "absence"))
        return cli_misuse(cli, "--absence needs the name of the person too.");
    if (!cli->store)
        return CLI_DONE;
    if (find_rules(&asked, cli))
        return cli_fail(cli);
    asked.format = format;
    return cli->n_args ? list_one(&asked, cli->args[0]) : list_due(&asked);
}

/* ---- saying what was done -------------------------------------------------------------------- */

static int unknown_step(struct asked *asked, const struct timeline *timeline, const char *name)
{
    struct buf all = BUF_INIT;
    for (size_t i = 0; i < timeline->n_moments; i++)
        if (timeline->moments[i].turn <= 1)
            buf_addf(&all, "%s%s", all.len ? ", " : "", timeline->moments[i].step->id);
    err_set(&asked->cli->err, "No step of this absence is called \"%s\". There are: %s.", name,
            all.data);
    buf_release(&all);
    return -1;
}

static void say_ticked(struct cli *cli, const struct timeline_moment *moment, int day)
{
    struct buf title = BUF_INIT, when = BUF_INIT, before = BUF_INIT;
    timeline_add_title(&title, moment);
    day_add_long(&when, day, cli->lang);
    day_add_long(&before, moment->done, cli->lang);
    if (day == DAY_NONE)
        cli_say(cli, "%s: not done. Undo brings it back.", title.data);
    else if (moment->done != DAY_NONE && moment->done != day)
        cli_say(cli, "%s: done on %s. Before this it said %s.", title.data, when.data, before.data);
    else
        cli_say(cli, "%s: done on %s.", title.data, when.data);
    buf_release(&title);
    buf_release(&when);
    buf_release(&before);
}

static int tick(struct asked *asked, const struct timeline *timeline, const char *name, int day)
{
    struct cli *cli = asked->cli;
    size_t n = timeline->n_moments;
    size_t at = timeline_find(timeline->moments, n, name, day == DAY_NONE);
    if (at == n && day == DAY_NONE) /* none of those that come again was done */
        at = timeline_find(timeline->moments, n, name, false);
    if (at == n)
        return unknown_step(asked, timeline, name);
    if (timelines_tick(cli->store, timeline, at, day, asked->today, timeline->person.name,
                       &cli->err))
        return -1;
    say_ticked(cli, &timeline->moments[at], day);
    return 0;
}

static int run_tick(struct cli *cli, int day)
{
    struct asked asked;
    struct timeline timeline;
    if (find_rules(&asked, cli) || load(&asked, cli->args[0], &timeline))
        return cli_fail(cli);
    int failed = tick(&asked, &timeline, cli->args[1], day);
    timeline_release(&timeline);
    return failed ? cli_fail(cli) : CLI_DONE;
}

int command_timeline_done(struct cli *cli)
{
    const char *on = cli_value(cli, "on");
    int day = clock_today(&cli->clock);
    if (on && given_past_day(cli, on, &day))
        return CLI_MISUSE;
    return run_tick(cli, day);
}

int command_timeline_undone(struct cli *cli)
{
    return run_tick(cli, DAY_NONE);
}

/* ---- a case of its own ----------------------------------------------------------------------- */

/* Was the case said to be one of its own? */
static bool is_own(const struct timeline *timeline)
{
    for (size_t i = 0; i < timeline->n_ticks; i++)
        if (!strcmp(timeline->ticks[i].step, TIMELINE_OWN) &&
            !strcmp(timeline->ticks[i].absence, timeline->found.spells[0]->id))
            return true;
    return false;
}

/* Why it cannot be made one of its own, or joined again; NULL when it can. */
static const char *own_fault(const struct timeline *timeline, bool is)
{
    if (!is)
        return is_own(timeline) ? NULL
                                : N_("There is nothing to join: no absence after leave was made a "
                                     "case of its own.");
    if (timeline->found.after_leave)
        return NULL;
    return is_own(timeline) ? N_("The last absence is a case of its own already.")
                            : N_("Only an absence after maternity leave can be a case of its own.");
}

static int own(struct cli *cli, bool is)
{
    struct asked asked;
    struct timeline timeline;
    if (find_rules(&asked, cli) || load(&asked, cli->args[0], &timeline))
        return cli_fail(cli);
    const struct timeline_case *found = &timeline.found;
    const struct absence *spell = is && found->after_leave ? found->after_leave : found->spells[0];
    const char *fault = own_fault(&timeline, is);
    if (timeline.told)
        fault = timelines_told_words;
    int failed =
        fault ? err_set(&cli->err, "%s", tr(cli->lang, fault))
              : timelines_own(cli->store, spell, is, asked.today, timeline.person.name, &cli->err);
    timeline_release(&timeline);
    if (failed)
        return cli_fail(cli);
    if (is)
        cli_say(cli, "The last absence is a case of its own now.");
    else
        cli_say(cli, "The absences before and after leave are one case again.");
    return CLI_DONE;
}

int command_timeline_apart(struct cli *cli)
{
    return own(cli, true);
}

int command_timeline_join(struct cli *cli)
{
    return own(cli, false);
}
