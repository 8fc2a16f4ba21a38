#include "domain/vague.h"

#include "base/phrase.h"

/* Folded, as base/phrase.h wants them. Left out on purpose: words that are vague in one sentence
 * and exact in the next ("twee uur minder per dag"). */
/* clang-format off */
static const char *const vague[] = {
    /* who? */
    "we", "wij", "men", "iemand", "er wordt", "er worden", "er zal", "er zullen", "er moet",
    "er moeten", "someone", "somebody", "anyone", "anybody", "people", "it will be",
    "there will be", "will be looked at",
    /* when, how often? */
    "zo snel mogelijk", "zo spoedig mogelijk", "zsm", "binnenkort", "op korte termijn",
    "regelmatig", "af en toe", "soms", "vaker", "tzt", "te zijner tijd", "voorlopig",
    "as soon as possible", "asap", "soon", "regularly", "now and then", "occasionally",
    "sometimes", "more often", "frequently", "in due course", "for now", "for the time being",
    /* whether at all? */
    "proberen", "probeert", "probeer", "geprobeerd", "trachten", "tracht", "streven", "streeft",
    "misschien", "eventueel", "waar mogelijk", "indien mogelijk", "als het kan", "als het lukt",
    "zoveel mogelijk", "zo veel mogelijk", "zo goed mogelijk", "naar vermogen", "overwegen",
    "overweegt", "nadenken over", "denken na over", "denkt na over", "denk na over",
    "try", "tries", "trying", "aim to", "aims to", "strive", "strives", "perhaps", "maybe",
    "where possible", "if possible", "as much as possible", "as well as possible", "consider",
    "considers", "think about", "thinks about",
    /* what exactly? */
    "kijken of", "kijkt of", "kijk of", "bekijken of", "bekijkt of", "bekijk of", "kijken hoe",
    "kijkt hoe", "kijk hoe", "kijken naar", "kijkt naar", "in de gaten houden",
    "in de gaten houdt", "houdt in de gaten", "houden in de gaten", "houd in de gaten",
    "hou in de gaten", "in de gaten", "vinger aan de pols", "oogje in het zeil",
    "rekening houden", "houdt rekening", "houden rekening", "aandacht besteden",
    "besteedt aandacht", "aandacht voor", "contact houden", "in contact blijven",
    "in gesprek blijven", "rustig aan", "see if", "sees if", "see whether", "see how",
    "look into", "looks into", "keep an eye on", "keeps an eye on", "keep in touch",
    "keeps in touch", "stay in touch", "stays in touch", "take it easy", "pay attention",
    "be mindful", NULL,
};
/* clang-format on */

bool vague_find(const char *text, size_t *at, size_t *len)
{
    return phrase_find(text, vague, at, len);
}
