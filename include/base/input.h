/*
 * input: the bytes of a file somebody named.
 */
#ifndef BASE_INPUT_H
#define BASE_INPUT_H

#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

/* Adds the bytes of the file at path to out: an ordinary file of at most max bytes (whole MiB); a
 * pipe, a device or a folder never keeps it waiting. 0, or -1 with err filled. */
int input_read(const char *path, size_t max, struct buf *out, struct err *err);

/* The next line of a stream that may have no end, nor its lines: in the place of what is in `line`,
 * without its end. 1; 0 at the end of the stream, or when it cannot be read (ferror); -1 when the
 * line is longer than max bytes. */
int input_line(FILE *in, size_t max, struct buf *line);

#endif
