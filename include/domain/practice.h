/*
 * practice: trying out a hard conversation from the scenarios of a guide. The other person says
 * something, you choose what you say, and at the end you look back in the words of the guide's own
 * pitfalls. Nothing of it is stored anywhere: it lives as long as this struct.
 *
 * The replies of a turn are offered in another order each round, so that the place of a reply gives
 * nothing away; the order follows from the round, the talk and the turn alone, so it is the same
 * for everyone.
 */
#ifndef DOMAIN_PRACTICE_H
#define DOMAIN_PRACTICE_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/guide.h"
#include "domain/shelf.h"

#define PRACTICE_STEPS   64 /* a round is over after so many; guides need three to six */
#define PRACTICE_REPLIES 9  /* of one turn that are offered: each has a digit */

/* What was said in one turn. */
struct practice_step {
    const struct guide_turn *turn;
    const struct guide_reply *reply;
};

struct practice {
    const struct guide *guide; /* both must outlive it */
    const struct guide_scenario *scenario;
    const struct guide_turn *turn; /* what the other says now; NULL when the talk is over */
    int round;                     /* 0 the first time */
    struct practice_step steps[PRACTICE_STEPS];
    size_t n;
};

/* The nth scenario of the guides that shelf offers, from 0; false when there are not so many. */
bool practice_nth(const struct shelf *shelf, enum lang lang, size_t nth, const struct guide **guide,
                  const struct guide_scenario **scenario);

/* The first one with that id; false when there is none. */
bool practice_find(const struct shelf *shelf, enum lang lang, const char *id,
                   const struct guide **guide, const struct guide_scenario **scenario);

void practice_begin(struct practice *practice, const struct guide *guide,
                    const struct guide_scenario *scenario);

/* The same scenario from the start, with the replies in another order. */
void practice_again(struct practice *practice);

/* How many replies there are now; 0 when the talk is over: at the end, or because the other has the
 * last word. */
size_t practice_replies(const struct practice *practice);

/* The i-th reply as offered in this round, i < practice_replies. */
const struct guide_reply *practice_reply(const struct practice *practice, size_t i);

/* Says the i-th reply. */
void practice_say(struct practice *practice, size_t i);

/* Takes the last reply back; false when none was given. */
bool practice_back(struct practice *practice);

bool practice_over(const struct practice *practice);

/* How many of the replies stepped into a pitfall. It is shown to nobody but who practises. */
size_t practice_pitfalls(const struct practice *practice);

#endif
