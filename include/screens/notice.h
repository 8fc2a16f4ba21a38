/*
 * notice: one line about what is being typed, when the check finds in it what an employer may not
 * write down: what, why, and a key to mend it. It never keeps anybody from going on, and what it
 * finds is nowhere kept or counted: only what was left standing is known, as numbers that no word
 * can be made of, for as long as the program runs.
 */
#ifndef SCREENS_NOTICE_H
#define SCREENS_NOTICE_H

#include <stdint.h>

#include "domain/privacy.h"
#include "screens/screen.h"
#include "ui/lineedit.h"

#define NOTICE_LEFT 32 /* findings left standing that are known; more push out the first */

struct notice {
    const struct privacy *privacy; /* NULL: nothing is looked for */
    bool asks;    /* the text is a question, to somebody or of HR */
    bool sourced; /* a limit is fine: whoever may set it is named beside the text */
    struct privacy_finding finding; /* the first not left standing; class NULL when there is none */
    uint64_t left[NOTICE_LEFT];
    size_t n_left;
};

/* What can be done about it: the options of the question, in their order; a question is not
 * reworded. */
enum notice_choice { NOTICE_LEAVE_OUT, NOTICE_REWORD, NOTICE_LET_STAND };

/* Looks through text. False, and nothing to draw, when there is nothing to say about it. */
bool notice_look(struct notice *notice, const struct buf *text);

/* The same with the nth, from 0: how many there are, and finding is that one if there is. */
size_t notice_look_nth(struct notice *notice, const struct buf *text, size_t nth);

/* Adds, after notice_look, the words that were found and what they are. */
void notice_add_words(const struct notice *notice, const struct buf *text, struct buf *line);

/* Adds, after notice_look, the whole line: that they may not be there, why, and what F8 does. */
void notice_add_line(const struct notice *notice, const struct buf *text, enum lang lang,
                     struct buf *line);

/* Draws that line under the field the cursor is in when there is room for it, else so that it ends
 * on the row `otherwise`. A click on it is command. True when it stands there. */
bool notice_draw(const char *line, struct frame *frame, int otherwise, int command);

/* The question what to do about it, under tag. */
struct screen *notice_ask(const struct notice *notice, struct desk *desk, const struct buf *text,
                          int tag);

/* Does what was chosen, in edit: the option of that question. */
void notice_do(struct notice *notice, struct lineedit *edit, int option);

#endif
