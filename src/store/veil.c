#include "store/veil.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/lookup.h"
#include "store/mark.h"
#include "store/sums.h"
#include "store/texts.h"

struct veil {
    struct seal *seal; /* NULL while locked */
    bool owned;        /* freed with the veil */
    bool hanging;
    enum {
        UNSOUND_MARKED,  /* what is not sound reads as the sentence that says so */
        UNSOUND_NOTHING, /* as nothing, for what texts are found by */
        UNSOUND_ERROR,
    } unsound;
    enum lang lang; /* of that sentence */
};

/* ---- what is sealed -------------------------------------------------------------------------- */

/* What texts are found by: kept in memory while the key is there, and nowhere else. In the file
 * they are empty. An ordinary table gets the other name as well, or VACUUM takes the copy for it.
 */
static const struct {
    const char *name;
    bool renamed;
} lookups[] = {{"agreement_text", false},
               {"private_text", false},
               {"review", true},
               {"review_by_due", false},
               {"review_by_update", false}};
enum { LOOKUPS = sizeof lookups / sizeof *lookups };

/* ---- what SQL calls -------------------------------------------------------------------------- */

/* A place as it stands among the arguments, behind the text. Those belong to SQLite, which fills
 * them in again only where they change: nothing is ever put in one. */
static struct seal_place place_of(sqlite3_value **values, int n,
                                  struct seal_part parts[2 + TEXTS_ROW])
{
    int i = 0;
    for (; i < n && i < 2 + TEXTS_ROW; i++)
        parts[i] = (struct seal_part){(const char *)sqlite3_value_text(values[i]),
                                      (size_t)sqlite3_value_bytes(values[i])};
    return (struct seal_place){parts, (size_t)i};
}

static void answer(sqlite3_context *context, struct buf *text)
{
    sqlite3_result_text64(context, text->data, text->len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* Text as it is kept: a sentence that says it is damaged as the signs for it. */
static void seal_kept(const struct veil *veil, const struct seal_place *place, sqlite3_value *value,
                      struct buf *out)
{
    const char *bytes = (const char *)sqlite3_value_text(value);
    struct buf kept = BUF_INIT;
    mark_keep(&kept, bytes ? bytes : "", (size_t)sqlite3_value_bytes(value));
    seal_text(veil->seal, place, kept.data, kept.len, out);
    buf_release(&kept);
}

static void seal_at(sqlite3_context *context, sqlite3_value *value, sqlite3_value **at, int n)
{
    const struct veil *veil = sqlite3_user_data(context);
    struct seal_part parts[2 + TEXTS_ROW];
    struct buf text = BUF_INIT;
    if (sqlite3_value_type(value) == SQLITE_NULL)
        return;
    if (!veil->seal) {
        sqlite3_result_error_code(context, DB_SEALED);
        return;
    }
    struct seal_place place = place_of(at, n, parts);
    seal_kept(veil, &place, value, &text);
    answer(context, &text);
    buf_release(&text);
}

/* sealed(text, place...) */
static void seal_value(sqlite3_context *context, int n, sqlite3_value **values)
{
    seal_at(context, values[0], values + 1, n - 1);
}

static enum seal_found open_value(const struct veil *veil, int n, sqlite3_value **values,
                                  struct buf *text)
{
    struct seal_part parts[2 + TEXTS_ROW];
    struct seal_place place = place_of(values + 1, n - 1, parts);
    const char *bytes = (const char *)sqlite3_value_text(values[0]);
    return seal_open(veil->seal, &place, bytes ? bytes : "", (size_t)sqlite3_value_bytes(values[0]),
                     text);
}

/* resealed(text, sealed, place...): sealed was there. What could not be read is not lost because a
 * screen gave back the sentence that says so. */
static void reseal_value(sqlite3_context *context, int n, sqlite3_value **values)
{
    const struct veil *veil = sqlite3_user_data(context);
    const char *text = (const char *)sqlite3_value_text(values[0]);
    size_t len = (size_t)sqlite3_value_bytes(values[0]), after = 0;
    struct buf opened = BUF_INIT;
    bool bare = veil->seal && text && mark_find(text, len, &after) && after == len &&
                sqlite3_value_type(values[1]) != SQLITE_NULL;
    if (bare && open_value(veil, n - 1, values + 1, &opened) != SEAL_SOUND)
        sqlite3_result_value(context, values[1]);
    else
        seal_at(context, values[0], values + 2, n - 2);
    buf_release(&opened);
}

/* What is answered for a text that does not open: true when it is no error. */
static bool forgive(const struct veil *veil, struct buf *text)
{
    if (veil->unsound == UNSOUND_MARKED)
        mark_add(text, MARK_LOST, veil->lang, "", 0);
    return veil->unsound != UNSOUND_ERROR;
}

/* opened(sealed, place...) */
static void opened_value(sqlite3_context *context, int n, sqlite3_value **values)
{
    const struct veil *veil = sqlite3_user_data(context);
    struct buf text = BUF_INIT, marked = BUF_INIT;
    if (sqlite3_value_type(values[0]) == SQLITE_NULL)
        return;
    enum seal_found found = veil->seal ? open_value(veil, n, values, &text) : SEAL_CHANGED;
    if (!veil->seal)
        sqlite3_result_error_code(context, DB_SEALED);
    else if (found != SEAL_SOUND && !forgive(veil, &text))
        sqlite3_result_error_code(context, found == SEAL_MOVED ? DB_MOVED : DB_CHANGED);
    else if (veil->unsound == UNSOUND_MARKED && mark_show(&marked, veil->lang, text.data, text.len))
        answer(context, &marked);
    else
        answer(context, &text);
    buf_release(&text);
    buf_release(&marked);
}

static void examined_value(sqlite3_context *context, int n, sqlite3_value **values)
{
    const struct veil *veil = sqlite3_user_data(context);
    struct buf text = BUF_INIT;
    if (sqlite3_value_type(values[0]) == SQLITE_NULL || !veil->seal)
        return;
    sqlite3_result_int(context, (int)open_value(veil, n, values, &text));
    buf_release(&text);
}

/* The veil of a connection, made when it is first needed and freed by veil_free. */
static struct veil *veil_of(struct db *db, struct err *err)
{
    static const struct {
        const char *name;
        void (*function)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {{"sealed", seal_value},
                     {"resealed", reseal_value},
                     {"opened", opened_value},
                     {"examined", examined_value}};
    if (db->veil)
        return db->veil;
    struct veil *veil = mem_zero(1, sizeof *veil);
    veil->lang = err->lang;
    db->veil = veil;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        int code = sqlite3_create_function(db->handle, functions[i].name, -1,
                                           SQLITE_UTF8 | SQLITE_DIRECTONLY, veil,
                                           functions[i].function, NULL, NULL);
        if (code == SQLITE_OK)
            continue;
        db_fail(err, code);
        return NULL;
    }
    return veil;
}

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

/* ---- SQL for a table ------------------------------------------------------------------------- */

/* ", 'answer', 'value', old.interview, old.point, old.field" with `of` "old." */
static void add_place(struct buf *sql, const struct text_table *table, const char *text,
                      const char *of)
{
    buf_addf(sql, ", '%s', '%s'", table->name, text);
    for (int i = 0; i < TEXTS_ROW && table->row[i]; i++) {
        if (!strcmp(table->row[i], "seq") && !strcmp(of, "new."))
            buf_addf(sql, ", ifnull(new.seq, (SELECT ifnull(max(seq), 0) + 1 FROM sealed_%s))",
                     table->name);
        else
            buf_addf(sql, ", %s%s", of, table->row[i]);
    }
}

/* The columns of a table, as SQL for each of the four things the veil is made of. */
struct shape {
    const struct text_table *table;
    struct buf names, read, made, changed;
};

static void shape_release(struct shape *shape)
{
    buf_release(&shape->names);
    buf_release(&shape->read);
    buf_release(&shape->made);
    buf_release(&shape->changed);
}

/* "sealed(" or "resealed(", the text, and what was there: of a row that another one takes the place
 * of that is asked for. */
static void add_sealing(struct buf *sql, const struct text_table *table, const char *column,
                        const char *fresh)
{
    if (!strcmp(table->row[0], "seq")) {
        buf_addf(sql, "sealed(%s", fresh);
    } else {
        buf_addf(sql, "resealed(%s, (SELECT %s FROM sealed_%s WHERE ", fresh, column, table->name);
        for (int i = 0; i < TEXTS_ROW && table->row[i]; i++)
            buf_addf(sql, "%s%s = new.%s", i ? " AND " : "", table->row[i], table->row[i]);
        buf_adds(sql, ")");
    }
    add_place(sql, table, column, "new.");
    buf_adds(sql, ")");
}

static void add_text(struct shape *shape, const struct text_table *table, const char *column,
                     const char *fresh)
{
    buf_addf(&shape->read, "opened(%s", column);
    add_place(&shape->read, table, column, "");
    buf_addf(&shape->read, ") AS %s", column);
    add_sealing(&shape->made, table, column, fresh);
    buf_addf(&shape->changed, "%s = resealed(new.%s, %s", column, column, column);
    add_place(&shape->changed, table, column, "new.");
    buf_adds(&shape->changed, ")");
}

static void add_column(void *context, const char *column, const char *fallback)
{
    struct shape *shape = context;
    const struct text_table *table = shape->table;
    const char *between = shape->names.len ? ", " : "";
    struct buf fresh = BUF_INIT;
    if (*fallback) /* a view has no defaults */
        buf_addf(&fresh, "ifnull(new.%s, %s)", column, fallback);
    else
        buf_addf(&fresh, "new.%s", column);
    buf_adds(&shape->read, between);
    buf_adds(&shape->made, between);
    buf_adds(&shape->changed, between);
    buf_addf(&shape->names, "%s%s", between, column);
    if (text_table_has_text(table, column)) {
        add_text(shape, table, column, fresh.data);
    } else {
        buf_adds(&shape->read, column);
        buf_adds(&shape->made, fresh.data);
        buf_addf(&shape->changed, "%s = new.%s", column, column);
    }
    /* Of "point = 'x' AND f(value)" SQLite would make "f(opened(value, ..., 'x', ...))" and try
     * that on rows of other points first; it does not where an operator stands before the column.
     */
    if (text_table_has_row(table, column))
        buf_addf(&shape->read, " COLLATE BINARY AS %s", column);
    buf_release(&fresh);
}

static int read_shape(struct db *db, const struct text_table *table, struct shape *shape,
                      struct err *err)
{
    struct buf name = BUF_INIT;
    *shape = (struct shape){table, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT};
    buf_addf(&name, "sealed_%s", table->name);
    int failed = text_columns(db, name.data, add_column, shape, err);
    buf_release(&name);
    return failed;
}

static void add_row(struct buf *sql, const struct text_table *table)
{
    for (int i = 0; i < TEXTS_ROW && table->row[i]; i++)
        buf_addf(sql, "%s%s = old.%s", i ? " AND " : " WHERE ", table->row[i], table->row[i]);
}

/* "CREATE TEMP TRIGGER answer_seals_insert INSTEAD OF INSERT ON answer BEGIN INSERT ... ; END" */
static int hang_table(struct db *db, const struct text_table *table, struct err *err)
{
    struct shape shape;
    struct buf sql = BUF_INIT, row = BUF_INIT;
    const char *name = table->name;
    int failed = read_shape(db, table, &shape, err);
    add_row(&row, table);
    if (!failed && shape.names.len) {
        buf_addf(&sql, "CREATE TEMP VIEW %s AS SELECT %s%s FROM main.sealed_%s;", name,
                 table->ordered ? "rowid AS rowid, " : "", shape.read.data, name);
        buf_addf(&sql,
                 "CREATE TEMP TRIGGER %s_made INSTEAD OF INSERT ON %s BEGIN"
                 " INSERT INTO sealed_%s (%s) VALUES (%s); END;",
                 name, name, name, shape.names.data, shape.made.data);
        buf_addf(&sql,
                 "CREATE TEMP TRIGGER %s_changed INSTEAD OF UPDATE ON %s BEGIN"
                 " UPDATE sealed_%s SET %s%s; END;",
                 name, name, name, shape.changed.data, row.data);
        buf_addf(&sql,
                 "CREATE TEMP TRIGGER %s_gone INSTEAD OF DELETE ON %s BEGIN"
                 " DELETE FROM sealed_%s%s; END;",
                 name, name, name, row.data);
        failed = db_run(db, sql.data, err);
    }
    shape_release(&shape);
    buf_release(&sql);
    buf_release(&row);
    return failed;
}

/* ---- what texts are found by ----------------------------------------------------------------- */

/* Adds a CREATE statement of the file as one for this connection: "temp." before the name, and
 * the plain name of a table. */
static void add_copy(struct buf *sql, const char *create, const char *name)
{
    static const char *const begins[] = {"CREATE VIRTUAL TABLE ", "CREATE TABLE ", "CREATE INDEX "};
    struct buf other = BUF_INIT;
    buf_addf(&other, "\"sealed_%s\"", name);
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        size_t len = strlen(begins[i]);
        if (strncmp(create, begins[i], len) != 0)
            continue;
        const char *rest = create + len, *found = strstr(rest, other.data);
        buf_addf(sql, "%stemp.", begins[i]);
        if (found) {
            buf_add(sql, rest, (size_t)(found - rest));
            buf_adds(sql, name);
            rest = found + other.len;
        }
        buf_addf(sql, "%s\n;", rest); /* a comment may be last */
    }
    buf_release(&other);
}

static int copy_lookup(struct db *db, const char *name, struct err *err)
{
    struct query query;
    struct buf sql = BUF_INIT;
    query_begin(&query, db,
                "SELECT sql FROM main.sqlite_schema WHERE tbl_name IN (:name, 'sealed_' || :name)"
                " AND sql IS NOT NULL ORDER BY type <> 'table'");
    query_text(&query, ":name", name);
    while (query_row(&query))
        add_copy(&sql, query_see_key(&query), name);
    int failed = query_end(&query, err) || db_run(db, sql.data, err);
    buf_release(&sql);
    return failed ? -1 : 0;
}

/* Texts cannot be looked for while the file is locked: that is an error, not "nothing found". */
static int close_lookups(struct db *db, struct err *err)
{
    int failed = 0;
    for (int i = 0; !failed && i < LOOKUPS; i++) {
        struct buf sql = BUF_INIT;
        buf_addf(&sql, "CREATE TEMP VIEW %s AS SELECT * FROM main.\"is sealed\"", lookups[i].name);
        failed = db_run(db, sql.data, err);
        buf_release(&sql);
    }
    return failed;
}

static int drop_lookups(struct db *db, const char *what, struct err *err)
{
    int failed = 0;
    for (int i = 0; !failed && i < LOOKUPS; i++) {
        struct buf sql = BUF_INIT;
        buf_addf(&sql, "DROP %s temp.%s", what, lookups[i].name);
        failed = db_run(db, sql.data, err);
        buf_release(&sql);
    }
    return failed;
}

static int build_lookups(struct db *db, struct err *err)
{
    db->veil->unsound = UNSOUND_NOTHING;
    int failed = lookup_rebuild(db, err);
    db->veil->unsound = UNSOUND_MARKED;
    return failed;
}

static int open_lookups(struct db *db, struct err *err)
{
    int failed = drop_lookups(db, "VIEW", err);
    for (int i = 0; !failed && i < LOOKUPS; i++)
        failed = copy_lookup(db, lookups[i].name, err);
    return failed || build_lookups(db, err) ? -1 : 0;
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

int veil_hang(struct db *db, struct err *err)
{
    bool needed = false;
    int failed = veil_needed(db, &needed, err);
    if (failed || !needed || veil_hangs(db))
        return failed;
    struct veil *veil = veil_of(db, err);
    failed = !veil || allow_triggers(db, err) ? -1 : 0;
    for (int i = 0; !failed && i < (int)text_tables_n; i++)
        if (text_table_sealed(&text_tables[i]))
            failed = hang_table(db, &text_tables[i], err);
    failed = failed || close_lookups(db, err);
    if (veil)
        veil->hanging = !failed;
    return failed;
}

int veil_drop(struct db *db, struct err *err)
{
    if (!veil_hangs(db))
        return 0;
    int failed = drop_lookups(db, veil_locked(db) ? "VIEW" : "TABLE", err);
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
    if (db_run(db, "BEGIN", err) == 0 && db_end(db, open_lookups(db, err), err) == 0)
        return 0;
    forget_key(db->veil);
    return -1;
}

int veil_lock(struct db *db, struct err *err)
{
    if (!veil_hangs(db) || veil_locked(db))
        return 0;
    forget_key(db->veil);
    return drop_lookups(db, "TABLE", err) || close_lookups(db, err) ? -1 : 0;
}

int veil_follow(struct db *db, struct err *err)
{
    if (!veil_hangs(db) || veil_locked(db))
        return 0;
    return db_run(db, "BEGIN", err) || db_end(db, build_lookups(db, err), err) ? -1 : 0;
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

/* ---- the whole file -------------------------------------------------------------------------- */

static int rename_table(struct db *db, const char *table, const char *from, const char *to,
                        struct err *err)
{
    struct query query;
    struct buf name = BUF_INIT, sql = BUF_INIT;
    buf_addf(&name, "%s%s", from, table);
    query_begin(&query, db, "SELECT 1 FROM main.sqlite_schema WHERE name = :name");
    query_bytes(&query, ":name", name.data, name.len);
    bool there = query_row(&query);
    int failed = query_end(&query, err);
    buf_addf(&sql, "ALTER TABLE %s RENAME TO %s%s", name.data, to, table);
    if (!failed && there)
        failed = db_run(db, sql.data, err);
    buf_release(&name);
    buf_release(&sql);
    return failed;
}

static int rename_all(struct db *db, const char *from, const char *to, struct err *err)
{
    int failed = 0;
    for (int i = 0; !failed && i < (int)text_tables_n; i++)
        if (text_table_sealed(&text_tables[i]))
            failed = rename_table(db, text_tables[i].name, from, to, err);
    for (int i = 0; !failed && i < LOOKUPS; i++)
        if (lookups[i].renamed)
            failed = rename_table(db, lookups[i].name, from, to, err);
    return failed;
}

/* Puts every text of a table through a function. */
static int convert(struct db *db, const struct text_table *table, const char *function,
                   struct err *err)
{
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "UPDATE sealed_%s SET", table->name);
    for (int i = 0; i < TEXTS_MOST && table->texts[i]; i++) {
        buf_addf(&sql, "%s %s = %s(%s", i ? "," : "", table->texts[i], function, table->texts[i]);
        add_place(&sql, table, table->texts[i], "");
        buf_adds(&sql, ")");
    }
    int failed = db_run(db, sql.data, err);
    buf_release(&sql);
    return failed;
}

static int convert_all(struct db *db, const struct seal *seal, const char *function,
                       struct err *err)
{
    struct veil *veil = veil_of(db, err);
    int failed = veil ? 0 : -1;
    if (veil) {
        veil->seal = (struct seal *)seal; /* lent */
        veil->unsound = UNSOUND_ERROR;
    }
    for (int i = 0; !failed && i < (int)text_tables_n; i++)
        if (text_table_sealed(&text_tables[i]))
            failed = convert(db, &text_tables[i], function, err);
    if (veil) {
        veil->seal = NULL;
        veil->unsound = UNSOUND_MARKED;
    }
    return failed;
}

int veil_names_plain(struct db *db, struct err *err)
{
    return rename_all(db, "sealed_", "", err);
}

int veil_names_sealed(struct db *db, struct err *err)
{
    return lookup_empty(db, err) || rename_all(db, "", "sealed_", err) ? -1 : 0;
}

int veil_seal_all(struct db *db, const struct seal *seal, struct err *err)
{
    return veil_names_sealed(db, err) || sums_mark(db, err) ||
                   convert_all(db, seal, "sealed", err) || sums_follow(db, err)
               ? -1
               : 0;
}

int veil_open_all(struct db *db, const struct seal *seal, struct err *err)
{
    return convert_all(db, seal, "opened", err) || sums_follow(db, err) ||
                   veil_names_plain(db, err) || lookup_rebuild(db, err)
               ? -1
               : 0;
}

/* Asks of every text of a column what it is, with what its row is known by. */
static int examine(struct db *db, const struct text_table *table, const char *text, veil_tell *tell,
                   void *context, struct err *err)
{
    struct query query;
    struct buf sql = BUF_INIT;
    buf_adds(&sql, "SELECT ");
    for (int i = 0; i < TEXTS_ROW && table->row[i]; i++)
        buf_addf(&sql, "%s%s", i ? " || ' ' || " : "", table->row[i]);
    buf_addf(&sql, ", examined(%s", text);
    add_place(&sql, table, text, "");
    buf_addf(&sql, ") AS found FROM main.sealed_%s WHERE found <> 0", table->name);
    query_begin(&query, db, sql.data);
    while (query_row(&query)) {
        char *row = query_take_text(&query);
        tell(context, table->name, text, row, (enum seal_found)query_take_number(&query));
        free(row);
    }
    buf_release(&sql);
    return query_end(&query, err);
}

int veil_examine(struct db *db, veil_tell *tell, void *context, struct err *err)
{
    int failed = 0;
    for (int i = 0; !failed && i < (int)text_tables_n; i++)
        for (int text = 0; !failed && text < TEXTS_MOST && text_tables[i].texts[text]; text++)
            failed = examine(db, &text_tables[i], text_tables[i].texts[text], tell, context, err);
    return failed;
}

bool veil_seals(const char *table, const char *column)
{
    for (int i = 0; i < (int)text_tables_n; i++)
        if (!strcmp(text_tables[i].name, table) && text_table_has_text(&text_tables[i], column))
            return true;
    return false;
}

bool veil_finds_by(const char *table)
{
    for (int i = 0; i < LOOKUPS; i++)
        if (!strcmp(lookups[i].name, table))
            return true;
    return false;
}
