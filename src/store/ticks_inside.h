/*
 * ticks_inside: reading ticks with a question of one's own, and taking those of an absence away
 * inside a change. For the files of this room only.
 */
#ifndef STORE_TICKS_INSIDE_H
#define STORE_TICKS_INSIDE_H

#include "store/change.h"
#include "store/ticks.h"

/* The columns of a tick t, in the order ticks_take reads. */
#define TICK_COLUMNS "t.absence, t.step, t.turn, t.done_on"
void ticks_take(struct query *query, struct timeline_tick *tick);

/* Those that the question, which has been begun, answers; ends it. */
int ticks_take_all(struct query *query, struct timeline_tick **ticks, size_t *n, struct err *err);

/* The ticks of one absence, which is about to go. What is read stays in *ticks until change_end:
 * what the change points at. */
struct ticks_gone {
    struct timeline_tick *ticks;
    char (*turns)[12];
    size_t n;
};
int ticks_remove(struct change *change, const char *absence, struct ticks_gone *gone);
void ticks_gone_free(struct ticks_gone *gone);

#endif
