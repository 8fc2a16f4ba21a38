/*
 * home_begin: a conversation begun from home, and an absence written down: who it is about, and
 * what kind of conversation fits.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/proposal.h"
#include "screens/ask.h"
#include "screens/screens.h"
#include "store/standing.h"
#include "home_inside.h"

/* ---- a conversation -------------------------------------------------------------------------- */

struct outcome begin_ask_name(struct home *home, const char *name)
{
    enum lang lang = home->screen.desk->lang;
    struct ask ask = {
        .tag = TAG_NAME,
        .kind = ASK_TEXT,
        .audience = AUDIENCE_NAME,
        .question = tr(lang, "Who do you want to talk with?"),
        .hint = tr(lang, "The name as you know it. On screen it is shown as initials."),
        .text = name,
        .anew = !*name,
        .max = PERSON_NAME_MAX,
        .fault = person_name_fault,
    };
    struct err err = ERR_INIT(lang);
    if (store_need_write(home->screen.desk->store, &err))
        return outcome_err(&err);
    return outcome_open(ask_open(home->screen.desk, &ask));
}

struct outcome begin(struct home *home, const struct guide *guide)
{
    struct desk *desk = home->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    char id[UUID_SIZE];
    if (desk_begin(desk, home->name, guide, 0, id, &err))
        return outcome_err(&err);
    return (struct outcome){.act = ACT_INTERVIEW, .text = mem_copy(id)};
}

/* Adds with whom it will be: who was pointed at, or, so that nobody takes a namesake for them,
 * whose the typed name is already. Nothing of somebody new, or who was chosen just now. */
static int add_with(struct home *home, struct buf *with, struct err *err)
{
    const struct desk *desk = home->screen.desk;
    const struct person *person = home_person(home);
    struct buf name = BUF_INIT;
    int failed = 0;
    if (home->whom.known) {
        failed = whom_add_known(&home->whom, desk, with, err);
    } else if (person && !home->whom.n) {
        today_add_name(&home->today, desk, &name, person);
        buf_addf(with, tr(desk->lang, "With %s"), name.data);
    }
    buf_release(&name);
    return failed;
}

/* The kinds there are, the one that fits first with why. */
static struct outcome ask_guide(struct home *home, const struct proposal *proposal)
{
    enum lang lang = home->screen.desk->lang;
    struct buf why = BUF_INIT, with = BUF_INIT;
    struct err err = ERR_INIT(lang);
    if (add_with(home, &with, &err)) {
        buf_release(&with);
        return outcome_err(&err);
    }
    const char **options = mem_zero(home->n_guides, sizeof *options);
    for (size_t i = 0; i < home->n_guides; i++)
        options[i] = home->guides[i]->title;
    struct ask ask = {
        .tag = TAG_GUIDE,
        .kind = ASK_CHOICE,
        .audience = AUDIENCE_NAME,
        .question = tr(lang, "What kind of conversation will it be?"),
        .options = options,
        .n = home->n_guides,
    };
    proposal_add_why(&why, proposal, home_today(home), lang);
    ask.aside = why.data;
    ask.hint = with.len ? with.data : NULL;
    struct screen *screen = ask_open(home->screen.desk, &ask);
    free(options);
    buf_release(&why);
    buf_release(&with);
    return outcome_open(screen);
}

/* With one guide within reach there is nothing to ask. */
static struct outcome begin_only(struct home *home)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    struct buf said = BUF_INIT;
    int failed = home->whom.known ? whom_add_known(&home->whom, home->screen.desk, &said, &err) : 0;
    struct outcome outcome = failed ? outcome_err(&err) : begin(home, home->guides[0]);
    if (outcome.act == ACT_INTERVIEW)
        snprintf(outcome.say, sizeof outcome.say, "%s", said.data);
    buf_release(&said);
    return outcome;
}

static struct outcome choose_guide(struct home *home)
{
    struct desk *desk = home->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    struct standing standing;
    if (standing_of(desk->store, home->name, home_today(home), &standing, &err))
        return outcome_err(&err);
    struct proposal proposal = proposal_of(&standing, home_today(home));
    free(home->guides);
    home->guides = proposal_offered(&proposal, desk->shelf, desk->lang, &home->n_guides);
    if (!home->n_guides)
        return outcome_say(
            "%s", tr(desk->lang, "There is no guide within reach; see `gesprek guide list`."));
    return home->n_guides == 1 ? begin_only(home) : ask_guide(home, &proposal);
}

/* Begins with the person of that name, or goes on with what was not finished. */
struct outcome begin_with(struct home *home, const char *name)
{
    struct desk *desk = home->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    char unfinished[UUID_SIZE];
    mem_replace(&home->name, name);
    if (interviews_unfinished_of(desk->store, name, unfinished, &err))
        return outcome_err(&err);
    if (!*unfinished)
        return choose_guide(home);
    struct outcome outcome =
        outcome_say("%s", tr(desk->lang, "There was a conversation under way with this person."));
    outcome.act = ACT_INTERVIEW;
    outcome.text = mem_copy(unfinished);
    return outcome;
}

/* Who is pointed at is known: all there is to ask is what kind it will be. */
struct outcome begin_touch(struct home *home, const struct person *person)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    if (store_need_write(home->screen.desk->store, &err))
        return outcome_err(&err);
    whom_release(&home->whom);
    return begin_with(home, person->name);
}

struct outcome begin_named(struct home *home, const char *name)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    if (whom_look(&home->whom, home->screen.desk, name, &err))
        return outcome_err(&err);
    return home->whom.n > 1 ? whom_ask(&home->whom, home->screen.desk, TAG_WHO)
                            : begin_with(home, name);
}

/* ---- an absence ------------------------------------------------------------------------------ */

struct outcome begin_ask_absent(struct home *home)
{
    enum lang lang = home->screen.desk->lang;
    const struct person *person = home_person(home);
    struct ask ask = {
        .tag = TAG_ABSENT,
        .kind = ASK_TEXT,
        .audience = AUDIENCE_REQUEST,
        .question = tr(lang, "Whose absence is it?"),
        .hint = tr(lang, "The name as you know it. On screen it is shown as initials."),
        .text = person ? person->name : "",
        .anew = true,
        .max = PERSON_NAME_MAX,
        .fault = person_name_fault,
    };
    return outcome_open(ask_open(home->screen.desk, &ask));
}

struct outcome begin_open_absent(struct home *home, const char *name)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    struct buf known = BUF_INIT;
    int failed =
        home->whom.known ? whom_add_known(&home->whom, home->screen.desk, &known, &err) : 0;
    struct outcome outcome =
        failed ? outcome_err(&err) : absence_screen_open(home->screen.desk, name, known.data);
    buf_release(&known);
    return outcome;
}

/* Somebody meant by the typed name, or the question who is. */
struct outcome begin_absent(struct home *home, const char *name)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    if (whom_look(&home->whom, home->screen.desk, name, &err))
        return outcome_err(&err);
    return home->whom.n > 1 ? whom_ask(&home->whom, home->screen.desk, TAG_WHO_ABSENT)
                            : begin_open_absent(home, name);
}
