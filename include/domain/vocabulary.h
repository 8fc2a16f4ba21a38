/*
 * vocabulary: the words by which the privacy check (domain/privacy.h) knows what an employer may
 * not write down. It is part of a regime, so it is data and can be put right without a new program.
 *
 * A list holds lines of patterns with commas between them. A pattern is a word or some words:
 *
 *     griep            that word, whatever its case and accents
 *     verslaafd+       a word that begins so       +ontsteking   one that ends so
 *     +kanker+         one that has it anywhere, as Dutch compounds do
 *     hechting~        with any of the endings of the vocabulary, or none
 *     burn-out         with a hyphen, with a blank, and as one word
 *     (zijn|haar|) rug each of these; an empty one may be left out
 *     0% ziek          0 stands for any number
 *     MS               all capitals: only so (never in `fine`)
 *
 * Blanks, hyphens and apostrophes in a text are the same, but for those within "z'n" and "can't",
 * which are read as zn and cant; a comma or a full stop ends a pattern. A word of nine letters or
 * more is also known when it was written in two: anti depressiva.
 *
 * VOCABULARY_LETTERS_MAX is what 16 bits tell apart; with 32 bits the check would take twice the
 * memory. `asks`, which only guides are held against, count for themselves. In these,
 * VOCABULARY_END stands for the end of a question.
 */
#ifndef DOMAIN_VOCABULARY_H
#define DOMAIN_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "domain/guide.h"

#define VOCABULARY_END "endofquestion"

/* Of what is found: must it go, or does it only have to be looked at? */
enum gravity { GRAVITY_LOW, GRAVITY_HIGH };

/* One kind of thing that is found: an illness, a medicine, a private cause. */
struct vocabulary_class {
    char *id, *title; /* "medicine", "a medicine": goes after "this is about" */
    char *why;        /* one line: why it may not be written down */
    char *instead;    /* what can be written in its place, to go on from */
    enum gravity severity;
    int sourced; /* 1: fine in a sentence that names who may say it (`sources`) */
    struct guide_lines words;
};

/*
 * Words that mean something only beside others: a part of the body with a complaint, a relative
 * with an illness. They count when one of `when` stands within `within` words in the same sentence
 * (0: anywhere in it; no `when`: always), and none of `unless` does. With `joined`, also when one
 * of the words and one of those make up a word together (rugpijn, gewrichtsklachten).
 */
struct vocabulary_rule {
    char *id, *class;
    int within;
    struct guide_lines words, when, unless, joined;
};

struct vocabulary {
    struct guide_lines endings;   /* plain, without a sign */
    struct guide_lines spellings; /* one word for another: "zn zijn", "twee 0" */
    struct guide_lines breaks;    /* part a sentence as a comma does: so, because */
    struct guide_lines ordinary;  /* no misspelt words, though near to one; plain */
    struct guide_lines fine;      /* never found, also when there is such a word in them */
    struct guide_lines sources;   /* who may set limits: the company doctor */
    struct guide_lines titles;    /* what a name goes behind: mevrouw, Mrs; it is then no illness */
    struct guide_lines jobs;   /* say that what stands near is somebody's work: trolley, leaflet */
    struct guide_lines owners; /* but not what stands right behind these: has, suffers from */
    struct guide_lines asks;   /* what may not be asked; only guides are held against these */
    struct guide_lines fine_asks; /* never found in what is asked, as `fine` */
    struct guide_lines links;     /* small words that go along with what is left out before them */
    struct vocabulary_class *classes;
    size_t n_classes;
    struct vocabulary_rule *rules;
    size_t n_rules;
};

#define VOCABULARY_PATTERN_MAX 60    /* letters of a pattern */
#define VOCABULARY_FORMS_MAX   1000  /* forms one pattern may stand for */
#define VOCABULARY_LETTERS_MAX 65500 /* of all words; and of parts, as they begin counted once */

/* Frees what is in it. One that is all zero holds no words. */
void vocabulary_release(struct vocabulary *vocabulary);

/* The same of one list. */
void vocabulary_empty(struct guide_lines *lines);

/* What can be wrong with a pattern. */
enum pattern_fault {
    PATTERN_GOOD,
    PATTERN_EMPTY, /* nothing between two commas */
    PATTERN_OPEN,  /* a bracket is not closed, or closed only, or in another */
    PATTERN_SIGN,  /* + or ~ in the middle, or both at the end */
    PATTERN_SHORT, /* so short that half the dictionary would be found */
    PATTERN_LONG,
    PATTERN_MANY, /* it stands for too many forms */
};

/* The next pattern of a line from *at on, without blanks around it; NULL behind the last. *at moves
 * behind its comma. */
const char *pattern_next(const char *line, size_t *at, size_t *len);

/* One form of a pattern: its words as they were written, without signs and brackets. */
struct pattern_form {
    const char *text;
    bool open_begin, open_end; /* letters may stand before, behind */
    bool endings;              /* only those of an ending may */
};
typedef void pattern_each(void *arg, const struct pattern_form *form);

/* Calls each for all forms of a pattern; it may be NULL, to look only. */
enum pattern_fault pattern_forms(const char *pattern, size_t len, pattern_each *each, void *arg);

#endif
