/*
 * given: reading what was given with an option, and saying what would do when it does not.
 */
#ifndef CLI_GIVEN_H
#define CLI_GIVEN_H

#include "cli/cli.h"

/* Which of choices (ends at NULL) was given with option; otherwise when it was not given; -1 after
 * saying that it is none of them (return CLI_MISUSE). */
int given_choice(struct cli *cli, const char *option, const char *const *choices, int otherwise);

/* As given_choice for --format; not given, it is the one that the name given with --output ends in
 * (".csv"). */
int given_format(struct cli *cli, const char *const *choices, int otherwise);

/* Which of choices text is; -1 after saying so. name is what it
 * stands for: "--status", "STATUS". */
int given_among(struct cli *cli, const char *name, const char *text, const char *const *choices);

/* Reads words for a date into *day: 0, or -1 after saying what is wrong. */
int given_day(struct cli *cli, const char *text, int *day);

/* The same for a day that was: a Monday is the last one, and without a year it is one gone by. */
int given_past_day(struct cli *cli, const char *text, int *day);

/* The same for a day that follows another one (day_read_since). */
int given_day_since(struct cli *cli, const char *text, enum day_toward toward, int since, int *day);

/* Reads "DATE" or "DATE HH:MM" into *moment: 0, or -1 after saying what is wrong. */
int given_moment(struct cli *cli, const char *text, int64_t *moment);

#endif
