/*
 * insight: the figures of a file, as far as they may be shown (domain/insight.h says what that is).
 *
 * The steps are kept in the file. Whoever looks and may write makes the next one, when there is
 * enough for it; whoever may only read sees those made before. Counts in a step are numbers of
 * heaps' parts; they name teams and options, never people.
 *
 * An option that a guide within reach calls renamed is counted under its id of now, in what was
 * shown before as well. That only puts whole heaps together.
 */
#ifndef STORE_INSIGHT_H
#define STORE_INSIGHT_H

#include <stdbool.h>

#include "domain/insight.h"
#include "store/desk.h"

/* Makes the step that may be made now; nothing in a window that may only read. Counts only when
 * something was added since it was called last, or on another day. */
int insight_advance(const struct desk *desk, struct err *err);

/* What a period with both ends shows. The caller releases it. */
int insight_load(const struct desk *desk, const struct period *period, struct insight *insight,
                 struct err *err);

/* Is there anything to count at all, shown or not yet? */
int insight_begun(struct store *store, bool *begun, struct err *err);

/* Adds the words for a team or a hurdle: as people, a guide or a conversation have them; the key
 * where nobody knows it any more. */
int insight_word(const struct desk *desk, enum insight_part part, const char *key, struct buf *text,
                 struct err *err);

#endif
