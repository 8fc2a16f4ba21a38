/*
 * handing: handing over a hundred thousand agreements, and bringing in a list of absences, beside
 * INSERT ... SELECT of the same rows with their indexes (README.md).
 *
 *   handing ROUNDS JSON DESK FOLDER IMPORT FILE
 *
 * DESK is a manager's file. In FOLDER, by turns: the bundle written, that collected into a new
 * file, and each of the two copied plainly; then that collected once more. Then IMPORT is done, a
 * command that brings absences into FILE, a new one, and that is copied plainly.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "series.h"
#include "store/bundle.h"
#include "store/lookup.h"
#include "store/sought_text.h"

/* What is copied plainly: what makes the tables, and what fills them from the other file. */
struct plain {
    struct buf make, fill;
};

/* One table of many, which was the floor before all of them were. */
static const char *const agreements_alone[] = {
    "CREATE TABLE agreement (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, interview TEXT, what TEXT,"
    " owner TEXT, owner_name TEXT, due TEXT, due_words TEXT, follow_up TEXT, look_back TEXT,"
    " basis TEXT, basis_day TEXT, share TEXT, confirmed TEXT, status TEXT, remark TEXT,"
    " revision INTEGER, created_at INTEGER, updated_at INTEGER) STRICT;"
    "CREATE INDEX agreement_by_interview ON agreement (interview);"
    "CREATE INDEX agreement_unsettled ON agreement (owner, due)"
    " WHERE status IN ('open', 'running', 'changed');",
    "INSERT INTO agreement SELECT seq, id, interview, what, owner, owner_name, due, due_words,"
    " follow_up, look_back, basis, basis_day, share, confirmed, status, remark, revision,"
    " created_at, updated_at FROM other.agreement WHERE share = 'hr' AND NOT removed"};

static const char *const absences_alone[] = {
    "CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT, folded TEXT) STRICT, WITHOUT ROWID;"
    "CREATE INDEX person_by_name ON person (folded);"
    "CREATE TABLE absence (id TEXT PRIMARY KEY, person TEXT, first_day TEXT, expected TEXT,"
    " back TEXT, reachable TEXT, lasting TEXT, work TEXT, safety_net TEXT, accident TEXT,"
    " liable TEXT, created_at INTEGER, updated_at INTEGER) STRICT, WITHOUT ROWID;"
    "CREATE INDEX absence_by_person ON absence (person, first_day, back);",
    "INSERT INTO person SELECT id, name, folded FROM other.person;"
    "INSERT INTO absence SELECT id, person, first_day, expected, back, reachable, lasting, work,"
    " safety_net, accident, liable, created_at, updated_at FROM other.absence"};

static void stop(const char *why)
{
    fprintf(stderr, "handing: %s\n", why);
    exit(1);
}

static char *path_in(const char *folder, const char *name)
{
    struct buf path = BUF_INIT;
    buf_addf(&path, "%s/%s", folder, name);
    return buf_detach(&path);
}

/* A file and all that SQLite and the store keep beside it. */
static void forget(const char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm", ".lock", ".reserve"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct buf name = BUF_INIT;
        buf_addf(&name, "%s%s", path, ends[i]);
        unlink(name.data);
        buf_release(&name);
    }
}

/* ---- The floor --------------------------------------------------------------------------------
 */

static void do_sql(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL))
        stop(sqlite3_errmsg(db));
}

static sqlite3_stmt *ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL))
        stop(sqlite3_errmsg(db));
    return stmt;
}

/* An index without a copy of its texts cannot give them: they are laid ready before the clock runs.
 * Tables of that name are looked for in the file that is copied, as the new one has none yet. */
static void lay_texts_ready(sqlite3 *db, const char *index)
{
    struct buf sql = BUF_INIT;
    sought_add_function(db);
    buf_addf(&sql, "CREATE TEMP TABLE %s_ready (place INTEGER PRIMARY KEY, text TEXT);", index);
    buf_addf(&sql, "INSERT INTO %s_ready %s", index,
             strcmp(index, "review_by_due") ? LOOKUP_BY_UPDATE : LOOKUP_BY_DUE);
    do_sql(db, sql.data);
    buf_release(&sql);
}

/* By its columns, as a table of the same shape is else taken over page by page. */
static void add_copy(struct plain *plain, sqlite3 *db, const char *table, const char *also)
{
    struct buf sql = BUF_INIT, columns = BUF_INIT;
    buf_adds(&columns, also);
    buf_addf(&sql, "SELECT name FROM pragma_table_info('%s', 'other')", table);
    sqlite3_stmt *stmt = ask(db, sql.data);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        buf_addf(&columns, "%s%s", columns.len ? ", " : "", sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    buf_addf(&plain->fill, "INSERT INTO main.%s (%s) SELECT %s FROM other.%s;", table, columns.data,
             columns.data, table);
    buf_release(&sql);
    buf_release(&columns);
}

static void add_index(struct plain *plain, sqlite3 *db, const char *index, const char *make)
{
    if (!strstr(make, "content = ''")) {
        add_copy(plain, db, index, "rowid");
        return;
    }
    lay_texts_ready(db, index);
    buf_addf(&plain->fill,
             "INSERT INTO main.%s (rowid, text) SELECT place, text FROM temp.%s_ready;", index,
             index);
}

/* All of the other file: its tables and indexes as it says itself how they are made. */
static void add_all(struct plain *plain, sqlite3 *db)
{
    sqlite3_stmt *stmt =
        ask(db, "SELECT s.name, s.sql, ifnull(t.type, '') FROM other.sqlite_master s"
                " LEFT JOIN pragma_table_list t ON t.schema = 'other'"
                "  AND t.name = s.name AND s.type = 'table'"
                " WHERE s.sql IS NOT NULL AND t.type IS NOT 'shadow'");
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(stmt, 0);
        const char *make = (const char *)sqlite3_column_text(stmt, 1);
        const char *type = (const char *)sqlite3_column_text(stmt, 2);
        buf_addf(&plain->make, "%s\n;", make);
        if (!strcmp(type, "table"))
            add_copy(plain, db, name, "");
        else if (!strcmp(type, "virtual"))
            add_index(plain, db, name, make);
    }
    sqlite3_finalize(stmt);
}

static void fill(sqlite3 *db, const char *sql)
{
    do_sql(db, "BEGIN");
    do_sql(db, sql);
    do_sql(db, "COMMIT");
}

/* alone: what makes and fills, in place of all that is in the file. */
static double copy_ms(const char *folder, const char *from, const char *const alone[2])
{
    char *path = path_in(folder, "plain.db"), *attach = sqlite3_mprintf("ATTACH %Q AS other", from);
    struct plain plain = {BUF_INIT, BUF_INIT};
    sqlite3 *db;
    forget(path);
    if (sqlite3_open(path, &db))
        stop("the plain copy cannot be made");
    do_sql(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    do_sql(db, attach);
    if (!alone)
        add_all(&plain, db);
    do_sql(db, alone ? alone[0] : plain.make.data);
    double began = now_ms();
    fill(db, alone ? alone[1] : plain.fill.data);
    double took = now_ms() - began;
    sqlite3_close(db);
    sqlite3_free(attach);
    buf_release(&plain.make);
    buf_release(&plain.fill);
    free(path);
    return took;
}

/* ---- What is measured -------------------------------------------------------------------------
 */

static double bundle_ms(struct store *desk, const char *path, size_t *n)
{
    struct err err = ERR_INIT(LANG_EN);
    struct bundled bundled;
    unlink(path);
    double began = now_ms();
    if (bundle_write(desk, path, &bundled, &err))
        stop(err.text);
    *n = bundled.agreements;
    return now_ms() - began;
}

static double collect_ms(const char *path, const char *bundle)
{
    struct err err = ERR_INIT(LANG_EN);
    struct collected collected = COLLECTED_INIT;
    struct store *store = store_open(path, ACCESS_WRITE, clock_open(), &err);
    double began = now_ms();
    if (!store || bundle_collect(store, bundle, &collected, &err))
        stop(err.text);
    double took = now_ms() - began;
    collected_release(&collected);
    store_close(store);
    return took;
}

static double import_ms(const char *command, const char *path)
{
    forget(path);
    double began = now_ms();
    if (system(command))
        stop("the absences were not brought in");
    return now_ms() - began;
}

/* ---- Telling ----------------------------------------------------------------------------------
 */

static void tell(FILE *json, const char *what, struct series *took, struct series *base)
{
    double ms = series_median(took), ratio = ratio_of(ms, series_median(base));
    printf("%-44s %9.0f %7.2f\n", what, ms, ratio);
    fprintf(json, "{\"figure\":\"rows\",\"case\":\"%s\",\"p50_ms\":%.1f,\"p50_ratio\":%.3f}\n",
            what, ms, ratio);
    fflush(json);
}

struct handed {
    struct series alone, bundle_copy, bundle, collected_copy, collect, again;
};

static void tell_handed(FILE *json, struct handed *took, size_t n)
{
    printf("%-44s %9s %7s\n", "rows", "median ms", "ratio");
    printf("%zu agreements\n", n);
    tell(json, "bundle, INSERT ... SELECT", &took->bundle_copy, &took->bundle_copy);
    tell(json, "bundle", &took->bundle, &took->bundle_copy);
    tell(json, "collected, INSERT ... SELECT", &took->collected_copy, &took->collected_copy);
    tell(json, "collect", &took->collect, &took->collected_copy);
    tell(json, "collect again", &took->again, &took->collected_copy);
    tell(json, "agreements alone, INSERT ... SELECT", &took->alone, &took->alone);
    tell(json, "bundle, beside agreements alone", &took->bundle, &took->alone);
    tell(json, "collect, beside agreements alone", &took->collect, &took->alone);
}

static void hand_over(FILE *json, int rounds, const char *desk_file, const char *folder)
{
    static struct handed took;
    struct err err = ERR_INIT(LANG_EN);
    char *bundle = path_in(folder, "a.bundle"), *collected = path_in(folder, "collected.db");
    size_t n = 0;
    struct store *desk = store_open(desk_file, ACCESS_WRITE, clock_open(), &err);
    if (!desk)
        stop(err.text);
    for (int i = 0; i < rounds; i++) {
        series_add(&took.alone, copy_ms(folder, desk_file, agreements_alone));
        series_add(&took.bundle, bundle_ms(desk, bundle, &n));
        series_add(&took.bundle_copy, copy_ms(folder, bundle, NULL));
        forget(collected);
        series_add(&took.collect, collect_ms(collected, bundle));
        series_add(&took.collected_copy, copy_ms(folder, collected, NULL));
        series_add(&took.again, collect_ms(collected, bundle));
    }
    tell_handed(json, &took, n);
    store_close(desk);
    free(bundle);
    free(collected);
}

static void bring_in(FILE *json, int rounds, const char *folder, char **argv)
{
    static struct series alone, copy, import;
    for (int i = 0; i < rounds; i++) {
        series_add(&import, import_ms(argv[0], argv[1]));
        series_add(&copy, copy_ms(folder, argv[1], NULL));
        series_add(&alone, copy_ms(folder, argv[1], absences_alone));
    }
    tell(json, "import, INSERT ... SELECT", &copy, &copy);
    tell(json, "import of CSV", &import, &copy);
    tell(json, "absences alone, INSERT ... SELECT", &alone, &alone);
    tell(json, "import, beside absences alone", &import, &alone);
}

int main(int argc, char **argv)
{
    int rounds = argc == 7 ? atoi(argv[1]) : 0;
    FILE *json = rounds > 0 ? fopen(argv[2], "a") : NULL;
    if (!json)
        return 2;
    hand_over(json, rounds, argv[3], argv[4]);
    bring_in(json, rounds, argv[4], &argv[5]);
    fclose(json);
    return 0;
}
