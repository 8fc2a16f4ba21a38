/*
 * guide_compare: holds two files of one guide, in two languages, against each other. Answers are
 * kept by id, so both must ask the same things and share them with the same people.
 */
#ifndef YAML_GUIDE_COMPARE_H
#define YAML_GUIDE_COMPARE_H

#include "domain/guide.h"
#include "yaml/complaint.h"

/* Complains, in the list of guide's file, about what `other` has that guide lacks (one complaint
 * for all of it) and about what both have but not alike. */
void guide_compare(const struct guide *guide, const struct guide *other, const char *other_file,
                   struct complaints *complaints);

#endif
