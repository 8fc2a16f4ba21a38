/*
 * guide: the commands for who writes guides: which are there, what is wrong with one, how a
 * conversation by it would go, a first one to start from. None of them touches the store.
 */
#ifndef CLI_GUIDE_H
#define CLI_GUIDE_H

#include "cli/cli.h"

int command_guide_list(struct cli *cli);  /* guide_list.c */
int command_guide_show(struct cli *cli);  /* guide_show.c: [ID|FILE] */
int command_guide_check(struct cli *cli); /* guide_check.c: FILE|FOLDER... --strict --format */
int command_guide_new(struct cli *cli);   /* guide_new.c: FILE */

#endif
