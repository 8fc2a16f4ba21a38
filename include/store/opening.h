/*
 * opening: how a file becomes a connection that may be trusted: made whole or not at all, judged by
 * its header before anything in it is believed, looked over when the machine stopped under it,
 * brought up to date. For the files of this room only.
 */
#ifndef STORE_OPENING_H
#define STORE_OPENING_H

#include <stdbool.h>

#include "base/err.h"
#include "store/db.h"
#include "store/schema.h"

struct opening {
    const char *path; /* real: no links, no dots */
    const struct schema *schema;
    bool writing; /* the lock is held */
    bool unclean; /* the last writer did not end in an orderly way */
    bool killed;  /* only the writer ended so, not the machine: nothing it wrote can be missing */
    bool remote;  /* the file is on another machine, where WAL does not work */
    struct buf *said; /* gets a line about what was set aside */
};

/* Makes the file, which was not there. */
int opening_make(const struct opening *opening, struct err *err);

/* Opens it, after a WAL of another file or moment (store/wal.h) was set aside; who may only read is
 * told of that one instead: 0 and a connection ready for use, or -1 with the file as it was. */
int opening_connect(const struct opening *opening, struct db *db, struct err *err);

/* How to read the file at path: as immutable when nobody is writing it and SQLite could not put its
 * own files beside it (sqlite.org/wal.html, read-only databases), never with a WAL that has
 * something in. */
enum db_mode opening_read_mode(const char *path);

#endif
