/*
 * bundle_shape: the shape of a bundle, for who writes one and who checks one. For the files of this
 * room only.
 */
#ifndef STORE_BUNDLE_SHAPE_H
#define STORE_BUNDLE_SHAPE_H

#include "base/err.h"
#include "base/uuid.h"
#include "store/db.h"
#include "store/store.h"

#define BUNDLE_ID     0x47737062      /* "Gspb", its application_id */
#define BUNDLE_FORMAT 4               /* its user_version */
#define BUNDLE_SOURCE "bundle.source" /* the setting with the id bundles of this file carry */

/* What is told of each revision, in one order everywhere. */
#define BUNDLE_COLUMNS                                                                             \
    "what, owner, owner_name, due, due_words, follow_up, look_back, basis, basis_day, status,"     \
    " remark, updated_at"

#define BUNDLE_DIGEST "digest" /* the table of store/bundle_digest.h */

/* Its tables, in the order they are made in; name NULL ends them. */
struct bundle_table {
    const char *name, *columns, *shape;
};
extern const struct bundle_table bundle_tables[];

/* Reads the bundle at path, which may be anybody's, into db, in memory: believes nothing in it
 * before its header, its tables and all it holds were looked over. -1 with a sentence and db
 * closed. */
int bundle_open(struct db *db, const char *path, struct err *err);

/* The file meant by a label or by the end of an id, of those bundles were collected from: its id.
 * -1 with a sentence that says which are known. */
int bundle_addressee(struct store *store, const char *name, char source[UUID_SIZE],
                     struct err *err);

#endif
