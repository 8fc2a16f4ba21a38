/*
 * veil_lookups: what the texts of a sealed file are found by: in memory for as long as the key is
 * there, and refused while it is not.
 */
#include <string.h>

#include "store/lookup.h"
#include "store/veil.h"
#include "veil_inside.h"

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

int veil_close_lookups(struct db *db, struct err *err)
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

int veil_drop_lookups(struct db *db, const char *what, struct err *err)
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

int veil_build_lookups(struct db *db, struct err *err)
{
    db->veil->unsound = UNSOUND_NOTHING;
    int failed = lookup_rebuild(db, err);
    db->veil->unsound = UNSOUND_MARKED;
    return failed;
}

int veil_open_lookups(struct db *db, struct err *err)
{
    int failed = veil_drop_lookups(db, "VIEW", err);
    for (int i = 0; !failed && i < LOOKUPS; i++)
        failed = copy_lookup(db, lookups[i].name, err);
    return failed || veil_build_lookups(db, err) ? -1 : 0;
}

const char *veil_lookup_renamed(int i)
{
    for (int at = 0; at < LOOKUPS; at++)
        if (lookups[at].renamed && i-- == 0)
            return lookups[at].name;
    return NULL;
}

bool veil_finds_by(const char *table)
{
    for (int i = 0; i < LOOKUPS; i++)
        if (!strcmp(lookups[i].name, table))
            return true;
    return false;
}
