/*
 * sums_inside: what the parts of the sums share. For these files only; the rest is in store/sums.h.
 *
 *   sums_functions.c  one sum, those of a row, and what SQL calls for them
 *   sums_tables.c     how a table is read and the triggers of it, made as they are asked for
 *   sums.c            every row of a file: given sums, marked, looked at
 */
#ifndef STORE_SUMS_INSIDE_H
#define STORE_SUMS_INSIDE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/db.h"
#include "store/texts.h"

/* ---- sums_functions.c ------------------------------------------------------------------------ */

/* So that SQL can call them: summed, resummed, unsound, plain, followed, grown, kept,
 * marked, told, beside, first, aside, strict. */
int sums_add_functions(struct db *db, struct err *err);

/* How many names there are: NULL, or the most, ends them. */
int sums_count(const char *const *names, int most);

/* ---- sums_tables.c --------------------------------------------------------------------------- */

/* Adds ", new.id, new.due, new.what": what it is known by, the rest, the texts. */
void sums_add_row(struct buf *sql, const struct text_table *table, const char *of);

/* As the functions know a table. */
int sums_number_of(const struct text_table *table);

/* The table whose name stands at at; NULL when none does. */
const struct text_table *sums_table_at(const char *at);

/* Is it called sealed_... in this file? */
bool sums_sealed_here(const struct db *db, const struct text_table *table);

/* Has it a column for sums? A file made by somebody else, or before there were any, has not. */
bool sums_has(const struct db *db, const struct text_table *table, bool sealed);

#endif
