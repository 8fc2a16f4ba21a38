/*
 * privacy_inside: what the files of the check share: privacy_reader.c (a text word by word),
 * privacy_build.c (a vocabulary into an automaton), privacy_near.c (misspelt words), privacy.c (a
 * text through the automaton) and privacy_judge.c (from hits to findings).
 *
 * The automaton reads letters of a small alphabet: a blank between words, a to z, 0 to 9, "&", "%",
 * a comma for any sign that parts words, and one letter for all others.
 */
#ifndef DOMAIN_PRIVACY_INSIDE_H
#define DOMAIN_PRIVACY_INSIDE_H

#include <stdint.h>

#include "domain/privacy.h"

/* ---- reading --------------------------------------------------------------------------------- */

#define WORD_MAX 64 /* letters kept of a word; longer ones come in pieces */

#define STEMS_MAX 8 /* of one word that are waited for */

#define LETTER_OTHER '?'

struct word {
    size_t at, end;         /* in the text */
    char letters[WORD_MAX]; /* folded; "0" for a number, "," for a sign */
    int n;
    bool begins, ends;           /* false where a long word was cut */
    bool lower, upper, figures;  /* it has a small letter, a capital, a figure */
    bool opens;                  /* a sentence begins with it */
    uint32_t hash[WORD_MAX + 1]; /* of its first 0 to n letters */
};

/* The hash of letters with one more behind them. It is a polynomial, so that those of words a
 * letter apart, or of two words in one, are soon made of it. */
#define HASH_BASE  0x01000193u
#define HASH_EMPTY 17u

static inline uint32_t hash_letter(uint32_t hash, char letter)
{
    return hash * HASH_BASE + (unsigned char)letter;
}

void word_hash(struct word *word); /* when its letters were changed */

struct reader {
    const char *text;
    size_t len, at;
    bool opening; /* the next word begins a sentence */
    bool inside;  /* of a word that was cut */
};

/* False at the end of the text. */
bool reader_next(struct reader *reader, struct word *word);

/* ---- words written in more than one way ------------------------------------------------------ */

struct spellings *spellings_new(const struct guide_lines *lines);
void spellings_free(struct spellings *spellings);

/* Takes a word for the one it is another spelling of. */
void spellings_settle(const struct spellings *spellings, struct word *word);

/* ---- the automaton --------------------------------------------------------------------------- */

#define COLUMNS 41 /* letters of the alphabet */

/*
 * A state is a number, given breadth first: the states that a state leads to lie together, and
 * those a text is mostly in come first. What leads nowhere goes on where a shorter end of what was
 * read leads (`back`). The first STATES_TABLED have a row of all letters, in which that is looked
 * up already; with a row for each state it would be 5 MB.
 */
#define STATES_TABLED 1024 /* 82 KB: what stays near */

#define LETTER_BITS 0x3F
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

/* What was met. */
struct meaning {
    uint16_t index; /* of the class or rule */
    uint8_t kind;   /* enum hit_kind */
    bool capitals;  /* counts only when it is written so */
};

/* One form of a pattern. */
struct entry {
    struct meaning meaning;
    bool endings;   /* counts when only an ending follows */
    bool plain;     /* what stands around it need not be looked at */
    uint16_t words; /* how many it is long */
    uint16_t letters;
    uint16_t next; /* of those that end in the same state; 0: none */
};

struct near;      /* privacy_near.c */
struct spellings; /* privacy_spelling.c */

struct building; /* privacy_build.c */

struct privacy {
    const struct vocabulary *vocabulary;
    struct buf *links, *endings; /* folded */
    size_t n_links, n_endings;
    size_t longest_ending;
    bool ends[256];            /* by letter: an ending has it last */
    uint16_t *class_of;        /* by rule */
    unsigned char letter[256]; /* the column of each letter */
    size_t n_states;
    uint16_t *first;       /* [state]: the first it leads to; the last is before that of the next */
    unsigned char *led;    /* [state]: the column of the letter that leads to it, and TELLING */
    uint16_t *back;        /* [state] */
    uint16_t *entry_of;    /* [state]: the first entry; 0: none */
    uint16_t *step;        /* [state * COLUMNS + letter], of the first STATES_TABLED */
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
    while (state >= STATES_TABLED) {
        size_t end = privacy->first[state + 1];
        for (size_t to = privacy->first[state]; to < end; to++)
            if ((privacy->led[to] & LETTER_BITS) == column)
                return to;
        state = privacy->back[state];
    }
    return privacy->step[state * COLUMNS + column];
}

/* ---- misspelt words -------------------------------------------------------------------------- */

#define NEAR_LETTERS_MIN 7 /* of a word that may be misspelt: shorter ones look like others */

#define JOINED_LETTERS_MIN 9 /* of a word written in two (anti depressiva), and of its parts: */
#define PART_LETTERS_MIN   3

struct near *near_new(void);
void near_free(struct near *near);
void near_add(struct near *near, const char *letters, size_t n, uint16_t class);
void near_add_ordinary(struct near *near, const char *letters, size_t n);
void near_finish(struct near *near); /* when all are added, before the first is looked for */

/* The class of a word that is one letter off (too many, missing, wrong, or two swapped); -1. */
int near_find(const struct near *near, const struct word *word, size_t *steps);

/* May a word that is kept begin with this one, of PART_LETTERS_MIN letters at least? Most do not.
 */
bool near_begins(const struct near *near, const struct word *word);

/* The class of a word that was written in two, and exactly so: one and the first n letters of the
 * other; -1. */
int near_joined(const struct near *near, const struct word *one, const struct word *other, int n,
                size_t *steps);

/* ---- from hits to findings ------------------------------------------------------------------- */

/* A word of the text, as far as it is needed afterwards. */
struct token {
    size_t at;
    uint32_t len;
    uint32_t sentence;
    uint32_t fine;  /* where the words that are fine from here or before end, + 1 */
    uint32_t spans; /* the first that begins here, + 1 */
    bool mark;      /* a comma or the like */
    bool named;     /* as a name is written: with capitals and small letters */
    bool job;       /* it is about somebody's work */
    bool worker;    /* it tells of a job itself */
    bool owned;     /* it is somebody's own, whatever stands near */
};

struct sentence {
    uint32_t tokens;
    bool sourced, lower;
};

struct hit {
    uint32_t first, last; /* tokens */
    struct meaning meaning;
};

struct hits {
    struct hit *items; /* by last token */
    size_t n, room;
};

/* What is kept of each rule. */
struct ruled {
    uint64_t heads;        /* where one of its words ended, in a longer one */
    uint32_t heads_in;     /* in which token */
    uint32_t when, unless; /* the hit seen last, + 1 */
    bool met;              /* there is a hit of HIT_RULED */
};

struct scan {
    const struct privacy *privacy;
    struct token *tokens;
    size_t n_tokens, tokens_room;
    struct sentence *sentences;
    size_t n_sentences;
    struct hits hits;  /* what is found, and what makes it so */
    struct hits roles; /* HIT_JOB, HIT_TITLE, HIT_OWNER */
    struct ruled *rules;
    size_t steps;
    /* Of the word being read: */
    struct word words[2];
    struct word *word, *before; /* and the one before it, */
    bool beside;                /* when nothing but a blank stands between */
    int letters;
    bool found; /* the word, or part of it, is known */
    struct {
        const struct entry *entry;
        int letters;
    } stems[STEMS_MAX]; /* those that count if what follows is an ending */
    int n_stems;
};

void scan_judge(struct scan *scan, struct privacy_findings *findings);

#endif
