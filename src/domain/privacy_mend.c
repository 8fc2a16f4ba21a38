/* A text without what was found in it. */
#include "privacy_inside.h"

#include <string.h>

#include "base/utf8.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Where the word begins that ends at `end`; end when no word does. */
static size_t word_before(const char *text, size_t end)
{
    size_t at = end;
    while (at > 0 && !is_blank(text[at - 1]) && !strchr("\n.,:;!?()", text[at - 1]))
        at--;
    return at;
}

static bool is_link(const struct privacy *privacy, const char *word, size_t len)
{
    struct buf folded = BUF_INIT;
    bool found = false;
    utf8_fold(&folded, word, len);
    for (size_t i = 0; i < privacy->n_links && !found; i++)
        found = strcmp(folded.data, privacy->links[i].data) == 0;
    buf_release(&folded);
    return found;
}

/* Where to begin leaving out: before the small words that lead up to `at`. */
static size_t begin_of_link(const struct privacy *privacy, const char *text, size_t at)
{
    for (;;) {
        size_t end = at;
        while (end > 0 && is_blank(text[end - 1]))
            end--;
        size_t begin = word_before(text, end);
        if (begin == end || !is_link(privacy, text + begin, end - begin))
            return at;
        at = begin;
    }
}

static bool at_begin(const char *text, size_t at)
{
    return at == 0 || text[at - 1] == '\n';
}

void privacy_leave_out(const struct privacy *privacy, struct buf *out, const char *text, size_t len,
                       const struct privacy_finding *finding, size_t *at)
{
    size_t begin = begin_of_link(privacy, text, finding->at), end = finding->at + finding->len;
    while (end < len && is_blank(text[end]))
        end++;
    bool closes = end == len || strchr("\n.,:;!?)", text[end]);
    if (closes)
        while (begin > 0 && is_blank(text[begin - 1]))
            begin--;
    if (closes && begin > 0 && text[begin - 1] == ',')
        begin--; /* the comma parted what is gone */
    if (at_begin(text, begin))
        while (end < len && text[end] && strchr(" \t.,:;!?)", text[end]))
            end++;
    buf_add(out, text, begin);
    *at = out->len;
    buf_add(out, text + end, len - end);
}

void privacy_reword(const struct privacy *privacy, struct buf *out, const char *text, size_t len,
                    const struct privacy_finding *finding, size_t *at)
{
    size_t begin = begin_of_link(privacy, text, finding->at), end = finding->at + finding->len;
    buf_add(out, text, begin);
    if (begin > 0 && !is_blank(text[begin - 1]) && text[begin - 1] != '\n' &&
        text[begin - 1] != '(')
        buf_addc(out, ' ');
    buf_adds(out, finding->class->instead);
    *at = out->len;
    if (end < len && !is_blank(text[end]) && !strchr("\n.,:;!?)", text[end]))
        buf_addc(out, ' ');
    buf_add(out, text + end, len - end);
}
