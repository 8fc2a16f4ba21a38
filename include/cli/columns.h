/*
 * columns: a list as a command writes it: headings in the user's language, a row for each,
 * aligned (report/table.h), to what the run writes to.
 */
#ifndef CLI_COLUMNS_H
#define CLI_COLUMNS_H

#include "base/day.h"
#include "cli/cli.h"
#include "report/table.h"

/* headings: as many as there are columns. flexible as of table_init. */
void columns_begin(struct table *table, struct cli *cli, const char *const *headings, int columns,
                int flexible);

void columns_add_day(struct table *table, struct cli *cli, int day); /* "-" for DAY_NONE */
void columns_add_number(struct table *table, int number);
void columns_add_or_dash(struct table *table, const char *text); /* "-" for "" */

/* Writes it and releases the table. */
void columns_end(struct table *table, struct cli *cli);

#endif
