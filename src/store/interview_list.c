#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/change.h"
#include "store/interviews.h"
#include "store/json.h"
#include "store/people.h"
#include "store/tail.h"

/* How many agreements an interview i has, and how many of them fit a condition. */
#define AGREEMENTS " (SELECT count(*) FROM agreement a WHERE a.interview = i.id AND NOT a.removed)"
#define UNSETTLED                                                                                  \
    " (SELECT count(*) FROM agreement a WHERE a.interview = i.id AND NOT a.removed"                \
    "  AND a.status IN ('open', 'running', 'changed'))"
#define INCOMPLETE                                                                                 \
    " (SELECT count(*) FROM agreement a WHERE a.interview = i.id AND NOT a.removed"                \
    "  AND a.status IN ('open', 'running', 'changed') AND a.due IS NULL)"
#define PREPARED                                                                                   \
    " (SELECT count(*) FROM answer WHERE interview = i.id AND point = '" POINT_PREPARATION         \
    "' AND value <> '')"
#define TABLES                                                                                     \
    " FROM interview i JOIN read_person p ON p.id = i.person"                                      \
    " JOIN guide_text g ON g.checksum = i.checksum WHERE NOT i.removed"

/* When it was held, else when it is planned, else when it was written down. */
#define MOMENT                                                                                     \
    " CASE WHEN i.started_at THEN i.started_at WHEN i.at THEN i.at ELSE i.created_at END"

static const char *const endings[] = {
    [INTERVIEWS_ALL] = " ORDER BY" MOMENT " DESC, i.seq DESC LIMIT :limit",
    [INTERVIEWS_UNFINISHED] = " AND i.stage <> 'closed' ORDER BY" MOMENT ", i.seq LIMIT :limit",
};

static void begin_list(struct query *query, struct store *store, const char *columns,
                       enum interview_filter filter, size_t limit)
{
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "SELECT %s" TABLES "%s", columns, endings[filter]);
    query_begin(query, store_db(store), sql.data);
    query_number(query, ":limit", limit ? (int64_t)limit : -1);
    buf_release(&sql);
}

static void take_row(struct query *query, struct interview_row *row)
{
    *row = (struct interview_row){0};
    person_take(query, &row->person);
    query_take_id(query, row->id, sizeof row->id);
    row->guide_id = query_take_text(query);
    row->guide_version = query_take_text(query);
    row->guide_title = query_take_text(query);
    stage_parse(query_see_key(query), &row->stage);
    row->at = query_take_number(query);
    row->started_at = query_take_number(query);
    row->closed_at = query_take_number(query);
    row->created_at = query_take_number(query);
    row->updated_at = query_take_number(query);
    row->agreements = (int)query_take_number(query);
    row->unsettled = (int)query_take_number(query);
    row->prepared = (int)query_take_number(query);
    row->incomplete = (int)query_take_number(query);
}

int interviews_list(struct store *store, enum interview_filter filter, size_t limit,
                    struct interview_row **rows, size_t *n, struct err *err)
{
    struct query query;
    *rows = NULL;
    *n = 0;
    begin_list(&query, store,
               PERSON_COLUMNS ", i.id, g.guide, g.version, g.title, i.stage, i.at, i.started_at,"
               " i.closed_at, i.created_at, i.updated_at," AGREEMENTS "," UNSETTLED "," PREPARED
               "," INCOMPLETE,
               filter, limit);
    while (query_row(&query)) {
        *rows = mem_room(*rows, *n, sizeof **rows);
        take_row(&query, &(*rows)[(*n)++]);
    }
    if (query_end(&query, err) == 0)
        return 0;
    interview_rows_free(*rows, *n);
    *rows = NULL;
    *n = 0;
    return -1;
}

void interview_rows_free(struct interview_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        person_release(&rows[i].person);
        free(rows[i].guide_id);
        free(rows[i].guide_version);
        free(rows[i].guide_title);
    }
    free(rows);
}

int interviews_json(struct store *store, enum interview_filter filter, size_t limit,
                    struct buf *json, struct err *err)
{
    struct query query;
    begin_list(&query, store,
               "json_object('id', i.id, 'person', p.name, 'team', p.team, 'guide', g.guide,"
               " 'guide_version', g.version, 'title', g.title, 'stage', i.stage,"
               " 'at', " JSON_MOMENT("i.at") ", 'started_at', " JSON_MOMENT("i.started_at") ","
               " 'closed_at', " JSON_MOMENT("i.closed_at") ", 'agreements'," AGREEMENTS ","
               " 'unsettled'," UNSETTLED ", 'created_at', " JSON_MOMENT("i.created_at") ","
               " 'updated_at', " JSON_MOMENT("i.updated_at") ")",
               filter, limit);
    return json_rows(&query, json, err);
}

int interviews_find(struct store *store, const char *id, char found[UUID_SIZE], struct err *err)
{
    static const struct tail_words words = {
        N_("No conversation has an id that ends in \"%s\". 'gesprek interviews' lists them."),
        N_("More than one conversation has an id that ends in \"%s\". Give more of it."),
    };
    return tail_find(store_db(store),
                     "SELECT id FROM interview WHERE NOT removed AND"
                     " (id = :tail OR (:short AND substr(id, -length(:tail)) = :tail)) LIMIT 2",
                     &words, id, found, err);
}

int interviews_any(struct store *store, bool *any, struct err *err)
{
    int64_t found = 0;
    static const char sql[] = "SELECT EXISTS (SELECT 1 FROM interview WHERE NOT removed)";
    int failed = db_number(store_db(store), sql, &found, err);
    *any = found != 0;
    return failed;
}

int interviews_there(struct store *store, const char *id, bool *there, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store), "SELECT 1 FROM interview WHERE id = :id AND NOT removed");
    query_text(&query, ":id", id);
    *there = query_row(&query);
    return query_end(&query, err);
}

int interviews_unfinished_of(struct store *store, const char *name, char found[UUID_SIZE],
                             struct err *err)
{
    struct query query;
    char person[UUID_SIZE];
    *found = '\0';
    if (person_named(store_db(store), name, person, err))
        return -1;
    query_begin(&query, store_db(store),
                "SELECT id FROM interview WHERE person = :person AND NOT removed"
                " AND stage <> 'closed' ORDER BY seq DESC LIMIT 1");
    query_text(&query, ":person", person);
    if (query_row(&query))
        query_take_id(&query, found, UUID_SIZE);
    return query_end(&query, err);
}
