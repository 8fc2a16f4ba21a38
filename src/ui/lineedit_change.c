#include "ui/lineedit_change.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/lineedit_wrap.h"

/* A line ends in \n, \r\n or \r, or as Unicode has it; the size of the ending is size. */
static bool line_end(uint32_t code, const char *text, size_t len, size_t *size)
{
    if (code == '\r' && len > 1 && text[1] == '\n')
        *size = 2;
    return code == '\n' || code == '\r' || code == 0x85 || code == 0x2028 || code == 0x2029;
}

void lineedit_clean(struct buf *out, const char *text, size_t len, bool multiline)
{
    if (!multiline && len && text[len - 1] == '\n')
        len--;
    for (size_t at = 0, size; at < len; at += size) {
        uint32_t code = utf8_decode(text + at, len - at, &size);
        bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        if (line_end(code, text + at, len - at, &size))
            buf_addc(out, multiline ? '\n' : ' ');
        else if (code == '\t')
            buf_addc(out, ' ');
        else if (!control && !(code == 0xFFFD && size == 1))
            buf_add(out, text + at, size);
    }
}

static bool is_ascii(char byte)
{
    return byte >= 0x20 && byte < 0x7F;
}

size_t lineedit_count(const char *text, size_t len)
{
    size_t n = 0;
    for (size_t at = 0; at < len; at = utf8_next(text, len, at))
        n++;
    return n;
}

size_t lineedit_edge(const struct buf *text, size_t offset)
{
    while (offset < text->len && ((unsigned char)text->data[offset] & 0xC0) == 0x80)
        offset++; /* out of the middle of a character */
    if (offset == 0 || offset >= text->len)
        return offset < text->len ? offset : text->len;
    return utf8_next(text->data, text->len, utf8_prev(text->data, text->len, offset));
}

/* A character that forms a step with no neighbour of its own sort, told by its first byte: ASCII,
 * newline, a Latin letter of U+00C0 to U+00FF, a CJK ideograph. */
static bool loner(char byte)
{
    unsigned char lead = (unsigned char)byte;
    return lead < 0x7F || lead == 0xC3 || (lead >= 0xE5 && lead <= 0xE9);
}

static size_t character_before(const char *text, size_t at)
{
    do
        at--;
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80);
    return at;
}

/* The nearest offsets around [at, at + size) where steps are cut whatever stands between them. */
static void window(const struct buf *text, size_t at, size_t size, size_t *from, size_t *to)
{
    const char *data = text->data;
    for (*from = at; *from > 0;) {
        size_t last = character_before(data, *from);
        if (*from < at && loner(data[*from]) && loner(data[last]))
            break;
        *from = last;
    }
    for (*to = at + size; *to < text->len; *to += 1) {
        if (*to > at + size && loner(data[*to]) && loner(data[character_before(data, *to)]))
            break;
    }
}

/* Is it a character of ASCII that is shown, put in between others or at an end? It is a step more,
 * whatever stands further off. */
static bool is_letter_more(const struct buf *text, size_t at, size_t old, const char *with,
                           size_t len)
{
    return len == 1 && !old && is_ascii(*with) && (at == 0 || is_ascii(text->data[at - 1])) &&
           (at == text->len || is_ascii(text->data[at]));
}

/* How many steps more the text has with len bytes in the place of the old ones at `at`. */
static long steps_more(const struct buf *text, size_t at, size_t old, const char *with, size_t len)
{
    size_t from, to;
    if (is_letter_more(text, at, old, with, len))
        return 1;
    window(text, at, old, &from, &to);
    struct buf after = BUF_INIT;
    buf_add(&after, text->data + from, at - from);
    buf_add(&after, with, len);
    buf_add(&after, text->data + at + old, to - at - old);
    long more = (long)lineedit_count(after.data, after.len) -
                (long)lineedit_count(text->data + from, to - from);
    buf_release(&after);
    return more;
}

/* Changes the text and all that is known about it; the cursor is the caller's. */
static void splice(struct lineedit *edit, size_t at, size_t old, const char *with, size_t len)
{
    if (edit->max)
        edit->steps += (size_t)steps_more(&edit->text, at, old, with, len);
    buf_splice(&edit->text, at, old, with, len);
    lineedit_wrap_changed(edit->wrap, &edit->text, at, old, len);
}

enum edit lineedit_change(struct lineedit *edit, enum change_kind kind, size_t at, size_t old,
                          const char *with, size_t len)
{
    struct change change = {
        .kind = kind, .at = at, .old_len = old, .with = with, .len = len, .before = edit->cursor};
    char *removed = old ? mem_copy_len(edit->text.data + at, old) : NULL;
    change.old = removed ? removed : "";
    splice(edit, at, old, with, len);
    edit->cursor = lineedit_edge(&edit->text, at + len);
    change.after = edit->cursor;
    lineedit_past_add(edit->past, &change);
    free(removed);
    return EDIT_CHANGED;
}

/* How much of text (clean) may come in at the cursor, in bytes. */
static size_t room(const struct lineedit *edit, const char *text, size_t len)
{
    size_t bytes = edit->text.len < LINEEDIT_BYTES ? LINEEDIT_BYTES - edit->text.len : 0;
    size_t fits = len;
    if (fits > bytes)
        for (fits = bytes; fits && ((unsigned char)text[fits] & 0xC0) == 0x80;)
            fits--;
    while (edit->max && fits) {
        long over = (long)edit->steps - (long)edit->max +
                    steps_more(&edit->text, edit->cursor, 0, text, fits);
        if (over <= 0)
            break;
        long keep = (long)lineedit_count(text, fits) - over;
        for (fits = 0; keep > 0; keep--)
            fits = utf8_next(text, len, fits);
    }
    return fits;
}

enum edit lineedit_put(struct lineedit *edit, enum change_kind kind, const char *text, size_t len)
{
    size_t fits = room(edit, text, len);
    if (fits)
        lineedit_change(edit, kind, edit->cursor, 0, text, fits);
    if (fits < len)
        return EDIT_FULL;
    return fits ? EDIT_CHANGED : EDIT_MOVED;
}

enum edit lineedit_put_any(struct lineedit *edit, enum change_kind kind, const char *text,
                           size_t len)
{
    struct buf cleaned = BUF_INIT;
    if (len == 1 && is_ascii(*text)) /* as most keys are */
        return lineedit_put(edit, kind, text, len);
    lineedit_clean(&cleaned, text, len, edit->multiline);
    enum edit done = lineedit_put(edit, kind, cleaned.data, cleaned.len);
    buf_release(&cleaned);
    return done;
}

bool lineedit_back(struct lineedit *edit)
{
    struct change past;
    if (!lineedit_past_undo(edit->past, &past))
        return false;
    splice(edit, past.at, past.len, past.old, past.old_len);
    edit->cursor = lineedit_edge(&edit->text, past.before);
    return true;
}

bool lineedit_forth(struct lineedit *edit)
{
    struct change past;
    if (!lineedit_past_redo(edit->past, &past))
        return false;
    splice(edit, past.at, past.old_len, past.with, past.len);
    edit->cursor = lineedit_edge(&edit->text, past.after);
    return true;
}
