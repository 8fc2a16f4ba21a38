/* Whole words of a vocabulary and phrases of them: tables to look them up in. */
#include "privacy_inside.h"

#include <stdlib.h>

#include "base/mem.h"

#define BITS_FIRST 8

/* Is a table of so many bits too full for another? A quarter stays free at least. */
static bool is_full(size_t n, unsigned bits)
{
    return 4 * n >= (size_t)3 << bits;
}

/* ---- words ----------------------------------------------------------------------------------- */

/* Words that begin alike are told apart by their ends. */
static uint16_t *slot_of(const struct lexicon *lexicon, const char *letters, size_t n)
{
    uint64_t key = letters_key(letters, n < 8 ? (unsigned)n : 8);
    if (n > 8)
        key ^= letters_key(letters + n - 8, 8) * 0xD6E8FEB86659FD93U;
    return &lexicon->slots[key_hash(key, lexicon->bits)];
}

static size_t find_letters(const struct lexicon *lexicon, const char *letters, size_t n)
{
    const char *all = lexicon->letters.data;
    size_t number = *slot_of(lexicon, letters, n);
    for (; number; number = lexicon->words[number].next) {
        const struct known *known = &lexicon->words[number];
        if (known->n == n && memcmp(all + known->at, letters, n) == 0)
            break;
    }
    return number;
}

size_t lexicon_find(const struct lexicon *lexicon, const struct word *word)
{
    size_t n = (size_t)word->n;
    return n > 8 ? find_letters(lexicon, word->letters, n)
                 : lexicon_find_short(lexicon, word_key(word), n);
}

static void put_word(struct lexicon *lexicon, size_t number)
{
    struct known *known = &lexicon->words[number];
    uint16_t *slot = slot_of(lexicon, lexicon->letters.data + known->at, known->n);
    known->next = *slot;
    *slot = (uint16_t)number;
}

static void make_room(struct lexicon *lexicon)
{
    if (!is_full(lexicon->n, lexicon->bits))
        return;
    free(lexicon->slots);
    lexicon->bits++;
    lexicon->slots = mem_zero((size_t)1 << lexicon->bits, sizeof *lexicon->slots);
    for (size_t i = 1; i < lexicon->n; i++)
        put_word(lexicon, i);
}

void lexicon_init(struct lexicon *lexicon)
{
    *lexicon = (struct lexicon){.n = 1, .letters = BUF_INIT, .bits = BITS_FIRST};
    lexicon->words = mem_zero(LEXICON_MAX, sizeof *lexicon->words);
    lexicon->words->is = KNOWN_RARE;
    lexicon->slots = mem_zero((size_t)1 << lexicon->bits, sizeof *lexicon->slots);
}

void lexicon_finish(struct lexicon *lexicon)
{
    lexicon->words = mem_grow(lexicon->words, lexicon->n, sizeof *lexicon->words);
}

void lexicon_release(struct lexicon *lexicon)
{
    free(lexicon->words);
    free(lexicon->slots);
    buf_release(&lexicon->letters);
}

size_t lexicon_add(struct lexicon *lexicon, const char *letters, size_t n)
{
    static const char zeros[8];
    char padded[8] = {0};
    if (!n || n > WORD_MAX)
        return 0;
    memcpy(padded, letters, n < 8 ? n : 8);
    size_t at = lexicon->letters.len, found = find_letters(lexicon, n < 8 ? padded : letters, n);
    if (found)
        return found;
    if (lexicon->n == LEXICON_MAX || at + n > VOCABULARY_LETTERS_MAX)
        return 0;
    make_room(lexicon);
    buf_add(&lexicon->letters, letters, n);
    buf_add(&lexicon->letters, zeros, n < 8 ? 8 - n : 0);
    lexicon->words[lexicon->n] = (struct known){.at = (uint16_t)at, .n = (uint8_t)n};
    put_word(lexicon, lexicon->n);
    return lexicon->n++;
}

void lexicon_add_spelling(struct lexicon *lexicon, const struct word *word, const struct word *of)
{
    size_t number = lexicon_add(lexicon, word->letters, (size_t)word->n);
    size_t other = lexicon_add(lexicon, of->letters, (size_t)of->n);
    if (!number || !other || lexicon->words[number].spelt)
        return;
    lexicon->words[number].spelt = (uint16_t)other;
    lexicon->words[number].is |= KNOWN_RARE;
}

size_t lexicon_settle(const struct lexicon *lexicon, struct word *word, size_t number)
{
    const struct known *other = &lexicon->words[lexicon->words[number].spelt];
    if (!other->n)
        return number;
    word->n = other->n;
    memset(word->letters, 0, sizeof(uint64_t));
    memcpy(word->letters, lexicon->letters.data + other->at, other->n);
    return lexicon->words[number].spelt;
}

/* ---- phrases --------------------------------------------------------------------------------- */

static void put_phrase(struct phrases *phrases, size_t number)
{
    size_t slot = key_hash(phrases->items[number].key, phrases->bits);
    while (phrases->slots[slot])
        slot = (slot + 1) & (((size_t)1 << phrases->bits) - 1);
    phrases->slots[slot] = (uint16_t)number;
}

void phrases_init(struct phrases *phrases)
{
    *phrases = (struct phrases){.n = 1, .bits = BITS_FIRST};
    phrases->items = mem_zero(PHRASES_END, sizeof *phrases->items);
    phrases->slots = mem_zero((size_t)1 << phrases->bits, sizeof *phrases->slots);
}

void phrases_finish(struct phrases *phrases)
{
    phrases->items = mem_grow(phrases->items, phrases->n, sizeof *phrases->items);
}

void phrases_release(struct phrases *phrases)
{
    free(phrases->items);
    free(phrases->slots);
}

size_t phrases_add(struct phrases *phrases, size_t from, size_t piece)
{
    size_t found = phrases_find(phrases, from, piece);
    if (found || phrases->n == PHRASES_END)
        return found;
    if (is_full(phrases->n, phrases->bits)) {
        free(phrases->slots);
        phrases->bits++;
        phrases->slots = mem_zero((size_t)1 << phrases->bits, sizeof *phrases->slots);
        for (size_t i = 1; i < phrases->n; i++)
            put_phrase(phrases, i);
    }
    phrases->items[from].leads |= (uint16_t)piece_bit(piece);
    phrases->items[phrases->n] = (struct phrase){.key = phrase_key(from, piece)};
    put_phrase(phrases, phrases->n);
    return phrases->n++;
}
