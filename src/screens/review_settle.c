/*
 * review_settle: what HR did itself is settled by HR; what others do is theirs to settle.
 */
#include "base/day.h"
#include "review_inside.h"
#include "screens/ask.h"

bool settle_is(int command)
{
    return command >= REVIEW_DONE && command <= REVIEW_ADD;
}

static struct outcome settle(struct review *review, enum status status, int due, const char *remark)
{
    struct store *store = review->screen.desk->store;
    struct err err = ERR_INIT(review->screen.desk->lang);
    const struct review_row *row = rows_selected(&review->rows);
    if (!row)
        return outcome_redraw();
    struct outcome outcome = outcome_say(tr(err.lang, "Settled: \"%s\". Ctrl-Z takes it back."),
                                         row->row.agreement.what);
    if (review_settle(store, row->row.agreement.id, status, due, remark, &err) ||
        review->screen.ops->refresh(&review->screen, &err))
        return outcome_err(&err);
    return outcome;
}

static struct outcome ask_date(const struct review *review, const struct agreement *agreement)
{
    enum lang lang = review->screen.desk->lang;
    struct ask ask = {
        .tag = TAG_DATE,
        .kind = ASK_DAY,
        .audience = AUDIENCE_MANAGER,
        .about = agreement->id,
        .question = tr(lang, "When will you do it instead?"),
        .hint = tr(lang, "For instance: friday, in 2 weeks, week 50, 15-12. The old date stays in "
                         "the history."),
        .day = agreement->due,
    };
    return outcome_open(ask_open(review->screen.desk, &ask));
}

static struct outcome ask_remark(const struct review *review, const struct agreement *agreement)
{
    enum lang lang = review->screen.desk->lang;
    struct ask ask = {
        .tag = TAG_REMARK,
        .kind = ASK_TEXT,
        .audience = AUDIENCE_MANAGER,
        .about = agreement->id,
        .question = tr(lang, "What is worth knowing about it?"),
        .hint = tr(lang, "No medical reason: HR and the manager may read this."),
        .text = agreement->remark,
        .max = AGREEMENT_FOLLOW_UP_MAX,
        .blank = true,
    };
    return outcome_open(ask_open(review->screen.desk, &ask));
}

/* The status it has already takes it back to open. */
static enum status turned(const struct agreement *agreement, enum status status)
{
    return agreement->status == status ? STATUS_OPEN : status;
}

struct outcome settle_command(struct review *review, int command)
{
    const struct review_row *row = rows_selected(&review->rows);
    const char *fault = row ? review_settle_fault(row) : NULL;
    if (!row)
        return outcome_nothing();
    if (fault)
        return outcome_say("%s", tr(review->screen.desk->lang, fault));
    const struct agreement *agreement = &row->row.agreement;
    switch (command) {
    case REVIEW_DONE:
        return settle(review, turned(agreement, STATUS_DONE), DAY_NONE, "");
    case REVIEW_RUNNING:
        return settle(review, turned(agreement, STATUS_RUNNING), DAY_NONE, "");
    case REVIEW_DROP:
        return settle(review, turned(agreement, STATUS_DROPPED), DAY_NONE, "");
    case REVIEW_MOVE:
        return ask_date(review, agreement);
    case REVIEW_ADD:
        return ask_remark(review, agreement);
    default:
        return outcome_nothing();
    }
}

/* ---- asking the manager ---------------------------------------------------------------------- */

struct outcome settle_ask_update(const struct review *review)
{
    const struct review_row *row = rows_selected(&review->rows);
    enum lang lang = review->screen.desk->lang;
    if (!row)
        return outcome_nothing();
    struct ask ask = {
        .tag = TAG_UPDATE,
        .kind = ASK_TEXT,
        .audience = AUDIENCE_MANAGER,
        .about = row->row.agreement.id,
        .question = tr(lang, "What do you want to know of the manager?"),
        .hint = tr(lang, "It goes along with the next bundle to this manager. Empty asks how it "
                         "stands."),
        .max = REQUEST_QUESTION_MAX,
        .blank = true,
        .fault = request_fault,
    };
    return outcome_open(ask_open(review->screen.desk, &ask));
}

static struct outcome ask_update(struct review *review, const struct agreement *agreement,
                                 const char *question)
{
    struct err err = ERR_INIT(review->screen.desk->lang);
    struct deed deed = deed_of(N_("update asked about \"%s\""), agreement->what);
    struct outcome outcome = outcome_say(
        "%s",
        tr(err.lang, "Asked. The manager sees it on the first screen. Ctrl-Z takes it back."));
    if (requests_ask(review->screen.desk->store, agreement->id, question, &deed, &err) ||
        review->screen.ops->refresh(&review->screen, &err))
        return outcome_err(&err);
    return outcome;
}

struct outcome settle_resume(struct review *review, const struct reply *reply)
{
    const struct review_row *row = rows_selected(&review->rows);
    if (!row)
        return outcome_redraw();
    if (reply->tag == TAG_UPDATE)
        return ask_update(review, &row->row.agreement, reply->text);
    if (reply->tag == TAG_REMARK)
        return settle(review, row->row.agreement.status, DAY_NONE, reply->text);
    return reply->day == DAY_NONE ? outcome_redraw()
                                  : settle(review, STATUS_CHANGED, reply->day, "");
}
