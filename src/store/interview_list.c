#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "agreements_inside.h"
#include "interviews_inside.h"
#include "store/change.h"
#include "store/interviews.h"
#include "store/json.h"
#include "store/people.h"
#include "store/tail.h"

/* How many agreements an interview i has, and how many of them fit a condition. */
#define AGREEMENTS " (SELECT count(*) FROM agreement a WHERE a.interview = i.id AND NOT a.removed)"
#define UNSETTLED                                                                                  \
    " (SELECT count(*) FROM agreement a WHERE a.interview = i.id AND NOT a.removed"                \
    "  AND " AGREEMENT_UNSETTLED("a.") ")"
#define INCOMPLETE                                                                                 \
    " (SELECT count(*) FROM agreement a WHERE a.interview = i.id AND NOT a.removed"                \
    "  AND " AGREEMENT_UNSETTLED("a.") " AND a.due IS NULL)"
#define PREPARED                                                                                   \
    " (SELECT count(*) FROM answer WHERE interview = i.id AND point = '" POINT_PREPARATION         \
    "' AND value <> '')"
#define FACTS                                                                                      \
    "i.id, g.guide, g.version, g.title, i.stage, i.at, i.started_at, i.closed_at, i.created_at,"   \
    " i.updated_at," PREPARED "," INCOMPLETE
#define NEWEST_FIRST                                                                               \
    " FROM interview i JOIN read_person p ON p.id = i.person"                                      \
    " JOIN guide_text g ON g.checksum = i.checksum WHERE NOT i.removed"                            \
    " ORDER BY " INTERVIEW_MOMENT("i.") " DESC, i.seq DESC LIMIT :limit"

static void take_row(struct query *query, struct interview_row *row)
{
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
    row->prepared = (int)query_take_number(query);
    row->incomplete = (int)query_take_number(query);
}

static int take_listed(struct query *query, struct interview_row *row, struct err *err)
{
    (void)err;
    person_take(query, &row->person);
    take_row(query, row);
    row->agreements = (int)query_take_number(query);
    row->unsettled = (int)query_take_number(query);
    return 0;
}

static int take_unfinished(struct query *query, struct interview_row *row, struct err *err)
{
    char person[UUID_SIZE];
    query_take_id(query, person, sizeof person);
    take_row(query, row);
    return person_load(query->db, person, &row->person, err);
}

/* Ends the question, which has been begun. */
static int take_all(struct query *query, size_t limit,
                    int (*take)(struct query *query, struct interview_row *row, struct err *err),
                    struct interview_row **rows, size_t *n, struct err *err)
{
    int failed = 0;
    *rows = NULL;
    *n = 0;
    query_number(query, ":limit", limit ? (int64_t)limit : -1);
    while (!failed && query_row(query)) {
        *rows = mem_room(*rows, *n, sizeof **rows);
        (*rows)[*n] = (struct interview_row){.stage = STAGE_PREPARING};
        failed = take(query, &(*rows)[(*n)++], err);
    }
    if (query_end(query, err) == 0 && !failed)
        return 0;
    interview_rows_free(*rows, *n);
    *rows = NULL;
    *n = 0;
    return -1;
}

int interviews_list(struct store *store, size_t limit, struct interview_row **rows, size_t *n,
                    struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT " PERSON_COLUMNS ", " FACTS "," AGREEMENTS "," UNSETTLED NEWEST_FIRST);
    return take_all(&query, limit, take_listed, rows, n, err);
}

/* In the order of an index: no more is read than is asked for. */
int interviews_unfinished(struct store *store, size_t limit, struct interview_row **rows, size_t *n,
                          struct err *err)
{
    struct query query;
    query_begin(
        &query, store_db(store),
        "SELECT i.person, " FACTS " FROM interview i CROSS JOIN guide_text g"
        " ON g.checksum = i.checksum WHERE NOT i.removed AND " INTERVIEW_OWN(
            "i.") " AND " INTERVIEW_OPEN("i.") " ORDER BY " INTERVIEW_MOMENT("i.") ", i.seq LIMIT "
                                                                                   ":limit");
    return take_all(&query, limit, take_unfinished, rows, n, err);
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

#define JSON_ROW                                                                                   \
    "json_object('id', i.id, 'person', p.name, 'team', p.team, 'guide', g.guide,"                  \
    " 'guide_version', g.version, 'title', g.title, 'stage', i.stage, 'at', " JSON_MOMENT("i.at")  \
    ", 'started_at', " JSON_MOMENT("i.started_at")                                                 \
    ", 'closed_at', " JSON_MOMENT("i.closed_at")                                                   \
    ", 'agreements'," AGREEMENTS ", 'unsettled'," UNSETTLED                                        \
    ", 'created_at', " JSON_MOMENT("i.created_at")                                                 \
    ", 'updated_at', " JSON_MOMENT("i.updated_at") ")"

int interviews_json(struct store *store, size_t limit, struct buf *json, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store), "SELECT " JSON_ROW NEWEST_FIRST);
    query_number(&query, ":limit", limit ? (int64_t)limit : -1);
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
