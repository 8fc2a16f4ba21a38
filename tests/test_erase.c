/* What is erased leaves no trace: not in a table, not in what undo knows, not in the raw bytes of
 * the file and what lies beside it. Every text the file keeps is considered here. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "sandbox.h"
#include "store/agreements.h"
#include "store/bundle.h"
#include "store/change.h"
#include "store/erase.h"
#include "store/absences.h"
#include "store/interviews.h"
#include "store/log.h"
#include "store/lookup.h"
#include "store/sparring.h"
#include "store/sweep.h"
#include "somebody.h"

/* Each word begins otherwise, so that no index keeps one as the tail of another. */
#define NAME   "Plofkraak Hoorn"
#define NOTE   "wurmtrechter"
#define LIST   "gletsjerbrij"
#define EARLY  "kwibuspaling"
#define DRAFT  "dromedarisei"
#define WHAT   "zilvervosgat"
#define FOLLOW "nachtzwaluwe"
#define REMARK "hazelmuisoor"
#define OTHER  "bladluismelk"
#define LATER  "jeneverbesje"
#define GONE   "ijsvogelnest"
#define REASON "moerashertje"
#define ASKED  "olijkefazant"
#define TYPED  "stekelvarkje"
#define UPDATE "bunzinghalm"
#define CALLED "grutteroever"
#define WORSE  "kievitsbloem"
#define BETTER "appelvinkjes"
#define TAKEN  "rietgorzenei"
#define STAYS  "vuurvliegpad"

static const char *const secrets[] = {
    "Plofkraak", "plofkraak", "kraak hoorn", NOTE,   LIST,  EARLY,  DRAFT,
    WHAT,        FOLLOW,      REMARK,        OTHER,  LATER, GONE,   REASON,
    ASKED,       TYPED,       UPDATE,        CALLED, WORSE, BETTER, TAKEN,
};
enum { SECRETS = sizeof secrets / sizeof *secrets };

static const struct deed did = {"agreement \"%s\" read back: right", WHAT};

struct fixture {
    struct sandbox sandbox;
    struct store *store;
    struct err err;
    char person[UUID_SIZE], talk[UUID_SIZE], second[UUID_SIZE], mo[UUID_SIZE];
    char agreement[UUID_SIZE], withdrawn[UUID_SIZE], stays[UUID_SIZE];
    char thread[UUID_SIZE]; /* a question to HR */
    char spell[UUID_SIZE]; /* an absence that is over and was put right afterwards */
};

/* ---- the file -------------------------------------------------------------------------------- */

static void done(struct fixture *fixture, int failed)
{
    assert_string_equal(fixture->err.text, "");
    assert_int_equal(failed, 0);
}

static int64_t number(struct fixture *fixture, const char *sql)
{
    int64_t n = -1;
    done(fixture, db_number(store_db(fixture->store), sql, &n, &fixture->err));
    return n;
}

static void run(struct fixture *fixture, const char *sql)
{
    done(fixture, db_run(store_db(fixture->store), sql, &fixture->err));
}

static void save(struct fixture *fixture, struct agreement *agreement)
{
    done(fixture, agreements_save(fixture->store, agreement, &did, &fixture->err));
}

/* An agreement with a word in each text, changed twice, settled, and one that was withdrawn. */
static void agree(struct fixture *fixture)
{
    struct agreement agreement;
    struct deed deed = {"settled %s", WHAT " " REMARK};
    agreement_init(&agreement);
    snprintf(agreement.interview, sizeof agreement.interview, "%s", fixture->talk);
    agreement.share = SHARE_HR;
    mem_replace(&agreement.what, "hijs de " EARLY);
    mem_replace(&agreement.due_words, LATER);
    save(fixture, &agreement);
    mem_replace(&agreement.what, "hijs de " WHAT " op");
    mem_replace(&agreement.follow_up, FOLLOW);
    agreement.owner = OWNER_OTHER;
    mem_replace(&agreement.owner_name, OTHER);
    save(fixture, &agreement);
    memcpy(fixture->agreement, agreement.id, UUID_SIZE);
    done(fixture, agreements_settle(fixture->store, agreement.id, STATUS_DONE, DAY_NONE, REMARK,
                                    &deed, &fixture->err));
    agreement_release(&agreement);
    sandbox_agree(fixture->store, fixture->second, GONE, DAY_NONE, fixture->withdrawn);
    struct agreement *all = NULL;
    size_t n = 0;
    done(fixture, agreements_history(fixture->store, fixture->withdrawn, &all, &n, &fixture->err));
    all[0].removed = true;
    deed.about = GONE;
    done(fixture, agreements_save(fixture->store, &all[0], &deed, &fixture->err));
    agreement_release(&all[0]);
    free(all);
}

static void draft(struct fixture *fixture, const char *point, const char *field)
{
    struct draft typed = {.point = (char *)point, .field = (char *)field, .text = DRAFT};
    memcpy(typed.interview, fixture->talk, UUID_SIZE);
    done(fixture, interviews_draft(fixture->store, &typed, &fixture->err));
}

static void put(struct fixture *fixture, const char *interview, const char *field, enum kind kind,
                const char *value, const char *shown)
{
    struct answer answer = {.point = "point",
                            .field = (char *)field,
                            .kind = kind,
                            .share = SHARE_EMPLOYEE,
                            .label = "Vraag",
                            .value = (char *)value,
                            .shown = (char *)shown};
    struct deed deed = {"answer to \"%s\" changed", "Vraag"};
    done(fixture, interviews_answer(fixture->store, interview, &answer, &deed, &fixture->err));
}

/* What was asked of HR, and by HR. */
static void spar(struct fixture *fixture)
{
    struct sparring_point point = {fixture->talk, "verzuimgesprek", "point", "Punt"};
    done(fixture, sparring_ask(fixture->store, &point, "Wat nu, met " ASKED "?", &did,
                               fixture->thread, &fixture->err));
    done(fixture, sparring_draft(fixture->store, fixture->thread, "en " TYPED, &fixture->err));
    done(fixture, sparring_draft(fixture->store, fixture->talk, TYPED " dan", &fixture->err));
    run(fixture, "INSERT INTO request (id, agreement, step, revision, question, asked_at)"
                 " SELECT '" UPDATE "', id, 1, 1, '" UPDATE "?', 1 FROM agreement"
                 " WHERE what LIKE '%" WHAT "%'");
}

/* A sick report, corrected once. */
static void report(struct fixture *fixture)
{
    struct absence absence;
    struct deed deed = {"absence of %s added", NAME};
    absence_init(&absence);
    absence.first_day = day_from_civil(2026, 11, 2);
    mem_replace(&absence.reachable, CALLED);
    mem_replace(&absence.lasting, CALLED " lang");
    done(fixture, somebody(fixture->store, NAME, absence.person, &fixture->err));
    done(fixture, absences_save(fixture->store, &absence, &deed, &fixture->err));
    mem_replace(&absence.work, CALLED " afmaken");
    done(fixture, absences_save(fixture->store, &absence, &deed, &fixture->err));
    absence_release(&absence);
}

static void save_spell(struct fixture *fixture, struct absence *absence)
{
    static const struct deed deed = {"absence of %s changed", NAME};
    done(fixture, absences_save(fixture->store, absence, &deed, &fixture->err));
}

/* A spell that is over and was put right; and one that was taken away again. */
static void put_right(struct fixture *fixture)
{
    static const struct deed removed = {"absence removed", ""};
    struct absence absence;
    absence_init(&absence);
    done(fixture, somebody(fixture->store, NAME, absence.person, &fixture->err));
    absence.first_day = day_from_civil(2026, 5, 4);
    absence.back = day_from_civil(2026, 5, 11);
    mem_replace(&absence.work, "eerst " WORSE ", dan de rest");
    mem_replace(&absence.reachable, "bel " BETTER);
    save_spell(fixture, &absence);
    memcpy(fixture->spell, absence.id, UUID_SIZE);
    mem_replace(&absence.work, "alleen de rest. Of " BETTER ". Klaar.");
    absence.back = day_from_civil(2026, 5, 12);
    save_spell(fixture, &absence);
    *absence.id = '\0';
    absence.first_day = day_from_civil(2026, 3, 2);
    absence.back = day_from_civil(2026, 3, 3);
    mem_replace(&absence.work, TAKEN);
    mem_replace(&absence.reachable, "");
    save_spell(fixture, &absence);
    mem_replace(&absence.work, TAKEN " toch");
    save_spell(fixture, &absence);
    done(fixture, absences_remove(fixture->store, absence.id, &removed, &fixture->err));
    absence_release(&absence);
}

/* Everything that can be written about somebody, everywhere it can be written. */
static void fill(struct fixture *fixture)
{
    struct deed deed = {"moved", ""};
    struct place place = {.screen = "talk", .step = "point", .item = "point/note"};
    put(fixture, fixture->talk, "note", KIND_NOTE, "eerst " EARLY, "");
    done(fixture,
         interviews_set_stage(fixture->store, fixture->talk, STAGE_CLOSED, NULL, &fixture->err));
    put(fixture, fixture->talk, "note", KIND_NOTE, "daarna " NOTE ". En verder niets.", "");
    put(fixture, fixture->talk, "list", KIND_LIST, "een\n" LIST "\ndrie", "");
    put(fixture, fixture->second, "choice", KIND_CHOICE, "a", NOTE);
    draft(fixture, "point", "note");
    agree(fixture);
    draft(fixture, fixture->agreement, "what");
    spar(fixture);
    done(fixture,
         interviews_move(fixture->store, fixture->second, "Iemand Anders", &deed, &fixture->err));
    done(fixture, interviews_move(fixture->store, fixture->second, NAME, &deed, &fixture->err));
    memcpy(place.interview, fixture->talk, UUID_SIZE);
    done(fixture, interviews_place_set(fixture->store, &place, &fixture->err));
    run(fixture, "INSERT INTO keeping (person, held, reason) SELECT id, 1, '" REASON
                 "' FROM person WHERE name = '" NAME "'");
    report(fixture);
    put_right(fixture);
}

static void read_person(struct fixture *fixture)
{
    struct buf id = BUF_INIT;
    done(fixture, db_text(store_db(fixture->store), "SELECT id FROM person WHERE name = '" NAME "'",
                          &id, &fixture->err));
    snprintf(fixture->person, sizeof fixture->person, "%s", id.data);
    buf_release(&id);
}

static int setup(void **state)
{
    struct fixture *fixture = mem_zero(1, sizeof *fixture);
    fixture->err.lang = LANG_EN;
    sandbox_make(&fixture->sandbox);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
    sandbox_begin(fixture->store, "Mo Karimi", fixture->mo);
    sandbox_begin(fixture->store, NAME, fixture->talk);
    sandbox_begin(fixture->store, NAME, fixture->second);
    sandbox_answer(fixture->store, fixture->mo, "point", "note", SHARE_PRIVATE, STAYS);
    sandbox_agree(fixture->store, fixture->mo, STAYS, DAY_NONE, fixture->stays);
    fill(fixture);
    read_person(fixture);
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    store_close(fixture->store);
    sandbox_remove(&fixture->sandbox);
    free(fixture);
    return 0;
}

/* ---- looking at the raw bytes ---------------------------------------------------------------- */

static bool holds(const char *bytes, size_t len, const char *word)
{
    return memmem(bytes, len, word, strlen(word)) != NULL;
}

/* In how many of the files in the folder bytes stand. */
static int in_folder_bytes(struct fixture *fixture, const char *word, size_t size)
{
    int found = 0;
    DIR *dir = opendir(fixture->sandbox.folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        char path[SANDBOX_PATH];
        size_t len = 0;
        if (*entry->d_name == '.')
            continue;
        sandbox_path(&fixture->sandbox, entry->d_name, path);
        char *bytes = sandbox_read(path, &len);
        found += memmem(bytes, len, word, size) != NULL;
        free(bytes);
    }
    closedir(dir);
    return found;
}

static int in_folder(struct fixture *fixture, const char *word)
{
    return in_folder_bytes(fixture, word, strlen(word));
}

/* A word that stays: it can be read in the raw bytes, and of a sealed file it never can. */
static void assert_there(struct fixture *fixture, const char *word)
{
    if ((in_folder(fixture, word) > 0) == (getenv("TEST_SEALED") != NULL))
        fail_msg("\"%s\" is not in the folder, or should not be", word);
}

static void assert_gone(struct fixture *fixture, const char *word)
{
    if (in_folder(fixture, word) || in_folder(fixture, word + 1) || in_folder(fixture, word + 4))
        fail_msg("\"%s\" is still in the folder", word);
}

static void assert_all_gone(struct fixture *fixture)
{
    for (size_t i = 0; i < SECRETS; i++)
        assert_gone(fixture, secrets[i]);
    assert_there(fixture, STAYS);
}

static void assert_sound(struct fixture *fixture)
{
    struct buf report = BUF_INIT;
    int64_t n = -1;
    done(fixture, lookup_differences(store_db(fixture->store), &n, &fixture->err));
    assert_int_equal(n, 0);
    assert_int_equal(number(fixture, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    run(fixture, "INSERT INTO agreement_text (agreement_text) VALUES ('integrity-check')");
    run(fixture, "INSERT INTO private_text (private_text) VALUES ('integrity-check')");
    done(fixture,
         db_text(store_db(fixture->store), "PRAGMA integrity_check", &report, &fixture->err));
    assert_string_equal(report.data, "ok");
    buf_release(&report);
}

/* ---- every text is considered ---------------------------------------------------------------- */

/*
 * All columns with text, and what becomes of it. A new one fails the test until somebody has
 * thought of it: give it a step in src/store/erase.c (and a word in fill above), or say here why it
 * may stay.
 */
#define GOES "goes"

static const struct {
    const char *column, *what;
} considered[] = {
    {"person.id", GOES},
    {"person.name", GOES},
    {"person.folded", GOES},
    {"person.team", GOES},
    {"person.code", GOES},
    {"guide_text.checksum", "goes when nobody uses it; what HR wrote, not about anybody"},
    {"guide_text.guide", "as its checksum"},
    {"guide_text.version", "as its checksum"},
    {"guide_text.title", "as its checksum"},
    {"guide_text.language", "as its checksum"},
    {"guide_text.text", "as its checksum"},
    {"interview.id", GOES},
    {"interview.person", GOES},
    {"interview.checksum", GOES},
    {"interview.stage", GOES},
    {"answer.interview", GOES},
    {"answer.point", GOES},
    {"answer.field", GOES},
    {"answer.kind", GOES},
    {"answer.share", GOES},
    {"answer.label", GOES},
    {"answer.value", GOES},
    {"answer.shown", GOES},
    {"answer_before.interview", GOES},
    {"answer_before.point", GOES},
    {"answer_before.field", GOES},
    {"answer_before.value", GOES},
    {"answer_before.shown", GOES},
    {"answer_before.who", GOES},
    {"agreement.id", GOES},
    {"agreement.interview", GOES},
    {"agreement.what", GOES},
    {"agreement.owner", GOES},
    {"agreement.owner_name", GOES},
    {"agreement.due", GOES},
    {"agreement.due_words", GOES},
    {"agreement.follow_up", GOES},
    {"agreement.look_back", GOES},
    {"agreement.basis", GOES},
    {"agreement.basis_day", GOES},
    {"agreement.share", GOES},
    {"agreement.confirmed", GOES},
    {"agreement.status", GOES},
    {"agreement.remark", GOES},
    {"agreement_revision.agreement", GOES},
    {"agreement_revision.what", GOES},
    {"agreement_revision.owner", GOES},
    {"agreement_revision.owner_name", GOES},
    {"agreement_revision.due", GOES},
    {"agreement_revision.due_words", GOES},
    {"agreement_revision.follow_up", GOES},
    {"agreement_revision.look_back", GOES},
    {"agreement_revision.basis", GOES},
    {"agreement_revision.basis_day", GOES},
    {"agreement_revision.share", GOES},
    {"agreement_revision.confirmed", GOES},
    {"agreement_revision.status", GOES},
    {"agreement_revision.remark", GOES},
    {"draft.interview", GOES},
    {"draft.point", GOES},
    {"draft.field", GOES},
    {"draft.text", GOES},
    {"place.screen", "emptied when it is of what goes"},
    {"place.interview", "as its screen"},
    {"place.step", "as its screen"},
    {"place.item", "as its screen"},
    {"keyslot.kind", "what opens a sealed file; of nobody"},
    {"keyslot.salt", "as its kind"},
    {"keyslot.nonce", "as its kind"},
    {"keyslot.wrapped", "as its kind"},
    {"keyslot.sum", "as its kind"},
    {"setting.name", "how the user likes things; of nobody"},
    {"setting.value", "as its name"},
    {"deed.interview", GOES},
    {"deed.words", GOES},
    {"deed.about", GOES},
    {"deed_image.aspect", GOES},
    {"deed_image.id", GOES},
    {"deed_image.point", GOES},
    {"deed_image.field", GOES},
    {"deed_image.before", GOES},
    {"deed_image.after", GOES},
    {"agreement_text.what", GOES},
    {"agreement_text.follow_up", GOES},
    {"agreement_text.remark", GOES},
    {"agreement_text.owner_name", GOES},
    {"private_text.text", GOES},
    {"review.status", GOES},
    {"review.owner", GOES},
    {"review.due", GOES},
    {"review.person", GOES},
    {"review.team", GOES},
    {"review.guide", GOES},
    {"review.person_id", GOES},
    {"review.source", GOES},
    {"review_by_due.text", GOES},
    {"review_by_update.text", GOES},
    {"tally.source", "counts of a whole file: how many, never whose"},
    {"tally.month", "as its source"},
    {"tally.team", "as its source"},
    {"tally.guide", "as its source"},
    {"tally_days.source", "as tally"},
    {"tally_days.month", "as tally"},
    {"tally_days.team", "as tally"},
    {"tally_days.guide", "as tally"},
    {"hurdle.month", "as its source"},
    {"insight_row.part", "numbers of what stands together"},
    {"insight_row.key", "as its part"},
    {"source.id", "whose bundles were collected: a manager's file, not whom it is about"},
    {"source.label", "as its id"},
    {"collected.id", GOES},
    {"collected.source", GOES},
    {"claim.agreement", "an id without its agreement: says that it is gone"},
    {"claim.source", "as its agreement"},
    {"hurdle.source", "counts of a whole file"},
    {"hurdle.guide", "as its source"},
    {"hurdle.option", "as its source"},
    {"keeping.person", GOES},
    {"keeping.closed_on", GOES},
    {"keeping.ended_on", GOES},
    {"keeping.held_until", GOES},
    {"keeping.reason", GOES},
    {"agreement_revision.settlement", GOES},
    {"settlement.id", GOES},
    {"settlement.agreement", GOES},
    {"settlement.status", GOES},
    {"settlement.due", GOES},
    {"settlement.due_words", GOES},
    {"settlement.remark", GOES},
    {"request.id", GOES},
    {"request.agreement", GOES},
    {"request.question", GOES},
    {"sparring.id", GOES},
    {"sparring.source", GOES},
    {"sparring.interview", GOES},
    {"sparring.guide", GOES},
    {"sparring.point", GOES},
    {"sparring.title", GOES},
    {"sparring_message.id", GOES},
    {"sparring_message.thread", GOES},
    {"sparring_message.side", GOES},
    {"sparring_message.text", GOES},
    {"sparring_draft.place", GOES},
    {"sparring_draft.interview", GOES},
    {"sparring_draft.text", GOES},
    {"absence.id", GOES},
    {"absence.person", GOES},
    {"absence.first_day", GOES},
    {"absence.expected", GOES},
    {"absence.back", GOES},
    {"absence.reachable", GOES},
    {"absence.lasting", GOES},
    {"absence.work", GOES},
    {"absence.kind", GOES},
    {"absence.steps", GOES},
    {"service.id", GOES},
    {"service.person", GOES},
    {"service.from_day", GOES},
    {"service.until_day", GOES},
    {"tick.absence", GOES},
    {"tick.step", GOES},
    {"tick.person", GOES},
    {"tick.done_on", GOES},
    {"absence.safety_net", GOES},
    {"absence.accident", GOES},
    {"absence.liable", GOES},
    {"absence_before.absence", GOES},
    {"absence_before.person", GOES},
    {"absence_before.field", GOES},
    {"absence_before.value", GOES},
    {"absence_before.who", GOES},
    {"told_source.source", "whose bundle told of absences: a manager's file, not of whom"},
    {"told_source.sha256", "as its source"},
    {"told_person.person", GOES},
    {"told_person.source", GOES},
    {"told_gone.person", "an id without its person: no bundle tells of them again"},
    {"told_absence.source", GOES},
    {"told_absence.id", GOES},
    {"told_absence.person", GOES},
    {"told_absence.first_day", GOES},
    {"told_absence.back", GOES},
    {"told_absence.kind", GOES},
    {"told_absence.steps", GOES},
    {"told_service.source", GOES},
    {"told_service.person", GOES},
    {"told_service.from_day", GOES},
    {"told_service.until_day", GOES},
    {"told_tick.source", GOES},
    {"told_tick.absence", GOES},
    {"told_tick.step", GOES},
    {"told_tick.done_on", GOES},
    {"log.kind", "that something was done and when; no word of it"},
    {"log.who", "as its kind"},
    {"log.how", "as its kind"},
    {"log.about", "the last signs of an id"},
};

static bool is_considered(const char *column)
{
    for (size_t i = 0; i < sizeof considered / sizeof *considered; i++)
        if (!strcmp(considered[i].column, column))
            return true;
    return false;
}

static void test_every_text_is_considered(void **state)
{
    struct fixture *fixture = *state;
    struct query query;
    int n = 0;
    if (getenv("TEST_SEALED"))
        skip(); /* the same tables, under other names */
    /* The tables an index keeps itself have the words of its columns. A sum is in the row it is of,
     * changes with it and goes with it. */
    query_begin(&query, store_db(fixture->store),
                "SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_xinfo(t.name) c"
                " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
                " AND t.name NOT GLOB '*_text_*' AND t.name NOT GLOB 'review_by_*_*'"
                " AND (c.name <> 'sum' OR t.name = 'keyslot') AND c.hidden = 0"
                " AND c.type NOT IN ('INTEGER', 'INT', 'REAL')");
    while (query_row(&query)) {
        const char *column = query_see_key(&query);
        if (!is_considered(column))
            fail_msg("%s is not considered: see above this test", column);
        n++;
    }
    done(fixture, query_end(&query, &fixture->err));
    assert_int_equal(n, sizeof considered / sizeof *considered);
}

/* ---- erasing --------------------------------------------------------------------------------- */

static void test_who_is_absent_stays_without_a_conversation(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    done(fixture,
         erase_all(fixture->store, ERASE_INTERVIEW, fixture->talk, &erased, &fixture->err));
    done(fixture,
         erase_all(fixture->store, ERASE_INTERVIEW, fixture->second, &erased, &fixture->err));
    assert_int_equal(number(fixture, "SELECT count(*) FROM absence"), 2);
    assert_sound(fixture);
    done(fixture, erase_all(fixture->store, ERASE_PERSON, fixture->person, &erased, &fixture->err));
    assert_all_gone(fixture);
    erased_release(&erased);
}

static void test_secrets_are_everywhere_before(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < SECRETS; i++)
        if (strcmp(secrets[i], "kraak hoorn") != 0 && strcmp(secrets[i], "plofkraak") != 0 &&
            !(getenv("TEST_SEALED") && !strcmp(secrets[i], UPDATE))) /* an id here as well */
            assert_there(fixture, secrets[i]);
    assert_true(number(fixture, "SELECT count(*) FROM deed") > 5);
    assert_int_equal(number(fixture, "SELECT count(*) FROM answer_before"), 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM absence_before"), 3);
}

static void test_a_person_leaves_no_trace(void **state)
{
    struct fixture *fixture = *state;
    struct erased look = ERASED_INIT, erased = ERASED_INIT;
    struct buf receipt = BUF_INIT;
    done(fixture, erase_look(fixture->store, ERASE_PERSON, fixture->person, &look, &fixture->err));
    done(fixture, erase_all(fixture->store, ERASE_PERSON, fixture->person, &erased, &fixture->err));
    assert_int_equal(look.people, 1);
    assert_int_equal(erased.interviews, 2);
    assert_int_equal(look.interviews, 2);
    assert_int_equal(erased.agreements, 1);
    assert_int_equal(look.absences, 2);
    assert_int_equal(erased.absences, 2);
    assert_int_equal(erased.answers, 8); /* 3 answers, 5 texts of absences */
    assert_int_equal(erased.drafts, 2);
    assert_false(erased.told); /* no bundle was ever made */
    assert_all_gone(fixture);  /* with the file still open, WAL and all */
    assert_sound(fixture);
    assert_int_equal(number(fixture, "SELECT count(*) FROM interview"), 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM deed_image WHERE id NOT IN (SELECT id"
                                     " FROM interview UNION SELECT id FROM agreement)"),
                     0);
    erased_add_receipt(&receipt, &erased, LANG_EN);
    for (size_t i = 0; i < SECRETS; i++)
        assert_null(strstr(receipt.data, secrets[i]));
    assert_non_null(strstr(receipt.data, "Receipt 1: erased for good on"));
    assert_non_null(
        strstr(receipt.data, "1 person, 2 conversations, 2 absences, 1 agreement, 8 texts"));
    buf_release(&receipt);
    erased_release(&look);
    erased_release(&erased);
    store_close(fixture->store);
    assert_all_gone(fixture);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
    assert_all_gone(fixture);
}

/* Pages that filled up, were cut in two and packed anew keep old cells in their gaps. */
static void test_crowded_pages_keep_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    char text[900], field[16];
    for (int turn = 0; turn < 3; turn++)
        for (int i = 0; i < 120; i++) {
            int len = 20 + (i * 37 + turn * 211) % 700;
            memset(text, 'a' + i % 26, sizeof text);
            memcpy(text + len, LIST, sizeof LIST);
            snprintf(field, sizeof field, "f%d", i);
            put(fixture, i % 2 ? fixture->talk : fixture->second, field, KIND_NOTE, text, "");
            sandbox_answer(fixture->store, fixture->mo, "point", field, SHARE_PRIVATE,
                           turn ? STAYS : STAYS " en nog meer, maar dat doet er niet toe");
        }
    done(fixture, erase_all(fixture->store, ERASE_PERSON, fixture->person, &erased, &fixture->err));
    assert_all_gone(fixture);
    assert_sound(fixture);
    erased_release(&erased);
}

static void test_undo_passes_over_what_is_gone(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    struct undone undone;
    done(fixture, erase_all(fixture->store, ERASE_PERSON, fixture->person, &erased, &fixture->err));
    erased_release(&erased);
    for (;;) {
        int undid = store_undo(fixture->store, LANG_EN, &undone, &fixture->err);
        assert_true(undid >= 0);
        if (!undid)
            break;
        buf_release(&undone.said);
    }
    assert_all_gone(fixture);
    assert_sound(fixture);
}

static void test_one_conversation_goes_and_the_other_stays(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    done(fixture,
         erase_all(fixture->store, ERASE_INTERVIEW, fixture->talk, &erased, &fixture->err));
    assert_int_equal(erased.interviews, 1);
    assert_int_equal(erased.people, 0);
    assert_gone(fixture, WHAT);
    assert_gone(fixture, LIST);
    assert_gone(fixture, EARLY);
    assert_there(fixture, "Plofkraak");
    assert_there(fixture, GONE);
    assert_sound(fixture);
    run(fixture, "UPDATE deed SET about = '' WHERE words LIKE 'absence%'");
    run(fixture, "DELETE FROM absence_before");
    run(fixture, "DELETE FROM absence");
    done(fixture,
         erase_all(fixture->store, ERASE_INTERVIEW, fixture->second, &erased, &fixture->err));
    assert_all_gone(fixture); /* nobody is left who was talked with, or is absent */
    erased_release(&erased);
}

static void test_notes_go_and_agreements_stay(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    done(fixture, erase_all(fixture->store, ERASE_NOTES, fixture->talk, &erased, &fixture->err));
    assert_int_equal(erased.answers, 2);
    assert_int_equal(erased.agreements, 0);
    assert_gone(fixture, LIST);
    assert_gone(fixture, DRAFT);
    assert_there(fixture, WHAT);
    assert_int_equal(
        number(fixture, "SELECT count(*) FROM agreement a JOIN interview i ON i.id = a.interview"
                        " JOIN person p ON p.id = i.person WHERE p.name = '" NAME "'"),
        2);
    assert_sound(fixture);
    erased_release(&erased);
}

static void test_one_absence_goes_and_the_rest_stays(void **state)
{
    struct fixture *fixture = *state;
    struct erased look = ERASED_INIT, erased = ERASED_INIT;
    done(fixture, erase_look(fixture->store, ERASE_ABSENCE, fixture->spell, &look, &fixture->err));
    done(fixture, erase_all(fixture->store, ERASE_ABSENCE, fixture->spell, &erased, &fixture->err));
    assert_int_equal(look.people, 0);
    assert_int_equal(erased.people, 0);
    assert_int_equal(erased.absences, 1);
    assert_int_equal(erased.interviews, 0);
    assert_int_equal(erased.answers, 2);
    assert_gone(fixture, WORSE);
    assert_gone(fixture, BETTER);
    assert_there(fixture, CALLED);
    assert_there(fixture, NOTE);
    assert_int_equal(number(fixture, "SELECT count(*) FROM absence"), 1);
    assert_int_equal(number(fixture, "SELECT absences FROM log WHERE kind = 'erased'"), 1);
    assert_sound(fixture);
    erased_release(&look);
    erased_release(&erased);
}

/* Do the bytes a sealed text has in the file stand anywhere in the folder? */
static bool sealed_in_folder(struct fixture *fixture, const char *hex)
{
    char bytes[512];
    size_t len = 0;
    for (; hex[2 * len] && len < sizeof bytes; len++) {
        unsigned byte = 0;
        assert_int_equal(sscanf(hex + 2 * len, "%2x", &byte), 1);
        bytes[len] = (char)byte;
    }
    assert_true(len > 16);
    return in_folder_bytes(fixture, bytes, len) > 0;
}

/* Of a sealed file nothing can be read anyway; what goes is gone as it was sealed, too. */
static void test_sealed_texts_of_an_absence_go_as_they_were_sealed(void **state)
{
    static const char *const sql[] = {
        "SELECT hex(work) FROM sealed_absence WHERE first_day = '2026-05-04'",
        "SELECT hex(value) FROM sealed_absence_before WHERE field = 'work' ORDER BY seq LIMIT 1"};
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    struct buf hex[2] = {BUF_INIT, BUF_INIT};
    if (!getenv("TEST_SEALED"))
        skip();
    for (int i = 0; i < 2; i++) {
        done(fixture, db_text(store_db(fixture->store), sql[i], &hex[i], &fixture->err));
        assert_true(sealed_in_folder(fixture, hex[i].data));
    }
    done(fixture, erase_all(fixture->store, ERASE_ABSENCE, fixture->spell, &erased, &fixture->err));
    for (int i = 0; i < 2; i++) {
        assert_false(sealed_in_folder(fixture, hex[i].data));
        buf_release(&hex[i]);
    }
    assert_sound(fixture);
    erased_release(&erased);
}

static void test_the_last_absence_takes_the_person_along(void **state)
{
    struct fixture *fixture = *state;
    struct erased look = ERASED_INIT, erased = ERASED_INIT;
    struct absence absence;
    absence_init(&absence);
    done(fixture, somebody(fixture->store, "Tim Aerts", absence.person, &fixture->err));
    absence.first_day = day_from_civil(2026, 5, 4);
    mem_replace(&absence.work, "alles");
    done(fixture, absences_save(fixture->store, &absence, &did, &fixture->err));
    done(fixture, erase_look(fixture->store, ERASE_ABSENCE, absence.id, &look, &fixture->err));
    assert_int_equal(look.people, 1);
    done(fixture, erase_all(fixture->store, ERASE_ABSENCE, absence.id, &erased, &fixture->err));
    assert_int_equal(erased.people, 1);
    assert_gone(fixture, "Tim Aerts");
    assert_sound(fixture);
    absence_release(&absence);
    erased_release(&look);
    erased_release(&erased);
}

static void test_the_texts_of_an_absence_go_and_its_days_stay(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    done(fixture, erase_all(fixture->store, ERASE_REPORT, fixture->spell, &erased, &fixture->err));
    assert_int_equal(erased.absences, 0);
    assert_int_equal(erased.answers, 2);
    assert_gone(fixture, WORSE);
    assert_gone(fixture, BETTER);
    assert_int_equal(number(fixture, "SELECT count(*) FROM absence WHERE first_day = '2026-05-04'"
                                     " AND back = '2026-05-12' AND work = ''"),
                     1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM absence_before WHERE value = ''"), 1);
    assert_sound(fixture);
    erased_release(&erased);
}

static void test_nothing_of_that_id(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    assert_int_equal(erase_all(fixture->store, ERASE_PERSON, fixture->talk, &erased, &fixture->err),
                     -1);
    assert_string_equal(fixture->err.text, "What was to be erased is not in the file any more.");
    *fixture->err.text = '\0';
    assert_int_equal(number(fixture, "SELECT count(*) FROM log"), 0);
    erased_release(&erased);
}

/* ---- one text -------------------------------------------------------------------------------- */

static void test_one_answer_with_all_it_was_before(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    struct interview *interview;
    done(fixture, erase_text(fixture->store, fixture->talk, "point", "note", "En verder niets.",
                             &erased, &fixture->err));
    interview = interviews_load(fixture->store, fixture->talk, &fixture->err);
    assert_string_equal(interview_value(interview, "point", "note"), "En verder niets.");
    interview_release(interview);
    free(interview);
    assert_int_equal(erased.answers, 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM answer_before WHERE value = ''"), 1);
    assert_int_equal(number(fixture, "SELECT count(*) FROM draft WHERE point = 'point'"), 0);
    assert_gone(fixture, "daarna " NOTE);
    assert_gone(fixture, "eerst " EARLY);
    assert_sound(fixture);
    erased_release(&erased);
}

static void test_an_agreement_gets_new_words_everywhere(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    done(fixture, erase_text(fixture->store, fixture->talk, fixture->agreement, "what",
                             "hijs de vlag", &erased, &fixture->err));
    assert_gone(fixture, WHAT);
    assert_gone(fixture, "hijs de " EARLY);
    assert_there(fixture, REMARK);
    assert_int_equal(number(fixture, "SELECT count(*) FROM agreement_revision"
                                     " WHERE what = 'hijs de vlag'"),
                     4);
    assert_int_equal(number(fixture, "SELECT revision * 10 + erased FROM agreement"
                                     " WHERE what = 'hijs de vlag'"),
                     44);
    assert_int_equal(number(fixture, "SELECT count(*) FROM agreement WHERE status = 'done'"
                                     " AND remark = '" REMARK "'"),
                     1);
    assert_sound(fixture);
    erased_release(&erased);
}

static void test_a_sentence_wherever_it_stands(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    put(fixture, fixture->talk, "other", KIND_NOTE, "Vooraf. Heeft een \"" LATER "\". Erna.", "");
    put(fixture, fixture->talk, "other", KIND_NOTE, "", "");
    put(fixture, fixture->talk, "third", KIND_NOTE, "Heeft een \"" LATER "\".", "");
    done(fixture, erase_sentence(fixture->store, fixture->talk, "Heeft een \"" LATER "\".", true,
                                 &erased, &fixture->err));
    assert_int_equal(erased.answers, 2);
    assert_int_equal(erased.receipt, 0);
    done(fixture, erase_sentence(fixture->store, fixture->talk, "Heeft een \"" LATER "\".", false,
                                 &erased, &fixture->err));
    assert_int_equal(erased.answers, 2);
    assert_int_equal(erased.receipt, 1);
    assert_gone(fixture, "Heeft een");
    done(fixture,
         erase_sentence(fixture->store, fixture->talk, LATER, false, &erased, &fixture->err));
    done(fixture,
         erase_sentence(fixture->store, fixture->talk, DRAFT, false, &erased, &fixture->err));
    assert_int_equal(erased.drafts, 2);
    assert_gone(fixture, LATER);
    assert_gone(fixture, DRAFT);
    assert_sound(fixture);
    done(fixture, erase_sentence(fixture->store, fixture->talk, "staat er niet", false, &erased,
                                 &fixture->err));
    assert_int_equal(erased.receipt, 0);
    erased_release(&erased);
}

static void test_a_sentence_of_an_absence(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    const char *sentence = "Of " BETTER ".";
    done(fixture, erase_absence_sentence(fixture->store, fixture->spell, sentence, true, &erased,
                                         &fixture->err));
    assert_int_equal(erased.answers, 1);
    assert_int_equal(erased.receipt, 0);
    done(fixture, erase_absence_sentence(fixture->store, fixture->spell, sentence, false, &erased,
                                         &fixture->err));
    assert_int_equal(erased.receipt, 1);
    assert_gone(fixture, sentence);
    assert_gone(fixture, WORSE); /* what the same text said before */
    assert_there(fixture, BETTER);
    assert_int_equal(number(fixture, "SELECT count(*) FROM absence"
                                     " WHERE work = 'alleen de rest. Klaar.'"),
                     1);
    done(fixture, erase_absence_sentence(fixture->store, fixture->spell, BETTER, false, &erased,
                                         &fixture->err));
    assert_gone(fixture, BETTER);
    done(fixture, erase_absence_sentence(fixture->store, fixture->spell, "staat er niet", false,
                                         &erased, &fixture->err));
    assert_int_equal(erased.receipt, 0);
    assert_there(fixture, CALLED); /* of the other absence */
    assert_sound(fixture);
    erased_release(&erased);
}

static void test_a_sentence_that_only_undo_knows(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    put(fixture, fixture->mo, "goal", KIND_NOTE, "hij met \"meerkoetgang\"\tdus", "");
    put(fixture, fixture->mo, "goal", KIND_NOTE, "hij dus", "");
    for (int look = 1; look >= 0; look--) {
        done(fixture, erase_sentence(fixture->store, fixture->mo, "met \"meerkoetgang\"\t", look,
                                     &erased, &fixture->err));
        assert_int_equal(erased.answers, 0);
        assert_int_equal(erased.steps, 2);
    }
    assert_int_equal(erased.receipt, 1);
    assert_gone(fixture, "meerkoetgang");
    assert_sound(fixture);
    erased_release(&erased);
}

/* After it was put right in a closed conversation, and taken away by undo. */
static void test_a_sentence_that_only_history_knows(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    done(fixture,
         interviews_set_stage(fixture->store, fixture->mo, STAGE_CLOSED, NULL, &fixture->err));
    put(fixture, fixture->mo, "goal", KIND_NOTE, "hij met meerkoetgang", "");
    put(fixture, fixture->mo, "goal", KIND_NOTE, "hij", "");
    run(fixture, "DELETE FROM deed");
    run(fixture, "DELETE FROM answer WHERE field = 'goal'");
    done(fixture, lookup_rebuild(store_db(fixture->store), &fixture->err));
    done(fixture, erase_sentence(fixture->store, fixture->mo, "meerkoetgang", false, &erased,
                                 &fixture->err));
    assert_int_equal(erased.answers, 1);
    assert_gone(fixture, "meerkoetgang");
    assert_sound(fixture);
    erased_release(&erased);
}

static void test_a_sentence_of_an_absence_that_only_undo_knows(void **state)
{
    static const struct deed removed = {"absence removed", ""};
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    struct absence absence;
    enum erase_kind kind;
    char found[UUID_SIZE];
    absence_init(&absence);
    done(fixture, somebody(fixture->store, "Mo Karimi", absence.person, &fixture->err));
    absence.first_day = day_from_civil(2026, 11, 2);
    mem_replace(&absence.work, "wegens meerkoetgang");
    save_spell(fixture, &absence);
    mem_replace(&absence.work, "alles");
    save_spell(fixture, &absence);
    done(fixture, erase_absence_sentence(fixture->store, absence.id, "meerkoetgang", false, &erased,
                                         &fixture->err));
    assert_int_equal(erased.steps, 2);
    assert_gone(fixture, "meerkoetgang");
    mem_replace(&absence.work, "wegens meerkoetgang");
    save_spell(fixture, &absence);
    done(fixture, absences_remove(fixture->store, absence.id, &removed, &fixture->err));
    done(fixture, erase_find(fixture->store, absence.id, &kind, found, &fixture->err));
    assert_int_equal(kind, ERASE_ABSENCE);
    assert_string_equal(found, absence.id);
    done(fixture, erase_absence_sentence(fixture->store, absence.id, "meerkoetgang", false, &erased,
                                         &fixture->err));
    assert_gone(fixture, "meerkoetgang");
    assert_sound(fixture);
    absence_release(&absence);
    erased_release(&erased);
}

static void test_a_question_of_its_own(void **state)
{
    static const struct sparring_point nothing = {"", "", "", ""};
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    enum erase_kind kind;
    char thread[UUID_SIZE], found[UUID_SIZE];
    done(fixture,
         sparring_ask(fixture->store, &nothing, "Wat doe ik met meerkoetgang en zomerklok?", &did,
                      thread, &fixture->err));
    done(fixture, sparring_draft(fixture->store, thread, "ook meerkoetgang", &fixture->err));
    done(fixture, erase_find(fixture->store, thread, &kind, found, &fixture->err));
    assert_int_equal(kind, ERASE_QUESTION);
    done(fixture, erase_question_sentence(fixture->store, thread, "meerkoetgang", false, &erased,
                                          &fixture->err));
    assert_int_equal(erased.answers, 1);
    assert_int_equal(erased.drafts, 1);
    assert_gone(fixture, "meerkoetgang");
    assert_there(fixture, "zomerklok");
    done(fixture, erase_look(fixture->store, ERASE_QUESTION, thread, &erased, &fixture->err));
    assert_int_equal(erased.questions, 1);
    done(fixture, erase_all(fixture->store, ERASE_QUESTION, thread, &erased, &fixture->err));
    assert_gone(fixture, "zomerklok");
    assert_there(fixture, ASKED); /* another question */
    assert_there(fixture, STAYS);
    assert_sound(fixture);
    erased_release(&erased);
}

static void test_what_stood_around_it_closes_up(void **state)
{
    static const char *const cuts[][3] = {
        {"Een. Twee. Drie.", "Twee.", "Een. Drie."},
        {"Een. Twee.", "Twee.", "Een."},
        {"Twee. Drie.", "Twee.", "Drie."},
        {"een\ntwee\ndrie", "twee", "een\ndrie"},
        {"een\ntwee", "twee", "een"},
        {"twee\ndrie", "twee", "drie"},
        {"twee", "twee", ""},
        {"a twee b twee c", "twee", "a b c"},
        {"ontweeën", "twee", "onën"},
        {"niets", "", "niets"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        struct buf rest = BUF_INIT;
        erase_cut(&rest, cuts[i][0], cuts[i][1]);
        assert_string_equal(rest.data, cuts[i][2]);
        buf_release(&rest);
    }
}

/* ---- HR -------------------------------------------------------------------------------------- */

/* HR's file; a bundle of ours of that name is made and brought in. */
static void tell_hr(struct fixture *fixture, struct store *hr, const char *name,
                    struct collected *collected)
{
    char path[SANDBOX_PATH];
    struct bundled bundled;
    sandbox_path(&fixture->sandbox, name, path);
    done(fixture, bundle_write(fixture->store, path, &bundled, &fixture->err));
    done(fixture, bundle_collect(hr, path, collected, &fixture->err));
    remove(path);
}

static struct store *open_hr(struct fixture *fixture)
{
    char path[SANDBOX_PATH];
    sandbox_path(&fixture->sandbox, "hr.db", path);
    struct store *hr =
        store_open(path, ACCESS_WRITE, (struct clock){.fixed = SANDBOX_NOW}, &fixture->err);
    assert_non_null(hr);
    return hr;
}

static void drop_hr(struct fixture *fixture)
{
    char path[SANDBOX_PATH];
    sandbox_path(&fixture->sandbox, "hr.db", path);
    assert_int_equal(remove(path), 0);
}

static void test_the_next_bundle_takes_it_away_at_hr(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    struct collected first = COLLECTED_INIT, second = COLLECTED_INIT, again = COLLECTED_INIT;
    char old[SANDBOX_PATH];
    struct bundled bundled;
    struct store *hr = open_hr(fixture);
    sandbox_path(&fixture->sandbox, "old.bundle", old);
    done(fixture, bundle_write(fixture->store, old, &bundled, &fixture->err));
    tell_hr(fixture, hr, "one.bundle", &first);
    assert_int_equal(first.fresh, 2);
    done(fixture, erase_all(fixture->store, ERASE_PERSON, fixture->person, &erased, &fixture->err));
    tell_hr(fixture, hr, "two.bundle", &second);
    assert_int_equal(second.gone, 1);
    assert_int_equal(second.disputed, 0);
    done(fixture, bundle_collect(hr, old, &again, &fixture->err));
    assert_int_equal(again.fresh, 0);
    remove(old);
    assert_gone(fixture, WHAT); /* in HR's file neither */
    assert_gone(fixture, "Plofkraak");
    store_close(hr);
    drop_hr(fixture); /* what was asked of HR stays there: it says not whom it is about */
    assert_all_gone(fixture);
    collected_release(&first);
    collected_release(&second);
    collected_release(&again);
    erased_release(&erased);
}

static void test_a_rewritten_agreement_is_a_change_at_hr(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    struct collected first = COLLECTED_INIT, second = COLLECTED_INIT;
    struct store *hr = open_hr(fixture);
    tell_hr(fixture, hr, "one.bundle", &first);
    done(fixture, erase_text(fixture->store, fixture->talk, fixture->agreement, "what", "niets",
                             &erased, &fixture->err));
    tell_hr(fixture, hr, "two.bundle", &second);
    assert_int_equal(second.changed, 1);
    assert_int_equal(second.disputed, 0);
    assert_gone(fixture, WHAT);
    store_close(hr);
    collected_release(&first);
    collected_release(&second);
    erased_release(&erased);
}

static void test_hr_erases_and_no_bundle_brings_it_back(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    struct collected first = COLLECTED_INIT, second = COLLECTED_INIT;
    struct store *hr = open_hr(fixture);
    tell_hr(fixture, hr, "one.bundle", &first);
    done(fixture, erase_all(hr, ERASE_PERSON, fixture->person, &erased, &fixture->err));
    done(fixture, agreements_settle(fixture->store, fixture->agreement, STATUS_OPEN, DAY_NONE, "x",
                                    NULL, &fixture->err));
    tell_hr(fixture, hr, "two.bundle", &second);
    assert_int_equal(second.fresh, 0);
    assert_int_equal(second.known, 3);
    store_close(hr);
    store_close(fixture->store);
    char path[SANDBOX_PATH];
    size_t len = 0;
    sandbox_path(&fixture->sandbox, "hr.db", path);
    char *bytes = sandbox_read(path, &len);
    assert_false(holds(bytes, len, WHAT) || holds(bytes, len, "Plofkraak"));
    free(bytes);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
    collected_release(&first);
    collected_release(&second);
    erased_release(&erased);
}

/* ---- what goes wrong ------------------------------------------------------------------------- */

/* Erased, and killed before the room it had was swept: the next writer does it. */
static void test_the_next_start_sweeps(void **state)
{
    struct fixture *fixture = *state;
    done(fixture, store_begin(fixture->store, &fixture->err));
    run(fixture, "DELETE FROM answer WHERE value LIKE '%" LIST "%'");
    run(fixture, "DELETE FROM private_text WHERE text LIKE '%" LIST "%'");
    run(fixture, "DELETE FROM deed");
    done(fixture, sweep_owe(fixture->store, &fixture->err));
    done(fixture, store_end(fixture->store, 0, &fixture->err));
    assert_there(fixture, LIST); /* in the WAL at least */
    store_close(fixture->store);
    fixture->store = sandbox_open(&fixture->sandbox, ACCESS_WRITE, SANDBOX_NOW);
    assert_gone(fixture, LIST);
    assert_int_equal(number(fixture, "SELECT count(*) FROM setting WHERE name LIKE 'erase%'"), 0);
}

static void test_a_window_that_reads_cannot_erase(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    struct store *reader = sandbox_open(&fixture->sandbox, ACCESS_READ, SANDBOX_NOW);
    assert_int_equal(erase_all(reader, ERASE_PERSON, fixture->person, &erased, &fixture->err), -1);
    assert_there(fixture, WHAT);
    *fixture->err.text = '\0';
    done(fixture, erase_all(fixture->store, ERASE_PERSON, fixture->person, &erased, &fixture->err));
    assert_all_gone(fixture); /* while the reader has the file open */
    store_close(reader);
    erased_release(&erased);
}

static int erase_those_of_mo(struct fixture *fixture, struct erased *erased)
{
    const struct erase_target target = {ERASE_INTERVIEW, fixture->mo};
    return erase_several(fixture->store, ERASE_KEEPING, &target, 1, erased, &fixture->err);
}

static int erase_the_person(struct fixture *fixture, struct erased *erased)
{
    return erase_all(fixture->store, ERASE_PERSON, fixture->person, erased, &fixture->err);
}

static int erase_a_text(struct fixture *fixture, struct erased *erased)
{
    return erase_text(fixture->store, fixture->talk, "point", "note", "", erased, &fixture->err);
}

static int erase_a_sentence(struct fixture *fixture, struct erased *erased)
{
    return erase_sentence(fixture->store, fixture->talk, NOTE, false, erased, &fixture->err);
}

static int erase_of_an_absence(struct fixture *fixture, struct erased *erased)
{
    return erase_absence_sentence(fixture->store, fixture->spell, BETTER, false, erased,
                                  &fixture->err);
}

static int erase_of_a_question(struct fixture *fixture, struct erased *erased)
{
    return erase_question_sentence(fixture->store, fixture->thread, ASKED, false, erased,
                                   &fixture->err);
}

static int (*const ways[])(struct fixture *fixture, struct erased *erased) = {
    erase_those_of_mo, erase_the_person,    erase_a_text,
    erase_a_sentence,  erase_of_an_absence, erase_of_a_question,
};

static void nothing_goes(struct fixture *fixture, const char *why)
{
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct erased erased = ERASED_INIT;
        *fixture->err.text = '\0';
        assert_int_equal(ways[i](fixture, &erased), -1);
        assert_non_null(strstr(fixture->err.text, why));
        assert_int_equal(erased.receipt, 0);
        assert_int_equal(erased.at, 0);
        erased_release(&erased);
    }
    *fixture->err.text = '\0';
    assert_int_equal(number(fixture, "SELECT count(*) FROM log WHERE kind = 'erased'"), 0);
    assert_there(fixture, NOTE);
    assert_there(fixture, STAYS);
    assert_there(fixture, BETTER);
    assert_there(fixture, ASKED);
}

/* The list of what went (store/gone.h), without which a backup would bring it back. */
static void test_what_cannot_be_listed_gets_no_receipt(void **state)
{
    struct fixture *fixture = *state;
    char list[SANDBOX_PATH], other[SANDBOX_PATH];
    snprintf(list, sizeof list, "%s.erased", fixture->sandbox.db);
    sandbox_path(&fixture->sandbox, "other", other);
    assert_int_equal(mkdir(list, 0700), 0);
    nothing_goes(fixture, "Nothing was erased: The file ");
    assert_int_equal(rmdir(list), 0);
    sandbox_write(other, "", 0);
    assert_int_equal(symlink(other, list), 0);
    nothing_goes(fixture, "it is a link");
    assert_int_equal(unlink(list), 0);
}

static void test_a_full_disk_gives_no_receipt(void **state)
{
    struct fixture *fixture = *state;
    char reserve[SANDBOX_PATH];
    struct rlimit limit;
    snprintf(reserve, sizeof reserve, "%s.reserve", fixture->sandbox.db);
    unlink(reserve);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){8192, limit.rlim_max});
    nothing_goes(fixture, "");
    setrlimit(RLIMIT_FSIZE, &limit);
}

static void test_copies_beside_the_file_are_named(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased = ERASED_INIT;
    struct buf receipt = BUF_INIT;
    char path[SANDBOX_PATH], other[SANDBOX_PATH], part[SANDBOX_PATH];
    snprintf(path, sizeof path, "%s.v3", fixture->sandbox.db);
    sandbox_path(&fixture->sandbox, "saved.db.4711.part-journal", part); /* of one cut off */
    sandbox_write(part, "x", 1);
    sandbox_path(&fixture->sandbox, "my.part", part);
    sandbox_write(part, "x", 1);
    snprintf(other, sizeof other, "%s.vote", fixture->sandbox.db);
    sandbox_write(path, "x", 1);
    sandbox_write(other, "x", 1);
    snprintf(path, sizeof path, "%s-wal.aside", fixture->sandbox.db);
    sandbox_write(path, "x", 1);
    done(fixture, log_note(fixture->store, LOG_BACKED_UP, "", "", &fixture->err));
    done(fixture, erase_all(fixture->store, ERASE_PERSON, fixture->person, &erased, &fixture->err));
    erased_add_receipt(&receipt, &erased, LANG_EN);
    assert_non_null(strstr(receipt.data, ".db.v3\n"));
    assert_non_null(strstr(receipt.data, ".db-wal.aside\n"));
    assert_non_null(strstr(receipt.data, "/saved.db.4711.part-journal\n"));
    assert_null(strstr(receipt.data, "my.part"));
    assert_null(strstr(receipt.data, ".vote"));
    assert_non_null(strstr(receipt.data, "Backups you made before still hold it"));
    buf_release(&receipt);
    erased_release(&erased);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_text_is_considered),
        TEST(test_secrets_are_everywhere_before),
        TEST(test_a_person_leaves_no_trace),
        TEST(test_crowded_pages_keep_nothing),
        TEST(test_undo_passes_over_what_is_gone),
        TEST(test_one_conversation_goes_and_the_other_stays),
        TEST(test_who_is_absent_stays_without_a_conversation),
        TEST(test_notes_go_and_agreements_stay),
        TEST(test_one_absence_goes_and_the_rest_stays),
        TEST(test_sealed_texts_of_an_absence_go_as_they_were_sealed),
        TEST(test_the_last_absence_takes_the_person_along),
        TEST(test_the_texts_of_an_absence_go_and_its_days_stay),
        TEST(test_nothing_of_that_id),
        TEST(test_one_answer_with_all_it_was_before),
        TEST(test_an_agreement_gets_new_words_everywhere),
        TEST(test_a_sentence_wherever_it_stands),
        TEST(test_a_sentence_of_an_absence),
        TEST(test_a_sentence_that_only_undo_knows),
        TEST(test_a_question_of_its_own),
        TEST(test_a_sentence_that_only_history_knows),
        TEST(test_a_sentence_of_an_absence_that_only_undo_knows),
        TEST(test_what_stood_around_it_closes_up),
        TEST(test_the_next_bundle_takes_it_away_at_hr),
        TEST(test_a_rewritten_agreement_is_a_change_at_hr),
        TEST(test_hr_erases_and_no_bundle_brings_it_back),
        TEST(test_the_next_start_sweeps),
        TEST(test_a_window_that_reads_cannot_erase),
        TEST(test_what_cannot_be_listed_gets_no_receipt),
        TEST(test_a_full_disk_gives_no_receipt),
        TEST(test_copies_beside_the_file_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
