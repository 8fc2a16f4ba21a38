/*
 * whole_html: everything about one person as one page that needs nothing else: to give to who asks
 * for it, to read on a screen or on paper.
 */
#ifndef REPORT_WHOLE_HTML_H
#define REPORT_WHOLE_HTML_H

#include "base/buf.h"
#include "base/lang.h"
#include "domain/whole.h"

void whole_html_add(struct buf *out, const struct whole *whole, enum lang lang);

#endif
