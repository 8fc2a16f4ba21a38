/*
 * screen: what the user looks at, one at a time on a stack (app/stack.h).
 *
 * A screen is fed commands and keys and answers with an outcome; it draws itself into a frame when
 * asked. It never reads keys, never waits and never touches the terminal, so every screen runs in a
 * test. Each screen file holds the same three parts in the same order: its rows of keys, what its
 * commands do, how it is drawn.
 */
#ifndef SCREENS_SCREEN_H
#define SCREENS_SCREEN_H

#include <stdbool.h>

#include "base/err.h"
#include "store/desk.h"
#include "store/interviews.h"
#include "ui/frame.h"
#include "ui/key.h"
#include "ui/keymap.h"
#include "ui/lineedit.h"

struct screen;

/* What is needed now; the stack does it. */
enum act {
    ACT_NOTHING,   /* the key meant nothing here; nothing changed */
    ACT_REDRAW,    /* something changed */
    ACT_OPEN,      /* put `screen` on top */
    ACT_LEAVE,     /* take this one off; the one below gets `reply` */
    ACT_HOME,      /* back to the first screen */
    ACT_INTERVIEW, /* open the interview whose id is `text` where it was left, above home */
    ACT_REHEARSE,  /* hold the interview whose id is `text` as a try-out; nothing of it is kept */
    ACT_REPLACED,  /* a copy of before is in the place of the file: back home, all is read again */
    ACT_QUIT,      /* leave the program */
    ACT_UNLOCKED,  /* the passphrase was given: open what lies behind */
    ACT_PAGE,      /* show `text` in the pager, then go on */
    ACT_EDIT,      /* edit `text` in the user's editor; the screen gets it back as a reply */
};

/* What a screen that was on top answers to the one below. */
struct reply {
    int tag;          /* what was asked (ask_open); 0 when nothing was */
    bool given;       /* false: left with Esc */
    int choice;       /* which option, or 1 for yes */
    int day;          /* from the calendar */
    int64_t at;       /* the moment, when a time was typed with the day; else 0 */
    const char *text; /* what was typed; valid during resume only */
};

#define SAY_MAX 512 /* bytes of a sentence for the status line, with its NUL */

struct outcome {
    enum act act;
    struct screen *screen; /* ACT_OPEN: handed over to the stack */
    int then;              /* ACT_OPEN: a command to do there at once, or 0 */
    char *text;            /* ACT_INTERVIEW, _REHEARSE, _PAGE, _EDIT: handed over to the stack */
    struct reply reply;    /* ACT_LEAVE; reply.text points into the leaving screen */
    bool failed;           /* it could not be done: a question that was answered stays open */
    bool moved;            /* ACT_REDRAW: nothing changed but what draw_moved draws */
    char say[SAY_MAX];     /* one sentence for the status line, or "" */
};

struct screen_ops {
    const char *name; /* "home", "talk": as kept in the place to resume; also in tests */
    /* Does one command of its key table (or a spot's) with the spot's argument, -1 from a key. */
    struct outcome (*command)(struct screen *screen, int command, int argument);
    /* Takes a key no row claimed: text, movement, a click on no spot, the wheel. While typing it is
     * asked first, and the key table gets what it answers ACT_NOTHING to. */
    struct outcome (*key)(struct screen *screen, const struct key *key);
    /* A screen above has left. */
    struct outcome (*resume)(struct screen *screen, const struct reply *reply);
    /* Draws into rows 0 .. frame->rows - 3; status line and bar belong to the stack. */
    void (*draw)(struct screen *screen, struct frame *frame);
    /* After a key that did nothing but type in the text: draws what that changed, on a frame that
     * shows how it was before. False, and nothing is drawn: it has to be drawn whole. NULL: always.
     */
    bool (*draw_typed)(struct screen *screen, struct frame *frame);
    /* The same after keys that did nothing but move (outcome.moved). A screen has one of the two.
     */
    bool (*draw_moved)(struct screen *screen, struct frame *frame);
    /* The text being typed that will be kept, or NULL; change: it is about to be changed from
     * outside. NULL: none is. */
    struct lineedit *(*text)(struct screen *screen, bool change);
    /* The guide of the conversation it is about. NULL: of none, or the screen below knows. */
    const struct guide *(*guide)(const struct screen *screen);
    /* Is the text a question, to somebody or of HR? NULL: no. */
    bool (*asks)(const struct screen *screen);
    /* Does it name beside the text who may set the limits in it? NULL: no. */
    bool (*sourced)(const struct screen *screen);
    /* Looks through what goes on from here to others, while no text is typed, and says what is in
     * it. NULL: nothing does. */
    struct outcome (*look_through)(struct screen *screen);
    /* Are letters text now? */
    bool (*typing)(const struct screen *screen);
    /* Are they no text, and no commands either (form_mute)? NULL: never. */
    bool (*mute)(const struct screen *screen);
    /* Does command work now? NULL: all do. */
    bool (*can)(const struct screen *screen, int command);
    /* Adds the quiet line above the bar: who will see this, what is open. NULL: none. */
    void (*status)(const struct screen *screen, struct buf *line);
    /* Is there something going on that takes long? Then work does a slice of it, some 20 ms,
     * between keys, after which the screen is drawn. NULL: never. */
    bool (*busy)(const struct screen *screen);
    int (*work)(struct screen *screen, struct err *err);
    /* Is there typing that is not on disk? NULL: never. */
    bool (*unsaved)(const struct screen *screen);
    /* Puts all typing on disk as drafts. NULL: nothing to do. */
    int (*save)(struct screen *screen, struct err *err);
    /* The focused field is left: stores what was typed as its answer. NULL: nothing to do. */
    int (*commit)(struct screen *screen, struct err *err);
    /* Where the user is, for resuming. NULL: this screen is not resumed at. */
    void (*place)(const struct screen *screen, struct place *place);
    /* Reads again what it shows: undo, or another window, changed the file. */
    int (*refresh)(struct screen *screen, struct err *err);
    void (*close)(struct screen *screen); /* frees it; what is unsaved was saved before */
};

/* The first member of every screen's own struct. */
struct screen {
    const struct screen_ops *ops;
    const struct keymap *keys; /* what keys do now: a screen of two pages has two */
    struct desk *desk;
};

enum lang screen_lang(const struct screen *screen);
int screen_today(const struct screen *screen); /* a day */

/* Outcomes in one line. */
struct outcome outcome_nothing(void);
struct outcome outcome_redraw(void);
struct outcome outcome_open(struct screen *screen);
struct outcome outcome_try(struct screen *screen, const struct err *err); /* says err when NULL */
struct outcome outcome_leave(void);
struct outcome outcome_reply(const struct reply *reply);
struct outcome outcome_act(enum act act);
struct outcome outcome_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
struct outcome outcome_err(const struct err *err); /* failed: redraw and say the sentence */
struct outcome outcome_astray(enum lang lang);     /* FORM_ASTRAY: says where nothing is typed */

/* Commands every screen has; a screen's own begin at COMMAND_OWN. */
enum {
    COMMAND_BACK = 1, /* Esc */
    COMMAND_HELP,     /* ? */
    COMMAND_LIMITS,   /* the limits card */
    COMMAND_UNDO,
    COMMAND_REDO,
    COMMAND_HIDE, /* F9 */
    COMMAND_QUIT,
    COMMAND_MOUSE,     /* let go of the mouse, or take it */
    COMMAND_NAMES,     /* the next way to show names */
    COMMAND_LOOK,      /* the next theme */
    COMMAND_IDLE,      /* after how many minutes the screen hides itself */
    COMMAND_EDITOR,    /* switch the user's own editor on or off */
    COMMAND_NOTICE,    /* mend what may not be written down */
    COMMAND_TAKE_OVER, /* a read-only window becomes the writer */
    COMMAND_EYES,      /* see this as those who get it: "look as" */
    COMMAND_SELECT,    /* a click on row `argument` of a list */
    COMMAND_OPEN,      /* Enter, or a double click on the selected row */
    COMMAND_OWN = 100,
    /* From here on those that write. A window that may only read does not offer them, and says why
     * when they are asked for. */
    COMMAND_WRITES = 200,
    COMMAND_WHOSE = COMMAND_WRITES + 70, /* put it under another person (screens/whose.h) */
};

/* The rows all screens share: the last map of every screen's chain. */
extern const struct keymap screen_common_keys;

/* The two lines at the top: title left, where right, and a rule under them. The body begins at row
 * SCREEN_TOP and ends before screen_bottom(frame). */
#define SCREEN_TOP 2
void screen_head(struct frame *frame, const char *left, const char *right);
int screen_bottom(const struct frame *frame);

/* What is a typed character now? */
enum letters screen_letters(const struct screen *screen);

/* Does command work on this screen now? Bar, `?` list, keys and mouse all ask this. */
bool screen_works(const struct screen *screen, int command);

/* A deed in one line, for the store functions. */
struct deed deed_of(const char *words, const char *about);

#endif
