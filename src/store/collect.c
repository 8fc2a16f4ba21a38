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

/* Runs sql with the id and who tells of it. */
int merge_run(struct merge *merge, const char *sql, const char *id)
{
    struct query query;
    query_begin(&query, merge->to, sql);
    query_text(&query, ":id", id);
    if (query_has(&query, ":source")) {
        query_text(&query, ":source", merge->source);
        query_number(&query, ":edition", merge->edition);
    }
    return query_run(&query, merge->err);
}

int merge_copy(struct merge *merge, const char *from, const char *to, const char *id)
{
    return db_copy(merge->from, from, id, merge->to, to, merge->err);
}

void merge_dispute(struct merge *merge, const char *id)
{
    char handle[HANDLE_SIZE];
    uuid_handle(id, handle);
    merge->found->disputed++;
    buf_addf(&merge->found->disputes, "%s%s", merge->found->disputes.len ? ", " : "", handle);
}

/* Of what two bundles say of a person or a conversation, the later edition holds. A person or
 * conversation of this file itself stays as it is. */
static const struct part {
    const char *ids, *from, *make, *renew;
    const char *told, *here; /* what the indexes have of it, as the bundle says and as it is */
    enum aspect aspect;
} parts[] = {
    {"SELECT id FROM person ORDER BY id",
     "SELECT p.id, name, team, source, edition FROM person p, bundle WHERE p.id = :id",
     "INSERT INTO person (id, name, team, folded, code, created_at)"
     " SELECT ?1, ?2, ?3, folded(?2), '', 0 WHERE ?4 IS NOT NULL AND ?5 IS NOT NULL",
     "UPDATE person AS p SET name = ?2, team = ?3, folded = folded(?2) FROM collected c"
     " WHERE p.id = ?1 AND c.id = p.id"
     " AND (?5, ?4, ?2, ?3) > (c.edition, c.source, p.name, p.team)",
     "SELECT json_array(name, team) FROM person WHERE id = :id",
     "SELECT json_array(name, team) FROM read_person WHERE id = :id", ASPECT_PERSON},
    {"SELECT id FROM talk ORDER BY id",
     "SELECT t.id, person, 'collected:' || guide || ':' || version, at, source, edition"
     " FROM talk t, bundle WHERE t.id = :id",
     "INSERT INTO interview (id, person, checksum, at, stage, started_at, closed_at, removed,"
     " created_at, updated_at) SELECT ?1, ?2, ?3, ?4, 'closed', ?4, ?4, 0, ?4, ?4"
     " WHERE ?5 IS NOT NULL AND ?6 IS NOT NULL",
     "UPDATE interview AS i SET person = ?2, checksum = ?3, at = ?4, started_at = ?4 FROM collected"
     " c WHERE i.id = ?1 AND c.id = i.id"
     " AND (?6, ?5, ?2, ?3, ?4) > (c.edition, c.source, i.person, i.checksum, i.at)",
     "SELECT json_array(person, 'collected:' || guide || ':' || version) FROM talk WHERE id = :id",
     "SELECT json_array(person, checksum) FROM interview WHERE id = :id", ASPECT_HELD_WITH},
};

/* Is there a row of that id in the table the part goes to? Asked before it may be made. */
static int is_there(struct merge *merge, const struct part *part, const char *id, bool *there)
{
    struct query query;
    query_begin(&query, merge->to,
                part->aspect == ASPECT_PERSON ? "SELECT 1 FROM person WHERE id = :id"
                                              : "SELECT 1 FROM interview WHERE id = :id");
    query_text(&query, ":id", id);
    *there = query_row(&query);
    return query_end(&query, merge->err);
}

static int take_told(struct db *db, const char *sql, const char *id, struct buf *told,
                     struct err *err)
{
    struct query query;
    query_begin(&query, db, sql);
    query_text(&query, ":id", id);
    if (query_row(&query))
        buf_adds(told, query_see_key(&query));
    return query_end(&query, err);
}

/* Says the bundle something that is found by words? Then all that was agreed goes into the indexes
 * once more. */
static int is_news(struct merge *merge, const struct part *part, const char *id, bool *news)
{
    struct buf told = BUF_INIT, here = BUF_INIT;
    int failed = take_told(merge->from, part->told, id, &told, merge->err) ||
                 take_told(merge->to, part->here, id, &here, merge->err);
    *news = strcmp(told.data, here.data) != 0;
    buf_release(&told);
    buf_release(&here);
    return failed ? -1 : 0;
}

static int renew(struct merge *merge, const struct part *part, const char *id)
{
    static const char remark[] =
        "UPDATE collected SET source = :source, edition = :edition WHERE id = :id"
        " AND (:edition, :source) > (edition, source)";
    return merge_copy(merge, part->from, part->renew, id) || merge_run(merge, remark, id) ? -1 : 0;
}

static int bring_one(struct merge *merge, const struct part *part, const char *id)
{
    static const char mark[] =
        "INSERT INTO collected (id, source, edition) VALUES (:id, :source, :edition)";
    struct subject subject = {part->aspect, id, NULL, NULL};
    bool there = false, news = false;
    if (is_there(merge, part, id, &there))
        return -1;
    if (!there)
        return merge_copy(merge, part->from, part->make, id) || merge_run(merge, mark, id) ? -1 : 0;
    if (is_news(merge, part, id, &news))
        return -1;
    if (!news)
        return renew(merge, part, id);
    return lookup_leave(merge->to, &subject, merge->err) || renew(merge, part, id) ||
                   lookup_enter(merge->to, &subject, merge->err)
               ? -1
               : 0;
}

static int bring_part(struct merge *merge, const struct part *part)
{
    struct query ids;
    int failed = 0;
    query_begin(&ids, merge->from, part->ids);
    while (!failed && query_row(&ids))
        failed = bring_one(merge, part, query_see_key(&ids));
    return query_end(&ids, merge->err) || failed ? -1 : 0;
}

/* Of a guide only its name is told; interviews point at something. */
static int bring_guides(struct merge *merge)
{
    return merge_copy(merge,
                      "SELECT DISTINCT 'collected:' || guide || ':' || version, guide, version"
                      " FROM talk",
                      "INSERT INTO guide_text (checksum, guide, version, title, language, text,"
                      " created_at) VALUES (?1, ?2, ?3, ?2, 'nl', '', 0) ON CONFLICT DO NOTHING",
                      NULL);
}

/* What nothing was agreed in any more goes, and whoever nothing was agreed with or is told of. */
static int drop_orphans(struct merge *merge)
{
    return db_run(merge->to,
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
#define TOLD(head, where)                                                                          \
    "SELECT json_array(made_at, label, " TOLD_OF(                                                  \
        "hurdle", "month, guide, option, n",                                                       \
        where) ", " TOLD_OF("tally", "month, team, guide, talks, people",                          \
                            where) ", " TOLD_OF("tally_days", "month, team, guide, days, n",       \
                                                where) ") FROM " head

/* Is this edition later than what its source told last? With one number given out twice the texts
 * decide, so that it does not hang on which came first. */
static int is_later(struct merge *merge, bool *later)
{
    struct query query;
    struct buf told = BUF_INIT;
    int failed = db_text(merge->from, TOLD("bundle", ""), &told, merge->err);
    *later = true;
    query_begin(
        &query, merge->to,
        "SELECT edition, (" TOLD(
            "source s",
            " WHERE source = :source") " WHERE s.id = :source) FROM source WHERE id = :source");
    query_text(&query, ":source", merge->source);
    if (query_row(&query)) {
        int64_t last = query_take_number(&query);
        *later = merge->edition > last ||
                 (merge->edition == last && strcmp(told.data, query_see_key(&query)) > 0);
    }
    failed = query_end(&query, merge->err) || failed;
    buf_release(&told);
    return failed ? -1 : 0;
}

/* What a source tells in numbers, told anew as a whole. */
static int bring_counts(struct merge *merge)
{
    static const struct {
        const char *drop, *from, *to;
    } counts[] = {
        {"DELETE FROM hurdle WHERE source = :id",
         "SELECT source, month, guide, option, n FROM hurdle, bundle",
         "INSERT INTO hurdle (source, month, guide, option, n) VALUES (?1, ?2, ?3, ?4, ?5)"},
        {"DELETE FROM tally WHERE source = :id",
         "SELECT source, month, team, guide, talks, people FROM tally, bundle",
         "INSERT INTO tally (source, month, team, guide, talks, people)"
         " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
        {"DELETE FROM tally_days WHERE source = :id",
         "SELECT source, month, team, guide, days, n FROM tally_days, bundle",
         "INSERT INTO tally_days (source, month, team, guide, days, n)"
         " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
    };
    int failed = 0;
    for (size_t i = 0; !failed && i < sizeof counts / sizeof *counts; i++)
        failed = merge_run(merge, counts[i].drop, merge->source) ||
                 merge_copy(merge, counts[i].from, counts[i].to, NULL);
    return failed ? -1 : 0;
}

static int bring_source(struct merge *merge)
{
    bool later = false;
    if (is_later(merge, &later))
        return -1;
    if (!later)
        return 0;
    return merge_copy(merge, "SELECT source, edition, label, made_at FROM bundle",
                      "INSERT OR REPLACE INTO source (id, edition, label, made_at)"
                      " VALUES (?1, ?2, ?3, ?4)",
                      NULL) ||
                   bring_counts(merge)
               ? -1
               : 0;
}

static int read_head(struct merge *merge)
{
    struct query query;
    query_begin(&query, merge->from,
                "SELECT source, edition, label, (SELECT ifnull(max(source), '') FROM addressee)"
                " FROM bundle");
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
    int failed = bring_guides(merge);
    for (size_t i = 0; !failed && i < sizeof parts / sizeof *parts; i++)
        failed = bring_part(merge, &parts[i]);
    if (failed || merge_agreements(merge) || merge_told(merge) || drop_orphans(merge) ||
        bring_source(merge) || merge_threads(merge))
        return -1;
    return 0;
}

static int collect_file(struct store *store, const char *path, struct collected *found,
                        struct err *err)
{
    struct db from = {0};
    if (bundle_open(&from, path, err))
        return -1;
    struct merge merge = {.from = &from, .to = store_db(store), .found = found, .err = err};
    int failed = read_head(&merge) || judge_head(&merge, store, path) || store_begin(store, err);
    if (!failed)
        failed = store_end(store, merge_all(&merge) || (merge.less && sweep_owe(store, err)), err);
    failed = failed || sweep_settle(store, err);
    db_close(&from);
    return failed ? -1 : 0;
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
