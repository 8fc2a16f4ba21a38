/*
 * whole_json: everything about one person for programs (RFC 8259); the fields are in the README
 * ("Formats").
 */
#ifndef REPORT_WHOLE_JSON_H
#define REPORT_WHOLE_JSON_H

#include "base/buf.h"
#include "base/lang.h"
#include "domain/whole.h"

void whole_json_add(struct buf *out, const struct whole *whole, enum lang lang);

/* Why it is kept, and whom somebody can turn to: sentences in English, for tr; NULL ends them. */
extern const char *const whole_purposes[];
extern const char *const whole_rights[];

#endif
