/*
 * privacy: the check that helps a writer keep out what an employer may not write down about
 * somebody's health or private life.
 *
 * It is a helper beside the writer, no gate: what it finds is shown to whoever types and is nowhere
 * kept, counted or sent. It finds words, not meanings, so it misses things and is wrong at times;
 * tests/test_privacy.c measures how often on sentences it was not tuned on.
 *
 * A vocabulary is compiled once: whole words and phrases into tables, parts of words into an
 * automaton (Aho and Corasick, 1975). A text is passed over one time whatever the number of words,
 * so the time grows in a straight line with the text. Text
 * may be anything: what is not UTF-8 is read as Latin-1, accents and case do not count, letters of
 * other scripts that look like ours are taken for them, invisible characters are passed over.
 */
#ifndef DOMAIN_PRIVACY_H
#define DOMAIN_PRIVACY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "domain/vocabulary.h"

struct privacy;

/* A piece of the text and what it gives away. */
struct privacy_finding {
    size_t at, len;                       /* bytes */
    const struct vocabulary_class *class; /* the vocabulary's */
};

struct privacy_findings {
    struct privacy_finding *items; /* by place; none overlaps another */
    size_t n;
    size_t steps; /* of the automaton and behind it: what tests hold against the length */
};

/* Compiles a vocabulary, which must outlive the check and have no faults. NULL when it is too large
 * (VOCABULARY_LETTERS_MAX). The caller owns it. */
struct privacy *privacy_new(const struct vocabulary *vocabulary);

/*
 * The same in pieces, for who has something else to do in between: privacy_begin, and
 * privacy_go_on until it says another thing than PRIVACY_MORE. A piece takes in PRIVACY_PIECE lines
 * of patterns at most, the last two finish what is made of them. Before PRIVACY_DONE the check can
 * only be freed. empties: the lines of classes and rules go as they are taken in, for whoever keeps
 * the vocabulary for the check alone.
 */
#define PRIVACY_PIECE 200

enum privacy_building { PRIVACY_MORE, PRIVACY_DONE, PRIVACY_TOO_LARGE };

struct privacy *privacy_begin(const struct vocabulary *vocabulary, bool empties);
enum privacy_building privacy_go_on(struct privacy *privacy);

/* Compiles what may not be asked too, for privacy_asks: only who looks at guides needs it. False
 * when it is too large. */
bool privacy_learn_asks(struct privacy *privacy);

void privacy_free(struct privacy *privacy); /* NULL is fine */

/* Fills findings, which privacy_release frees. */
void privacy_check(const struct privacy *privacy, const char *text, size_t len,
                   struct privacy_findings *findings);
void privacy_release(struct privacy_findings *findings);

/* Does text set a limit (on hours, on tasks, in percents) and name nobody who may set it? */
bool privacy_limits(const struct privacy *privacy, const char *text);

/* Is there anything in text that may not be written down? sourced: its limits have a source. */
bool privacy_forbids(const struct privacy *privacy, const char *text, bool sourced);

/* Does text, a question of a guide, ask for what an employer may not ask or keep? After
 * privacy_learn_asks. */
bool privacy_asks(const struct privacy *privacy, const char *text);

/*
 * Adds text with a finding left out, and with it the small words that led up to it ("door zijn
 * rugklachten"), blanks that stand double and a comma that hangs. Says in *at where that was.
 */
void privacy_leave_out(const struct privacy *privacy, struct buf *out, const char *text, size_t len,
                       const struct privacy_finding *finding, size_t *at);

/* Adds text with what can be written in the place of a finding, to go on from. Says in *at where
 * that ends. */
void privacy_reword(const struct privacy *privacy, struct buf *out, const char *text, size_t len,
                    const struct privacy_finding *finding, size_t *at);

#endif
