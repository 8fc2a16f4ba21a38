/*
 * regime_inside: what the files that read a regime share: the tables of its words, its timeline and
 * its figures, and what is kept in mind while they are read.
 */
#ifndef YAML_REGIME_INSIDE_H
#define YAML_REGIME_INSIDE_H

#include <stdint.h>

#include "domain/regime.h"
#include "yaml/yaml_walk.h"

/* A pattern that was read, to find one that comes again. */
struct read_pattern {
    uint32_t hash;
    int list, line; /* line 0: a free place */
    size_t at;      /* in `folded` */
};

struct regime_reading {
    bool using;        /* for its words, not for its author: one that stands twice does no harm */
    struct mark words; /* where they begin */
    struct read_pattern *patterns; /* a hash table with n_slots places, a power of two */
    size_t n_slots, n_patterns;
    struct buf folded; /* all of them, each with its NUL */
    const void *slot;  /* the list being read, and its number */
    int list;
    struct read_class {
        char *id;
        struct mark mark;
    } * named; /* classes that rules name */
    size_t n_named;
};

extern const struct walk_table regime_words_table, regime_timeline_table, regime_figures_table;

void reading_release(struct regime_reading *reading); /* empty again, but for `using` and `words` */

/* The words at mark are more than a check can hold. */
void complain_many(struct complaints *complaints, struct mark mark);

#endif
