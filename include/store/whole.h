/*
 * whole: reading everything that is kept about one person (domain/whole.h).
 */
#ifndef STORE_WHOLE_H
#define STORE_WHOLE_H

#include "base/err.h"
#include "base/lang.h"
#include "domain/whole.h"
#include "store/store.h"

/* The person of that name or id; lang is for the words of what was told. 0, or -1 with err and
 * nothing to release. */
int whole_load(struct store *store, const char *name, enum lang lang, struct whole *whole,
               struct err *err);

#endif
