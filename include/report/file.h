/*
 * file: what is written out for the user, a report or a first guide: whole or not at all, readable
 * by the user alone, and never in the place of a file that was there.
 */
#ifndef REPORT_FILE_H
#define REPORT_FILE_H

#include <stddef.h>

#include "base/err.h"

/* Writes bytes to a new file at path (a leading "~/" is the home folder). -1 with a sentence when
 * there is a file by that name, or it cannot be written; nothing half-written stays. */
int file_write_new(const char *path, const char *bytes, size_t len, struct err *err);

#endif
