#include "store/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"

/* Binds :what and the rest; the days are copied, the texts must stay. */
static void bind(struct query *query, const struct agreement *agreement)
{
    query_text(query, ":what", agreement->what);
    query_text(query, ":owner", owner_key(agreement->owner));
    query_text(query, ":owner_name", agreement->owner_name);
    query_day(query, ":due", agreement->due);
    query_text(query, ":due_words", agreement->due_words);
    query_text(query, ":follow_up", agreement->follow_up);
    query_day(query, ":look_back", agreement->look_back);
    query_text(query, ":basis", basis_key(agreement->basis));
    query_day(query, ":basis_day", agreement->basis_day);
    query_text(query, ":share", share_key(agreement->share));
    query_text(query, ":confirmed", confirmed_key(agreement->confirmed));
    query_text(query, ":status", status_key(agreement->status));
    query_text(query, ":remark", agreement->remark);
    query_number(query, ":removed", agreement->removed);
}

/* What comes from a fixed set is read back by its key; the file's CHECKs keep out all else. */
void history_take(struct query *query, struct agreement *agreement)
{
    *agreement = (struct agreement){.share = SHARE_HR};
    query_take_id(query, agreement->id, sizeof agreement->id);
    query_take_id(query, agreement->interview, sizeof agreement->interview);
    agreement->revision = (int)query_take_number(query);
    agreement->created_at = query_take_number(query);
    agreement->updated_at = query_take_number(query);
    agreement->what = query_take_text(query);
    owner_parse(query_see_key(query), &agreement->owner);
    agreement->owner_name = query_take_text(query);
    agreement->due = query_take_day(query);
    agreement->due_words = query_take_text(query);
    agreement->follow_up = query_take_text(query);
    agreement->look_back = query_take_day(query);
    basis_parse(query_see_key(query), &agreement->basis);
    agreement->basis_day = query_take_day(query);
    share_parse(query_see_key(query), &agreement->share);
    confirmed_parse(query_see_key(query), &agreement->confirmed);
    status_parse(query_see_key(query), &agreement->status);
    agreement->remark = query_take_text(query);
    agreement->removed = query_take_number(query) != 0;
}

int history_load(struct db *db, const char *id, struct agreement *agreement, struct err *err)
{
    struct query query;
    int there = 0;
    query_begin(&query, db, "SELECT " HISTORY_AGREEMENT " FROM agreement a WHERE a.id = :id");
    query_text(&query, ":id", id);
    if (query_row(&query)) {
        history_take(&query, agreement);
        there = 1;
    }
    return query_end(&query, err) ? -1 : there;
}

bool history_same(const struct agreement *a, const struct agreement *b)
{
    return a->owner == b->owner && a->due == b->due && a->look_back == b->look_back &&
           a->basis == b->basis && a->basis_day == b->basis_day && a->share == b->share &&
           a->confirmed == b->confirmed && a->status == b->status && a->removed == b->removed &&
           !strcmp(a->what, b->what) && !strcmp(a->owner_name, b->owner_name) &&
           !strcmp(a->due_words, b->due_words) && !strcmp(a->follow_up, b->follow_up) &&
           !strcmp(a->remark, b->remark);
}

struct agreement history_settled(const struct agreement *present, enum status status, int due,
                                 const char *remark)
{
    struct agreement next = *present;
    next.status = status;
    next.remark = (char *)(remark ? remark : "");
    if (status == STATUS_CHANGED && due != DAY_NONE) {
        next.due = due;
        next.due_words = (char *)"";
    }
    return next;
}

int history_missing(struct err *err)
{
    return err_set(err, "This agreement is not in the file any more. Choose another one.");
}

int history_follow(struct db *db, const char *id, struct err *err)
{
    struct query query;
    query_begin(
        &query, db,
        "UPDATE agreement SET (revision, updated_at, " HISTORY_COLUMNS(
            "") ") ="
                " (SELECT revision, updated_at, " HISTORY_COLUMNS(
                    "") " FROM read_agreement_revision"
                        "  WHERE agreement = :id ORDER BY revision DESC LIMIT 1) WHERE id = :id");
    query_text(&query, ":id", id);
    return query_run(&query, err);
}

static int make(struct db *db, const struct agreement *agreement, struct err *err)
{
    struct query query;
    query_begin(
        &query, db,
        "INSERT INTO agreement (id, interview, created_at, revision, updated_at, " HISTORY_COLUMNS(
            "") ") SELECT agreement, :interview, updated_at, revision,"
                " updated_at, " HISTORY_COLUMNS("") " FROM read_agreement_revision"
                                                    " WHERE agreement = :id");
    query_text(&query, ":id", agreement->id);
    query_text(&query, ":interview", agreement->interview);
    return query_run(&query, err);
}

int history_add(struct db *db, const struct agreement *agreement, struct err *err)
{
    struct query query;
    query_begin(
        &query, db,
        "INSERT INTO agreement_revision (agreement, revision, updated_at, " HISTORY_COLUMNS(
            "") ") VALUES (:id, :revision, :now, "
                ":what, :owner, :owner_name, :due, :due_words, :follow_up, :look_back, :basis,"
                " :basis_day, :share, :confirmed, :status, :remark, :removed)");
    query_text(&query, ":id", agreement->id);
    query_number(&query, ":revision", agreement->revision);
    query_number(&query, ":now", agreement->updated_at);
    bind(&query, agreement);
    if (query_run(&query, err))
        return -1;
    return agreement->revision == 1 ? make(db, agreement, err)
                                    : history_follow(db, agreement->id, err);
}

int history_next(struct db *db, const struct agreement *present, struct agreement *next,
                 int64_t now, struct err *err)
{
    memcpy(next->interview, present->interview, sizeof next->interview);
    next->revision = present->revision + 1;
    next->created_at = present->revision ? present->created_at : now;
    next->updated_at = now;
    return history_add(db, next, err);
}

#define AGAIN                                                                                      \
    " FROM agreement a JOIN read_agreement_revision r ON r.agreement = a.id WHERE a.id = :id"      \
    " AND r.revision = CAST(:revision AS INTEGER)"

int history_again(struct db *db, const char *id, const char *revision, int64_t now, struct err *err)
{
    struct query query;
    query_begin(&query, db,
                "INSERT INTO agreement_revision (agreement, revision, updated_at, " HISTORY_COLUMNS(
                    "") ") SELECT a.id, a.revision + 1, :now, " HISTORY_COLUMNS("r.") AGAIN);
    query_text(&query, ":id", id);
    query_text(&query, ":revision", revision);
    query_number(&query, ":now", now);
    return query_run(&query, err) || history_follow(db, id, err) ? -1 : 0;
}

int history_withdraw(struct db *db, const char *id, int64_t now, struct err *err)
{
    struct query query;
    query_begin(
        &query, db,
        "INSERT INTO agreement_revision (agreement, revision, updated_at, " HISTORY_COLUMNS(
            "") ") SELECT id, revision + 1, :now, what, owner, owner_name, due,"
                " due_words, follow_up, look_back, basis, basis_day, share, confirmed, status,"
                " remark, 1 FROM read_agreement WHERE id = :id");
    query_text(&query, ":id", id);
    query_number(&query, ":now", now);
    return query_run(&query, err) || history_follow(db, id, err) ? -1 : 0;
}
