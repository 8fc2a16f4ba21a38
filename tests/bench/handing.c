/*
 * handing: handing over a hundred thousand agreements, and bringing in a list of absences, beside
 * INSERT ... SELECT of the same rows with their indexes (README.md).
 *
 *   handing ROUNDS JSON DESK FOLDER IMPORT FILE
 *
 * DESK is a manager's file. In FOLDER, by turns: the plain copy of its shared agreements, the
 * bundle written, and that collected into a new file. Then IMPORT is done, a command that brings
 * absences into FILE, a new one; and their rows are copied plainly.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "series.h"
#include "store/bundle.h"

/* What is copied plainly: what makes the table, and what fills it from the other file. */
struct plain {
    const char *make, *fill;
};

static const struct plain agreements = {
    "CREATE TABLE agreement (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, interview TEXT, what TEXT,"
    " owner TEXT, owner_name TEXT, due TEXT, due_words TEXT, follow_up TEXT, look_back TEXT,"
    " basis TEXT, basis_day TEXT, share TEXT, confirmed TEXT, status TEXT, remark TEXT,"
    " revision INTEGER, created_at INTEGER, updated_at INTEGER) STRICT;"
    "CREATE INDEX agreement_by_interview ON agreement (interview);"
    "CREATE INDEX agreement_by_status ON agreement (status, due);",
    "INSERT INTO agreement SELECT seq, id, interview, what, owner, owner_name, due, due_words,"
    " follow_up, look_back, basis, basis_day, share, confirmed, status, remark, revision,"
    " created_at, updated_at FROM other.agreement WHERE share = 'hr' AND NOT removed"};

static const struct plain absences = {
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

static void do_sql(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL))
        stop(sqlite3_errmsg(db));
}

static double copy_ms(const char *folder, const char *from, const struct plain *plain)
{
    char *path = path_in(folder, "plain.db"), *attach = sqlite3_mprintf("ATTACH %Q AS other", from);
    sqlite3 *db;
    forget(path);
    if (sqlite3_open(path, &db))
        stop("the plain copy cannot be made");
    do_sql(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    do_sql(db, plain->make);
    do_sql(db, attach);
    double began = now_ms();
    do_sql(db, "BEGIN");
    do_sql(db, plain->fill);
    do_sql(db, "COMMIT");
    double took = now_ms() - began;
    sqlite3_close(db);
    sqlite3_free(attach);
    free(path);
    return took;
}

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

static double collect_ms(const char *folder, const char *bundle)
{
    struct err err = ERR_INIT(LANG_EN);
    struct collected collected = COLLECTED_INIT;
    char *path = path_in(folder, "collected.db");
    forget(path);
    struct store *store = store_open(path, ACCESS_WRITE, clock_open(), &err);
    double began = now_ms();
    if (!store || bundle_collect(store, bundle, &collected, &err))
        stop(err.text);
    double took = now_ms() - began;
    collected_release(&collected);
    store_close(store);
    free(path);
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
    printf("%-36s %9.0f %7.2f\n", what, ms, ratio);
    fprintf(json, "{\"figure\":\"rows\",\"case\":\"%s\",\"p50_ms\":%.1f,\"p50_ratio\":%.3f}\n",
            what, ms, ratio);
    fflush(json);
}

static void hand_over(FILE *json, int rounds, const char *desk_file, const char *folder)
{
    static struct series plain, bundle, collect;
    struct err err = ERR_INIT(LANG_EN);
    char *path = path_in(folder, "a.bundle");
    size_t n = 0;
    struct store *desk = store_open(desk_file, ACCESS_WRITE, clock_open(), &err);
    if (!desk)
        stop(err.text);
    for (int i = 0; i < rounds; i++) {
        series_add(&plain, copy_ms(folder, desk_file, &agreements));
        series_add(&bundle, bundle_ms(desk, path, &n));
        series_add(&collect, collect_ms(folder, path));
    }
    printf("%-36s %9s %7s\n", "rows", "median ms", "ratio");
    printf("%zu agreements\n", n);
    tell(json, "agreements, INSERT ... SELECT", &plain, &plain);
    tell(json, "agreements, bundle", &bundle, &plain);
    tell(json, "agreements, collect", &collect, &plain);
    store_close(desk);
    free(path);
}

static void bring_in(FILE *json, int rounds, const char *folder, char **argv)
{
    static struct series plain, import;
    for (int i = 0; i < rounds; i++) {
        series_add(&import, import_ms(argv[0], argv[1]));
        series_add(&plain, copy_ms(folder, argv[1], &absences));
    }
    tell(json, "absences, INSERT ... SELECT", &plain, &plain);
    tell(json, "absences, import of CSV", &import, &plain);
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
