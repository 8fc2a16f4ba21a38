/*
 * whom: who is meant by a typed name. Part of a known name, or one with a slip in it, would begin a
 * second person beside the first, and nothing agreed before would come along: so it is asked.
 */
#ifndef STORE_WHOM_H
#define STORE_WHOM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "store/desk.h"

struct whom {
    char **names; /* known names like the typed one, then the typed one itself */
    size_t n;     /* 1 when there is nothing to ask */
    bool known;   /* the typed one is somebody's, as it is */
};

/* Looks for known names like typed, those that differ in an accent among them; a name that is known
 * as it is needs no question, but may be a namesake's: so it is said whose it is (store/known.h).
 * Releases whom first: begin with a zeroed one. */
int whom_look(struct whom *whom, const struct desk *desk, const char *typed, struct err *err);
void whom_release(struct whom *whom);

/* Adds the sentence that says whose the typed name is, which is known: by the name as the desk has
 * names shown. */
int whom_add_known(const struct whom *whom, const struct desk *desk, struct buf *buf,
                   struct err *err);

#endif
