#include "store/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"

/* The same with what was collected. */
#define TALLY_ALL_TALKS                                                                            \
    "SELECT month, talks, people FROM tally UNION ALL SELECT month, n, people"                     \
    " FROM (" TALLY_TALKS ")"
#define TALLY_ALL_DAYS                                                                             \
    "SELECT month, days, n FROM tally_days UNION ALL SELECT month, days, n FROM (" TALLY_DAYS ")"
#define TALLY_ALL_HURDLES                                                                          \
    "SELECT month, guide, option, n FROM hurdle WHERE option NOT IN (" HURDLES_NOTHING ")"         \
    " UNION ALL SELECT month, guide, option, n FROM (" TALLY_HURDLES ")"

const char tally_promises_sql[] =
    "SELECT " TALLY_QUARTER ", team, person_id, owner, count(*), sum(status = 'done'"
    " AND updated_at < unixepoch(due, '+1 day', 'utc') * 1000) FROM review INDEXED BY"
    " review_by_quarter WHERE due < :today AND status <> 'dropped' GROUP BY 1, 2, 3, 4";

static int quarter_of(const char *month)
{
    struct buf day = BUF_INIT;
    buf_addf(&day, "%s-01", month);
    int found = day_parse_iso(day.data);
    buf_release(&day);
    return found == DAY_NONE ? 0 : insight_quarter(found);
}

static void add(struct insight_rows *rows, struct insight_row row, const char *key)
{
    if (!row.quarter)
        return;
    row.key = (char *)key;
    insight_rows_add(rows, &row);
}

/* Each adds what one question answers. */
static void take_talks(struct query *query, struct insight_rows *rows)
{
    struct insight_row row = {.part = PART_MONTH};
    char *month = query_take_text(query);
    row.quarter = quarter_of(month);
    row.n = query_take_number(query);
    row.people = query_take_number(query);
    add(rows, row, month);
    row.part = PART_HURDLE; /* without an answer, as long as none comes off it */
    row.people = 0;
    add(rows, row, "");
    free(month);
}

static void take_days(struct query *query, struct insight_rows *rows)
{
    struct insight_row row = {.part = PART_DAYS};
    char *month = query_take_text(query);
    row.quarter = quarter_of(month);
    row.days = (int)query_take_number(query);
    row.n = query_take_number(query);
    add(rows, row, month);
    free(month);
}

static void take_hurdles(struct query *query, struct insight_rows *rows)
{
    struct insight_row row = {.part = PART_HURDLE};
    row.quarter = quarter_of(query_see_key(query));
    char *key = query_take_text(query);
    row.n = query_take_number(query);
    add(rows, row, key);
    row.n = -row.n;
    add(rows, row, "");
    free(key);
}

static const struct {
    const char *sql;
    void (*take)(struct query *, struct insight_rows *);
} talk_questions[] = {
    {"SELECT month, sum(talks), sum(people) FROM (" TALLY_ALL_TALKS ") GROUP BY month", take_talks},
    {"SELECT month, days, sum(n) FROM (" TALLY_ALL_DAYS ") GROUP BY month, days", take_days},
    {"SELECT month, guide || '/' || option, sum(n) FROM (" TALLY_ALL_HURDLES ") GROUP BY 1, 2",
     take_hurdles},
};

int tally_talks(struct db *db, struct insight_rows *rows, struct err *err)
{
    for (size_t i = 0; i < sizeof talk_questions / sizeof *talk_questions; i++) {
        struct query query;
        query_begin(&query, db, talk_questions[i].sql);
        while (query_row(&query))
            talk_questions[i].take(&query, rows);
        if (query_end(&query, err))
            return -1;
    }
    return 0;
}

/* One row of the question is one person's agreements with one owner; a team's come together. */
struct counting {
    struct insight_rows *rows;
    struct insight_row team;
    struct buf name, person;
};

static void close_team(struct counting *counting)
{
    if (counting->team.n)
        add(counting->rows, counting->team, counting->name.data);
    counting->team.n = counting->team.kept = counting->team.people = 0;
}

static void see_team(struct counting *counting, int quarter, const char *team)
{
    if (quarter == counting->team.quarter && !strcmp(team, counting->name.data))
        return;
    close_team(counting);
    counting->team.quarter = quarter;
    buf_clear(&counting->name);
    buf_adds(&counting->name, team);
    buf_clear(&counting->person);
}

static void count_row(struct counting *counting, struct query *query)
{
    struct insight_row owner = {.part = PART_OWNER};
    owner.quarter = (int)query_take_number(query);
    see_team(counting, owner.quarter, query_see_key(query));
    const char *person = query_see_key(query);
    if (!counting->team.people || strcmp(person, counting->person.data) != 0) {
        buf_clear(&counting->person);
        buf_adds(&counting->person, person);
        counting->team.people++;
    }
    char *key = query_take_text(query);
    owner.n = query_take_number(query);
    owner.kept = query_take_number(query);
    counting->team.n += owner.n;
    counting->team.kept += owner.kept;
    add(counting->rows, owner, *key ? key : "none");
    free(key);
}

/* The index has it in this order, so nothing is sorted. */
int tally_promises(struct db *db, int today, struct insight_rows *rows, struct err *err)
{
    struct query query;
    struct counting counting = {
        .rows = rows, .team = {.part = PART_TEAM}, .name = BUF_INIT, .person = BUF_INIT};
    query_begin(&query, db, tally_promises_sql);
    query_day(&query, ":today", today);
    while (query_row(&query))
        count_row(&counting, &query);
    close_team(&counting);
    buf_release(&counting.name);
    buf_release(&counting.person);
    return query_end(&query, err);
}
