/*
 * wal: does the file ending in -wal belong to the database it lies beside? For the files of this
 * room only.
 *
 * SQLite folds a WAL in whatever database of that name it finds: nothing in it says which one it
 * was written for (sqlite.org/walformat.html). Where a database was replaced by a copy of another
 * moment and its WAL was not, pages of two moments are mixed. That shows: what belongs to the file
 * mends it or leaves it as it is, what does not makes it worse. So the file is looked over both
 * ways, without anything being written.
 */
#ifndef STORE_WAL_H
#define STORE_WAL_H

#include <stdbool.h>

/* False when the database at path is worse with its WAL than without. True when there is none. */
bool wal_fits(const char *path);

#endif
