/* What became of an agreement of a conversation that is finished: here is where one looks for it.
 */
#include "close_inside.h"

#include <string.h>

#include "base/day.h"
#include "report/sentence.h"
#include "screens/ask.h"
#include "screens/carry.h"
#include "screens/field.h"
#include "store/settle.h"

static const struct carry_word settle_words[] = {
    {SHEET_TICK, "x", N_("done")},
    {CLOSE_RUNNING, "l", N_("being done")},
    {CLOSE_LATER, "d", N_("date")},
    {CLOSE_DROP, "-", N_("dropped")},
};

bool closing_can_settle(const struct closing *closing)
{
    return closing->page == PAGE_READ_BACK && is_finished(closing) && closing_focused(closing);
}

struct outcome closing_settle(struct closing *closing, enum status status, int due)
{
    struct desk *desk = closing->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    struct buf said = BUF_INIT;
    int failed = settle_carried(desk->store, closing_focused(closing), status, due, &said, &err) ||
                 sheet_commit(&closing->sheet, &err) || sheet_refresh(&closing->sheet, &err);
    if (!failed)
        closing_build(closing);
    struct outcome outcome = failed ? outcome_err(&err) : outcome_say("%s", said.data);
    buf_release(&said);
    return outcome;
}

struct outcome closing_ask_day(struct closing *closing)
{
    const struct agreement *agreement = closing_focused(closing);
    struct desk *desk = closing->screen.desk;
    struct ask ask = {
        .tag = TAG_SETTLE,
        .kind = ASK_DAY,
        .audience = AUDIENCE_AGREED,
        .about = agreement->id,
        .question = tr(desk->lang, "What is the new date?"),
        .hint = agreement->what,
        .day = agreement->due,
    };
    return outcome_open(ask_open(desk, &ask));
}

void closing_draw_state(struct sketch *at, const struct agreement *agreement, bool here)
{
    struct desk *desk = at->closing->screen.desk;
    int today = clock_today(&desk->clock);
    struct buf line = BUF_INIT;
    if (!is_finished(at->closing))
        return;
    if (agreement->status != STATUS_OPEN) {
        sentence_add_state(&line, agreement, today, desk->lang);
        closing_put(at, 3, line.data, STYLE_GOOD);
    }
    if (here)
        at->row +=
            carry_draw_words(desk->lang, at->frame, at->row, FIELD_GUTTER + 3, at->columns - 3,
                             settle_words, sizeof settle_words / sizeof *settle_words);
    buf_release(&line);
}

struct outcome closing_say_why_not(const struct closing *closing, const struct key *key)
{
    enum lang lang = closing->screen.desk->lang;
    if (key->kind != PRESS_TEXT)
        return outcome_nothing();
    if (!strchr("xld-", key->text[0]) || closing->page != PAGE_READ_BACK)
        return outcome_say("%s", tr(lang, "That key does nothing here; ? shows what you can do."));
    if (is_finished(closing))
        return outcome_say("%s", tr(lang, "That is for an agreement: Up leads to one."));
    return outcome_say("%s", tr(lang, "What became of it is said once the conversation is "
                                      "finished: F6."));
}
