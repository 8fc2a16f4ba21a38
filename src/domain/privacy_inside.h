/*
 * privacy_inside: what the files of the check share: privacy.c (the door), privacy_reader.c (a text
 * word by word), privacy_lexicon.c (whole words, and phrases of them), privacy_build.c and
 * privacy_finish.c (a vocabulary into these and an automaton for parts of words), privacy_near.c
 * (misspelt words), privacy_scan.c (what is met in a text) and privacy_judge.c (from that to
 * findings).
 *
 * All read letters of a small alphabet: a blank between words, a to z, 0 to 9, "&", "%", a comma
 * for any sign that parts words, and one letter for all others.
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

/* ---- what is looked for ---------------------------------------------------------------------- */

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
    HIT_HEAD,  /* one of `words`, at the begin of a longer word */
    HIT_TAIL,  /* one of `joined`, at the end of a word */
    HIT_FIRST, /* the end of a word with which the phrase of this number begins */
    HIT_LAST,  /* the begin of a word with which a phrase ends: the piece of this number */
};

/* What a sentence has in it, as far as it says whether it has to be judged. */
enum {
    HAS_WORD = 1,    /* something that counts alone */
    HAS_RULED = 2,   /* something that counts beside others */
    HAS_TITLE = 4,   /* what may tell of the sentence behind it too */
    HAS_PART = 8,    /* of what goes on from one sentence into another */
    HAS_UNSURE = 16, /* of lists: whether it counts hangs on the word it stands in */
    HAS_WHEN = 32,   /* what others count beside */
};

/* One form of a pattern. */
struct entry {
    uint16_t index;   /* of the class or rule */
    uint16_t letters; /* of HIT_TAIL, HIT_WHEN and HIT_LAST */
    uint8_t kind;     /* enum hit_kind */
    uint8_t words;    /* how many it is long */
    bool capitals;    /* counts only when it is written so */
    bool endings;     /* counts when only an ending follows */
};

/* A word of so many letters or less is spelt well, for what is in it has so many. */
#define KNOWS_ALL UINT8_MAX

/*
 * Entries that are met in one place are a list: their numbers one behind the other in `lists`, the
 * last with LIST_LAST. A list is known by where its first number stands, which is never 0; before
 * that is what all of them have (HAS_) and know.
 */
#define LIST_LAST   0x8000u
#define ENTRIES_MAX LIST_LAST
#define LISTS_MAX   0x10000

/* HAS_ of an entry alone. */
static inline unsigned entry_has(const struct entry *entry)
{
    if (entry->kind == HIT_WORD || entry->kind == HIT_TAIL)
        return HAS_WORD;
    if (entry->kind == HIT_RULED)
        return HAS_RULED;
    if (entry->kind == HIT_WHEN)
        return HAS_WHEN;
    return entry->kind == HIT_TITLE ? HAS_TITLE : 0;
}

/* An end like "+loog" beside which words count tells nothing of how its word is spelt. */
static inline uint8_t entry_knows(const struct entry *entry)
{
    return entry->kind == HIT_WHEN && entry->letters < KNOWS_ALL ? (uint8_t)entry->letters
                                                                 : KNOWS_ALL;
}

/* ---- whole words ----------------------------------------------------------------------------- */

/* A word of the vocabulary, alone or in a phrase. What is in it was looked up when the check was
 * made, so nearly all words of a text are done with when they are found here. */
struct known {
    uint16_t at; /* its letters */
    uint8_t n, is;
    uint16_t first;    /* the phrase that begins with it; 0: none */
    uint16_t before;   /* lists: what is met in it, */
    uint16_t end;      /* and at its end behind phrases; while it is built the entries of itself */
    uint16_t misspelt; /* the list of what it is nearly, when nothing else is known of it */
    uint16_t spelt;    /* the word it is another spelling of; 0: none */
    uint16_t next;     /* in the same slot */
};

enum {
    KNOWN_GOES_ON = 1, /* a phrase may go on with it */
    KNOWN_PARTLY = 2,  /* what is met in it hangs on what stands before, so it is gone through */
    KNOWN_RARE = 4,    /* there is more to it than phrases and its end; also of none */
};

struct lexicon {
    struct known *words; /* from 1 */
    size_t n;            /* with the first, which is none */
    struct buf letters;  /* of all; behind fewer than eight stand zeros */
    uint16_t *slots;     /* a word's number; 0: none */
    unsigned bits;       /* of how many there are */
};

#define LEXICON_MAX 0x8000

void lexicon_init(struct lexicon *lexicon);
void lexicon_finish(struct lexicon *lexicon); /* when all are added */
void lexicon_release(struct lexicon *lexicon);

/* The number of a word, which is added when it is not there; 0 when there is no room. */
size_t lexicon_add(struct lexicon *lexicon, const char *letters, size_t n);

/* Lets one word be another spelling of another, unless it is of one already. */
void lexicon_add_spelling(struct lexicon *lexicon, const struct word *word, const struct word *of);

/* Takes a word for the one it is another spelling of. number: what lexicon_find says of it; the
 * same of what it is now. */
size_t lexicon_settle(const struct lexicon *lexicon, struct word *word, size_t number);

/* The number of a word; 0: it is not there. */
size_t lexicon_find(const struct lexicon *lexicon, const struct word *word);

/* The same of one of eight letters at most; key: its word_key. */
static inline size_t lexicon_find_short(const struct lexicon *lexicon, uint64_t key, size_t n)
{
    const char *all = lexicon->letters.data;
    size_t number = lexicon->slots[key_hash(key, lexicon->bits)];
    for (; number; number = lexicon->words[number].next) {
        const struct known *known = &lexicon->words[number];
        if (letters_key(all + known->at, 8) == key && known->n == n)
            break;
    }
    return number;
}

/* ---- phrases --------------------------------------------------------------------------------- */

/* A phrase is read word by word: each piece of it leads on from what was read before. A piece is
 * the number of a known word, or from PIECE_PARTLY on, part of a word. */
struct phrase {
    uint32_t key;   /* what it goes on from, and the piece */
    uint16_t list;  /* what ends here; while it is built: its entries */
    uint16_t leads; /* further: a bit for each piece, which some share */
};

#define PIECE_PARTLY LEXICON_MAX
#define PHRASES_END  0x10000

struct phrases {
    struct phrase *items; /* from 1; 0 is nothing read */
    size_t n;
    uint16_t *slots;
    unsigned bits;
};

void phrases_init(struct phrases *phrases);
void phrases_finish(struct phrases *phrases);
void phrases_release(struct phrases *phrases);

/* The phrase that goes on from another with a piece, which is added when it is not there; 0 when
 * there is no room. */
size_t phrases_add(struct phrases *phrases, size_t from, size_t piece);

static inline unsigned piece_bit(size_t piece)
{
    return 1u << piece % 16;
}

static inline uint32_t phrase_key(size_t from, size_t piece)
{
    return (uint32_t)(from << 16 | piece);
}

/* 0: none goes on so. */
static inline size_t phrases_find(const struct phrases *phrases, size_t from, size_t piece)
{
    uint32_t key = phrase_key(from, piece);
    size_t mask = ((size_t)1 << phrases->bits) - 1, slot = key_hash(key, phrases->bits), number;
    while ((number = phrases->slots[slot]) && phrases->items[number].key != key)
        slot = (slot + 1) & mask;
    return number;
}

/* ---- the automaton --------------------------------------------------------------------------- */

#define COLUMNS 41 /* letters of the alphabet */

/*
 * It looks for parts of words: what begins or ends with them or has them anywhere, with the blank
 * before or behind where they are closed. A state is a number. Those a text comes through most come
 * first, and have a row of all letters: what spells little, and what many forms begin with. Behind
 * them a state that leads somewhere is followed by the first it leads to, and each of those tells
 * the next (`sibling`); nearly always there is but one, so a word is followed through neighbours.
 * What leads nowhere goes on where a shorter end of what was read leads (`back`), which in a row is
 * looked up already.
 */
#define TABLED_LETTERS 2 /* A row have all states that spell no more than this, */
#define TABLED_ENDS    7 /* and those beyond which so many forms end. */

#define LETTER_BITS 0x3F
#define LAST        0x40 /* a state that leads nowhere itself */
#define TELLING     0x80 /* something ends here, or in a state on the way back */

struct near;
struct building; /* privacy_build.c */

/* What is left of a rule when its words are taken in. */
struct rule {
    uint16_t class;
    bool alone; /* needs nothing beside it */
    uint32_t within;
};

struct privacy {
    const struct vocabulary *vocabulary;
    struct buf *links, *endings; /* folded */
    size_t n_links, n_endings;
    size_t longest_ending;
    bool ends[256]; /* by letter: an ending has it last */
    struct rule *rules;
    uint64_t alone;            /* rule_bit of those that are */
    unsigned char letter[256]; /* the column of each letter, small or capital */
    bool parts[256];           /* reader_parts */
    struct lexicon lexicon;
    struct phrases phrases;
    size_t n_states, n_tabled;
    unsigned char *led; /* [state]: the column of the letter that leads to it, LAST, TELLING */
    uint16_t *sibling;  /* [state]: the next that the same state leads to; 0: none */
    uint16_t *back;     /* [state] */
    uint16_t *list_of;  /* [state]: what ends in it or on the way back; 0: nothing */
    uint16_t *step;     /* [state * COLUMNS + letter], of the first n_tabled */
    size_t start;       /* the state before a word */
    struct entry *entries;
    size_t n_entries;
    uint16_t *lists;
    size_t n_lists;
    struct near *near;
    struct building *building; /* until it is done */
    struct vocabulary asked;   /* what may not be asked as a class of its own; borrowed lines */
    struct vocabulary_class ask;
    struct privacy *asks; /* the check of it, when it was wanted (privacy_learn_asks); or NULL */
};

/* The list of what is met when a word is no more than near to one of a class, or written in two. */
static inline size_t misspelt_list(size_t class, bool in_two)
{
    return 1 + 2 * (2 * class + in_two);
}

static inline const struct entry *entry_at(const struct privacy *privacy, size_t at)
{
    return &privacy->entries[privacy->lists[at] & ~LIST_LAST];
}

static inline unsigned list_has(const struct privacy *privacy, size_t list)
{
    return privacy->lists[list - 1] & UINT8_MAX;
}

static inline unsigned list_knows(const struct privacy *privacy, size_t list)
{
    return privacy->lists[list - 1] >> 8;
}

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
#define NO_PART            (-WORD_MAX) /* letters that make none with any */

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
    IS_PLAIN = 64, /* of a to z: the text says which are capitals (scan_written) */
};

/* What was met at a token: one of a list, or that and all behind it. */
struct event {
    uint32_t token;
    uint16_t at;
    bool all;
};

struct sentence {
    uint32_t token, event; /* its first */
    uint8_t has;           /* HAS_ */
    bool sourced;
    bool weighed, loud; /* it was looked whether it is all in capitals; and it is */
};

#define STEMS_MAX 8 /* of one word that are waited for */

#define HEADS_MAX 8 /* parts of one word that may be one of `joined` with the rest */

#define PHRASES_MAX 64 /* that may go on with the next word; more are not followed */

/* What a note has of each at most lies in the scan itself, so that a note takes no memory. */
#define TOKENS_HERE    512
#define EVENTS_HERE    512
#define SENTENCES_HERE 128
#define LINE_HERE      128 /* a text of so many bytes is read from a copy with zeros behind */

/* A form that was met in a word, and counts only with what follows. */
struct part {
    uint16_t at; /* in a list */
    int letters; /* of the word, where it ended */
};

struct scan {
    const struct privacy *privacy;
    const char *text;
    struct token *tokens;
    size_t n_tokens, tokens_room;
    struct sentence *sentences;
    size_t n_sentences, sentences_room;
    struct event *events;
    size_t n_events, events_room;
    size_t steps;
    uint16_t phrases[PHRASES_MAX]; /* that were begun and may go on, the longest first */
    size_t n_phrases;
    /* Of the word being read: */
    struct word words[2];
    struct word *word, *before; /* and the one before it; */
    int beside;   /* its letters, when only a blank stands between and it may be part of a word */
    size_t state; /* of a word that is gone through */
    int letters;  /* of it until here */
    unsigned is;  /* of a piece of it; 0: as its token is */
    bool found;   /* the word, or part of it, is known */
    bool alone;   /* whatever stands before it: HIT_LAST is told */
    struct part stems[STEMS_MAX]; /* count if an ending follows */
    struct part heads[HEADS_MAX]; /* HIT_HEAD, for a tail to join */
    int n_stems, n_heads;
    struct token tokens_here[TOKENS_HERE];
    struct event events_here[EVENTS_HERE];
    struct sentence sentences_here[SENTENCES_HERE];
    char line[LINE_HERE + 8];
};

/* IS_SMALL and IS_CAPITAL of a token. Few are asked, so most are looked at only then. */
unsigned scan_written(const struct scan *scan, const struct token *token);

void scan_open(struct scan *scan, const struct privacy *privacy);
void scan_text(struct scan *scan, const char *text, size_t len);
void scan_close(struct scan *scan);

/* What is met in a word whatever stands around it, by its parts alone. */
#define ALONE_MAX 64

struct alone {
    uint16_t entries[ALONE_MAX]; /* those before its end first */
    size_t n_before, n;
    bool full; /* there is more */
};

void scan_alone(struct scan *scan, const char *letters, size_t n, struct alone *alone);

/* ---- from events to findings ----------------------------------------------------------------- */

void scan_judge(struct scan *scan, struct privacy_findings *findings);

#endif
