/* Words that are written in more than one way: each is taken for one of them, in the vocabulary and
 * in a text. */
#include "privacy_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* The number of a word, + 1, from the first in its slot on; 0. */
static size_t find_spelling(const struct spellings *spellings, size_t first, const char *letters,
                            int n)
{
    while (first && (spellings->items[first - 1].n != n ||
                     memcmp(spellings->items[first - 1].from, letters, (size_t)n) != 0))
        first = spellings->items[first - 1].next;
    return first;
}

/* Takes the first word of a line for the second. */
static void add_spelling(struct spellings *spellings, const char *line, size_t len)
{
    struct reader reader = {.text = line, .len = len};
    struct spelling spelling = {0};
    struct word word;
    char *const both[] = {spelling.from, spelling.to};
    uint16_t *slot = NULL;
    for (size_t i = 0; i < 2; i++) {
        if (!reader_next(&reader, &word) || word.n > SPELLING_MAX)
            return;
        memcpy(both[i], word.letters, (size_t)word.n);
        if (i == 0) {
            spelling.key = word_key(&word);
            spelling.n = word.n;
            slot = &spellings->slots[key_hash(word_key(&word), SPELLING_BITS)];
        }
    }
    if (spellings->n == UINT16_MAX || find_spelling(spellings, *slot, spelling.from, spelling.n))
        return;
    spelling.next = *slot;
    spellings->items = mem_room(spellings->items, spellings->n, sizeof *spellings->items);
    spellings->items[spellings->n++] = spelling;
    *slot = (uint16_t)spellings->n;
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
    if (!spellings_know(spellings, word) || word->n > SPELLING_MAX || !word->begins || !word->ends)
        return;
    size_t first = spellings->slots[key_hash(word_key(word), SPELLING_BITS)];
    size_t found = find_spelling(spellings, first, word->letters, word->n);
    if (!found)
        return;
    const char *to = spellings->items[found - 1].to;
    word->n = (int)strlen(to);
    memset(word->letters, 0, sizeof(uint64_t));
    memcpy(word->letters, to, (size_t)word->n);
}
