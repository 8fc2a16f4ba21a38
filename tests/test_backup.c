/* Backups, putting one back, and what the doctor finds. */
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

#include "base/mem.h"
#include "sandbox.h"
#include "store/agreements.h"
#include "store/backup.h"
#include "store/change.h"
#include "store/file.h"
#include "store/interviews.h"

static const struct clock now = {.fixed = SANDBOX_NOW};

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

static struct store *open_path(const char *path)
{
    struct err err = ERR_INIT(LANG_EN);
    struct store *store = store_open(path, ACCESS_WRITE, now, &err);
    if (!store)
        print_error("%s\n", err.text);
    assert_non_null(store);
    return store;
}

/* Who has an interview in the file at path, one initial each. */
static void assert_people(const char *path, const char *initials)
{
    struct err err = ERR_INIT(LANG_EN);
    struct person_row *rows = NULL;
    size_t n = 0;
    char found[16] = "";
    struct store *store = open_path(path);
    assert_int_equal(interviews_people(store, &rows, &n, &err), 0);
    for (size_t i = 0; i < n; i++)
        found[i] = rows[i].person.name[0];
    assert_string_equal(found, initials);
    person_rows_free(rows, n);
    store_close(store);
}

static void add_person(struct sandbox *sandbox, const char *name)
{
    char id[UUID_SIZE];
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    sandbox_begin(store, name, id);
    store_close(store);
}

static void backup_to(struct sandbox *sandbox, const char *path)
{
    struct err err = ERR_INIT(LANG_EN);
    struct store *store = sandbox_open(sandbox, ACCESS_READ, SANDBOX_NOW);
    int failed = store_backup(store, path, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
    store_close(store);
}

static void a_backup_is_whole_and_private(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct stat info;
    char path[SANDBOX_PATH], id[UUID_SIZE];
    mode_t before = umask(0);
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    sandbox_begin(store, "Sanne de Boer", id);
    sandbox_answer(store, id, "p", "a", SHARE_PRIVATE, "een");
    sandbox_path(sandbox, "copy's.db", path);
    assert_int_equal(store_backup(store, path, &err), 0); /* while it is being written */
    sandbox_answer(store, id, "p", "a", SHARE_PRIVATE, "twee");
    store_close(store);
    umask(before);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(backup_check(path, &err), 0);
    store = open_path(path);
    struct interview *interview = interviews_load(store, id, &err);
    assert_string_equal(interview_value(interview, "p", "a"), "een");
    interview_release(interview);
    free(interview);
    store_close(store);
}

static void a_backup_overwrites_nothing(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    char path[SANDBOX_PATH];
    size_t len = 0;
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    sandbox_path(sandbox, "precious", path);
    sandbox_write(path, "keep", 4);
    assert_int_equal(store_backup(store, path, &err), -1);
    assert_non_null(strstr(err.text, "not overwritten"));
    char *bytes = sandbox_read(path, &len);
    assert_string_equal(bytes, "keep");
    free(bytes);
    assert_int_equal(store_backup(store, sandbox->db, &err), -1);
    assert_int_equal(store_backup(store, sandbox->folder, &err), -1);
    sandbox_path(sandbox, "no/such/copy.db", path);
    assert_int_equal(store_backup(store, path, &err), -1);
    assert_non_null(strstr(err.text, "There is no folder"));
    store_close(store);
}

static void a_backup_is_put_back_and_what_was_there_is_kept(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf kept = BUF_INIT;
    char copy[SANDBOX_PATH], expected[SANDBOX_PATH];
    add_person(sandbox, "Sanne de Boer");
    sandbox_path(sandbox, "copy.db", copy);
    backup_to(sandbox, copy);
    add_person(sandbox, "Mo Karimi");
    assert_int_equal(store_restore(sandbox->db, copy, now, &kept, &err), 0);
    sandbox_path(sandbox, "gesprek.db.before-restore-2026-12-04", expected);
    assert_string_equal(kept.data, expected);
    assert_people(sandbox->db, "S");
    assert_people(kept.data, "MS");
    assert_people(copy, "S"); /* the backup itself is still there */
    buf_clear(&kept);
    assert_int_equal(store_restore(sandbox->db, copy, now, &kept, &err), 0);
    assert_non_null(strstr(kept.data, "2026-12-04-2"));
    buf_release(&kept);
}

static void a_backup_is_put_back_where_nothing_is(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf kept = BUF_INIT;
    char copy[SANDBOX_PATH], path[SANDBOX_PATH];
    add_person(sandbox, "Sanne de Boer");
    sandbox_path(sandbox, "copy.db", copy);
    backup_to(sandbox, copy);
    sandbox_path(sandbox, "new/folder/gesprek.db", path);
    assert_int_equal(store_restore(path, copy, now, &kept, &err), 0);
    assert_string_equal(kept.data, "");
    assert_people(path, "S");
    buf_release(&kept);
}

static void a_damaged_file_gives_way_to_its_backup(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf kept = BUF_INIT;
    char copy[SANDBOX_PATH], wal[SANDBOX_PATH];
    static const char rubbish[] = "not a database at all";
    size_t len = 0;
    add_person(sandbox, "Sanne de Boer");
    sandbox_path(sandbox, "copy.db", copy);
    backup_to(sandbox, copy);
    sandbox_write(sandbox->db, rubbish, sizeof rubbish - 1);
    sandbox_path(sandbox, "gesprek.db-wal", wal);
    sandbox_write(wal, rubbish, sizeof rubbish - 1);
    assert_int_equal(store_restore(sandbox->db, copy, now, &kept, &err), 0);
    assert_people(sandbox->db, "S");
    char *bytes = sandbox_read(kept.data, &len);
    assert_string_equal(bytes, rubbish); /* kept as it was, for whoever can save something */
    free(bytes);
    buf_adds(&kept, "-wal");
    bytes = sandbox_read(kept.data, &len);
    assert_string_equal(bytes, rubbish);
    free(bytes);
    sandbox_write(sandbox->db, "", 0);
    buf_clear(&kept);
    assert_int_equal(store_restore(sandbox->db, copy, now, &kept, &err), 0);
    assert_people(sandbox->db, "S");
    buf_release(&kept);
}

/* A restore that must fail with those words and leave the file as it is. */
static void assert_not_restored(struct sandbox *sandbox, const char *from, const char *words)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf kept = BUF_INIT;
    size_t before_len = 0, after_len = 0;
    char *before = sandbox_read(sandbox->db, &before_len);
    assert_int_equal(store_restore(sandbox->db, from, now, &kept, &err), -1);
    if (!strstr(err.text, words))
        print_error("%s\n", err.text);
    assert_non_null(strstr(err.text, words));
    assert_string_equal(kept.data, "");
    char *after = sandbox_read(sandbox->db, &after_len);
    assert_int_equal(after_len, before_len);
    assert_memory_equal(after, before, before_len);
    free(before);
    free(after);
    buf_release(&kept);
}

static void what_is_no_good_backup_is_not_put_back(void **state)
{
    struct sandbox *sandbox = *state;
    char copy[SANDBOX_PATH], path[SANDBOX_PATH];
    size_t len = 0;
    for (int i = 0; i < 40; i++)
        add_person(sandbox, i % 2 ? "Sanne de Boer" : "Mo Karimi");
    sandbox_path(sandbox, "copy.db", copy);
    backup_to(sandbox, copy);
    char *bytes = sandbox_read(copy, &len);
    sandbox_path(sandbox, "none.db", path);
    assert_not_restored(sandbox, path, "There is no backup");
    sandbox_path(sandbox, "text.db", path);
    sandbox_write(path, "hello", 5);
    assert_not_restored(sandbox, path, "not a database of Gesprek");
    bytes[63] = 99;
    sandbox_path(sandbox, "newer.db", path);
    sandbox_write(path, bytes, len);
    assert_not_restored(sandbox, path, "newer version");
    bytes[63] = 1;
    for (size_t page = 8192; page < len; page += 4096)
        bytes[page] = 0x77;
    sandbox_path(sandbox, "damaged.db", path);
    sandbox_write(path, bytes, len);
    assert_not_restored(sandbox, path, "damaged");
    assert_not_restored(sandbox, sandbox->db, "the file itself");
    assert_not_restored(sandbox, sandbox->folder, "is a folder");
    free(bytes);
}

static void nothing_is_put_back_under_a_writer(void **state)
{
    struct sandbox *sandbox = *state;
    char copy[SANDBOX_PATH];
    add_person(sandbox, "Sanne de Boer");
    sandbox_path(sandbox, "copy.db", copy);
    backup_to(sandbox, copy);
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    assert_not_restored(sandbox, copy, "Close that one first");
    store_close(store);
}

static void a_reader_goes_on_with_what_was_put_back(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf kept = BUF_INIT;
    struct person_row *rows = NULL;
    char copy[SANDBOX_PATH];
    size_t n = 0;
    add_person(sandbox, "Sanne de Boer");
    sandbox_path(sandbox, "copy.db", copy);
    backup_to(sandbox, copy);
    add_person(sandbox, "Mo Karimi");
    struct store *reader = sandbox_open(sandbox, ACCESS_READ, SANDBOX_NOW);
    assert_int_equal(interviews_people(reader, &rows, &n, &err), 0);
    assert_int_equal(n, 2);
    person_rows_free(rows, n);
    assert_int_equal(store_restore(sandbox->db, copy, now, &kept, &err), 0);
    assert_true(store_changed(reader));
    assert_int_equal(interviews_people(reader, &rows, &n, &err), 0);
    assert_int_equal(n, 1);
    person_rows_free(rows, n);
    assert_false(store_changed(reader));
    store_close(reader);
    buf_release(&kept);
}

static void nothing_is_left_lying_about(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf kept = BUF_INIT;
    char copy[SANDBOX_PATH], path[SANDBOX_PATH];
    add_person(sandbox, "Sanne de Boer");
    sandbox_path(sandbox, "copy.db", copy);
    backup_to(sandbox, copy);
    assert_int_equal(store_restore(sandbox->db, copy, now, &kept, &err), 0);
    static const char *const leftovers[] = {"gesprek.db.new", "gesprek.db.new-journal",
                                            "copy.db-wal",    "copy.db-shm",
                                            "gesprek.db-wal", "gesprek.db-shm"};
    for (size_t i = 0; i < sizeof leftovers / sizeof *leftovers; i++) {
        sandbox_path(sandbox, leftovers[i], path);
        assert_int_equal(access(path, F_OK), -1);
    }
    buf_release(&kept);
}

/* What the doctor says of the file, in English. */
static int examine(struct sandbox *sandbox, struct buf *report)
{
    struct err err = ERR_INIT(LANG_EN);
    buf_clear(report);
    return store_doctor(sandbox->db, LANG_EN, report, &err);
}

static void a_sound_file_is_called_sound(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_NL);
    struct buf report = BUF_INIT;
    char id[UUID_SIZE], agreement[UUID_SIZE];
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    sandbox_begin(store, "Sanne de Boer", id);
    sandbox_agree(store, id, "KANARIE", 20800, agreement);
    sandbox_answer(store, id, "p", "a", SHARE_PRIVATE, "KANARIE");
    assert_int_equal(examine(sandbox, &report), 0);
    assert_non_null(strstr(report.data, "Open for writing: "));
    assert_non_null(strstr(report.data, "1 conversation, 1 agreement, 0 texts still being typed"));
    assert_non_null(strstr(report.data, "No problems found."));
    assert_null(strstr(report.data, "KANARIE"));
    assert_null(strstr(report.data, "Sanne"));
    store_close(store);
    assert_int_equal(examine(sandbox, &report), 0);
    assert_non_null(strstr(report.data, "Nobody has it open"));
    buf_clear(&report);
    assert_int_equal(store_doctor(sandbox->db, LANG_NL, &report, &err), 0);
    assert_non_null(strstr(report.data, "1 gesprek, 1 afspraak"));
    assert_non_null(strstr(report.data, "Geen problemen gevonden."));
    buf_release(&report);
}

static void run(struct sandbox *sandbox, const char *sql)
{
    struct err err = ERR_INIT(LANG_EN);
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    int failed = db_run(store_db(store), "PRAGMA foreign_keys = OFF", &err) ||
                 db_run(store_db(store), sql, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(failed, 0);
    store_close(store);
}

static void each_kind_of_trouble_is_found(void **state)
{
    struct sandbox *sandbox = *state;
    struct buf report = BUF_INIT;
    char id[UUID_SIZE], agreement[UUID_SIZE];
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    sandbox_begin(store, "Sanne de Boer", id);
    sandbox_agree(store, id, "bellen", 20800, agreement);
    store_close(store);
    static const struct {
        const char *harm, *mend, *words;
    } rows[] = {
        {"UPDATE agreement SET status = 'done'", "UPDATE agreement SET status = 'open'",
         "differ from the last line of their history: 1"},
        {"UPDATE agreement SET revision = 2; UPDATE agreement_revision SET revision = 2",
         "UPDATE agreement SET revision = 1; UPDATE agreement_revision SET revision = 1",
         "miss a part of their history: 1"},
        {"UPDATE interview SET checksum = checksum || 'x'",
         "UPDATE interview SET checksum = rtrim(checksum, 'x')", "miss the text of their guide: 1"},
        {"UPDATE guide_text SET text = text || ' '",
         "UPDATE guide_text SET text = rtrim(text, ' ')",
         "not what they were when they were stored: 1"},
        {"UPDATE interview SET person = person || 'x'",
         "UPDATE interview SET person = rtrim(person, 'x')",
         "point at things that are not there: 1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        run(sandbox, rows[i].harm);
        assert_int_equal(examine(sandbox, &report), 1);
        if (!strstr(report.data, rows[i].words))
            print_error("%s\n", report.data);
        assert_non_null(strstr(report.data, rows[i].words));
        run(sandbox, rows[i].mend);
        assert_int_equal(examine(sandbox, &report), 0);
    }
    assert_int_equal(chmod(sandbox->db, 0644), 0);
    assert_int_equal(examine(sandbox, &report), 1);
    assert_non_null(strstr(report.data, "! Others on this computer may read your file."));
    assert_non_null(strstr(report.data, "1 problem found."));
    buf_release(&report);
}

static void the_doctor_survives_every_kind_of_file(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf report = BUF_INIT;
    size_t len = 0;
    assert_int_equal(store_doctor(sandbox->db, LANG_EN, &report, &err), -1);
    assert_int_equal(store_doctor(sandbox->folder, LANG_EN, &report, &err), -1);
    assert_string_equal(report.data, "");
    add_person(sandbox, "Sanne de Boer");
    char *whole = sandbox_read(sandbox->db, &len);
    assert_int_equal(unlink(sandbox->db), 0);
    sandbox_write(sandbox->db, "text", 4);
    assert_int_equal(chmod(sandbox->db, 0600), 0);
    assert_int_equal(examine(sandbox, &report), 1);
    assert_non_null(strstr(report.data, "! It is not a database of Gesprek"));
    sandbox_write(sandbox->db, whole, 6000);
    assert_int_equal(examine(sandbox, &report), 1);
    char *bytes = mem_copy_len(whole, len);
    bytes[63] = 99;
    sandbox_write(sandbox->db, bytes, len);
    assert_int_equal(examine(sandbox, &report), 1);
    assert_non_null(strstr(report.data, "newer version"));
    bytes[63] = 1;
    bytes[68] ^= 1;
    sandbox_write(sandbox->db, bytes, len);
    assert_int_equal(examine(sandbox, &report), 1);
    assert_non_null(strstr(report.data, "another program"));
    free(bytes);

    /* Any page may be hit. Nothing may crash, and a page's first byte is never silently wrong. */
    for (size_t page = 4096; page + 4096 <= len; page += 4096) {
        bytes = mem_copy_len(whole, len);
        bytes[page] = 0x77;
        sandbox_write(sandbox->db, bytes, len);
        assert_int_equal(examine(sandbox, &report), 1);
        free(bytes);
    }
    free(whole);
    buf_release(&report);
}

static void random_damage_never_crashes(void **state)
{
    struct sandbox *sandbox = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf report = BUF_INIT;
    char id[UUID_SIZE], agreement[UUID_SIZE];
    size_t len = 0;
    struct store *store = sandbox_open(sandbox, ACCESS_WRITE, SANDBOX_NOW);
    sandbox_begin(store, "Sanne de Boer", id);
    sandbox_agree(store, id, "bellen", 20800, agreement);
    sandbox_answer(store, id, "p", "a", SHARE_PRIVATE, "een");
    store_close(store);
    char *whole = sandbox_read(sandbox->db, &len);
    unsigned seed = 20261204;
    for (int round = 0; round < 150; round++) {
        char *bytes = mem_copy_len(whole, len);
        for (int i = 0; i < 6; i++)
            bytes[100 + (size_t)rand_r(&seed) % (len - 100)] = (char)rand_r(&seed);
        sandbox_write(sandbox->db, bytes, len);
        free(bytes);
        int said = examine(sandbox, &report);
        assert_true(said == 0 || said == 1);
        store = store_open(sandbox->db, ACCESS_READ, now, &err);
        if (store) {
            struct buf json = BUF_INIT;
            struct agreement_filter filter = AGREEMENT_FILTER_INIT;
            struct interview *interview = interviews_load(store, id, &err);
            if (interview)
                interview_release(interview);
            free(interview);
            (void)agreements_json(store, &filter, &json, &err);
            (void)interviews_json(store, 0, &json, &err);
            buf_release(&json);
        }
        store_close(store);
    }
    free(whole);
    buf_release(&report);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_backup_is_whole_and_private),
        TEST(a_backup_overwrites_nothing),
        TEST(a_backup_is_put_back_and_what_was_there_is_kept),
        TEST(a_backup_is_put_back_where_nothing_is),
        TEST(a_damaged_file_gives_way_to_its_backup),
        TEST(what_is_no_good_backup_is_not_put_back),
        TEST(nothing_is_put_back_under_a_writer),
        TEST(a_reader_goes_on_with_what_was_put_back),
        TEST(nothing_is_left_lying_about),
        TEST(a_sound_file_is_called_sound),
        TEST(each_kind_of_trouble_is_found),
        TEST(the_doctor_survives_every_kind_of_file),
        TEST(random_damage_never_crashes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
