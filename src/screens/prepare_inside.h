/*
 * prepare_inside: what the parts of the preparation share: the sheet, with what was agreed before
 * on top, and the two columns it is read in.
 *
 *   prepare.c            keys, commands, the items in their order
 *   prepare_questions.c  questions of the guide to take along
 *   prepare_day.c        day and time of the conversation, and days in a field
 *   prepare_whose.c      the wrong person, and a conversation that will not be
 *   prepare_draw.c       how it is drawn
 */
#ifndef SCREENS_PREPARE_INSIDE_H
#define SCREENS_PREPARE_INSIDE_H

#include "screens/carry.h"
#include "screens/screen.h"
#include "screens/sheet.h"
#include "screens/whose.h"
#include "ui/pane.h"

enum {
    PREPARE_START = COMMAND_OWN,
    PREPARE_PRACTISE,
    PREPARE_UP,
    PREPARE_DOWN,
    PREPARE_PICK = COMMAND_WRITES,
    PREPARE_DATE,
    PREPARE_RUNNING,
    PREPARE_LATER,
    PREPARE_DROP,
    PREPARE_TIME,
    PREPARE_INVITE,
    PREPARE_REMOVE,
};

enum { TAG_SETTLE = 1, TAG_PICK, TAG_DAY, TAG_TIME, TAG_REMOVE, TAG_FIELD };

struct prepare {
    struct screen screen;
    struct sheet sheet;
    struct carry carry;
    struct pane left, right; /* one column: only left is used */
    size_t n_left;           /* items of the left column; the others are of the right one */
    int split;               /* where the right column begins as drawn last; 0: one column */
    struct whose whose;      /* whose it may be instead */
    bool chosen;             /* a question was chosen just now: what is typed is the next one */
};

static inline enum lang lang_of(const struct prepare *prepare)
{
    return prepare->screen.desk->lang;
}

static inline int today_of(const struct prepare *prepare)
{
    return clock_today(&prepare->screen.desk->clock);
}

static inline const struct interview *interview_of(const struct prepare *prepare)
{
    return prepare->sheet.dossier.interview;
}

static inline const struct guide *guide_of(const struct prepare *prepare)
{
    return prepare->sheet.dossier.guide;
}

/* Reads everything again, after storing what was typed. */
int prepare_reload(struct prepare *prepare, struct err *err);

/* The same after something was stored, and keeps what was to be said. */
struct outcome prepare_reloaded(struct prepare *prepare, struct outcome said);

/* prepare_questions.c: asks which (TAG_PICK), and takes it along. */
struct outcome prepare_ask_question(struct prepare *prepare);
struct outcome prepare_take_question(struct prepare *prepare, int choice);

/* prepare_day.c: asks for the day (TAG_DAY, TAG_FIELD when the field in focus is for one). */
struct outcome prepare_ask_date(struct prepare *prepare);
struct outcome prepare_set_day(struct prepare *prepare, const struct reply *reply);
struct outcome prepare_set_time(struct prepare *prepare, const char *text);

/* prepare_whose.c: asks whose it is (whose.h), or whether it has to go (TAG_REMOVE). */
struct outcome prepare_ask_person(struct prepare *prepare);
struct outcome prepare_named(struct prepare *prepare, const struct reply *reply);
struct outcome prepare_ask_remove(struct prepare *prepare);
struct outcome prepare_remove_it(struct prepare *prepare);

/* prepare_draw.c */
void prepare_draw(struct screen *screen, struct frame *frame);

#endif
