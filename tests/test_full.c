/*
 * The disk fills while somebody types (tests/disk.h): that is said, what was typed stays in its
 * field, and lands once there is room. When it lands in the last room kept aside, that is said too.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "desk_fixture.h"
#include "disk.h"
#include "sandbox.h"
#include "sitting.h"
#include "store/backups.h"
#include "store/change.h"
#include "store/db.h"
#include "store/erase.h"
#include "store/interviews.h"
#include "store/reserve.h"
#include "store/salvage.h"

#define FULL  "The disk is full, so nothing was saved."
#define SPENT "The disk is full. This was saved in the last room"

struct talking {
    struct desk_fixture fixture;
    struct sitting sitting;
    char id[UUID_SIZE];
    char reserve[96];
};

static void talking_open(struct talking *talking)
{
    struct err err = ERR_INIT(LANG_EN);
    struct deed deed = {.words = "begun", .about = ""};
    struct desk_fixture *fixture = &talking->fixture;
    desk_fixture_open(fixture, LANG_EN);
    desk_fixture_interview(fixture, "Sanne de Boer", desk_fixture_today(fixture), talking->id);
    assert_int_equal(
        interviews_set_stage(fixture->desk.store, talking->id, STAGE_TALKING, &deed, &err), 0);
    sitting_open(&talking->sitting, &fixture->desk, talking->id);
    snprintf(talking->reserve, sizeof talking->reserve, "%s.reserve",
             store_file(fixture->desk.store));
    assert_int_equal(access(talking->reserve, F_OK), 0);
}

static void talking_close(struct talking *talking)
{
    sitting_close(&talking->sitting);
    desk_fixture_close(&talking->fixture);
}

static const char *obstacle(struct talking *talking)
{
    return desk_fixture_answer(&talking->fixture, talking->id, "mogelijkheden", "in_de_weg");
}

static void it_is_said_and_what_was_typed_stays(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking);
    struct sitting *sitting = &talking.sitting;
    unlink(talking.reserve);
    sitting_keys(sitting, "<PgDn><PgDn><Tab>the early");
    disk_break(DISK_FULL, 1, true);
    assert_int_equal(stack_save(&sitting->stack), -1);
    sitting_shows(sitting, FULL);
    sitting_shows(sitting, "What you typed is still here.");
    sitting_shows(sitting, "the early");
    sitting_keys(sitting, " shift"); /* it goes on taking what is typed */
    sitting_lacks(sitting, FULL);
    assert_int_equal(stack_save(&sitting->stack), -1);
    sitting_shows(sitting, FULL);
    sitting_keys(sitting, "<PgDn>"); /* leaving would lose it */
    sitting_shows(sitting, FULL);
    sitting_shows(sitting, "the early shift");
    assert_int_equal(stack_leave(&sitting->stack), -1);
    assert_non_null(strstr(sitting->stack.say, "What you typed last is lost."));
    assert_null(strstr(sitting->stack.say, "still here"));
    disk_mend();
    assert_true(stack_unsaved(&sitting->stack));
    assert_int_equal(stack_save(&sitting->stack), 0);
    assert_false(stack_unsaved(&sitting->stack));
    sitting_keys(sitting, "<PgDn>");
    sitting_lacks(sitting, FULL);
    assert_string_equal(obstacle(&talking), "the early shift");
    talking_close(&talking);
}

/* Files of a mebibyte cannot be made: what was given up is not kept again. */
static void let_reserves_be_made(bool may)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = may ? limit.rlim_max : RESERVE_BYTES - 1;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void the_last_room_is_used_and_that_is_said(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking);
    struct sitting *sitting = &talking.sitting;
    sitting_keys(sitting, "<PgDn><PgDn><Tab>the early");
    let_reserves_be_made(false);
    disk_room_behind(talking.reserve);
    disk_break(DISK_FULL, 1, true);
    assert_int_equal(stack_save(&sitting->stack), 0);
    assert_int_equal(access(talking.reserve, F_OK), -1);
    sitting_shows(sitting, SPENT);
    sitting_shows(sitting, "the early");
    sitting_keys(sitting, " shift"); /* once is enough */
    assert_int_equal(stack_save(&sitting->stack), 0);
    sitting_lacks(sitting, SPENT);
    disk_mend();
    let_reserves_be_made(true);
    sitting_keys(sitting, "<PgDn>");
    sitting_lacks(sitting, SPENT);
    assert_int_equal(access(talking.reserve, F_OK), 0); /* there is room again */
    assert_string_equal(obstacle(&talking), "the early shift");
    talking_close(&talking);
}

/* Also when it was no typing that was saved, but a key that keeps something at once. */
static void a_key_that_uses_it_says_so(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking);
    struct sitting *sitting = &talking.sitting;
    sitting_keys(sitting, "<PgDn><PgDn><Tab>the early shift");
    let_reserves_be_made(false);
    disk_room_behind(talking.reserve);
    disk_break(DISK_FULL, 1, true);
    sitting_keys(sitting, "<Tab>"); /* the field that is left is kept: there was no room for it */
    assert_int_equal(access(talking.reserve, F_OK), -1);
    sitting_shows(sitting, "The disk is full");
    assert_int_equal(stack_save(&sitting->stack), 0);
    sitting_shows(sitting, SPENT);
    disk_mend();
    let_reserves_be_made(true);
    talking_close(&talking);
}

/* A start where none can be kept tells of it. */
static void a_start_without_room_says_so(void **state)
{
    struct talking talking;
    (void)state;
    talking_open(&talking);
    sitting_close(&talking.sitting);
    unlink(talking.reserve);
    let_reserves_be_made(false);
    desk_fixture_reopen(&talking.fixture);
    assert_non_null(strstr(store_warnings(talking.fixture.desk.store), "hardly any room"));
    let_reserves_be_made(true);
    desk_fixture_reopen(&talking.fixture);
    assert_null(strstr(store_warnings(talking.fixture.desk.store), "hardly any room"));
    desk_fixture_close(&talking.fixture);
}

/* ---- opening --------------------------------------------------------------------------------- */

/* A file with somebody in it, closed; is the room kept aside still there? */
static void with_somebody(struct sandbox *sandbox, bool reserve)
{
    char id[UUID_SIZE], aside[SANDBOX_PATH];
    sandbox_make(sandbox);
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    sandbox_begin(store, "Sanne de Boer", id);
    store_close(store);
    sandbox_path(sandbox, "gesprek.db.reserve", aside);
    assert_int_equal(access(aside, F_OK), 0);
    disk_room_behind(NULL);
    if (!reserve)
        assert_int_equal(unlink(aside), 0);
    let_reserves_be_made(false);
}

static struct store *open_full(struct sandbox *sandbox, enum access access, struct err *err)
{
    *err = (struct err)ERR_INIT(LANG_EN);
    disk_break(DISK_FULL, 1, true);
    return store_open(sandbox->db, access, (struct clock){SANDBOX_NOW}, err);
}

static void end_full(struct sandbox *sandbox)
{
    disk_room_behind(NULL);
    let_reserves_be_made(true);
    sandbox_remove(sandbox);
}

static int people_of(struct store *store)
{
    struct err err = ERR_INIT(LANG_EN);
    int64_t n = -1;
    (void)db_number(store_db(store), "SELECT count(*) FROM person", &n, &err);
    return (int)n;
}

/* The memory that is shared with readers has no room: the one who holds the file does without, and
 * writes again when there is room. */
static void who_holds_the_file_opens_it_alone(void **state)
{
    struct sandbox sandbox;
    struct err err;
    char id[UUID_SIZE];
    (void)state;
    with_somebody(&sandbox, false);
    struct store *store = open_full(&sandbox, ACCESS_WRITE, &err);
    assert_string_equal(err.text, "");
    assert_non_null(store);
    assert_int_equal(people_of(store), 1);
    assert_int_equal(store_setting_set(store, "idle", "3", &err), -1);
    assert_non_null(strstr(err.text, FULL));
    disk_mend();
    sandbox_begin(store, "Mo Karimi", id);
    assert_int_equal(people_of(store), 2);
    store_close(store);
    end_full(&sandbox);
}

static void who_reads_opens_it_as_it_is(void **state)
{
    struct sandbox sandbox;
    struct err err;
    (void)state;
    with_somebody(&sandbox, false);
    struct store *store = open_full(&sandbox, ACCESS_READ, &err);
    assert_non_null(store);
    assert_int_equal(people_of(store), 1);
    disk_mend();
    store_close(store);
    end_full(&sandbox);
}

/* Not what a program that was killed left: without what waits it would be read as it was before. */
static void but_not_what_is_being_written(void **state)
{
    struct sandbox sandbox;
    struct err err = ERR_INIT(LANG_EN);
    (void)state;
    with_somebody(&sandbox, false);
    char waits[SANDBOX_PATH];
    size_t len = 0;
    struct store *writer = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
    assert_int_equal(store_setting_set(writer, "idle", "3", &err), 0);
    sandbox_path(&sandbox, "gesprek.db-wal", waits);
    char *bytes = sandbox_read(waits, &len);
    store_close(writer);
    sandbox_write(waits, bytes, len);
    assert_int_equal(chmod(waits, 0600), 0);
    free(bytes);
    struct store *store = open_full(&sandbox, ACCESS_READ, &err);
    disk_mend();
    assert_null(store);
    assert_non_null(strstr(err.text, "The disk is full, so the file cannot be opened."));
    end_full(&sandbox);
}

static void the_last_room_lets_it_be_opened(void **state)
{
    struct sandbox sandbox;
    struct err err;
    char aside[SANDBOX_PATH];
    (void)state;
    with_somebody(&sandbox, true);
    sandbox_path(&sandbox, "gesprek.db.reserve", aside);
    disk_room_behind(aside);
    struct store *store = open_full(&sandbox, ACCESS_WRITE, &err);
    assert_non_null(store);
    assert_int_equal(people_of(store), 1);
    disk_mend();
    store_close(store);
    end_full(&sandbox);
}

/* ---- elsewhere ------------------------------------------------------------------------------- */

/* Of no text that was typed is anything said where none was, and the folder is named. */
static void a_full_disk_elsewhere_is_named(void **state)
{
    struct sandbox sandbox;
    struct err err = ERR_INIT(LANG_EN);
    struct buf report = BUF_INIT;
    char copy[SANDBOX_PATH], folder[SANDBOX_PATH];
    (void)state;
    with_somebody(&sandbox, true);
    sandbox_path(&sandbox, "elsewhere", folder);
    sandbox_path(&sandbox, "elsewhere/copy.db", copy);
    assert_int_equal(mkdir(folder, 0700), 0);
    struct store *store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
    disk_break(DISK_FULL, 1, true);
    assert_int_equal(store_backup(store, copy, &err), -1);
    assert_non_null(strstr(err.text, "There is too little room in the folder "));
    assert_non_null(strstr(err.text, "/elsewhere, so"));
    *err.text = '\0';
    assert_int_equal(store_setting_set(store, "idle", "3", &err), -1);
    assert_non_null(strstr(err.text, FULL " Make room where the folder "));
    assert_non_null(strstr(err.text, sandbox.folder));
    assert_null(strstr(err.text, "typed"));
    disk_mend();
    store_close(store);
    disk_break(DISK_FULL, 5, true); /* behind what opening the damaged file takes */
    assert_int_equal(store_salvage(sandbox.db, copy, &report, &err), -1);
    assert_non_null(strstr(err.text, "/elsewhere, so"));
    disk_mend();
    assert_int_equal(access(copy, F_OK), -1);
    buf_release(&report);
    end_full(&sandbox);
}

/* ---- erasing --------------------------------------------------------------------------------- */

static size_t copies_of(const struct sandbox *sandbox)
{
    struct err err = ERR_INIT(LANG_EN);
    struct backup *list;
    size_t n;
    assert_int_equal(backups_list(sandbox->db, SANDBOX_NOW, &list, &n, &err), 0);
    backups_free(list, n);
    return n;
}

/* Erases with a disk that is full from the n-th byte on that it has no room for. */
static void erase_full(struct sandbox *sandbox, long n, struct erased *erased, bool *done)
{
    struct err err = ERR_INIT(LANG_EN);
    char id[UUID_SIZE];
    with_somebody(sandbox, false);
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    sandbox_begin(store, "Mo Karimi", id);
    assert_int_equal(backups_make(store, &err), 0);
    disk_break(DISK_FULL, n, true);
    *done = erase_all(store, ERASE_INTERVIEW, id, erased, &err) == 0;
    assert_int_equal(disk_struck(), !*done || erased->uncopied);
    disk_mend();
    store_close(store);
}

static void a_copy_that_has_no_room_is_owed(void **state)
{
    (void)state;
    struct sandbox sandbox;
    struct err err;
    struct erased erased = ERASED_INIT;
    struct buf receipt = BUF_INIT;
    bool done = false;
    for (long n = 1; !done; n++) {
        erase_full(&sandbox, n, &erased, &done);
        if (!done)
            end_full(&sandbox);
    }
    assert_true(erased.uncopied);
    assert_int_equal(copies_of(&sandbox), 0);
    assert_non_null(strstr(erased_words(&erased), "No new copy of the file could be made"));
    erased_add_receipt(&receipt, &erased, LANG_EN);
    assert_non_null(strstr(receipt.data, "There is no copy of the file any more"));
    struct store *store = open_full(&sandbox, ACCESS_WRITE, &err);
    assert_non_null(store);
    assert_non_null(strstr(store_warnings(store), "There is no copy of the file, and none could"));
    disk_mend();
    store_close(store);
    assert_int_equal(copies_of(&sandbox), 0);
    for (int i = 0; i < 2; i++) {
        store = sandbox_open(&sandbox, ACCESS_WRITE, SANDBOX_NOW);
        assert_null(strstr(store_warnings(store), "There is no copy"));
        store_close(store);
        assert_int_equal(copies_of(&sandbox), 1); /* one, and not one each time */
    }
    end_full(&sandbox);
    buf_release(&receipt);
    erased_release(&erased);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_said_and_what_was_typed_stays),
        cmocka_unit_test(the_last_room_is_used_and_that_is_said),
        cmocka_unit_test(a_key_that_uses_it_says_so),
        cmocka_unit_test(a_start_without_room_says_so),
        cmocka_unit_test(who_holds_the_file_opens_it_alone),
        cmocka_unit_test(who_reads_opens_it_as_it_is),
        cmocka_unit_test(but_not_what_is_being_written),
        cmocka_unit_test(the_last_room_lets_it_be_opened),
        cmocka_unit_test(a_full_disk_elsewhere_is_named),
        cmocka_unit_test(a_copy_that_has_no_room_is_owed),
    };
    signal(SIGXFSZ, SIG_IGN);
    disk_put_in();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
