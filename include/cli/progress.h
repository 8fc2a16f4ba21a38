/*
 * progress: how far a long piece of work is, on the terminal the user looks at. Nothing is shown
 * where that is no terminal, where what is written scrolls by on one already, and in the first half
 * second.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli/cli.h"

struct progress {
    struct cli *cli;
    int64_t began, told; /* clock_ticks */
    size_t done;
    bool silent, shown;
};

void progress_begin(struct progress *progress, struct cli *cli);

/* One more is done. */
void progress_step(struct progress *progress);

/* Takes the line away. */
void progress_end(struct progress *progress);

#endif
