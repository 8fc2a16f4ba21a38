#include "store/bundle.h"

#include <stdlib.h>
#include <string.h>

#include "store/bundle_shape.h"
#include "store/change.h"
#include "store/file.h"
#include "store/lookup.h"
#include "store/sweep.h"
#include "collect_inside.h"

void collected_release(struct collected *collected)
{
    buf_release(&collected->disputes);
    buf_release(&collected->label);
}

int merge_run(struct merge *merge, const char *sql)
{
    struct query query;
    query_begin(&query, merge->db, sql);
    if (query_has(&query, ":source"))
        query_text(&query, ":source", merge->source);
    if (query_has(&query, ":edition"))
        query_number(&query, ":edition", merge->edition);
    return query_run(&query, merge->err);
}

void merge_dispute(struct merge *merge, const char *id)
{
    char handle[HANDLE_SIZE];
    uuid_handle(id, handle);
    merge->found->disputed++;
    buf_addf(&merge->found->disputes, "%s%s", merge->found->disputes.len ? ", " : "", handle);
}

/* Of what two bundles say of a person or a conversation, the later edition holds. A person or
 * conversation of this file itself stays as it is. `news`: of whom the bundle says something else
 * that is found by words. */
static const struct part {
    const char *mark, *make, *news, *renew, *note;
    enum aspect aspect;
} parts[] = {
    {"INSERT INTO collected (id, source, edition) SELECT id, :source, :edition FROM bundle.person"
     " WHERE id NOT IN (SELECT id FROM person)",
     "INSERT INTO person (id, name, team, folded, code, created_at) SELECT id, name, team,"
     " folded(name), '', 0 FROM bundle.person WHERE id NOT IN (SELECT id FROM person) ORDER BY id",
     "INSERT INTO bundle.news SELECT b.id FROM bundle.person b JOIN read_person p ON p.id = b.id"
     " WHERE (b.name, b.team) IS NOT (p.name, p.team)",
     "UPDATE person AS p SET name = b.name, team = b.team, folded = folded(b.name)"
     " FROM collected c JOIN bundle.person b ON b.id = c.id WHERE p.id = b.id"
     " AND (b.name, b.team) IS NOT (p.name, p.team)"
     " AND (:edition, :source, b.name, b.team) > (c.edition, c.source, p.name, p.team)",
     "UPDATE collected SET source = :source, edition = :edition WHERE id IN"
     " (SELECT id FROM bundle.person) AND (:edition, :source) > (edition, source)",
     ASPECT_PERSON},
#define CHECKSUM "'collected:' || b.guide || ':' || b.version"
    {"INSERT INTO collected (id, source, edition) SELECT id, :source, :edition FROM bundle.talk"
     " WHERE id NOT IN (SELECT id FROM interview)",
     "INSERT INTO interview (id, person, checksum, at, stage, started_at, closed_at, removed,"
     " created_at, updated_at) SELECT id, person, " CHECKSUM ", at, 'closed', at, at, 0, at, at"
     " FROM bundle.talk b WHERE id NOT IN (SELECT id FROM interview) ORDER BY id",
     "INSERT INTO bundle.news SELECT b.id FROM bundle.talk b JOIN interview i ON i.id = b.id"
     " WHERE (b.person, " CHECKSUM ") IS NOT (i.person, i.checksum)",
     "UPDATE interview AS i SET person = b.person, checksum = " CHECKSUM ", at = b.at,"
     " started_at = b.at FROM collected c JOIN bundle.talk b ON b.id = c.id WHERE i.id = b.id"
     " AND (b.person, " CHECKSUM ", b.at) IS NOT (i.person, i.checksum, i.at)"
     " AND (:edition, :source, b.person, " CHECKSUM ", b.at)"
     "  > (c.edition, c.source, i.person, i.checksum, i.at)",
     "UPDATE collected SET source = :source, edition = :edition WHERE id IN"
     " (SELECT id FROM bundle.talk) AND (:edition, :source) > (edition, source)",
     ASPECT_HELD_WITH},
#undef CHECKSUM
};

/* All that was agreed with those that are news leaves the indexes, or goes into them once more. */
static int follow_news(struct merge *merge, const struct part *part,
                       int (*follow)(struct db *db, const struct subject *subject, struct err *err))
{
    struct query query;
    int failed = 0;
    query_begin(&query, merge->db, "SELECT id FROM bundle.news ORDER BY id");
    while (!failed && query_row(&query)) {
        struct subject subject = {part->aspect, query_see_key(&query), NULL, NULL};
        failed = follow(merge->db, &subject, merge->err);
    }
    return query_end(&query, merge->err) || failed ? -1 : 0;
}

static int bring_part(struct merge *merge, const struct part *part)
{
    return db_run(merge->db, "DELETE FROM bundle.news", merge->err) ||
                   merge_run(merge, part->mark) || merge_run(merge, part->make) ||
                   merge_run(merge, part->news) || follow_news(merge, part, lookup_leave) ||
                   merge_run(merge, part->renew) || merge_run(merge, part->note) ||
                   follow_news(merge, part, lookup_enter)
               ? -1
               : 0;
}

/* Of a guide only its name is told; interviews point at something. */
static int bring_guides(struct merge *merge)
{
    return db_run(merge->db,
                  "INSERT INTO guide_text (checksum, guide, version, title, language, text,"
                  " created_at) SELECT DISTINCT 'collected:' || guide || ':' || version, guide,"
                  " version, guide, 'nl', '', 0 FROM bundle.talk WHERE true ON CONFLICT DO NOTHING",
                  merge->err);
}

static int bring_parts(struct merge *merge)
{
    int failed = bring_guides(merge) ||
                 db_run(merge->db, "CREATE TABLE bundle.news (id TEXT PRIMARY KEY) WITHOUT ROWID",
                        merge->err);
    for (size_t i = 0; !failed && i < sizeof parts / sizeof *parts; i++)
        failed = bring_part(merge, &parts[i]);
    return failed ? -1 : 0;
}

/* What nothing was agreed in any more goes, and whoever nothing was agreed with or is told of. */
static int drop_orphans(struct merge *merge)
{
    return db_run(merge->db,
                  "DELETE FROM interview WHERE id IN (SELECT id FROM collected)"
                  " AND id NOT IN (SELECT interview FROM agreement)"
                  " AND id NOT IN (SELECT interview FROM answer)"
                  " AND id NOT IN (SELECT interview FROM draft);"
                  "DELETE FROM person WHERE id IN (SELECT id FROM collected)"
                  " AND id NOT IN (SELECT person FROM interview)"
                  " AND id NOT IN (SELECT person FROM told_person)"
                  " AND id NOT IN (SELECT person FROM absence)"
                  " AND id NOT IN (SELECT person FROM service);"
                  "DELETE FROM guide_text WHERE checksum LIKE 'collected:%'"
                  " AND checksum NOT IN (SELECT checksum FROM interview);"
                  "DELETE FROM collected WHERE id NOT IN (SELECT id FROM interview)"
                  " AND id NOT IN (SELECT id FROM person)",
                  merge->err);
}

#define TOLD_OF(table, columns, where)                                                             \
    "(SELECT json_group_array(json_array(" columns ")) FROM (SELECT * FROM " table where           \
    " ORDER BY " columns "))"
#define TOLD(of, where)                                                                            \
    "json_array(made_at, label, " TOLD_OF(                                                         \
        of "hurdle", "month, guide, option, n",                                                    \
        where) ", " TOLD_OF(of "tally", "month, team, guide, talks, people",                       \
                            where) ", " TOLD_OF(of "tally_days", "month, team, guide, days, n",    \
                                                where) ")"

/* Is this edition later than what its source told last? With one number given out twice the texts
 * decide, so that it does not hang on which came first. */
static int is_later(struct merge *merge, bool *later)
{
    struct query query;
    *later = true;
    query_begin(
        &query, merge->db,
        "SELECT :edition > s.edition OR (:edition = s.edition AND (SELECT " TOLD(
            "bundle.",
            "") " FROM bundle.bundle) > " TOLD("main.",
                                               " WHERE source = :source") ") FROM source s WHERE "
                                                                          "s.id = :source");
    query_text(&query, ":source", merge->source);
    query_number(&query, ":edition", merge->edition);
    if (query_row(&query))
        *later = query_take_number(&query) != 0;
    return query_end(&query, merge->err);
}

/* What a source tells in numbers, told anew as a whole. */
static int bring_source(struct merge *merge)
{
    static const char *const sql[] = {
        "INSERT OR REPLACE INTO source (id, edition, label, made_at)"
        " SELECT :source, :edition, label, made_at FROM bundle.bundle",
        "DELETE FROM hurdle WHERE source = :source",
        "INSERT INTO hurdle (source, month, guide, option, n)"
        " SELECT :source, month, guide, option, n FROM bundle.hurdle",
        "DELETE FROM tally WHERE source = :source",
        "INSERT INTO tally (source, month, team, guide, talks, people)"
        " SELECT :source, month, team, guide, talks, people FROM bundle.tally",
        "DELETE FROM tally_days WHERE source = :source",
        "INSERT INTO tally_days (source, month, team, guide, days, n)"
        " SELECT :source, month, team, guide, days, n FROM bundle.tally_days",
    };
    bool later = false;
    int failed = is_later(merge, &later);
    for (size_t i = 0; !failed && later && i < sizeof sql / sizeof *sql; i++)
        failed = merge_run(merge, sql[i]);
    return failed ? -1 : 0;
}

static int read_head(struct merge *merge)
{
    struct query query;
    query_begin(&query, merge->db,
                "SELECT source, edition, label, (SELECT ifnull(max(source), '') FROM"
                " bundle.addressee) FROM bundle.bundle");
    if (query_row(&query)) {
        query_take_id(&query, merge->source, sizeof merge->source);
        merge->edition = query_take_number(&query);
        buf_adds(&merge->found->label, query_see_key(&query));
        query_take_id(&query, merge->addressee, sizeof merge->addressee);
        merge->found->returned = *merge->addressee != '\0';
    }
    return query_end(&query, merge->err);
}

/* A bundle goes from one file to another, and a return bundle to the one it is for. */
static int judge_head(struct merge *merge, struct store *store, const char *path)
{
    struct buf own = BUF_INIT;
    bool back = merge->found->returned;
    int failed = store_setting_get(store, BUNDLE_SOURCE, &own, merge->err);
    if (!failed && back && !strcmp(own.data, merge->source))
        failed = err_set(merge->err,
                         "%s was made from this very file, to go back to a manager, who collects "
                         "it there. Nothing was changed.",
                         path);
    else if (!failed && !back && !strcmp(own.data, merge->source))
        failed = err_set(merge->err,
                         "%s was made from the very file you collect into, so there is nothing to "
                         "bring. HR collects into a file of its own; give its path with --db.",
                         path);
    else if (!failed && back && strcmp(own.data, merge->addressee) != 0)
        failed = err_set(merge->err,
                         "%s is HR's answer to somebody else's file, so nothing was taken from it. "
                         "Give it to whom it is for, or check --db.",
                         path);
    buf_release(&own);
    return failed;
}

static int merge_return(struct merge *merge)
{
    return merge_settlements(merge) || merge_requests(merge) || merge_threads(merge) ? -1 : 0;
}

static int merge_all(struct merge *merge)
{
    if (merge->found->returned)
        return merge_return(merge);
    return bring_parts(merge) || merge_agreements(merge) || merge_told(merge) ||
                   drop_orphans(merge) || bring_source(merge) || merge_threads(merge)
               ? -1
               : 0;
}

/* Puts what stands in the bundle, once it was looked over, beside the file. */
static int put_beside(struct store *store, const char *path, struct err *err)
{
    struct db bundle = {0};
    if (bundle_open(&bundle, path, err))
        return -1;
    int failed = db_attach_copy(store_db(store), "bundle", &bundle, err);
    db_close(&bundle);
    return failed;
}

static int collect_file(struct store *store, const char *path, struct collected *found,
                        struct err *err)
{
    struct merge merge = {.db = store_db(store), .found = found, .err = err};
    if (put_beside(store, path, err))
        return -1;
    int failed = read_head(&merge) || judge_head(&merge, store, path) || store_begin(store, err);
    if (!failed)
        failed = store_end(store, merge_all(&merge) || (merge.less && sweep_owe(store, err)), err);
    struct err ignored =
        ERR_INIT(err->lang); /* the next one that is put beside it takes its place */
    (void)db_detach(merge.db, "bundle", &ignored);
    return failed || sweep_settle(store, NULL, err) ? -1 : 0;
}

int bundle_collect(struct store *store, const char *path, struct collected *collected,
                   struct err *err)
{
    struct buf real = BUF_INIT;
    int failed = file_resolve(&real, path, false, err);
    if (!failed && file_size(real.data, "") == 0)
        failed = err_set(err, "%s is empty, so it is no bundle. Ask for a new one.", path);
    int there = failed ? -1 : file_look(real.data, err);
    if (there == 0)
        failed = err_set(err, "There is no bundle %s. Check the path.", path);
    failed = failed || there < 0 || collect_file(store, real.data, collected, err);
    buf_release(&real);
    return failed ? -1 : 0;
}
