#include "store/salvage.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "store/backups.h"
#include "store/file.h"
#include "store/lookup.h"
#include "store/opening.h"
#include "store/schema.h"
#include "store/sums.h"
#include "store/veil.h"
#include "store/wal.h"

#define PROBED_MOST 10000 /* rows asked for one by one where a table cannot be read through */

/* One salvage: from where to where, and in which tables something could not be read. */
struct salvage {
    struct db from, to;
    bool sealed;
    struct buf stumbled; /* their names */
};

/* One table: how its rows are asked for, and put. */
struct haul {
    struct salvage *salvage;
    char *name;
    bool keyed; /* WITHOUT ROWID */
    struct buf columns, key;
    sqlite3_stmt *put;
    sqlite3_int64 last, first; /* the rows reached from below, and from above */
    bool stumbled;
    bool gone; /* nothing is known of the table any more */
};

/* ---- one table ------------------------------------------------------------------------------- */

static void add_column(struct haul *haul, const char *column, int64_t key)
{
    buf_addf(&haul->columns, "%s\"%s\"", haul->columns.len ? ", " : "", column);
    if (key && haul->keyed)
        buf_addf(&haul->key, "%s\"%s\"", haul->key.len ? ", " : "", column);
}

static int read_columns(struct haul *haul, struct err *err)
{
    struct query query;
    query_begin(&query, &haul->salvage->to, "SELECT name, pk FROM pragma_table_info(:name)");
    query_text(&query, ":name", haul->name);
    while (query_row(&query)) {
        char *column = query_take_text(&query);
        add_column(haul, column, query_take_number(&query));
        free(column);
    }
    if (!haul->keyed)
        buf_adds(&haul->key, "rowid");
    return query_end(&query, err);
}

/* What does not fit, because a value of it was changed, is left out. */
static int prepare_put(struct haul *haul, struct err *err)
{
    struct buf sql = BUF_INIT;
    int n = 1;
    for (const char *at = haul->columns.data; (at = strchr(at, ',')); at++)
        n++;
    buf_addf(&sql, "INSERT OR IGNORE INTO main.\"%s\" (%s) VALUES (?1", haul->name,
             haul->columns.data);
    for (int i = 2; i <= n; i++)
        buf_addf(&sql, ", ?%d", i);
    buf_adds(&sql, ")");
    int code = sqlite3_prepare_v2(haul->salvage->to.handle, sql.data, -1, &haul->put, NULL);
    buf_release(&sql);
    return code == SQLITE_OK ? 0 : db_fail(err, code);
}

/* Copies the row that stands under rows, whose first column is its number. */
static int copy_row(struct haul *haul, sqlite3_stmt *rows, struct err *err)
{
    sqlite3 *handle = haul->salvage->to.handle;
    int n = sqlite3_column_count(rows);
    for (int i = 1; i < n; i++)
        sqlite3_bind_value(haul->put, i, sqlite3_column_value(rows, i));
    int code = sqlite3_step(haul->put);
    int changed = sqlite3_changes(handle);
    sqlite3_reset(haul->put);
    sqlite3_clear_bindings(haul->put);
    if (code == SQLITE_DONE)
        haul->stumbled = haul->stumbled || !changed;
    else if ((code & 0xFF) == SQLITE_CONSTRAINT || (code & 0xFF) == SQLITE_MISMATCH)
        haul->stumbled = true;
    else
        return db_fail(err, code);
    return 0;
}

/* Takes the rows that end (a WHERE and an order, with ?1) asks for: *sound when it came to the end
 * of them. */
static int take_rows(struct haul *haul, const char *end, sqlite3_int64 value,
                     sqlite3_int64 *reached, bool *sound, struct err *err)
{
    struct buf sql = BUF_INIT;
    sqlite3_stmt *rows = NULL;
    int failed = 0, code;
    buf_addf(&sql, "SELECT %s, %s FROM main.\"%s\" NOT INDEXED %s", haul->keyed ? "0" : "rowid",
             haul->columns.data, haul->name, end);
    code = sqlite3_prepare_v2(haul->salvage->from.handle, sql.data, -1, &rows, NULL);
    haul->gone = code != SQLITE_OK;
    if (code == SQLITE_OK && sqlite3_bind_parameter_count(rows))
        sqlite3_bind_int64(rows, 1, value);
    while (!failed && code == SQLITE_OK && (code = sqlite3_step(rows)) == SQLITE_ROW) {
        *reached = sqlite3_column_int64(rows, 0);
        failed = copy_row(haul, rows, err);
        code = SQLITE_OK;
    }
    *sound = code == SQLITE_DONE;
    sqlite3_finalize(rows);
    buf_release(&sql);
    return failed;
}

/* From the other end, as far as that goes. */
static int from_above(struct haul *haul, bool *sound, struct err *err)
{
    struct buf end = BUF_INIT;
    if (!haul->keyed) {
        buf_adds(&end, "WHERE rowid > ?1 ORDER BY rowid DESC");
    } else {
        buf_adds(&end, "ORDER BY ");
        for (const char *at = haul->key.data; *at; at++)
            buf_addf(&end, "%s%c", *at == ',' ? " DESC" : "", *at);
        buf_adds(&end, " DESC");
    }
    int failed = take_rows(haul, end.data, haul->last, &haul->first, sound, err);
    buf_release(&end);
    return failed;
}

/* Where neither end comes, by number. */
static int in_between(struct haul *haul, struct err *err)
{
    sqlite3_int64 reached, end = haul->last + PROBED_MOST;
    bool sound;
    int failed = 0;
    if (haul->first < end)
        end = haul->first;
    for (sqlite3_int64 row = haul->last + 1; !failed && row < end; row++)
        failed = take_rows(haul, "WHERE rowid = ?1", row, &reached, &sound, err);
    return failed;
}

static int haul_table(struct haul *haul, struct err *err)
{
    struct buf end = BUF_INIT;
    bool sound = false;
    if (read_columns(haul, err) || prepare_put(haul, err))
        return -1;
    buf_addf(&end, "ORDER BY %s", haul->key.data);
    int failed = take_rows(haul, end.data, 0, &haul->last, &sound, err);
    buf_release(&end);
    if (failed || sound)
        return failed;
    haul->stumbled = true;
    if (haul->gone)
        return 0;
    haul->first = INT64_MAX;
    bool whole = false;
    if (from_above(haul, &whole, err))
        return -1;
    return haul->keyed || whole ? 0 : in_between(haul, err);
}

static int salvage_table(struct salvage *salvage, const char *name, bool keyed, struct err *err)
{
    struct haul haul = {.salvage = salvage,
                        .name = (char *)name,
                        .keyed = keyed,
                        .columns = BUF_INIT,
                        .key = BUF_INIT};
    int failed = haul_table(&haul, err);
    const char *plain = strncmp(name, "sealed_", 7) == 0 ? name + 7 : name;
    if (haul.stumbled)
        buf_addf(&salvage->stumbled, "%s%s", salvage->stumbled.len ? ", " : "", plain);
    sqlite3_finalize(haul.put);
    buf_release(&haul.columns);
    buf_release(&haul.key);
    return failed;
}

/* Every table but those that texts are found by, which are made anew. */
static int salvage_tables(struct salvage *salvage, struct err *err)
{
    struct query query;
    int failed = 0;
    query_begin(&query, &salvage->to,
                "SELECT name, sql LIKE '%WITHOUT ROWID%' FROM main.sqlite_schema"
                " WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '*review*'"
                " AND name NOT GLOB 'agreement_text*' AND name NOT GLOB 'private_text*'"
                " ORDER BY rowid");
    while (!failed && query_row(&query)) {
        char *name = query_take_text(&query);
        failed = salvage_table(salvage, name, query_take_number(&query) != 0, err);
        free(name);
    }
    return query_end(&query, err) || failed ? -1 : 0;
}

/* ---- what a row needs ------------------------------------------------------------------------ */

#define NOBODY   "'00000000-0000-7000-8000-000000000001'"
#define NOTHING  "'00000000-0000-7000-8000-000000000002'"
#define NO_GUIDE "'collected:'"

/* In this order; @ is "sealed_" in a sealed file, # the signs of a damaged text in another. One
 * that was never sealed is shown as damaged by itself. */
static const char *const mending[] = {
    /* An agreement from its last revision. */
    "INSERT OR IGNORE INTO @agreement (id, interview, what, owner, owner_name, due, due_words,"
    " follow_up, look_back, basis, basis_day, share, confirmed, status, remark, removed, revision,"
    " created_at, updated_at) SELECT agreement, " NOTHING ", #what, owner, owner_name, due,"
    " due_words, follow_up, look_back, basis, basis_day, share, confirmed, status, remark, removed,"
    " revision, updated_at, updated_at FROM @agreement_revision r WHERE agreement NOT IN"
    " (SELECT id FROM @agreement) AND revision = (SELECT max(revision) FROM @agreement_revision"
    "  WHERE agreement = r.agreement)",
    "INSERT OR IGNORE INTO interview (id, person, checksum, stage, at, started_at, closed_at,"
    " removed, created_at, updated_at) SELECT interview, " NOBODY ", " NO_GUIDE ", 'closed', 0, 0,"
    " 0, 0, 0, 0 FROM (SELECT interview FROM @answer UNION SELECT interview FROM @agreement"
    " UNION SELECT interview FROM @draft UNION SELECT interview FROM @answer_before"
    " UNION SELECT interview FROM sparring WHERE interview IS NOT NULL"
    " UNION SELECT interview FROM @sparring_draft WHERE interview IS NOT NULL)",
    "INSERT OR IGNORE INTO @person (id, name, folded, team, code, created_at)"
    " SELECT person, #'?', '?', '', '', 0 FROM (SELECT person FROM interview UNION SELECT person"
    " FROM @keeping UNION SELECT person FROM @absence UNION SELECT person FROM @absence_before"
    " UNION SELECT person FROM service UNION SELECT person FROM tick"
    " UNION SELECT person FROM told_person)",
    "INSERT OR IGNORE INTO guide_text (checksum, guide, version, title, language, text, created_at)"
    " SELECT DISTINCT checksum, '?', '', '?', 'nl', '', 0 FROM interview",
    "INSERT OR IGNORE INTO sparring (id, source, guide, point, title) SELECT DISTINCT thread, '',"
    " '?', '?', '?' FROM @sparring_message",
    "UPDATE @agreement SET collected = interview IN (SELECT id FROM collected)",
    /* What belongs to nothing else any more. */
    "DELETE FROM @request WHERE agreement NOT IN (SELECT id FROM @agreement)",
    "DELETE FROM @settlement WHERE agreement NOT IN (SELECT id FROM @agreement)",
    "DELETE FROM @deed_image WHERE deed NOT IN (SELECT seq FROM @deed)",
    "DELETE FROM tick WHERE absence NOT IN (SELECT id FROM @absence)",
    "DELETE FROM insight_row WHERE step NOT IN (SELECT seq FROM insight_step)",
};

static int mend(struct salvage *salvage, struct err *err)
{
    int failed = sums_fill_fresh(&salvage->to, salvage->sealed, false, err);
    for (size_t i = 0; !failed && i < sizeof mending / sizeof *mending; i++) {
        struct buf sql = BUF_INIT;
        for (const char *at = mending[i]; *at; at++) {
            if (*at == '@')
                buf_adds(&sql, salvage->sealed ? "sealed_" : "");
            else if (*at == '#')
                buf_adds(&sql, salvage->sealed ? "" : "char(65529, 65531) || ");
            else
                buf_addc(&sql, *at);
        }
        failed = db_run(&salvage->to, sql.data, err);
        buf_release(&sql);
    }
    return failed || sums_fill_fresh(&salvage->to, salvage->sealed, true, err) ? -1 : 0;
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* As far as the schema can be read. */
static bool has_table(struct db *db, const char *name)
{
    return sqlite3_table_column_metadata(db->handle, "main", name, NULL, NULL, NULL, NULL, NULL,
                                         NULL) == SQLITE_OK;
}

/* An older file is saved as it is and brought up to date as any other. */
static int make_alike(struct salvage *salvage, const char *name, struct err *err)
{
    int64_t version = 0, id = 0;
    struct schema then = schema_gesprek;
    struct db *to = &salvage->to;
    if (db_number(&salvage->from, "PRAGMA user_version", &version, err) ||
        db_number(&salvage->from, "PRAGMA application_id", &id, err))
        return -1;
    salvage->sealed = has_table(&salvage->from, "sealed_answer");
    if (id != APPLICATION_ID || version < 1 || version > schema_version(&then))
        return err_set(err, "This file cannot be saved in another one: it is not a database of "
                            "Gesprek, or of a newer version. Put a backup back.");
    if (version != schema_version(&then))
        return err_set(err, "This file is of an older version of Gesprek. Start 'gesprek' with it "
                            "first, or put a backup back.");
    if (db_open(to, name, DB_WRITE, err) || db_settle(to, err) ||
        schema_upgrade(&then, to, 0, err) || (salvage->sealed && veil_names_sealed(to, err)))
        return -1;
    return db_run(to, "PRAGMA foreign_keys = OFF", err);
}

static int check(struct db *db, struct err *err)
{
    struct buf said = BUF_INIT;
    int64_t loose = 0;
    int failed = db_text(db, "PRAGMA quick_check(1)", &said, err) ||
                 db_number(db, "SELECT count(*) FROM pragma_foreign_key_check", &loose, err);
    if (!failed && (strcmp(said.data, "ok") != 0 || loose))
        failed = err_set(err, "What was saved does not hold together. Put a backup back.");
    buf_release(&said);
    return failed ? -1 : 0;
}

static int fill(struct salvage *salvage, struct err *err)
{
    struct db *to = &salvage->to;
    if (db_begin(to, err))
        return -1;
    int failed = salvage_tables(salvage, err) || mend(salvage, err) ||
                 (!salvage->sealed && lookup_rebuild(to, err));
    return db_end(to, failed, err) || check(to, err) || db_run(to, "PRAGMA journal_mode = WAL", err)
               ? -1
               : 0;
}

static void add_count(struct salvage *salvage, struct buf *report, enum lang lang,
                      const char *table, const char *one, const char *many)
{
    struct err ignored = ERR_INIT(lang);
    struct buf sql = BUF_INIT;
    int64_t n = 0;
    bool text = strcmp(table, "interview") != 0;
    buf_addf(&sql, "SELECT count(*) FROM %s%s", text && salvage->sealed ? "sealed_" : "", table);
    (void)db_number(&salvage->to, sql.data, &n, &ignored);
    buf_adds(report, "  ");
    buf_addf(report, trn(lang, (long)n, one, many), (long)n);
    buf_adds(report, "\n");
    buf_release(&sql);
}

static void tell(struct salvage *salvage, const char *into, struct buf *report, enum lang lang)
{
    buf_addf(report, tr(lang, "Saved in %s:\n"), into);
    add_count(salvage, report, lang, "person", "%ld person", "%ld people");
    add_count(salvage, report, lang, "interview", "%ld conversation", "%ld conversations");
    add_count(salvage, report, lang, "answer", "%ld answer", "%ld answers");
    add_count(salvage, report, lang, "agreement", "%ld agreement", "%ld agreements");
    add_count(salvage, report, lang, "draft", "%ld text still being typed",
              "%ld texts still being typed");
    if (salvage->stumbled.len)
        buf_addf(report, tr(lang, "! Not all of these could be read: %s.\n"),
                 salvage->stumbled.data);
    buf_addf(report,
             tr(lang, "The damaged file is as it was. Look at the new one with 'gesprek --db %s'; "
                      "'gesprek restore %s' puts it in place.\n"),
             into, into);
}

/* Nothing of the file at path can be read: where else what was in it may be. */
static int nothing_left(const char *path, struct err *err)
{
    struct backup *list;
    size_t n;
    struct clock clock = clock_open();
    struct err ignored = ERR_INIT(err->lang);
    struct buf moment = BUF_INIT;
    if (backups_list(path, clock_now(&clock), &list, &n, &ignored))
        n = 0;
    const struct backup *backup = backups_best(list, n);
    if (backup) {
        backup_add_moment(&moment, backup, clock_today(&clock), err->lang);
        err_set(err,
                "Nothing in %s can be read any more. There is a copy of it, of %s: 'gesprek "
                "restore %s' puts it back.",
                path, moment.data, backup->name);
    } else {
        err_set(err,
                "Nothing in %s can be read any more, and there is no copy beside it. 'gesprek "
                "restore FILE' puts a backup back that you made elsewhere.",
                path);
    }
    backups_free(list, n);
    buf_release(&moment);
    return -1;
}

/* A file that lost its end, or a page of its schema, SQLite refuses as a whole unless the
 * connection says that this is known (sqlite.org/pragma.html, writable_schema): then it reads what
 * there is. Nothing is written through this one. */
static int brave(struct db *db, struct err *err)
{
    struct err ignored = ERR_INIT(err->lang);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    if (db_run(db, "PRAGMA writable_schema = ON", err))
        return -1;
    (void)db_run(db, "SELECT 1 FROM sqlite_schema", &ignored); /* only the first one stumbles */
    return db_settle(db, err);
}

static int open_damaged(struct salvage *salvage, const char *from, struct err *err)
{
    struct db_header header;
    if (db_open(&salvage->from, from, opening_read_mode(from), err) ||
        db_header(&salvage->from, &header, err))
        return -1;
    if (!header.sqlite)
        return nothing_left(from, err);
    if (!wal_fits(from))
        return err_set(err,
                       "The file %s-wal is of another moment than the file beside it: together "
                       "they would be a mixture of both. Move it elsewhere and try again; keep "
                       "it too.",
                       from);
    return brave(&salvage->from, err);
}

/* Was something left out, and is nothing there? */
static bool is_empty(struct salvage *salvage)
{
    struct err ignored = ERR_INIT(LANG_EN);
    int64_t n = 0;
    return salvage->stumbled.len &&
           db_number(&salvage->to,
                     salvage->sealed
                         ? "SELECT (SELECT count(*) FROM interview) + (SELECT count(*) FROM"
                           " sealed_person) + (SELECT count(*) FROM sealed_agreement)"
                         : "SELECT (SELECT count(*) FROM interview) + (SELECT count(*) FROM"
                           " person) + (SELECT count(*) FROM agreement)",
                     &n, &ignored) == 0 &&
           !n;
}

static int salvage_into(const char *from, const char *into, const char *name, struct buf *report,
                        struct err *err)
{
    struct salvage salvage = {.stumbled = BUF_INIT};
    int failed = open_damaged(&salvage, from, err) || make_alike(&salvage, name, err);
    if (failed && salvage.from.damaged && !salvage.to.full)
        nothing_left(from, err);
    failed = failed || fill(&salvage, err);
    if (failed && salvage.to.full)
        file_no_room(into, err);
    failed = failed || (is_empty(&salvage) && nothing_left(from, err));
    if (!failed)
        tell(&salvage, into, report, err->lang);
    db_close(&salvage.from);
    db_close(&salvage.to);
    int code = failed ? 0 : file_name_new(name, into);
    if (code)
        failed = err_set(err, "%s cannot be made: %s. Give another name.", into,
                         file_reason(code, err->lang));
    file_sync_folder(into);
    bool stumbled = salvage.stumbled.len > 0;
    buf_release(&salvage.stumbled);
    return failed ? -1 : stumbled;
}

int store_salvage(const char *path, const char *into, struct buf *report, struct err *err)
{
    struct buf real = BUF_INIT, new = BUF_INIT, name = BUF_INIT;
    int failed = file_resolve(&real, path, false, err) || file_resolve(&new, into, false, err);
    if (!failed && file_size(new.data, "") >= 0)
        failed =
            err_set(err, "%s is there already and is not overwritten. Give another name.", into);
    int there = failed ? -1 : file_look(real.data, err);
    if (there == 0)
        err_set(err, "Nothing is kept in %s yet. Start 'gesprek' to begin.", real.data);
    int done = -1;
    if (there == 1) {
        buf_addf(&name, "%s.%ld.part", new.data, (long)getpid());
        int code = file_make(name.data);
        done = code ? err_set(err, "The file %s cannot be made: %s.", into,
                              file_reason(code, err->lang))
                    : salvage_into(real.data, new.data, name.data, report, err);
        if (done < 0 && !code)
            file_remove(name.data);
    }
    buf_release(&real);
    buf_release(&new);
    buf_release(&name);
    return done;
}
