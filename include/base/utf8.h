/*
 * utf8: text as people see it.
 *
 * A step is one grapheme cluster (what one press of the right arrow passes: a letter with its
 * accents, an emoji with its joiners; UAX #29 through libunistring, but CR and LF are a step each).
 * A column is one cell of the terminal. Nothing here reads past len, and every function takes any
 * bytes: what is not UTF-8 counts as one step and one shown unit per byte.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

bool utf8_valid(const char *text, size_t len);

/* Cuts text to at most max bytes, and not in the middle of a character: what snprintf does not see
 * to. */
void utf8_cut(char *text, size_t max);

/* Decodes the character at text (len >= 1 bytes left): its code point and size in bytes, or
 * U+FFFD and 1 when the bytes are not UTF-8. */
uint32_t utf8_decode(const char *text, size_t len, size_t *size);
size_t utf8_encode(uint32_t code, char out[4]); /* returns the bytes written */
void utf8_add(struct buf *out, uint32_t code);

/* Where the step after / before offset begins; len and 0 at the ends. */
size_t utf8_next(const char *text, size_t len, size_t offset);
size_t utf8_prev(const char *text, size_t len, size_t offset);

/* Word movement (UAX #29): the end of the word at or after offset; the begin of the one before. */
size_t utf8_word_next(const char *text, size_t len, size_t offset);
size_t utf8_word_prev(const char *text, size_t len, size_t offset);

/* Columns of one step of size bytes as it will be shown (0 only when empty), and of a text. */
int utf8_step_columns(const char *text, size_t size);
int utf8_columns(const char *text, size_t len);

/*
 * The one way from stored bytes to anything a person looks at. Adds text to out with everything
 * that could act on a terminal or deceive the reader made visible: C0, DEL and C1 controls, bytes
 * that are not UTF-8, bidi overrides, invisible format and tag characters (zero-width joiners
 * inside an emoji excepted), line and paragraph separators, as {1B} style hexadecimal; more than
 * four combining marks on one base are cut to four and "{+n}". A newline and a tab become one blank
 * each unless lines is true, where the newline stays. Ordinary text passes unchanged.
 */
void utf8_show(struct buf *out, const char *text, size_t len, bool lines);

/* No step of text that went through utf8_show is longer than this, or wider than two columns. */
#define UTF8_STEP_MAX 31

/* True when utf8_show would leave text (one line) as it is. */
bool utf8_clean(const char *text, size_t len);

/* True for text that says nothing: "", or only white of any kind. */
bool utf8_blank(const char *text);

/* What is wrong with a line that somebody typed: an English sentence for tr, or NULL. It has signs
 * that cannot be seen, or (too_long) more than `most` steps. */
const char *utf8_line_fault(const char *text, size_t most, const char *too_long);

/* For comparing and finding: case-folded (full), accents stripped, one blank for a run of white. */
void utf8_fold(struct buf *out, const char *text, size_t len);

/* Folded comparison for names: 0 when they are the same to a person. */
int utf8_compare(const char *a, const char *b);

/* Would somebody who looks at two names say that they are one? Case and spacing do not matter, an
 * accent does. */
bool utf8_same(const char *a, const char *b);

/*
 * Breaks one paragraph (no newline in it) into rows of at most columns (>= 2) by UAX #14, cutting
 * inside a word only when the word alone is wider. Returns the bytes that go on the first row,
 * without the blanks the break falls on; *next is where the following row begins (len at the end).
 */
size_t utf8_wrap(const char *text, size_t len, int columns, size_t *next);

/* The number of leading bytes of text that fit in columns, in whole steps. */
size_t utf8_fit(const char *text, size_t len, int columns);

/* Puts text in out with its accents joined to their letters (NFC), however they were typed. Returns
 * its bytes, or len and text as it is when it is not UTF-8 or more than size. size >= len. */
size_t utf8_compose(const char *text, size_t len, char *out, size_t size);

/* Edit distance (Levenshtein, in code points), for "did you mean"; stops counting at max + 1. */
int utf8_distance(const char *a, const char *b, int max);

/* Adds the name and version of the library behind it, for `gesprek version`. */
void utf8_add_library(struct buf *out);

#endif
