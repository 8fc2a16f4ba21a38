/*
 * What HR does, in trouble (tests/attempts.h): bundles collected for the first time, once more and
 * with what changed, what goes back, and the list looked at in every way.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attempts.h"
#include "base/mem.h"
#include "marked.h"
#include "sandbox.h"
#include "store/bundle.h"
#include "store/change.h"
#include "store/db.h"
#include "store/requests.h"
#include "store/review.h"
#include "store/sparring.h"

#define MANAGER "Roos Dijkstra"

static const struct deed did = {"%s", "asked"};

/* ---- bundles --------------------------------------------------------------------------------- */

static int collect(struct attempt *attempt, const char *name, struct err *err)
{
    struct collected collected = COLLECTED_INIT;
    char path[ATTEMPT_PATH];
    attempt_path(attempt, name, path);
    int failed = bundle_collect(attempt->store, path, &collected, err);
    collected_release(&collected);
    return failed;
}

static int collect_first(struct attempt *attempt, struct err *err)
{
    return collect(attempt, "first.bundle", err);
}

static int collect_second(struct attempt *attempt, struct err *err)
{
    return collect(attempt, "second.bundle", err);
}

static int collect_back(struct attempt *attempt, struct err *err)
{
    return collect(attempt, "back.bundle", err);
}

static int bundle_it(struct attempt *attempt, struct err *err)
{
    struct bundled bundled;
    unlink(attempt->into);
    return bundle_write(attempt->store, attempt->into, &bundled, err);
}

static int give_back(struct attempt *attempt, struct err *err)
{
    struct bundled bundled;
    unlink(attempt->into);
    return bundle_return(attempt->store, MANAGER, attempt->into, &bundled, err);
}

/* ---- the list -------------------------------------------------------------------------------- */

static int see_page(struct store *store, const struct review_filter *filter, struct err *err)
{
    struct review_page page = {.rows = NULL}, next = {.rows = NULL};
    size_t n = 0;
    int failed = review_page(store, filter, NULL, false, 2, &page, err) ||
                 review_count(store, filter, 100, &n, err);
    if (!failed && page.n) {
        const struct review_mark *mark = &page.rows[page.n - 1].mark;
        failed = review_page(store, filter, mark, false, 2, &next, err);
        review_page_free(&next);
        failed = failed || review_page(store, filter, mark, true, 2, &next, err);
        review_page_free(&next);
    }
    review_page_free(&page);
    return failed ? -1 : 0;
}

static int see_list(struct attempt *attempt, struct err *err)
{
    int failed = 0;
    for (enum review_order order = REVIEW_BY_DUE; !failed && order <= REVIEW_BY_TEAM; order++)
        for (int reversed = 0; !failed && reversed < 2; reversed++) {
            struct review_filter filter = REVIEW_FILTER_INIT;
            filter.order = order;
            filter.reversed = reversed;
            failed = see_page(attempt->store, &filter, err);
        }
    return failed;
}

/* Each filter by itself. */
static int see_filtered(struct attempt *attempt, struct err *err)
{
    struct review_filter filters[6];
    int failed = 0;
    for (int i = 0; i < 6; i++)
        filters[i] = (struct review_filter)REVIEW_FILTER_INIT;
    filters[0].words = "rooster dinsdag";
    filters[0].order = REVIEW_BY_PERSON;
    filters[1].team = "";
    filters[1].order = REVIEW_BY_TEAM;
    filters[2].manager = MANAGER;
    filters[3].person = "Sanne de Boer";
    filters[3].order = REVIEW_BY_PERSON;
    filters[4].guide = "gemerkt";
    filters[4].late_on = 30000;
    filters[5].team = "Zorg";
    filters[5].order = REVIEW_BY_TEAM;
    for (int i = 0; !failed && i < 6; i++)
        failed = see_page(attempt->store, &filters[i], err);
    return failed;
}

static int see_choices(struct attempt *attempt, struct err *err)
{
    struct review_sources sources = {.n = 0};
    int failed = 0;
    for (int kind = 0; !failed && kind <= REVIEW_PEOPLE; kind++) {
        struct review_choice *choices = NULL;
        size_t n = 0;
        bool more = false;
        failed = review_choices(attempt->store, (enum review_choice_kind)kind, "r", 10, &choices,
                                &n, &more, err);
        review_choices_free(choices, n);
    }
    failed = failed || review_sources(attempt->store, INT64_C(1) << 60, &sources, err);
    review_sources_free(&sources);
    return failed ? -1 : 0;
}

static int keep_view(struct attempt *attempt, struct err *err)
{
    struct review_filter filter = REVIEW_FILTER_INIT;
    struct review_view *views = NULL, view;
    size_t n = 0;
    filter.team = "Zorg";
    if (review_view_save(attempt->store, "Zorg", &filter, err) ||
        review_view_list(attempt->store, 20791, &views, &n, err))
        return -1;
    review_views_free(views, n);
    int found = review_view_find(attempt->store, "Zorg", 20791, &view, err);
    if (found == 1)
        review_view_release(&view);
    return found < 0 || review_view_delete(attempt->store, "Zorg", err) ? -1 : 0;
}

/* ---- one agreement --------------------------------------------------------------------------- */

static void id_of(struct store *store, const char *owner, char id[UUID_SIZE])
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf sql = BUF_INIT, found = BUF_INIT;
    buf_addf(&sql, "SELECT id FROM agreement WHERE owner = '%s' AND NOT removed AND share = 'hr'",
             owner);
    if (db_text(store_db(store), sql.data, &found, &err) || !found.len)
        fail_msg("no agreement of %s: %s", owner, err.text);
    snprintf(id, UUID_SIZE, "%s", found.data);
    buf_release(&sql);
    buf_release(&found);
}

struct hr {
    struct marked *marked;
    char of_manager[UUID_SIZE], of_hr[UUID_SIZE];
};

static const struct hr *hr_of(const struct attempt *attempt)
{
    return attempt->attempts->with;
}

static int see_one(struct attempt *attempt, struct err *err)
{
    struct review_row row;
    struct review_step *steps = NULL;
    struct request request = {.question = NULL};
    size_t n = 0;
    int found = review_find(attempt->store, hr_of(attempt)->of_manager, &row, err);
    if (found == 1)
        review_row_release(&row);
    int failed = found < 0 ||
                 review_history(attempt->store, hr_of(attempt)->of_manager, &steps, &n, err) ||
                 requests_last(attempt->store, hr_of(attempt)->of_manager, &request, err) < 0;
    review_history_free(steps, n);
    request_release(&request);
    return failed ? -1 : 0;
}

static int ask_manager(struct attempt *attempt, struct err *err)
{
    return requests_ask(attempt->store, hr_of(attempt)->of_manager, "Hoe staat het?", &did, err);
}

static int settle_own(struct attempt *attempt, struct err *err)
{
    return review_settle(attempt->store, hr_of(attempt)->of_hr, STATUS_DONE, DAY_NONE, "Gestuurd",
                         err);
}

static int answer_manager(struct attempt *attempt, struct err *err)
{
    struct request_row *rows = NULL;
    size_t n = 0;
    int failed = requests_open(attempt->store, 0, &rows, &n, err);
    request_rows_free(rows, n);
    return failed ||
                   requests_answer(attempt->store, hr_of(attempt)->of_manager, "Loopt.", &did, err)
               ? -1
               : 0;
}

/* ---- each of them ---------------------------------------------------------------------------- */

static const struct attempted tried[] = {
    {.name = "bundling", .db = "manager.db", .state = OPENED, .run = bundle_it},
    {.name = "collecting",
     .db = "empty.db",
     .state = OPENED,
     .run = collect_first,
     .beside = "first.bundle"},
    {.name = "collecting once more",
     .db = "office.db",
     .state = OPENED,
     .run = collect_first,
     .beside = "first.bundle"},
    {.name = "collecting what changed",
     .db = "office.db",
     .state = OPENED,
     .run = collect_second,
     .beside = "second.bundle"},
    {.name = "giving back", .db = "busy.db", .state = OPENED, .run = give_back},
    {.name = "collecting what came back",
     .db = "manager.db",
     .state = OPENED,
     .run = collect_back,
     .beside = "back.bundle"},
    {.name = "the list", .db = "office.db", .state = OPENED, .run = see_list},
    {.name = "the list, filtered", .db = "office.db", .state = OPENED, .run = see_filtered},
    {.name = "choices", .db = "office.db", .state = OPENED, .run = see_choices},
    {.name = "views", .db = "office.db", .state = OPENED, .run = keep_view},
    {.name = "one agreement", .db = "busy.db", .state = OPENED, .run = see_one},
    {.name = "asking", .db = "office.db", .state = OPENED, .run = ask_manager},
    {.name = "settling", .db = "office.db", .state = OPENED, .run = settle_own},
    {.name = "answering", .db = "manager.db", .state = OPENED, .run = answer_manager},
};

static void a_statement_is_refused(void **state)
{
    attempts_try(*state, tried, sizeof tried / sizeof *tried, REFUSE_STATEMENTS);
}

static void a_call_is_refused(void **state)
{
    attempts_try(*state, tried, sizeof tried / sizeof *tried, REFUSE_CALLS);
}

/* ---- where it is done ------------------------------------------------------------------------ */

static void copy_to(struct attempts *attempts, struct store *store, const char *name)
{
    struct err err = ERR_INIT(LANG_EN);
    char path[ATTEMPT_PATH];
    attempts_path(attempts, name, path);
    if (store_backup(store, path, &err))
        fail_msg("%s", err.text);
}

static void bundle_to(struct attempts *attempts, struct store *store, const char *name)
{
    struct err err = ERR_INIT(LANG_EN);
    struct bundled bundled;
    char path[ATTEMPT_PATH];
    attempts_path(attempts, name, path);
    if (bundle_write(store, path, &bundled, &err))
        fail_msg("%s", err.text);
}

/* HR's files: empty, with the first bundle, and with something asked, settled and to give back. */
static void fill_office(struct attempts *attempts, struct hr *hr)
{
    struct err err = ERR_INIT(LANG_EN);
    struct bundled bundled;
    struct collected collected = COLLECTED_INIT;
    char path[ATTEMPT_PATH];
    attempts_path(attempts, "office.new", path);
    struct store *store = attempts_open(path);
    copy_to(attempts, store, "empty.db");
    attempts_path(attempts, "first.bundle", path);
    if (bundle_collect(store, path, &collected, &err))
        fail_msg("%s", err.text);
    collected_release(&collected);
    copy_to(attempts, store, "office.db");
    id_of(store, "manager", hr->of_manager);
    id_of(store, "hr", hr->of_hr);
    if (requests_ask(store, hr->of_manager, "Hoe staat het?", &did, &err) ||
        review_settle(store, hr->of_hr, STATUS_DONE, DAY_NONE, "Gestuurd", &err))
        fail_msg("%s", err.text);
    copy_to(attempts, store, "busy.db");
    attempts_path(attempts, "back.bundle", path);
    if (bundle_return(store, MANAGER, path, &bundled, &err))
        fail_msg("%s", err.text);
    store_close(store);
}

static int begin(void **state)
{
    struct attempts *attempts = mem_zero(1, sizeof *attempts);
    struct hr *hr = mem_zero(1, sizeof *hr);
    struct err err = ERR_INIT(LANG_EN);
    attempts_begin(attempts);
    attempts->with = hr;
    hr->marked = mem_zero(1, sizeof *hr->marked);
    marked_begin(hr->marked);
    struct store *manager = hr->marked->desk.store;
    assert_int_equal(store_setting_set(manager, BUNDLE_LABEL, MANAGER, &err), 0);
    bundle_to(attempts, manager, "first.bundle");
    copy_to(attempts, manager, "manager.db");
    marked_withdraw(hr->marked);
    bundle_to(attempts, manager, "second.bundle");
    marked_close(hr->marked);
    fill_office(attempts, hr);
    *state = attempts;
    return 0;
}

static int end(void **state)
{
    struct attempts *attempts = *state;
    struct hr *hr = attempts->with;
    attempts_end(attempts);
    marked_remove(hr->marked);
    free(hr->marked);
    free(hr);
    free(attempts);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_statement_is_refused),
        cmocka_unit_test(a_call_is_refused),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
