/*
 * talk_inside: what the parts of the conversation screen share: the sheet of one point of the guide
 * at a time.
 *
 *   talk.c            keys, commands, moving between points
 *   talk_questions.c  all questions, tips and pitfalls of a point, to read
 *   talk_draw.c       a point, in as much air as the window has
 *   talk_lines.c      what stands in it in a line: questions, pitfall, tip, what HR said
 */
#ifndef SCREENS_TALK_INSIDE_H
#define SCREENS_TALK_INSIDE_H

#include "screens/screen.h"
#include "screens/sheet.h"
#include "store/sparring.h"
#include "ui/pane.h"

enum {
    TALK_POINT = COMMAND_OWN, /* argument: which */
    TALK_NEXT,
    TALK_PREVIOUS,
    TALK_QUESTIONS,
    TALK_CLOSE,
    TALK_AGREE = COMMAND_WRITES,
    TALK_REMOVE,
    TALK_LATER,
    TALK_CALENDAR,
};

struct talk {
    struct screen screen;
    struct sheet sheet;
    size_t point;
    size_t *visits; /* to each point, when left: another pitfall and tip are shown the next time */
    struct pane pane;
    struct sparring_row *sparring; /* what was asked of HR in this conversation */
    size_t n_sparring;
    int air;  /* blank rows between blocks: 0 in a low window */
    int rows; /* of the window on it */
};

static inline enum lang lang_of(const struct talk *talk)
{
    return talk->screen.desk->lang;
}

static inline const struct interview *interview_of(const struct talk *talk)
{
    return talk->sheet.dossier.interview;
}

static inline const struct guide *guide_of(const struct talk *talk)
{
    return talk->sheet.dossier.guide;
}

static inline const struct guide_point *point_of(const struct talk *talk)
{
    return &guide_of(talk)->points[talk->point];
}

/* Was it marked to come back to? */
bool talk_is_later(const struct talk *talk, size_t point);

/* talk_questions.c */
struct outcome talk_view_questions(struct talk *talk);

/* talk_draw.c */
void talk_draw(struct screen *screen, struct frame *frame);

/* talk_lines.c: each draws from row on, and returns the row after it. */
int talk_draw_questions(const struct talk *talk, struct frame *frame, int row);
int talk_draw_balance(const struct talk *talk, struct frame *frame, int row);
int talk_draw_pitfall(const struct talk *talk, struct frame *frame, int row);
int talk_draw_tip(const struct talk *talk, struct frame *frame, int row);
int talk_draw_sparring(const struct talk *talk, struct frame *frame, int row);

#endif
