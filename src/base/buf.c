#include "base/buf.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void reserve(struct buf *buf, size_t more)
{
    if (more < buf->cap - buf->len)
        return;
    if (more > SIZE_MAX / 2 - buf->len)
        more = SIZE_MAX / 2 - buf->len; /* mem_grow cannot give that and ends the program */
    size_t cap = buf->cap ? buf->cap * 2 : 64;
    if (cap <= buf->len + more)
        cap = buf->len + more + 1;
    buf->data = mem_grow(buf->cap ? buf->data : NULL, cap, 1);
    buf->cap = cap;
    buf->data[buf->len] = '\0';
}

void buf_init(struct buf *buf)
{
    *buf = (struct buf)BUF_INIT;
}

void buf_release(struct buf *buf)
{
    if (buf->cap)
        free(buf->data);
    buf_init(buf);
}

void buf_clear(struct buf *buf)
{
    buf_cut(buf, 0);
}

char *buf_detach(struct buf *buf)
{
    char *text = buf->cap ? buf->data : mem_copy("");
    buf_init(buf);
    return text;
}

void buf_add(struct buf *buf, const void *bytes, size_t len)
{
    if (!len)
        return;
    reserve(buf, len);
    memcpy(buf->data + buf->len, bytes, len);
    buf->len += len;
    buf->data[buf->len] = '\0';
}

void buf_adds(struct buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void buf_addc(struct buf *buf, char byte)
{
    buf_add(buf, &byte, 1);
}

void buf_add_number(struct buf *buf, uint64_t number)
{
    char digits[20];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    buf_add(buf, digits + at, sizeof digits - at);
}

void buf_addf(struct buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_addv(buf, format, args);
    va_end(args);
}

void buf_addv(struct buf *buf, const char *format, va_list args)
{
    char most[256]; /* what nearly every text fits in, so it is made once */
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(most, sizeof most, format, args);
    assert(len >= 0);
    reserve(buf, (size_t)len);
    if ((size_t)len < sizeof most)
        memcpy(buf->data + buf->len, most, (size_t)len + 1);
    else
        vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
    va_end(again);
    explicit_bzero(most, (size_t)len < sizeof most ? (size_t)len : sizeof most);
    buf->len += (size_t)len;
}

void buf_splice(struct buf *buf, size_t at, size_t old, const void *with, size_t len)
{
    assert(at <= buf->len && old <= buf->len - at);
    if (len > old)
        reserve(buf, len - old);
    if (!buf->cap)
        return; /* nothing in, nothing out */
    memmove(buf->data + at + len, buf->data + at + old, buf->len - at - old + 1);
    if (len)
        memcpy(buf->data + at, with, len);
    buf->len = buf->len - old + len;
}

void buf_cut(struct buf *buf, size_t len)
{
    assert(len <= buf->len);
    if (buf->cap)
        buf->data[len] = '\0';
    buf->len = len;
}
