/*
 * home_inside: what the parts of home share: its rows, and the one the user is at.
 *
 *   home.c          keys, commands, the picture as a whole
 *   home_rows.c     the rows, and the one the user is at
 *   home_list.c     how they are drawn
 *   home_begin.c    a conversation or an absence begun: who it is about, what kind fits
 *   home_kept.c     that whoever has the file can read it
 *   home_promise.c  the selected promise settled, news told to HR
 */
#ifndef SCREENS_HOME_INSIDE_H
#define SCREENS_HOME_INSIDE_H

#include "screens/hand_over.h"
#include "screens/screen.h"
#include "screens/whom.h"
#include "screens/whose.h"
#include "store/today.h"
#include "ui/list.h"

#define HOME_DUES   3  /* steps of absences at most; the rest is one key away */
#define HOME_NARROW 76 /* below this many columns something is left out */

/* ---- what the keys do ------------------------------------------------------------------------ */

enum {
    HOME_FIND = COMMAND_OWN,
    HOME_PRACTICE,
    HOME_STOP,
    HOME_PERSON,
    HOME_SPAR,
    HOME_REVIEW,
    HOME_INSIGHT,
    HOME_HURDLES,
    HOME_COPIES,
    HOME_DUE,
    HOME_NEW = COMMAND_WRITES,
    HOME_DONE,
    HOME_RUNNING,
    HOME_MOVE,
    HOME_DROP,
    HOME_RENAME,
    HOME_TEAM,
    HOME_CODE,
    HOME_ABSENCE,
    HOME_NO_NEWS,
    HOME_TO_HR,
    HOME_FROM_HR,
    HOME_READ_THAT,
};

enum {
    TAG_NAME = 1,
    TAG_WHO,
    TAG_GUIDE,
    TAG_DATE,
    TAG_RENAME,
    TAG_TEAM,
    TAG_CODE,
    TAG_ABSENT,
    TAG_WHO_ABSENT,
    TAG_NEWS,
};

/* ---- what it shows --------------------------------------------------------------------------- */

enum row_kind {
    ROW_BLANK,
    ROW_ASKED, /* what HR asks, under the agreement it is about */
    ROW_MORE,  /* that there are more than home shows */
    ROW_HEADING,
    ROW_PROMISE,
    ROW_PLANNED,
    ROW_UNFINISHED,
    ROW_TOUCH,
    ROW_REQUEST, /* of HR's, about an agreement */
    ROW_ANSWER,  /* of HR's, to a question */
    ROW_DUE,     /* a step of an absence */
    ROW_DUES,    /* that there are more of them than there is room for */
};

struct home_row {
    enum row_kind kind;
    size_t i;            /* which promise, interview or person */
    const char *heading; /* ROW_HEADING, ROW_MORE: in English */
};

/* Columns of a row: text, of a conversation with its title behind it, then the name, then when. */
struct home_columns {
    int text, title, name, when, end;
};

struct home {
    struct screen screen;
    struct today today;
    struct home_row *rows;
    size_t n_rows;
    struct list list;
    int page;
    bool unsealed;               /* whoever has the file can read it, and nobody said to know */
    struct home_columns at;      /* as drawn last */
    char *name;                  /* of the conversation being begun */
    struct whom whom;            /* who may be meant by it */
    struct hand_over hand_over;
    struct whose whose;          /* a conversation being put under another person */
    const struct guide **guides; /* to choose from while beginning */
    size_t n_guides;
};

/* ---- its parts ------------------------------------------------------------------------------- */

/* home_rows.c: the selected row, or what is in it; NULL where the row is of another kind. */
int home_today(const struct home *home);
bool home_selectable(const struct home_row *row);
const struct home_row *home_selected(const struct home *home);
const struct request_row *home_request(const struct home *home);
const struct agreement_row *home_promise(const struct home *home);
const struct person *home_person_of(const struct home *home, const struct home_row *row);
const struct person *home_person(const struct home *home);
void home_skip_headings(struct home *home, size_t from);
void home_build_rows(struct home *home);

/* home_list.c */
struct home_columns home_lay_out(const struct home *home, const struct frame *frame);
void home_draw_row(struct home *home, struct frame *frame, int row, size_t i);
void home_draw_nothing_to_do(const struct home *home, struct frame *frame);
void home_draw_welcome(const struct home *home, struct frame *frame);

/* home_begin.c */
struct outcome begin_ask_name(struct home *home, const char *name);
struct outcome begin_touch(struct home *home, const struct person *person);
struct outcome begin_named(struct home *home, const char *name);
struct outcome begin_with(struct home *home, const char *name);
struct outcome begin(struct home *home, const struct guide *guide);
struct outcome begin_ask_absent(struct home *home);
struct outcome begin_absent(struct home *home, const char *name);
struct outcome begin_open_absent(struct home *home, const char *name);

/* home_kept.c */
int kept_load(struct home *home, struct err *err);
int kept_draw(const struct home *home, struct frame *frame); /* how many rows it takes at the end */
struct outcome kept_read(struct home *home);

/* home_promise.c */
struct outcome promise_settle(struct home *home, enum status status, int due);
struct outcome promise_ask_date(struct home *home);
void request_add(struct buf *buf, const struct request *request, enum lang lang);
struct outcome request_ask_news(struct home *home);
struct outcome request_tell_news(struct home *home, const char *text);

#endif
