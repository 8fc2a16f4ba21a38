#include "store/agreements.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/change.h"
#include "store/history.h"
#include "store/json.h"
#include "store/people.h"
#include "agreements_inside.h"
#include "interviews_inside.h"

static const char tables[] = " FROM agreement a JOIN interview i ON i.id = a.interview"
                             " JOIN read_person p ON p.id = i.person"
                             " JOIN guide_text g ON g.checksum = i.checksum"
                             " WHERE NOT a.removed AND NOT i.removed";

/* The agreements of other talks with the same person, made before this one began. */
static const char before_interview[] =
    " AND i.id <> :before AND i.person = (SELECT person FROM interview WHERE id = :before)"
    " AND a.created_at <= (SELECT iif(started_at = 0, 9223372036854775807, started_at)"
    "  FROM interview WHERE id = :before)";

static void add_statuses(struct buf *sql, unsigned statuses)
{
    const char *between = " AND a.status IN (";
    for (enum status status = STATUS_OPEN; status <= STATUS_DROPPED; status++) {
        if (!(statuses & 1U << status))
            continue;
        buf_addf(sql, "%s'%s'", between, status_key(status));
        between = ", ";
    }
    buf_adds(sql, ")");
}

/* Only what the filter asks for stands in the SQL, so the indexes serve what it is. */
static void add_filter(struct buf *sql, const struct agreement_filter *filter)
{
    const struct {
        bool asked;
        const char *sql;
    } parts[] = {
        {filter->due_before != DAY_NONE, " AND a.due < :due_before"},
        {filter->due_from != DAY_NONE, " AND a.due >= :due_from"},
        {filter->due_to != DAY_NONE, " AND a.due <= :due_to"},
        {filter->guide, " AND g.guide = :guide"},
        {filter->late_on != DAY_NONE,
         " AND a.due < :late_on AND " AGREEMENT_UNSETTLED("a.")},
        {filter->owner != OWNER_NONE, " AND a.owner = :owner"},
        {filter->person, " AND (p.id = :person OR p.folded = folded(trim(:person)))"},
        {filter->team, " AND folded(p.team) = folded(trim(:team))"},
        {filter->interview, " AND a.interview = :interview"},
        {filter->before_interview, before_interview},
        {filter->own, " AND NOT a.collected"},
    };
    if (filter->statuses)
        add_statuses(sql, filter->statuses);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].asked)
            buf_adds(sql, parts[i].sql);
}

static void bind_filter(struct query *query, const struct agreement_filter *filter)
{
    if (filter->due_before != DAY_NONE)
        query_day(query, ":due_before", filter->due_before);
    if (filter->due_from != DAY_NONE)
        query_day(query, ":due_from", filter->due_from);
    if (filter->due_to != DAY_NONE)
        query_day(query, ":due_to", filter->due_to);
    if (filter->guide)
        query_text(query, ":guide", filter->guide);
    if (filter->late_on != DAY_NONE)
        query_day(query, ":late_on", filter->late_on);
    if (filter->owner != OWNER_NONE)
        query_text(query, ":owner", owner_key(filter->owner));
    if (filter->person)
        query_text(query, ":person", filter->person);
    if (filter->team)
        query_text(query, ":team", filter->team);
    if (filter->interview)
        query_text(query, ":interview", filter->interview);
    if (filter->before_interview)
        query_text(query, ":before", filter->before_interview);
    query_number(query, ":limit", filter->limit ? (int64_t)filter->limit : -1);
}

static void begin_list(struct query *query, struct store *store, const char *columns,
                       const struct agreement_filter *filter)
{
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "SELECT %s%s", columns, tables);
    add_filter(&sql, filter);
    buf_adds(&sql, " ORDER BY a.due IS NULL, a.due, a.seq LIMIT :limit");
    query_begin(query, store_db(store), sql.data);
    bind_filter(query, filter);
    buf_release(&sql);
}

#define ROW                                                                                        \
    HISTORY_AGREEMENT                                                                              \
    ", " PERSON_COLUMNS ", g.guide, g.version,"                                                    \
    " " INTERVIEW_MOMENT("i.") ", a.collected"

static void take_row(struct query *query, struct agreement_row *row)
{
    history_take(query, &row->agreement);
    person_take(query, &row->person);
    row->guide_id = query_take_text(query);
    row->guide_version = query_take_text(query);
    row->interview_at = query_take_number(query);
    row->collected = query_take_number(query) != 0;
}

int agreements_list(struct store *store, const struct agreement_filter *filter,
                    struct agreement_row **rows, size_t *n, struct err *err)
{
    struct query query;
    *rows = NULL;
    *n = 0;
    begin_list(&query, store, ROW, filter);
    while (query_row(&query)) {
        *rows = mem_room(*rows, *n, sizeof **rows);
        take_row(&query, &(*rows)[(*n)++]);
    }
    if (query_end(&query, err) == 0)
        return 0;
    agreement_rows_free(*rows, *n);
    *rows = NULL;
    *n = 0;
    return -1;
}

static void row_release(struct agreement_row *row)
{
    agreement_release(&row->agreement);
    person_release(&row->person);
    free(row->guide_id);
    free(row->guide_version);
}

void agreement_rows_free(struct agreement_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        row_release(&rows[i]);
    free(rows);
}

/* In the order of an index (agreement_unsettled): no more is read than is asked for. */
static const char promised_sql[] =
    "SELECT a.id, a.interview, read_agreement(a.what), a.due, a.status, i.person"
    " FROM agreement a CROSS JOIN interview i ON i.id = a.interview"
    " WHERE " AGREEMENT_PROMISED("a.") " AND NOT i.removed"
    " ORDER BY a.due NULLS LAST, a.seq LIMIT :most";

static int take_promised(struct query *query, struct agreement_row *row, struct err *err)
{
    struct agreement *agreement = &row->agreement;
    char person[UUID_SIZE];
    *row = (struct agreement_row){.guide_id = mem_copy(""), .guide_version = mem_copy("")};
    agreement_init(agreement);
    agreement->owner = OWNER_MANAGER;
    query_take_id(query, agreement->id, sizeof agreement->id);
    query_take_id(query, agreement->interview, sizeof agreement->interview);
    mem_replace(&agreement->what, query_see_key(query));
    agreement->due = query_take_day(query);
    status_parse(query_see_key(query), &agreement->status);
    query_take_id(query, person, sizeof person);
    return person_load(query->db, person, &row->person, err);
}

int agreements_promised(struct store *store, size_t most, struct agreement_row **rows, size_t *n,
                        struct err *err)
{
    struct query query;
    int failed = 0;
    *rows = mem_zero(most + 1, sizeof **rows);
    *n = 0;
    query_begin(&query, store_db(store), promised_sql);
    query_number(&query, ":most", (int64_t)most);
    while (!failed && query_row(&query))
        failed = take_promised(&query, &(*rows)[(*n)++], err);
    if (query_end(&query, err) == 0 && !failed)
        return 0;
    agreement_rows_free(*rows, *n);
    *rows = NULL;
    *n = 0;
    return -1;
}

/* Hands over the one with that seq. */
static int hand_over(struct db *db, int64_t seq,
                     int (*each)(void *context, const struct agreement_row *row), void *context,
                     struct err *err)
{
    struct query query;
    int answer = 0;
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "SELECT " ROW "%s AND a.seq = :seq", tables);
    query_begin(&query, db, sql.data);
    buf_release(&sql);
    query_number(&query, ":seq", seq);
    if (query_row(&query)) {
        struct agreement_row row;
        take_row(&query, &row);
        answer = each(context, &row);
        row_release(&row);
    }
    return query_end(&query, err) ? -1 : answer;
}

/* In order are only the numbers; the rows come after. */
int agreements_each(struct store *store, const struct agreement_filter *filter,
                    int (*each)(void *context, const struct agreement_row *row), void *context,
                    struct err *err)
{
    struct query query;
    int answer = 0;
    begin_list(&query, store, "a.seq", filter);
    while (!answer && query_row(&query))
        answer = hand_over(store_db(store), query_take_number(&query), each, context, err);
    return query_end(&query, err) ? -1 : answer;
}

static int64_t last_talk(const struct agreement_row *rows, size_t n)
{
    int64_t last = 0;
    for (size_t i = 0; i < n; i++)
        if (rows[i].interview_at > last)
            last = rows[i].interview_at;
    return last;
}

/* 0 unsettled, 1 settled since then, 2 settled before. */
static int carried_rank(const struct agreement *agreement, int64_t since)
{
    return agreement_unsettled(agreement) ? 0 : agreement->updated_at >= since ? 1 : 2;
}

int agreements_carried(struct store *store, const char *interview, struct agreement_row **rows,
                       size_t *n, struct err *err)
{
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    struct agreement_row *all = NULL;
    size_t found = 0;
    *rows = NULL;
    *n = 0;
    filter.before_interview = interview;
    if (agreements_list(store, &filter, &all, &found, err))
        return -1;
    struct agreement_row *sorted = mem_zero(found + 1, sizeof *sorted);
    int64_t since = last_talk(all, found);
    size_t at = 0;
    for (int rank = 0; rank <= 2; rank++) {
        for (size_t i = 0; i < found; i++)
            if (carried_rank(&all[i].agreement, since) == rank)
                sorted[at++] = all[i];
        if (rank == 1)
            *n = at;
    }
    for (size_t i = *n; i < found; i++)
        row_release(&sorted[i]);
    free(all); /* its rows went over */
    *rows = sorted;
    return 0;
}

int agreements_json(struct store *store, const struct agreement_filter *filter, struct buf *json,
                    struct err *err)
{
    struct query query;
    begin_list(
        &query, store,
        "json_object('id', a.id, 'interview', a.interview, 'person', p.name,"
        " 'team', p.team, 'guide', g.guide, 'guide_version', g.version, 'what', "
        "read_agreement(a.what),"
        " 'owner', a.owner, 'owner_name', read_agreement(a.owner_name), 'due', a.due,"
        " 'follow_up', read_agreement(a.follow_up), 'look_back', a.look_back, 'basis', a.basis,"
        " 'share', a.share, 'confirmed', a.confirmed, 'status', a.status,"
        " 'revision', a.revision, 'created_at', " JSON_MOMENT(
            "a.created_at") ","
                            " 'updated_at', " JSON_MOMENT("a.updated_at") ")",
        filter);
    return json_rows(&query, json, err);
}
