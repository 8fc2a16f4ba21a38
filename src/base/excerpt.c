#include "base/excerpt.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

/* Where to begin so that the mark at `at` has some words before it, a quarter of the columns. */
static size_t begin_before(const char *text, size_t len, size_t at, int columns)
{
    size_t begin = at;
    while (begin > 0) {
        size_t before = utf8_word_prev(text, len, begin);
        if (utf8_columns(text + before, at - before) > columns / 4)
            break;
        begin = before;
    }
    return begin;
}

/* The end of as much of text from begin on as fits, at the end of a word where there is one. */
static size_t end_after(const char *text, size_t len, size_t begin, size_t least, int columns)
{
    size_t end = begin + utf8_fit(text + begin, len - begin, columns);
    if (end == len || (text[end] == ' ' && end > least))
        return end;
    size_t word = utf8_word_prev(text, len, end);
    while (word > least && text[word - 1] == ' ')
        word--;
    return word > least ? word : end > least ? end : least;
}

/* Lines of a list stand behind each other. */
static void add_lines(struct buf *out, const char *text, size_t begin, size_t end)
{
    while (begin < end) {
        const char *newline = memchr(text + begin, '\n', end - begin);
        size_t line = newline ? (size_t)(newline - text) - begin : end - begin;
        buf_add(out, text + begin, line);
        buf_adds(out, newline ? " / " : "");
        begin += line + 1;
    }
}

static void add_marked(struct buf *out, const char *text, size_t begin, size_t end,
                       const struct mark *marks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t from = marks[i].at, to = marks[i].at + marks[i].len;
        if (from < begin || to > end)
            continue;
        add_lines(out, text, begin, from);
        buf_addc(out, '[');
        buf_add(out, text + from, to - from);
        buf_addc(out, ']');
        begin = to;
    }
    add_lines(out, text, begin, end);
}

void excerpt_add(struct buf *out, const char *text, const struct mark *marks, size_t n, int columns)
{
    size_t len = strlen(text), begin = 0, end = len;
    if (columns && utf8_columns(text, len) > columns) {
        size_t first_end = n ? marks[0].at + marks[0].len : 0;
        begin = n ? begin_before(text, len, marks[0].at, columns) : 0;
        end = end_after(text, len, begin, first_end, columns);
    }
    if (begin > 0)
        buf_adds(out, "… ");
    add_marked(out, text, begin, end, marks, n);
    if (end < len)
        buf_adds(out, " …");
}

/* ---- finding --------------------------------------------------------------------------------- */

/* Letters and figures; of what is not ASCII all but the general punctuation (U+2000 .. U+206F). */
static bool wordy(const char *text, size_t len, size_t *size)
{
    unsigned char byte = (unsigned char)*text;
    uint32_t code = utf8_decode(text, len, size);
    if (byte < 0x80)
        return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
               (byte >= 'A' && byte <= 'Z');
    return code >= 0xAA && (code < 0x2000 || code > 0x206F);
}

/* The next word of text from *at on, and past it; false when there is none. */
static bool next_word(const char *text, size_t len, size_t *at, struct mark *word)
{
    size_t size = 0;
    while (*at < len && !wordy(text + *at, len - *at, &size))
        *at += size;
    word->at = *at;
    while (*at < len && wordy(text + *at, len - *at, &size))
        *at += size;
    word->len = *at - word->at;
    return word->len > 0;
}

/* Is the folded word one of words? Of the last of those it needs no more than the beginning. */
static bool is_sought(const struct buf *word, const char *words)
{
    struct mark mark;
    struct buf sought = BUF_INIT;
    size_t len = strlen(words), at = 0;
    bool same = false;
    while (!same && next_word(words, len, &at, &mark)) {
        bool last = at == len;
        buf_clear(&sought);
        utf8_fold(&sought, words + mark.at, mark.len);
        same = (last ? word->len >= sought.len : word->len == sought.len) &&
               memcmp(word->data, sought.data, sought.len) == 0;
    }
    buf_release(&sought);
    return same;
}

size_t excerpt_find(const char *text, const char *words, struct mark *marks, size_t max)
{
    struct mark mark;
    struct buf word = BUF_INIT;
    size_t len = *words ? strlen(text) : 0, at = 0, n = 0;
    while (n < max && next_word(text, len, &at, &mark)) {
        buf_clear(&word);
        utf8_fold(&word, text + mark.at, mark.len);
        if (is_sought(&word, words))
            marks[n++] = mark;
    }
    buf_release(&word);
    return n;
}
