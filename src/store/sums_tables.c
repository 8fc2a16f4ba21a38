/*
 * sums_tables: how the texts of a table are read and the triggers that give what is written its
 * sums, made as they are asked for.
 */
#include <assert.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/sums.h"
#include "store/veil.h"
#include "sums_inside.h"

/* ---- SQL for a table ------------------------------------------------------------------------- */

static void add_names(struct buf *sql, const char *const *names, int most, const char *of)
{
    for (int i = 0; i < most && names[i]; i++)
        buf_addf(sql, ", %s%s", of, names[i]);
}

void sums_add_row(struct buf *sql, const struct text_table *table, const char *of)
{
    add_names(sql, table->row, TEXTS_ROW, of);
    add_names(sql, table->rest, TEXTS_REST, of);
    add_names(sql, table->texts, TEXTS_MOST, of);
}

int sums_number_of(const struct text_table *table)
{
    return (int)(table - text_tables);
}

/* "WHERE rowid = new.rowid": all of its key, or others get its sum. */
static void add_where(struct buf *sql, const struct text_table *table)
{
    if (!table->keyed)
        buf_adds(sql, " WHERE rowid = new.rowid");
    for (int i = 0; table->keyed && table->row[i]; i++)
        buf_addf(sql, " %s %s = new.%s", i ? "AND" : "WHERE", table->row[i], table->row[i]);
}

/* "UPDATE answer SET value = kept(new.value), ... AND marked(new.value, ...);": only where a
 * text has a mark, as hardly any has. A sealed text is kept already, and a key for comparing has no
 * mark. */
static void add_kept_texts(struct buf *sql, const struct text_table *table)
{
    struct buf kept = BUF_INIT, marked = BUF_INIT;
    for (int i = 0; i < TEXTS_MOST && table->texts[i]; i++) {
        const char *text = table->texts[i];
        if (text_only_compared(text))
            continue;
        buf_addf(&kept, "%s%s = kept(new.%s)", kept.len ? ", " : "", text, text);
        buf_addf(&marked, ", new.%s", text);
    }
    if (kept.len) {
        buf_addf(sql, " UPDATE %s SET %s", table->name, kept.data);
        add_where(sql, table);
        buf_addf(sql, " AND marked(%s);", marked.data + 1);
    }
    buf_release(&kept);
    buf_release(&marked);
}

/* Ends a trigger that began with what the sum becomes. */
static void add_rest(struct buf *sql, const struct text_table *table, bool sealed)
{
    buf_addc(sql, ')');
    add_where(sql, table);
    buf_addc(sql, ';');
    if (!sealed)
        add_kept_texts(sql, table);
    buf_adds(sql, " END;");
}

/* The second fires for what has a sum alone: else the first one's own writing would fire it. */
static void add_triggers(struct buf *sql, const struct text_table *table, bool sealed)
{
    const char *before = sealed ? "sealed_" : "", *name = table->name;
    struct buf row = BUF_INIT;
    sums_add_row(&row, table, "");
    buf_addf(sql,
             "CREATE TEMP TRIGGER IF NOT EXISTS %s_new_sum AFTER INSERT ON main.%s%s"
             " WHEN new.sum = x'' BEGIN UPDATE %s%s SET sum = summed(%d",
             name, before, name, before, name, sums_number_of(table));
    sums_add_row(sql, table, "new.");
    add_rest(sql, table, sealed);
    buf_addf(sql,
             "CREATE TEMP TRIGGER IF NOT EXISTS %s_next_sum AFTER UPDATE OF%s ON main.%s%s"
             " WHEN new.sum IS old.sum BEGIN UPDATE %s%s SET sum = resummed(%d, old.sum",
             name, row.data + 1, before, name, before, name, sums_number_of(table));
    sums_add_row(sql, table, "old.");
    sums_add_row(sql, table, "new.");
    add_rest(sql, table, sealed);
    buf_release(&row);
}

/* A SELECT from one table, column by column. */
struct view {
    const struct text_table *table;
    bool sealed, summed; /* has it a column for sums? A file made by somebody else may not */
    struct buf columns;
};

static void add_told(struct view *view, const char *column)
{
    const struct text_table *table = view->table;
    int at = 1;
    while (strcmp(table->texts[at - 1], column) != 0)
        at++;
    if (view->sealed) { /* by the veil */
        buf_adds(&view->columns, column);
        return;
    }
    buf_addf(&view->columns, "told(%s, sum, %d", column, at);
    text_table_add_place(&view->columns, table, column, "");
    buf_adds(&view->columns, ")");
}

/* The text of the row that only the program reads; NULL when it has none. */
static const char *for_program(const struct text_table *table)
{
    for (int i = 0; i < TEXTS_MOST && table->texts[i]; i++)
        if (text_for_program(table->texts[i]))
            return table->texts[i];
    return NULL;
}

/* "aside(first(reachable, sum, 1, 'absence', 'reachable', 1, id, person, ...), told(steps, ...))"
 */
static void add_first(struct view *view, const char *column)
{
    const struct text_table *table = view->table;
    const char *other = for_program(table);
    buf_adds(&view->columns, other ? "aside(" : "");
    if (view->sealed) /* the text by the veil */
        buf_addf(&view->columns, "beside(%s, sum, '%s'", column, table->name);
    else
        buf_addf(&view->columns, "first(%s, sum, 1, '%s', '%s'", column, table->name, column);
    buf_addf(&view->columns, ", %d", sums_count(table->row, TEXTS_ROW));
    add_names(&view->columns, table->row, TEXTS_ROW, "");
    add_names(&view->columns, table->rest, TEXTS_REST, "");
    buf_addc(&view->columns, ')');
    if (!other)
        return;
    buf_adds(&view->columns, ", ");
    add_told(view, other);
    buf_addc(&view->columns, ')');
}

static void add_column(struct view *view, const char *column)
{
    const struct text_table *table = view->table;
    bool text = text_table_has_text(table, column) && !text_only_compared(column) &&
                !text_for_program(column);
    bool first = text && !strcmp(column, table->texts[0]);
    view->summed = view->summed || !strcmp(column, "sum");
    buf_adds(&view->columns, view->columns.len ? ", " : "");
    if (!text) {
        buf_adds(&view->columns, column);
        return;
    }
    if (first && !table->machine) {
        add_first(view, column);
    } else {
        buf_adds(&view->columns, table->machine ? "strict(" : "");
        add_told(view, column);
        buf_adds(&view->columns, table->machine ? ")" : "");
    }
    buf_addf(&view->columns, " AS %s", column);
}

bool sums_sealed_here(const struct db *db, const struct text_table *table)
{
    return veil_hangs(db) && text_table_sealed(table);
}

/* A table that is not there has none. */
static int add_columns(struct db *db, struct view *view, const char *from, struct err *err)
{
    struct buf sql = BUF_INIT;
    sqlite3_stmt *stmt = NULL;
    buf_addf(&sql, "SELECT * FROM %s%s", from, view->table->name);
    int code = sqlite3_prepare_v2(db->handle, sql.data, -1, &stmt, NULL);
    for (int i = 0; code == SQLITE_OK && i < sqlite3_column_count(stmt); i++) {
        const char *column = sqlite3_column_name(stmt, i);
        if (column)
            add_column(view, column);
        else
            code = SQLITE_NOMEM;
    }
    sqlite3_finalize(stmt);
    buf_release(&sql);
    return code == SQLITE_OK || code == SQLITE_ERROR ? 0 : db_fail(err, code);
}

/* A table without texts, or sums, is read as it is. */
static int make_read(struct db *db, const struct text_table *table, char **read, struct err *err)
{
    struct view view = {.table = table, .sealed = sums_sealed_here(db, table), .columns = BUF_INIT};
    struct buf sql = BUF_INIT;
    const char *from = view.sealed ? "" : "main.";
    int failed = text_table_sealed(table) ? add_columns(db, &view, from, err) : 0;
    if (view.summed)
        buf_addf(&sql, "(SELECT %s%s FROM %s%s)", table->ordered ? "rowid AS rowid, " : "",
                 view.columns.data, from, table->name);
    else
        buf_addf(&sql, "%s%s", from, table->name);
    *read = failed ? NULL : buf_detach(&sql);
    buf_release(&view.columns);
    buf_release(&sql);
    return failed;
}

bool sums_has(const struct db *db, const struct text_table *table, bool sealed)
{
    struct buf name = BUF_INIT;
    buf_addf(&name, "%s%s", sealed ? "sealed_" : "", table->name);
    bool has = sqlite3_table_column_metadata(db->handle, "main", name.data, "sum", NULL, NULL, NULL,
                                             NULL, NULL) == SQLITE_OK;
    buf_release(&name);
    return has;
}

static int make_triggers(struct db *db, const struct text_table *table, struct err *err)
{
    struct buf sql = BUF_INIT;
    if (!sums_has(db, table, sums_sealed_here(db, table)))
        return 0;
    add_triggers(&sql, table, sums_sealed_here(db, table));
    int failed = db_run(db, sql.data, err);
    buf_release(&sql);
    return failed;
}

/* ---- as they are asked for ------------------------------------------------------------------- */

int sums_hang(struct db *db, struct err *err)
{
    if (sums_add_functions(db, err))
        return -1;
    assert(text_tables_n <= sizeof db->sums.read / sizeof *db->sums.read);
    db_forget(db);
    sums_release(db);
    db->sums.hung = true;
    return 0;
}

void sums_release(struct db *db)
{
    for (size_t i = 0; i < text_tables_n; i++)
        free(db->sums.read[i]);
    db->sums = (struct sums){.hung = false};
}

const struct text_table *sums_table_at(const char *at)
{
    size_t len = strspn(at, "abcdefghijklmnopqrstuvwxyz_");
    for (size_t i = 0; i < text_tables_n; i++)
        if (strlen(text_tables[i].name) == len && !memcmp(text_tables[i].name, at, len))
            return &text_tables[i];
    return NULL;
}

/* The bit is set first: what is made names its table too. */
static int wake(struct db *db, const struct text_table *table, struct err *err)
{
    struct sums *sums = &db->sums;
    uint32_t bit = UINT32_C(1) << sums_number_of(table);
    if (sums->write & bit)
        return 0;
    sums->write |= bit;
    sums->write_now |= sqlite3_get_autocommit(db->handle) ? 0 : bit;
    int failed = make_triggers(db, table, err);
    if (failed)
        sums->write &= ~bit;
    return failed;
}

static int wake_all(struct db *db, const char *sql, struct err *err)
{
    static const char *const words[] = {"INTO ", "UPDATE "};
    int failed = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (const char *at = sql; !failed && (at = strstr(at, words[i]));) {
            at += strlen(words[i]);
            const struct text_table *table = sums_table_at(at);
            if (table)
                failed = wake(db, table, err);
        }
    return failed;
}

/* What stands for the name of a table that follows read_; NULL for another word. */
static int read_of(struct db *db, const struct text_table *table, const char **read,
                   struct err *err)
{
    *read = NULL;
    if (!table)
        return 0;
    char **kept = &db->sums.read[sums_number_of(table)];
    int failed = *kept ? 0 : make_read(db, table, kept, err);
    *read = *kept;
    return failed;
}

/* "a.id, a.owner, ..., a.what, ..., a.sum" for the (a) at `at`; returns what follows that. */
static const char *add_sound(struct db *db, const struct text_table *table, const char *at,
                             struct buf *sql)
{
    struct buf of = BUF_INIT, columns = BUF_INIT;
    size_t len = strcspn(at, ")");
    bool has = sums_has(db, table, false);
    buf_addf(&of, "%.*s.", (int)len - 1, at + 1);
    sums_add_row(&columns, table, of.data);
    buf_addf(sql, "%s, %s%s", columns.data + 2, has ? of.data : "", has ? "sum" : "NULL");
    buf_release(&of);
    buf_release(&columns);
    return at + len + 1;
}

/* The first of the two words in sql; NULL when there is none. */
static const char *next_word(const char *sql, bool *sound)
{
    const char *read = strstr(sql, "read_"), *other = strstr(sql, "sound_");
    *sound = other && (!read || other < read);
    return *sound ? other : read;
}

int sums_spell(struct db *db, const char *sql, struct buf *spelled, struct err *err)
{
    const char *at, *read;
    bool sound;
    if (db->sums.hung && wake_all(db, sql, err))
        return -1;
    for (; db->sums.hung && (at = next_word(sql, &sound)) != NULL; sql = at) {
        const char *name = strchr(at, '_') + 1;
        const struct text_table *table = sums_table_at(name);
        if (sound && table) {
            buf_add(spelled, sql, (size_t)(at - sql));
            at = add_sound(db, table, name + strlen(table->name), spelled);
            continue;
        }
        if (read_of(db, table, &read, err))
            return -1;
        buf_add(spelled, sql, (size_t)((read ? at : name) - sql));
        buf_adds(spelled, read ? read : "");
        at = read ? name + strlen(table->name) : name;
    }
    buf_adds(spelled, sql);
    return 0;
}

bool sums_ended(struct db *db, bool rolled_back)
{
    struct sums *sums = &db->sums;
    bool gone = rolled_back && sums->write_now;
    if (gone)
        sums->write &= ~sums->write_now;
    sums->write_now = 0;
    return gone;
}

int sums_plain(struct db *db, const char *table, const char *where, bool *plain, struct err *err)
{
    const struct text_table *read = sums_table_at(table);
    struct buf sql = BUF_INIT;
    int64_t others = 1;
    *plain = false;
    if (sums_sealed_here(db, read) || !sums_has(db, read, false))
        return 0;
    buf_addf(&sql, "SELECT EXISTS (SELECT 1 FROM main.%s WHERE %s AND NOT plain(%d, sum", table,
             where, sums_number_of(read));
    sums_add_row(&sql, read, "");
    buf_adds(&sql, "))");
    int failed = db_number(db, sql.data, &others, err);
    *plain = !others;
    buf_release(&sql);
    return failed;
}

void sums_add_insert(struct buf *sql, struct db *db, const char *table, const char *columns,
                     const char *select)
{
    const struct text_table *into = sums_table_at(table);
    buf_addf(sql, "WITH told (%s) AS (%s) INSERT INTO %s (%s", columns, select, table, columns);
    if (sums_sealed_here(db, into)) {
        buf_addf(sql, ") SELECT %s", columns);
    } else {
        buf_addf(sql, ", sum) SELECT %s, fresh(%d", columns, sums_number_of(into));
        sums_add_row(sql, into, "");
        buf_addc(sql, ')');
    }
    buf_adds(sql, " FROM told");
}
