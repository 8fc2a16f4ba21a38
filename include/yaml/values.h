/*
 * values: what guide and regime files share: readers of single values for the rows of a table.
 */
#ifndef YAML_VALUES_H
#define YAML_VALUES_H

#include "base/err.h"
#include "yaml/yaml_walk.h"

/* An int from row->low to row->high; a char * that is an id; an enum lang; an int day; an int
 * number of days written as "4 weeks" or "10 dagen". */
walk_value value_number, value_id, value_language, value_day, value_span;

/* The number of the file's format, which must be 1: else reading stops. No slot. */
walk_value value_format;

/* Puts "" in every char * of a struct that is still NULL; offsets ends with SIZE_MAX. */
void values_fill(void *item, const size_t *offsets);

/* Puts what is wrong into err as one sentence about the file. */
void values_tell(struct err *err, const struct complaints *complaints);

#endif
