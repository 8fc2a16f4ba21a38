/*
 * settlement: what HR says became of an agreement HR owns: its status, a remark, another day. It is
 * made in HR's file, or at once in the manager's own where both use one desk.
 *
 * One file decides what happened to an agreement: that of the manager who made it. There every
 * settlement becomes one more revision, which keeps the settlement's id (agreement_revision), so
 * none is taken in twice. In a file of HR's the settlements its manager does not know of yet lie on
 * top of the revisions the manager told of, in the order HR made them, as they will in the
 * manager's file. So:
 *
 * - What HR settled stays settled, whichever bundle comes in after it, also an old one; a revision
 *   the manager made knowing of the settlement comes later, and holds.
 * - Of two changes that did not know of each other HR's holds for status and remark, and for the
 *   day if HR moved it; all else is the manager's. Both stay in the history.
 * - Bundles and return bundles may come in any order, more than once, or never. When the last of
 *   both has come in both files say the same, in the same revisions.
 * - An agreement that was withdrawn, or is not shared any more, takes its settlements along.
 *
 * HR changes nothing else in what came out of bundles: not what was agreed, not who does it, and
 * nothing of an agreement that is somebody else's (agreements_save refuses).
 */
#ifndef STORE_SETTLEMENT_H
#define STORE_SETTLEMENT_H

#include <stdbool.h>

#include "base/err.h"
#include "domain/agreement.h"
#include "store/store.h"

/* Is it HR's to settle? */
bool settlement_allowed(const struct agreement *agreement);

/*
 * Settles the agreement with that id as HR. due is the new day for STATUS_CHANGED, else DAY_NONE;
 * remark may be NULL. The status it has already with another remark is a remark. -1 with a sentence
 * when HR does not own it. Undo takes it back as for agreements_settle.
 */
int settlement_make(struct store *store, const char *id, enum status status, int due,
                    const char *remark, const struct deed *deed, struct err *err);

#endif
