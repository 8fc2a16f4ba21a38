/*
 * namesakes: how the people of a file, or of one list, are told apart where names show as initials.
 * Who has the initials of somebody else there gets the shortest form that nobody else there has: a
 * letter more of the first name at a time ("Sa.B." and "So.B."), or of the last one where that is
 * shorter ("S.Ba." and "S.Bo."). Whoever cannot be told apart by either is shown in full.
 */
#ifndef DOMAIN_NAMESAKES_H
#define DOMAIN_NAMESAKES_H

#include <stddef.h>

#include "domain/person.h"

struct namesake {
    char id[UUID_SIZE];
    char *form; /* what to show for initials; owned */
    /* While they are made: */
    const char *name;
    char *tried;
};

struct namesakes {
    struct namesake *list; /* of those who share their initials, by id */
    size_t n;
};

/* Of people, any of them more than once. Release it, and begin with a zeroed one. */
void namesakes_make(struct namesakes *namesakes, const struct person *const *people, size_t n);
void namesakes_release(struct namesakes *namesakes);

/* As person_add_name, with more than initials where these would not tell: not of a name that is
 * damaged, which is marked as such, because the form was made of what stands in the file. */
void namesakes_add_name(const struct namesakes *namesakes, struct buf *buf,
                        const struct person *person, enum name_style style);

#endif
