#include "store/insight.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "store/change.h"
#include "store/sparring.h"
#include "store/tally.h"

#define COUNTED "insight.counted" /* the setting with the stamp of what was counted last */

/* ---- options that got another id ------------------------------------------------------------- */

/* The key of now for guide/option; false when it is the same. */
static bool follow_key(const struct desk *desk, const char *key, struct buf *now)
{
    size_t len = strcspn(key, "/");
    if (!key[len])
        return false;
    char *id = mem_copy_len(key, len);
    const struct guide *guide = shelf_guide(desk->shelf, id, desk->lang);
    const char *option = guide ? guide_entry(&guide->renamed, key + len + 1) : NULL;
    if (option)
        buf_addf(now, "%s/%s", id, option);
    free(id);
    return option != NULL;
}

static void follow(const struct desk *desk, struct insight_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        struct buf now = BUF_INIT;
        if (rows->row[i].part == PART_HURDLE && follow_key(desk, rows->row[i].key, &now))
            mem_replace(&rows->row[i].key, now.data);
        buf_release(&now);
    }
}

/* ---- steps ----------------------------------------------------------------------------------- */

static int read_steps(struct db *db, const char *sql, struct insight_rows *rows, struct err *err)
{
    struct query query;
    query_begin(&query, db, sql);
    while (query_row(&query)) {
        struct insight_row row = {.step = (int)query_take_number(&query)};
        row.quarter = (int)query_take_number(&query);
        bool known = insight_part_parse(query_see_key(&query), &row.part);
        char *key = query_take_text(&query);
        row.days = (int)query_take_number(&query);
        row.n = query_take_number(&query);
        row.kept = query_take_number(&query);
        row.heap = (int)query_take_number(&query);
        row.key = key;
        if (known)
            insight_rows_add(rows, &row);
        free(key);
    }
    return query_end(&query, err);
}

static int write_row(struct db *db, int64_t step, const struct insight_row *row, struct err *err)
{
    struct query query;
    query_begin(&query, db,
                "INSERT INTO insight_row (step, quarter, part, key, days, n, kept, heap)"
                " VALUES (:step, :quarter, :part, :key, :days, :n, :kept, :heap)");
    query_number(&query, ":step", step);
    query_number(&query, ":quarter", row->quarter);
    query_text(&query, ":part", insight_part_key(row->part));
    query_text(&query, ":key", row->key);
    query_number(&query, ":days", row->days);
    query_number(&query, ":n", row->n);
    query_number(&query, ":kept", row->kept);
    query_number(&query, ":heap", row->heap);
    return query_run(&query, err);
}

static int write_step(struct db *db, int64_t now, const struct insight_rows *rows, struct err *err)
{
    struct query query;
    int64_t step = 0;
    query_begin(&query, db, "INSERT INTO insight_step (made_at) VALUES (:now)");
    query_number(&query, ":now", now);
    if (query_run(&query, err) || db_number(db, "SELECT max(seq) FROM insight_step", &step, err))
        return -1;
    for (size_t i = 0; i < rows->n; i++)
        if (write_row(db, step, &rows->row[i], err))
            return -1;
    return 0;
}

static int make_step(const struct desk *desk, struct err *err)
{
    struct insight_rows now = INSIGHT_ROWS_INIT, shown = INSIGHT_ROWS_INIT,
                        step = INSIGHT_ROWS_INIT;
    struct store *store = desk->store;
    struct db *db = store_db(store);
    int failed = tally_talks(db, &now, err) ||
                 tally_promises(db, clock_day(store_now(store)), &now, err) ||
                 read_steps(db,
                            "SELECT 0, quarter, part, key, days, sum(n), sum(kept), 0"
                            " FROM insight_row GROUP BY quarter, part, key, days",
                            &shown, err);
    if (!failed) {
        follow(desk, &now);
        follow(desk, &shown);
        insight_rows_gather(&now);
        insight_rows_gather(&shown);
        insight_step(&now, &shown, &step);
        failed = step.n ? write_step(db, store_now(store), &step, err) : 0;
    }
    insight_rows_release(&now);
    insight_rows_release(&shown);
    insight_rows_release(&step);
    return failed ? -1 : 0;
}

/* What tells, without counting, that nothing was added since: a count of a million agreements takes
 * a second and a half, and who looks twice need not wait twice. What was taken away since is seen
 * on the next day or at the next change. */
static int read_stamp(struct store *store, struct buf *stamp, struct err *err)
{
    char today[DAY_ISO_SIZE];
    day_iso(clock_day(store_now(store)), today);
    buf_adds(stamp, today);
    return db_text(store_db(store),
                   "SELECT json_array((SELECT max(rowid) FROM agreement_revision),"
                   " (SELECT max(seq) FROM answer), (SELECT count(*) FROM interview),"
                   " (SELECT max(updated_at) FROM interview), (SELECT count(*) FROM source),"
                   " (SELECT sum(edition) FROM source))",
                   stamp, err);
}

static int step_when_changed(const struct desk *desk, struct err *err)
{
    struct store *store = desk->store;
    struct buf stamp = BUF_INIT, counted = BUF_INIT;
    int failed = read_stamp(store, &stamp, err) || store_setting_get(store, COUNTED, &counted, err);
    if (!failed && strcmp(stamp.data, counted.data) != 0)
        failed =
            make_step(desk, err) || store_setting_put(store_db(store), COUNTED, stamp.data, err);
    buf_release(&stamp);
    buf_release(&counted);
    return failed ? -1 : 0;
}

int insight_advance(const struct desk *desk, struct err *err)
{
    if (!store_writable(desk->store))
        return 0;
    if (store_begin(desk->store, err))
        return -1;
    return store_end(desk->store, step_when_changed(desk, err), err);
}

/* ---- what is shown --------------------------------------------------------------------------- */

static int load_days(struct db *db, struct insight *insight, struct err *err)
{
    struct query query;
    int *const days[] = {&insight->made, &insight->before};
    insight->made = insight->before = insight->newest = DAY_NONE;
    query_begin(&query, db, "SELECT made_at FROM insight_step ORDER BY seq DESC LIMIT 2");
    for (int i = 0; i < 2 && query_row(&query); i++)
        *days[i] = clock_day(query_take_number(&query));
    if (query_end(&query, err))
        return -1;
    query_begin(&query, db, "SELECT count(*), max(made_at) FROM source");
    if (query_row(&query)) {
        insight->sources = (int)query_take_number(&query);
        if (insight->sources)
            insight->newest = clock_day(query_take_number(&query));
    }
    return query_end(&query, err);
}

/* Few questions are told as "few": the rest would be about one or two of them. */
static int load_sparring(struct store *store, struct insight_sparring *sparring, struct err *err)
{
    struct sparring_facts facts = {0};
    if (sparring_facts(store, &facts, err))
        return -1;
    sparring->asked = facts.asked;
    sparring->open = facts.open;
    if (facts.asked >= INSIGHT_LEAST && facts.answered >= INSIGHT_LEAST) {
        sparring->answered = facts.answered;
        sparring->days = facts.median_days;
    }
    return 0;
}

static int load_counted(struct store *store, bool *uncounted, struct err *err)
{
    struct buf stamp = BUF_INIT;
    int failed = store_setting_get(store, COUNTED, &stamp, err);
    *uncounted = !stamp.len;
    buf_release(&stamp);
    return failed;
}

int insight_load(const struct desk *desk, const struct period *period, struct insight *insight,
                 struct err *err)
{
    struct insight_rows steps = INSIGHT_ROWS_INIT;
    struct store *store = desk->store;
    struct db *db = store_db(store);
    *insight = (struct insight){.made = DAY_NONE};
    int failed = load_days(db, insight, err) || load_counted(store, &insight->uncounted, err) ||
                 load_sparring(store, &insight->sparring, err) ||
                 read_steps(db,
                            "SELECT step, quarter, part, key, days, n, kept, heap"
                            " FROM insight_row ORDER BY step, quarter, part, key, days",
                            &steps, err);
    follow(desk, &steps);
    if (!failed)
        insight_view(insight, &steps, period);
    insight_rows_release(&steps);
    return failed ? -1 : 0;
}

int insight_begun(struct store *store, bool *begun, struct err *err)
{
    int64_t found = 0;
    int failed = db_number(store_db(store),
                           "SELECT EXISTS (SELECT 1 FROM insight_step) OR EXISTS (SELECT 1 FROM"
                           " interview WHERE NOT removed) OR EXISTS (SELECT 1 FROM tally)",
                           &found, err);
    *begun = found != 0;
    return failed;
}

/* Adds what sql answers; otherwise where there is no answer. */
static int add_found(struct db *db, const char *sql, const char *key, const char *option,
                     struct buf *text, struct err *err)
{
    struct query query;
    query_begin(&query, db, sql);
    query_text(&query, ":key", key);
    if (query_has(&query, ":option"))
        query_text(&query, ":option", option);
    buf_adds(text, query_row(&query) ? query_see_key(&query) : option);
    return query_end(&query, err);
}

static int add_hurdle(const struct desk *desk, const char *key, struct buf *text, struct err *err)
{
    size_t len = strcspn(key, "/");
    char *id = mem_copy_len(key, len);
    const char *option = key[len] ? key + len + 1 : "";
    const struct guide *guide = shelf_guide(desk->shelf, id, desk->lang);
    const char *now = guide ? guide_entry(&guide->renamed, option) : NULL;
    const char *words = guide ? guide_entry(&guide->hurdles, now ? now : option) : NULL;
    int failed = 0;
    if (words)
        buf_adds(text, words);
    else
        failed = add_found(store_db(desk->store),
                           "SELECT x.shown FROM guide_text g JOIN interview i"
                           " ON i.checksum = g.checksum JOIN answer x ON x.interview = i.id"
                           " WHERE g.guide = :key AND x.point = '.closing' AND x.field = 'hurdle'"
                           " AND x.value = :option AND x.shown <> '' LIMIT 1",
                           id, option, text, err);
    free(id);
    return failed;
}

int insight_word(const struct desk *desk, enum insight_part part, const char *key, struct buf *text,
                 struct err *err)
{
    if (part == PART_HURDLE)
        return add_hurdle(desk, key, text, err);
    return add_found(store_db(desk->store),
                     "SELECT team FROM person WHERE id ="
                     " (SELECT person_id FROM review WHERE team = :key LIMIT 1) AND :option <> ''",
                     key, key, text, err);
}
