/*
 * commands: the table of everything the program can be asked, and the functions behind its rows. A
 * family of commands has a file of its own.
 */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include <stddef.h>

#include "cli/cli.h"

extern const struct command cli_commands[]; /* in the order of the help */
extern const size_t cli_commands_count;
extern const struct cli_option cli_globals[]; /* options of every command; ends at name NULL */

/* start.c */
int command_start(struct cli *cli);

/* interviews.c, show.c */
int command_interviews(struct cli *cli);
int command_show(struct cli *cli);

/* invite.c */
int command_invite(struct cli *cli);

/* agreements.c, settle.c */
int command_agreements(struct cli *cli);
int command_settle(struct cli *cli);

/* insight.c */
int command_insight(struct cli *cli);

/* hurdles.c */
int command_hurdles(struct cli *cli);

/* search.c */
int command_search(struct cli *cli);

/* review.c */
int command_review(struct cli *cli);
int command_expect(struct cli *cli);

/* practice.c */
int command_practice(struct cli *cli);

/* person.c */
int command_person_list(struct cli *cli);
int command_person_rename(struct cli *cli);
int command_person_move(struct cli *cli);

/* limits.c */
int command_limits_show(struct cli *cli);
int command_limits_check(struct cli *cli);
/* absence.c, absence_import.c */
int command_absence_list(struct cli *cli);
int command_absence_add(struct cli *cli);
int command_absence_change(struct cli *cli);
int command_absence_remove(struct cli *cli);
int command_absence_import(struct cli *cli);

/* timeline.c */
int command_timeline(struct cli *cli);
int command_timeline_done(struct cli *cli);
int command_timeline_undone(struct cli *cli);
int command_timeline_apart(struct cli *cli);
int command_timeline_join(struct cli *cli);

/* keeping.c, service.c, retention.c */
int command_person_hold(struct cli *cli);
int command_person_release(struct cli *cli);
int command_person_dates(struct cli *cli);
int command_person_service(struct cli *cli);
int command_retention(struct cli *cli);

/* export.c, erase.c, log.c */
int command_person_export(struct cli *cli);
int command_person_erase(struct cli *cli);
int command_erase(struct cli *cli);
int command_log(struct cli *cli);

/* keep.c */
int command_backup(struct cli *cli);
int command_restore(struct cli *cli);
int command_doctor(struct cli *cli);

/* seal.c */
int command_seal_on(struct cli *cli);
int command_seal_off(struct cli *cli);
int command_seal_passphrase(struct cli *cli);
int command_seal_recover(struct cli *cli);
int command_seal_status(struct cli *cli);

/* bundle.c */
int command_bundle(struct cli *cli);
int command_collect(struct cli *cli);

/* sparring.c */
int command_sparring_list(struct cli *cli);
int command_sparring_show(struct cli *cli);
int command_sparring_ask(struct cli *cli);
int command_sparring_answer(struct cli *cli);
int command_sparring_close(struct cli *cli);

/* about.c */
int command_help(struct cli *cli);
int command_version(struct cli *cli);

#endif
