/*
 * bundle: the hand-over between managers and HR. A bundle is a file with exactly what HR may see of
 * one manager's file: the agreements shared with HR and what happened to them, what was asked of HR
 * (store/sparring.h), and in numbers how many conversations were held, how soon, and how often what
 * made them hard. Never a note, an answer, a goal, or an agreement that is not shared with HR.
 * Where the manager says so, also absences, as far as figures and the steps of the law need them
 * (store/told.h).
 *
 * HR collects bundles into a file of its own: any number, any number of times, in any order, with
 * one result. No clock decides. Of each agreement the claim with the highest revision holds, then
 * the one of the later edition (a file counts the bundles in which something changed), and it
 * holds as a whole: claims are never mixed.
 *
 * A return bundle brings one manager what HR has to say: answers, requests for an update
 * (store/requests.h), and what became of what HR was to do (store/settlement.h). It holds nothing
 * of anybody else, and no other file takes it in. Everything in it has an id and is only ever added
 * to, so it may come in any order and more than once as well.
 */
#ifndef STORE_BUNDLE_H
#define STORE_BUNDLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "domain/privacy.h"
#include "store/store.h"

#define BUNDLE_LABEL    "bundle.label" /* the setting that says whose file it is; "" or not there */
#define BUNDLE_ABSENCES "bundle.absences" /* the setting "yes" sends absences along */

/* What is in a bundle. */
struct bundled {
    size_t agreements, questions; /* questions: threads */
    size_t answers;               /* messages of HR's */
    size_t requests, settlements; /* of a return bundle */
    size_t absent;                /* people of whom absences are told */
    size_t hurdles;               /* how often something was hard, of all that is told in counts */
};

/*
 * Writes the bundle of store to a new file at path, 0600, whole or not at all; nothing is
 * overwritten. The same content gives the same bytes. The store is written too: it remembers its
 * edition, and what was asked or answered cannot be undone any more.
 */
int bundle_write(struct store *store, const char *path, struct bundled *bundled, struct err *err);

/* The same for what goes back to the file that name stands for: the label of its bundles or the end
 * of its id. -1 with a sentence that says which are known when it is none of them, or several. */
int bundle_return(struct store *store, const char *name, const char *path, struct bundled *bundled,
                  struct err *err);

/* What would be in it, for HR (name NULL) or for whom it goes back to: the same, and nothing is
 * written. */
int bundle_foretell(struct store *store, const char *name, struct bundled *bundled,
                    struct err *err);

/* How many agreements that would go to HR hold what may not be written down (domain/privacy.h; none
 * without it), and the handles of those added to `which`, ", " between. */
int bundle_forbidden(struct store *store, const struct privacy *privacy, struct buf *which,
                     size_t *n, struct err *err);

/* What a bundle brought, in agreements. */
struct collected {
    size_t fresh, changed, known;
    size_t gone;     /* HR may not see them any more: taken away here */
    size_t disputed; /* what was collected before says otherwise under the same id and revision */
    struct buf disputes; /* the handles of those, ", " between */
    struct buf label;    /* whose file it is, or "" */
    bool returned;       /* it came back from HR */
    size_t messages;     /* of sparring, not here before */
    size_t requests;     /* of a return bundle, not here before */
    size_t settlements;
    size_t absent; /* people of whom it tells absences, where that was news */
};
#define COLLECTED_INIT                                                                             \
    {                                                                                              \
        .disputes = BUF_INIT, .label = BUF_INIT                                                    \
    }
void collected_release(struct collected *collected);

/* Merges the bundle at path into store in one transaction. A file that is damaged, newer, or no
 * bundle, or a return bundle for somebody else: -1 with a sentence, and nothing changed. */
int bundle_collect(struct store *store, const char *path, struct collected *collected,
                   struct err *err);

#endif
