#include "screens/whose.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "screens/ask.h"
#include "screens/whom.h"
#include "store/dossier.h"

void whose_release(struct whose *whose)
{
    whom_release(&whose->whom);
    free(whose->name);
    whose->name = NULL;
}

/* The name it stands under now, in full, and the day it is about. */
static int add_now(const struct whose *whose, const struct desk *desk, struct buf *name,
                   struct buf *day, struct err *err)
{
    struct interview *interview = interviews_load(desk->store, whose->interview, err);
    if (!interview)
        return -1;
    int64_t at = interview->started_at ? interview->started_at
                 : interview->at       ? interview->at
                                       : interview->created_at;
    buf_adds(name, interview->person.name);
    day_add_short(day, clock_day(at), clock_today(&desk->clock), desk->lang);
    interview_release(interview);
    free(interview);
    return 0;
}

struct outcome whose_ask(struct whose *whose, struct desk *desk, const char *interview)
{
    struct err err = ERR_INIT(desk->lang);
    struct buf name = BUF_INIT, day = BUF_INIT, hint = BUF_INIT;
    memcpy(whose->interview, interview, sizeof whose->interview);
    struct outcome outcome;
    if (store_need_write(desk->store, &err) || add_now(whose, desk, &name, &day, &err)) {
        outcome = outcome_err(&err);
    } else {
        buf_addf(&hint,
                 tr(desk->lang, "The conversation of %s stands under %s. It moves with "
                                "everything in it, the agreements too."),
                 day.data, name.data);
        struct ask ask = {
            .tag = WHOSE_TAG_NAME,
            .kind = ASK_TEXT,
            .audience = AUDIENCE_NAME,
            .about = interview,
            .question = tr(desk->lang, "Whose conversation is this?"),
            .hint = hint.data,
            .max = PERSON_NAME_MAX,
            .fault = person_name_fault,
        };
        outcome = outcome_open(ask_open(desk, &ask));
    }
    buf_release(&name);
    buf_release(&day);
    buf_release(&hint);
    return outcome;
}

static struct outcome ask_sure(struct whose *whose, struct desk *desk, const char *to)
{
    struct err err = ERR_INIT(desk->lang);
    struct buf name = BUF_INIT, day = BUF_INIT, question = BUF_INIT;
    struct outcome outcome;
    mem_replace(&whose->name, to);
    if (add_now(whose, desk, &name, &day, &err)) {
        outcome = outcome_err(&err);
    } else {
        buf_addf(&question, tr(desk->lang, "Move the conversation of %s from %s to %s?"), day.data,
                 name.data, to);
        outcome = outcome_open(
            ask_yes(desk, WHOSE_TAG_SURE, question.data,
                    tr(desk->lang, "What was agreed in it moves too. Undo moves it all back.")));
    }
    buf_release(&name);
    buf_release(&day);
    buf_release(&question);
    return outcome;
}

static struct outcome named(struct whose *whose, struct desk *desk, const char *name)
{
    struct err err = ERR_INIT(desk->lang);
    if (whom_look(&whose->whom, desk, name, &err))
        return outcome_err(&err);
    return whose->whom.n > 1 ? whom_ask(&whose->whom, desk, WHOSE_TAG_WHO)
                             : ask_sure(whose, desk, name);
}

static struct outcome move(struct whose *whose, struct desk *desk)
{
    struct err err = ERR_INIT(desk->lang);
    return dossier_hand_over(desk, whose->interview, whose->name, &err)
               ? outcome_err(&err)
               : outcome_say(tr(desk->lang, "Moved to %s. Ctrl-Z moves it back."), whose->name);
}

bool whose_asked(const struct reply *reply)
{
    return reply->tag >= WHOSE_TAG_NAME && reply->tag <= WHOSE_TAG_SURE;
}

struct outcome whose_answered(struct whose *whose, struct desk *desk, const struct reply *reply)
{
    if (!reply->given)
        return outcome_redraw();
    switch (reply->tag) {
    case WHOSE_TAG_NAME:
        return named(whose, desk, reply->text);
    case WHOSE_TAG_WHO:
        return ask_sure(whose, desk, whose->whom.names[reply->choice]);
    default:
        return reply->choice == 1 ? move(whose, desk) : outcome_redraw();
    }
}
