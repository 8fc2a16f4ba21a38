/*
 * Misspelt words: one letter too many, missing, wrong, or two swapped.
 *
 * Two words are one letter apart only when leaving out at most one letter of each makes them the
 * same (or nearly: two swapped letters leave one behind). So every word of the vocabulary is kept
 * under itself and under each form with a letter left out, and a word of a text is looked for in
 * the same ways: some table look-ups, whatever the size of the vocabulary. Most of them find
 * nothing; a bit for each hash, in a table small enough to stay near, says so first.
 */
#include "privacy_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct near_word {
    uint32_t at; /* in letters */
    uint16_t n, class;
};

struct near_slot {
    uint16_t hash, word; /* its upper half; the number + 1, 0: free */
};

#define SEEN_BITS  18 /* 32 KB */
#define BEGIN_BITS 16 /* 8 KB */

#define BEGIN_LETTERS 5 /* of a word that are looked at first */

struct near {
    uint32_t power[WORD_MAX + 1];             /* of HASH_BASE */
    uint32_t seen[(1u << SEEN_BITS) / 32];    /* the bit of each hash that is kept */
    uint32_t begins[(1u << BEGIN_BITS) / 32]; /* the bit of what one begins with */
    struct buf letters;
    struct near_word *words;
    size_t n_words;
    struct near_slot *slots;
    size_t n_slots; /* 0 until near_finish */
};

#define ORDINARY                                                                                   \
    UINT16_MAX /* the class of a word that is near to one but has nothing to do with it */

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

/* The bit of the word's begin of n letters. */
static uint32_t begin_of(const struct word *word, int n)
{
    uint32_t hash = word->hash[n];
    return (hash ^ hash >> BEGIN_BITS) & ((1u << BEGIN_BITS) - 1);
}

bool near_begins(const struct near *near, const struct word *word)
{
    uint32_t bit = begin_of(word, word->n < BEGIN_LETTERS ? word->n : BEGIN_LETTERS);
    return near->begins[bit / 32] >> bit % 32 & 1;
}

static void note_begins(struct near *near, const struct word *word)
{
    for (int n = PART_LETTERS_MIN; n <= BEGIN_LETTERS && n <= word->n; n++)
        near->begins[begin_of(word, n) / 32] |= 1u << begin_of(word, n) % 32;
}

static size_t slot_of(const struct near *near, uint32_t hash)
{
    return (hash ^ hash >> 15) & (near->n_slots - 1);
}

static void put(struct near *near, uint32_t hash, uint16_t word)
{
    size_t slot = slot_of(near, hash);
    while (near->slots[slot].word)
        slot = (slot + 1) & (near->n_slots - 1);
    near->slots[slot] = (struct near_slot){(uint16_t)(hash >> 16), word};
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
    struct word as_read;
    size_t n = near->words[word].n;
    const char *letters = memcpy(as_read.letters, near->letters.data + near->words[word].at, n);
    as_read.n = (int)n;
    word_hash(&as_read);
    if (near->words[word].class != ORDINARY)
        note_begins(near, &as_read);
    for (size_t but = near->words[word].class == ORDINARY ? n : 0; but <= n; but++)
        if (but == n || but == 0 || letters[but] != letters[but - 1])
            put(near, hash_but(near, as_read.hash, n, but), (uint16_t)(word + 1));
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
    for (size_t slot = slot_of(near, hash); near->slots[slot].word;
         slot = (slot + 1) & (near->n_slots - 1)) {
        const struct near_word *word = &near->words[near->slots[slot].word - 1];
        ++*steps;
        if (near->slots[slot].hash == hash >> 16 && word->n == n &&
            memcmp(letters, near->letters.data + word->at, n) == 0)
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
    for (size_t slot = slot_of(near, hash); near->slots[slot].word;
         slot = (slot + 1) & (near->n_slots - 1)) {
        const struct near_word *other = &near->words[near->slots[slot].word - 1];
        ++*steps;
        if (near->slots[slot].hash == hash >> 16 && other->class != ORDINARY &&
            one_apart(word->letters, (size_t)word->n, near->letters.data + other->at, other->n))
            return other->class;
    }
    return -1;
}

int near_find(const struct near *near, const struct word *word, size_t *steps)
{
    size_t n = (size_t)word->n;
    if (n + 1 < NEAR_LETTERS_MIN || n > WORD_MAX - 1 || !near->n_slots)
        return -1;
    uint32_t whole = word->hash[n];
    *steps += n + 2;
    if (is_seen(near, whole) && class_of(near, whole, word->letters, n, steps) == ORDINARY)
        return -1;
    for (size_t but = 0; but <= n; but++) {
        uint32_t hash = hash_but(near, word->hash, n, but);
        int class = is_seen(near, hash) ? class_near(near, hash, word, steps) : -1;
        if (class >= 0)
            return class;
    }
    return -1;
}

int near_joined(const struct near *near, const struct word *one, const struct word *other, int n,
                size_t *steps)
{
    char letters[2 * WORD_MAX];
    size_t first = (size_t)one->n, rest = (size_t)n;
    if (first + rest < JOINED_LETTERS_MIN || first + rest > WORD_MAX - 1 || !near->n_slots)
        return -1;
    uint32_t hash = (one->hash[first] - HASH_EMPTY) * near->power[rest] + other->hash[rest];
    ++*steps;
    if (!is_seen(near, hash))
        return -1;
    memcpy(letters, one->letters, first);
    memcpy(letters + first, other->letters, rest);
    int class = class_of(near, hash, letters, first + rest, steps);
    return class == ORDINARY ? -1 : class;
}
