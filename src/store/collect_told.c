/* What a bundle tells of absences (store/told.h): all of one source at once. */
#include <string.h>

#include "collect_inside.h"

/* Is it news? Of one number given out twice the bundles decide, so that it does not hang on which
 * came first. */
static int is_later(struct merge *merge, struct buf *sha256, bool *later)
{
    struct query query;
    int failed = db_text(merge->db, "SELECT sha256 FROM bundle.digest", sha256, merge->err);
    *later = !failed;
    query_begin(&query, merge->db, "SELECT edition, sha256 FROM told_source WHERE source = :id");
    query_text(&query, ":id", merge->source);
    if (query_row(&query)) {
        int64_t edition = query_take_number(&query);
        *later = merge->edition > edition ||
                 (merge->edition == edition && strcmp(sha256->data, query_see_key(&query)) > 0);
    }
    return query_end(&query, merge->err) || failed ? -1 : 0;
}

#define NOT_GONE(person) " WHERE " person " NOT IN (SELECT person FROM told_gone)"

/* What was told before goes, and what is told now takes its place. */
static int put(struct merge *merge)
{
    static const char *const sql[] = {
        "DELETE FROM told_tick WHERE source = :source",
        "DELETE FROM told_service WHERE source = :source",
        "DELETE FROM told_absence WHERE source = :source",
        "DELETE FROM told_person WHERE source = :source",
        "DELETE FROM told_source WHERE source = :source",
        "INSERT INTO told_source (source, edition, sha256)"
        " SELECT :source, :edition, sha256 FROM bundle.digest",
        "INSERT INTO told_person (person, source, edition) SELECT person, :source, :edition FROM"
        " (SELECT person FROM bundle.absence UNION SELECT person FROM bundle.service)" NOT_GONE(
            "person"),
        "INSERT INTO told_absence (source, id, person, first_day, back, kind, net, steps)"
        " SELECT :source, id, person, first_day, back, kind, net, (SELECT json_group_array("
        " json_array(from_day, part, advised)) FROM (SELECT * FROM bundle.partial WHERE"
        "  absence = b.id ORDER BY from_day) HAVING count(*)) FROM bundle.absence b" NOT_GONE(
            "person"),
        "INSERT INTO told_service (source, person, from_day, until_day, factor)"
        " SELECT :source, person, from_day, until_day, factor FROM bundle.service" NOT_GONE(
            "person"),
        "INSERT INTO told_tick (source, absence, step, turn, done_on)"
        " SELECT :source, absence, step, turn, done_on FROM bundle.tick"
        " WHERE absence IN (SELECT id FROM told_absence WHERE source = :source)",
    };
    int failed = 0;
    for (size_t i = 0; !failed && i < sizeof sql / sizeof *sql; i++)
        failed = merge_run(merge, sql[i]);
    return failed;
}

static int count(struct merge *merge)
{
    struct query query;
    query_begin(&query, merge->db,
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
        failed = put(merge) || count(merge);
    buf_release(&sha256);
    return failed ? -1 : 0;
}
