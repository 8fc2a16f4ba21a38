/*
 * hurdles: the manager's own hurdles (domain/hurdles.h) as a page of text, so that screen, lines
 * and command say the same.
 */
#ifndef REPORT_HURDLES_H
#define REPORT_HURDLES_H

#include "base/buf.h"
#include "base/lang.h"
#include "domain/hurdles.h"

/* Adds a sentence, and a table of quarters when anything was answered; every row at most columns
 * wide where words can wrap (0: as wide as it needs), and ends with a line break. */
void hurdles_add_text(struct buf *out, const struct hurdles *hurdles, int columns, enum lang lang);

/* Adds the same as sentences, a hurdle a line, for those who listen to it. */
void hurdles_add_lines(struct buf *out, const struct hurdles *hurdles, enum lang lang);

#endif
