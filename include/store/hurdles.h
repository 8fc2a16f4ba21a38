/*
 * hurdles: what made the conversations of this file hard, for the manager who held them
 * (domain/hurdles.h). What was collected from others is not in it.
 */
#ifndef STORE_HURDLES_H
#define STORE_HURDLES_H

#include "domain/hurdles.h"
#include "store/desk.h"

/* 0, or -1 with err and *hurdles empty. The caller releases it. */
int hurdles_load(const struct desk *desk, struct hurdles *hurdles, struct err *err);

/* Adds every month of it as JSON: month, guide, hurdle (the ids of the guide) and count. */
int hurdles_json(struct store *store, struct buf *json, struct err *err);

#endif
