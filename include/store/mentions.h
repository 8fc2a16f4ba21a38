/*
 * mentions: what is written about others with somebody's name or initials in it. It stays when that
 * person is erased, since it is of whom it was written about; so it is counted, and said where it
 * stands. A text counts once, however often its words were changed: what it was before counts too,
 * as erasing one text takes that along.
 *
 * Looked through are the conversations and absences of others in this file, not those out of
 * bundles, and the questions to HR that were not asked from a conversation of theirs. A name is
 * found by any word of it (domain/person.h), so some of what is counted may mean another.
 */
#ifndef STORE_MENTIONS_H
#define STORE_MENTIONS_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "domain/person.h"
#include "store/erase.h"

struct mention {
    enum erase_kind kind; /* ERASE_INTERVIEW, ERASE_ABSENCE or ERASE_QUESTION, */
    char id[UUID_SIZE];   /* and of which one */
    size_t texts;
};

struct mentions {
    struct mention *list; /* as `gesprek erase ID --text` finds them; owned */
    size_t n, texts;      /* texts: of all of these together */
};

/* Of person, who has an id and a name. 0, or -1 with err and nothing in mentions. */
int mentions_find(struct store *store, const struct person *person, struct mentions *mentions,
                  struct err *err);
void mentions_release(struct mentions *mentions);

/* Adds where: "conversation 9f2c41d0 (2), question 77ab01e2". */
void mentions_add_places(struct buf *buf, const struct mentions *mentions, enum lang lang);

#endif
