/*
 * change: one transaction that changes something, and what is needed to take it back. For the files
 * of this room only.
 *
 * What will change is pointed at first (change_watch), then changed with ordinary questions;
 * change_end compares, writes the deed with how it was and how it became, and commits. What turned
 * out the same leaves no deed behind.
 */
#ifndef STORE_CHANGE_H
#define STORE_CHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/uuid.h"
#include "store/aspect.h"
#include "store/db.h"
#include "store/schema.h"
#include "store/store.h"

/* As store_open, for a program that knows another schema: older and newer ones in the tests. */
struct store *store_open_as(const char *path, enum access access, struct clock clock,
                            const struct schema *schema, struct err *err);

/* What a file that was locked could not be done with: once its passphrase was given. */
void store_unlocked(struct store *store, enum lang lang);

struct db *store_db(struct store *store);

/* Wipes the names that are kept to tell people apart, when a sealed file is locked. */
void store_forget_people(struct store *store);
int64_t store_now(const struct store *store);

/* A transaction without a deed. store_end commits when failed is 0. */
int store_begin(struct store *store, struct err *err);
int store_end(struct store *store, int failed, struct err *err);

/* A transaction whose loss would be none: it is not waited for (db_loosen). Ended by store_end. */
int store_begin_loose(struct store *store, struct err *err);

/* What was done since store_begin is to go with what is kept next: the next store_begin goes on
 * with this transaction, and its store_end ends both. A question that failed takes it back. */
int store_leave_open(struct store *store, int failed, struct err *err);

/* store_setting_set inside a transaction that is open already. */
int store_setting_put(struct db *db, const char *name, const char *value, struct err *err);

struct watched {
    struct subject subject;
    char *before; /* NULL: was not there */
    bool made;    /* in this change, by change_watch_new */
};

struct change {
    struct store *store;
    struct db *db;
    const struct deed *deed; /* NULL: nothing anybody would want to take back */
    struct err *err;
    int64_t now;
    char interview[UUID_SIZE]; /* the one it is about; its updated_at moves along. "" for none */
    struct watched *watched;
    size_t n_watched;
    size_t *places;  /* where to find one of many: 0, or 1 more than its place in watched */
    size_t n_places; /* a power of two; 0 while there are few */
    int n_images;    /* written for the deed */
};

/* 0, or -1 with err and nothing to end. */
int change_begin(struct change *change, struct store *store, const char *interview,
                 const struct deed *deed, struct err *err);

/* Remembers how it is now; of what is watched already nothing new. The texts of subject must stay
 * until change_end. */
int change_watch(struct change *change, struct subject subject);

/* The same of what was just given its id, so that it is not there yet and not watched. */
void change_watch_new(struct change *change, struct subject subject);

/* Commits when failed is 0, else takes all back. Returns 0 or -1. */
int change_end(struct change *change, int failed);

#endif
