#include "yaml/prescan.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

struct range {
    uint32_t first, last;
};

/*
 * Beside controls: what turns the reading direction (UAX #9), what YAML 1.1 takes for the end of a
 * line, what has no shape at all, and what Unicode keeps out of texts. The joiners U+200C and
 * U+200D stay: languages and emoji need them.
 */
static const struct range refused[] = {
    {0x00, 0x08},     {0x0B, 0x0C},     {0x0E, 0x1F},       {0x7F, 0x9F},     {0x061C, 0x061C},
    {0x200B, 0x200B}, {0x200E, 0x200F}, {0x2028, 0x202E},   {0x2060, 0x2069}, {0xFEFF, 0xFEFF},
    {0xFFF9, 0xFFFB}, {0xFFFE, 0xFFFF}, {0xE0000, 0xE007F},
};

bool prescan_refuses(uint32_t code)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (code >= refused[i].first && code <= refused[i].last)
            return true;
    return code > 0xFFFF && (code & 0xFFFE) == 0xFFFE;
}

/* White that looks like a space in an indent and is none. */
static const char *odd_space(uint32_t code, enum lang lang)
{
    if (code == '\t')
        return tr(lang, "a tab");
    if (code == 0xA0)
        return tr(lang, "a no-break space");
    if ((code >= 0x2000 && code <= 0x200A) || code == 0x202F || code == 0x205F || code == 0x3000)
        return tr(lang, "a special space");
    return NULL;
}

static bool is_binary(const struct source *source)
{
    if (source->len >= 2 &&
        (memcmp(source->text, "\xFF\xFE", 2) == 0 || memcmp(source->text, "\xFE\xFF", 2) == 0))
        return true;
    return memchr(source->text, '\0', source->len) != NULL;
}

static void complain_control(struct complaints *complaints, struct mark mark, uint32_t code)
{
    char name[16];
    snprintf(name, sizeof name, "U+%04X", (unsigned)code);
    complaint_add(complaints, PROBLEM_CONTROL, mark, name, NULL);
}

/* One character that is not plain ASCII; returns its size. */
static size_t scan_special(struct source *source, struct complaints *complaints, struct mark mark,
                           const char *at, size_t left)
{
    size_t size = 1;
    uint32_t code = utf8_decode(at, left, &size);
    if (code == 0xFFFD && size == 1) {
        complaint_add(complaints, PROBLEM_BAD_BYTE, mark, NULL);
        source_mask(source, mark, '?');
    } else if (prescan_refuses(code) || (code == '\r' && (left < 2 || at[1] != '\n'))) {
        complain_control(complaints, mark, code);
        source_mask(source, mark, ' ');
    }
    return size;
}

static bool is_plain(unsigned char byte)
{
    return (byte >= 0x20 && byte < 0x7F) || byte == '\t';
}

/* Are there eight plain bytes? A bit too many makes that false, never true: then they are looked at
 * one by one. */
static bool eight_plain(const char *at)
{
    const uint64_t each = 0x0101010101010101;
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return !((bytes | (bytes - 0x20 * each) | (bytes + each)) & 0x80 * each);
}

static void scan_characters(struct source *source, struct complaints *complaints, int line)
{
    size_t begin = source->starts[line - 1], end = source->starts[line], plain = begin;
    while (end - plain >= 8 && eight_plain(source->text + plain))
        plain += 8;
    while (plain < end && is_plain((unsigned char)source->text[plain]))
        plain++;
    struct mark mark = {line, (int)(plain - begin) + 1};
    for (size_t at = plain; at < end; mark.column++) {
        unsigned char byte = (unsigned char)source->text[at];
        at += is_plain(byte) || byte == '\n'
                  ? 1
                  : scan_special(source, complaints, mark, source->text + at, end - at);
    }
}

/* What a line begins with. */
struct indent {
    int characters;
    bool empty; /* nothing but blanks, tabs or a comment follows: how far in does not matter */
};

static struct indent indent_of(const char *line, size_t len, enum lang lang)
{
    struct indent indent = {0, true};
    for (size_t size; len; line += size, len -= size, indent.characters++) {
        uint32_t code = utf8_decode(line, len, &size);
        if (code != ' ' && !odd_space(code, lang)) {
            indent.empty = code == '#' && indent.empty;
            break;
        }
        indent.empty = code < 0x80 && indent.empty;
    }
    return indent;
}

/* What a line begins with may look like spaces and not be. True when it is a tab: a tab has no
 * width, so nobody can tell what belongs to what. */
static bool scan_indent(struct source *source, struct complaints *complaints, int line)
{
    size_t len;
    const char *text = source_line(source, line, &len);
    size_t spaces = 0;
    while (spaces < len && text[spaces] == ' ')
        spaces++;
    if (spaces == len || (text[spaces] != '\t' && (unsigned char)text[spaces] < 0x80))
        return false;
    struct indent indent = indent_of(text, len, complaints->lang);
    bool tab = false;
    for (int i = 1; i <= indent.characters; i++) {
        struct mark mark = {line, i};
        size_t at = source_offset(source, mark), size;
        uint32_t code = utf8_decode(source->text + at, source->len - at, &size);
        if (code == ' ')
            continue;
        source_mask(source, mark, ' ');
        if (indent.empty)
            continue;
        if (!tab)
            complaint_add(complaints, PROBLEM_INDENT, mark, odd_space(code, complaints->lang),
                          NULL);
        tab |= code == '\t';
    }
    return tab;
}

static bool is_version_line(const char *line, size_t len)
{
    return len >= 9 && (memcmp(line, "%YAML 1.1", 9) == 0 || memcmp(line, "%YAML 1.2", 9) == 0);
}

static void scan_directive(struct source *source, struct complaints *complaints, int line,
                           int *versions)
{
    size_t len;
    const char *text = source_line(source, line, &len);
    if (!len || text[0] != '%' || (is_version_line(text, len) && ++*versions == 1))
        return;
    complaint_add(complaints, PROBLEM_DIRECTIVE, (struct mark){line, 1}, NULL);
    source_mask(source, (struct mark){line, 1}, '#');
}

bool prescan(struct source *source, struct complaints *complaints)
{
    if (is_binary(source)) {
        complaint_add(complaints, PROBLEM_NOT_TEXT, (struct mark){0}, NULL);
        return false;
    }
    bool tabs = false;
    int versions = 0;
    for (int line = 1; (size_t)line <= source->n_lines; line++) {
        scan_characters(source, complaints, line);
        scan_directive(source, complaints, line, &versions);
        if (!tabs)
            tabs = scan_indent(source, complaints, line);
    }
    return !tabs;
}
