/* What is kept a second time to be found by: it follows every change, older files get it, and what
 * is not HR's is not in what HR finds by. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "fixture.h"
#include "store/agreements.h"
#include "store/change.h"
#include "store/interviews.h"
#include "store/lookup.h"
#include "store/sums.h"

#define TODAY 20791 /* 2026-12-04 */

static const struct deed did = {"did it", ""};

static int64_t number(struct fixture *fixture, const char *sql)
{
    int64_t n = -1;
    int failed = db_number(store_db(fixture->store), sql, &n, &fixture->err);
    assert_string_equal(fixture->err.text, "");
    assert_int_equal(failed, 0);
    return n;
}

static void run(struct fixture *fixture, const char *sql)
{
    int failed = db_run(store_db(fixture->store), sql, &fixture->err);
    assert_string_equal(fixture->err.text, "");
    assert_int_equal(failed, 0);
}

/* All of it is as it should be, also inside (sqlite.org/fts5.html, 6.4). */
static void check(struct fixture *fixture)
{
    int64_t n = -1;
    assert_int_equal(lookup_differences(store_db(fixture->store), &n, &fixture->err), 0);
    assert_int_equal(n, 0);
    run(fixture, "INSERT INTO agreement_text (agreement_text) VALUES ('integrity-check')");
    run(fixture, "INSERT INTO private_text (private_text) VALUES ('integrity-check')");
}

/* How many texts of both indexes have that word. */
static void assert_found(struct fixture *fixture, const char *word, int shared, int private)
{
    char sql[160];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM agreement_text ('\"%s\"')", word);
    assert_int_equal(number(fixture, sql), shared);
    snprintf(sql, sizeof sql, "SELECT count(*) FROM private_text ('\"%s\"')", word);
    assert_int_equal(number(fixture, sql), private);
}

static void undo(struct fixture *fixture)
{
    struct undone undone;
    assert_int_equal(store_undo(fixture->store, LANG_EN, &undone, &fixture->err), 1);
    buf_release(&undone.said);
}

static void redo(struct fixture *fixture)
{
    struct undone undone;
    assert_int_equal(store_redo(fixture->store, LANG_EN, &undone, &fixture->err), 1);
    buf_release(&undone.said);
}

static void save(struct fixture *fixture, struct agreement *agreement)
{
    int failed = agreements_save(fixture->store, agreement, &did, &fixture->err);
    assert_string_equal(fixture->err.text, "");
    assert_int_equal(failed, 0);
}

/* A new agreement with a word of its own in each text. */
static void fill(struct agreement *agreement, const char *interview, enum share share,
                 const char *mark)
{
    char text[64];
    agreement_init(agreement);
    snprintf(agreement->interview, sizeof agreement->interview, "%s", interview);
    snprintf(text, sizeof text, "%sone, the first", mark);
    mem_replace(&agreement->what, text);
    snprintf(text, sizeof text, "call about %stwo", mark);
    mem_replace(&agreement->follow_up, text);
    snprintf(text, sizeof text, "%sthree", mark);
    mem_replace(&agreement->remark, text);
    snprintf(text, sizeof text, "Tim %sfour", mark);
    mem_replace(&agreement->owner_name, text);
    agreement->owner = OWNER_OTHER;
    agreement->due = TODAY;
    agreement->share = share;
}

static void an_agreement_is_found_by_all_that_hr_may_read(void **state)
{
    struct fixture *fixture = *state;
    static const char *const words[] = {"qqone", "qqtwo", "qqthree", "qqfour"};
    struct agreement agreement;
    fill(&agreement, fixture->sanne, SHARE_HR, "qq");
    save(fixture, &agreement);
    for (size_t i = 0; i < 4; i++)
        assert_found(fixture, words[i], 1, 0);
    check(fixture);

    /* Not for HR any more: then only its own manager finds it. */
    agreement.share = SHARE_EMPLOYEE;
    save(fixture, &agreement);
    for (size_t i = 0; i < 4; i++)
        assert_found(fixture, words[i], 0, 1);
    check(fixture);
    undo(fixture);
    assert_found(fixture, "qqtwo", 1, 0);
    redo(fixture);
    assert_found(fixture, "qqtwo", 0, 1);
    check(fixture);

    mem_replace(&agreement.what, "something else");
    agreement.removed = false;
    save(fixture, &agreement);
    assert_found(fixture, "qqone", 0, 0);
    assert_found(fixture, "something", 0, 1);
    agreement.removed = true;
    save(fixture, &agreement);
    assert_found(fixture, "something", 0, 0);
    assert_found(fixture, "qqtwo", 0, 0);
    check(fixture);
    undo(fixture);
    assert_found(fixture, "qqtwo", 0, 1);
    check(fixture);
    agreement_release(&agreement);
}

static void settling_and_saving_the_same_keep_it_right(void **state)
{
    struct fixture *fixture = *state;
    char id[UUID_SIZE];
    sandbox_agree(fixture->store, fixture->sanne, "roster", TODAY, id);
    assert_int_equal(agreements_settle(fixture->store, id, STATUS_CHANGED, TODAY + 7, "postponed",
                                       &did, &fixture->err),
                     0);
    assert_found(fixture, "postponed", 1, 0);
    assert_int_equal(number(fixture, "SELECT count(*) FROM review WHERE status = 'changed'"
                                     " AND due = '2026-12-11'"),
                     1);
    check(fixture);
    assert_int_equal(
        agreements_settle(fixture->store, id, STATUS_DONE, DAY_NONE, "", &did, &fixture->err), 0);
    assert_found(fixture, "postponed", 0, 0);
    check(fixture);
}

static void answers_are_found_by_what_was_written(void **state)
{
    struct fixture *fixture = *state;
    struct answer choice = {.point = (char *)".closing",
                            .field = (char *)"hurdle",
                            .kind = KIND_CHOICE,
                            .share = SHARE_HR,
                            .label = (char *)"Lastig?",
                            .value = (char *)"tijd",
                            .shown = (char *)"Te weinig rust"};
    struct answer tick = {.point = (char *)".preparation",
                          .field = (char *)"plek",
                          .kind = KIND_CHECK,
                          .label = (char *)"Rustige plek",
                          .value = (char *)"1",
                          .shown = (char *)""};
    sandbox_answer(fixture->store, fixture->sanne, "a", "b", SHARE_PRIVATE, "slaapt slecht");
    sandbox_answer(fixture->store, fixture->sanne, "a", "c", SHARE_EMPLOYEE, "graag ochtenden");
    assert_int_equal(
        interviews_answer(fixture->store, fixture->sanne, &choice, &did, &fixture->err), 0);
    assert_int_equal(interviews_answer(fixture->store, fixture->sanne, &tick, &did, &fixture->err),
                     0);
    assert_found(fixture, "slaapt", 0, 1);
    assert_found(fixture, "ochtenden", 0, 1);
    assert_found(fixture, "weinig", 0, 1); /* as it was shown */
    assert_found(fixture, "tijd", 0, 0);
    assert_int_equal(number(fixture, "SELECT count(*) FROM private_text"), 3);
    check(fixture);
    sandbox_answer(fixture->store, fixture->sanne, "a", "b", SHARE_PRIVATE, "");
    assert_found(fixture, "slaapt", 0, 0);
    check(fixture);
    undo(fixture);
    assert_found(fixture, "slaapt", 0, 1);
    for (int i = 0; i < 4; i++)
        undo(fixture);
    assert_int_equal(number(fixture, "SELECT count(*) FROM private_text"), 0);
    check(fixture);
    for (int i = 0; i < 4; i++)
        redo(fixture);
    assert_found(fixture, "ochtenden", 0, 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM private_text"), 3);
    check(fixture);
}

static void letters_are_folded_and_begun_words_found(void **state)
{
    struct fixture *fixture = *state;
    char id[UUID_SIZE];
    sandbox_agree(fixture->store, fixture->sanne,
                  "R\xC3\x9C"
                  "CKEN ontlasten, caf\xC3\xA9 mijden",
                  TODAY, id);
    assert_found(fixture, "rucken", 1, 0);
    assert_found(fixture, "CAFE", 1, 0);
    assert_found(fixture, "onderlast", 0, 0);
    assert_int_equal(number(fixture, "SELECT count(*) FROM agreement_text ('\"ontl\"*')"), 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM agreement_text ('\"m\"*')"), 1);
}

/* A conversation that is withdrawn, put under another person, or with somebody who gets another
 * name, with all there is in it. */
static void what_happens_to_a_conversation_happens_to_what_is_in_it(void **state)
{
    struct fixture *fixture = *state;
    struct agreement shared, unshared;
    char id[UUID_SIZE];
    fill(&shared, fixture->sanne, SHARE_HR, "qq");
    fill(&unshared, fixture->sanne, SHARE_EMPLOYEE, "zz");
    save(fixture, &shared);
    save(fixture, &unshared);
    sandbox_agree(fixture->store, fixture->mo, "elsewhere", TODAY, id);
    sandbox_answer(fixture->store, fixture->sanne, "a", "b", SHARE_PRIVATE, "slaapt slecht");
    sandbox_answer(fixture->store, fixture->mo, "a", "b", SHARE_PRIVATE, "gaat goed");

    assert_int_equal(interviews_remove(fixture->store, fixture->sanne, &did, &fixture->err), 0);
    assert_found(fixture, "qqone", 0, 0);
    assert_found(fixture, "zztwo", 0, 0);
    assert_found(fixture, "slaapt", 0, 0);
    assert_found(fixture, "elsewhere", 1, 0);
    assert_found(fixture, "goed", 0, 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM review"), 1);
    check(fixture);
    undo(fixture);
    assert_found(fixture, "qqone", 1, 0);
    assert_found(fixture, "zztwo", 0, 1);
    assert_found(fixture, "slaapt", 0, 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM review"), 2);
    check(fixture);
    redo(fixture);
    assert_found(fixture, "qqone", 0, 0);
    undo(fixture);

    assert_int_equal(
        interviews_move(fixture->store, fixture->sanne, "Zo\xC3\xAB Kaya", &did, &fixture->err), 0);
    assert_int_equal(number(fixture, "SELECT count(*) FROM review WHERE person = 'zoe kaya'"), 1);
    check(fixture);
    struct interview *interview = interviews_load(fixture->store, fixture->sanne, &fixture->err);
    assert_non_null(interview);
    assert_int_equal(interviews_rename_person(fixture->store, interview->person.id, "Roos Dijkstra",
                                              "Z\xC3\x9CID", "", &did, &fixture->err),
                     0);
    interview_release(interview);
    free(interview);
    assert_int_equal(number(fixture, "SELECT count(*) FROM review WHERE person = 'roos dijkstra'"
                                     " AND team = 'zuid'"),
                     1);
    check(fixture);
    undo(fixture);
    check(fixture);
    undo(fixture);
    check(fixture);
    assert_int_equal(number(fixture, "SELECT count(*) FROM review WHERE person = 'sanne de boer'"),
                     1);
    agreement_release(&shared);
    agreement_release(&unshared);
}

/* The first file shape, with content, as the program wrote it before there was a lookup. */
static void make_old(struct fixture *fixture)
{
    assert_int_equal(sums_drop(store_db(fixture->store), &fixture->err), 0);
    run(fixture, "DROP TABLE agreement_text; DROP TABLE private_text; DROP TABLE review;"
                 "DROP TABLE review_by_due; DROP TABLE review_by_update;"
                 "DROP TABLE source; DROP TABLE collected; DROP TABLE claim; DROP TABLE hurdle;"
                 "DROP TABLE settlement; DROP TABLE request; DROP TABLE sparring_message;"
                 "DROP TABLE sparring; DROP TABLE sparring_draft;"
                 "DROP TABLE tally; DROP TABLE tally_days; DROP TABLE insight_row;"
                 "DROP TABLE insight_step;"
                 "ALTER TABLE agreement_revision DROP COLUMN settlement;"
                 "DROP TABLE log; DROP TABLE keeping; DROP TABLE answer_before; DROP TABLE absence;"
                 "DROP TABLE absence_before; DROP TABLE service; DROP TABLE tick;"
                 "DROP TABLE told_source; DROP TABLE told_person; DROP TABLE told_absence;"
                 "DROP TABLE told_service; DROP TABLE told_tick; DROP TABLE told_gone;"
                 "DROP TABLE keyslot;"
                 "DROP INDEX agreement_unsettled; DROP INDEX agreement_look_back;"
                 "DROP INDEX interview_own;"
                 "CREATE INDEX interview_by_stage ON interview (stage, at);"
                 "CREATE INDEX agreement_by_status ON agreement (status, due);"
                 "ALTER TABLE agreement DROP COLUMN collected;"
                 "ALTER TABLE agreement DROP COLUMN erased;"
                 "ALTER TABLE interview DROP COLUMN sum; ALTER TABLE person DROP COLUMN sum;"
                 "ALTER TABLE answer DROP COLUMN sum;"
                 "ALTER TABLE agreement DROP COLUMN sum; ALTER TABLE draft DROP COLUMN sum;"
                 "ALTER TABLE agreement_revision DROP COLUMN sum;"
                 "ALTER TABLE deed DROP COLUMN sum; ALTER TABLE deed_image DROP COLUMN sum;"
                 "PRAGMA user_version = 1");
    assert_int_equal(number(fixture, "SELECT count(*) FROM sqlite_schema WHERE name GLOB 'review*'"
                                     " OR name GLOB 'agreement_text*' OR name GLOB 'private*'"),
                     0);
    store_close(fixture->store);
}

/* One of each: for HR, not for HR, both of them withdrawn, and all of it in a conversation that is
 * withdrawn. */
static void make_some(struct fixture *fixture)
{
    const char *const interviews[] = {fixture->sanne, fixture->mo};
    char roos[UUID_SIZE];
    sandbox_begin(fixture->store, "Roos Dijkstra", roos);
    for (int i = 0; i < 6; i++) {
        struct agreement agreement;
        fill(&agreement, i < 4 ? interviews[i % 2] : roos, i % 2 ? SHARE_HR : SHARE_EMPLOYEE,
             i % 2 ? "qq" : "zz");
        agreement.removed = i < 2;
        save(fixture, &agreement);
        agreement_release(&agreement);
    }
    sandbox_answer(fixture->store, fixture->sanne, "a", "b", SHARE_PRIVATE, "slaapt slecht");
    sandbox_answer(fixture->store, roos, "a", "b", SHARE_PRIVATE, "slaapt goed");
    assert_int_equal(interviews_remove(fixture->store, roos, &did, &fixture->err), 0);
}

static void a_file_of_version_1_is_brought_up_to_date(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    struct stat about;
    struct db db;
    int64_t n = 0;
    make_some(fixture);
    make_old(fixture);

    /* Whoever only reads cannot bring it up to date, and says so. */
    assert_null(store_open(fixture->sandbox.db, ACCESS_READ, (struct clock){SANDBOX_NOW}, &err));
    assert_non_null(strstr(err.text, "older version"));
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
    assert_int_equal(number(fixture, "PRAGMA user_version"), schema_version(&schema_gesprek));
    check(fixture);
    assert_found(fixture, "qqfour", 1, 0);
    assert_found(fixture, "zzone", 0, 1);
    assert_found(fixture, "slaapt", 0, 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM review"), 1);
    undo(fixture); /* what was done before still follows */
    assert_found(fixture, "slaapt", 0, 2);
    assert_found(fixture, "qqfour", 2, 0);
    check(fixture);

    /* The copy beside it is the old file, whole and for its owner only. */
    sandbox_path(&fixture->sandbox, "gesprek.db.v1", path);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777U, 0600);
    assert_int_equal(db_open(&db, path, DB_IMMUTABLE, &err), 0);
    assert_int_equal(db_number(&db, "PRAGMA user_version", &n, &err), 0);
    assert_int_equal(n, 1);
    assert_int_equal(db_number(&db, "SELECT count(*) FROM agreement", &n, &err), 0);
    assert_int_equal(n, 6);
    db_close(&db);
}

static void an_upgrade_that_fails_leaves_no_half_of_it(void **state)
{
    struct fixture *fixture = *state;
    static const char *const broken[] = {"SELECT nonsense", NULL};
    const struct upgrade upgrades[] = {
        schema_gesprek.upgrades[0], schema_gesprek.upgrades[1], {3, broken}};
    const struct schema tomorrow = {upgrades, 3}, yesterday = {upgrades, 1};
    const struct clock clock = {.fixed = SANDBOX_NOW};
    struct err err = ERR_INIT(LANG_EN);
    make_some(fixture);
    make_old(fixture);
    assert_null(store_open_as(fixture->sandbox.db, ACCESS_WRITE, clock, &tomorrow, &err));
    *err.text = '\0';
    fixture->store = store_open_as(fixture->sandbox.db, ACCESS_WRITE, clock, &yesterday, &err);
    assert_non_null(fixture->store);
    assert_int_equal(number(fixture, "SELECT count(*) FROM sqlite_schema WHERE name GLOB 'review*'"
                                     " OR name GLOB 'agreement_text*' OR name GLOB 'private*'"),
                     0);
    store_close(fixture->store);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
    check(fixture);
}

static void a_backup_holds_it_too(void **state)
{
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf kept = BUF_INIT;
    char path[SANDBOX_PATH], id[UUID_SIZE];
    make_some(fixture);
    sandbox_path(&fixture->sandbox, "copy.db", path);
    assert_int_equal(store_backup(fixture->store, path, &err), 0);
    sandbox_agree(fixture->store, fixture->mo, "afterwards", TODAY, id);
    store_close(fixture->store);
    assert_int_equal(
        store_restore(fixture->sandbox.db, path, (struct clock){SANDBOX_NOW}, &kept, &err), 0);
    buf_release(&kept);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
    assert_found(fixture, "afterwards", 0, 0);
    assert_found(fixture, "qqone", 1, 0);
    check(fixture);
    sandbox_agree(fixture->store, fixture->mo, "afterwards", TODAY, id);
    assert_found(fixture, "afterwards", 1, 0);
    check(fixture);
}

static void the_doctor_sees_what_does_not_fit(void **state)
{
    struct fixture *fixture = *state;
    static const char *const harms[] = {
        "UPDATE review SET due = '2020-01-01'",
        "DELETE FROM private_text",
        "INSERT INTO agreement_text (rowid, what) VALUES (1, 'a')",
    };
    struct buf report = BUF_INIT;
    make_some(fixture);
    for (size_t i = 0; i < sizeof harms / sizeof *harms; i++) {
        run(fixture, harms[i]);
        buf_clear(&report);
        assert_int_equal(store_doctor(fixture->sandbox.db, LANG_EN, &report, &fixture->err), 1);
        assert_non_null(strstr(report.data, "Lines of the search and of HR's list"));
    }
    buf_release(&report);
}

/* ---- What HR may not see --------------------------------------------------------------------- */

#define MARK "xqkanarie"

/* In how many places of all tables whose name is like that the mark stands, byte for byte. */
static int64_t marks(struct fixture *fixture, const char *tables)
{
    struct query query;
    struct buf sql = BUF_INIT;
    query_begin(&query, store_db(fixture->store),
                "SELECT s.name, c.name FROM sqlite_schema s JOIN pragma_table_info(s.name) c"
                " WHERE s.type = 'table' AND s.name LIKE :tables AND s.sql NOT LIKE '%VIRTUAL%'");
    query_text(&query, ":tables", tables);
    buf_adds(&sql, "SELECT sum(n) FROM (SELECT 0 AS n");
    while (query_row(&query)) {
        const char *table = query_see_key(&query), *column = query_see_key(&query);
        buf_addf(&sql,
                 " UNION ALL SELECT count(*) FROM \"%s\" WHERE"
                 " instr(CAST(\"%s\" AS BLOB), CAST('" MARK "' AS BLOB))",
                 table, column);
    }
    buf_addc(&sql, ')');
    assert_int_equal(query_end(&query, &fixture->err), 0);
    assert_true(sql.len > 40);
    int64_t n = number(fixture, sql.data);
    buf_release(&sql);
    return n;
}

/* The mark in every place that HR may not read. */
static void mark_all(struct fixture *fixture, struct agreement *agreement)
{
    struct answer answer = {.point = (char *)".closing",
                            .field = (char *)MARK "-field",
                            .label = (char *)"why " MARK,
                            .value = (char *)MARK " value",
                            .shown = (char *)MARK " shown"};
    struct draft draft = {.point = (char *)"p", .field = (char *)"f", .text = (char *)MARK};
    for (enum kind kind = KIND_CHECK; kind <= KIND_DATE; kind++)
        for (enum share share = SHARE_PRIVATE; share <= SHARE_HR; share++) {
            char point[16];
            snprintf(point, sizeof point, "p%d%d", (int)kind, (int)share);
            answer.point = point;
            answer.kind = kind;
            answer.share = share;
            assert_int_equal(interviews_answer(fixture->store, fixture->sanne, &answer,
                                               &(struct deed){"%s done", MARK}, &fixture->err),
                             0);
        }
    snprintf(draft.interview, sizeof draft.interview, "%s", fixture->sanne);
    assert_int_equal(interviews_draft(fixture->store, &draft, &fixture->err), 0);
    sandbox_answer(fixture->store, fixture->sanne, POINT_OWN, FIELD_GOAL, SHARE_PRIVATE,
                   "My goal: " MARK);
    fill(agreement, fixture->sanne, SHARE_EMPLOYEE, MARK);
    mem_replace(&agreement->due_words, MARK);
    save(fixture, agreement);
}

static void nothing_private_is_in_what_hr_finds_by(void **state)
{
    struct fixture *fixture = *state;
    struct agreement unshared;
    char id[UUID_SIZE];
    sandbox_agree(fixture->store, fixture->sanne, "roster", TODAY, id);
    mark_all(fixture, &unshared);
    for (int turn = 0; turn < 3; turn++) {
        assert_int_equal(marks(fixture, "agreement_text%"), 0);
        assert_int_equal(marks(fixture, "review%"), 0);
        assert_true(marks(fixture, "private_text_content") > 0); /* the look is not a blind one */
        assert_true(marks(fixture, "private_text_data") > 0);
        if (turn == 0) {
            undo(fixture);
            redo(fixture);
        } else if (turn == 1) {
            make_old(fixture);
            fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
        }
        check(fixture);
    }
    agreement_release(&unshared);
}

static void nothing_stays_behind_of_what_hr_may_not_see_any_more(void **state)
{
    struct fixture *fixture = *state;
    struct agreement agreement;
    char id[UUID_SIZE];
    for (int i = 0; i < 40; i++)
        sandbox_agree(fixture->store, fixture->sanne, "roster and more", TODAY, id);
    fill(&agreement, fixture->sanne, SHARE_HR, MARK);
    save(fixture, &agreement);
    assert_true(marks(fixture, "agreement_text_data") > 0);
    assert_true(marks(fixture, "agreement_text_content") > 0);
    agreement.share = SHARE_EMPLOYEE;
    save(fixture, &agreement);
    assert_int_equal(marks(fixture, "agreement_text%"), 0);
    check(fixture);

    /* Erasing rows is not enough for the index; merging it is. */
    agreement.removed = true;
    save(fixture, &agreement);
    assert_int_equal(marks(fixture, "private_text_content"), 0);
    assert_int_equal(lookup_purge(store_db(fixture->store), &fixture->err), 0);
    assert_int_equal(marks(fixture, "private_text%"), 0);
    assert_found(fixture, "roster", 40, 0);
    check(fixture);
    agreement_release(&agreement);
}

static int64_t most_pieces(struct fixture *fixture)
{
    static const char *const indexes[] = {"agreement_text", "private_text", "review_by_due",
                                          "review_by_update"};
    int64_t most = 0;
    for (size_t i = 0; i < sizeof indexes / sizeof *indexes; i++) {
        struct buf sql = BUF_INIT;
        int64_t n = 0;
        buf_addf(&sql, "SELECT count(DISTINCT segid) FROM %s_idx", indexes[i]);
        good(fixture, db_number(store_db(fixture->store), sql.data, &n, &fixture->err));
        most = n > most ? n : most;
        buf_release(&sql);
    }
    return most;
}

/* What an index was told is what it has to be told again when it leaves it, so this never changes.
 */
static void what_an_index_is_told_of_an_agreement_stays_the_same(void **state)
{
    static const char told[] =
        "EE808020EE80817820EE80826820EE8083F3B7828EF3BAB2B8F3B9B49320EE8084F3B2B5B9F3B2A0"
        "8DF3B1A79220EE8085F3B48FBFF3BD9BBDF3BD8D8A20EE8086F3B1AFB9F3B7B392F3B1AAAA20EE80"
        "87F3BB9DA1F3B58F84F3BE959320EE808832303236313132372077617420207A6F20776965207361"
        "6E6E65";
    struct fixture *fixture = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf text = BUF_INIT;
    assert_int_equal(db_text(store_db(fixture->store),
                             "SELECT hex(sought('dropped', 'hr', 'team a', 'sanne', 'id', 'guide',"
                             " '', '2026-11-27', 'wat', '', 'zo', 'wie'))",
                             &text, &err),
                     0);
    assert_string_equal(text.data, told);
    buf_release(&text);
}

static void what_is_made_anew_is_of_one_piece(void **state)
{
    struct fixture *fixture = *state;
    char id[UUID_SIZE];
    for (int i = 0; i < 7; i++)
        sandbox_agree(fixture->store, fixture->sanne, "roster", TODAY + i, id);
    assert_true(most_pieces(fixture) > 1);
    good(fixture, lookup_rebuild(store_db(fixture->store), &fixture->err));
    assert_int_equal(most_pieces(fixture), 1);
    assert_found(fixture, "roster", 7, 0);
    check(fixture);
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, fixture_two, fixture_end)
    const struct CMUnitTest tests[] = {
        TEST(an_agreement_is_found_by_all_that_hr_may_read),
        TEST(settling_and_saving_the_same_keep_it_right),
        TEST(answers_are_found_by_what_was_written),
        TEST(letters_are_folded_and_begun_words_found),
        TEST(what_happens_to_a_conversation_happens_to_what_is_in_it),
        TEST(a_file_of_version_1_is_brought_up_to_date),
        TEST(an_upgrade_that_fails_leaves_no_half_of_it),
        TEST(a_backup_holds_it_too),
        TEST(the_doctor_sees_what_does_not_fit),
        TEST(nothing_private_is_in_what_hr_finds_by),
        TEST(nothing_stays_behind_of_what_hr_may_not_see_any_more),
        TEST(what_an_index_is_told_of_an_agreement_stays_the_same),
        TEST(what_is_made_anew_is_of_one_piece),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
