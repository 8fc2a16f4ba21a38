/*
 * erase_inside: what the two halves of erasing share. For the files of this room only; the rest is
 * in store/erase.h.
 */
#ifndef STORE_ERASE_INSIDE_H
#define STORE_ERASE_INSIDE_H

#include "base/err.h"
#include "store/db.h"
#include "store/erase.h"

/* Does an image of undo's have :sentence? It is JSON: there it stands as JSON has it, without the
 * quotes around. */
#define ERASE_IN_IMAGE                                                                             \
    "instr(ifnull(before, '') || char(10) || ifnull(after, ''), substr(json_quote(:sentence), 2,"  \
    " length(json_quote(:sentence)) - 2))"

const char *erase_kind_key(enum erase_kind kind); /* "person": as in the log */

/* Runs statements with :id; NULL ends them. */
int erase_run(struct db *db, const char *const *sql, const char *id, struct err *err);

/* Fills copies and backups. */
int erase_find_copies(struct store *store, struct erased *erased, struct err *err);

/* Writes the receipt to the log, inside the transaction. */
int erase_receipt(struct store *store, const char *id, struct erased *erased, struct err *err);

/* Ends that transaction, and clears the room of what went. Where nothing went, because it failed
 * before or now, there is no receipt either. */
int erase_end(struct store *store, int failed, struct erased *erased, struct err *err);

#endif
