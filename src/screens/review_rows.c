/*
 * review_rows: the rows around the selected one, loaded page by page in both directions.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "review_inside.h"
#include "ui/list.h"

#define CHUNK  60  /* rows loaded while it is not known how many are seen */
#define AHEAD  3   /* pages loaded at once where it goes on */
#define MARGIN 30  /* rows that stay loaded around those in view */
#define MOST   240 /* rows loaded at all */

void rows_release(struct review_rows *rows)
{
    struct review_page page = {.rows = rows->rows, .n = rows->n};
    review_page_free(&page);
    rows->rows = NULL;
    rows->n = 0;
}

const struct review_row *rows_selected(const struct review_rows *rows)
{
    return rows->n ? &rows->rows[rows->selected] : NULL;
}

/* How many to load where the list goes on, of which the fewest may be seen: a row costs as much as
 * drawing does, and asking for some as much as two rows. */
static size_t at_once(const struct review_rows *rows)
{
    return rows->page ? AHEAD * rows->page : CHUNK;
}

/* How many at one of its ends, where nobody may go on. */
static size_t at_end(const struct review_rows *rows)
{
    return rows->page ? rows->page : CHUNK;
}

static const char *id_of(const struct review_row *row)
{
    return row->row.agreement.id;
}

/* The row of that agreement, or n when it is not among them. */
static size_t find(const struct review_row *rows, size_t n, const char *id)
{
    size_t i = 0;
    while (i < n && strcmp(id_of(&rows[i]), id) != 0)
        i++;
    return i;
}

/* Takes page for all there is; selected is where it was, or on the agreement with this id. */
static void take(struct review_rows *rows, struct review_page *page, const char *id,
                 size_t otherwise)
{
    size_t offset = rows->selected - rows->top;
    rows_release(rows);
    rows->rows = page->rows;
    rows->n = page->n;
    rows->before = page->before;
    rows->after = page->after;
    size_t at = find(rows->rows, rows->n, id);
    rows->selected = at < rows->n          ? at
                     : otherwise < rows->n ? otherwise
                     : rows->n             ? rows->n - 1
                                           : 0;
    rows->top = rows->selected > offset ? rows->selected - offset : 0;
}

static void keep_id(const struct review_rows *rows, bool keep, char id[UUID_SIZE])
{
    const struct review_row *row = keep ? rows_selected(rows) : NULL;
    id[0] = '\0';
    if (row)
        memcpy(id, id_of(row), UUID_SIZE);
}

int rows_begin(struct review_rows *rows, struct store *store, const struct review_filter *filter,
               bool end, bool keep, struct err *err)
{
    struct review_page page;
    char id[UUID_SIZE];
    keep_id(rows, keep, id);
    if (review_page(store, filter, NULL, end, keep ? at_once(rows) : at_end(rows), &page, err))
        return -1;
    take(rows, &page, id, end && page.n ? page.n - 1 : 0);
    return 0;
}

/* ---- growing --------------------------------------------------------------------------------- */

static void let_go(struct review_row *rows, size_t n)
{
    struct review_page page = {.rows = mem_zero(n + 1, sizeof *rows), .n = n};
    if (n) /* rows may be NULL when there are none */
        memcpy(page.rows, rows, n * sizeof *rows);
    review_page_free(&page);
}

/* Joins the rows of page to those there are, as far as they are not among them already. */
static void join(struct review_rows *rows, struct review_page *page, size_t at, size_t n)
{
    rows->rows = mem_grow(rows->rows, rows->n + n + 1, sizeof *rows->rows);
    memmove(rows->rows + at + n, rows->rows + at, (rows->n - at) * sizeof *rows->rows);
    if (n) /* an empty page has no rows to point at */
        memcpy(rows->rows + at, page->rows, n * sizeof *rows->rows);
    rows->n += n;
    let_go(page->rows + n, page->n - n);
    free(page->rows);
}

static void drop_first(struct review_rows *rows)
{
    size_t n = rows->top > MARGIN ? rows->top - MARGIN : 0;
    if (rows->n <= MOST || !n)
        return;
    let_go(rows->rows, n);
    rows->n -= n;
    memmove(rows->rows, rows->rows + n, rows->n * sizeof *rows->rows);
    rows->top -= n;
    rows->selected -= n;
    rows->before = true;
}

static void drop_last(struct review_rows *rows)
{
    size_t end = rows->top + rows->page + MARGIN;
    if (rows->n <= MOST || end >= rows->n)
        return;
    let_go(rows->rows + end, rows->n - end);
    rows->n = end;
    rows->after = true;
}

static int grow_after(struct review_rows *rows, struct store *store,
                      const struct review_filter *filter, struct err *err)
{
    struct review_page page;
    if (review_page(store, filter, &rows->rows[rows->n - 1].mark, false, at_once(rows), &page, err))
        return -1;
    rows->after = page.after && page.n;
    join(rows, &page, rows->n, page.n);
    drop_first(rows);
    return 0;
}

/* A page at the very beginning is a full one: its end may be here already. */
static int grow_before(struct review_rows *rows, struct store *store,
                       const struct review_filter *filter, struct err *err)
{
    struct review_page page;
    if (review_page(store, filter, &rows->rows[0].mark, true, at_once(rows), &page, err))
        return -1;
    size_t fresh = find(page.rows, page.n, id_of(&rows->rows[0]));
    rows->before = page.before && page.n;
    join(rows, &page, 0, fresh);
    rows->top += fresh;
    rows->selected += fresh;
    drop_last(rows);
    return 0;
}

/* Loads until `by` rows further is loaded, or there are no more. */
static int grow(struct review_rows *rows, struct store *store, const struct review_filter *filter,
                long by, struct err *err)
{
    size_t far = (size_t)(by < 0 ? -by : by);
    while (by > 0 && rows->after && rows->selected + far >= rows->n)
        if (grow_after(rows, store, filter, err))
            return -1;
    while (by < 0 && rows->before && rows->selected < far)
        if (grow_before(rows, store, filter, err))
            return -1;
    return 0;
}

bool rows_missing(const struct review_rows *rows)
{
    return rows->n && rows->n < rows->page && (rows->before || rows->after);
}

int rows_fill(struct review_rows *rows, struct store *store, const struct review_filter *filter,
              struct err *err)
{
    int failed = 0;
    if (rows->after)
        failed = grow_after(rows, store, filter, err);
    else if (rows->before)
        failed = grow_before(rows, store, filter, err);
    if (failed)
        rows->before = rows->after = false; /* not over and over */
    return failed;
}

/* ---- reading again --------------------------------------------------------------------------- */

/* What stands before row at, into page: from there the list is read on. */
static int read_before(const struct review_rows *rows, size_t at, struct store *store,
                       const struct review_filter *filter, struct review_page *page,
                       struct err *err)
{
    return review_page(store, filter, &rows->rows[at].mark, true, at, page, err);
}

int rows_again(struct review_rows *rows, struct store *store, const struct review_filter *filter,
               struct err *err)
{
    struct review_page first = {0}, rest;
    size_t limit = rows->n > CHUNK ? rows->n : CHUNK;
    size_t at = rows->top ? rows->top : 1;
    char id[UUID_SIZE];
    keep_id(rows, true, id);
    if (rows->before && rows->n > at && read_before(rows, at, store, filter, &first, err))
        return -1;
    const struct review_mark *from = first.n ? &first.rows[first.n - 1].mark : NULL;
    if (review_page(store, filter, from, false, limit, &rest, err)) {
        review_page_free(&first);
        return -1;
    }
    struct review_rows all = {.rows = first.rows, .n = first.n};
    bool after = rest.after, before = first.n ? first.before : rest.before;
    join(&all, &rest, all.n, rest.n);
    struct review_page page = {.rows = all.rows, .n = all.n, .before = before, .after = after};
    take(rows, &page, id, rows->selected);
    return 0;
}

/* ---- moving ---------------------------------------------------------------------------------- */

#define FAR (1L << 20) /* further than a page: to one of the ends */

/* How far the key would move in a list with enough rows on both sides. */
static long way_of(const struct key *key, size_t page)
{
    struct list list = {.n = 1U << 28, .selected = 1U << 27, .top = 1U << 27};
    size_t from = list.selected;
    if (!list_key(&list, key, page))
        return 0;
    return (long)list.selected - (long)from;
}

int rows_key(struct review_rows *rows, struct store *store, const struct review_filter *filter,
             const struct key *key, struct err *err)
{
    long by = way_of(key, rows->page ? rows->page : 1);
    if (by == 0)
        return 0;
    if (by > FAR || by < -FAR)
        return rows_begin(rows, store, filter, by > 0, false, err) ? -1 : 1;
    if (grow(rows, store, filter, by, err))
        return -1;
    struct list list = {.n = rows->n, .selected = rows->selected};
    if (by < 0)
        list_select(&list, list.selected > (size_t)-by ? list.selected - (size_t)-by : 0);
    else
        list_select(&list, list.selected + (size_t)by);
    rows->selected = list.selected;
    return 1;
}
