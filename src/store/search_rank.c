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

static const char *const texts_sql[] = {
    "SELECT rowid AS place, what, follow_up, remark, owner_name FROM agreement_text"
    " WHERE agreement_text MATCH :match UNION ALL"
    " SELECT rowid, text, '', '', '' FROM private_text WHERE private_text MATCH :private"
    " ORDER BY place DESC LIMIT :limit",
    "SELECT rowid, what, follow_up, remark, owner_name FROM agreement_text"
    " WHERE agreement_text MATCH :match ORDER BY rowid DESC LIMIT :limit",
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

static int weigh(struct query *query, const struct words *words, double *fit, struct err *err)
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

static int read_newest(struct query *query, const struct words *words, struct ranked *ranked,
                       size_t *n, bool *cut, struct err *err)
{
    *n = 0;
    while (!(*cut = *n == SEARCH_RANKED) && query_row(query)) {
        struct ranked *next = &ranked[(*n)++];
        next->place = query_take_number(query);
        if (weigh(query, words, &next->fit, err))
            return -1;
    }
    *cut = *cut && query_row(query);
    return 0;
}

int search_rank(struct db *db, const struct search *search, const struct words *words,
                struct places *places, bool *cut, struct err *err)
{
    struct match match;
    struct query query;
    size_t n = 0;
    if (match_make(&match, db, search, words, err))
        return -1;
    struct ranked *ranked = mem_grow(NULL, SEARCH_RANKED, sizeof *ranked);
    query_begin(&query, db, texts_sql[search->hr]);
    match_bind(&match, &query, search);
    query_number(&query, ":limit", SEARCH_RANKED + 1);
    int failed = read_newest(&query, words, ranked, &n, cut, err);
    failed = query_end(&query, err) || failed;
    qsort(ranked, n, sizeof *ranked, compare);
    for (size_t i = 0; !failed && i < n && (!search->limit || i < search->limit); i++)
        places_add(places, ranked[i].place);
    free(ranked);
    match_release(&match);
    return failed ? -1 : 0;
}
