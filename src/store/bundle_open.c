#include "store/bundle_digest.h"
#include "store/bundle_shape.h"

#include <string.h>

#include "base/uuid.h"
#include "store/file.h"
#include "store/rules.h"
#include "store/schema.h"

#define SIZE_MOST  (64LL << 20) /* bytes */
#define STEPS_MOST INT64_C(2000000000)

static int damaged(struct err *err, const char *path)
{
    return err_set(err,
                   "%s is no bundle that Gesprek wrote, or it is damaged. Nothing was changed; ask "
                   "for a new one.",
                   path);
}

static int judge_header(const char *path, const struct db_header *header, struct err *err)
{
    if (header->sqlite && header->application_id == APPLICATION_ID)
        return err_set(err,
                       "%s is a file of Gesprek itself, with all that is private in it, and no "
                       "bundle. Have its owner make one with 'gesprek bundle FILE'.",
                       path);
    if (!header->sqlite || header->application_id != BUNDLE_ID)
        return err_set(err, "%s is not a bundle of Gesprek. Check the path.", path);
    if (header->user_version > BUNDLE_FORMAT)
        return err_set(err,
                       "%s was written by a newer version of Gesprek. Install that version to "
                       "collect it; nothing was changed.",
                       path);
    if (header->user_version < BUNDLE_FORMAT)
        return err_set(err,
                       "%s was written by an older version of Gesprek. Have its owner install this "
                       "version and make a new one.",
                       path);
    return header->size <= SIZE_MOST ? 0 : damaged(err, path);
}

/* Are its tables the ones it should have, to the letter, and no others? */
static int check_tables(struct db *db, const char *path, struct err *err)
{
    struct query query;
    const struct bundle_table *table = bundle_tables;
    bool same = true;
    query_begin(&query, db, "SELECT sql FROM sqlite_schema ORDER BY rowid");
    while (same && query_row(&query)) {
        same = table->name && !strcmp(query_see_key(&query), table->shape);
        if (same)
            table++;
    }
    if (query_end(&query, err) || !same || table->name)
        return damaged(err, path);
    return 0;
}

static int check_ids(struct db *db, const char *path, struct err *err)
{
    struct query query;
    bool valid = true;
    query_begin(&query, db,
                "SELECT source FROM bundle UNION ALL SELECT id FROM person UNION ALL"
                " SELECT id FROM talk UNION ALL SELECT id FROM agreement UNION ALL"
                " SELECT source FROM addressee UNION ALL SELECT id FROM settled UNION ALL"
                " SELECT id FROM settlement UNION ALL SELECT agreement FROM settlement UNION ALL"
                " SELECT id FROM request UNION ALL SELECT agreement FROM request UNION ALL"
                " SELECT id FROM thread UNION ALL SELECT id FROM message UNION ALL"
                " SELECT id FROM absence");
    while (valid && query_row(&query))
        valid = uuid_valid(query_see_key(&query));
    return query_end(&query, err) || !valid ? damaged(err, path) : 0;
}

/* Do days of one person overlap? Each begins with the day the one before ends, or later. */
#define OVERLAPS(table, from, until)                                                               \
    " + (SELECT count(*) FROM (SELECT " from " AS first, lag(ifnull(" until ", '9999-99-99'))"     \
    "  OVER (PARTITION BY person ORDER BY " from ", ifnull(" until ", '9999-99-99')) AS before"    \
    "  FROM " table ") WHERE before > first)"

/* One head; every agreement that is there has its last revision, every other one has none; no
 * thread without a message. What HR says of agreements is in a return bundle, which has none. */
static const char loose_sql[] =
    "SELECT (SELECT count(*) FROM pragma_foreign_key_check)"
    " + abs((SELECT count(*) FROM bundle) - 1)"
    " + (SELECT count(*) FROM agreement a WHERE iif(talk IS NULL, 0, revision) <>"
    "  (SELECT ifnull(max(revision), 0) FROM revision WHERE agreement = a.id))"
    " + (SELECT count(*) FROM settled s JOIN agreement a ON a.id = s.agreement"
    "  WHERE a.talk IS NULL)"
    " + (SELECT count(*) FROM thread WHERE id NOT IN (SELECT thread FROM message))"
    " + (SELECT count(*) FROM absence WHERE back < first_day)"
    " + (SELECT count(*) FROM service WHERE until_day <= from_day)"
    " + (SELECT count(*) FROM partial p JOIN absence b ON b.id = p.absence"
    "  WHERE from_day < first_day OR from_day >= back OR advised < first_day OR kind = "
    "'leave')" OVERLAPS("absence", "first_day", "back") OVERLAPS(
        "service", "from_day",
        "until_day") " + iif((SELECT count(*) FROM addressee), (SELECT count(*) FROM person)"
                     "  + (SELECT count(*) FROM agreement) + (SELECT count(*) FROM hurdle)"
                     "  + (SELECT count(*) FROM tally) + (SELECT count(*) FROM tally_days),"
                     "  (SELECT count(*) FROM settlement) + (SELECT count(*) FROM request))";

/* That its rules hold is asked for itself (store/rules.h). Its texts are to stand beside others. */
static int check_pages(struct db *db, const char *path, struct err *err)
{
    struct buf said = BUF_INIT;
    int failed = rules_lift(db, err) || db_text(db, "PRAGMA quick_check(1)", &said, err) ||
                 db_text(db, "PRAGMA encoding", &said, err);
    failed = rules_restore(db, failed, err);
    if (failed || strcmp(said.data, "okUTF-8") != 0)
        failed = damaged(err, path);
    buf_release(&said);
    return failed;
}

static int check_rules(struct db *db, const char *path, struct err *err)
{
    for (const struct bundle_table *table = bundle_tables; table->name; table++)
        if (rules_hold(db, table->name, table->shape, err))
            return damaged(err, path);
    return 0;
}

/* Is all of it text that can be shown, and does it still say what was written? */
static int check_digest(struct db *db, const char *path, struct err *err)
{
    struct buf kept = BUF_INIT, now = BUF_INIT;
    bool valid = false;
    int failed = db_text(db, "SELECT sha256 FROM digest", &kept, err) ||
                 bundle_digest_checked(db, &valid, &now, err) || !valid || !kept.len ||
                 strcmp(kept.data, now.data) != 0;
    buf_release(&kept);
    buf_release(&now);
    return failed ? damaged(err, path) : 0;
}

static int check_copy(struct db *db, const char *path, struct err *err)
{
    int64_t loose = 0;
    return check_rules(db, path, err) || db_number(db, loose_sql, &loose, err) || loose ||
                   check_ids(db, path, err) || check_digest(db, path, err)
               ? damaged(err, path)
               : 0;
}

/* Its pages, so that nobody can change them while they are looked over. */
static int copy_file(struct db *db, const char *path, struct err *err)
{
    struct db file = {0};
    struct db_header header;
    if (db_open(&file, path, DB_IMMUTABLE, err))
        return -1;
    int failed = db_header(&file, &header, err) || judge_header(path, &header, err);
    struct err first = *err;
    if (!failed && db_open_copy(db, &file, err)) {
        *err = first; /* the one sentence, whatever it stumbled over */
        failed = damaged(err, path);
    }
    db_close(&file);
    return failed ? -1 : 0;
}

static int take_file(struct db *db, const char *path, struct err *err)
{
    struct err first = *err;
    int64_t left = STEPS_MOST;
    if (copy_file(db, path, err))
        return -1;
    db_bound(db, &left);
    int failed = db_settle(db, err) || check_tables(db, path, err) || check_pages(db, path, err) ||
                 check_copy(db, path, err);
    db_bound(db, NULL);
    if (!failed)
        return 0;
    *err = first;
    return damaged(err, path);
}

/* A bundle has nothing beside it, so what lies there is not of it and is not looked at. */
int bundle_open(struct db *db, const char *path, struct err *err)
{
    int failed = take_file(db, path, err);
    if (failed)
        db_close(db);
    return failed;
}
