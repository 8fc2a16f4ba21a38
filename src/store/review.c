#include "store/review.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "review_inside.h"

void review_take(struct query *query, struct review_row *row)
{
    *row = (struct review_row){0};
    history_take(query, &row->row.agreement);
    person_take(query, &row->row.person);
    mem_replace(&row->row.person.code, ""); /* the manager's own */
    row->row.guide_id = query_take_text(query);
    row->row.guide_version = query_take_text(query);
    row->row.interview_at = query_take_number(query);
    row->source = query_take_text(query);
    row->label = query_take_text(query);
}

void review_row_release(struct review_row *row)
{
    agreement_release(&row->row.agreement);
    person_release(&row->row.person);
    free(row->row.guide_id);
    free(row->row.guide_version);
    free(row->source);
    free(row->label);
    free(row->group);
    *row = (struct review_row){0};
}

void review_page_free(struct review_page *page)
{
    for (size_t i = 0; i < page->n; i++)
        review_row_release(&page->rows[i]);
    free(page->rows);
    *page = (struct review_page){0};
}

/* ---- Reading ------------------------------------------------------------------------------- */

/* The index gives its documents in order, and all that is joined is one row each. */
#define ROWS(index, direction)                                                                     \
    "SELECT f.rowid, " REVIEW_COLUMNS " FROM " index " f CROSS JOIN review r"                      \
    " ON r.seq = " REVIEW_SEQ("f.rowid") REVIEW_JOINED                                             \
        " WHERE " index " MATCH :match"                                                            \
        " AND f.rowid >= :least AND f.rowid <= :most AND " REVIEW_MAY_SEE                          \
        " ORDER BY f.rowid " direction " LIMIT :limit"

static const char *const rows_sql[][2] = {
    [SOUGHT_DUE] = {ROWS("review_by_due", "ASC"), ROWS("review_by_due", "DESC")},
    [SOUGHT_UPDATE] = {ROWS("review_by_update", "ASC"), ROWS("review_by_update", "DESC")},
};

static void bind(struct query *query, const struct sought *sought, size_t limit)
{
    query_bytes(query, ":match", sought->match.data, sought->match.len);
    query_number(query, ":least", sought->least);
    query_number(query, ":most", sought->most);
    query_number(query, ":limit", (int64_t)limit);
}

int review_read(struct db *db, const struct sought *sought, const struct review_reach *reach,
                const char *group, struct review_page *page, struct err *err)
{
    struct query query;
    query_begin(&query, db, rows_sql[reach->index][reach->down]);
    bind(&query, sought, reach->limit);
    while (query_row(&query)) {
        int64_t place = query_take_number(&query);
        page->rows = mem_room(page->rows, page->n, sizeof *page->rows);
        struct review_row *row = &page->rows[page->n++];
        review_take(&query, row);
        row->group = group ? mem_copy(group) : NULL;
        row->mark = (struct review_mark){place, row->group};
    }
    return query_end(&query, err);
}

void review_beyond(struct sought *sought, int64_t place, bool down)
{
    if (down && place <= sought->most)
        sought->most = place - 1;
    if (!down && place >= sought->least)
        sought->least = place + 1;
}

void review_trim(struct review_page *page, bool from, bool backwards, size_t limit)
{
    bool more = page->n > limit;
    while (page->n > limit)
        review_row_release(&page->rows[--page->n]);
    page->before = backwards ? more : from;
    page->after = backwards ? from : more;
    for (size_t i = 0; backwards && i < page->n / 2; i++) {
        struct review_row row = page->rows[i];
        page->rows[i] = page->rows[page->n - 1 - i];
        page->rows[page->n - 1 - i] = row;
    }
}

static int page_in_order(struct db *db, const struct review_filter *filter,
                         const struct review_mark *from, bool backwards, size_t limit,
                         struct review_page *page, struct err *err)
{
    struct sought sought;
    struct review_reach reach = {.limit = limit + 1, .down = backwards != filter->reversed};
    if (filter->order == REVIEW_BY_UPDATE) {
        reach.index = SOUGHT_UPDATE;
        reach.down = !reach.down;
    }
    if (sought_make(&sought, db, filter, reach.index, err))
        return -1;
    if (from)
        review_beyond(&sought, from->place, reach.down);
    int failed = sought.nothing ? 0 : review_read(db, &sought, &reach, NULL, page, err);
    sought_release(&sought);
    review_trim(page, from != NULL, backwards, limit);
    return failed;
}

static int page_once(struct db *db, const struct review_filter *filter,
                     const struct review_mark *from, bool backwards, size_t limit,
                     struct review_page *page, struct err *err)
{
    bool grouped = filter->order == REVIEW_BY_PERSON || filter->order == REVIEW_BY_TEAM;
    *page = (struct review_page){0};
    int failed = (grouped ? review_page_grouped : page_in_order)(db, filter, from, backwards, limit,
                                                                 page, err);
    if (failed)
        review_page_free(page);
    return failed;
}

int review_page(struct store *store, const struct review_filter *filter,
                const struct review_mark *from, bool backwards, size_t limit,
                struct review_page *page, struct err *err)
{
    struct db *db = store_db(store);
    if (page_once(db, filter, from, backwards, limit, page, err))
        return -1;
    if (!from || !backwards || page->before || page->n == limit)
        return 0;
    review_page_free(page); /* part of a page: the first one begins earlier */
    return page_once(db, filter, NULL, false, limit, page, err);
}

int review_counted(struct db *db, const struct sought *sought, size_t most, size_t *n,
                   struct err *err)
{
    struct query query;
    *n = 0;
    query_begin(&query, db,
                "SELECT count(*) FROM (SELECT 1 FROM review_by_due WHERE review_by_due MATCH :match"
                " AND rowid >= :least AND rowid <= :most LIMIT :limit)");
    bind(&query, sought, most);
    if (query_row(&query))
        *n = (size_t)query_take_number(&query);
    return query_end(&query, err);
}

int review_count(struct store *store, const struct review_filter *filter, size_t most, size_t *n,
                 struct err *err)
{
    struct sought sought;
    *n = 0;
    if (sought_make(&sought, store_db(store), filter, SOUGHT_DUE, err))
        return -1;
    int failed = sought.nothing ? 0 : review_counted(store_db(store), &sought, most, n, err);
    sought_release(&sought);
    return failed;
}

int review_find(struct store *store, const char *id, struct review_row *row, struct err *err)
{
    struct query query;
    int found = 0;
    query_begin(&query, store_db(store),
                "SELECT " REVIEW_COLUMNS " FROM review r" REVIEW_JOINED
                " WHERE r.seq = (SELECT seq FROM agreement WHERE id = :id) AND " REVIEW_MAY_SEE);
    query_text(&query, ":id", id);
    if (query_row(&query)) {
        review_take(&query, row);
        found = 1;
    }
    if (query_end(&query, err) == 0)
        return found;
    if (found)
        review_row_release(row);
    return -1;
}
