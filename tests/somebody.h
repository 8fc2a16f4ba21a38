/*
 * somebody: a person in a file of whom nothing is written down yet, which only tests begin with.
 */
#ifndef TESTS_SOMEBODY_H
#define TESTS_SOMEBODY_H

#include "base/err.h"
#include "base/uuid.h"
#include "store/store.h"

/* The id of the person of that name, who is made when there is none yet. */
int somebody(struct store *store, const char *name, char id[UUID_SIZE], struct err *err);

#endif
