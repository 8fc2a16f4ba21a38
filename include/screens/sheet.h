/*
 * sheet: a form whose boxes and texts are answers of one interview. Prepare, talk and close are
 * each laid out over a sheet; it keeps the typing safe so that they need not think of it.
 *
 * Typing is a draft until its field is left; then it is stored as the answer and the draft goes in
 * the same transaction. A box is stored when it is ticked. Opening a sheet puts drafts back in
 * their fields, with the cursor where it was. Nothing here ever keeps somebody in a field: words
 * that are no date stay a draft.
 */
#ifndef SCREENS_SHEET_H
#define SCREENS_SHEET_H

#include <stdbool.h>

#include "domain/asked.h"
#include "domain/interview.h"
#include "screens/screen.h"
#include "store/desk.h"
#include "store/dossier.h"
#include "ui/form.h"

/* What an item of the form answers; the nth field belongs to the nth item. */
struct sheet_field {
    char *point, *field, *label; /* all "" for a row that is no answer */
    enum kind kind;
    enum share share;
    int max;                   /* characters; in a line of a list */
    const char *given, *taken; /* as in struct asked */
    bool typed;                /* there is typing that is not even a draft on disk yet */
};

struct sheet {
    struct desk *desk;
    struct dossier dossier;
    struct form form;
    struct sheet_field *fields;
    size_t n_fields;
    struct { /* where the focus was when the items were cleared */
        char id[FORM_ID];
        size_t cursor;
    } was;
};

/* Loads the interview and its guide; the form is empty until the screen adds items. */
int sheet_open(struct sheet *sheet, struct desk *desk, const char *interview, struct err *err);
void sheet_release(struct sheet *sheet);

/* Reads the interview again. Typing not yet stored is kept in its field. */
int sheet_refresh(struct sheet *sheet, struct err *err);

/* No items any more, to add them anew; sheet_restore puts the focus back. A text with unstored
 * typing must be committed first. */
void sheet_clear(struct sheet *sheet);

/*
 * Adds an item for what is asked; its id is "point/field". The kind decides the item: KIND_CHECK a
 * box, KIND_NOTE a text of several rows, KIND_LIST the same with a line for each, KIND_DATE one
 * row, KIND_CHOICE a choice. Copies what it needs.
 */
struct form_item *sheet_add(struct sheet *sheet, const struct asked *asked);
/* An item that is no answer: a row to act on. */
struct form_item *sheet_add_row(struct sheet *sheet, const char *id);

/* Puts the drafts back, and the focus and cursor: as in place, which must be of this screen, or
 * with NULL where they were before sheet_clear. After the last add. */
int sheet_restore(struct sheet *sheet, const struct place *place, struct err *err);

/* Feeds one key or click to the form and stores what has to be. ACT_NOTHING when it was not for the
 * form. *event (may be NULL) tells what happened, for the screen's own part. */
struct outcome sheet_key(struct sheet *sheet, const struct key *key, enum form_event *event);

bool sheet_typing(const struct sheet *sheet);
bool sheet_mute(const struct sheet *sheet);                    /* for screen_ops.mute */
struct lineedit *sheet_text(struct sheet *sheet, bool change); /* for screen_ops.text */
/* For screen_ops.draw_typed, where nothing else on the screen hangs on what the text says. */
bool sheet_draw_typed(struct sheet *sheet, struct frame *frame);
bool sheet_unsaved(const struct sheet *sheet);
int sheet_save(struct sheet *sheet, struct err *err);
int sheet_commit(struct sheet *sheet, struct err *err);
void sheet_place(const struct sheet *sheet, const char *screen, const char *step,
                 struct place *place);

/* Makes text what the field of the text item with this id holds, and stores it. */
int sheet_set_text(struct sheet *sheet, const char *id, const char *text, struct err *err);

/* Asks under tag for the day of the field in focus, with the calendar; nothing when it is no
 * KIND_DATE. What is answered is for sheet_set_day. */
struct outcome sheet_ask_day(const struct sheet *sheet, int tag);
struct outcome sheet_set_day(struct sheet *sheet, int day);

/* Chooses an option of the KIND_CHOICE item i, which gets the focus. */
struct outcome sheet_choose(struct sheet *sheet, size_t i, int option);

/* Moves the focus to the item with this id after storing the field that is left. */
int sheet_focus(struct sheet *sheet, const char *id, struct err *err);

/* What the item in focus answers, or NULL when there is none. */
const struct sheet_field *sheet_focused(const struct sheet *sheet);

/* The options of a KIND_CHOICE field; they belong to the guide. */
const struct guide_entries *sheet_options(const struct sheet *sheet,
                                          const struct sheet_field *field);

/* The name of the person, as the user wants names shown, added to buf. */
void sheet_add_name(const struct sheet *sheet, struct buf *buf);

/* Who will see what is written in the field in focus; nothing on a row. */
void sheet_add_audience(const struct sheet *sheet, struct buf *buf);

/* ---- keys that work on every sheet ----------------------------------------------------------- */

enum {
    SHEET_NEXT = COMMAND_OWN - 20,
    SHEET_PREVIOUS,
    SHEET_DOWN,
    SHEET_UP,
    SHEET_TICK = COMMAND_WRITES + 80,
    SHEET_SPAR,   /* ask HR about where the user is: sheet_spar */
    SHEET_EDITOR, /* the user's own editor, where switched on */
    SHEET_ERASE,  /* the text in focus, or a sentence of it, for good */
};

/* Under this tag the sheet asks what has to go; its answer is for sheet_edited too. */
#define SHEET_TAG_ERASE 900
bool sheet_can_erase(const struct sheet *sheet);
struct outcome sheet_ask_erase(const struct sheet *sheet);
struct outcome sheet_erased(struct sheet *sheet, const struct reply *reply);

/* A map to chain before screen_common_keys (which it ends in). */
extern const struct keymap sheet_keys;

/* Opens sparring about a point of this conversation (its id, and its title as it is shown): what
 * was asked before, or a new question. */
struct outcome sheet_spar(const struct sheet *sheet, const char *point, const char *title);

/* Does one of its commands; ACT_NOTHING for any other. The editor answers with a reply without tag,
 * which sheet_edited takes. */
struct outcome sheet_command(struct sheet *sheet, int command);
bool sheet_can(const struct sheet *sheet, int command); /* true for any other */
struct outcome sheet_edited(struct sheet *sheet, const struct reply *reply);

#endif
