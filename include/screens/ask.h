/*
 * ask: one question above any screen: yes or no, one of a few, a line of text, a date. The screen
 * below gets the answer in its resume, with the tag it asked under.
 */
#ifndef SCREENS_ASK_H
#define SCREENS_ASK_H

#include <stddef.h>

#include "domain/audience.h"
#include "screens/screen.h"

enum ask_kind {
    ASK_CHOICE, /* reply.choice: the option */
    ASK_TEXT,   /* reply.text: not blank, unless it may be */
    ASK_DAY,    /* reply.day: words or the calendar; DAY_NONE when emptied */
};

struct ask {
    int tag; /* above 0, the asking screen's own */
    enum ask_kind kind;
    const char *question;       /* translated */
    const char *hint;           /* translated; NULL for none */
    const char *const *options; /* ASK_CHOICE: n translated lines */
    size_t n;
    const char *aside; /* ASK_CHOICE: a few quiet words behind the first option; NULL for none */
    const char *text;  /* ASK_TEXT: what is there to begin with; NULL for nothing */
    size_t max;        /* ASK_TEXT: characters */
    bool blank;        /* ASK_TEXT: it may be emptied */
    bool anew;         /* ASK_TEXT: who types, writes another one; a day is always asked so */
    /* ASK_TEXT: an English sentence on what is wrong with it, or NULL; asked until nothing is. */
    const char *(*fault)(const char *text);
    enum audience audience; /* who will see the answer; nobody: it is kept nowhere */
    const char *about;      /* the id of what it is about; NULL: the question says it all */
    int day;                /* ASK_DAY: the day to begin at, or DAY_NONE */
    enum day_toward toward; /* ASK_DAY: where to look for a day without its year */
    bool timed;             /* ASK_DAY: a time may be typed with it; reply.at */
    int since;              /* ASK_DAY: the day it follows (day_read_since), or 0 */
};

/* Everything is copied. */
struct screen *ask_open(struct desk *desk, const struct ask *ask);

/*
 * What was typed and not answered with is kept when a question is left with Esc, and is there again
 * when the same question is asked about the same thing (app/stack.h).
 *
 * ask_unsent: that text; NULL when it is as it was at the beginning, or screen is no question to
 * type in. ask_add_key: what tells the question from others. ask_put_back: as if it had been typed.
 */
const char *ask_unsent(const struct screen *screen);
bool ask_add_key(const struct screen *screen, struct buf *key); /* false: no question */
void ask_put_back(struct screen *screen, const char *text);

/* Yes or no: reply.choice is 1 for yes. */
struct screen *ask_yes(struct desk *desk, int tag, const char *question, const char *hint);

#endif
