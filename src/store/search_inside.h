/*
 * search_inside: what the files of the search share: where what is found stands.
 *
 *   search.c       finds the places of the newest
 *   search_rank.c  of the best
 *   search_hits.c  what stands there
 *   search_json.c  as JSON
 */
#ifndef STORE_SEARCH_INSIDE_H
#define STORE_SEARCH_INSIDE_H

#include <stdbool.h>

#include "store/db.h"
#include "store/search.h"
#include "store/words.h"

/* Places in the indexes (store/lookup.h), in the order in which what stands there is shown. */
struct places {
    int64_t *at; /* free when done */
    size_t n;
};

void places_add(struct places *places, int64_t place);

/* What is looked for as the MATCH of each index: :match and, unless for HR, :private. */
struct match {
    struct buf shared, rest;
};
#define MATCH_INIT                                                                                 \
    {                                                                                              \
        .shared = BUF_INIT, .rest = BUF_INIT                                                       \
    }

/* More than two words are looked for by the rarest first: the index would go through all that have
 * the commonest. */
bool search_by_rarest(const struct words *words);

/* So many texts that have the two rarest words are looked through for the others, before the index
 * is asked for all of them after all. */
#define SEARCH_LOOKED_AT 1000

/* rarest: that asks for the two rarest words alone. */
int match_make(struct match *match, struct db *db, const struct search *search,
               const struct words *words, bool rarest, struct err *err);
void match_bind(const struct match *match, struct query *query, const struct search *search);
void match_release(struct match *match);

/* What has the words below :after, the newest first, and its texts as the index has them; for HR
 * the second. */
extern const char *const search_texts_sql[2];

/* The places of the best, at most limit; *of_newest as of search_best. */
int search_rank(struct db *db, const struct search *search, const struct words *words,
                struct places *places, size_t *of_newest, struct err *err);

/* What stands there, for hits_free; what may not be shown is left out. */
int search_load(struct db *db, const struct search *search, const struct words *words,
                const struct places *places, struct hit **hits, size_t *n, struct err *err);

#endif
