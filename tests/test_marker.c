/*
 * A proof that what is private stays private: a file in which all of it carries a mark
 * (tests/marked.h), and the mark looked for wherever HR looks, and wherever nobody should be able
 * to: bundles and HR's file down to their free pages, the log beside it, error texts, names of
 * files.
 *
 * A new table or column fails the first test until it stands in the list below, and one that is
 * private fails the second until the marked file fills it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "cli/commands.h"
#include "marked.h"
#include "run.h"
#include "sitting.h"
#include "store/bundle.h"
#include "store/change.h"
#include "store/db.h"
#include "store/sparring.h"

/* ---- Every column -------------------------------------------------------------------------- */

/* What HR may see of a column. */
enum openness {
    HIDDEN, /* nothing, ever */
    SHARED, /* what is in rows that are shared with HR; the other rows are as HIDDEN */
    OPEN,   /* all of it: it is for HR, or came from there */
    BARE,   /* a number, a moment, an id or a key from a fixed set: no words of anybody */
};

static const struct column {
    const char *table, *name;
    enum openness openness;
} columns[] = {
    {"person", "seq", BARE},
    {"person", "id", BARE},
    {"person", "name", SHARED},
    {"person", "folded", SHARED},
    {"person", "team", SHARED},
    {"person", "code", HIDDEN},
    {"person", "created_at", BARE},
    {"guide_text", "checksum", BARE},
    {"guide_text", "guide", OPEN},
    {"guide_text", "version", OPEN},
    {"guide_text", "title", OPEN},
    {"guide_text", "language", BARE},
    {"guide_text", "text", HIDDEN}, /* what was asked; HR has its own copy, or writes it */
    {"guide_text", "created_at", BARE},
    {"interview", "seq", BARE},
    {"interview", "id", BARE},
    {"interview", "person", BARE},
    {"interview", "checksum", BARE},
    {"interview", "stage", BARE},
    {"interview", "at", BARE},
    {"interview", "started_at", BARE},
    {"interview", "closed_at", BARE},
    {"interview", "removed", BARE},
    {"interview", "created_at", BARE},
    {"interview", "updated_at", BARE},
    {"answer", "seq", BARE},
    {"answer", "interview", BARE},
    {"answer", "point", HIDDEN},
    {"answer", "field", HIDDEN},
    {"answer", "kind", BARE},
    {"answer", "share", BARE},
    {"answer", "label", HIDDEN},
    {"answer", "value", HIDDEN}, /* of hurdles HR is told how often, by the ids of the guide */
    {"answer", "shown", HIDDEN},
    {"answer", "updated_at", BARE},
    {"agreement", "seq", BARE},
    {"agreement", "id", BARE},
    {"agreement", "interview", BARE},
    {"agreement", "what", SHARED},
    {"agreement", "owner", BARE},
    {"agreement", "owner_name", SHARED},
    {"agreement", "due", SHARED},
    {"agreement", "due_words", SHARED},
    {"agreement", "follow_up", SHARED},
    {"agreement", "look_back", SHARED},
    {"agreement", "basis", BARE},
    {"agreement", "basis_day", SHARED},
    {"agreement", "share", BARE},
    {"agreement", "confirmed", BARE},
    {"agreement", "status", BARE},
    {"agreement", "remark", SHARED},
    {"agreement", "removed", BARE},
    {"agreement", "revision", BARE},
    {"agreement", "created_at", BARE},
    {"agreement", "updated_at", BARE},
    {"agreement", "erased", BARE},
    {"agreement", "collected", BARE},
    {"agreement_revision", "agreement", BARE},
    {"agreement_revision", "revision", BARE},
    {"agreement_revision", "what", SHARED},
    {"agreement_revision", "owner", BARE},
    {"agreement_revision", "owner_name", SHARED},
    {"agreement_revision", "due", SHARED},
    {"agreement_revision", "due_words", SHARED},
    {"agreement_revision", "follow_up", SHARED},
    {"agreement_revision", "look_back", SHARED},
    {"agreement_revision", "basis", BARE},
    {"agreement_revision", "basis_day", SHARED},
    {"agreement_revision", "share", BARE},
    {"agreement_revision", "confirmed", BARE},
    {"agreement_revision", "status", BARE},
    {"agreement_revision", "remark", SHARED},
    {"agreement_revision", "removed", BARE},
    {"agreement_revision", "updated_at", BARE},
    {"agreement_revision", "settlement", BARE},
    {"draft", "interview", BARE},
    {"draft", "point", HIDDEN},
    {"draft", "field", HIDDEN},
    {"draft", "text", HIDDEN},
    {"draft", "cursor", BARE},
    {"draft", "updated_at", BARE},
    {"place", "only", BARE},
    {"place", "screen", HIDDEN},
    {"place", "interview", BARE},
    {"place", "step", HIDDEN},
    {"place", "item", HIDDEN},
    {"place", "cursor", BARE},
    {"keyslot", "kind", BARE},
    {"keyslot", "passes", BARE},
    {"keyslot", "memory", BARE},
    {"keyslot", "salt", BARE},
    {"keyslot", "nonce", BARE},
    {"keyslot", "wrapped", BARE},
    {"keyslot", "sum", BARE},
    {"setting", "name", HIDDEN},
    {"setting", "value", HIDDEN}, /* but for the label of the bundle, which is for HR */
    {"deed", "seq", BARE},
    {"deed", "interview", BARE},
    {"deed", "words", BARE},
    {"deed", "about", HIDDEN},
    {"deed", "undone", BARE},
    {"deed", "created_at", BARE},
    {"deed_image", "deed", BARE},
    {"deed_image", "step", BARE},
    {"deed_image", "aspect", BARE},
    {"deed_image", "id", BARE},
    {"deed_image", "point", HIDDEN},
    {"deed_image", "field", HIDDEN},
    {"deed_image", "before", HIDDEN},
    {"deed_image", "after", HIDDEN},
    {"agreement_text", "what", OPEN},
    {"agreement_text", "follow_up", OPEN},
    {"agreement_text", "remark", OPEN},
    {"agreement_text", "owner_name", OPEN},
    {"private_text", "text", HIDDEN},
    {"review", "seq", BARE},
    {"review", "words", BARE},
    {"review", "status", BARE},
    {"review", "owner", BARE},
    {"review", "due", OPEN},
    {"review", "updated_at", BARE},
    {"review", "person", OPEN},
    {"review", "person_id", BARE},
    {"review", "team", OPEN},
    {"review", "guide", OPEN},
    {"review", "source", BARE},
    {"review_by_due", "text", OPEN},
    {"review_by_update", "text", OPEN},
    {"source", "id", BARE},
    {"source", "edition", BARE},
    {"source", "label", OPEN},
    {"source", "made_at", BARE},
    {"collected", "id", BARE},
    {"collected", "source", BARE},
    {"collected", "edition", BARE},
    {"claim", "agreement", BARE},
    {"claim", "source", BARE},
    {"claim", "edition", BARE},
    {"claim", "revision", BARE},
    {"claim", "gone", BARE},
    {"tally", "source", BARE},
    {"tally", "month", BARE},
    {"tally", "team", OPEN},
    {"tally", "guide", OPEN},
    {"tally", "talks", BARE},
    {"tally", "people", BARE},
    {"tally_days", "source", BARE},
    {"tally_days", "month", BARE},
    {"tally_days", "team", OPEN},
    {"tally_days", "guide", OPEN},
    {"tally_days", "days", BARE},
    {"tally_days", "n", BARE},
    {"hurdle", "source", BARE},
    {"hurdle", "month", BARE},
    {"hurdle", "guide", OPEN},
    {"hurdle", "option", OPEN},
    {"hurdle", "n", BARE},
    {"insight_step", "seq", BARE},
    {"insight_step", "made_at", BARE},
    {"insight_row", "step", BARE},
    {"insight_row", "quarter", BARE},
    {"insight_row", "part", BARE},
    {"insight_row", "key", OPEN}, /* teams, and what is in a guide or a fixed set */
    {"insight_row", "days", BARE},
    {"insight_row", "n", BARE},
    {"insight_row", "kept", BARE},
    {"insight_row", "heap", BARE},
    {"settlement", "id", BARE},
    {"settlement", "agreement", BARE},
    {"settlement", "step", BARE},
    {"settlement", "status", BARE},
    {"settlement", "moved", BARE},
    {"settlement", "due", OPEN},
    {"settlement", "due_words", OPEN},
    {"settlement", "remark", OPEN},
    {"settlement", "made_at", BARE},
    {"settlement", "taken", BARE},
    {"request", "id", BARE},
    {"request", "agreement", BARE},
    {"request", "step", BARE},
    {"request", "revision", BARE},
    {"request", "question", OPEN},
    {"request", "asked_at", BARE},
    {"sparring", "id", BARE},
    {"sparring", "source", BARE},
    {"sparring", "interview", BARE}, /* stays in the manager's file all the same */
    {"sparring", "guide", OPEN},
    {"sparring", "point", OPEN},
    {"sparring", "title", OPEN},
    {"sparring_message", "id", BARE},
    {"sparring_message", "thread", BARE},
    {"sparring_message", "step", BARE},
    {"sparring_message", "side", BARE},
    {"sparring_message", "closes", BARE},
    {"sparring_message", "text", OPEN},
    {"sparring_message", "at", BARE},
    {"sparring_message", "seen", BARE},
    {"sparring_draft", "place", BARE},
    {"sparring_draft", "interview", BARE},
    {"sparring_draft", "text", HIDDEN},
    {"log", "seq", BARE},
    {"log", "at", BARE},
    {"log", "kind", BARE},
    {"log", "who", BARE}, /* a login and a terminal */
    {"log", "how", BARE},
    {"log", "about", BARE},
    {"log", "interviews", BARE},
    {"log", "agreements", BARE},
    {"log", "answers", BARE},
    {"log", "absences", BARE},
    {"keeping", "person", BARE},
    {"keeping", "closed_on", HIDDEN},
    {"keeping", "ended_on", HIDDEN},
    {"keeping", "held", BARE},
    {"keeping", "held_until", HIDDEN},
    {"keeping", "reason", HIDDEN},
    {"answer_before", "seq", BARE},
    {"answer_before", "interview", BARE},
    {"answer_before", "point", HIDDEN},
    {"answer_before", "field", HIDDEN},
    {"answer_before", "value", HIDDEN},
    {"answer_before", "shown", HIDDEN},
    {"answer_before", "changed_at", BARE},
    {"answer_before", "who", BARE},
    {"absence_before", "seq", BARE},
    {"absence_before", "absence", BARE},
    {"absence_before", "person", BARE},
    {"absence_before", "field", BARE},
    {"absence_before", "value", HIDDEN},
    {"absence_before", "changed_at", BARE},
    {"absence_before", "who", BARE},
    {"absence", "id", BARE},
    {"absence", "person", BARE},
    {"absence", "first_day", HIDDEN},
    {"absence", "expected", HIDDEN},
    {"absence", "back", HIDDEN},
    {"absence", "reachable", HIDDEN},
    {"absence", "lasting", HIDDEN},
    {"absence", "work", HIDDEN},
    {"absence", "kind", BARE},
    {"absence", "steps", HIDDEN},
    {"service", "id", BARE},
    {"service", "person", BARE},
    {"service", "from_day", HIDDEN},
    {"service", "until_day", HIDDEN},
    {"service", "factor", BARE},
    {"tick", "absence", BARE},
    {"tick", "step", BARE},
    {"tick", "turn", BARE},
    {"tick", "person", BARE},
    {"tick", "done_on", HIDDEN},
    {"absence", "safety_net", BARE},
    {"absence", "accident", BARE},
    {"absence", "liable", BARE},
    {"absence", "created_at", BARE},
    {"absence", "updated_at", BARE},
    {"told_source", "source", BARE},
    {"told_source", "edition", BARE},
    {"told_source", "sha256", BARE},
    {"told_person", "person", BARE},
    {"told_person", "source", BARE},
    {"told_person", "edition", BARE},
    {"told_gone", "person", BARE},
    {"told_absence", "source", BARE},
    {"told_absence", "id", BARE},
    {"told_absence", "person", BARE},
    {"told_absence", "first_day", OPEN},
    {"told_absence", "back", OPEN},
    {"told_absence", "kind", BARE},
    {"told_absence", "net", BARE},
    {"told_absence", "steps", OPEN},
    {"told_service", "source", BARE},
    {"told_service", "person", BARE},
    {"told_service", "from_day", OPEN},
    {"told_service", "until_day", OPEN},
    {"told_service", "factor", BARE},
    {"told_tick", "source", BARE},
    {"told_tick", "absence", BARE},
    {"told_tick", "step", BARE},
    {"told_tick", "turn", BARE},
    {"told_tick", "done_on", OPEN},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* The tables an index keeps itself in are named after it, and hold what its columns hold. */
#define EVERY_COLUMN                                                                               \
    "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_xinfo(t.name) c"                     \
    " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND c.hidden <> 1"                      \
    " AND (c.name <> 'sum' OR t.name = 'keyslot')"                                                 \
    " AND NOT EXISTS (SELECT 1 FROM sqlite_schema v WHERE v.sql LIKE 'CREATE VIRTUAL%'"            \
    "  AND t.name GLOB v.name || '_*') ORDER BY t.rowid, c.cid"

static const struct column *find_column(const char *table, const char *name)
{
    for (size_t i = 0; i < COLUMNS; i++)
        if (!strcmp(columns[i].table, table) && !strcmp(columns[i].name, name))
            return &columns[i];
    return NULL;
}

static void every_column_was_considered(void **state)
{
    struct marked *marked = *state;
    struct err err = ERR_INIT(LANG_EN);
    struct buf unknown = BUF_INIT;
    struct query query;
    size_t n = 0;
    query_begin(&query, store_db(marked->desk.store), EVERY_COLUMN);
    while (query_row(&query)) {
        char *table = query_take_text(&query), *name = query_take_text(&query);
        if (!find_column(table, name))
            buf_addf(&unknown, " %s.%s", table, name);
        n++;
        free(table);
        free(name);
    }
    assert_int_equal(query_end(&query, &err), 0);
    if (unknown.len)
        fail_msg("May HR see these? Put them in the list of this test:%s", unknown.data);
    assert_int_equal(n, COLUMNS); /* and none is in it that is gone */
    buf_release(&unknown);
}

static int64_t number(struct store *store, const char *sql)
{
    struct err err = ERR_INIT(LANG_EN);
    int64_t n = -1;
    if (db_number(store_db(store), sql, &n, &err))
        fail_msg("%s: %s", sql, err.text);
    return n;
}

static void the_mark_is_in_all_that_is_private(void **state)
{
    struct marked *marked = *state;
    for (size_t i = 0; i < COLUMNS; i++) {
        char sql[512];
        const struct column *column = &columns[i];
        bool day = strstr(" due look_back basis_day closed_on ended_on held_until first_day"
                          " expected back from_day until_day done_on ",
                          column->name) != NULL;
        snprintf(sql, sizeof sql, "SELECT count(*) FROM \"%s\" WHERE \"%s\" LIKE '%%%s%%'",
                 column->table, column->name, day ? "2031-03-17" : MARK_TAIL);
        if (column->openness <= SHARED && !number(marked->desk.store, sql))
            fail_msg("The marked file does not fill %s.%s.", column->table, column->name);
    }
}

/* All that interview.h names as a field of every conversation was answered, and every kind of
 * answer with every share: no guide gives an answer to HR. */
static void every_field_is_answered(void **state)
{
    struct marked *marked = *state;
    char line[256], name[64], value[64], sql[256];
    int fields = 0;
    FILE *header = fopen("include/domain/interview.h", "r");
    assert_non_null(header);
    while (fgets(line, sizeof line, header)) {
        if (sscanf(line, "#define FIELD_%63s \"%63[^\"]\"", name, value) != 2 &&
            sscanf(line, "#define POINT_%63s \"%63[^\"]\"", name, value) != 2)
            continue;
        snprintf(sql, sizeof sql, "SELECT count(*) FROM answer WHERE '%s' IN (point, field)",
                 value);
        if (!number(marked->desk.store, sql))
            fail_msg("The marked file does not answer %s.", name);
        fields++;
    }
    fclose(header);
    assert_true(fields > 12);
    for (enum kind kind = KIND_CHECK; kind <= KIND_DATE; kind++)
        for (enum share share = SHARE_PRIVATE; share <= SHARE_EMPLOYEE; share++) {
            snprintf(sql, sizeof sql,
                     "SELECT count(*) FROM answer WHERE kind = '%s' AND share = '%s'",
                     kind_key(kind), share_key(share));
            assert_true(number(marked->desk.store, sql) > 0);
        }
}

/* ---- Bytes --------------------------------------------------------------------------------- */

/* Fails with what stands around the mark. */
static void lacks_mark(const char *what, const char *bytes, size_t len)
{
    const char *at = marked_find(bytes, len);
    if (!at)
        return;
    char around[81];
    size_t from = at - bytes < 40 ? 0 : (size_t)(at - bytes) - 40, n = 0;
    for (; n < 80 && from + n < len; n++)
        around[n] = (char)(bytes[from + n] < ' ' || bytes[from + n] > '~' ? '.' : bytes[from + n]);
    around[n] = '\0';
    fail_msg("%s shows what is private: %s", what, around);
}

static void file_lacks_mark(const char *path)
{
    size_t len;
    char *bytes = sandbox_read(path, &len);
    lacks_mark(path, bytes, len);
    free(bytes);
}

static bool file_has(const char *path, const char *text)
{
    size_t len;
    char *bytes = sandbox_read(path, &len);
    bool found = memmem(bytes, len, text, strlen(text)) != NULL;
    free(bytes);
    return found;
}

static void make_bundle(struct marked *marked, const char *name, char path[SANDBOX_PATH])
{
    struct err err = ERR_INIT(LANG_EN);
    struct bundled bundled;
    sandbox_path(&marked->sandbox, name, path);
    if (bundle_write(marked->desk.store, path, &bundled, &err))
        fail_msg("%s", err.text);
}

static struct store *open_hr(struct marked *marked, const char *name, char path[SANDBOX_PATH])
{
    struct err err = ERR_INIT(LANG_EN);
    sandbox_path(&marked->sandbox, name, path);
    struct store *hr = store_open(path, ACCESS_WRITE, marked->desk.clock, &err);
    if (!hr)
        fail_msg("%s", err.text);
    return hr;
}

static void collect(struct store *hr, const char *bundle)
{
    struct err err = ERR_INIT(LANG_EN);
    struct collected found = COLLECTED_INIT;
    if (bundle_collect(hr, bundle, &found, &err))
        fail_msg("%s", err.text);
    collected_release(&found);
}

/* The log beside HR's file while it is open, and the file once it is closed. (Until the log is
 * folded back the file is as it was before.) */
static void hr_file_lacks_mark(struct store *hr, const char *path)
{
    char wal[SANDBOX_PATH + 8];
    snprintf(wal, sizeof wal, "%s-wal", path);
    if (!access(wal, R_OK))
        file_lacks_mark(wal);
    store_close(hr);
    assert_int_not_equal(access(wal, F_OK), 0);
    file_lacks_mark(path);
    assert_true(file_has(path, SHOWN));
}

static void a_bundle_holds_nothing_private(void **state)
{
    struct marked *marked = *state;
    char first[SANDBOX_PATH], second[SANDBOX_PATH], path[SANDBOX_PATH];
    make_bundle(marked, "first.bundle", first);
    assert_true(file_has(first, MARK)); /* it was shared then */
    marked_withdraw(marked);
    make_bundle(marked, "second.bundle", second);
    file_lacks_mark(second);
    assert_true(file_has(second, SHOWN));
    assert_true(file_has(second, "Steeds gedeeld, op een keer na"));
    assert_false(file_has(second, "Steeds gedeeld, behalve even")); /* as it was put before */
    assert_false(file_has(second, marked->never));
    assert_false(file_has(second, marked->other));
    assert_false(file_has(second, marked->sandbox.folder));
    struct store *hr = open_hr(marked, "hr.db", path);
    collect(hr, second);
    hr_file_lacks_mark(hr, path);
    assert_false(file_has(path, marked->never));
}

/* What HR was told rightly is taken back; HR's file forgets it down to the last byte. */
static void hr_forgets_what_is_taken_back(void **state)
{
    struct marked *marked = *state;
    char first[SANDBOX_PATH], second[SANDBOX_PATH], path[SANDBOX_PATH];
    make_bundle(marked, "first.bundle", first);
    struct store *hr = open_hr(marked, "hr.db", path);
    collect(hr, first);
    store_close(hr);
    assert_true(file_has(path, MARK));
    marked_withdraw(marked);
    make_bundle(marked, "second.bundle", second);
    hr = open_hr(marked, "hr.db", path);
    collect(hr, second);
    hr_file_lacks_mark(hr, path);
}

/* ---- What the program says ----------------------------------------------------------------- */

enum { WORDS_MOST = 12 };

/* The program on a file of the folder; words end with NULL. */
static void run_on(struct marked *marked, struct run *run, const char *db, const char *const *words,
                   const char *input)
{
    const char *arguments[WORDS_MOST + 4] = {"--db", db, "--guides", marked->guides};
    char home[128], temporary[128];
    size_t n = 4;
    while (*words && n < WORDS_MOST + 3)
        arguments[n++] = *words++;
    snprintf(home, sizeof home, "HOME=%s", marked->sandbox.folder);
    snprintf(temporary, sizeof temporary, "TMPDIR=%s", marked->sandbox.folder);
    const char *const settings[] = {home, temporary, "GESPREK_NOW=2026-12-04T11:30", NULL};
    run_program(run, arguments, settings, input);
}

static void name_run(const char *const *words, char *name, size_t size)
{
    size_t n = 0;
    for (; *words && n < size; words++)
        n += (size_t)snprintf(name + n, size - n, "%s ", *words);
}

/* Runs it and fails when it shows anything private anywhere, or does not say `shows`. */
static void shows_hr_only(struct marked *marked, const char *db, const char *const *words,
                          const char *shows)
{
    char name[256] = "";
    struct run run;
    run_on(marked, &run, db, words, "");
    name_run(words, name, sizeof name);
    if (run.status)
        fail_msg("%s ended with %d: %s", name, run.status, run.errors.data);
    lacks_mark(name, run.out.data, run.out.len);
    lacks_mark(name, run.errors.data, run.errors.len);
    if (shows && !strstr(run.out.data, shows))
        fail_msg("%s does not say \"%s\": %s", name, shows, run.out.data);
    run_release(&run);
}

static const char *const list_formats[] = {"table", "csv", "json", "ics", NULL};
static const char *const report_formats[] = {"text", "markdown", "html", "json", NULL};

/* On the file of the manager, where HR looks at the same desk. */
static void what_hr_sees_at_one_desk(void **state)
{
    struct marked *marked = *state;
    struct err err = ERR_INIT(LANG_EN);
    const char *db = marked->sandbox.db;
    marked_withdraw(marked);
    marked->desk.settings.names = NAMES_CODE; /* shows most that HR may not see */
    assert_int_equal(desk_save_settings(&marked->desk, &err), 0);
    marked_close(marked);
    for (const char *const *format = report_formats; *format; format++) {
        const char *const words[] = {"show", marked->talk, "--as", "hr", "--format", *format, NULL};
        shows_hr_only(marked, db, words, SHOWN);
    }
    static const char *const searches[] = {MARK, "zwal", "2031", "rooster", "verlof"};
    for (size_t i = 0; i < sizeof searches / sizeof *searches; i++) {
        const char *const table[] = {"search", searches[i], "--as", "hr", NULL};
        const char *const json[] = {"search", searches[i], "--as", "hr", "--format", "json", NULL};
        shows_hr_only(marked, db, table, i == 3 ? "Bel dinsdag over het" : NULL);
        shows_hr_only(marked, db, json, i == 3 ? SHOWN : "[");
    }
    const char *const doctor[] = {"doctor", NULL};
    shows_hr_only(marked, db, doctor, NULL);
    const char *const calendar[] = {"agreements", "--format", "ics", NULL};
    struct run run; /* a calendar is the manager's, and lies about open on a screen */
    run_on(marked, &run, db, calendar, "");
    assert_null(memmem(run.out.data, run.out.len, MARK_TAIL, strlen(MARK_TAIL)));
    assert_non_null(strstr(run.out.data, "BEGIN:VEVENT"));
    run_release(&run);
}

/* On HR's own file everything is for HR, whatever is asked and as whom. */
static void what_hr_sees_of_bundles(void **state)
{
    struct marked *marked = *state;
    char first[SANDBOX_PATH], second[SANDBOX_PATH], path[SANDBOX_PATH];
    make_bundle(marked, "first.bundle", first);
    marked_withdraw(marked);
    make_bundle(marked, "second.bundle", second);
    struct store *hr = open_hr(marked, "hr.db", path);
    collect(hr, first);
    collect(hr, second);
    store_close(hr);
    for (const char *const *format = list_formats; *format; format++) {
        const char *const agreements[] = {"agreements", "--format", *format, NULL};
        const char *const interviews[] = {"interviews", "--format", *format, NULL};
        bool calendar = !strcmp(*format, "ics");
        shows_hr_only(marked, path, agreements, calendar ? "BEGIN:VEVENT" : SHOWN);
        if (!calendar)
            shows_hr_only(marked, path, interviews, NULL);
    }
    static const char *const viewers[] = {"manager", "employee", "hr"};
    for (size_t i = 0; i < 3; i++)
        for (const char *const *format = report_formats; *format; format++) {
            const char *const show[] = {"show",     marked->talk, "--as", viewers[i],
                                        "--format", *format,      NULL};
            shows_hr_only(marked, path, show, SHOWN);
        }
    const char *const search[] = {"search", MARK, NULL}, *const people[] = {"person", "list", NULL};
    const char *const today[] = {"--plain", NULL};
    shows_hr_only(marked, path, search, NULL);
    shows_hr_only(marked, path, people, "Sanne de Boer");
    shows_hr_only(marked, path, today, NULL);
}

/* ---- HR's list on screen ------------------------------------------------------------------- */

/* Presses the keys one by one and looks at every picture on the way. */
static void walk(struct sitting *sitting, const char *const *keys, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        sitting_keys(sitting, keys[i]);
        const char *picture = sitting_picture(sitting);
        lacks_mark(keys[i], picture, strlen(picture));
    }
}

/* Every row with all that is told of it, filters and their choices, orders, the search, and what
 * the other keys of the list open. */
static void look_through_review(struct marked *marked, enum lang lang, enum name_style names)
{
    static const char *const row[] = {"<Enter>", "<PgDn>", "h", "<Esc>", "<Esc>", "<Down>"};
    static const char *const all[] = {
        "f",        "<Down>",  "<Enter>", "<Esc>",   "f",       "<Down>",  "<Down>", "<Enter>",
        "<Esc>",    "f",       "<Down>",  "<Down>",  "<Down>",  "<Enter>", "<Esc>",  "f",
        "<Down>",   "<Down>",  "<Down>",  "<Down>",  "<Enter>", "<Esc>",   "<Esc>",  "<Esc>",
        "0",        "o",       "<Down>",  "<Enter>", "o",       "<Down>",  "<Down>", "<Enter>",
        "b",        "<Esc>",   "r",       "<Esc>",   "w",       "<Esc>",   "?",      "<Esc>",
        "/rooster", "<Enter>", "/",       "<Esc>",   "/zw",     "<Enter>", "<Esc>",
    };
    struct sitting sitting;
    const struct beginning beginning = {.review = true};
    marked->desk.lang = lang;
    marked->desk.settings.names = names;
    sitting_begin(&sitting, &marked->desk, &beginning);
    sitting_resize(&sitting, 30, 100, true);
    sitting_shows(&sitting, "Bel dinsdag");
    for (int i = 0; i < 6; i++)
        walk(&sitting, row, sizeof row / sizeof *row);
    walk(&sitting, all, sizeof all / sizeof *all);
    assert_string_equal(sitting_screen(&sitting), "review");
    sitting_close(&sitting);
}

static void the_review_screens_show_nothing_private(void **state)
{
    struct marked *marked = *state;
    marked_withdraw(marked);
    for (enum name_style names = NAMES_INITIALS; names <= NAMES_CODE; names++)
        for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++)
            look_through_review(marked, lang, names);
}

/* ---- Figures, and what is asked of HR ------------------------------------------------------ */

/* The figures block by block with their period; every question to HR with
 * all that was said, the field for an answer, and what else the keys there open. */
static void look_through_the_rest(struct marked *marked, struct store *store, enum lang lang)
{
    static const char *const figures[] = {"i",       "<Down>",  "<Down>",  "<Down>", "<Down>",
                                          "<Down>",  "<Down>",  "<PgDn>",  "?",      "<Esc>",
                                          "p",       "<Enter>", "p",       "<End>",  "<Up>",
                                          "<Enter>", "w",       "<Enter>", "<Esc>",  "<Esc>"};
    static const char *const questions[] = {"s",      "?",       "<Esc>",   "<Enter>", "?",
                                            "<Esc>",  "<PgDn>",  "<Enter>", "<Esc>",   "<Esc>",
                                            "<Down>", "<Enter>", "<Esc>",   "<Esc>"};
    struct desk desk = marked->desk;
    struct sitting sitting;
    const struct beginning beginning = {.review = true};
    desk.store = store;
    desk.lang = lang;
    sitting_begin(&sitting, &desk, &beginning);
    sitting_resize(&sitting, 30, 100, true);
    walk(&sitting, figures, 1);
    assert_string_equal(sitting_screen(&sitting), "insight");
    walk(&sitting, figures + 1, sizeof figures / sizeof *figures - 1);
    assert_string_equal(sitting_screen(&sitting), "review");
    walk(&sitting, questions, 1);
    sitting_shows(&sitting, "Hoe begin ik?");
    walk(&sitting, questions + 1, sizeof questions / sizeof *questions - 1);
    assert_string_equal(sitting_screen(&sitting), "review");
    sitting_close(&sitting);
}

/* The manager asks HR something; what else is in that conversation stays where it is. */
static void ask_hr(struct marked *marked)
{
    static const struct deed asked = {"asked HR", ""};
    struct err err = ERR_INIT(LANG_EN);
    struct sparring_point point = {marked->talk, "gemerkt", "een", "Een punt"};
    char id[UUID_SIZE];
    if (sparring_ask(marked->desk.store, &point, "Hoe begin ik?", &asked, id, &err) ||
        sparring_draft(marked->desk.store, marked->talk, MARK " question being typed", &err))
        fail_msg("%s", err.text);
}

static void insight_and_sparring_show_nothing_private(void **state)
{
    struct marked *marked = *state;
    char bundle[SANDBOX_PATH], path[SANDBOX_PATH];
    marked_withdraw(marked);
    ask_hr(marked);
    make_bundle(marked, "b.bundle", bundle);
    struct store *hr = open_hr(marked, "hr.db", path);
    collect(hr, bundle);
    for (enum lang lang = LANG_EN; lang <= LANG_NL; lang++) {
        look_through_the_rest(marked, marked->desk.store, lang);
        look_through_the_rest(marked, hr, lang);
    }
    hr_file_lacks_mark(hr, path);
}

/* What the manager found hard is told to nobody else: HR's file knows how often an option of a
 * guide was chosen, and nothing of it as the trend of somebody. */
static void the_managers_hurdles_stay_with_the_manager(void **state)
{
    static const char *const told[] = {"hurdles", NULL};
    static const char *const json[] = {"hurdles", "--format", "json", NULL};
    struct marked *marked = *state;
    char bundle[SANDBOX_PATH], path[SANDBOX_PATH];
    struct run run;
    marked_withdraw(marked);
    make_bundle(marked, "b.bundle", bundle);
    struct store *hr = open_hr(marked, "hr.db", path);
    collect(hr, bundle);
    store_close(hr);
    assert_false(file_has(bundle, "Tijd")); /* the words of a hurdle */
    assert_false(file_has(path, "Tijd"));
    run_on(marked, &run, path, told, "");
    assert_int_equal(run.status, 0);
    assert_non_null(strstr(run.out.data, "You held 0 conversations"));
    assert_null(strstr(run.out.data, "made it hard\n"));
    run_release(&run);
    run_on(marked, &run, path, json, "");
    assert_string_equal(run.out.data, "[]\n");
    run_release(&run);
    marked_close(marked);
    run_on(marked, &run, marked->sandbox.db, json, "");
    assert_non_null(strstr(run.out.data, "\"count\":1"));
    run_release(&run);
}

/* ---- Every command that lists -------------------------------------------------------------- */

static const char *argument_of(const struct command *command, const char *option)
{
    for (const struct cli_option *at = command->options; at && at->name; at++)
        if (!strcmp(at->name, option))
            return at->argument ? at->argument : "";
    return NULL;
}

/* Puts what the command takes in words, from the nth on; false when it takes something else. */
static bool put_argument(const struct marked *marked, const struct command *command,
                         const char **words, size_t *n)
{
    if (!command->min)
        return true;
    if (!strcmp(command->arguments, "ID"))
        words[(*n)++] = marked->talk;
    else if (!strncmp(command->arguments, "WORD", 4))
        words[(*n)++] = "rooster";
    else
        return false;
    return true;
}

/* Runs it in each of its formats, as HR where it can be run as anybody. */
static void run_in_every_format(struct marked *marked, const char *db,
                                const struct command *command)
{
    char *name = mem_copy(command->name), *rest = name;
    const char *words[WORDS_MOST + 1] = {NULL}, *given = argument_of(command, "format");
    size_t n = 0;
    for (char *word; (word = strsep(&rest, " "));)
        words[n++] = word;
    if (put_argument(marked, command, words, &n)) {
        char *formats = mem_copy(given), *more = formats;
        if (argument_of(command, "as")) {
            words[n++] = "--as";
            words[n++] = "hr";
        }
        words[n++] = "--format";
        for (char *format; (format = strsep(&more, "|"));) {
            words[n] = format;
            shows_hr_only(marked, db, words, NULL);
        }
        free(formats);
    }
    free(name);
}

static bool is_for_hr(const struct command *command)
{
    static const char *const names[] = {"insight", "sparring list", "requests"};
    const char *as = argument_of(command, "as");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(command->name, names[i]))
            return true;
    return as && strstr(as, "hr");
}

/* A command that comes later is looked at too: on the manager's file what it shows as HR, on HR's
 * file whatever it shows. */
static void every_command_that_lists_shows_hr_only(void **state)
{
    struct marked *marked = *state;
    char first[SANDBOX_PATH], second[SANDBOX_PATH], path[SANDBOX_PATH];
    int as_hr = 0, lists = 0;
    make_bundle(marked, "first.bundle", first);
    marked_withdraw(marked);
    make_bundle(marked, "second.bundle", second);
    marked_close(marked);
    struct store *hr = open_hr(marked, "hr.db", path);
    collect(hr, first);
    collect(hr, second);
    store_close(hr);
    for (size_t i = 0; i < cli_commands_count; i++) {
        const struct command *command = &cli_commands[i];
        bool reads = command->need == NEED_LIST || command->need == NEED_READ;
        if (!reads || !argument_of(command, "format"))
            continue;
        lists++;
        run_in_every_format(marked, path, command);
        if (!is_for_hr(command))
            continue;
        as_hr++;
        run_in_every_format(marked, marked->sandbox.db, command);
    }
    assert_true(as_hr >= 2);
    assert_true(lists >= 5);
}

static void the_manager_sees_it_all(void **state)
{
    struct marked *marked = *state;
    const char *db = marked->sandbox.db;
    marked_withdraw(marked);
    marked_close(marked);
    for (const char *const *format = report_formats; *format; format++) {
        const char *const words[] = {"show", marked->talk, "--format", *format, NULL};
        struct run run;
        run_on(marked, &run, db, words, "");
        assert_non_null(marked_find(run.out.data, run.out.len));
        run_release(&run);
    }
    const char *const search[] = {"search", MARK, "--format", "json", NULL};
    const char *const agreements[] = {"agreements", "--format", "csv", NULL};
    const char *const *const others[] = {search, agreements};
    for (size_t i = 0; i < 2; i++) {
        struct run run;
        run_on(marked, &run, db, others[i], "");
        assert_non_null(marked_find(run.out.data, run.out.len));
        run_release(&run);
    }
    assert_true(file_has(db, MARK));
}

/* ---- When things go wrong ------------------------------------------------------------------ */

/* Runs it, whatever comes of it: its messages show nothing private. What lines write is the
 * conversation itself, also when a line of it could not be taken. */
static void complains_quietly(struct marked *marked, const char *db, const char *const *words,
                              const char *input)
{
    char name[256] = "";
    struct run run;
    run_on(marked, &run, db, words, input);
    name_run(words, name, sizeof name);
    lacks_mark(name, run.errors.data, run.errors.len);
    if (run.status && strcmp(words[0], "--plain") != 0)
        lacks_mark(name, run.out.data, run.out.len);
    run_release(&run);
}

static void errors_tell_nothing(void **state)
{
    struct marked *marked = *state;
    char bundle[SANDBOX_PATH], nowhere[SANDBOX_PATH];
    const char *db = marked->sandbox.db, *folder = marked->sandbox.folder;
    marked_withdraw(marked);
    make_bundle(marked, "b.bundle", bundle);
    sandbox_path(&marked->sandbox, "none/such", nowhere);
    const char *const wrong[][WORDS_MOST] = {
        {"show", "zzzz"},
        {"show", marked->other, "--as", "nobody"},
        {"show", marked->never, "--format", "ics"},
        {"settle", marked->never, "sometime"},
        {"settle", marked->never, "changed", "--to", "31-2"},
        {"settle", "0000", "done"},
        {"person", "rename", "Niemand", "Sanne de Boer"},
        {"person", "rename", "Sanne de Boer", "Tim Aerts"},
        {"person", "rename", "Sanne de Boer", "\033[31m"},
        {"person", "move", marked->talk, ""},
        {"bundle", bundle},
        {"bundle", nowhere},
        {"bundle", folder},
        {"backup", bundle},
        {"backup", nowhere},
        {"restore", bundle},
        {"restore", nowhere},
        {"collect", bundle},
        {"collect", db},
        {"collect", nowhere},
        {"agreements", "--status", "late"},
        {"agreements", "--due", "before:ooit"},
        {"agreements", "--person", "Niemand"},
        {"search", "."},
        {"search", "--as", "hr", "\"*:("},
        {"start", "--for", "Sanne de Boer", "--at", "ooit"},
        {"start", "--for", "Sanne de Boer", "--guide", "anders"},
        {"guide", "show", "anders"},
        {"help", "zwal"},
        {"doctor", "x"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        complains_quietly(marked, db, wrong[i], ""); /* also: somebody else has it open */
    marked_close(marked);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        complains_quietly(marked, db, wrong[i], "");
    static const char *const plain[][WORDS_MOST] = {
        {"--plain"}, {"--plain", "start", "--for", "Sanne de Boer"}, {"--plain", "start"}};
    static const char *const inputs[] = {"", "h\n", "/x\n99\n\x01\n/s\n", "z\nz\nz\n/q\n"};
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 4; k++)
            complains_quietly(marked, db, plain[i], inputs[k]);
}

/* A file that is broken in many places, one at a time. */
static void a_broken_file_tells_nothing(void **state)
{
    static const char *const looks[][WORDS_MOST] = {
        {"doctor"}, {"agreements"}, {"search", "rooster", "--as", "hr"}, {"--plain"}};
    struct marked *marked = *state;
    char broken[SANDBOX_PATH];
    size_t len;
    marked_withdraw(marked);
    marked_close(marked);
    sandbox_path(&marked->sandbox, "broken.db", broken);
    char *bytes = sandbox_read(marked->sandbox.db, &len);
    for (size_t at = 40; at < len; at += len / 40) {
        char kept[64];
        size_t n = len - at < sizeof kept ? len - at : sizeof kept;
        memcpy(kept, bytes + at, n);
        memset(bytes + at, 0xA5, n);
        sandbox_write(broken, bytes, len);
        memcpy(bytes + at, kept, n);
        for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
            complains_quietly(marked, broken, looks[i], "");
    }
    sandbox_write(broken, bytes, len / 2);
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
        complains_quietly(marked, broken, looks[i], "");
    free(bytes);
}

/* ---- What is left lying about -------------------------------------------------------------- */

/* Only the manager's own file and copies of it may hold it, those made by themselves too, which no
 * one else may read; HR's may not, and no name of a file does. */
static int look_at_one(const char *path, const struct stat *about, int kind, struct FTW *at)
{
    static const char *const owned[] = {"gesprek.db", "gesprek.db-wal", "copy.db", "gemerkt.yaml"};
    const char *name = path + at->base;
    assert_null(strcasestr(name, MARK_TAIL));
    if (strstr(path, ".db.backups"))
        assert_int_equal(about->st_mode & 077, 0);
    if (strstr(path, "/gesprek.db.backups/"))
        return 0;
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        if (!strcmp(name, owned[i]))
            return 0;
    if (kind == FTW_F)
        file_lacks_mark(path);
    return 0;
}

static void nothing_is_left_lying_about(void **state)
{
    struct marked *marked = *state;
    char copy[SANDBOX_PATH], hr[SANDBOX_PATH], bundle[SANDBOX_PATH];
    marked_withdraw(marked);
    marked_close(marked);
    sandbox_path(&marked->sandbox, "copy.db", copy);
    sandbox_path(&marked->sandbox, "hr.db", hr);
    sandbox_path(&marked->sandbox, "b.bundle", bundle);
    const char *const done[][WORDS_MOST] = {
        {"backup", copy},
        {"bundle", bundle, "--from", "Roos Dijkstra"},
        {"show", marked->talk, "--as", "hr"},
        {"search", MARK},
        {"settle", marked->never, "done", "--remark", MARK},
        {"--plain", "start", "--for", "Sanne de Boer"},
        {"doctor"},
    };
    for (size_t i = 0; i < sizeof done / sizeof *done; i++)
        complains_quietly(marked, marked->sandbox.db, done[i], "");
    const char *const collecting[] = {"collect", bundle, NULL};
    complains_quietly(marked, hr, collecting, "");
    assert_int_equal(nftw(marked->sandbox.folder, look_at_one, 8, FTW_PHYS), 0);
    assert_true(file_has(hr, SHOWN));
}

/* ---- All ----------------------------------------------------------------------------------- */

static int setup(void **state)
{
    struct marked *marked = mem_zero(1, sizeof *marked);
    marked_begin(marked);
    *state = marked;
    return 0;
}

static int teardown(void **state)
{
    marked_remove(*state);
    free(*state);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_column_was_considered),
        TEST(the_mark_is_in_all_that_is_private),
        TEST(every_field_is_answered),
        TEST(a_bundle_holds_nothing_private),
        TEST(hr_forgets_what_is_taken_back),
        TEST(what_hr_sees_at_one_desk),
        TEST(what_hr_sees_of_bundles),
        TEST(the_manager_sees_it_all),
        TEST(the_review_screens_show_nothing_private),
        TEST(insight_and_sparring_show_nothing_private),
        TEST(the_managers_hurdles_stay_with_the_manager),
        TEST(every_command_that_lists_shows_hr_only),
        TEST(errors_tell_nothing),
        TEST(a_broken_file_tells_nothing),
        TEST(nothing_is_left_lying_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
