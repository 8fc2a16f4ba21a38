/*
 * Absences that managers send along: what goes and what never does, and that HR's file comes to say
 * the same whatever order bundles come in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/day.h"
#include "base/mem.h"
#include "desk_fixture.h"
#include "sandbox.h"
#include "store/absences.h"
#include "store/agreements.h"
#include "store/bundle.h"
#include "store/change.h"
#include "store/erase.h"
#include "store/figures.h"
#include "store/services.h"
#include "store/sums.h"
#include "store/ticks.h"
#include "store/timelines.h"
#include "store/told.h"
#include "store/whole.h"

enum { MANAGERS = 2, BUNDLES = 12 };

static const struct deed deed = {"changed", ""};

/* Two managers' files, HR's desk, and the bundles made so far. */
struct fixture {
    struct sandbox sandbox;
    struct store *manager[MANAGERS];
    struct desk_fixture hr;
    const struct timeline_rules *rules;
    int bundles;
    uint64_t seed;
    int64_t left; /* of what SQLite may do */
};

static struct store *open_named(struct fixture *fixture, const char *name)
{
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    sandbox_path(&fixture->sandbox, name, path);
    struct store *store =
        store_open(path, ACCESS_WRITE, (struct clock){.fixed = SANDBOX_NOW}, &err);
    assert_string_equal(err.text, "");
    return store;
}

static int setup(void **state)
{
    struct fixture *fixture = mem_zero(1, sizeof *fixture);
    struct err err = ERR_INIT(LANG_EN);
    sandbox_make(&fixture->sandbox);
    desk_fixture_open(&fixture->hr, LANG_EN);
    fixture->rules = timelines_rules(&fixture->hr.desk);
    for (int i = 0; i < MANAGERS; i++) {
        fixture->manager[i] = open_named(fixture, i ? "roos.db" : "sam.db");
        assert_int_equal(store_setting_set(fixture->manager[i], BUNDLE_ABSENCES, "yes", &err), 0);
    }
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < MANAGERS; i++)
        store_close(fixture->manager[i]);
    desk_fixture_close(&fixture->hr);
    sandbox_remove(&fixture->sandbox);
    free(fixture);
    return 0;
}

static struct store *hr_of(const struct fixture *fixture)
{
    return fixture->hr.desk.store;
}

static int today_of(const struct fixture *fixture)
{
    return clock_today(&fixture->hr.desk.clock);
}

static void make(struct fixture *fixture, int manager, struct bundled *bundled)
{
    struct err err = ERR_INIT(LANG_EN);
    char name[32], path[SANDBOX_PATH];
    struct bundled foretold;
    snprintf(name, sizeof name, "bundle%d", fixture->bundles++);
    sandbox_path(&fixture->sandbox, name, path);
    bundle_foretell(fixture->manager[manager], NULL, &foretold, &err);
    bundle_write(fixture->manager[manager], path, bundled, &err);
    assert_string_equal(err.text, "");
    assert_memory_equal(&foretold, bundled, sizeof foretold);
}

static size_t deliver(struct fixture *fixture, struct store *hr, int i)
{
    struct err err = ERR_INIT(LANG_EN);
    struct collected found = COLLECTED_INIT;
    char name[32], path[SANDBOX_PATH];
    snprintf(name, sizeof name, "bundle%d", i);
    sandbox_path(&fixture->sandbox, name, path);
    bundle_collect(hr, path, &found, &err);
    assert_string_equal(err.text, "");
    size_t absent = found.absent;
    collected_release(&found);
    return absent;
}

/* Makes the next one and brings it to HR. */
static size_t send(struct fixture *fixture, int manager)
{
    struct bundled bundled;
    make(fixture, manager, &bundled);
    return deliver(fixture, hr_of(fixture), fixture->bundles - 1);
}

/* An open absence with all there is to say, of who is employed. */
static void fill_in(struct store *store, const char *name, int first_day, struct absence *absence)
{
    struct err err = ERR_INIT(LANG_EN);
    absence_init(absence);
    absence->first_day = first_day;
    absence->expected = first_day + 200;
    mem_replace(&absence->reachable, "geheim nummer");
    mem_replace(&absence->lasting, "geheim lang");
    mem_replace(&absence->work, "geheim werk");
    absence->safety_net = absence->accident = absence->liable = TOLD_YES;
    absence_step_put(absence, &(struct absence_step){first_day + 20, 500, first_day + 10});
    absences_add(store, name, absence, &deed, &err);
    assert_string_equal(err.text, "");
    struct service span = {.from = first_day - 400, .until = DAY_NONE, .factor = 8000};
    memcpy(span.person, absence->person, UUID_SIZE);
    services_save(store, &span, &deed, &err);
    assert_string_equal(err.text, "");
}

static int64_t number(struct store *store, const char *sql)
{
    struct err err = ERR_INIT(LANG_EN);
    int64_t n = -1;
    db_number(store_db(store), sql, &n, &err);
    assert_string_equal(err.text, "");
    return n;
}

/* ---- what goes along ------------------------------------------------------------------------- */

static void only_days_and_steps_go_along(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct absence absence;
    struct bundled bundled;
    int day = today_of(fixture) - 60;
    fill_in(fixture->manager[0], "Sanne de Boer", day, &absence);
    assert_int_equal(ticks_put(fixture->manager[0], absence.id, "plan", 0, day + 50, &deed, &err),
                     0);
    make(fixture, 0, &bundled);
    assert_int_equal(bundled.absent, 1);
    char path[SANDBOX_PATH];
    size_t len;
    sandbox_path(&fixture->sandbox, "bundle0", path);
    char *bytes = sandbox_read(path, &len);
    assert_null(memmem(bytes, len, "geheim", 6));
    free(bytes);
    assert_int_equal(deliver(fixture, hr_of(fixture), 0), 1);
    struct absence_row *rows;
    size_t n;
    assert_int_equal(told_absences(hr_of(fixture), absence.person, &rows, &n, &err), 0);
    assert_int_equal(n, 1);
    assert_string_equal(rows[0].person.name, "Sanne de Boer");
    assert_int_equal(rows[0].absence.first_day, day);
    assert_int_equal(rows[0].absence.expected, DAY_NONE);
    assert_int_equal(rows[0].absence.accident, TOLD_UNKNOWN);
    assert_int_equal(rows[0].absence.liable, TOLD_UNKNOWN);
    assert_int_equal(rows[0].absence.safety_net, TOLD_YES);
    assert_int_equal(rows[0].absence.n_steps, 1);
    assert_int_equal(rows[0].absence.steps[0].part, 500);
    assert_int_equal(rows[0].absence.steps[0].advised, day + 10);
    absence_rows_free(rows, n);
    absence_release(&absence);
}

static void count_one(void *context, const char *table, const char *row, const char *column)
{
    (void)table;
    (void)row;
    (void)column;
    (*(int *)context)++;
}

/* Each row has a sum of its own, also where the first part of its key is that of others. */
static void all_of_it_stays_sound(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct absence one, other;
    int n = 0, day = today_of(fixture) - 60;
    fill_in(fixture->manager[0], "Sanne de Boer", day, &one);
    fill_in(fixture->manager[0], "Kees Bakker", day - 9, &other);
    assert_int_equal(ticks_put(fixture->manager[0], one.id, "ohs", 0, day, &deed, &err), 0);
    assert_int_equal(ticks_put(fixture->manager[0], one.id, "plan", 0, day + 9, &deed, &err), 0);
    send(fixture, 0);
    assert_int_equal(sums_examine(store_db(fixture->manager[0]), true, count_one, &n, &err), 0);
    assert_int_equal(sums_examine(store_db(hr_of(fixture)), true, count_one, &n, &err), 0);
    assert_int_equal(n, 0);
    absence_release(&one);
    absence_release(&other);
}

/* Without the manager's word nothing of it goes, not even who is absent; and it is taken back. */
static void nothing_goes_unless_the_manager_says_so(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct absence absence;
    struct bundled bundled;
    fill_in(fixture->manager[0], "Sanne de Boer", today_of(fixture) - 60, &absence);
    assert_int_equal(store_setting_set(fixture->manager[0], BUNDLE_ABSENCES, "no", &err), 0);
    make(fixture, 0, &bundled);
    assert_int_equal(bundled.absent, 0);
    assert_int_equal(deliver(fixture, hr_of(fixture), 0), 0);
    assert_int_equal(number(hr_of(fixture), "SELECT count(*) FROM person"), 0);
    assert_int_equal(store_setting_set(fixture->manager[0], BUNDLE_ABSENCES, "yes", &err), 0);
    assert_int_equal(send(fixture, 0), 1);
    assert_int_equal(number(hr_of(fixture), "SELECT count(*) FROM told_absence"), 1);
    assert_int_equal(store_setting_set(fixture->manager[0], BUNDLE_ABSENCES, "no", &err), 0);
    send(fixture, 0);
    assert_int_equal(deliver(fixture, hr_of(fixture), 1), 0); /* an old one brings nothing back */
    assert_int_equal(number(hr_of(fixture), "SELECT count(*) FROM told_absence"), 0);
    assert_int_equal(number(hr_of(fixture), "SELECT count(*) FROM told_service"), 0);
    assert_int_equal(number(hr_of(fixture), "SELECT count(*) FROM person"), 0);
    absence_release(&absence);
}

/* ---- what HR does with it -------------------------------------------------------------------- */

static void hr_sees_what_is_due_and_ticks_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct absence absence;
    struct timeline_due *dues;
    struct timeline timeline;
    size_t n = 0;
    bool any = false;
    int today = today_of(fixture);
    fill_in(fixture->manager[0], "Sanne de Boer", today - 60, &absence);
    send(fixture, 0);
    assert_int_equal(timelines_any(hr_of(fixture), &any, &err), 0);
    assert_true(any);
    assert_int_equal(
        timelines_due(hr_of(fixture), fixture->rules, today, DUES_NOW, &dues, &n, &err), 0);
    assert_true(n > 2);
    assert_true(dues[0].told);
    timeline_dues_free(dues, n);
    assert_int_equal(timelines_load(hr_of(fixture), fixture->rules, absence.person, NULL, today,
                                    &timeline, &err),
                     0);
    assert_true(timeline.told);
    size_t plan = timeline_find(timeline.moments, timeline.n_moments, "plan", false);
    assert_int_equal(timelines_tick(hr_of(fixture), &timeline, plan, today, today, "Sanne", &err),
                     -1);
    assert_non_null(strstr(err.text, "manager"));
    timeline_release(&timeline);
    err = (struct err)ERR_INIT(LANG_EN);
    assert_int_equal(ticks_put(fixture->manager[0], absence.id, "plan", 0, today - 9, &deed, &err),
                     0);
    send(fixture, 0);
    assert_int_equal(timelines_load(hr_of(fixture), fixture->rules, absence.person, NULL, today,
                                    &timeline, &err),
                     0);
    assert_int_equal(timeline.moments[plan].state, TIMELINE_DONE);
    assert_int_equal(timeline.moments[plan].done, today - 9);
    timeline_release(&timeline);
    absence_release(&absence);
}

/* Whom HR erased is not brought back by what managers send. */
static void whom_hr_erased_stays_away(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct absence absence, other;
    struct erased erased = ERASED_INIT;
    fill_in(fixture->manager[0], "Sanne de Boer", today_of(fixture) - 60, &absence);
    fill_in(fixture->manager[0], "Mo Karimi", today_of(fixture) - 30, &other);
    ticks_put(fixture->manager[0], absence.id, "plan", 0, today_of(fixture) - 9, &deed, &err);
    send(fixture, 0);
    erase_all(hr_of(fixture), ERASE_PERSON, absence.person, &erased, &err);
    assert_string_equal(err.text, "");
    erased_release(&erased);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(number(hr_of(fixture), "SELECT count(*) FROM person"), 1);
        assert_int_equal(number(hr_of(fixture), "SELECT count(*) FROM told_person"), 1);
        assert_int_equal(number(hr_of(fixture), "SELECT count(*) FROM told_absence"), 1);
        assert_int_equal(number(hr_of(fixture), "SELECT count(*) FROM told_service"), 1);
        assert_int_equal(number(hr_of(fixture), "SELECT count(*) FROM told_tick"), 0);
        ticks_put(fixture->manager[0], absence.id, "plan", 0, today_of(fixture) - 8, &deed, &err);
        send(fixture, 0);
    }
    absence_release(&absence);
    absence_release(&other);
}

/* By the name the manager gave; somebody this file itself has by that name goes before. */
static void told_people_are_found_by_name(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct absence absence;
    char id[UUID_SIZE];
    fill_in(fixture->manager[0], "Sanne de Boer", today_of(fixture) - 60, &absence);
    send(fixture, 0);
    assert_int_equal(told_whose(hr_of(fixture), " sanne de BOER ", id, &err), 0);
    assert_string_equal(id, absence.person);
    assert_int_equal(told_whose(hr_of(fixture), "Kees", id, &err), 0);
    assert_string_equal(id, "");
    absence_release(&absence);
}

/* Somebody on HR's own list too is due once. */
static void what_hr_has_itself_is_not_due_twice(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct absence absence, own;
    struct timeline_due *dues;
    size_t n = 0, both = 0;
    int today = today_of(fixture);
    fill_in(fixture->manager[0], "Sanne de Boer", today - 60, &absence);
    send(fixture, 0);
    assert_int_equal(
        timelines_due(hr_of(fixture), fixture->rules, today, DUES_NOW, &dues, &n, &err), 0);
    timeline_dues_free(dues, n);
    absence_init(&own);
    own.first_day = today - 60;
    own.safety_net = TOLD_YES;
    assert_int_equal(absences_add(hr_of(fixture), "Sanne de Boer", &own, &deed, &err), 0);
    assert_string_not_equal(own.person, absence.person);
    assert_int_equal(
        timelines_due(hr_of(fixture), fixture->rules, today, DUES_NOW, &dues, &both, &err), 0);
    assert_int_equal(both, n);
    timeline_dues_free(dues, both);
    absence_release(&own);
    absence_release(&absence);
}

static int64_t sick_days(struct store *store, bool *aside)
{
    struct err err = ERR_INIT(LANG_EN);
    struct figures_borders borders = {{7, 42, 365, 730}, 4};
    struct figures_found found = {.begun = false};
    int today = clock_day(store_now(store));
    struct period period = {today - 900, today};
    figures_frames(&found, &period, NULL, today);
    struct figures_pass *pass = figures_open(store, &borders, &found);
    while (figures_go(pass, 1000))
        continue;
    assert_int_equal(figures_close(pass, &err), 0);
    int64_t sick = found.frame[FRAME_NOW].sum.sick;
    *aside = found.aside;
    figures_found_release(&found);
    return sick;
}

/* The figures of HR are those of the managers together, and of HR's own list once it has one. */
static void figures_count_nobody_twice(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct absence one, other;
    bool aside = false;
    int day = today_of(fixture) - 600;
    fill_in(fixture->manager[0], "Sanne de Boer", day, &one);
    fill_in(fixture->manager[1], "Kees Bakker", day + 30, &other);
    int64_t both = sick_days(fixture->manager[0], &aside) + sick_days(fixture->manager[1], &aside);
    assert_false(aside);
    send(fixture, 0);
    send(fixture, 1);
    assert_int_equal(sick_days(hr_of(fixture), &aside), both);
    assert_false(aside);
    struct service span = {.from = day, .until = DAY_NONE, .factor = 10000};
    memcpy(span.person, one.person, UUID_SIZE);
    assert_int_equal(services_save(hr_of(fixture), &span, &deed, &err), 0);
    assert_int_equal(sick_days(hr_of(fixture), &aside), 0);
    assert_true(aside);
    absence_release(&one);
    absence_release(&other);
}

/* Who asks HR for everything gets this too, and who is erased there is gone from it. */
static void it_is_of_the_person_it_is_about(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct absence absence;
    struct whole whole;
    struct erased erased = ERASED_INIT;
    fill_in(fixture->manager[0], "Sanne de Boer", today_of(fixture) - 60, &absence);
    assert_int_equal(
        ticks_put(fixture->manager[0], absence.id, "plan", 0, today_of(fixture) - 9, &deed, &err),
        0);
    send(fixture, 0);
    whole_load(hr_of(fixture), "Sanne de Boer", LANG_EN, &whole, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(whole.n_absences, 1);
    assert_int_equal(whole.absences[0].n_ticks, 1);
    assert_int_equal(whole.n_services, 1);
    whole_release(&whole);
    erase_all(hr_of(fixture), ERASE_PERSON, absence.person, &erased, &err);
    assert_string_equal(err.text, "");
    erased_release(&erased);
    assert_int_equal(number(hr_of(fixture), "SELECT count(*) FROM told_absence"), 0);
    assert_int_equal(number(hr_of(fixture), "SELECT count(*) FROM told_tick"), 0);
    assert_int_equal(number(hr_of(fixture), "SELECT count(*) FROM told_person"), 0);
    absence_release(&absence);
}

/* Each person's is found by an index, however many others there are. */
static void much_is_read_no_slower(void **state)
{
    struct fixture *fixture = *state;
    struct store *hr = hr_of(fixture);
    struct err err = ERR_INIT(LANG_EN);
    struct timeline_due *dues = NULL;
    struct absence_row *rows = NULL;
    size_t n = 0, absent = 0;
    fixture->left = 2000000; /* steps of SQLite's; reading all of everybody takes ten times that */
    assert_int_equal(
        db_run(store_db(hr),
               "WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 2000)"
               " INSERT INTO person (id, name, folded, team, code, created_at) SELECT"
               " printf('00000000-0000-7000-8000-%012d', n), 'P' || n, 'p' || n, '', '', 0 FROM i;"
               "INSERT INTO told_person SELECT id, 'roos', 1 FROM person;"
               "INSERT INTO told_absence (source, id, person, first_day, kind, net) SELECT 'roos',"
               " '1' || substr(id, 2), id, '2026-09-01', 'sick', 0 FROM person",
               &err),
        0);
    db_bound(store_db(hr), &fixture->left);
    timelines_due(hr, fixture->rules, today_of(fixture), DUES_ONE, &dues, &absent, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(absent, 2000);
    told_absences(hr, dues[0].person.id, &rows, &n, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(n, 1);
    absence_rows_free(rows, n);
    timeline_dues_free(dues, absent);
    fixture->left = INT64_MAX;
}

/* ---- anything in any order ------------------------------------------------------------------- */

/* Numbers that look random and are the same at every run (xorshift). */
static int next(struct fixture *fixture, int n)
{
    fixture->seed ^= fixture->seed << 13;
    fixture->seed ^= fixture->seed >> 7;
    fixture->seed ^= fixture->seed << 17;
    return (int)((fixture->seed >> 11) % (uint64_t)n);
}

/* The absence of somebody in that file that a number stands for; false when there is none. */
static bool pick(struct fixture *fixture, struct store *store, struct absence *absence)
{
    struct err err = ERR_INIT(LANG_EN);
    struct absence_row *rows = NULL;
    size_t n = 0;
    absences_list(store, NULL, false, &rows, &n, &err);
    absence_init(absence);
    if (n)
        absence_copy(absence, &rows[next(fixture, (int)n)].absence);
    absence_rows_free(rows, n);
    return n > 0;
}

/* What cannot be (two absences at once) is left. */
static void change_at_random(struct fixture *fixture, struct store *store)
{
    static const char *const names[] = {"Sanne de Boer", "Kees Bakker", "Anna Visser"};
    struct err err = ERR_INIT(LANG_EN);
    struct absence absence;
    int day = today_of(fixture) - 500 + next(fixture, 400);
    struct service span = {.from = day - 700, .until = DAY_NONE, .factor = 5000};
    bool fresh = !pick(fixture, store, &absence) || !next(fixture, 3);
    if (fresh) {
        absence_release(&absence);
        absence_init(&absence);
        absence.first_day = day;
        absence.back = next(fixture, 2) ? DAY_NONE : day + next(fixture, 30);
        absences_add(store, names[next(fixture, 3)], &absence, &deed, &err);
    } else if (!next(fixture, 4)) {
        absences_remove(store, absence.id, &deed, &err);
    } else if (next(fixture, 2)) {
        absence.back = absence.first_day + next(fixture, 40);
        absences_save(store, &absence, &deed, &err);
    } else if (next(fixture, 2)) {
        ticks_put(store, absence.id, "plan", 0, absence.first_day + next(fixture, 9), &deed, &err);
    } else {
        memcpy(span.person, absence.person, UUID_SIZE);
        services_save(store, &span, &deed, &err);
    }
    absence_release(&absence);
}

static char *dump(struct store *store)
{
    static const char *const questions[] = {
        "SELECT json_group_array(json_array(t.source, p.id, p.name)) FROM (SELECT * FROM"
        " told_person ORDER BY person, source) t LEFT JOIN person p ON p.id = t.person",
        "SELECT json_group_array(json_array(source, id, person, first_day, back, kind, net,"
        " steps)) FROM (SELECT * FROM told_absence ORDER BY source, id)",
        "SELECT json_group_array(json_array(source, person, from_day, until_day, factor)) FROM"
        " (SELECT * FROM told_service ORDER BY source, person, from_day)",
        "SELECT json_group_array(json_array(source, absence, step, turn, done_on)) FROM (SELECT *"
        " FROM told_tick ORDER BY source, absence, step, turn)",
        "SELECT json_group_array(json_array(source, edition, sha256)) FROM told_source",
    };
    struct err err = ERR_INIT(LANG_EN);
    struct buf all = BUF_INIT;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        assert_int_equal(db_text(store_db(store), questions[i], &all, &err), 0);
        buf_adds(&all, "\n");
    }
    return buf_detach(&all);
}

/* All of them in an order of its own, some more than once, into a file of its own. */
static char *collect_at_random(struct fixture *fixture, int run)
{
    char name[32];
    bool came[BUNDLES] = {false};
    snprintf(name, sizeof name, "hr%d.db", run);
    struct store *hr = open_named(fixture, name);
    for (int left = BUNDLES; left;) {
        int i = next(fixture, BUNDLES);
        left -= !came[i];
        came[i] = true;
        deliver(fixture, hr, i);
    }
    char *all = dump(hr);
    store_close(hr);
    return all;
}

/* The same as the managers have it in the end. */
static void assert_as_managers(struct fixture *fixture, const char *all)
{
    for (int i = 0; i < MANAGERS; i++) {
        struct err err = ERR_INIT(LANG_EN);
        struct absence_row *rows;
        size_t n;
        assert_int_equal(absences_list(fixture->manager[i], NULL, false, &rows, &n, &err), 0);
        for (size_t k = 0; k < n; k++) {
            char day[DAY_ISO_SIZE];
            struct buf row = BUF_INIT;
            day_iso(rows[k].absence.first_day, day);
            buf_addf(&row, "\"%s\",\"%s\",\"%s\"", rows[k].absence.id, rows[k].absence.person, day);
            assert_non_null(strstr(all, row.data));
            buf_release(&row);
        }
        absence_rows_free(rows, n);
    }
}

static void any_order_gives_one_result(void **state)
{
    for (uint64_t seed = 1; seed <= 1; seed++) {
        struct fixture *fixture = *state;
        struct bundled bundled;
        fixture->seed = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
        for (int i = 0; i < BUNDLES; i++) {
            for (int k = 0; k < 4; k++)
                change_at_random(fixture, fixture->manager[i % MANAGERS]);
            make(fixture, i % MANAGERS, &bundled);
        }
        char *first = collect_at_random(fixture, 0);
        assert_as_managers(fixture, first);
        for (int run = 1; run < 3; run++) {
            char *other = collect_at_random(fixture, run);
            assert_string_equal(other, first);
            free(other);
        }
        free(first);
        teardown(state);
        setup(state);
    }
}

/* Somebody is in two files, as after a file went to another manager: one of them counts. */
static void of_two_that_tell_one_counts(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct absence absence;
    struct buf sql = BUF_INIT;
    struct absence_row *rows;
    size_t n;
    bool aside;
    fill_in(fixture->manager[0], "Sanne de Boer", today_of(fixture) - 600, &absence);
    send(fixture, 0);
    buf_addf(&sql,
             "INSERT INTO told_person VALUES ('%s', 'elsewhere', 9); INSERT INTO told_service"
             " (source, person, from_day, factor) VALUES ('elsewhere', '%s', '2020-01-01', 10000)",
             absence.person, absence.person);
    assert_true(sick_days(hr_of(fixture), &aside) > 0);
    assert_int_equal(db_run(store_db(hr_of(fixture)), sql.data, &err), 0);
    assert_int_equal(sick_days(hr_of(fixture), &aside), 0);
    assert_int_equal(told_absences(hr_of(fixture), absence.person, &rows, &n, &err), 0);
    assert_int_equal(n, 0);
    absence_rows_free(rows, n);
    buf_release(&sql);
    absence_release(&absence);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_days_and_steps_go_along, setup, teardown),
        cmocka_unit_test_setup_teardown(all_of_it_stays_sound, setup, teardown),
        cmocka_unit_test_setup_teardown(nothing_goes_unless_the_manager_says_so, setup, teardown),
        cmocka_unit_test_setup_teardown(hr_sees_what_is_due_and_ticks_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(whom_hr_erased_stays_away, setup, teardown),
        cmocka_unit_test_setup_teardown(told_people_are_found_by_name, setup, teardown),
        cmocka_unit_test_setup_teardown(what_hr_has_itself_is_not_due_twice, setup, teardown),
        cmocka_unit_test_setup_teardown(figures_count_nobody_twice, setup, teardown),
        cmocka_unit_test_setup_teardown(it_is_of_the_person_it_is_about, setup, teardown),
        cmocka_unit_test_setup_teardown(much_is_read_no_slower, setup, teardown),
        cmocka_unit_test_setup_teardown(any_order_gives_one_result, setup, teardown),
        cmocka_unit_test_setup_teardown(of_two_that_tell_one_counts, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
