/*
 * sealing_plan: a key and what opens it, before anything is sealed with it; and opening a
 * connection that belongs to no store. For the files of this room and its tests only.
 */
#ifndef STORE_SEALING_PLAN_H
#define STORE_SEALING_PLAN_H

#include "store/db.h"
#include "store/seal.h"
#include "store/sealing.h"

struct sealing_plan {
    struct seal *seal; /* NULL once it was handed over */
    struct slot passphrase, recovery;
};

/* As sealing_unlock. */
enum unlocking sealing_unlock_db(struct db *db, const struct secret *passphrase, struct err *err);

/* As sealing_prepare, at another cost than users get. */
struct sealing_plan *sealing_prepare_as(const struct secret *passphrase, struct seal_cost cost,
                                        struct secret *recovery, struct err *err);

#endif
