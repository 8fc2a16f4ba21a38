/*
 * lock: the right to write a database. It is a flock on the file "<database>.lock", so the kernel
 * lets go of it when its process ends, also after kill -9. The file says in words who holds it;
 * those words are only worth something while the lock is held. It stays behind, empty, for the next
 * one: removing it would let two processes lock two files of one name.
 */
#ifndef STORE_LOCK_H
#define STORE_LOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/store.h"

struct lock {
    int fd;      /* -1 while not held */
    bool stale;  /* the last holder was killed, or the machine stopped: it did not let go itself */
    bool killed; /* it was killed, and the machine has run on since: what it wrote is all there */
};
#define LOCK_INIT {.fd = -1}

enum lock_got {
    LOCK_GOT,
    LOCK_HELD,   /* by another process, or another store of this one */
    LOCK_CANNOT, /* the file beside the database cannot be made or written */
};

/* Takes the lock of the database at path, at moment now. LOCK_CANNOT fills err. Waits a few
 * thousandths of a second at most. */
enum lock_got lock_take(struct lock *lock, const char *path, int64_t now, struct err *err);

/* Lets go. Nothing happens when it is not held. */
void lock_drop(struct lock *lock);

/* Could it be had now? */
bool lock_free(const char *path);

/* Adds the terminal of this process as its user would name it: "pts/3", "tty2"; nothing when it has
 * none. */
void lock_add_where(struct buf *text);

/* Reads who holds it: false when nobody does. Fields that cannot be read are 0 or "". */
bool lock_holder(const char *path, struct holder *holder);

#endif
