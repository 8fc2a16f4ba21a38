#include "yaml/source.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

struct mask {
    size_t at;
    char with;
};

static size_t count_lines(const char *text, size_t len)
{
    size_t lines = 1;
    const char *end = text + len;
    for (const char *at = text; (at = memchr(at, '\n', (size_t)(end - at))); at++)
        lines++;
    return lines;
}

void source_open(struct source *source, const char *text, size_t len)
{
    static const char bom[] = "\xEF\xBB\xBF";
    if (len >= 3 && memcmp(text, bom, 3) == 0) {
        text += 3;
        len -= 3;
    }
    *source = (struct source){.text = text, .len = len, .seen = {1, 1}};
    source->starts = mem_zero(count_lines(text, len) + 1, sizeof *source->starts);
    source->n_lines = 1;
    for (size_t at = 0; at < len; at++) {
        const char *end = memchr(text + at, '\n', len - at);
        if (!end)
            break;
        at = (size_t)(end - text);
        source->starts[source->n_lines++] = at + 1;
    }
    source->starts[source->n_lines] = len;
}

void source_release(struct source *source)
{
    free(source->starts);
    free(source->masks);
    *source = (struct source){.text = ""};
}

const char *source_line(const struct source *source, int line, size_t *len)
{
    *len = 0;
    if (line < 1 || (size_t)line > source->n_lines)
        return source->text + (line < 1 ? 0 : source->len);
    size_t begin = source->starts[line - 1], end = source->starts[line];
    if (end > begin && source->text[end - 1] == '\n')
        end--;
    if (end > begin && source->text[end - 1] == '\r')
        end--;
    *len = end - begin;
    return source->text + begin;
}

static size_t character_size(const char *text, size_t len)
{
    size_t size = 1;
    if ((unsigned char)*text >= 0x80)
        utf8_decode(text, len, &size);
    return size;
}

size_t source_offset(struct source *source, struct mark mark)
{
    size_t len, at = 0;
    const char *line = source_line(source, mark.line, &len);
    if (mark.line < 1 || (size_t)mark.line > source->n_lines)
        return mark.line < 1 ? 0 : source->len;
    size_t begin = (size_t)(line - source->text);
    int column = 1;
    if (source->seen.line == mark.line && source->seen.column <= mark.column) {
        column = source->seen.column;
        at = source->seen_at - begin;
    }
    for (; column < mark.column && at < len; column++)
        at += character_size(line + at, len - at);
    source->seen = (struct mark){mark.line, column};
    source->seen_at = begin + at;
    return begin + at;
}

const char *source_rest(struct source *source, struct mark mark, size_t *len)
{
    size_t line_len;
    const char *line = source_line(source, mark.line, &line_len);
    const char *rest = source->text + source_offset(source, mark);
    *len = line_len - (size_t)(rest - line);
    while (*len && (rest[*len - 1] == ' ' || rest[*len - 1] == '\t'))
        --*len;
    return rest;
}

bool source_mask(struct source *source, struct mark mark, char with)
{
    size_t at = source_offset(source, mark), i = source->n_masks;
    while (i > 0 && source->masks[i - 1].at > at)
        i--;
    if (at >= source->len || source->text[at] == '\n' || (i > 0 && source->masks[i - 1].at == at))
        return false;
    source->masks = mem_room(source->masks, source->n_masks, sizeof *source->masks);
    memmove(&source->masks[i + 1], &source->masks[i],
            (source->n_masks - i) * sizeof *source->masks);
    source->masks[i] = (struct mask){at, with};
    source->n_masks++;
    return true;
}

void source_masked(const struct source *source, struct buf *out)
{
    size_t from = 0;
    for (size_t i = 0; i < source->n_masks; i++) {
        size_t at = source->masks[i].at;
        buf_add(out, source->text + from, at - from);
        buf_addc(out, source->masks[i].with);
        from = at + character_size(source->text + at, source->len - at);
    }
    buf_add(out, source->text + from, source->len - from);
}
