/* The hand-over to HR: what is in a bundle, and what collecting makes of several. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "sandbox.h"
#include "store/agreements.h"
#include "store/bundle.h"
#include "store/bundle_digest.h"
#include "store/bundle_shape.h"
#include "store/change.h"
#include "store/interviews.h"
#include "store/lookup.h"
#include "store/review.h"

#define MARK "Zwaluwnest"

static const struct deed deed = {"changed", ""};

static int setup(void **state)
{
    struct sandbox *sandbox = mem_zero(1, sizeof *sandbox);
    sandbox_make(sandbox);
    *state = sandbox;
    return 0;
}

static int teardown(void **state)
{
    sandbox_remove(*state);
    free(*state);
    return 0;
}

static struct store *open_named(struct sandbox *sandbox, const char *name)
{
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    sandbox_path(sandbox, name, path);
    struct clock clock = {.fixed = SANDBOX_NOW};
    struct store *store = store_open(path, ACCESS_WRITE, clock, &err);
    assert_string_equal(err.text, "");
    return store;
}

static size_t write_bundle(struct sandbox *sandbox, struct store *store, const char *name)
{
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    struct bundled bundled;
    sandbox_path(sandbox, name, path);
    int failed = bundle_write(store, path, &bundled, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
    return bundled.agreements;
}

/* "1 new 0 changed 0 gone 2 known 0 disputed" */
static void assert_collects(struct sandbox *sandbox, struct store *store, const char *name,
                            const char *expected)
{
    struct err err = ERR_INIT(LANG_EN);
    struct collected found = COLLECTED_INIT;
    char path[SANDBOX_PATH], counts[96];
    sandbox_path(sandbox, name, path);
    int failed = bundle_collect(store, path, &found, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
    snprintf(counts, sizeof counts, "%zu new %zu changed %zu gone %zu known %zu disputed",
             found.fresh, found.changed, found.gone, found.known, found.disputed);
    if (expected)
        assert_string_equal(counts, expected);
    collected_release(&found);
}

static void assert_refuses(struct store *store, const char *path, const char *words)
{
    struct err err = ERR_INIT(LANG_EN);
    struct collected found = COLLECTED_INIT;
    assert_int_equal(bundle_collect(store, path, &found, &err), -1);
    if (!strstr(err.text, words))
        fail_msg("\"%s\" does not say \"%s\"", err.text, words);
    collected_release(&found);
}

/* All that collecting leaves behind, without the numbers rows got by the order they came in. */
static char *dump(struct store *store)
{
    static const char *const questions[] = {
        "SELECT json_group_array(json_array(id, name, folded, team)) FROM (SELECT * FROM person"
        " ORDER BY id)",
        "SELECT json_group_array(json_array(id, person, checksum, at, stage, created_at)) FROM"
        " (SELECT * FROM interview ORDER BY id)",
        "SELECT json_group_array(json_array(id, interview, revision, created_at, updated_at, "
        "what, status, due, remark, share)) FROM (SELECT * FROM agreement ORDER BY id)",
        "SELECT json_group_array(json_array(agreement, revision, what, status, due, remark,"
        " updated_at)) FROM (SELECT * FROM agreement_revision ORDER BY agreement, revision)",
        "SELECT json_group_array(json_array(agreement, source, edition, revision, gone)) FROM"
        " (SELECT * FROM claim ORDER BY agreement)",
        "SELECT json_group_array(json_array(id, source, edition)) FROM (SELECT * FROM collected"
        " ORDER BY id)",
        "SELECT json_group_array(json_array(id, edition, label, made_at)) FROM (SELECT * FROM"
        " source ORDER BY id)",
        "SELECT json_group_array(json_array(source, month, guide, option, n)) FROM (SELECT * FROM"
        " hurdle ORDER BY source, month, guide, option)",
        "SELECT json_group_array(json_array(source, month, team, guide, talks, people)) FROM"
        " (SELECT * FROM tally ORDER BY source, month, team, guide)",
        "SELECT json_group_array(json_array(source, month, team, guide, days, n)) FROM (SELECT *"
        " FROM tally_days ORDER BY source, month, team, guide, days)",
        "SELECT json_group_array(checksum) FROM (SELECT * FROM guide_text ORDER BY checksum)",
        "SELECT json_group_array(json_array(status, owner, due, person, team, guide)) FROM (SELECT"
        " * FROM review ORDER BY person, due, updated_at, status)",
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
    assert_int_equal(db_number(store_db(store),
                               "SELECT count(*) FROM agreement"
                               " WHERE collected <> (interview IN (SELECT id FROM collected))",
                               &differences, &err),
                     0);
    assert_int_equal(differences, 0);
    return buf_detach(&all);
}

static int64_t number(struct store *store, const char *sql)
{
    struct err err = ERR_INIT(LANG_EN);
    int64_t found = 0;
    assert_int_equal(db_number(store_db(store), sql, &found, &err), 0);
    return found;
}

static void run(struct store *store, const char *sql)
{
    struct err err = ERR_INIT(LANG_EN);
    int failed = db_run(store_db(store), sql, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
}

static void settle(struct store *store, const char *id, enum status status, const char *remark)
{
    struct err err = ERR_INIT(LANG_EN);
    assert_int_equal(agreements_settle(store, id, status, DAY_NONE, remark, &deed, &err), 0);
}

/* The agreement as a filter finds it, changed by what, share or removed. */
static void change(struct store *store, const char *id, const char *what, enum share share,
                   bool removed)
{
    struct err err = ERR_INIT(LANG_EN);
    struct agreement *revisions;
    size_t n;
    assert_int_equal(agreements_history(store, id, &revisions, &n, &err), 0);
    struct agreement *last = &revisions[n - 1];
    if (what)
        mem_replace(&last->what, what);
    last->share = share;
    last->removed = removed;
    assert_int_equal(agreements_save(store, last, &deed, &err), 0);
    while (n)
        agreement_release(&revisions[--n]);
    free(revisions);
}

/* The company doctor advised it that day. */
static void advise(struct store *store, const char *id, int day)
{
    struct err err = ERR_INIT(LANG_EN);
    struct agreement *revisions;
    size_t n;
    assert_int_equal(agreements_history(store, id, &revisions, &n, &err), 0);
    revisions[n - 1].basis = BASIS_DOCTOR;
    revisions[n - 1].basis_day = day;
    assert_int_equal(agreements_save(store, &revisions[n - 1], &deed, &err), 0);
    while (n)
        agreement_release(&revisions[--n]);
    free(revisions);
}

static void answer_hurdle(struct store *store, const char *interview, const char *option,
                          const char *shown)
{
    struct err err = ERR_INIT(LANG_EN);
    struct answer answer = {.point = (char *)".closing",
                            .field = (char *)"hurdle",
                            .kind = KIND_CHOICE,
                            .share = SHARE_HR,
                            .label = (char *)MARK "label",
                            .value = (char *)option,
                            .shown = (char *)shown};
    assert_int_equal(interviews_answer(store, interview, &answer, &deed, &err), 0);
}

static void what_goes_in_comes_out(void **state)
{
    struct sandbox *sandbox = *state;
    char talk[UUID_SIZE], one[UUID_SIZE], two[UUID_SIZE];
    struct store *store = open_named(sandbox, "sanne.db"), *hr = open_named(sandbox, "hr.db");
    assert_int_equal(write_bundle(sandbox, store, "empty"), 0);
    assert_collects(sandbox, hr, "empty", "0 new 0 changed 0 gone 0 known 0 disputed");
    sandbox_begin(store, "Zoë Łukasz", talk);
    sandbox_agree(store, talk, "Bel dinsdag over de stoel", 20800, one);
    sandbox_agree(store, talk, "Vraag de bedrijfsarts", DAY_NONE, two);
    settle(store, one, STATUS_RUNNING, "er wordt gemeten");
    advise(store, two, 20780);
    answer_hurdle(store, talk, "time", "Te weinig tijd");
    assert_int_equal(write_bundle(sandbox, store, "full"), 2);
    assert_collects(sandbox, hr, "full", "2 new 0 changed 0 gone 0 known 0 disputed");
    assert_collects(sandbox, hr, "full", "0 new 0 changed 0 gone 2 known 0 disputed");
    assert_int_equal(number(hr, "SELECT n FROM hurdle WHERE guide = 'verzuimgesprek'"
                                " AND option = 'time'"),
                     1);
    struct err err = ERR_INIT(LANG_EN);
    struct agreement *revisions;
    size_t n;
    assert_int_equal(agreements_history(hr, one, &revisions, &n, &err), 0);
    assert_int_equal(n, 2);
    assert_string_equal(revisions[0].what, "Bel dinsdag over de stoel");
    assert_int_equal(revisions[0].due, 20800);
    assert_int_equal(revisions[1].status, STATUS_RUNNING);
    assert_string_equal(revisions[1].remark, "er wordt gemeten");
    while (n)
        agreement_release(&revisions[--n]);
    free(revisions);
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    struct agreement_row *rows;
    filter.person = "zoe lukasz";
    assert_int_equal(agreements_list(hr, &filter, &rows, &n, &err), 0);
    assert_int_equal(n, 2);
    assert_string_equal(rows[0].guide_id, "verzuimgesprek");
    const struct agreement *advised = &rows[!strcmp(rows[1].agreement.id, two)].agreement;
    assert_int_equal(advised->basis, BASIS_DOCTOR);
    assert_int_equal(advised->basis_day, 20780);
    assert_true(rows[0].collected); /* its manager is somebody else than "you" */
    agreement_rows_free(rows, n);
    filter.own = true; /* none of HR's own promises */
    assert_int_equal(agreements_list(hr, &filter, &rows, &n, &err), 0);
    assert_int_equal(n, 0);
    agreement_rows_free(rows, n);
    store_close(store);
    store_close(hr);
}

static void the_same_input_gives_the_same_bytes(void **state)
{
    struct sandbox *sandbox = *state;
    struct stat info;
    char talk[UUID_SIZE], id[UUID_SIZE], path[SANDBOX_PATH];
    static const char *const names[] = {"a", "b", "c"};
    char *bytes[3];
    size_t len[3];
    struct store *store = open_named(sandbox, "sanne.db");
    mode_t before = umask(0);
    sandbox_begin(store, "Sanne de Boer", talk);
    sandbox_agree(store, talk, "Bel dinsdag", 20800, id);
    for (size_t i = 0; i < 3; i++) {
        if (i == 2) { /* what HR may not see changes nothing */
            sandbox_answer(store, talk, "p", "n", SHARE_PRIVATE, "iets anders");
            run(store, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
        write_bundle(sandbox, store, names[i]);
        sandbox_path(sandbox, names[i], path);
        bytes[i] = sandbox_read(path, &len[i]);
        assert_int_equal(stat(path, &info), 0);
        assert_int_equal(info.st_mode & 0777, 0600);
    }
    umask(before);
    for (size_t i = 1; i < 3; i++) {
        assert_int_equal(len[i], len[0]);
        assert_memory_equal(bytes[i], bytes[0], len[0]);
    }
    for (size_t i = 0; i < 3; i++)
        free(bytes[i]);
    store_close(store);
}

static bool holds(const char *bytes, size_t len, const char *words)
{
    return memmem(bytes, len, words, strlen(words)) != NULL;
}

static bool bundle_holds(struct sandbox *sandbox, const char *name, const char *words)
{
    char path[SANDBOX_PATH];
    size_t len;
    sandbox_path(sandbox, name, path);
    char *bytes = sandbox_read(path, &len);
    bool held = holds(bytes, len, words);
    free(bytes);
    return held;
}

/* Everything HR may not see carries the mark; then the mark is looked for in the raw bytes. */
static void nothing_private_is_in_the_bytes(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char talk[UUID_SIZE], other[UUID_SIZE], id[UUID_SIZE], path[SANDBOX_PATH];
    static const char *const points[] = {"p",       ".own",     ".preparation",
                                         ".mirror", ".closing", ".later"};
    struct store *store = open_named(sandbox, "sanne.db");
    sandbox_begin(store, "Sanne de Boer", talk);
    sandbox_begin(store, MARK " person", other); /* nothing is shared about this one */
    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        for (enum share share = SHARE_PRIVATE; share <= SHARE_HR; share++) {
            char field[16];
            snprintf(field, sizeof field, "%c%d", share == SHARE_HR ? 'n' : 'g', (int)share);
            sandbox_answer(store, talk, points[i], field, share, MARK " note");
        }
    sandbox_answer(store, talk, ".closing", "hurdle", SHARE_PRIVATE, MARK "hurdle");
    answer_hurdle(store, other, "time", MARK " shown");
    sandbox_agree(store, other, MARK " of the employee", 20800, id);
    change(store, id, MARK " of the employee only", SHARE_EMPLOYEE, false);
    sandbox_agree(store, other, MARK " withdrawn", 20800, id);
    change(store, id, MARK " withdrawn", SHARE_HR, true);
    sandbox_agree(store, talk, "Bel dinsdag", 20800, id);
    run(store, "UPDATE agreement_revision SET share = 'employee', what = '" MARK "'"
               " WHERE agreement = (SELECT id FROM agreement WHERE what = 'Bel dinsdag')");
    settle(store, id, STATUS_RUNNING, "wordt gedaan");
    assert_int_equal(
        interviews_rename_person(store, other, MARK " x", MARK " team", MARK " code", &deed, &err),
        0);
    run(store, "UPDATE person SET code = '" MARK " code'");
    struct draft draft = {
        .point = (char *)"p", .field = (char *)"n", .text = (char *)MARK " draft"};
    memcpy(draft.interview, talk, UUID_SIZE);
    assert_int_equal(interviews_draft(store, &draft, &err), 0);
    assert_int_equal(write_bundle(sandbox, store, "b"), 1);
    size_t len;
    sandbox_path(sandbox, "b", path);
    char *bytes = sandbox_read(path, &len);
    assert_true(holds(bytes, len, "Bel dinsdag"));
    assert_true(holds(bytes, len, "wordt gedaan"));
    assert_false(holds(bytes, len, MARK));
    assert_false(holds(bytes, len, sandbox->folder));
    free(bytes);
    store_close(store);
}

/* Three bundles of a file that goes on, with a second file beside it. */
static void make_history(struct sandbox *sandbox)
{
    struct err err = ERR_INIT(LANG_EN);
    char talk[UUID_SIZE], second[UUID_SIZE], ids[4][UUID_SIZE];
    struct person_row *people;
    size_t n;
    struct store *store = open_named(sandbox, "sanne.db");
    sandbox_begin(store, "Sanne de Boer", talk);
    sandbox_begin(store, "Mo Karimi", second);
    sandbox_agree(store, talk, "een", 20800, ids[0]);
    sandbox_agree(store, talk, "twee", 20801, ids[1]);
    sandbox_agree(store, second, "drie", 20802, ids[2]);
    answer_hurdle(store, talk, "time", "Tijd");
    write_bundle(sandbox, store, "b1");
    settle(store, ids[0], STATUS_DONE, "klaar");
    change(store, ids[1], NULL, SHARE_HR, true);
    assert_int_equal(interviews_people(store, &people, &n, &err), 0);
    assert_int_equal(interviews_rename_person(store, people[n - 1].person.id, "Sanne Bakker",
                                              "Noord", "", &deed, &err),
                     0);
    person_rows_free(people, n);
    assert_int_equal(interviews_remove(store, second, &deed, &err), 0);
    answer_hurdle(store, talk, "fear", "Spannend");
    write_bundle(sandbox, store, "b2");
    run(store, "UPDATE interview SET removed = 0"); /* as undo does */
    sandbox_agree(store, talk, "vier", 20803, ids[3]);
    change(store, ids[2], NULL, SHARE_EMPLOYEE, false);
    write_bundle(sandbox, store, "b3");
    store_close(store);
}

static void the_order_and_number_of_bundles_do_not_matter(void **state)
{
    struct sandbox *sandbox = *state;
    static const char *const orders[] = {"123", "132", "213", "231", "312", "321", "3", "1231323"};
    char *first = NULL;
    make_history(sandbox);
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        char name[16];
        snprintf(name, sizeof name, "hr%zu.db", i);
        struct store *hr = open_named(sandbox, name);
        for (const char *p = orders[i]; *p; p++) {
            char bundle[3] = {'b', *p, '\0'};
            assert_collects(sandbox, hr, bundle, NULL);
        }
        char *now = dump(hr);
        if (!first)
            first = now;
        else
            assert_string_equal(now, first);
        assert_int_equal(number(hr, "SELECT count(*) FROM agreement"), 2);
        assert_int_equal(number(hr, "SELECT count(*) FROM person WHERE name = 'Sanne Bakker'"
                                    " AND team = 'Noord'"),
                         1);
        assert_int_equal(number(hr, "SELECT count(*) FROM person"), 1);
        assert_int_equal(number(hr, "SELECT count(*) FROM agreement WHERE status = 'done'"), 1);
        assert_int_equal(number(hr, "SELECT count(*) FROM hurdle WHERE option = 'fear'"), 1);
        if (now != first)
            free(now);
        store_close(hr);
    }
    free(first);
}

/* Whoever mends a slip of the pen has not told it: what stood there before is in no bundle, and HR
 * forgets it where an earlier one told it already. */
static void what_was_put_otherwise_before_is_not_told(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char talk[UUID_SIZE], id[UUID_SIZE];
    struct review_step *steps;
    size_t n;
    struct store *store = open_named(sandbox, "sanne.db");
    sandbox_begin(store, "Sanne de Boer", talk);
    sandbox_agree(store, talk, MARK "belt de arts", 20800, id);
    write_bundle(sandbox, store, "b1");
    change(store, id, "Belt de planner", SHARE_HR, false);
    settle(store, id, STATUS_RUNNING, "");
    write_bundle(sandbox, store, "b2");
    assert_true(bundle_holds(sandbox, "b1", MARK));
    assert_false(bundle_holds(sandbox, "b2", MARK));

    assert_int_equal(review_history(store, id, &steps, &n, &err), 0);
    assert_int_equal(n, 3);
    assert_string_equal(steps[0].is.what, "");
    assert_int_equal(steps[1].changed, REVIEW_WHAT);
    assert_string_equal(steps[1].is.what, "Belt de planner");
    assert_int_equal(steps[2].changed, REVIEW_STATUS);
    review_history_free(steps, n);

    struct store *one = open_named(sandbox, "one.db"), *other = open_named(sandbox, "other.db");
    assert_collects(sandbox, one, "b1", "1 new 0 changed 0 gone 0 known 0 disputed");
    assert_collects(sandbox, one, "b2", "0 new 1 changed 0 gone 0 known 0 disputed");
    assert_collects(sandbox, other, "b2", "1 new 0 changed 0 gone 0 known 0 disputed");
    assert_collects(sandbox, other, "b1", "0 new 0 changed 0 gone 1 known 0 disputed");
    char *dumps[] = {dump(one), dump(other)};
    assert_string_equal(dumps[0], dumps[1]);
    assert_null(strstr(dumps[0], MARK));
    free(dumps[0]);
    free(dumps[1]);
    store_close(one);
    store_close(other);
    store_close(store);
}

static void an_old_bundle_reopens_nothing(void **state)
{
    struct sandbox *sandbox = *state;
    make_history(sandbox);
    struct store *hr = open_named(sandbox, "hr.db");
    assert_collects(sandbox, hr, "b1", "3 new 0 changed 0 gone 0 known 0 disputed");
    assert_collects(sandbox, hr, "b2", "0 new 1 changed 2 gone 0 known 0 disputed");
    assert_collects(sandbox, hr, "b1", "0 new 0 changed 0 gone 3 known 0 disputed");
    assert_int_equal(number(hr, "SELECT count(*) FROM agreement WHERE status = 'done'"), 1);
    assert_int_equal(number(hr, "SELECT count(*) FROM agreement"), 1);
    assert_int_equal(number(hr, "SELECT count(*) FROM person WHERE name LIKE 'Mo%'"), 0);
    store_close(hr);
}

/* A copy of a file goes its own way: one id and revision with two contents. */
static void what_contradicts_is_reported_and_never_mixed(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char talk[UUID_SIZE], id[UUID_SIZE], path[SANDBOX_PATH];
    struct store *store = open_named(sandbox, "sanne.db");
    sandbox_begin(store, "Sanne de Boer", talk);
    sandbox_agree(store, talk, "een", 20800, id);
    write_bundle(sandbox, store, "b0");
    sandbox_path(sandbox, "copy.db", path);
    assert_int_equal(store_backup(store, path, &err), 0);
    struct store *copy = open_named(sandbox, "copy.db");
    change(store, id, "hier", SHARE_HR, false);
    settle(store, id, STATUS_RUNNING, "loopt");
    change(copy, id, "daar", SHARE_HR, false);
    settle(copy, id, STATUS_DONE, "klaar");
    write_bundle(sandbox, store, "b1");
    write_bundle(sandbox, copy, "b2");
    store_close(store);
    store_close(copy);
    char *first = NULL;
    static const char *const orders[][3] = {
        {"b0", "b1", "b2"}, {"b2", "b1", "b0"}, {"b1", "b2", "b1"}};
    for (size_t i = 0; i < 3; i++) {
        char name[16];
        snprintf(name, sizeof name, "hr%zu.db", i);
        struct store *hr = open_named(sandbox, name);
        for (size_t k = 0; k < 3; k++)
            assert_collects(sandbox, hr, orders[i][k],
                            i && k == 1 ? "0 new 0 changed 0 gone 0 known 1 disputed" : NULL);
        /* "een", then two of either file: never one of each */
        assert_int_equal(number(hr, "SELECT count(*) FROM agreement_revision"), 3);
        assert_int_equal(number(hr, "SELECT count(DISTINCT what) FROM agreement_revision"), 2);
        char *now = dump(hr);
        if (!first)
            first = now;
        else
            assert_string_equal(now, first);
        if (now != first)
            free(now);
        store_close(hr);
    }
    free(first);
}

static void people_of_one_name_stay_apart(void **state)
{
    struct sandbox *sandbox = *state;
    char talk[UUID_SIZE], id[UUID_SIZE];
    static const char *const files[] = {"roos.db", "tim.db"}, *const bundles[] = {"r", "t"};
    struct store *hr = open_named(sandbox, "hr.db");
    for (size_t i = 0; i < 2; i++) {
        struct store *store = open_named(sandbox, files[i]);
        sandbox_begin(store, "Sanne de Boer", talk);
        sandbox_agree(store, talk, "een", 20800, id);
        write_bundle(sandbox, store, bundles[i]);
        store_close(store);
        assert_collects(sandbox, hr, bundles[i], "1 new 0 changed 0 gone 0 known 0 disputed");
    }
    assert_int_equal(number(hr, "SELECT count(DISTINCT id) FROM person WHERE name ="
                                " 'Sanne de Boer'"),
                     2);
    assert_int_equal(number(hr, "SELECT count(DISTINCT person) FROM interview"), 2);
    store_close(hr);
}

/* Who begins a conversation in HR's file begins it with somebody of that file. */
static void people_out_of_bundles_are_not_our_own(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char talk[UUID_SIZE], own[UUID_SIZE], id[UUID_SIZE];
    struct store *store = open_named(sandbox, "sanne.db"), *hr = open_named(sandbox, "hr.db");
    sandbox_begin(store, "Sanne de Boer", talk);
    sandbox_agree(store, talk, "een", 20800, id);
    write_bundle(sandbox, store, "b");
    assert_collects(sandbox, hr, "b", "1 new 0 changed 0 gone 0 known 0 disputed");
    sandbox_begin(hr, "Sanne de Boer", own);
    assert_int_equal(number(hr, "SELECT count(DISTINCT person) FROM interview"), 2);
    struct interview *theirs = interviews_load(hr, talk, &err), *ours;
    ours = interviews_load(hr, own, &err);
    assert_true(interviews_collected(theirs) && !interviews_collected(ours));
    interview_release(theirs);
    interview_release(ours);
    free(theirs);
    free(ours);
    store_close(store);
    store_close(hr);
}

/* A file from before agreements said whether they came out of a bundle. */
static void an_older_file_learns_which_agreements_are_its_own(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char talk[UUID_SIZE], id[UUID_SIZE];
    struct agreement_row *rows;
    size_t n;
    struct store *store = open_named(sandbox, "sanne.db"), *hr = open_named(sandbox, "hr.db");
    sandbox_begin(store, "Sanne de Boer", talk);
    sandbox_agree(store, talk, "theirs", 20800, id);
    write_bundle(sandbox, store, "b");
    store_close(store);
    assert_collects(sandbox, hr, "b", "1 new 0 changed 0 gone 0 known 0 disputed");
    sandbox_begin(hr, "Mo Karimi", talk);
    sandbox_agree(hr, talk, "ours", 20800, id);
    assert_int_equal(db_run(store_db(hr),
                            "DROP INDEX agreement_unsettled; DROP INDEX agreement_look_back;"
                            "DROP INDEX interview_own;"
                            "CREATE INDEX interview_by_stage ON interview (stage, at);"
                            "CREATE INDEX agreement_by_status ON agreement (status, due);"
                            "ALTER TABLE agreement DROP COLUMN collected;"
                            "PRAGMA user_version = 17",
                            &err),
                     0);
    store_close(hr);
    hr = open_named(sandbox, "hr.db");
    assert_int_equal(number(hr, "SELECT sum(collected) FROM agreement"), 1);
    assert_int_equal(agreements_promised(hr, 9, &rows, &n, &err), 0);
    assert_int_equal(n, 1);
    assert_string_equal(rows[0].agreement.what, "ours");
    agreement_rows_free(rows, n);
    free(dump(hr));
    store_close(hr);
}

static void one_is_not_taken_for_the_other(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char talk[UUID_SIZE], id[UUID_SIZE], path[SANDBOX_PATH];
    struct bundled bundled;
    struct store *store = open_named(sandbox, "sanne.db"), *hr = open_named(sandbox, "hr.db");
    sandbox_begin(store, "Sanne de Boer", talk);
    sandbox_agree(store, talk, "een", 20800, id);
    write_bundle(sandbox, store, "b");
    sandbox_path(sandbox, "b", path);
    assert_int_equal(bundle_write(store, path, &bundled, &err), -1);
    assert_non_null(strstr(err.text, "not overwritten"));
    assert_refuses(store, path, "very file");
    assert_null(store_open(path, ACCESS_WRITE, (struct clock){.fixed = SANDBOX_NOW}, &err));
    assert_non_null(strstr(err.text, "is a bundle"));
    sandbox_path(sandbox, "sanne.db", path);
    assert_refuses(hr, path, "file of Gesprek itself");
    struct buf report = BUF_INIT;
    sandbox_path(sandbox, "b", path);
    assert_int_equal(store_doctor(path, LANG_EN, &report, &err), 1);
    assert_non_null(strstr(report.data, "It is a bundle for HR"));
    buf_release(&report);
    sandbox_path(sandbox, "empty", path);
    sandbox_write(path, "", 0);
    assert_refuses(hr, path, "is empty, so it is no bundle. Ask for a new one.");
    sandbox_path(sandbox, "nothing", path);
    assert_refuses(hr, path, "There is no bundle");
    sandbox_write(path, "just text, and more of it than a header has", 43);
    assert_refuses(hr, path, "not a bundle");
    assert_refuses(hr, sandbox->folder, "is a folder");
    char link[SANDBOX_PATH];
    sandbox_path(sandbox, "b", path);
    sandbox_path(sandbox, "link", link);
    assert_int_equal(symlink(path, link), 0);
    assert_refuses(hr, link, "is a link");
    size_t len;
    char *bytes = sandbox_read(path, &len);
    bytes[63] = 9; /* user_version */
    sandbox_path(sandbox, "newer", path);
    sandbox_write(path, bytes, len);
    assert_refuses(hr, path, "newer version");
    free(bytes);
    store_close(store);
    store_close(hr);
}

/* What the digest is of: each row as json_array makes it, in the order of those texts. */
static void digest_by_sql(struct db *db, struct buf *digest)
{
    char hex[SHA256_DIGEST_STRING_LENGTH];
    struct err err = ERR_INIT(LANG_EN);
    struct buf all = BUF_INIT;
    for (const struct bundle_table *table = bundle_tables; strcmp(table->name, "digest"); table++) {
        struct query query;
        struct buf sql = BUF_INIT;
        buf_addf(&sql, "SELECT json_array(%s) FROM %s ORDER BY 1", table->columns, table->name);
        buf_add(&all, table->name, strlen(table->name) + 1);
        query_begin(&query, db, sql.data);
        while (query_row(&query))
            buf_adds(&all, query_see_key(&query));
        assert_int_equal(query_end(&query, &err), 0);
        buf_release(&sql);
    }
    buf_adds(digest, SHA256Data((const uint8_t *)all.data, all.len, hex));
    buf_release(&all);
}

/* The digest is the one made by SQL when that was done to the bundle too. Frees sql. */
static void change_and_compare(struct db *db, struct buf *sql)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf digest = BUF_INIT, same = BUF_INIT;
    assert_int_equal(db_run(db, sql->data, &err), 0);
    assert_int_equal(bundle_digest(db, "main", &digest, &err), 0);
    digest_by_sql(db, &same);
    assert_string_equal(digest.data, same.data);
    buf_release(sql);
    buf_release(&digest);
    buf_release(&same);
}

static void the_digest_is_that_of_every_bundle_there_is(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf digest = BUF_INIT, same = BUF_INIT;
    char path[SANDBOX_PATH];
    struct db db;
    make_history(sandbox);
    sandbox_path(sandbox, "b1", path);
    assert_int_equal(db_open(&db, path, DB_WRITE, &err), 0);
    assert_int_equal(
        db_run(
            &db,
            "INSERT INTO revision SELECT agreement, revision + 8, '\"a\\' || char(1, 8, 9, 10, 12,"
            " 13, 31, 127, 233), owner, owner_name, NULL, due_words, follow_up, look_back, basis,"
            " basis_day, status, remark, updated_at FROM revision;"
            "INSERT INTO tally VALUES ('2026-10', 'b', 'c', 10, 1), ('2026-10', 'a\"', 'c', 9, 9)",
            &err),
        0);
    assert_int_equal(bundle_digest(&db, "main", &digest, &err), 0);
    digest_by_sql(&db, &same);
    assert_string_equal(digest.data, same.data);
    db_close(&db);
    buf_release(&digest);
    buf_release(&same);
}

/* A text at the end of a row that is written six times as long as it is, of every length: what the
 * row takes is then all that was reckoned for it. */
static void the_digest_has_room_for_any_text(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    struct db db;
    make_history(sandbox);
    sandbox_path(sandbox, "b1", path);
    assert_int_equal(db_open(&db, path, DB_WRITE, &err), 0);
    for (int n = 0; n < 300; n++) {
        struct buf sql = BUF_INIT;
        buf_addf(&sql,
                 "UPDATE person SET name = 'abc', team = replace(hex(zeroblob(%d)), '00', char(1))",
                 n);
        change_and_compare(&db, &sql);
    }
    db_close(&db);
}

/* Signs are looked at eight at a time, so each is put at every place of eight and more. */
static void a_sign_is_written_alike_wherever_it_stands(void **state)
{
    static const int signs[] = {1, 31, '"', '\\', 127, 233, 0x1F600};
    static const char plain[] = "'abcdefghijklmnopqrst'";
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    struct db db;
    make_history(sandbox);
    sandbox_path(sandbox, "b1", path);
    assert_int_equal(db_open(&db, path, DB_WRITE, &err), 0);
    for (size_t i = 0; i < 20 * (sizeof signs / sizeof *signs); i++) {
        struct buf sql = BUF_INIT;
        buf_addf(&sql, "UPDATE person SET name = substr(%s, 1, %zu) || char(%d) || substr(%s, %zu)",
                 plain, i % 20, signs[i / 20], plain, i % 20 + 1);
        change_and_compare(&db, &sql);
    }
    db_close(&db);
}

/* So that a bundle is refused for what is wrong in it, and not for its digest. */
static void renew_digest(struct db *db)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf sql = BUF_INIT, digest = BUF_INIT;
    if (!bundle_digest(db, "main", &digest, &err)) {
        buf_addf(&sql, "UPDATE digest SET sha256 = '%s'", digest.data);
        assert_int_equal(db_run(db, sql.data, &err), 0);
    }
    buf_release(&sql);
    buf_release(&digest);
}

/* A bundle somebody wrote by hand: sql changes a good one. */
static void assert_doctored(struct sandbox *sandbox, struct store *hr, const char *sql)
{
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH], good[SANDBOX_PATH];
    size_t len;
    struct db db;
    sandbox_path(sandbox, "b1", good);
    sandbox_path(sandbox, "bad", path);
    char *bytes = sandbox_read(good, &len), *before = dump(hr);
    sandbox_write(path, bytes, len);
    assert_int_equal(db_open(&db, path, DB_WRITE, &err), 0);
    assert_int_equal(
        db_run(&db, "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON", &err), 0);
    int failed = db_run(&db, sql, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
    renew_digest(&db);
    db_close(&db);
    assert_refuses(hr, path, "damaged");
    char *after = dump(hr);
    assert_string_equal(after, before);
    free(bytes);
    free(before);
    free(after);
}

/* What was damaged where it comes from says so to HR, and goes on saying it. */
static void a_damaged_text_is_told_as_one(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    char talk[UUID_SIZE], id[UUID_SIZE];
    struct store *store = open_named(sandbox, "sanne.db"), *hr = open_named(sandbox, "hr.db");
    sandbox_begin(store, "Sanne de Boer", talk);
    sandbox_agree(store, talk, "een", 20800, id);
    sandbox_agree(store, talk, "twee", 20800, id);
    assert_int_equal(db_run(store_db(store),
                            "DROP TRIGGER IF EXISTS temp.agreement_next_sum;"
                            "DROP TRIGGER IF EXISTS temp.agreement_revision_next_sum",
                            &err),
                     0);
    assert_int_equal(db_run(store_db(store),
                            " UPDATE  main.agreement SET what = 'eens' WHERE what = 'een';"
                            " UPDATE  main.agreement_revision SET what = 'eens' WHERE what = 'een'",
                            &err),
                     0);
    write_bundle(sandbox, store, "b");
    assert_collects(sandbox, hr, "b", NULL);
    assert_int_equal(
        db_text(store_db(hr), "SELECT what FROM read_agreement ORDER BY what LIMIT 1", &text, &err),
        0);
    assert_non_null(strstr(text.data, "[Damaged: this text"));
    assert_non_null(strstr(text.data, "eens"));
    buf_clear(&text);
    assert_int_equal(
        db_text(store_db(hr), "SELECT what FROM agreement WHERE what LIKE '%eens'", &text, &err),
        0);
    assert_null(strstr(text.data, "["));
    store_close(store);
    store_close(hr);
    buf_release(&text);
}

/* Whole in itself, but in another encoding than the file it would stand beside. */
static void a_bundle_in_utf_16_is_refused(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    struct buf sql = BUF_INIT;
    struct db db;
    sandbox_path(sandbox, "bad", path);
    sandbox_write(path, "", 0);
    buf_addf(&sql,
             "PRAGMA encoding = 'UTF-16'; PRAGMA application_id = %d;"
             " PRAGMA user_version = %d;",
             BUNDLE_ID, BUNDLE_FORMAT);
    for (const struct bundle_table *table = bundle_tables; table->name; table++)
        buf_addf(&sql, "%s;", table->shape);
    buf_adds(&sql,
             "INSERT INTO bundle VALUES (1, '019b0000-0000-7000-8000-00000000005a', 1, '', 0);"
             "INSERT INTO digest VALUES (1, '')");
    assert_int_equal(db_open(&db, path, DB_WRITE, &err), 0);
    assert_int_equal(db_run(&db, sql.data, &err), 0);
    renew_digest(&db);
    db_close(&db);
    struct store *hr = open_named(sandbox, "hr.db");
    assert_refuses(hr, path, "damaged");
    store_close(hr);
    buf_release(&sql);
}

static void a_doctored_bundle_changes_nothing(void **state)
{
    struct sandbox *sandbox = *state;
    static const char *const sqls[] = {
        "CREATE TABLE more (a)",
        "CREATE INDEX more ON person (name)",
        "CREATE VIEW more AS SELECT * FROM person",
        "CREATE TRIGGER more AFTER INSERT ON person BEGIN SELECT 1; END",
        "DROP TABLE hurdle",
        "DELETE FROM bundle",
        "UPDATE bundle SET source = 'mine'",
        "UPDATE person SET id = 'x' || id",
        "UPDATE person SET name = ''",
        "UPDATE person SET name = CAST(x'ff41' AS TEXT)",
        "UPDATE revision SET due = 'tomorrow'",
        "UPDATE revision SET status = 'won'",
        "UPDATE revision SET what = 'a' || char(0) || 'b'",
        "UPDATE agreement SET revision = revision + 1",
        ("UPDATE agreement SET revision = 2000000;"
         "UPDATE revision SET revision = revision + 1999999"),
        "UPDATE agreement SET talk = NULL",
        "DELETE FROM talk",
        "UPDATE hurdle SET n = -1",
        "UPDATE bundle SET made_at = -1",
    };
    make_history(sandbox);
    struct store *hr = open_named(sandbox, "hr.db");
    assert_collects(sandbox, hr, "b1", NULL);
    for (size_t i = 0; i < sizeof sqls / sizeof *sqls; i++)
        assert_doctored(sandbox, hr, sqls[i]);
    store_close(hr);
}

/* Numbers that look random and are the same at every run (xorshift). */
static size_t next(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (size_t)(*seed >> 11);
}

/* A text and a date with one bit turned round are as good a text and a date as before. */
static void one_letter_that_changed_on_the_way_is_noticed(void **state)
{
    struct sandbox *sandbox = *state;
    static const char *const words[] = {"twee", "2026-12-", "Sanne"};
    char good[SANDBOX_PATH], path[SANDBOX_PATH];
    size_t len;
    make_history(sandbox);
    struct store *hr = open_named(sandbox, "hr.db");
    sandbox_path(sandbox, "b1", good);
    sandbox_path(sandbox, "bad", path);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char *bytes = sandbox_read(good, &len);
        char *at = memmem(bytes, len, words[i], strlen(words[i]));
        assert_non_null(at);
        at[3] ^= 1;
        sandbox_write(path, bytes, len);
        assert_refuses(hr, path, "damaged");
        free(bytes);
    }
    assert_int_equal(number(hr, "SELECT count(*) FROM agreement"), 0);
    assert_collects(sandbox, hr, "b1", "3 new 0 changed 0 gone 0 known 0 disputed");
    store_close(hr);
}

/* Bytes changed here and there, and every fourth one cut off. What is taken all the same was broken
 * where nothing stands: it says what the whole one said. */
static void a_broken_bundle_changes_nothing(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    uint64_t seed = 88172645463325252U;
    size_t len, refused = 0;
    make_history(sandbox);
    struct store *hr = open_named(sandbox, "hr.db");
    assert_collects(sandbox, hr, "b3", NULL);
    sandbox_path(sandbox, "b3", path);
    char *good = sandbox_read(path, &len), *before = dump(hr);
    sandbox_path(sandbox, "bad", path);
    for (int i = 0; i < 200; i++) {
        struct collected found = COLLECTED_INIT;
        char *bytes = mem_copy_len(good, len);
        size_t most = i % 3 ? len : 4096, cut = i % 4 ? len : 1 + next(&seed) % (len - 1);
        for (size_t k = 0; k < 1 + next(&seed) % 40; k++)
            bytes[next(&seed) % most] = (char)next(&seed);
        sandbox_write(path, bytes, cut);
        err = (struct err)ERR_INIT(LANG_EN);
        if (bundle_collect(hr, path, &found, &err)) {
            assert_true(*err.text);
            refused++;
        }
        char *after = dump(hr);
        assert_string_equal(after, before);
        free(after);
        collected_release(&found);
        free(bytes);
    }
    assert_true(refused > 60);
    free(before);
    free(good);
    store_close(hr);
}

static void hr_file_itself_is_not_touched_from_outside(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char talk[UUID_SIZE], id[UUID_SIZE], path[SANDBOX_PATH];
    struct store *hr = open_named(sandbox, "hr.db");
    sandbox_begin(hr, "Sanne de Boer", talk);
    sandbox_agree(hr, talk, "van HR zelf", 20800, id);
    sandbox_path(sandbox, "copy.db", path); /* made before either had an id of its own */
    assert_int_equal(store_backup(hr, path, &err), 0);
    struct store *copy = open_named(sandbox, "copy.db");
    change(copy, id, "van buiten", SHARE_HR, false);
    write_bundle(sandbox, copy, "b");
    store_close(copy);
    assert_collects(sandbox, hr, "b", "0 new 0 changed 0 gone 0 known 1 disputed");
    assert_int_equal(number(hr, "SELECT count(*) FROM agreement WHERE what = 'van HR zelf'"), 1);
    assert_int_equal(write_bundle(sandbox, hr, "own"), 1);
    store_close(hr);
}

/* What came out of bundles has no guide's text and misses what was not shared: that is as it
 * should be. */
static void the_doctor_finds_a_collected_file_sound(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf report = BUF_INIT;
    char talk[UUID_SIZE], id[UUID_SIZE], path[SANDBOX_PATH];
    struct store *store = open_named(sandbox, "sanne.db");
    sandbox_begin(store, "Sanne de Boer", talk);
    sandbox_agree(store, talk, "Bel dinsdag", 20800, id);
    change(store, id, "Bel woensdag", SHARE_EMPLOYEE, false);
    change(store, id, "Bel vrijdag", SHARE_HR, false);
    write_bundle(sandbox, store, "b");
    store_close(store);
    struct store *hr = open_named(sandbox, "hr.db");
    assert_collects(sandbox, hr, "b", "1 new 0 changed 0 gone 0 known 0 disputed");
    store_close(hr);
    sandbox_path(sandbox, "hr.db", path);
    int problems = store_doctor(path, LANG_EN, &report, &err);
    if (problems)
        fail_msg("%s", report.data);
    buf_release(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_doctor_finds_a_collected_file_sound, setup, teardown),
        cmocka_unit_test_setup_teardown(what_goes_in_comes_out, setup, teardown),
        cmocka_unit_test_setup_teardown(the_same_input_gives_the_same_bytes, setup, teardown),
        cmocka_unit_test_setup_teardown(nothing_private_is_in_the_bytes, setup, teardown),
        cmocka_unit_test_setup_teardown(the_order_and_number_of_bundles_do_not_matter, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_was_put_otherwise_before_is_not_told, setup, teardown),
        cmocka_unit_test_setup_teardown(an_old_bundle_reopens_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(what_contradicts_is_reported_and_never_mixed, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(people_of_one_name_stay_apart, setup, teardown),
        cmocka_unit_test_setup_teardown(people_out_of_bundles_are_not_our_own, setup, teardown),
        cmocka_unit_test_setup_teardown(an_older_file_learns_which_agreements_are_its_own, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(one_is_not_taken_for_the_other, setup, teardown),
        cmocka_unit_test_setup_teardown(a_doctored_bundle_changes_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_damaged_text_is_told_as_one, setup, teardown),
        cmocka_unit_test_setup_teardown(a_bundle_in_utf_16_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(the_digest_is_that_of_every_bundle_there_is, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(the_digest_has_room_for_any_text, setup, teardown),
        cmocka_unit_test_setup_teardown(a_sign_is_written_alike_wherever_it_stands, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(one_letter_that_changed_on_the_way_is_noticed, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_broken_bundle_changes_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(hr_file_itself_is_not_touched_from_outside, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
