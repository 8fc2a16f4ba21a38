/*
 * pick: choosing one of some lines, with a word typed to find it. The part that help, past
 * conversations and the question screen share.
 */
#ifndef SCREENS_PICK_H
#define SCREENS_PICK_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/frame.h"
#include "ui/key.h"
#include "ui/lineedit.h"
#include "ui/list.h"

struct pick_item {
    char *text;  /* the line */
    char *right; /* what stands at its right; "" for nothing */
    char *find;  /* text, right and what else it is found by, folded */
    int id;      /* the caller's */
};

struct pick {
    struct pick_item *items;
    size_t n;
    size_t *shown; /* the items that hold the typed word, as indexes */
    size_t n_shown;
    struct list list;
    struct lineedit filter;
    bool filters; /* typing narrows the list; false: only movement */
};

void pick_init(struct pick *pick, bool filters);
void pick_release(struct pick *pick);
void pick_clear(struct pick *pick); /* no items; the typed word stays */
void pick_add(struct pick *pick, const char *text, const char *right, int id);

/* The item added last is found by these words too, though they are not shown. */
void pick_add_words(struct pick *pick, const char *words);

/* After the last add, or when the word has changed. */
void pick_narrow(struct pick *pick);

/* The selected item, or NULL when none is shown. */
const struct pick_item *pick_selected(const struct pick *pick);

/* Moves, or takes typing; false when the key is not for it. rows: lines in view. */
bool pick_key(struct pick *pick, const struct key *key, int rows);

/* Draws the word typed (when it filters) after label, and the lines under it, in at most rows rows;
 * returns how many it took. What is too wide for its line goes on below it. A click on one is
 * COMMAND_SELECT with its index for list_select. */
int pick_draw(struct pick *pick, struct frame *frame, int row, int col, int rows, int columns,
              const char *label);

#endif
