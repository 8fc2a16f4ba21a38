/*
 * sitting: the screens on a desk for tests, without a terminal: keys go in, pictures come out.
 */
#ifndef TESTS_SITTING_H
#define TESTS_SITTING_H

#include "app/stack.h"
#include "ui/frame.h"

struct sitting {
    struct stack stack;
    struct frame frame;
    struct buf picture; /* as drawn last */
    int typed;          /* keys of which no more had to be drawn than what they changed */
};

/* Opens the screens of the interview (NULL: where the user was) in a window of 24 by 80. */
void sitting_open(struct sitting *sitting, struct desk *desk, const char *interview);

/* The same for whatever the user begins with. */
void sitting_begin(struct sitting *sitting, struct desk *desk, const struct beginning *beginning);

/* Puts typing on disk first, as leaving the program does. */
void sitting_close(struct sitting *sitting);

/* The program died: nothing is put on disk any more. */
void sitting_kill(struct sitting *sitting);

/* Gives the window another size. lines: box characters may be drawn. */
void sitting_resize(struct sitting *sitting, int rows, int columns, bool lines);

/* Feeds keys, drawing after each, so a click finds what stands there. */
void sitting_keys(struct sitting *sitting, const char *keys);

/* The screen now, as text: a line a row. */
const char *sitting_picture(struct sitting *sitting);

/* The name of the screen on top. */
const char *sitting_screen(const struct sitting *sitting);

/* Fails the test with the picture when text is not (or is) on the screen. */
void sitting_shows(struct sitting *sitting, const char *text);
void sitting_lacks(struct sitting *sitting, const char *text);

/* Fails the test when one of the words of text does not stand whole on the screen: cut, or broken
 * in two. */
void sitting_shows_words(struct sitting *sitting, const char *text);

/* Fails the test when the picture is another; the message shows both. */
void sitting_is(struct sitting *sitting, const char *picture);

/* Clicks on the first place where text stands, count times quickly. */
void sitting_click(struct sitting *sitting, const char *text, int count);

/* Fails the test when the cursor of the terminal is not on the screen, above the status line. */
void sitting_cursor_shown(struct sitting *sitting);

#endif
