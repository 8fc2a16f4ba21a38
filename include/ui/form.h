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

#define FORM_ID 136 /* bytes for an id, with its NUL: two ids of a guide and a stroke */

enum item_kind {
    ITEM_ROW,    /* something to act on: the screen's commands know what */
    ITEM_CHECK,  /* on or off */
    ITEM_TEXT,   /* one text */
    ITEM_CHOICE, /* one of n, or none (-1) */
};

struct form_item {
    enum item_kind kind;
    char id[FORM_ID];       /* how the screen and the place to resume name it */
    bool on;              /* ITEM_CHECK */
    struct lineedit edit; /* ITEM_TEXT */
    bool dirty;           /* ITEM_TEXT: changed since the screen last stored it */
    int chosen, options;  /* ITEM_CHOICE */
    int row, col, rows, columns; /* where it was last drawn; columns 0 when it is out of view */
};

struct form {
    struct form_item *items;
    size_t n;
    size_t focus; /* < n, or 0 when n is 0 */
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
};

void form_init(struct form *form);
void form_release(struct form *form);
void form_clear(struct form *form); /* no items; focus kept as a wish for form_focus */

/* Adds an item and returns it; valid until the next add. */
struct form_item *form_add(struct form *form, enum item_kind kind, const char *id);
struct form_item *form_add_text(struct form *form, const char *id, bool multiline, size_t max,
                                const char *text);

struct form_item *form_focused(const struct form *form); /* NULL when there are no items */
struct form_item *form_find(const struct form *form, const char *id);
bool form_focus(struct form *form, const char *id); /* false when there is none with that id */
bool form_typing(const struct form *form); /* the focus is on a text: letters are text */

/* Handles one key: Tab, Shift-Tab and the arrows move between items (in a text of several rows up and
 * down move inside it first), Space ticks and chooses, the rest goes to the text in focus. */
enum form_event form_key(struct form *form, const struct key *key, size_t *left);

/* A click at row, col on the item that was drawn there: focuses it, sets the cursor or ticks it. */
enum form_event form_click(struct form *form, int row, int col, size_t *left);

/* Draws the text of an item at its place and remembers the place. */
void form_draw_text(struct form *form, struct form_item *item, struct frame *frame, int row, int col,
                    int rows, int columns);

/* Draws "[x] label" ("[ ]"), wrapped over at most rows rows; returns the rows used. */
int form_draw_check(struct form *form, struct form_item *item, struct frame *frame, int row, int col,
                    int rows, int columns, const char *label);

/* Draws "(o) jij  ( ) S.B." in one row; returns the columns used. */
int form_draw_choice(struct form *form, struct form_item *item, struct frame *frame, int row,
                     int col, int columns, const char *const *labels);

/* Remembers where a row was drawn, so a click finds it, and puts the cursor there when focused. */
void form_place(struct form *form, struct form_item *item, struct frame *frame, int row, int col,
                int rows, int columns);

#endif
