/*
 * codes_inside: people by what a list that is brought in calls them: the code they have (a
 * personnel number), or their name as the list has it. Only those who did not come out of a bundle.
 */
#ifndef STORE_CODES_INSIDE_H
#define STORE_CODES_INSIDE_H

#include <stddef.h>

#include "base/uuid.h"
#include "store/db.h"

struct code {
    char *text; /* owned; NULL: nothing stands here */
    char person[UUID_SIZE];
};

/* Begins zeroed, and is released whatever became of it. */
struct codes {
    struct code *list; /* each where its text says, or behind that */
    size_t n, mask;    /* of mask + 1 places, a power of two, n are taken */
};

/* Reads the codes of the file; of two people with one code the first to come. */
int codes_load(struct codes *codes, struct db *db, struct err *err);
void codes_release(struct codes *codes);

/* Whose it is: an id until codes changes; NULL when it is nobody's. */
const char *codes_find(const struct codes *codes, const char *text);

/* Takes in what is nobody's yet. */
void codes_add(struct codes *codes, const char *text, const char *person);

#endif
