/*
 * file: the place a database lives at, before SQLite sees it: is it there, is it a file, is it
 * ours, can others reach it, can SQLite's WAL work there (sqlite.org/wal.html: not over a network).
 */
#ifndef STORE_FILE_H
#define STORE_FILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Adds the path with its folder made real: no links, no dots. Makes folders that are missing (0700)
 * when make says so. */
int file_resolve(struct buf *real, const char *path, bool make, struct err *err);

/* 1 when an ordinary file is there, 0 when nothing is, -1 with the sentence for anything else: a
 * folder, a link, a device, an empty file, or companions (-wal, -journal) of another user. */
int file_look(const char *real, struct err *err);

/* Refuses a folder in which others could put another file in its place. */
int file_folder_safe(const char *real, struct err *err);

/* Adds a line for each thing the user should know and may live with: others may read the file or
 * write in its folder, it is on a network, a program copies it elsewhere. Nothing when all is
 * well. */
void file_add_warnings(const char *real, enum lang lang, struct buf *lines);

/* Takes away what others on this computer may do with the file and what lies beside it; adds a line
 * when there was something. For who owns it; nothing happens to another user's. */
void file_repair(const char *real, enum lang lang, struct buf *lines);

/* The program that copies the folder of the file elsewhere, by the names and the marks of the
 * folders above it: "Dropbox", "OneDrive"; NULL when none is recognised. */
const char *file_synced(const char *real);

/* On a file system of another machine, or one that may be? */
bool file_remote(const char *real);
bool file_remote_kind(unsigned long kind); /* by the f_type of statfs(2) */

/* May this process write the folder the file is in; and the file? */
bool file_folder_writable(const char *real);
bool file_writable(const char *real);

/* The size of real with suffix ("-wal") added; -1 when it is not there. */
long long file_size(const char *real, const char *suffix);

/* Gives from the name to unless something has that name: 0, or an errno (EEXIST). */
int file_name_new(const char *from, const char *to);

/* Makes the bytes of a file, or the names in the folder of a file, last. */
int file_sync(const char *path);
int file_sync_folder(const char *path);

/* Removes a file with what SQLite puts beside it. Only for files that are not the user's yet. */
void file_remove(const char *path);

/* Is name what a copy is called until it is whole ("x.db.4711.part"), or what SQLite puts beside
 * it? A program that was killed leaves it behind. */
bool file_is_part(const char *name);

/* Makes an empty file, 0600, that was not there before: 0, or an errno. */
int file_make(const char *path);

/* The same with bytes in it; one that could not be written whole stays. Not yet on disk. */
int file_make_with(const char *path, const void *bytes, size_t len);

/* The folder of path as a text of its own: "/" and "." where there is little to say. */
void file_add_folder(struct buf *folder, const char *path);

/* There was no room to make the file at path: -1 and a sentence with its folder. */
int file_no_room(const char *path, struct err *err);

/* What an errno means for a file, as a part of a sentence. */
const char *file_reason(int code, enum lang lang);

#endif
