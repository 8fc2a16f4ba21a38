#include "store/sparring.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/change.h"
#include "store/json.h"

/* Threads t with what their messages say together, for :side. Who has the last word waits. */
#define THREADS                                                                                    \
    "WITH told AS (SELECT m.thread, count(*) AS n, max(closes) AS closed, min(at) AS asked_at,"    \
    " max(at) AS last_at, sum(side <> :side AND NOT seen) AS fresh,"                               \
    " (SELECT text FROM read_sparring_message WHERE thread = m.thread ORDER BY step, id LIMIT 1)"  \
    "  AS question,"                                                                               \
    " (SELECT text FROM read_sparring_message WHERE thread = m.thread AND text <> ''"              \
    "  ORDER BY step DESC, id DESC LIMIT 1) AS last,"                                              \
    " (SELECT iif(side = 'hr', 'manager', 'hr') FROM sparring_message WHERE thread = m.thread"     \
    "  AND NOT closes ORDER BY step DESC, id DESC LIMIT 1) AS turn"                                \
    " FROM sparring_message m GROUP BY m.thread)"
#define FROM_THREADS                                                                               \
    " FROM sparring t JOIN told ON told.thread = t.id LEFT JOIN read_source s ON s.id = t.source"
#define COLUMNS                                                                                    \
    "t.id, ifnull(t.interview, ''), t.source = '', ifnull(s.label, ''), t.guide, t.point, "        \
    "t.title,"                                                                                     \
    " question, last, asked_at, last_at, n, fresh, turn, closed"

/* What the manager has to look at is what HR said; what HR has to look at is what waits for it. */
#define OF_SIDE                                                                                    \
    " WHERE (:side = 'hr' OR t.source = '') ORDER BY closed, iif(:side = 'hr', turn <> 'hr',"      \
    " fresh = 0), last_at DESC, t.id DESC"

static void take(struct query *query, struct sparring_row *row)
{
    *row = (struct sparring_row){.own = false};
    query_take_id(query, row->id, sizeof row->id);
    query_take_id(query, row->interview, sizeof row->interview);
    row->own = query_take_number(query) != 0;
    row->from = query_take_text(query);
    row->guide = query_take_text(query);
    row->point = query_take_text(query);
    row->title = query_take_text(query);
    row->question = query_take_text(query);
    row->last = query_take_text(query);
    row->asked_at = query_take_number(query);
    row->last_at = query_take_number(query);
    row->n = (size_t)query_take_number(query);
    row->fresh = (size_t)query_take_number(query);
    side_parse(query_see_key(query), &row->turn);
    row->closed = query_take_number(query) != 0;
}

static void row_release(struct sparring_row *row)
{
    free(row->from);
    free(row->guide);
    free(row->point);
    free(row->title);
    free(row->question);
    free(row->last);
}

void sparring_rows_free(struct sparring_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        row_release(&rows[i]);
    free(rows);
}

static int take_all(struct query *query, struct sparring_row **rows, size_t *n, struct err *err)
{
    *rows = NULL;
    *n = 0;
    while (query_row(query)) {
        *rows = mem_room(*rows, *n, sizeof **rows);
        take(query, &(*rows)[(*n)++]);
    }
    if (query_end(query, err) == 0)
        return 0;
    sparring_rows_free(*rows, *n);
    *rows = NULL;
    *n = 0;
    return -1;
}

int sparring_list(struct store *store, enum side side, struct sparring_row **rows, size_t *n,
                  struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store), THREADS " SELECT " COLUMNS FROM_THREADS OF_SIDE);
    query_text(&query, ":side", side_key(side));
    return take_all(&query, rows, n, err);
}

#define LOOKED_AT "1000"

/* Threads t of this file itself with something new of HR's, of those that were begun last (their
 * ids are in order of time). */
#define FRESH                                                                                      \
    " FROM (SELECT id, source FROM sparring ORDER BY id DESC LIMIT " LOOKED_AT                     \
    ") t WHERE t.source = ''"                                                                      \
    " AND EXISTS (SELECT 1 FROM sparring_message WHERE thread = t.id AND side <> 'manager'"        \
    "  AND NOT seen)"

/* Mostly there are none: that is known without all it takes to read one. */
static const char any_fresh_sql[] = "SELECT EXISTS (SELECT 1" FRESH ")";

static const char fresh_sql[] =
    "SELECT t.id, (SELECT text FROM read_sparring_message WHERE thread = t.id ORDER BY step, id"
    " LIMIT 1)" FRESH " ORDER BY (SELECT max(at) FROM sparring_message WHERE thread = t.id) DESC,"
    " t.id DESC LIMIT :most";

void sparring_news_free(struct sparring_news *news, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(news[i].question);
    free(news);
}

int sparring_fresh(struct store *store, size_t most, struct sparring_news **news, size_t *n,
                   struct err *err)
{
    struct query query;
    int64_t found = 0;
    *news = NULL;
    *n = 0;
    if (db_number(store_db(store), any_fresh_sql, &found, err))
        return -1;
    if (!found)
        return 0;
    query_begin(&query, store_db(store), fresh_sql);
    query_number(&query, ":most", (int64_t)most);
    while (query_row(&query)) {
        *news = mem_room(*news, *n, sizeof **news);
        struct sparring_news *one = &(*news)[(*n)++];
        query_take_id(&query, one->id, sizeof one->id);
        one->question = query_take_text(&query);
    }
    if (query_end(&query, err) == 0)
        return 0;
    sparring_news_free(*news, *n);
    *news = NULL;
    *n = 0;
    return -1;
}

/* Most conversations have none: that is known without all it takes to read one. */
static int any_at(struct store *store, const char *interview, int64_t *any, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT EXISTS (SELECT 1 FROM sparring WHERE interview = :interview)");
    query_text(&query, ":interview", interview);
    if (query_row(&query))
        *any = query_take_number(&query);
    return query_end(&query, err);
}

int sparring_at(struct store *store, const char *interview, const char *point,
                struct sparring_row **rows, size_t *n, struct err *err)
{
    struct query query;
    int64_t any = 0;
    *rows = NULL;
    *n = 0;
    if (any_at(store, interview, &any, err))
        return -1;
    if (!any)
        return 0;
    query_begin(&query, store_db(store),
                THREADS " SELECT " COLUMNS FROM_THREADS " WHERE t.interview = :interview"
                        " AND (:point = '' OR t.point = :point) ORDER BY last_at DESC, t.id DESC");
    query_text(&query, ":side", side_key(SIDE_MANAGER));
    query_text(&query, ":interview", interview);
    query_text(&query, ":point", point);
    return take_all(&query, rows, n, err);
}

/* ---- one thread ------------------------------------------------------------------------------ */

static int load_messages(struct db *db, enum side side, struct sparring_thread *thread,
                         struct err *err)
{
    struct query query;
    query_begin(&query, db,
                "SELECT id, side, closes, side <> :side AND NOT seen, text, at"
                " FROM read_sparring_message WHERE thread = :thread ORDER BY step, id");
    query_text(&query, ":thread", thread->about.id);
    query_text(&query, ":side", side_key(side));
    while (query_row(&query)) {
        thread->messages = mem_room(thread->messages, thread->n, sizeof *thread->messages);
        struct sparring_message *message = &thread->messages[thread->n++];
        *message = (struct sparring_message){.text = NULL};
        query_take_id(&query, message->id, sizeof message->id);
        side_parse(query_see_key(&query), &message->side);
        message->closes = query_take_number(&query) != 0;
        message->fresh = query_take_number(&query) != 0;
        message->text = query_take_text(&query);
        message->at = query_take_number(&query);
    }
    return query_end(&query, err);
}

int sparring_load(struct store *store, const char *id, enum side side,
                  struct sparring_thread *thread, struct err *err)
{
    struct query query;
    bool there = false;
    *thread = (struct sparring_thread){.messages = NULL};
    query_begin(&query, store_db(store),
                THREADS " SELECT " COLUMNS FROM_THREADS " WHERE t.id = :id");
    query_text(&query, ":id", id);
    query_text(&query, ":side", side_key(side));
    if (query_row(&query)) {
        take(&query, &thread->about);
        there = true;
    }
    int failed = query_end(&query, err);
    if (!failed && !there)
        failed = err_set(err, "This question is not in the file any more. Choose another one.");
    if (!failed && !load_messages(store_db(store), side, thread, err))
        return 0;
    sparring_thread_release(thread);
    return -1;
}

void sparring_thread_release(struct sparring_thread *thread)
{
    row_release(&thread->about);
    for (size_t i = 0; i < thread->n; i++)
        free(thread->messages[i].text);
    free(thread->messages);
    *thread = (struct sparring_thread){.messages = NULL};
}

/* ---- for others ------------------------------------------------------------------------------ */

int sparring_json(struct store *store, enum side side, struct buf *json, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                THREADS
                " SELECT json_object('id', t.id, 'from', ifnull(s.label, ''), 'guide', t.guide,"
                " 'point', t.point, 'title', t.title, 'closed', json(iif(closed, 'true', 'false')),"
                " 'turn', iif(closed, '', turn), 'new', fresh, 'messages', (SELECT"
                "  json_group_array(json_object('side', side, 'text', text, 'closes',"
                "   json(iif(closes, 'true', 'false')), 'at', " JSON_MOMENT(
                    "at") "))"
                          "  FROM (SELECT * FROM read_sparring_message WHERE thread = t.id ORDER "
                          "BY step, id)),"
                          " 'asked_at', " JSON_MOMENT("asked_at") ", 'updated_at', " JSON_MOMENT(
                              "last_at") ")" FROM_THREADS OF_SIDE);
    query_text(&query, ":side", side_key(side));
    return json_rows(&query, json, err);
}

/* Of each thread the first answer, with how long it took; the clocks of two machines may differ. */
#define ANSWERS                                                                                    \
    "WITH asked AS (SELECT thread, min(at) AS at, max(closes) AS closed FROM sparring_message"     \
    "  GROUP BY thread),"                                                                          \
    " answer AS (SELECT m.thread, max(0, min(m.at) - a.at) AS took FROM sparring_message m"        \
    "  JOIN asked a ON a.thread = m.thread WHERE m.side = 'hr' AND NOT m.closes GROUP BY "         \
    "m.thread)"

static int read_median(struct db *db, struct sparring_facts *facts, struct err *err)
{
    int64_t twice = 0; /* the middle one, or both middle ones */
    if (db_number(db,
                  ANSWERS " SELECT CAST(2 * avg(took) AS INTEGER) FROM (SELECT took FROM answer"
                          " ORDER BY took LIMIT 2 - (SELECT count(*) FROM answer) % 2"
                          " OFFSET max(0, ((SELECT count(*) FROM answer) - 1) / 2))",
                  &twice, err))
        return -1;
    facts->median_days = (double)twice / 2 / (24.0 * 3600 * 1000);
    return 0;
}

int sparring_facts(struct store *store, struct sparring_facts *facts, struct err *err)
{
    struct db *db = store_db(store);
    *facts = (struct sparring_facts){.asked = 0};
    return db_number(db, "SELECT count(*) FROM sparring", &facts->asked, err) ||
                   db_number(db, ANSWERS " SELECT count(*) FROM answer", &facts->answered, err) ||
                   db_number(db,
                             "SELECT count(*) FROM sparring t WHERE 'manager' = (SELECT side FROM"
                             " sparring_message WHERE thread = t.id ORDER BY step DESC, id DESC"
                             " LIMIT 1) AND NOT EXISTS (SELECT 1 FROM sparring_message WHERE"
                             " thread = t.id AND closes)",
                             &facts->open, err) ||
                   read_median(db, facts, err)
               ? -1
               : 0;
}
