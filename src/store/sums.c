#include "store/sums.h"

#include <stdlib.h>

#include "store/veil.h"
#include "sums_inside.h"

/* ---- the whole file -------------------------------------------------------------------------- */

int sums_drop(struct db *db, struct err *err)
{
    int failed = 0;
    db_forget(db);
    sums_release(db);
    for (size_t i = 0; !failed && i < text_tables_n; i++) {
        const char *name = text_tables[i].name;
        struct buf sql = BUF_INIT;
        buf_addf(&sql,
                 "DROP TRIGGER IF EXISTS temp.%s_new_sum;"
                 " DROP TRIGGER IF EXISTS temp.%s_next_sum",
                 name, name);
        failed = db_run(db, sql.data, err);
        buf_release(&sql);
    }
    return failed;
}

/* "UPDATE sealed_answer SET sum = followed(1, sum, interview, ...)" for every table */
static int set_all(struct db *db, const char *before, const char *function, bool sum,
                   struct err *err)
{
    int failed = sums_add_functions(db, err);
    for (size_t i = 0; !failed && i < text_tables_n; i++) {
        struct buf sql = BUF_INIT;
        buf_addf(&sql, "UPDATE %s%s SET sum = %s(%zu%s",
                 text_table_sealed(&text_tables[i]) ? before : "", text_tables[i].name, function, i,
                 sum ? ", sum" : "");
        sums_add_row(&sql, &text_tables[i], "");
        buf_adds(&sql, ")");
        failed = db_run(db, sql.data, err);
        buf_release(&sql);
    }
    return failed;
}

int sums_fill(struct db *db, struct err *err)
{
    return sums_has(db, &text_tables[0], false) ? set_all(db, "", "summed", false, err) : 0;
}

int sums_grow(struct db *db, const char *table, struct err *err)
{
    const struct text_table *grows = sums_table_at(table);
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "UPDATE %s SET sum = grown(%d, sum", table, sums_number_of(grows));
    sums_add_row(&sql, grows, "");
    buf_adds(&sql, ")");
    int failed = sums_add_functions(db, err) || db_run(db, sql.data, err);
    buf_release(&sql);
    return failed ? -1 : 0;
}

int sums_fill_fresh(struct db *db, bool sealed, bool fresh, struct err *err)
{
    int failed = sums_add_functions(db, err);
    for (size_t i = 0; !failed && i < text_tables_n; i++) {
        struct buf sql = BUF_INIT;
        buf_addf(&sql, "UPDATE %s%s SET sum = ",
                 sealed && text_table_sealed(&text_tables[i]) ? "sealed_" : "",
                 text_tables[i].name);
        if (fresh) {
            buf_addf(&sql, "summed(%zu", i);
            sums_add_row(&sql, &text_tables[i], "");
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
    int failed = sums_add_functions(db, err);
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
    int n = texts ? sums_count(table->texts, TEXTS_MOST) : 0;
    buf_addf(&sql, "SELECT unsound(%d, sum", sums_number_of(table));
    sums_add_row(&sql, table, "");
    buf_adds(&sql, ") AS found");
    for (int i = 0; i < TEXTS_ROW && table->row[i]; i++)
        buf_addf(&sql, "%s%s", i ? " || ' ' || " : ", ", table->row[i]);
    buf_addf(&sql, " FROM main.%s%s WHERE found <> 0", sums_sealed_here(db, table) ? "sealed_" : "",
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
    bool has = sums_has(db, &text_tables[0], veil_hangs(db));
    int failed = has && sums_add_functions(db, err);
    for (size_t i = 0; has && i < text_tables_n; i++)
        failed = examine(db, &text_tables[i], texts, tell, context, err) || failed;
    return failed ? -1 : 0;
}
