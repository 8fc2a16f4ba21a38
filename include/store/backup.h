/*
 * backup: whole copies of a database (VACUUM INTO), each looked over before it gets its name. For
 * the files of this room only; everybody else calls store_backup and store_restore.
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "store/db.h"

/* Copies the database of db to a new file beside the database at path, under a name that says which
 * version it is: "x.db.v1", or "x.db.v1-2" when that is taken. The name is added. */
int backup_beside(struct db *db, const char *path, int version, struct buf *name, struct err *err);

/* Writes the database of db to a new file at path and looks it over: path is whole or not there. */
int backup_copy(struct db *db, const char *path, struct err *err);

/* Puts what is at from, looked over, in the place of the file at path (real), which is kept; both
 * closed, and the lock held. The name it is kept under is added. */
int backup_put_back(const char *path, const char *from, struct clock clock, struct buf *kept,
                    struct err *err);

/* Undoes that: what was kept gets its place again, and what was put there goes. When that cannot
 * be, it stays beside it. */
void backup_take_back(const char *path, const char *kept);

/* Is the file at path a whole database of this program, of a version it can read? */
int backup_check(const char *path, struct err *err);

#endif
