/*
 * veil_whole: every text of a file at once: sealed, opened, looked at; and the names its tables
 * have.
 */
#include <stdlib.h>

#include "store/lookup.h"
#include "store/sums.h"
#include "store/veil.h"
#include "veil_inside.h"

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
    for (int i = 0; !failed && veil_lookup_renamed(i); i++)
        failed = rename_table(db, veil_lookup_renamed(i), from, to, err);
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
        veil_add_place(&sql, table, table->texts[i], "");
        buf_adds(&sql, ")");
    }
    int failed = db_run(db, sql.data, err);
    buf_release(&sql);
    return failed;
}

static int convert_all(struct db *db, const struct seal *seal, const char *function,
                       struct err *err)
{
    struct veil *veil = veil_make(db, err);
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
    veil_add_place(&sql, table, text, "");
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
