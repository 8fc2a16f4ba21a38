/* Preparation: what was agreed before, the checks, the goal, the questions to take along, the day.
 */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "domain/questions.h"
#include "plain_inside.h"
#include "store/agreements.h"

/* ---- earlier agreements ---------------------------------------------------------------------- */

struct carried {
    struct agreement_row *rows;
    size_t n, open; /* the open ones come first */
};

static int load(struct plain *plain, struct carried *carried)
{
    struct err err = ERR_INIT(plain_lang(plain));
    *carried = (struct carried){.rows = NULL};
    if (agreements_carried(plain->desk->store, plain->dossier.interview->id, &carried->rows,
                           &carried->n, &err))
        return plain_trouble(plain, &err);
    while (carried->open < carried->n &&
           agreement_unsettled(&carried->rows[carried->open].agreement))
        carried->open++;
    return 0;
}

static void tell_carried(struct plain *plain, const struct carried *carried, size_t i)
{
    const struct agreement *agreement = &carried->rows[i].agreement;
    struct buf text = BUF_INIT, name = BUF_INIT;
    plain_add_name(plain, &name);
    buf_addf(&text, "%s. ", agreement->what);
    size_t before = text.len;
    owner_add(&text, agreement, VIEW_MANAGER, name.data, plain_lang(plain));
    if (text.len > before)
        buf_adds(&text, ", ");
    plain_add_standing(&text, agreement, plain_today(plain), plain_lang(plain));
    buf_addc(&text, '.');
    plain_tell(plain, i + 1, text.data, NULL);
    buf_release(&text);
    buf_release(&name);
}

static void tell_all_carried(struct plain *plain)
{
    struct carried carried;
    if (load(plain, &carried) || !carried.n)
        return;
    lines_say(&plain->lines, "Agreed earlier:");
    for (size_t i = 0; i < carried.n; i++)
        tell_carried(plain, &carried, i);
    agreement_rows_free(carried.rows, carried.n);
}

/* What became of it; an answer that is no word for that is asked again. */
static enum plain_reply settle_one(struct plain *plain, const struct agreement *agreement)
{
    enum plain_reply reply;
    while ((reply = plain_ask_with(plain, tr(plain_lang(plain), "What became of it"), HINT_SETTLE,
                                   "xld")) == REPLY_TEXT) {
        const char *rest = plain->lines.line.data;
        enum status status;
        if (plain_settle_word(&rest, &status)) {
            char *words = mem_copy(rest);
            plain_settle(plain, agreement, status, words, false);
            free(words);
            return reply;
        }
        lines_say(&plain->lines, "Answer x, l, d or -, or leave it empty.");
    }
    return reply;
}

static enum plain_reply walk_carried(struct plain *plain)
{
    struct carried carried;
    enum plain_reply reply = REPLY_EMPTY;
    if (load(plain, &carried))
        return REPLY_LEFT;
    if (carried.open) {
        lines_say(&plain->lines, "Still open from earlier conversations:");
        plain_say_audience(plain, AUDIENCE_AGREED);
    }
    for (size_t i = 0; i < carried.open && reply != REPLY_LEFT; i++) {
        tell_carried(plain, &carried, i);
        reply = settle_one(plain, &carried.rows[i].agreement);
    }
    agreement_rows_free(carried.rows, carried.n);
    return reply;
}

/* "x 1" later on: the numbers are those of the list that c tells. */
static enum step settle(struct plain *plain, enum status status, const char *rest)
{
    struct carried carried;
    size_t number = plain_number(&rest);
    if (load(plain, &carried))
        return STEP_HERE;
    if (!number || number > carried.n)
        lines_say(&plain->lines, "There is no earlier agreement with that number; o tells them.");
    else
        plain_settle(plain, &carried.rows[number - 1].agreement, status, rest, false);
    agreement_rows_free(carried.rows, carried.n);
    return STEP_HERE;
}

static enum step does_done(struct plain *plain, const char *rest)
{
    return settle(plain, STATUS_DONE, rest);
}

static enum step does_running(struct plain *plain, const char *rest)
{
    return settle(plain, STATUS_RUNNING, rest);
}

static enum step does_date(struct plain *plain, const char *rest)
{
    return settle(plain, STATUS_CHANGED, rest);
}

static enum step does_drop(struct plain *plain, const char *rest)
{
    return settle(plain, STATUS_DROPPED, rest);
}

static enum step does_earlier(struct plain *plain, const char *rest)
{
    (void)rest;
    tell_all_carried(plain);
    return STEP_HERE;
}

/* ---- the checks, the goal, the questions ----------------------------------------------------- */

/* A box is told with its hint before it is asked. */
static enum plain_reply walk_line(struct plain *plain, size_t i)
{
    const struct guide *guide = plain->dossier.guide;
    const struct guide_field *field = &guide->preparation[i];
    struct asked asked = asked_guide(POINT_PREPARATION, field);
    if (field->kind == KIND_CHECK)
        lines_say(&plain->lines, "Check %zu of %zu: %s.", i + 1, guide->n_preparation, field->ask);
    if (*field->hint)
        lines_put(&plain->lines, field->hint);
    return field->kind == KIND_CHECK
               ? plain_check(plain, &asked, tr(plain_lang(plain), "Does that hold"))
               : plain_field(plain, &asked);
}

static enum plain_reply walk_checks(struct plain *plain)
{
    enum plain_reply reply = REPLY_EMPTY;
    for (size_t i = 0; i < plain->dossier.guide->n_preparation && reply != REPLY_LEFT; i++)
        reply = walk_line(plain, i);
    return reply;
}

static enum plain_reply walk_questions(struct plain *plain)
{
    size_t n;
    const char **left = questions_left(plain->dossier.interview, plain->dossier.guide, &n);
    struct asked asked = asked_own(NULL, FIELD_QUESTIONS, plain_lang(plain));
    lines_say(
        &plain->lines,
        "Questions to take along: write your own, or ? for examples to choose from by number.");
    enum plain_reply reply = plain_list(plain, &asked, left, n);
    free(left);
    return reply;
}

static enum plain_reply walk_goal(struct plain *plain)
{
    struct asked goal = asked_own(NULL, FIELD_GOAL, plain_lang(plain));
    return plain_field(plain, &goal);
}

/* ---- the day --------------------------------------------------------------------------------- */

static void plan(struct plain *plain, int64_t at)
{
    struct err err = ERR_INIT(plain_lang(plain));
    if (dossier_plan(plain->desk, &plain->dossier, at, &err))
        plain_trouble(plain, &err);
}

/* The time there was stays when only a day is given. */
static void usual_time(const struct plain *plain, int *hour, int *minute)
{
    *hour = *minute = 0;
    if (plain->dossier.interview->at)
        clock_time(plain->dossier.interview->at, hour, minute);
}

static enum plain_reply walk_day(struct plain *plain)
{
    int hour, minute;
    int64_t at = plain->dossier.interview->at;
    struct buf now = BUF_INIT;
    usual_time(plain, &hour, &minute);
    plain_add_moment(plain, &now, at);
    if (at)
        lines_say(&plain->lines, "The conversation is on %s.", now.data);
    plain_say_audience(plain, AUDIENCE_NAME);
    enum plain_reply reply =
        plain_ask_moment(plain,
                         at ? tr(plain_lang(plain), "Another day or time")
                            : tr(plain_lang(plain), "When is the conversation"),
                         hour, minute, &at);
    if (reply == REPLY_TEXT)
        plan(plain, at);
    buf_release(&now);
    return reply;
}

static enum step does_plan(struct plain *plain, const char *rest)
{
    int hour, minute;
    int64_t at;
    usual_time(plain, &hour, &minute);
    if (!*rest)
        walk_day(plain);
    else if (strcmp(rest, "-") == 0)
        plan(plain, 0);
    else if (plain_read_moment(plain, rest, hour, minute, &at))
        plan(plain, at);
    return STEP_HERE;
}

static void tell_since(struct plain *plain)
{
    const char *iso = interview_value(plain->dossier.interview, POINT_OWN, FIELD_SINCE);
    int day = day_parse_iso(iso);
    struct buf text = BUF_INIT;
    day_add_long(&text, day, plain_lang(plain));
    if (day != DAY_NONE)
        lines_say(&plain->lines, "The occasion was on %s; HR only sees how many days it took.",
                  text.data);
    const char *nudge = interview_since_nudge(day, plain_today(plain));
    if (nudge)
        lines_put(&plain->lines, tr(plain_lang(plain), nudge));
    buf_release(&text);
}

/* "since 20-11"; "-" takes it off. */
static enum step does_since(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct asked since = asked_own(NULL, FIELD_SINCE, err.lang);
    if (!*rest)
        plain_say_audience(plain, AUDIENCE_DAYS);
    if (!*rest && plain_ask(plain, since.label, HINT_NONE) != REPLY_TEXT)
        return STEP_HERE;
    const char *words = *rest ? rest : plain->lines.line.data;
    int kept = dossier_answer_day(plain->desk, &plain->dossier, &since,
                                  strcmp(words, "-") ? words : "", &err);
    if (kept < 0)
        plain_trouble(plain, &err);
    else if (kept)
        lines_say(&plain->lines, "That is not a date that I know; for instance: friday, 20-11.");
    else
        tell_since(plain);
    return STEP_HERE;
}

/* ---- the wrong person, and a conversation that will not be ----------------------------------- */

/* Both names in full: one is soon taken for another by initials. */
static bool sure_to_move(struct plain *plain, const char *name)
{
    struct buf prompt = BUF_INIT;
    bool yes = false;
    buf_addf(&prompt, tr(plain_lang(plain), "Move it from %s to %s"),
             plain->dossier.interview->person.name, name);
    enum plain_reply reply = plain_ask_yes(plain, prompt.data, &yes);
    buf_release(&prompt);
    return reply == REPLY_TEXT && yes;
}

static enum step move_to(struct plain *plain, const char *name)
{
    struct err err = ERR_INIT(plain_lang(plain));
    if (!sure_to_move(plain, name))
        return STEP_HERE;
    if (dossier_hand_over(plain->desk, plain->dossier.interview->id, name, &err)) {
        plain_trouble(plain, &err);
        return STEP_HERE;
    }
    lines_say(&plain->lines, "Moved to %s; u moves it back.", name);
    return plain_reload(plain);
}

static enum step find_and_move(struct plain *plain, const char *typed)
{
    struct buf name = BUF_INIT;
    enum step step = STEP_HERE;
    if (plain_find_whom(plain, typed, false, &name))
        step = move_to(plain, name.data);
    buf_release(&name);
    return step;
}

static enum step does_move(struct plain *plain, const char *rest)
{
    if (!*rest)
        plain_say_audience(plain, AUDIENCE_NAME);
    if (!*rest && plain_ask(plain, tr(plain_lang(plain), "Whose conversation is this"),
                            HINT_NONE) != REPLY_TEXT)
        return STEP_HERE;
    char *typed = mem_copy(*rest ? rest : plain->lines.line.data);
    enum step step = find_and_move(plain, typed);
    free(typed);
    return step;
}

static enum step does_remove(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    bool yes = false;
    (void)rest;
    lines_say(&plain->lines, "What was agreed in it goes too. Undo brings it all back.");
    if (plain_ask_yes(plain, tr(err.lang, "Remove this conversation"), &yes) != REPLY_TEXT || !yes)
        return STEP_HERE;
    if (dossier_remove(plain->desk, &plain->dossier, &err)) {
        plain_trouble(plain, &err);
        return STEP_HERE;
    }
    lines_say(&plain->lines, "The conversation is removed; u brings it back.");
    return STEP_HOME;
}

/* ---- the step -------------------------------------------------------------------------------- */

static enum step does_begin(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct buf planned = BUF_INIT;
    (void)rest;
    plain->point = 0;
    int failed = dossier_begin(plain->desk, &plain->dossier, &planned, &err);
    if (failed)
        plain_trouble(plain, &err);
    else if (planned.len)
        lines_say(&plain->lines, "Planned for %s; begun now. u puts it back.", planned.data);
    buf_release(&planned);
    return failed ? STEP_HERE : STEP_TALK;
}

static enum step does_back(struct plain *plain, const char *rest)
{
    (void)plain, (void)rest;
    return STEP_HOME;
}

static enum step does_questions(struct plain *plain, const char *rest)
{
    (void)rest;
    walk_questions(plain);
    return STEP_HERE;
}

static enum step does_change(struct plain *plain, const char *rest)
{
    (void)plain, (void)rest;
    return STEP_AGAIN;
}

static const struct plain_row rows[] = {
    {"v n verder begin next", N_("n begin"), N_("Begin the conversation, whatever is ticked"), true,
     does_begin},
    {"t b terug back", N_("b back"), N_("Back to today; nothing is lost"), true, does_back},
    {"w c wijzig change", N_("c change"), N_("Go through all of this again"), true, does_change},
    {"q vragen questions", N_("q questions"), N_("Choose questions to take along"), false,
     does_questions},
    {"oefen oefenen practise practice", N_("practise"),
     N_("Hold this talk as practice; nothing is kept"), true, plain_does_rehearse},
    {"p plan", N_("p plan"), N_("Set the day and time of the conversation: p friday 14:30"), false,
     does_plan},
    {"aanleiding since", N_("since"), N_("Say on which day its occasion was: since 20-11"), false,
     does_since},
    {"o eerder earlier", N_("o earlier"), N_("Tell what was agreed before"), false, does_earlier},
    {"x gedaan done", N_("x done"), N_("The earlier agreement with that number is done: x 1"),
     false, does_done},
    {"l loopt running", N_("l being done"), N_("It is being done: l 1"), false, does_running},
    {"d datum date", N_("d another date"), N_("It gets another date: d 1 friday"), false,
     does_date},
    {"- vervalt vervallen drop dropped", N_("- dropped"), N_("It is no longer needed: - 1"), false,
     does_drop},
    {"lees look read", N_("look"), N_("Look through somebody's eyes: look employee, look hr"),
     false, plain_does_look},
    {"verplaats move", N_("move"), N_("This was filed under the wrong person: move and a name"),
     false, does_move},
    {"verwijder remove", N_("remove"), N_("Remove this conversation; undo brings it back"), false,
     does_remove},
};
const struct plain_map plain_prepare_map = {rows, sizeof rows / sizeof *rows, NULL, NULL};

static void tell_head(struct plain *plain)
{
    struct buf name = BUF_INIT, when = BUF_INIT;
    plain_add_name(plain, &name);
    plain_add_moment(plain, &when, plain->dossier.interview->at);
    lines_say(&plain->lines, "Preparation with %s, %s. %s.", name.data, when.data,
              plain->dossier.interview->guide_title);
    tell_since(plain);
    buf_release(&name);
    buf_release(&when);
}

static void tell_limits(struct plain *plain)
{
    const struct regime *regime =
        shelf_regime(plain->desk->shelf, plain->dossier.guide->regime, plain_lang(plain));
    if (regime)
        lines_say(&plain->lines, "Limits: %s k tells all of it.", regime->summary);
}

static void walk(struct plain *plain)
{
    if (walk_carried(plain) == REPLY_LEFT || walk_checks(plain) == REPLY_LEFT)
        return;
    tell_limits(plain);
    if (walk_goal(plain) == REPLY_LEFT || walk_questions(plain) == REPLY_LEFT)
        return;
    walk_day(plain);
}

enum step plain_prepare(struct plain *plain)
{
    plain->map = &plain_prepare_map;
    plain_place(plain, "prepare", "");
    tell_head(plain);
    walk(plain);
    if (!plain->commanded && !plain->lines.ended)
        lines_say(&plain->lines, "Ready enough? You can always begin, whatever is ticked.");
    return plain_command(plain, &plain_prepare_map);
}
