/*
 * prepare_whose: a conversation that was filed under the wrong person, and one that will not be.
 */
#include "prepare_inside.h"
#include "screens/appointment.h"
#include "screens/ask.h"

struct outcome prepare_ask_person(struct prepare *prepare)
{
    struct err err = ERR_INIT(lang_of(prepare));
    if (sheet_commit(&prepare->sheet, &err))
        return outcome_err(&err);
    return whose_ask(&prepare->whose, prepare->screen.desk, interview_of(prepare)->id);
}

struct outcome prepare_named(struct prepare *prepare, const struct reply *reply)
{
    struct outcome outcome = whose_answered(&prepare->whose, prepare->screen.desk, reply);
    return outcome.act == ACT_OPEN ? outcome : prepare_reloaded(prepare, outcome);
}

struct outcome prepare_ask_remove(struct prepare *prepare)
{
    struct err err = ERR_INIT(lang_of(prepare));
    struct buf question = BUF_INIT, name = BUF_INIT, when = BUF_INIT;
    if (store_need_write(prepare->screen.desk->store, &err))
        return outcome_err(&err);
    sheet_add_name(&prepare->sheet, &name);
    appointment_add(&prepare->sheet, &when);
    buf_addf(&question, tr(err.lang, "Remove the conversation with %s (%s)?"), name.data,
             when.data);
    struct screen *ask = ask_yes(prepare->screen.desk, TAG_REMOVE, question.data,
                                 tr(err.lang, "What was agreed in it goes too. Undo brings it all "
                                              "back."));
    buf_release(&question);
    buf_release(&name);
    buf_release(&when);
    return outcome_open(ask);
}

struct outcome prepare_remove_it(struct prepare *prepare)
{
    struct err err = ERR_INIT(lang_of(prepare));
    if (dossier_remove(prepare->screen.desk, &prepare->sheet.dossier, &err))
        return outcome_err(&err);
    struct outcome outcome =
        outcome_say("%s", tr(err.lang, "The conversation is removed. Ctrl-Z brings it back."));
    outcome.act = ACT_HOME;
    return outcome;
}
