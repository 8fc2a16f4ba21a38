/*
 * sums_views: the view through which the texts of a table are read and the triggers that give what
 * is written its sums, made as they are asked for.
 */
#include <sqlite3.h>
#include <string.h>

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

/* "what = kept(new.what), ": a sealed text is kept already, and a key for comparing has no mark. */
static void add_kept_texts(struct buf *sql, const struct text_table *table, bool sealed)
{
    for (int i = 0; !sealed && i < TEXTS_MOST && table->texts[i]; i++)
        if (!text_only_compared(table->texts[i]))
            buf_addf(sql, "%s = kept(new.%s), ", table->texts[i], table->texts[i]);
}

static void add_where(struct buf *sql, const struct text_table *table)
{
    if (!table->keyed)
        buf_adds(sql, " WHERE rowid = new.rowid");
    for (int i = 0; table->keyed && table->row[i]; i++) /* all of its key, or others get its sum */
        buf_addf(sql, " %s %s = new.%s", i ? "AND" : "WHERE", table->row[i], table->row[i]);
    buf_adds(sql, "; END;");
}

static void add_triggers(struct buf *sql, const struct text_table *table, bool sealed)
{
    const char *before = sealed ? "sealed_" : "", *name = table->name;
    buf_addf(sql,
             "CREATE TEMP TRIGGER IF NOT EXISTS %s_new_sum AFTER INSERT ON main.%s%s BEGIN"
             " UPDATE %s%s SET ",
             name, before, name, before, name);
    add_kept_texts(sql, table, sealed);
    buf_addf(sql, "sum = summed(%d", sums_number_of(table));
    sums_add_row(sql, table, "new.");
    buf_adds(sql, ")");
    add_where(sql, table);
    buf_addf(sql,
             "CREATE TEMP TRIGGER IF NOT EXISTS %s_next_sum AFTER UPDATE ON main.%s%s WHEN new.sum "
             "IS old.sum"
             " BEGIN UPDATE %s%s SET ",
             name, before, name, before, name);
    add_kept_texts(sql, table, sealed);
    buf_addf(sql, "sum = resummed(%d, old.sum", sums_number_of(table));
    sums_add_row(sql, table, "old.");
    sums_add_row(sql, table, "new.");
    buf_adds(sql, ")");
    add_where(sql, table);
}

/* A view of one table, column by column. */
struct view {
    const struct text_table *table;
    bool sealed, summed; /* has it a column for sums? A file made by somebody else may not */
    struct buf columns, plain;
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

/* "aside(beside(told(reachable, ...), ...), told(steps, ...))" */
static void add_first(struct view *view, const char *column)
{
    const struct text_table *table = view->table;
    const char *other = for_program(table);
    buf_adds(&view->columns, other ? "aside(beside(" : "beside(");
    add_told(view, column);
    buf_addf(&view->columns, ", sum, '%s', %d", table->name, sums_count(table->row, TEXTS_ROW));
    add_names(&view->columns, table->row, TEXTS_ROW, "");
    add_names(&view->columns, table->rest, TEXTS_REST, "");
    buf_addc(&view->columns, ')');
    if (!other)
        return;
    buf_adds(&view->columns, ", ");
    add_told(view, other);
    buf_addc(&view->columns, ')');
}

static void add_column(void *context, const char *column, const char *fallback)
{
    struct view *view = context;
    const struct text_table *table = view->table;
    bool text = text_table_has_text(table, column) && !text_only_compared(column) &&
                !text_for_program(column);
    bool first = text && !strcmp(column, table->texts[0]);
    (void)fallback;
    view->summed = view->summed || !strcmp(column, "sum");
    buf_addf(&view->plain, "%s%s", view->plain.len ? ", " : "", column);
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

static int make_view(struct db *db, const struct text_table *table, struct err *err)
{
    struct view view = {.table = table,
                        .sealed = sums_sealed_here(db, table),
                        .columns = BUF_INIT,
                        .plain = BUF_INIT};
    struct buf sql = BUF_INIT;
    int failed = text_columns(db, table->name, add_column, &view, err);
    buf_addf(&sql, "CREATE TEMP VIEW IF NOT EXISTS read_%s AS SELECT %s%s FROM %s%s", table->name,
             table->ordered ? "rowid AS rowid, " : "",
             view.summed ? view.columns.data : view.plain.data, view.sealed ? "" : "main.",
             table->name);
    failed = failed || (view.plain.len && db_run(db, sql.data, err));
    buf_release(&view.columns);
    buf_release(&view.plain);
    buf_release(&sql);
    return failed ? -1 : 0;
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
    db_forget(db);
    db->sums = (struct sums){.hung = true};
    return 0;
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
static int wake(struct db *db, const struct text_table *table, bool write, struct err *err)
{
    uint32_t bit = UINT32_C(1) << sums_number_of(table);
    uint32_t *awake = write ? &db->sums.write : &db->sums.read;
    uint32_t *now = write ? &db->sums.write_now : &db->sums.read_now;
    if (*awake & bit)
        return 0;
    *awake |= bit;
    *now |= sqlite3_get_autocommit(db->handle) ? 0 : bit;
    int failed = (write ? make_triggers : make_view)(db, table, err);
    if (failed)
        *awake &= ~bit;
    return failed;
}

int sums_wake(struct db *db, const char *sql, struct err *err)
{
    static const struct {
        const char *before;
        bool write;
    } words[] = {{"read_", false}, {"INTO ", true}, {"UPDATE ", true}};
    int failed = 0;
    for (size_t i = 0; db->sums.hung && i < sizeof words / sizeof *words; i++)
        for (const char *at = sql; !failed && (at = strstr(at, words[i].before));) {
            at += strlen(words[i].before);
            const struct text_table *table = sums_table_at(at);
            if (table)
                failed = wake(db, table, words[i].write, err);
        }
    return failed;
}

bool sums_ended(struct db *db, bool rolled_back)
{
    struct sums *sums = &db->sums;
    bool gone = rolled_back && (sums->read_now || sums->write_now);
    if (gone) {
        sums->read &= ~sums->read_now;
        sums->write &= ~sums->write_now;
    }
    sums->read_now = sums->write_now = 0;
    return gone;
}
