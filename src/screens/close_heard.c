/*
 * close_heard: what was told that may be kept of the absence too, asked once before the
 * conversation is finished.
 */
#include "close_inside.h"
#include "screens/ask.h"
#include "store/heard.h"

struct outcome closing_offer_heard(struct closing *closing)
{
    struct desk *desk = closing->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    struct heard_offer offer;
    struct outcome outcome = outcome_nothing();
    if (is_finished(closing))
        return outcome;
    if (sheet_commit(&closing->sheet, &err) ||
        heard_look(desk, &closing->sheet.dossier, &offer, &err))
        return outcome_err(&err);
    if (offer.n) {
        struct buf question = BUF_INIT, name = BUF_INIT, hint = BUF_INIT;
        sheet_add_name(&closing->sheet, &name);
        buf_addf(&question, tr(desk->lang, "Keep this with the absence of %s too?"), name.data);
        heard_offer_add(&hint, &offer, desk->lang);
        outcome = outcome_open(ask_yes(desk, TAG_HEARD, question.data, hint.data));
        buf_release(&question);
        buf_release(&name);
        buf_release(&hint);
    }
    heard_offer_release(&offer);
    return outcome;
}

int closing_keep_heard(struct closing *closing, struct err *err)
{
    struct heard_offer offer;
    if (heard_look(closing->screen.desk, &closing->sheet.dossier, &offer, err))
        return -1;
    int failed = offer.n && heard_keep(closing->screen.desk, &closing->sheet.dossier, &offer, err);
    heard_offer_release(&offer);
    return failed ? -1 : 0;
}
