#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>
#include <unistring/version.h>
#include <uniwbrk.h>

#include "base/lang.h"
#include "base/mem.h"

#define ZERO_WIDTH_JOINER 0x200D

static const uint8_t *bytes(const char *text)
{
    return (const uint8_t *)text;
}

static bool ascii(char byte)
{
    return (unsigned char)byte < 0x80;
}

/* ASCII, as most of a text is, is passed eight bytes at a time. */
bool utf8_valid(const char *text, size_t len)
{
    const uint64_t tops = UINT64_C(0x8080808080808080);
    uint64_t eight = 0;
    size_t at = 0;
    for (; len - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, text + at, sizeof eight);
        if (eight & tops)
            break;
    }
    return u8_check(bytes(text + at), len - at) == NULL;
}

void utf8_cut(char *text, size_t max)
{
    size_t len = strnlen(text, max), back = 0;
    if (len < max)
        return;
    text[len] = '\0';
    while (back < 3 && back < len && ((unsigned char)text[len - 1 - back] & 0xC0) == 0x80)
        back++;
    if (len > back && !utf8_valid(text + len - 1 - back, back + 1))
        text[len - 1 - back] = '\0';
}

bool utf8_blank(const char *text)
{
    size_t len = strlen(text), size;
    for (size_t at = 0; at < len; at += size)
        if (!uc_is_property_white_space(utf8_decode(text + at, len - at, &size)))
            return false;
    return true;
}

uint32_t utf8_decode(const char *text, size_t len, size_t *size)
{
    *size = 1;
    if (ascii(*text))
        return (unsigned char)*text;
    ucs4_t code;
    int used = u8_mbtoucr(&code, bytes(text), len);
    if (used <= 0)
        return 0xFFFD;
    *size = (size_t)used;
    return code;
}

size_t utf8_encode(uint32_t code, char out[4])
{
    uint8_t encoded[6];
    int size = u8_uctomb(encoded, code, sizeof encoded);
    if (size < 1)
        size = u8_uctomb(encoded, 0xFFFD, sizeof encoded);
    memcpy(out, encoded, (size_t)size);
    return (size_t)size;
}

void utf8_add(struct buf *out, uint32_t code)
{
    char bytes[4];
    buf_add(out, bytes, utf8_encode(code, bytes));
}

/* What the step so far is made of: enough to tell whether the next character belongs to it. */
struct cluster {
    uint32_t last;   /* 0, a control, for a byte that is not UTF-8: nothing ever joins it */
    bool pictograph; /* a pictograph, and after it only what a joiner may follow (GB11) */
    bool half_flag;  /* one regional indicator that waits for its second (GB12, GB13) */
};

static bool regional(uint32_t code)
{
    return code >= 0x1F1E6 && code <= 0x1F1FF;
}

static bool pictograph(uint32_t code)
{
    return code >= 0xA9 && uc_is_property(code, UC_PROPERTY_EXTENDED_PICTOGRAPHIC);
}

/* As utf8_decode, but 0 for what is not UTF-8. */
static uint32_t decode(const char *text, size_t len, size_t *size)
{
    uint32_t code = utf8_decode(text, len, size);
    return code == 0xFFFD && *size == 1 ? 0 : code;
}

static struct cluster cluster_begin(uint32_t code)
{
    return (struct cluster){
        .last = code,
        .pictograph = pictograph(code),
        .half_flag = regional(code),
    };
}

static bool extends(uint32_t code)
{
    return uc_graphemeclusterbreak_property(code) == GBP_EXTEND || code == ZERO_WIDTH_JOINER;
}

/*
 * True when a step may begin between two characters, as far as these two can tell. Two rules of UAX
 * #29 are left out because they join what is shown apart: CR with LF (GB3), and the few prepended
 * signs with anything behind them (GB9b).
 */
static bool breaks_between(uint32_t last, uint32_t code)
{
    if (code == '\n')
        return true;
    if (uc_graphemeclusterbreak_property(last) == GBP_PREPEND)
        return !extends(code) && uc_graphemeclusterbreak_property(code) != GBP_SPACINGMARK;
    return uc_is_grapheme_break(last, code);
}

/* libunistring's pair rule knows nothing of what came before the pair, so flags and joined emoji
 * are settled here. */
static bool cluster_takes(struct cluster *cluster, uint32_t code)
{
    bool joined = cluster->last == ZERO_WIDTH_JOINER && cluster->pictograph && pictograph(code);
    bool flag = cluster->half_flag && regional(code);
    bool second = regional(cluster->last) && regional(code);
    if (!joined && !flag && (second || breaks_between(cluster->last, code)))
        return false;
    if (!extends(code))
        cluster->pictograph = pictograph(code);
    else if (cluster->last == ZERO_WIDTH_JOINER)
        cluster->pictograph = false;
    cluster->half_flag = regional(code) && !flag;
    cluster->last = code;
    return true;
}

size_t utf8_next(const char *text, size_t len, size_t offset)
{
    if (offset >= len)
        return len;
    if (ascii(text[offset]) && (offset + 1 == len || ascii(text[offset + 1])))
        return offset + 1;
    size_t size;
    struct cluster cluster = cluster_begin(decode(text + offset, len - offset, &size));
    for (offset += size; offset < len; offset += size)
        if (!cluster_takes(&cluster, decode(text + offset, len - offset, &size)))
            break;
    return offset;
}

/* Where the character that ends at offset (> 0) begins. A lead byte never stands inside another
 * character, so looking back finds the same characters as reading on from the start. */
static size_t back(const char *text, size_t offset)
{
    for (size_t size = 1; size <= 4 && size <= offset; size++) {
        size_t used;
        if (((unsigned char)text[offset - size] & 0xC0) == 0x80)
            continue;
        utf8_decode(text + offset - size, size, &used);
        return used == size ? offset - size : offset - 1;
    }
    return offset - 1;
}

/* True when a step begins at offset whatever stands before the two characters around it. */
static bool surely_begins(const char *text, size_t len, size_t offset)
{
    size_t before = back(text, offset), size;
    uint32_t last = decode(text + before, offset - before, &size);
    uint32_t code = decode(text + offset, len - offset, &size);
    bool depends = last == ZERO_WIDTH_JOINER || (regional(last) && regional(code));
    return !depends && breaks_between(last, code);
}

size_t utf8_prev(const char *text, size_t len, size_t offset)
{
    if (offset > len)
        offset = len;
    if (offset <= 1)
        return 0;
    if (ascii(text[offset - 1]) && ascii(text[offset - 2]))
        return offset - 1;
    size_t begin = back(text, offset);
    while (begin > 0 && !surely_begins(text, len, begin))
        begin = back(text, begin);
    for (size_t next = begin; next < offset; next = utf8_next(text, len, next))
        begin = next;
    return begin;
}

/* True when there is something of a word, not only blanks and signs, between from and to. */
static bool wordy(const char *text, size_t from, size_t to)
{
    size_t size;
    for (; from < to; from += size) {
        uint32_t code = decode(text + from, to - from, &size);
        if (code == '_' || uc_is_alnum(code))
            return true;
    }
    return false;
}

/* A mark per byte: nonzero where a word may begin or end. The caller frees it. */
static char *word_edges(const char *text, size_t len)
{
    char *edges = mem_zero(len + 1, 1);
    u8_wordbreaks(bytes(text), len, edges);
    edges[len] = 1;
    return edges;
}

size_t utf8_word_next(const char *text, size_t len, size_t offset)
{
    char *edges = word_edges(text, len);
    for (size_t begin = offset; offset < len;) {
        offset = utf8_next(text, len, offset);
        if (!edges[offset])
            continue;
        if (wordy(text, begin, offset))
            break;
        begin = offset;
    }
    free(edges);
    return offset < len ? offset : len;
}

size_t utf8_word_prev(const char *text, size_t len, size_t offset)
{
    char *edges = word_edges(text, len);
    for (size_t end = offset; offset > 0;) {
        offset = utf8_prev(text, len, offset);
        if (!edges[offset])
            continue;
        if (wordy(text, offset, end))
            break;
        end = offset;
    }
    free(edges);
    return offset;
}

void utf8_add_library(struct buf *out)
{
    buf_addf(out, "libunistring %d.%d", _libunistring_version >> 16,
             _libunistring_version >> 8 & 0xFF);
}

const char *utf8_line_fault(const char *text, size_t most, const char *too_long)
{
    size_t len = strlen(text), n = 0;
    for (size_t at = 0; at < len; at = utf8_next(text, len, at))
        n++;
    if (!utf8_clean(text, len))
        return N_("There are invisible characters in it: type it again without them.");
    return n > most ? too_long : NULL;
}
