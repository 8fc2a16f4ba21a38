/*
 * bundle_words: what is in a bundle, and what collecting one brought, told in a line. The command
 * and the screens say it in the same words.
 */
#ifndef STORE_BUNDLE_WORDS_H
#define STORE_BUNDLE_WORDS_H

#include "base/buf.h"
#include "base/lang.h"
#include "store/bundle.h"

/* "12 agreements, 1 question": what is in a bundle for HR. */
void bundled_add(struct buf *text, const struct bundled *bundled, enum lang lang);

/* "2 answers, 1 request for an update": what goes back to a manager. */
void bundled_add_returned(struct buf *text, const struct bundled *bundled, enum lang lang);

/* "roos.bundle, of Roos Dijkstra: 3 new, 12 known." */
void collected_add(struct buf *text, const char *path, const struct collected *found,
                   enum lang lang);

/* A sentence on what contradicts what was collected before; nothing where nothing does. */
void collected_add_disputes(struct buf *text, const struct collected *found, enum lang lang);

#endif
