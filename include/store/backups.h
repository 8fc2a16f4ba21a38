/*
 * backups: the copies that are made by themselves at the end of a sitting, and which of them stay.
 *
 * They lie in a folder beside the file, FILE.backups (0700), each under the moment it was made:
 * 2026-12-04-1100. The last seven stay, and of each of the four weeks before this one the newest.
 * Each is opened again after writing: its pages, the number of rows, and the sum of every text
 * (store/sums.h) have to be as in the file, or it is thrown away. That of a file with something
 * unsound in it says so in its name, 2026-12-04-1100-damaged, and takes the place of none that is
 * sound: of those the last two stay. Of a file of more than 64 MB, which takes a second or more
 * for each 200 MB, one is made a day and not at every end. None is made where it would leave less
 * than a last save needs.
 *
 * A name can lie ahead of the clock: it was wrong then, or is now. Such copies say nothing of how
 * new they are, so they stand below the others, are told apart, and push out none of them, nor the
 * others them.
 *
 * Each says of which file it is, by an id that a file keeps (a setting). Where the file of this
 * name is another one than they are of, because that was lost and begun anew, or one from elsewhere
 * was put there, they are told apart too: they push out none of each other, and only who deletes
 * them takes them away. One without an id is of the file that is there.
 *
 * What is erased goes from here too: all of them are removed, and one is made anew
 * (store/sweep.h). So are all that are not sealed when the file is sealed.
 */
#ifndef STORE_BACKUPS_H
#define STORE_BACKUPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/store.h"

enum { BACKUPS_STARTS = 7, BACKUPS_WEEKS = 4, BACKUPS_DAMAGED = 2 };
#define BACKUPS_LARGE (64LL << 20) /* bytes */

struct backup {
    char *name, *path;
    int day, hour, minute; /* when it was made */
    bool ahead;            /* of a moment that is still to come: the clock was wrong then */
    bool damaged;          /* of a file with something unsound in it */
    bool other;            /* of another file than the one at that path now */
    bool sound;            /* it opens; else the numbers are 0 */
    int64_t people, talks, agreements;
};

/* Makes one now and lets go of those that are too many. 0 also when none is due; -1 with err. */
int backups_make(struct store *store, struct err *err);

/* A setting: there while a copy is owed, because those of before went with what was erased. The
 * next that is made settles it (store/sweep.h). */
#define BACKUPS_OWED "copy.owed"

/* Would it make one now of a large file? Then whoever leaves is told what is waited for. */
bool backups_large(const struct store *store);

/* Removes all; nothing when there are none. */
int backups_drop(const struct store *store, struct err *err);

/* Those of the file at path as of now (milliseconds UTC), the newest first, those ahead of now
 * last; backups_free. */
int backups_list(const char *path, int64_t now, struct backup **list, size_t *n, struct err *err);
void backups_free(struct backup *list, size_t n);

/* The one to put back when nobody chose: the newest that opens, of this file and with nothing
 * unsound in it before any other. NULL when none opens. */
const struct backup *backups_best(const struct backup *list, size_t n);

/* Adds the id that the copies of the file behind db have in common; nothing when it has none. */
struct db;
int backups_lineage(struct db *db, struct buf *lineage, struct err *err);

/* Adds when it was made, "Fri 27 Nov 17:30", with that the clock was ahead then; and what is in it,
 * "5 people, 6 conversations, 8 agreements", with that something in it is damaged, or that it is of
 * another file. */
void backup_add_moment(struct buf *buf, const struct backup *backup, int today, enum lang lang);
void backup_add_content(struct buf *buf, const struct backup *backup, enum lang lang);

#endif
