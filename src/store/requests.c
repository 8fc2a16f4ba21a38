#include "store/requests.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/change.h"
#include "store/history.h"
#include "store/overlay.h"
#include "store/people.h"
#include "agreements_inside.h"
#include "interviews_inside.h"

/* The revision that answers request q: the first of the manager's after the last one HR knew. */
#define ANSWERED_AT                                                                                \
    "ifnull((SELECT r.updated_at FROM agreement_revision r WHERE r.agreement = q.agreement"        \
    " AND r.revision > q.revision AND r.settlement = '' ORDER BY r.revision LIMIT 1), 0)"

/* The columns of a request q about agreement a, in the order take reads. */
#define COLUMNS "q.id, q.agreement, q.question, q.asked_at, a.status, " ANSWERED_AT

void request_release(struct request *request)
{
    free(request->question);
    *request = (struct request){.question = NULL};
}

static void take(struct query *query, struct request *request)
{
    enum status status = STATUS_OPEN;
    query_take_id(query, request->id, sizeof request->id);
    query_take_id(query, request->agreement, sizeof request->agreement);
    request->question = query_take_text(query);
    request->asked_at = query_take_number(query);
    status_parse(query_see_key(query), &status);
    request->answered_at = query_take_number(query);
    request->state = request->answered_at                                ? REQUEST_ANSWERED
                     : status == STATUS_DONE || status == STATUS_DROPPED ? REQUEST_LAPSED
                                                                         : REQUEST_OPEN;
}

const char *request_fault(const char *question)
{
    return utf8_line_fault(question, REQUEST_QUESTION_MAX,
                           N_("This is too long: use at most 200 characters."));
}

/* ---- asking ---------------------------------------------------------------------------------- */

static int ask(struct change *change, const char *id, const char *agreement, const char *question)
{
    struct query query;
    query_begin(&query, change->db,
                "INSERT INTO request (id, agreement, step, revision, question, asked_at)"
                " SELECT :id, a.id, (SELECT ifnull(max(step), 0) + 1 FROM request"
                "  WHERE agreement = a.id), ifnull(c.revision, a.revision), :question, :now FROM "
                "agreement a"
                " LEFT JOIN claim c ON c.agreement = a.id WHERE a.id = :agreement");
    query_text(&query, ":id", id);
    query_text(&query, ":agreement", agreement);
    query_text(&query, ":question", question);
    query_number(&query, ":now", change->now);
    return query_run(&query, change->err);
}

static int may_ask(struct change *change, const char *id, const char *question)
{
    struct agreement present = {0};
    const char *fault = request_fault(question);
    if (fault)
        return err_set(change->err, "%s", tr(change->err->lang, fault));
    int there = history_load(change->db, id, &present, change->err);
    if (there <= 0)
        return there < 0 ? -1 : history_missing(change->err);
    bool shared = present.share == SHARE_HR && !present.removed;
    bool settled = !agreement_unsettled(&present);
    agreement_release(&present);
    if (!shared)
        return history_missing(change->err);
    return settled ? err_set(change->err, "This agreement is settled, so there is nothing to ask.")
                   : 0;
}

int requests_ask(struct store *store, const char *agreement, const char *question,
                 const struct deed *deed, struct err *err)
{
    struct change change;
    char id[UUID_SIZE];
    question = question ? question : "";
    if (change_begin(&change, store, "", deed, err))
        return -1;
    uuid_make(id, change.now);
    int failed = may_ask(&change, agreement, question) ||
                 change_watch(&change, (struct subject){ASPECT_REQUEST, id, NULL, NULL}) ||
                 ask(&change, id, agreement, question);
    return change_end(&change, failed);
}

/* ---- answering ------------------------------------------------------------------------------- */

static int answer(struct change *change, const struct agreement *present, const char *remark)
{
    struct agreement next = *present;
    struct subject subject = {ASPECT_AGREEMENT, present->id, NULL, NULL};
    next.remark =
        (char *)(remark && !utf8_blank(remark) ? remark : tr(change->err->lang, "No news yet."));
    return change_watch(change, subject) ||
                   overlay_guard(change->db, present, &next, change->err) ||
                   history_next(change->db, present, &next, change->now, change->err) ||
                   overlay_note(change->db, present->id, false, change->now, change->err)
               ? -1
               : 0;
}

int requests_answer(struct store *store, const char *agreement, const char *remark,
                    const struct deed *deed, struct err *err)
{
    struct change change;
    struct agreement present = {0};
    if (change_begin(&change, store, "", deed, err))
        return -1;
    int there = history_load(change.db, agreement, &present, err);
    if (there <= 0)
        return change_end(&change, there < 0 ? -1 : history_missing(err));
    memcpy(change.interview, present.interview, sizeof change.interview);
    int failed = change_end(&change, answer(&change, &present, remark));
    agreement_release(&present);
    return failed;
}

/* ---- reading --------------------------------------------------------------------------------- */

int requests_last(struct store *store, const char *agreement, struct request *request,
                  struct err *err)
{
    struct query query;
    int there = 0;
    *request = (struct request){.question = NULL};
    query_begin(&query, store_db(store),
                "SELECT " COLUMNS " FROM read_request q JOIN agreement a ON a.id = q.agreement"
                " WHERE q.agreement = :id ORDER BY q.step DESC, q.id DESC LIMIT 1");
    query_text(&query, ":id", agreement);
    if (query_row(&query)) {
        take(&query, request);
        there = 1;
    }
    return query_end(&query, err) ? -1 : there;
}

#define LOOKED_AT "1000"

/* Requests q that were made last (their ids are in order of time), as many as are looked at, about
 * agreements a of this file itself. */
#define LAST_ASKED                                                                                 \
    " FROM (SELECT id, agreement, revision FROM request ORDER BY id DESC LIMIT " LOOKED_AT ") q"   \
    " CROSS JOIN agreement a ON a.id = q.agreement WHERE NOT a.removed AND NOT a.collected AND "   \
    "a.share = 'hr' AND " AGREEMENT_UNSETTLED("a.")

/* Mostly none is open: that is known without all it takes to read one. */
static const char any_sql[] = "SELECT EXISTS (SELECT 1" LAST_ASKED " AND " ANSWERED_AT " = 0)";

#define WHEN INTERVIEW_MOMENT("i.")

/* The last request of each agreement that is still open. */
static const char open_sql[] =
    "SELECT " COLUMNS ", " HISTORY_AGREEMENT ", " PERSON_COLUMNS ", g.guide, g.version,"
    " " WHEN " FROM (SELECT q.id" LAST_ASKED ") w CROSS JOIN read_request q ON q.id = w.id"
    " CROSS JOIN agreement a ON a.id = q.agreement"
    " JOIN interview i ON i.id = a.interview JOIN read_person p ON p.id = i.person"
    " JOIN guide_text g ON g.checksum = i.checksum WHERE NOT i.removed"
    " AND q.id = (SELECT id FROM request WHERE agreement = a.id ORDER BY step DESC, id DESC LIMIT "
    "1)"
    " AND " ANSWERED_AT " = 0 ORDER BY q.asked_at, q.id LIMIT :most";

int requests_open(struct store *store, size_t most, struct request_row **rows, size_t *n,
                  struct err *err)
{
    struct query query;
    int64_t found = 0;
    *rows = NULL;
    *n = 0;
    if (db_number(store_db(store), any_sql, &found, err))
        return -1;
    if (!found)
        return 0;
    query_begin(&query, store_db(store), open_sql);
    query_number(&query, ":most", most ? (int64_t)most : -1);
    while (query_row(&query)) {
        *rows = mem_room(*rows, *n, sizeof **rows);
        struct request_row *row = &(*rows)[(*n)++];
        take(&query, &row->request);
        history_take(&query, &row->about.agreement);
        person_take(&query, &row->about.person);
        row->about.guide_id = query_take_text(&query);
        row->about.guide_version = query_take_text(&query);
        row->about.interview_at = query_take_number(&query);
    }
    if (query_end(&query, err) == 0)
        return 0;
    request_rows_free(*rows, *n);
    *rows = NULL;
    *n = 0;
    return -1;
}

void request_rows_free(struct request_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        request_release(&rows[i].request);
        agreement_release(&rows[i].about.agreement);
        person_release(&rows[i].about.person);
        free(rows[i].about.guide_id);
        free(rows[i].about.guide_version);
    }
    free(rows);
}
