/*
 * A bundle from anybody. Bytes are taken for the file itself; behind a first byte of 1 they are
 * what stands in its tables, with a header and a digest that are right, because no chance ever hits
 * those:
 *
 *     a byte that names a table, then its columns, each a kind (n: nothing, i: a number, t: text,
 *     u: an id by its last byte, d: a day by its last byte) and up to a newline what it is
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/bundle.h"
#include "store/bundle_digest.h"
#include "store/bundle_shape.h"
#include "store/db.h"

#define NOW    INT64_C(1796378400000)
#define OWN_ID "019b0000-0000-7000-8000-00000000005a" /* uZ: a return bundle for it comes in */

enum { ROWS_MOST = 200, COLLECTED_MOST = 200 };

/* ---- a bundle by its tables ------------------------------------------------------------------ */

struct script {
    const char *at, *end;
};

/* What stands before the next newline. */
static size_t take_line(struct script *script, const char **line)
{
    const char *end = memchr(script->at, '\n', (size_t)(script->end - script->at));
    size_t len = (size_t)((end ? end : script->end) - script->at);
    *line = script->at;
    script->at += len + (end != NULL);
    return len;
}

static void add_value(struct buf *sql, const char *line, size_t len)
{
    char kind = len ? line[0] : 'n';
    unsigned char last = len ? (unsigned char)line[len - 1] : 0;
    if (kind == 'i') {
        char digits[24];
        snprintf(digits, sizeof digits, "%.*s", (int)(len - 1 < 19 ? len - 1 : 19), line + 1);
        buf_addf(sql, "%lld", strtoll(digits, NULL, 10));
    } else if (kind == 'u') {
        buf_addf(sql, "'019b0000-0000-7000-8000-0000000000%02x'", last);
    } else if (kind == 'd') {
        buf_addf(sql, "'2026-12-%02d'", 1 + last % 31);
    } else if (kind == 't') {
        buf_adds(sql, "CAST(x'");
        for (size_t i = 1; i < len; i++)
            buf_addf(sql, "%02x", (unsigned char)line[i]);
        buf_adds(sql, "' AS TEXT)");
    } else {
        buf_adds(sql, "NULL");
    }
}

static void put_row(struct db *db, struct script *script)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf sql = BUF_INIT;
    size_t n = 0;
    while (bundle_tables[n].name)
        n++;
    const struct bundle_table *table = &bundle_tables[(unsigned char)*script->at++ % (n - 1)];
    buf_addf(&sql, "INSERT OR IGNORE INTO %s (%s) VALUES (", table->name, table->columns);
    for (const char *column = table->columns; column; column = strchr(column + 1, ',')) {
        const char *line;
        size_t len = take_line(script, &line);
        if (column != table->columns)
            buf_adds(&sql, ", ");
        add_value(&sql, line, len);
    }
    buf_adds(&sql, ")");
    (void)db_run(db, sql.data, &err); /* what its tables refuse never gets there */
    buf_release(&sql);
}

static void seal(struct db *db)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf sql = BUF_INIT, digest = BUF_INIT;
    FUZZ_HOLDS(bundle_digest(db, "main", &digest, &err) == 0);
    buf_addf(&sql, "INSERT INTO digest (only, sha256) VALUES (1, '%s')", digest.data);
    FUZZ_HOLDS(db_run(db, sql.data, &err) == 0);
    buf_release(&sql);
    buf_release(&digest);
}

static void make_bundle(const char *path, const uint8_t *bytes, size_t len)
{
    struct db db = {0};
    struct err err = ERR_INIT(LANG_EN);
    struct script script = {(const char *)bytes, (const char *)bytes + len};
    char numbers[128];
    snprintf(numbers, sizeof numbers,
             "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;"
             " PRAGMA application_id = %d; PRAGMA user_version = %d",
             BUNDLE_ID, BUNDLE_FORMAT);
    FUZZ_HOLDS(db_open(&db, path, DB_WRITE, &err) == 0);
    FUZZ_HOLDS(db_run(&db, "PRAGMA page_size = 512; PRAGMA journal_mode = MEMORY", &err) == 0);
    FUZZ_HOLDS(db_run(&db, numbers, &err) == 0 && db_begin(&db, &err) == 0);
    for (const struct bundle_table *table = bundle_tables; table->name; table++)
        FUZZ_HOLDS(db_run(&db, table->shape, &err) == 0);
    for (int i = 0; i < ROWS_MOST && script.at < script.end; i++)
        put_row(&db, &script);
    seal(&db);
    FUZZ_HOLDS(db_end(&db, 0, &err) == 0);
    db_close(&db);
}

/* ---- collecting it --------------------------------------------------------------------------- */

static struct store *open_store(void)
{
    struct err err = ERR_INIT(LANG_EN);
    struct buf path = BUF_INIT;
    buf_addf(&path, "%s/hr.db", fuzz_folder());
    remove(path.data);
    struct store *store = store_open(path.data, ACCESS_WRITE, (struct clock){.fixed = NOW}, &err);
    FUZZ_HOLDS(store != NULL);
    FUZZ_HOLDS(store_setting_set(store, BUNDLE_SOURCE, OWN_ID, &err) == 0);
    buf_release(&path);
    return store;
}

static struct store *the_store;

static void close_store(void)
{
    store_close(the_store);
    the_store = NULL;
}

/* One file for many runs; a new one before it grows large. */
static struct store *store_for_run(void)
{
    static int runs, asked_to_close;
    if (the_store && runs++ > COLLECTED_MOST)
        close_store();
    if (the_store)
        return the_store;
    runs = 0;
    the_store = open_store();
    if (!asked_to_close++)
        atexit(close_store);
    return the_store;
}

void fuzz_bundle(const uint8_t *bytes, size_t len)
{
    struct buf path = BUF_INIT;
    struct collected found = COLLECTED_INIT, again = COLLECTED_INIT;
    struct err err = ERR_INIT(LANG_NL);
    bool by_tables = len && bytes[0] == 1;
    fuzz_file("a.bundle", bytes, by_tables ? 0 : len, &path);
    if (by_tables)
        make_bundle(path.data, bytes + 1, len - 1);
    struct store *store = store_for_run();
    int failed = bundle_collect(store, path.data, &found, &err);
    FUZZ_HOLDS(failed ? *err.text : !*err.text);
    fuzz_is_shown(err.text, strlen(err.text));
    if (!failed) { /* what was taken in is taken in: once more changes nothing */
        FUZZ_HOLDS(bundle_collect(store, path.data, &again, &err) == 0);
        FUZZ_HOLDS(!again.fresh && !again.changed && !again.messages && !again.requests);
    }
    collected_release(&found);
    collected_release(&again);
    remove(path.data);
    buf_release(&path);
}
