/*
 * json: text as JSON has it (RFC 8259).
 *
 * Everything that could act on a terminal or deceive a reader is escaped as \uXXXX, so what comes
 * out is safe to look at and still exactly the text; bytes that are not UTF-8 become U+FFFD.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdint.h>

#include "base/buf.h"

/* Adds text as a string, with its quotes. */
void json_add_string(struct buf *out, const char *text);

/* Adds one character as an escape, or the two of a pair. */
void json_add_escape(struct buf *out, uint32_t code);

#endif
