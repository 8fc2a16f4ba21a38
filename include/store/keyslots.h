/*
 * keyslots: the rows of keyslot, which open a sealed file. For the files of this room only.
 */
#ifndef STORE_KEYSLOTS_H
#define STORE_KEYSLOTS_H

#include "base/err.h"
#include "store/db.h"
#include "store/seal.h"

/* Reads the slot of a kind: 1, or 0 when there is none that can be one, or -1. */
int keyslot_read(struct db *db, enum slot_kind kind, struct slot *slot, struct err *err);

/* Writes it in the place of the one of its kind. */
int keyslot_write(struct db *db, const struct slot *slot, struct err *err);

int keyslots_clear(struct db *db, struct err *err);

#endif
