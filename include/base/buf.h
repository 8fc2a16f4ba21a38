/*
 * buf: text that grows.
 *
 * Invariants, after BUF_INIT or buf_init and between any two calls: `data` is never NULL and
 * data[len] is NUL, so data is always a C string; bytes may include NUL, so use len. A struct buf
 * may be read directly; only these functions change it. Memory that runs out ends the program
 * (base/mem.h), so nothing here fails.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
    char *data;
    size_t len; /* bytes in use, without the closing NUL */
    size_t cap; /* bytes allocated; 0 while data is the shared empty string */
};

/* An empty string constant stands in until the first byte comes; cap 0 keeps it unwritten. */
/* clang-format off */
#define BUF_INIT {.data = "", .len = 0, .cap = 0}
/* clang-format on */

void buf_init(struct buf *buf);
void buf_release(struct buf *buf); /* frees; the buf is empty and usable again */
void buf_clear(struct buf *buf);   /* empty, memory kept for reuse */

/* Hands out the text: the caller owns it (free()); the buf is empty again. */
char *buf_detach(struct buf *buf);

void buf_add(struct buf *buf, const void *bytes, size_t len);
void buf_adds(struct buf *buf, const char *text);
void buf_addc(struct buf *buf, char byte);
void buf_add_number(struct buf *buf, uint64_t number); /* as %llu, without reading a format */
void buf_addf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_addv(struct buf *buf, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Puts `with` in place of the `old` bytes that begin at `at`; either length may be 0. */
void buf_splice(struct buf *buf, size_t at, size_t old, const void *with, size_t len);

/* Cuts the text to len bytes; len must not be larger than buf->len. */
void buf_cut(struct buf *buf, size_t len);

#endif
