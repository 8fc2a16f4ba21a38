/*
 * whom: who is meant by a typed name. Part of a known name, or one with a slip in it, would begin a
 * second person beside the first, and nothing agreed before would come along: so it is asked.
 */
#ifndef STORE_WHOM_H
#define STORE_WHOM_H

#include <stddef.h>

#include "base/err.h"
#include "store/desk.h"

struct whom {
    char **names; /* known names like the typed one, then the typed one itself */
    size_t n;     /* 1 when there is nothing to ask */
};

/* Looks for known names like typed; a name that is known as it is needs no question. Releases whom
 * first: begin with a zeroed one. */
int whom_look(struct whom *whom, const struct desk *desk, const char *typed, struct err *err);
void whom_release(struct whom *whom);

#endif
