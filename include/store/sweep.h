/*
 * sweep: seeing to it that what was erased is not left in the room it had. For the files of this
 * room only.
 *
 * SQLite zeroes what it frees (PRAGMA secure_delete), but a page that is packed anew may keep an
 * old cell in its gap, and the WAL keeps pages as they were. So the file is written anew (VACUUM)
 * and the WAL cut to nothing (sqlite.org/pragma.html, wal_checkpoint TRUNCATE). That is owed from
 * the transaction that erases (sweep_owe), so that a process that is killed in between leaves it to
 * the next writer (sweep_settle).
 */
#ifndef STORE_SWEEP_H
#define STORE_SWEEP_H

#include "base/err.h"
#include "store/store.h"

/* Inside the transaction that takes things out: merges the indexes, and remembers what is owed. */
int sweep_owe(struct store *store, struct err *err);

/* Does it when it is owed, and makes a copy in the place of those that went. When only that could
 * not be, uncopied (or NULL) says why, and it stays owed. -1 with err when sweeping could not be
 * done now: it stays owed. */
int sweep_settle(struct store *store, struct err *uncopied, struct err *err);

#endif
