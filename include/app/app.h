/*
 * app: the program on a terminal: opens it, runs the one loop, gives it back.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include "base/err.h"
#include "store/desk.h"

/* Runs until the user leaves. interview: the id to open, or NULL to go on where the user was. 0, or
 * -1 when the terminal could not be opened, or was lost with work that could not be saved. */
int app_run(struct desk *desk, const char *interview, struct err *err);

/* Adds the name and version of what draws on the terminal, for `gesprek version`. */
void app_add_library(struct buf *out);

#endif
