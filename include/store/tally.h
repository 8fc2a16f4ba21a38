/*
 * tally: conversations held, in numbers: how many a month, how many days after their occasion, what
 * made them hard. It goes to HR in a bundle, where nothing tells whose conversations they were, and
 * into HR's figures (store/insight.h). For the files of this room only.
 *
 * A conversation counts from when it began, and in the month in which it began. What was collected
 * from others is not in it; that has tallies of its own.
 */
#ifndef STORE_TALLY_H
#define STORE_TALLY_H

#include "base/err.h"
#include "domain/hurdles.h"
#include "domain/insight.h"
#include "store/db.h"

#define TALLY_DAYS_MOST "99" /* more days than that count as so many */

#define TALLY_MOMENT                                                                               \
    "CASE WHEN i.started_at THEN i.started_at WHEN i.at THEN i.at ELSE i.created_at END"
#define TALLY_MONTH "strftime('%Y-%m', " TALLY_MOMENT " / 1000, 'unixepoch', 'localtime')"
#define TALLY_DAY   "date(" TALLY_MOMENT " / 1000, 'unixepoch', 'localtime')"
#define TALLY_HURDLE                                                                               \
    " x.point = '.closing' AND x.field = 'hurdle' AND x.kind = 'choice' AND x.share = 'hr'"        \
    " AND x.value <> ''"
#define TALLY_HELD                                                                                 \
    " NOT i.removed AND i.id NOT IN (SELECT id FROM collected) AND (i.started_at > 0 OR EXISTS"    \
    " (SELECT 1 FROM answer x WHERE x.interview = i.id AND" TALLY_HURDLE "))"

/* month, team, guide, how many, and with how many people that the month did not have before. */
#define TALLY_TALKS                                                                                \
    "SELECT month, team, guide, count(*) AS n, sum(nth = 1) AS people FROM (SELECT " TALLY_MONTH   \
    " AS month,"                                                                                   \
    " p.team AS team, g.guide AS guide, row_number() OVER (PARTITION BY " TALLY_MONTH ", i.person" \
    " ORDER BY i.started_at, i.id) AS nth FROM interview i JOIN person p ON p.id = i.person"       \
    " JOIN guide_text g ON g.checksum = i.checksum WHERE" TALLY_HELD ")"                           \
    " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"

/* month, team, guide, days, how many; those before their occasion are left out. */
#define TALLY_DAYS                                                                                 \
    "SELECT month, team, guide, min(days, " TALLY_DAYS_MOST                                        \
    ") AS days, count(*) AS n FROM (SELECT " TALLY_MONTH                                           \
    " AS month, p.team AS team, g.guide AS guide, CAST(julianday(" TALLY_DAY                       \
    ") - julianday(x.value) AS INTEGER) AS days FROM interview i JOIN answer x"                    \
    " ON x.interview = i.id AND x.point = '.own' AND x.field = 'since' JOIN person p"              \
    " ON p.id = i.person JOIN guide_text g ON g.checksum = i.checksum WHERE" TALLY_HELD            \
    " AND date(x.value) = x.value) WHERE days >= 0 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"

/* month, guide, option, how many; that nothing was hard is no hurdle. */
#define TALLY_HURDLES                                                                              \
    "SELECT " TALLY_MONTH                                                                          \
    " AS month, g.guide, x.value AS option, count(*) AS n FROM answer x JOIN interview i"          \
    " ON i.id = x.interview JOIN guide_text g ON g.checksum = i.checksum"                          \
    " WHERE" TALLY_HELD " AND" TALLY_HURDLE " AND x.value NOT IN (" HURDLES_NOTHING ")"            \
    " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"

/* The quarter of a due date, as domain/insight.h counts them. */
#define TALLY_QUARTER "(substr(due, 1, 4) * 4 + (substr(due, 6, 2) - 1) / 3)"

/* Adds what the file has of conversations, of itself and of what was collected. */
int tally_talks(struct db *db, struct insight_rows *rows, struct err *err);

/* Adds the agreements HR may see whose date is before today, by team and by owner; what was dropped
 * is left out. Kept: done by then. review is read once, in the order of an index that has all of it
 * (review_by_quarter, src/store/schema.c), and nothing is sorted. */
int tally_promises(struct db *db, int today, struct insight_rows *rows, struct err *err);
extern const char tally_promises_sql[];

#endif
