/*
 * source: the text of one file as its author sees it: by lines, with columns in characters.
 *
 * The parser tells where something stands as line and column; this finds the bytes there, so a
 * complaint can show the line, and a sentence can be quoted as it was typed. It also keeps masks:
 * single characters that are read as another one, so that reading can go on behind a sign that
 * would stop it. A mask never moves anything to another line or column.
 */
#ifndef YAML_SOURCE_H
#define YAML_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A place, from 1, columns in characters. Line 0: about the file as a whole. */
struct mark {
    int line, column;
};

struct mask;

struct source {
    const char *text; /* without a byte order mark; borrowed from whoever opened it */
    size_t len;
    size_t *starts; /* where each line begins, and len behind the last */
    size_t n_lines;
    struct mask *masks; /* by place */
    size_t n_masks;
    struct mark seen; /* the place last looked up and its offset: places come in order mostly */
    size_t seen_at;
};

void source_open(struct source *source, const char *text, size_t len);
void source_release(struct source *source);

/* The offset of a place; the end of its line when the line is shorter, len behind the last line. */
size_t source_offset(struct source *source, struct mark mark);

/* A line without its end; empty, at the end of the text, behind the last. Points into the text. */
const char *source_line(const struct source *source, int line, size_t *len);

/* The rest of the line from mark on, without blanks at the end. Points into the text. */
const char *source_rest(struct source *source, struct mark mark, size_t *len);

/* The character at mark is to be read as `with`; false when there is
 * none, or it was masked before. */
bool source_mask(struct source *source, struct mark mark, char with);

/* Adds the text with the masks in their places. */
void source_masked(const struct source *source, struct buf *out);

#endif
