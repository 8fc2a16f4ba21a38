/*
 * absences_inside: what storing one absence, bringing in a list of them and counting them share.
 */
#ifndef STORE_ABSENCES_INSIDE_H
#define STORE_ABSENCES_INSIDE_H

#include "store/absences.h"
#include "store/change.h"

/* Stores absence, which has an id (fresh: it just got that) and does beside the others of its
 * person (absence_fault), inside a change. */
int absences_put(struct change *change, const struct absence *absence, bool fresh);

/* Takes the absences out of rows, which are then freed. The caller owns them: mem_room for one
 * more, absence_release each, and free. */
struct absence *absences_only(struct absence_row *rows, size_t n);

/* Takes all rows and ends the query: of each what take_row takes, then the PERSON_COLUMNS of whose
 * it is. On failure there are none. */
int absences_take_rows(struct query *query, void (*take_row)(struct query *, struct absence_row *),
                       struct absence_row **rows, size_t *n, struct err *err);

/* Puts the steps of a spell, as they are kept, into absence: all of them or, of what is damaged,
 * none. */
void absences_take_steps(const char *text, struct absence *absence);

#endif
