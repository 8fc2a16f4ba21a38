#include "store/search.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/change.h"
#include "store/lookup.h"
#include "store/people.h"
#include "store/sums.h"
#include "store/veil.h"
#include "search_inside.h"

#define WHEN "CASE WHEN i.at THEN i.at WHEN i.started_at THEN i.started_at ELSE i.created_at END"

/* SQLite takes from two indexes in turn, without sorting: both give what they find in order. */
static const char *const places_sql[] = {
    "SELECT rowid AS place FROM agreement_text WHERE agreement_text MATCH :match"
    " AND rowid < :after UNION ALL"
    " SELECT rowid FROM private_text WHERE private_text MATCH :private AND rowid < :after"
    " ORDER BY place DESC LIMIT :limit",
    "SELECT rowid FROM agreement_text WHERE agreement_text MATCH :match AND rowid < :after"
    " ORDER BY rowid DESC LIMIT :limit",
};

/*
 * All that is looked at once its place is known, in the order of the places; `key` is which of
 * them. HR is asked about twice: here too, so a slip in an index would still show nothing private.
 * The first of two holds against its sum only what is shown (store/sums.h), for which it says what
 * else to read; the second is for what is not sound, and for sealed files.
 */
#define AT_PLACES                                                                                  \
    " FROM json_each(:places) j CROSS JOIN interview i ON i.seq = " LOOKUP_INTERVIEW_AT("j.value")
#define AGREEMENTS(agreement, person, sound)                                                       \
    "SELECT j.key, p.id, p.name, p.team, iif(:hr, '', p.code), p.created_at, i.id, " WHEN          \
    ", a.share, a.id, a.status, a.due, a.what, a.follow_up, a.remark, a.owner_name" sound          \
        AT_PLACES " CROSS JOIN " agreement " a ON a.seq = " LOOKUP_ROW_AT(                         \
            "j.value") " AND a.interview = i.id"                                                   \
                       " CROSS JOIN " person " p ON p.id = i.person"                               \
                       " WHERE j.value & 2147483648 AND (NOT :hr OR a.share = 'hr')"               \
                       " AND NOT a.removed AND NOT i.removed"
#define ANSWERS(answer, person, sound)                                                             \
    "SELECT j.key, " PERSON_COLUMNS ", i.id, " WHEN ", x.share, x.point, x.field, x.label,"        \
    " iif(x.kind = 'choice', x.shown, x.value)" sound AT_PLACES " CROSS JOIN " answer              \
    " x ON x.seq = " LOOKUP_ROW_AT("j.value") " AND x.interview = i.id"                            \
                                              " CROSS JOIN " person " p ON p.id = i.person"        \
                                              " WHERE NOT j.value & 2147483648 AND NOT i.removed"
static const char *const hits_sql[][2] = {
    [HIT_AGREEMENT] = {AGREEMENTS("agreement", "person", ", sound_person(p), sound_agreement(a)"),
                       AGREEMENTS("read_agreement", "read_person", "")},
    [HIT_ANSWER] = {ANSWERS("answer", "person", ", sound_person(p), sound_answer(x)"),
                    ANSWERS("read_answer", "read_person", "")},
};

/* Adds a text to a hit; one without a mark is left out, but for the first. */
static int add_text(struct hit *hit, const struct words *words, const char *field,
                    struct query *query, struct err *err)
{
    struct hit_text found = {.field = field};
    size_t len;
    const char *text = query_see_text(query, &len);
    if (words_mark(words, text, len, &found.marks, &found.n_marks, err))
        return -1;
    if (hit->n_texts && !found.n_marks)
        return 0;
    found.text = mem_copy_len(text, len);
    hit->texts[hit->n_texts++] = found;
    return 0;
}

static void take_interview(struct query *query, struct hit *hit)
{
    person_take(query, &hit->person);
    query_take_id(query, hit->interview, sizeof hit->interview);
    hit->interview_at = query_take_number(query);
    share_parse(query_see_key(query), &hit->share);
}

static int take_agreement(struct query *query, struct hit *hit, const struct words *words,
                          struct err *err)
{
    static const char *const fields[HIT_TEXTS] = {"what", "follow_up", "remark", "owner_name"};
    int failed = 0;
    take_interview(query, hit);
    query_take_id(query, hit->id, sizeof hit->id);
    status_parse(query_see_key(query), &hit->status);
    hit->due = query_take_day(query);
    hit->point = mem_copy("");
    hit->field = mem_copy("");
    hit->label = mem_copy("");
    for (size_t i = 0; !failed && i < HIT_TEXTS; i++)
        failed = add_text(hit, words, fields[i], query, err);
    return failed;
}

static int take_answer(struct query *query, struct hit *hit, const struct words *words,
                       struct err *err)
{
    take_interview(query, hit);
    hit->point = query_take_text(query);
    hit->field = query_take_text(query);
    hit->label = query_take_text(query);
    hit->due = DAY_NONE;
    return add_text(hit, words, "value", query, err);
}

/* Is all that is shown of it what was written? Takes the columns behind it. */
static bool is_sound(struct query *query, const struct hit *hit)
{
    static const char *const of_person[] = {"name", "team", "code"};
    static const char *const of_answer[] = {"value", "shown", "label"};
    const char *of_agreement[HIT_TEXTS];
    if (!sums_hold(query, "person", of_person, 3))
        return false;
    if (hit->kind == HIT_ANSWER)
        return sums_hold(query, "answer", of_answer, 3);
    for (size_t i = 0; i < hit->n_texts; i++)
        of_agreement[i] = hit->texts[i].field;
    return sums_hold(query, "agreement", of_agreement, hit->n_texts);
}

static void hit_release(struct hit *hit)
{
    person_release(&hit->person);
    free(hit->point);
    free(hit->field);
    free(hit->label);
    for (size_t i = 0; i < hit->n_texts; i++) {
        free(hit->texts[i].text);
        free(hit->texts[i].marks);
    }
}

void hits_free(struct hit *hits, size_t n)
{
    for (size_t i = 0; i < n; i++)
        hit_release(&hits[i]);
    free(hits);
}

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

bool search_has_all(const struct words *words, unsigned found)
{
    return found == (1U << words_count(words)) - 1;
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

static void note_words(void *context, unsigned whole, unsigned begun, size_t at)
{
    (void)at;
    *(unsigned *)context |= whole | begun;
}

/* Has what stands there all of them? */
static int has_all(struct query *query, const struct words *words, bool *all, struct err *err)
{
    unsigned found = 0;
    int failed = 0;
    for (size_t i = 0; !failed && i < HIT_TEXTS; i++) {
        size_t len;
        const char *text = query_see_text(query, &len);
        failed = words_walk(words, text, len, note_words, &found, err);
    }
    *all = search_has_all(words, found);
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

/* ---- What stands there ----------------------------------------------------------------------- */

enum { PORTION = 500 }; /* places looked at with one question */

/* What is being loaded. */
struct loading {
    struct db *db;
    const struct search *search;
    const struct words *words;
    bool careful; /* by the second of the questions */
    bool again;   /* the first left something to that one */
    struct hit *hits;
    struct err *err;
};

static int load_kind(struct loading *loading, enum hit_kind kind, const struct buf *places)
{
    struct query query;
    int failed = 0;
    query_begin(&query, loading->db, hits_sql[kind][loading->careful]);
    query_bytes(&query, ":places", places->data, places->len);
    if (kind == HIT_AGREEMENT)
        query_number(&query, ":hr", loading->search->hr);
    while (!failed && query_row(&query)) {
        struct hit *hit = &loading->hits[query_take_number(&query)];
        hit->kind = kind;
        failed = (kind == HIT_AGREEMENT ? take_agreement : take_answer)(&query, hit, loading->words,
                                                                        loading->err);
        if (failed || loading->careful || is_sound(&query, hit))
            continue;
        hit_release(hit);
        *hit = (struct hit){.place = hit->place};
        loading->again = true;
    }
    return query_end(&query, loading->err) || failed ? -1 : 0;
}

/* Fills those hits that have no text yet. */
static int load(struct loading *loading, size_t n)
{
    struct buf json = BUF_INIT;
    bool kinds[2] = {false, false};
    int64_t *places = mem_zero(n, sizeof *places); /* 0 is nobody's */
    for (size_t i = 0; i < n; i++) {
        if (loading->hits[i].n_texts)
            continue;
        places[i] = loading->hits[i].place;
        kinds[lookup_is_agreement(places[i]) ? HIT_AGREEMENT : HIT_ANSWER] = true;
    }
    lookup_add_places(&json, places, n);
    int failed =
        (kinds[HIT_AGREEMENT] && load_kind(loading, HIT_AGREEMENT, &json)) ||
        (kinds[HIT_ANSWER] && !loading->search->hr && load_kind(loading, HIT_ANSWER, &json));
    buf_release(&json);
    free(places);
    return failed ? -1 : 0;
}

/* Fills a hit for each place, with n_texts 0 where nothing may be shown. */
static int load_portion(struct db *db, const struct search *search, const struct words *words,
                        const int64_t *places, size_t n, struct hit *hits, struct err *err)
{
    struct loading loading = {.db = db, .search = search, .words = words, .hits = hits, .err = err};
    for (size_t i = 0; i < n; i++)
        hits[i] = (struct hit){.place = places[i]};
    loading.careful = veil_hangs(db);
    if (load(&loading, n))
        return -1;
    loading.careful = true;
    return loading.again ? load(&loading, n) : 0;
}

static int load_hits(struct db *db, const struct search *search, const struct words *words,
                     const struct places *places, struct hit **hits, size_t *n, struct err *err)
{
    int failed = 0;
    size_t shown = 0;
    if (!places->n)
        return 0;
    *hits = mem_zero(places->n, sizeof **hits);
    *n = places->n;
    for (size_t at = 0; !failed && at < places->n; at += PORTION) {
        size_t size = places->n - at < PORTION ? places->n - at : PORTION;
        failed = load_portion(db, search, words, places->at + at, size, *hits + at, err);
    }
    for (size_t i = 0; i < *n; i++)
        if ((*hits)[i].n_texts)
            (*hits)[shown++] = (*hits)[i];
        else
            hit_release(&(*hits)[i]);
    *n = shown;
    return failed;
}

/* cut: NULL for the newest first. */
static int look(struct db *db, const struct search *search, const struct words *words, bool *cut,
                struct hit **hits, size_t *n, struct err *err)
{
    struct places places = {0};
    int failed = cut ? search_rank(db, search, words, &places, cut, err)
                     : find_newest(db, search, words, &places, err);
    failed = failed || load_hits(db, search, words, &places, hits, n, err);
    free(places.at);
    return failed ? -1 : 0;
}

static int find(struct store *store, const struct search *search, bool *cut, struct hit **hits,
                size_t *n, struct err *err)
{
    struct db *db = store_db(store);
    *hits = NULL;
    *n = 0;
    struct words *words = words_read(db, search->words, err);
    if (!words)
        return -1;
    int failed = words_count(words) == 0;
    if (!failed && db_run(db, "BEGIN", err)) /* what was found is still there when it is read */
        failed = -1;
    else if (!failed)
        failed = db_end(db, look(db, search, words, cut, hits, n, err), err);
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
                bool *cut, struct err *err)
{
    *cut = false;
    return find(store, search, cut, hits, n, err);
}
