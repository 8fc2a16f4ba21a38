#include "store/rules.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <string.h>

int rules_lift(struct db *db, struct err *err)
{
    return db_run(db, "PRAGMA ignore_check_constraints = ON", err);
}

int rules_restore(struct db *db, int failed, struct err *err)
{
    static const char sql[] = "PRAGMA ignore_check_constraints = OFF";
    struct err second = ERR_INIT(err->lang);
    /* A rollback leaves them off. What failed for want of memory finds some the second time
     * (base/mem.h): what was kept aside was given back. */
    bool restored = !db_run(db, sql, &second) || !db_run(db, sql, failed ? &second : err);
    return restored && !failed ? 0 : -1;
}

/* Behind the sign at `at`, or behind the '...' or -- that begins there; shapes have no other. */
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
    const char *joint = "";
    for (const char *at = shape; *at; at = pass(at)) {
        if (strncmp(at, check, sizeof check - 1) != 0)
            continue;
        const char *open = at + sizeof check - 2;
        buf_addf(sql, "%sNOT ifnull(%.*s, 1)", joint, (int)between(open), open + 1);
        joint = " OR ";
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
