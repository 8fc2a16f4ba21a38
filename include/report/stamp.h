/*
 * stamp: a moment as programs read it, always in UTC.
 */
#ifndef REPORT_STAMP_H
#define REPORT_STAMP_H

#include <stdint.h>

#include "base/buf.h"

/* Adds "2026-11-24T09:00:00Z"; nothing for 0. */
void stamp_add(struct buf *buf, int64_t moment);

/* Adds "20261124T090000Z" as calendars write it; the beginning of time for 0. */
void stamp_add_basic(struct buf *buf, int64_t moment);

#endif
