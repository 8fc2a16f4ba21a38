/* Which part of a text fits in a row. */
#include "base/utf8.h"

#include <stdlib.h>
#include <unilbrk.h>

#include "base/mem.h"

/* How many characters of ASCII text begins with, at most `most`, each a step of one column: not the
 * last one when a mark may follow it. Nearly all text is that. */
static size_t ascii_run(const char *text, size_t len, size_t most)
{
    size_t n = 0;
    while (n < len && n < most && text[n] >= 0x20 && text[n] < 0x7F)
        n++;
    return n && n < len && (unsigned char)text[n] >= 0x80 ? n - 1 : n;
}

size_t utf8_fit(const char *text, size_t len, int columns)
{
    size_t fits = ascii_run(text, len, columns > 0 ? (size_t)columns : 0);
    columns -= (int)fits;
    while (fits < len) {
        size_t next = utf8_next(text, len, fits);
        columns -= utf8_step_columns(text + fits, next - fits);
        if (columns < 0)
            break;
        fits = next;
    }
    return fits;
}

static bool letter_or_digit(char c)
{
    unsigned char lower = (unsigned char)c | 0x20;
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
}

/* Nothing but words of ASCII with blanks between them, and commas and full stops that end a word?
 * There UAX #14 lets a row end behind a blank alone (classes AL, NU, IS and SP: LB7, 13, 18, 23, 25
 * and 28). */
static bool breaks_behind_blanks(const char *text, size_t len)
{
    bool word = false; /* is a word ending, or going on, before this one? */
    for (size_t i = 0; i < len; i++) {
        bool ends = (text[i] == ',' || text[i] == '.') && word &&
                    (i + 1 == len || text[i + 1] == ' ');
        if (!ends && text[i] != ' ' && !letter_or_digit(text[i]))
            return false;
        word = letter_or_digit(text[i]);
    }
    return true;
}

/* The last place up to limit behind a blank, or 0; not behind those the text begins with. */
static size_t behind_blank(const char *text, size_t limit)
{
    size_t at = limit, blanks = 0;
    while (blanks < limit && text[blanks] == ' ')
        blanks++;
    while (at > blanks && !(text[at - 1] == ' ' && text[at] != ' '))
        at--;
    return at > blanks ? at : 0;
}

/*
 * The last place up to limit where UAX #14 lets a row end, or 0. Only what the row could hold and
 * the step behind it is looked at, so a long paragraph costs no more than a short one. Break places
 * inside a step are passed over.
 */
static size_t last_break(const char *text, size_t len, size_t limit)
{
    if (limit == len)
        return len; /* nothing but blanks is left behind the row */
    size_t window = utf8_next(text, len, limit);
    if (breaks_behind_blanks(text, window))
        return behind_blank(text, limit);
    char *breaks = mem_zero(window, 1);
    u8_possible_linebreaks((const uint8_t *)text, window, "UTF-8", breaks);
    size_t found = 0;
    for (size_t at = utf8_next(text, len, 0); at <= limit; at = utf8_next(text, len, at))
        if (breaks[at] == UC_BREAK_POSSIBLE || breaks[at] == UC_BREAK_MANDATORY)
            found = at;
    free(breaks);
    return found;
}

size_t utf8_wrap(const char *text, size_t len, int columns, size_t *next)
{
    size_t fits = utf8_fit(text, len, columns);
    if (!fits)
        fits = utf8_next(text, len, 0); /* one step at least, or wrapping would never end */
    *next = fits;
    if (fits == len)
        return len;
    size_t limit = fits;
    while (limit < len && text[limit] == ' ' && utf8_next(text, len, limit) == limit + 1)
        limit++; /* blanks may hang over the edge */
    size_t end = last_break(text, len, limit);
    if (!end)
        return fits;
    *next = end;
    end = end < fits ? end : fits;
    while (end > 0 && text[end - 1] == ' ')
        end--;
    return end;
}
