/* HR's list: every filter in every order gives what a plain look through all agreements gives, in
 * pages that join up, from one end to the other and back. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "crowd.h"
#include "sandbox.h"
#include "store/change.h"
#include "store/interviews.h"
#include "store/lookup.h"
#include "store/review.h"
#include "store/search.h"

#define TODAY 20791 /* 2026-12-04 */
#define ALL   100000
#define SHOWN 20 /* rows of a page on screen */

struct fixture {
    struct sandbox sandbox;
    struct store *store;
    struct err err;
};

static int setup_crowd(void **state, struct crowd crowd)
{
    struct fixture *fixture = mem_zero(1, sizeof *fixture);
    crowd.today = TODAY;
    fixture->err.lang = LANG_EN;
    sandbox_make(&fixture->sandbox);
    assert_int_equal(crowd_fill(fixture->sandbox.db, &crowd, &fixture->err), 0);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
    *state = fixture;
    return 0;
}

static int setup(void **state)
{
    return setup_crowd(state, (struct crowd)CROWD_SMALL);
}

static int setup_many(void **state)
{
    return setup_crowd(state, (struct crowd)CROWD_TEN_THOUSAND);
}

static int setup_two_teams(void **state)
{
    struct crowd crowd = CROWD_TEN_THOUSAND;
    crowd.teams = 2;
    return setup_crowd(state, crowd);
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    store_close(fixture->store);
    sandbox_remove(&fixture->sandbox);
    free(fixture);
    return 0;
}

/* ---- What a plain look gives --------------------------------------------------------------- */

static bool has_words(const struct review_row *row, const char *words)
{
    const struct agreement *agreement = &row->row.agreement;
    struct buf text = BUF_INIT, folded = BUF_INIT, sought = BUF_INIT;
    buf_addf(&text, " %s %s %s %s %s", agreement->what, agreement->follow_up, agreement->remark,
             agreement->owner_name, row->row.person.name);
    utf8_fold(&folded, text.data, text.len);
    buf_addc(&sought, ' ');
    utf8_fold(&sought, words, strlen(words));
    bool found =
        strstr(folded.data, sought.data) || !sought.data[strcspn(sought.data, "abeinorst")];
    buf_release(&text);
    buf_release(&folded);
    buf_release(&sought);
    return found;
}

static bool in_period(const struct review_filter *filter, int due)
{
    if (filter->due_from != DAY_NONE && (due == DAY_NONE || due < filter->due_from))
        return false;
    return filter->due_to == DAY_NONE || (due != DAY_NONE && due <= filter->due_to);
}

static bool is_like(const struct review_filter *filter, const struct review_row *row)
{
    const struct agreement *agreement = &row->row.agreement;
    const char *source = filter->manager && !strcmp(filter->manager, REVIEW_OWN) ? "" : NULL;
    if (filter->statuses && !(filter->statuses & 1U << agreement->status))
        return false;
    if (filter->late_on != DAY_NONE && !agreement_late(agreement, filter->late_on))
        return false;
    return (filter->owner == OWNER_NONE || filter->owner == agreement->owner) &&
           (!filter->team || !utf8_compare(filter->team, row->row.person.team)) &&
           (!filter->manager || !strcmp(source ? source : filter->manager, row->source) ||
            !utf8_compare(filter->manager, row->label)) &&
           (!filter->person || !utf8_compare(filter->person, row->row.person.name) ||
            !strcmp(filter->person, row->row.person.id)) &&
           (!filter->guide || !strcmp(filter->guide, row->row.guide_id)) &&
           in_period(filter, agreement->due) && (!filter->words || has_words(row, filter->words));
}

static int64_t order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_due(const struct review_row *a, const struct review_row *b)
{
    int64_t one = a->row.agreement.due == DAY_NONE ? INT32_MAX : a->row.agreement.due;
    int64_t other = b->row.agreement.due == DAY_NONE ? INT32_MAX : b->row.agreement.due;
    int found = (int)order(one, other);
    /* The places of one date are in the order of the numbers. */
    return found ? found : (int)order(a->mark.place, b->mark.place);
}

static int compare_due(const void *a, const void *b)
{
    return by_due(a, b);
}

static int compare_update(const void *one, const void *other)
{
    const struct review_row *a = one, *b = other;
    int found = (int)order(b->row.agreement.updated_at / 1000, a->row.agreement.updated_at / 1000);
    return found ? found : (int)order(b->mark.place & 2147483647, a->mark.place & 2147483647);
}

static int compare_folded(const char *a, const char *b)
{
    struct buf one = BUF_INIT, other = BUF_INIT;
    utf8_fold(&one, a, strlen(a));
    utf8_fold(&other, b, strlen(b));
    int found = strcmp(one.data, other.data);
    buf_release(&one);
    buf_release(&other);
    return found;
}

static int compare_person(const void *one, const void *other)
{
    const struct review_row *a = one, *b = other;
    int found = compare_folded(a->row.person.name, b->row.person.name);
    return found ? found : by_due(a, b);
}

static int compare_team(const void *one, const void *other)
{
    const struct review_row *a = one, *b = other;
    int found = compare_folded(a->row.person.team, b->row.person.team);
    return found ? found : by_due(a, b);
}

static int (*const orders[])(const void *, const void *) = {
    [REVIEW_BY_DUE] = compare_due,
    [REVIEW_BY_UPDATE] = compare_update,
    [REVIEW_BY_PERSON] = compare_person,
    [REVIEW_BY_TEAM] = compare_team,
};

/* The ids of what is like the filter, in its order, out of all there is; the caller frees. */
static char (*expected(struct fixture *fixture, const struct review_filter *filter,
                       size_t *n))[UUID_SIZE]
{
    struct review_filter any = REVIEW_FILTER_INIT;
    struct review_page all;
    assert_int_equal(review_page(fixture->store, &any, NULL, false, ALL, &all, &fixture->err), 0);
    char(*ids)[UUID_SIZE] = mem_zero(all.n + 1, sizeof *ids);
    qsort(all.rows, all.n, sizeof *all.rows, orders[filter->order]);
    *n = 0;
    for (size_t i = 0; i < all.n; i++) {
        const struct review_row *row = &all.rows[filter->reversed ? all.n - 1 - i : i];
        if (is_like(filter, row))
            memcpy(ids[(*n)++], row->row.agreement.id, UUID_SIZE);
    }
    review_page_free(&all);
    return ids;
}

/* ---- What the list gives ------------------------------------------------------------------- */

static struct review_page page(struct fixture *fixture, const struct review_filter *filter,
                               const struct review_mark *from, bool backwards, size_t limit)
{
    struct review_page found;
    int failed = review_page(fixture->store, filter, from, backwards, limit, &found, &fixture->err);
    assert_string_equal(fixture->err.text, "");
    assert_int_equal(failed, 0);
    return found;
}

static void assert_rows(const struct review_page *found, char (*ids)[UUID_SIZE], size_t n)
{
    assert_int_equal(found->n, n);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(found->rows[i].row.agreement.id, ids[i]);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void walk_down(struct fixture *fixture, const struct review_filter *filter,
                      char (*ids)[UUID_SIZE], size_t n, size_t limit)
{
    struct review_page last = page(fixture, filter, NULL, false, limit);
    size_t at = 0;
    for (;;) {
        assert_rows(&last, ids + at, least(limit, n - at));
        assert_int_equal(last.before, at > 0);
        at += last.n;
        assert_int_equal(last.after, at < n);
        if (!last.after)
            break;
        struct review_page next = page(fixture, filter, &last.rows[last.n - 1].mark, false, limit);
        review_page_free(&last);
        last = next;
    }
    review_page_free(&last);
}

static void walk_up(struct fixture *fixture, const struct review_filter *filter,
                    char (*ids)[UUID_SIZE], size_t n, size_t limit)
{
    struct review_page last = page(fixture, filter, NULL, true, limit);
    size_t at = n;
    assert_false(last.after);
    for (;;) {
        size_t here = least(limit, at);
        if (here < limit && n >= limit && at < n) { /* past the start: the first page, full */
            assert_rows(&last, ids, limit);
            assert_false(last.before);
            break;
        }
        assert_rows(&last, ids + at - here, here);
        at -= here;
        assert_int_equal(last.before, at > 0);
        if (!last.before)
            break;
        struct review_page next = page(fixture, filter, &last.rows[0].mark, true, limit);
        review_page_free(&last);
        last = next;
    }
    review_page_free(&last);
}

static void assert_list(struct fixture *fixture, const struct review_filter *filter)
{
    size_t n, counted;
    char(*ids)[UUID_SIZE] = expected(fixture, filter, &n);
    walk_down(fixture, filter, ids, n, 7);
    walk_down(fixture, filter, ids, n, 40);
    walk_up(fixture, filter, ids, n, 7);
    assert_int_equal(review_count(fixture->store, filter, ALL, &counted, &fixture->err), 0);
    assert_int_equal(counted, n);
    assert_int_equal(review_count(fixture->store, filter, 3, &counted, &fixture->err), 0);
    assert_int_equal(counted, least(3, n));
    free(ids);
}

static void assert_in_every_order(struct fixture *fixture, const struct review_filter *filter)
{
    struct review_filter ordered = *filter;
    for (ordered.order = REVIEW_BY_DUE; ordered.order <= REVIEW_BY_TEAM; ordered.order++)
        for (int reversed = 0; reversed < 2; reversed++) {
            ordered.reversed = reversed;
            assert_list(fixture, &ordered);
        }
}

/* ---- The tests ----------------------------------------------------------------------------- */

/* Every part a filter can have, about one row that is there: combined by the bits of `parts`. */
enum { PARTS = 10 };

static struct review_filter combine(const struct review_row *row, unsigned parts)
{
    struct review_filter filter = REVIEW_FILTER_INIT;
    const struct agreement *agreement = &row->row.agreement;
    filter.statuses = parts & 1 ? 1U << agreement->status : 0;
    filter.statuses |= parts & 2 ? 1U << STATUS_OPEN | 1U << STATUS_RUNNING : 0U;
    filter.late_on = parts & 4 ? TODAY : DAY_NONE;
    filter.owner = parts & 8 ? agreement->owner : OWNER_NONE;
    filter.team = parts & 16 ? row->row.person.team : NULL;
    filter.manager = parts & 32 ? row->source : NULL;
    filter.person = parts & 64 ? row->row.person.name : NULL;
    filter.guide = parts & 128 ? row->row.guide_id : NULL;
    filter.words = parts & 256 ? "be" : NULL;
    filter.due_from = parts & 512 ? TODAY - 90 : DAY_NONE;
    filter.due_to = parts & 512 ? TODAY + 20 : DAY_NONE;
    return filter;
}

static void every_filter_in_every_order_gives_what_is_like_it(void **state)
{
    struct fixture *fixture = *state;
    struct review_filter any = REVIEW_FILTER_INIT;
    struct review_page all = page(fixture, &any, NULL, false, ALL);
    assert_true(all.n > 80);
    for (unsigned i = 0; i < 150; i++) {
        const struct review_row *row = &all.rows[i * 7 % all.n];
        struct review_filter filter = combine(row, i < PARTS ? 1U << i : i * 2654435761U >> 22);
        filter.order = (enum review_order)(i % 4);
        filter.reversed = i % 8 > 3;
        assert_list(fixture, &filter);
    }
    for (unsigned part = 0; part <= PARTS; part++) {
        struct review_filter filter = combine(&all.rows[all.n / 3], 1U << part & 1023U);
        assert_in_every_order(fixture, &filter);
    }
    review_page_free(&all);
}

static void what_is_asked_for_oddly_is_understood(void **state)
{
    struct fixture *fixture = *state;
    struct review_filter any = REVIEW_FILTER_INIT;
    struct review_page all = page(fixture, &any, NULL, false, 20);
    const struct review_row *row = &all.rows[7];
    const struct {
        unsigned statuses;
        int late_on;
        const char *team, *manager, *person, *words;
        int from, to;
    } filters[] = {
        {.statuses = 31},                                  /* all of them is none of them */
        {.late_on = TODAY, .statuses = 1U << STATUS_DONE}, /* nothing is both */
        {.team = ""},
        {.team = "nobody's"},
        {.manager = row->label},
        {.manager = REVIEW_OWN},
        {.manager = "nobody"},
        {.person = row->row.person.id},
        {.from = TODAY - 40},
        {.to = TODAY - 40},
        {.from = TODAY, .to = TODAY},
        {.from = TODAY + 10, .late_on = TODAY},
        {.words = "a"},
        {.words = row->row.person.name},
        {.words = " - ? \" ", .late_on = TODAY},
        {.words = "nergensvoor"},
    };
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        struct review_filter filter = REVIEW_FILTER_INIT;
        filter.statuses = filters[i].statuses;
        filter.late_on = filters[i].late_on ? filters[i].late_on : DAY_NONE;
        filter.team = filters[i].team;
        filter.manager = filters[i].manager;
        filter.person = filters[i].person;
        filter.words = filters[i].words;
        filter.due_from = filters[i].from ? filters[i].from : DAY_NONE;
        filter.due_to = filters[i].to ? filters[i].to : DAY_NONE;
        assert_in_every_order(fixture, &filter);
    }
    review_page_free(&all);
}

/* ---- How much work it is ------------------------------------------------------------------- */

/* What may be read from one end to the other: tables with a row for each file, guide or setting, an
 * index that was told which words to look for, and a list that was given. */
static bool may_scan(const char *step)
{
    static const char *const few[] = {
        "source",           "setting", "guide_text", "g ", "j VIRTUAL", "main.sqlite_schema",
        "pragma_table_info"};
    const char *name = strstr(step, "SCAN ");
    if (!name || (strstr(step, "VIRTUAL TABLE INDEX") && strstr(step, ":M")) ||
        strstr(step, "CONSTANT ROW"))
        return true;
    for (size_t i = 0; i < sizeof few / sizeof *few; i++)
        if (!strncmp(name + 5, few[i], strlen(few[i])))
            return true;
    return !strncmp(name + 5, "(subquery", 9);
}

static void look_at_plan(sqlite3 *handle, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    struct buf explain = BUF_INIT;
    buf_addf(&explain, "EXPLAIN QUERY PLAN %s", sql);
    assert_int_equal(sqlite3_prepare_v2(handle, explain.data, -1, &stmt, NULL), SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        const char *step = (const char *)sqlite3_column_text(stmt, 3);
        if (strstr(step, "TEMP B-TREE") || strstr(step, "AUTOMATIC") || !may_scan(step))
            fail_msg("\"%s\" in the plan of: %s", step, sql);
    }
    sqlite3_finalize(stmt);
    buf_release(&explain);
}

/* Every question asked until now, as the connection keeps them. */
static size_t look_at_plans(struct db *db)
{
    size_t pages = 0;
    for (size_t i = 0; i < db->n_ready; i++) {
        look_at_plan(db->handle, sqlite3_sql(db->ready[i].stmt));
        pages += strstr(db->ready[i].sql, "ORDER BY f.rowid") != NULL;
    }
    return pages;
}

static int work(struct db *db)
{
    int now = 0, most = 0, sum = 0;
    sqlite3_db_status(db->handle, SQLITE_DBSTATUS_CACHE_HIT, &now, &most, 1);
    sum += now;
    sqlite3_db_status(db->handle, SQLITE_DBSTATUS_CACHE_MISS, &now, &most, 1);
    return sum + now;
}

/* The pages of the file that were looked at for a page of the list, one further and one back. */
static int walk_a_bit(struct fixture *fixture, const struct review_filter *filter)
{
    struct db *db = store_db(fixture->store);
    work(db);
    struct review_page first = page(fixture, filter, NULL, false, SHOWN);
    int most = work(db);
    if (first.after) {
        struct review_page next =
            page(fixture, filter, &first.rows[first.n - 1].mark, false, SHOWN);
        int forth = work(db);
        struct review_page back = page(fixture, filter, &next.rows[0].mark, true, SHOWN);
        int there = work(db);
        assert_string_equal(back.rows[0].row.agreement.id, first.rows[0].row.agreement.id);
        most = most > forth ? most : forth;
        most = most > there ? most : there;
        review_page_free(&next);
        review_page_free(&back);
    }
    review_page_free(&first);
    return most;
}

/* Of ten thousand, whatever is asked for: a few pages of the file for each row, and no more than
 * that by person and by team, where few means reading them all. */
static void a_page_takes_little_work_whatever_is_asked(void **state)
{
    struct fixture *fixture = *state;
    struct review_filter any = REVIEW_FILTER_INIT;
    struct review_page all = page(fixture, &any, NULL, false, 200);
    int most[4] = {0};
    for (unsigned parts = 0; parts < 1U << PARTS; parts += 3) {
        struct review_filter filter = combine(&all.rows[parts * 31 % all.n], parts);
        filter.order = (enum review_order)((parts + parts / 4) % 4);
        int looked_at = walk_a_bit(fixture, &filter);
        if (looked_at > most[filter.order])
            most[filter.order] = looked_at;
    }
    review_page_free(&all);
    static const int bounds[] = {500, 1500, 2000, 2500};
    for (size_t i = 0; i < 4; i++)
        if (most[i] > bounds[i])
            fail_msg("%d pages of the file for one of the list in order %zu", most[i], i);
    assert_int_equal(look_at_plans(store_db(fixture->store)), 4);
}

/* Somebody of whom one agreement is in the list, before everybody else by name. */
static void agree_once(struct fixture *fixture, const char *name)
{
    char interview[UUID_SIZE];
    struct agreement agreement;
    sandbox_begin(fixture->store, name, interview);
    agreement_init(&agreement);
    snprintf(agreement.interview, sizeof agreement.interview, "%s", interview);
    mem_replace(&agreement.what, "ask about the desk");
    agreement.owner = OWNER_HR;
    agreement.share = SHARE_HR;
    assert_int_equal(
        agreements_save(fixture->store, &agreement, &(struct deed){"did it", ""}, &fixture->err),
        0);
    agreement_release(&agreement);
}

static void assert_under_names(struct fixture *fixture, enum owner owner, size_t from, size_t to)
{
    struct review_filter filter = REVIEW_FILTER_INIT;
    size_t n;
    filter.owner = owner;
    for (filter.order = REVIEW_BY_PERSON; filter.order <= REVIEW_BY_TEAM; filter.order++)
        for (int reversed = 0; reversed < 2; reversed++) {
            filter.reversed = reversed;
            char(*ids)[UUID_SIZE] = expected(fixture, &filter, &n);
            if (n <= from || n > to)
                fail_msg("%d: %zu", (int)owner, n);
            walk_down(fixture, &filter, ids, n, 3000);
            walk_up(fixture, &filter, ids, n, 3000);
            free(ids);
        }
}

/* However it is brought under the names: from some to all of ten thousand. */
static void what_is_much_is_in_order_too(void **state)
{
    enum { IN_VAIN = 280 }; /* more than are asked in vain */
    struct fixture *fixture = *state;
    char name[16];
    assert_under_names(fixture, OWNER_EMPLOYEE, 2000, 4500);
    assert_under_names(fixture, OWNER_MANAGER, 3500, 8000);
    assert_under_names(fixture, OWNER_NONE, 8000, ALL);
    for (int i = 0; i < IN_VAIN; i++) {
        snprintf(name, sizeof name, "Aaa %d", i);
        agree_once(fixture, name);
    }
    assert_under_names(fixture, OWNER_MANAGER, 3500, 8000);
}

/* By name, of what so much is like that the rows along the names soon fill a page, and of words
 * that names alone have. */
static void what_much_is_like_is_found_along_the_names(void **state)
{
    struct fixture *fixture = *state;
    struct review_filter any = REVIEW_FILTER_INIT;
    struct review_page all = page(fixture, &any, NULL, false, 1);
    const struct review_row *row = &all.rows[0];
    const struct {
        int pages; /* with some room: another compiler makes up somewhat other rows */
        unsigned statuses;
        int to;
        const char *team, *guide, *words;
    } filters[] = {
        {600, .statuses = 1U << STATUS_DONE | 1U << STATUS_DROPPED},
        {600, .to = TODAY - 60, .statuses = 1U << STATUS_DONE},
        {600, .team = row->row.person.team},
        {600, .guide = "verzuimgesprek"},
        {640, .words = "on"},
        {680, .words = "the", .team = row->row.person.team},
        {1200, .words = "van"},
        {2200, .words = "van", .statuses = 1U << STATUS_DONE},
    };
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        struct review_filter filter = REVIEW_FILTER_INIT;
        size_t n;
        filter.order = REVIEW_BY_PERSON;
        filter.reversed = i % 2;
        filter.statuses = filters[i].statuses;
        filter.due_to = filters[i].to ? filters[i].to : DAY_NONE;
        filter.team = filters[i].team;
        filter.guide = filters[i].guide;
        filter.words = filters[i].words;
        char(*ids)[UUID_SIZE] = expected(fixture, &filter, &n);
        int looked_at = walk_a_bit(fixture, &filter);
        if (n <= 1000 || looked_at > filters[i].pages)
            fail_msg("%d pages of the file for one of %zu", looked_at, n);
        walk_down(fixture, &filter, ids, n, 90);
        walk_up(fixture, &filter, ids, n, 90);
        free(ids);
    }
    review_page_free(&all);
    look_at_plans(store_db(fixture->store));
}

/* Of SQLite's machine, for all questions since it was last asked. */
static int steps(struct db *db)
{
    int sum = 0;
    for (size_t i = 0; i < db->n_ready; i++)
        sum += sqlite3_stmt_status(db->ready[i].stmt, SQLITE_STMTSTATUS_VM_STEP, 1);
    return sum;
}

struct effort {
    int pages, steps;
};

static struct effort effort_of_search(struct fixture *fixture, const char *words, bool hr)
{
    struct search search = {.words = words, .hr = hr, .limit = 50};
    struct hit *hits = NULL;
    size_t n = 0;
    work(store_db(fixture->store));
    steps(store_db(fixture->store));
    assert_int_equal(search_find(fixture->store, &search, &hits, &n, &fixture->err), 0);
    struct effort effort = {work(store_db(fixture->store)), steps(store_db(fixture->store))};
    assert_int_equal(n, 50);
    hits_free(hits, n);
    return effort;
}

/* Of ten thousand, however much of a word is typed, and however many have it. */
static void a_beginning_takes_little_work_however_long(void **state)
{
    static const char *const typed[] = {"p",      "pl",       "plan",     "plann",
                                        "planni", "planning", "thursday", "three thurs"};
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        struct review_filter filter = REVIEW_FILTER_INIT;
        filter.words = typed[i];
        for (int order = 0; order < 4; order++) {
            filter.order = (enum review_order)order;
            int listed = walk_a_bit(fixture, &filter);
            if (listed > (order < 2 ? 500 : 2500))
                fail_msg("%d pages of the file for \"%s\" in order %d", listed, typed[i], order);
        }
        for (int hr = 0; hr < 2; hr++) {
            struct effort found = effort_of_search(fixture, typed[i], hr);
            if (found.pages > 260 || found.steps > 3300)
                fail_msg("%d pages of the file, %d steps for fifty with \"%s\"", found.pages,
                         found.steps, typed[i]);
        }
    }
}

/* ---- What else there is ---------------------------------------------------------------------- */

static void what_changes_in_between_moves_no_other_row(void **state)
{
    struct fixture *fixture = *state;
    struct review_filter any = REVIEW_FILTER_INIT;
    struct review_page before = page(fixture, &any, NULL, false, 20);
    struct review_page there = page(fixture, &any, &before.rows[9].mark, false, 10);
    /* The row that was read last goes elsewhere; what follows it is the same. */
    struct subject subject = {ASPECT_AGREEMENT, before.rows[9].row.agreement.id, NULL, NULL};
    assert_int_equal(lookup_leave(store_db(fixture->store), &subject, &fixture->err), 0);
    struct review_page again = page(fixture, &any, &before.rows[9].mark, false, 10);
    for (size_t i = 0; i < there.n; i++)
        assert_string_equal(again.rows[i].row.agreement.id, there.rows[i].row.agreement.id);
    review_page_free(&before);
    review_page_free(&there);
    review_page_free(&again);
}

static void a_filter_can_be_what_occurs(void **state)
{
    struct fixture *fixture = *state;
    struct review_choice *choices;
    size_t n;
    bool more;
    for (int kind = REVIEW_TEAMS; kind <= REVIEW_PEOPLE; kind++) {
        assert_int_equal(review_choices(fixture->store, (enum review_choice_kind)kind, "", 3,
                                        &choices, &n, &more, &fixture->err),
                         0);
        assert_int_equal(n, 3);
        assert_true(more);
        for (size_t i = 0; i < n; i++) {
            struct review_filter filter = REVIEW_FILTER_INIT;
            const char **const slots[] = {&filter.team, &filter.manager, &filter.guide,
                                          &filter.person};
            *slots[kind] = choices[i].value;
            assert_int_equal(review_count(fixture->store, &filter, 1, &n, &fixture->err), 0);
            assert_int_equal(n, 1);
            n = 3;
        }
        review_choices_free(choices, n);
    }
    assert_int_equal(
        review_choices(fixture->store, REVIEW_PEOPLE, "zzz", 3, &choices, &n, &more, &fixture->err),
        0);
    assert_int_equal(n, 0);
    assert_false(more);
    review_choices_free(choices, n);
}

static void a_view_is_kept_as_it_was_meant(void **state)
{
    struct fixture *fixture = *state;
    struct review_filter filter = REVIEW_FILTER_INIT;
    struct review_view view;
    struct review_view *views;
    size_t n;
    filter.late_on = TODAY - 100;
    filter.team = "Zorg \"Noord\" \\ een";
    filter.period = "this month";
    filter.today = TODAY;
    filter.words = "";
    filter.order = REVIEW_BY_TEAM;
    filter.reversed = true;
    assert_int_equal(review_view_save(fixture->store, " Mijn lijst ", &filter, &fixture->err), 0);
    filter.owner = OWNER_HR;
    assert_int_equal(review_view_save(fixture->store, "MIJN LIJST", &filter, &fixture->err), 0);
    assert_int_equal(review_view_list(fixture->store, TODAY, &views, &n, &fixture->err), 0);
    assert_int_equal(n, 1);
    assert_string_equal(views->name, "MIJN LIJST");
    review_views_free(views, n);
    assert_int_equal(review_view_find(fixture->store, "mijn lijst", TODAY, &view, &fixture->err),
                     1);
    assert_int_equal(view.filter.late_on, TODAY); /* late is late today */
    assert_int_equal(view.filter.owner, OWNER_HR);
    assert_string_equal(view.filter.team, filter.team);
    assert_string_equal(view.filter.words, "");
    assert_int_equal(view.filter.order, REVIEW_BY_TEAM);
    assert_true(view.filter.reversed);
    assert_int_equal(review_filter_as_of(&view.filter, &fixture->err), 0);
    assert_int_equal(view.filter.due_from, day_from_civil(2026, 12, 1));
    assert_int_equal(view.filter.due_to, day_from_civil(2026, 12, 31));
    review_view_release(&view);
    assert_int_equal(review_view_delete(fixture->store, "Mijn Lijst", &fixture->err), 0);
    assert_int_equal(review_view_find(fixture->store, "mijn lijst", TODAY, &view, &fixture->err),
                     0);
    assert_int_equal(review_view_save(fixture->store, "  ", &filter, &fixture->err), -1);
    assert_int_equal(review_filter_read("status:nope", TODAY, &view, &fixture->err), -1);
    assert_int_equal(review_filter_read("colour:red", TODAY, &view, &fixture->err), -1);
    assert_int_equal(review_filter_read("period:\"some day\"", TODAY, &view, &fixture->err), -1);
}

static void what_did_not_come_is_named(void **state)
{
    struct fixture *fixture = *state;
    struct review_sources sources;
    struct buf names = BUF_INIT;
    assert_int_equal(review_sources(fixture->store, 0, &sources, &fixture->err), 0);
    assert_int_equal(sources.n, 6);
    assert_int_equal(sources.n_old, 0);
    int64_t newest = sources.newest;
    review_sources_free(&sources);
    assert_int_equal(review_sources(fixture->store, newest, &sources, &fixture->err), 0);
    assert_int_equal(sources.n_old, 5);
    buf_addf(&names, "%s\nNobody Yet\n\n", sources.sources[0].label);
    review_sources_free(&sources);
    assert_int_equal(store_setting_set(fixture->store, REVIEW_EXPECTED, names.data, &fixture->err),
                     0);
    buf_release(&names);
    assert_int_equal(review_sources(fixture->store, newest, &sources, &fixture->err), 0);
    assert_int_equal(sources.n, 7);
    assert_int_equal(sources.n_came, 6);
    assert_string_equal(sources.sources[6].label, "Nobody Yet");
    assert_int_equal(sources.sources[6].made_at, 0);
    review_sources_free(&sources);
}

static void what_was_before_it_was_shared_is_not_told(void **state)
{
    struct fixture *fixture = *state;
    struct agreement agreement;
    struct review_step *steps;
    struct review_row row;
    const struct deed deed = {"did it", ""};
    char talk[UUID_SIZE];
    size_t n;
    sandbox_begin(fixture->store, "Sanne de Boer", talk);
    agreement_init(&agreement);
    memcpy(agreement.interview, talk, sizeof talk);
    mem_replace(&agreement.what, "only between us");
    agreement.owner = OWNER_MANAGER;
    agreement.share = SHARE_EMPLOYEE;
    agreement.due = TODAY + 3;
    assert_int_equal(agreements_save(fixture->store, &agreement, &deed, &fixture->err), 0);
    assert_int_equal(review_history(fixture->store, agreement.id, &steps, &n, &fixture->err), -1);
    assert_int_equal(review_find(fixture->store, agreement.id, &row, &fixture->err), 0);
    *fixture->err.text = '\0';
    mem_replace(&agreement.what, "for HR too");
    agreement.share = SHARE_HR;
    assert_int_equal(agreements_save(fixture->store, &agreement, &deed, &fixture->err), 0);
    assert_int_equal(agreements_settle(fixture->store, agreement.id, STATUS_CHANGED, TODAY + 9,
                                       "later", &deed, &fixture->err),
                     0);
    assert_int_equal(review_history(fixture->store, agreement.id, &steps, &n, &fixture->err), 0);
    assert_int_equal(n, 2);
    assert_int_equal(steps[0].changed, REVIEW_MADE);
    assert_string_equal(steps[0].is.what, "for HR too");
    assert_int_equal(steps[1].changed, REVIEW_STATUS | REVIEW_DUE | REVIEW_REMARK);
    assert_int_equal(steps[0].is.due, TODAY + 3);
    assert_int_equal(steps[1].is.due, TODAY + 9);
    review_history_free(steps, n);

    /* It is the manager's to settle. */
    assert_int_equal(
        review_settle(fixture->store, agreement.id, STATUS_DONE, DAY_NONE, "", &fixture->err), -1);
    assert_non_null(strstr(fixture->err.text, "Only what HR is to do"));
    *fixture->err.text = '\0';
    agreement_release(&agreement);
}

static void hr_settles_what_is_its_own(void **state)
{
    struct fixture *fixture = *state;
    struct review_filter filter = REVIEW_FILTER_INIT;
    struct review_row row;
    int64_t differences = -1;
    filter.owner = OWNER_HR;
    struct review_page mine = page(fixture, &filter, NULL, false, 1);
    assert_int_equal(mine.n, 1);
    const char *id = mine.rows[0].row.agreement.id;
    assert_null(review_settle_fault(&mine.rows[0]));
    assert_int_equal(
        review_settle(fixture->store, id, STATUS_DONE, DAY_NONE, "geregeld", &fixture->err), 0);
    assert_int_equal(review_find(fixture->store, id, &row, &fixture->err), 1);
    assert_int_equal(row.row.agreement.status, STATUS_DONE);
    assert_string_equal(row.row.agreement.remark, "geregeld");
    review_row_release(&row);
    review_page_free(&mine);
    filter = (struct review_filter)REVIEW_FILTER_INIT;
    filter.words = "geregeld";
    mine = page(fixture, &filter, NULL, false, 5);
    assert_int_equal(mine.n, 1);
    review_page_free(&mine);
    assert_int_equal(lookup_differences(store_db(fixture->store), &differences, &fixture->err), 0);
    assert_int_equal(differences, 0);
    assert_in_every_order(fixture, &filter);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_filter_in_every_order_gives_what_is_like_it),
        TEST(what_is_asked_for_oddly_is_understood),
        TEST(what_changes_in_between_moves_no_other_row),
        TEST(a_filter_can_be_what_occurs),
        TEST(a_view_is_kept_as_it_was_meant),
        TEST(what_did_not_come_is_named),
        TEST(what_was_before_it_was_shared_is_not_told),
        TEST(hr_settles_what_is_its_own),
        cmocka_unit_test_setup_teardown(a_page_takes_little_work_whatever_is_asked, setup_many,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_is_much_is_in_order_too, setup_many, teardown),
        cmocka_unit_test_setup_teardown(what_much_is_like_is_found_along_the_names, setup_two_teams,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_beginning_takes_little_work_however_long, setup_many,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
