#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/change.h"
#include "store/interviews.h"

void draft_release(struct draft *draft)
{
    free(draft->point);
    free(draft->field);
    free(draft->text);
    *draft = (struct draft){0};
}

int interviews_draft(struct store *store, const struct draft *draft, struct err *err)
{
    struct query query;
    if (store_begin(store, err))
        return -1;
    query_begin(&query, store_db(store),
                "INSERT OR REPLACE INTO draft (interview, point, field, text, cursor, updated_at)"
                " VALUES (:interview, :point, :field, :text, :cursor, :now)");
    query_text(&query, ":interview", draft->interview);
    query_text(&query, ":point", draft->point);
    query_text(&query, ":field", draft->field);
    query_text(&query, ":text", draft->text);
    query_number(&query, ":cursor", (int64_t)draft->cursor);
    query_number(&query, ":now", store_now(store));
    return store_end(store, query_run(&query, err), err);
}

int interviews_drop_draft(struct store *store, const char *interview, const char *point,
                          const char *field, struct err *err)
{
    struct query query;
    if (store_begin(store, err))
        return -1;
    query_begin(&query, store_db(store),
                "DELETE FROM draft WHERE interview = :interview AND point = :point"
                " AND field = :field");
    query_text(&query, ":interview", interview);
    query_text(&query, ":point", point);
    query_text(&query, ":field", field);
    return store_end(store, query_run(&query, err), err);
}

int interviews_drafts(struct store *store, const char *interview, struct draft **drafts, size_t *n,
                      struct err *err)
{
    struct query query;
    *drafts = NULL;
    *n = 0;
    query_begin(
        &query, store_db(store),
        "SELECT interview, point, field, read_draft(d.text), cursor, updated_at FROM draft d"
        " WHERE interview = :interview ORDER BY updated_at, rowid");
    query_text(&query, ":interview", interview);
    while (query_row(&query)) {
        *drafts = mem_room(*drafts, *n, sizeof **drafts);
        struct draft *draft = &(*drafts)[(*n)++];
        query_take_id(&query, draft->interview, sizeof draft->interview);
        draft->point = query_take_text(&query);
        draft->field = query_take_text(&query);
        draft->text = query_take_text(&query);
        draft->cursor = (size_t)query_take_number(&query);
        draft->updated_at = query_take_number(&query);
        if (draft->cursor > strlen(draft->text))
            draft->cursor = strlen(draft->text);
    }
    if (query_end(&query, err) == 0)
        return 0;
    while (*n)
        draft_release(&(*drafts)[--*n]);
    free(*drafts);
    *drafts = NULL;
    return -1;
}

static int write_place(struct db *db, const struct place *place, struct err *err)
{
    struct query query;
    query_begin(&query, db,
                "INSERT OR REPLACE INTO place (only, screen, interview, step, item, cursor)"
                " VALUES (1, :screen, :interview, :step, :item, :cursor)");
    query_text(&query, ":screen", place->screen);
    query_text(&query, ":interview", place->interview);
    query_text(&query, ":step", place->step);
    query_text(&query, ":item", place->item);
    query_number(&query, ":cursor", (int64_t)place->cursor);
    return query_run(&query, err);
}

int interviews_place_set(struct store *store, const struct place *place, struct err *err)
{
    if (store_begin_loose(store, err))
        return -1;
    return store_end(store, write_place(store_db(store), place, err), err);
}

int interviews_place_ahead(struct store *store, const struct place *place, struct err *err)
{
    if (store_begin(store, err))
        return -1;
    return store_leave_open(store, write_place(store_db(store), place, err), err);
}

int interviews_place(struct store *store, struct place *place, struct err *err)
{
    struct query query;
    *place = (struct place){0};
    query_begin(&query, store_db(store),
                "SELECT screen, interview, step, item, cursor FROM place WHERE interview = ''"
                " OR EXISTS (SELECT 1 FROM interview i WHERE i.id = place.interview"
                " AND NOT i.removed)");
    if (query_row(&query)) {
        query_take_id(&query, place->screen, sizeof place->screen);
        query_take_id(&query, place->interview, sizeof place->interview);
        query_take_id(&query, place->step, sizeof place->step);
        query_take_id(&query, place->item, sizeof place->item);
        place->cursor = (size_t)query_take_number(&query);
    }
    return query_end(&query, err);
}
