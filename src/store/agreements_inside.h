/*
 * agreements_inside: which agreements still ask for something, as the indexes made for them have it
 * (agreement_unsettled, agreement_look_back): a question has to repeat their terms as they are. For
 * the files of this room only. `of` is the table's alias with its dot.
 */
#ifndef STORE_AGREEMENTS_INSIDE_H
#define STORE_AGREEMENTS_INSIDE_H

/* As agreement_unsettled has it (domain/agreement.h). */
#define AGREEMENT_UNSETTLED(of) of "status IN ('open', 'running', 'changed')"

/* What the manager promised in a conversation of this file itself. */
#define AGREEMENT_PROMISED(of)                                                                     \
    of "collected = 0 AND " of "owner = 'manager' AND " AGREEMENT_UNSETTLED(of) " AND NOT " of     \
       "removed"

#endif
