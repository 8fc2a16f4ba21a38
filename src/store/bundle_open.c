#include "store/bundle_shape.h"

#include <string.h>

#include "base/utf8.h"
#include "base/uuid.h"
#include "store/file.h"
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
    return header->user_version == BUNDLE_FORMAT && header->size <= SIZE_MOST ? 0
                                                                              : damaged(err, path);
}

/* Are its tables the ones it should have, to the letter, and no others? */
static int check_tables(struct db *db, const char *path, struct err *err)
{
    struct query query;
    size_t n = 0;
    bool same = true;
    query_begin(&query, db,
                "SELECT sql FROM sqlite_schema WHERE type = 'table' OR sql IS NOT NULL"
                " ORDER BY rowid");
    while (same && query_row(&query)) {
        same = bundle_shape[n] && !strcmp(query_see_key(&query), bundle_shape[n]);
        n += same;
    }
    if (query_end(&query, err) || !same || bundle_shape[n])
        return damaged(err, path);
    return 0;
}

static int check_ids(struct db *db, const char *path, struct err *err)
{
    struct query query;
    bool valid = true;
    query_begin(&query, db,
                "SELECT source FROM bundle UNION ALL SELECT id FROM person UNION ALL"
                " SELECT id FROM talk UNION ALL SELECT id FROM agreement");
    while (valid && query_row(&query))
        valid = uuid_valid(query_see_key(&query));
    return query_end(&query, err) || !valid ? damaged(err, path) : 0;
}

static int check_texts(struct db *db, const char *path, struct err *err)
{
    struct query query;
    bool valid = true;
    query_begin(&query, db,
                "SELECT label FROM bundle UNION ALL SELECT name FROM person UNION ALL"
                " SELECT team FROM person UNION ALL SELECT guide FROM talk UNION ALL"
                " SELECT version FROM talk UNION ALL SELECT what FROM revision UNION ALL"
                " SELECT owner_name FROM revision UNION ALL SELECT due_words FROM revision"
                " UNION ALL SELECT follow_up FROM revision UNION ALL SELECT remark FROM revision"
                " UNION ALL SELECT guide FROM hurdle UNION ALL SELECT option FROM hurdle"
                " UNION ALL SELECT team FROM tally UNION ALL SELECT guide FROM tally"
                " UNION ALL SELECT team FROM tally_days UNION ALL SELECT guide FROM tally_days");
    while (valid && query_row(&query)) {
        size_t len = 0;
        const char *text = query_see_text(&query, &len);
        valid = utf8_valid(text, len) && !memchr(text, '\0', len);
    }
    return query_end(&query, err) || !valid ? damaged(err, path) : 0;
}

/* One head; every agreement that is there has its last revision, every other one has none. */
static const char loose_sql[] =
    "SELECT (SELECT count(*) FROM pragma_foreign_key_check)"
    " + abs((SELECT count(*) FROM bundle) - 1)"
    " + (SELECT count(*) FROM agreement a WHERE iif(talk IS NULL, 0, revision) <>"
    "  (SELECT ifnull(max(revision), 0) FROM revision WHERE agreement = a.id))";

static int check_pages(struct db *db, const char *path, struct err *err)
{
    struct buf said = BUF_INIT;
    int failed = db_text(db, "PRAGMA quick_check(1)", &said, err);
    if (failed || strcmp(said.data, "ok") != 0)
        failed = damaged(err, path);
    buf_release(&said);
    return failed;
}

/* What its tables hold goes into tables of our own in memory, which obey their rules whatever wrote
 * the file, and which nobody can change meanwhile. */
static int copy_tables(struct db *file, struct db *db, struct err *err)
{
    static const struct {
        const char *from, *to;
    } copies[] = {
        {"SELECT only, source, edition, label, made_at FROM bundle",
         "INSERT INTO bundle VALUES (?1, ?2, ?3, ?4, ?5)"},
        {"SELECT id, name, team FROM person", "INSERT INTO person VALUES (?1, ?2, ?3)"},
        {"SELECT id, person, guide, version, at FROM talk",
         "INSERT INTO talk VALUES (?1, ?2, ?3, ?4, ?5)"},
        {"SELECT id, revision, talk FROM agreement", "INSERT INTO agreement VALUES (?1, ?2, ?3)"},
        {"SELECT agreement, revision, " BUNDLE_COLUMNS " FROM revision",
         "INSERT INTO revision VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
         " ?14)"},
        {"SELECT month, team, guide, talks, people FROM tally",
         "INSERT INTO tally VALUES (?1, ?2, ?3, ?4, ?5)"},
        {"SELECT month, team, guide, days, n FROM tally_days",
         "INSERT INTO tally_days VALUES (?1, ?2, ?3, ?4, ?5)"},
        {"SELECT month, guide, option, n FROM hurdle",
         "INSERT INTO hurdle VALUES (?1, ?2, ?3, ?4)"},
    };
    int failed = 0;
    for (size_t i = 0; !failed && bundle_shape[i]; i++)
        failed = db_run(db, bundle_shape[i], err);
    for (size_t i = 0; !failed && i < sizeof copies / sizeof *copies; i++)
        failed = db_copy(file, copies[i].from, NULL, db, copies[i].to, err);
    return failed;
}

static int check_copy(struct db *db, const char *path, struct err *err)
{
    int64_t loose = 0;
    return db_number(db, loose_sql, &loose, err) || loose || check_ids(db, path, err) ||
                   check_texts(db, path, err)
               ? damaged(err, path)
               : 0;
}

static int take_file(struct db *file, struct db *db, const char *path, struct err *err)
{
    struct db_header header;
    struct err first = *err;
    if (db_header(file, &header, err) || judge_header(path, &header, err))
        return -1;
    if (!db_settle(file, err) && !check_tables(file, path, err) && !check_pages(file, path, err) &&
        !copy_tables(file, db, err) && !check_copy(db, path, err))
        return 0;
    *err = first; /* the one sentence, whatever it stumbled over */
    return damaged(err, path);
}

/* A bundle has nothing beside it, so what lies there is not of it and is not looked at. */
int bundle_open(struct db *db, const char *path, struct err *err)
{
    struct db file = {0};
    int64_t left = STEPS_MOST;
    if (db_open(&file, path, DB_IMMUTABLE, err))
        return -1;
    db_bound(&file, &left);
    int failed = db_open(db, ":memory:", DB_WRITE, err) || take_file(&file, db, path, err);
    db_close(&file);
    if (failed)
        db_close(db);
    return failed;
}
