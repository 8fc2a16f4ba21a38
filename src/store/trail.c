#include "store/trail.h"

#include <stdlib.h>

#include "base/mem.h"
#include "domain/absence.h"
#include "store/change.h"
#include "store/log_put.h"

int trail_keep(struct db *db, const struct subject *subject, const char *value, int64_t now,
               struct err *err)
{
    struct query query;
    struct buf who = BUF_INIT;
    log_add_login(&who);
    query_begin(
        &query, db,
        "INSERT INTO answer_before (interview, point, field, value, shown, changed_at, who)"
        " SELECT x.interview, x.point, x.field, x.value, x.shown, :now, :who FROM read_answer x"
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

enum { STEPS_AT = 13 };

/* Its image is an array: person, then the fields in the order of domain/absence.h; steps behind. */
int trail_keep_absence(struct db *db, const char *absence, const char *before, const char *after,
                       int64_t now, struct err *err)
{
    int failed = 0;
    struct buf who = BUF_INIT;
    log_add_login(&who);
    for (int i = 0; !failed && i <= ABSENCE_FIELDS; i++) {
        bool steps = i == ABSENCE_FIELDS;
        struct query query;
        query_begin(&query, db,
                    "INSERT INTO absence_before (absence, person, field, value, changed_at, who)"
                    " SELECT :id, :before ->> 0, :field, :before ->> :at, :now, :who"
                    " WHERE ifnull(:before ->> :at, '') <> ''"
                    " AND :before ->> :at IS NOT :after ->> :at"
                    " AND (:always OR :before ->> :back IS NOT NULL)");
        query_text(&query, ":id", absence);
        query_text(&query, ":before", before);
        query_text(&query, ":after", after);
        query_text(&query, ":field", steps ? "steps" : absence_field_key((enum absence_field)i));
        query_number(&query, ":at", steps ? STEPS_AT : 1 + i);
        query_number(&query, ":back", 1 + ABSENCE_BACK);
        query_number(&query, ":always", i == ABSENCE_FIRST_DAY);
        query_number(&query, ":now", now);
        query_text(&query, ":who", who.data);
        failed = query_run(&query, err);
    }
    buf_release(&who);
    return failed;
}

int trail_keep_tick(struct db *db, const struct subject *subject, const char *before, int64_t now,
                    struct err *err)
{
    struct query query;
    struct buf who = BUF_INIT;
    log_add_login(&who);
    query_begin(&query, db,
                "INSERT INTO absence_before (absence, person, field, value, changed_at, who)"
                " SELECT id, :before ->> 0, '" WHOLE_STEP "' || :step ||"
                " iif(:turn = '0', '', ':' || :turn), :before ->> 1, :now, :who FROM absence"
                " WHERE id = :id");
    query_text(&query, ":id", subject->id);
    query_text(&query, ":step", subject->point);
    query_text(&query, ":turn", subject->field);
    query_text(&query, ":before", before);
    query_number(&query, ":now", now);
    query_text(&query, ":who", who.data);
    int failed = query_run(&query, err);
    buf_release(&who);
    return failed;
}

int trail_forget_absences(struct db *db, struct err *err)
{
    return db_run(db,
                  "DELETE FROM absence_before WHERE absence NOT IN (SELECT id FROM absence)"
                  " AND absence NOT IN (SELECT id FROM deed_image)",
                  err);
}

/* Takes the rows of query: point, field, value, shown, who, changed_at. */
static int take_all(struct query *query, struct correction **corrections, size_t *n,
                    struct err *err)
{
    *corrections = NULL;
    *n = 0;
    while (query_row(query)) {
        *corrections = mem_room(*corrections, *n, sizeof **corrections);
        struct correction *correction = &(*corrections)[(*n)++];
        correction->point = query_take_text(query);
        correction->field = query_take_text(query);
        correction->value = query_take_text(query);
        correction->shown = query_take_text(query);
        correction->who = query_take_text(query);
        correction->at = query_take_number(query);
    }
    if (query_end(query, err) == 0)
        return 0;
    corrections_free(*corrections, *n);
    *corrections = NULL;
    *n = 0;
    return -1;
}

int trail_list(struct store *store, const char *interview, struct correction **corrections,
               size_t *n, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT point, field, value, shown, who, changed_at FROM read_answer_before"
                " WHERE interview = :id ORDER BY seq");
    query_text(&query, ":id", interview);
    return take_all(&query, corrections, n, err);
}

int trail_list_absence(struct store *store, const char *absence, struct correction **corrections,
                       size_t *n, struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT '', field, value, '', who, changed_at FROM read_absence_before"
                " WHERE absence = :id ORDER BY seq");
    query_text(&query, ":id", absence);
    return take_all(&query, corrections, n, err);
}
