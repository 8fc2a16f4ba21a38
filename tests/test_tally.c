/* Figures out of a file: counted right, kept in steps, the same in the file that collects them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "crowd.h"
#include "sandbox.h"
#include "sitting.h"
#include "desk_fixture.h"
#include "store/bundle.h"
#include "store/change.h"
#include "store/insight.h"
#include "store/interviews.h"
#include "store/tally.h"
#include "yaml/guide_yaml.h"
#include "yaml/regime_yaml.h"

#define TODAY 20791 /* 2026-12-04 */

static const struct deed deed = {"changed", ""};

static void answer(struct store *store, const char *interview, const char *point, const char *field,
                   enum kind kind, const char *value)
{
    struct err err = ERR_INIT(LANG_EN);
    struct answer given = {.point = (char *)point,
                           .field = (char *)field,
                           .kind = kind,
                           .share = SHARE_HR,
                           .label = "",
                           .value = (char *)value,
                           .shown = (char *)value};
    assert_int_equal(interviews_answer(store, interview, &given, &deed, &err), 0);
}

/* A conversation held today with somebody of a team, days after its occasion. */
static void hold(struct store *store, int person, const char *team, int days, const char *hurdle)
{
    struct err err = ERR_INIT(LANG_EN);
    char name[32], id[UUID_SIZE], iso[DAY_ISO_SIZE];
    struct person_row *people;
    size_t n;
    snprintf(name, sizeof name, "Persoon %d", person);
    sandbox_begin(store, name, id);
    assert_int_equal(interviews_set_stage(store, id, STAGE_TALKING, &deed, &err), 0);
    day_iso(TODAY - days, iso);
    answer(store, id, POINT_OWN, FIELD_SINCE, KIND_DATE, iso);
    if (hurdle)
        answer(store, id, POINT_CLOSING, FIELD_HURDLE, KIND_CHOICE, hurdle);
    assert_int_equal(interviews_people(store, &people, &n, &err), 0);
    for (size_t i = 0; i < n; i++)
        if (!strcmp(people[i].person.name, name))
            assert_int_equal(
                interviews_rename_person(store, people[i].person.id, name, team, "", &deed, &err),
                0);
    person_rows_free(people, n);
}

static struct insight see_with(struct store *store, struct shelf *shelf)
{
    struct err err = ERR_INIT(LANG_EN);
    struct insight insight;
    struct period period;
    struct desk desk = {.store = store, .shelf = shelf};
    insight_period(&period, false, TODAY);
    assert_int_equal(insight_advance(&desk, &err), 0);
    assert_int_equal(insight_load(&desk, &period, &insight, &err), 0);
    return insight;
}

static struct insight see(struct store *store)
{
    struct shelf none;
    shelf_init(&none, (struct shelf_reader){.guide = guide_yaml_open, .regime = regime_yaml_open},
               LANG_EN);
    struct insight insight = see_with(store, &none);
    shelf_release(&none);
    return insight;
}

/* Seven conversations: 1, 2, 2, 3, 9, 9 and 9 days: half within 3. Time was short for five. */
static void hold_seven(struct store *store)
{
    static const int days[] = {1, 2, 2, 3, 9, 9, 9};
    for (int i = 0; i < 7; i++)
        hold(store, i, i < 5 ? "Noord" : "Zuid", days[i], i < 5 ? "tijd" : NULL);
}

static void check_seven(const struct insight *insight)
{
    assert_int_equal(insight->groups[PART_MONTH].total, 7);
    assert_int_equal(insight->groups[PART_DAYS].half, 3);
    /* Two gave no answer; with those told apart, it would be known of them. */
    assert_int_equal(insight->groups[PART_HURDLE].n, 1);
    assert_int_equal(insight->groups[PART_HURDLE].group[0].keys, 2);
    assert_int_equal(insight->groups[PART_HURDLE].total, 7);
}

static void conversations_are_counted(void **state)
{
    struct sandbox sandbox;
    (void)state;
    sandbox_make(&sandbox);
    struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
    hold_seven(store);
    struct insight insight = see(store);
    check_seven(&insight);
    assert_int_equal(insight.fresh.talks, 7);
    insight_release(&insight);
    hold(store, 7, "Zuid", 4, NULL); /* one more: nothing moves */
    insight = see(store);
    check_seven(&insight);
    insight_release(&insight);
    store_close(store);
    sandbox_remove(&sandbox);
}

/* Who had no hurdle is told with who named none, whatever an older bundle counted of it. */
static void that_it_went_well_is_no_hurdle(void **state)
{
    struct sandbox sandbox;
    struct err err = ERR_INIT(LANG_EN);
    (void)state;
    sandbox_make(&sandbox);
    struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
    for (int i = 0; i < 12; i++)
        hold(store, i, "Noord", 2, i < 6 ? "tijd" : "niets");
    assert_int_equal(db_run(store_db(store),
                            "INSERT INTO hurdle (source, month, guide, option, n)"
                            " VALUES ('before', '2026-12', 'verzuim', 'niets', 20)",
                            &err),
                     0);
    struct insight insight = see(store);
    assert_int_equal(insight.groups[PART_HURDLE].n, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct insight_group *group = &insight.groups[PART_HURDLE].group[i];
        assert_int_equal(group->n, 6);
        assert_true(!*group->key || strstr(group->key, "/tijd"));
    }
    insight_release(&insight);
    store_close(store);
    sandbox_remove(&sandbox);
}

/* HR's file, with what the bundle told, shows what the manager's own file shows. */
static void what_was_collected_counts_the_same(void **state)
{
    struct sandbox sandbox;
    struct err err = ERR_INIT(LANG_EN);
    struct collected found = COLLECTED_INIT;
    char path[SANDBOX_PATH], other[SANDBOX_PATH];
    struct bundled bundled, foretold;
    (void)state;
    sandbox_make(&sandbox);
    struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
    hold_seven(store);
    sandbox_path(&sandbox, "bundle", path);
    sandbox_path(&sandbox, "hr.db", other);
    assert_int_equal(bundle_foretell(store, NULL, &foretold, &err), 0);
    assert_int_equal(bundle_write(store, path, &bundled, &err), 0);
    assert_memory_equal(&foretold, &bundled, sizeof foretold);
    assert_int_equal(bundled.hurdles, 5);
    struct store *hr = store_open(other, ACCESS_WRITE, (struct clock){SANDBOX_NOW}, &err);
    assert_non_null(hr);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(bundle_collect(hr, path, &found, &err), 0);
        struct insight insight = see(hr);
        check_seven(&insight);
        assert_int_equal(insight.sources, 1);
        insight_release(&insight);
    }
    collected_release(&found);
    store_close(store);
    store_close(hr);
    sandbox_remove(&sandbox);
}

static void shelf_with(struct shelf *shelf, const struct sandbox *sandbox, const char *text)
{
    char path[SANDBOX_PATH];
    sandbox_path(sandbox, "guide.yaml", path);
    sandbox_write(path, text, strlen(text));
    shelf_init(shelf, (struct shelf_reader){.guide = guide_yaml_open, .regime = regime_yaml_open},
               LANG_EN);
    shelf_add_folder(shelf, path, ORIGIN_GIVEN);
}

static void check_hurdle(const struct insight *insight, size_t i, const char *key, int64_t n)
{
    const struct insight_groups *groups = &insight->groups[PART_HURDLE];
    assert_true(i < groups->n);
    assert_string_equal(groups->group[i].key, key);
    assert_int_equal(groups->group[i].n, n);
}

/* What got another id in a later version of its guide is one thing in the figures. */
static void an_option_that_is_renamed_is_counted_on(void **state)
{
    static const char later[] =
        "guide: 1\nid: verzuimgesprek\nversion: 2\nlanguage: nl\nregime: none\ntitle: T\n"
        "points: { een: { title: T, aim: A } }\nrenamed: { tijd: druk }\n"
        "hurdles: { ask: Wat was lastig?, options: { druk: Te druk, emotie: Emotie } }\n";
    struct sandbox sandbox;
    struct shelf shelf;
    (void)state;
    sandbox_make(&sandbox);
    struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
    for (int i = 0; i < 12; i++)
        hold(store, i, "Noord", 1, i < 6 ? "tijd" : "emotie");
    struct insight insight = see(store);
    check_hurdle(&insight, 0, "verzuimgesprek/emotie", 6);
    check_hurdle(&insight, 1, "verzuimgesprek/tijd", 6);
    insight_release(&insight);
    shelf_with(&shelf, &sandbox, later);
    for (int i = 12; i < 17; i++)
        hold(store, i, "Noord", 1, "druk");
    insight = see_with(store, &shelf);
    assert_int_equal(insight.groups[PART_HURDLE].n, 2);
    check_hurdle(&insight, 0, "verzuimgesprek/druk", 11);
    check_hurdle(&insight, 1, "verzuimgesprek/emotie", 6);
    insight_release(&insight);
    /* Without the guide they are two again, and nothing is counted twice. */
    insight = see(store);
    assert_int_equal(insight.groups[PART_HURDLE].total, 17);
    insight_release(&insight);
    shelf_release(&shelf);
    store_close(store);
    sandbox_remove(&sandbox);
}

static void a_window_that_reads_shows_what_was_shown(void **state)
{
    struct sandbox sandbox;
    (void)state;
    sandbox_make(&sandbox);
    struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
    hold_seven(store);
    struct store *reader = sandbox_open(&sandbox, ACCESS_READ, SANDBOX_NOW);
    struct insight insight = see(reader);
    assert_int_equal(insight.groups[PART_MONTH].total, 0);
    assert_int_equal(insight.made, DAY_NONE);
    insight_release(&insight);
    insight = see(store);
    insight_release(&insight);
    insight = see(reader);
    check_seven(&insight);
    insight_release(&insight);
    store_close(reader);
    store_close(store);
    sandbox_remove(&sandbox);
}

/* ---- agreements, beside a plain count -------------------------------------------------------- */

static int64_t number(struct store *store, const char *sql)
{
    struct err err = ERR_INIT(LANG_EN);
    int64_t found = -1;
    if (db_number(store_db(store), sql, &found, &err))
        fail_msg("%s", err.text);
    return found;
}

static void agreements_are_counted(void **state)
{
    struct sandbox sandbox;
    struct err err = ERR_INIT(LANG_EN);
    struct crowd crowd = CROWD_SMALL;
    (void)state;
    crowd.today = TODAY;
    sandbox_make(&sandbox);
    assert_int_equal(crowd_fill(sandbox.db, &crowd, &err), 0);
    struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
    struct insight_rows rows = INSIGHT_ROWS_INIT;
    assert_int_equal(tally_promises(store_db(store), TODAY, &rows, &err), 0);
    int64_t n[INSIGHT_PARTS] = {0}, kept[INSIGHT_PARTS] = {0};
    for (size_t i = 0; i < rows.n; i++) {
        n[rows.row[i].part] += rows.row[i].n;
        kept[rows.row[i].part] += rows.row[i].kept;
    }
#define PASSED                                                                                     \
    " FROM agreement WHERE share = 'hr' AND NOT removed AND status <> 'dropped'"                   \
    " AND due < '2026-12-04'"
    assert_int_equal(n[PART_TEAM], number(store, "SELECT count(*)" PASSED));
    assert_int_equal(n[PART_OWNER], n[PART_TEAM]);
    assert_int_equal(kept[PART_TEAM],
                     number(store, "SELECT count(*)" PASSED " AND status = 'done' AND"
                                   " date(updated_at / 1000, 'unixepoch', 'localtime') <= due"));
    assert_int_equal(kept[PART_OWNER], kept[PART_TEAM]);
    assert_true(kept[PART_TEAM] > 0 && kept[PART_TEAM] < n[PART_TEAM]);
    insight_rows_release(&rows);
    store_close(store);
    sandbox_remove(&sandbox);
}

/* One walk along the index that has it all: the table is not read and nothing is sorted. */
static void agreements_are_counted_in_one_walk(void **state)
{
    struct sandbox sandbox;
    struct err err = ERR_INIT(LANG_EN);
    struct buf sql = BUF_INIT;
    struct query query;
    int steps = 0;
    (void)state;
    sandbox_make(&sandbox);
    struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
    buf_addf(&sql, "EXPLAIN QUERY PLAN %s", tally_promises_sql);
    query_begin(&query, store_db(store), sql.data);
    while (query_row(&query)) {
        for (int i = 0; i < 3; i++)
            query_take_number(&query);
        assert_string_equal(query_see_key(&query),
                            "SCAN review USING COVERING INDEX review_by_quarter");
        steps++;
    }
    assert_int_equal(query_end(&query, &err), 0);
    assert_int_equal(steps, 1);
    buf_release(&sql);
    store_close(store);
    sandbox_remove(&sandbox);
}

/* ---- on screen ------------------------------------------------------------------------------- */

static void seven_on_screen(struct desk_fixture *fixture)
{
    for (int i = 0; i < 7; i++) {
        struct err err = ERR_INIT(LANG_EN);
        char name[32], id[UUID_SIZE];
        snprintf(name, sizeof name, "Persoon %d", i);
        desk_fixture_interview(fixture, name, DAY_NONE, id);
        assert_int_equal(interviews_set_stage(fixture->desk.store, id, STAGE_TALKING, &deed, &err),
                         0);
    }
}

static void the_picture(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    seven_on_screen(&fixture);
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_keys(&sitting, "i");
    assert_string_equal(sitting_screen(&sitting), "insight");
    sitting_shows(&sitting, "GESPREKKEN PER MAAND");
    sitting_shows(&sitting, "7 gesprekken gevoerd");
    sitting_shows(&sitting, "> AFSPRAKEN OP TIJD");
    sitting_keys(&sitting, "<Down>");
    sitting_shows(&sitting, "> WAT MAAKT EEN GESPREK");
    sitting_click(&sitting, "SPARREN", 1);
    sitting_shows(&sitting, "> SPARREN");
    sitting_cursor_shown(&sitting);
    sitting_keys(&sitting, "<Up>");
    sitting_shows(&sitting, "> VAN AANLEIDING TOT GESPREK");
    for (int columns = 58; columns < 130; columns += 9) {
        sitting_resize(&sitting, 20, columns, columns % 2);
        sitting_shows(&sitting, "> VAN AANLEIDING TOT GESPREK");
    }
    sitting_keys(&sitting, "<Esc>");
    assert_string_equal(sitting_screen(&sitting), "home");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

/* A window that only reads cannot count: it does not say that there is too little to show. */
static void who_only_reads_waits_for_the_other_window(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    struct desk second;
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    seven_on_screen(&fixture);
    desk_fixture_second(&fixture, &second);
    sitting_open(&sitting, &second, NULL);
    sitting_keys(&sitting, "i");
    sitting_shows(&sitting, "Nog niet geteld");
    sitting_lacks(&sitting, "vanaf vijf");
    sitting_kill(&sitting);
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_keys(&sitting, "i");
    sitting_lacks(&sitting, "Nog niet geteld");
    sitting_shows(&sitting, "vanaf vijf");
    sitting_kill(&sitting);
    sitting_open(&sitting, &second, NULL);
    sitting_keys(&sitting, "i");
    sitting_shows(&sitting, "7 gesprekken gevoerd");
    sitting_close(&sitting);
    store_close(second.store);
    desk_fixture_close(&fixture);
}

static void another_period_is_asked_in_words(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    seven_on_screen(&fixture);
    sitting_open(&sitting, &fixture.desk, NULL);
    sitting_keys(&sitting, "ip");
    sitting_shows(&sitting, "Welke periode?");
    sitting_keys(&sitting, "<End><Enter>31-11<Enter>");
    assert_string_equal(sitting_screen(&sitting), "ask"); /* there is no such day */
    sitting_keys(&sitting, "<C-u>2025<Enter>");
    assert_string_equal(sitting_screen(&sitting), "insight");
    sitting_shows(&sitting, "Inzicht - 2025");
    sitting_lacks(&sitting, "7 gesprekken");
    sitting_keys(&sitting, "p<Enter>");
    sitting_shows(&sitting, "7 gesprekken");
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

static void it_goes_to_a_file(void **state)
{
    struct desk_fixture fixture;
    struct sitting sitting;
    char path[128], keys[256];
    size_t len;
    (void)state;
    desk_fixture_open(&fixture, LANG_NL);
    seven_on_screen(&fixture);
    sitting_open(&sitting, &fixture.desk, NULL);
    snprintf(path, sizeof path, "%s/cijfers.html", fixture.folder);
    snprintf(keys, sizeof keys, "iw<Down><Enter><C-a><C-k>%s<Enter>", path);
    sitting_keys(&sitting, keys);
    sitting_shows(&sitting, "cijfers.html");
    char *page = sandbox_read(path, &len);
    assert_non_null(strstr(page, "Er zijn 7 gesprekken gevoerd"));
    assert_non_null(strstr(page, "<svg role=\"img\""));
    assert_null(strstr(page, "Persoon"));
    free(page);
    sitting_close(&sitting);
    desk_fixture_close(&fixture);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(conversations_are_counted),
        cmocka_unit_test(that_it_went_well_is_no_hurdle),
        cmocka_unit_test(what_was_collected_counts_the_same),
        cmocka_unit_test(an_option_that_is_renamed_is_counted_on),
        cmocka_unit_test(a_window_that_reads_shows_what_was_shown),
        cmocka_unit_test(agreements_are_counted),
        cmocka_unit_test(agreements_are_counted_in_one_walk),
        cmocka_unit_test(the_picture),
        cmocka_unit_test(who_only_reads_waits_for_the_other_window),
        cmocka_unit_test(another_period_is_asked_in_words),
        cmocka_unit_test(it_goes_to_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
