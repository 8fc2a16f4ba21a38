#include "store/ticks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ticks_inside.h"

/* ---- reading --------------------------------------------------------------------------------- */

void ticks_take(struct query *query, struct timeline_tick *tick)
{
    *tick = (struct timeline_tick){.done = DAY_NONE};
    query_take_id(query, tick->absence, sizeof tick->absence);
    tick->step = query_take_text(query);
    tick->turn = (int)query_take_number(query);
    tick->done = query_take_day(query);
}

int ticks_take_all(struct query *query, struct timeline_tick **ticks, size_t *n, struct err *err)
{
    *ticks = NULL;
    *n = 0;
    while (query_row(query)) {
        *ticks = mem_room(*ticks, *n, sizeof **ticks);
        ticks_take(query, &(*ticks)[(*n)++]);
    }
    if (query_end(query, err) == 0)
        return 0;
    timeline_ticks_free(*ticks, *n);
    *ticks = NULL;
    *n = 0;
    return -1;
}

int ticks_list(struct store *store, const char *person, struct timeline_tick **ticks, size_t *n,
               struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT " TICK_COLUMNS " FROM read_tick t WHERE t.person = :person"
                " ORDER BY t.absence, t.step, t.turn");
    query_text(&query, ":person", person);
    return ticks_take_all(&query, ticks, n, err);
}

/* ---- storing --------------------------------------------------------------------------------- */

static int write_row(struct change *change, const struct subject *subject, int day)
{
    struct query query;
    query_begin(&query, change->db,
                day == DAY_NONE
                    ? "DELETE FROM tick WHERE absence = :absence AND step = :step AND turn = :turn"
                    : "INSERT OR REPLACE INTO tick (absence, step, turn, person, done_on)"
                      " SELECT id, :step, :turn, person, :day FROM absence WHERE id = :absence");
    query_text(&query, ":absence", subject->id);
    query_text(&query, ":step", subject->point);
    query_text(&query, ":turn", subject->field);
    if (day != DAY_NONE)
        query_day(&query, ":day", day);
    return query_run(&query, change->err);
}

int ticks_put(struct store *store, const char *absence, const char *step, int turn, int day,
              const struct deed *deed, struct err *err)
{
    struct change change;
    char number[12];
    struct subject subject = {ASPECT_TICK, absence, step, number};
    snprintf(number, sizeof number, "%d", turn);
    if (change_begin(&change, store, "", deed, err))
        return -1;
    return change_end(&change, change_watch(&change, subject) || write_row(&change, &subject, day));
}

/* ---- going with their absence ---------------------------------------------------------------- */

void ticks_gone_free(struct ticks_gone *gone)
{
    timeline_ticks_free(gone->ticks, gone->n);
    free(gone->turns);
    *gone = (struct ticks_gone){.ticks = NULL};
}

int ticks_remove(struct change *change, const char *absence, struct ticks_gone *gone)
{
    struct query query;
    query_begin(&query, change->db,
                "SELECT " TICK_COLUMNS " FROM tick t WHERE t.absence = :absence");
    query_text(&query, ":absence", absence);
    if (ticks_take_all(&query, &gone->ticks, &gone->n, change->err))
        return -1;
    gone->turns = mem_zero(gone->n + 1, sizeof *gone->turns);
    int failed = 0;
    for (size_t i = 0; !failed && i < gone->n; i++) {
        struct subject subject = {ASPECT_TICK, absence, gone->ticks[i].step, gone->turns[i]};
        snprintf(gone->turns[i], sizeof gone->turns[i], "%d", gone->ticks[i].turn);
        failed = change_watch(change, subject) || write_row(change, &subject, DAY_NONE);
    }
    return failed ? -1 : 0;
}
