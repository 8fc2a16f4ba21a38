#include "trial.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "sandbox.h"
#include "sealed.h"
#include "store/bundle.h"
#include "store/change.h"
#include "store/erase.h"
#include "store/sealing_plan.h"
#include "store/settlement.h"

/* ---- what is done without a screen ----------------------------------------------------------- */

static void path_in(const struct trial *trial, const char *name, char path[TRIAL_PATH])
{
    snprintf(path, TRIAL_PATH, "%.80s/%.40s", trial->fixture.folder, name);
}

static int open_only(struct trial *trial, struct err *err)
{
    return trial_open(trial, err) ? 0 : -1;
}

static int back_up(struct trial *trial, struct err *err)
{
    char path[TRIAL_PATH];
    path_in(trial, "copy.db", path);
    return !trial_open(trial, err) || store_backup(trial->fixture.desk.store, path, err) ? -1 : 0;
}

static int write_bundle(struct trial *trial, struct err *err)
{
    char path[TRIAL_PATH];
    struct bundled bundled;
    path_in(trial, "out.bundle", path);
    return !trial_open(trial, err) || bundle_write(trial->fixture.desk.store, path, &bundled, err)
               ? -1
               : 0;
}

static int seal(struct trial *trial, struct err *err)
{
    static const struct seal_cost cheap = {1, 8192};
    if (!trial_open(trial, err))
        return -1;
    if (store_sealing(trial->fixture.desk.store) != SEALING_OFF)
        return 0;
    struct secret *passphrase = sealed_secret(SEALED_PASSPHRASE), *recovery = secret_new();
    struct sealing_plan *plan = sealing_prepare_as(passphrase, cheap, recovery, err);
    int failed = !plan || sealing_on(trial->fixture.desk.store, plan, err);
    sealing_plan_free(plan);
    secret_free(passphrase);
    secret_free(recovery);
    return failed ? -1 : 0;
}

static int take_seal_off(struct trial *trial, struct err *err)
{
    if (!trial_open(trial, err))
        return -1;
    struct secret *passphrase = sealed_secret(SEALED_PASSPHRASE);
    int failed = sealing_off(trial->fixture.desk.store, passphrase, err) != UNLOCK_DONE;
    secret_free(passphrase);
    return failed ? -1 : 0;
}

static int erase(struct trial *trial, struct err *err)
{
    struct erased erased = ERASED_INIT;
    struct buf id = BUF_INIT;
    int failed = -1;
    if (trial_open(trial, err) &&
        !db_text(store_db(trial->fixture.desk.store),
                 "SELECT id FROM person WHERE name = 'Sanne de Boer'", &id, err))
        failed = id.len ? erase_all(trial->fixture.desk.store, ERASE_PERSON, id.data, &erased, err)
                        : 0; /* done before; opening has swept */
    erased_release(&erased);
    buf_release(&id);
    return failed;
}

static int collect(struct trial *trial, struct err *err)
{
    char path[TRIAL_PATH];
    struct collected collected = COLLECTED_INIT;
    path_in(trial, "team.bundle", path);
    int failed =
        !trial_open(trial, err) || bundle_collect(trial->fixture.desk.store, path, &collected, err);
    collected_release(&collected);
    return failed ? -1 : 0;
}

static int give_back(struct trial *trial, struct err *err)
{
    char path[TRIAL_PATH];
    struct bundled bundled;
    path_in(trial, "back.bundle", path);
    return !trial_open(trial, err) ||
                   bundle_return(trial->fixture.desk.store, "Roos Dijkstra", path, &bundled, err)
               ? -1
               : 0;
}

/* ---- what they begin with -------------------------------------------------------------------- */

/* A manager's bundle, to be collected. */
static void hand_over(struct trial *trial)
{
    struct err err = ERR_INIT(LANG_EN);
    char path[TRIAL_PATH], talk[UUID_SIZE], id[UUID_SIZE];
    struct bundled bundled;
    path_in(trial, "manager.db", path);
    struct store *store = store_open(path, ACCESS_WRITE, trial->fixture.desk.clock, &err);
    assert_non_null(store);
    sandbox_begin(store, "Mo Karimi", talk);
    sandbox_agree(store, talk, "Werkplek met boterbloem", 20800, id);
    sandbox_agree(store, talk, "Stoel bestellen", 20801, id);
    assert_int_equal(store_setting_set(store, BUNDLE_LABEL, "Roos Dijkstra", &err), 0);
    path_in(trial, "team.bundle", path);
    assert_int_equal(bundle_write(store, path, &bundled, &err), 0);
    store_close(store);
}

static const char old_rows[] =
    "INSERT INTO person (seq, id, name, folded, team, code, created_at) VALUES (1, 'p', 'Sanne de"
    " Boer', 'sanne de boer', 'Zorg', '', 1);"
    "INSERT INTO interview (seq, id, person, checksum, stage, at, started_at, closed_at, removed,"
    " created_at, updated_at) SELECT 1, 'i', 'p', checksum, 'talking', 5, 5, 0, 0, 1, 6"
    " FROM guide_text;"
    "INSERT INTO answer (seq, interview, point, field, kind, share, label, value, shown,"
    " updated_at) VALUES (1, 'i', 'aandacht', 'note', 'note', 'private', 'Own note',"
    " 'kijkt uit naar boterbloem', '', 6);"
    "INSERT INTO agreement (seq, id, interview, what, owner, owner_name, due, due_words, follow_up,"
    " look_back, basis, basis_day, share, confirmed, status, remark, removed, revision, created_at,"
    " updated_at) VALUES (1, 'a', 'i', 'Rooster maken', 'manager', '', '2026-12-04', '', 'bellen',"
    " NULL, '', NULL, 'hr', '', 'open', '', 0, 1, 6, 6);"
    "INSERT INTO agreement_revision (agreement, revision, what, owner, owner_name, due, due_words,"
    " follow_up, look_back, basis, basis_day, share, confirmed, status, remark, removed,"
    " updated_at) SELECT id, revision, what, owner, owner_name, due, due_words, follow_up,"
    " look_back, basis, basis_day, share, confirmed, status, remark, removed, updated_at"
    " FROM agreement;"
    "INSERT INTO draft (interview, point, field, text, cursor, updated_at) VALUES ('i', "
    "'luisteren',"
    " 'note', 'nog niet af', 3, 7)";

/* The file as the program of that version would have left it: made as the first one, filled, and
 * brought to that version. */
static void make_old(struct trial *trial, size_t version)
{
    struct err err = ERR_INIT(LANG_EN);
    struct schema first = {schema_gesprek.upgrades, 1};
    struct schema then = {schema_gesprek.upgrades, version};
    struct guide *guide = sandbox_guide("verzuimgesprek");
    struct query query;
    char path[TRIAL_PATH], checksum[GUIDE_CHECKSUM];
    path_in(trial, "gesprek.db", path);
    assert_int_equal(unlink(path), 0);
    struct store *store =
        store_open_as(path, ACCESS_WRITE, trial->fixture.desk.clock, &first, &err);
    assert_non_null(store);
    query_begin(&query, store_db(store),
                "INSERT INTO guide_text (checksum, guide, version, title, language, text,"
                " created_at) VALUES (:checksum, 'verzuimgesprek', '1.0', 'Gesprek', 'nl', :text,"
                " 1)");
    guide_checksum(guide, checksum);
    query_text(&query, ":checksum", checksum);
    query_bytes(&query, ":text", guide->text, guide->text_len);
    assert_int_equal(query_run(&query, &err), 0);
    assert_int_equal(db_run(store_db(store), old_rows, &err), 0);
    store_close(store);
    store_close(store_open_as(path, ACCESS_WRITE, trial->fixture.desk.clock, &then, &err));
    assert_string_equal(err.text, "");
    guide_free(guide);
    for (size_t i = 1; i < version; i++) { /* what bringing it there left beside it */
        char name[32];
        snprintf(name, sizeof name, "gesprek.db.v%d", schema_gesprek.upgrades[i - 1].version);
        path_in(trial, name, path);
        unlink(path);
    }
}

static void seal_first(struct trial *trial)
{
    struct err err = ERR_INIT(LANG_EN);
    assert_int_equal(seal(trial, &err), 0);
    trial_put_down(trial);
}

static void remove_file(struct trial *trial)
{
    char path[TRIAL_PATH];
    path_in(trial, "gesprek.db", path);
    assert_int_equal(unlink(path), 0);
}

#define OLD(version)                                                                               \
    static void make_##version(struct trial *trial)                                                \
    {                                                                                              \
        make_old(trial, version);                                                                  \
    }
OLD(1)
OLD(2)
OLD(3)
OLD(4)
OLD(5)
OLD(6)
OLD(7)
OLD(8)
OLD(9)

/* ---- the steps ------------------------------------------------------------------------------- */

static const struct step interview[] = {
    {.name = "a name", .keys = "nSanne de Boer<Enter>", .word = "Sanne de Boer"},
    {.name = "a goal, being typed", .keys = "Horen hoe vlinderdas", .word = "vlinderdas"},
    {.name = "a goal", .keys = "<Tab>", .word = "vlinderdas", .there = true},
    {.name = "a question, and a box ticked",
     .keys = "Wat geeft roestvrij<Enter><Tab><Space>",
     .word = "roestvrij"},
    {.name = "begun", .keys = "<F6>"},
    {.name = "a note", .keys = "Kijkt uit naar klaproos<Tab>", .word = "klaproos"},
    {.name = "another point",
     .keys = "<PgDn><PgDn><Tab>tweemaal waterval<Enter>",
     .word = "waterval"},
    {.name = "an agreement",
     .keys = "<F4><Right><Tab>Rooster met boterbloem<Tab>vr<Tab>bellen om theelepel<Esc>",
     .word = "boterbloem"},
    {.name = "another agreement",
     .keys = "<F4><Tab>Uitleg over zandloper<Tab>in 2 weeks<Esc>",
     .word = "zandloper"},
    {.name = "read back", .keys = "<F6>jn"},
    {.name = "both views",
     .keys = "zIk denk sneeuwpop<Tab>Ik denk kersenpit<Esc>",
     .word = "kersenpit"},
    {.name = "the page for oneself", .keys = "<F6><F6><Enter><Down><Space>3"},
    {.name = "closed", .keys = "<F6>"},
    {.name = "moved", .keys = "d<C-u>in 3 weeks<Enter>"},
    {.name = "settled and taken back", .keys = "x<C-z><C-y>"},
    {.name = "asked of HR", .keys = "snHoe pak ik zonnewijzer aan<Enter>", .word = "zonnewijzer"},
    {.name = "a bundle", .run = write_bundle},
    {.name = "a backup", .run = back_up},
    {.name = "sealed", .run = seal, .slow = true},
    {.name = "no longer sealed", .run = take_seal_off, .slow = true},
    {.name = "erased",
     .run = erase,
     .gone = "Sanne de Boer vlinderdas roestvrij klaproos waterval boterbloem zandloper kersenpit"},
    {.name = "opened", .run = open_only},
};

static const struct step office[] = {
    {.name = "collected", .run = collect, .word = "boterbloem"},
    {.name = "collected again", .run = collect, .word = "boterbloem", .there = true},
    {.name = "given back", .run = give_back},
};

static const struct step upgraded[] = {
    {.name = "upgraded", .run = open_only, .word = "boterbloem", .there = true},
};

static const struct step made[] = {{.name = "made", .run = open_only}};

const struct step_list trial_lists[] = {
    {"interview", interview, sizeof interview / sizeof *interview, NULL, true},
    {"interview, sealed", interview, sizeof interview / sizeof *interview, seal_first, false},
    {"HR", office, sizeof office / sizeof *office, hand_over, true},
    {"a new file", made, 1, remove_file, true},
    {"from version 1", upgraded, 1, make_1, true},
    {"from version 2", upgraded, 1, make_2, false},
    {"from version 3", upgraded, 1, make_3, false},
    {"from version 4", upgraded, 1, make_4, false},
    {"from version 5", upgraded, 1, make_5, false},
    {"from version 6", upgraded, 1, make_6, false},
    {"from version 7", upgraded, 1, make_7, false},
    {"from version 8", upgraded, 1, make_8, false},
    {"from version 9", upgraded, 1, make_9, true},
};
const size_t trial_n_lists = sizeof trial_lists / sizeof *trial_lists;
