#include "domain/damage.h"

#include <string.h>

const char *damage_words(enum damage damage, enum lang lang)
{
    static const char *const sentences[DAMAGES] = {
        [DAMAGE_CHANGED] = N_("[Damaged: this text was changed outside Gesprek.]"),
        [DAMAGE_LOST] = N_("[Damaged: this text cannot be read any more.]"),
        [DAMAGE_BESIDE] = N_("[Damaged: a date or a status here was changed outside Gesprek.]"),
    };
    return tr(lang, sentences[damage]);
}

size_t damage_begins(const char *text)
{
    if (*text != '[') /* as nearly all */
        return 0;
    for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++)
        for (enum damage damage = DAMAGE_CHANGED; damage < DAMAGES; damage++) {
            const char *words = damage_words(damage, lang);
            size_t len = strlen(words);
            if (strncmp(text, words, len) == 0)
                return len;
        }
    return 0;
}
