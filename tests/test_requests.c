/* What HR asks of a manager about an agreement, and what counts as the answer. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "sandbox.h"
#include "store/change.h"
#include "store/requests.h"
#include "store/settlement.h"

static const struct deed deed = {"changed", ""};

struct fixture {
    struct sandbox sandbox;
    struct store *store;
    char talk[UUID_SIZE], id[UUID_SIZE];
};

static int setup(void **state)
{
    struct fixture *fixture = mem_zero(1, sizeof *fixture);
    sandbox_make(&fixture->sandbox);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
    sandbox_begin(fixture->store, "Sanne de Boer", fixture->talk);
    sandbox_agree(fixture->store, fixture->talk, "Bel over de stoel", 20800, fixture->id);
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    store_close(fixture->store);
    sandbox_remove(&fixture->sandbox);
    free(fixture);
    return 0;
}

static void ask(struct fixture *fixture, const char *question)
{
    struct err err = ERR_INIT(LANG_EN);
    int failed = requests_ask(fixture->store, fixture->id, question, &deed, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
}

static void assert_last(struct fixture *fixture, enum request_state state, const char *question)
{
    struct err err = ERR_INIT(LANG_EN);
    struct request request;
    assert_int_equal(requests_last(fixture->store, fixture->id, &request, &err), 1);
    assert_int_equal(request.state, state);
    assert_string_equal(request.question, question);
    assert_true((request.answered_at != 0) == (state == REQUEST_ANSWERED));
    request_release(&request);
}

static size_t open_now(struct fixture *fixture)
{
    struct err err = ERR_INIT(LANG_EN);
    struct request_row *rows;
    size_t n;
    assert_int_equal(requests_open(fixture->store, 0, &rows, &n, &err), 0);
    if (n)
        assert_string_equal(rows[0].about.agreement.what, "Bel over de stoel");
    request_rows_free(rows, n);
    return n;
}

static void settle(struct fixture *fixture, enum status status, const char *remark)
{
    struct err err = ERR_INIT(LANG_EN);
    assert_int_equal(
        agreements_settle(fixture->store, fixture->id, status, DAY_NONE, remark, &deed, &err), 0);
}

static void any_word_of_the_manager_answers_it(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct request request;
    assert_int_equal(requests_last(fixture->store, fixture->id, &request, &err), 0);
    settle(fixture, STATUS_RUNNING, "");
    ask(fixture, "");
    assert_last(fixture, REQUEST_OPEN, "");
    ask(fixture, "Is de stoel er al?");
    assert_int_equal(open_now(fixture), 1); /* the last one stands for both */
    settle(fixture, STATUS_RUNNING, "besteld");
    assert_last(fixture, REQUEST_ANSWERED, "Is de stoel er al?");
    assert_int_equal(open_now(fixture), 0);
    ask(fixture, "En nu?");
    assert_int_equal(open_now(fixture), 1);
    settle(fixture, STATUS_DONE, "");
    assert_last(fixture, REQUEST_ANSWERED, "En nu?");
}

static void no_news_is_an_answer_every_time(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    for (int i = 0; i < 2; i++) {
        ask(fixture, "");
        assert_int_equal(requests_answer(fixture->store, fixture->id, NULL, &deed, &err), 0);
        assert_last(fixture, REQUEST_ANSWERED, "");
    }
    struct agreement *revisions;
    size_t n;
    assert_int_equal(agreements_history(fixture->store, fixture->id, &revisions, &n, &err), 0);
    assert_int_equal(n, 3);
    assert_string_equal(revisions[2].remark, "No news yet.");
    assert_int_equal(revisions[2].status, STATUS_OPEN);
    while (n)
        agreement_release(&revisions[--n]);
    free(revisions);
}

static void what_hr_settles_is_no_answer(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    assert_int_equal(
        settlement_make(fixture->store, fixture->id, STATUS_DONE, DAY_NONE, "", &deed, &err), -1);
    assert_non_null(strstr(err.text, "Ask the manager"));
    err = (struct err)ERR_INIT(LANG_EN);
    assert_int_equal(db_run(store_db(fixture->store), "UPDATE agreement SET owner = 'hr'", &err),
                     0);
    ask(fixture, "Zal ik?");
    assert_int_equal(
        settlement_make(fixture->store, fixture->id, STATUS_OPEN, DAY_NONE, "bezig", &deed, &err),
        0);
    assert_last(fixture, REQUEST_OPEN, "Zal ik?");
    assert_int_equal(
        settlement_make(fixture->store, fixture->id, STATUS_DONE, DAY_NONE, "klaar", &deed, &err),
        0);
    assert_last(fixture, REQUEST_LAPSED, "Zal ik?");
    assert_int_equal(requests_ask(fixture->store, fixture->id, "Echt?", &deed, &err), -1);
    assert_non_null(strstr(err.text, "settled"));
}

static void what_will_not_do_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    char text[REQUEST_QUESTION_MAX + 2];
    memset(text, 'a', sizeof text);
    text[REQUEST_QUESTION_MAX + 1] = '\0';
    assert_int_equal(requests_ask(fixture->store, fixture->id, text, &deed, &err), -1);
    assert_int_equal(requests_ask(fixture->store, fixture->id, "a\nb", &deed, &err), -1);
    assert_int_equal(requests_ask(fixture->store, fixture->talk, "Hoe?", &deed, &err), -1);
    assert_int_equal(open_now(fixture), 0);
}

static void undo_takes_it_back_and_erasing_takes_it_along(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct undone undone;
    ask(fixture, "Is de stoel er al?");
    assert_int_equal(store_undo(fixture->store, LANG_EN, &undone, &err), 1);
    buf_release(&undone.said);
    assert_int_equal(open_now(fixture), 0);
    assert_int_equal(store_redo(fixture->store, LANG_EN, &undone, &err), 1);
    buf_release(&undone.said);
    assert_int_equal(open_now(fixture), 1);
    assert_int_equal(db_run(store_db(fixture->store),
                            "DELETE FROM agreement_revision; DELETE FROM agreement", &err),
                     0);
    int64_t n = -1;
    assert_int_equal(db_number(store_db(fixture->store), "SELECT count(*) FROM request", &n, &err),
                     0);
    assert_int_equal(n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(any_word_of_the_manager_answers_it, setup, teardown),
        cmocka_unit_test_setup_teardown(no_news_is_an_answer_every_time, setup, teardown),
        cmocka_unit_test_setup_teardown(what_hr_settles_is_no_answer, setup, teardown),
        cmocka_unit_test_setup_teardown(what_will_not_do_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(undo_takes_it_back_and_erasing_takes_it_along, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
