#include "store/search.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/change.h"
#include "store/lookup.h"
#include "store/people.h"
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

/* All that is looked at once its place is known, in the order of the places; `key` is which of
 * them. HR is asked about twice: here too, so a slip in an index would still show nothing private.
 */
#define AT_PLACES                                                                                  \
    " FROM json_each(:places) j CROSS JOIN interview i ON i.seq = " LOOKUP_INTERVIEW_AT("j.value")
static const char agreements_sql[] =
    "SELECT j.key, p.id, p.name, p.team, iif(:hr, '', p.code), p.created_at, i.id, " WHEN
    ", a.share, a.id, a.status, a.due, a.what, a.follow_up, a.remark, a.owner_name" AT_PLACES
    " CROSS JOIN read_agreement a ON a.seq = " LOOKUP_ROW_AT(
        "j.value") " AND a.interview = i.id"
                   " CROSS JOIN read_person p ON p.id = i.person"
                   " WHERE j.value & 2147483648 AND (NOT :hr OR a.share = 'hr')"
                   " AND NOT a.removed AND NOT i.removed";
static const char answers_sql[] =
    "SELECT j.key, " PERSON_COLUMNS ", i.id, " WHEN ", x.share, x.point, x.field, x.label,"
    " iif(x.kind = 'choice', x.shown, x.value)" AT_PLACES
    " CROSS JOIN read_answer x ON x.seq = " LOOKUP_ROW_AT(
        "j.value") " AND x.interview = i.id"
                   " CROSS JOIN read_person p ON p.id = i.person"
                   " WHERE NOT j.value & 2147483648 AND NOT i.removed";

/* Adds a text to a hit; one without a mark is left out, but for the first. Takes it over. */
static int add_text(struct hit *hit, const struct words *words, const char *field, char *text,
                    struct err *err)
{
    struct hit_text found = {.field = field, .text = text};
    int failed = *text ? words_mark(words, text, &found.marks, &found.n_marks, err) : 0;
    if (failed || (hit->n_texts && !found.n_marks))
        free(text);
    else
        hit->texts[hit->n_texts++] = found;
    return failed;
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
    for (size_t i = 0; !failed && i < HIT_TEXTS; i++)
        failed = add_text(hit, words, fields[i], query_take_text(query), err);
    hit->point = mem_copy("");
    hit->field = mem_copy("");
    hit->label = mem_copy("");
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
    return add_text(hit, words, "value", query_take_text(query), err);
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

int match_make(struct match *match, struct db *db, const struct search *search,
               const struct words *words, struct err *err)
{
    *match = (struct match)MATCH_INIT;
    if (words_add_match(words, db, "agreement_text", &match->shared, err) == 0 &&
        (search->hr || words_add_match(words, db, "private_text", &match->rest, err) == 0))
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

static int find_newest(struct db *db, const struct search *search, const struct words *words,
                       struct places *places, struct err *err)
{
    struct match match;
    struct query query;
    if (match_make(&match, db, search, words, err))
        return -1;
    query_begin(&query, db, places_sql[search->hr]);
    match_bind(&match, &query, search);
    query_number(&query, ":after", search->after ? search->after : INT64_MAX);
    query_number(&query, ":limit", search->limit ? (int64_t)search->limit : -1);
    while (query_row(&query))
        places_add(places, query_take_number(&query));
    int failed = query_end(&query, err);
    match_release(&match);
    return failed;
}

/* ---- What stands there ----------------------------------------------------------------------- */

enum { PORTION = 500 }; /* places looked at with one question */

static int load(struct db *db, const struct search *search, const struct words *words,
                enum hit_kind kind, const struct buf *places, struct hit *hits, struct err *err)
{
    struct query query;
    int failed = 0;
    query_begin(&query, db, kind == HIT_AGREEMENT ? agreements_sql : answers_sql);
    query_bytes(&query, ":places", places->data, places->len);
    if (kind == HIT_AGREEMENT)
        query_number(&query, ":hr", search->hr);
    while (!failed && query_row(&query)) {
        struct hit *hit = &hits[query_take_number(&query)];
        hit->kind = kind;
        failed = (kind == HIT_AGREEMENT ? take_agreement : take_answer)(&query, hit, words, err);
    }
    return query_end(&query, err) || failed ? -1 : 0;
}

/* Fills a hit for each place, with n_texts 0 where nothing may be shown. */
static int load_portion(struct db *db, const struct search *search, const struct words *words,
                        const int64_t *places, size_t n, struct hit *hits, struct err *err)
{
    struct buf json = BUF_INIT;
    bool kinds[2] = {false, false};
    for (size_t i = 0; i < n; i++) {
        hits[i] = (struct hit){.place = places[i]};
        kinds[lookup_is_agreement(places[i]) ? HIT_AGREEMENT : HIT_ANSWER] = true;
    }
    lookup_add_places(&json, places, n);
    int failed =
        (kinds[HIT_AGREEMENT] && load(db, search, words, HIT_AGREEMENT, &json, hits, err)) ||
        (kinds[HIT_ANSWER] && !search->hr && load(db, search, words, HIT_ANSWER, &json, hits, err));
    buf_release(&json);
    return failed ? -1 : 0;
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
