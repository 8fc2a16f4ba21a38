/* What a person sees of a text, and how wide it is: one judgement of every step serves both. */
#include "base/utf8.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uniwidth.h>

#define ZERO_WIDTH_JOINER 0x200D
#define MARKS_MAX         4
#define STEP_COLUMNS      2 /* no step is wider on a terminal */

/* One step on its way to the reader. */
struct showing {
    struct buf *out;   /* NULL when only the width is asked for */
    int columns;       /* shown so far */
    bool based;        /* there is a base for marks to stand on */
    bool emoji;        /* the base is a pictograph, so joiners and skin tones belong to it */
    uint32_t last;     /* the last character that was kept, 0 after an escape */
    int base_columns;  /* of the base and what widens it */
    size_t base_bytes; /* of the base and all that was kept with it */
    int marks, cut;
};

static bool has(uint32_t code, uc_property_t property)
{
    return uc_is_property(code, property);
}

/*
 * Characters nobody can see, or that change how others are seen: controls, formats (bidi overrides,
 * joiners, tags), separators of lines and paragraphs, fillers that look like a blank. What Unicode
 * has not assigned goes with them: no terminal agrees on its width.
 */
static bool hidden(uint32_t code)
{
    const uint32_t hidden_categories = UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf |
                                       UC_CATEGORY_MASK_Cs | UC_CATEGORY_MASK_Cn |
                                       UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp;
    const uint32_t braille_blank = 0x2800;
    return uc_is_general_category_withtable(code, hidden_categories) || code == braille_blank ||
           has(code, UC_PROPERTY_DEFAULT_IGNORABLE_CODE_POINT);
}

static int width(uint32_t code)
{
    int columns = uc_width(code, "UTF-8");
    return columns > 0 ? columns : 0;
}

/* A mark has no place of its own; without a base it would land on whatever was drawn before it. */
static bool is_mark(uint32_t code)
{
    int property = uc_graphemeclusterbreak_property(code);
    return property == GBP_EXTEND || property == GBP_SPACINGMARK || width(code) == 0;
}

static bool variation_fits(uint32_t code, uint32_t before)
{
    if (code >= 0xFE00 && code <= 0xFE0F)
        return has(before, UC_PROPERTY_EMOJI);
    return code >= 0xE0100 && code <= 0xE01EF && has(before, UC_PROPERTY_IDEOGRAPHIC);
}

static void put(struct showing *showing, const char *text, size_t size, int columns)
{
    if (showing->out)
        buf_add(showing->out, text, size);
    showing->columns += columns;
}

static void put_escape(struct showing *showing, uint32_t code)
{
    char text[16];
    int size = snprintf(text, sizeof text, code < 0x100 ? "{%02X}" : "{%04X}", (unsigned)code);
    put(showing, text, (size_t)size, size);
    showing->based = false;
    showing->last = 0;
}

static void put_base(struct showing *showing, uint32_t code, const char *text, size_t size)
{
    int columns = width(code);
    put(showing, text, size, columns);
    showing->based = true;
    showing->emoji = has(code, UC_PROPERTY_EXTENDED_PICTOGRAPHIC);
    showing->last = code;
    showing->base_columns = columns;
    showing->base_bytes = size;
}

static void put_more(struct showing *showing, uint32_t code, const char *text, size_t size,
                     int columns)
{
    if (showing->base_bytes + size > UTF8_STEP_MAX ||
        showing->base_columns + columns > STEP_COLUMNS) {
        showing->cut++;
        return;
    }
    put(showing, text, size, columns);
    showing->last = code;
    showing->base_columns += columns;
    showing->base_bytes += size;
}

/* A joiner stays only where a whole pictograph behind it stays too. */
static bool joins(const struct showing *showing, const char *after, size_t left)
{
    size_t size;
    if (!showing->emoji || !left)
        return false;
    return has(utf8_decode(after, left, &size), UC_PROPERTY_EXTENDED_PICTOGRAPHIC) &&
           showing->base_bytes + 3 + size <= UTF8_STEP_MAX;
}

/* True for what belongs to the character before it and takes no room: the parts of an emoji. */
static bool rides_along(const struct showing *showing, uint32_t code, const char *after,
                        size_t left)
{
    if (!showing->based)
        return false;
    if (code == ZERO_WIDTH_JOINER)
        return joins(showing, after, left);
    bool joined = showing->last == ZERO_WIDTH_JOINER;
    bool skin = has(code, UC_PROPERTY_EMOJI_MODIFIER) &&
                has(showing->last, UC_PROPERTY_EMOJI_MODIFIER_BASE);
    return variation_fits(code, showing->last) || (showing->emoji && (joined || skin));
}

/* Marks and hidden characters are counted together: neither may pile up on one base. */
static void put_mark(struct showing *showing, uint32_t code, const char *text, size_t size)
{
    if (++showing->marks > MARKS_MAX)
        showing->cut++;
    else if (!showing->based || hidden(code))
        put_escape(showing, code);
    else
        put_more(showing, code, text, size, width(code));
}

/* A character of size bytes; left is what follows it in the same step. */
static void show_character(struct showing *showing, uint32_t code, const char *text, size_t size,
                           size_t left)
{
    if (showing->cut)
        showing->cut++; /* what follows a cut has lost what it belonged to */
    else if (rides_along(showing, code, text + size, left))
        put_more(showing, code, text, size, 0);
    else if (hidden(code) || is_mark(code))
        put_mark(showing, code, text, size);
    else if (showing->based)
        put_more(showing, code, text, size, width(code));
    else
        put_base(showing, code, text, size);
}

/* Shows one step; returns its columns. */
static int show_step(struct buf *out, const char *text, size_t size)
{
    struct showing showing = {.out = out};
    size_t used;
    for (size_t at = 0; at < size; at += used) {
        uint32_t code = utf8_decode(text + at, size - at, &used);
        if (code == 0xFFFD && used == 1)
            put_escape(&showing, (unsigned char)text[at]);
        else
            show_character(&showing, code, text + at, used, size - at - used);
    }
    if (showing.cut) {
        char more[32];
        int more_size = snprintf(more, sizeof more, "{+%d}", showing.cut);
        put(&showing, more, (size_t)more_size, more_size);
    }
    return showing.columns;
}

/* The bytes of the Latin character (or 1 for ASCII) at text that is sure to show as itself in one
 * column when no mark follows it; 0 when it takes a closer look. */
static size_t plain(const char *text, size_t len)
{
    unsigned char lead = (unsigned char)text[0];
    if (lead >= 0x20 && lead < 0x7F)
        return 1;
    if (lead < 0xC2 || lead > 0xCB || len < 2 || ((unsigned char)text[1] & 0xC0) != 0x80)
        return 0;
    unsigned char trail = (unsigned char)text[1];
    return lead > 0xC2 || (trail >= 0xA0 && trail != 0xAD) ? 2 : 0;
}

/* Are the next eight bytes ASCII that shows as itself? Looked at together. */
static bool eight_plain(const char *text, size_t len)
{
    const uint64_t ones = UINT64_MAX / 255, tops = ones * 0x80;
    uint64_t bytes;
    if (len < sizeof bytes)
        return false;
    memcpy(&bytes, text, sizeof bytes);
    uint64_t below_blank = bytes - ones * 0x20, delete = (bytes ^ ones * 0x7F) - ones;
    return ((bytes | below_blank | delete) & tops) == 0;
}

/* The length of the run of plain characters at the start of text, without a last one that may get a
 * mark; *columns is how many there are. Nearly all text is one such run. */
static size_t plain_run(const char *text, size_t len, size_t *columns)
{
    size_t end = 0, last = 0, size;
    *columns = 0;
    while (end < len &&
           (size = eight_plain(text + end, len - end) ? 8 : plain(text + end, len - end))) {
        last = size == 8 ? end + 7 : end;
        *columns += size == 8 ? 8 : 1;
        end += size;
    }
    if (end == len || !*columns || text[end] == '\n')
        return end;
    --*columns;
    return last;
}

int utf8_step_columns(const char *text, size_t size)
{
    if (!size)
        return 0;
    if (plain(text, size) == size || (size == 1 && (*text == '\n' || *text == '\t')))
        return 1;
    return show_step(NULL, text, size);
}

int utf8_columns(const char *text, size_t len)
{
    size_t columns = 0, run;
    for (size_t at = 0; at < len;) {
        at += plain_run(text + at, len - at, &run);
        columns += run;
        size_t next = utf8_next(text, len, at);
        columns += (size_t)utf8_step_columns(text + at, next - at);
        at = next;
    }
    return columns < INT_MAX ? (int)columns : INT_MAX;
}

void utf8_show(struct buf *out, const char *text, size_t len, bool lines)
{
    size_t columns;
    for (size_t at = 0; at < len;) {
        size_t run = plain_run(text + at, len - at, &columns);
        buf_add(out, text + at, run);
        at += run;
        size_t next = utf8_next(text, len, at);
        if (next == at + 1 && (text[at] == '\n' || text[at] == '\t'))
            buf_addc(out, lines && text[at] == '\n' ? '\n' : ' ');
        else
            show_step(out, text + at, next - at);
        at = next;
    }
}

bool utf8_clean(const char *text, size_t len)
{
    size_t columns;
    if (plain_run(text, len, &columns) == len)
        return true;
    struct buf shown = BUF_INIT;
    utf8_show(&shown, text, len, false);
    bool same = shown.len == len && memcmp(shown.data, text, len) == 0;
    buf_release(&shown);
    return same;
}
