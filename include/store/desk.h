/*
 * desk: what one sitting works with: the open file, the guides within reach, the language, the
 * clock and how the user likes things shown. Screens and plain lines get it handed; nobody keeps a
 * copy but a rehearsal (store/rehearsal.h), which has another store.
 */
#ifndef STORE_DESK_H
#define STORE_DESK_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/lang.h"
#include "domain/interview.h"
#include "domain/person.h"
#include "domain/shelf.h"
#include "store/store.h"

enum look { LOOK_CALM, LOOK_CONTRAST, LOOK_PLAIN }; /* colours: few, strong, none */

struct settings {
    enum name_style names;
    enum look look;
    bool mouse;  /* false: the terminal selects text itself */
    int idle;    /* minutes without a key after which the screen hides itself; 0: never */
    bool editor; /* $VISUAL or $EDITOR may be used for long texts; off unless switched on */
};

struct desk {
    struct store *store;
    struct shelf *shelf;
    struct clock clock;
    enum lang lang;
    struct settings settings;
};

/* Reads the settings kept in the store, the defaults for what was never set. */
int desk_load_settings(struct desk *desk, struct err *err);
int desk_next_idle(int minutes); /* the choice after this one: 5, 10, 30, never */
int desk_save_settings(struct desk *desk, struct err *err);

/* A new conversation by interviews_begin. Refused when its guide has other content than a
 * conversation was held with under the same version: what was asked then has to stay known. */
int desk_begin(struct desk *desk, const char *name, const struct guide *guide, int64_t at,
               char id[UUID_SIZE], struct err *err);

/* An interview with the guide it is held with, as shelf_read_held gives it; both are owned:
 * desk_put_away. */
struct dossier {
    struct interview *interview;
    struct guide *guide;
};

/* Loads both; 0, or -1 and err with *dossier empty. */
int desk_take(struct desk *desk, const char *interview, struct dossier *dossier, struct err *err);

/* Reads the interview again; the guide it is held with is always the same. -1 with err, and then
 * the dossier is as it was. */
int desk_retake(struct desk *desk, struct dossier *dossier, struct err *err);

void desk_put_away(struct dossier *dossier);

/* The check of what is written in a conversation held with guide, or in none (NULL), by the regime
 * of that; NULL when it forbids no words. */
const struct privacy *desk_privacy(const struct desk *desk, const struct guide *guide);

/* Does a piece of what that has to do the first time (regime_prepare); true when there is more. */
bool desk_prepare_privacy(const struct desk *desk, const struct guide *guide);

/* Adds the name as this user wants names shown, told apart from everybody else's in the file. */
void desk_add_name(const struct desk *desk, struct buf *buf, const struct person *person);

/* The same of the person with that id; "": somebody the file does not have yet, named as typed. */
int desk_add_name_of(const struct desk *desk, struct buf *buf, const char *person,
                     const char *typed, struct err *err);

#endif
