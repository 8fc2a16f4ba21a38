/*
 * close_inside: what the parts of closing a conversation share: the sheet, and which of its two
 * pages is shown.
 *
 *   close.c            keys, commands, from one page to the other
 *   close_read_back.c  what was agreed, read back to the employee, and both views
 *   close_settle.c     what became of an agreement, once it is finished
 *   close_yourself.c   the pitfalls and what made it hard, for the manager alone
 *   close_check.c      what was written is looked through, what goes to HR first
 *   close_heard.c      what was told is kept with the absence too
 *   close_draw.c       how it is drawn
 */
#ifndef SCREENS_CLOSE_INSIDE_H
#define SCREENS_CLOSE_INSIDE_H

#include "screens/screen.h"
#include "screens/sheet.h"
#include "ui/pane.h"

enum {
    CLOSE_NEXT = COMMAND_OWN,
    CLOSE_REOPEN,
    CLOSE_HURDLES,
    CLOSE_YES = COMMAND_WRITES,
    CLOSE_NO,
    CLOSE_VIEWS,
    CLOSE_ADD,
    CLOSE_HURDLE, /* argument: which option */
    CLOSE_RUNNING,
    CLOSE_LATER,
    CLOSE_DROP,
};

enum page { PAGE_READ_BACK, PAGE_YOURSELF };

struct closing {
    struct screen screen;
    struct sheet sheet;
    struct pane pane;
    enum page page;
    bool views;    /* both views are asked */
    int air;       /* blank rows between blocks: 0 in a low window */
    size_t looked; /* how many findings F8 went through: first in what goes to HR */
    bool told;     /* that something stands in it that may not be written down */
};

static inline struct interview *interview_of(const struct closing *closing)
{
    return closing->sheet.dossier.interview;
}

static inline bool is_finished(const struct closing *closing)
{
    return interview_of(closing)->stage == STAGE_CLOSED;
}

#define TEXT_ROWS 20 /* more than the longest agreement needs */

/* Where on the paper: column 0 is for the sign of the focus, FIELD_GUTTER on for the rest. */
struct sketch {
    struct closing *closing;
    struct frame *frame;
    int row, columns;
};

/* Puts text there, as many rows as it takes, and moves on below it. */
void closing_put(struct sketch *at, int indent, const char *text, enum style style);

/* The items of a page, and drawing it. */
void closing_build_read_back(struct closing *closing);
void closing_draw_read_back(struct sketch *at);
void closing_build_yourself(struct closing *closing);
void closing_draw_yourself(struct sketch *at);

/* The agreement in focus, or NULL. */
struct agreement *closing_focused(const struct closing *closing);

/* Which hurdle has the focus; -1 when none has. */
int closing_hurdle(const struct closing *closing);

/* Chooses it; a second tap on the same one takes it back: it may stay empty. */
struct outcome closing_tap_hurdle(struct closing *closing, int which);

/* Says yes or no to the agreement in focus, and goes on to the next one. */
struct outcome closing_confirm(struct closing *closing, enum confirmed confirmed);

/* close_settle.c: in a conversation that is finished the agreement in focus is settled as in the
 * next preparation. */
bool closing_can_settle(const struct closing *closing);
struct outcome closing_settle(struct closing *closing, enum status status, int due);
struct outcome closing_ask_day(struct closing *closing); /* under TAG_SETTLE */
void closing_draw_state(struct sketch *at, const struct agreement *agreement, bool here);

/* Why a letter does nothing here; ACT_NOTHING for any other key. */
struct outcome closing_say_why_not(const struct closing *closing, const struct key *key);

/* Says what is found in the agreements that go to HR, one at a time, with the focus on it, and
 * then in all other texts of the conversation. */
struct outcome closing_look_through(struct closing *closing);

/* Says once that something is found in it; ACT_NOTHING when it can be finished. */
struct outcome closing_warn(struct closing *closing);

/* Asks whether what was told is kept with the absence too, under TAG_HEARD; ACT_NOTHING when
 * nothing of it is news there. And keeps it. */
enum { TAG_HEARD = 1, TAG_SETTLE, TAG_ALONE };
struct outcome closing_offer_heard(struct closing *closing);
int closing_keep_heard(struct closing *closing, struct err *err);

/* The page, and from one to the other with what was typed kept. */
void closing_build(struct closing *closing);
struct outcome closing_turn(struct closing *closing, enum page page);

void closing_draw(struct closing *closing, struct frame *frame);

#endif
