/*
 * salvage: everything that can still be read of a damaged file, row by row in a new one.
 *
 * The damaged file is only read. What of a row cannot be read is left out with it; what a row needs
 * and is gone (the person of a conversation, the guide, the conversation of an answer) is made
 * again under the same id with a text that says it is damaged, so that the rest keeps its place.
 * A text that is not what it was goes along, and says so where it is shown (store/sums.h). A sealed
 * file stays sealed, with the passphrase and the recovery key it has.
 *
 * A file that lost its end is read as far as it goes, and one that lost a page of its schema as far
 * as that can be read. When nothing can, that is said, with the copy there is (store/backups.h).
 *
 * A WAL that does not belong to the file (store/wal.h) is not mixed in: that is refused.
 *
 * Where a page of a table cannot be read, its rows are asked for from the other end too, and one by
 * one in between.
 */
#ifndef STORE_SALVAGE_H
#define STORE_SALVAGE_H

#include "base/buf.h"
#include "base/err.h"

/*
 * Reads the file at path and makes the new file into, which must not be there yet. Adds lines about
 * what was saved to report, in the language of err. 0 when all of it could be read, 1 when some
 * could not, -1 with err and no new file.
 */
int store_salvage(const char *path, const char *into, struct buf *report, struct err *err);

#endif
