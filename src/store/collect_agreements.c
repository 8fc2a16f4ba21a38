/*
 * collect_agreements: the agreements of a bundle. What holds of what is said here and there is
 * decided for many at a time, before any is written, so that each index is told of them in one go:
 * SQLite puts all an index has waiting on its pages before every statement that could be taken back
 * halfway, and a row each makes that the most of the work.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/bundle_shape.h"
#include "store/change.h"
#include "store/lookup.h"
#include "collect_inside.h"

#define AT_ONCE 4096

/* What is claimed of one agreement, here or in the bundle. */
struct claim {
    char agreement[UUID_SIZE], talk[UUID_SIZE], source[UUID_SIZE];
    int64_t edition, revision;
    bool gone;
};

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

/* What is compared of a revision: all of the one that is the last in both; of one that another came
 * after its words may be told, or left out since (HISTORY_HEARD). */
#define BODY                                                                                       \
    "iif(revision = :last, json_array(" BUNDLE_COLUMNS "),"                                        \
    " json_array(owner, due, look_back, basis, basis_day, status, remark, updated_at))"

/* Takes the body of one revision, NULL when it is not there. */
static int take_body(struct db *db, const char *sql, const char *id, int64_t revision, int64_t last,
                     char **body, struct err *err)
{
    struct query query;
    *body = NULL;
    query_begin(&query, db, sql);
    query_text(&query, ":id", id);
    query_number(&query, ":last", last);
    query_number(&query, ":revision", revision);
    if (query_row(&query))
        *body = query_take_text(&query);
    return query_end(&query, err);
}

/* How what the bundle says of the revisions both have differs from what is here, by the first that
 * does: 0 when it does not. last: the revision that is the last one in both, or 0. */
static int differ(struct merge *merge, const char *id, int64_t last, int *difference)
{
    struct query query;
    int failed = 0;
    *difference = 0;
    query_begin(&query, merge->from,
                "SELECT revision, " BODY " FROM revision WHERE agreement = :id ORDER BY revision");
    query_text(&query, ":id", id);
    query_number(&query, ":last", last);
    while (!failed && !*difference && query_row(&query)) {
        char *here = NULL;
        int64_t revision = query_take_number(&query);
        failed = take_body(merge->to,
                           "SELECT " BODY " FROM agreement_revision WHERE agreement = :id"
                           " AND revision = :revision AND share = 'hr' AND NOT removed"
                           " AND revision <= (SELECT revision FROM claim WHERE agreement = :id)",
                           id, revision, last, &here, merge->err);
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
    return merge_run(merge, "DELETE FROM agreement WHERE id = :id", id) ||
                   merge_run(merge, "DELETE FROM draft WHERE point = :id", id)
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
    if (look_for_less(merge, claim->agreement) ||
        merge_run(merge, "DELETE FROM agreement_revision WHERE agreement = :id",
                  claim->agreement) ||
        merge_run(merge,
                  "DELETE FROM deed WHERE seq IN (SELECT deed FROM deed_image WHERE id = :id)",
                  claim->agreement) || /* undo would put a revision back that is another one now */
        put_claim(merge, claim))
        return -1;
    if (claim->gone)
        return take_away(merge, claim->agreement);
    return merge_copy(
               merge,
               "SELECT agreement, revision, " BUNDLE_COLUMNS " FROM revision"
               " WHERE agreement = :id ORDER BY revision",
               "INSERT INTO agreement_revision (agreement, revision, " BUNDLE_COLUMNS
               ", share, confirmed, removed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
               " ?11, ?12, ?13, ?14, 'hr', '', 0)",
               claim->agreement) ||
                   put_agreement(merge, claim) || merge_settled(merge, claim->agreement)
               ? -1
               : 0;
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

/* What is said of an agreement that this file knows from bundles: does it hold? */
static int meet(struct merge *merge, const struct claim *claim, const struct claim *here,
                bool *holds)
{
    int64_t last = claim->revision == here->revision ? here->revision : 0;
    int difference = 0;
    if (!claim->gone && !here->gone && differ(merge, claim->agreement, last, &difference))
        return -1;
    int found = compare(claim, here);
    *holds = found > 0 || (!found && difference > 0);
    if (difference)
        merge_dispute(merge, claim->agreement);
    else
        count(merge, *holds ? claim : here, here);
    return 0;
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

static int judge(struct merge *merge, const struct claim *claim, bool *holds)
{
    struct claim here = {0};
    bool own = false, own_talk = false;
    int there = load_claim(merge, claim->agreement, &here, &own);
    *holds = false;
    if (there < 0 || talk_is_own(merge, claim, &own_talk))
        return -1;
    if (own || own_talk) {
        merge_dispute(merge, claim->agreement);
        return 0;
    }
    if (there)
        return meet(merge, claim, &here, holds);
    count(merge, claim, NULL);
    *holds = true;
    return 0;
}

/* Those that hold, out of the next few of the bundle; false when those were the last. */
static bool next_held(struct merge *merge, struct query *query, struct claim *held, size_t *n,
                      int *failed)
{
    size_t seen = 0;
    for (*n = 0; !*failed && seen < AT_ONCE && query_row(query); seen++) {
        struct claim *claim = &held[*n];
        bool holds = false;
        *claim = (struct claim){.edition = merge->edition};
        memcpy(claim->source, merge->source, sizeof claim->source);
        query_take_id(query, claim->agreement, UUID_SIZE);
        query_take_id(query, claim->talk, UUID_SIZE);
        claim->revision = query_take_number(query);
        claim->gone = query_take_number(query) != 0;
        *failed = judge(merge, claim, &holds);
        *n += holds;
    }
    return seen == AT_ONCE;
}

static int replace_all(struct merge *merge, const struct claim *held, size_t n)
{
    struct buf ids = BUF_INIT;
    for (size_t i = 0; i < n; i++)
        buf_addf(&ids, "%s\"%s\"", i ? "," : "[", held[i].agreement);
    buf_adds(&ids, "]");
    int failed = n ? lookup_leave_all(merge->to, ids.data, merge->err) : 0;
    for (size_t i = 0; i < n && !failed; i++)
        failed = replace(merge, &held[i]);
    failed = failed || (n && lookup_enter_all(merge->to, ids.data, merge->err));
    buf_release(&ids);
    return failed;
}

int merge_agreements(struct merge *merge)
{
    struct query query;
    struct claim *held = mem_zero(AT_ONCE, sizeof *held);
    size_t n = 0;
    int failed = 0;
    bool more = true;
    query_begin(&query, merge->from,
                "SELECT id, ifnull(talk, ''), revision, talk IS NULL FROM agreement ORDER BY id");
    while (!failed && more) {
        more = next_held(merge, &query, held, &n, &failed);
        failed = failed || replace_all(merge, held, n);
    }
    free(held);
    return query_end(&query, merge->err) || failed ? -1 : 0;
}
