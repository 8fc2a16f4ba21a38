/*
 * figures: one pass over the absences, times in service and conversations of a file, for figures
 * of any period at once (domain/figures.h, domain/contact.h).
 *
 * Four questions are read beside each other in the order of the people they are about, each row
 * once and straight from an index that has all of it; one person at a time is in memory, and what
 * is kept is a cell for each team and quarter. A row that is damaged beyond a day or a factor is
 * passed over.
 *
 * What a file has of absences is the manager's own, or HR's who brought it in there. Only when it
 * has no time in service itself they are what bundles told (store/told.h): HR's list has the same
 * people as the bundles, and nobody may count twice.
 */
#ifndef STORE_FIGURES_H
#define STORE_FIGURES_H

#include "domain/figures_view.h"
#include "store/store.h"

struct figures_pass;

/*
 * Begins a pass that fills found for the frames in it, whose first and last are set; found must
 * stay until it is closed. figures_go reads some rows more, and says whether there are any left;
 * whoever waits for keys asks for few at a time. figures_close ends it, at any moment; found is
 * whole when all was read, and then the caller releases it. On -1 it is released already.
 */
struct figures_pass *figures_open(struct store *store, const struct figures_borders *borders,
                                  struct figures_found *found);
bool figures_go(struct figures_pass *pass, int64_t rows);
int figures_close(struct figures_pass *pass, struct err *err);

/* The day of the first conversation that was held, here or in what was collected; DAY_NONE. */
int figures_started(struct store *store, int *day, struct err *err);

/* Is there any absence or time in service? */
int figures_begun(struct store *store, bool *begun, struct err *err);

#endif
