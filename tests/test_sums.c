/*
 * What every text was when it was written: whatever of a file is changed past the program is found
 * where it is read and by the doctor, blocks nothing, and becomes sound by nobody's accident.
 */
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
#include "fixture.h"
#include "marked.h"
#include "sealed.h"
#include "store/agreements.h"
#include "store/change.h"
#include "store/interviews.h"
#include "store/people.h"
#include "store/sealing.h"
#include "store/search.h"
#include "store/sums.h"
#include "store/texts.h"

#define CHANGED "[Damaged: this text was changed outside Gesprek.] "
#define BESIDE  "[Damaged: a date or a status here was changed outside Gesprek.] "

static const struct deed did = {"%s answered", "p"};

static int setup(void **state)
{
    int failed = fixture_one(state);
    struct fixture *fixture = *state;
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, "kalm");
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "plan", SHARE_PRIVATE, "bellen");
    sandbox_agree(fixture->store, fixture->sanne, "rooster maken", 20800, fixture->agreement);
    return failed;
}

/* Changes the file past the program and opens it again. */
static void tamper(struct fixture *fixture, const char *sql)
{
    sqlite3 *handle = NULL;
    store_close(fixture->store);
    assert_int_equal(sqlite3_open(fixture->sandbox.db, &handle), SQLITE_OK);
    if (sqlite3_exec(handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(handle));
    sqlite3_close(handle);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW + 1);
}

static void assert_answer(struct fixture *fixture, const char *field, const char *value)
{
    struct interview *interview = interviews_load(fixture->store, fixture->sanne, &fixture->err);
    assert_string_equal(fixture->err.text, "");
    assert_string_equal(interview_value(interview, "aandacht", field), value);
    interview_release(interview);
    free(interview);
}

static void put(struct fixture *fixture, const char *value)
{
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, value);
}

/* The agreement as it is read; release it. */
static struct agreement agreed(struct fixture *fixture)
{
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    struct agreement_row *rows = NULL;
    struct agreement agreement;
    size_t n = 0;
    good(fixture, agreements_list(fixture->store, &filter, &rows, &n, &fixture->err));
    assert_int_equal(n, 1);
    agreement = rows[0].agreement;
    rows[0].agreement = (struct agreement){0};
    agreement_rows_free(rows, n);
    return agreement;
}

static void assert_agreed(struct fixture *fixture, const char *what)
{
    struct agreement agreement = agreed(fixture);
    assert_string_equal(agreement.what, what);
    agreement_release(&agreement);
}

static void count_one(void *context, const char *table, const char *column, const char *row)
{
    int *n = context;
    (void)table;
    (void)column;
    (void)row;
    ++*n;
}

static int unsound(struct store *store)
{
    struct err err = ERR_INIT(LANG_EN);
    int n = 0;
    assert_int_equal(sums_examine(store_db(store), true, count_one, &n, &err), 0);
    return n;
}

static void assert_doctor(struct fixture *fixture, const char *told)
{
    struct buf report = BUF_INIT;
    assert_int_equal(store_doctor(fixture->sandbox.db, LANG_EN, &report, &fixture->err), 1);
    if (!strstr(report.data, told))
        fail_msg("no \"%s\" in\n%s", told, report.data);
    assert_non_null(strstr(report.data, "doctor --salvage"));
    buf_release(&report);
}

/* ---- every text has a sum -------------------------------------------------------------------- */

static void all_that_is_ever_written_has_its_sum(void **state)
{
    struct marked marked;
    (void)state;
    marked_begin(&marked);
    assert_int_equal(unsound(marked.desk.store), 0);
    marked_withdraw(&marked);
    assert_int_equal(unsound(marked.desk.store), 0);
    marked_close(&marked);
    marked_remove(&marked);
}

/* One byte of each text of each table in turn; a row of each table is there. */
static void a_byte_of_any_text_is_found(void **state)
{
    struct marked marked;
    struct err err = ERR_INIT(LANG_EN);
    (void)state;
    marked_begin(&marked);
    struct db *db = store_db(marked.desk.store);
    assert_int_equal(sums_drop(db, &err), 0); /* as if past the program */
    for (size_t i = 0; i < text_tables_n; i++) {
        const struct text_table *table = &text_tables[i];
        for (int text = 0; text < TEXTS_MOST && table->texts[text]; text++) {
            struct buf sql = BUF_INIT;
            buf_addf(&sql, "BEGIN; UPDATE %s SET %s = ifnull(%s, '') || 'x'", table->name,
                     table->texts[text], table->texts[text]);
            if (db_run(db, sql.data, &err))
                fail_msg("%s: %s", table->name, err.text);
            buf_clear(&sql);
            int64_t rows = 0;
            buf_addf(&sql, "SELECT count(*) FROM %s", table->name);
            assert_int_equal(db_number(db, sql.data, &rows, &err), 0);
            assert_int_equal(unsound(marked.desk.store), rows);
            assert_int_equal(db_run(db, "ROLLBACK", &err), 0);
            buf_release(&sql);
        }
    }
    assert_int_equal(unsound(marked.desk.store), 0);
    marked_close(&marked);
    marked_remove(&marked);
}

/* ---- where it is read ------------------------------------------------------------------------ */

static void a_changed_text_says_so_and_blocks_nothing(void **state)
{
    struct fixture *fixture = *state;
    tamper(fixture, "UPDATE answer SET value = 'talm' WHERE field = 'gevoel'");
    assert_answer(fixture, "gevoel", CHANGED "talm");
    assert_answer(fixture, "plan", "bellen");
    assert_doctor(fixture, "A text that was changed outside Gesprek: answer, value");
    put(fixture, CHANGED "talm"); /* as a screen does that changed nothing */
    assert_answer(fixture, "gevoel", CHANGED "talm");
    assert_int_equal(unsound(fixture->store), 0); /* but known */
    put(fixture, "[Beschadigd: deze tekst is buiten Gesprek veranderd.] talm, nee");
    assert_answer(fixture, "gevoel", CHANGED "talm, nee");
    put(fixture, "kalm");
    assert_answer(fixture, "gevoel", "kalm");
}

static void bytes_that_are_no_text_are_shown_as_text(void **state)
{
    struct fixture *fixture = *state;
    tamper(fixture,
           "UPDATE answer SET value = CAST(x'6bff00616c6d' AS TEXT) WHERE field = 'gevoel'");
    assert_answer(fixture, "gevoel",
                  CHANGED "k\xEF\xBF\xBD\xEF\xBF\xBD"
                          "alm");
}

static void a_swapped_text_is_found(void **state)
{
    struct fixture *fixture = *state;
    tamper(fixture, "UPDATE answer SET (value, sum) = (SELECT x.value, x.sum FROM answer x"
                    " WHERE x.seq <> answer.seq LIMIT 1) WHERE field = 'gevoel'");
    assert_answer(fixture, "gevoel", CHANGED "bellen");
    assert_answer(fixture, "plan", "bellen");
}

/* Settling an agreement writes a revision of it with the same texts. */
static void damage_stays_known_whatever_else_changes(void **state)
{
    struct fixture *fixture = *state;
    struct undone undone;
    tamper(fixture, "UPDATE agreement SET what = 'rooster laken'");
    assert_agreed(fixture, CHANGED "rooster laken");
    good(fixture, agreements_settle(fixture->store, fixture->agreement, STATUS_DONE, DAY_NONE, "ok",
                                    &did, &fixture->err));
    assert_agreed(fixture, CHANGED "rooster laken");
    assert_int_equal(store_undo(fixture->store, LANG_EN, &undone, &fixture->err), 1);
    buf_release(&undone.said);
    assert_agreed(fixture, "rooster maken"); /* its first revision was sound */
    assert_int_equal(unsound(fixture->store), 0);
}

static void a_changed_day_is_said_at_its_text(void **state)
{
    struct fixture *fixture = *state;
    tamper(fixture, "UPDATE agreement SET due = '2027-01-21'");
    assert_agreed(fixture, BESIDE "rooster maken");
    assert_doctor(fixture, "A date, status or number that was changed outside Gesprek: agreement");
    tamper(fixture, "UPDATE agreement SET due = '2027-01-22'");
    assert_agreed(fixture, BESIDE "rooster maken");
    struct agreement agreement = agreed(fixture);
    agreement.due = 20801;
    good(fixture, agreements_save(fixture->store, &agreement, &did, &fixture->err));
    agreement_release(&agreement);
    assert_agreed(fixture, BESIDE "rooster maken"); /* until somebody looked at it */
    agreement = agreed(fixture);
    mem_replace(&agreement.what, "rooster maken");
    good(fixture, agreements_save(fixture->store, &agreement, &did, &fixture->err));
    agreement_release(&agreement);
    assert_agreed(fixture, "rooster maken");
    assert_int_equal(unsound(fixture->store), 0);
}

static void a_row_of_others_is_found(void **state)
{
    struct fixture *fixture = *state;
    tamper(fixture, "INSERT INTO answer (interview, point, field, kind, share, label, value, shown,"
                    " updated_at) SELECT interview, point, 'nieuw', kind, share, label, 'erbij',"
                    " shown, updated_at FROM answer LIMIT 1");
    assert_answer(fixture, "nieuw", CHANGED "erbij");
    assert_doctor(fixture, "Changed, moved or added outside Gesprek: answer (");
}

static void a_damaged_undo_is_not_done(void **state)
{
    struct fixture *fixture = *state;
    struct undone undone;
    put(fixture, "anders");
    tamper(fixture, "UPDATE deed_image SET before = replace(before, 'kalm', 'talm')");
    assert_int_equal(store_undo(fixture->store, LANG_EN, &undone, &fixture->err), -1);
    assert_non_null(strstr(fixture->err.text, "changed outside Gesprek"));
    fixture->err.text[0] = '\0';
    assert_answer(fixture, "gevoel", "anders");
    put(fixture, "weer anders");
    assert_answer(fixture, "gevoel", "weer anders");
}

static void a_damaged_text_is_found_by_its_words(void **state)
{
    struct fixture *fixture = *state;
    struct search search = {.words = "kalm"};
    struct hit *hits = NULL;
    size_t n = 0;
    tamper(fixture, "UPDATE answer SET value = 'talm' WHERE field = 'gevoel'");
    good(fixture, search_find(fixture->store, &search, &hits, &n, &fixture->err));
    assert_int_equal(n, 1);
    assert_string_equal(hits[0].texts[0].text, CHANGED "talm");
    hits_free(hits, n);
}

static void assert_hit(struct fixture *fixture, const char *words, const char *name,
                       const char *text, const char *other)
{
    struct search search = {.words = words};
    struct hit *hits = NULL;
    size_t n = 0;
    good(fixture, search_find(fixture->store, &search, &hits, &n, &fixture->err));
    assert_int_equal(n, 1);
    assert_string_equal(hits[0].person.name, name);
    assert_string_equal(hits[0].texts[0].text, text);
    assert_int_equal(hits[0].n_texts, other ? 2 : 1);
    if (other)
        assert_string_equal(hits[0].texts[1].text, other);
    hits_free(hits, n);
}

/* A search holds against its sum only what it shows of each, and tells of all of that. */
static void what_a_hit_shows_is_held_against_its_sum(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, CHANGED "kalm");
    assert_hit(fixture, "kalm", "Sanne de Boer", CHANGED "kalm", NULL);
    assert_hit(fixture, "rooster", "Sanne de Boer", "rooster maken", NULL);
    tamper(fixture, "UPDATE agreement SET remark = 'iets anders'");
    assert_hit(fixture, "rooster", "Sanne de Boer", "rooster maken", NULL);
    tamper(fixture, "UPDATE agreement SET follow_up = 'rooster'");
    assert_hit(fixture, "rooster", "Sanne de Boer", "rooster maken", CHANGED "rooster");
    tamper(fixture, "UPDATE person SET name = 'Sanna'");
    assert_hit(fixture, "rooster", CHANGED "Sanna", "rooster maken", CHANGED "rooster");
    assert_hit(fixture, "bellen", CHANGED "Sanna", "bellen", NULL);
    tamper(fixture, "UPDATE agreement SET due = '2027-01-21'");
    assert_hit(fixture, "maken", CHANGED "Sanna", BESIDE "rooster maken", NULL);
    tamper(fixture, "UPDATE answer SET label = 'Wat?' WHERE field = 'plan'");
    assert_hit(fixture, "bellen", CHANGED "Sanna", "bellen", NULL);
}

/* What one text of `table` reads as in every row: from read_TABLE, or by itself. */
static void read_column(struct fixture *fixture, const char *table, const char *column, bool alone,
                        struct buf *all)
{
    struct buf sql = BUF_INIT;
    if (alone)
        buf_addf(&sql, "SELECT json_group_array(read_%s(x.%s)) FROM %s x", table, column, table);
    else
        buf_addf(&sql, "SELECT json_group_array(x.%s) FROM read_%s x", column, table);
    good(fixture, db_text(store_db(fixture->store), sql.data, all, &fixture->err));
    buf_release(&sql);
}

/* How many texts have a mark when each is read by itself, which is as it is read with the others.
 */
static int marks_read_alone(struct fixture *fixture)
{
    int marks = 0;
    for (size_t i = 0; i < text_tables_n; i++)
        for (int text = 0; text < TEXTS_MOST && text_tables[i].texts[text]; text++) {
            struct buf alone = BUF_INIT, among = BUF_INIT;
            const char *table = text_tables[i].name, *column = text_tables[i].texts[text];
            read_column(fixture, table, column, true, &alone);
            read_column(fixture, table, column, false, &among);
            assert_string_equal(alone.data, among.data);
            marks += strstr(alone.data, "[Damaged") != NULL;
            buf_release(&alone);
            buf_release(&among);
        }
    return marks;
}

static void a_text_read_by_itself_is_told_too(void **state)
{
    struct fixture *fixture = *state;
    struct draft draft = {.point = "aandacht", .field = "gevoel", .text = "half"}, *drafts;
    size_t n;
    memcpy(draft.interview, fixture->sanne, sizeof draft.interview);
    good(fixture, interviews_draft(fixture->store, &draft, &fixture->err));
    assert_int_equal(marks_read_alone(fixture), 0);
    tamper(fixture, "UPDATE answer SET shown = 'talm'; UPDATE answer SET share = 'hr';"
                    "UPDATE agreement SET remark = 'niet gedaan', due = '2027-01-21';"
                    "UPDATE person SET team = 'Noord'; UPDATE draft SET text = 'heel'");
    assert_int_equal(marks_read_alone(fixture), 6);
    sealed_seal(fixture->store, NULL);
    assert_int_equal(marks_read_alone(fixture), 6);
    good(fixture, interviews_drafts(fixture->store, fixture->sanne, &drafts, &n, &fixture->err));
    assert_int_equal(n, 1);
    assert_string_equal(drafts[0].text, CHANGED "heel");
    draft_release(drafts);
    free(drafts);
}

/* ---- sealing and erasing --------------------------------------------------------------------- */

static void sealing_makes_nothing_sound(void **state)
{
    struct fixture *fixture = *state;
    struct secret *passphrase = sealed_secret(SEALED_PASSPHRASE);
    tamper(fixture, "UPDATE answer SET value = 'talm' WHERE field = 'gevoel';"
                    "UPDATE agreement SET due = '2027-01-21'");
    sealed_seal(fixture->store, NULL);
    assert_answer(fixture, "gevoel", CHANGED "talm");
    assert_answer(fixture, "plan", "bellen");
    assert_agreed(fixture, BESIDE "rooster maken");
    assert_int_equal(sealing_off(fixture->store, passphrase, &fixture->err), UNLOCK_DONE);
    assert_answer(fixture, "gevoel", CHANGED "talm");
    assert_agreed(fixture, BESIDE "rooster maken");
    secret_free(passphrase);
}

/* A transaction that is taken back takes what was made in it along; the next one works as well. */
static void a_failed_write_leaves_the_next_one_whole(void **state)
{
    struct fixture *fixture = *state;
    store_close(fixture->store);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW + 1);
    good(fixture, store_begin(fixture->store, &fixture->err));
    good(fixture,
         db_run(store_db(fixture->store), "UPDATE answer SET value = 'half'", &fixture->err));
    assert_int_equal(store_end(fixture->store, -1, &fixture->err), -1);
    assert_answer(fixture, "gevoel", "kalm");
    put(fixture, "heel");
    assert_answer(fixture, "gevoel", "heel");
    assert_int_equal(unsound(fixture->store), 0);
}

/* The file as it was before steps back: what is damaged in it does not become sound by an upgrade.
 */
static void an_upgrade_makes_nothing_sound(void **state)
{
    struct fixture *fixture = *state;
    tamper(fixture, "UPDATE answer SET value = 'talm' WHERE field = 'gevoel';"
                    "DROP INDEX agreement_unsettled; DROP INDEX agreement_look_back;"
                    "DROP INDEX interview_own;"
                    "CREATE INDEX interview_by_stage ON interview (stage, at);"
                    "CREATE INDEX agreement_by_status ON agreement (status, due);"
                    "ALTER TABLE agreement DROP COLUMN collected;"
                    "DROP INDEX absence_by_person;"
                    "CREATE INDEX absence_by_person ON absence (person, first_day);"
                    "ALTER TABLE absence DROP COLUMN kind; ALTER TABLE absence DROP COLUMN steps;"
                    "DROP TABLE told_source; DROP TABLE told_person; DROP TABLE told_absence;"
                    "DROP TABLE told_service; DROP TABLE told_tick; DROP TABLE told_gone;"
                    "DROP TABLE service; DROP TABLE tick; PRAGMA user_version = 12");
    assert_answer(fixture, "gevoel", CHANGED "talm");
    assert_answer(fixture, "plan", "bellen");
    assert_int_equal(unsound(fixture->store), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_is_ever_written_has_its_sum),
        cmocka_unit_test(a_byte_of_any_text_is_found),
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, fixture_end)
        TEST(a_changed_text_says_so_and_blocks_nothing),
        TEST(bytes_that_are_no_text_are_shown_as_text),
        TEST(a_swapped_text_is_found),
        TEST(damage_stays_known_whatever_else_changes),
        TEST(a_changed_day_is_said_at_its_text),
        TEST(a_row_of_others_is_found),
        TEST(a_damaged_undo_is_not_done),
        TEST(a_damaged_text_is_found_by_its_words),
        TEST(what_a_hit_shows_is_held_against_its_sum),
        TEST(a_text_read_by_itself_is_told_too),
        TEST(sealing_makes_nothing_sound),
        TEST(a_failed_write_leaves_the_next_one_whole),
        TEST(an_upgrade_makes_nothing_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
