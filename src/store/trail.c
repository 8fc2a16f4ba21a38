#include "store/trail.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/change.h"
#include "store/log_put.h"

int trail_keep(struct db *db, const struct subject *subject, const char *value, int64_t now,
               struct err *err)
{
    struct query query;
    struct buf who = BUF_INIT;
    log_add_login(&who);
    query_begin(&query, db,
                "INSERT INTO answer_before (interview, point, field, value, shown, changed_at, who)"
                " SELECT x.interview, x.point, x.field, x.value, x.shown, :now, :who FROM answer x"
                " JOIN interview i ON i.id = x.interview WHERE x.interview = :id"
                " AND x.point = :point AND x.field = :field AND i.closed_at <> 0 AND x.value <> ''"
                " AND (:any OR x.value <> :value)");
    query_text(&query, ":id", subject->id);
    query_text(&query, ":point", subject->point);
    query_text(&query, ":field", subject->field);
    query_number(&query, ":now", now);
    query_text(&query, ":who", who.data);
    query_number(&query, ":any", value == NULL);
    query_text(&query, ":value", value);
    int failed = query_run(&query, err);
    buf_release(&who);
    return failed;
}

int trail_list(struct store *store, const char *interview, struct correction **corrections,
               size_t *n, struct err *err)
{
    struct query query;
    *corrections = NULL;
    *n = 0;
    query_begin(&query, store_db(store),
                "SELECT point, field, value, shown, who, changed_at FROM answer_before"
                " WHERE interview = :id ORDER BY seq");
    query_text(&query, ":id", interview);
    while (query_row(&query)) {
        *corrections = mem_room(*corrections, *n, sizeof **corrections);
        struct correction *correction = &(*corrections)[(*n)++];
        correction->point = query_take_text(&query);
        correction->field = query_take_text(&query);
        correction->value = query_take_text(&query);
        correction->shown = query_take_text(&query);
        correction->who = query_take_text(&query);
        correction->at = query_take_number(&query);
    }
    if (query_end(&query, err) == 0)
        return 0;
    corrections_free(*corrections, *n);
    *corrections = NULL;
    *n = 0;
    return -1;
}
