#include <stdlib.h>

#include "base/clock.h"
#include "cli/checked.h"
#include "cli/commands.h"
#include "cli/given.h"
#include "domain/asked.h"
#include "domain/interview.h"
#include "report/invitation.h"
#include "store/interviews.h"

/* Topics as they are kept: what stands between semicolons are lines. */
static void add_topics(struct buf *lines, const char *given)
{
    for (; *given; given++)
        buf_addc(lines, *given == ';' ? '\n' : *given);
}

/* What is asked of the user where it is not known, and not made up. */
static void say_missing(struct cli *cli, const struct invitation *invitation)
{
    int64_t at = invitation->interview->at;
    if (!at)
        cli_say(cli,
                "There is no day yet: 'gesprek start --for NAME --at \"fri 10:00\"' plans it.");
    else if (!clock_timed(at))
        cli_say(cli,
                "There is no time yet: 'gesprek start --for NAME --at \"fri 10:00\"' plans it.");
    if (invitation_passed(invitation, &cli->clock))
        cli_say(cli, "That moment has passed: 'gesprek start --for NAME --at \"fri 10:00\"' plans "
                     "another.");
    if (!*invitation->place && !invitation->by_phone)
        cli_say(cli, "There is no place yet: --place says where you meet.");
}

static int write_it(struct cli *cli, const struct invitation *invitation, bool calendar)
{
    struct buf out = BUF_INIT;
    if (calendar && !invitation->interview->at)
        return err_set(&cli->err, "There is no day yet to put in a calendar. 'gesprek start --for "
                                  "NAME --at DATE' plans it.");
    if (calendar)
        invitation_add_calendar(&out, invitation, cli->lang);
    else
        invitation_add(&out, invitation, cli->lang);
    cli_write(cli, &out);
    buf_release(&out);
    say_missing(cli, invitation);
    cli_note(cli, LOG_EXPORTED, "invitation", invitation->interview->id);
    return 0;
}

/* The guide it is held with; NULL when that cannot be read, which is no reason not to invite. */
static struct guide *guide_of(struct cli *cli, const struct interview *interview,
                              struct shelf *shelf)
{
    struct err err = ERR_INIT(cli->lang);
    struct buf text = BUF_INIT;
    struct guide *guide = NULL;
    if (!interviews_guide_text(cli->store, interview->guide_checksum, &text, &err))
        guide = shelf_read_held(shelf, text.data, text.len, &err);
    buf_release(&text);
    return guide;
}

static int invite(struct cli *cli, const struct interview *interview, bool calendar)
{
    struct shelf *shelf = cli_shelf(cli);
    struct guide *guide = guide_of(cli, interview, shelf);
    const char *place = cli_value(cli, "place"), *topics = cli_value(cli, "topics");
    struct buf lines = BUF_INIT;
    checked_option(cli, "topics");
    checked_option(cli, "place");
    add_topics(&lines, topics ? topics : interview_value(interview, POINT_OWN, FIELD_TOPICS));
    char *kept = asked_kept(KIND_LIST, lines.data);
    const struct invitation invitation = {
        .interview = interview,
        .about = invitation_about(guide, interview->guide_id, shelf, cli->lang),
        .place = place ? place : interview_value(interview, POINT_OWN, FIELD_PLACE),
        .topics = kept,
        .by_phone = invitation_by_phone(guide, interview->guide_id, shelf, cli->lang),
    };
    int failed = write_it(cli, &invitation, calendar);
    free(kept);
    guide_free(guide);
    buf_release(&lines);
    return failed;
}

int command_invite(struct cli *cli)
{
    enum { TEXT, ICS };
    static const char *const formats[] = {"text", "ics", NULL};
    char id[UUID_SIZE];
    struct interview *interview;
    int format = given_format(cli, formats, TEXT);
    if (format < 0)
        return CLI_MISUSE;
    if (interviews_find(cli->store, cli->args[0], id, &cli->err) ||
        !(interview = interviews_load(cli->store, id, &cli->err)))
        return cli_fail(cli);
    int failed = invite(cli, interview, format == ICS);
    interview_release(interview);
    free(interview);
    return failed ? cli_fail(cli) : CLI_DONE;
}
