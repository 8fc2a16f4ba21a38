/*
 * codes_inside: the people of a file by the code they have (a personnel number), while a list is
 * brought in that names people by it. Only those who did not come out of a bundle.
 */
#ifndef STORE_CODES_INSIDE_H
#define STORE_CODES_INSIDE_H

#include <stddef.h>

#include "base/uuid.h"
#include "store/db.h"

struct code {
    char *text; /* owned */
    char person[UUID_SIZE];
};

struct codes {
    struct code **list; /* by text */
    size_t n;
};

/* Reads those of the file; of two people with one code the first to come. Begin with a zeroed one,
 * and release it whatever this returns. */
int codes_load(struct codes *codes, struct db *db, struct err *err);
void codes_release(struct codes *codes);

/* Whose it is: an id until codes changes; NULL when it is nobody's. */
const char *codes_find(const struct codes *codes, const char *text);

/* Takes in a code that is nobody's yet. */
void codes_add(struct codes *codes, const char *text, const char *person);

#endif
