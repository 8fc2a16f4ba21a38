/*
 * absences_inside: what storing one absence and bringing in a list of them share.
 */
#ifndef STORE_ABSENCES_INSIDE_H
#define STORE_ABSENCES_INSIDE_H

#include "store/absences.h"
#include "store/change.h"

/* Stores absence, which has an id, inside a change. *fault gets what is wrong with it (an English
 * sentence) and then nothing was stored; NULL when all is well. */
int absences_put(struct change *change, const struct absence *absence, const char **fault);

#endif
