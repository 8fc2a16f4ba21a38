/* Texts compared as a person would: without case, accents and spacing. */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/mem.h"

/* Letters whose stroke is no accent to Unicode, but is to somebody who types "Lukasz". */
static const struct {
    uint32_t code;
    const char *plain;
} strokes[] = {
    {0xE6, "ae"}, {0xF0, "d"},  {0xF8, "o"},  {0xFE, "th"},  {0x111, "d"},
    {0x127, "h"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"}, {0x167, "t"},
};

static const char *stroke_plain(uint32_t code)
{
    for (size_t i = 0; i < sizeof strokes / sizeof *strokes; i++)
        if (strokes[i].code == code)
            return strokes[i].plain;
    return NULL;
}

static void add_blank(struct buf *out, size_t begin)
{
    if (out->len == begin || out->data[out->len - 1] != ' ')
        buf_addc(out, ' ');
}

/* Adds text that is folded and decomposed already, without its marks. */
static void add_bare(struct buf *out, size_t begin, const char *text, size_t len)
{
    size_t size;
    for (size_t at = 0; at < len; at += size) {
        uint32_t code = utf8_decode(text + at, len - at, &size);
        const char *bare = stroke_plain(code);
        if (uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me) ||
            uc_is_property_default_ignorable_code_point(code))
            continue;
        if (uc_is_property_white_space(code))
            add_blank(out, begin);
        else if (bare)
            buf_adds(out, bare);
        else
            buf_add(out, text + at, size);
    }
}

/* Adds the fold of valid UTF-8. */
static void add_folded(struct buf *out, size_t begin, const char *text, size_t len)
{
    size_t size = 0;
    uint8_t *folded = u8_casefold((const uint8_t *)text, len, NULL, UNINORM_NFKD, NULL, &size);
    if (folded)
        add_bare(out, begin, (const char *)folded, size);
    free(folded);
}

static bool white(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* The length of what stands at the start of text and is folded already. */
static size_t plain_run(const char *text, size_t len)
{
    size_t n = 0;
    while (n < len && text[n] > ' ' && text[n] < 0x7F && !(text[n] >= 'A' && text[n] <= 'Z'))
        n++;
    return n && n < len && (unsigned char)text[n] >= 0x80 ? n - 1 : n;
}

/* Adds the ASCII at the start of text that stands on its own; returns its length. */
static size_t add_ascii(struct buf *out, size_t begin, const char *text, size_t len)
{
    size_t at = 0;
    while (at < len && (unsigned char)text[at] < 0x80) {
        size_t run = plain_run(text + at, len - at);
        buf_add(out, text + at, run);
        at += run;
        if (at == len || (at + 1 < len && (unsigned char)text[at + 1] >= 0x80))
            break;
        char byte = text[at];
        if (white(byte))
            add_blank(out, begin);
        else
            buf_addc(out, (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte));
        at++;
    }
    return at;
}

void utf8_fold(struct buf *out, const char *text, size_t len)
{
    size_t begin = out->len;
    for (size_t at = add_ascii(out, begin, text, len); at < len;) {
        const uint8_t *rest = (const uint8_t *)text + at;
        const uint8_t *bad = u8_check(rest, len - at);
        size_t valid = bad ? (size_t)(bad - rest) : len - at;
        add_folded(out, begin, text + at, valid);
        at += valid;
        if (bad) {
            buf_adds(out, "\xEF\xBF\xBD"); /* U+FFFD: what comes out is always UTF-8 */
            at++;
        }
    }
}

static void trim(struct buf *fold)
{
    if (fold->len && fold->data[fold->len - 1] == ' ')
        buf_cut(fold, fold->len - 1);
    if (fold->len && fold->data[0] == ' ')
        buf_splice(fold, 0, 1, NULL, 0);
}

/* Fills fold with the folded text, without blanks at its ends. */
static void fold_trimmed(struct buf *fold, const char *text)
{
    utf8_fold(fold, text, strlen(text));
    trim(fold);
}

int utf8_compare(const char *a, const char *b)
{
    struct buf left = BUF_INIT, right = BUF_INIT;
    fold_trimmed(&left, a);
    fold_trimmed(&right, b);
    int order = strcmp(left.data, right.data);
    buf_release(&left);
    buf_release(&right);
    return order;
}

/* Folded but for its marks; what is no UTF-8 stays as it is. */
static void fold_same(struct buf *fold, const char *text)
{
    size_t len = strlen(text), size = 0, step;
    uint8_t *folded = u8_casefold((const uint8_t *)text, len, NULL, UNINORM_NFKC, NULL, &size);
    const char *from = folded ? (const char *)folded : text;
    size = folded ? size : len;
    for (size_t at = 0; at < size; at += step) {
        uint32_t code = utf8_decode(from + at, size - at, &step);
        if (uc_is_property_white_space(code))
            add_blank(fold, 0);
        else if (!uc_is_property_default_ignorable_code_point(code))
            buf_add(fold, from + at, step);
    }
    free(folded);
    trim(fold);
}

bool utf8_same(const char *a, const char *b)
{
    if (!strcmp(a, b)) /* as most that are asked of */
        return true;
    struct buf left = BUF_INIT, right = BUF_INIT;
    fold_same(&left, a);
    fold_same(&right, b);
    bool same = strcmp(left.data, right.data) == 0;
    buf_release(&left);
    buf_release(&right);
    return same;
}

/* The code points of text, in room the caller frees. */
static uint32_t *code_points(const char *text, size_t *n)
{
    size_t len = strlen(text), size;
    uint32_t *codes = mem_zero(len + 1, sizeof *codes);
    *n = 0;
    for (size_t at = 0; at < len; at += size)
        codes[(*n)++] = utf8_decode(text + at, len - at, &size);
    return codes;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The last row of the table of distances, built row by row in place (Wagner and Fischer). */
static size_t distance(const uint32_t *a, size_t n, const uint32_t *b, size_t m, size_t max)
{
    size_t *row = mem_zero(m + 1, sizeof *row), lowest = 0;
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n && lowest <= max; i++) {
        size_t corner = row[0];
        lowest = row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t swapped = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            row[j] = least(least(row[j], row[j - 1]) + 1, swapped);
            lowest = least(lowest, row[j]);
        }
    }
    size_t found = lowest <= max ? row[m] : max + 1;
    free(row);
    return found;
}

int utf8_distance(const char *a, const char *b, int max)
{
    size_t n, m, most = (size_t)(max > 0 ? max : 0);
    uint32_t *left = code_points(a, &n), *right = code_points(b, &m);
    size_t apart = n > m ? n - m : m - n;
    size_t found = apart > most ? most + 1 : distance(left, n, right, m, most);
    free(left);
    free(right);
    return (int)least(found, most + 1);
}

size_t utf8_compose(const char *text, size_t len, char *out, size_t size)
{
    size_t n = size;
    uint8_t *joined = NULL;
    if (utf8_valid(text, len))
        joined = u8_normalize(UNINORM_NFC, (const uint8_t *)text, len, (uint8_t *)out, &n);
    if (joined == (uint8_t *)out)
        return n;
    free(joined);
    memcpy(out, text, len);
    return len;
}
