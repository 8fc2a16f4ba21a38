/*
 * services: keeping when somebody was employed and for how much (domain/service.h). It goes along
 * with absences, where these do (store/told.h). It goes when its person is erased.
 *
 * Each change is one transaction with a deed, so undo takes it back. A span that will not do
 * (service_fault) is refused with a sentence and nothing is stored.
 */
#ifndef STORE_SERVICES_H
#define STORE_SERVICES_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "domain/service.h"
#include "store/store.h"

/* The spans of a person (an id), the last first. The caller frees them. */
int services_list(struct store *store, const char *person, struct service **spans, size_t *n,
                  struct err *err);

/* The first day out of service of a person (an id); DAY_NONE when that is not known or there is no
 * such day. */
int services_left(struct store *store, const char *person, int *left, struct err *err);

/* Stores a span: a new one when its id is "", which is then written back. An open span that began
 * before it ends on its first day, since nobody has two at once. */
int services_save(struct store *store, struct service *service, const struct deed *deed,
                  struct err *err);

int services_remove(struct store *store, const char *id, const struct deed *deed, struct err *err);

#endif
