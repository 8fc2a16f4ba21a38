/*
 * keymap: one const table per screen says which key is which command and in what words. The bar,
 * the `?` list, the mouse and the dispatch all read the same rows.
 */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/lang.h"
#include "ui/frame.h"
#include "ui/key.h"

/* A row: several keys may do the same; the first is the one the bar names. Where a letter stands
 * for a word, N_() lets a translation put its own letter first; it has to keep all of them. */
struct key_row {
    const char *keys; /* written names, a blank between: "<F6> ]"; "" for one found only in `?` */
    int command;      /* the screen's own; never 0 */
    const char *bar;  /* N_() word for the bar, or NULL when it is not on the bar */
    const char *help; /* N_() sentence for the `?` list */
    int weight;       /* the bar drops the lowest first when it is too narrow */
};

/* A map may say a command of a map behind it in its own words and with its own keys: its row stands
 * for the one behind, which is not seen any more. */
struct keymap {
    const struct key_row *rows;
    size_t n;
    const struct keymap *next; /* consulted when no row here fits; NULL at the end */
};

/* Does a map before part in the chain of map have a row for the command of row, which is part's? */
bool keymap_replaced(const struct keymap *map, const struct keymap *part,
                     const struct key_row *row);

/* What a typed character is now. */
enum letters {
    LETTERS_COMMANDS,
    LETTERS_TEXT, /* of the text in focus */
    LETTERS_MUTE, /* the business of the field in focus alone, which takes no text */
};

/*
 * The row a key stands for, or NULL. A row claims a key only if no row before it does. Where
 * letters are text, characters, <Space> and what else a text field always takes (lineedit_claims:
 * CLAIM_ALL) match no row; where they are mute, characters. The keys a text takes only when it can
 * do something with them (Enter, Up, Ctrl-Z) do, so offer each key to the screen first while
 * letters are text, and ask here when nothing came of it.
 */
const struct key_row *keymap_find(const struct keymap *map, const struct key *key,
                                  enum letters letters);

/* Tells which commands work now; the bar and `?` leave out the others. */
typedef bool keymap_can(const void *screen, int command);

/* A number that is another one when other rows of the bar work, of which 64 are told apart. */
uint64_t keymap_bar(const struct keymap *map, keymap_can *can, const void *screen);

/*
 * Draws the bar into row: the key and word of every row that works now, each a spot. What is too
 * much for the columns is left out by weight, the lowest first, of equal ones the last; those that
 * stay keep their order. Each command stands once, under the first of its keys that works now.
 */
void keymap_draw_bar(const struct keymap *map, struct frame *frame, int row, enum lang lang,
                     keymap_can *can, const void *screen, enum letters letters);

/* Adds the names of a row's keys: "F6 of ]". */
void keymap_add_keys(struct buf *buf, const struct key_row *row, enum lang lang);

/* Calls fault(arg, sentence) for every key that two rows of map and its next claim, and every key
 * name that does not parse. Returns how many. */
int keymap_faults(const struct keymap *map, void (*fault)(void *arg, const char *sentence),
                  void *arg);

#endif
