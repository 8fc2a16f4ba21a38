/*
 * report: what one person may see of an interview, before it is written in any form.
 *
 * The one place that decides who sees what. Text, Markdown, JSON and the screens' "look as" all
 * write what report_make chose, so they cannot disagree. Labels are those the answers were given
 * under.
 *
 *   manager   everything; what nobody else sees carries a mark that says so
 *   employee  date, kind of talk, agreements, answers shared with the employee, both views
 *   HR        the agreements shared with HR and nothing else; never an answer
 *
 * A report borrows its interview, which must outlive it and stay as it is. Strings are as stored:
 * whoever writes them makes them safe (utf8_show, or the escaping of the format).
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/lang.h"
#include "domain/agreement.h"
#include "domain/guide.h"
#include "domain/interview.h"

enum report_kind {
    REPORT_LINE,     /* text alone */
    REPORT_PAIR,     /* a short value after its label */
    REPORT_NOTE,     /* running text under its label */
    REPORT_LIST,     /* lines under their label */
    REPORT_NUMBERED, /* an agreement: its first line, then more about it */
};

struct report_item {
    enum report_kind kind;
    char *label; /* "" for REPORT_LINE and REPORT_NUMBERED */
    char *text;  /* never empty; lines end at '\n', the last without */
    char *mark;  /* who else sees it: "only for you"; "" when the reader need not know */
};

struct report_section {
    char *heading; /* "" for the facts at the top and the words at the end */
    struct report_item *items;
    size_t n_items;
};

struct report {
    enum viewer viewer;
    enum lang lang;
    const struct interview *interview;
    char *title;
    struct report_section *sections; /* none is empty */
    size_t n_sections;
};

/*
 * Makes the report of interview for viewer in lang. guide is the one it is held with, for the order
 * and the titles of its points; NULL when it cannot be read any more. Release with report_release.
 */
void report_make(struct report *report, const struct interview *interview,
                 const struct guide *guide, enum viewer viewer, enum lang lang);
void report_release(struct report *report);

/* May viewer see it? */
bool report_shows_answer(enum viewer viewer, const struct answer *answer);
bool report_shows_agreement(enum viewer viewer, const struct agreement *agreement);

const char *viewer_key(enum viewer viewer); /* "manager", "employee", "hr" */

#endif
