/*
 * told: absences that came out of bundles. A manager who says so (gesprek bundle --absences yes)
 * sends along what figures and the steps of the law need, and no more: whose, the first day, the
 * day back, whether it is maternity leave, a part of the work that is done again with the day of
 * the advice, whether a safety net applies (UWV has to be told), when somebody is employed and for
 * how much, and which steps were done. Never a text, an accident, who is liable, or what was
 * expected.
 *
 * Each source tells them as a whole: its later edition takes the place of the one before, so what
 * is not in it any more is gone here too, in whatever order bundles come. Of somebody two sources
 * tell about, the one with the later edition counts, then the one whose id sorts last; the others
 * stay, for when that one tells nothing more.
 *
 * They are read here and changed nowhere: the manager does that, in a file of their own. Whom HR
 * erased is told of no more, whatever comes in later. What this file holds itself of somebody goes
 * before what was told of them; and as long as this file has any time in service of its own,
 * figures are of that alone, since HR's list has the same people under other ids and they would
 * count twice.
 */
#ifndef STORE_TOLD_H
#define STORE_TOLD_H

#include <stddef.h>

#include "base/err.h"
#include "domain/service.h"
#include "domain/timeline.h"
#include "store/absences.h"
#include "store/store.h"

/* What counts of what was told of a person (an id), each as its own room lists it. The caller frees
 * them. */
int told_absences(struct store *store, const char *person, struct absence_row **rows, size_t *n,
                  struct err *err);
int told_services(struct store *store, const char *person, struct service **spans, size_t *n,
                  struct err *err);
int told_ticks(struct store *store, const char *person, struct timeline_tick **ticks, size_t *n,
               struct err *err);

/* Whom of a name was told of: id is "" when nobody was; -1 with a sentence when it is several. */
int told_whose(struct store *store, const char *name, char id[UUID_SIZE], struct err *err);

#endif
