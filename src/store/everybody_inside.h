/*
 * everybody_inside: how all the people of a file are told apart where names show as initials
 * (domain/namesakes.h), so that somebody has one form on every screen and in every list. Read when
 * it is first asked for, and again after a change to anybody's row; of a file with more than
 * EVERYBODY_MOST people nothing, since initials are shared by too many there to be worth it.
 */
#ifndef STORE_EVERYBODY_INSIDE_H
#define STORE_EVERYBODY_INSIDE_H

#include "domain/namesakes.h"
#include "store/db.h"

#define EVERYBODY_MOST 500 /* a manager has tens */

struct everybody {
    struct namesakes namesakes;
    bool read, too_many;
};

/* Begin with a zeroed one. */
void everybody_release(struct everybody *everybody);

/* Somebody may have come, gone or been given another name. */
void everybody_forget(struct everybody *everybody);

/* Of the file db: owned by everybody, until it is asked for again. NULL with too many people, or
 * when they cannot be read now. */
const struct namesakes *everybody_namesakes(struct everybody *everybody, struct db *db);

#endif
