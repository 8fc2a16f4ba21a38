/* Practising: a conversation of the guide's, turn by turn, and the look-back. Nothing is kept. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/practice.h"
#include "plain_inside.h"

static enum lang lang_of(const struct plain *plain)
{
    return plain_lang(plain);
}

/* ---- which one ------------------------------------------------------------------------------- */

static size_t tell_scenarios(struct plain *plain)
{
    const struct guide *guide;
    const struct guide_scenario *scenario;
    size_t n = 0;
    for (; practice_nth(plain->desk->shelf, lang_of(plain), n, &guide, &scenario); n++)
        plain_tell(plain, n + 1, scenario->title, guide->title);
    if (!n)
        lines_say(&plain->lines, "No guide within reach has a conversation to practise.");
    return n;
}

/* The scenario with that id, of whichever guide. */
static bool find_scenario(struct plain *plain, const char *id, const struct guide **guide,
                          const struct guide_scenario **scenario)
{
    if (practice_find(plain->desk->shelf, lang_of(plain), id, guide, scenario))
        return true;
    lines_say(&plain->lines, "There is no conversation \"%s\" to practise.", id);
    plain->failed = true;
    return false;
}

/* ---- the talk -------------------------------------------------------------------------------- */

static void tell_other(struct plain *plain, const struct guide_turn *turn)
{
    lines_say(&plain->lines, "The other says: %s", turn->other);
}

static enum plain_reply take_turn(struct plain *plain, struct practice *practice)
{
    size_t n = practice_replies(practice), number;
    tell_other(plain, practice->turn);
    for (size_t i = 0; i < n; i++)
        plain_tell(plain, i + 1, practice_reply(practice, i)->say, NULL);
    enum plain_reply reply =
        plain_ask_number(plain, tr(lang_of(plain), "What do you say"), n, false, &number);
    if (reply == REPLY_TEXT)
        practice_say(practice, number - 1);
    return reply;
}

static void tell_step(struct plain *plain, const struct practice *practice, size_t i)
{
    const struct guide_reply *reply = practice->steps[i].reply;
    const struct guide_pitfall *pitfall = guide_pitfall(practice->guide, reply->pitfall);
    plain_tell(plain, i + 1, reply->say, NULL);
    if (pitfall)
        lines_say(&plain->lines, "Pitfall: %s.", pitfall->text);
    if (pitfall && *pitfall->instead)
        lines_say(&plain->lines, "Rather: %s.", pitfall->instead);
    if (*reply->good)
        lines_say(&plain->lines, "Good: %s.", reply->good);
}

static void look_back(struct plain *plain, const struct practice *practice)
{
    size_t n = practice_pitfalls(practice);
    if (practice->turn) /* the other has the last word */
        tell_other(plain, practice->turn);
    lines_say(&plain->lines, "You look back on what you said.");
    for (size_t i = 0; i < practice->n; i++)
        tell_step(plain, practice, i);
    if (!n)
        lines_say(&plain->lines, "You stepped into no pitfall this time.");
}

/* Until the talk is over and not wanted again; an empty line leaves it too. */
static void talk(struct plain *plain, const struct guide *guide,
                 const struct guide_scenario *scenario)
{
    struct practice practice;
    bool again = true;
    practice_begin(&practice, guide, scenario);
    while (again) {
        lines_put(&plain->lines, scenario->start);
        while (!practice_over(&practice))
            if (take_turn(plain, &practice) != REPLY_TEXT)
                return;
        look_back(plain, &practice);
        again = false;
        if (plain_ask_yes(plain, tr(lang_of(plain), "Again, with other choices"), &again) !=
            REPLY_TEXT)
            return;
        practice_again(&practice);
    }
}

enum step plain_does_practise(struct plain *plain, const char *rest)
{
    const struct guide *guide;
    const struct guide_scenario *scenario;
    size_t number = 0, n;
    if (*rest) {
        if (find_scenario(plain, rest, &guide, &scenario))
            talk(plain, guide, scenario);
        return STEP_HERE;
    }
    lines_say(&plain->lines, "Just to try; nothing of it is kept.");
    n = tell_scenarios(plain);
    if (n &&
        plain_ask_number(plain, tr(lang_of(plain), "Number"), n, false, &number) == REPLY_TEXT &&
        practice_nth(plain->desk->shelf, lang_of(plain), number - 1, &guide, &scenario))
        talk(plain, guide, scenario);
    return STEP_HERE;
}
