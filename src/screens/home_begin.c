/*
 * home_begin: a conversation begun from home, and an absence written down: who it is about, and
 * what kind of conversation fits.
 */
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
        .anew = true,
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

/* The kinds there are, the one that fits first with why. */
static struct outcome ask_guide(struct home *home, const struct proposal *proposal)
{
    enum lang lang = home->screen.desk->lang;
    struct buf why = BUF_INIT, name = BUF_INIT, with = BUF_INIT;
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
    const struct person *person = home_person(home);
    if (person && strcmp(person->name, home->name) == 0) { /* it was not typed just now */
        today_add_name(&home->today, home->screen.desk, &name, person);
        buf_addf(&with, tr(lang, "With %s"), name.data);
        ask.hint = with.data;
    }
    struct screen *screen = ask_open(home->screen.desk, &ask);
    free(options);
    buf_release(&why);
    buf_release(&name);
    buf_release(&with);
    return outcome_open(screen);
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
    return home->n_guides == 1 ? begin(home, home->guides[0]) : ask_guide(home, &proposal);
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
    return absence_screen_open(home->screen.desk, name);
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
