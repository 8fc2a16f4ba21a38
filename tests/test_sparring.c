/* Sparring: threads of questions and answers as they are kept. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "sandbox.h"
#include "store/change.h"
#include "store/sparring.h"

#define DAY INT64_C(86400000)

static const struct deed deed = {"asked HR a question", ""};

struct fixture {
    struct sandbox sandbox;
    struct store *store;
    char talk[UUID_SIZE];
};

static int setup(void **state)
{
    struct fixture *fixture = mem_zero(1, sizeof *fixture);
    sandbox_make(&fixture->sandbox);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
    sandbox_begin(fixture->store, "Sanne de Boer", fixture->talk);
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

static void later(struct fixture *fixture, int64_t more)
{
    store_close(fixture->store);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW + more);
}

static void ask(struct fixture *fixture, const char *text, char id[UUID_SIZE])
{
    struct err err = ERR_INIT(LANG_EN);
    struct sparring_point point = {fixture->talk, "verzuimgesprek", "open", "Aandacht"};
    int failed = sparring_ask(fixture->store, &point, text, &deed, id, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
}

static void say(struct fixture *fixture, const char *id, enum side side, const char *text)
{
    struct err err = ERR_INIT(LANG_EN);
    int failed = sparring_say(fixture->store, id, side, text, &deed, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
}

static void run(struct fixture *fixture, const char *sql)
{
    struct err err = ERR_INIT(LANG_EN);
    int failed = db_run(store_db(fixture->store), sql, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
}

static size_t count(struct fixture *fixture, enum side side)
{
    struct err err = ERR_INIT(LANG_EN);
    struct sparring_row *rows;
    size_t n;
    assert_int_equal(sparring_list(fixture->store, side, &rows, &n, &err), 0);
    sparring_rows_free(rows, n);
    return n;
}

static void a_thread_goes_back_and_forth(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct sparring_thread thread;
    char id[UUID_SIZE];
    ask(fixture, "Hoe begin ik opnieuw?", id);
    assert_int_equal(sparring_load(fixture->store, id, SIDE_HR, &thread, &err), 0);
    assert_true(thread.about.own && thread.about.turn == SIDE_HR);
    assert_int_equal(thread.about.fresh, 1);
    assert_string_equal(thread.about.title, "Aandacht");
    assert_string_equal(thread.about.interview, fixture->talk);
    sparring_thread_release(&thread);
    say(fixture, id, SIDE_HR, "Bel eens zonder agenda.");
    say(fixture, id, SIDE_MANAGER, "Dat ga ik doen.");
    assert_int_equal(sparring_load(fixture->store, id, SIDE_MANAGER, &thread, &err), 0);
    assert_int_equal(thread.n, 3);
    assert_string_equal(thread.messages[0].text, "Hoe begin ik opnieuw?");
    assert_true(thread.messages[1].fresh && !thread.messages[0].fresh);
    assert_string_equal(thread.about.question, "Hoe begin ik opnieuw?");
    assert_string_equal(thread.about.last, "Dat ga ik doen.");
    sparring_thread_release(&thread);
    assert_int_equal(sparring_seen(fixture->store, id, SIDE_MANAGER, &err), 0);
    assert_int_equal(sparring_close(fixture->store, id, SIDE_MANAGER, &deed, &err), 0);
    assert_int_equal(sparring_load(fixture->store, id, SIDE_MANAGER, &thread, &err), 0);
    assert_true(thread.about.closed);
    assert_int_equal(thread.about.fresh, 0);
    sparring_thread_release(&thread);
    assert_int_equal(sparring_say(fixture->store, id, SIDE_HR, "Nog iets", &deed, &err), -1);
    assert_non_null(strstr(err.text, "closed"));
}

static void what_will_not_do_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    char id[UUID_SIZE], text[SPARRING_TEXT_MAX + 2];
    struct sparring_point point = {fixture->talk, "g", "p", "t"};
    memset(text, 'a', sizeof text);
    text[SPARRING_TEXT_MAX + 1] = '\0';
    assert_non_null(sparring_fault(text));
    text[SPARRING_TEXT_MAX] = '\0';
    assert_null(sparring_fault(text));
    assert_non_null(sparring_fault(" "));
    assert_non_null(sparring_fault("a\033[2Jb"));
    assert_int_equal(sparring_ask(fixture->store, &point, "\033c", &deed, id, &err), -1);
    assert_non_null(strstr(err.text, "invisible"));
    assert_int_equal(count(fixture, SIDE_HR), 0);
    assert_int_equal(sparring_say(fixture->store, fixture->talk, SIDE_HR, "x", &deed, &err), -1);
    assert_non_null(strstr(err.text, "not in the file"));
}

static void undo_takes_a_message_back(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct undone undone;
    char id[UUID_SIZE];
    ask(fixture, "Hoe begin ik opnieuw?", id);
    say(fixture, id, SIDE_HR, "Bel eens.");
    assert_int_equal(store_undo(fixture->store, LANG_EN, &undone, &err), 1);
    buf_release(&undone.said);
    struct sparring_thread thread;
    assert_int_equal(sparring_load(fixture->store, id, SIDE_MANAGER, &thread, &err), 0);
    assert_int_equal(thread.n, 1);
    sparring_thread_release(&thread);
    assert_int_equal(store_undo(fixture->store, LANG_EN, &undone, &err), 1);
    buf_release(&undone.said);
    assert_int_equal(count(fixture, SIDE_MANAGER), 0);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(store_redo(fixture->store, LANG_EN, &undone, &err), 1);
        buf_release(&undone.said);
    }
    assert_int_equal(sparring_load(fixture->store, id, SIDE_MANAGER, &thread, &err), 0);
    assert_int_equal(thread.n, 2);
    assert_string_equal(thread.about.interview, fixture->talk);
    sparring_thread_release(&thread);
}

static void an_erased_conversation_leaves_no_link(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct sparring_row *rows;
    struct buf text = BUF_INIT;
    char id[UUID_SIZE];
    size_t n;
    ask(fixture, "Hoe begin ik opnieuw?", id);
    assert_int_equal(sparring_draft(fixture->store, fixture->talk, "nog iets", &err), 0);
    assert_int_equal(sparring_drafted(fixture->store, fixture->talk, &text, &err), 0);
    assert_string_equal(text.data, "nog iets");
    assert_int_equal(sparring_at(fixture->store, fixture->talk, "open", &rows, &n, &err), 0);
    assert_int_equal(n, 1);
    sparring_rows_free(rows, n);
    run(fixture, "DELETE FROM interview");
    assert_int_equal(sparring_list(fixture->store, SIDE_MANAGER, &rows, &n, &err), 0);
    assert_int_equal(n, 1);
    assert_string_equal(rows[0].interview, "");
    sparring_rows_free(rows, n);
    buf_clear(&text);
    assert_int_equal(sparring_drafted(fixture->store, fixture->talk, &text, &err), 0);
    assert_string_equal(text.data, "");
    buf_release(&text);
}

static void asking_drops_the_draft(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    char id[UUID_SIZE];
    assert_int_equal(sparring_draft(fixture->store, fixture->talk, "Hoe beg", &err), 0);
    ask(fixture, "Hoe begin ik?", id);
    assert_int_equal(sparring_drafted(fixture->store, fixture->talk, &text, &err), 0);
    assert_string_equal(text.data, "");
    buf_release(&text);
}

static void the_facts_are_those_of_the_threads(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct sparring_facts facts;
    char ids[4][UUID_SIZE];
    assert_int_equal(sparring_facts(fixture->store, &facts, &err), 0);
    assert_int_equal(facts.asked + facts.open + facts.answered, 0);
    for (size_t i = 0; i < 4; i++)
        ask(fixture, "Hoe?", ids[i]);
    later(fixture, DAY);
    say(fixture, ids[0], SIDE_HR, "Zo.");
    later(fixture, 2 * DAY);
    say(fixture, ids[1], SIDE_HR, "Zo.");
    say(fixture, ids[0], SIDE_MANAGER, "En dan?");
    assert_int_equal(sparring_close(fixture->store, ids[2], SIDE_MANAGER, &deed, &err), 0);
    assert_int_equal(sparring_facts(fixture->store, &facts, &err), 0);
    assert_int_equal(facts.asked, 4);
    assert_int_equal(facts.answered, 2);
    assert_int_equal(facts.open, 2); /* the first asks on, the last waits; the third is closed */
    assert_true(facts.median_days > 1.49 && facts.median_days < 1.51);
    later(fixture, 9 * DAY);
    say(fixture, ids[3], SIDE_HR, "Zo.");
    assert_int_equal(sparring_facts(fixture->store, &facts, &err), 0);
    assert_true(facts.median_days > 1.99 && facts.median_days < 2.01);
}

static void json_tells_it_all(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf json = BUF_INIT;
    char id[UUID_SIZE];
    ask(fixture, "Hoe begin ik opnieuw?", id);
    assert_int_equal(sparring_json(fixture->store, SIDE_HR, &json, &err), 0);
    assert_non_null(strstr(json.data, "\"title\":\"Aandacht\""));
    assert_non_null(strstr(json.data, "\"messages\":[{\"side\":\"manager\",\"text\":\"Hoe begin"));
    assert_non_null(strstr(json.data, "\"turn\":\"hr\""));
    assert_null(strstr(json.data, fixture->talk));
    buf_release(&json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_thread_goes_back_and_forth, setup, teardown),
        cmocka_unit_test_setup_teardown(what_will_not_do_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(undo_takes_a_message_back, setup, teardown),
        cmocka_unit_test_setup_teardown(an_erased_conversation_leaves_no_link, setup, teardown),
        cmocka_unit_test_setup_teardown(asking_drops_the_draft, setup, teardown),
        cmocka_unit_test_setup_teardown(the_facts_are_those_of_the_threads, setup, teardown),
        cmocka_unit_test_setup_teardown(json_tells_it_all, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
