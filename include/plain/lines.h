/*
 * lines: talking in lines: one thing said a line, one answer a line. No cursor is moved and nothing
 * is drawn, so it reads well aloud, on any terminal and in a pipe.
 *
 * What is said is made visible (utf8_show) and, on a terminal, wrapped. An answer is one line of
 * text; what is no text is refused with a sentence and asked again. When the input is over every
 * question is answered by false at once, so whoever asks comes home by itself.
 */
#ifndef PLAIN_LINES_H
#define PLAIN_LINES_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/lang.h"

struct lines {
    FILE *in, *out;
    enum lang lang;
    int columns;     /* rows are wrapped at; 0: never */
    bool echo;       /* answers are written too: a pipe does not show what comes out of it */
    bool ended;      /* the input is over, or nobody takes the output */
    bool refused;    /* a line of a script was no text, which ended it: the next one is an answer to
                      * another question */
    int fault;       /* errno of the first write that failed, or 0 */
    struct buf line; /* the last answer, without blanks around it */
};

void lines_init(struct lines *lines, FILE *in, FILE *out, enum lang lang);
void lines_release(struct lines *lines);

/* Says text as it is. */
void lines_put(struct lines *lines, const char *text);

/* Says lines that are made and safe already, as they are. */
void lines_put_made(struct lines *lines, const struct buf *text);

/* Says a sentence (English format, translated). */
void lines_say(struct lines *lines, const char *english, ...) __attribute__((format(printf, 2, 3)));

/* Asks "prompt (hint): " and waits for a line; hint may be NULL. */
bool lines_ask(struct lines *lines, const char *prompt, const char *hint);

#endif
