/*
 * guide_yaml: a guide from its YAML file. What the keys mean stands in the tables of guide_yaml.c,
 * one row a key; what holds between parts (ids that are named exist, nothing is unused) in
 * guide_rules.c.
 */
#ifndef YAML_GUIDE_YAML_H
#define YAML_GUIDE_YAML_H

#include <stddef.h>

#include "base/err.h"
#include "domain/guide.h"
#include "domain/privacy.h"
#include "yaml/complaint.h"

/*
 * Reads a guide and complains about all that is wrong. NULL when there is an error among it;
 * warnings leave it usable. The caller owns it.
 *
 * A guide that was good when a conversation was held with it stays readable: what is refused since
 * (G050, G054) is told by guide_yaml_check alone. A line to fill in with share: hr is read as one
 * for the employee, for HR gets agreements and counts and nothing that was filled in.
 */
struct guide *guide_yaml_read(const char *text, size_t len, struct complaints *complaints);

/*
 * The same for its author: what the guide asks and keeps is held against the law it names too
 * (G060, G061): questions, what lines to fill in ask for and what can be chosen for them, hurdles,
 * titles of points, and replies of a practice talk that step into no pitfall. Of what the manager
 * reads (title, summary, aims, tips, hints) it is a warning (G062), for that may say as well what
 * not to ask. Never pitfalls, which are there to show what not to say. limits finds the
 * check of a regime in a language, or NULL; without limits nothing is held against a law.
 */
typedef const struct privacy *guide_limits(void *arg, const char *regime, enum lang language);
struct guide *guide_yaml_check(const char *text, size_t len, struct complaints *complaints,
                               guide_limits *limits, void *arg);

/* The same as guide_yaml_read for struct shelf_reader: the first error in one sentence. */
struct guide *guide_yaml_open(const char *name, const char *text, size_t len, struct err *err);

/* The same of a guide that a conversation is held with: practice talks that stand last in the file,
 * where they are most of it, are left out. Its `text` is whole. */
struct guide *guide_yaml_open_held(const char *name, const char *text, size_t len, struct err *err);

#endif
