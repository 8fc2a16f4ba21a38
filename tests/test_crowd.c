/* The made-up organisation: as many as asked, the same every time, nothing of it in the future, and
 * a file that is right in every way the program looks at one. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "crowd.h"
#include "crowd_words.h"
#include "sandbox.h"
#include "store/agreements.h"
#include "store/change.h"
#include "store/lookup.h"

#define TODAY 20791 /* 2026-12-04 */

static void fill(struct sandbox *sandbox, struct crowd *crowd)
{
    struct err err = ERR_INIT(LANG_EN);
    crowd->today = TODAY;
    if (crowd_fill(sandbox->db, crowd, &err))
        fail_msg("%s", err.text);
}

static int64_t number(struct store *store, const char *sql)
{
    struct err err = ERR_INIT(LANG_EN);
    int64_t n = -1;
    if (db_number(store_db(store), sql, &n, &err))
        fail_msg("%s", err.text);
    return n;
}

/* All of it in one text, in the order it was made. */
static char *all_of(struct store *store)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    if (db_text(store_db(store),
                "SELECT group_concat(line, char(10)) FROM ("
                "SELECT json_array(a.id, i.id, p.name, p.team, a.what, a.due, a.status, a.remark,"
                " a.updated_at, c.source, s.label) AS line FROM agreement a"
                " JOIN interview i ON i.id = a.interview JOIN person p ON p.id = i.person"
                " LEFT JOIN collected c ON c.id = i.id LEFT JOIN source s ON s.id = c.source"
                " ORDER BY a.seq)",
                &text, &err))
        fail_msg("%s", err.text);
    return buf_detach(&text);
}

static void is_right(struct store *store, const struct crowd *crowd)
{
    struct err err = ERR_INIT(LANG_EN);
    int64_t n = -1;
    assert_int_equal(lookup_differences(store_db(store), &n, &err), 0);
    assert_int_equal(n, 0);
    assert_int_equal(number(store, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_int_equal(number(store, "SELECT count(*) FROM agreement"), crowd->agreements);
    assert_int_equal(number(store, "SELECT count(*) FROM interview"), crowd->interviews);
    assert_int_equal(number(store, "SELECT count(*) FROM person"), crowd->people);
    assert_int_equal(number(store, "SELECT count(DISTINCT team) FROM person"), crowd->teams);
    assert_int_equal(number(store, "SELECT count(DISTINCT name) FROM person"), crowd->people);
    /* The present state is the last revision. */
    assert_int_equal(number(store, "SELECT count(*) FROM agreement a JOIN agreement_revision r"
                                   " ON r.agreement = a.id AND r.revision = a.revision"
                                   " AND r.status = a.status AND r.updated_at = a.updated_at"
                                   " AND r.what = a.what"),
                     crowd->agreements);
    /* Nothing was made or changed after today, or over a year and a week before. */
    assert_int_equal(number(store, "SELECT count(*) FROM agreement_revision WHERE updated_at >"
                                   " unixepoch('2026-12-04') * 1000 OR updated_at <"
                                   " unixepoch('2025-07-01') * 1000"),
                     0);
}

static void there_is_as_much_as_asked(void **state)
{
    struct sandbox sandbox;
    struct crowd crowd = CROWD_DEMO;
    (void)state;
    sandbox_make(&sandbox);
    fill(&sandbox, &crowd);
    struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
    is_right(store, &crowd);
    assert_int_equal(number(store, "SELECT count(*) FROM source"), crowd.managers);
    assert_int_equal(number(store, "SELECT count(*) FROM claim"), crowd.agreements);
    assert_int_equal(number(store, "SELECT count(DISTINCT status) FROM agreement"), 5);
    assert_int_equal(number(store, "SELECT count(DISTINCT owner) FROM agreement"), 4);
    assert_true(number(store, "SELECT sum(n) FROM hurdle") > crowd.interviews / 3);
    assert_true(number(store, "SELECT count(DISTINCT what) FROM agreement") > 500);
    assert_true(number(store, "SELECT count(*) FROM source WHERE made_at <"
                              " unixepoch('2026-11-01') * 1000") > 0);
    store_close(store);
    sandbox_remove(&sandbox);
}

static void a_manager_has_a_file_with_private_answers(void **state)
{
    struct sandbox sandbox;
    struct crowd crowd = CROWD_SMALL;
    (void)state;
    crowd.own = true;
    crowd.lang = LANG_NL;
    sandbox_make(&sandbox);
    fill(&sandbox, &crowd);
    struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
    is_right(store, &crowd);
    assert_int_equal(number(store, "SELECT count(*) FROM collected"), 0);
    assert_true(number(store, "SELECT count(*) FROM answer WHERE share = 'private'") > 100);
    assert_true(number(store, "SELECT count(*) FROM agreement WHERE share = 'employee'") > 5);
    assert_true(number(store, "SELECT count(*) FROM interview WHERE stage <> 'closed'") > 0);
    store_close(store);
    sandbox_remove(&sandbox);
}

static void texts_are_as_long_as_managers_write_them(void **state)
{
    struct sandbox sandbox;
    struct crowd crowd = CROWD_SMALL;
    static const char average[] =
        "SELECT sum(length(what || ' ' || follow_up || ' ' || remark || ' ' || owner_name)) /"
        " count(*) FROM agreement";
    (void)state;
    for (int i = 0; i < 2; i++) {
        crowd.long_texts = i;
        sandbox_make(&sandbox);
        fill(&sandbox, &crowd);
        struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
        is_right(store, &crowd);
        assert_in_range(number(store, average), i ? 190 : 70, i ? 220 : 90);
        store_close(store);
        sandbox_remove(&sandbox);
    }
}

static void the_same_crowd_is_the_same_and_another_seed_is_not(void **state)
{
    struct sandbox sandbox;
    struct crowd crowd = CROWD_SMALL;
    char *texts[3];
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        sandbox_make(&sandbox);
        crowd.seed = i < 2 ? 1 : 2;
        fill(&sandbox, &crowd);
        struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
        texts[i] = all_of(store);
        store_close(store);
        sandbox_remove(&sandbox);
    }
    assert_string_equal(texts[0], texts[1]);
    assert_string_not_equal(texts[0], texts[2]);
    for (size_t i = 0; i < 3; i++)
        free(texts[i]);
}

static void two_stand_in_one_file(void **state)
{
    struct sandbox sandbox;
    struct crowd crowd = CROWD_SMALL;
    struct err err = ERR_INIT(LANG_EN);
    int64_t n = -1;
    (void)state;
    sandbox_make(&sandbox);
    fill(&sandbox, &crowd);
    crowd.seed = 2;
    fill(&sandbox, &crowd);
    struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
    assert_int_equal(number(store, "SELECT count(*) FROM agreement"), 2 * crowd.agreements);
    assert_int_equal(lookup_differences(store_db(store), &n, &err), 0);
    assert_int_equal(n, 0);
    store_close(store);
    sandbox_remove(&sandbox);
}

static void every_name_is_another(void **state)
{
    struct buf names[2] = {BUF_INIT, BUF_INIT};
    (void)state;
    crowd_add_name(&names[0], 1);
    for (size_t i = 2; i < 20000; i++) {
        buf_clear(&names[1]);
        crowd_add_name(&names[1], i);
        assert_string_not_equal(names[0].data, names[1].data);
    }
    buf_release(&names[0]);
    buf_release(&names[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_is_as_much_as_asked),
        cmocka_unit_test(a_manager_has_a_file_with_private_answers),
        cmocka_unit_test(texts_are_as_long_as_managers_write_them),
        cmocka_unit_test(the_same_crowd_is_the_same_and_another_seed_is_not),
        cmocka_unit_test(two_stand_in_one_file),
        cmocka_unit_test(every_name_is_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
