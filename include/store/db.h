/*
 * db: the one door to SQLite. A connection, questions asked of it, transactions, and what went
 * wrong in words. For the files of this room only; whoever keeps things includes
 * store/interviews.h.
 *
 * A question (struct query) is asked in one breath: query_begin, its values by name, a loop over
 * query_row, query_end. The first failure sticks and the rest does nothing, so only query_end is
 * checked. Whoever asks a connection that is closed is told that the file cannot be opened. Columns
 * are taken in the order of the SELECT. Statements are kept ready under the text
 * of their SQL; values are bound where they stand and must outlive query_end.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct sqlite3;
struct sqlite3_stmt;
struct veil;

struct statement {
    char *sql;
    struct sqlite3_stmt *stmt;
    bool busy;
};

/* What store/sums.h has made for its tables, each as it was asked for. The triggers have a bit for
 * each; those made in the transaction that is going on go with it when it is rolled back. */
struct sums {
    bool hung;
    uint32_t write, write_now;
};

struct db {
    struct sqlite3 *handle;         /* NULL while closed */
    struct sqlite3_stmt *roll_back; /* made beforehand: with no memory left it is still there */
    bool full;    /* a question failed because the disk is; whoever sees to that takes it back */
    bool damaged; /* a question failed because the file is */
    bool renamed; /* a row of a person changed; who keeps their names takes it back */
    bool loose;   /* a commit does not wait for the disk (db_loosen) */
    struct statement *ready;
    size_t n_ready;
    struct veil *veil; /* over a sealed file (store/veil.h); else NULL */
    struct sums sums;
};

/* What a sealed text answers when it cannot be read, as result codes of SQLite. */
enum {
    DB_SEALED = 23 | 16 << 8,  /* SQLITE_AUTH: the key is not there */
    DB_CHANGED = 23 | 17 << 8, /* a byte of it was changed */
    DB_MOVED = 23 | 18 << 8,   /* it stands where another text belongs */
    DB_UNSOUND = 23 | 19 << 8, /* what the program itself reads is not what it wrote */
};

enum db_mode {
    DB_READ,
    DB_WRITE,     /* the file is there already */
    DB_IMMUTABLE, /* nobody can change it while it is open: no locks, no files beside it */
};

/* What the first 100 bytes of a database say (sqlite.org/fileformat2.html, 1.3). */
struct db_header {
    int64_t size; /* of the file; the rest is 0 unless `sqlite` */
    bool sqlite;
    uint32_t application_id, user_version;
};

/* Opens a connection and closes every door not needed: no extensions, no triggers or views from the
 * file, no writing to the schema, no links followed, limits on what one value may weigh. Reads
 * nothing yet. 0, or -1 with db closed. */
int db_open(struct db *db, const char *path, enum db_mode mode, struct err *err);
void db_close(struct db *db);

/* Opens a connection to a copy in memory of what from holds, closed in the same ways and to be
 * written. 0, or -1 with db closed. */
int db_open_copy(struct db *db, struct db *from, struct err *err);

/* Puts something beside what db has, until it is detached: its tables are asked for by name and a
 * dot. One at a time (SQLITE_LIMIT_ATTACHED), and outside a transaction. What is empty, or a copy
 * of what from holds, is in memory, and takes the place of one that could not be detached. */
int db_attach_empty(struct db *db, const char *name, struct err *err);
int db_attach_copy(struct db *db, const char *name, struct db *from, struct err *err);
int db_detach(struct db *db, const char *name, struct err *err);

/* What stands beside db under that name, as the bytes of a file (sqlite.org/c3ref/serialize.html),
 * also inside a transaction; for db_bytes_free. NULL when there is too little memory. */
void *db_bytes(struct db *db, const char *name, size_t *len, struct err *err);
void db_bytes_free(void *bytes);

/* From here on db->renamed says that a row of a person was made, changed or taken away; db must
 * stay where it is. */
void db_watch_people(struct db *db);

/* Reads the header past SQLite's locks and journals, so a file that is not ours stays untouched. */
int db_header(const struct db *db, struct db_header *header, struct err *err);

/* Settles how this connection works: temporary things in memory, no mapped file, cells checked. */
int db_settle(struct db *db, struct err *err);

/* While kept, closing the connection leaves the WAL as it is: a file that is refused is not
 * changed. */
void db_keep_wal(struct db *db, bool kept);

/* Could the connection write? SQLite falls back to reading when the file does not let it. */
bool db_read_only(const struct db *db);

/* Is the file still where it was opened? */
bool db_in_place(const struct db *db);

/* From here on a file from elsewhere gets no more than so many steps of SQLite's machine (some
 * thousands at a time); *left must last until NULL takes its place, or the connection closes. */
void db_bound(struct db *db, int64_t *left);

/* Runs statements that answer nothing; sql may hold several. */
int db_run(struct db *db, const char *sql, struct err *err);

/* The number or text a question without values answers; missing leaves *number as it is. */
int db_number(struct db *db, const char *sql, int64_t *number, struct err *err);
int db_text(struct db *db, const char *sql, struct buf *text, struct err *err);

/* Fills err with the sentence for a result code (sqlite.org/rescode.html). Returns -1. */
int db_fail(struct err *err, int code);

/* From here on a commit waits for the disk, as it does at first, or does not: then power that fails
 * may take it, and nothing that was committed before it. 0, or -1 with err and all as it was. */
int db_loosen(struct db *db, bool loose, struct err *err);

/* BEGIN IMMEDIATE. */
int db_begin(struct db *db, struct err *err);

/* Ends the transaction: commits when failed is 0, else (or when committing fails) rolls back.
 * Returns 0 only when it is on disk. err keeps the first sentence. */
int db_end(struct db *db, int failed, struct err *err);

/* Lets go of the statements that are kept ready, but for those being asked: what they name is gone
 * or called otherwise. */
void db_forget(struct db *db);

struct query {
    struct db *db;
    struct sqlite3_stmt *stmt;
    struct statement *kept; /* NULL: made for this once */
    int code;               /* of the first failure */
    int place;              /* where the last value went */
    int column;             /* the next to take */
};

void query_begin(struct query *query, struct db *db, const char *sql);
void query_text(struct query *query, const char *name, const char *text); /* NULL is "" */
void query_bytes(struct query *query, const char *name, const char *text, size_t len);
void query_blob(struct query *query, const char *name, const void *bytes, size_t len);
void query_number(struct query *query, const char *name, int64_t number);
void query_day(struct query *query, const char *name, int day); /* DAY_NONE is NULL */
bool query_has(const struct query *query, const char *name);    /* a value not given is NULL */

bool query_row(struct query *query);
void query_go(struct query *query, int column); /* from 0: the next to take */
int64_t query_take_number(struct query *query);
int query_take_day(struct query *query);
char *query_take_text(struct query *query); /* the caller owns it; "" for NULL */
void query_take_id(struct query *query, char *id, size_t size); /* cut to size, NUL-terminated */

/* These live until the next row. Never NULL, whatever a file from elsewhere holds. */
const char *query_see_text(struct query *query, size_t *len);
const char *query_see_key(struct query *query);
bool query_sees_null(const struct query *query); /* is the next column NULL? */

int query_end(struct query *query, struct err *err);

/* For a statement that answers nothing: steps it and ends. */
int query_run(struct query *query, struct err *err);

/* Adds the name and version of the library behind it, for `gesprek version`. */
void db_add_library(struct buf *out);

#endif
