/*
 * bundle_digest: what tells that a bundle still says what was written. For the files of this room
 * only.
 */
#ifndef STORE_BUNDLE_DIGEST_H
#define STORE_BUNDLE_DIGEST_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/db.h"

/* The SHA-256, in hex, of what stands in the tables of a bundle that db has under that name
 * ("main", or what it was attached as), but for its own: a letter that changed on the way is as
 * good a letter as before, and only this tells. It keeps nobody from writing a bundle by hand. */
int bundle_digest(struct db *db, const char *name, struct buf *digest, struct err *err);

/* The same of a bundle copied into db; *valid: every text in it is UTF-8 without a NUL. */
int bundle_digest_checked(struct db *db, bool *valid, struct buf *digest, struct err *err);

#endif
