/*
 * sums_tables: how the texts of a table are read and the triggers that give what is written its
 * sums, made as they are asked for.
 */
#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/sums.h"
#include "store/veil.h"
#include "sums_inside.h"

/* ---- SQL for a table ------------------------------------------------------------------------- */

static void add_names(struct buf *sql, const char *const *names, int most, const char *of)
{
    for (int i = 0; i < most && names[i]; i++) {
        buf_adds(sql, ", "); /* a list of absences makes thousands of these */
        buf_adds(sql, of);
        buf_adds(sql, names[i]);
    }
}

static void add_all(struct buf *sql, const char *const *pieces)
{
    for (; *pieces; pieces++)
        buf_adds(sql, *pieces);
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

/* "summed(15, new.id, new.person, ...)" */
static void add_summed(struct buf *sql, const struct text_table *table, const char *of)
{
    buf_addf(sql, "summed(%d", sums_number_of(table));
    sums_add_row(sql, table, of);
    buf_addc(sql, ')');
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
             " WHEN new.sum = x'' BEGIN UPDATE %s%s SET sum = ",
             name, before, name, before, name);
    add_summed(sql, table, "new.");
    add_rest(sql, table, sealed);
    buf_addf(sql,
             "CREATE TEMP TRIGGER IF NOT EXISTS %s_next_sum AFTER UPDATE OF%s ON main.%s%s"
             " WHEN new.sum IS old.sum BEGIN UPDATE %s%s SET sum = resummed(%d, old.sum",
             name, row.data + 1, before, name, before, name, sums_number_of(table));
    sums_add_row(sql, table, "old.");
    sums_add_row(sql, table, "new.");
    buf_addc(sql, ')');
    add_rest(sql, table, sealed);
    buf_release(&row);
}

/* How a question reads one table, or one text of it, whose columns have `of` before their names. */
struct view {
    const struct text_table *table;
    bool sealed;
    const char *of;
    struct buf *sql;
};

static void add_told(const struct view *view, int text)
{
    const struct text_table *table = view->table;
    const char *column = table->texts[text];
    if (view->sealed) { /* by the veil */
        add_all(view->sql, (const char *[]){view->of, column, NULL});
        return;
    }
    const char *of = view->of;
    buf_addf(view->sql, "told(%s%s, %ssum, %d", of, column, of, text + 1);
    text_table_add_place(view->sql, table, column, of);
    buf_adds(view->sql, ")");
}

/* The number of the text of the row that only the program reads; -1 when it has none. */
static int for_program(const struct text_table *table)
{
    for (int i = 0; i < TEXTS_MOST && table->texts[i]; i++)
        if (text_for_program(table->texts[i]))
            return i;
    return -1;
}

/* "aside(first(reachable, sum, 1, 'absence', 'reachable', 1, id, person, ...), told(steps, ...))"
 */
static void add_first(const struct view *view)
{
    const struct text_table *table = view->table;
    const char *column = table->texts[0], *of = view->of;
    int other = for_program(table);
    buf_adds(view->sql, other >= 0 ? "aside(" : "");
    if (view->sealed) /* the text by the veil */
        buf_addf(view->sql, "beside(%s%s, %ssum, '%s'", of, column, of, table->name);
    else
        buf_addf(view->sql, "first(%s%s, %ssum, 1, '%s', '%s'", of, column, of, table->name,
                 column);
    buf_addf(view->sql, ", %d", sums_count(table->row, TEXTS_ROW));
    add_names(view->sql, table->row, TEXTS_ROW, of);
    add_names(view->sql, table->rest, TEXTS_REST, of);
    buf_addc(view->sql, ')');
    if (other < 0)
        return;
    buf_adds(view->sql, ", ");
    add_told(view, other);
    buf_addc(view->sql, ')');
}

static void add_text(const struct view *view, int text)
{
    const struct text_table *table = view->table;
    if (text == 0 && !table->machine) {
        add_first(view);
    } else {
        buf_adds(view->sql, table->machine ? "strict(" : "");
        add_told(view, text);
        buf_adds(view->sql, table->machine ? ")" : "");
    }
}

bool sums_sealed_here(const struct db *db, const struct text_table *table)
{
    return veil_hangs(db) && text_table_sealed(table);
}

/* A file made by somebody else may not have it. */
static bool has_column(const struct db *db, const struct text_table *table, bool sealed,
                       const char *column)
{
    char name[64];
    snprintf(name, sizeof name, "%s%s", sealed ? "sealed_" : "", table->name);
    return sqlite3_table_column_metadata(db->handle, "main", name, column, NULL, NULL, NULL, NULL,
                                         NULL) == SQLITE_OK;
}

static bool is_told(const struct db *db, const struct view *view, int text)
{
    const char *column = view->table->texts[text];
    return !text_only_compared(column) && !text_for_program(column) &&
           has_column(db, view->table, view->sealed, column);
}

/* What stands for a table in a question: told are the texts it names, before all columns as they
 * are; of two with one name SQLite takes the first. What no question names is not looked up for
 * nothing. One without texts, or sums, is read as it is. */
static void add_read(struct db *db, const struct text_table *table, const char *question,
                     struct buf *sql)
{
    struct view view = {table, sums_sealed_here(db, table), "", sql};
    const char *from = view.sealed ? "" : "main.";
    bool told = text_table_sealed(table) && has_column(db, table, view.sealed, "sum");
    if (told)
        buf_adds(sql, table->ordered ? "(SELECT rowid AS rowid, " : "(SELECT ");
    for (int i = 0; told && i < TEXTS_MOST && table->texts[i]; i++) {
        if (!strstr(question, table->texts[i]) || !is_told(db, &view, i))
            continue;
        add_text(&view, i);
        add_all(sql, (const char *[]){" AS ", table->texts[i], ", ", NULL});
    }
    if (told)
        buf_adds(sql, "* FROM ");
    buf_adds(sql, from);
    buf_adds(sql, table->name);
    if (told)
        buf_addc(sql, ')');
}

/* What stands for the one text named in the (a.what) at `at`; returns what follows that. */
static const char *add_read_text(struct db *db, const struct text_table *table, const char *at,
                                 struct buf *sql)
{
    size_t of = strcspn(at, ".") + 1, end = strcspn(at, ")");
    struct buf before = BUF_INIT;
    assert(of < end && at[end]);
    buf_add(&before, at + 1, of - 1);
    struct view view = {table, sums_sealed_here(db, table), before.data, sql};
    int text = 0;
    while (strlen(table->texts[text]) != end - of || memcmp(table->texts[text], at + of, end - of))
        text++; /* one that is no text of it is a slip of ours */
    if (has_column(db, table, view.sealed, "sum") && is_told(db, &view, text))
        add_text(&view, text);
    else
        buf_add(sql, at + 1, end - 1);
    buf_release(&before);
    return at + end + 1;
}

bool sums_has(const struct db *db, const struct text_table *table, bool sealed)
{
    return has_column(db, table, sealed, "sum");
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
    assert(text_tables_n <= 32); /* a bit for each in db->sums.write */
    db_forget(db);
    sums_release(db);
    db->sums.hung = true;
    return 0;
}

void sums_release(struct db *db)
{
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

/* What the words stand for; each has the name of a table behind it. */
enum word { WORD_READ, WORD_SOUND, WORD_SUM };
static const char *const word_texts[] = {"read_", "sound_", "sum_of_"};

/* The first of the words in sql; NULL when there is none. */
static const char *next_word(const char *sql, enum word *word)
{
    const char *first = NULL;
    for (enum word each = WORD_READ; each <= WORD_SUM; each++) {
        const char *at = strstr(sql, word_texts[each]);
        if (!at || (first && at > first))
            continue;
        first = at;
        *word = each;
    }
    return first;
}

/* Adds what stands for the word before the name of table, which ends at `at`; returns what
 * follows. */
static const char *add_word(struct db *db, enum word word, const struct text_table *table,
                            const char *at, const char *question, struct buf *sql)
{
    if (word == WORD_SOUND)
        return add_sound(db, table, at, sql);
    if (word == WORD_READ && *at == '(')
        return add_read_text(db, table, at, sql);
    if (word == WORD_READ)
        add_read(db, table, question, sql);
    else
        add_summed(sql, table, ":");
    return at;
}

int sums_spell(struct db *db, const char *sql, struct buf *spelled, struct err *err)
{
    const char *at, *question = sql;
    enum word word = WORD_READ;
    if (db->sums.hung && wake_all(db, sql, err))
        return -1;
    for (; db->sums.hung && (at = next_word(sql, &word)) != NULL; sql = at) {
        const char *name = at + strlen(word_texts[word]);
        const struct text_table *table = sums_table_at(name);
        buf_add(spelled, sql, (size_t)((table ? at : name) - sql));
        at =
            table ? add_word(db, word, table, name + strlen(table->name), question, spelled) : name;
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

int sums_all_sound(struct db *db, const char *table, const char *where, bool *sound,
                   struct err *err)
{
    const struct text_table *read = sums_table_at(table);
    struct buf sql = BUF_INIT;
    int64_t others = 1;
    *sound = false;
    if (!read || sums_sealed_here(db, read) || !sums_has(db, read, false))
        return 0;
    buf_addf(&sql, "SELECT EXISTS (SELECT 1 FROM main.%s WHERE %s AND NOT plain(%d, sum", table,
             where, sums_number_of(read));
    sums_add_row(&sql, read, "");
    buf_adds(&sql, "))");
    int failed = db_number(db, sql.data, &others, err);
    *sound = !others;
    buf_release(&sql);
    return failed;
}

bool sums_by_hand(const struct db *db, const char *table)
{
    return !veil_hangs(db) || !text_table_sealed(sums_table_at(table));
}

void sums_add_insert(struct buf *sql, struct db *db, const char *table, const char *columns,
                     const char *select, bool marks)
{
    const struct text_table *into = sums_table_at(table);
    add_all(sql,
            (const char *[]){"WITH told (", columns, ") AS (", select, ") INSERT INTO ", NULL});
    if (!into || marks || sums_sealed_here(db, into)) {
        add_all(sql, (const char *[]){table, " (", columns, ") SELECT ", columns, NULL});
    } else {
        add_all(sql,
                (const char *[]){"main.", table, " (", columns, ", sum) SELECT ", columns, NULL});
        buf_adds(sql, ", ");
        add_summed(sql, into, "");
    }
    buf_adds(sql, " FROM told");
}
