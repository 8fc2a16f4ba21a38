/*
 * search_hits: what stands at the places that were found, in their order.
 *
 * First the conversations they are of, each with its person, as several are often of one; then what
 * stands there. HR is asked about here too, so a slip in an index would still show nothing private.
 *
 * Each table is read as it stands, all its columns once, and only what is shown is held against its
 * sum (store/sums.h). Where anything is not sound, and in a sealed file, all is read by read_person
 * and the like instead.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "search_inside.h"
#include "store/lookup.h"
#include "store/people.h"
#include "store/sums.h"
#include "store/veil.h"

enum { PORTION = 500 }; /* places looked at with one question */

/* A conversation: "" while it is not found. */
struct talk {
    char id[UUID_SIZE];
    int64_t at;
    struct person person;
};

/* What is being loaded. */
struct loading {
    struct db *db;
    const struct search *search;
    const struct words *words;
    struct hit *hits;
    size_t n;
    size_t *talk_of; /* which of the talks each hit is of */
    struct talk *talks;
    size_t n_talks;
    bool careful; /* by the second of the questions */
    bool damaged; /* something that is shown is not sound */
    struct err *err;
};

/* ---- Conversations --------------------------------------------------------------------------- */

#define WHEN "CASE WHEN i.at THEN i.at WHEN i.started_at THEN i.started_at ELSE i.created_at END"
#define TALKS(person, columns)                                                                     \
    "SELECT j.key, i.id, " WHEN ", " columns                                                       \
    " FROM json_each(:talks) j CROSS JOIN interview i ON i.seq = j.value"                          \
    " CROSS JOIN " person " p ON p.id = i.person WHERE NOT i.removed"

/* The columns of a person in the order of sound_person, those that are shown. */
enum { OF_PERSON = 3 };
static const char *const talks_sql[] = {
    TALKS("person", "sound_person(p)"),
    TALKS("read_person", "p.id, p.created_at, p.name, NULL, p.team, p.code"),
};

static void take_person(struct query *query, bool hr, struct person *person)
{
    query_take_id(query, person->id, sizeof person->id);
    person->created_at = query_take_number(query);
    person->name = query_take_text(query);
    query_see_key(query); /* the name for comparing */
    person->team = query_take_text(query);
    person->code = hr ? mem_copy("") : query_take_text(query);
}

/* Each once; of the newest, those of one follow each other. */
static void find_talks(struct loading *loading, int64_t *seqs)
{
    for (size_t i = 0; i < loading->n; i++) {
        int64_t seq = lookup_interview_at(loading->hits[i].place);
        size_t at = loading->n_talks;
        while (at && seqs[at - 1] != seq)
            at--;
        loading->talk_of[i] = at ? at - 1 : loading->n_talks;
        if (!at)
            seqs[loading->n_talks++] = seq;
    }
}

static int read_talks(struct loading *loading, const struct buf *seqs)
{
    static const char *const shown[] = {"name", "team", "code"};
    struct query query;
    query_begin(&query, loading->db, talks_sql[loading->careful]);
    query_bytes(&query, ":talks", seqs->data, seqs->len);
    while (query_row(&query)) {
        struct talk *talk = &loading->talks[query_take_number(&query)];
        query_take_id(&query, talk->id, sizeof talk->id);
        talk->at = query_take_number(&query);
        take_person(&query, loading->search->hr, &talk->person);
        query_go(&query, OF_PERSON);
        if (!loading->careful && !sums_hold(&query, "person", shown, 3))
            loading->damaged = true;
    }
    return query_end(&query, loading->err);
}

static int load_talks(struct loading *loading)
{
    struct buf json = BUF_INIT;
    int64_t *seqs = mem_grow(NULL, loading->n, sizeof *seqs);
    find_talks(loading, seqs);
    loading->talks = mem_zero(loading->n_talks, sizeof *loading->talks);
    lookup_add_places(&json, seqs, loading->n_talks);
    int failed = read_talks(loading, &json);
    buf_release(&json);
    free(seqs);
    return failed;
}

/* ---- What was agreed and answered ------------------------------------------------------------ */

#define AT_PLACES(table, of)                                                                       \
    " FROM json_each(:places) j CROSS JOIN " table " " of " ON " of                                \
    ".seq = " LOOKUP_ROW_AT("j.value")
#define AGREEMENTS(agreement, columns)                                                             \
    "SELECT j.key, " columns AT_PLACES(agreement, "a") " WHERE j.value & 2147483648"               \
                                                       " AND (NOT :hr OR a.share = 'hr')"          \
                                                       " AND NOT a.removed"
#define ANSWERS(answer, columns)                                                                   \
    "SELECT j.key, " columns AT_PLACES(answer, "x") " WHERE NOT j.value & 2147483648 AND NOT :hr"

static const char *const hits_sql[][2] = {
    [HIT_AGREEMENT] = {AGREEMENTS("agreement", "sound_agreement(a)"),
                       AGREEMENTS("read_agreement",
                                  "a.id, NULL, a.due, NULL, NULL, NULL, a.share, NULL, a.status,"
                                  " NULL, NULL, a.interview, a.what, a.owner_name, NULL,"
                                  " a.follow_up, a.remark")},
    [HIT_ANSWER] = {ANSWERS("answer", "sound_answer(x)"),
                    ANSWERS("read_answer", "x.interview, x.point, x.field, x.kind, x.share, NULL,"
                                           " x.value, x.shown, x.label")},
};

/* Their columns, as sound_agreement and sound_answer give them; the rest is for the sum alone. */
enum { OF_HIT = 1 };
enum {
    ID = 1,
    DUE = 3,
    SHARE = 7,
    STATUS = 9,
    INTERVIEW = 12,
    WHAT,
    OWNER_NAME,
    FOLLOW_UP = 16,
    REMARK
};
enum { OF = 1, POINT, FIELD, KIND, ANSWER_SHARE, VALUE = 7, SHOWN, LABEL };

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

static int take_agreement(struct query *query, struct hit *hit, const struct words *words,
                          struct err *err)
{
    static const struct {
        const char *field;
        int column;
    } texts[HIT_TEXTS] = {
        {"what", WHAT}, {"follow_up", FOLLOW_UP}, {"remark", REMARK}, {"owner_name", OWNER_NAME}};
    int failed = 0;
    query_go(query, ID);
    query_take_id(query, hit->id, sizeof hit->id);
    query_go(query, DUE);
    hit->due = query_take_day(query);
    query_go(query, SHARE);
    share_parse(query_see_key(query), &hit->share);
    query_go(query, STATUS);
    status_parse(query_see_key(query), &hit->status);
    for (size_t i = 0; !failed && i < HIT_TEXTS; i++) {
        query_go(query, texts[i].column);
        failed = add_text(hit, words, texts[i].field, query, err);
    }
    return failed;
}

static int take_answer(struct query *query, struct hit *hit, const struct words *words,
                       struct err *err)
{
    enum kind kind = KIND_NOTE;
    query_go(query, POINT);
    hit->point = query_take_text(query);
    hit->field = query_take_text(query);
    kind_parse(query_see_key(query), &kind);
    share_parse(query_see_key(query), &hit->share);
    query_go(query, LABEL);
    hit->label = query_take_text(query);
    hit->due = DAY_NONE;
    query_go(query, kind == KIND_CHOICE ? SHOWN : VALUE);
    return add_text(hit, words, "value", query, err);
}

/* Is all that is shown of it what was written? */
static bool is_sound(struct query *query, const struct hit *hit)
{
    static const char *const of_answer[] = {"value", "shown", "label"};
    const char *of_agreement[HIT_TEXTS];
    query_go(query, OF_HIT);
    if (hit->kind == HIT_ANSWER)
        return sums_hold(query, "answer", of_answer, 3);
    for (size_t i = 0; i < hit->n_texts; i++)
        of_agreement[i] = hit->texts[i].field;
    return sums_hold(query, "agreement", of_agreement, hit->n_texts);
}

/* What is not of the talk that its place says is left out. */
static int take_hit(struct loading *loading, struct query *query, enum hit_kind kind)
{
    size_t at = (size_t)query_take_number(query);
    struct hit *hit = &loading->hits[at];
    const struct talk *talk = &loading->talks[loading->talk_of[at]];
    query_go(query, kind == HIT_AGREEMENT ? INTERVIEW : OF);
    if (strcmp(query_see_key(query), talk->id) != 0)
        return 0;
    hit->kind = kind;
    memcpy(hit->interview, talk->id, sizeof hit->interview);
    hit->interview_at = talk->at;
    person_copy(&hit->person, &talk->person);
    if ((kind == HIT_AGREEMENT ? take_agreement : take_answer)(query, hit, loading->words,
                                                               loading->err))
        return -1;
    if (!loading->careful && !is_sound(query, hit))
        loading->damaged = true;
    return 0;
}

static int load_kind(struct loading *loading, enum hit_kind kind, const struct buf *places)
{
    struct query query;
    int failed = 0;
    query_begin(&query, loading->db, hits_sql[kind][loading->careful]);
    query_bytes(&query, ":places", places->data, places->len);
    query_number(&query, ":hr", loading->search->hr);
    while (!failed && query_row(&query))
        failed = take_hit(loading, &query, kind);
    return query_end(&query, loading->err) || failed ? -1 : 0;
}

static int load_hits(struct loading *loading)
{
    struct buf json = BUF_INIT;
    bool kinds[2] = {false, false};
    int64_t *places = mem_grow(NULL, loading->n, sizeof *places);
    for (size_t i = 0; i < loading->n; i++) {
        places[i] = loading->hits[i].place;
        kinds[lookup_is_agreement(places[i]) ? HIT_AGREEMENT : HIT_ANSWER] = true;
    }
    lookup_add_places(&json, places, loading->n);
    int failed =
        (kinds[HIT_AGREEMENT] && load_kind(loading, HIT_AGREEMENT, &json)) ||
        (kinds[HIT_ANSWER] && !loading->search->hr && load_kind(loading, HIT_ANSWER, &json));
    buf_release(&json);
    free(places);
    return failed ? -1 : 0;
}

/* ---- All of it ------------------------------------------------------------------------------- */

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

static int load(struct loading *loading)
{
    loading->talk_of = mem_grow(NULL, loading->n, sizeof *loading->talk_of);
    loading->talks = NULL;
    loading->n_talks = 0;
    int failed = load_talks(loading) || (!loading->damaged && load_hits(loading));
    for (size_t i = 0; i < loading->n_talks; i++)
        person_release(&loading->talks[i].person);
    free(loading->talks);
    free(loading->talk_of);
    return failed ? -1 : 0;
}

/* Fills a hit for each place, with n_texts 0 where nothing may be shown. */
static int load_portion(struct loading loading, const int64_t *places)
{
    for (size_t i = 0; i < loading.n; i++)
        loading.hits[i].place = places[i];
    if (load(&loading))
        return -1;
    if (!loading.damaged)
        return 0;
    for (size_t i = 0; i < loading.n; i++) {
        hit_release(&loading.hits[i]);
        loading.hits[i] = (struct hit){.place = places[i]};
    }
    loading.careful = true;
    loading.damaged = false;
    return load(&loading);
}

/* Those that show something, in their order. */
static size_t keep_shown(struct hit *hits, size_t n)
{
    size_t shown = 0;
    for (size_t i = 0; i < n; i++)
        if (hits[i].n_texts)
            hits[shown++] = hits[i];
        else
            hit_release(&hits[i]);
    return shown;
}

int search_load(struct db *db, const struct search *search, const struct words *words,
                const struct places *places, struct hit **hits, size_t *n, struct err *err)
{
    struct loading loading = {
        .db = db, .search = search, .words = words, .careful = veil_hangs(db), .err = err};
    int failed = 0;
    if (!places->n)
        return 0;
    *hits = mem_zero(places->n, sizeof **hits);
    for (size_t at = 0; !failed && at < places->n; at += PORTION) {
        loading.hits = *hits + at;
        loading.n = places->n - at < PORTION ? places->n - at : PORTION;
        failed = load_portion(loading, places->at + at);
    }
    *n = keep_shown(*hits, places->n);
    return failed;
}
