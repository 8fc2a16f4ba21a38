/*
 * hand_over: what goes between a manager and HR (store/bundle.h), from the screens: a bundle for
 * HR, what HR gives back to one manager, and either taken in. What goes is told before the file is
 * named, and where it is afterwards.
 *
 * Home and HR's list have it, each its own side. They ask under the tags below and hand the answers
 * to hand_over_answered.
 */
#ifndef SCREENS_HAND_OVER_H
#define SCREENS_HAND_OVER_H

#include "screens/screen.h"
#include "store/review.h"

enum {
    HAND_OVER_TAG_LABEL = 920,
    HAND_OVER_TAG_ABSENCES,
    HAND_OVER_TAG_TO_HR,
    HAND_OVER_TAG_WHOM,
    HAND_OVER_TAG_BACK,
    HAND_OVER_TAG_COLLECT,
};

/* Begin with a zeroed one. */
struct hand_over {
    struct review_sources sources; /* to whom something may go back, while that is asked */
    char whom[UUID_SIZE];          /* the file it goes back to */
};

void hand_over_release(struct hand_over *hand_over);

/* Begins: a bundle for HR; HR's answers back to a manager; a file of the other side taken in. */
struct outcome hand_over_to_hr(struct desk *desk);
struct outcome hand_over_back(struct hand_over *hand_over, struct desk *desk);
struct outcome hand_over_collect(struct desk *desk, bool from_hr);

/* Is it an answer to one of these questions? */
bool hand_over_asked(const struct reply *reply);

/* Goes on with an answer. Once something was taken in the screen reads again. */
struct outcome hand_over_answered(struct hand_over *hand_over, struct desk *desk,
                                  const struct reply *reply);

#endif
