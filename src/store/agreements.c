#include "store/agreements.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/change.h"
#include "store/history.h"
#include "store/overlay.h"
#include "store/tail.h"

/* Drafts of an agreement wait under its id, those of a new one under "" in its interview. */
static int drop_drafts(struct change *change, const char *id, const char *field)
{
    struct query query;
    query_begin(&query, change->db,
                "DELETE FROM draft WHERE point = :id AND (:id <> '' OR interview = :interview)"
                " AND (:field = '' OR field = :field)");
    query_text(&query, ":id", id);
    query_text(&query, ":interview", change->interview);
    query_text(&query, ":field", field);
    return query_run(&query, change->err);
}

/* Adds the next revision and gives back what it became. */
static int add_revision(struct change *change, const struct agreement *present,
                        struct agreement *agreement)
{
    struct agreement next = *agreement;
    if ((present->revision && overlay_guard(change->db, present, &next, change->err)) ||
        history_next(change->db, present, &next, change->now, change->err) ||
        overlay_note(change->db, next.id, false, change->now, change->err))
        return -1;
    *agreement = next; /* the same texts; only numbers and ids differ */
    return 0;
}

/* Stores agreement, which has its id, in place of present (revision 0: a new one). */
static int store_revision(struct change *change, const struct agreement *present,
                          struct agreement *agreement, const char *drafts, const char *field)
{
    struct subject subject = {ASPECT_AGREEMENT, agreement->id, NULL, NULL};
    struct agreement next = *agreement;
    int failed = change_watch(change, subject);
    if (!failed && (!present->revision || !history_same(present, agreement)))
        failed = add_revision(change, present, &next);
    failed = change_end(change, failed || drop_drafts(change, drafts, field));
    if (!failed)
        *agreement = next;
    return failed;
}

int agreements_save(struct store *store, struct agreement *agreement, const struct deed *deed,
                    struct err *err)
{
    struct change change;
    struct agreement present = {0};
    bool named = *agreement->id != '\0';
    if (change_begin(&change, store, agreement->interview, deed, err))
        return -1;
    int there = named ? history_load(change.db, agreement->id, &present, err) : 0;
    if (there < 0 || (!there && agreement->revision))
        return change_end(&change, there < 0 ? -1 : history_missing(err));
    struct agreement next = *agreement;
    if (!named)
        uuid_make(next.id, change.now);
    if (!there)
        memcpy(present.interview, agreement->interview, sizeof present.interview);
    memcpy(change.interview, present.interview, sizeof change.interview);
    int failed = store_revision(&change, &present, &next, agreement->id, "");
    if (!failed)
        *agreement = next;
    if (there)
        agreement_release(&present);
    return failed;
}

int agreements_settle(struct store *store, const char *id, enum status status, int due,
                      const char *remark, const struct deed *deed, struct err *err)
{
    struct change change;
    struct agreement present = {0};
    if (change_begin(&change, store, "", deed, err))
        return -1;
    int there = history_load(change.db, id, &present, err);
    if (there <= 0)
        return change_end(&change, there < 0 ? -1 : history_missing(err));
    struct agreement next = history_settled(&present, status, due, remark);
    memcpy(change.interview, present.interview, sizeof change.interview);
    int failed = store_revision(&change, &present, &next, id, "remark");
    agreement_release(&present);
    return failed;
}

int agreements_history(struct store *store, const char *id, struct agreement **revisions, size_t *n,
                       struct err *err)
{
    struct query query;
    *revisions = NULL;
    *n = 0;
    query_begin(
        &query, store_db(store),
        "SELECT a.id, a.interview, r.revision, a.created_at, r.updated_at, " HISTORY_COLUMNS(
            "r.") " FROM agreement a JOIN read_agreement_revision r"
                  " ON r.agreement = a.id WHERE a.id = :id ORDER BY r.revision");
    query_text(&query, ":id", id);
    while (query_row(&query)) {
        *revisions = mem_room(*revisions, *n, sizeof **revisions);
        history_take(&query, &(*revisions)[(*n)++]);
    }
    int failed = query_end(&query, err);
    if (!failed && !*n)
        failed = history_missing(err);
    if (!failed)
        return 0;
    while (*n)
        agreement_release(&(*revisions)[--*n]);
    free(*revisions);
    *revisions = NULL;
    return -1;
}

int agreements_find(struct store *store, const char *id, char found[UUID_SIZE], struct err *err)
{
    static const struct tail_words words = {
        N_("No agreement has an id that ends in \"%s\". 'gesprek agreements' lists them."),
        N_("More than one agreement has an id that ends in \"%s\". Give more of it."),
    };
    return tail_find(store_db(store),
                     "SELECT a.id FROM agreement a JOIN interview i ON i.id = a.interview"
                     " WHERE NOT a.removed AND NOT i.removed AND (a.id = :tail"
                     " OR (:short AND substr(a.id, -length(:tail)) = :tail)) LIMIT 2",
                     &words, id, found, err);
}
