/*
 * Copies that are made by themselves: which stay, that each can be put back, that those of a
 * damaged file push out none, and that nothing that was erased is left in them. And what is saved
 * of a damaged file.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "fixture.h"
#include "marked.h"
#include "sealed.h"
#include "store/backups.h"
#include "store/change.h"
#include "store/erase.h"
#include "store/file.h"
#include "store/interviews.h"
#include "store/salvage.h"
#include "store/sealing.h"
#include "store/sums.h"
#include "store/wal.h"

#define DAY_MS (INT64_C(24) * 3600 * 1000)
#define MARKER "zwaluwnest"

static int setup(void **state)
{
    int failed = fixture_one(state);
    struct fixture *fixture = *state;
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, MARKER);
    return failed;
}

static size_t count(struct fixture *fixture)
{
    struct backup *list;
    size_t n;
    good(fixture, backups_list(fixture->sandbox.db, fixture->now, &list, &n, &fixture->err));
    backups_free(list, n);
    return n;
}

/* The end of a sitting, and the next one so many days later. */
static void sit(struct fixture *fixture, int days)
{
    good(fixture, backups_make(fixture->store, &fixture->err));
    store_close(fixture->store);
    fixture->now += days * DAY_MS;
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, fixture->now);
}

/* ---- which stay ------------------------------------------------------------------------------ */

static void the_last_seven_stay(void **state)
{
    struct fixture *fixture = *state;
    struct stat about;
    char folder[SANDBOX_PATH];
    for (int i = 0; i < 12; i++)
        sit(fixture, 0);
    assert_int_equal(count(fixture), BACKUPS_STARTS);
    snprintf(folder, sizeof folder, "%s.backups", fixture->sandbox.db);
    assert_int_equal(stat(folder, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0700);
}

static void one_of_each_of_four_weeks_stays(void **state)
{
    struct fixture *fixture = *state;
    struct backup *list;
    size_t n;
    int oldest = 0;
    for (int i = 0; i < 70; i++)
        sit(fixture, 1);
    good(fixture, backups_list(fixture->sandbox.db, fixture->now, &list, &n, &fixture->err));
    oldest = list[n - 1].day;
    assert_true(n >= BACKUPS_STARTS + 3);
    assert_true(n <= BACKUPS_STARTS + BACKUPS_WEEKS);
    assert_true(list[0].day - oldest >= 21);
    assert_true(list[0].day - oldest <= 35);
    for (size_t i = 0; i < n; i++) {
        assert_true(list[i].sound);
        assert_int_equal(list[i].people, 1);
        assert_int_equal(list[i].talks, 1);
    }
    backups_free(list, n);
}

/* A clock that ran ahead for a while leaves copies of days to come. They stand below the others,
 * say so, and neither push out the others nor are pushed out by them. */
static void a_clock_that_was_ahead_is_told(void **state)
{
    struct fixture *fixture = *state;
    struct backup *list;
    size_t n;
    sit(fixture, 400);
    for (int i = 0; i < BACKUPS_STARTS + 2; i++)
        sit(fixture, 0);
    sit(fixture, -399);
    for (int i = 0; i < 3; i++)
        sit(fixture, 0);
    good(fixture, backups_list(fixture->sandbox.db, fixture->now, &list, &n, &fixture->err));
    assert_int_equal(n, 3 + BACKUPS_STARTS);
    for (size_t i = 0; i < n; i++) {
        struct buf said = BUF_INIT;
        assert_int_equal(list[i].ahead, i >= 3);
        backup_add_moment(&said, &list[i], clock_day(fixture->now), LANG_EN);
        assert_int_equal(strstr(said.data, "(the clock was ahead)") != NULL, i >= 3);
        buf_release(&said);
    }
    assert_int_equal(list[0].day, clock_day(fixture->now));
    assert_int_equal(list[3].day, clock_day(fixture->now) + 399);
    backups_free(list, n);
}

static void each_can_be_put_back(void **state)
{
    struct fixture *fixture = *state;
    struct backup *list;
    size_t n;
    for (int i = 0; i < 20; i++)
        sit(fixture, 2);
    store_close(fixture->store);
    fixture->store = NULL;
    good(fixture, backups_list(fixture->sandbox.db, fixture->now, &list, &n, &fixture->err));
    assert_true(n > BACKUPS_STARTS);
    for (size_t i = 0; i < n; i++) {
        struct buf kept = BUF_INIT, report = BUF_INIT;
        good(fixture, store_restore(fixture->sandbox.db, list[i].path, (struct clock){fixture->now},
                                    &kept, &fixture->err));
        assert_true(kept.len > 0);
        good(fixture, store_doctor(fixture->sandbox.db, LANG_EN, &report, &fixture->err));
        buf_release(&kept);
        buf_release(&report);
    }
    backups_free(list, n);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, fixture->now);
}

/* ---- of what is large ------------------------------------------------------------------------ */

/* More than BACKUPS_LARGE, in a few texts. */
static void make_large(struct fixture *fixture)
{
    for (int i = 0; i < 5; i++) {
        char sql[300];
        snprintf(
            sql, sizeof sql,
            "INSERT INTO guide_text (checksum, guide, version, title, language, text, created_at)"
            " VALUES ('%064d', 'g', '1', 't', 'nl', replace(hex(zeroblob(7500000)), '0', 'x'), 0)",
            i);
        good(fixture, db_run(store_db(fixture->store), sql, &fixture->err));
    }
    sit(fixture, 1); /* with the WAL folded in */
    assert_true(file_size(fixture->sandbox.db, "") > BACKUPS_LARGE);
}

/* Whatever it weighs; but no more than once a day. */
static void a_large_file_has_copies_too(void **state)
{
    struct fixture *fixture = *state;
    struct backup *list;
    size_t n;
    make_large(fixture);
    size_t before = count(fixture);
    assert_true(backups_large(fixture->store));
    sit(fixture, 0);
    assert_int_equal(count(fixture), before + 1);
    sit(fixture, 0);
    assert_int_equal(count(fixture), before + 1);
    assert_false(backups_large(fixture->store)); /* nobody waits for it any more today */
    sit(fixture, 1);
    sit(fixture, 0);
    assert_int_equal(count(fixture), before + 2);
    good(fixture, backups_list(fixture->sandbox.db, fixture->now, &list, &n, &fixture->err));
    assert_true(file_size(list[0].path, "") > BACKUPS_LARGE);
    assert_true(list[0].sound);
    struct buf kept = BUF_INIT;
    good(fixture, store_put_back(fixture->store, list[0].path, &kept, &fixture->err));
    buf_release(&kept);
    backups_free(list, n);
}

/* ---- of what is damaged ------------------------------------------------------------------------
 */

/* A row that is unsound is no reason to have no copies from then on; nor to lose the sound ones. */
static void damaged_ones_push_out_none_that_is_sound(void **state)
{
    struct fixture *fixture = *state;
    struct backup *list;
    size_t n, damaged = 0;
    for (int i = 0; i < 9; i++)
        sit(fixture, 0);
    assert_int_equal(count(fixture), BACKUPS_STARTS);
    good(fixture, sums_drop(store_db(fixture->store), &fixture->err)); /* past the program */
    good(fixture,
         db_run(store_db(fixture->store), "UPDATE answer SET value = 'anders'", &fixture->err));
    for (int i = 0; i < 12; i++)
        sit(fixture, 40);
    good(fixture, backups_list(fixture->sandbox.db, fixture->now, &list, &n, &fixture->err));
    for (size_t i = 0; i < n; i++)
        damaged += list[i].damaged;
    assert_int_equal(damaged, BACKUPS_DAMAGED);
    assert_int_equal(n, BACKUPS_STARTS + BACKUPS_DAMAGED);
    assert_true(list[0].damaged && list[0].sound && !list[n - 1].damaged);
    backups_free(list, n);
}

/* Is the marker anywhere in the copies? */
static bool somewhere(struct fixture *fixture)
{
    struct backup *list;
    size_t n;
    bool found = false;
    good(fixture, backups_list(fixture->sandbox.db, fixture->now, &list, &n, &fixture->err));
    assert_true(n > 0);
    for (size_t i = 0; i < n; i++) {
        size_t len = 0;
        char *bytes = sandbox_read(list[i].path, &len);
        found = found || memmem(bytes, len, MARKER, strlen(MARKER));
        free(bytes);
    }
    backups_free(list, n);
    return found;
}

static void what_is_erased_is_in_none(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = {0};
    for (int i = 0; i < 3; i++)
        sit(fixture, 1);
    assert_true(somewhere(fixture));
    good(fixture,
         erase_all(fixture->store, ERASE_INTERVIEW, fixture->sanne, &erased, &fixture->err));
    erased_release(&erased);
    assert_false(somewhere(fixture));
    assert_int_equal(count(fixture), 1);
}

/* A copy that was cut off is no backup yet, and holds what one holds. */
static void leave_parts(struct fixture *fixture)
{
    static const char *const names[] = {"2026-12-04-1100.db.4711.part",
                                        "2026-12-04-1100.db.4711.part-journal"};
    for (size_t i = 0; i < 2; i++) {
        char path[SANDBOX_PATH + 64];
        snprintf(path, sizeof path, "%s.backups/%s", fixture->sandbox.db, names[i]);
        sandbox_write(path, MARKER, strlen(MARKER));
    }
}

static int count_parts(struct fixture *fixture)
{
    char folder[SANDBOX_PATH];
    int n = 0;
    snprintf(folder, sizeof folder, "%s.backups", fixture->sandbox.db);
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));)
        n += strstr(entry->d_name, ".part") != NULL;
    closedir(dir);
    return n;
}

static void what_was_cut_off_does_not_stay(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = {0};
    sit(fixture, 1);
    leave_parts(fixture);
    assert_int_equal(count_parts(fixture), 2);
    sit(fixture, 1);
    assert_int_equal(count_parts(fixture), 0);
    leave_parts(fixture);
    good(fixture,
         erase_all(fixture->store, ERASE_INTERVIEW, fixture->sanne, &erased, &fixture->err));
    erased_release(&erased);
    assert_int_equal(count_parts(fixture), 0);
    leave_parts(fixture);
    good(fixture, backups_drop(fixture->store, &fixture->err));
    assert_int_equal(count_parts(fixture), 0);
}

static void sealing_leaves_none_that_can_be_read(void **state)
{
    struct fixture *fixture = *state;
    sit(fixture, 1);
    assert_true(somewhere(fixture));
    sealed_seal(fixture->store, NULL);
    assert_false(somewhere(fixture));
    sit(fixture, 0);
    sealed_open(fixture->store);
    assert_int_equal(count(fixture), 2);
    assert_false(somewhere(fixture));
}

/* ---- salvage --------------------------------------------------------------------------------- */

/* Saves the file in another one, which the doctor finds sound; what was said. */
static int salvage(struct fixture *fixture, struct buf *said)
{
    char into[SANDBOX_PATH];
    struct buf report = BUF_INIT;
    sandbox_path(&fixture->sandbox, "saved.db", into);
    remove(into);
    store_close(fixture->store);
    fixture->store = NULL;
    int found = store_salvage(fixture->sandbox.db, into, said, &fixture->err);
    if (found >= 0)
        good(fixture, store_doctor(into, LANG_EN, &report, &fixture->err) < 0 ? -1 : 0);
    buf_release(&report);
    fixture->store = store_open(found < 0 ? fixture->sandbox.db : into, ACCESS_WRITE,
                                (struct clock){fixture->now}, &fixture->err);
    return found;
}

static void all_of_a_sound_file_is_saved(void **state)
{
    struct fixture *fixture = *state;
    struct buf said = BUF_INIT;
    good(fixture, salvage(fixture, &said));
    assert_non_null(strstr(said.data, "1 conversation\n"));
    assert_non_null(strstr(said.data, "1 answer\n"));
    struct interview *interview = interviews_load(fixture->store, fixture->sanne, &fixture->err);
    assert_string_equal(interview->person.name, "Sanne de Boer");
    assert_string_equal(interview_value(interview, "aandacht", "gevoel"), MARKER);
    interview_release(interview);
    free(interview);
    buf_release(&said);
}

static void a_sealed_file_is_saved_as_it_is(void **state)
{
    struct fixture *fixture = *state;
    struct buf said = BUF_INIT;
    sealed_seal(fixture->store, NULL);
    good(fixture, salvage(fixture, &said));
    sealed_open(fixture->store);
    struct interview *interview = interviews_load(fixture->store, fixture->sanne, &fixture->err);
    assert_string_equal(interview_value(interview, "aandacht", "gevoel"), MARKER);
    interview_release(interview);
    free(interview);
    buf_release(&said);
}

/* ---- a WAL of another moment ----------------------------------------------------------------- */

struct bytes {
    char *at;
    size_t len;
};

static struct bytes take(const char *path, const char *end)
{
    char name[SANDBOX_PATH + 8];
    struct bytes bytes;
    snprintf(name, sizeof name, "%s%s", path, end);
    bytes.at = sandbox_read(name, &bytes.len);
    return bytes;
}

static void put(const char *path, const char *end, const struct bytes *bytes)
{
    char name[SANDBOX_PATH + 8];
    snprintf(name, sizeof name, "%s%s", path, end);
    sandbox_write(name, bytes->at, bytes->len);
}

/* So many conversations that the tables have other pages afterwards. */
static void talk_more(struct fixture *fixture, int n)
{
    char id[UUID_SIZE];
    for (int i = 0; i < n; i++) {
        sandbox_begin(fixture->store, "Mo Karimi", id);
        sandbox_answer(fixture->store, id, "aandacht", "gevoel", SHARE_PRIVATE,
                       "een regel die lang genoeg is om ruimte in te nemen in het bestand");
    }
}

/* The file as it was, with what was written to a WAL a good while later. */
static void two_moments_are_not_mixed(void **state)
{
    struct fixture *fixture = *state;
    struct buf said = BUF_INIT;
    char into[SANDBOX_PATH];
    sandbox_path(&fixture->sandbox, "saved.db", into);
    sit(fixture, 0);
    struct bytes file = take(fixture->sandbox.db, "");
    talk_more(fixture, 40);
    sit(fixture, 0);
    talk_more(fixture, 10);
    struct bytes wal = take(fixture->sandbox.db, "-wal");
    assert_true(wal.len > 0);
    assert_true(wal_fits(fixture->sandbox.db));
    store_close(fixture->store);
    fixture->store = NULL;
    put(fixture->sandbox.db, "", &file);
    put(fixture->sandbox.db, "-wal", &wal);
    assert_false(wal_fits(fixture->sandbox.db));
    assert_int_equal(store_salvage(fixture->sandbox.db, into, &said, &fixture->err), -1);
    assert_non_null(strstr(fixture->err.text, "of another moment"));
    assert_int_equal(file_size(into, ""), -1);
    assert_null(store_open(fixture->sandbox.db, ACCESS_READ, (struct clock){fixture->now},
                           &fixture->err)); /* nor is it read */
    assert_non_null(strstr(fixture->err.text, "of another moment"));
    *fixture->err.text = '\0';
    assert_int_equal(store_doctor(fixture->sandbox.db, LANG_EN, &said, &fixture->err), 1);
    assert_non_null(strstr(said.data, "of another moment"));
    struct bytes now = take(fixture->sandbox.db, ""), beside = take(fixture->sandbox.db, "-wal");
    assert_int_equal(now.len, file.len);
    assert_memory_equal(now.at, file.at, file.len);
    assert_int_equal(beside.len, wal.len);
    assert_memory_equal(beside.at, wal.at, wal.len);
    struct store *store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, fixture->now);
    assert_non_null(strstr(store_warnings(store), "They were left out, and are kept in "));
    assert_non_null(strstr(store_warnings(store), ".db-wal.aside.\n"));
    store_close(store);
    struct bytes aside = take(fixture->sandbox.db, "-wal.aside");
    assert_int_equal(aside.len, wal.len);
    assert_memory_equal(aside.at, wal.at, wal.len);
    free(aside.at);
    good(fixture, salvage(fixture, &said));
    assert_non_null(strstr(said.data, "1 conversation\n"));
    free(file.at);
    free(wal.at);
    free(now.at);
    free(beside.at);
    buf_release(&said);
}

/* The file is gone and its WAL is not: it is no part of the one that comes there. */
static void what_lies_where_a_file_was_is_kept(void **state)
{
    struct fixture *fixture = *state;
    struct buf kept = BUF_INIT;
    char copy[SANDBOX_PATH];
    sandbox_path(&fixture->sandbox, "copy.db", copy);
    good(fixture, store_backup(fixture->store, copy, &fixture->err));
    talk_more(fixture, 10);
    struct bytes wal = take(fixture->sandbox.db, "-wal");
    assert_true(wal.len > 0);
    store_close(fixture->store);
    for (int turn = 0; turn < 2; turn++) {
        remove(fixture->sandbox.db);
        put(fixture->sandbox.db, "-wal", &wal);
        if (turn)
            good(fixture, store_restore(fixture->sandbox.db, copy, (struct clock){fixture->now},
                                        &kept, &fixture->err));
        fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, fixture->now);
        int64_t talks = 0;
        good(fixture, db_number(store_db(fixture->store), "SELECT count(*) FROM interview", &talks,
                                &fixture->err));
        assert_int_equal(talks, turn);
        store_close(fixture->store);
    }
    fixture->store = NULL;
    struct bytes aside = take(fixture->sandbox.db, "-wal.aside");
    assert_int_equal(aside.len, wal.len);
    assert_memory_equal(aside.at, wal.at, wal.len);
    assert_string_equal(kept.data, "");
    assert_int_equal(file_size(fixture->sandbox.db, ".before-restore-2026-12-04-wal"), wal.len);
    free(aside.at);
    free(wal.at);
    buf_release(&kept);
}

/* One that is known by its index, as that of a writer that was killed is. */
static void the_wal_that_was_written_here_is_known(void **state)
{
    struct fixture *fixture = *state;
    char copy[SANDBOX_PATH];
    talk_more(fixture, 1);
    assert_true(wal_known(fixture->sandbox.db));
    struct bytes file = take(fixture->sandbox.db, ""), wal = take(fixture->sandbox.db, "-wal"),
                 index = take(fixture->sandbox.db, "-shm");
    sandbox_path(&fixture->sandbox, "copy.db", copy);
    put(copy, "", &file);
    put(copy, "-wal", &wal);
    assert_false(wal_known(copy)); /* no index */
    put(copy, "-shm", &index);
    assert_true(wal_known(copy));
    wal.at[20] ^= 1;
    put(copy, "-wal", &wal);
    assert_false(wal_known(copy)); /* another one */
    wal.at[20] ^= 1;
    put(copy, "-wal", &wal);
    assert_true(wal_known(copy));
    assert_int_equal(usleep(20000), 0);
    put(copy, "", &file);
    assert_false(wal_known(copy)); /* the file was put there afterwards */
    free(file.at);
    free(wal.at);
    free(index.at);
}

/* And one that belongs to it goes along. */
static void what_waits_in_the_wal_is_saved(void **state)
{
    struct fixture *fixture = *state;
    struct buf said = BUF_INIT;
    sit(fixture, 0);
    struct bytes file = take(fixture->sandbox.db, "");
    talk_more(fixture, 10);
    struct bytes wal = take(fixture->sandbox.db, "-wal");
    store_close(fixture->store);
    fixture->store = NULL;
    put(fixture->sandbox.db, "", &file);
    put(fixture->sandbox.db, "-wal", &wal);
    good(fixture, salvage(fixture, &said));
    assert_non_null(strstr(said.data, "11 conversations\n"));
    free(file.at);
    free(wal.at);
    buf_release(&said);
}

/* ---- badly damaged --------------------------------------------------------------------------- */

/* Leaves the file without its last bytes, or with zeros at a page of it. */
static void damage(struct fixture *fixture, size_t cut, size_t page)
{
    store_close(fixture->store);
    fixture->store = NULL;
    struct bytes file = take(fixture->sandbox.db, "");
    assert_true(cut < file.len && (page + 1) * 4096 <= file.len);
    if (page)
        memset(file.at + page * 4096, 0, 4096);
    file.len -= cut;
    put(fixture->sandbox.db, "", &file);
    free(file.at);
}

/* So that the file goes on behind what was first. */
static void fill_up(struct fixture *fixture)
{
    talk_more(fixture, 40);
    sit(fixture, 0);
}

static void what_lost_its_end_is_saved(void **state)
{
    static const size_t cuts[] = {1, 4096, 3 * 4096 + 100};
    struct fixture *fixture = *state;
    fill_up(fixture);
    store_close(fixture->store);
    fixture->store = NULL;
    struct bytes whole = take(fixture->sandbox.db, "");
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        struct buf said = BUF_INIT;
        put(fixture->sandbox.db, "", &whole);
        damage(fixture, cuts[i], 0);
        struct bytes before = take(fixture->sandbox.db, "");
        int found = salvage(fixture, &said);
        assert_string_equal(fixture->err.text, "");
        assert_true(found >= 0);
        assert_non_null(strstr(said.data, "41 conversations\n"));
        struct bytes after = take(fixture->sandbox.db, "");
        assert_int_equal(after.len, before.len);
        assert_memory_equal(after.at, before.at, before.len);
        free(before.at);
        free(after.at);
        buf_release(&said);
    }
    free(whole.at);
}

/* The page that sql answers, counted from 0. */
static size_t page_of(struct fixture *fixture, const char *sql)
{
    int64_t page = 0;
    good(fixture, db_number(store_db(fixture->store), sql, &page, &fixture->err));
    assert_true(page > 1);
    return (size_t)page - 1;
}

static void what_is_left_of_the_schema_is_saved(void **state)
{
    struct fixture *fixture = *state;
    struct buf said = BUF_INIT;
    fill_up(fixture);
    damage(fixture, 0,
           page_of(fixture, "SELECT max(pageno) FROM dbstat WHERE name = 'sqlite_schema'"));
    assert_int_equal(salvage(fixture, &said), 1);
    assert_non_null(strstr(said.data, "41 conversations\n"));
    assert_non_null(strstr(said.data, "! Not all of these could be read: "));
    buf_release(&said);
}

static void when_nothing_is_left_the_copies_are_named(void **state)
{
    struct fixture *fixture = *state;
    struct buf said = BUF_INIT;
    char zeros[8192] = {0}, into[SANDBOX_PATH];
    sandbox_path(&fixture->sandbox, "saved.db", into);
    fill_up(fixture);
    store_close(fixture->store);
    fixture->store = NULL;
    struct bytes file = take(fixture->sandbox.db, "");
    for (int turn = 0; turn < 3; turn++) {
        const char *says = "'gesprek restore 2026-12-04-1100' puts it back";
        if (turn == 0) /* nothing but its header */
            put(fixture->sandbox.db, "", &(struct bytes){file.at, 100});
        else if (turn == 1)
            put(fixture->sandbox.db, "", &(struct bytes){zeros, sizeof zeros});
        else
            memset(file.at + 100, 0, 4096 - 100);
        if (turn == 2)
            put(fixture->sandbox.db, "", &file);
        assert_int_equal(store_salvage(fixture->sandbox.db, into, &said, &fixture->err), -1);
        assert_null(strstr(fixture->err.text, "doctor"));
        if (!strstr(fixture->err.text, says))
            fail_msg("%d: %s", turn, fixture->err.text);
        *fixture->err.text = '\0';
    }
    free(file.at);
    buf_release(&said);
}

/* It does not send to where one is already. */
static void the_doctor_shows_the_way_on(void **state)
{
    struct fixture *fixture = *state;
    struct buf said = BUF_INIT;
    fill_up(fixture);
    damage(fixture, 4096, 0);
    assert_int_equal(store_doctor(fixture->sandbox.db, LANG_EN, &said, &fixture->err), 1);
    assert_non_null(strstr(said.data, "! It is damaged"));
    assert_non_null(strstr(said.data, "'gesprek doctor --salvage NEW-FILE' saves"));
    assert_null(strstr(said.data, "run 'gesprek doctor'"));
    buf_release(&said);
}

static void count_row(void *context, const char *table, const char *column, const char *row)
{
    int *n = context;
    (void)table;
    (void)column;
    (void)row;
    ++*n;
}

/* Without its person and its guide a conversation still has its place. */
static void what_a_row_needs_is_made_again(void **state)
{
    struct fixture *fixture = *state;
    struct buf said = BUF_INIT;
    good(fixture, db_run(store_db(fixture->store),
                         "PRAGMA foreign_keys = OFF; DELETE FROM person; DELETE FROM guide_text;"
                         "PRAGMA foreign_keys = ON",
                         &fixture->err));
    good(fixture, salvage(fixture, &said));
    struct interview *interview = interviews_load(fixture->store, fixture->sanne, &fixture->err);
    assert_string_equal(fixture->err.text, "");
    assert_non_null(strstr(interview->person.name, "[Damaged: this text was changed"));
    int unsound = 0; /* it is told where it stands; what was made is as it was made */
    good(fixture, sums_examine(store_db(fixture->store), true, count_row, &unsound, &fixture->err));
    assert_int_equal(unsound, 0);
    assert_string_equal(interview_value(interview, "aandacht", "gevoel"), MARKER);
    interview_release(interview);
    free(interview);
    buf_release(&said);
}

static void run_past(sqlite3 *handle, const char *sql)
{
    if (sqlite3_exec(handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(handle));
}

#define REFERENCES                                                                                 \
    "SELECT t.name AS child, f.\"from\" AS source, f.\"table\" AS parent FROM sqlite_schema t,"    \
    " pragma_foreign_key_list(t.name) f WHERE t.type = 'table'"

/* Takes away the table that number `at` of the references points at, and what else points there;
 * false when there are no more. */
static bool lose_parent(const char *path, int at, char *told, size_t size)
{
    sqlite3 *handle = NULL;
    sqlite3_stmt *stmt = NULL;
    char sql[1024];
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    snprintf(sql, sizeof sql, REFERENCES " LIMIT 1 OFFSET %d", at);
    assert_int_equal(sqlite3_prepare_v2(handle, sql, -1, &stmt, NULL), SQLITE_OK);
    bool there = sqlite3_step(stmt) == SQLITE_ROW;
    if (there) {
        const char *child = (const char *)sqlite3_column_text(stmt, 0);
        const char *parent = (const char *)sqlite3_column_text(stmt, 2);
        snprintf(told, size, "%s.%s", child, (const char *)sqlite3_column_text(stmt, 1));
        run_past(handle, "PRAGMA foreign_keys = OFF");
        snprintf(sql, sizeof sql, "DELETE FROM \"%s\"", parent);
        run_past(handle, sql);
        sqlite3_stmt *others = NULL;
        snprintf(sql, sizeof sql,
                 "SELECT DISTINCT child FROM (" REFERENCES
                 ") WHERE parent = '%s' AND child <> '%s'",
                 parent, child);
        assert_int_equal(sqlite3_prepare_v2(handle, sql, -1, &others, NULL), SQLITE_OK);
        while (sqlite3_step(others) == SQLITE_ROW) {
            char gone[256];
            snprintf(gone, sizeof gone, "DELETE FROM \"%s\"",
                     (const char *)sqlite3_column_text(others, 0));
            run_past(handle, gone);
        }
        sqlite3_finalize(others);
    }
    sqlite3_finalize(stmt);
    sqlite3_close(handle);
    return there;
}

/* Whatever of the schema points at something: when that is gone, the rest is saved all the same. */
static void every_reference_is_mended(void **state)
{
    struct marked *marked = mem_zero(1, sizeof *marked);
    char broken[SANDBOX_PATH], into[SANDBOX_PATH], told[128] = "";
    size_t len = 0;
    int n = 0;
    (void)state;
    marked_begin(marked);
    marked_close(marked);
    char *bytes = sandbox_read(marked->sandbox.db, &len);
    sandbox_path(&marked->sandbox, "broken.db", broken);
    sandbox_path(&marked->sandbox, "into.db", into);
    for (;; n++) {
        struct err err = ERR_INIT(LANG_EN);
        struct buf report = BUF_INIT;
        sandbox_write(broken, bytes, len);
        if (!lose_parent(broken, n, told, sizeof told))
            break;
        if (store_salvage(broken, into, &report, &err) < 0)
            fail_msg("Only %s points at it: %s", told, err.text);
        buf_release(&report);
        remove(into);
    }
    assert_true(n > 15);
    free(bytes);
    marked_remove(marked);
    free(marked);
}

static void nothing_is_overwritten(void **state)
{
    struct fixture *fixture = *state;
    struct buf said = BUF_INIT;
    assert_int_equal(store_salvage(fixture->sandbox.db, fixture->sandbox.db, &said, &fixture->err),
                     -1);
    assert_non_null(strstr(fixture->err.text, "is there already"));
    buf_release(&said);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, fixture_end)
    const struct CMUnitTest tests[] = {
        TEST(the_last_seven_stay),
        TEST(a_large_file_has_copies_too),
        TEST(one_of_each_of_four_weeks_stays),
        TEST(a_clock_that_was_ahead_is_told),
        TEST(each_can_be_put_back),
        TEST(damaged_ones_push_out_none_that_is_sound),
        TEST(what_is_erased_is_in_none),
        TEST(what_was_cut_off_does_not_stay),
        TEST(sealing_leaves_none_that_can_be_read),
        TEST(all_of_a_sound_file_is_saved),
        TEST(two_moments_are_not_mixed),
        TEST(what_lies_where_a_file_was_is_kept),
        TEST(the_wal_that_was_written_here_is_known),
        TEST(what_waits_in_the_wal_is_saved),
        TEST(a_sealed_file_is_saved_as_it_is),
        TEST(what_lost_its_end_is_saved),
        TEST(what_is_left_of_the_schema_is_saved),
        TEST(when_nothing_is_left_the_copies_are_named),
        TEST(the_doctor_shows_the_way_on),
        TEST(what_a_row_needs_is_made_again),
        cmocka_unit_test(every_reference_is_mended),
        TEST(nothing_is_overwritten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
