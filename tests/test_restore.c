/*
 * A backup put back: what was erased since it was made is erased from it again, whatever became of
 * the file it replaces; and how one is chosen on the screen.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/restoring.h"
#include "desk_fixture.h"
#include "disk.h"
#include "fixture.h"
#include "refusal.h"
#include "run.h"
#include "sealed.h"
#include "sitting.h"
#include "store/backups.h"
#include "store/change.h"
#include "store/db.h"
#include "store/erase.h"
#include "store/gone.h"
#include "store/interviews.h"
#include "store/log.h"
#include "store/sealing.h"
#include "trial.h"

#define MARKER "zwaluwnest"
#define LATER  60000 /* ms: what comes after is later than what is in the backup */

static void open_again(struct fixture *fixture)
{
    reopen(fixture, fixture->now + LATER);
}

static int setup(void **state)
{
    int failed = fixture_two(state);
    struct fixture *fixture = *state;
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, MARKER);
    sandbox_answer(fixture->store, fixture->mo, "aandacht", "gevoel", SHARE_PRIVATE, "goed");
    good(fixture, log_note(fixture->store, LOG_OPENED, "", "", &fixture->err));
    sandbox_path(&fixture->sandbox, "elsewhere.backup", fixture->copy);
    good(fixture, store_backup(fixture->store, fixture->copy, &fixture->err));
    open_again(fixture);
    return failed;
}

static int teardown(void **state)
{
    refusal_end();
    return fixture_end(state);
}

static void erase(struct fixture *fixture, enum erase_kind kind, const char *id)
{
    struct erased erased = ERASED_INIT;
    good(fixture, erase_all(fixture->store, kind, id, &erased, &fixture->err));
    erased_release(&erased);
}

static void restore(struct fixture *fixture, const char *from)
{
    struct buf kept = BUF_INIT;
    store_close(fixture->store);
    fixture->store = NULL;
    good(fixture, store_restore(fixture->sandbox.db, from, (struct clock){fixture->now}, &kept,
                                &fixture->err));
    buf_release(&kept);
    open_again(fixture);
}

static bool there(struct fixture *fixture, const char *interview)
{
    bool is = true;
    good(fixture, interviews_there(fixture->store, interview, &is, &fixture->err));
    return is;
}

static bool marked(const char *path)
{
    size_t len = 0;
    char *bytes = sandbox_read(path, &len);
    bool found = memmem(bytes, len, MARKER, strlen(MARKER)) != NULL;
    free(bytes);
    return found;
}

static bool says_again(const struct fixture *fixture)
{
    return strstr(store_warnings(fixture->store), "erased from it again") != NULL;
}

/* ---- erased stays erased --------------------------------------------------------------------- */

static void an_old_backup_brings_nothing_back(void **state)
{
    struct fixture *fixture = *state;
    struct stat about;
    char list[SANDBOX_PATH];
    erase(fixture, ERASE_INTERVIEW, fixture->sanne);
    snprintf(list, sizeof list, "%s.erased", fixture->sandbox.db);
    assert_int_equal(stat(list, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    restore(fixture, fixture->copy);
    assert_true(says_again(fixture));
    assert_false(there(fixture, fixture->sanne));
    assert_true(there(fixture, fixture->mo));
    open_again(fixture);
    assert_false(says_again(fixture)); /* once */
    store_close(fixture->store);
    fixture->store = NULL;
    assert_false(marked(fixture->sandbox.db));
    open_again(fixture);
}

/* The file it replaces may be damaged: that is what a backup is for. */
static void not_over_a_damaged_file_either(void **state)
{
    struct fixture *fixture = *state;
    erase(fixture, ERASE_INTERVIEW, fixture->sanne);
    store_close(fixture->store);
    fixture->store = NULL;
    sandbox_write(fixture->sandbox.db, "", 0);
    restore(fixture, fixture->copy);
    assert_true(says_again(fixture));
    assert_false(there(fixture, fixture->sanne));
    assert_true(there(fixture, fixture->mo));
}

/* What was erased before the backup was made has nothing to do with what was written since. */
static void what_was_written_after_stays(void **state)
{
    struct fixture *fixture = *state;
    char later[SANDBOX_PATH];
    erase(fixture, ERASE_NOTES, fixture->sanne);
    open_again(fixture);
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, "later");
    good(fixture, log_note(fixture->store, LOG_OPENED, "", "", &fixture->err));
    sandbox_path(&fixture->sandbox, "later.backup", later);
    good(fixture, store_backup(fixture->store, later, &fixture->err));
    restore(fixture, later);
    assert_false(says_again(fixture));
    restore(fixture, fixture->copy); /* an older one: its notes go */
    assert_true(says_again(fixture));
    assert_true(there(fixture, fixture->sanne));
    store_close(fixture->store);
    fixture->store = NULL;
    assert_false(marked(fixture->sandbox.db));
    open_again(fixture);
}

static void put_back_twice_it_is_erased_twice(void **state)
{
    struct fixture *fixture = *state;
    erase(fixture, ERASE_NOTES, fixture->sanne);
    for (int i = 0; i < 2; i++) {
        restore(fixture, fixture->copy);
        assert_true(says_again(fixture));
    }
    store_close(fixture->store);
    fixture->store = NULL;
    assert_false(marked(fixture->sandbox.db));
    open_again(fixture);
}

/* Who erases while the clock is behind has erased. */
static void a_clock_that_was_set_back_brings_nothing_back(void **state)
{
    struct fixture *fixture = *state;
    struct gone_found found;
    fixture->now = SANDBOX_NOW - 10 * LATER;
    open_again(fixture);
    erase(fixture, ERASE_INTERVIEW, fixture->sanne);
    gone_look(fixture->sandbox.db, fixture->copy, &found);
    assert_int_equal(found.erased.interviews, 1);
    restore(fixture, fixture->copy);
    assert_true(says_again(fixture));
    assert_false(there(fixture, fixture->sanne));
    assert_true(there(fixture, fixture->mo));
}

/* A log keeps so many rows: the receipt of what was erased before the backup may be gone. */
static void nor_does_a_receipt_that_fell_off_erase_what_is_new(void **state)
{
    struct fixture *fixture = *state;
    char later[SANDBOX_PATH];
    erase(fixture, ERASE_NOTES, fixture->sanne);
    open_again(fixture);
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, "later");
    good(fixture, log_note(fixture->store, LOG_OPENED, "", "", &fixture->err));
    good(fixture, db_run(store_db(fixture->store),
                         "DELETE FROM log WHERE seq < (SELECT max(seq) FROM log)", &fixture->err));
    sandbox_path(&fixture->sandbox, "later.backup", later);
    good(fixture, store_backup(fixture->store, later, &fixture->err));
    restore(fixture, later);
    assert_false(says_again(fixture));
}

/* Notes can be written anew, and erased once more. */
static void the_last_erasure_counts(void **state)
{
    struct fixture *fixture = *state;
    char later[SANDBOX_PATH];
    erase(fixture, ERASE_NOTES, fixture->sanne);
    open_again(fixture);
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, MARKER);
    good(fixture, log_note(fixture->store, LOG_OPENED, "", "", &fixture->err));
    sandbox_path(&fixture->sandbox, "later.backup", later);
    good(fixture, store_backup(fixture->store, later, &fixture->err));
    open_again(fixture);
    erase(fixture, ERASE_NOTES, fixture->sanne);
    restore(fixture, later);
    assert_true(says_again(fixture));
    store_close(fixture->store);
    fixture->store = NULL;
    assert_false(marked(fixture->sandbox.db));
    open_again(fixture);
}

/* The power went in the middle of a line: the next one stands on its own. */
static void half_a_line_spoils_no_other(void **state)
{
    struct fixture *fixture = *state;
    char list[SANDBOX_PATH];
    snprintf(list, sizeof list, "%s.erased", fixture->sandbox.db);
    sandbox_write(list, "interview 01", 12);
    erase(fixture, ERASE_INTERVIEW, fixture->sanne);
    restore(fixture, fixture->copy);
    assert_true(says_again(fixture));
    assert_false(there(fixture, fixture->sanne));
}

/* An erasure that failed is none: what it was of stays, now and then. */
static void what_was_not_erased_after_all_stays(void **state)
{
    struct fixture *fixture = *state;
    good(fixture,
         gone_add(fixture->sandbox.db, ERASE_INTERVIEW, fixture->mo, fixture->now, &fixture->err));
    restore(fixture, fixture->copy);
    assert_false(says_again(fixture));
    assert_true(there(fixture, fixture->mo));
    store_close(fixture->store);
    fixture->store = NULL;
    sandbox_write(fixture->sandbox.db, "", 0); /* the list forgot it */
    restore(fixture, fixture->copy);
    assert_true(there(fixture, fixture->mo));
}

/* A sealed file waits for its passphrase. */
static void a_sealed_one_waits_until_it_is_open(void **state)
{
    struct fixture *fixture = *state;
    char sealed[SANDBOX_PATH];
    sealed_seal(fixture->store, NULL);
    sandbox_path(&fixture->sandbox, "sealed.backup", sealed);
    good(fixture, store_backup(fixture->store, sealed, &fixture->err));
    open_again(fixture);
    sealed_open(fixture->store);
    erase(fixture, ERASE_INTERVIEW, fixture->sanne);
    restore(fixture, sealed);
    assert_int_equal(store_sealing(fixture->store), SEALING_LOCKED);
    assert_false(says_again(fixture));
    assert_true(there(fixture, fixture->sanne));
    sealed_open(fixture->store);
    assert_true(says_again(fixture));
    assert_false(there(fixture, fixture->sanne));
    assert_true(there(fixture, fixture->mo));
}

/* What would go is counted before; so is what nobody can take out again. */
static void it_is_counted_before(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    struct gone_found found;
    gone_look(fixture->sandbox.db, fixture->copy, &found);
    assert_int_equal(found.erased.interviews + found.texts, 0);
    good(fixture,
         erase_sentence(fixture->store, fixture->mo, "goed", false, &erased, &fixture->err));
    assert_int_equal(erased.answers, 1);
    erased_release(&erased);
    erase(fixture, ERASE_INTERVIEW, fixture->sanne);
    gone_look(fixture->sandbox.db, fixture->copy, &found);
    assert_int_equal(found.erased.interviews, 1);
    assert_int_equal(found.texts, 1);
    gone_look(fixture->sandbox.db, fixture->sandbox.db, &found);
    assert_int_equal(found.erased.interviews + found.texts, 0);
    gone_look(fixture->sandbox.db, "/nowhere", &found);
    assert_int_equal(found.erased.interviews + found.texts, 0);
}

/* ---- without closing the file ---------------------------------------------------------------- */

static void an_open_file_goes_on_with_it(void **state)
{
    struct fixture *fixture = *state;
    struct buf kept = BUF_INIT;
    char roos[UUID_SIZE];
    sandbox_begin(fixture->store, "Roos Dijkstra", roos);
    erase(fixture, ERASE_INTERVIEW, fixture->sanne);
    good(fixture, store_put_back(fixture->store, fixture->copy, &kept, &fixture->err));
    assert_true(store_writable(fixture->store));
    assert_false(there(fixture, roos));
    assert_false(there(fixture, fixture->sanne));
    assert_true(there(fixture, fixture->mo));
    assert_true(says_again(fixture));
    sandbox_begin(fixture->store, "Roos Dijkstra", roos);
    assert_int_equal(marked(kept.data), 0);
    good(fixture, store_put_back(fixture->store, kept.data, &kept, &fixture->err)); /* and back */
    buf_release(&kept);
}

static void what_cannot_be_put_back_changes_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct buf kept = BUF_INIT;
    char bad[SANDBOX_PATH];
    sandbox_path(&fixture->sandbox, "bad.backup", bad);
    sandbox_write(bad, "no database", 11);
    assert_int_equal(store_put_back(fixture->store, bad, &kept, &fixture->err), -1);
    assert_true(*fixture->err.text);
    assert_int_equal(kept.len, 0);
    *fixture->err.text = '\0';
    assert_true(store_writable(fixture->store));
    assert_true(there(fixture, fixture->sanne));
    open_again(fixture);
    assert_true(there(fixture, fixture->sanne));
    buf_release(&kept);
}

/* ---- which file is to be replaced ------------------------------------------------------------ */

static bool damaged_with(struct fixture *fixture, const char *sql)
{
    char path[SANDBOX_PATH];
    struct db db;
    sandbox_path(&fixture->sandbox, "looked.db", path);
    unlink(path);
    good(fixture, store_backup(fixture->store, path, &fixture->err));
    good(fixture, db_open(&db, path, DB_WRITE, &fixture->err));
    good(fixture, db_run(&db, sql, &fixture->err));
    db_close(&db);
    return store_damaged(path);
}

static void only_a_damaged_file_of_ours_is_replaced(void **state)
{
    struct fixture *fixture = *state;
    char path[SANDBOX_PATH];
    size_t len = 0;
    sandbox_path(&fixture->sandbox, "looked.db", path);
    assert_false(store_damaged(path)); /* nothing is there */
    assert_false(damaged_with(fixture, "SELECT 1"));
    assert_false(damaged_with(fixture, "PRAGMA application_id = 7"));
    assert_false(damaged_with(fixture, "PRAGMA user_version = 30000"));
    assert_true(damaged_with(fixture, "PRAGMA foreign_keys = OFF; DELETE FROM person"));
    sandbox_write(path, "no database", 11);
    assert_true(store_damaged(path));
    char *bytes = sandbox_read(fixture->copy, &len);
    memset(bytes + len / 2, 0x5A, len / 4);
    sandbox_write(path, bytes, len);
    free(bytes);
    assert_true(store_damaged(path));
    for (long n = 1; n <= 5; n++) { /* what cannot be opened is no reason; what fails in it is */
        refusal_set(REFUSE_STATEMENTS, n, true);
        bool damaged = store_damaged(fixture->copy);
        refusal_end();
        assert_int_equal(damaged, n > 2);
    }
}

/* ---- from the command line ------------------------------------------------------------------- */

/* The lock is our own then: it is no reason to refuse. */
static void what_is_open_is_closed_first(void **state)
{
    struct fixture *fixture = *state;
    char *words[] = {(char *)"gesprek", (char *)"restore", fixture->copy, NULL};
    char roos[UUID_SIZE];
    struct cli cli;
    FILE *was = stderr;
    sandbox_begin(fixture->store, "Roos Dijkstra", roos);
    assert_true(cli_parse(&cli, 3, words) < 0);
    cli.store = fixture->store;
    stderr = fopen("/dev/null", "w");
    int status = restoring_do(&cli, fixture->sandbox.db, fixture->copy);
    fixture->store = cli.store;
    cli.store = NULL;
    cli_close(&cli, status);
    fclose(stderr);
    stderr = was;
    assert_int_equal(status, CLI_DONE);
    assert_non_null(fixture->store);
    assert_false(there(fixture, roos));
    assert_true(there(fixture, fixture->mo));
}

/* ---- disk and memory fail at any moment ------------------------------------------------------ */

/* The next moment to try: all of them, or ever fewer. */
static long after(long n)
{
    return trial_all() ? n + 1 : n + 1 + n / 2;
}

static int people(struct fixture *fixture)
{
    int64_t n = -1;
    good(fixture,
         db_number(store_db(fixture->store), "SELECT count(*) FROM person", &n, &fixture->err));
    return (int)n;
}

/* What was there goes on, or what was put back does: all of it, and it can be written. */
static void goes_on(struct fixture *fixture, bool put_back)
{
    char id[UUID_SIZE];
    (void)store_changed(fixture->store); /* as a screen looks */
    assert_int_equal(people(fixture), put_back ? 2 : 3);
    assert_true(store_writable(fixture->store));
    sandbox_begin(fixture->store, "Iris Vos", id);
}

/* A copy of the files of the sandbox, for each try. */
static void set_out(struct fixture *fixture, const char *master)
{
    store_close(fixture->store);
    disk_copy_folder(master, fixture->sandbox.folder);
    *fixture->err.text = '\0';
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, fixture->now);
}

static void refused_at_each(struct fixture *fixture, const char *master, enum refusal what,
                            bool for_good)
{
    bool struck = true;
    for (long n = 1; struck; n = after(n)) {
        struct buf kept = BUF_INIT;
        set_out(fixture, master);
        refusal_set(what, n, for_good);
        int failed = store_put_back(fixture->store, fixture->copy, &kept, &fixture->err);
        struck = refusal_struck();
        if (for_good && struck &&
            what == REFUSE_STATEMENTS) { /* nothing works, and nothing breaks */
            struct err err = ERR_INIT(LANG_EN);
            (void)store_changed(fixture->store);
            assert_int_equal(store_begin(fixture->store, &err), -1);
            assert_true(*err.text);
        }
        refusal_end();
        assert_int_equal(failed != 0, *fixture->err.text != '\0');
        *fixture->err.text = '\0';
        goes_on(fixture, !failed);
        assert_int_equal(kept.len > 0, !failed);
        buf_release(&kept);
    }
}

/* A place of its own, with somebody in it who is not in the backup. */
static void with_master(struct fixture *fixture, char master[SANDBOX_PATH])
{
    char roos[UUID_SIZE];
    sandbox_begin(fixture->store, "Roos Dijkstra", roos);
    store_close(fixture->store);
    fixture->store = NULL;
    snprintf(master, SANDBOX_PATH, "%s.master", fixture->sandbox.folder);
    assert_int_equal(mkdir(master, 0700), 0);
    disk_copy_folder(fixture->sandbox.folder, master);
}

static void whatever_fails_there_is_a_whole_file(void **state)
{
    struct fixture *fixture = *state;
    char master[SANDBOX_PATH];
    with_master(fixture, master);
    for (int for_good = 0; for_good < 2; for_good++) {
        refused_at_each(fixture, master, REFUSE_STATEMENTS, for_good);
        refused_at_each(fixture, master, REFUSE_CALLS, for_good);
    }
    run_drop_folder(master);
}

/* What could not be erased again is said, and done the next time. */
static void an_erasure_that_cannot_be_done_again_is_said(void **state)
{
    struct fixture *fixture = *state;
    char master[SANDBOX_PATH];
    bool struck = true;
    erase(fixture, ERASE_INTERVIEW, fixture->sanne);
    restore(fixture, fixture->copy); /* closed with all done; now as it was before that */
    store_close(fixture->store);
    fixture->store = NULL;
    struct buf kept = BUF_INIT;
    good(fixture, store_restore(fixture->sandbox.db, fixture->copy, (struct clock){fixture->now},
                                &kept, &fixture->err));
    buf_release(&kept);
    snprintf(master, sizeof master, "%s.master", fixture->sandbox.folder);
    assert_int_equal(mkdir(master, 0700), 0);
    disk_copy_folder(fixture->sandbox.folder, master);
    for (long n = 1; struck; n = after(n)) {
        disk_copy_folder(master, fixture->sandbox.folder);
        refusal_set(REFUSE_STATEMENTS, n, false);
        fixture->store = store_open(fixture->sandbox.db, ACCESS_WRITE, (struct clock){fixture->now},
                                    &fixture->err);
        struck = refusal_struck();
        refusal_end();
        *fixture->err.text = '\0';
        if (fixture->store && there(fixture, fixture->sanne))
            assert_non_null(strstr(store_warnings(fixture->store), "could not be erased now"));
        open_again(fixture);
        assert_false(there(fixture, fixture->sanne));
        assert_true(there(fixture, fixture->mo));
        store_close(fixture->store);
        fixture->store = NULL;
    }
    run_drop_folder(master);
    open_again(fixture);
}

/* ---- on the screen --------------------------------------------------------------------------- */

struct desk_with_copies {
    struct desk_fixture fixture;
    struct sitting sitting;
    char sanne[UUID_SIZE], mo[UUID_SIZE];
};

static void talk(struct desk_with_copies *with, const char *name, char id[UUID_SIZE])
{
    desk_fixture_interview(&with->fixture, name, desk_fixture_today(&with->fixture), id);
}

static void copy_now(struct desk_with_copies *with)
{
    struct err err = ERR_INIT(LANG_EN);
    if (backups_make(with->fixture.desk.store, &err))
        fail_msg("%s", err.text);
}

/* A copy; then one more conversation, which is not in it. */
static void with_hr(struct desk_with_copies *with)
{
    desk_fixture_open(&with->fixture, LANG_EN);
    talk(with, "Sanne de Boer", with->sanne);
    copy_now(with);
    desk_fixture_later(&with->fixture, 1);
    talk(with, "Mo Karimi", with->mo);
    sitting_begin(&with->sitting, &with->fixture.desk, &(struct beginning){.review = true});
    assert_string_equal(sitting_screen(&with->sitting), "review");
}

/* Two copies, of a day apart; then both conversations are erased, and the copies are from before.
 */
static void with_copies(struct desk_with_copies *with)
{
    struct err err = ERR_INIT(LANG_EN);
    desk_fixture_open(&with->fixture, LANG_EN);
    talk(with, "Sanne de Boer", with->sanne);
    copy_now(with);
    desk_fixture_later(&with->fixture, 1);
    talk(with, "Mo Karimi", with->mo);
    copy_now(with);
    desk_fixture_later(&with->fixture, 1);
    if (gone_add(store_file(with->fixture.desk.store), ERASE_INTERVIEW, with->mo,
                 store_now(with->fixture.desk.store), &err) ||
        db_run(store_db(with->fixture.desk.store),
               "DELETE FROM interview WHERE person = (SELECT"
               " id FROM person WHERE name LIKE 'Mo%')",
               &err))
        fail_msg("%s", err.text);
    sitting_begin(&with->sitting, &with->fixture.desk, &(struct beginning){.interview = NULL});
    sitting_keys(&with->sitting, "?copy of before<Enter>");
    assert_string_equal(sitting_screen(&with->sitting), "copies");
}

static void without(struct desk_with_copies *with)
{
    sitting_close(&with->sitting);
    desk_fixture_close(&with->fixture);
}

static void one_is_chosen_by_date_and_put_back(void **state)
{
    struct desk_with_copies with;
    (void)state;
    with_copies(&with);
    struct sitting *sitting = &with.sitting;
    sitting_shows(sitting, "2 people, 2 conversations");
    sitting_shows(sitting, "1 person, 1 conversation");
    sitting_keys(sitting, "<Enter>");
    sitting_shows_words(sitting, "2 people, 2 conversations, 0 agreements?");
    sitting_shows_words(sitting, "What you erased since then is erased from it again: "
                                 "1 conversation.");
    sitting_lacks(sitting, "Mo Karimi");
    sitting_keys(sitting, "<Esc><Down><Enter>");
    sitting_lacks(sitting, "erased");
    sitting_keys(sitting, "y");
    assert_string_equal(sitting_screen(sitting), "home");
    sitting_shows(sitting, "The copy is in place. What was there is kept in");
    sitting_shows(sitting, "S.B.");
    sitting_lacks(sitting, "M.K.");
    without(&with);
}

static void what_was_erased_is_not_on_the_screen_again(void **state)
{
    struct desk_with_copies with;
    (void)state;
    with_copies(&with);
    sitting_keys(&with.sitting, "<Enter>y");
    assert_string_equal(sitting_screen(&with.sitting), "home");
    sitting_shows(&with.sitting, "S.B.");
    sitting_lacks(&with.sitting, "M.K.");
    without(&with);
}

/* HR finds them in its own list, and is there again afterwards; home is behind it, as before. */
static void hr_chooses_one_too(void **state)
{
    struct desk_with_copies with;
    (void)state;
    with_hr(&with);
    struct sitting *sitting = &with.sitting;
    sitting_keys(sitting, "?copy of before<Enter>");
    assert_string_equal(sitting_screen(sitting), "copies");
    sitting_shows(sitting, "1 person, 1 conversation");
    sitting_keys(sitting, "<Esc>");
    assert_string_equal(sitting_screen(sitting), "review");
    sitting_keys(sitting, "?copy of before<Enter><Enter>y");
    assert_string_equal(sitting_screen(sitting), "review");
    sitting_shows(sitting, "The copy is in place. What was there is kept in");
    sitting_keys(sitting, "?conversations of today<Enter>");
    assert_string_equal(sitting_screen(sitting), "home");
    sitting_shows(sitting, "S.B.");
    sitting_lacks(sitting, "M.K.");
    without(&with);
}

/* Another window has the file: it shows what there is, and changes nothing. */
static void a_window_that_reads_puts_nothing_back(void **state)
{
    struct desk_with_copies with;
    struct desk second;
    struct sitting other;
    (void)state;
    with_copies(&with);
    desk_fixture_second(&with.fixture, &second);
    sitting_begin(&other, &second, &(struct beginning){.interview = NULL});
    sitting_keys(&other, "?copy of before<Enter>");
    sitting_shows(&other, "2 people, 2 conversations");
    sitting_keys(&other, "<Enter>");
    assert_string_equal(sitting_screen(&other), "copies");
    sitting_close(&other);
    store_close(second.store);
    without(&with);
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        EACH(an_old_backup_brings_nothing_back),
        EACH(not_over_a_damaged_file_either),
        EACH(what_was_written_after_stays),
        EACH(put_back_twice_it_is_erased_twice),
        EACH(a_clock_that_was_set_back_brings_nothing_back),
        EACH(nor_does_a_receipt_that_fell_off_erase_what_is_new),
        EACH(the_last_erasure_counts),
        EACH(half_a_line_spoils_no_other),
        EACH(what_was_not_erased_after_all_stays),
        EACH(a_sealed_one_waits_until_it_is_open),
        EACH(it_is_counted_before),
        EACH(an_open_file_goes_on_with_it),
        EACH(what_cannot_be_put_back_changes_nothing),
        EACH(only_a_damaged_file_of_ours_is_replaced),
        EACH(what_is_open_is_closed_first),
        EACH(whatever_fails_there_is_a_whole_file),
        EACH(an_erasure_that_cannot_be_done_again_is_said),
        cmocka_unit_test(one_is_chosen_by_date_and_put_back),
        cmocka_unit_test(what_was_erased_is_not_on_the_screen_again),
        cmocka_unit_test(hr_chooses_one_too),
        cmocka_unit_test(a_window_that_reads_puts_nothing_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
