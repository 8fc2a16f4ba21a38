/*
 * insight: figures as blocks to read: each a heading, one plain sentence and its lines, made from
 * the same numbers (domain/insight.h). Screen, text, web page, JSON and CSV all show these blocks.
 */
#ifndef REPORT_INSIGHT_H
#define REPORT_INSIGHT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/lang.h"
#include "domain/insight.h"

enum { INSIGHT_NUMBERS = 3 };

struct insight_line {
    char *label, *key;
    char *value;                    /* "78% (94 of 120)" */
    int fill;                       /* of the bar, in hundredths; -1: none */
    int mark;                       /* on it, to compare with; 0: none */
    double number[INSIGHT_NUMBERS]; /* as the names of the block have it; NAN: not known */
};

struct insight_block {
    const char *name;                   /* stable: "kept_by_owner" */
    const char *heading;                /* translated */
    const char *names[INSIGHT_NUMBERS]; /* stable, of the numbers; NULL where there is none */
    char *sentence;                     /* NULL: the block is left out */
    struct insight_line *line;
    size_t n;
};

enum insight_block_id {
    BLOCK_OWNERS,
    BLOCK_TALKS,
    BLOCK_HURDLES,
    BLOCK_DAYS,
    BLOCK_TEAMS,
    BLOCK_SPARRING,
    BLOCK_FRESH,
    BLOCK_ABSENCE, /* the others are of absence: report/figures.h */
    BLOCK_FIGURES,
    BLOCK_CLASSES,
    BLOCK_ABSENCE_TEAMS,
    BLOCK_CONTACT,
    BLOCK_COMPARE,
    INSIGHT_BLOCKS
};

struct insight_page {
    enum lang lang;
    int from, to;                 /* days, as asked */
    int counted_from, counted_to; /* of the quarters that absence is counted in; DAY_NONE: none */
    char *title, *period, *note;
    char *counted; /* the quarters that absence is counted in; NULL: as period */
    struct insight_block block[INSIGHT_BLOCKS];
};

/* Adds the words for a team or a hurdle. */
typedef void insight_words(void *arg, enum insight_part part, const char *key, struct buf *text);

void insight_page_make(struct insight_page *page, const struct insight *insight, int today,
                       enum lang lang, insight_words *words, void *arg);
void insight_page_release(struct insight_page *page);

/* In rows of at most columns. */
void insight_add_text(struct buf *out, const struct insight_page *page, int columns);
/* One web page that stands by itself (report/html.h), with a chart and a table for each block. */
void insight_add_html(struct buf *out, const struct insight_page *page);
/* Field names are in the README ("Formats"). */
void insight_add_json(struct buf *out, const struct insight_page *page);
void insight_add_csv(struct buf *out, const struct insight_page *page);

#endif
