/*
 * What no command does by itself, or does among much else, in trouble
 * (tests/attempts.h): sealing, a file with damage, a file of a program that was
 * killed, a copy in memory.
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

#include "attempts.h"
#include "base/mem.h"
#include "marked.h"
#include "sandbox.h"
#include "sealed.h"
#include "store/backups.h"
#include "store/bundle.h"
#include "store/change.h"
#include "store/db.h"
#include "store/erase.h"
#include "store/interviews.h"
#include "store/log.h"
#include "store/salvage.h"
#include "store/sealing_plan.h"
#include "store/veil.h"

struct trouble_with {
    struct marked *marked;
    struct secret *other;
    struct sealing_plan *plan; /* made beforehand: that is no statement */
};

static struct trouble_with *with_of(const struct attempt *attempt)
{
    return attempt->attempts->with;
}

/* ---- what is done ---------------------------------------------------------------------------- */

static int open_it(struct attempt *attempt, struct err *err)
{
    attempt->store = store_open(attempt->db, ACCESS_WRITE, (struct clock){.fixed = 0}, err);
    return attempt->store ? 0 : -1;
}

static int seal_it(struct attempt *attempt, struct err *err)
{
    return sealing_on(attempt->store, with_of(attempt)->plan, err);
}

static int unseal_it(struct attempt *attempt, struct err *err)
{
    enum unlocking done = sealing_off(attempt->store, attempt->attempts->passphrase, err);
    return done == UNLOCK_DONE ? 0 : -1;
}

static int rewrap_it(struct attempt *attempt, struct err *err)
{
    return sealing_rewrap(attempt->store, with_of(attempt)->other, err);
}

static int lock_and_unlock_it(struct attempt *attempt, struct err *err)
{
    return sealing_lock(attempt->store, err) ||
                   sealing_unlock(attempt->store, attempt->attempts->passphrase, err) != UNLOCK_DONE
               ? -1
               : 0;
}

static int rehearse_on_it(struct attempt *attempt, struct err *err)
{
    struct store *copy = store_rehearse(attempt->store, err);
    store_close(copy);
    return copy ? 0 : -1;
}

static int copy_it(struct attempt *attempt, struct err *err)
{
    unlink(attempt->into);
    return store_backup(attempt->store, attempt->into, err);
}

static int copy_it_by_itself(struct attempt *attempt, struct err *err)
{
    return backups_make(attempt->store, err);
}

static int list_copies(struct attempt *attempt, struct err *err)
{
    struct backup *list = NULL;
    size_t n = 0;
    int failed = backups_list(attempt->db, 0, &list, &n, err);
    backups_free(list, n);
    return failed;
}

static int put_copy_back(struct attempt *attempt, struct err *err)
{
    struct buf kept = BUF_INIT;
    char copy[ATTEMPT_PATH];
    attempt_path(attempt, "plain.copy", copy);
    int failed = store_restore(attempt->db, copy, (struct clock){.fixed = 0}, &kept, err);
    buf_release(&kept);
    return failed;
}

static int save_it_elsewhere(struct attempt *attempt, struct err *err)
{
    struct buf report = BUF_INIT;
    unlink(attempt->into);
    int found = store_salvage(attempt->db, attempt->into, &report, err);
    buf_release(&report);
    return found < 0 ? -1 : 0;
}

static int look_it_over(struct attempt *attempt, struct err *err)
{
    struct buf report = BUF_INIT;
    int found =
        store_doctor_with(attempt->db, attempt->attempts->passphrase, err->lang, &report, err);
    if (found > 0 && !report.len)
        found = err_set(err, "It was not said what is wrong.") - 1;
    buf_release(&report);
    return found < 0 ? found : 0;
}

static int erase_one(struct attempt *attempt, enum erase_kind kind, const char *id, struct err *err)
{
    struct erased erased = ERASED_INIT;
    int failed = erase_all(attempt->store, kind, id, &erased, err);
    erased_release(&erased);
    return failed;
}

static int erase_talk(struct attempt *attempt, struct err *err)
{
    return erase_one(attempt, ERASE_INTERVIEW, with_of(attempt)->marked->talk, err);
}

static int erase_words(struct attempt *attempt, struct err *err)
{
    struct erased erased = ERASED_INIT;
    int failed =
        erase_sentence(attempt->store, with_of(attempt)->marked->talk, MARK, false, &erased, err);
    erased_release(&erased);
    return failed;
}

static int erase_agreement_text(struct attempt *attempt, struct err *err)
{
    struct erased erased = ERASED_INIT;
    const struct marked *marked = with_of(attempt)->marked;
    int failed =
        erase_text(attempt->store, marked->talk, marked->ids[0], "what", "Anders", &erased, err);
    erased_release(&erased);
    return failed;
}

/* What another process changed is looked for anew. */
static int follow_it(struct attempt *attempt, struct err *err)
{
    return veil_follow(store_db(attempt->store), err);
}

static int bundle_it(struct attempt *attempt, struct err *err)
{
    struct bundled bundled;
    unlink(attempt->into);
    return bundle_write(attempt->store, attempt->into, &bundled, err);
}

static int note_it(struct attempt *attempt, struct err *err)
{
    struct log_row *rows = NULL;
    size_t n = 0;
    int failed = log_note(attempt->store, LOG_OPENED, "", "", err) ||
                 log_list(attempt->store, 10, &rows, &n, err);
    log_rows_free(rows, n);
    return failed ? -1 : 0;
}

static void tell_nobody(void *context, const char *table, const char *column, const char *row,
                        enum seal_found found)
{
    (void)context;
    fail_msg("%s %s %s: %d", table, column, row, (int)found);
}

static int examine_it(struct attempt *attempt, struct err *err)
{
    return veil_examine(store_db(attempt->store), tell_nobody, NULL, err);
}

/* Another window has the file: what is noted waits beside it. */
static int note_beside(struct attempt *attempt, struct err *err)
{
    struct store *reader = store_open(attempt->db, ACCESS_READ, (struct clock){.fixed = 0}, err);
    int failed = reader ? log_note(reader, LOG_OPENED, "", "", err) : -1;
    store_close(reader);
    return failed;
}

static bool is_sealed(struct attempt *attempt)
{
    return store_sealing(attempt->store) != SEALING_OFF;
}

static bool is_unsealed(struct attempt *attempt)
{
    return store_sealing(attempt->store) == SEALING_OFF;
}

static bool is_erased(struct attempt *attempt)
{
    struct err err = ERR_INIT(LANG_EN);
    bool there = true;
    return interviews_there(attempt->store, with_of(attempt)->marked->talk, &there, &err) == 0 &&
           !there;
}

/* ---- each of them ---------------------------------------------------------------------------- */

static void plan_it(struct attempt *attempt)
{
    static const struct seal_cost cheap = {1, 8192};
    struct err err = ERR_INIT(LANG_EN);
    struct secret *recovery = secret_new();
    with_of(attempt)->plan =
        sealing_prepare_as(attempt->attempts->passphrase, cheap, recovery, &err);
    assert_non_null(with_of(attempt)->plan);
    secret_free(recovery);
}

static void let_plan_go(struct attempt *attempt)
{
    sealing_plan_free(with_of(attempt)->plan);
    with_of(attempt)->plan = NULL;
}

static void make_copies(struct attempt *attempt)
{
    struct err err = ERR_INIT(LANG_EN);
    assert_int_equal(backups_make(attempt->store, &err), 0);
}

static const struct attempted tried[] = {
    {.name = "opening", .db = "plain.db", .state = CLOSED, .run = open_it},
    {.name = "opening sealed", .db = "sealed.db", .state = CLOSED, .run = open_it},
    {.name = "opening after a crash", .db = "crashed.db", .state = CLOSED, .run = open_it},
    {.name = "opening what is new", .db = "new.db", .state = CLOSED, .run = open_it},
    {.name = "sealing",
     .db = "plain.db",
     .state = OPENED,
     .run = seal_it,
     .prepare = plan_it,
     .clear = let_plan_go,
     .done = is_sealed},
    {.name = "unsealing",
     .db = "sealed.db",
     .state = UNLOCKED,
     .run = unseal_it,
     .done = is_unsealed},
    {.name = "another passphrase", .db = "sealed.db", .state = UNLOCKED, .run = rewrap_it},
    {.name = "locking", .db = "sealed.db", .state = UNLOCKED, .run = lock_and_unlock_it},
    {.name = "examining", .db = "sealed.db", .state = UNLOCKED, .run = examine_it},
    {.name = "rehearsing", .db = "plain.db", .state = OPENED, .run = rehearse_on_it},
    {.name = "rehearsing sealed", .db = "sealed.db", .state = UNLOCKED, .run = rehearse_on_it},
    {.name = "copying", .db = "plain.db", .state = OPENED, .run = copy_it},
    {.name = "copying by itself", .db = "plain.db", .state = OPENED, .run = copy_it_by_itself},
    {.name = "copying sealed by itself",
     .db = "sealed.db",
     .state = UNLOCKED,
     .run = copy_it_by_itself},
    {.name = "listing copies",
     .db = "plain.db",
     .state = OPENED,
     .run = list_copies,
     .prepare = make_copies,
     .quiet = true},
    {.name = "putting back",
     .db = "plain.db",
     .state = CLOSED,
     .run = put_copy_back,
     .beside = "plain.copy"},
    {.name = "saving elsewhere", .db = "plain.db", .state = CLOSED, .run = save_it_elsewhere},
    {.name = "saving sealed elsewhere",
     .db = "sealed.db",
     .state = CLOSED,
     .run = save_it_elsewhere},
    {.name = "saving damaged elsewhere",
     .db = "damaged.db",
     .state = CLOSED,
     .run = save_it_elsewhere,
     .harmed = true},
    {.name = "looking over", .db = "plain.db", .state = CLOSED, .run = look_it_over, .quiet = true},
    {.name = "looking over sealed",
     .db = "sealed.db",
     .state = CLOSED,
     .run = look_it_over,
     .quiet = true},
    {.name = "looking over damaged",
     .db = "damaged.db",
     .state = CLOSED,
     .run = look_it_over,
     .quiet = true,
     .harmed = true},
    {.name = "erasing", .db = "plain.db", .state = OPENED, .run = erase_talk, .done = is_erased},
    {.name = "erasing words", .db = "plain.db", .state = OPENED, .run = erase_words},
    {.name = "erasing words sealed", .db = "sealed.db", .state = UNLOCKED, .run = erase_words},
    {.name = "erasing a text of an agreement",
     .db = "plain.db",
     .state = OPENED,
     .run = erase_agreement_text},
    {.name = "following", .db = "sealed.db", .state = UNLOCKED, .run = follow_it},
    {.name = "bundling", .db = "plain.db", .state = OPENED, .run = bundle_it},
    {.name = "opening what another left to be noted",
     .db = "waiting.db",
     .state = CLOSED,
     .run = open_it},
    {.name = "noting while another writes",
     .db = "plain.db",
     .state = OPENED,
     .run = note_beside,
     .quiet = true},
    {.name = "noting", .db = "plain.db", .state = OPENED, .run = note_it, .quiet = true},
};

/* ---- where it is done ------------------------------------------------------------------------ */

static void copy_to(struct store *store, struct attempts *attempts, const char *name)
{
    struct err err = ERR_INIT(LANG_EN);
    char path[ATTEMPT_PATH];
    attempts_path(attempts, name, path);
    if (store_backup(store, path, &err))
        fail_msg("%s", err.text);
}

/* Two tables of which the middle cannot be read: one with row numbers, one
 * without. */
static void damage(struct attempts *attempts)
{
    static const char *const tables[] = {"answer", "agreement_revision"};
    char path[ATTEMPT_PATH];
    size_t len = 0;
    attempts_path(attempts, "damaged.db", path);
    struct store *store = attempts_open(path);
    int64_t page[2] = {0}, size = 0;
    struct err err = ERR_INIT(LANG_EN);
    for (int i = 0; i < 2; i++) {
        struct buf sql = BUF_INIT;
        buf_addf(&sql, "SELECT rootpage FROM sqlite_schema WHERE name = '%s'", tables[i]);
        assert_int_equal(db_number(store_db(store), sql.data, &page[i], &err), 0);
        buf_release(&sql);
    }
    assert_int_equal(db_number(store_db(store), "PRAGMA page_size", &size, &err), 0);
    store_close(store);
    char *bytes = sandbox_read(path, &len);
    for (int i = 0; i < 2; i++)
        memset(bytes + (page[i] - 1) * size + size / 2, 0x5A, 64);
    sandbox_write(path, bytes, len);
    free(bytes);
}

/* Of a program that was killed: the lock file names nobody who is there, and a
 * journal waits. */
static void crash(struct attempts *attempts)
{
    char db[ATTEMPT_PATH], wal[ATTEMPT_PATH], lock[ATTEMPT_PATH], from[ATTEMPT_PATH];
    size_t len = 0;
    struct err err = ERR_INIT(LANG_EN);
    attempts_path(attempts, "living.db", db);
    struct store *store = attempts_open(db);
    assert_int_equal(store_setting_set(store, "idle", "3", &err), 0);
    snprintf(from, sizeof from, "%.100s-wal", db);
    char *journal = sandbox_read(from, &len);
    attempts_path(attempts, "crashed.db-wal", wal);
    sandbox_write(wal, journal, len);
    free(journal);
    char *bytes = sandbox_read(db, &len);
    attempts_path(attempts, "crashed.db", from);
    sandbox_write(from, bytes, len);
    free(bytes);
    attempts_path(attempts, "crashed.db.lock", lock);
    sandbox_write(lock, "pid 1\n", 6); /* of a machine that stopped */
    store_close(store);
    chmod(wal, 0600);
}

static void wait_to_be_noted(struct attempts *attempts)
{
    static const char lines[] = "1796378400000\topened\tanna pts/3\t\t\n"
                                "nonsense\n"
                                "1796378400001\tviewed\tanna pts/3\thr\t1a2b3c4d\n";
    char path[ATTEMPT_PATH];
    attempts_path(attempts, "waiting.db.log", path);
    sandbox_write(path, lines, sizeof lines - 1);
}

static void fill(struct attempts *attempts, struct marked *marked)
{
    static const char *const names[] = {"plain.db",   "sealed.db", "damaged.db",
                                        "plain.copy", "living.db", "waiting.db"};
    char path[ATTEMPT_PATH];
    marked_begin(marked);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        copy_to(marked->desk.store, attempts, names[i]);
    marked_close(marked);
    attempts_path(attempts, "sealed.db", path);
    struct store *store = attempts_open(path);
    sealed_seal(store, NULL);
    store_close(store);
    damage(attempts);
    crash(attempts);
    wait_to_be_noted(attempts);
}

static int begin(void **state)
{
    struct attempts *attempts = mem_zero(1, sizeof *attempts);
    struct trouble_with *with = mem_zero(1, sizeof *with);
    attempts_begin(attempts);
    attempts->with = with;
    with->other = sealed_secret("vier andere woorden hier");
    with->marked = mem_zero(1, sizeof *with->marked);
    fill(attempts, with->marked);
    *state = attempts;
    return 0;
}

static int end(void **state)
{
    struct attempts *attempts = *state;
    struct trouble_with *with = attempts->with;
    attempts_end(attempts);
    marked_remove(with->marked);
    free(with->marked);
    secret_free(with->other);
    free(with);
    free(attempts);
    return 0;
}

static void a_statement_is_refused(void **state)
{
    attempts_try(*state, tried, sizeof tried / sizeof *tried, REFUSE_STATEMENTS);
}

static void a_call_is_refused(void **state)
{
    attempts_try(*state, tried, sizeof tried / sizeof *tried, REFUSE_CALLS);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_statement_is_refused),
        cmocka_unit_test(a_call_is_refused),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
