/*
 * disk: a disk that fails when a test wants it to: a VFS of SQLite (sqlite.org/vfs.html) over the
 * real one, for every file that is opened from then on.
 *
 * It counts operations: reading, writing, cutting, syncing, deleting, looking, locking, and so on;
 * for a power cut only those that change what the disk has. At the n-th it fails, once or from then
 * on, or the power goes.
 *
 * What a power cut leaves: of each file the disk remembers what was synced. In each part of 512
 * bytes that was written since then stands the old or the new; what is behind the synced end may be
 * there, be missing or be garbage; a file that was cut may be as before; one that was made or
 * deleted may be there or not, unless a sync said so. A file that was deleted and made again under
 * one name is the one or the other, never a mixture. What the disk does not know of (the lock, what
 * is not opened through SQLite) is left as it was.
 */
#ifndef TESTS_DISK_H
#define TESTS_DISK_H

#include <stdbool.h>

enum disk_fault {
    DISK_SOUND,
    DISK_FAILS, /* the operation answers that it failed */
    DISK_FULL,  /* there is no room for what makes a file longer (only such operations count) */
    DISK_POWER, /* the process ends with DISK_DARK after it left the states below */
};

enum {
    DISK_STATES = 6, /* as if all was written, as if nothing was since a sync, and mixtures */
    DISK_DARK = 77,
};

/* Puts it under SQLite; nothing of a database may be open. */
void disk_put_in(void);

/* From here on: fails at the n-th operation, and then at every one when for_good. */
void disk_break(enum disk_fault fault, long n, bool for_good);

/* Remembers what is opened in folder from here on. A power cut leaves states of it in "folder.0" to
 * "folder.5", and in the file "folder.said" the number of the last operation before it that was a
 * sync (0: none was). */
void disk_watch_folder(const char *folder);

/* A full disk has room again once the file at path is gone; NULL: there is no such file. */
void disk_room_behind(const char *path);

/* Nothing fails any more. */
void disk_mend(void);

/* For the positive control: a disk that says it synced and did not. */
void disk_lies(bool on);

long disk_operations(void); /* since disk_break */
bool disk_struck(void);     /* has something failed since then? */

/* As cp -r and rm -r; folders of plain files only. Fails the process, not the test. */
void disk_copy_folder(const char *from, const char *to);
void disk_drop_folder(const char *folder);

#endif
