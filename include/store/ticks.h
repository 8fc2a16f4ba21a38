/*
 * ticks: keeping which steps of the timeline of an absence were done, and when (domain/timeline.h).
 * Only that: a step, which time, a day.
 *
 * Each change is one transaction with a deed, so undo takes it back; a tick that is taken away or
 * gets another day leaves what it was in the trail of its absence, under WHOLE_STEP and its name
 * (domain/whole.h). A tick goes when its absence goes, and comes back with it.
 */
#ifndef STORE_TICKS_H
#define STORE_TICKS_H

#include <stddef.h>

#include "base/err.h"
#include "domain/timeline.h"
#include "store/store.h"

/* Of all absences of a person (an id). The caller frees them: timeline_ticks_free. */
int ticks_list(struct store *store, const char *person, struct timeline_tick **ticks, size_t *n,
               struct err *err);

/* Says that a step of that absence was done on day; DAY_NONE: that it was not. The day was looked
 * at before (timeline_done_fault). */
int ticks_put(struct store *store, const char *absence, const char *step, int turn, int day,
              const struct deed *deed, struct err *err);

#endif
