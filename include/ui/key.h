/*
 * key: one thing the user did: a named key, one character, a mouse button, a paste, a new size.
 *
 * A character is never an int that might also be a key: curses' KEY_RIGHT is 261, which is U+0105.
 */
#ifndef UI_KEY_H
#define UI_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/lang.h"

enum key_kind {
    PRESS_NONE,
    PRESS_TEXT,   /* one typed character, in text */
    PRESS_NAMED,  /* name, with ctrl and shift where they matter */
    PRESS_PASTE,  /* a whole bracketed paste, in paste: only ever text */
    PRESS_CLICK,  /* row, col; twice for a double click */
    PRESS_WHEEL,  /* up (count -1) or down (count 1) */
    PRESS_RESIZE, /* the screen has another size now */
};

enum key_name {
    NAME_ENTER, NAME_ESC, NAME_TAB, NAME_BACKTAB, NAME_SPACE, NAME_BACKSPACE, NAME_DELETE,
    NAME_UP, NAME_DOWN, NAME_LEFT, NAME_RIGHT, NAME_HOME, NAME_END, NAME_PGUP, NAME_PGDN,
    NAME_INSERT, NAME_F1, NAME_F2, NAME_F3, NAME_F4, NAME_F5, NAME_F6, NAME_F7, NAME_F8, NAME_F9,
    NAME_F10, NAME_F11, NAME_F12,
    NAME_CTRL_LEFT, NAME_CTRL_RIGHT, NAME_CTRL_HOME, NAME_CTRL_END,
    NAME_CTRL_A, /* .. Z in order: NAME_CTRL_A + (letter - 'a') */
    NAME_CTRL_Z = NAME_CTRL_A + 25,
    NAME_ALT_ENTER, /* Esc Enter */
    NAME_COUNT,
};

struct key {
    enum key_kind kind;
    enum key_name name;  /* PRESS_NAMED */
    char text[8];        /* PRESS_TEXT: the UTF-8 of one character, NUL-terminated */
    char *paste;         /* PRESS_PASTE: owned by the key, key_release */
    size_t paste_len;
    int row, col, count; /* PRESS_CLICK (count 1 or 2), PRESS_WHEEL */
};

void key_release(struct key *key);

/*
 * Reads a key by its written name from text: "<Enter>", "<C-x>", "<F6>", "<S-Tab>", "<Space>",
 * "<lt>" for '<', or one character; *used gets the bytes read. A blank is <Space>. The same names
 * are used in key tables, in tests ("Zoë<Backspace><Enter>") and in the help. False when it is no
 * key.
 */
bool key_parse(const char *text, struct key *key, size_t *used);

/* Writes how a key is named to the user: "Enter", "Ctrl-Z", "F6", "x", "Spatie". */
void key_add_name(struct buf *buf, const struct key *key, enum lang lang);

bool key_same(const struct key *a, const struct key *b);

#endif
