/*
 * insight_inside: what the parts of the insight screen share.
 *
 *   insight.c        what its commands do
 *   insight_file.c   writing them to a file
 *   insight_count.c  counting absence a slice at a time, so that keys never wait
 *   insight_draw.c   how it is laid out and drawn
 *   insight_chart.c  absence over time as a chart
 */
#ifndef SCREENS_INSIGHT_INSIDE_H
#define SCREENS_INSIGHT_INSIDE_H

#include "report/insight.h"
#include "screens/screen.h"
#include "store/figures.h"
#include "store/insight.h"

#define TWO_COLUMNS 76 /* from this width on there are two columns */
#define PAGE_BLOCKS 7  /* at most on one page */

enum insight_side { SIDE_TALKS, SIDE_ABSENCE, INSIGHT_SIDES };

/* What absence is held beside. */
enum beside { BESIDE_BEFORE, BESIDE_START, BESIDE_PERIOD };

/* Where a block stands on the page, in rows of the page. */
struct place_of {
    int row, rows, col, columns;
};

/* The blocks of a side in the order in which the eye meets them: down the left column, then down
 * the right one. */
struct insight_order {
    enum insight_block_id block[PAGE_BLOCKS];
    int n, left;
};
extern const struct insight_order insight_orders[INSIGHT_SIDES];

struct seeing {
    struct screen screen;
    struct insight_page page;
    struct insight insight, before; /* of the period, and of what absence is held beside */
    struct period period, compare;
    enum insight_side side;
    bool begun;  /* there is something to count */
    bool absent; /* of absence too */
    enum beside beside;
    size_t classes;             /* which of the regime's */
    struct figures_pass *pass;  /* while it counts; else NULL */
    struct figures_found found; /* what was counted */
    bool counted;               /* found is whole */
    struct place_of at[PAGE_BLOCKS];
    int focus, top, rows, used; /* rows in view, and of all, as drawn last */
    bool free;                  /* scrolled: the block in focus may be out of view */
    int format;
};

static inline enum lang lang_of(const struct seeing *seeing)
{
    return seeing->screen.desk->lang;
}

static inline const struct insight_order *order_of(const struct seeing *seeing)
{
    return &insight_orders[seeing->side];
}

/* Is the block one of those of the side that have something to say? */
bool insight_block_there(const struct seeing *seeing, int which);

/* The page of what is known now. */
void insight_make_page(struct seeing *seeing);

/* Asks which of n options. */
struct outcome insight_ask_choice(struct seeing *seeing, int tag, const char *question,
                                  const char *const *options, size_t n);

/* ---- insight_file.c -------------------------------------------------------------------------- */

enum { INSIGHT_TAG_FORMAT = 1, INSIGHT_TAG_PATH };

struct outcome insight_ask_format(struct seeing *seeing);
struct outcome insight_ask_path(struct seeing *seeing, int format);
struct outcome insight_write_file(struct seeing *seeing, const char *path);

/* ---- insight_count.c ------------------------------------------------------------------------- */

/* Begins to count; the first slice is done at once. What was counted before is gone. */
int insight_count(struct seeing *seeing, struct err *err);

/* Counts a slice further; the page is made anew when it was the last. */
int insight_count_on(struct seeing *seeing, struct err *err);

void insight_count_end(struct seeing *seeing);

/* How absence is put in figures here, or NULL. */
const struct regime_figures *insight_rules(const struct seeing *seeing);

/* ---- insight_draw.c, insight_chart.c --------------------------------------------------------- */

void insight_draw(struct screen *screen, struct frame *frame);

/* How many rows a chart of the block takes in so many columns; 0: there is none. */
int insight_chart_rows(const struct insight_block *block, int columns);

/* Draws one row of it at row. */
void insight_draw_chart(const struct insight_block *block, struct frame *frame, int row,
                        const struct place_of *at, int which, enum lang lang);

#endif
