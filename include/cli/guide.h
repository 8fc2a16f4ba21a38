/*
 * guide: the commands for who writes guides: which are there, what is wrong with one, how a
 * conversation by it would go, a first one to start from, and what a new version of one means for
 * the answers that are kept. None of them writes in the store.
 */
#ifndef CLI_GUIDE_H
#define CLI_GUIDE_H

#include "cli/cli.h"

int command_guide_list(struct cli *cli);  /* guide_list.c */
int command_guide_show(struct cli *cli);  /* guide_show.c: [ID|FILE] */
int command_guide_check(struct cli *cli); /* guide_check.c: FILE|FOLDER... --strict --format */
int command_guide_new(struct cli *cli);   /* guide_new.c: FILE */
int command_guide_fmt(struct cli *cli);   /* guide_fmt.c: FILE --write */
int command_guide_diff(struct cli *cli);  /* guide_diff.c: [OLD] NEW --format */

/* Is it the path of a file, rather than the id of a guide? (guide_show.c) */
bool guide_is_file(const char *argument);

#endif
