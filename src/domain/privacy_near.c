/*
 * Misspelt words: one letter too many, missing, wrong, or two swapped.
 *
 * Two words are one letter apart only when leaving out at most one letter of each makes them the
 * same (or nearly: two swapped letters leave one behind). So every word of the vocabulary is kept
 * under itself and under each form with a letter left out, and a word of a text is looked for in
 * the same ways: some table look-ups, whatever the size of the vocabulary. Most words have neither
 * half in common with one of those, so they are near to none: bits for the halves say so first.
 * Most look-ups of the others find nothing either; a bit for each hash, in a table small enough to
 * stay near, says that.
 */
#include "privacy_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct near_word {
    uint32_t at; /* in letters */
    uint16_t n, class;
};

#define ORDINARY                                                                                   \
    UINT16_MAX /* the class of a word that is near to one but has nothing to do with it */

/* The hash of letters with one more behind them. It is a polynomial, so that those of words a
 * letter apart are soon made of it. */
#define HASH_BASE  0x01000193u
#define HASH_EMPTY 17u

/* The hashes of the first 0 to n letters. */
static void hash_begins(uint32_t *hash, const char *letters, size_t n)
{
    hash[0] = HASH_EMPTY;
    for (size_t i = 0; i < n; i++)
        hash[i + 1] = hash[i] * HASH_BASE + (unsigned char)letters[i];
}

struct near *near_new(void)
{
    struct near *near = mem_zero(1, sizeof *near);
    near->power[0] = 1;
    for (size_t i = 0; i < WORD_MAX; i++)
        near->power[i + 1] = near->power[i] * HASH_BASE;
    buf_init(&near->letters);
    return near;
}

void near_free(struct near *near)
{
    if (!near)
        return;
    buf_release(&near->letters);
    free(near->words);
    free(near->slots);
    free(near);
}

/* The hash of n letters without the one at `but` (n: with all), from those of what stands before
 * and behind it. */
static uint32_t hash_but(const struct near *near, const uint32_t *before, size_t n, size_t but)
{
    if (but >= n)
        return before[n];
    uint32_t power = near->power[n - but - 1];
    return before[but] * power + before[n] - before[but + 1] * power;
}

static bool is_seen(const struct near *near, uint32_t hash)
{
    uint32_t bit = hash >> (32 - SEEN_BITS);
    return near->seen[bit / 32] >> bit % 32 & 1;
}

static void note_half(struct near *near, uint64_t key)
{
    size_t bit = key_hash(key, HALVES_BITS);
    near->halves[bit / 32] |= 1u << bit % 32;
}

/* The halves of a word, seen from one of n letters: between them one letter is left at least. */
static uint64_t first_half(const char *letters, size_t n)
{
    return letters_key(letters, n / 2 < HALF_MAX ? (unsigned)(n / 2) : HALF_MAX);
}

/* The first letter goes along, for that is seldom wrong; the sign tells it from a first half. */
static uint64_t last_half(const char *letters, size_t end, size_t n)
{
    size_t half = (n - 1) / 2 < HALF_MAX ? (n - 1) / 2 : HALF_MAX;
    return ~(letters_key(letters + end - half, (unsigned)half) << 8 | (unsigned char)letters[0]);
}

/* May a word be one letter off from one that is kept? Then one half of it is right. */
static bool may_be_near(const struct near *near, const struct word *word)
{
    size_t n = (size_t)word->n;
    return near_has_half(near, first_half(word->letters, n)) ||
           near_has_half(near, last_half(word->letters, n, n));
}

static void note_halves(struct near *near, const char *letters, size_t n)
{
    for (size_t as = n - 1; as <= n + 1; as++) {
        note_half(near, first_half(letters, as));
        note_half(near, last_half(letters, n, as));
    }
    note_half(near, letters_key(letters, HALF_MAX));
}

static size_t slot_of(const struct near *near, uint32_t hash)
{
    return (hash ^ hash >> 15) & (near->n_slots - 1);
}

static void put(struct near *near, uint32_t hash, uint16_t word)
{
    size_t slot = slot_of(near, hash);
    while (near->slots[slot])
        slot = (slot + 1) & (near->n_slots - 1);
    near->slots[slot] = word;
    near->seen[(hash >> (32 - SEEN_BITS)) / 32] |= 1u << (hash >> (32 - SEEN_BITS)) % 32;
}

void near_add(struct near *near, const char *letters, size_t n, uint16_t class)
{
    if (n > WORD_MAX - 1 || near->n_words == UINT16_MAX)
        return;
    near->words = mem_room(near->words, near->n_words, sizeof *near->words);
    near->words[near->n_words++] =
        (struct near_word){(uint32_t)near->letters.len, (uint16_t)n, class};
    buf_add(&near->letters, letters, n);
}

static void put_word(struct near *near, size_t word)
{
    uint32_t hash[WORD_MAX + 1];
    char letters[WORD_MAX + 8] = {0};
    size_t n = near->words[word].n;
    bool ordinary = near->words[word].class == ORDINARY;
    memcpy(letters, near->letters.data + near->words[word].at, n);
    hash_begins(hash, letters, n);
    if (!ordinary)
        note_halves(near, letters, n);
    for (size_t but = ordinary ? n : 0; but <= n; but++)
        if (but == n || but == 0 || letters[but] != letters[but - 1])
            put(near, hash_but(near, hash, n, but), (uint16_t)(word + 1));
}

void near_finish(struct near *near)
{
    size_t forms = near->n_words;
    for (size_t i = 0; i < near->n_words; i++)
        forms += near->words[i].class == ORDINARY ? 0 : near->words[i].n;
    near->n_slots = 4;
    while (3 * near->n_slots <= 4 * forms) /* a quarter stays free at least */
        near->n_slots *= 2;
    near->slots = mem_zero(near->n_slots, sizeof *near->slots);
    for (size_t i = 0; i < near->n_words; i++)
        put_word(near, i);
}

void near_add_ordinary(struct near *near, const char *letters, size_t n)
{
    near_add(near, letters, n, ORDINARY);
}

/* The class of exactly this word; -1. */
static int class_of(const struct near *near, uint32_t hash, const char *letters, size_t n,
                    size_t *steps)
{
    for (size_t slot = slot_of(near, hash); near->slots[slot];
         slot = (slot + 1) & (near->n_slots - 1)) {
        const struct near_word *word = &near->words[near->slots[slot] - 1];
        ++*steps;
        if (word->n == n && memcmp(letters, near->letters.data + word->at, n) == 0)
            return word->class;
    }
    return -1;
}

/* Are the two words one letter apart? The first letter is seldom wrong, so it must be the same. */
static bool one_apart(const char *a, size_t n, const char *b, size_t m)
{
    size_t i = 0, shorter = n < m ? n : m;
    if (*a != *b || (n > m ? n - m : m - n) > 1)
        return false;
    while (i < shorter && a[i] == b[i])
        i++;
    if (n == m && i + 1 < n && a[i] == b[i + 1] && a[i + 1] == b[i])
        return memcmp(a + i + 2, b + i + 2, n - i - 2) == 0;
    size_t from_a = i + (n >= m), from_b = i + (m >= n);
    return from_a > n || from_b > m || memcmp(a + from_a, b + from_b, n - from_a) == 0;
}

/* The class of a word that is in the table under this hash and one letter apart; -1. */
static int class_near(const struct near *near, uint32_t hash, const struct word *word,
                      size_t *steps)
{
    for (size_t slot = slot_of(near, hash); near->slots[slot];
         slot = (slot + 1) & (near->n_slots - 1)) {
        const struct near_word *other = &near->words[near->slots[slot] - 1];
        ++*steps;
        if (other->class != ORDINARY &&
            one_apart(word->letters, (size_t)word->n, near->letters.data + other->at, other->n))
            return other->class;
    }
    return -1;
}

int near_find(const struct near *near, const struct word *word, size_t *steps)
{
    uint32_t hash[WORD_MAX + 1];
    size_t n = (size_t)word->n;
    if (n + 1 < NEAR_LETTERS_MIN || n > WORD_MAX - 1 || !may_be_near(near, word))
        return -1;
    hash_begins(hash, word->letters, n);
    *steps += n + 2;
    if (is_seen(near, hash[n]) && class_of(near, hash[n], word->letters, n, steps) == ORDINARY)
        return -1;
    for (size_t but = 0; but <= n; but++) {
        uint32_t without = hash_but(near, hash, n, but);
        int class = is_seen(near, without) ? class_near(near, without, word, steps) : -1;
        if (class >= 0)
            return class;
    }
    return -1;
}

void near_join(struct joined *joined, const struct word *one, const struct word *other)
{
    memcpy(joined->letters, one->letters, (size_t)one->n);
    memcpy(joined->letters + one->n, other->letters, (size_t)other->n);
    joined->n = one->n + other->n;
    hash_begins(joined->hash, joined->letters, (size_t)joined->n);
}

int near_joined(const struct near *near, const struct joined *joined, int n, size_t *steps)
{
    uint32_t hash = joined->hash[n];
    ++*steps;
    if (n < JOINED_LETTERS_MIN || n > WORD_MAX - 1 || !is_seen(near, hash))
        return -1;
    int class = class_of(near, hash, joined->letters, (size_t)n, steps);
    return class == ORDINARY ? -1 : class;
}
