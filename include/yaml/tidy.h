/*
 * tidy: lays a YAML file of ours out evenly without changing what it says or losing a remark.
 *
 * Line by line: two spaces for each step in, one space behind a colon and a dash, quotes only where
 * they are needed, no blanks at the end of a line, no two empty lines in a row. Tabs and odd spaces
 * that a line begins with become spaces, a tab two. What stands between { } or [ ], and a text that
 * goes on over more lines, only moves along with its line. What comes out reads as the same; laid
 * out again it stays as it is.
 */
#ifndef YAML_TIDY_H
#define YAML_TIDY_H

#include "base/buf.h"
#include "base/err.h"

/* Adds the text laid out. -1 with a sentence when it cannot be read as YAML, or holds what a guide
 * may not (guide_yaml.h tells all about that); then nothing is added. */
int tidy(const char *text, size_t len, struct buf *out, struct err *err);

#endif
