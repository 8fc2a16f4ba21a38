#include "base/lang.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/catalogue.h"

/* Made from src/po/nl.po by the build. */
extern const unsigned char catalogue_nl[];
extern const size_t catalogue_nl_size;

static const char *const codes[] = {[LANG_EN] = "en", [LANG_NL] = "nl"};

#define LANG_COUNT (sizeof codes / sizeof *codes)

static const char *find(enum lang lang, const char *context, const char *english, unsigned form)
{
    const struct catalogue dutch = {catalogue_nl, catalogue_nl_size};
    return lang == LANG_NL ? catalogue_find(&dutch, context, english, form) : NULL;
}

const char *tr(enum lang lang, const char *english)
{
    const char *found = find(lang, NULL, english, 0);
    return found ? found : english;
}

const char *trn(enum lang lang, long n, const char *one, const char *many)
{
    const char *found = find(lang, NULL, one, n != 1);
    if (found)
        return found;
    return n == 1 ? one : many;
}

const char *trc(enum lang lang, const char *context, const char *english)
{
    const char *found = find(lang, context, english, 0);
    return found ? found : english;
}

const char *lang_code(enum lang lang)
{
    return codes[lang];
}

bool lang_parse(const char *code, enum lang *lang)
{
    for (size_t i = 0; i < LANG_COUNT; i++) {
        size_t len = strlen(codes[i]);
        if (strncasecmp(code, codes[i], len) == 0 && strchr("_-.@:", code[len])) {
            *lang = (enum lang)i; /* strchr finds the NUL of a bare code too */
            return true;
        }
    }
    return false;
}

enum lang lang_choose(const char *option)
{
    static const char *const locale[] = {"LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"};
    enum lang lang = LANG_EN;
    const char *own = getenv("GESPREK_LANG");
    if ((option && lang_parse(option, &lang)) || (own && lang_parse(own, &lang)))
        return lang;
    for (size_t i = 0; i < sizeof locale / sizeof *locale; i++) {
        const char *value = getenv(locale[i]);
        if (!value || !*value)
            continue;
        lang_parse(value, &lang); /* the first that is set decides, also when it says "C" */
        break;
    }
    return lang;
}
