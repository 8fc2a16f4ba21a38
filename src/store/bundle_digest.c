/*
 * bundle_digest: what a bundle holds, as one number that tells whether a letter changed on the way.
 */
#include "store/bundle_digest.h"

#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/bundle_shape.h"
#include "store/seal.h"

/* The rows of a table, each as the array that json_array of SQLite makes of it. */
struct rows {
    char *text;
    size_t len, size;
    struct line {
        size_t at, len;
        const char *text; /* once all are there */
    } * lines;
    size_t n;
    bool looks; /* is it looked at whether every text is UTF-8 without a NUL? */
    bool valid; /* it was so far */
};

/* "\u0000"; and what stands around a text, with the sign that ends its row. */
enum { ESCAPE = 6, BESIDE = 4 };

/* Puts down one sign, or what stands for it. */
static char *put_sign(char *end, unsigned char sign)
{
    static const char known[] = "\b\t\n\f\r\"\\", letters[] = "btnfr\"\\";
    const char *at = sign ? strchr(known, sign) : NULL;
    *end++ = '\\';
    if (at) {
        *end++ = letters[at - known];
        return end;
    }
    end = stpcpy(end, sign < 16 ? "u000" : "u001");
    *end++ = "0123456789abcdef"[sign & 15];
    return end;
}

static bool is_plain(unsigned char sign)
{
    return sign >= ' ' && sign != '"' && sign != '\\';
}

static const uint64_t ones = UINT64_MAX / 255; /* a one in each of eight bytes */

/* Is one of eight bytes less than most, which is 128 at most? Then its top bit is set once that is
 * taken from it, and it was not before. */
static bool has_below(uint64_t eight, unsigned char most)
{
    return (eight - ones * most) & ~eight & ones << 7;
}

/* Eight signs at once, as nearly all of them are. */
static bool are_plain(const char *text)
{
    uint64_t eight;
    memcpy(&eight, text, sizeof eight);
    return !has_below(eight, ' ') && !has_below(eight ^ ones * '"', 1) &&
           !has_below(eight ^ ones * '\\', 1);
}

static char *put_text(char *end, const char *text, size_t len)
{
    *end++ = '"';
    for (size_t i = 0, n; i < len; i += n) {
        n = len - i >= 8 && are_plain(text + i) ? 8 : 1;
        if (n == 8)
            end = (char *)memcpy(end, text + i, 8) + 8;
        else if (is_plain((unsigned char)text[i]))
            *end++ = text[i];
        else
            end = put_sign(end, (unsigned char)text[i]);
    }
    *end++ = '"';
    return end;
}

static void add_value(struct rows *rows, sqlite3_stmt *row, int column)
{
    int type = sqlite3_column_type(row, column);
    const char *text =
        type == SQLITE_NULL ? "null" : (const char *)sqlite3_column_text(row, column);
    size_t len =
        type == SQLITE_NULL ? sizeof "null" - 1 : (size_t)sqlite3_column_bytes(row, column);
    size_t most = ESCAPE * len + BESIDE;
    if (!rows->text || most > rows->size - rows->len) {
        rows->size = 2 * (rows->len + most);
        rows->text = mem_grow(rows->text, rows->size, 1);
    }
    char *end = rows->text + rows->len;
    *end++ = column ? ',' : '[';
    if (type == SQLITE_TEXT) {
        if (rows->looks && rows->valid)
            rows->valid = utf8_valid(text, len) && strlen(text) == len;
        end = put_text(end, text, len);
    } else {
        end = (char *)memcpy(end, text, len) + len;
    }
    rows->len = (size_t)(end - rows->text);
}

static void add_row(struct rows *rows, sqlite3_stmt *row)
{
    size_t begin = rows->len;
    int columns = sqlite3_column_count(row);
    int i = 0;
    do
        add_value(rows, row, i);
    while (++i < columns);
    rows->text[rows->len++] = ']'; /* add_value left room for it */
    rows->lines = mem_room(rows->lines, rows->n, sizeof *rows->lines);
    rows->lines[rows->n++] = (struct line){begin, rows->len - begin, NULL};
}

static int by_text(const void *a, const void *b)
{
    const struct line *one = a, *other = b;
    size_t len = one->len < other->len ? one->len : other->len;
    int order = memcmp(one->text, other->text, len);
    return order ? order : (one->len > other->len) - (one->len < other->len);
}

/* In the order of those texts: that of the keys they are read by is nearly always the same. */
static void add_lines(struct rows *rows, struct seal_digest *sha)
{
    bool sorted = true;
    for (size_t i = 0; i < rows->n; i++) {
        rows->lines[i].text = rows->text + rows->lines[i].at;
        sorted = sorted && (!i || by_text(&rows->lines[i - 1], &rows->lines[i]) <= 0);
    }
    if (sorted) {
        seal_digest_add(sha, rows->text, rows->len);
        return;
    }
    qsort(rows->lines, rows->n, sizeof *rows->lines, by_text);
    for (size_t i = 0; i < rows->n; i++)
        seal_digest_add(sha, rows->lines[i].text, rows->lines[i].len);
}

static int digest_table(struct db *db, const char *name, const struct bundle_table *table,
                        struct seal_digest *sha, bool *valid, struct err *err)
{
    struct query query;
    struct buf sql = BUF_INIT;
    struct rows rows = {.text = NULL, .looks = valid, .valid = true};
    buf_addf(&sql, "SELECT %s FROM %s.%s ORDER BY 1, 2", table->columns, name, table->name);
    seal_digest_add(sha, table->name, strlen(table->name) + 1);
    query_begin(&query, db, sql.data);
    while (query_row(&query))
        add_row(&rows, query.stmt);
    if (rows.n)
        add_lines(&rows, sha);
    if (valid)
        *valid = *valid && rows.valid;
    free(rows.lines);
    free(rows.text);
    buf_release(&sql);
    return query_end(&query, err);
}

static int digest_all(struct db *db, const char *name, bool *valid, struct buf *digest,
                      struct err *err)
{
    char hex[SEAL_DIGEST_HEX];
    struct seal_digest sha;
    int failed = 0;
    seal_digest_begin(&sha);
    for (const struct bundle_table *table = bundle_tables; !failed && table->name; table++)
        if (strcmp(table->name, BUNDLE_DIGEST) != 0)
            failed = digest_table(db, name, table, &sha, valid, err);
    seal_digest_end(&sha, hex);
    buf_adds(digest, hex);
    return failed;
}

int bundle_digest(struct db *db, const char *name, struct buf *digest, struct err *err)
{
    return digest_all(db, name, NULL, digest, err);
}

int bundle_digest_checked(struct db *db, bool *valid, struct buf *digest, struct err *err)
{
    *valid = true;
    return digest_all(db, "main", valid, digest, err);
}
