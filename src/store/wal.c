#include "store/wal.h"

#include "store/db.h"
#include "store/file.h"
#include "store/sums.h"

#define MOST 1000 /* faults; more make no difference */

static void count(void *context, const char *table, const char *column, const char *row)
{
    int64_t *n = context;
    (void)table;
    (void)column;
    (void)row;
    ++*n;
}

/* What cannot even be looked at is as bad as can be. */
static int64_t faults_of(struct db *db)
{
    struct err ignored = ERR_INIT(LANG_EN);
    int64_t pages = 0, loose = 0, rows = 0;
    if (db_settle(db, &ignored) ||
        db_number(db, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
                  &pages, &ignored) ||
        db_number(db, "SELECT count(*) FROM pragma_foreign_key_check", &loose, &ignored) ||
        sums_examine(db, true, count, &rows, &ignored))
        return MOST;
    int64_t n = pages + loose + rows;
    return n < MOST ? n : MOST;
}

static int64_t faults_at(const char *path, enum db_mode mode)
{
    struct err ignored = ERR_INIT(LANG_EN);
    struct db db = {0};
    int64_t n = db_open(&db, path, mode, &ignored) ? MOST : faults_of(&db);
    db_close(&db);
    return n;
}

bool wal_fits(const char *path)
{
    return file_size(path, "-wal") <= 0 ||
           faults_at(path, DB_READ) <= faults_at(path, DB_IMMUTABLE);
}
