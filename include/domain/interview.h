/*
 * interview: one conversation with one person, from the evening before to the look-back, and the
 * rules for moving through it. Screens and plain lines both work by these rules; they differ only
 * in how they ask and show.
 *
 * It keeps the guide it is held with (text by checksum), and every answer keeps the label it was
 * asked under, so it reads right when the guide has changed or is gone.
 *
 * preparing -> talking -> closing -> closed; moving back is always allowed and loses nothing.
 */
#ifndef DOMAIN_INTERVIEW_H
#define DOMAIN_INTERVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/lang.h"
#include "base/uuid.h"
#include "domain/agreement.h"
#include "domain/guide.h"
#include "domain/person.h"
#include "domain/privacy.h"

enum stage { STAGE_PREPARING, STAGE_TALKING, STAGE_CLOSING, STAGE_CLOSED };

/*
 * One answer: the value given to one field of one point.
 *   KIND_CHECK  "1", or "" for not ticked      KIND_NOTE  the text
 *   KIND_LIST   lines joined by '\n', none empty   KIND_CHOICE  the option's id
 *   KIND_DATE   "2026-11-27"
 * point is a point's id of the guide, or one of the POINT_ names below.
 */
struct answer {
    char *point, *field;
    enum kind kind;
    enum share share;
    char *label; /* the question as it was shown */
    char *value;
    char *shown; /* KIND_CHOICE: the option's text as it was shown; else "" */
    int64_t updated_at;
    int64_t corrected_at; /* when it was last put right after the end of the conversation, or 0 */
};

/* Points of every interview beside those of the guide. An id of a guide cannot begin with '.'. */
#define POINT_PREPARATION ".preparation" /* field: id of the preparation line */
#define POINT_OWN         ".own"         /* FIELD_GOAL, FIELD_QUESTIONS, FIELD_SINCE */
#define POINT_CLOSING     ".closing"     /* the fields below it */
#define POINT_MIRROR      ".mirror"      /* field: id of a pitfall stepped into; private always */
#define POINT_LATER       ".later"       /* field: id of the point marked "later" */

#define FIELD_GOAL          "goal"          /* note, private */
#define FIELD_QUESTIONS     "questions"     /* list, private: questions to take along */
#define FIELD_SINCE         "since"         /* date, hr (as counts): the day of its occasion */
#define FIELD_PLACE         "place"         /* note, employee: where they meet */
#define FIELD_TOPICS        "topics"        /* list, employee: what it is about */
#define FIELD_VIEW_MANAGER  "view_manager"  /* note, employee: the manager's side */
#define FIELD_VIEW_EMPLOYEE "view_employee" /* note, employee: the employee's side */
#define FIELD_REACTION      "reaction"      /* note, employee: remarks of the employee */
#define FIELD_COLLEAGUES    "colleagues"    /* note, employee: what colleagues may hear */
#define FIELD_HURDLE        "hurdle"        /* choice, hr (as counts): what made it hard */
#define FIELD_NOTE          "note"          /* note, private: own note at a point of the guide */

struct interview {
    char id[UUID_SIZE];
    struct person person;
    char *guide_id, *guide_version, *guide_title;
    char guide_checksum[65];
    enum lang language; /* of the guide it is held with */
    enum stage stage;
    int64_t at;         /* when it is planned, or 0 */
    int64_t started_at; /* when the talk first began, or 0 */
    int64_t closed_at;  /* when it was last closed, or 0 */
    int64_t created_at, updated_at;
    struct answer *answers; /* in the order first given */
    size_t n_answers;
    struct agreement *agreements; /* in the order made; removed ones are not here */
    size_t n_agreements;
};

void interview_init(struct interview *interview);
void interview_release(struct interview *interview);

/* The answer to a field, or NULL; and its value, "" when there is none. */
const struct answer *interview_answer(const struct interview *interview, const char *point,
                                      const char *field);
const char *interview_value(const struct interview *interview, const char *point,
                            const char *field);

/* Puts an answer in its place in the model (a copy is kept); an earlier one to the same field keeps
 * its share: what was private when it was said stays private. */
void interview_put(struct interview *interview, const struct answer *answer);

/* How many agreements were made: those that say what, for without it nobody knows what was agreed.
 */
size_t interview_made(const struct interview *interview);

/* The agreement with this id, or NULL. */
struct agreement *interview_agreement(const struct interview *interview, const char *id);

/* Puts a copy of agreement in its place: replaced by id, else added at the end; removed when it
 * says so. */
void interview_put_agreement(struct interview *interview, const struct agreement *agreement);

/* How many lines of the guide's preparation are ticked or answered. */
int interview_prepared(const struct interview *interview, const struct guide *guide);

/* True when point's first balance field is filled and its second is not. */
bool interview_unbalanced(const struct interview *interview, const struct guide_point *point);

/* In how many of its answers and agreements stands what the check finds? A limit is fine in an
 * agreement on the company doctor's advice with its day. 0 without a check (NULL). */
size_t interview_forbidden(const struct interview *interview, const struct privacy *privacy);

/* What still lacks before closing, as bits; none of it blocks. */
enum lack {
    LACK_AGREEMENTS = 1 << 0, /* fewer than the guide asks for */
    LACK_CONCRETE = 1 << 1,   /* an agreement without all four parts */
    LACK_CONFIRMED = 1 << 2,  /* an agreement not read back */
    LACK_POSSIBLE = 1 << 3,   /* obstacles noted and no possibilities */
};
unsigned interview_lacks(const struct interview *interview, const struct guide *guide);

/* What is odd about the day of the occasion: an English sentence for tr, or NULL. It may be kept
 * all the same. */
const char *interview_since_nudge(int day, int today);

const char *stage_key(enum stage stage); /* "preparing", "talking", "closing", "closed" */
bool stage_parse(const char *key, enum stage *out);
const char *stage_word(enum stage stage, enum lang lang);

#endif
