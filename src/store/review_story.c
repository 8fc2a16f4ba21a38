/* The story of one agreement, and what HR says became of it. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "review_inside.h"
#include "store/settlement.h"

void review_history_free(struct review_step *steps, size_t n)
{
    for (size_t i = 0; i < n; i++)
        agreement_release(&steps[i].is);
    free(steps);
}

static unsigned compare(const struct agreement *was, const struct agreement *is)
{
    const struct {
        bool other;
        enum review_change change;
    } parts[] = {
        {was->status != is->status, REVIEW_STATUS},
        {was->due != is->due || strcmp(was->due_words, is->due_words) != 0, REVIEW_DUE},
        {strcmp(was->what, is->what) != 0, REVIEW_WHAT},
        {was->owner != is->owner || strcmp(was->owner_name, is->owner_name) != 0, REVIEW_OWNER},
        {strcmp(was->follow_up, is->follow_up) != 0, REVIEW_FOLLOW_UP},
        {was->look_back != is->look_back, REVIEW_LOOK_BACK},
        {was->basis != is->basis || was->basis_day != is->basis_day, REVIEW_BASIS},
        {*is->remark && strcmp(was->remark, is->remark) != 0, REVIEW_REMARK},
    };
    unsigned changed = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        changed |= parts[i].other ? parts[i].change : 0U;
    return changed;
}

/* Only what HR may see of what HR may see. The last is what it is now. */
static const char story_sql[] =
    "SELECT a.id, a.interview, r.revision, a.created_at, r.updated_at, " HISTORY_COLUMNS(
        "r.") " FROM read_agreement a JOIN interview i ON i.id = a.interview"
              " JOIN read_agreement_revision r ON r.agreement = a.id WHERE a.id = :id "
              "AND " REVIEW_MAY_SEE " AND r.share = 'hr' AND NOT r.removed ORDER BY r.revision";

static void hear_text(char **was, const char *is)
{
    if (strcmp(*was, is) != 0)
        mem_replace(was, "");
}

/* As HISTORY_HEARD has it for a bundle. Said in SQL each text would be held against its sum three
 * times. */
static void hear(struct agreement *was, const struct agreement *is)
{
    hear_text(&was->what, is->what);
    hear_text(&was->owner_name, is->owner_name);
    hear_text(&was->due_words, is->due_words);
    hear_text(&was->follow_up, is->follow_up);
}

/* Adds a step, unless nothing changed that is told. Takes is over. */
static void add_step(struct review_step **steps, size_t *n, struct agreement *is)
{
    unsigned changed =
        *n ? compare(&(*steps)[*n - 1].is, is) : REVIEW_MADE | (*is->remark ? REVIEW_REMARK : 0U);
    if (!changed) {
        agreement_release(is);
        return;
    }
    *steps = mem_room(*steps, *n, sizeof **steps);
    (*steps)[(*n)++] = (struct review_step){*is, changed};
}

/* All its revisions as they are. */
static int read_revisions(struct db *db, const char *id, struct agreement **all, size_t *n,
                          struct err *err)
{
    struct query query;
    query_begin(&query, db, story_sql);
    query_text(&query, ":id", id);
    while (query_row(&query)) {
        *all = mem_room(*all, *n, sizeof **all);
        history_take(&query, &(*all)[(*n)++]);
    }
    return query_end(&query, err);
}

int review_history(struct store *store, const char *id, struct review_step **steps, size_t *n,
                   struct err *err)
{
    struct agreement *all = NULL;
    size_t n_all = 0;
    *steps = NULL;
    *n = 0;
    int failed = read_revisions(store_db(store), id, &all, &n_all, err);
    for (size_t i = 0; i < n_all; i++) {
        hear(&all[i], &all[n_all - 1]);
        add_step(steps, n, &all[i]);
    }
    free(all);
    if (!failed && !n_all)
        failed = history_missing(err);
    if (!failed)
        return 0;
    review_history_free(*steps, *n);
    *steps = NULL;
    *n = 0;
    return -1;
}

const char *review_settle_fault(const struct review_row *row)
{
    return settlement_allowed(&row->row.agreement)
               ? NULL
               : N_("Only what HR is to do can be settled here. Ask the manager for an update.");
}

int review_settle(struct store *store, const char *id, enum status status, int due,
                  const char *remark, struct err *err)
{
    static const char *const words[] = {
        [STATUS_OPEN] = N_("\"%s\" open again"),
        [STATUS_RUNNING] = N_("\"%s\" is being done"),
        [STATUS_CHANGED] = N_("\"%s\" got another date"),
        [STATUS_DONE] = N_("\"%s\" done"),
        [STATUS_DROPPED] = N_("\"%s\" dropped"),
    };
    struct review_row row;
    int found = review_find(store, id, &row, err);
    if (found <= 0)
        return found < 0 ? -1 : history_missing(err);
    struct deed deed = {words[status], row.row.agreement.what};
    int failed = settlement_make(store, id, status, due, remark, &deed, err);
    review_row_release(&row);
    return failed;
}
