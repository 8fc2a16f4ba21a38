#include "store/overlay.h"

#include <stdlib.h>
#include <string.h>

#include "store/history.h"

#define COLLECTED "SELECT 1 FROM claim WHERE agreement = :id AND source <> '' AND NOT gone"

static int is_collected(struct db *db, const char *agreement, bool *collected, struct err *err)
{
    struct query query;
    query_begin(&query, db, COLLECTED);
    query_text(&query, ":id", agreement);
    *collected = query_row(&query);
    return query_end(&query, err);
}

/* What HR leaves as it is, is the same. */
static bool keeps_the_rest(const struct agreement *a, const struct agreement *b)
{
    return a->owner == b->owner && a->look_back == b->look_back && a->basis == b->basis &&
           a->basis_day == b->basis_day && a->share == b->share && a->confirmed == b->confirmed &&
           a->removed == b->removed && !strcmp(a->what, b->what) &&
           !strcmp(a->owner_name, b->owner_name) && !strcmp(a->follow_up, b->follow_up);
}

int overlay_guard(struct db *db, const struct agreement *present, const struct agreement *next,
                  struct err *err)
{
    bool collected = false;
    if (is_collected(db, present->id, &collected, err))
        return -1;
    if (!collected || (present->owner == OWNER_HR && keeps_the_rest(present, next)))
        return 0;
    return present->owner == OWNER_HR
               ? err_set(err, "What was agreed is changed by the manager who agreed it. Here you "
                              "can say what became of it.")
               : err_set(err, "Only what HR is to do can be settled here. Ask the manager for an "
                              "update.");
}

/* ---- noting ---------------------------------------------------------------------------------- */

static int mark_last(struct db *db, const char *agreement, const char *id, struct err *err)
{
    struct query query;
    query_begin(&query, db,
                "UPDATE agreement_revision SET settlement = :settlement WHERE agreement = :id"
                " AND revision = (SELECT revision FROM agreement WHERE id = :id)");
    query_text(&query, ":settlement", id);
    query_text(&query, ":id", agreement);
    return query_run(&query, err);
}

/* The settlement is what the last revision says, and its day when that is another one. */
static int keep(struct db *db, const char *agreement, const char *id, struct err *err)
{
    struct query query;
    query_begin(
        &query, db,
        "INSERT INTO settlement (id, agreement, step, status, moved, due, due_words,"
        " remark, made_at, taken) SELECT :settlement, r.agreement, (SELECT ifnull(max(step), 0)"
        "  + 1 FROM settlement WHERE agreement = :id), r.status, r.due IS NOT p.due"
        "  OR r.due_words <> p.due_words, r.due, r.due_words, r.remark, r.updated_at,"
        " 0 FROM read_agreement_revision r JOIN read_agreement_revision p"
        "  ON p.agreement = r.agreement AND p.revision = r.revision - 1"
        " WHERE r.agreement = :id AND r.revision = (SELECT revision FROM agreement"
        "  WHERE id = :id)");
    query_text(&query, ":settlement", id);
    query_text(&query, ":id", agreement);
    return query_run(&query, err);
}

int settled_know(struct db *db, const char *agreement, const char *id, struct err *err)
{
    struct query query;
    query_begin(&query, db,
                "INSERT INTO settlement (id, agreement, step, status, moved, due_words, remark,"
                " made_at, taken) SELECT :settlement, :id, ifnull(max(step), 0) + 1, 'open', 0, '',"
                " '', 0, 1 FROM settlement WHERE agreement = :id");
    query_text(&query, ":settlement", id);
    query_text(&query, ":id", agreement);
    return query_run(&query, err);
}

int overlay_note(struct db *db, const char *agreement, bool hr, int64_t now, struct err *err)
{
    bool collected = false;
    char id[UUID_SIZE];
    if (is_collected(db, agreement, &collected, err))
        return -1;
    if (!collected && !hr)
        return 0;
    uuid_make(id, now);
    return mark_last(db, agreement, id, err) ||
                   (collected ? keep : settled_know)(db, agreement, id, err)
               ? -1
               : 0;
}

/* ---- laying ---------------------------------------------------------------------------------- */

void settled_take(struct query *query, struct settled *settled)
{
    query_take_id(query, settled->id, sizeof settled->id);
    settled->status = query_take_text(query);
    settled->moved = query_take_number(query) != 0;
    bool none = query_sees_null(query);
    char *due = query_take_text(query);
    if (none)
        free(due);
    settled->due = none ? NULL : due;
    settled->due_words = query_take_text(query);
    settled->remark = query_take_text(query);
    settled->made_at = query_take_number(query);
}

void settled_release(struct settled *settled)
{
    free(settled->status);
    free(settled->due);
    free(settled->due_words);
    free(settled->remark);
    *settled = (struct settled){.moved = false};
}

static int add_revision(struct db *db, const char *agreement, const struct settled *settled,
                        struct err *err)
{
    struct query query;
    query_begin(
        &query, db,
        "INSERT INTO agreement_revision (agreement, revision, updated_at, "
        "settlement, " HISTORY_COLUMNS(
            "") ") SELECT id, revision + 1, :made_at, :settlement, what, owner,"
                " owner_name, iif(:moved, :due, due), iif(:moved, :due_words, due_words),"
                " follow_up, look_back, basis, basis_day, share, confirmed, :status, :remark,"
                " removed FROM read_agreement WHERE id = :id");
    query_text(&query, ":id", agreement);
    query_text(&query, ":settlement", settled->id);
    query_number(&query, ":made_at", settled->made_at);
    query_number(&query, ":moved", settled->moved);
    if (settled->due)
        query_text(&query, ":due", settled->due);
    query_text(&query, ":due_words", settled->due_words);
    query_text(&query, ":status", settled->status);
    query_text(&query, ":remark", settled->remark);
    return query_run(&query, err);
}

int settled_add(struct db *db, const char *agreement, const struct settled *settled,
                struct err *err)
{
    return add_revision(db, agreement, settled, err) || history_follow(db, agreement, err) ? -1 : 0;
}

int overlay_lay(struct db *db, const char *agreement, struct err *err)
{
    struct query query;
    int failed = 0;
    query_begin(&query, db,
                "SELECT " SETTLED_COLUMNS
                " FROM read_settlement WHERE agreement = :id AND NOT taken"
                " ORDER BY step");
    query_text(&query, ":id", agreement);
    while (!failed && query_row(&query)) {
        struct settled settled;
        settled_take(&query, &settled);
        failed = settled_add(db, agreement, &settled, err);
        settled_release(&settled);
    }
    return query_end(&query, err) || failed ? -1 : 0;
}
