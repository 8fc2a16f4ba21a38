/*
 * screens: how each screen is opened. Every function returns a new screen for the stack, or NULL
 * with err filled. place (may be NULL) is where the user was when the screen was left.
 */
#ifndef SCREENS_SCREENS_H
#define SCREENS_SCREENS_H

#include "screens/screen.h"
#include "store/sparring.h"

/* Asks for the passphrase of a sealed file, and answers ACT_UNLOCKED once it is open. */
struct screen *lock_open(struct desk *desk, struct err *err);
struct screen *home_open(struct desk *desk, struct err *err);

/* Every conversation there is; to begin with those that words find, "" for all. */
struct screen *past_open(struct desk *desk, const char *words, struct err *err);

/* The copies that were made by themselves; one can be put back. */
struct screen *copies_open(struct desk *desk, struct err *err);

struct screen *prepare_open(struct desk *desk, const char *interview, const struct place *place,
                            struct err *err);
struct screen *talk_open(struct desk *desk, const char *interview, const struct place *place,
                         struct err *err);
struct screen *close_open(struct desk *desk, const char *interview, const struct place *place,
                          struct err *err);

/* agreement: the id of the one to change; "" for a new one, or the new one whose typing the program
 * died in. */
struct screen *agree_open(struct desk *desk, const char *interview, const char *agreement,
                          const struct place *place, struct err *err);

/* HR's list of agreements. root: nothing is behind it, leaving it is leaving the program. filter:
 * what to show of it; NULL for what is still to be done. */
struct review_filter;
struct screen *review_open(struct desk *desk, bool root, const struct review_filter *filter,
                           struct err *err);

/* All about one person: name, team, code, the dates that keeping runs from, a hold, everything in a
 * file, erasing. */
struct screen *person_open(struct desk *desk, const char *person, struct err *err);

/* Everything that works on the screen under it; the reply's choice
 * is a command to do there, or 0. */
#define REPLY_COMMAND (-1)
struct screen *help_open(struct desk *desk, const struct screen *under);

/* What one may ask and record under a regime. */
struct screen *limits_open(struct desk *desk, const char *regime);

/* The interview as employee, HR or manager may see it: the very bytes of the report. */
struct screen *look_open(struct desk *desk, const char *interview, enum viewer viewer,
                         struct err *err);

/* Opens that, first as the employee. What is being typed has to be stored before. */
struct outcome look_at(struct desk *desk, const char *interview);

/* The conversations to practise, of every guide within reach; and one of them. guide and scenario
 * must outlive it. Nothing of either is kept. */
struct screen *practice_open(struct desk *desk);
struct screen *scenario_open(struct desk *desk, const struct guide *guide,
                             const struct guide_scenario *scenario);

/* Figures about all conversations, as far as they may be shown. */
struct screen *insight_open(struct desk *desk, struct err *err);

/* How each figure about absence is counted. */
struct screen *definitions_open(struct desk *desk);

/* What made the manager's own conversations hard, over time. */
struct screen *hurdles_open(struct desk *desk, struct err *err);

/* Opens the absences of the person of that name, who is made when there is none yet. Where none is
 * open a new one is meant, and its first day is asked at once; else the day back is selected.
 * known: whose a name that was typed is already (store/known.h), or "". */
struct outcome absence_screen_open(struct desk *desk, const char *name, const char *known);

/* When a person (an id) was in service, and for which part of a full week. */
struct screen *service_open(struct desk *desk, const char *person, struct err *err);

/* The steps of the case of a person (an id) that an absence belongs to; "": their last one. It
 * begins at the step of a moment; NULL: at the one that is due now. */
struct timeline_moment;
struct screen *timeline_open(struct desk *desk, const char *person, const char *absence,
                             const struct timeline_moment *at, struct err *err);

/* What is due or late of all who are absent. */
struct screen *due_open(struct desk *desk, struct err *err);

/* An invitation for the employee to an interview. */
struct screen *invite_open(struct desk *desk, const char *interview, struct err *err);

/*
 * Sparring, for either side. point (NULL: none): where a question is asked from; the questions of
 * that conversation are listed then, and when there are none yet one is written at once. thread
 * (NULL: none): the question to open.
 */
struct screen *sparring_open(struct desk *desk, enum side side, const struct sparring_point *point,
                             const char *thread, struct err *err);

/* A text to read: scrolled, searched nowhere, changed never. about: the conversation it is from, or
 * ""; when the pager gets the text the log says of which. Copies all three. */
struct screen *view_open(struct desk *desk, const char *title, const char *text, const char *about);

#endif
