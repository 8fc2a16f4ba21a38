#include "store/keeping.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/checked.h"
#include "cli/commands.h"
#include "cli/given.h"
#include "store/interviews.h"
#include "store/log.h"

/* Who is meant, and what is known of them; release both. */
static int take(struct cli *cli, struct person *person, struct keeping *keeping)
{
    if (interviews_person(cli->store, cli->args[0], person, &cli->err))
        return -1;
    return keeping_load(cli->store, person->id, keeping, &cli->err);
}

static void add_day_line(struct cli *cli, struct buf *out, const char *words, int day)
{
    struct buf text = BUF_INIT;
    day_add_long(&text, day, cli->lang);
    buf_addf(out, "%s: %s\n", tr(cli->lang, words),
             day == DAY_NONE ? tr(cli->lang, "not known") : text.data);
    buf_release(&text);
}

/* What is known now: dates on lines of their own, and the hold. */
static void write_known(struct cli *cli, const struct keeping *keeping)
{
    struct buf out = BUF_INIT;
    bool held = keeping_holds(keeping, clock_today(&cli->clock));
    add_day_line(cli, &out, N_("Re-integration closed on"), keeping->closed_on);
    add_day_line(cli, &out, N_("Employment ended on"), keeping->ended_on);
    buf_addf(&out, "%s: ", tr(cli->lang, "On hold"));
    if (!held)
        buf_adds(&out, tr(cli->lang, "no"));
    else if (keeping->held_until == DAY_NONE)
        buf_adds(&out, tr(cli->lang, "until it is released"));
    else {
        buf_addf(&out, "%s ", tr(cli->lang, "until"));
        day_add_long(&out, keeping->held_until, cli->lang);
    }
    buf_addc(&out, '\n');
    cli_write(cli, &out);
    buf_release(&out);
}

/* The nearest day where no year is named: keeping runs from a day that was or soon comes. "none"
 * takes a date back. */
static int read_day(struct cli *cli, const char *option, int *day)
{
    const char *text = cli_value(cli, option);
    if (!text)
        return 0;
    if (!strcmp(text, "none") || !strcmp(text, "geen")) {
        *day = DAY_NONE;
        return 0;
    }
    return given_day_since(cli, text, DAY_BEHIND, clock_today(&cli->clock), day);
}

static int change_dates(struct cli *cli, struct person *person, struct keeping *keeping)
{
    const struct deed deed = {N_("dates of keeping changed"), ""};
    bool given = cli_value(cli, "closed") || cli_value(cli, "ended");
    if (take(cli, person, keeping))
        return cli_fail(cli);
    if (read_day(cli, "closed", &keeping->closed_on) || read_day(cli, "ended", &keeping->ended_on))
        return CLI_MISUSE;
    if (given && (store_take_over(cli->store, &cli->err) ||
                  keeping_set(cli->store, person->id, keeping, &deed, &cli->err)))
        return cli_fail(cli);
    write_known(cli, keeping);
    return CLI_DONE;
}

int command_person_dates(struct cli *cli)
{
    struct person person = {0};
    struct keeping keeping = {.reason = NULL};
    int status = change_dates(cli, &person, &keeping);
    keeping_release(&keeping);
    person_release(&person);
    return status;
}

static int set_hold(struct cli *cli, struct keeping *keeping, const char *person, bool held)
{
    const struct deed deed = {held ? N_("keeping put on hold") : N_("hold on keeping released"),
                              ""};
    const char *reason = cli_value(cli, "reason");
    if (held)
        checked_option(cli, "reason");
    keeping->held = held;
    if (!held)
        keeping->held_until = DAY_NONE;
    if (!held || reason)
        mem_replace(&keeping->reason, reason ? reason : "");
    if (keeping_set(cli->store, person, keeping, &deed, &cli->err) ||
        log_note(cli->store, LOG_HELD, held ? "on" : "off", person, &cli->err))
        return -1;
    write_known(cli, keeping);
    return 0;
}

static int hold(struct cli *cli, bool held)
{
    struct person person = {0};
    struct keeping keeping = {.reason = NULL};
    const char *until = held ? cli_value(cli, "until") : NULL;
    int status = CLI_DONE;
    if (take(cli, &person, &keeping))
        status = cli_fail(cli);
    else if (held)
        keeping.held_until = DAY_NONE;
    if (!status && until && given_day(cli, until, &keeping.held_until))
        status = CLI_MISUSE;
    if (!status && set_hold(cli, &keeping, person.id, held))
        status = cli_fail(cli);
    keeping_release(&keeping);
    person_release(&person);
    return status;
}

int command_person_hold(struct cli *cli)
{
    return hold(cli, true);
}

int command_person_release(struct cli *cli)
{
    return hold(cli, false);
}
