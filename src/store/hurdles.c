#include "store/hurdles.h"

#include <stdlib.h>

#include "base/day.h"
#include "store/change.h"
#include "store/insight.h"
#include "store/json.h"
#include "store/tally.h"

/* The quarter of a month, "2026-11"; 0 for no month. */
static int quarter_of(const char *month)
{
    struct buf iso = BUF_INIT;
    buf_addf(&iso, "%s-01", month);
    int day = day_parse_iso(iso.data);
    buf_release(&iso);
    return day == DAY_NONE ? 0 : insight_quarter(day);
}

static int read_talks(struct db *db, struct hurdles *hurdles, struct err *err)
{
    struct query query;
    query_begin(&query, db, "SELECT month, sum(n) FROM (" TALLY_TALKS ") GROUP BY month");
    while (query_row(&query)) {
        int quarter = quarter_of(query_see_key(&query));
        hurdles_add_talks(hurdles, quarter, (int)query_take_number(&query));
    }
    return query_end(&query, err);
}

static int read_hurdles(const struct desk *desk, struct hurdles *hurdles, struct err *err)
{
    struct query query;
    int failed = 0;
    query_begin(&query, store_db(desk->store),
                "SELECT month, guide || '/' || option, n FROM (" TALLY_HURDLES ")");
    while (!failed && query_row(&query)) {
        struct buf words = BUF_INIT;
        int quarter = quarter_of(query_see_key(&query));
        char *key = query_take_text(&query);
        int n = (int)query_take_number(&query);
        failed = insight_word(desk, PART_HURDLE, key, &words, err);
        if (!failed)
            hurdles_add(hurdles, quarter, words.data, n);
        free(key);
        buf_release(&words);
    }
    return query_end(&query, err) || failed ? -1 : 0;
}

int hurdles_load(const struct desk *desk, struct hurdles *hurdles, struct err *err)
{
    hurdles_begin(hurdles, clock_today(&desk->clock));
    if (read_talks(store_db(desk->store), hurdles, err) || read_hurdles(desk, hurdles, err)) {
        hurdles_release(hurdles);
        return -1;
    }
    hurdles_sort(hurdles);
    return 0;
}

int hurdles_json(struct store *store, struct buf *json, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT json_object('month', month, 'guide', guide, 'hurdle', option, 'count', n)"
                " FROM (" TALLY_HURDLES ")");
    return json_rows(&query, json, err);
}
