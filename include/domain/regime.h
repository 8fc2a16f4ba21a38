/*
 * regime: what the law of a place lets an employer ask and record in an absence conversation. The
 * law is data (guides/<language>/regime.yaml), with its source and date, so it can be put right
 * without a new program.
 */
#ifndef DOMAIN_REGIME_H
#define DOMAIN_REGIME_H

#include "base/err.h"
#include "base/lang.h"
#include "domain/figures.h"
#include "domain/guide.h"
#include "domain/keeping.h"
#include "domain/privacy.h"
#include "domain/sector.h"
#include "domain/timeline.h"
#include "domain/vocabulary.h"

/* The four sides of the limits card (kaders). */
enum limits {
    LIMITS_MAY_ASK,
    LIMITS_MAY_NOT_ASK,
    LIMITS_MAY_RECORD,
    LIMITS_MAY_NOT_RECORD,
    LIMITS_COUNT,
};

struct regime_card {
    char *title;
    char *source; /* law, article, guidance the lines come from */
    struct guide_lines lines;
};

/* A way of dividing absence by how long it lasts. */
struct regime_classes {
    char *id, *title, *source;
    struct figures_borders borders;
};

/* How absence is put in figures here. */
struct regime_figures {
    bool by_four; /* the report frequency of one quarter: times four, not by its days */
    struct regime_classes *classes;
    size_t n_classes;
    struct sector sector; /* no points when there is none */
};

/* What absence is divided by so that every set of classes can be made of it. */
void regime_pieces(const struct regime_figures *figures, struct figures_borders *pieces);

struct regime_check;

struct regime {
    char *id; /* what guides name: "nl" */
    char *version, *title, *source;
    char *summary; /* one line that says the heart of it, for the small card in the preparation */
    enum lang language;
    int date; /* the day it was last held against its sources */
    struct regime_card cards[LIMITS_COUNT];
    struct keeping_rules keeping;   /* how long what is kept may stay; no months: no rule */
    struct timeline_rules timeline; /* without steps: it says nothing about them */
    struct regime_figures figures;
    struct vocabulary words; /* empty when they are read later, or there are none */
    struct regime_check *check;
};

struct regime *regime_new(void);
void regime_free(struct regime *regime); /* NULL is fine */

/*
 * The check by the words of a regime. They are many, and no screen needs them before somebody
 * types, so what came with regime_read_later is read and compiled when it is first asked for. NULL,
 * with err filled, when there are none or they have a fault. Belongs to the regime.
 */
const struct privacy *regime_privacy(const struct regime *regime, struct err *err);

/* The same, and it knows what may not be asked (privacy_asks). */
const struct privacy *regime_asks(const struct regime *regime, struct err *err);

/* Does a piece of what regime_privacy would have to do, some milliseconds of work: for a moment in
 * which nobody waits. True when there is more; a fault is kept, in lang, for regime_privacy. */
bool regime_prepare(const struct regime *regime, enum lang lang);

/* Compiles the words that are there, also those for asking; false when they are too many. */
bool regime_compile(struct regime *regime);

/* How a whole regime is read, with its words, in pieces: begin, more until it is false, end. What
 * begin gets must stay till then. */
struct regime_reader {
    void *(*begin)(const char *name, const char *text, size_t len, enum lang lang);
    bool (*more)(void *reading);
    struct regime *(*end)(void *reading, struct err *err); /* frees it; NULL: see err */
};

/* Keeps the text of the file for regime_privacy. */
void regime_read_later(struct regime *regime, const struct regime_reader *reader, const char *name,
                       const char *text, size_t len);

#endif
