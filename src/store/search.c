#include "store/search.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/change.h"
#include "store/lookup.h"
#include "store/people.h"
#include "store/sums.h"
#include "store/veil.h"
#include "search_inside.h"

/* SQLite takes from two indexes in turn, without sorting: both give what they find in order. */
static const char *const places_sql[] = {
    "SELECT rowid AS place FROM agreement_text WHERE agreement_text MATCH :match"
    " AND rowid < :after UNION ALL"
    " SELECT rowid FROM private_text WHERE private_text MATCH :private AND rowid < :after"
    " ORDER BY place DESC LIMIT :limit",
    "SELECT rowid FROM agreement_text WHERE agreement_text MATCH :match AND rowid < :after"
    " ORDER BY rowid DESC LIMIT :limit",
};

/* ---- Where it stands ------------------------------------------------------------------------- */

void places_add(struct places *places, int64_t place)
{
    places->at = mem_room(places->at, places->n, sizeof *places->at);
    places->at[places->n++] = place;
}

bool search_by_rarest(const struct words *words)
{
    return words_count(words) > 2;
}

int match_make(struct match *match, struct db *db, const struct search *search,
               const struct words *words, bool rarest, struct err *err)
{
    int (*add)(const struct words *, struct db *, const char *, struct buf *, struct err *) =
        rarest ? words_add_rarest : words_add_match;
    *match = (struct match)MATCH_INIT;
    if (add(words, db, "agreement_text", &match->shared, err) == 0 &&
        (search->hr || add(words, db, "private_text", &match->rest, err) == 0))
        return 0;
    match_release(match);
    return -1;
}

void match_bind(const struct match *match, struct query *query, const struct search *search)
{
    query_bytes(query, ":match", match->shared.data, match->shared.len);
    if (!search->hr)
        query_bytes(query, ":private", match->rest.data, match->rest.len);
}

void match_release(struct match *match)
{
    buf_release(&match->shared);
    buf_release(&match->rest);
}

/* Adds the places below after that have all the words, until there are limit. */
static int find_places(struct db *db, const struct search *search, const struct words *words,
                       int64_t after, struct places *places, struct err *err)
{
    struct match match;
    struct query query;
    if (match_make(&match, db, search, words, false, err))
        return -1;
    query_begin(&query, db, places_sql[search->hr]);
    match_bind(&match, &query, search);
    query_number(&query, ":after", after);
    query_number(&query, ":limit", search->limit ? (int64_t)(search->limit - places->n) : -1);
    while (query_row(&query))
        places_add(places, query_take_number(&query));
    int failed = query_end(&query, err);
    match_release(&match);
    return failed;
}

/* Has what stands there all of them? */
static int has_all(struct query *query, const struct words *words, bool *all, struct err *err)
{
    unsigned found = 0;
    int failed = words_find_row(words, query, HIT_TEXTS, &found, err);
    *all = words_are_all(words, found);
    return failed;
}

/* The same by the two rarest of them, the rest looked for in the texts: of three words the index
 * would go through all that have the commonest. *after: from where on the index is to be asked, 0
 * when it need not be. */
static int find_by_rarest(struct db *db, const struct search *search, const struct words *words,
                          int64_t *after, struct places *places, struct err *err)
{
    struct match match;
    struct query query;
    int failed = 0, n = 0;
    bool all;
    if (match_make(&match, db, search, words, true, err))
        return -1;
    query_begin(&query, db, search_texts_sql[search->hr]);
    match_bind(&match, &query, search);
    query_number(&query, ":after", *after);
    query_number(&query, ":limit", SEARCH_LOOKED_AT);
    while (!failed && places->n < search->limit && query_row(&query)) {
        *after = query_take_number(&query);
        n++;
        failed = has_all(&query, words, &all, err);
        if (!failed && all)
            places_add(places, *after);
    }
    *after = n == SEARCH_LOOKED_AT && places->n < search->limit ? *after : 0;
    match_release(&match);
    return query_end(&query, err) || failed ? -1 : 0;
}

static int find_newest(struct db *db, const struct search *search, const struct words *words,
                       struct places *places, struct err *err)
{
    int64_t after = search->after ? search->after : INT64_MAX;
    if (search_by_rarest(words) && search->limit &&
        find_by_rarest(db, search, words, &after, places, err))
        return -1;
    return after ? find_places(db, search, words, after, places, err) : 0;
}

/* of_newest: NULL for the newest first. */
static int look(struct db *db, const struct search *search, const struct words *words,
                size_t *of_newest, struct hit **hits, size_t *n, struct err *err)
{
    struct places places = {0};
    int failed = of_newest ? search_rank(db, search, words, &places, of_newest, err)
                           : find_newest(db, search, words, &places, err);
    failed = failed || search_load(db, search, words, &places, hits, n, err);
    free(places.at);
    return failed ? -1 : 0;
}

/* Kept ready: to be read anew it takes as long as finding ten. */
static int begin(struct db *db, struct err *err)
{
    struct query query;
    query_begin(&query, db, "BEGIN");
    return query_run(&query, err);
}

static int find(struct store *store, const struct search *search, size_t *of_newest,
                struct hit **hits, size_t *n, struct err *err)
{
    struct db *db = store_db(store);
    *hits = NULL;
    *n = 0;
    struct words *words = words_read(db, search->words, err);
    if (!words)
        return -1;
    int failed = words_count(words) == 0;
    if (!failed && begin(db, err)) /* what was found is still there when it is read */
        failed = -1;
    else if (!failed)
        failed = db_end(db, look(db, search, words, of_newest, hits, n, err), err);
    words_free(words);
    if (!failed)
        return 0;
    hits_free(*hits, *n);
    *hits = NULL;
    *n = 0;
    return failed;
}

int search_find(struct store *store, const struct search *search, struct hit **hits, size_t *n,
                struct err *err)
{
    return find(store, search, NULL, hits, n, err);
}

int search_best(struct store *store, const struct search *search, struct hit **hits, size_t *n,
                size_t *of_newest, struct err *err)
{
    *of_newest = 0;
    return find(store, search, of_newest, hits, n, err);
}
