/*
 * rules: what the CHECKs of a table say, asked of all of its rows at once. For the files of this
 * room only.
 *
 * SQLite asks them of each row it writes, and makes the list of an IN anew for each of those, which
 * costs more than the row. Here they are one question, in which each list is made once. So who
 * fills a table from elsewhere lifts them, and looks afterwards. Types, NOT NULL and keys always
 * hold.
 */
#ifndef STORE_RULES_H
#define STORE_RULES_H

#include "base/err.h"
#include "store/db.h"

/* From here on SQLite asks none of this connection: not of what is written, nor in quick_check. */
int rules_lift(struct db *db, struct err *err);

/* Asked again from here on. failed: what came of the rest, whose sentence stays. -1 when that or
 * this failed. */
int rules_restore(struct db *db, int failed, struct err *err);

/* Do all rows of table ("bundle.person") obey the CHECKs in shape, the SQL it was made by? -1 with
 * err too when one does not: the sentence SQLite has for that. */
int rules_hold(struct db *db, const char *table, const char *shape, struct err *err);

#endif
