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

#include "base/buf.h"

/* False when the database at path is worse with its WAL than without, or another file with it (by
 * the id of store/backups.h). True when there is none, and when that cannot be told now. */
bool wal_fits(const char *path);

/* Does the index of the WAL (the file ending in -shm) say that it is the one that was written here,
 * and is the database not of later? Then wal_fits need not be asked after a writer was killed. */
bool wal_known(const char *path);

/* Gives what SQLite would play back into the database at path, its WAL and its journal, names that
 * it does not look at; those are added to names, one a line. 0, or an errno. */
int wal_set_aside(const char *path, struct buf *names);

#define WAL_ASIDE ".aside" /* behind their names */

#endif
