#include "store/sums.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "store/mark.h"
#include "store/seal.h"
#include "store/texts.h"
#include "store/veil.h"

/* Place 0 of a sum is of what stands beside the texts. */
enum { SUM = 4, PLACES = 1 + TEXTS_MOST };

/* ---- one sum --------------------------------------------------------------------------------- */

/* What a sum is made of, one behind the other; nearly always it needs no memory of its own. */
struct heap {
    char few[768];
    size_t n;
    struct buf many; /* once they were more */
};

static void heap_add(struct heap *heap, const void *bytes, size_t len)
{
    if (!heap->many.len && len <= sizeof heap->few - heap->n) {
        memcpy(heap->few + heap->n, bytes, len);
        heap->n += len;
        return;
    }
    if (!heap->many.len)
        buf_add(&heap->many, heap->few, heap->n);
    buf_add(&heap->many, bytes, len);
}

static uint32_t heap_sum(struct heap *heap)
{
    uint32_t sum =
        heap->many.len ? seal_sum(heap->many.data, heap->many.len) : seal_sum(heap->few, heap->n);
    buf_release(&heap->many);
    return sum;
}

/* With its length before it, as least byte first. */
static void add_text(struct heap *heap, const char *text, size_t len)
{
    unsigned char size[4];
    for (int i = 0; i < 4; i++)
        size[i] = (unsigned char)(len >> 8 * i);
    heap_add(heap, size, sizeof size);
    heap_add(heap, text, len);
}

static void add_number(struct heap *heap, sqlite3_int64 number)
{
    unsigned char bytes[9] = {'n'};
    for (int i = 0; i < 8; i++)
        bytes[i + 1] = (unsigned char)((uint64_t)number >> 8 * i);
    heap_add(heap, bytes, sizeof bytes);
}

/* Texts as they are kept. */
static void add_value(struct heap *heap, sqlite3_value *value)
{
    int type = sqlite3_value_type(value);
    if (type == SQLITE_INTEGER) {
        add_number(heap, sqlite3_value_int64(value));
        return;
    }
    const char *text = (const char *)sqlite3_value_text(value);
    size_t len = (size_t)sqlite3_value_bytes(value), after = 0;
    if (!text) {
        heap_add(heap, "-", 1);
    } else if (!mark_find(text, len, &after)) {
        add_text(heap, text, len);
    } else {
        struct buf kept = BUF_INIT;
        mark_keep(&kept, text, len);
        add_text(heap, kept.data, kept.len);
        buf_release(&kept);
    }
}

/* Where a sum belongs: the parts of its row, and the column, "" for the rest. */
struct place {
    const char *table, *column;
    sqlite3_value **row;
    int n;
};

/* Never 0, which no text has: the sum of what is known to be damaged. */
static uint32_t sum_of(const struct place *place, sqlite3_value **values, int n)
{
    struct heap heap;
    heap.n = 0;
    heap.many = (struct buf)BUF_INIT;
    add_text(&heap, place->table, strlen(place->table));
    add_text(&heap, place->column, strlen(place->column));
    for (int i = 0; i < place->n; i++)
        add_value(&heap, place->row[i]);
    for (int i = 0; i < n; i++)
        add_value(&heap, values[i]);
    uint32_t sum = heap_sum(&heap);
    return sum ? sum : 1;
}

static uint32_t sum_at(sqlite3_value *sums, int at)
{
    const unsigned char *bytes = sqlite3_value_blob(sums);
    if (!bytes || sqlite3_value_bytes(sums) < (at + 1) * SUM)
        return 0;
    bytes += at * SUM;
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void put_sum(unsigned char *sums, int at, uint32_t sum)
{
    for (int i = 0; i < SUM; i++)
        sums[at * SUM + i] = (unsigned char)(sum >> (24 - 8 * i));
}

/* ---- a row ----------------------------------------------------------------------------------- */

static int count(const char *const *names, int most)
{
    int n = 0;
    while (n < most && names[n])
        n++;
    return n;
}

/* The values of one row as they are given to a function: what it is known by, the rest, texts. */
struct row {
    const struct text_table *table;
    sqlite3_value **values;
    int n_row, n_rest, n_texts;
};

static struct row row_of(sqlite3_value *table, sqlite3_value **values)
{
    struct row row = {.table = &text_tables[sqlite3_value_int(table)], .values = values};
    row.n_row = count(row.table->row, TEXTS_ROW);
    row.n_rest = count(row.table->rest, TEXTS_REST);
    row.n_texts = count(row.table->texts, TEXTS_MOST);
    return row;
}

static int row_size(const struct row *row)
{
    return row->n_row + row->n_rest + row->n_texts;
}

/* Place 0 is the rest. */
static uint32_t row_sum(const struct row *row, int at)
{
    struct place place = {row->table->name, at ? row->table->texts[at - 1] : "", row->values,
                          row->n_row};
    sqlite3_value **rest = row->values + row->n_row, **texts = rest + row->n_rest;
    return at ? sum_of(&place, texts + at - 1, 1) : sum_of(&place, rest, row->n_rest);
}

static bool same_value(sqlite3_value *one, sqlite3_value *other)
{
    const char *a = (const char *)sqlite3_value_text(one);
    const char *b = (const char *)sqlite3_value_text(other);
    int len = sqlite3_value_bytes(one);
    if (!a || !b)
        return a == b;
    return len == sqlite3_value_bytes(other) && !memcmp(a, b, (size_t)len);
}

static bool same_part(const struct row *one, const struct row *other, int at)
{
    int first = one->n_row + (at ? one->n_rest + at - 1 : 0), n = at ? 1 : one->n_rest;
    for (int i = first; i < first + n; i++)
        if (!same_value(one->values[i], other->values[i]))
            return false;
    return true;
}

/* ---- what SQL calls -------------------------------------------------------------------------- */

/* summed(table, row..., rest..., texts...) */
static void summed(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct row row = row_of(values[0], values + 1);
    unsigned char sums[PLACES * SUM];
    (void)n;
    for (int at = 0; at <= row.n_texts; at++)
        put_sum(sums, at, row_sum(&row, at));
    sqlite3_result_blob(context, sums, (row.n_texts + 1) * SUM, SQLITE_TRANSIENT);
}

/* What is damaged does not become sound by something else that changes: a part that stays keeps its
 * sum, and what stands beside the texts keeps none until its first text was looked at too. */
static uint32_t next_sum(const struct row *was, const struct row *is, sqlite3_value *sums, int at)
{
    uint32_t old = sum_at(sums, at);
    if (same_part(was, is, at))
        return old;
    bool first_stays = !was->n_texts || same_part(was, is, 1);
    if (at == 0 && first_stays && old != row_sum(was, 0))
        return 0;
    return row_sum(is, at);
}

/* resummed(table, sum, old row, new row) */
static void resummed(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct row was = row_of(values[0], values + 2), is = was;
    unsigned char sums[PLACES * SUM];
    (void)n;
    is.values = was.values + row_size(&was);
    for (int at = 0; at <= was.n_texts; at++)
        put_sum(sums, at, next_sum(&was, &is, values[1], at));
    sqlite3_result_blob(context, sums, (was.n_texts + 1) * SUM, SQLITE_TRANSIENT);
}

/* unsound(table, sum, row..., rest..., texts...): a bit for each place */
static void unsound(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct row row = row_of(values[0], values + 2);
    int bits = 0;
    (void)n;
    for (int at = 0; at <= row.n_texts; at++)
        if (sum_at(values[1], at) != row_sum(&row, at))
            bits |= 1 << at;
    sqlite3_result_int(context, bits);
}

/* followed(table, sum, row..., rest..., texts...): the rest as it was, the texts anew */
static void followed(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct row row = row_of(values[0], values + 2);
    unsigned char sums[PLACES * SUM];
    (void)n;
    put_sum(sums, 0, sum_at(values[1], 0));
    for (int at = 1; at <= row.n_texts; at++)
        put_sum(sums, at, row_sum(&row, at));
    sqlite3_result_blob(context, sums, (row.n_texts + 1) * SUM, SQLITE_TRANSIENT);
}

/* grown(table, sum, row..., rest..., texts...): of a row that got columns, the last text one of
 * them: the texts it had keep their sums */
static void grown(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct row row = row_of(values[0], values + 2);
    unsigned char sums[PLACES * SUM];
    (void)n;
    for (int at = 0; at <= row.n_texts; at++)
        put_sum(sums, at, at == 0 || at == row.n_texts ? row_sum(&row, at) : sum_at(values[1], at));
    sqlite3_result_blob(context, sums, (row.n_texts + 1) * SUM, SQLITE_TRANSIENT);
}

/* kept(text) */
static void kept(sqlite3_context *context, int n, sqlite3_value **values)
{
    const char *text = (const char *)sqlite3_value_text(values[0]);
    size_t len = (size_t)sqlite3_value_bytes(values[0]), after = 0;
    struct buf out = BUF_INIT;
    (void)n;
    if (text && mark_find(text, len, &after)) {
        mark_keep(&out, text, len);
        sqlite3_result_text64(context, out.data, out.len, SQLITE_TRANSIENT, SQLITE_UTF8);
    } else {
        sqlite3_result_value(context, values[0]);
    }
    buf_release(&out);
}

/* Answers the text, with its mark when it has one. */
static void answer(sqlite3_context *context, sqlite3_value *value, enum mark mark)
{
    const enum lang *lang = sqlite3_user_data(context);
    const char *text = (const char *)sqlite3_value_text(value);
    size_t len = (size_t)sqlite3_value_bytes(value), after = 0;
    if (!text || (mark == MARK_NONE && !mark_find(text, len, &after))) {
        sqlite3_result_value(context, value);
        return;
    }
    struct buf out = BUF_INIT;
    bool shown = mark_show(&out, *lang, text, len);
    if (!shown && mark != MARK_NONE) {
        mark_add(&out, mark, *lang, text, len);
        shown = true;
    }
    if (shown)
        sqlite3_result_text64(context, out.data, out.len, SQLITE_TRANSIENT, SQLITE_UTF8);
    else
        sqlite3_result_value(context, value);
    buf_release(&out);
}

enum { TOLD = 5 }; /* arguments before the row */

/* told(text, sum, at, table, column, row...) */
static void told(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct place place = {(const char *)sqlite3_value_text(values[3]),
                          (const char *)sqlite3_value_text(values[4]), values + TOLD, n - TOLD};
    bool sound = sum_at(values[1], sqlite3_value_int(values[2])) == sum_of(&place, values, 1);
    answer(context, values[0], sound ? MARK_NONE : MARK_CHANGED);
}

/* beside(text, sum, table, parts of its row, row..., rest...) */
static void beside(sqlite3_context *context, int n, sqlite3_value **values)
{
    int n_row = sqlite3_value_int(values[3]);
    struct place place = {(const char *)sqlite3_value_text(values[2]), "", values + 4, n_row};
    const char *text = (const char *)sqlite3_value_text(values[0]);
    size_t after = 0;
    bool sound = sum_at(values[1], 0) == sum_of(&place, values + 4 + n_row, n - 4 - n_row);
    if (sound || (text && mark_find(text, (size_t)sqlite3_value_bytes(values[0]), &after)))
        sqlite3_result_value(context, values[0]);
    else
        answer(context, values[0], MARK_BESIDE);
}

/* aside(text, other): a text of the same row that only the program reads */
static void aside(sqlite3_context *context, int n, sqlite3_value **values)
{
    const char *text = (const char *)sqlite3_value_text(values[0]);
    const char *other = (const char *)sqlite3_value_text(values[1]);
    size_t after = 0;
    (void)n;
    if (!other || !mark_find(other, (size_t)sqlite3_value_bytes(values[1]), &after) ||
        (text && mark_find(text, (size_t)sqlite3_value_bytes(values[0]), &after)))
        sqlite3_result_value(context, values[0]);
    else
        answer(context, values[0], MARK_BESIDE);
}

/* strict(text): what the program itself reads is not read with a mark */
static void strict(sqlite3_context *context, int n, sqlite3_value **values)
{
    const char *text = (const char *)sqlite3_value_text(values[0]);
    size_t after = 0;
    (void)n;
    if (text && mark_find(text, (size_t)sqlite3_value_bytes(values[0]), &after))
        sqlite3_result_error_code(context, DB_UNSOUND);
    else
        sqlite3_result_value(context, values[0]);
}

static int add_functions(struct db *db, struct err *err)
{
    static const enum lang langs[] = {LANG_EN, LANG_NL};
    static const struct {
        const char *name;
        void (*function)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {{"summed", summed},     {"resummed", resummed}, {"unsound", unsound},
                     {"followed", followed}, {"kept", kept},         {"told", told},
                     {"beside", beside},     {"aside", aside},       {"strict", strict},
                     {"grown", grown}};
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        int code =
            sqlite3_create_function(db->handle, functions[i].name, -1, flags,
                                    (void *)&langs[err->lang], functions[i].function, NULL, NULL);
        if (code != SQLITE_OK)
            return db_fail(err, code);
    }
    return 0;
}

/* ---- SQL for a table ------------------------------------------------------------------------- */

static void add_names(struct buf *sql, const char *const *names, int most, const char *of)
{
    for (int i = 0; i < most && names[i]; i++)
        buf_addf(sql, ", %s%s", of, names[i]);
}

/* ", new.id, new.due, new.what" */
static void add_row(struct buf *sql, const struct text_table *table, const char *of)
{
    add_names(sql, table->row, TEXTS_ROW, of);
    add_names(sql, table->rest, TEXTS_REST, of);
    add_names(sql, table->texts, TEXTS_MOST, of);
}

static int number_of(const struct text_table *table)
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
        buf_adds(sql, " WHERE rowid = new.rowid; END;");
    else
        buf_addf(sql, " WHERE %s = new.%s; END;", table->row[0], table->row[0]);
}

static void add_triggers(struct buf *sql, const struct text_table *table, bool sealed)
{
    const char *before = sealed ? "sealed_" : "", *name = table->name;
    buf_addf(sql,
             "CREATE TEMP TRIGGER IF NOT EXISTS %s_new_sum AFTER INSERT ON main.%s%s BEGIN"
             " UPDATE %s%s SET ",
             name, before, name, before, name);
    add_kept_texts(sql, table, sealed);
    buf_addf(sql, "sum = summed(%d", number_of(table));
    add_row(sql, table, "new.");
    buf_adds(sql, ")");
    add_where(sql, table);
    buf_addf(sql,
             "CREATE TEMP TRIGGER IF NOT EXISTS %s_next_sum AFTER UPDATE ON main.%s%s WHEN new.sum "
             "IS old.sum"
             " BEGIN UPDATE %s%s SET ",
             name, before, name, before, name);
    add_kept_texts(sql, table, sealed);
    buf_addf(sql, "sum = resummed(%d, old.sum", number_of(table));
    add_row(sql, table, "old.");
    add_row(sql, table, "new.");
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
    buf_addf(&view->columns, ", sum, '%s', %d", table->name, count(table->row, TEXTS_ROW));
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

/* Is it called sealed_... in this file? */
static bool sealed_here(const struct db *db, const struct text_table *table)
{
    return veil_hangs(db) && text_table_sealed(table);
}

static int make_view(struct db *db, const struct text_table *table, struct err *err)
{
    struct view view = {
        .table = table, .sealed = sealed_here(db, table), .columns = BUF_INIT, .plain = BUF_INIT};
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

static bool has_sum(const struct db *db, const struct text_table *table, bool sealed)
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
    if (!has_sum(db, table, sealed_here(db, table)))
        return 0;
    add_triggers(&sql, table, sealed_here(db, table));
    int failed = db_run(db, sql.data, err);
    buf_release(&sql);
    return failed;
}

/* ---- as they are asked for ------------------------------------------------------------------- */

int sums_hang(struct db *db, struct err *err)
{
    if (add_functions(db, err))
        return -1;
    db_forget(db);
    db->sums = (struct sums){.hung = true};
    return 0;
}

/* The table whose name stands at at; NULL when none does. */
static const struct text_table *table_at(const char *at)
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
    uint32_t bit = UINT32_C(1) << number_of(table);
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
            const struct text_table *table = table_at(at);
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

/* ---- the whole file -------------------------------------------------------------------------- */

int sums_drop(struct db *db, struct err *err)
{
    int failed = 0;
    db->sums = (struct sums){.hung = false};
    for (size_t i = 0; !failed && i < text_tables_n; i++) {
        const char *name = text_tables[i].name;
        struct buf sql = BUF_INIT;
        buf_addf(&sql,
                 "DROP VIEW IF EXISTS temp.read_%s; DROP TRIGGER IF EXISTS temp.%s_new_sum;"
                 " DROP TRIGGER IF EXISTS temp.%s_next_sum",
                 name, name, name);
        failed = db_run(db, sql.data, err);
        buf_release(&sql);
    }
    return failed;
}

/* "UPDATE sealed_answer SET sum = followed(1, sum, interview, ...)" for every table */
static int set_all(struct db *db, const char *before, const char *function, bool sum,
                   struct err *err)
{
    int failed = add_functions(db, err);
    for (size_t i = 0; !failed && i < text_tables_n; i++) {
        struct buf sql = BUF_INIT;
        buf_addf(&sql, "UPDATE %s%s SET sum = %s(%zu%s",
                 text_table_sealed(&text_tables[i]) ? before : "", text_tables[i].name, function, i,
                 sum ? ", sum" : "");
        add_row(&sql, &text_tables[i], "");
        buf_adds(&sql, ")");
        failed = db_run(db, sql.data, err);
        buf_release(&sql);
    }
    return failed;
}

int sums_fill(struct db *db, struct err *err)
{
    return has_sum(db, &text_tables[0], false) ? set_all(db, "", "summed", false, err) : 0;
}

int sums_grow(struct db *db, const char *table, struct err *err)
{
    const struct text_table *grows = table_at(table);
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "UPDATE %s SET sum = grown(%d, sum", table, number_of(grows));
    add_row(&sql, grows, "");
    buf_adds(&sql, ")");
    int failed = add_functions(db, err) || db_run(db, sql.data, err);
    buf_release(&sql);
    return failed ? -1 : 0;
}

int sums_fill_fresh(struct db *db, bool sealed, bool fresh, struct err *err)
{
    int failed = add_functions(db, err);
    for (size_t i = 0; !failed && i < text_tables_n; i++) {
        struct buf sql = BUF_INIT;
        buf_addf(&sql, "UPDATE %s%s SET sum = ",
                 sealed && text_table_sealed(&text_tables[i]) ? "sealed_" : "",
                 text_tables[i].name);
        if (fresh) {
            buf_addf(&sql, "summed(%zu", i);
            add_row(&sql, &text_tables[i], "");
            buf_adds(&sql, ") WHERE sum = x''");
        } else {
            buf_adds(&sql, "x'00' WHERE sum = x''"); /* the sum of nothing either */
        }
        failed = db_run(db, sql.data, err);
        buf_release(&sql);
    }
    return failed;
}

int sums_follow(struct db *db, struct err *err)
{
    return set_all(db, "sealed_", "followed", true, err);
}

static void add_marked(struct buf *sql, const struct text_table *table, int i)
{
    buf_addf(sql, "%s %s = kept(told(%s, sum, %d", i ? "," : "", table->texts[i], table->texts[i],
             i + 1);
    text_table_add_place(sql, table, table->texts[i], "");
    buf_adds(sql, "))");
}

int sums_mark(struct db *db, struct err *err)
{
    int failed = add_functions(db, err);
    for (size_t i = 0; !failed && i < text_tables_n; i++) {
        struct buf sql = BUF_INIT;
        if (!text_table_sealed(&text_tables[i]))
            continue;
        buf_addf(&sql, "UPDATE sealed_%s SET", text_tables[i].name);
        for (int text = 0; text < TEXTS_MOST && text_tables[i].texts[text]; text++)
            add_marked(&sql, &text_tables[i], text);
        failed = db_run(db, sql.data, err);
        buf_release(&sql);
    }
    return failed;
}

/* ---- looking at all of it -------------------------------------------------------------------- */

static int examine(struct db *db, const struct text_table *table, bool texts, sums_tell *tell,
                   void *context, struct err *err)
{
    struct query query;
    struct buf sql = BUF_INIT;
    int n = texts ? count(table->texts, TEXTS_MOST) : 0;
    buf_addf(&sql, "SELECT unsound(%d, sum", number_of(table));
    add_row(&sql, table, "");
    buf_adds(&sql, ") AS found");
    for (int i = 0; i < TEXTS_ROW && table->row[i]; i++)
        buf_addf(&sql, "%s%s", i ? " || ' ' || " : ", ", table->row[i]);
    buf_addf(&sql, " FROM main.%s%s WHERE found <> 0", sealed_here(db, table) ? "sealed_" : "",
             table->name);
    query_begin(&query, db, sql.data);
    while (query_row(&query)) {
        int bits = (int)query_take_number(&query);
        char *row = query_take_text(&query);
        bool all = texts && bits == (1 << (n + 1)) - 1;
        for (int at = 0; at <= n && !all; at++)
            if (bits & 1 << at)
                tell(context, table->name, at ? table->texts[at - 1] : "", row);
        if (all)
            tell(context, table->name, NULL, row);
        free(row);
    }
    buf_release(&sql);
    return query_end(&query, err);
}

int sums_examine(struct db *db, bool texts, sums_tell *tell, void *context, struct err *err)
{
    bool has = has_sum(db, &text_tables[0], veil_hangs(db));
    int failed = has && add_functions(db, err);
    for (size_t i = 0; has && i < text_tables_n; i++)
        failed = examine(db, &text_tables[i], texts, tell, context, err) || failed;
    return failed ? -1 : 0;
}
