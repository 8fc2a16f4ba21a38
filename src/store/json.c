#include "store/json.h"

#include <stdint.h>

#include "base/json.h"
#include "base/utf8.h"

/* SQLite escapes the controls below a blank; the others only ever stand inside strings. */
static void add_object(struct buf *json, const char *text, size_t len)
{
    size_t plain = 0; /* where the text not yet added begins */
    for (size_t at = 0, size = 1; at < len; at += size) {
        size = 1;
        if ((unsigned char)text[at] < 0x7F)
            continue;
        uint32_t code = utf8_decode(text + at, len - at, &size);
        if (utf8_clean(text + at, size))
            continue;
        buf_add(json, text + plain, at - plain);
        json_add_escape(json, code);
        plain = at + size;
    }
    buf_add(json, text + plain, len - plain);
}

static void take_object(struct query *query, struct buf *json)
{
    size_t len = 0;
    const char *object = query_see_text(query, &len);
    add_object(json, object, len);
}

int json_object(struct query *query, struct buf *json, struct err *err)
{
    if (query_row(query))
        take_object(query, json);
    return query_end(query, err);
}

int json_rows(struct query *query, struct buf *json, struct err *err)
{
    size_t before = json->len, n = 0;
    buf_adds(json, "[");
    while (query_row(query)) {
        buf_adds(json, n++ ? ",\n" : "\n");
        take_object(query, json);
    }
    buf_adds(json, n ? "\n]\n" : "]\n");
    int failed = query_end(query, err);
    if (failed)
        buf_cut(json, before);
    return failed;
}
