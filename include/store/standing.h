/*
 * standing: reads how things stand with somebody (domain/standing.h) from absences, conversations
 * and what was agreed. Only what this file's own manager did counts, not what came out of bundles.
 */
#ifndef STORE_STANDING_H
#define STORE_STANDING_H

#include <stddef.h>

#include "base/err.h"
#include "domain/person.h"
#include "domain/standing.h"
#include "store/store.h"

/* With the person of that id, as of today; nothing known when there is none. */
int standing_load(struct store *store, const char *person, int today, struct standing *standing,
                  struct err *err);

/* The same by name, also of somebody who is not in the file yet. */
int standing_of(struct store *store, const char *name, int today, struct standing *standing,
                struct err *err);

struct standing_row {
    struct person person;
    struct standing standing;
};
void standing_rows_free(struct standing_row *rows, size_t n);

/* Those about whom there may be something to signal, by name: who is absent, was absent in the last
 * year, or with whom a day to look back went by; not who is out of service. However many there are,
 * the file is asked the same few questions. In this order, and then at most STANDING_MOST: a
 * manager has tens of people, and who has a whole organisation in the file (figures about absence,
 * store/figures.h) cannot call all of them. */
#define STANDING_MOST 500
int standing_list(struct store *store, int today, struct standing_row **rows, size_t *n,
                  struct err *err);

#endif
