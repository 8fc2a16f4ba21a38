/*
 * spell: what belongs to an absence and to a time in service, as people say it.
 */
#ifndef REPORT_SPELL_H
#define REPORT_SPELL_H

#include "base/buf.h"
#include "base/lang.h"
#include "domain/absence.h"
#include "domain/service.h"

/* Adds "50% from 2026-11-09, advice of 2026-11-02". */
void spell_add_step(struct buf *buf, const struct absence_step *step, enum lang lang);

/* Adds what a field of it says: "Monday 2 November 2026", "yes"; nothing when it is not known. */
void spell_add_field(struct buf *buf, const struct absence *absence, enum absence_field field,
                     enum lang lang);

/* Adds "0.8 from 2025-01-01 to 2026-03-31", the last day in service. */
void spell_add_service(struct buf *buf, const struct service *service, enum lang lang);

#endif
