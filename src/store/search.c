#include "store/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/change.h"
#include "store/lookup.h"
#include "store/people.h"
#include "store/words.h"

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

/* HR is asked about twice: here too, so a slip in an index would still show nothing private. */
static const char agreement_sql[] =
    "SELECT p.id, p.name, p.team, iif(:hr, '', p.code), p.created_at, i.id, " WHEN ", a.share,"
    " a.id, a.status, a.due, a.what,"
    " a.follow_up, a.remark, a.owner_name FROM read_agreement a"
    " CROSS JOIN interview i ON i.id = a.interview CROSS JOIN read_person p ON p.id = i.person"
    " WHERE a.seq = :seq AND (NOT :hr OR a.share = 'hr') AND NOT a.removed AND NOT i.removed";
static const char answer_sql[] =
    "SELECT " PERSON_COLUMNS ", i.id, " WHEN ", x.share, x.point, x.field, x.label,"
    " iif(x.kind = 'choice', x.shown, x.value) FROM read_answer x"
    " CROSS JOIN interview i ON i.id = x.interview CROSS JOIN read_person p ON p.id = i.person"
    " WHERE x.seq = :seq AND NOT :hr AND NOT i.removed";

/* Adds a text to a hit; one without a mark is left out, but for the first. Takes it over. */
static int add_text(struct hit *hit, const struct words *words, const char *field, char *text,
                    struct err *err)
{
    struct hit_text found = {.field = field, .text = text};
    int failed = words_mark(words, text, &found.marks, &found.n_marks, err);
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

/* Reads what stands at a place: 1, or 0 when nothing that may be shown does, or -1. */
static int load_hit(struct db *db, const struct search *search, const struct words *words,
                    struct hit *hit, struct err *err)
{
    struct query query;
    bool agreement = lookup_is_agreement(hit->place);
    int found = 0;
    hit->kind = agreement ? HIT_AGREEMENT : HIT_ANSWER;
    query_begin(&query, db, agreement ? agreement_sql : answer_sql);
    query_number(&query, ":seq", lookup_seq(hit->place));
    query_number(&query, ":hr", search->hr);
    if (query_row(&query))
        found = (agreement ? take_agreement : take_answer)(&query, hit, words, err) ? -1 : 1;
    return query_end(&query, err) ? -1 : found;
}

static int load_matching(struct db *db, const struct search *search, const struct words *words,
                         const struct buf *shared, const struct buf *rest, struct hit **hits,
                         size_t *n, struct err *err)
{
    struct query query;
    int found = 0;
    query_begin(&query, db, places_sql[search->hr]);
    query_bytes(&query, ":match", shared->data, shared->len);
    if (!search->hr)
        query_bytes(&query, ":private", rest->data, rest->len);
    query_number(&query, ":after", search->after ? search->after : INT64_MAX);
    query_number(&query, ":limit", search->limit ? (int64_t)search->limit : -1);
    while (found >= 0 && query_row(&query)) {
        struct hit hit = {.place = query_take_number(&query)};
        found = load_hit(db, search, words, &hit, err);
        if (found <= 0) {
            hit_release(&hit);
            continue;
        }
        *hits = mem_room(*hits, *n, sizeof **hits);
        (*hits)[(*n)++] = hit;
    }
    return query_end(&query, err) || found < 0 ? -1 : 0;
}

static int load_hits(struct db *db, const struct search *search, const struct words *words,
                     struct hit **hits, size_t *n, struct err *err)
{
    struct buf shared = BUF_INIT, rest = BUF_INIT;
    int failed = words_add_match(words, db, "agreement_text", &shared, err) ||
                 (!search->hr && words_add_match(words, db, "private_text", &rest, err)) ||
                 load_matching(db, search, words, &shared, &rest, hits, n, err);
    buf_release(&shared);
    buf_release(&rest);
    return failed ? -1 : 0;
}

int search_find(struct store *store, const struct search *search, struct hit **hits, size_t *n,
                struct err *err)
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
        failed = db_end(db, load_hits(db, search, words, hits, n, err), err);
    words_free(words);
    if (!failed)
        return 0;
    hits_free(*hits, *n);
    *hits = NULL;
    *n = 0;
    return failed;
}
