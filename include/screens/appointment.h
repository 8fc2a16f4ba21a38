/*
 * appointment: the day and time of the conversation a sheet belongs to: asked, set, shown.
 */
#ifndef SCREENS_APPOINTMENT_H
#define SCREENS_APPOINTMENT_H

#include "screens/sheet.h"

/* Adds "ma 24 nov 10:00", or that there is no date yet. */
void appointment_add(const struct sheet *sheet, struct buf *buf);

/* Open the question under tag; say why not where nothing may be written. */
struct outcome appointment_ask_day(const struct sheet *sheet, int tag);
struct outcome appointment_ask_time(const struct sheet *sheet, int tag);

/* Store the answer; the sheet has to be refreshed after it. A day alone keeps the time there was,
 * and has none where there was none; an empty time takes it off; DAY_NONE: not planned any more. */
int appointment_set_day(struct sheet *sheet, const struct reply *reply, struct err *err);
int appointment_set_time(struct sheet *sheet, const char *text, struct err *err);

/* Is there no time to be asked for: it came with the day, or there is no day? */
bool appointment_timed(const struct reply *reply);

#endif
