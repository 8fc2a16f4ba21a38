/*
 * veil_views: the view through which a sealed table is read, and the triggers that seal what is
 * written.
 */
#include <string.h>

#include "veil_inside.h"

void veil_add_place(struct buf *sql, const struct text_table *table, const char *text,
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
    veil_add_place(sql, table, column, "new.");
    buf_adds(sql, ")");
}

static void add_text(struct shape *shape, const struct text_table *table, const char *column,
                     const char *fresh)
{
    buf_addf(&shape->read, "opened(%s", column);
    veil_add_place(&shape->read, table, column, "");
    buf_addf(&shape->read, ") AS %s", column);
    add_sealing(&shape->made, table, column, fresh);
    buf_addf(&shape->changed, "%s = resealed(new.%s, %s", column, column, column);
    veil_add_place(&shape->changed, table, column, "new.");
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
int veil_hang_table(struct db *db, const struct text_table *table, struct err *err)
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
