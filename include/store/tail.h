/*
 * tail: finding a record by what people type for its id: all of it, or its last characters. For the
 * files of this room only.
 */
#ifndef STORE_TAIL_H
#define STORE_TAIL_H

#include "base/err.h"
#include "base/uuid.h"
#include "store/db.h"

#define TAIL_LEAST 4 /* characters */

/* What to say when none fits and when several do, each with %s for what was typed. */
struct tail_words {
    const char *none, *several;
};

/* sql selects at most two ids by :tail; :short is 1 when :tail is not a whole id. */
int tail_find(struct db *db, const char *sql, const struct tail_words *words, const char *typed,
              char found[UUID_SIZE], struct err *err);

#endif
