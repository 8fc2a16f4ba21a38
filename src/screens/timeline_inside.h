/*
 * timeline_inside: what the parts of the screen of a timeline share.
 *
 *   timeline.c       keys, commands
 *   timeline_draw.c  the picture
 *   timeline_ask.c   what the list of all that is due (due.c) asks too
 */
#ifndef SCREENS_TIMELINE_INSIDE_H
#define SCREENS_TIMELINE_INSIDE_H

#include "screens/screen.h"
#include "store/timelines.h"
#include "ui/list.h"

struct timeline_screen {
    struct screen screen;
    char person[UUID_SIZE], spell[UUID_SIZE]; /* spell: "" for the last */
    const struct timeline_rules *rules;       /* the shelf's; NULL when there are none */
    struct timeline timeline;
    bool there; /* timeline holds one */
    struct buf name;
    bool sent; /* absences go along in bundles */
    struct list list;
    int page;
};

/* timeline.c: the selected step; NULL when there is none. */
const struct timeline_moment *timeline_selected(const struct timeline_screen *screen);

/* timeline_ask.c: on which day a step was done, of a case (the id of its first absence) that began
 * on first_day; and where a calendar goes. The reply has the tag. */
struct outcome timeline_ask_day(struct desk *desk, const struct timeline_moment *moment,
                                const char *absence, int first_day, int tag);
struct outcome timeline_ask_path(struct desk *desk, int tag);

/* timeline_draw.c */
void timeline_draw(struct screen *base, struct frame *frame);

#endif
