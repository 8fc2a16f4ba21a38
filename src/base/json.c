#include "base/json.h"

#include <string.h>

#include "base/utf8.h"

static void add_unit(struct buf *out, unsigned unit)
{
    buf_addf(out, "\\u%04x", unit);
}

void json_add_escape(struct buf *out, uint32_t code)
{
    if (code < 0x10000) {
        add_unit(out, code);
    } else {
        add_unit(out, 0xD800 + ((code - 0x10000) >> 10));
        add_unit(out, 0xDC00 + ((code - 0x10000) & 0x3FF));
    }
}

static void add_plain(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '"' || text[i] == '\\')
            buf_addc(out, '\\');
        buf_addc(out, text[i]);
    }
}

/* One step of the text: as it is when a person may see it so, else escaped by character. */
static void add_step(struct buf *out, const char *step, size_t len)
{
    if (*step == '\n' && len == 1) {
        buf_adds(out, "\\n");
        return;
    }
    if (utf8_clean(step, len) && *step != '\n' && *step != '\t') {
        add_plain(out, step, len);
        return;
    }
    for (size_t at = 0, size; at < len; at += size)
        json_add_escape(out, utf8_decode(step + at, len - at, &size));
}

void json_add_string(struct buf *out, const char *text)
{
    size_t len = strlen(text);
    buf_addc(out, '"');
    for (size_t at = 0, next; at < len; at = next) {
        next = utf8_next(text, len, at);
        add_step(out, text + at, next - at);
    }
    buf_addc(out, '"');
}
