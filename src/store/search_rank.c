/*
 * search_rank: the order of what was found by how well it fits.
 *
 * All the words are in all that is found, so how rare a word is says nothing. What counts is how
 * often they are in it, how much of it they are (BM25: Robertson and Zaragoza, "The Probabilistic
 * Relevance Framework", 2009), and what people mean by fitting: a word in the first
 * line, which says what it is about, counts double, the beginning of a longer word half, and two
 * that follow each other as they were typed count as much as another word.
 *
 * Texts are read from the index that found them, so HR's order is made of what HR may see.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "search_inside.h"

#define K     1.2  /* how soon more of a word no longer matters */
#define B     0.75 /* how much the length matters */
#define USUAL 20   /* words of a text, more or less */

const char *const search_texts_sql[] = {
    "SELECT rowid AS place, what, follow_up, remark, owner_name FROM agreement_text"
    " WHERE agreement_text MATCH :match AND rowid < :after UNION ALL"
    " SELECT rowid, text, '', '', '' FROM private_text WHERE private_text MATCH :private"
    " AND rowid < :after ORDER BY place DESC LIMIT :limit",
    "SELECT rowid, what, follow_up, remark, owner_name FROM agreement_text"
    " WHERE agreement_text MATCH :match AND rowid < :after ORDER BY rowid DESC LIMIT :limit",
};

struct ranked {
    double fit;
    int64_t place;
};

/* What is counted of one that was found. */
struct count {
    double hits[WORDS_MOST]; /* of each word */
    unsigned before;         /* which word the last one was */
    unsigned pairs;          /* bit i: word i was followed by the next */
    unsigned found;          /* bit i: word i is there */
    size_t len;              /* words in all */
    size_t first_line;       /* so many bytes of this text */
};

static void count_word(void *context, unsigned whole, unsigned begun, size_t at)
{
    struct count *count = context;
    const unsigned which = whole | begun;
    for (size_t i = 0; which >> i; i++)
        if (which >> i & 1)
            count->hits[i] += (whole >> i & 1 ? 1 : 0.5) * (at < count->first_line ? 2 : 1);
    count->pairs |= count->before & which >> 1;
    count->before = which;
    count->found |= which;
    count->len++;
}

static double fit_of(const struct count *count, size_t words)
{
    const double long_for = K * (1 - B + B * (double)count->len / USUAL);
    double fit = 0;
    for (size_t i = 0; i < words; i++)
        fit += count->hits[i] * (K + 1) / (count->hits[i] + long_for) + (count->pairs >> i & 1);
    return fit;
}

/* *all: it has every word. */
static int weigh(struct query *query, const struct words *words, double *fit, bool *all,
                 struct err *err)
{
    struct count count = {.len = 0};
    int failed = 0;
    for (int i = 0; !failed && i < HIT_TEXTS; i++) {
        size_t len;
        const char *text = query_see_text(query, &len);
        if (!len)
            continue;
        count.before = 0;
        count.first_line = i == 0 ? strcspn(text, "\n") : 0;
        failed = words_walk(words, text, len, count_word, &count, err);
    }
    *fit = fit_of(&count, words_count(words));
    *all = words_are_all(words, count.found);
    return failed;
}

/* The best first, of the same the newest. */
static int compare(const void *one, const void *other)
{
    const struct ranked *a = one, *b = other;
    if (a->fit != b->fit)
        return a->fit > b->fit ? -1 : 1;
    return (a->place < b->place) - (a->place > b->place);
}

/* The newest that have all the words. */
struct newest {
    struct ranked *ranked; /* room for most */
    size_t n, most;
    int64_t after; /* what is from here on was looked at */
    bool cut;      /* there are more than most */
    bool whole;    /* no further place has to be looked at */
};

static int read_newest(struct query *query, const struct words *words, size_t places,
                       struct newest *newest, struct err *err)
{
    size_t looked = 0;
    while (!newest->cut && query_row(query)) {
        struct ranked next = {.place = query_take_number(query)};
        bool all;
        looked++;
        if (weigh(query, words, &next.fit, &all, err))
            return -1;
        newest->after = next.place;
        newest->cut = all && newest->n == newest->most;
        if (all && !newest->cut)
            newest->ranked[newest->n++] = next;
    }
    newest->whole = newest->cut || looked < places;
    return 0;
}

/* rarest: among those that have the two rarest words, as far as that goes. */
static int find_newest(struct db *db, const struct search *search, const struct words *words,
                       bool rarest, struct newest *newest, struct err *err)
{
    const size_t places = rarest ? SEARCH_LOOKED_AT : newest->most + 1 - newest->n;
    struct match match;
    struct query query;
    if (match_make(&match, db, search, words, rarest, err))
        return -1;
    query_begin(&query, db, search_texts_sql[search->hr]);
    match_bind(&match, &query, search);
    query_number(&query, ":after", newest->after);
    query_number(&query, ":limit", (int64_t)places);
    int failed = read_newest(&query, words, places, newest, err);
    failed = query_end(&query, err) || failed;
    match_release(&match);
    return failed ? -1 : 0;
}

/* So many are put in order. Each costs more where the rarest words are asked for. */
static size_t most_of(const struct search *search, const struct words *words)
{
    const bool few = search_by_rarest(words) && search->limit && search->limit <= SEARCH_RANKED_FEW;
    return few ? SEARCH_RANKED_FEW : SEARCH_RANKED;
}

int search_rank(struct db *db, const struct search *search, const struct words *words,
                struct places *places, size_t *of_newest, struct err *err)
{
    struct newest newest = {.most = most_of(search, words), .after = INT64_MAX};
    newest.ranked = mem_grow(NULL, newest.most, sizeof *newest.ranked);
    int failed = search_by_rarest(words) ? find_newest(db, search, words, true, &newest, err) : 0;
    if (!failed && !newest.whole)
        failed = find_newest(db, search, words, false, &newest, err);
    *of_newest = newest.cut ? newest.n : 0;
    qsort(newest.ranked, newest.n, sizeof *newest.ranked, compare);
    for (size_t i = 0; !failed && i < newest.n && (!search->limit || i < search->limit); i++)
        places_add(places, newest.ranked[i].place);
    free(newest.ranked);
    return failed;
}
