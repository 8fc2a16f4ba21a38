/* What HR settles, and that both files come to say the same whatever order bundles come in. */
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
#include "sandbox.h"
#include "store/agreements.h"
#include "store/bundle.h"
#include "store/change.h"
#include "store/lookup.h"
#include "store/requests.h"
#include "store/settlement.h"
#include "store/sparring.h"

static const struct deed deed = {"changed", ""};

/* A manager's file and one of HR's, and what lies between them. */
struct fixture {
    struct sandbox sandbox;
    struct store *manager, *hr;
    char talk[UUID_SIZE], id[UUID_SIZE];
    int bundles, returns; /* made so far; file names count them */
};

static struct store *open_named(struct fixture *fixture, const char *name)
{
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    sandbox_path(&fixture->sandbox, name, path);
    struct clock clock = {.fixed = SANDBOX_NOW};
    struct store *store = store_open(path, ACCESS_WRITE, clock, &err);
    assert_string_equal(err.text, "");
    return store;
}

static int setup(void **state)
{
    struct fixture *fixture = mem_zero(1, sizeof *fixture);
    sandbox_make(&fixture->sandbox);
    fixture->manager = open_named(fixture, "manager.db");
    fixture->hr = open_named(fixture, "hr.db");
    sandbox_begin(fixture->manager, "Sanne de Boer", fixture->talk);
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    store_close(fixture->manager);
    store_close(fixture->hr);
    sandbox_remove(&fixture->sandbox);
    free(fixture);
    return 0;
}

static void agree(struct fixture *fixture, enum owner owner, const char *what, char id[UUID_SIZE])
{
    struct err err = ERR_INIT(LANG_EN);
    struct agreement agreement;
    agreement_init(&agreement);
    memcpy(agreement.interview, fixture->talk, UUID_SIZE);
    mem_replace(&agreement.what, what);
    agreement.owner = owner;
    agreement.due = 20800;
    agreement.share = SHARE_HR;
    assert_int_equal(agreements_save(fixture->manager, &agreement, &deed, &err), 0);
    memcpy(id, agreement.id, UUID_SIZE);
    agreement_release(&agreement);
}

static void name_bundle(struct fixture *fixture, bool back, int i, char path[SANDBOX_PATH])
{
    char name[32];
    snprintf(name, sizeof name, "%s%d", back ? "return" : "bundle", i);
    sandbox_path(&fixture->sandbox, name, path);
}

/* Makes the next one; false when HR knows of no manager yet. */
static bool make(struct fixture *fixture, bool back)
{
    struct err err = ERR_INIT(LANG_EN);
    struct bundled bundled, foretold;
    struct buf source = BUF_INIT;
    char path[SANDBOX_PATH];
    name_bundle(fixture, back, back ? fixture->returns : fixture->bundles, path);
    assert_int_equal(store_setting_get(fixture->manager, "bundle.source", &source, &err), 0);
    int foresaw = bundle_foretell(back ? fixture->hr : fixture->manager, back ? source.data : NULL,
                                  &foretold, &err);
    int failed = back ? bundle_return(fixture->hr, source.data, path, &bundled, &err)
                      : bundle_write(fixture->manager, path, &bundled, &err);
    buf_release(&source);
    assert_int_equal(foresaw, failed);
    if (!failed)
        assert_memory_equal(&foretold, &bundled, sizeof foretold);
    if (!failed)
        (*(back ? &fixture->returns : &fixture->bundles))++;
    return !failed;
}

static void deliver(struct fixture *fixture, bool back, int i, struct collected *found)
{
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    name_bundle(fixture, back, i, path);
    *found = (struct collected)COLLECTED_INIT;
    int failed = bundle_collect(back ? fixture->manager : fixture->hr, path, found, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
    assert_true(found->returned == back);
    assert_int_equal(found->disputed, 0);
    collected_release(found);
}

/* Makes one and brings it over. */
static struct collected send(struct fixture *fixture, bool back)
{
    struct collected found;
    assert_true(make(fixture, back));
    deliver(fixture, back, (back ? fixture->returns : fixture->bundles) - 1, &found);
    return found;
}

/* What both sides ought to agree on. */
static char *dump(struct store *store)
{
    static const char *const questions[] = {
        "SELECT json_group_array(json_array(id, interview, revision, created_at, updated_at, what,"
        " owner, status, due, due_words, remark)) FROM (SELECT * FROM agreement WHERE share = 'hr'"
        " AND NOT removed ORDER BY id)",
        "SELECT json_group_array(json_array(r.agreement, r.revision, told, r.owner, r.status,"
        " r.due, told_due, r.remark, r.updated_at, settlement)) FROM (SELECT r.*,"
        " iif(r.what = a.what, r.what, '') AS told, iif(r.due_words = a.due_words, r.due_words, '')"
        " AS told_due FROM agreement_revision r JOIN agreement a ON a.id = r.agreement WHERE"
        " a.share = 'hr' AND NOT a.removed AND r.share = 'hr' AND NOT r.removed"
        " ORDER BY r.agreement, r.revision) r",
        "SELECT json_group_array(json_array(id, guide, point, title)) FROM (SELECT * FROM sparring"
        " ORDER BY id)",
        "SELECT json_group_array(json_array(id, thread, step, side, closes, text, at)) FROM (SELECT"
        " * FROM sparring_message ORDER BY id)",
        "SELECT json_group_array(json_array(id, agreement, step, revision, question)) FROM (SELECT"
        " q.* FROM request q JOIN agreement a ON a.id = q.agreement WHERE a.share = 'hr' AND NOT"
        " a.removed ORDER BY q.id)",
    };
    struct err err = ERR_INIT(LANG_EN);
    struct buf all = BUF_INIT;
    int64_t differences = 0;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        assert_int_equal(db_text(store_db(store), questions[i], &all, &err), 0);
        buf_adds(&all, "\n");
    }
    assert_int_equal(lookup_differences(store_db(store), &differences, &err), 0);
    assert_int_equal(differences, 0);
    return buf_detach(&all);
}

static void assert_agree(struct fixture *fixture)
{
    char *manager = dump(fixture->manager), *hr = dump(fixture->hr);
    assert_string_equal(manager, hr);
    free(manager);
    free(hr);
}

static void hr_settles(struct fixture *fixture, const char *id, enum status status, int due,
                       const char *remark)
{
    struct err err = ERR_INIT(LANG_EN);
    int failed = settlement_make(fixture->hr, id, status, due, remark, &deed, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
}

static void settles(struct fixture *fixture, const char *id, enum status status, int due,
                    const char *remark)
{
    struct err err = ERR_INIT(LANG_EN);
    int failed = agreements_settle(fixture->manager, id, status, due, remark, &deed, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
}

static void assert_stands(struct store *store, const char *id, const char *expected)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf line = BUF_INIT;
    struct agreement *revisions;
    size_t n;
    assert_int_equal(agreements_history(store, id, &revisions, &n, &err), 0);
    for (size_t i = 0; i < n; i++) {
        buf_addf(&line, "%s%d %s %s", i ? ", " : "", revisions[i].revision,
                 status_key(revisions[i].status), revisions[i].remark);
        agreement_release(&revisions[i]);
    }
    free(revisions);
    assert_string_equal(line.data, expected);
    buf_release(&line);
}

static void what_hr_settled_reaches_the_manager(void **state)
{
    struct fixture *fixture = *state;
    struct collected found;
    agree(fixture, OWNER_HR, "Stoel bestellen", fixture->id);
    send(fixture, false);
    hr_settles(fixture, fixture->id, STATUS_DONE, DAY_NONE, "besteld");
    assert_stands(fixture->hr, fixture->id, "1 open , 2 done besteld");
    deliver(fixture, false, 0, &found); /* an old bundle reopens nothing */
    assert_int_equal(found.known, 1);
    assert_stands(fixture->hr, fixture->id, "1 open , 2 done besteld");
    assert_int_equal(send(fixture, true).settlements, 1);
    assert_agree(fixture);
    assert_stands(fixture->manager, fixture->id, "1 open , 2 done besteld");
    deliver(fixture, true, 0, &found);
    assert_int_equal(found.settlements, 0);
    send(fixture, false);
    assert_agree(fixture);
    settles(fixture, fixture->id, STATUS_OPEN, DAY_NONE, "toch niet"); /* knowing of it: it holds */
    send(fixture, false);
    send(fixture, true);
    assert_agree(fixture);
    assert_stands(fixture->hr, fixture->id, "1 open , 2 done besteld, 3 open toch niet");
}

/* Neither knew of the other: HR's holds, what else the manager changed stays, both are told. */
static void two_changes_at_once_lose_nothing(void **state)
{
    struct fixture *fixture = *state;
    agree(fixture, OWNER_HR, "Stoel bestellen", fixture->id);
    send(fixture, false);
    for (int i = 0; i < 2; i++) { /* whichever way round they come over */
        hr_settles(fixture, fixture->id, STATUS_RUNNING, DAY_NONE, i ? "hr b" : "hr a");
        settles(fixture, fixture->id, STATUS_CHANGED, 20900 + i, i ? "leiding b" : "leiding a");
        send(fixture, i == 0);
        send(fixture, i != 0);
        send(fixture, i == 0);
        send(fixture, i != 0);
        assert_agree(fixture);
    }
    assert_stands(fixture->hr, fixture->id,
                  "1 open , 2 changed leiding a, 3 running hr a, 4 changed leiding b, 5 running hr "
                  "b");
    int64_t n = 0;
    struct err err = ERR_INIT(LANG_EN);
    assert_int_equal(db_number(store_db(fixture->manager),
                               "SELECT count(*) FROM agreement WHERE"
                               " due = '2027-03-24'",
                               &n, &err),
                     0);
    assert_int_equal(n, 1); /* the day is the manager's: HR moved none */
}

static void hr_takes_back_what_it_settled(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct undone undone;
    agree(fixture, OWNER_HR, "Stoel bestellen", fixture->id);
    send(fixture, false);
    hr_settles(fixture, fixture->id, STATUS_CHANGED, 20950, "later");
    send(fixture, true);
    assert_int_equal(store_undo(fixture->hr, LANG_EN, &undone, &err), 1);
    buf_release(&undone.said);
    send(fixture, true);
    assert_agree(fixture);
    assert_stands(fixture->manager, fixture->id, "1 open , 2 changed later, 3 open ");
}

/* Undo on the manager's side never puts back what was before HR settled it. */
static void the_managers_undo_stops_at_hr(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct undone undone;
    agree(fixture, OWNER_HR, "Stoel bestellen", fixture->id);
    settles(fixture, fixture->id, STATUS_RUNNING, DAY_NONE, "");
    send(fixture, false);
    hr_settles(fixture, fixture->id, STATUS_DONE, DAY_NONE, "");
    send(fixture, true);
    assert_int_equal(store_undo(fixture->manager, LANG_EN, &undone, &err), 0);
    assert_stands(fixture->manager, fixture->id, "1 open , 2 running , 3 done ");
}

static void hr_changes_nothing_else(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct agreement *revisions;
    char other[UUID_SIZE];
    size_t n;
    agree(fixture, OWNER_HR, "Stoel bestellen", fixture->id);
    agree(fixture, OWNER_MANAGER, "Rooster maken", other);
    send(fixture, false);
    assert_int_equal(settlement_make(fixture->hr, other, STATUS_DONE, DAY_NONE, "", &deed, &err),
                     -1);
    assert_non_null(strstr(err.text, "Ask the manager"));
    assert_int_equal(agreements_settle(fixture->hr, other, STATUS_DONE, DAY_NONE, "", &deed, &err),
                     -1);
    assert_int_equal(agreements_history(fixture->hr, fixture->id, &revisions, &n, &err), 0);
    mem_replace(&revisions[0].what, "Iets anders");
    assert_int_equal(agreements_save(fixture->hr, &revisions[0], &deed, &err), -1);
    assert_non_null(strstr(err.text, "by the manager"));
    agreement_release(&revisions[0]);
    free(revisions);
    assert_agree(fixture);
}

static void what_is_withdrawn_takes_it_along(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct agreement *revisions;
    size_t n;
    agree(fixture, OWNER_HR, "Stoel bestellen", fixture->id);
    send(fixture, false);
    hr_settles(fixture, fixture->id, STATUS_RUNNING, DAY_NONE, "gebeld");
    assert_int_equal(requests_ask(fixture->hr, fixture->id, "Nog nodig?", &deed, &err), 0);
    assert_true(make(fixture, true));
    assert_int_equal(agreements_history(fixture->manager, fixture->id, &revisions, &n, &err), 0);
    revisions[0].removed = true;
    assert_int_equal(agreements_save(fixture->manager, &revisions[0], &deed, &err), 0);
    agreement_release(&revisions[0]);
    free(revisions);
    struct collected found;
    deliver(fixture, true, 0, &found);
    assert_int_equal(found.settlements + found.requests, 0);
    send(fixture, false);
    assert_agree(fixture);
    int64_t left = -1;
    assert_int_equal(db_number(store_db(fixture->hr),
                               "SELECT (SELECT count(*) FROM settlement) +"
                               " (SELECT count(*) FROM request)",
                               &left, &err),
                     0);
    assert_int_equal(left, 0);
}

/* A backup of the manager's put back: what HR settled is taken in again. */
static void a_restored_file_learns_it_again(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf kept = BUF_INIT;
    char path[SANDBOX_PATH], manager[SANDBOX_PATH];
    agree(fixture, OWNER_HR, "Stoel bestellen", fixture->id);
    send(fixture, false);
    sandbox_path(&fixture->sandbox, "backup", path);
    sandbox_path(&fixture->sandbox, "manager.db", manager);
    assert_int_equal(store_backup(fixture->manager, path, &err), 0);
    hr_settles(fixture, fixture->id, STATUS_DONE, DAY_NONE, "besteld");
    send(fixture, true);
    send(fixture, false);
    store_close(fixture->manager);
    assert_int_equal(
        store_restore(manager, path, (struct clock){.fixed = SANDBOX_NOW}, &kept, &err), 0);
    buf_release(&kept);
    fixture->manager = open_named(fixture, "manager.db");
    assert_stands(fixture->manager, fixture->id, "1 open ");
    assert_int_equal(send(fixture, true).settlements, 1);
    assert_agree(fixture);
}

static void a_return_bundle_is_for_one_file(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct collected found = COLLECTED_INIT;
    struct bundled bundled;
    char path[SANDBOX_PATH];
    agree(fixture, OWNER_HR, "Stoel bestellen", fixture->id);
    sandbox_path(&fixture->sandbox, "out", path);
    assert_int_equal(bundle_return(fixture->hr, "Roos", path, &bundled, &err), -1);
    assert_non_null(strstr(err.text, "No bundle was collected"));
    assert_int_equal(store_setting_set(fixture->manager, BUNDLE_LABEL, "Roos Dijkstra", &err), 0);
    send(fixture, false);
    assert_int_equal(bundle_return(fixture->hr, "Tim", path, &bundled, &err), -1);
    assert_non_null(strstr(err.text, "Known are: Roos Dijkstra ("));
    assert_int_equal(bundle_return(fixture->hr, "roos dijkstra", path, &bundled, &err), 0);
    assert_int_equal(bundle_collect(fixture->hr, path, &found, &err), -1);
    assert_non_null(strstr(err.text, "this very file"));
    struct store *other = open_named(fixture, "other.db");
    for (int i = 0; i < 2; i++) { /* also once it has an id of its own */
        assert_int_equal(bundle_collect(other, path, &found, &err), -1);
        assert_non_null(strstr(err.text, "somebody else's file"));
        sandbox_path(&fixture->sandbox, "otherbundle", path);
        if (!i)
            assert_int_equal(bundle_write(other, path, &bundled, &err), 0);
        sandbox_path(&fixture->sandbox, "out", path);
    }
    assert_int_equal(store_setting_set(other, BUNDLE_LABEL, "Roos Dijkstra", &err), 0);
    sandbox_path(&fixture->sandbox, "twin", path);
    assert_int_equal(bundle_write(other, path, &bundled, &err), 0);
    assert_int_equal(bundle_collect(fixture->hr, path, &found, &err), 0);
    sandbox_path(&fixture->sandbox, "out2", path);
    assert_int_equal(bundle_return(fixture->hr, "Roos Dijkstra", path, &bundled, &err), -1);
    assert_non_null(strstr(err.text, "More than one"));
    collected_release(&found);
    store_close(other);
}

/* ---- anything in any order ------------------------------------------------------------------- */

#define AGREEMENTS 3
#define THREADS    2

struct chaos {
    struct fixture *fixture;
    uint64_t seed;
    char ids[AGREEMENTS][UUID_SIZE], threads[THREADS][UUID_SIZE];
    size_t n_threads;
    int said;
};

/* Numbers that look random and are the same at every run (xorshift). */
static size_t next(struct chaos *chaos, size_t n)
{
    chaos->seed ^= chaos->seed << 13;
    chaos->seed ^= chaos->seed >> 7;
    chaos->seed ^= chaos->seed << 17;
    return (size_t)(chaos->seed >> 11) % n;
}

/* What cannot be done now (HR knows nothing of it, it is closed) is left. */
static void change_at_random(struct chaos *chaos, bool hr)
{
    struct err err = ERR_INIT(LANG_EN);
    struct store *store = hr ? chaos->fixture->hr : chaos->fixture->manager;
    const char *id = chaos->ids[next(chaos, AGREEMENTS)];
    enum status status = (enum status)next(chaos, 5);
    int due = next(chaos, 2) ? DAY_NONE : 20800 + (int)next(chaos, 99);
    char text[32];
    snprintf(text, sizeof text, "%s %d", hr ? "hr" : "leiding", chaos->said++);
    if (hr)
        settlement_make(store, id, status, due, text, &deed, &err);
    else
        agreements_settle(store, id, status, due, text, &deed, &err);
}

/* The manager changes what was agreed, who does it, who may see it, or takes it off or back. */
static void revise_at_random(struct chaos *chaos)
{
    struct err err = ERR_INIT(LANG_EN);
    struct agreement *revisions;
    size_t n;
    if (agreements_history(chaos->fixture->manager, chaos->ids[next(chaos, AGREEMENTS)], &revisions,
                           &n, &err))
        return;
    struct agreement *last = &revisions[n - 1];
    if (next(chaos, 3))
        mem_replace(&last->what, next(chaos, 2) ? "dit" : "dat");
    else if (next(chaos, 2))
        last->owner = last->owner == OWNER_HR ? OWNER_MANAGER : OWNER_HR;
    else if (next(chaos, 2))
        last->share = last->share == SHARE_HR ? SHARE_EMPLOYEE : SHARE_HR;
    else
        last->removed = !last->removed;
    agreements_save(chaos->fixture->manager, last, &deed, &err);
    while (n)
        agreement_release(&revisions[--n]);
    free(revisions);
}

static void talk_at_random(struct chaos *chaos, bool hr)
{
    struct err err = ERR_INIT(LANG_EN);
    struct store *store = hr ? chaos->fixture->hr : chaos->fixture->manager;
    struct sparring_point point = {chaos->fixture->talk, "verzuimgesprek", "open", "Aandacht"};
    if (!hr && chaos->n_threads < THREADS)
        assert_int_equal(
            sparring_ask(store, &point, "Hoe?", &deed, chaos->threads[chaos->n_threads++], &err),
            0);
    else if (chaos->n_threads && next(chaos, 9))
        sparring_say(store, chaos->threads[next(chaos, chaos->n_threads)],
                     hr ? SIDE_HR : SIDE_MANAGER, hr ? "Zo." : "En dan?", &deed, &err);
    else if (chaos->n_threads)
        sparring_close(store, chaos->threads[next(chaos, chaos->n_threads)],
                       hr ? SIDE_HR : SIDE_MANAGER, &deed, &err);
}

static void undo_at_random(struct chaos *chaos, bool hr)
{
    struct err err = ERR_INIT(LANG_EN);
    struct undone undone = {.said = BUF_INIT};
    struct store *store = hr ? chaos->fixture->hr : chaos->fixture->manager;
    if ((next(chaos, 3) ? store_undo : store_redo)(store, LANG_EN, &undone, &err) == 1)
        buf_release(&undone.said);
    assert_string_equal(err.text, "");
}

static void deliver_at_random(struct chaos *chaos, bool back)
{
    struct collected found;
    int n = back ? chaos->fixture->returns : chaos->fixture->bundles;
    if (n)
        deliver(chaos->fixture, back, (int)next(chaos, (size_t)n), &found);
}

static void step(struct chaos *chaos)
{
    struct err err = ERR_INIT(LANG_EN);
    bool hr = next(chaos, 2) != 0;
    switch (next(chaos, 9)) {
    case 0:
    case 1:
        change_at_random(chaos, hr);
        break;
    case 2:
        if (hr)
            requests_ask(chaos->fixture->hr, chaos->ids[next(chaos, AGREEMENTS)], "En?", &deed,
                         &err);
        else
            revise_at_random(chaos);
        break;
    case 3:
        talk_at_random(chaos, hr);
        break;
    case 4:
        undo_at_random(chaos, hr);
        break;
    case 5:
        make(chaos->fixture, hr); /* and it may never arrive */
        break;
    default:
        deliver_at_random(chaos, hr);
    }
}

static void run_wild(uint64_t seed)
{
    void *state;
    setup(&state);
    struct chaos chaos = {.fixture = state, .seed = seed * UINT64_C(0x9E3779B97F4A7C15) + 1};
    for (size_t i = 0; i < AGREEMENTS; i++)
        agree(chaos.fixture, i ? OWNER_HR : OWNER_MANAGER, "iets", chaos.ids[i]);
    for (int i = 0; i < 60; i++)
        step(&chaos);
    send(chaos.fixture, false);
    send(chaos.fixture, true);
    send(chaos.fixture, false);
    assert_agree(chaos.fixture);
    char *before = dump(chaos.fixture->manager);
    for (int i = 0; i < 20; i++) /* whatever comes once more changes nothing */
        deliver_at_random(&chaos, i % 2);
    assert_agree(chaos.fixture);
    char *after = dump(chaos.fixture->manager);
    assert_string_equal(after, before);
    free(before);
    free(after);
    teardown(&state);
}

/* Edits on both sides, bundles either way made, dropped, delivered late, early and again. */
static void both_files_come_to_say_the_same(void **state)
{
    (void)state;
    const char *runs = getenv("GESPREK_TEST_RUNS");
    uint64_t n = runs ? strtoull(runs, NULL, 10) : 12;
    for (uint64_t seed = 1; seed <= n; seed++) {
        if (runs)
            print_message("seed %llu\n", (unsigned long long)seed);
        run_wild(seed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_hr_settled_reaches_the_manager, setup, teardown),
        cmocka_unit_test_setup_teardown(two_changes_at_once_lose_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(hr_takes_back_what_it_settled, setup, teardown),
        cmocka_unit_test_setup_teardown(the_managers_undo_stops_at_hr, setup, teardown),
        cmocka_unit_test_setup_teardown(hr_changes_nothing_else, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_withdrawn_takes_it_along, setup, teardown),
        cmocka_unit_test_setup_teardown(a_restored_file_learns_it_again, setup, teardown),
        cmocka_unit_test_setup_teardown(a_return_bundle_is_for_one_file, setup, teardown),
        cmocka_unit_test(both_files_come_to_say_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
