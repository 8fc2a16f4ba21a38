#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "base/day.h"
#include "cli/commands.h"
#include "cli/given.h"
#include "cli/namesake.h"
#include "domain/person.h"
#include "domain/proposal.h"
#include "plain/plain.h"
#include "store/dossier.h"
#include "store/interviews.h"
#include "store/standing.h"

/* The guide that fits now with that person, and says why it is that one; else the one offered
 * first. NULL with cli->err when there is none. */
static const struct guide *propose_guide(struct cli *cli, const char *name)
{
    struct standing standing;
    struct buf why = BUF_INIT;
    int today = clock_today(&cli->clock);
    const struct shelf *shelf = cli_shelf(cli);
    if (standing_of(cli->store, name, today, &standing, &cli->err))
        return NULL;
    struct proposal proposal = proposal_of(&standing, today);
    const struct guide *guide = proposal_guide(&proposal, shelf, cli->lang);
    proposal_add_why(&why, &proposal, today, cli->lang);
    if (guide)
        cli_say(cli, "It is prepared with the guide \"%s\": %s. --guide takes another one.",
                guide->title, why.data);
    else
        guide = shelf_first(shelf, cli->lang);
    buf_release(&why);
    if (!guide)
        err_set(&cli->err, "No guide was found. \"gesprek guide list\" shows where it was looked "
                           "for; --guides names another folder.");
    return guide;
}

/* The guide asked for, else the one that fits; NULL with cli->err when there is none. */
static const struct guide *choose_guide(struct cli *cli, const char *name)
{
    const char *id = cli_value(cli, "guide");
    if (!id)
        return propose_guide(cli, name);
    const struct guide *guide = shelf_guide(cli_shelf(cli), id, cli->lang);
    if (!guide)
        err_set(&cli->err, "There is no guide \"%s\". \"gesprek guide list\" shows them.", id);
    return guide;
}

static void add_moment(struct cli *cli, struct buf *text, int64_t at)
{
    day_add_long(text, clock_day(at), cli->lang);
    clock_add_time(text, " ", at);
}

/* A day alone keeps the time there was. */
static int64_t keep_time(int64_t before, int64_t at)
{
    int hour, minute;
    if (!before || clock_timed(at) || !clock_timed(before))
        return at;
    clock_time(before, &hour, &minute);
    return clock_moment(clock_day(at), hour, minute);
}

/* Moves a conversation to another moment, and tells from when to when in said. */
static int move(struct cli *cli, const char *id, int64_t at, struct buf *said)
{
    const struct deed deed = {N_("planned on another day"), ""};
    struct interview *interview = interviews_load(cli->store, id, &cli->err);
    struct buf from = BUF_INIT, to = BUF_INIT;
    int failed = interview ? 0 : -1;
    int64_t before = interview ? interview->at : 0;
    at = keep_time(before, at);
    if (!failed && at != before)
        failed = interviews_set_at(cli->store, id, at, &deed, &cli->err);
    if (!failed && before && at != before) {
        add_moment(cli, &from, before);
        add_moment(cli, &to, at);
        buf_addf(said, tr(cli->lang, "Moved from %s to %s. Ctrl-Z takes it back."), from.data,
                 to.data);
    }
    if (interview)
        interview_release(interview);
    free(interview);
    buf_release(&from);
    buf_release(&to);
    return failed;
}

/* Goes on with the conversation that is open: a plan given now is its new plan. */
static int resume(struct cli *cli, const char *id, int64_t at, struct buf *said)
{
    if (cli_value(cli, "guide"))
        cli_say(cli, "There is an open conversation with this person; it goes on with the guide it "
                     "was begun with.");
    return at ? move(cli, id, at, said) : 0;
}

/* The id of the unfinished interview with that person, or of a new one. */
static int find_or_begin(struct cli *cli, const char *name, int64_t at, char id[UUID_SIZE],
                         struct buf *said)
{
    if (interviews_unfinished_of(cli->store, name, id, &cli->err))
        return -1;
    if (*id)
        return resume(cli, id, at, said);
    struct desk desk;
    if (namesake_say(cli, name))
        return -1;
    const struct guide *guide = choose_guide(cli, name);
    if (!guide || cli_desk(cli, &desk))
        return -1;
    if (at) {
        struct buf when = BUF_INIT;
        add_moment(cli, &when, at);
        buf_addf(said, tr(cli->lang, "Planned on %s."), when.data);
        buf_release(&when);
    }
    return desk_begin(&desk, name, guide, at, id, &cli->err);
}

static int write_id(struct cli *cli, const char *id)
{
    struct buf out = BUF_INIT;
    buf_addf(&out, "%s\n", id);
    cli_write(cli, &out);
    buf_release(&out);
    return CLI_DONE;
}

static int in_lines(struct cli *cli, struct desk *desk, const char *id)
{
    struct plain_lines lines;
    cli_lines(cli, &lines);
    int failed = plain_run(desk, id, &lines, &cli->err);
    cli->write_error = lines.fault;
    return failed;
}

/* Sits down with the user: screens, or lines where they are wanted or there is no terminal to draw
 * on. */
static int sit_down(struct cli *cli, const char *id, const char *said)
{
    struct desk desk;
    if (cli_desk(cli, &desk))
        return -1;
    if (cli_on_screen(cli) && !cli->no_input)
        return app_run(&desk, &(struct beginning){.interview = id, .said = said}, &cli->err);
    cli_note(cli, LOG_OPENED, "", "");
    if (*said)
        cli_say(cli, "%s", said);
    return in_lines(cli, &desk, id);
}

static void say_since(struct cli *cli, int day)
{
    struct buf text = BUF_INIT;
    const char *nudge = interview_since_nudge(day, clock_today(&cli->clock));
    day_add_long(&text, day, cli->lang);
    cli_say(cli, "The occasion was on %s; HR only sees how many days it took.", text.data);
    if (nudge)
        cli_say(cli, "%s", tr(cli->lang, nudge));
    buf_release(&text);
}

/* Keeps the day of the occasion, and says which it is and what is odd about it. */
static int put_since(struct cli *cli, const char *id, int day)
{
    struct desk desk;
    struct dossier dossier;
    char iso[DAY_ISO_SIZE];
    struct asked since = asked_own(NULL, FIELD_SINCE, cli->lang);
    day_iso(day, iso);
    if (cli_desk(cli, &desk) || desk_take(&desk, id, &dossier, &cli->err))
        return -1;
    int failed = dossier_answer(&desk, &dossier, &since, iso, &cli->err);
    desk_put_away(&dossier);
    if (!failed)
        say_since(cli, day);
    return failed;
}

/* With the person that the name means, who may be known by another spelling of it. */
static int begin_with(struct cli *cli, const char *given, int64_t at, char id[UUID_SIZE],
                      struct buf *said)
{
    const char *fault = person_name_fault(given);
    struct buf name = BUF_INIT;
    if (fault)
        return err_set(&cli->err, "%s", tr(cli->lang, fault));
    int failed = namesake_settle(cli, given, &name) || find_or_begin(cli, name.data, at, id, said);
    buf_release(&name);
    return failed ? -1 : 0;
}

/* With whom and when is known: begins or goes on, and says what changed. */
static int start(struct cli *cli, const char *name, int64_t moment, int since)
{
    char id[UUID_SIZE] = "";
    struct buf said = BUF_INIT;
    bool planned = name && cli->no_input;
    int failed = (name && begin_with(cli, name, moment, id, &said)) ||
                 (since != DAY_NONE && put_since(cli, id, since)) ||
                 (!planned && sit_down(cli, *id ? id : NULL, said.data));
    if (!failed && planned && said.len)
        cli_say(cli, "%s", said.data);
    buf_release(&said);
    if (failed)
        return cli_fail(cli);
    return planned ? write_id(cli, id) : CLI_DONE;
}

int command_start(struct cli *cli)
{
    const char *name = cli_value(cli, "for"), *at = cli_value(cli, "at"),
               *since = cli_value(cli, "since");
    int day = DAY_NONE;
    int64_t moment = 0;
    if (!name && (at || since || cli_value(cli, "guide") || cli_value(cli, "new")))
        return cli_misuse(cli, "With whom? Say so with --for NAME.");
    if ((at && given_moment(cli, at, &moment)) || (since && given_past_day(cli, since, &day)))
        return CLI_MISUSE;
    return start(cli, name, moment, day);
}
