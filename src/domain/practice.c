#include "domain/practice.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const struct guide_turn *turn_named(const struct guide_scenario *scenario, const char *id)
{
    for (size_t i = 0; i < scenario->n_turns; i++)
        if (strcmp(scenario->turns[i].id, id) == 0)
            return &scenario->turns[i];
    return NULL;
}

static void start(struct practice *practice)
{
    practice->n = 0;
    practice->turn = practice->scenario->n_turns ? practice->scenario->turns : NULL;
}

bool practice_nth(const struct shelf *shelf, enum lang lang, size_t nth, const struct guide **guide,
                  const struct guide_scenario **scenario)
{
    size_t n;
    const struct guide **guides = shelf_offered(shelf, lang, &n);
    bool found = false;
    for (size_t i = 0; i < n && !found; i++) {
        found = nth < guides[i]->n_practice;
        if (found) {
            *guide = guides[i];
            *scenario = &guides[i]->practice[nth];
        }
        nth -= found ? 0 : guides[i]->n_practice;
    }
    free(guides);
    return found;
}

bool practice_find(const struct shelf *shelf, enum lang lang, const char *id,
                   const struct guide **guide, const struct guide_scenario **scenario)
{
    for (size_t i = 0; practice_nth(shelf, lang, i, guide, scenario); i++)
        if (strcmp((*scenario)->id, id) == 0)
            return true;
    return false;
}

void practice_begin(struct practice *practice, const struct guide *guide,
                    const struct guide_scenario *scenario)
{
    *practice = (struct practice){.guide = guide, .scenario = scenario};
    start(practice);
}

void practice_again(struct practice *practice)
{
    practice->round++;
    start(practice);
}

size_t practice_replies(const struct practice *practice)
{
    if (!practice->turn || practice->n == PRACTICE_STEPS)
        return 0;
    size_t n = practice->turn->n_replies;
    return n < PRACTICE_REPLIES ? n : PRACTICE_REPLIES;
}

/* A number that looks random and is always the same for a turn (FNV-1a). */
static size_t scatter(const char *id)
{
    unsigned hash = 2166136261U;
    for (; *id; id++)
        hash = (hash ^ (unsigned char)*id) * 16777619U;
    return hash >> 7;
}

/* Turned round and, once all ways round were had, back to front: n replies have 2n orders this way,
 * and two of them stand now this way and now that. */
const struct guide_reply *practice_reply(const struct practice *practice, size_t i)
{
    size_t n = practice_replies(practice);
    size_t by = scatter(practice->scenario->id) + scatter(practice->turn->id);
    assert(i < n);
    by += (size_t)practice->round; /* every talk begins with a turn of the same name */
    size_t at = (i + by) % n;
    return &practice->turn->replies[by / n % 2 ? n - 1 - at : at];
}

void practice_say(struct practice *practice, size_t i)
{
    const struct guide_reply *reply = practice_reply(practice, i);
    practice->steps[practice->n++] = (struct practice_step){practice->turn, reply};
    practice->turn = *reply->go ? turn_named(practice->scenario, reply->go) : NULL;
}

bool practice_back(struct practice *practice)
{
    if (!practice->n)
        return false;
    practice->turn = practice->steps[--practice->n].turn;
    return true;
}

bool practice_over(const struct practice *practice)
{
    return practice_replies(practice) == 0;
}

size_t practice_pitfalls(const struct practice *practice)
{
    size_t n = 0;
    for (size_t i = 0; i < practice->n; i++)
        n += *practice->steps[i].reply->pitfall != '\0';
    return n;
}
