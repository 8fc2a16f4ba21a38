/* Words that are written in more than one way: each is taken for one of them, in the vocabulary and
 * in a text. */
#include "privacy_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define SPELLING_MAX 15 /* letters of either; longer ones are left as they are */

struct spelling {
    char from[SPELLING_MAX + 1], to[SPELLING_MAX + 1];
};

struct spellings {
    struct spelling *items; /* by `from` */
    size_t n;
};

static int by_from(const void *a, const void *b)
{
    return strcmp(((const struct spelling *)a)->from, ((const struct spelling *)b)->from);
}

/* Takes the first word of a line for the second. */
static void add_spelling(struct spellings *spellings, const char *line, size_t len)
{
    struct reader reader = {.text = line, .len = len};
    struct spelling spelling = {0};
    struct word word;
    char *const both[] = {spelling.from, spelling.to};
    for (size_t i = 0; i < 2; i++) {
        if (!reader_next(&reader, &word) || word.n > SPELLING_MAX)
            return;
        memcpy(both[i], word.letters, (size_t)word.n);
    }
    spellings->items = mem_room(spellings->items, spellings->n, sizeof *spellings->items);
    spellings->items[spellings->n++] = spelling;
}

struct spellings *spellings_new(const struct guide_lines *lines)
{
    struct spellings *spellings = mem_zero(1, sizeof *spellings);
    for (size_t i = 0; i < lines->n; i++) {
        size_t at = 0, len;
        const char *pattern;
        while ((pattern = pattern_next(lines->line[i], &at, &len)))
            add_spelling(spellings, pattern, len);
    }
    if (spellings->n)
        qsort(spellings->items, spellings->n, sizeof *spellings->items, by_from);
    return spellings;
}

void spellings_free(struct spellings *spellings)
{
    if (!spellings)
        return;
    free(spellings->items);
    free(spellings);
}

void spellings_settle(const struct spellings *spellings, struct word *word)
{
    struct spelling wanted;
    if (word->n > SPELLING_MAX || !word->begins || !word->ends)
        return;
    memcpy(wanted.from, word->letters, (size_t)word->n);
    wanted.from[word->n] = '\0';
    const struct spelling *found = spellings->n ? bsearch(&wanted, spellings->items, spellings->n,
                                                          sizeof *spellings->items, by_from)
                                                : NULL;
    if (!found)
        return;
    word->n = (int)strlen(found->to);
    memcpy(word->letters, found->to, (size_t)word->n);
}
