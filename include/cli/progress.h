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
    const char *words; /* English, for tr: how much is done, with one %zu */
    bool silent, shown;
};

/* Of agreements, unless words are put there afterwards. */
void progress_begin(struct progress *progress, struct cli *cli);

/* One more is done. */
void progress_step(struct progress *progress);

/* So many are done. */
void progress_to(struct progress *progress, size_t done);

/* Takes the line away. */
void progress_end(struct progress *progress);

#endif
