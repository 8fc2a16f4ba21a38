/*
 * everybody_inside: how all the people of a file are told apart where names show as initials
 * (domain/namesakes.h), so that somebody has one form on every screen and in every list. Those
 * whose names begin with one letter are read and told apart when the first of them is to be shown,
 * and again after a change to anybody's row. Of a file with more than EVERYBODY_MOST people
 * nothing, since initials are shared by too many there to be worth it.
 */
#ifndef STORE_EVERYBODY_INSIDE_H
#define STORE_EVERYBODY_INSIDE_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/namesakes.h"
#include "store/db.h"

#define EVERYBODY_MOST    500 /* a manager has tens */
#define EVERYBODY_LETTERS 27  /* a to z, and any other sign */

/* Those who may share their initials with somebody whose name begins with a letter. */
struct alike {
    struct person *people; /* id and name */
    size_t n;
    struct namesakes namesakes; /* made of them */
    bool read;
};

struct everybody {
    struct alike letters[EVERYBODY_LETTERS];
    int64_t n; /* how many there are; not counted any further than EVERYBODY_MOST + 1 */
    bool counted;
};

/* Begin with a zeroed one. */
void everybody_release(struct everybody *everybody);

/* Somebody may have come, gone or been given another name. */
void everybody_forget(struct everybody *everybody);

/* As somebody of that name is told apart, of the file db: owned by everybody, until it is asked for
 * again. NULL with too many people or none, or when they cannot be read now. */
const struct namesakes *everybody_namesakes(struct everybody *everybody, struct db *db,
                                            const char *name);

#endif
