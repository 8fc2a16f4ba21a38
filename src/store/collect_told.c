/* What a bundle tells of absences (store/told.h): all of one source at once. */
#include <string.h>

#include "collect_inside.h"

/* Is it news? Of one number given out twice the bundles decide, so that it does not hang on which
 * came first. */
static int is_later(struct merge *merge, struct buf *sha256, bool *later)
{
    struct query query;
    int failed = db_text(merge->from, "SELECT sha256 FROM digest", sha256, merge->err);
    *later = !failed;
    query_begin(&query, merge->to, "SELECT edition, sha256 FROM told_source WHERE source = :id");
    query_text(&query, ":id", merge->source);
    if (query_row(&query)) {
        int64_t edition = query_take_number(&query);
        *later = merge->edition > edition ||
                 (merge->edition == edition && strcmp(sha256->data, query_see_key(&query)) > 0);
    }
    return query_end(&query, merge->err) || failed ? -1 : 0;
}

static int drop(struct merge *merge)
{
    static const char *const sql[] = {
        "DELETE FROM told_tick WHERE source = :id",
        "DELETE FROM told_service WHERE source = :id",
        "DELETE FROM told_absence WHERE source = :id",
        "DELETE FROM told_person WHERE source = :id",
        "DELETE FROM told_source WHERE source = :id",
    };
    int failed = 0;
    for (size_t i = 0; !failed && i < sizeof sql / sizeof *sql; i++) {
        struct query query;
        query_begin(&query, merge->to, sql[i]);
        query_text(&query, ":id", merge->source);
        failed = query_run(&query, merge->err);
    }
    return failed;
}

#define NOT_GONE(person) " WHERE " person " NOT IN (SELECT person FROM told_gone)"

static int put(struct merge *merge)
{
    static const struct {
        const char *from, *to;
    } parts[] = {
        {"SELECT source, edition, sha256 FROM bundle, digest",
         "INSERT INTO told_source (source, edition, sha256) VALUES (?1, ?2, ?3)"},
        {"SELECT person, source, edition FROM (SELECT person FROM absence UNION"
         " SELECT person FROM service), bundle",
         "INSERT INTO told_person (person, source, edition) SELECT ?1, ?2, ?3" NOT_GONE("?1")},
        {"SELECT source, id, person, first_day, back, kind, net, (SELECT json_group_array("
         " json_array(from_day, part, advised)) FROM (SELECT * FROM partial WHERE absence = b.id"
         "  ORDER BY from_day) HAVING count(*)) FROM absence b, bundle",
         "INSERT INTO told_absence (source, id, person, first_day, back, kind, net, steps)"
         " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8" NOT_GONE("?3")},
        {"SELECT source, person, from_day, until_day, factor FROM service, bundle",
         "INSERT INTO told_service (source, person, from_day, until_day, factor)"
         " SELECT ?1, ?2, ?3, ?4, ?5" NOT_GONE("?2")},
        {"SELECT source, absence, step, turn, done_on FROM tick, bundle",
         "INSERT INTO told_tick (source, absence, step, turn, done_on) SELECT ?1, ?2, ?3, ?4, ?5"
         " WHERE EXISTS (SELECT 1 FROM told_absence WHERE source = ?1 AND id = ?2)"},
    };
    int failed = 0;
    for (size_t i = 0; !failed && i < sizeof parts / sizeof *parts; i++)
        failed = db_copy(merge->from, parts[i].from, NULL, merge->to, parts[i].to, merge->err);
    return failed;
}

static int count(struct merge *merge)
{
    struct query query;
    query_begin(&query, merge->to,
                "SELECT count(DISTINCT person) FROM told_absence WHERE source = :id");
    query_text(&query, ":id", merge->source);
    if (query_row(&query))
        merge->found->absent = (size_t)query_take_number(&query);
    return query_end(&query, merge->err);
}

int merge_told(struct merge *merge)
{
    struct buf sha256 = BUF_INIT;
    bool later = false;
    int failed = is_later(merge, &sha256, &later);
    if (!failed && later)
        failed = drop(merge) || put(merge) || count(merge);
    buf_release(&sha256);
    return failed ? -1 : 0;
}
