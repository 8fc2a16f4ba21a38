/*
 * dossier: what a user does to a conversation. Each function is one deed: it is stored in one
 * transaction under the words undo knows it by, and the model in memory follows. Screens and plain
 * lines both come here, so they leave the same behind.
 *
 * 0, or -1 with err, and then neither the file nor the model has changed.
 */
#ifndef STORE_DOSSIER_H
#define STORE_DOSSIER_H

#include "base/err.h"
#include "domain/asked.h"
#include "store/desk.h"

/* Stores value as the answer to what is asked; a draft of it goes. One that changes nothing is no
 * deed. value is as in struct answer. */
int dossier_answer(struct desk *desk, struct dossier *dossier, const struct asked *asked,
                   const char *value, struct err *err);

/* The same from words for a day, for KIND_DATE: 1 when they are no day, and then nothing is done.
 */
int dossier_answer_day(struct desk *desk, struct dossier *dossier, const struct asked *asked,
                       const char *words, struct err *err);

/* Stores a new agreement (revision 0), or one that was changed; its drafts go. A new one that says
 * nothing is not kept. revision is written back. */
int dossier_agree(struct desk *desk, struct dossier *dossier, struct agreement *agreement,
                  struct err *err);

/* Takes an agreement off; its number as the user knew it is for the words of undo. */
int dossier_withdraw(struct desk *desk, struct dossier *dossier, const char *agreement,
                     struct err *err);

/* What the employee said of an agreement that was read back. */
int dossier_confirm(struct desk *desk, struct dossier *dossier, const char *agreement,
                    enum confirmed confirmed, struct err *err);

/* The number of an agreement among those of the conversation, from 1; a new one is the next. */
size_t dossier_number(const struct dossier *dossier, const char *agreement);

/* Moves the conversation to stage, forth or back; nothing when it is there already. */
int dossier_move(struct desk *desk, struct dossier *dossier, enum stage stage, struct err *err);

/* Moves it on to stage; nothing when it is there or further, or may not be written: then it is only
 * looked at. */
int dossier_advance(struct desk *desk, struct dossier *dossier, enum stage stage, struct err *err);

/* The talk begins: dossier_advance. planned gets the moment in words, "tomorrow 10:00", when it was
 * planned for a later day: that is easily done by mistake, and undo puts it back. */
int dossier_begin(struct desk *desk, struct dossier *dossier, struct buf *planned, struct err *err);

/* Plans it at a moment; 0: not planned any more. */
int dossier_plan(struct desk *desk, struct dossier *dossier, int64_t at, struct err *err);

/* It was filed under the wrong person: moves it, with its agreements, to the one of that name. The
 * conversation has to be read again after it. */
int dossier_hand_over(struct desk *desk, const char *interview, const char *name, struct err *err);

/* Takes the conversation off every list; undo brings it back. */
int dossier_remove(struct desk *desk, struct dossier *dossier, struct err *err);

#endif
