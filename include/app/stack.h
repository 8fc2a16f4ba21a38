/*
 * stack: the screens on top of each other, and what happens with the outcomes they answer.
 *
 * No terminal here: keys are fed in, a frame is drawn out. The loop (app/app.h) feeds it from the
 * terminal, tests from a string.
 */
#ifndef APP_STACK_H
#define APP_STACK_H

#include <stdbool.h>
#include <stdint.h>

#include "app/app.h"
#include "base/err.h"
#include "screens/notice.h"
#include "screens/screen.h"
#include "store/desk.h"
#include "store/rehearsal.h"
#include "ui/frame.h"
#include "ui/key.h"

#define STACK_MAX     12 /* screens; one more is refused with a word */
#define STACK_ROWS    18 /* below this many rows or columns it says that it needs more room */
#define STACK_COLUMNS 58
#define STACK_UNSENT  8 /* questions whose text is kept when they are left; the oldest goes */

/* What the loop has to do outside the frame. */
enum wish { WISH_NONE, WISH_QUIT, WISH_PAGE, WISH_EDIT, WISH_MOUSE, WISH_LOOK };

/* What was typed in a question that was left without an answer. */
struct unsent {
    char *key, *text;
};

struct unsents {
    struct unsent items[STACK_UNSENT]; /* the newest last */
    size_t n;
};

struct stack {
    struct desk *desk;
    struct screen *screens[STACK_MAX];
    int n;
    char say[SAY_MAX];    /* the last sentence said, until the next key */
    bool hidden;          /* F9: shows nothing until Enter */
    struct screen *quit;  /* of the screens the question whether to stop, while it is asked */
    struct notice notice; /* about the text being typed */
    struct buf found;     /* what it says of it, as stack_look found it; "" for nothing */
    const struct lineedit *found_in; /* the text that was; only compared */
    int64_t touched; /* when a key was last pressed, by clock_ticks; the loop sets it */
    struct unsents unsent, tried; /* in earnest, and in the try-out there is */
    int keys;                     /* keys since typing was last put on disk */
    struct place place;           /* as last stored */
    struct beginning beginning;   /* what is opened behind the lock of a sealed file */
    struct rehearsal rehearsal;   /* what is practised on; its store is NULL while nothing is */
    struct notice noticed;        /* then: the notice as it was before */
    const struct key *key;        /* the one being done */
    struct key ended;             /* what ended the try-out, until another key */
    bool refused;        /* a key was, as nothing may be written: letters are no commands */
    bool typed_on;       /* and letters were typed behind it */
    int floor;           /* then: so many screens are below that, on the real desk */
    bool aside;          /* begun with something else: the place stays as it is until home */
    enum wish wish;      /* for the loop, which sets it back to WISH_NONE */
    char *text;          /* WISH_PAGE, WISH_EDIT: owned */
    struct frame *shown; /* the frame drawn last, for the mouse; not owned */
    bool drawn;          /* the frame shows all there is but what was typed in the text since, */
    bool moved;          /* or where a key moved */
    size_t bar_spots;    /* its spots before those of the bar, */
    uint64_t bar;        /* which shows this (keymap_bar) */
    int selected;        /* the argument of the row the last click selected, or -1 */
};

/* Opens home, and above it what the user begins with; of a sealed file first the screen that asks
 * for its passphrase. What beginning points to must stay. -1 with err, and then stack_close it
 * too. */
int stack_open(struct stack *stack, struct desk *desk, const struct beginning *beginning,
               struct err *err);

/* Does what the first screen does not wait for: reads the guides, and says when some cannot be
 * read. True when there is something to show. */
bool stack_settle(struct stack *stack);

/* How many milliseconds are left at ticks before the screen hides itself, as F9 does; -1: it does
 * not. */
int64_t stack_idle_left(const struct stack *stack, int64_t ticks);

/* Hides it when that time is over, and locks a sealed file (stack_lock); true when it did. */
bool stack_idle(struct stack *stack, int64_t ticks);

/* Closes every screen; typing was put on disk before (stack_save). */
void stack_close(struct stack *stack);

void stack_key(struct stack *stack, const struct key *key);

/* Does a piece of what stack_look has to do the first time, some milliseconds of work: a key may
 * come in between. True when there is more. */
bool stack_prepare(const struct stack *stack);

/* Looks for what may not be written down in the text being typed. After the key is on the screen,
 * when no other waits: nobody waits for it. True when there is another thing to show. */
bool stack_look(struct stack *stack);

/* Is the top screen in the middle of something that takes long? Then stack_work goes on with it for
 * a moment; what went wrong is said. */
bool stack_busy(const struct stack *stack);
void stack_work(struct stack *stack);

/* Draws the top screen, the status line and the bar. */
void stack_draw(struct stack *stack, struct frame *frame);

/* After stack_key: when the keys since frame was drawn did nothing but type, or move in a list,
 * draws what that changed, a few rows. False when stack_draw is needed. */
bool stack_draw_key(struct stack *stack, struct frame *frame);

/* Is there typing, or a place, that is not on disk? */
bool stack_unsaved(const struct stack *stack);

/* Puts all typing and the place on disk; on failure the sentence is said and the text stays. Also
 * said is that it went in the last room there was, as after every key. */
int stack_save(struct stack *stack);

/* The same for the last time, when the program ends: what cannot be saved now is lost, and that is
 * what is said. */
int stack_leave(struct stack *stack);

/* After a key, a second, whatever: true, unless memory ran out (base/mem.h) and it is time to stop.
 * Then all typing is on disk, and that is said. While it cannot be saved the user stays. */
bool stack_survives(struct stack *stack);

/* How many bytes are kept aside for that. */
#define STACK_ASIDE (1U << 20)

/* Of a sealed file: puts all typing on disk, sealed, closes every screen, wipes the key and asks
 * for the passphrase; then the user goes on at the same place. Nothing for any other file. -1 when
 * the typing could not be saved: then the screens and the key stay, and that is said. */
int stack_lock(struct stack *stack);

/* The file changed under us (another window, a take-over): every screen reads again. */
void stack_refresh(struct stack *stack);

/* What the user's editor made of the text; NULL when it was given up. */
void stack_edited(struct stack *stack, const char *text);

/* Says a sentence on the status line until the next key. */
void stack_say(struct stack *stack, const char *sentence);

/* From stack_open to stack_close there is always one. */
struct screen *stack_top(const struct stack *stack);

#endif
