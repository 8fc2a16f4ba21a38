/*
 * sums_functions: one sum, those of a row, and what SQL calls for them.
 */
#include <endian.h>
#include <sqlite3.h>
#include <string.h>

#include "store/mark.h"
#include "store/seal.h"
#include "store/sums.h"
#include "sums_inside.h"

/* Place 0 of a sum is of what stands beside the texts. */
enum { SUM = 4, PLACES = 1 + TEXTS_MOST };

/* ---- one sum --------------------------------------------------------------------------------- */

/* What a sum is made of, one behind the other; nearly always it needs no memory of its own. */
struct heap {
    char few[768];
    size_t n;
    struct buf many; /* once they were more */
};

static void heap_spill(struct heap *heap, const void *bytes, size_t len)
{
    if (!heap->many.len)
        buf_add(&heap->many, heap->few, heap->n);
    buf_add(&heap->many, bytes, len);
}

static inline void heap_add(struct heap *heap, const void *bytes, size_t len)
{
    if (heap->many.len || len > sizeof heap->few - heap->n) {
        heap_spill(heap, bytes, len);
        return;
    }
    memcpy(heap->few + heap->n, bytes, len);
    heap->n += len;
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
    const uint32_t size = htole32((uint32_t)len);
    heap_add(heap, &size, sizeof size);
    heap_add(heap, text, len);
}

static void add_number(struct heap *heap, sqlite3_int64 number)
{
    const uint64_t bytes = htole64((uint64_t)number);
    heap_add(heap, "n", 1);
    heap_add(heap, &bytes, sizeof bytes);
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

/* What a row is known by, as it stands in each of its sums: put down once. */
struct key {
    char bytes[160];
    size_t n; /* 0: not put down, as it is longer */
};

/* Where a sum belongs: the parts of its row, and the column, "" for the rest. */
struct place {
    const char *table, *column;
    sqlite3_value **row;
    int n;
    const struct key *key; /* of those parts, or NULL */
};

static void begin(struct heap *heap)
{
    heap->n = 0;
    heap->many = (struct buf)BUF_INIT;
}

static void make_key(struct key *key, sqlite3_value **row, int n)
{
    struct heap heap;
    begin(&heap);
    for (int i = 0; i < n; i++)
        add_value(&heap, row[i]);
    key->n = !heap.many.len && heap.n <= sizeof key->bytes ? heap.n : 0;
    memcpy(key->bytes, heap.few, key->n);
    buf_release(&heap.many);
}

/* Never 0, which no text has: the sum of what is known to be damaged. */
static uint32_t sum_of(const struct place *place, sqlite3_value **values, int n)
{
    struct heap heap;
    bool known = place->key && place->key->n;
    begin(&heap);
    add_text(&heap, place->table, strlen(place->table));
    add_text(&heap, place->column, strlen(place->column));
    if (known)
        heap_add(&heap, place->key->bytes, place->key->n);
    for (int i = 0; !known && i < place->n; i++)
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

static bool has_mark(sqlite3_value *value)
{
    const char *text = (const char *)sqlite3_value_text(value);
    size_t after = 0;
    return text && mark_find(text, (size_t)sqlite3_value_bytes(value), &after);
}

/* ---- a row ----------------------------------------------------------------------------------- */

int sums_count(const char *const *names, int most)
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
    struct key key;
};

/* Without its key, as its values may still be put in place. */
static struct row row_at(const struct text_table *table, sqlite3_value **values)
{
    struct row row; /* not set to nothing first: thousands are made */
    row.table = table;
    row.values = values;
    row.n_row = sums_count(table->row, TEXTS_ROW);
    row.n_rest = sums_count(table->rest, TEXTS_REST);
    row.n_texts = sums_count(table->texts, TEXTS_MOST);
    row.key.n = 0;
    return row;
}

static struct row row_of(sqlite3_value *table, sqlite3_value **values)
{
    struct row row = row_at(&text_tables[sqlite3_value_int(table)], values);
    make_key(&row.key, row.values, row.n_row);
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
                          row->n_row, &row->key};
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

/* ---- what C reads ---------------------------------------------------------------------------- */

static const struct text_table *table_named(const char *name)
{
    const struct text_table *table = text_tables;
    while (strcmp(table->name, name) != 0)
        table++;
    return table;
}

static bool text_holds(const struct row *row, sqlite3_value *sums, const char *column)
{
    int at = 1;
    while (strcmp(row->table->texts[at - 1], column) != 0)
        at++;
    return sum_at(sums, at) == row_sum(row, at) &&
           !has_mark(row->values[row->n_row + row->n_rest + at - 1]);
}

bool sums_hold(struct query *query, const char *table, const char *const *shown, size_t n)
{
    sqlite3_value *values[TEXTS_ROW + TEXTS_REST + TEXTS_MOST] = {NULL};
    struct row row = row_at(table_named(table), values);
    for (int i = 0; i < row_size(&row); i++)
        values[i] = sqlite3_column_value(query->stmt, query->column++);
    sqlite3_value *sums = sqlite3_column_value(query->stmt, query->column++);
    make_key(&row.key, row.values, row.n_row);
    bool holds = sum_at(sums, 0) == row_sum(&row, 0);
    for (size_t i = 0; holds && i < n; i++)
        holds = text_holds(&row, sums, shown[i]);
    return holds;
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
    make_key(&is.key, is.values, is.n_row);
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

/* plain(table, sum, row..., rest..., texts...): is all of it as it was, and without a mark? */
static void plain(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct row row = row_of(values[0], values + 2);
    sqlite3_value **texts = row.values + row.n_row + row.n_rest;
    (void)n;
    bool sound = sum_at(values[1], 0) == row_sum(&row, 0);
    for (int at = 1; at <= row.n_texts && sound; at++)
        sound = sum_at(values[1], at) == row_sum(&row, at) && !has_mark(texts[at - 1]);
    sqlite3_result_int(context, sound);
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

/* marked(text...): has one of them a mark? */
static void marked(sqlite3_context *context, int n, sqlite3_value **values)
{
    bool found = false;
    for (int i = 0; i < n && !found; i++)
        found = has_mark(values[i]);
    sqlite3_result_int(context, found);
}

/* Answers the text, with its mark when it has one. */
static void answer(sqlite3_context *context, sqlite3_value *value, enum mark mark)
{
    const enum lang *lang = sqlite3_user_data(context);
    const char *text = (const char *)sqlite3_value_text(value);
    size_t len = (size_t)sqlite3_value_bytes(value), after = 0;
    if (text && mark == MARK_NONE && !mark_find(text, len, &after)) {   /* as nearly all */
        sqlite3_result_text(context, text, (int)len, SQLITE_TRANSIENT); /* into memory it has */
        return;
    }
    if (!text) {
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
                          (const char *)sqlite3_value_text(values[4]), values + TOLD, n - TOLD,
                          NULL};
    bool sound = sum_at(values[1], sqlite3_value_int(values[2])) == sum_of(&place, values, 1);
    answer(context, values[0], sound ? MARK_NONE : MARK_CHANGED);
}

/* Is what stands beside the texts of a row what it was? `row` is its parts, then the rest. */
static bool rest_is_sound(sqlite3_value *sums, sqlite3_value *table, sqlite3_value **row, int n_row,
                          int n)
{
    struct place place = {(const char *)sqlite3_value_text(table), "", row, n_row, NULL};
    return sum_at(sums, 0) == sum_of(&place, row + n_row, n - n_row);
}

enum { BESIDE_ROW = 4 }; /* arguments before the row */

/* beside(text, sum, table, parts of its row, row..., rest...): a sealed text, which was opened */
static void beside(sqlite3_context *context, int n, sqlite3_value **values)
{
    int n_row = sqlite3_value_int(values[3]);
    if (rest_is_sound(values[1], values[2], values + BESIDE_ROW, n_row, n - BESIDE_ROW) ||
        has_mark(values[0]))
        sqlite3_result_value(context, values[0]);
    else
        answer(context, values[0], MARK_BESIDE);
}

enum { BEFORE_ROW = 6 }; /* arguments before the row */

/* first(text, sum, at, table, column, parts of its row, row..., rest...): told, and beside it, at
 * once, as the text is copied only once then */
static void first(sqlite3_context *context, int n, sqlite3_value **values)
{
    int n_row = sqlite3_value_int(values[5]);
    struct place place = {(const char *)sqlite3_value_text(values[3]),
                          (const char *)sqlite3_value_text(values[4]), values + BEFORE_ROW, n_row,
                          NULL};
    if (sum_at(values[1], sqlite3_value_int(values[2])) != sum_of(&place, values, 1))
        answer(context, values[0], MARK_CHANGED);
    else if (rest_is_sound(values[1], values[3], values + BEFORE_ROW, n_row, n - BEFORE_ROW))
        answer(context, values[0], MARK_NONE);
    else
        answer(context, values[0], has_mark(values[0]) ? MARK_NONE : MARK_BESIDE);
}

/* aside(text, other): a text of the same row that only the program reads */
static void aside(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    if (!has_mark(values[1]) || has_mark(values[0]))
        sqlite3_result_value(context, values[0]);
    else
        answer(context, values[0], MARK_BESIDE);
}

/* strict(text): what the program itself reads is not read with a mark */
static void strict(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    if (has_mark(values[0]))
        sqlite3_result_error_code(context, DB_UNSOUND);
    else
        sqlite3_result_value(context, values[0]);
}

int sums_add_functions(struct db *db, struct err *err)
{
    static const enum lang langs[] = {LANG_EN, LANG_NL};
    static const struct {
        const char *name;
        void (*function)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {{"summed", summed},     {"resummed", resummed}, {"unsound", unsound},
                     {"followed", followed}, {"kept", kept},         {"told", told},
                     {"beside", beside},     {"aside", aside},       {"strict", strict},
                     {"grown", grown},       {"marked", marked},     {"first", first},
                     {"plain", plain}};
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
