/*
 * search: finding agreements and answers by the words in them. All words must be there, in any
 * order; case and accents do not count, and the last word may be the beginning of a longer one.
 *
 * HR finds what is shared with HR and nothing else: its question is put to an index that holds no
 * word of anything private (store/lookup.h). The manager finds everything written down, except what
 * is withdrawn or still being typed.
 */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/excerpt.h"
#include "domain/agreement.h"
#include "domain/guide.h"
#include "domain/person.h"
#include "store/store.h"

struct search {
    const char *words; /* as they were typed */
    bool hr;           /* only what HR may see */
    int64_t after;     /* the place of the last hit of the page before; 0 for the first page */
    size_t limit;      /* 0 for all */
};

enum hit_kind { HIT_AGREEMENT, HIT_ANSWER };

/* One text of a hit, with what was found in it. */
struct hit_text {
    const char *field; /* "what", "follow_up", "remark", "owner_name"; of an answer "value" */
    char *text;
    struct mark *marks; /* NULL when there are none */
    size_t n_marks;
};

#define HIT_TEXTS 4

struct hit {
    int64_t place;
    enum hit_kind kind;
    char id[UUID_SIZE]; /* of the agreement; "" of an answer */
    char interview[UUID_SIZE];
    struct person person;
    int64_t interview_at; /* as in store/agreements.h */
    enum share share;
    enum status status; /* HIT_AGREEMENT only, as is due */
    int due;
    char *point, *field, *label;      /* HIT_ANSWER only, as in struct answer; else NULL */
    struct hit_text texts[HIT_TEXTS]; /* what was agreed, then what else has a mark; the answer */
    size_t n_texts;
};

/*
 * By conversation, the one made last first; in each the agreements before the answers, what was
 * made last first. 0; 1 when there is no word in words, and then nothing is found; -1 with err. The
 * caller owns the hits: hits_free.
 */
int search_find(struct store *store, const struct search *search, struct hit **hits, size_t *n,
                struct err *err);
void hits_free(struct hit *hits, size_t n);

/* Of what has the words so many are put in order by how well they fit, the newest: so it takes no
 * longer where nearly all have them. Fewer of three words and more, which take longer to find
 * together, when no more are asked for than these. */
#define SEARCH_RANKED     400
#define SEARCH_RANKED_FEW 75

/*
 * By how well it fits (src/store/search_rank.c), the best first and of the same the newest; after
 * says nothing. *of_newest: 0 when all that have the words were put in order, else there are more,
 * and so many of the newest were. Returns as search_find.
 */
int search_best(struct store *store, const struct search *search, struct hit **hits, size_t *n,
                size_t *of_newest, struct err *err);

/* All there is to find as one JSON array, whatever after and limit say; field names in the README
 * ("Formats"). Returns as search_find. */
int search_json(struct store *store, const struct search *search, struct buf *json,
                struct err *err);

/* The same of all that search_best puts in order. */
int search_best_json(struct store *store, const struct search *search, struct buf *json,
                     size_t *of_newest, struct err *err);

#endif
