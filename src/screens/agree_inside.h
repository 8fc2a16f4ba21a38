/*
 * agree_inside: what the parts of the agreement screen share: one agreement, as it stands in the
 * form and as it is stored.
 *
 *   agree.c          keys, commands, what is typed
 *   agree_form.c     the agreement in the form, and what the form says as an agreement
 *   agree_keep.c     drafts while it is typed, and the agreement once the screen is left
 *   agree_history.c  what happened to it, told
 *   agree_draw.c     how it is drawn
 */
#ifndef SCREENS_AGREE_INSIDE_H
#define SCREENS_AGREE_INSIDE_H

#include "screens/screen.h"
#include "store/dossier.h"
#include "store/requests.h"
#include "ui/form.h"

#define OWNERS 4
#define BASES  3 /* in the order of enum basis */

struct agree {
    struct screen screen;
    struct dossier dossier;
    struct agreement agreement; /* as stored; revision 0 while new */
    struct form form;
    bool anew;              /* what is typed first takes the place of the date in focus */
    bool basis;             /* its basis was asked for, whatever its words say */
    bool touched;           /* the form differs from what is stored */
    bool typed;             /* it differs from the drafts on disk */
    struct request request; /* HR's last about it; all zero when there is none */
};

static inline int today_of(const struct agree *agree)
{
    return clock_today(&agree->screen.desk->clock);
}

/* ---- agree_form.c: the agreement in the form ------------------------------------------------- */

void agree_build_form(struct agree *agree);

/* Shows the stored agreement in the form. */
void agree_fill_form(struct agree *agree);

/* A new one: under id, or one made now when that is "". It has an id from the start, so its drafts
 * have one to stand under. */
void agree_start_new(struct agree *agree, const char *id);

/* What the form says, as an agreement; the rest is as stored. */
void agree_take_form(const struct agree *agree, struct agreement *out);

/* The form is what is stored: nothing is left to draft. */
void agree_all_on_disk(struct agree *agree);

size_t agree_number(const struct agree *agree); /* of this conversation: 1 for the first */

bool agree_is_asked(const struct agree *agree); /* HR wants to hear of it, with a question or not */

const char *agree_text_of(const struct agree *agree, const char *id);
bool agree_owned_by_other(const struct agree *agree);
enum basis agree_basis_of(const struct agree *agree);
bool agree_offers_basis(const struct agree *agree); /* a limit is set, or a basis asked for */

/* Is it a field that is not asked for now? The first and the last one always are. */
bool agree_is_hidden(const struct agree *agree, const struct form_item *item);
bool agree_is_day(const struct form_item *item);

/* A date field: the day its words mean, and the words themselves where they mean none (words may be
 * NULL). */
int agree_read_day(const struct agree *agree, const char *id, char **words);
int agree_read_advised(const struct agree *agree);
void agree_set_day(struct agree *agree, const char *id, int day, const char *words);

/* ---- agree_keep.c ---------------------------------------------------------------------------- */

int agree_save_drafts(struct screen *screen, struct err *err);
int agree_restore_drafts(struct agree *agree, struct err *err);

/* Stores the agreement as the form has it; one that says nothing is not kept. */
int agree_keep(struct agree *agree, struct err *err);

/* The id under which a new agreement was being typed when the program ended without warning; ""
 * when none was. */
int agree_find_unfinished(struct agree *agree, char id[UUID_SIZE], struct err *err);

/* ---- agree_history.c, agree_draw.c ----------------------------------------------------------- */

struct outcome agree_show_history(struct agree *agree);
void agree_draw(struct screen *screen, struct frame *frame);

#endif
