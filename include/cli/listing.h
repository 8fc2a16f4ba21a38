/*
 * listing: agreements written out in one of the formats, one at a time, so that a list takes no
 * more memory the longer it is.
 */
#ifndef CLI_LISTING_H
#define CLI_LISTING_H

#include "cli/cli.h"
#include "report/list_file.h"
#include "report/table.h"
#include "store/agreements.h"

enum listing_format { LISTING_TABLE, LISTING_CSV, LISTING_JSON, LISTING_ICS };

struct listing {
    struct cli *cli;
    const struct desk *desk;
    enum listing_format format;
    enum viewer viewer;
    int today;
    size_t n;           /* rows written */
    struct table table; /* LISTING_TABLE: the rows that wait */
    size_t waiting;
    struct list_file file; /* the other formats */
    struct buf out;        /* what waits to be written */
};

void listing_begin(struct listing *listing, struct cli *cli, const struct desk *desk,
                   enum listing_format format, enum viewer viewer);
void listing_row(struct listing *listing, const struct agreement_row *row);
void listing_end(struct listing *listing);

#endif
