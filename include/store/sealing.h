/*
 * sealing: whether a file is sealed with a passphrase, and everything that changes that.
 *
 * A sealed file holds every text that somebody could read sealed (include/store/seal.h): names,
 * teams and codes, answers and their questions, drafts, agreements and their history, what can be
 * undone. An index of words is not in it at all: what texts are found by is built in memory when
 * the passphrase was given. What stays readable to whoever has the file: that it is of Gesprek, how
 * many people, conversations, answers and agreements there are, how they hang together, how long
 * texts are in steps of 64 bytes, when things were made, changed and planned, status, due dates and
 * look-back days, who owes what (manager, employee, HR, other), what is shared with whom, which
 * guides were used and which of their questions were answered, settings, and what opens it.
 *
 * Sealing finds changed and moved texts. It does not find a row that was taken away, an older text
 * put back in its own place, or a whole file of yesterday.
 *
 * Turning it on and off is one transaction: after a crash the file is wholly the one or the other.
 * Afterwards the file is written anew and its WAL emptied, so that no page keeps what was readable;
 * when that is cut off, the next start does it. A disk may keep old blocks of a file all the same,
 * and copies made before stay as they are (sealing_add_copies names those beside it).
 *
 * A file that is sealed has a key of its own for as long as it is. Passphrase and recovery key each
 * open that key; another passphrase wraps it anew and touches nothing else, so a copy made before
 * still opens with the old one. Who has lost both has lost the texts.
 */
#ifndef STORE_SEALING_H
#define STORE_SEALING_H

#include "store/seal_secret.h"
#include "store/store.h"

enum sealing {
    SEALING_OFF,
    SEALING_LOCKED, /* sealed, and the passphrase was not given (or the key was wiped again) */
    SEALING_OPEN,   /* sealed, and opened: everything works */
};

enum sealing store_sealing(struct store *store);

/* Is there a sealed file at path? Before anything of it is opened for good. */
bool sealing_at(const char *path);

/* How an attempt to open ends. Each but DONE has a sentence in err, and changes nothing. */
enum unlocking {
    UNLOCK_DONE,
    UNLOCK_WRONG,   /* another passphrase (or recovery key) opens it */
    UNLOCK_DAMAGED, /* what it should open is not what it was; a new try does not help */
    UNLOCK_FAILED,
};

/* Opens a locked file: 0.4 s for the passphrase. Wipes nothing of the secret. */
enum unlocking sealing_unlock(struct store *store, const struct secret *passphrase,
                              struct err *err);

enum unlocking sealing_unlock_recovery(struct store *store, const struct secret *recovery,
                                       struct err *err);

/* Wipes the key. What is typed was saved before. */
int sealing_lock(struct store *store, struct err *err);

/* A sentence (English, for tr) about why this will not do for a passphrase; NULL when it will. */
const char *sealing_passphrase_fault(const struct secret *passphrase);

/* A new key and what opens it; nothing is written yet. */
struct sealing_plan;

/* Fills recovery with the recovery key to write down. NULL on failure. */
struct sealing_plan *sealing_prepare(const struct secret *passphrase, struct secret *recovery,
                                     struct err *err);
void sealing_plan_free(struct sealing_plan *plan); /* NULL is fine */

/* Is what was typed back the recovery key? 1; 0 with a sentence: a slip, or another key. */
int sealing_confirm(const struct secret *recovery, const struct secret *typed, struct err *err);

/* Seals the file, which stays open. Once the recovery key was typed back. */
int sealing_on(struct store *store, struct sealing_plan *plan, struct err *err);

enum unlocking sealing_off(struct store *store, const struct secret *passphrase, struct err *err);

/* Another passphrase for an open file. */
int sealing_rewrap(struct store *store, const struct secret *fresh, struct err *err);

/* Adds the path of every other database of Gesprek in the folder of the file, one a line: what was
 * copied before the file was sealed can be read by whoever has it. */
void sealing_add_copies(const struct store *store, struct buf *lines);

/* Adds the name and version of the library behind it, for `gesprek version`. */
void sealing_add_library(struct buf *out);

#endif
