/*
 * html: a report as one page for a browser and for paper (A4).
 *
 * The page stands by itself: nothing is fetched, run or linked to, and its content security policy
 * holds the browser to that. What people wrote is text everywhere: the five signs of markup are
 * escaped, and whatever could act or deceive is made visible (utf8_show). Light or dark follows the
 * reader's machine; paper is black on white.
 */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include <stddef.h>

#include "base/buf.h"
#include "base/lang.h"
#include "report/report.h"

/* Adds the whole page. */
void html_add_report(struct buf *out, const struct report *report);

/* The page around what others put in it: all up to the content, and what comes after. */
void html_begin(struct buf *out, const char *title, enum lang lang);
void html_end(struct buf *out);

/* Adds text escaped, fit for content and for an attribute in quotes; a newline becomes <br>. */
void html_add_text(struct buf *out, const char *text, size_t len);

#endif
