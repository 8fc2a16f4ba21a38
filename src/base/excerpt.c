#include "base/excerpt.h"

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
    for (size_t at = begin; at < end; at++) {
        if (text[at] == '\n')
            buf_adds(out, " / ");
        else
            buf_addc(out, text[at]);
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
