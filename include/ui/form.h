/*
 * form: items one after another with one in focus: boxes to tick, texts, choices, rows to act on.
 * A screen lays the items out where it likes and asks the form what keys do.
 */
#ifndef UI_FORM_H
#define UI_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/frame.h"
#include "ui/key.h"
#include "ui/lineedit.h"

#define FORM_OPTIONS 16  /* options of a choice that a click finds */
#define FORM_ID      136 /* bytes for an id, with its NUL: two ids of a guide and a stroke */

enum item_kind {
    ITEM_ROW,    /* something to act on: the screen's commands know what */
    ITEM_CHECK,  /* on or off */
    ITEM_TEXT,   /* one text */
    ITEM_CHOICE, /* one of n, or none (-1) */
};

struct form_item {
    enum item_kind kind;
    char id[FORM_ID];               /* how the screen and the place to resume name it */
    bool on;                        /* ITEM_CHECK */
    struct lineedit edit;           /* ITEM_TEXT */
    bool dirty;                     /* ITEM_TEXT: changed since the screen last stored it */
    int chosen, options;            /* ITEM_CHOICE */
    short option_col[FORM_OPTIONS]; /* ITEM_CHOICE: where each was drawn, from col */
    int row, col, rows, columns;    /* where it was last drawn; columns 0 when it is out of view */
    bool cut;                       /* more of it, or what is around it, may come in view */
    int lines;                      /* ITEM_TEXT: the rows it would take; 0: it was empty */
};

struct form {
    struct form_item *items;
    size_t n;
    size_t focus;       /* < n, or 0 when n is 0 */
    char wish[FORM_ID]; /* after form_clear: the id that gets the focus back, if it comes back */
    size_t wish_at;     /* where it stood, for when it is not */
    struct buf killed;  /* what was killed last in any text, so that it can be yanked in another */
    bool tabbed;        /* the focus came with Tab or Enter from a field, as when filling in */
    bool astray;        /* words are being typed where they cannot be */
};

enum form_event {
    FORM_IGNORED, /* not a key for the form */
    FORM_MOVED,   /* another item has the focus: *left is the one that lost it */
    FORM_CURSOR,  /* only a cursor moved */
    FORM_EDITED,  /* the focused text changed */
    FORM_FULL,    /* the focused text is full */
    FORM_TICKED,  /* the focused box changed */
    FORM_CHOSEN,  /* the focused choice changed */
    FORM_ENTER,   /* Enter on a row, or at the end of a one-row text */
    FORM_ASTRAY,  /* typed where nothing can be typed: nothing happened, and that is to be said */
};

void form_init(struct form *form);
void form_release(struct form *form);

/* No items. When they are added again, the focus goes back to the id that had it, or else to the
 * place it had. */
void form_clear(struct form *form);

/* The items from first up to, not including, end are not in view: call before drawing what may not
 * be drawn all of it. */
void form_hide(struct form *form, size_t first, size_t end);

/* Adds an item and returns it; valid until the next add. */
struct form_item *form_add(struct form *form, enum item_kind kind, const char *id);
struct form_item *form_add_text(struct form *form, const char *id, bool multiline, size_t max,
                                const char *text);

struct form_item *form_focused(const struct form *form); /* NULL when there are no items */
struct form_item *form_find(const struct form *form, const char *id);
bool form_focus(struct form *form, const char *id); /* false when there is none with that id */
bool form_typing(const struct form *form);          /* the focus is on a text: letters are text */

/* Are letters no commands, though the focus is on no text? On a choice, and on a box that Tab or
 * Enter led to from another field: who is filling in types on without looking. They do nothing
 * there but tick or choose; nor do the blanks, digits and Enter of the words they are in. */
bool form_mute(const struct form *form);

bool form_goes_round(const struct form *form); /* does Tab lead to another item from here? */

/*
 * Handles one key. Tab and Shift-Tab go round: from a field to a field, never to a row, where
 * letters are commands; from a row to the item beside it. Up and down go to the next one and stop
 * at the ends (in a text of several rows they move inside it first), left and right to what was
 * drawn beside it, Home and End to the first and last. On a box Space, x or Enter ticks; on a
 * choice left, right, Space or a digit chooses and Enter goes on; j and k are down and up wherever
 * letters are commands. The rest goes to the text in focus. *left (may be NULL) is the item that
 * had the focus before, also when it still has it.
 */
enum form_event form_key(struct form *form, const struct key *key, size_t *left);

/* A click at row, col on the item that was drawn there: focuses it, sets the cursor, ticks the box
 * or chooses the option; on a row that has the focus already it is FORM_ENTER. */
enum form_event form_click(struct form *form, int row, int col, size_t *left);

/* Draws the text of an item at its place and remembers the place. */
void form_draw_text(struct form *form, struct form_item *item, struct frame *frame, int row,
                    int col, int rows, int columns);

/* After a key that only changed the text in focus: draws it again where it stands in a frame that
 * shows all the rest as it is. False, and nothing is drawn, when more than the text may look
 * another way: it takes other rows than it did, was or is empty, or is not wholly in view. */
bool form_draw_typed(struct form *form, struct frame *frame);

/* Draws "[x] label" ("[ ]"), wrapped over at most rows rows; returns the rows used. */
int form_draw_check(struct form *form, struct form_item *item, struct frame *frame, int row,
                    int col, int rows, int columns, const char *label);

/* Draws "(o) jij  ( ) S.B." in one row; returns the columns used. */
int form_draw_choice(struct form *form, struct form_item *item, struct frame *frame, int row,
                     int col, int columns, const char *const *labels);

/* Remembers where a row was drawn, so a click finds it, and puts the cursor there when focused. For
 * what a screen draws itself; a click on a choice placed so only focuses it. */
void form_place(struct form *form, struct form_item *item, struct frame *frame, int row, int col,
                int rows, int columns);

#endif
