/*
 * whom: asking who is meant by a typed name (store/whom.h).
 */
#ifndef SCREENS_WHOM_H
#define SCREENS_WHOM_H

#include "screens/screen.h"
#include "store/whom.h"

/* Asks which one it is; reply.choice says which of the names. */
struct outcome whom_ask(const struct whom *whom, struct desk *desk, int tag);

#endif
