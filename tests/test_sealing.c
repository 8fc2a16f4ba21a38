/*
 * A sealed file: nothing readable is left in it, nothing of the program notices, and every fault is
 * told for what it is.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "fixture.h"
#include "sealed.h"
#include "store/agreements.h"
#include "store/change.h"
#include "store/interviews.h"
#include "store/people.h"
#include "store/requests.h"
#include "store/sealing_plan.h"
#include "store/search.h"
#include "store/sparring.h"
#include "store/veil.h"

#define TODAY  20791 /* 2026-12-04 */
#define MARKER "zwaluwnest"

static const struct deed did = {"%s answered", MARKER};

/* What stands in a field of an interview, "" when nothing; the caller frees it. */
static char *answer_of(struct fixture *fixture, const char *id, const char *field)
{
    struct interview *interview = interviews_load(fixture->store, id, &fixture->err);
    assert_string_equal(fixture->err.text, "");
    char *value = mem_copy(interview_value(interview, "aandacht", field));
    interview_release(interview);
    free(interview);
    return value;
}

static void assert_answer(struct fixture *fixture, const char *id, const char *field,
                          const char *value)
{
    char *found = answer_of(fixture, id, field);
    assert_string_equal(found, value);
    free(found);
}

static size_t count_found(struct fixture *fixture, struct store *store, const char *words)
{
    struct search search = {.words = words};
    struct hit *hits = NULL;
    size_t n = 0;
    search_find(store, &search, &hits, &n, &fixture->err);
    hits_free(hits, n);
    return n;
}

/* ---- every column is judged ------------------------------------------------------------------ */

/* Text columns that stay readable: ids, keys of fixed sets, days, and what is nobody's text. */
/* clang-format off */
static const char *const readable[] = {
    "person.id",
    "guide_text.checksum",
    "guide_text.guide",
    "guide_text.version",
    "guide_text.title",
    "guide_text.language",
    "guide_text.text",
    "interview.id",
    "interview.person",
    "interview.checksum",
    "interview.stage",
    "answer.interview",
    "answer.point",
    "answer.field",
    "answer.kind",
    "answer.share",
    "agreement.id",
    "agreement.interview",
    "agreement.owner",
    "agreement.due",
    "agreement.look_back",
    "agreement.basis",
    "agreement.basis_day",
    "agreement.share",
    "agreement.confirmed",
    "agreement.status",
    "agreement_revision.agreement",
    "agreement_revision.owner",
    "agreement_revision.due",
    "agreement_revision.look_back",
    "agreement_revision.basis",
    "agreement_revision.basis_day",
    "agreement_revision.share",
    "agreement_revision.confirmed",
    "agreement_revision.status",
    "agreement_revision.settlement",
    "draft.interview",
    "draft.point",
    "draft.field",
    "place.screen",
    "place.interview",
    "place.step",
    "place.item",
    "setting.name",
    "setting.value",
    "deed.interview",
    "deed.words",
    "deed_image.aspect",
    "deed_image.id",
    "deed_image.point",
    "deed_image.field",
    "source.id",
    "collected.id",
    "collected.source",
    "claim.agreement",
    "claim.source",
    "hurdle.source",
    "hurdle.guide",
    "hurdle.option",
    "settlement.id",
    "settlement.agreement",
    "settlement.status",
    "settlement.due",
    "request.id",
    "request.agreement",
    "sparring.id",
    "sparring.source",
    "sparring.interview",
    "sparring.guide",
    "sparring.point",
    "sparring.title",
    "sparring_message.id",
    "sparring_message.thread",
    "sparring_message.side",
    "sparring_draft.place",
    "sparring_draft.interview",
    "log.kind", "log.who", "log.how", "log.about",
    "keeping.person", "keeping.closed_on", "keeping.ended_on", "keeping.held_until",
    "absence.id", "absence.person", "absence.first_day", "absence.expected", "absence.back",
    "absence.safety_net", "absence.accident", "absence.liable",
    "absence.kind", "service.id", "service.person", "service.from_day", "service.until_day",
    "tick.absence", "tick.step", "tick.person", "tick.done_on",
    "told_source.source", "told_source.sha256", "told_person.person", "told_person.source",
    "told_gone.person",
    "told_absence.source", "told_absence.id", "told_absence.person", "told_absence.first_day",
    "told_absence.back", "told_absence.kind",
    "told_service.source", "told_service.person", "told_service.from_day",
    "told_service.until_day",
    "told_tick.source", "told_tick.absence", "told_tick.step", "told_tick.done_on",
    "absence_before.absence", "absence_before.person", "absence_before.field",
    "absence_before.who",
    "answer_before.interview", "answer_before.point", "answer_before.field", "answer_before.who",
    /* Numbers of teams, which are nobody's: in a file of HR's. */
    "tally.source", "tally.month", "tally.team", "tally.guide",
    "tally_days.source", "tally_days.month", "tally_days.team", "tally_days.guide",
    "hurdle.month", "insight_row.part", "insight_row.key",
    "keyslot.kind",
    "keyslot.salt",
    "keyslot.nonce",
    "keyslot.wrapped",
    "keyslot.sum",
};
/* clang-format on */

static bool is_readable(const char *table, const char *column)
{
    char name[128];
    snprintf(name, sizeof name, "%s.%s", table, column);
    for (size_t i = 0; i < sizeof readable / sizeof *readable; i++)
        if (!strcmp(readable[i], name))
            return true;
    return false;
}

/* Belongs to a table that texts are found by: itself, or what such a table is made of. */
static bool is_found_by(const char *table)
{
    char name[64];
    snprintf(name, sizeof name, "%s", table);
    for (char *cut = name; cut; cut = strrchr(name, '_')) {
        if (cut != name)
            *cut = '\0';
        if (veil_finds_by(name))
            return true;
    }
    return false;
}

static void every_column_of_text_is_sealed_or_meant_to_be_read(void **state)
{
    struct fixture *fixture = *state;
    struct query query;
    int unjudged = 0;
    query_begin(&query, store_db(fixture->store),
                "SELECT m.name, t.name FROM sqlite_schema m JOIN pragma_table_info(m.name) t"
                " WHERE m.type = 'table' AND t.type <> 'INTEGER' AND t.name <> 'sum'");
    while (query_row(&query)) {
        char *table = query_take_text(&query), *column = query_take_text(&query);
        bool judged = veil_seals(table, column) || is_readable(table, column) || is_found_by(table);
        if (!judged)
            print_error("say in src/store/texts.c that %s.%s is sealed, or here that it is not\n",
                        table, column);
        assert_false(veil_seals(table, column) && is_readable(table, column));
        unjudged += !judged;
        free(table);
        free(column);
    }
    good(fixture, query_end(&query, &fixture->err));
    assert_int_equal(unjudged, 0);
}

/* ---- nothing is left to read ----------------------------------------------------------------- */

static void agree(struct fixture *fixture, const char *interview, enum share share)
{
    struct agreement agreement;
    agreement_init(&agreement);
    snprintf(agreement.interview, sizeof agreement.interview, "%s", interview);
    mem_replace(&agreement.what, "wat " MARKER);
    mem_replace(&agreement.owner_name, "wie " MARKER);
    mem_replace(&agreement.due_words, "dag " MARKER);
    mem_replace(&agreement.follow_up, "hoe " MARKER);
    agreement.owner = OWNER_OTHER;
    agreement.share = share;
    good(fixture, agreements_save(fixture->store, &agreement, &did, &fixture->err));
    memcpy(fixture->agreement, agreement.id, UUID_SIZE);
    agreement_release(&agreement);
}

/* Every field somebody can write in, with the marker in it. */
static void fill_everything(struct fixture *fixture, const char *name, const char *fresh)
{
    struct store *store = fixture->store;
    char person[UUID_SIZE], thread[UUID_SIZE];
    struct sparring_point point = {fixture->sanne, "verzuimgesprek", "aandacht", "Aandacht"};
    struct draft draft = {.point = (char *)"aandacht",
                          .field = (char *)"anders",
                          .text = (char *)"typen " MARKER,
                          .cursor = 3};
    good(fixture, person_named(store_db(store), name, person, &fixture->err));
    good(fixture, interviews_rename_person(store, person, fresh, "team " MARKER, "code " MARKER,
                                           &did, &fixture->err));
    sandbox_answer(store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, "moe " MARKER);
    sandbox_answer(store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, "weer " MARKER);
    sandbox_answer(store, fixture->sanne, "aandacht", "samen", SHARE_EMPLOYEE, "samen " MARKER);
    sandbox_answer(store, fixture->sanne, ".closing", "mirror", SHARE_PRIVATE, "ik " MARKER);
    memcpy(draft.interview, fixture->sanne, UUID_SIZE);
    good(fixture, interviews_draft(store, &draft, &fixture->err));
    agree(fixture, fixture->sanne, SHARE_EMPLOYEE);
    agree(fixture, fixture->sanne, SHARE_HR);
    good(fixture, agreements_settle(store, fixture->agreement, STATUS_RUNNING, DAY_NONE,
                                    "verslag " MARKER, &did, &fixture->err));
    good(fixture, sparring_ask(store, &point, "vraag " MARKER, &did, thread, &fixture->err));
    good(fixture, sparring_draft(store, thread, "half " MARKER, &fixture->err));
}

/* In how many files of the sandbox the marker stands; base64 of it is told apart by its own name.
 */
static int files_with(struct fixture *fixture, const char *marker)
{
    DIR *dir = opendir(fixture->sandbox.folder);
    int n = 0;
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        char path[SANDBOX_PATH];
        size_t len = 0;
        if (*entry->d_name == '.')
            continue;
        sandbox_path(&fixture->sandbox, entry->d_name, path);
        char *bytes = sandbox_read(path, &len);
        if (memmem(bytes, len, marker, strlen(marker))) {
            n++;
            print_message("in %s\n", entry->d_name);
        }
        free(bytes);
    }
    closedir(dir);
    return n;
}

/* Goes on writing in the sealed file, and dies in the middle of it. */
static void write_and_die(struct fixture *fixture)
{
    pid_t child = fork();
    int status = 0;
    assert_true(child >= 0);
    if (child == 0) {
        struct err err = ERR_INIT(LANG_EN);
        fixture->store =
            store_open(fixture->sandbox.db, ACCESS_WRITE, (struct clock){SANDBOX_NOW + 5}, &err);
        sealed_open(fixture->store);
        fill_everything(fixture, "Mo Karimi", "Mo " MARKER);
        struct undone undone;
        if (store_undo(fixture->store, LANG_EN, &undone, &err) != 1)
            _exit(1);
        raise(SIGKILL);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
}

static void nothing_typed_can_be_read_in_any_file(void **state)
{
    struct fixture *fixture = *state;
    char backup[SANDBOX_PATH];
    fill_everything(fixture, "Sanne de Boer", "Sanne " MARKER);
    assert_true(files_with(fixture, MARKER) > 0); /* else this test is blind */
    sealed_seal(fixture->store, NULL);
    assert_int_equal(files_with(fixture, MARKER), 0);
    sandbox_path(&fixture->sandbox, "copy.db", backup);
    good(fixture, store_backup(fixture->store, backup, &fixture->err));
    store_close(fixture->store);
    assert_int_equal(files_with(fixture, "wnest"), 0);
    write_and_die(fixture);
    assert_int_equal(files_with(fixture, "wnest"), 0);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW + 9);
    sealed_open(fixture->store);
    assert_int_equal(count_found(fixture, fixture->store, MARKER), 7);
    assert_int_equal(files_with(fixture, "wnest"), 0);
}

/* ---- it works as before ---------------------------------------------------------------------- */

static void all_is_there_after_sealing_and_after_unsealing(void **state)
{
    struct fixture *fixture = *state;
    struct secret *passphrase = sealed_secret(SEALED_PASSPHRASE), *wrong = sealed_secret("anders");
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, "moe");
    sealed_seal(fixture->store, NULL);
    assert_int_equal(store_sealing(fixture->store), SEALING_OPEN);
    assert_answer(fixture, fixture->sanne, "gevoel", "moe");
    reopen(fixture, SANDBOX_NOW + 1);
    assert_int_equal(store_sealing(fixture->store), SEALING_LOCKED);
    sealed_open(fixture->store);
    assert_answer(fixture, fixture->sanne, "gevoel", "moe");
    sandbox_answer(fixture->store, fixture->mo, "aandacht", "gevoel", SHARE_PRIVATE, "rooster");
    assert_int_equal(count_found(fixture, fixture->store, "rooster"), 1);
    assert_int_equal(sealing_off(fixture->store, wrong, &fixture->err), UNLOCK_WRONG);
    assert_non_null(strstr(fixture->err.text, "not the passphrase"));
    fixture->err.text[0] = '\0';
    assert_int_equal(sealing_off(fixture->store, passphrase, &fixture->err), UNLOCK_DONE);
    assert_int_equal(store_sealing(fixture->store), SEALING_OFF);
    reopen(fixture, SANDBOX_NOW + 1);
    assert_answer(fixture, fixture->sanne, "gevoel", "moe");
    assert_answer(fixture, fixture->mo, "gevoel", "rooster");
    assert_int_equal(count_found(fixture, fixture->store, "rooster"), 1);
    struct buf report = BUF_INIT;
    assert_int_equal(store_doctor(fixture->sandbox.db, LANG_EN, &report, &fixture->err), 0);
    buf_release(&report);
    secret_free(passphrase);
    secret_free(wrong);
}

/* A condition on a text is only ever tried with the row's own place, whatever else is asked. */
static void conditions_look_at_texts_where_they_stand(void **state)
{
    static const char *const questions[] = {
        "SELECT count(*) FROM interview i JOIN answer x ON x.interview = i.id AND x.point ="
        " 'aandacht' AND x.field = 'dag' WHERE date(x.value) = x.value",
        "SELECT count(*) FROM answer WHERE date(value) = value AND +point = 'aandacht'"
        " AND field = 'dag'",
        "SELECT count(*) FROM answer x WHERE x.value LIKE '2026%' AND x.field = 'dag' AND EXISTS"
        " (SELECT 1 FROM answer y WHERE y.value <> '' AND y.interview = x.interview"
        "  AND y.field = 'gevoel')",
    };
    struct fixture *fixture = *state;
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, "moe");
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "dag", SHARE_PRIVATE, "2026-12-04");
    sandbox_answer(fixture->store, fixture->mo, "aandacht", "gevoel", SHARE_PRIVATE, "moe");
    sealed_seal(fixture->store, NULL);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        int64_t n = -1;
        good(fixture, db_number(store_db(fixture->store), questions[i], &n, &fixture->err));
        assert_int_equal(n, 1);
    }
}

static void a_locked_file_says_that_it_is_sealed(void **state)
{
    struct fixture *fixture = *state;
    struct buf value = BUF_INIT;
    struct draft draft = {.point = (char *)"p", .field = (char *)"f", .text = (char *)"t"};
    memcpy(draft.interview, fixture->sanne, UUID_SIZE);
    good(fixture, store_setting_set(fixture->store, "look", "calm", &fixture->err));
    sealed_seal(fixture->store, NULL);
    good(fixture, sealing_lock(fixture->store, &fixture->err));
    assert_int_equal(store_sealing(fixture->store), SEALING_LOCKED);
    assert_null(interviews_load(fixture->store, fixture->sanne, &fixture->err));
    assert_string_equal(fixture->err.text, "The file is sealed. Give its passphrase first.");
    fixture->err.text[0] = '\0';
    count_found(fixture, fixture->store, "moe"); /* an error, and not "nothing found" */
    assert_string_equal(fixture->err.text, "The file is sealed. Give its passphrase first.");
    fixture->err.text[0] = '\0';
    assert_int_equal(interviews_draft(fixture->store, &draft, &fixture->err), -1);
    assert_string_equal(fixture->err.text, "The file is sealed. Give its passphrase first.");
    fixture->err.text[0] = '\0';
    good(fixture, store_setting_get(fixture->store, "look", &value, &fixture->err));
    assert_string_equal(value.data, "calm");
    buf_release(&value);
    sealed_open(fixture->store);
    good(fixture, interviews_draft(fixture->store, &draft, &fixture->err));
}

static void passphrase_and_recovery_key_each_open_it(void **state)
{
    struct fixture *fixture = *state;
    struct secret *recovery = secret_new(), *fresh = sealed_secret("drie olifanten later");
    struct secret *old = sealed_secret(SEALED_PASSPHRASE), *slip = sealed_secret("PGDX-9XFW");
    sealed_seal(fixture->store, recovery);
    good(fixture, sealing_rewrap(fixture->store, fresh, &fixture->err));
    reopen(fixture, SANDBOX_NOW + 1);
    assert_int_equal(sealing_unlock(fixture->store, old, &fixture->err), UNLOCK_WRONG);
    assert_int_equal(sealing_unlock_recovery(fixture->store, slip, &fixture->err), UNLOCK_WRONG);
    assert_non_null(strstr(fixture->err.text, "slip"));
    fixture->err.text[0] = '\0';
    assert_int_equal(sealing_unlock(fixture->store, fresh, &fixture->err), UNLOCK_DONE);
    reopen(fixture, SANDBOX_NOW + 1);
    assert_int_equal(sealing_unlock_recovery(fixture->store, recovery, &fixture->err), UNLOCK_DONE);
    secret_free(recovery);
    secret_free(fresh);
    secret_free(old);
    secret_free(slip);
}

/* The other window sees the file being sealed, asks anew, and finds what is written meanwhile. */
static void a_second_window_follows(void **state)
{
    struct fixture *fixture = *state;
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, "vermoeid");
    struct store *second = sandbox_open(&fixture->sandbox, ACCESS_READ, SANDBOX_NOW);
    assert_int_equal(count_found(fixture, second, "ver"), 1);
    assert_int_equal(count_found(fixture, second, "vermoei"), 1);
    sealed_seal(fixture->store, NULL);
    assert_true(store_changed(second));
    assert_int_equal(store_sealing(second), SEALING_LOCKED);
    sealed_open(second);
    assert_int_equal(count_found(fixture, second, "ver"), 1);
    assert_int_equal(count_found(fixture, second, "vermoei"), 1);
    sandbox_answer(fixture->store, fixture->mo, "aandacht", "gevoel", SHARE_PRIVATE, "rooster");
    assert_true(store_changed(second));
    assert_int_equal(count_found(fixture, second, "rooster"), 1);
    store_close(fixture->store);
    good(fixture, store_take_over(second, &fixture->err));
    assert_int_equal(store_sealing(second), SEALING_OPEN);
    fixture->store = second;
    sandbox_answer(fixture->store, fixture->mo, "aandacht", "gevoel", SHARE_PRIVATE, "anders");
    assert_int_equal(count_found(fixture, fixture->store, "rooster"), 0);
}

/* ---- what was tampered with ------------------------------------------------------------------ */

/* Runs SQL on the file past the program. */
static void tamper(struct fixture *fixture, const char *sql)
{
    sqlite3 *handle = NULL;
    store_close(fixture->store);
    fixture->store = NULL;
    assert_int_equal(sqlite3_open(fixture->sandbox.db, &handle), SQLITE_OK);
    if (sqlite3_exec(handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(handle));
    assert_int_equal(sqlite3_changes(handle) > 0, 1);
    sqlite3_close(handle);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW + 1);
    sealed_open(fixture->store);
}

/* What the file holds in place of the damaged answer; the caller frees it. */
static char *sealed_value(struct fixture *fixture)
{
    struct buf value = BUF_INIT;
    good(fixture, db_text(store_db(fixture->store),
                          "SELECT value FROM main.sealed_answer WHERE field = 'gevoel'", &value,
                          &fixture->err));
    return buf_detach(&value);
}

/* The doctor says `told`, which is the place, and nothing of what stands there. */
static void assert_doctor(struct fixture *fixture, const char *told)
{
    struct buf report = BUF_INIT;
    struct secret *passphrase = sealed_secret(SEALED_PASSPHRASE);
    assert_int_equal(
        store_doctor_with(fixture->sandbox.db, passphrase, LANG_EN, &report, &fixture->err), 1);
    assert_non_null(strstr(report.data, told));
    assert_null(strstr(report.data, MARKER));
    assert_non_null(strstr(report.data, fixture->sanne));
    buf_clear(&report);
    assert_int_equal(store_doctor(fixture->sandbox.db, LANG_EN, &report, &fixture->err), 1);
    assert_non_null(strstr(report.data, "A text that was changed outside Gesprek: answer, value"));
    buf_release(&report);
    secret_free(passphrase);
}

#define LOST "[Damaged: this text cannot be read any more.]"

/* The damaged text says so where it stands; all around it is as it was, and can be changed. What
 * cannot be read is never replaced by what was shown for it. */
static void assert_told(struct fixture *fixture, const char *told)
{
    char *before = sealed_value(fixture);
    assert_answer(fixture, fixture->sanne, "gevoel", LOST);
    assert_answer(fixture, fixture->sanne, "plan", "bellen");
    assert_int_equal(count_found(fixture, fixture->store, "bellen"), 1);
    assert_doctor(fixture, told);
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, LOST);
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "plan", SHARE_PRIVATE, "mailen");
    reopen(fixture, SANDBOX_NOW + 1);
    sealed_open(fixture->store);
    assert_answer(fixture, fixture->sanne, "plan", "mailen");
    assert_answer(fixture, fixture->sanne, "gevoel", LOST);
    char *after = sealed_value(fixture);
    assert_string_equal(before, after);
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE,
                   LOST " anders");
    assert_answer(fixture, fixture->sanne, "gevoel",
                  "[Damaged: this text was changed outside Gesprek.] anders");
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE,
                   "weer goed");
    assert_answer(fixture, fixture->sanne, "gevoel", "weer goed");
    free(before);
    free(after);
}

/* One answer that will be damaged, one that will not. */
static void answer_two(struct fixture *fixture)
{
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, MARKER);
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "plan", SHARE_PRIVATE, "bellen");
}

static void a_changed_byte_is_told(void **state)
{
    struct fixture *fixture = *state;
    answer_two(fixture);
    sealed_seal(fixture->store, NULL);
    tamper(fixture, "UPDATE sealed_answer SET value = substr(value, 1, 80) ||"
                    " iif(substr(value, 81, 1) = 'A', 'B', 'A') || substr(value, 82)"
                    " WHERE field = 'gevoel'");
    assert_told(fixture, "A sealed text that was changed outside Gesprek: answer, value");
}

static void a_swapped_record_is_told(void **state)
{
    struct fixture *fixture = *state;
    answer_two(fixture);
    sealed_seal(fixture->store, NULL);
    tamper(fixture, "UPDATE sealed_answer SET value = (SELECT x.value FROM sealed_answer x"
                    " WHERE x.seq <> sealed_answer.seq) WHERE field = 'gevoel'");
    assert_told(fixture, "A sealed text that was moved here from another place: answer, value");
}

static void a_text_that_is_not_sealed_at_all_is_told(void **state)
{
    struct fixture *fixture = *state;
    answer_two(fixture);
    sealed_seal(fixture->store, NULL);
    tamper(fixture, "UPDATE sealed_answer SET value = '' WHERE field = 'gevoel'");
    assert_told(fixture, "A sealed text that was changed outside Gesprek: answer, value");
}

/* It is not given out as if it were sound: the file stays sealed, with all that can be read. */
static void what_is_not_sound_is_not_unsealed(void **state)
{
    static const struct {
        const char *value, *told;
    } harms[] = {
        {"substr(value, 1, 80) || iif(substr(value, 81, 1) = 'A', 'B', 'A') || substr(value, 82)",
         "was changed outside Gesprek"},
        {"(SELECT x.value FROM sealed_answer x WHERE x.seq <> sealed_answer.seq)",
         "was moved from the place"},
    };
    struct fixture *fixture = *state;
    struct secret *passphrase = sealed_secret(SEALED_PASSPHRASE);
    answer_two(fixture);
    sealed_seal(fixture->store, NULL);
    for (size_t i = 0; i < 2; i++) {
        char sql[256];
        snprintf(sql, sizeof sql, "UPDATE sealed_answer SET value = %s WHERE field = 'gevoel'",
                 harms[i].value);
        tamper(fixture, sql);
        assert_int_equal(sealing_off(fixture->store, passphrase, &fixture->err), UNLOCK_FAILED);
        assert_non_null(strstr(fixture->err.text, harms[i].told));
        *fixture->err.text = '\0';
        assert_int_equal(store_sealing(fixture->store), SEALING_OPEN);
        assert_answer(fixture, fixture->sanne, "plan", "bellen");
    }
    secret_free(passphrase);
}

static void only_a_sealed_file_that_can_be_written_is_unsealed(void **state)
{
    struct fixture *fixture = *state;
    struct secret *passphrase = sealed_secret(SEALED_PASSPHRASE);
    assert_int_equal(sealing_off(fixture->store, passphrase, &fixture->err), UNLOCK_FAILED);
    assert_string_equal(fixture->err.text, "The file is not sealed.");
    sealed_seal(fixture->store, NULL);
    struct store *reader = sandbox_open(&fixture->sandbox, ACCESS_READ, SANDBOX_NOW);
    assert_int_equal(sealing_off(reader, passphrase, &fixture->err), UNLOCK_FAILED);
    assert_non_null(strstr(fixture->err.text, "can only be read here"));
    assert_int_equal(store_sealing(reader), SEALING_LOCKED);
    *fixture->err.text = '\0';
    store_close(reader);
    secret_free(passphrase);
}

/* One statement that saves several rows, one after the other or again later. */
static void what_cannot_be_read_stays_behind_a_row_that_can(void **state)
{
    struct fixture *fixture = *state;
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "plan", SHARE_PRIVATE, "bellen");
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, MARKER);
    sealed_seal(fixture->store, NULL);
    tamper(fixture, "UPDATE sealed_answer SET value = substr(value, 1, 80) ||"
                    " iif(substr(value, 81, 1) = 'A', 'B', 'A') || substr(value, 82)"
                    " WHERE field = 'gevoel'");
    char *before = sealed_value(fixture);
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "plan", SHARE_PRIVATE, "mailen");
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, LOST);
    good(fixture, db_run(store_db(fixture->store),
                         "UPDATE answer SET value = iif(field = 'gevoel', '" LOST "', 'samen')",
                         &fixture->err));
    char *after = sealed_value(fixture);
    assert_string_equal(before, after);
    assert_answer(fixture, fixture->sanne, "gevoel", LOST);
    assert_answer(fixture, fixture->sanne, "plan", "samen");
    free(before);
    free(after);
}

static void a_damaged_slot_is_no_wrong_passphrase(void **state)
{
    struct fixture *fixture = *state;
    struct secret *passphrase = sealed_secret(SEALED_PASSPHRASE), *recovery = secret_new();
    sealed_seal(fixture->store, recovery);
    store_close(fixture->store);
    sqlite3 *handle = NULL;
    assert_int_equal(sqlite3_open(fixture->sandbox.db, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle,
                                  "UPDATE keyslot SET wrapped = zeroblob(48)"
                                  " WHERE kind = 'passphrase'",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(handle);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW + 1);
    assert_int_equal(sealing_unlock(fixture->store, passphrase, &fixture->err), UNLOCK_DAMAGED);
    assert_non_null(strstr(fixture->err.text, "recovery key"));
    fixture->err.text[0] = '\0';
    assert_int_equal(sealing_unlock_recovery(fixture->store, recovery, &fixture->err), UNLOCK_DONE);
    good(fixture, sealing_rewrap(fixture->store, passphrase, &fixture->err));
    reopen(fixture, SANDBOX_NOW + 1);
    sealed_open(fixture->store);
    secret_free(passphrase);
    secret_free(recovery);
}

static void a_file_with_a_trigger_of_others_is_refused(void **state)
{
    struct fixture *fixture = *state;
    sealed_seal(fixture->store, NULL);
    store_close(fixture->store);
    sqlite3 *handle = NULL;
    assert_int_equal(sqlite3_open(fixture->sandbox.db, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle,
                                  "CREATE TRIGGER lurk AFTER INSERT ON setting BEGIN"
                                  " DELETE FROM place; END",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(handle);
    fixture->store =
        store_open(fixture->sandbox.db, ACCESS_WRITE, (struct clock){SANDBOX_NOW}, &fixture->err);
    assert_null(fixture->store);
    assert_non_null(strstr(fixture->err.text, "damaged"));
}

/* ---- crashes and upgrades -------------------------------------------------------------------- */

static int64_t since(const struct timespec *begin)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - begin->tv_sec) * 1000000000 + now.tv_nsec - begin->tv_nsec;
}

static void seal_or_unseal(struct fixture *fixture)
{
    struct err err = ERR_INIT(LANG_EN);
    struct secret *passphrase = sealed_secret(SEALED_PASSPHRASE);
    struct store *store =
        store_open(fixture->sandbox.db, ACCESS_WRITE, (struct clock){SANDBOX_NOW}, &err);
    if (!store)
        fail_msg("%s", err.text);
    if (store_sealing(store) == SEALING_OFF)
        sealed_seal(store, NULL);
    else if (sealing_off(store, passphrase, &err) != UNLOCK_DONE)
        fail_msg("%s", err.text);
    secret_free(passphrase);
    store_close(store);
}

/* Killed in the middle of sealing or unsealing, the file is wholly the one or the other, and a
 * sealed one has no traces left once it was opened again. */
static void kill_9_leaves_it_sealed_or_not(void **state)
{
    enum { ROUNDS = 60 };
    struct fixture *fixture = *state;
    unsigned seed = 20261204;
    int sealed = 0;
    struct timespec begin;
    for (int i = 0; i < 40; i++) {
        char field[16];
        snprintf(field, sizeof field, "f%d", i);
        sandbox_answer(fixture->store, fixture->sanne, "aandacht", field, SHARE_PRIVATE, MARKER);
    }
    store_close(fixture->store);
    clock_gettime(CLOCK_MONOTONIC, &begin);
    seal_or_unseal(fixture);
    seal_or_unseal(fixture);
    int64_t most = since(&begin) * 2 / 3;
    for (int round = 0; round < ROUNDS; round++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            seal_or_unseal(fixture);
            _exit(0);
        }
        if (round % 4) { /* each fourth comes to its end, so both states are met on any machine */
            nanosleep(&(struct timespec){.tv_nsec = (long)(rand_r(&seed) % most)}, NULL);
            kill(child, SIGKILL);
        }
        assert_int_equal(waitpid(child, NULL, 0), child);
        fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
        if (store_sealing(fixture->store) == SEALING_LOCKED) {
            sealed++;
            sealed_open(fixture->store);
            assert_int_equal(files_with(fixture, MARKER), 0);
        }
        assert_answer(fixture, fixture->sanne, "f0", MARKER);
        assert_answer(fixture, fixture->sanne, "f39", MARKER);
        assert_int_equal(count_found(fixture, fixture->store, MARKER), 40);
        store_close(fixture->store);
    }
    assert_true(sealed > 2 && sealed < ROUNDS - 2); /* else this test is blind */
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
}

/* A later version that adds to a sealed table, without having the key. */
static void a_sealed_file_is_brought_up_to_date(void **state)
{
    static const char *const sql[] = {
        "ALTER TABLE answer ADD COLUMN mood TEXT NOT NULL DEFAULT 'fine'",
        "CREATE INDEX answer_by_kind ON answer (kind)",
        "DROP TABLE review_by_update",
        "CREATE VIRTUAL TABLE review_by_update USING fts5 (text, content = '',"
        " tokenize = 'unicode61 remove_diacritics 2', prefix = '2', detail = none, columnsize = 0)",
        NULL,
    };
    struct fixture *fixture = *state;
    enum { MOST = 32 };
    struct upgrade upgrades[MOST];
    size_t n = schema_gesprek.n;
    assert_true(n < MOST);
    memcpy(upgrades, schema_gesprek.upgrades, n * sizeof *upgrades);
    upgrades[n] = (struct upgrade){schema_version(&schema_gesprek) + 1, sql};
    struct schema later = {upgrades, n + 1};
    sandbox_answer(fixture->store, fixture->sanne, "aandacht", "gevoel", SHARE_PRIVATE, MARKER);
    agree(fixture, fixture->sanne, SHARE_HR);
    sealed_seal(fixture->store, NULL);
    store_close(fixture->store);
    fixture->store = store_open_as(fixture->sandbox.db, ACCESS_WRITE, (struct clock){SANDBOX_NOW},
                                   &later, &fixture->err);
    assert_string_equal(fixture->err.text, "");
    sealed_open(fixture->store);
    assert_answer(fixture, fixture->sanne, "gevoel", MARKER);
    sandbox_answer(fixture->store, fixture->mo, "aandacht", "gevoel", SHARE_PRIVATE, "nieuw");
    assert_answer(fixture, fixture->mo, "gevoel", "nieuw");
    assert_int_equal(count_found(fixture, fixture->store, MARKER), 2);
    store_close(fixture->store);
    assert_int_equal(files_with(fixture, "wnest"), 0); /* nor in the backup made before */
    fixture->store =
        store_open(fixture->sandbox.db, ACCESS_WRITE, (struct clock){SANDBOX_NOW}, &fixture->err);
    assert_null(fixture->store);
    assert_non_null(strstr(fixture->err.text, "newer version"));
}

static void copies_beside_it_are_named(void **state)
{
    struct fixture *fixture = *state;
    struct buf lines = BUF_INIT;
    char path[SANDBOX_PATH];
    sealing_add_copies(fixture->store, &lines);
    assert_string_equal(lines.data, "");
    sandbox_path(&fixture->sandbox, "copy.db", path);
    good(fixture, store_backup(fixture->store, path, &fixture->err));
    sandbox_path(&fixture->sandbox, "letter.txt", path);
    sandbox_write(path, "Beste", 5);
    sealing_add_copies(fixture->store, &lines);
    assert_non_null(strstr(lines.data, "/copy.db\n"));
    assert_null(strstr(lines.data, "letter"));
    assert_null(strstr(lines.data, "gesprek.db"));
    assert_true(sealing_at(fixture->sandbox.db) == false);
    sealed_seal(fixture->store, NULL);
    assert_true(sealing_at(fixture->sandbox.db));
    buf_release(&lines);
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, fixture_two, fixture_end)

int main(void)
{
    unsetenv("TEST_SEALED");
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(every_column_of_text_is_sealed_or_meant_to_be_read),
        WITH_FIXTURE(nothing_typed_can_be_read_in_any_file),
        WITH_FIXTURE(all_is_there_after_sealing_and_after_unsealing),
        WITH_FIXTURE(conditions_look_at_texts_where_they_stand),
        WITH_FIXTURE(a_locked_file_says_that_it_is_sealed),
        WITH_FIXTURE(passphrase_and_recovery_key_each_open_it),
        WITH_FIXTURE(a_second_window_follows),
        WITH_FIXTURE(a_changed_byte_is_told),
        WITH_FIXTURE(a_swapped_record_is_told),
        WITH_FIXTURE(a_text_that_is_not_sealed_at_all_is_told),
        WITH_FIXTURE(what_is_not_sound_is_not_unsealed),
        WITH_FIXTURE(only_a_sealed_file_that_can_be_written_is_unsealed),
        WITH_FIXTURE(what_cannot_be_read_stays_behind_a_row_that_can),
        WITH_FIXTURE(a_damaged_slot_is_no_wrong_passphrase),
        WITH_FIXTURE(a_file_with_a_trigger_of_others_is_refused),
        WITH_FIXTURE(kill_9_leaves_it_sealed_or_not),
        WITH_FIXTURE(a_sealed_file_is_brought_up_to_date),
        WITH_FIXTURE(copies_beside_it_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
