/*
 * services_inside: storing a span inside a change that is going on. For the files of this room
 * only.
 */
#ifndef STORE_SERVICES_INSIDE_H
#define STORE_SERVICES_INSIDE_H

#include "store/change.h"
#include "store/services.h"

/* The first day out of service of a person as a column: the last of their spans, when none is open.
 */
#define SERVICE_LEFT(person)                                                                       \
    "(SELECT CASE WHEN count(*) = count(until_day) THEN max(until_day) END FROM read_service"      \
    " WHERE person = " person ")"

/* The spans that the question, which has been begun, answers; ends it. */
int services_take_all(struct query *query, struct service **spans, size_t *n, struct err *err);

/* Stores a span, which has an id. *fault gets what is wrong with it (an English sentence) and then
 * nothing was stored; NULL when all is well. ended gets the id of the span that ends where this one
 * begins, or ""; it and the span must stay until change_end. */
int services_put(struct change *change, const struct service *service, char ended[UUID_SIZE],
                 const char **fault);

#endif
