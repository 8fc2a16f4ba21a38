#include "store/rules.h"

#include <sqlite3.h>
#include <string.h>

int rules_lift(struct db *db, bool lifted, struct err *err)
{
    return db_run(db,
                  lifted ? "PRAGMA ignore_check_constraints = ON"
                         : "PRAGMA ignore_check_constraints = OFF",
                  err);
}

/* Behind the sign at `at`, or the text or comment that begins there. */
static const char *pass(const char *at)
{
    const char *end = *at == '\''             ? strchr(at + 1, '\'')
                      : !strncmp(at, "--", 2) ? strchr(at, '\n')
                                              : at;
    return end ? end + 1 : at + strlen(at);
}

/* What stands between the bracket at `open` and the one that closes it; its length. */
static size_t between(const char *open)
{
    int depth = 0;
    const char *at = open;
    do {
        depth += (*at == '(') - (*at == ')');
        at = pass(at);
    } while (depth && *at);
    return (size_t)(at - open) - 2;
}

/* "NOT ifnull(due > 0, 1) OR ...": NULL breaks no rule. */
static void add_broken(struct buf *sql, const char *shape)
{
    static const char check[] = "CHECK (";
    const char * or = "";
    for (const char *at = shape; *at; at = pass(at)) {
        if (strncmp(at, check, sizeof check - 1) != 0)
            continue;
        const char *open = at + sizeof check - 2;
        buf_addf(sql, "%sNOT ifnull(%.*s, 1)", or, (int)between(open), open + 1);
        or = " OR ";
    }
}

int rules_hold(struct db *db, const char *table, const char *shape, struct err *err)
{
    struct buf sql = BUF_INIT;
    int64_t broken = 0;
    buf_addf(&sql, "SELECT EXISTS (SELECT 1 FROM %s WHERE ", table);
    size_t before = sql.len;
    add_broken(&sql, shape);
    bool any = sql.len > before;
    buf_adds(&sql, ")");
    int failed = any ? db_number(db, sql.data, &broken, err) : 0;
    buf_release(&sql);
    return failed || broken ? db_fail(err, SQLITE_CONSTRAINT_CHECK) : 0;
}
