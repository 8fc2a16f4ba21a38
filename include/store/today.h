/*
 * today: what deserves attention now, for whoever shows it: the manager's own promises, late ones
 * on top; conversations not finished; people who have heard nothing for a while.
 */
#ifndef STORE_TODAY_H
#define STORE_TODAY_H

#include <stdbool.h>
#include <stddef.h>

#include "store/agreements.h"
#include "store/desk.h"
#include "store/interviews.h"

struct today {
    struct agreement_row *promises; /* open agreements the manager owns, by date */
    size_t n_promises;
    struct interview_row *interviews; /* not closed yet; what was left lying first */
    size_t n_interviews;
    struct person_row *quiet; /* longest quiet first */
    size_t n_quiet;
    bool begun; /* there is a conversation at all, also when nothing of it is left to do */
};

/* 0, or -1 with err and today empty. today is released first: begin with a zeroed one. */
int today_load(struct today *today, const struct desk *desk, struct err *err);
void today_release(struct today *today);

/* How many promises are late. */
int today_late(const struct today *today, int day);

#endif
