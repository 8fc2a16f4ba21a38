/*
 * regime_yaml: a regime from its YAML file, with the same care as guide_yaml.
 */
#ifndef YAML_REGIME_YAML_H
#define YAML_REGIME_YAML_H

#include <stddef.h>

#include "base/err.h"
#include "domain/regime.h"
#include "yaml/complaint.h"

/* Reads a regime and complains about all that is wrong. NULL when there is an error among it. The
 * caller owns it. */
struct regime *regime_yaml_read(const char *text, size_t len, struct complaints *complaints);

/* The same for struct shelf_reader: the first error in one sentence. Words that stand last in the
 * file are left for later (regime_privacy), because a start has no time for them; that one of them
 * stands twice is then no fault. */
struct regime *regime_yaml_open(const char *name, const char *text, size_t len, struct err *err);

#endif
