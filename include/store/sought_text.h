/*
 * sought_text: what the indexes of HR's list hold of an agreement (store/sought.h), made by a
 * function of SQL that every connection has. For the files of this room only.
 */
#ifndef STORE_SOUGHT_TEXT_H
#define STORE_SOUGHT_TEXT_H

#include <stddef.h>

struct sqlite3;

/* The tags: a sign no word has (private use, U+E000 and on) and a value behind it. */
enum tag {
    TAG_ANY = 0xE000, /* on every one */
    TAG_STATUS,       /* its first sign, x for dropped */
    TAG_OWNER,        /* its first sign */
    TAG_TEAM,         /* hashed: folded */
    TAG_PERSON,       /* hashed: the folded name */
    TAG_PERSON_ID,    /* hashed */
    TAG_GUIDE,        /* hashed: its id */
    TAG_SOURCE,       /* hashed: its id, "" for this file */
    TAG_DUE,          /* 20261127; nothing without a date */
};

/* What the indexes hold of a row r of review and the words t of it: the tags, then all words. */
#define SOUGHT_TEXT                                                                                \
    "sought(r.status, r.owner, r.team, r.person, r.person_id, r.guide, r.source, r.due, t.what,"   \
    " t.follow_up, t.remark, t.owner_name)"

/* Gives the function to a connection. A result code of SQLite. */
int sought_add_function(struct sqlite3 *handle);

/* Puts down what stands for a hashed value, SOUGHT_HASH bytes; answers where they end. */
#define SOUGHT_HASH 12
char *sought_put_hash(char *end, const char *text, size_t len);

#endif
