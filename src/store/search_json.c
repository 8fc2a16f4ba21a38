#include "store/search.h"

#include "store/change.h"
#include "store/json.h"

#define PAGE 200 /* hits in memory at once */

static int add_text(struct db *db, struct buf *json, const struct hit_text *text, struct err *err)
{
    struct query query;
    struct buf marks = BUF_INIT;
    for (size_t i = 0; i < text->n_marks; i++)
        buf_addf(&marks, "%c[%zu,%zu]", i ? ',' : '[', text->marks[i].at, text->marks[i].len);
    buf_adds(&marks, text->n_marks ? "]" : "[]");
    query_begin(&query, db,
                "SELECT json_object('field', :field, 'text', :text, 'marks', json(:marks))");
    query_text(&query, ":field", text->field);
    query_text(&query, ":text", text->text);
    query_text(&query, ":marks", marks.data);
    int failed = json_object(&query, json, err);
    buf_release(&marks);
    return failed;
}

/* found: its texts as JSON. */
static int add_object(struct db *db, struct buf *json, const struct hit *hit, const char *found,
                      struct err *err)
{
    struct query query;
    bool agreement = hit->kind == HIT_AGREEMENT;
    query_begin(&query, db,
                "SELECT json_object('kind', :kind, 'id', nullif(:id, ''), 'interview', :interview,"
                " 'person', :person, 'team', :team, 'interview_at', " JSON_MOMENT(
                    ":at") ","
                           " 'share', :share, 'status', nullif(:status, ''), 'due', :due,"
                           " 'point', nullif(:point, ''), 'field', nullif(:field, ''),"
                           " 'label', nullif(:label, ''), 'found', json(:found))");
    query_text(&query, ":kind", agreement ? "agreement" : "answer");
    query_text(&query, ":id", hit->id);
    query_text(&query, ":interview", hit->interview);
    query_text(&query, ":person", hit->person.name);
    query_text(&query, ":team", hit->person.team);
    query_number(&query, ":at", hit->interview_at);
    query_text(&query, ":share", share_key(hit->share));
    query_text(&query, ":status", agreement ? status_key(hit->status) : "");
    query_day(&query, ":due", hit->due);
    query_text(&query, ":point", hit->point);
    query_text(&query, ":field", hit->field);
    query_text(&query, ":label", hit->label);
    query_text(&query, ":found", found);
    return json_object(&query, json, err);
}

static int add_hit(struct db *db, struct buf *json, const struct hit *hit, struct err *err)
{
    struct buf found = BUF_INIT;
    int failed = 0;
    for (size_t i = 0; !failed && i < hit->n_texts; i++) {
        buf_addc(&found, i ? ',' : '[');
        failed = add_text(db, &found, &hit->texts[i], err);
    }
    buf_addc(&found, ']');
    failed = failed || add_object(db, json, hit, found.data, err);
    buf_release(&found);
    return failed ? -1 : 0;
}

static int add_hits(struct db *db, struct buf *json, const struct hit *hits, size_t n,
                    size_t *added, struct err *err)
{
    int failed = 0;
    for (size_t i = 0; !failed && i < n; i++) {
        buf_adds(json, (*added)++ ? ",\n" : "\n");
        failed = add_hit(db, json, &hits[i], err);
    }
    return failed;
}

/* Ends the array that began at before, or takes it back. */
static int end_array(struct buf *json, size_t before, size_t added, int failed)
{
    buf_adds(json, added ? "\n]\n" : "]\n");
    if (failed)
        buf_cut(json, before);
    return failed;
}

int search_json(struct store *store, const struct search *search, struct buf *json, struct err *err)
{
    struct search page = *search;
    struct hit *hits = NULL;
    size_t before = json->len, n = 0, added = 0;
    int failed = 0;
    page.after = 0;
    page.limit = PAGE;
    buf_adds(json, "[");
    do {
        failed = search_find(store, &page, &hits, &n, err);
        failed = failed ? failed : add_hits(store_db(store), json, hits, n, &added, err);
        if (n)
            page.after = hits[n - 1].place;
        hits_free(hits, n);
    } while (!failed && n > 0);
    return end_array(json, before, added, failed);
}

int search_best_json(struct store *store, const struct search *search, struct buf *json,
                     size_t *of_newest, struct err *err)
{
    struct search all = *search;
    struct hit *hits = NULL;
    size_t before = json->len, n = 0, added = 0;
    all.limit = 0;
    int failed = search_best(store, &all, &hits, &n, of_newest, err);
    buf_adds(json, "[");
    failed = failed ? failed : add_hits(store_db(store), json, hits, n, &added, err);
    hits_free(hits, n);
    return end_array(json, before, added, failed);
}
