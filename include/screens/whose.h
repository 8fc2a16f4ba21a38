/*
 * whose: a conversation that was filed under the wrong person, put under another: the name is
 * asked, who is meant where it is almost a known one, and whether it has to move from the one to
 * the other, both named in full. What was agreed in it moves too; undo moves it back.
 *
 * Every screen that shows conversations has it under one key. It asks under the tags below and
 * hands the answers to whose_answered.
 */
#ifndef SCREENS_WHOSE_H
#define SCREENS_WHOSE_H

#include "screens/screen.h"
#include "store/whom.h"

enum { WHOSE_TAG_NAME = 910, WHOSE_TAG_WHO, WHOSE_TAG_SURE };

/* Begin with a zeroed one. */
struct whose {
    char interview[UUID_SIZE];
    struct whom whom; /* whom the name may mean */
    char *name;       /* whose it will be */
};

void whose_release(struct whose *whose);

struct outcome whose_ask(struct whose *whose, struct desk *desk, const char *interview);

/* Is it an answer to one of these questions? */
bool whose_asked(const struct reply *reply);

/* Goes on with an answer. Once it moved the outcome says so; the screen reads again. */
struct outcome whose_answered(struct whose *whose, struct desk *desk, const struct reply *reply);

#endif
