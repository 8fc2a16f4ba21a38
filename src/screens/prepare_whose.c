/*
 * prepare_whose: a conversation that was filed under the wrong person, and one that will not be.
 */
#include "prepare_inside.h"
#include "screens/appointment.h"
#include "screens/ask.h"

struct outcome prepare_ask_person(struct prepare *prepare)
{
    struct err err = ERR_INIT(lang_of(prepare));
    if (store_need_write(prepare->screen.desk->store, &err))
        return outcome_err(&err);
    struct ask ask = {
        .tag = TAG_PERSON,
        .kind = ASK_TEXT,
        .audience = AUDIENCE_NAME,
        .question = tr(err.lang, "Whose conversation is this?"),
        .hint = tr(err.lang, "It moves there with everything in it, the agreements too."),
        .max = PERSON_NAME_MAX,
        .fault = person_name_fault,
    };
    return outcome_open(ask_open(prepare->screen.desk, &ask));
}

struct outcome prepare_move_to(struct prepare *prepare, const char *name)
{
    struct err err = ERR_INIT(lang_of(prepare));
    if (dossier_hand_over(prepare->screen.desk, &prepare->sheet.dossier, name, &err))
        return outcome_err(&err);
    return prepare_reloaded(
        prepare, outcome_say("%s", tr(err.lang, "The conversation is moved. Ctrl-Z moves "
                                                "it back.")));
}

struct outcome prepare_named(struct prepare *prepare, const char *name)
{
    struct err err = ERR_INIT(lang_of(prepare));
    if (whom_look(&prepare->whom, prepare->screen.desk, name, &err))
        return outcome_err(&err);
    return prepare->whom.n > 1 ? whom_ask(&prepare->whom, prepare->screen.desk, TAG_WHO)
                               : prepare_move_to(prepare, name);
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
