/*
 * sparring_inside: what the parts of the sparring screen share: the list of questions, one of them
 * with all that was said, or a text being written.
 *
 *   sparring.c       keys, commands, going in and out
 *   sparring_check.c what had better not go along, said before it goes
 *   sparring_look.c  what the other side gets of it
 *   sparring_erase.c a question erased for good
 *   sparring_draw.c  how all three are drawn
 */
#ifndef SCREENS_SPARRING_INSIDE_H
#define SCREENS_SPARRING_INSIDE_H

#include "screens/screen.h"
#include "store/sparring.h"
#include "ui/lineedit.h"
#include "ui/list.h"

#define SPARRING_MARGIN  2
#define SPARRING_COLUMNS 84 /* wider is not easier to read */

struct line {
    char *text;
    enum style style;
};

struct sparring {
    struct screen screen;
    enum side side;
    char *interview, *guide, *point, *title; /* where a new question is asked from; "" for none */
    bool narrow;                             /* only the questions of that conversation */
    struct sparring_row *rows;
    size_t n;
    struct list list;
    int page;
    struct sparring_thread thread; /* thread.about.id is "" in the list, and for a new question */
    struct line *lines;            /* the thread, as it was wrapped last */
    size_t n_lines, top;
    struct lineedit edit; /* while write_keys are the keys */
    bool typed;           /* there is typing that is not on disk */
    bool told;            /* it was said what is in the text that had better not go */
    bool alone;           /* it began with writing: there is no list to go back to */
};

static inline enum lang lang_of(const struct sparring *sparring)
{
    return sparring->screen.desk->lang;
}

bool sparring_writing(const struct sparring *sparring);
bool sparring_in_list(const struct sparring *sparring);

struct outcome sparring_to_list(struct sparring *sparring);

/* sparring_erase.c: the question the keys are about, the open or the selected one (NULL: none);
 * asks under that tag whether it has to go; and does it. */
enum { SPARRING_ASKED_ERASE = 1 };
const struct sparring_row *sparring_here(const struct sparring *sparring);
struct outcome sparring_ask_erase(const struct sparring *sparring);
struct outcome sparring_erased(struct sparring *sparring);

/* Whose it is and where it was asked. */
void sparring_add_origin(struct buf *buf, const struct sparring_row *row);

/* sparring_check.c: says once what had better not go; ACT_NOTHING when it may go as it is. */
struct outcome sparring_check(struct sparring *sparring);

/* sparring_look.c */
struct outcome sparring_look(const struct sparring *sparring);

/* sparring_draw.c */
void sparring_draw(struct screen *screen, struct frame *frame);
void sparring_forget_lines(struct sparring *sparring);

#endif
