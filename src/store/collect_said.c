#include <stdlib.h>
#include <string.h>

#include "store/aspect.h"
#include "store/lookup.h"
#include "store/overlay.h"
#include "collect_inside.h"

/* ---- what never changes ---------------------------------------------------------------------- */

/*
 * A kind of thing that has an id and never changes: how it reads there and here, and how it gets
 * here. When both have it and it is not the same, somebody's file is not
 * what it was: that is told, and the one that sorts last holds, as a whole.
 */
struct lasting {
    const char *theirs, *ours, *make, *renew;
};

/* Asks sql with :id: 1 and *text is its answer, 0 when it has none. */
static int ask(struct merge *merge, const char *sql, const char *id, char **text)
{
    struct query query;
    *text = NULL;
    query_begin(&query, merge->db, sql);
    query_text(&query, ":id", id);
    if (query_row(&query))
        *text = query_take_text(&query);
    return query_end(&query, merge->err) ? -1 : *text != NULL;
}

static int run_for(struct merge *merge, const char *sql, const char *id)
{
    struct query query;
    query_begin(&query, merge->db, sql);
    query_text(&query, ":id", id);
    return query_run(&query, merge->err);
}

static int bring(struct merge *merge, const struct lasting *kind, const char *id, bool *made)
{
    char *theirs = NULL, *ours = NULL;
    int there = ask(merge, kind->theirs, id, &theirs) < 0 ? -1 : ask(merge, kind->ours, id, &ours);
    int difference = theirs && ours ? strcmp(theirs, ours) : 0;
    int failed = there < 0;
    *made = there == 0;
    if (difference)
        merge_dispute(merge, id);
    if (*made || difference > 0)
        failed = run_for(merge, *made ? kind->make : kind->renew, id);
    free(theirs);
    free(ours);
    return failed ? -1 : 0;
}

/* ---- sparring -------------------------------------------------------------------------------- */

/* Whose thread it is in this file: its own come back in return bundles. */
#define WHOSE "iif((SELECT count(*) FROM bundle.addressee), '', (SELECT source FROM bundle.bundle))"

static const struct lasting thread_kind = {
    "SELECT json_array(" WHOSE ", guide, point, title) FROM bundle.thread WHERE id = :id",
    "SELECT json_array(source, guide, point, title) FROM sparring WHERE id = :id",
    "INSERT INTO sparring (id, source, interview, guide, point, title)"
    " SELECT id, " WHOSE ", NULL, guide, point, title FROM bundle.thread WHERE id = :id",
    "UPDATE sparring SET (guide, point, title) ="
    " (SELECT guide, point, title FROM bundle.thread WHERE id = :id)"
    " WHERE id = :id AND source = " WHOSE,
};

#define MESSAGE "thread, step, side, closes, text, at"

static const struct lasting message_kind = {
    "SELECT json_array(" MESSAGE ") FROM bundle.message WHERE id = :id",
    "SELECT json_array(" MESSAGE ") FROM sparring_message WHERE id = :id",
    "INSERT INTO sparring_message (id, " MESSAGE ", seen)"
    " SELECT id, " MESSAGE ", 0 FROM bundle.message WHERE id = :id",
    "UPDATE sparring_message SET (step, side, closes, text, at) ="
    " (SELECT step, side, closes, text, at FROM bundle.message WHERE id = :id)"
    " WHERE id = :id AND thread = (SELECT thread FROM bundle.message WHERE id = :id)",
};

static int bring_messages(struct merge *merge, const char *thread)
{
    struct query query;
    int failed = 0;
    query_begin(&query, merge->db,
                "SELECT id FROM bundle.message WHERE thread = :thread ORDER BY id");
    query_text(&query, ":thread", thread);
    while (!failed && query_row(&query)) {
        bool made = false;
        failed = bring(merge, &message_kind, query_see_key(&query), &made);
        merge->found->messages += made && !failed;
    }
    return query_end(&query, merge->err) || failed ? -1 : 0;
}

/* A thread of another file takes nothing from this one, and HR's answers bring no question back
 * that was erased here. */
static int bring_thread(struct merge *merge, const char *id)
{
    static const char source_sql[] = "SELECT source FROM sparring WHERE id = :id";
    char *source = NULL;
    bool made = false;
    int known = merge->found->returned ? ask(merge, source_sql, id, &source) : 1;
    free(source);
    if (known <= 0)
        return known;
    if (bring(merge, &thread_kind, id, &made) || ask(merge, source_sql, id, &source) < 0)
        return -1;
    bool fits = source && !strcmp(source, merge->found->returned ? "" : merge->source);
    free(source);
    return fits ? bring_messages(merge, id) : 0;
}

int merge_threads(struct merge *merge)
{
    struct query query;
    int failed = 0;
    query_begin(&query, merge->db, "SELECT id FROM bundle.thread ORDER BY id");
    while (!failed && query_row(&query))
        failed = bring_thread(merge, query_see_key(&query));
    return query_end(&query, merge->err) || failed ? -1 : 0;
}

/* ---- requests -------------------------------------------------------------------------------- */

#define REQUEST "agreement, step, revision, question, asked_at"

static const struct lasting request_kind = {
    "SELECT json_array(" REQUEST ") FROM bundle.request WHERE id = :id",
    "SELECT json_array(" REQUEST ") FROM request WHERE id = :id",
    "INSERT INTO request (id, " REQUEST ") SELECT id, " REQUEST " FROM bundle.request"
    " WHERE id = :id",
    "UPDATE request SET (step, revision, question, asked_at) ="
    " (SELECT step, revision, question, asked_at FROM bundle.request WHERE id = :id)"
    " WHERE id = :id AND agreement = (SELECT agreement FROM bundle.request WHERE id = :id)",
};

/* Is it an agreement of this file itself that HR may see? HR hears of one that is not with the next
 * bundle. */
static int is_shared(struct merge *merge, const char *agreement, bool *shared)
{
    char *one = NULL;
    int there = ask(merge,
                    "SELECT 1 FROM agreement a JOIN interview i ON i.id = a.interview"
                    " WHERE a.id = :id AND a.share = 'hr' AND NOT a.removed AND NOT i.removed"
                    " AND a.id NOT IN (SELECT agreement FROM claim)",
                    agreement, &one);
    *shared = there > 0;
    free(one);
    return there < 0 ? -1 : 0;
}

int merge_requests(struct merge *merge)
{
    struct query query;
    int failed = 0;
    query_begin(&query, merge->db, "SELECT id, agreement FROM bundle.request ORDER BY id");
    while (!failed && query_row(&query)) {
        char id[UUID_SIZE];
        bool shared = false, made = false;
        query_take_id(&query, id, sizeof id);
        failed = is_shared(merge, query_see_key(&query), &shared);
        if (!failed && shared)
            failed = bring(merge, &request_kind, id, &made);
        merge->found->requests += made && !failed;
    }
    return query_end(&query, merge->err) || failed ? -1 : 0;
}

/* ---- settlements ----------------------------------------------------------------------------- */

/* May HR settle it, and is this settlement not in it yet? Whose it was while HR knew it counts: the
 * manager may have taken it over since. */
static int is_due(struct merge *merge, const char *id, const char *agreement, bool *due)
{
    char *one = NULL;
    bool shared = false;
    *due = false;
    if (is_shared(merge, agreement, &shared))
        return -1;
    int there = ask(merge, "SELECT 1 FROM settlement WHERE id = :id", id, &one);
    free(one);
    if (there || !shared)
        return there < 0 ? -1 : 0;
    there = ask(merge,
                "SELECT 1 FROM agreement_revision WHERE agreement = :id AND owner = 'hr'"
                " AND share = 'hr'",
                agreement, &one);
    free(one);
    *due = there > 0;
    return there < 0 ? -1 : 0;
}

/* Undo of what was done before would put it back to before. */
static int take_in(struct merge *merge, const char *agreement, const struct settled *settled)
{
    struct subject subject = {ASPECT_AGREEMENT, agreement, NULL, NULL};
    return lookup_leave(merge->db, &subject, merge->err) ||
                   settled_add(merge->db, agreement, settled, merge->err) ||
                   settled_know(merge->db, agreement, settled->id, merge->err) ||
                   run_for(merge,
                           "DELETE FROM deed WHERE seq IN (SELECT deed FROM deed_image"
                           " WHERE id = :id)",
                           agreement) ||
                   lookup_enter(merge->db, &subject, merge->err)
               ? -1
               : 0;
}

int merge_settlements(struct merge *merge)
{
    struct query query;
    int failed = 0;
    query_begin(&query, merge->db,
                "SELECT agreement, " SETTLED_COLUMNS
                " FROM bundle.settlement ORDER BY agreement, step, id");
    while (!failed && query_row(&query)) {
        char agreement[UUID_SIZE];
        struct settled settled;
        bool due = false;
        query_take_id(&query, agreement, sizeof agreement);
        settled_take(&query, &settled);
        failed = is_due(merge, settled.id, agreement, &due);
        if (!failed && due)
            failed = take_in(merge, agreement, &settled);
        merge->found->settlements += due && !failed;
        settled_release(&settled);
    }
    return query_end(&query, merge->err) || failed ? -1 : 0;
}
