/*
 * privacy_inside: what the files of the check share: privacy.c (the door), privacy_reader.c (a text
 * word by word), privacy_spelling.c (words written in more than one way), privacy_build.c (a
 * vocabulary into an automaton), privacy_near.c (misspelt words), privacy_scan.c (a text through
 * the automaton) and privacy_judge.c (from what it met to findings).
 *
 * The automaton reads letters of a small alphabet: a blank between words, a to z, 0 to 9, "&", "%",
 * a comma for any sign that parts words, and one letter for all others.
 */
#ifndef DOMAIN_PRIVACY_INSIDE_H
#define DOMAIN_PRIVACY_INSIDE_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "domain/privacy.h"

/* ---- reading --------------------------------------------------------------------------------- */

#define WORD_MAX 64 /* letters kept of a word; longer ones come in pieces */

#define LETTER_OTHER '?'

struct word {
    size_t at, end; /* in the text */
    /* Folded; "0" for a number, "," for a sign. Behind fewer than eight stand zeros. */
    char letters[WORD_MAX + 8];
    int n;
    bool begins, ends;          /* false where a long word was cut */
    bool lower, upper, figures; /* it has a small letter, a capital, a figure */
    bool opens;                 /* a sentence begins with it */
};

/* n letters, eight at most, as a number to look them up by: the first in its lowest byte. */
static inline uint64_t letters_key(const char *letters, unsigned n)
{
    uint64_t key;
    memcpy(&key, letters, sizeof key);
    return le64toh(key) << (64 - 8 * n) >> (64 - 8 * n);
}

/* The first letters of a word, with zeros behind them. */
static inline uint64_t word_key(const struct word *word)
{
    return letters_key(word->letters, 8);
}

/* `bits` bits of a key that tell it from others. */
static inline size_t key_hash(uint64_t key, unsigned bits)
{
    return (size_t)(key * 0x9E3779B97F4A7C15U >> (64 - bits));
}

struct reader {
    const char *text;
    size_t len, at;
    bool opening; /* the next word begins a sentence */
    bool inside;  /* of a word that was cut */
};

/* False at the end of the text. */
bool reader_next(struct reader *reader, struct word *word);

/* The same in two: passes over what parts words; true when that itself is a word (% and , and the
 * like). Then takes what follows; that may be the rest of a word that was cut. */
bool reader_between(struct reader *reader, struct word *word);
bool reader_word(struct reader *reader, struct word *word);

/* Does a word of plain letters end before this byte, whatever follows? */
bool reader_parts(char byte);

/* ---- words written in more than one way ------------------------------------------------------ */

#define SPELLING_BITS 10
#define SPELLING_MAX  15 /* letters of either; longer ones are left as they are */

struct spelling {
    uint64_t key; /* of from */
    int n;
    uint16_t next; /* in the same slot, number + 1 */
    char from[SPELLING_MAX + 1], to[SPELLING_MAX + 1];
};

struct spellings {
    struct spelling *items;
    size_t n;
    uint16_t slots[1 << SPELLING_BITS]; /* by key: the first, number + 1; or 0, as nearly all are */
};

struct spellings *spellings_new(const struct guide_lines *lines);
void spellings_free(struct spellings *spellings);

/* Takes a word for the one it is another spelling of. */
void spellings_settle(const struct spellings *spellings, struct word *word);

/* May it be one? Of eight letters or less it then is. */
static inline bool spellings_know(const struct spellings *spellings, const struct word *word)
{
    uint64_t key = word_key(word);
    size_t at = spellings->slots[key_hash(key, SPELLING_BITS)];
    while (at && spellings->items[at - 1].key != key)
        at = spellings->items[at - 1].next;
    return at != 0;
}

/* ---- the automaton --------------------------------------------------------------------------- */

#define COLUMNS       41 /* letters of the alphabet */
#define PLAIN_COLUMNS 26 /* a to z, which come first */

/*
 * A state is a number. Those a text comes through most come first, and have a row of all letters:
 * what spells little, and what many forms begin with. Behind them a state that leads somewhere is
 * followed by the first it leads to, and each of those tells the next (`sibling`); nearly always
 * there is but one, so a word is followed through neighbours. What leads nowhere goes on where a
 * shorter end of what was read leads (`back`), which in a row is looked up already; with a row for
 * each state it would be 5 MB.
 */
#define TABLED_LETTERS 2 /* A row have all states that spell no more than this, */
#define TABLED_ENDS    7 /* and those beyond which so many forms end. */

#define LETTER_BITS 0x3F
#define LAST        0x40 /* a state that leads nowhere itself */
#define TELLING     0x80 /* something ends here, or in a state on the way back */

enum hit_kind {
    HIT_WORD, /* of the class with this number */
    HIT_FINE,
    HIT_SOURCE,
    HIT_TITLE,
    HIT_JOB,
    HIT_OWNER,
    HIT_BREAK,
    HIT_RULED, /* one of `words` of the rule with this number */
    HIT_WHEN,
    HIT_UNLESS,
    HIT_HEAD, /* one of `words`, at the begin of a longer word */
    HIT_TAIL, /* one of `joined`, at the end of a word */
};

/* What a sentence has in it, as far as it says whether it has to be judged. */
enum {
    HAS_WORD = 1,    /* something that counts alone */
    HAS_RULED = 2,   /* something that counts beside others */
    HAS_TITLE = 4,   /* what may tell of the sentence behind it too */
    HAS_PART = 8,    /* of what goes on from one sentence into another */
    HAS_UNSURE = 16, /* of entries: whether it counts hangs on the word it stands in */
};

/* One form of a pattern. */
struct entry {
    uint16_t index; /* of the class or rule */
    uint16_t next;  /* of those that end in the same state, the longest first; 0: none */
    uint16_t letters;
    uint8_t kind;  /* enum hit_kind */
    uint8_t words; /* how many it is long */
    bool capitals; /* counts only when it is written so */
    bool endings;  /* counts when only an ending follows */
    uint8_t has;   /* HAS_: it and all that come behind it */
    uint8_t knows; /* a word of so many letters is spelt well, for it ends with one of them */
};

#define KNOWS_ALL UINT8_MAX

/* The first entries are two for each class: one of its words that is misspelt, one written in two.
 */
#define ENTRY_MISSPELT 1

/* HAS_ of an entry alone. */
static inline unsigned entry_has(const struct entry *entry)
{
    if (entry->kind == HIT_WORD || entry->kind == HIT_TAIL)
        return HAS_WORD;
    if (entry->kind == HIT_RULED)
        return HAS_RULED;
    return entry->kind == HIT_TITLE ? HAS_TITLE : 0;
}

/* An end like "+loog" beside which words count tells nothing of how its word is spelt. */
static inline uint8_t entry_knows(const struct entry *entry)
{
    return entry->kind == HIT_WHEN && entry->letters < KNOWS_ALL ? (uint8_t)entry->letters
                                                                 : KNOWS_ALL;
}

struct near;
struct building; /* privacy_build.c */

struct privacy {
    const struct vocabulary *vocabulary;
    struct buf *links, *endings; /* folded */
    size_t n_links, n_endings;
    size_t longest_ending;
    bool ends[256];            /* by letter: an ending has it last */
    uint16_t *class_of;        /* by rule */
    uint64_t alone;            /* rule_bit of those that need nothing beside them */
    unsigned char letter[256]; /* the column of each letter, small or capital */
    bool parts[256];           /* reader_parts */
    size_t n_states, n_tabled;
    unsigned char *led;    /* [state]: the column of the letter that leads to it, LAST, TELLING */
    uint16_t *sibling;     /* [state]: the next that the same state leads to; 0: none */
    uint16_t *back;        /* [state] */
    uint16_t *entry_of;    /* [state]: the first entry of it or on the way back; 0: none */
    uint16_t *step;        /* [state * COLUMNS + letter], of the first n_tabled */
    struct entry *entries; /* from 1 */
    size_t n_entries;
    struct near *near;
    struct spellings *spellings;
    struct building *building; /* until it is done */
    struct vocabulary asked;   /* what may not be asked as a class of its own; borrowed lines */
    struct vocabulary_class ask;
    struct privacy *asks; /* the check of it, when it was wanted (privacy_learn_asks); or NULL */
};

/* Where a letter leads from a state. */
static inline size_t next_state(const struct privacy *privacy, size_t state, unsigned column)
{
    for (; state >= privacy->n_tabled; state = privacy->back[state]) {
        if (privacy->led[state] & LAST)
            continue;
        size_t to = state + 1;
        do
            if (((privacy->led[to] ^ column) & LETTER_BITS) == 0)
                return to;
        while ((to = privacy->sibling[to]));
    }
    return privacy->step[state * COLUMNS + column];
}

/* Rules as bits; where there are more than bits some share one. */
static inline uint64_t rule_bit(uint16_t rule)
{
    return UINT64_C(1) << rule % 64;
}

/* ---- misspelt words -------------------------------------------------------------------------- */

#define NEAR_LETTERS_MIN 7 /* of a word that may be misspelt: shorter ones look like others */

#define JOINED_LETTERS_MIN 9 /* of a word written in two (anti depressiva), and of its parts: */
#define PART_LETTERS_MIN   3

#define SEEN_BITS   18 /* 32 KB */
#define HALVES_BITS 18 /* 32 KB */

#define HALF_MAX 7 /* letters: what with one more fits a key */

struct near {
    uint32_t power[WORD_MAX + 1];              /* of HASH_BASE */
    uint32_t seen[(1u << SEEN_BITS) / 32];     /* the bit of each hash that is kept */
    uint32_t halves[(1u << HALVES_BITS) / 32]; /* the bit of what one begins or ends with */
    struct buf letters;
    struct near_word *words;
    size_t n_words;
    uint16_t *slots; /* by hash: a word's number + 1; 0: free */
    size_t n_slots;  /* 0 until near_finish */
};

struct near *near_new(void);
void near_free(struct near *near);
void near_add(struct near *near, const char *letters, size_t n, uint16_t class);
void near_add_ordinary(struct near *near, const char *letters, size_t n);
void near_finish(struct near *near); /* when all are added, before the first is looked for */

/* The class of a word that is one letter off (too many, missing, wrong, or two swapped); -1. */
int near_find(const struct near *near, const struct word *word, size_t *steps);

static inline bool near_has_half(const struct near *near, uint64_t key)
{
    size_t bit = key_hash(key, HALVES_BITS);
    return near->halves[bit / 32] >> bit % 32 & 1;
}

/* May a word that is kept begin with these two, of HALF_MAX letters together at least? Nearly none
 * does. */
static inline bool near_begins(const struct near *near, const struct word *one,
                               const struct word *other)
{
    uint64_t key = word_key(one);
    if (one->n < HALF_MAX)
        key |= word_key(other) << 8 * one->n;
    return near_has_half(near, key << 8 >> 8);
}

/* Two words, of WORD_MAX letters together, as one. */
struct joined {
    char letters[WORD_MAX];
    int n;
    uint32_t hash[WORD_MAX + 1]; /* of the first 0 to n letters */
};

void near_join(struct joined *joined, const struct word *one, const struct word *other);

/* The class of a word that is exactly the first n letters; -1. */
int near_joined(const struct near *near, const struct joined *joined, int n, size_t *steps);

/* ---- a text through the automaton ------------------------------------------------------------ */

/* A word of the text, as far as it is needed afterwards. */
struct token {
    size_t at;
    uint32_t len;
    uint32_t sentence;
    uint32_t fine;  /* where the words that are fine from here or before end, + 1 */
    uint32_t spans; /* the first that begins here, + 1 */
    unsigned is;    /* IS_ */
};

enum {
    IS_SMALL = 1,                     /* with a small letter */
    IS_CAPITAL = 2,                   /* with a capital */
    IS_NAMED = IS_SMALL | IS_CAPITAL, /* as a name is written */
    IS_MARK = 4,                      /* a comma or the like */
    IS_JOB = 8,                       /* about somebody's work */
    IS_WORKER = 16,                   /* what tells of a job itself */
    IS_OWNED = 32,                    /* somebody's own, whatever stands near */
};

/* What was met at the end of a token. */
struct event {
    uint32_t token;
    uint16_t entry;
    uint8_t letters; /* of the token before that end, as long as it is read */
    bool all;        /* those behind the entry too */
};

struct sentence {
    uint32_t token, event; /* its first */
    uint8_t has;           /* HAS_ */
    bool sourced;
    bool weighed, loud; /* it was looked whether it is all in capitals; and it is */
};

#define STEMS_MAX 8 /* of one word that are waited for */

#define HEADS_MAX 8 /* parts of one word that may be one of `joined` with the rest */

/* What a note has of each at most lies in the scan itself, so that a note takes no memory. */
#define TOKENS_HERE    512
#define EVENTS_HERE    512
#define SENTENCES_HERE 128
#define LINE_HERE      128 /* a text of so many bytes is read from a copy with zeros behind */

/* A form that was met in a word, and counts only with what follows. */
struct part {
    uint16_t entry;
    int letters; /* of the word, where it ended */
};

struct scan {
    const struct privacy *privacy;
    struct token *tokens;
    size_t n_tokens, tokens_room;
    struct sentence *sentences;
    size_t n_sentences, sentences_room;
    struct event *events;
    size_t n_events, events_room;
    size_t steps;
    /* Of the word being read: */
    struct word words[2];
    struct word *word, *before; /* and the one before it, */
    bool beside;                /* when nothing but a blank stands between */
    int letters;
    size_t event;                 /* its first */
    unsigned is;                  /* IS_SMALL, IS_CAPITAL */
    bool found;                   /* the word, or part of it, is known */
    struct part stems[STEMS_MAX]; /* count if an ending follows */
    struct part heads[HEADS_MAX]; /* HIT_HEAD, for a tail to join */
    int n_stems, n_heads;
    struct token tokens_here[TOKENS_HERE];
    struct event events_here[EVENTS_HERE];
    struct sentence sentences_here[SENTENCES_HERE];
    char line[LINE_HERE + 8];
};

void scan_open(struct scan *scan, const struct privacy *privacy);
void scan_text(struct scan *scan, const char *text, size_t len);
void scan_close(struct scan *scan);

/* ---- from events to findings ----------------------------------------------------------------- */

void scan_judge(struct scan *scan, struct privacy_findings *findings);

#endif
