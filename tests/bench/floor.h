/*
 * floor: what a curses program costs that does nothing: the screen and the keys, shared by the
 * floors. What the program under test needs on top of its floor is its own doing.
 */
#ifndef BENCH_FLOOR_H
#define BENCH_FLOOR_H

#include <stdbool.h>

/* Opens the screen, fills it and echoes keys until SIGTERM. box: into a field of 10 rows of
 * 60 columns that is drawn again for every key, as a form does; else behind each other. */
int floor_run(bool box);

#endif
