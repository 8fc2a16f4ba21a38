/*
 * figures_inside: what the blocks of absence share: the page that is made and how numbers, quarters
 * and reasons stand in it.
 *
 *   figures.c          the page, and what every block uses
 *   figures_time.c     quarter by quarter
 *   figures_period.c   one period: its figures and how long cases lasted
 *   figures_teams.c    by team
 *   figures_contact.c  how soon people were spoken to
 *   figures_compare.c  beside another period
 *   figures_words.c    what each figure is
 */
#ifndef REPORT_FIGURES_INSIDE_H
#define REPORT_FIGURES_INSIDE_H

#include "insight_inside.h"
#include "report/figures.h"

/* Decimals of a number that is counted with, and of one that is shown. */
enum { FINE = 4, SHOWN = 1 };

/* What is needed while the blocks are made. */
struct figures_making {
    struct insight_page *page;
    const struct figures_input *input;
    const struct figures_frame *frame; /* the period the page is about */
    struct figures_view now, before;
    const struct figures *year; /* the calendar year in it that may be divided; NULL: none may */
    int year_number;
    enum lang lang;
};

/* A number with FINE decimals as it goes to a file. */
double figures_number(int64_t fraction);

/* The same with fewer decimals. */
int64_t figures_rounded(int64_t fraction, int decimals);

/* Adds a line to a block; value is left empty. */
struct insight_line *figures_add_line(struct figures_making *making, enum insight_block_id id,
                                      const char *label, const char *key, struct buf *value);

/* Adds "4.2%". */
void figures_add_percent(struct buf *buf, int64_t sick, const struct figures *of, enum lang lang);

/* Adds "Q3 2026"; "Q3 2025 - Q2 2026". */
void figures_add_quarter(struct buf *buf, int quarter, enum lang lang);
void figures_add_quarters(struct buf *buf, int first, int last, enum lang lang);

/* Adds why there are no figures of a period, and what can be asked instead. */
void figures_add_why_not(const struct figures_making *making, struct buf *text,
                         const struct figures_view *view);

/* Reports a person a year, in the way the regime says, with FINE decimals. */
int64_t figures_frequency_of(const struct figures_making *making, const struct figures_view *view);

/* Each fills its block. */
void figures_make_moments(struct figures_making *making);
void figures_make_period(struct figures_making *making);
void figures_make_classes(struct figures_making *making);
void figures_make_teams(struct figures_making *making);
void figures_make_contact(struct figures_making *making);
void figures_make_compare(struct figures_making *making);

#endif
