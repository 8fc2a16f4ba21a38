/*
 * input: the bytes of a file somebody named.
 */
#ifndef BASE_INPUT_H
#define BASE_INPUT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Adds the bytes of the file at path to out: an ordinary file of at most max bytes (whole MiB); a
 * pipe, a device or a folder never keeps it waiting. 0, or -1 with err filled. */
int input_read(const char *path, size_t max, struct buf *out, struct err *err);

#endif
