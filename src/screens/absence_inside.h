/*
 * absence_inside: what the parts of the screen of somebody's absences share.
 *
 *   absence.c        keys, commands, the row the user is at
 *   absence_steps.c  steps back, by advice
 *   absence_erase.c  what has to go for good
 *   absence_draw.c   the picture
 */
#ifndef SCREENS_ABSENCE_INSIDE_H
#define SCREENS_ABSENCE_INSIDE_H

#include "screens/screen.h"
#include "store/absences.h"
#include "ui/list.h"

enum {
    ABSENCE_TIMELINE = COMMAND_OWN,
    ABSENCE_SERVICE,
    ABSENCE_NEW = COMMAND_WRITES,
    ABSENCE_LEAVE,
    ABSENCE_STEP,
    ABSENCE_REMOVE,
    ABSENCE_ERASE,
};

/* TAG_STEP, TAG_PART and TAG_ADVISED ask for a step back, one after the other. */
enum {
    TAG_NEW = 1,
    TAG_LEAVE,
    TAG_REMOVE,
    TAG_ERASE,
    TAG_STEP,
    TAG_PART,
    TAG_ADVISED,
    TAG_DROP,
    TAG_FIELD,
};

struct absence_screen {
    struct screen screen;
    char *typed;            /* whose absences, as it was opened; owned */
    char person[UUID_SIZE]; /* "" until the first absence of somebody new is kept */
    struct buf name;        /* as this user wants names shown */
    char *known;            /* whose the typed name is already (store/known.h), or "" */
    struct absence_row *rows;
    size_t n;
    char shown[UUID_SIZE];    /* the absence whose fields are shown */
    struct absence_step step; /* that is asked for */
    struct list list;         /* its fields, its steps, then the other absences */
};

static inline int today_of(const struct absence_screen *screen)
{
    return clock_today(&screen->screen.desk->clock);
}

static inline enum lang lang_of(const struct absence_screen *screen)
{
    return screen->screen.desk->lang;
}

/* ---- absence.c ------------------------------------------------------------------------------- */

/* The place of the absence that is shown, n when there is none; and itself, or NULL. */
size_t absence_shown_at(const struct absence_screen *screen);
const struct absence *absence_shown(const struct absence_screen *screen);

/* How many rows are fields of it, and how many its own: fields and steps back. */
size_t absence_n_fields(const struct absence_screen *screen);
size_t absence_n_own(const struct absence_screen *screen);

/* The step, or the other absence, that a row of the list stands for; n_steps or n when it is none.
 */
size_t absence_step_at(const struct absence_screen *screen, size_t row);
size_t absence_other_at(const struct absence_screen *screen, size_t row);

/* Keeps it, and shows it; words: what was done, for undo. */
struct outcome absence_keep(struct absence_screen *screen, struct absence *absence,
                            const char *words);

/* A day that was; the question and the hint in English. */
struct outcome absence_ask_day(const struct absence_screen *screen, int tag, const char *question,
                               const char *hint, int day);

/* ---- absence_steps.c ------------------------------------------------------------------------- */

/* Asked one after the other: from when, how much, of which day the advice is. */
struct outcome absence_ask_step(const struct absence_screen *screen);
struct outcome absence_ask_part(struct absence_screen *screen, int from);
struct outcome absence_ask_advice(struct absence_screen *screen, const char *part);

/* Keeps the step that was asked for. */
struct outcome absence_put_step(struct absence_screen *screen);

/* Asks whether the selected step has to go, and takes it away. */
struct outcome absence_ask_drop(const struct absence_screen *screen);
struct outcome absence_drop_step(struct absence_screen *screen);

/* ---- absence_erase.c, absence_draw.c --------------------------------------------------------- */

struct outcome absence_ask_erase(const struct absence_screen *screen);
struct outcome absence_erased(struct absence_screen *screen, int choice);
void absence_draw(struct screen *base, struct frame *frame);

#endif
