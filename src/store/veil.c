#include "store/veil.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "veil_inside.h"

/* ---- the key --------------------------------------------------------------------------------- */

static void forget_key(struct veil *veil)
{
    if (veil->owned)
        seal_free(veil->seal);
    veil->seal = NULL;
    veil->owned = false;
}

void veil_free(struct veil *veil)
{
    if (veil)
        forget_key(veil);
    free(veil);
}

bool veil_hangs(const struct db *db)
{
    return db->veil && db->veil->hanging;
}

bool veil_locked(const struct db *db)
{
    return veil_hangs(db) && !db->veil->seal;
}

/* ---- hanging and dropping -------------------------------------------------------------------- */

int veil_needed(struct db *db, bool *needed, struct err *err)
{
    int64_t n = 0;
    int failed = db_number(
        db, "SELECT count(*) FROM main.sqlite_schema WHERE name = 'sealed_answer'", &n, err);
    *needed = n > 0;
    return failed;
}

/* Triggers of this connection need triggers to be allowed, and then the file may not have any. */
static int allow_triggers(struct db *db, struct err *err)
{
    int64_t n = 0;
    if (db_number(db, "SELECT count(*) FROM main.sqlite_schema WHERE type = 'trigger'", &n, err))
        return -1;
    if (n)
        return db_fail(err, SQLITE_CORRUPT);
    int code = sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
    return code == SQLITE_OK ? 0 : db_fail(err, code);
}

/* The same without a question, of a file whose schema was read just now: 1 when it is. */
static int is_sealed(const struct db *db, struct err *err)
{
    int code = sqlite3_table_column_metadata(db->handle, "main", "sealed_answer", NULL, NULL, NULL,
                                             NULL, NULL, NULL);
    return code == SQLITE_OK ? 1 : code == SQLITE_ERROR ? 0 : db_fail(err, code);
}

int veil_hang(struct db *db, struct err *err)
{
    int sealed = is_sealed(db, err);
    if (sealed < 1 || veil_hangs(db))
        return sealed < 0 ? -1 : 0;
    struct veil *veil = veil_make(db, err);
    int failed = !veil || allow_triggers(db, err) ? -1 : 0;
    for (int i = 0; !failed && i < (int)text_tables_n; i++)
        if (text_table_sealed(&text_tables[i]))
            failed = veil_hang_table(db, &text_tables[i], err);
    failed = failed || veil_close_lookups(db, err);
    if (veil)
        veil->hanging = !failed;
    return failed;
}

int veil_drop(struct db *db, struct err *err)
{
    if (!veil_hangs(db))
        return 0;
    int failed = veil_drop_lookups(db, veil_locked(db) ? "VIEW" : "TABLE", err);
    for (int i = 0; !failed && i < (int)text_tables_n; i++) {
        struct buf sql = BUF_INIT;
        buf_addf(&sql, "DROP VIEW IF EXISTS temp.%s", text_tables[i].name);
        failed = db_run(db, sql.data, err);
        buf_release(&sql);
    }
    forget_key(db->veil);
    db->veil->hanging = false;
    return failed;
}

int veil_open(struct db *db, struct seal *seal, struct err *err)
{
    if (!veil_locked(db)) {
        seal_free(seal);
        return 0;
    }
    db->veil->seal = seal;
    db->veil->owned = true;
    if (db_run(db, "BEGIN", err) == 0 && db_end(db, veil_open_lookups(db, err), err) == 0)
        return 0;
    forget_key(db->veil);
    return -1;
}

int veil_lock(struct db *db, struct err *err)
{
    if (!veil_hangs(db) || veil_locked(db))
        return 0;
    forget_key(db->veil);
    return veil_drop_lookups(db, "TABLE", err) || veil_close_lookups(db, err) ? -1 : 0;
}

int veil_follow(struct db *db, struct err *err)
{
    if (!veil_hangs(db) || veil_locked(db))
        return 0;
    return db_run(db, "BEGIN", err) || db_end(db, veil_build_lookups(db, err), err) ? -1 : 0;
}

struct seal *veil_key(const struct db *db)
{
    return db->veil ? db->veil->seal : NULL;
}

int veil_pass(struct db *from, struct db *to, struct err *err)
{
    if (!veil_hangs(from) || veil_locked(from) || !veil_locked(to))
        return 0;
    struct seal *seal = from->veil->seal;
    from->veil->seal = NULL;
    return veil_open(to, seal, err);
}

int veil_lend(struct db *from, struct db *to, struct err *err)
{
    if (!veil_hangs(from) || veil_locked(from) || !veil_locked(to))
        return 0;
    struct seal *seal = seal_copy(from->veil->seal, err);
    return seal ? veil_open(to, seal, err) : -1;
}

bool veil_seals(const char *table, const char *column)
{
    for (int i = 0; i < (int)text_tables_n; i++)
        if (!strcmp(text_tables[i].name, table) && text_table_has_text(&text_tables[i], column))
            return true;
    return false;
}
