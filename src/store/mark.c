#include "store/mark.h"

#include <string.h>

#include "base/utf8.h"
#include "domain/damage.h"

/* Annotations without anything in them (U+FFF9 to U+FFFB): no keyboard and no list has these. */
#define SIGNS        "\xEF\xBF\xB9\xEF\xBF\xBB"
#define SIGNS_BESIDE "\xEF\xBF\xB9\xEF\xBF\xBA\xEF\xBF\xBB"

static const char *sentence(enum mark mark, enum lang lang)
{
    static const enum damage damages[] = {
        [MARK_CHANGED] = DAMAGE_CHANGED,
        [MARK_LOST] = DAMAGE_LOST,
        [MARK_BESIDE] = DAMAGE_BESIDE,
    };
    return damage_words(damages[mark], lang);
}

void mark_add(struct buf *out, enum mark mark, enum lang lang, const char *text, size_t len)
{
    buf_adds(out, sentence(mark, lang));
    if (len)
        buf_addc(out, ' ');
    for (size_t at = 0, size; at < len; at += size) {
        uint32_t code = utf8_decode(text + at, len - at, &size);
        if (code == 0 || (code == 0xFFFD && size == 1))
            buf_adds(out, "\xEF\xBF\xBD");
        else
            buf_add(out, text + at, size);
    }
}

static size_t begins(const char *text, size_t len, const char *with)
{
    size_t size = strlen(with);
    return len >= size && !memcmp(text, with, size) ? size : 0;
}

static enum mark find_signs(const char *text, size_t len, size_t *after)
{
    *after = begins(text, len, SIGNS);
    if (*after)
        return MARK_CHANGED;
    *after = begins(text, len, SIGNS_BESIDE);
    return *after ? MARK_BESIDE : MARK_NONE;
}

enum mark mark_find(const char *text, size_t len, size_t *after)
{
    static const enum lang langs[] = {LANG_EN, LANG_NL};
    *after = 0;
    if (!len || (*text != *SIGNS && *text != '[')) /* as nearly all */
        return MARK_NONE;
    if (len > 1 && text[1] == '"') /* an array, as undo keeps them, and no sentence */
        return MARK_NONE;
    enum mark signs = find_signs(text, len, after);
    if (signs)
        return signs;
    for (enum mark mark = MARK_CHANGED; mark <= MARK_BESIDE; mark++)
        for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
            *after = begins(text, len, sentence(mark, langs[i]));
            if (!*after)
                continue;
            *after += *after < len && text[*after] == ' ';
            return mark;
        }
    return MARK_NONE;
}

bool mark_in(const char *text)
{
    size_t after;
    return mark_find(text, strlen(text), &after) != MARK_NONE;
}

bool mark_show(struct buf *out, enum lang lang, const char *text, size_t len)
{
    size_t after = 0;
    enum mark mark = find_signs(text, len, &after);
    if (mark == MARK_CHANGED && after == len)
        mark = MARK_LOST;
    if (mark)
        mark_add(out, mark, lang, text + after, len - after);
    return mark != MARK_NONE;
}

void mark_keep(struct buf *out, const char *text, size_t len)
{
    size_t after = 0;
    enum mark mark = mark_find(text, len, &after);
    if (mark)
        buf_adds(out, mark == MARK_BESIDE ? SIGNS_BESIDE : SIGNS);
    buf_add(out, text + after, len - after);
}
