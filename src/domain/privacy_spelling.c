/* Words that are written in more than one way: each is taken for one of them, in the vocabulary and
 * in a text. */
#include "privacy_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define SPELLING_MAX 15 /* letters of either; longer ones are left as they are */

struct spelling {
    uint32_t hash; /* of from */
    int n;
    char from[SPELLING_MAX + 1], to[SPELLING_MAX + 1];
};

struct spellings {
    struct spelling *items;
    size_t n;
    uint16_t *slots; /* by hash: number + 1, or 0; a power of two, most of them free */
    size_t n_slots;
};

static size_t first_slot(const struct spellings *spellings, uint32_t hash)
{
    return (hash ^ hash >> 15) & (spellings->n_slots - 1);
}

/* The slot of a word, or the free one where it belongs. */
static size_t slot_of(const struct spellings *spellings, uint32_t hash, const char *letters, int n)
{
    size_t slot = first_slot(spellings, hash);
    for (; spellings->slots[slot]; slot = (slot + 1) & (spellings->n_slots - 1)) {
        const struct spelling *spelling = &spellings->items[spellings->slots[slot] - 1];
        if (spelling->hash == hash && spelling->n == n &&
            memcmp(spelling->from, letters, (size_t)n) == 0)
            break;
    }
    return slot;
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
        if (i == 0) {
            spelling.hash = word.hash[word.n];
            spelling.n = word.n;
        }
    }
    spellings->items = mem_room(spellings->items, spellings->n, sizeof *spellings->items);
    spellings->items[spellings->n++] = spelling;
}

static void fill_slots(struct spellings *spellings)
{
    spellings->n_slots = 2;
    while (spellings->n_slots < 8 * spellings->n)
        spellings->n_slots *= 2;
    spellings->slots = mem_zero(spellings->n_slots, sizeof *spellings->slots);
    for (size_t i = 0; i < spellings->n && i < UINT16_MAX; i++) {
        const struct spelling *item = &spellings->items[i];
        size_t slot = slot_of(spellings, item->hash, item->from, item->n);
        if (!spellings->slots[slot])
            spellings->slots[slot] = (uint16_t)(i + 1);
    }
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
    fill_slots(spellings);
    return spellings;
}

void spellings_free(struct spellings *spellings)
{
    if (!spellings)
        return;
    free(spellings->items);
    free(spellings->slots);
    free(spellings);
}

void spellings_settle(const struct spellings *spellings, struct word *word)
{
    uint32_t hash = word->hash[word->n];
    if (!spellings->slots[first_slot(spellings, hash)])
        return; /* as nearly always */
    if (word->n > SPELLING_MAX || !word->begins || !word->ends)
        return;
    uint16_t found = spellings->slots[slot_of(spellings, hash, word->letters, word->n)];
    if (!found)
        return;
    const char *to = spellings->items[found - 1].to;
    word->n = (int)strlen(to);
    memcpy(word->letters, to, (size_t)word->n);
    word_hash(word);
}
