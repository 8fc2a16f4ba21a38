#include "store/lookup.h"

#include "store/veil.h"

bool lookup_is_agreement(int64_t place)
{
    return (place & (INT64_C(1) << 31)) != 0;
}

int64_t lookup_interview_at(int64_t place)
{
    return place >> 32;
}

void lookup_add_places(struct buf *json, const int64_t *places, size_t n)
{
    buf_addc(json, '[');
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_addc(json, ',');
        buf_add_number(json, (uint64_t)places[i]);
    }
    buf_addc(json, ']');
}

#define PLACE_OF_AGREEMENT                                                                         \
    "(SELECT " LOOKUP_AGREEMENT " FROM agreement a JOIN interview i ON i.id = a.interview"         \
    " WHERE a.id = :id)"
#define PLACE_OF_ANSWER                                                                            \
    "(SELECT " LOOKUP_ANSWER " FROM answer x JOIN interview i ON i.id = x.interview"               \
    " WHERE x.interview = :id AND x.point = :point AND x.field = :field)"
#define PLACES_OF_INTERVIEW                                                                        \
    "(SELECT seq * 4294967296 FROM interview WHERE id = :id) AND"                                  \
    " (SELECT seq * 4294967296 + 4294967295 FROM interview WHERE id = :id)"

#define INTO_SHARED                                                                                \
    "INSERT INTO agreement_text (rowid, what, follow_up, remark, owner_name) " LOOKUP_SHARED
#define INTO_UNSHARED "INSERT INTO private_text (rowid, text) " LOOKUP_UNSHARED
#define INTO_ANSWERS  "INSERT INTO private_text (rowid, text) " LOOKUP_ANSWERS
#define INTO_REVIEW                                                                                \
    "INSERT INTO review (seq, words, status, owner, due, updated_at, person, person_id, team,"     \
    " guide, source) " LOOKUP_REVIEW

/* An index without a copy of what it holds forgets it when it is told what that was. */
#define OUT_OF_DUE                                                                                 \
    "INSERT INTO review_by_due (review_by_due, rowid, text) SELECT 'delete', * FROM "              \
    "(" LOOKUP_BY_DUE " WHERE r.seq"
#define OUT_OF_UPDATE                                                                              \
    "INSERT INTO review_by_update (review_by_update, rowid, text) SELECT 'delete', * FROM "        \
    "(" LOOKUP_BY_UPDATE " WHERE r.seq"
#define INTO_DUE    "INSERT INTO review_by_due (rowid, text) " LOOKUP_BY_DUE " WHERE r.seq"
#define INTO_UPDATE "INSERT INTO review_by_update (rowid, text) " LOOKUP_BY_UPDATE " WHERE r.seq"

#define OF_AGREEMENT " = (SELECT seq FROM agreement WHERE id = :id)"
#define OF_INTERVIEW " IN (SELECT seq FROM agreement WHERE interview = :id)"
#define OF_PERSON                                                                                  \
    " IN (SELECT a.seq FROM interview i JOIN agreement a ON a.interview = i.id"                    \
    " WHERE i.person = :id)"

/* What HR may not see any more does not linger in its indexes either. */
#define MERGE_WITHDRAWN(index)                                                                     \
    "INSERT INTO " index " (" index ") SELECT 'optimize' FROM agreement a"                         \
    " WHERE a.id = :id AND a.share <> 'hr' AND EXISTS (SELECT 1 FROM agreement_revision"           \
    "  WHERE agreement = a.id AND share = 'hr')"

enum { STEPS = 9 };

/* What follows which part of what is kept; the others are nowhere to be found by. */
static const struct {
    const char *leave[STEPS], *enter[STEPS]; /* ended by NULL */
} rules[ASPECT_COUNT] = {
    [ASPECT_ANSWER] = {{"DELETE FROM private_text WHERE rowid = " PLACE_OF_ANSWER},
                       {INTO_ANSWERS
                        " AND x.interview = :id AND x.point = :point AND x.field = :field"}},
    [ASPECT_AGREEMENT] = {{OUT_OF_DUE OF_AGREEMENT ")", OUT_OF_UPDATE OF_AGREEMENT ")",
                           "DELETE FROM agreement_text WHERE rowid = " PLACE_OF_AGREEMENT,
                           "DELETE FROM private_text WHERE rowid = " PLACE_OF_AGREEMENT,
                           "DELETE FROM review WHERE seq" OF_AGREEMENT},
                          {INTO_SHARED " AND a.id = :id", INTO_UNSHARED " AND a.id = :id",
                           INTO_REVIEW " AND a.id = :id", INTO_DUE OF_AGREEMENT,
                           INTO_UPDATE OF_AGREEMENT, MERGE_WITHDRAWN("agreement_text"),
                           MERGE_WITHDRAWN("review_by_due"), MERGE_WITHDRAWN("review_by_update")}},
    [ASPECT_REMOVED] = {{OUT_OF_DUE OF_INTERVIEW ")", OUT_OF_UPDATE OF_INTERVIEW ")",
                         "DELETE FROM agreement_text WHERE rowid BETWEEN " PLACES_OF_INTERVIEW,
                         "DELETE FROM private_text WHERE rowid BETWEEN " PLACES_OF_INTERVIEW,
                         "DELETE FROM review WHERE seq" OF_INTERVIEW},
                        {INTO_SHARED " AND i.id = :id ORDER BY a.seq",
                         INTO_ANSWERS " AND i.id = :id ORDER BY x.seq",
                         INTO_UNSHARED " AND i.id = :id ORDER BY a.seq",
                         INTO_REVIEW " AND i.id = :id", INTO_DUE OF_INTERVIEW,
                         INTO_UPDATE OF_INTERVIEW}},
    [ASPECT_HELD_WITH] = {{OUT_OF_DUE OF_INTERVIEW ")", OUT_OF_UPDATE OF_INTERVIEW ")",
                           "DELETE FROM review WHERE seq" OF_INTERVIEW},
                          {INTO_REVIEW " AND i.id = :id", INTO_DUE OF_INTERVIEW,
                           INTO_UPDATE OF_INTERVIEW}},
    [ASPECT_PERSON] = {{OUT_OF_DUE OF_PERSON ")", OUT_OF_UPDATE OF_PERSON ")",
                        "DELETE FROM review WHERE seq" OF_PERSON},
                       {INTO_REVIEW " AND i.person = :id", INTO_DUE OF_PERSON,
                        INTO_UPDATE OF_PERSON}},
};

static int run_steps(struct db *db, const char *const *steps, const struct subject *subject,
                     struct err *err)
{
    for (; *steps; steps++) {
        struct query query;
        query_begin(&query, db, *steps);
        query_text(&query, ":id", subject->id);
        if (query_has(&query, ":point")) {
            query_text(&query, ":point", subject->point);
            query_text(&query, ":field", subject->field);
        }
        if (query_run(&query, err))
            return -1;
    }
    return 0;
}

int lookup_leave(struct db *db, const struct subject *subject, struct err *err)
{
    return run_steps(db, rules[subject->aspect].leave, subject, err);
}

int lookup_enter(struct db *db, const struct subject *subject, struct err *err)
{
    return run_steps(db, rules[subject->aspect].enter, subject, err);
}

/* In the order of each index of words: what comes behind what it was told last goes in without more
 * ado. */
#define OF_ALL " IN (SELECT seq FROM agreement WHERE id IN "
#define PLACES_OF_ALL                                                                              \
    "(SELECT " LOOKUP_AGREEMENT " FROM agreement a CROSS JOIN interview i ON i.id = a.interview"   \
    " WHERE a.id IN "

/* Each of steps is two halves, with the ids of which between them, or all in one. */
static int run_halves(struct db *db, const char *const (*steps)[2], size_t n, const char *which,
                      struct err *err)
{
    int failed = 0;
    for (size_t i = 0; !failed && i < n; i++) {
        struct buf sql = BUF_INIT;
        buf_addf(&sql, "%s%s%s", steps[i][0], *steps[i][1] ? which : "", steps[i][1]);
        failed = db_run(db, sql.data, err);
        buf_release(&sql);
    }
    return failed;
}

int lookup_leave_all(struct db *db, const char *which, struct err *err)
{
    static const char *const steps[][2] = {
        {OUT_OF_DUE OF_ALL, ")) ORDER BY 2"},
        {OUT_OF_UPDATE OF_ALL, ")) ORDER BY 2"},
        {"DELETE FROM agreement_text WHERE rowid IN " PLACES_OF_ALL, ")"},
        {"DELETE FROM review WHERE seq" OF_ALL, ")"},
    };
    return run_halves(db, steps, sizeof steps / sizeof *steps, which, err);
}

int lookup_enter_all(struct db *db, const char *which, struct err *err)
{
    static const char *const steps[][2] = {
        {INTO_SHARED " AND a.id IN ", " ORDER BY 1"},
        {INTO_REVIEW " AND a.id IN ", " "},
        {"CREATE TEMP TABLE ready AS SELECT " SOUGHT_BY_DUE " AS due, " SOUGHT_BY_UPDATE
         " AS changed, " SOUGHT_TEXT " AS text FROM review r CROSS JOIN agreement_text t"
         " ON t.rowid = r.words WHERE r.seq" OF_ALL,
         ")"},
        {"INSERT INTO review_by_due (rowid, text) SELECT due, text FROM ready ORDER BY 1", ""},
        {"INSERT INTO review_by_update (rowid, text) SELECT changed, text FROM ready ORDER BY 1",
         ""},
        {"DROP TABLE temp.ready", ""},
    };
    return run_halves(db, steps, sizeof steps / sizeof *steps, which, err);
}

int lookup_follow(struct db *db, const struct subject *subject, struct err *err)
{
    return lookup_leave(db, subject, err) || lookup_enter(db, subject, err) ? -1 : 0;
}

int lookup_rebuild(struct db *db, struct err *err)
{
    static const char *const steps[] = {
        "DELETE FROM agreement_text",
        "DELETE FROM private_text",
        "DELETE FROM review",
        "INSERT INTO review_by_due (review_by_due) VALUES ('delete-all')",
        "INSERT INTO review_by_update (review_by_update) VALUES ('delete-all')",
        "INSERT INTO agreement_text (rowid, what, follow_up, remark, owner_name) " LOOKUP_SHARED
        " ORDER BY rowid",
        "INSERT INTO private_text (rowid, text) SELECT * FROM (" LOOKUP_UNSHARED
        " UNION ALL " LOOKUP_ANSWERS ") ORDER BY rowid",
        INTO_REVIEW " ORDER BY a.seq",
        "INSERT INTO review_by_due (rowid, text) " LOOKUP_BY_DUE " ORDER BY 1",
        "INSERT INTO review_by_update (rowid, text) " LOOKUP_BY_UPDATE " ORDER BY 1",
    };
    int failed = 0;
    for (size_t i = 0; !failed && i < sizeof steps / sizeof *steps; i++)
        failed = db_run(db, steps[i], err);
    if (failed || veil_hangs(db)) /* there it is made at every start */
        return failed;
    return lookup_purge(db, err);
}

#define APART(one, other)       "(SELECT count(*) FROM (" one " EXCEPT " other "))"
#define DIFFERENCES(is, should) "SELECT " APART(is, should) " + " APART(should, is)

int lookup_differences(struct db *db, int64_t *n, struct err *err)
{
    static const char *const questions[] = {
        DIFFERENCES("SELECT rowid, what, follow_up, remark, owner_name FROM agreement_text",
                    LOOKUP_SHARED),
        DIFFERENCES("SELECT rowid, text FROM private_text",
                    "SELECT * FROM (" LOOKUP_UNSHARED " UNION ALL " LOOKUP_ANSWERS ")"),
        DIFFERENCES("SELECT * FROM review", LOOKUP_REVIEW),
    };
    *n = 0;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        int64_t found = 0;
        if (db_number(db, questions[i], &found, err))
            return -1;
        *n += found;
    }
    return 0;
}

int lookup_purge(struct db *db, struct err *err)
{
    return db_run(db,
                  "INSERT INTO agreement_text (agreement_text) VALUES ('optimize');"
                  "INSERT INTO private_text (private_text) VALUES ('optimize');"
                  "INSERT INTO review_by_due (review_by_due) VALUES ('optimize');"
                  "INSERT INTO review_by_update (review_by_update) VALUES ('optimize')",
                  err);
}

int lookup_empty(struct db *db, struct err *err)
{
    return db_run(db,
                  "DELETE FROM agreement_text; DELETE FROM private_text; DELETE FROM review;"
                  "INSERT INTO agreement_text (agreement_text) VALUES ('rebuild');"
                  "INSERT INTO private_text (private_text) VALUES ('rebuild');"
                  "INSERT INTO review_by_due (review_by_due) VALUES ('delete-all');"
                  "INSERT INTO review_by_update (review_by_update) VALUES ('delete-all')",
                  err);
}
