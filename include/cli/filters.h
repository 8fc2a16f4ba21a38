/*
 * filters: what of the agreements a command is asked for, by its options: status, date, who, and so
 * on. What cannot be is said with what can, before anything is written.
 *
 * Two lists answer to them: the manager's own, of everything agreed, and HR's, of what is shared
 * with HR (store/review.h). Some filters only HR's list knows.
 */
#ifndef CLI_FILTERS_H
#define CLI_FILTERS_H

#include <stdbool.h>

#include "cli/cli.h"
#include "store/review.h"

struct filters {
    struct review_filter filter;
    struct review_view view; /* what filter may point into */
    bool for_hr;             /* something was asked that only HR's list knows */
    bool given;              /* anything was asked at all */
};

/* Reads the options given: 0, or -1 after saying what is wrong (return CLI_MISUSE). Views are
 * looked up in cli->store. */
int filters_read(struct cli *cli, struct filters *filters);
void filters_release(struct filters *filters);

/* Is there such a team, manager, kind of conversation and person in HR's list? -1 after saying what
 * there is. */
int filters_check(struct cli *cli, const struct review_filter *filter);

#endif
