/*
 * standing: reads how things stand with somebody (domain/standing.h) from absences, conversations
 * and what was agreed. Only what this file's own manager did counts, not what came out of bundles.
 */
#ifndef STORE_STANDING_H
#define STORE_STANDING_H

#include <stddef.h>

#include "base/err.h"
#include "base/uuid.h"
#include "domain/standing.h"
#include "store/store.h"

/* With the person of that id, as of today; nothing known when there is none. */
int standing_load(struct store *store, const char *person, int today, struct standing *standing,
                  struct err *err);

/* The same by name, also of somebody who is not in the file yet. */
int standing_of(struct store *store, const char *name, int today, struct standing *standing,
                struct err *err);

struct standing_row {
    char person[UUID_SIZE];
    struct standing standing;
};

/*
 * Those about whom there may be something to signal, in no order: with whom a conversation was held
 * or is to be, with whom a day to look back went by, who is absent or was in the last year. It is
 * for a manager, who has tens of people: the last STANDING_TALKS conversations are looked at, of
 * what is unsettled the STANDING_LOOK_BACKS days to look back that went by last and as many that
 * come next, and the STANDING_ABSENT people whose open absence began last, or whose absence was
 * written down last. So it takes no longer however much is in the file. The caller frees the rows.
 */
#define STANDING_TALKS      1000
#define STANDING_LOOK_BACKS 200
#define STANDING_ABSENT     500
int standing_list(struct store *store, int today, struct standing_row **rows, size_t *n,
                  struct err *err);

#endif
