/*
 * file: what is written out for the user, a report, a list or a first guide: whole or not at all,
 * readable by the user alone, and never in the place of a file that was there, unless that is what
 * was asked for (file_replace).
 *
 * While it is written it has no name (O_TMPFILE, open(2)); where the file system cannot do that, it
 * stands beside its place as NAME.PID.part, which is all that can be left of it, after a crash.
 */
#ifndef REPORT_FILE_H
#define REPORT_FILE_H

#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

/* One being written, with its bytes still coming. */
struct file_new {
    FILE *stream;      /* to write to; NULL when none is open */
    char *path, *part; /* part: where it stands meanwhile, or NULL */
};

/* Begins a new file at path (a leading "~/" is the home folder). -1 with a sentence when there is
 * one by that name, or it cannot be made there. */
int file_new_open(struct file_new *file, const char *path, struct err *err);

/* Adds bytes; that they could not be written is told when it is kept. */
void file_new_add(struct file_new *file, const char *bytes, size_t len);

/* It is complete: puts it on disk and gives it its name. -1 with a sentence when some of it could
 * not be written, or somebody took the name; then nothing is left of it. */
int file_new_keep(struct file_new *file, struct err *err);

/* Lets go of it; nothing is left. Does nothing when none is open. */
void file_new_drop(struct file_new *file);

/* Adds the path that is meant: a leading "~/" is the home folder. */
void file_at_home(struct buf *path, const char *given);

/* All of it at once. */
int file_write_new(const char *path, const char *bytes, size_t len, struct err *err);

/* Puts bytes in the place of the file at path, with the rights it has; behind a link it is the file
 * the link is to. What was there is kept beside it as NAME~, in the place of what was kept before.
 * At any moment there is a whole file by that name. -1 with a sentence, and then it is as it was.
 */
int file_replace(const char *path, const char *bytes, size_t len, struct err *err);

#endif
