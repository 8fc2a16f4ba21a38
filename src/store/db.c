#include "store/db.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/file.h"
#include "store/sought_text.h"
#include "store/sums.h"
#include "store/veil.h"

#define BUSY_MS    250 /* for the moment another process closes or mends the WAL */
#define READY_MOST 64  /* statements kept; a program asks about half as many different ones */

/* What went wrong, by extended code first and by its low byte after that. */
static const struct {
    int code;
    const char *sentence;
} sentences[] = {
    {DB_SEALED, N_("The file is sealed. Give its passphrase first.")},
    {DB_CHANGED,
     N_("A sealed text in the file was changed outside Gesprek, so it cannot be opened. 'gesprek "
        "doctor' says which one; 'gesprek restore FILE' puts a backup back.")},
    {DB_MOVED,
     N_("A sealed text in the file was moved from the place it was written for, so it is not "
        "shown. 'gesprek doctor' says which one; 'gesprek restore FILE' puts a backup back.")},
    {DB_UNSOUND,
     N_("What would be put back was changed outside Gesprek, so nothing was done. 'gesprek doctor' "
        "says more.")},
    {SQLITE_IOERR_SHMSIZE,
     N_("The disk is full, so the file cannot be opened. Make room and try again.")},
    {SQLITE_READONLY_DBMOVED,
     N_("The file was moved or deleted while it was open, so nothing was saved. Put it back; if it "
        "is gone, start 'gesprek' again, which offers the newest copy there is.")},
    {SQLITE_READONLY_DIRECTORY,
     N_("The folder of the file cannot be written, so the file cannot be read safely there. Copy "
        "it, with the file ending in -wal, to a folder of your own.")},
    {SQLITE_CANTOPEN_SYMLINK,
     N_("The file is a link to another file. Give the path of the file itself.")},
    {SQLITE_FULL, N_("The disk is full, so nothing was saved. Make room and try again.")},
    {SQLITE_READONLY,
     N_("The file cannot be written, so nothing was saved. Make it writable and try again.")},
    {SQLITE_IOERR,
     N_("Reading or writing the disk failed (SQLite %d). Nothing was changed; look at the disk or "
        "the connection to it and try again.")},
    {SQLITE_CORRUPT,
     N_("The file is damaged (SQLite %d). Keep it, run 'gesprek doctor', or put a backup back with "
        "'gesprek restore FILE'.")},
    {SQLITE_NOTADB, N_("The file is not a database of Gesprek. Give another path with --db.")},
    {SQLITE_BUSY, N_("Another program is using the file right now. Close it and try again.")},
    {SQLITE_LOCKED, N_("Another program is using the file right now. Close it and try again.")},
    {SQLITE_CANTOPEN,
     N_("The file cannot be opened (SQLite %d). Check that it is there and that you may read it.")},
    {SQLITE_PERM, N_("You may not open this file. Check whose it is.")},
    {SQLITE_TOOBIG, N_("That text is too long to keep. Make it shorter.")},
    {SQLITE_NOMEM, N_("There is too little memory. Close other programs and try again.")},
    {SQLITE_CONSTRAINT,
     N_("This does not fit with what is in the file (SQLite %d), so nothing was saved. Go back and "
        "open it again.")},
};

int db_fail(struct err *err, int code)
{
    if ((code & 0xFF) == SQLITE_NOMEM)
        mem_give_back(); /* so that what is tried again finds some */
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
            if (sentences[i].code == (pass ? code & 0xFF : code))
                return err_set(err, sentences[i].sentence, code);
    return err_set(err, N_("The file could not be used (SQLite %d: %s). Run 'gesprek doctor'."),
                   code, sqlite3_errstr(code));
}

/* With the folder that is full, as far as there is one. */
static int fail_full(struct db *db, struct err *err)
{
    const char *path = db->handle ? sqlite3_db_filename(db->handle, "main") : NULL;
    struct buf folder = BUF_INIT;
    if (!path || !*path)
        return db_fail(err, SQLITE_FULL);
    file_add_folder(&folder, path);
    err_set(err,
            "The disk is full, so nothing was saved. Make room where the folder %s is, and try "
            "again.",
            folder.data);
    buf_release(&folder);
    return -1;
}

static int fail(struct db *db, struct err *err, int code)
{
    db->full = db->full || (code & 0xFF) == SQLITE_FULL;
    db->damaged = db->damaged || (code & 0xFF) == SQLITE_CORRUPT || (code & 0xFF) == SQLITE_NOTADB;
    return (code & 0xFF) == SQLITE_FULL ? fail_full(db, err) : db_fail(err, code);
}

/* By folded text, so a question may compare as people do. */
static void fold(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    const char *text = (const char *)sqlite3_value_text(values[0]);
    struct buf folded = BUF_INIT;
    if (text)
        utf8_fold(&folded, text, (size_t)sqlite3_value_bytes(values[0]));
    sqlite3_result_text(context, folded.data, (int)folded.len, SQLITE_TRANSIENT);
    buf_release(&folded);
}

static int add_functions(sqlite3 *handle)
{
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    int code = sqlite3_create_function(handle, "folded", 1, flags, NULL, fold, NULL, NULL);
    return code == SQLITE_OK ? sought_add_function(handle) : code;
}

static int harden(sqlite3 *handle)
{
    static const struct {
        int option, on;
    } doors[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
    };
    static const struct {
        int limit, most;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, 16 << 20}, {SQLITE_LIMIT_SQL_LENGTH, 100000},
        {SQLITE_LIMIT_ATTACHED, 1}, /* VACUUM INTO attaches what it writes */
        {SQLITE_LIMIT_EXPR_DEPTH, 50},   {SQLITE_LIMIT_VARIABLE_NUMBER, 250},
    };
    for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
        int code = sqlite3_db_config(handle, doors[i].option, doors[i].on, NULL);
        if (code != SQLITE_OK)
            return code;
    }
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(handle, limits[i].limit, limits[i].most);
    sqlite3_busy_timeout(handle, BUSY_MS);
    return add_functions(handle);
}

/* "file:/a/b%3Fc.db?immutable=1": the only way to say it. */
static void add_immutable(struct buf *uri, const char *path)
{
    buf_adds(uri, "file:");
    for (const char *p = path; *p; p++) {
        if (strchr("%?#", *p))
            buf_addf(uri, "%%%02X", (unsigned char)*p);
        else
            buf_addc(uri, *p);
    }
    buf_adds(uri, "?immutable=1");
}

/* One thread asks it anything, and nobody asks how much memory it has: it need not lock and count
 * for each piece. Once anything was opened this changes nothing (sqlite.org/c3ref/config.html). */
static void settle_library(void)
{
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static int open_handle(struct db *db, const char *name, int flags, struct err *err)
{
    *db = (struct db){0};
    settle_library();
    int code = sqlite3_open_v2(name, &db->handle, flags, NULL);
    if (code == SQLITE_OK)
        code = harden(db->handle);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v3(db->handle, "ROLLBACK", -1, SQLITE_PREPARE_PERSISTENT,
                                  &db->roll_back, NULL);
    if (code == SQLITE_OK)
        return 0;
    db_close(db);
    (void)db_fail(err, code);
    return -1;
}

int db_open(struct db *db, const char *path, enum db_mode mode, struct err *err)
{
    int flags = SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX |
                (mode == DB_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
    struct buf name = BUF_INIT;
    if (mode == DB_IMMUTABLE) {
        flags |= SQLITE_OPEN_URI;
        add_immutable(&name, path);
    } else {
        buf_adds(&name, path);
    }
    int failed = open_handle(db, name.data, flags, err);
    buf_release(&name);
    return failed;
}

/* All pages (sqlite.org/backup.html); what is in the WAL of from goes along. */
static int copy_pages(struct db *db, const char *name, struct db *from)
{
    sqlite3_backup *backup = sqlite3_backup_init(db->handle, name, from->handle, "main");
    if (!backup)
        return sqlite3_extended_errcode(db->handle);
    int code = sqlite3_backup_step(backup, -1);
    int ended = sqlite3_backup_finish(backup);
    return code == SQLITE_DONE ? ended : code;
}

int db_open_copy(struct db *db, struct db *from, struct err *err)
{
    const int flags =
        SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY;
    if (open_handle(db, ":memory:", flags, err))
        return -1;
    int code = copy_pages(db, "main", from);
    if (code == SQLITE_OK)
        return 0;
    db_close(db);
    return db_fail(err, code);
}

static int attach(struct db *db, const char *path, const char *name, struct err *err)
{
    struct query query;
    query_begin(&query, db, "ATTACH :path AS :name");
    query_text(&query, ":path", path);
    query_text(&query, ":name", name);
    return query_run(&query, err);
}

int db_attach_empty(struct db *db, const char *name, struct err *err)
{
    bool there = db->handle && sqlite3_db_readonly(db->handle, name) >= 0;
    return (there && db_detach(db, name, err)) || attach(db, ":memory:", name, err) ? -1 : 0;
}

int db_attach_copy(struct db *db, const char *name, struct db *from, struct err *err)
{
    if (db_attach_empty(db, name, err))
        return -1;
    int code = copy_pages(db, name, from);
    return code == SQLITE_OK ? 0 : db_fail(err, code);
}

void *db_bytes(struct db *db, const char *name, size_t *len, struct err *err)
{
    sqlite3_int64 size = 0;
    void *bytes = sqlite3_serialize(db->handle, name, &size, 0);
    *len = (size_t)size;
    if (!bytes)
        db_fail(err, SQLITE_NOMEM);
    return bytes;
}

void db_bytes_free(void *bytes)
{
    sqlite3_free(bytes);
}

int db_detach(struct db *db, const char *name, struct err *err)
{
    struct query query;
    db_forget(db);
    query_begin(&query, db, "DETACH :name");
    query_text(&query, ":name", name);
    return query_run(&query, err);
}

void db_close(struct db *db)
{
    for (size_t i = 0; i < db->n_ready; i++) {
        assert(!db->ready[i].busy);
        sqlite3_finalize(db->ready[i].stmt);
        free(db->ready[i].sql);
    }
    free(db->ready);
    sqlite3_finalize(db->roll_back);
    int code = sqlite3_close(db->handle);
    assert(code == SQLITE_OK); /* else a statement was forgotten */
    (void)code;
    veil_free(db->veil);
    sums_release(db);
    *db = (struct db){0};
}

static uint32_t big_endian(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* A sealed file keeps its people under another name. */
static void on_change(void *db, int what, const char *file, const char *table, sqlite3_int64 row)
{
    (void)what, (void)file, (void)row;
    if (!strcmp(table, "person") || !strcmp(table, "sealed_person"))
        ((struct db *)db)->renamed = true;
}

void db_watch_people(struct db *db)
{
    sqlite3_update_hook(db->handle, on_change, db);
}

int db_header(const struct db *db, struct db_header *header, struct err *err)
{
    *header = (struct db_header){0};
    sqlite3_file *file = NULL;
    unsigned char first[100];
    sqlite3_int64 size = 0;
    int code = sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (code == SQLITE_OK && (!file || !file->pMethods))
        code = SQLITE_CANTOPEN;
    if (code == SQLITE_OK)
        code = file->pMethods->xFileSize(file, &size);
    if (code == SQLITE_OK && size >= (sqlite3_int64)sizeof first)
        code = file->pMethods->xRead(file, first, sizeof first, 0);
    if (code != SQLITE_OK)
        return db_fail(err, code);
    header->size = size;
    header->sqlite = size >= (sqlite3_int64)sizeof first && !memcmp(first, "SQLite format 3", 16);
    if (header->sqlite) {
        header->user_version = big_endian(first + 60);
        header->application_id = big_endian(first + 68);
    }
    return 0;
}

int db_settle(struct db *db, struct err *err)
{
    return db_run(db,
                  "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA secure_delete = ON;"
                  "PRAGMA cell_size_check = ON; PRAGMA synchronous = FULL",
                  err);
}

void db_keep_wal(struct db *db, bool kept)
{
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, (int)kept, NULL);
}

bool db_read_only(const struct db *db)
{
    return !db->handle || sqlite3_db_readonly(db->handle, "main") != 0;
}

bool db_in_place(const struct db *db)
{
    int moved = 0;
    return !db->handle ||
           sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK ||
           !moved;
}

#define STEPS 10000

static int spend(void *left)
{
    int64_t *steps = left;
    *steps -= STEPS;
    return *steps < 0;
}

void db_bound(struct db *db, int64_t *left)
{
    sqlite3_progress_handler(db->handle, STEPS, left ? spend : NULL, left);
}

int db_run(struct db *db, const char *sql, struct err *err)
{
    if (!db->handle)
        return db_fail(err, SQLITE_CANTOPEN);
    struct buf spelled = BUF_INIT;
    if (sums_spell(db, sql, &spelled, err)) {
        buf_release(&spelled);
        return -1;
    }
    int code = sqlite3_exec(db->handle, spelled.data, NULL, NULL, NULL);
    buf_release(&spelled);
    return code == SQLITE_OK ? 0 : fail(db, err, code);
}

int db_number(struct db *db, const char *sql, int64_t *number, struct err *err)
{
    struct query query;
    query_begin(&query, db, sql);
    if (query_row(&query))
        *number = query_take_number(&query);
    return query_end(&query, err);
}

int db_text(struct db *db, const char *sql, struct buf *text, struct err *err)
{
    struct query query;
    query_begin(&query, db, sql);
    if (query_row(&query)) {
        size_t len = 0;
        const char *bytes = query_see_text(&query, &len);
        buf_add(text, bytes, len);
    }
    return query_end(&query, err);
}

void db_forget(struct db *db)
{
    for (size_t i = 0; i < db->n_ready; i++) {
        struct statement *kept = &db->ready[i];
        if (kept->busy || !kept->stmt)
            continue;
        sqlite3_finalize(kept->stmt);
        kept->stmt = NULL;
        kept->sql[0] = '\0'; /* no question is that */
    }
}

/* After some errors SQLite has done so by itself (sqlite.org/lang_transaction.html). */
static void roll_back(struct db *db)
{
    if (!db->handle || sqlite3_get_autocommit(db->handle))
        return;
    sqlite3_step(db->roll_back);
    sqlite3_reset(db->roll_back);
}

int db_loosen(struct db *db, bool loose, struct err *err)
{
    if (db->loose == loose)
        return 0;
    roll_back(db); /* inside a transaction it cannot be changed */
    if (db_run(db, loose ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL", err))
        return -1;
    db->loose = loose;
    return 0;
}

int db_begin(struct db *db, struct err *err)
{
    roll_back(db); /* what could not be then: nothing of it may come along now */
    return db_run(db, "BEGIN IMMEDIATE", err);
}

int db_end(struct db *db, int failed, struct err *err)
{
    if (!failed && db_run(db, "COMMIT", err) == 0) {
        sums_ended(db, false);
        return 0;
    }
    roll_back(db);
    if (sums_ended(db, true))
        db_forget(db);
    return -1;
}

/* The statement kept for sql, or NULL. */
static struct statement *find_ready(struct db *db, const char *sql)
{
    for (size_t i = 0; i < db->n_ready; i++)
        if (!db->ready[i].busy && !strcmp(db->ready[i].sql, sql))
            return &db->ready[i];
    return NULL;
}

/* Keeps a new statement where there is room for one more. */
static struct statement *keep_ready(struct db *db, const char *sql, struct sqlite3_stmt *stmt)
{
    if (!db->ready) /* all at once, so a struct query may point into it */
        db->ready = mem_zero(READY_MOST, sizeof *db->ready);
    struct statement *kept = NULL;
    for (size_t i = 0; !kept && i < db->n_ready; i++)
        if (!db->ready[i].stmt)
            kept = &db->ready[i];
    if (!kept && db->n_ready == READY_MOST)
        return NULL;
    if (!kept)
        kept = &db->ready[db->n_ready++];
    free(kept->sql);
    *kept = (struct statement){.sql = mem_copy(sql), .stmt = stmt};
    return kept;
}

static void note(struct query *query, int code)
{
    if (query->code == SQLITE_OK)
        query->code = code;
}

/* With the triggers it needs, and what it reads spelled out. */
static void prepare(struct query *query, const char *sql)
{
    struct err ignored = ERR_INIT(LANG_EN);
    struct buf spelled = BUF_INIT;
    sqlite3 *handle = query->db->handle;
    if (!handle) {
        query->code = SQLITE_CANTOPEN;
    } else if (sums_spell(query->db, sql, &spelled, &ignored)) {
        query->code = sqlite3_extended_errcode(handle);
        note(query, SQLITE_ERROR); /* it failed, whatever SQLite remembers of it */
    } else {
        query->code = sqlite3_prepare_v3(handle, spelled.data, -1, SQLITE_PREPARE_PERSISTENT,
                                         &query->stmt, NULL);
    }
    buf_release(&spelled);
    if (query->code == SQLITE_OK)
        query->kept = keep_ready(query->db, sql, query->stmt);
}

void query_begin(struct query *query, struct db *db, const char *sql)
{
    *query = (struct query){.db = db, .kept = find_ready(db, sql)};
    if (query->kept)
        query->stmt = query->kept->stmt;
    else
        prepare(query, sql);
    if (query->kept)
        query->kept->busy = true;
}

/* The place of a value: mostly the one behind the last, which spares looking for it among all of
 * them. A name that is not in the SQL is a slip of ours. */
static int place_of(struct query *query, const char *name)
{
    if (query->code != SQLITE_OK)
        return 0;
    const char *next = sqlite3_bind_parameter_name(query->stmt, query->place + 1);
    query->place = next && !strcmp(next, name) ? query->place + 1
                                               : sqlite3_bind_parameter_index(query->stmt, name);
    assert(query->place > 0);
    return query->place;
}

/* SQLite is told that a NUL ends it, or a function that sees it copies it first. */
void query_text(struct query *query, const char *name, const char *text)
{
    int place = place_of(query, name);
    if (place)
        note(query, sqlite3_bind_text(query->stmt, place, text ? text : "", -1, SQLITE_STATIC));
}

void query_bytes(struct query *query, const char *name, const char *text, size_t len)
{
    int place = place_of(query, name);
    if (place)
        note(query, sqlite3_bind_text64(query->stmt, place, text, len, SQLITE_STATIC, SQLITE_UTF8));
}

void query_blob(struct query *query, const char *name, const void *bytes, size_t len)
{
    int place = place_of(query, name);
    if (place)
        note(query, sqlite3_bind_blob64(query->stmt, place, bytes, len, SQLITE_STATIC));
}

void query_number(struct query *query, const char *name, int64_t number)
{
    int place = place_of(query, name);
    if (place)
        note(query, sqlite3_bind_int64(query->stmt, place, number));
}

void query_day(struct query *query, const char *name, int day)
{
    char text[DAY_ISO_SIZE];
    day_iso(day, text);
    int place = place_of(query, name);
    if (place && *text)
        note(query, sqlite3_bind_text(query->stmt, place, text, -1, SQLITE_TRANSIENT));
}

bool query_has(const struct query *query, const char *name)
{
    return query->stmt && sqlite3_bind_parameter_index(query->stmt, name) > 0;
}

bool query_row(struct query *query)
{
    if (query->code != SQLITE_OK)
        return false;
    int code = sqlite3_step(query->stmt);
    query->column = 0;
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        query->code = code;
    return code == SQLITE_ROW;
}

void query_go(struct query *query, int column)
{
    query->column = column;
}

int64_t query_take_number(struct query *query)
{
    return sqlite3_column_int64(query->stmt, query->column++);
}

bool query_sees_null(const struct query *query)
{
    return sqlite3_column_type(query->stmt, query->column) == SQLITE_NULL;
}

const char *query_see_text(struct query *query, size_t *len)
{
    const char *text = (const char *)sqlite3_column_text(query->stmt, query->column);
    *len = (size_t)sqlite3_column_bytes(query->stmt, query->column);
    query->column++;
    return text ? text : "";
}

const char *query_see_key(struct query *query)
{
    size_t len = 0;
    return query_see_text(query, &len);
}

int query_take_day(struct query *query)
{
    return day_parse_iso(query_see_key(query));
}

char *query_take_text(struct query *query)
{
    size_t len = 0;
    const char *text = query_see_text(query, &len);
    return mem_copy_len(text, len);
}

void query_take_id(struct query *query, char *id, size_t size)
{
    size_t len = 0;
    const char *text = query_see_text(query, &len);
    len = len < size ? len : size - 1;
    memcpy(id, text, len);
    id[len] = '\0';
}

int query_end(struct query *query, struct err *err)
{
    if (query->kept) {
        sqlite3_reset(query->stmt);
        sqlite3_clear_bindings(query->stmt);
        query->kept->busy = false;
    } else {
        sqlite3_finalize(query->stmt);
    }
    if (query->code == SQLITE_ERROR && veil_locked(query->db))
        query->code = DB_SEALED; /* what texts are found by is not there */
    return query->code == SQLITE_OK ? 0 : fail(query->db, err, query->code);
}

int query_run(struct query *query, struct err *err)
{
    while (query_row(query))
        ;
    return query_end(query, err);
}

void db_add_library(struct buf *out)
{
    buf_addf(out, "SQLite %s", sqlite3_libversion());
}
