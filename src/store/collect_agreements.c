/*
 * collect_agreements: the agreements of a bundle. What holds of what is said here and there is
 * decided for all of them first; those that hold are put in place together, so that each table and
 * each index is told of them in one statement.
 */
#include <stdlib.h>
#include <string.h>

#include "store/bundle_shape.h"
#include "store/change.h"
#include "store/lookup.h"
#include "store/overlay.h"
#include "store/rules.h"
#include "store/sums.h"
#include "collect_inside.h"

/* What is claimed of one agreement, here or in the bundle. */
struct claim {
    char agreement[UUID_SIZE], talk[UUID_SIZE], source[UUID_SIZE];
    int64_t edition, revision;
    bool gone;
};

/* ---- what holds ------------------------------------------------------------------------------ */

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

static void count(struct merge *merge, const struct claim *claim, const struct claim *here)
{
    struct collected *found = merge->found;
    bool was = !here->gone;
    if (was && claim->gone)
        found->gone++;
    else if (!was && !claim->gone)
        found->fresh++;
    else if (was && claim->revision != here->revision)
        found->changed++;
    else
        found->known++;
}

/* Does what the bundle says hold against what this file knows from bundles? difference: how the
 * revisions both have differ, by the first that does; 0 when they do not. */
static bool meet(struct merge *merge, const struct claim *claim, const struct claim *here,
                 int difference)
{
    int found = compare(claim, here);
    bool holds = found > 0 || (!found && difference > 0);
    if (difference)
        merge_dispute(merge, claim->agreement);
    else
        count(merge, holds ? claim : here, here);
    return holds;
}

/* What is compared of a revision, of the table so called: all of the one that is the last in both;
 * of one that another came after its words may be told, or left out since (HISTORY_HEARD). */
#define BODY(of)                                                                                   \
    of "what, " of "owner, " of "owner_name, " of "due, " of "due_words, " of "follow_up, " of     \
       "look_back, " of "basis, " of "basis_day, " of "status, " of "remark, " of "updated_at"
#define WITHOUT_WORDS(of)                                                                          \
    of "owner, " of "due, " of "look_back, " of "basis, " of "basis_day, " of "status, " of        \
       "remark, " of "updated_at"

/* Is it an agreement of this file itself, or one of a conversation of it? Neither is added to from
 * outside. */
#define OWN                                                                                        \
    "(c.agreement IS NULL AND EXISTS (SELECT 1 FROM agreement WHERE id = b.id)"                    \
    " OR b.talk IS NOT NULL AND b.talk NOT IN (SELECT id FROM collected))"

/* How the first revision that both have and that differs does so: NULL when none does. */
#define LAST_IN_BOTH              "(t.revision = b.revision AND b.revision = c.revision)"
#define OF_BOTH(columns, between) "(" columns("t.") ")" between "(" columns("h.") ")"
#define GREATER(columns)                                                                           \
    " AND " OF_BOTH(columns, " IS NOT ") " THEN json_array" OF_BOTH(columns, " > json_array")
#define IS_GREATER                                                                                 \
    " WHEN " LAST_IN_BOTH GREATER(BODY) " WHEN NOT " LAST_IN_BOTH GREATER(WITHOUT_WORDS)
#define DIFFERENCE                                                                                 \
    "(SELECT 2 * greater - 1 FROM (SELECT t.revision, CASE" IS_GREATER " END AS greater"           \
    " FROM bundle.revision t CROSS JOIN agreement_revision h"                                      \
    " ON h.agreement = t.agreement AND h.revision = t.revision WHERE t.agreement = b.id"           \
    " AND h.share = 'hr' AND NOT h.removed AND h.revision <= c.revision)"                          \
    " WHERE greater IS NOT NULL ORDER BY revision LIMIT 1)"

#define CLAIMS " FROM bundle.agreement b LEFT JOIN claim c ON c.agreement = b.id"

/* What nobody spoke of before, as most of a first bundle: all of it holds. */
static const char unheard_sql[] =
    "INSERT INTO bundle.held (agreement, talk, revision, gone, known)"
    " SELECT b.id, ifnull(b.talk, ''), b.revision, b.talk IS NULL, 0" CLAIMS
    " WHERE c.agreement IS NULL AND NOT " OWN " ORDER BY b.id";

/* The rest that the bundle claims, each with what is claimed here. */
static const char claims_sql[] =
    "SELECT b.id, ifnull(b.talk, ''), b.revision, b.talk IS NULL, " OWN ", c.source, c.edition,"
    " c.revision, c.gone, iif(b.talk IS NULL OR ifnull(c.gone, 1), 0, " DIFFERENCE ")" CLAIMS
    " WHERE b.id NOT IN (SELECT agreement FROM bundle.held) ORDER BY b.id";

/* Takes one row of them: does it hold? */
static bool judge(struct merge *merge, struct query *query, struct claim *claim)
{
    struct claim here = {0};
    query_take_id(query, claim->agreement, UUID_SIZE);
    query_take_id(query, claim->talk, UUID_SIZE);
    claim->revision = query_take_number(query);
    claim->gone = query_take_number(query) != 0;
    if (query_take_number(query)) { /* it is this file's own */
        merge_dispute(merge, claim->agreement);
        return false;
    }
    query_take_id(query, here.source, UUID_SIZE);
    here.edition = query_take_number(query);
    here.revision = query_take_number(query);
    here.gone = query_take_number(query) != 0;
    return meet(merge, claim, &here, (int)query_take_number(query));
}

static int hold(struct merge *merge, const struct claim *claim)
{
    struct query query;
    query_begin(&query, merge->db,
                "INSERT INTO bundle.held (agreement, talk, revision, gone, known)"
                " VALUES (:id, :talk, :revision, :gone, 1)");
    query_text(&query, ":id", claim->agreement);
    query_text(&query, ":talk", claim->talk);
    query_number(&query, ":revision", claim->revision);
    query_number(&query, ":gone", claim->gone);
    return query_run(&query, merge->err);
}

/* Makes the table beside the bundle of those that hold, and puts in what is new. */
static int hold_unheard(struct merge *merge, size_t *n)
{
    struct query query;
    if (db_run(merge->db,
               "CREATE TABLE bundle.held (agreement TEXT PRIMARY KEY, talk TEXT,"
               " revision INTEGER, gone INTEGER, known INTEGER) WITHOUT ROWID",
               merge->err) ||
        merge_run(merge, unheard_sql))
        return -1;
    query_begin(&query, merge->db, "SELECT count(*), ifnull(sum(gone), 0) FROM bundle.held");
    if (query_row(&query)) {
        *n = (size_t)query_take_number(&query);
        size_t gone = (size_t)query_take_number(&query);
        merge->found->fresh += *n - gone;
        merge->found->known += gone;
    }
    return query_end(&query, merge->err);
}

/* Those of the rest that hold go there too. */
static int hold_claims(struct merge *merge, size_t *n)
{
    struct query query;
    struct claim claim = {.edition = merge->edition};
    int failed = 0;
    memcpy(claim.source, merge->source, sizeof claim.source);
    query_begin(&query, merge->db, claims_sql);
    while (!failed && query_row(&query)) {
        if (!judge(merge, &query, &claim))
            continue;
        ++*n;
        failed = hold(merge, &claim);
    }
    return query_end(&query, merge->err) || failed ? -1 : 0;
}

/* ---- putting it in place --------------------------------------------------------------------- */

#define HELD       "(SELECT agreement FROM bundle.held)"
#define HELD_KNOWN "(SELECT agreement FROM bundle.held WHERE known)"
#define HELD_GONE  "(SELECT agreement FROM bundle.held WHERE gone)"
#define HELD_HERE  "(SELECT agreement FROM bundle.held WHERE NOT gone)"

/* Are there revisions here that the bundle does not tell any more? */
static int look_for_less(struct merge *merge)
{
    int64_t less = 0;
    if (db_number(merge->db,
                  "SELECT EXISTS (SELECT 1 FROM bundle.held h CROSS JOIN agreement_revision r"
                  "  ON r.agreement = h.agreement WHERE h.known AND r.revision <"
                  "  (SELECT ifnull(min(revision), 9999999) FROM bundle.revision"
                  "   WHERE agreement = h.agreement))",
                  &less, merge->err))
        return -1;
    merge->less = merge->less || less;
    return 0;
}

/* What stands here of an agreement goes as a whole. What HR asked or said of one that is gone goes
 * along; undo would put a revision back that is another one now. */
static int take_away(struct merge *merge)
{
    return db_run(merge->db,
                  "DELETE FROM agreement_revision WHERE agreement IN " HELD_KNOWN ";"
                  "DELETE FROM deed WHERE seq IN"
                  " (SELECT deed FROM deed_image WHERE id IN " HELD ");"
                  "DELETE FROM agreement WHERE id IN " HELD_GONE ";"
                  "DELETE FROM draft WHERE point IN " HELD_GONE,
                  merge->err);
}

/* An agreement is as its last revision says, and was made with its first. */
#define STATE                                                                                      \
    "interview, collected, created_at, share, confirmed, removed, revision, " BUNDLE_COLUMNS
#define TOLD_STATE                                                                                 \
    "h.talk, 1, (SELECT updated_at FROM bundle.revision WHERE agreement = h.agreement"             \
    "  ORDER BY revision LIMIT 1), 'hr', '', 0, t.revision, " BODY(                                \
        "t.") " FROM bundle.held h CROSS JOIN bundle.revision t"                                   \
              " ON t.agreement = h.agreement AND t.revision = h.revision"

/* A revision may be a settlement of HR's. */
static int put_revisions(struct merge *merge, bool marks)
{
    struct buf sql = BUF_INIT;
    sums_add_insert(
        &sql, merge->db, "agreement_revision",
        "agreement, revision, " BUNDLE_COLUMNS ", share, confirmed, removed, settlement",
        "SELECT h.agreement, t.revision, " BODY(
            "t.") ", 'hr', '', 0, ifnull(s.id, '')"
                  " FROM bundle.held h CROSS JOIN bundle.revision t ON t.agreement = h.agreement"
                  " LEFT JOIN (SELECT agreement, revision, max(id) AS id FROM bundle.settled"
                  "  GROUP BY agreement, revision) s ON s.agreement = t.agreement AND s.revision = "
                  "t.revision WHERE NOT h.gone",
        marks);
    int failed = merge_run(merge, sql.data);
    buf_release(&sql);
    return failed;
}

/* The rules of the file are those a revision of a bundle obeys already, and what is not told of it
 * obeys them as it stands here. */
static int put_agreements(struct merge *merge, bool marks)
{
    struct buf sql = BUF_INIT;
    sums_add_insert(&sql, merge->db, "agreement", "id, " STATE,
                    "SELECT h.agreement, " TOLD_STATE
                    " WHERE NOT h.gone AND NOT EXISTS (SELECT 1 FROM agreement"
                    "  WHERE id = h.agreement)",
                    marks);
    buf_adds(&sql, " ORDER BY id");
    int failed = rules_lift(merge->db, merge->err) || merge_run(merge, sql.data);
    buf_release(&sql);
    return rules_restore(merge->db, failed, merge->err);
}

/* Are there texts that were damaged where they come from? */
static int look_for_marks(struct merge *merge, bool *marks)
{
    int64_t found = 0;
    int failed = db_number(merge->db,
                           "SELECT EXISTS (SELECT 1 FROM bundle.revision"
                           " WHERE marked(what, owner_name, due_words, follow_up, remark))",
                           &found, merge->err);
    *marks = found != 0;
    return failed;
}

/* The claims, what stands now, and what happened to each; an agreement that was here keeps its seq,
 * which the order of what is found hangs on. */
static int put_told(struct merge *merge, bool met)
{
    static const char claims[] =
        "INSERT INTO claim (agreement, source, edition, revision, gone)"
        " SELECT agreement, :source, :edition, revision, gone FROM bundle.held WHERE true"
        " ON CONFLICT DO UPDATE SET source = excluded.source, edition = excluded.edition,"
        "  revision = excluded.revision, gone = excluded.gone";
    static const char known[] =
        "UPDATE agreement SET (" STATE ") = (SELECT " TOLD_STATE " WHERE h.agreement ="
        " agreement.id) WHERE id IN (SELECT agreement FROM bundle.held WHERE known AND NOT gone)";
    bool marks = false;
    return look_for_marks(merge, &marks) || merge_run(merge, claims) ||
                   put_agreements(merge, marks) || put_revisions(merge, marks) ||
                   (met && merge_run(merge, known))
               ? -1
               : 0;
}

/* Which of HR's settlements the claims have taken in. One whose revision is not told any more was
 * erased there, and so its words are here. */
static int mark_taken(struct merge *merge)
{
    return db_run(merge->db,
                  "UPDATE settlement SET taken = 0 WHERE agreement IN " HELD_HERE ";"
                  "UPDATE settlement SET taken = 1, remark = iif(s.revision IS NULL, '', remark),"
                  " due_words = iif(s.revision IS NULL, '', due_words) FROM bundle.settled s"
                  " WHERE s.id = settlement.id AND s.agreement = settlement.agreement"
                  " AND s.agreement IN " HELD_HERE,
                  merge->err);
}

/* The others are laid on top. */
static int lay_others(struct merge *merge)
{
    struct query query;
    int failed = 0;
    query_begin(&query, merge->db,
                "SELECT DISTINCT agreement FROM settlement WHERE NOT taken AND agreement"
                " IN " HELD_HERE " ORDER BY agreement");
    while (!failed && query_row(&query))
        failed = overlay_lay(merge->db, query_see_key(&query), merge->err);
    return query_end(&query, merge->err) || failed ? -1 : 0;
}

static int make_way(struct merge *merge)
{
    return lookup_leave_all(merge->db, HELD_KNOWN, merge->err) || look_for_less(merge) ||
                   take_away(merge)
               ? -1
               : 0;
}

/* The claims take the place of what is here, each as a whole. met: something of them is known here;
 * else there is nothing to take away, and nothing that HR said of it. */
static int replace(struct merge *merge, bool met)
{
    return (met && make_way(merge)) || put_told(merge, met) ||
                   (met && (mark_taken(merge) || lay_others(merge))) ||
                   lookup_enter_all(merge->db, HELD, merge->err)
               ? -1
               : 0;
}

int merge_agreements(struct merge *merge)
{
    size_t unheard = 0, known = 0;
    if (hold_unheard(merge, &unheard) || hold_claims(merge, &known))
        return -1;
    return unheard || known ? replace(merge, known > 0) : 0;
}
