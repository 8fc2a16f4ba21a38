#include "store/bundle.h"

#include <stdlib.h>
#include <string.h>

#include "store/bundle_shape.h"
#include "store/change.h"
#include "store/file.h"
#include "store/lookup.h"
#include "store/sweep.h"
#include "collect_inside.h"

/* What is claimed of one agreement, here or in the bundle. */
struct claim {
    char agreement[UUID_SIZE], talk[UUID_SIZE], source[UUID_SIZE];
    int64_t edition, revision;
    bool gone;
};

void collected_release(struct collected *collected)
{
    buf_release(&collected->disputes);
    buf_release(&collected->label);
}

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* One order for all claims of one agreement, so that the result does not hang on who came first. */
static int compare(const struct claim *a, const struct claim *b)
{
    int found = order(a->revision, b->revision);
    if (!found)
        found = order(a->edition, b->edition);
    if (!found)
        found = strcmp(a->source, b->source);
    return found ? found : order(a->gone, b->gone);
}

/* Fills what stands here: 1, or 0 when nothing does, also no agreement of this file itself. */
static int load_claim(struct merge *merge, const char *id, struct claim *claim, bool *own)
{
    struct query query;
    int there = 0;
    query_begin(&query, merge->to,
                "SELECT source, edition, revision, gone FROM claim WHERE agreement = :id");
    query_text(&query, ":id", id);
    if (query_row(&query)) {
        query_take_id(&query, claim->source, UUID_SIZE);
        claim->edition = query_take_number(&query);
        claim->revision = query_take_number(&query);
        claim->gone = query_take_number(&query) != 0;
        there = 1;
    }
    if (query_end(&query, merge->err))
        return -1;
    *own = false;
    if (there)
        return 1;
    query_begin(&query, merge->to, "SELECT 1 FROM agreement WHERE id = :id");
    query_text(&query, ":id", id);
    *own = query_row(&query);
    return query_end(&query, merge->err);
}

/* Runs sql with the id and who tells of it. */
static int run_for(struct merge *merge, const char *sql, const char *id)
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

static int copy_rows(struct merge *merge, const char *from, const char *to, const char *id)
{
    return db_copy(merge->from, from, id, merge->to, to, merge->err);
}

/* Of what two bundles say of a person or a conversation, the later edition holds. A person or
 * conversation of this file itself stays as it is. */
static const struct part {
    const char *ids, *from, *make, *renew;
    enum aspect aspect;
} parts[] = {
    {"SELECT id FROM person ORDER BY id",
     "SELECT p.id, name, team, source, edition FROM person p, bundle WHERE p.id = :id",
     "INSERT INTO person (id, name, team, folded, code, created_at)"
     " SELECT ?1, ?2, ?3, folded(?2), '', 0 WHERE ?4 IS NOT NULL AND ?5 IS NOT NULL",
     "UPDATE person AS p SET name = ?2, team = ?3, folded = folded(?2) FROM collected c"
     " WHERE p.id = ?1 AND c.id = p.id"
     " AND (?5, ?4, ?2, ?3) > (c.edition, c.source, p.name, p.team)",
     ASPECT_PERSON},
    {"SELECT id FROM talk ORDER BY id",
     "SELECT t.id, person, 'collected:' || guide || ':' || version, at, source, edition"
     " FROM talk t, bundle WHERE t.id = :id",
     "INSERT INTO interview (id, person, checksum, at, stage, started_at, closed_at, removed,"
     " created_at, updated_at) SELECT ?1, ?2, ?3, ?4, 'closed', ?4, ?4, 0, ?4, ?4"
     " WHERE ?5 IS NOT NULL AND ?6 IS NOT NULL",
     "UPDATE interview AS i SET person = ?2, checksum = ?3, at = ?4, started_at = ?4 FROM collected"
     " c WHERE i.id = ?1 AND c.id = i.id"
     " AND (?6, ?5, ?2, ?3, ?4) > (c.edition, c.source, i.person, i.checksum, i.at)",
     ASPECT_HELD_WITH},
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

static int bring_one(struct merge *merge, const struct part *part, const char *id)
{
    static const char mark[] =
        "INSERT INTO collected (id, source, edition) VALUES (:id, :source, :edition)";
    static const char remark[] =
        "UPDATE collected SET source = :source, edition = :edition WHERE id = :id"
        " AND (:edition, :source) > (edition, source)";
    struct subject subject = {part->aspect, id, NULL, NULL};
    bool there = false;
    if (is_there(merge, part, id, &there))
        return -1;
    if (!there)
        return copy_rows(merge, part->from, part->make, id) || run_for(merge, mark, id) ? -1 : 0;
    return lookup_leave(merge->to, &subject, merge->err) ||
                   copy_rows(merge, part->from, part->renew, id) || run_for(merge, remark, id) ||
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
    return copy_rows(merge,
                     "SELECT DISTINCT 'collected:' || guide || ':' || version, guide, version"
                     " FROM talk",
                     "INSERT INTO guide_text (checksum, guide, version, title, language, text,"
                     " created_at) VALUES (?1, ?2, ?3, ?2, 'nl', '', 0) ON CONFLICT DO NOTHING",
                     NULL);
}

#define BODY "json_array(" BUNDLE_COLUMNS ")"

/* Takes the body of one revision, NULL when it is not there. */
static int take_body(struct db *db, const char *sql, const char *id, int64_t revision, char **body,
                     struct err *err)
{
    struct query query;
    *body = NULL;
    query_begin(&query, db, sql);
    query_text(&query, ":id", id);
    query_number(&query, ":revision", revision);
    if (query_row(&query))
        *body = query_take_text(&query);
    return query_end(&query, err);
}

/* How what the bundle says of the revisions both have differs from what is here, by the first that
 * does: 0 when it does not. */
static int differ(struct merge *merge, const char *id, int *difference)
{
    struct query query;
    int failed = 0;
    *difference = 0;
    query_begin(&query, merge->from,
                "SELECT revision, " BODY " FROM revision WHERE agreement = :id ORDER BY revision");
    query_text(&query, ":id", id);
    while (!failed && !*difference && query_row(&query)) {
        char *here = NULL;
        int64_t revision = query_take_number(&query);
        failed = take_body(merge->to,
                           "SELECT " BODY " FROM agreement_revision WHERE agreement = :id"
                           " AND revision = :revision AND share = 'hr' AND NOT removed"
                           " AND revision <= (SELECT revision FROM claim WHERE agreement = :id)",
                           id, revision, &here, merge->err);
        if (here)
            *difference = strcmp(query_see_key(&query), here);
        free(here);
    }
    return query_end(&query, merge->err) || failed ? -1 : 0;
}

static int put_claim(struct merge *merge, const struct claim *claim)
{
    struct query query;
    query_begin(&query, merge->to,
                "INSERT INTO claim (agreement, source, edition, revision, gone)"
                " VALUES (:id, :source, :edition, :revision, :gone) ON CONFLICT DO UPDATE SET"
                " source = :source, edition = :edition, revision = :revision, gone = :gone");
    query_text(&query, ":id", claim->agreement);
    query_text(&query, ":source", claim->source);
    query_number(&query, ":edition", claim->edition);
    query_number(&query, ":revision", claim->revision);
    query_number(&query, ":gone", claim->gone);
    return query_run(&query, merge->err);
}

/* What HR asked or said of it goes along. */
static int take_away(struct merge *merge, const char *id)
{
    return run_for(merge, "DELETE FROM agreement WHERE id = :id", id) ||
                   run_for(merge, "DELETE FROM draft WHERE point = :id", id)
               ? -1
               : 0;
}

/* An agreement that was here keeps its seq, which the order of what is found hangs on. */
static int put_agreement(struct merge *merge, const struct claim *claim)
{
#define STATE "created_at, share, confirmed, removed, revision, " BUNDLE_COLUMNS
#define STATE_OF_REVISION                                                                          \
    "(SELECT updated_at FROM agreement_revision WHERE agreement = :id ORDER BY revision LIMIT 1)," \
    " 'hr', '', 0, revision, " BUNDLE_COLUMNS " FROM agreement_revision WHERE agreement = :id"     \
    " AND revision = :revision"
    static const char *const statements[] = {
        "UPDATE agreement SET (interview, " STATE ") = (SELECT :talk, " STATE_OF_REVISION ")"
        " WHERE id = :id",
        "INSERT INTO agreement (id, interview, " STATE
        ") SELECT agreement, :talk, " STATE_OF_REVISION
        " AND NOT EXISTS (SELECT 1 FROM agreement WHERE id = :id)",
    };
#undef STATE
#undef STATE_OF_REVISION
    int failed = 0;
    for (int i = 0; !failed && i < 2; i++) {
        struct query query;
        query_begin(&query, merge->to, statements[i]);
        query_text(&query, ":id", claim->agreement);
        query_text(&query, ":talk", claim->talk);
        query_number(&query, ":revision", claim->revision);
        failed = query_run(&query, merge->err);
    }
    return failed;
}

/* Are there revisions here that the bundle does not tell any more? */
static int look_for_less(struct merge *merge, const char *id)
{
    static const char *const sql[] = {
        "SELECT ifnull(min(revision), 9999999) FROM revision WHERE agreement = :id",
        "SELECT ifnull(min(revision), 9999999) FROM agreement_revision WHERE agreement = :id",
    };
    int64_t first[2] = {0};
    for (size_t i = 0; i < 2; i++) {
        struct query query;
        query_begin(&query, i ? merge->to : merge->from, sql[i]);
        query_text(&query, ":id", id);
        if (query_row(&query))
            first[i] = query_take_number(&query);
        if (query_end(&query, merge->err))
            return -1;
    }
    merge->less = merge->less || first[1] < first[0];
    return 0;
}

/* The claim takes the place of what is here, as a whole. */
static int replace(struct merge *merge, const struct claim *claim)
{
    struct subject subject = {ASPECT_AGREEMENT, claim->agreement, NULL, NULL};
    if (look_for_less(merge, claim->agreement) || lookup_leave(merge->to, &subject, merge->err) ||
        run_for(merge, "DELETE FROM agreement_revision WHERE agreement = :id", claim->agreement) ||
        run_for(merge, "DELETE FROM deed WHERE seq IN (SELECT deed FROM deed_image WHERE id = :id)",
                claim->agreement) || /* undo would put a revision back that is another one now */
        put_claim(merge, claim))
        return -1;
    if (claim->gone)
        return take_away(merge, claim->agreement);
    return copy_rows(merge,
                     "SELECT agreement, revision, " BUNDLE_COLUMNS " FROM revision"
                     " WHERE agreement = :id ORDER BY revision",
                     "INSERT INTO agreement_revision (agreement, revision, " BUNDLE_COLUMNS
                     ", share, confirmed, removed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
                     " ?11, ?12, ?13, ?14, 'hr', '', 0)",
                     claim->agreement) ||
                   put_agreement(merge, claim) || merge_settled(merge, claim->agreement) ||
                   lookup_enter(merge->to, &subject, merge->err)
               ? -1
               : 0;
}

void merge_dispute(struct merge *merge, const char *id)
{
    char handle[HANDLE_SIZE];
    uuid_handle(id, handle);
    merge->found->disputed++;
    buf_addf(&merge->found->disputes, "%s%s", merge->found->disputes.len ? ", " : "", handle);
}

static void count(struct merge *merge, const struct claim *claim, const struct claim *here)
{
    struct collected *found = merge->found;
    bool was = here && !here->gone;
    if (was && claim->gone)
        found->gone++;
    else if (!was && !claim->gone)
        found->fresh++;
    else if (was && claim->revision != here->revision)
        found->changed++;
    else
        found->known++;
}

/* What is said of an agreement that this file knows from bundles. */
static int meet(struct merge *merge, const struct claim *claim, const struct claim *here)
{
    int difference = 0;
    if (!claim->gone && !here->gone && differ(merge, claim->agreement, &difference))
        return -1;
    int found = compare(claim, here);
    bool holds = found > 0 || (!found && difference > 0);
    if (difference)
        merge_dispute(merge, claim->agreement);
    else
        count(merge, holds ? claim : here, here);
    return holds ? replace(merge, claim) : 0;
}

/* A conversation of this file itself is not added to from outside. */
static int talk_is_own(struct merge *merge, const struct claim *claim, bool *own)
{
    struct query query;
    query_begin(&query, merge->to, "SELECT 1 FROM collected WHERE id = :id");
    query_text(&query, ":id", claim->talk);
    *own = !claim->gone && !query_row(&query);
    return query_end(&query, merge->err);
}

static int bring_agreement(struct merge *merge, const struct claim *claim)
{
    struct claim here = {0};
    bool own = false, own_talk = false;
    int there = load_claim(merge, claim->agreement, &here, &own);
    if (there < 0 || talk_is_own(merge, claim, &own_talk))
        return -1;
    if (own || own_talk) {
        merge_dispute(merge, claim->agreement);
        return 0;
    }
    if (there)
        return meet(merge, claim, &here);
    count(merge, claim, NULL);
    return replace(merge, claim);
}

static int bring_agreements(struct merge *merge)
{
    struct query query;
    int failed = 0;
    query_begin(&query, merge->from,
                "SELECT id, ifnull(talk, ''), revision, talk IS NULL FROM agreement ORDER BY id");
    while (!failed && query_row(&query)) {
        struct claim claim = {.edition = merge->edition};
        memcpy(claim.source, merge->source, sizeof claim.source);
        query_take_id(&query, claim.agreement, UUID_SIZE);
        query_take_id(&query, claim.talk, UUID_SIZE);
        claim.revision = query_take_number(&query);
        claim.gone = query_take_number(&query) != 0;
        failed = bring_agreement(merge, &claim);
    }
    return query_end(&query, merge->err) || failed ? -1 : 0;
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
        int found = order(merge->edition, query_take_number(&query));
        *later = found > 0 || (!found && strcmp(told.data, query_see_key(&query)) > 0);
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
        failed = run_for(merge, counts[i].drop, merge->source) ||
                 copy_rows(merge, counts[i].from, counts[i].to, NULL);
    return failed ? -1 : 0;
}

static int bring_source(struct merge *merge)
{
    bool later = false;
    if (is_later(merge, &later))
        return -1;
    if (!later)
        return 0;
    return copy_rows(merge, "SELECT source, edition, label, made_at FROM bundle",
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
    if (failed || bring_agreements(merge) || merge_told(merge) || drop_orphans(merge) ||
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
