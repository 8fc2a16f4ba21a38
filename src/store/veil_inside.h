/*
 * veil_inside: what the parts of the veil share. For these files only; the rest is in store/veil.h.
 *
 *   veil_functions.c  what SQL calls: a text sealed, opened, looked at
 *   veil_views.c      the view and the triggers over one table
 *   veil_lookups.c    what texts are found by, in memory for as long as the key is there
 *   veil_whole.c      every text of a file: sealed, opened, looked at
 *   veil.c            hung and dropped, and the key
 */
#ifndef STORE_VEIL_INSIDE_H
#define STORE_VEIL_INSIDE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/db.h"
#include "store/seal.h"
#include "store/texts.h"

struct veil {
    struct seal *seal; /* NULL while locked */
    bool owned;        /* freed with the veil */
    bool hanging;
    enum {
        UNSOUND_MARKED,  /* what is not sound reads as the sentence that says so */
        UNSOUND_NOTHING, /* as nothing, for what texts are found by */
        UNSOUND_ERROR,
    } unsound;
    enum lang lang; /* of that sentence */
};

/* ---- veil_functions.c ------------------------------------------------------------------------ */

/* The veil of a connection, made when it is first needed and freed by veil_free, with the functions
 * that SQL calls: sealed, resealed, opened, examined. NULL with err. */
struct veil *veil_make(struct db *db, struct err *err);

/* ---- veil_views.c ---------------------------------------------------------------------------- */

/* Adds where a text stands: ", 'answer', 'value', old.interview, old.point, old.field" with `of`
 * "old." */
void veil_add_place(struct buf *sql, const struct text_table *table, const char *text,
                    const char *of);

/* Hangs the view and the triggers over one table. */
int veil_hang_table(struct db *db, const struct text_table *table, struct err *err);

/* ---- veil_lookups.c -------------------------------------------------------------------------- */

/* While the file is locked: an error, not "nothing found". */
int veil_close_lookups(struct db *db, struct err *err);

/* Copies for this connection, filled from what the veil opens. */
int veil_open_lookups(struct db *db, struct err *err);

/* Fills them anew. */
int veil_build_lookups(struct db *db, struct err *err);

/* what: "VIEW" when they are closed, "TABLE" when they are open. */
int veil_drop_lookups(struct db *db, const char *what, struct err *err);

/* An ordinary table among them gets the other name too: the i-th, NULL after the last. */
const char *veil_lookup_renamed(int i);

#endif
