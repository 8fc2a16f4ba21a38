/*
 * bundle: the hand-over between managers and HR. A bundle is a file with exactly what HR may see of
 * one manager's file: the agreements shared with HR and what happened to them, and in numbers how
 * many conversations were held, how soon, and how often what made them hard. Never a note, an
 * answer, a goal, or an agreement that is not shared with HR.
 *
 * HR collects bundles into a file of its own: any number, any number of times, in any order, with
 * one result. No clock decides. Of each agreement the claim with the highest revision holds, then
 * the one of the later edition (a file counts the bundles in which something changed), and it
 * holds as a whole: claims are never mixed.
 */
#ifndef STORE_BUNDLE_H
#define STORE_BUNDLE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/store.h"

#define BUNDLE_LABEL "bundle.label" /* the setting that says whose file it is; "" or not there */

/*
 * Writes the bundle of store to a new file at path, 0600, whole or not at all; nothing is
 * overwritten. The same content gives the same bytes. *n gets how many agreements are in it. The
 * store is written too: it remembers its edition.
 */
int bundle_write(struct store *store, const char *path, size_t *n, struct err *err);

/* What a bundle brought, in agreements. */
struct collected {
    size_t fresh, changed, known;
    size_t gone;     /* HR may not see them any more: taken away here */
    size_t disputed; /* what was collected before says otherwise under the same id and revision */
    struct buf disputes; /* the handles of those, ", " between */
    struct buf label;    /* whose file it is, or "" */
};
#define COLLECTED_INIT {.disputes = BUF_INIT, .label = BUF_INIT}
void collected_release(struct collected *collected);

/* Merges the bundle at path into store in one transaction. A file that is damaged, newer, or no
 * bundle: -1 with a sentence, and nothing changed. */
int bundle_collect(struct store *store, const char *path, struct collected *collected,
                   struct err *err);

#endif
