/*
 * stack_inside: what the parts of the stack share.
 *
 *   stack.c          the screens on top of each other: put on, taken off, read again
 *   stack_asleep.c   a screen that is covered from the start, and is read when it comes on top
 *   stack_enter.c    what is opened at the start, and behind the lock of a sealed file
 *   stack_save.c     typing and the place on disk
 *   stack_outcome.c  what a screen answers, done
 *   stack_rehearse.c a conversation held as a try-out, on a desk of its own
 *   stack_unsent.c   what was typed in a question that was left with Esc
 *   stack_common.c   the commands every screen has
 *   stack_notice.c   what may not be written down, in the text being typed
 *   stack_keys.c     who gets a key or a click
 *   stack_draw.c     the top screen, the status line and the bar
 */
#ifndef APP_STACK_INSIDE_H
#define APP_STACK_INSIDE_H

#include "app/stack.h"

#define TAG_QUIT   (-2) /* the stack's own questions; screens ask with tags above 0 */
#define TAG_NOTICE (-3)

static inline enum lang lang_of(const struct stack *stack)
{
    return stack->desk->lang;
}

/* ---- stack.c --------------------------------------------------------------------------------- */

void stack_push(struct stack *stack, struct screen *screen);
void stack_pop(struct stack *stack);
void stack_refresh_top(struct stack *stack);

/* Stores what the top screen's focused field holds: it is about to be left. */
int stack_commit(struct stack *stack);

/* ---- stack_asleep.c -------------------------------------------------------------------------- */

/* As prepare_open; interview is "" for a screen that is about none. */
typedef struct screen *screen_opener(struct desk *desk, const char *interview,
                                     const struct place *place, struct err *err);

/* Stands for the screen that open opens, until stack_wake. name is kept as it is. */
struct screen *stack_asleep(struct desk *desk, const char *name, const char *interview,
                            screen_opener *open);

/* Opens screen i if it is asleep: to be done before it comes on top. One that cannot be read is
 * taken out, that is said, and the one below it is opened. -1 with err when that is home: it stays
 * asleep. */
int stack_wake(struct stack *stack, int i, struct err *err);

/* ---- stack_enter.c --------------------------------------------------------------------------- */

bool stack_locked(const struct stack *stack);

/* Home, and above it what is begun with, in the place of the question for the passphrase. */
void stack_come_in(struct stack *stack);

/* HR's list above home, when it was begun with; as the filter asks that was given. */
int stack_begin_review(struct stack *stack, struct err *err);

/* The question for the passphrase in the place of everything. */
int stack_ask_passphrase(struct stack *stack);

/* The screens of one interview stand on each other in the order of its stages, so Esc always goes
 * one step back in the conversation. */
int stack_push_interview(struct stack *stack, const char *id, const struct place *place,
                         struct err *err);

/* ---- stack_save.c ---------------------------------------------------------------------------- */

/* Says it when the room kept aside on the disk was used. */
void stack_tell_room(struct stack *stack);

/* ---- stack_rehearse.c ------------------------------------------------------------------------ */

/* Holds the interview as a try-out: its screens stand above those there are, until they are left.
 */
void stack_rehearse(struct stack *stack, const char *interview);

static inline bool stack_rehearsing(const struct stack *stack)
{
    return stack->rehearsal.desk.store != NULL;
}

/* The desk of the conversation on top: the real one, or what is practised on. */
const struct desk *stack_desk_above(const struct stack *stack);

/* The screens of the try-out are gone: forgets it, and says so. Nothing while one is left. */
void stack_end_rehearsal(struct stack *stack);

/* Draws on every screen that nothing is kept. */
void stack_mark_rehearsal(const struct stack *stack, struct frame *frame);

/* ---- stack_unsent.c -------------------------------------------------------------------------- */

/* Keeps what was typed in the question on top, or forgets it: it was answered. */
void stack_keep_unsent(struct stack *stack, bool given);

/* A question is opened: puts back what was typed in it before. */
void stack_put_back(struct stack *stack, struct screen *screen);

/* Wipes what is of the try-out. */
void stack_forget_tried(struct stack *stack);

/* Wipes all of it. */
void stack_forget_unsent(struct stack *stack);

/* ---- stack_outcome.c, stack_common.c --------------------------------------------------------- */

void stack_act_on(struct stack *stack, struct outcome *outcome);

/* Does a command: one that every screen has, or the top screen's own. */
void stack_do_command(struct stack *stack, int command, int argument);

/* ---- stack_notice.c -------------------------------------------------------------------------- */

/* The text being typed on the top screen, when somebody may type there. */
struct lineedit *stack_typed_text(const struct stack *stack, bool change);

/* Forgets what stack_look found. */
void stack_forget_found(struct stack *stack);
void stack_open_notice(struct stack *stack);
void stack_do_notice(struct stack *stack, const struct reply *reply);

/* The guide of the conversation the user is in; NULL in none. */
const struct guide *stack_guide(const struct stack *stack);

#endif
