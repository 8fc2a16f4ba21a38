/*
 * review_inside: what the parts of HR's list share: what is asked for, the rows that are loaded,
 * and the one the user is at.
 *
 *   review.c         keys, commands, the picture as a whole
 *   review_rows.c    the rows around the selected one, loaded page by page
 *   review_list.c    how they are drawn
 *   review_filter.c  what is asked for, in words, and the questions that change it
 *   review_choose.c  choosing a team, a manager, a kind or a person
 *   review_detail.c  one agreement told whole, with what happened to it
 *   review_settle.c  what HR did itself, settled
 *   review_views.c   views kept under a name
 *   review_out.c     the list written to a file
 */
#ifndef SCREENS_REVIEW_INSIDE_H
#define SCREENS_REVIEW_INSIDE_H

#include "base/period.h"
#include "report/list_file.h"
#include "screens/hand_over.h"
#include "screens/screen.h"
#include "store/requests.h"
#include "store/review.h"
#include "ui/lineedit.h"

/* ---- what is asked for ----------------------------------------------------------------------- */

/* The parts of a filter, as they stand on the screen. */
enum review_part {
    PART_STATUS,
    PART_LATE,
    PART_TEAM,
    PART_MANAGER,
    PART_OWNER,
    PART_PERSON,
    PART_GUIDE,
    PART_PERIOD,
    PARTS,
};

/* The texts that are chosen among what there is: NULL for any, "" for none (no team). */
#define ASKED_TEXTS 5

struct review_asked {
    struct review_filter filter; /* its texts point to those below */
    char *texts[ASKED_TEXTS];    /* team, manager, person, guide, period */
    char *words;
};

#define REVIEW_UNSETTLED (1U << STATUS_OPEN | 1U << STATUS_RUNNING | 1U << STATUS_CHANGED)

void asked_init(struct review_asked *asked, int today); /* what is still to be done, by date */
void asked_release(struct review_asked *asked);
void asked_take(struct review_asked *asked, const struct review_filter *filter);

/* Takes off every filter; words and order stay. */
void asked_clear(struct review_asked *asked);
bool asked_narrows(const struct review_asked *asked); /* is there a filter? */

/* The words to look for, "" for none. */
void asked_seek(struct review_asked *asked, const char *words);

/* ---- rows ------------------------------------------------------------------------------------ */

/* A window on the list: what is in view and some on both sides, in one piece. */
struct review_rows {
    struct review_row *rows;
    size_t n, selected, top; /* selected and top: of rows */
    bool before, after;      /* the list goes on there */
    size_t page;             /* rows in view, as drawn last */
};

void rows_release(struct review_rows *rows);

/* The first or the last of the list; keep: the one selected stays so when it is among them. */
int rows_begin(struct review_rows *rows, struct store *store, const struct review_filter *filter,
               bool end, bool keep, struct err *err);

/* Reads again what is loaded; the one selected stays so where it is still there. */
int rows_again(struct review_rows *rows, struct store *store, const struct review_filter *filter,
               struct err *err);

/* Does what a key does to a list (ui/list.h), loading what is needed for it: 1, 0 when the key does
 * not move, or -1 with err. */
int rows_key(struct review_rows *rows, struct store *store, const struct review_filter *filter,
             const struct key *key, struct err *err);

/* Does the window have more rows than are loaded, and the list too? Then rows_fill loads more. */
bool rows_missing(const struct review_rows *rows);
int rows_fill(struct review_rows *rows, struct store *store, const struct review_filter *filter,
              struct err *err);

/* The one selected, or NULL. */
const struct review_row *rows_selected(const struct review_rows *rows);

/* ---- what is in view ------------------------------------------------------------------------- */

#define LIST_COLUMNS 6

/* Where the columns stand; width 0: left out. */
struct list_layout {
    int col[LIST_COLUMNS], width[LIST_COLUMNS];
};

/* A row in view: whose, and how many columns each of its cells needs. */
struct list_row {
    char id[UUID_SIZE];
    int widths[LIST_COLUMNS];
};

/* The list as it was drawn last, so that where it moved only what changed is drawn. */
struct list_seen {
    struct list_row *rows;
    size_t n, selected; /* of rows */
    struct list_layout at;
    int row; /* of the frame: the headings */
};

/* ---- the screen ------------------------------------------------------------------------------ */

enum {
    REVIEW_FILTER = COMMAND_OWN,
    REVIEW_PART, /* a click on a part of the filter: which */
    REVIEW_BY,   /* a click on a heading: the order */
    REVIEW_CLEAR,
    REVIEW_FIND,
    REVIEW_LEAVE, /* the words typed, not the list */
    REVIEW_ORDER,
    REVIEW_VIEWS,
    REVIEW_WHY,
    REVIEW_OUT,
    REVIEW_TODAY,
    REVIEW_INSIGHT,
    REVIEW_STEPS,
    REVIEW_SPAR,
    REVIEW_COPIES,
    REVIEW_STOP,
    REVIEW_DONE = COMMAND_WRITES,
    REVIEW_RUNNING,
    REVIEW_MOVE,
    REVIEW_DROP,
    REVIEW_ADD,
    REVIEW_UPDATE,
    REVIEW_COLLECT,
    REVIEW_GIVE_BACK,
};

enum {
    TAG_FILTER = 1,
    TAG_VALUE,
    TAG_CHOSEN,
    TAG_PERIOD,
    TAG_ORDER,
    TAG_VIEW,
    TAG_VIEW_NAME,
    TAG_VIEW_REPLACE,
    TAG_VIEW_WHICH,
    TAG_VIEW_DELETE,
    TAG_FORM,
    TAG_PATH,
    TAG_DATE,
    TAG_REMARK,
    TAG_UPDATE,
    TAG_STOP,
};

#define REVIEW_INDENT 10 /* columns before the filters and the words looked for */

#define COUNT_MOST 1000 /* further is not counted */

struct review {
    struct screen screen;
    bool root; /* nothing behind it: leaving it is leaving the program */
    struct review_asked asked;
    struct review_rows rows;
    struct list_seen seen;
    size_t found, all; /* like the filter, and at all: at most COUNT_MOST */
    struct lineedit search;
    bool searching;            /* words are being typed */
    struct request request;    /* the last about the one selected; id "" for none */
    struct review_step *steps; /* what happened to it */
    size_t n_steps;
    char told[UUID_SIZE]; /* whose story that is */
    struct review_sources sources;
    enum review_part part;     /* the one that is asked for */
    struct review_view *views; /* while they are chosen among */
    size_t n_views;
    char *view;          /* the name of the one being kept or deleted */
    enum list_form form; /* of the file to be written */
    struct hand_over hand_over;
};

/* After what is asked for has changed: loads the list from its beginning. */
struct outcome review_reload(struct review *review);

/* ---- its parts ------------------------------------------------------------------------------- */

/* review_list.c: the heading and the rows; as much as fits in so many rows of the frame. */
void list_draw(struct review *review, struct frame *frame, int row, int rows);

/* The same on a frame that shows how it was, after nothing but moving. False when all has to be
 * drawn: the columns, or how many rows there are, changed. */
bool list_draw_moved(struct review *review, struct frame *frame);

/* review_filter.c */
int filter_draw(const struct review *review, struct frame *frame, int row, int rows);
struct outcome filter_menu(struct review *review);
struct outcome filter_ask(struct review *review, enum review_part part);
struct outcome filter_ask_order(struct review *review);
struct outcome filter_order(struct review *review, enum review_order order);
struct outcome filter_resume(struct review *review, const struct reply *reply); /* its questions */
const char *review_owner_word(enum owner owner, enum lang lang);
const char *review_order_word(enum review_order order, enum lang lang);

/* review_choose.c: one of what there is; reply.choice 0 for all, else reply.text is the value. */
struct screen *choose_open(struct desk *desk, int tag, const char *question,
                           enum review_choice_kind kind, struct err *err);

/* review_detail.c */
void detail_draw(const struct review *review, struct frame *frame, int row, int rows);
struct outcome detail_open(const struct review *review);
struct outcome detail_why(const struct review *review);

/* review_settle.c */
bool settle_is(int command);
struct outcome settle_command(struct review *review, int command);
struct outcome settle_ask_update(const struct review *review);
struct outcome settle_resume(struct review *review, const struct reply *reply);

/* review_views.c */
struct outcome views_ask(struct review *review);
struct outcome views_resume(struct review *review, const struct reply *reply);

/* review_out.c */
struct outcome out_ask(struct review *review);
struct outcome out_resume(struct review *review, const struct reply *reply);

#endif
