/*
 * regime: what the law of a place lets an employer ask and record in an absence conversation. The
 * law is data (guides/<language>/regime.yaml), with its source and date, so it can be put right
 * without a new program.
 */
#ifndef DOMAIN_REGIME_H
#define DOMAIN_REGIME_H

#include "base/lang.h"
#include "domain/guide.h"
#include "domain/keeping.h"

/* The four sides of the limits card (kaders). */
enum limits {
    LIMITS_MAY_ASK,
    LIMITS_MAY_NOT_ASK,
    LIMITS_MAY_RECORD,
    LIMITS_MAY_NOT_RECORD,
    LIMITS_COUNT,
};

struct regime_card {
    char *title;
    char *source; /* law, article, guidance the lines come from */
    struct guide_lines lines;
};

struct regime {
    char *id; /* what guides name: "nl" */
    char *version, *title, *source;
    char *summary; /* one line that says the heart of it, for the small card in the preparation */
    enum lang language;
    int date; /* the day it was last held against its sources */
    struct regime_card cards[LIMITS_COUNT];
    struct keeping_rules keeping; /* how long what is kept may stay; no months: no rule */
};

struct regime *regime_new(void);
void regime_free(struct regime *regime); /* NULL is fine */

#endif
