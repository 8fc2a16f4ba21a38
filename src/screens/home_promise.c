/*
 * home_promise: the selected promise settled on home, and news told to HR about one.
 */
#include "screens/ask.h"
#include "store/settle.h"
#include "home_inside.h"

/* ---- settling -------------------------------------------------------------------------------- */

struct outcome promise_settle(struct home *home, enum status status, int due)
{
    struct desk *desk = home->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    const struct agreement_row *row = home_promise(home);
    if (!row)
        return outcome_nothing();
    struct buf said = BUF_INIT;
    buf_addf(&said, tr(desk->lang, "Settled: \"%s\". Ctrl-Z takes it back."), row->agreement.what);
    struct outcome outcome = outcome_say("%s", said.data);
    buf_release(&said);
    if (settle_promise(desk->store, &row->agreement, status, due, NULL, &err) ||
        home->screen.ops->refresh(&home->screen, &err))
        return outcome_err(&err);
    return outcome;
}

struct outcome promise_ask_date(struct home *home)
{
    enum lang lang = home->screen.desk->lang;
    const struct agreement_row *row = home_promise(home);
    struct ask ask = {
        .tag = TAG_DATE,
        .kind = ASK_DAY,
        .audience = AUDIENCE_AGREED,
        .about = row->agreement.id,
        .question = tr(lang, "When will you do it instead?"),
        .hint = tr(lang, "For instance: friday, in 2 weeks, week 50, 15-12. The old date stays in "
                         "the history."),
        .day = row->agreement.due,
    };
    return outcome_open(ask_open(home->screen.desk, &ask));
}

/* ---- what HR wants to know ------------------------------------------------------------------- */

void request_add(struct buf *buf, const struct request *request, enum lang lang)
{
    if (*request->question)
        buf_addf(buf, tr(lang, "HR asks: %s"), request->question);
    else
        buf_adds(buf, tr(lang, "HR asks how it stands."));
}

struct outcome request_ask_news(struct home *home)
{
    enum lang lang = home->screen.desk->lang;
    struct buf question = BUF_INIT;
    request_add(&question, &home_request(home)->request, lang);
    struct ask ask = {
        .tag = TAG_NEWS,
        .kind = ASK_TEXT,
        .audience = AUDIENCE_AGREED,
        .about = home_request(home)->about.agreement.id,
        .question = question.data,
        .hint = tr(lang, "HR and the employee may read it; no medical reason. Empty says that "
                         "there is no news yet."),
        .max = AGREEMENT_FOLLOW_UP_MAX,
        .blank = true,
    };
    struct screen *screen = ask_open(home->screen.desk, &ask);
    buf_release(&question);
    return outcome_open(screen);
}

struct outcome request_tell_news(struct home *home, const char *text)
{
    struct desk *desk = home->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    const struct request_row *row = home_request(home);
    if (!row)
        return outcome_redraw();
    struct deed deed = deed_of(N_("HR told about \"%s\""), row->about.agreement.what);
    if (requests_answer(desk->store, row->request.agreement, text, &deed, &err) ||
        home->screen.ops->refresh(&home->screen, &err))
        return outcome_err(&err);
    return outcome_say("%s", tr(desk->lang, "Kept. It goes along with the next bundle to HR."));
}
