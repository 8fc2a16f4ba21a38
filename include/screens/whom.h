/*
 * whom: who is meant by a typed name. Part of a known name, or one with a slip in it, would begin a
 * second person beside the first, and nothing agreed before would come along: so it is asked.
 */
#ifndef SCREENS_WHOM_H
#define SCREENS_WHOM_H

#include "base/err.h"
#include "screens/screen.h"

struct whom {
    char **names; /* known names like the typed one, then the typed one itself */
    size_t n;     /* 1 when there is nothing to ask */
};

/* Looks for known names like typed; a name that is known as it is needs no question. Releases whom
 * first: begin with a zeroed one. */
int whom_look(struct whom *whom, const struct desk *desk, const char *typed, struct err *err);
void whom_release(struct whom *whom);

/* Asks which one it is; reply.choice says which of the names. */
struct outcome whom_ask(const struct whom *whom, struct desk *desk, int tag);

#endif
