/*
 * bundle_shape: the shape of a bundle, for who writes one and who checks one. For the files of this
 * room only.
 */
#ifndef STORE_BUNDLE_SHAPE_H
#define STORE_BUNDLE_SHAPE_H

#include "base/err.h"
#include "store/db.h"

#define BUNDLE_ID     0x47737062 /* "Gspb", its application_id */
#define BUNDLE_FORMAT 2          /* its user_version */
#define BUNDLE_SOURCE "bundle.source" /* the setting with the id bundles of this file carry */

/* What is told of each revision, in one order everywhere. */
#define BUNDLE_COLUMNS                                                                             \
    "what, owner, owner_name, due, due_words, follow_up, look_back, basis, basis_day, status,"     \
    " remark, updated_at"

/* The statements that make its tables, one for each; NULL ends them. */
extern const char *const bundle_shape[];

/* Reads the bundle at path, which may be anybody's, into db, in memory: believes nothing in it
 * before its header, its tables and all it holds were looked over. -1 with a sentence and db
 * closed. */
int bundle_open(struct db *db, const char *path, struct err *err);

#endif
