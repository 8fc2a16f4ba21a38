/*
 * interviews: keeping interviews, the people they are held with, drafts, and the place to resume.
 *
 * A deed may be NULL where nobody would want to take the change back; undo passes over it. What
 * turns out to change nothing leaves no deed.
 */
#ifndef STORE_INTERVIEWS_H
#define STORE_INTERVIEWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/interview.h"
#include "store/store.h"

/*
 * A new interview in STAGE_PREPARING with the person of that name (found by utf8_compare, else
 * made), held with guide, planned at `at` (0: not planned). Its id is written to id.
 */
int interviews_begin(struct store *store, const char *name, const struct guide *guide, int64_t at,
                     char id[UUID_SIZE], struct err *err);

/* Reads a whole interview, answers and agreements with it. NULL with err when it is not there or
 * cannot be read. The caller owns it: interview_release and free. */
struct interview *interviews_load(struct store *store, const char *id, struct err *err);

/* The same, also of one that was withdrawn: for who asks for everything. */
struct interview *interviews_load_any(struct store *store, const char *id, struct err *err);

/* Did it come out of a bundle? Then it has agreements alone, and of its guide only the name. */
bool interviews_collected(const struct interview *interview);

/* How far the conversation with that id is, and whether it came out of a bundle, without reading
 * the rest of it. -1 with err when it is not there. */
int interviews_stage(struct store *store, const char *id, enum stage *stage, bool *collected,
                     struct err *err);

/* The text of the guide an interview is held with; added to text. */
int interviews_guide_text(struct store *store, const char *checksum, struct buf *text,
                          struct err *err);

/* Stores one answer and drops its draft in the same transaction. An empty value to a field never
 * answered before stores nothing. The share of an earlier answer is kept (never widened). */
int interviews_answer(struct store *store, const char *interview, const struct answer *answer,
                      const struct deed *deed, struct err *err);

int interviews_set_stage(struct store *store, const char *interview, enum stage stage,
                         const struct deed *deed, struct err *err);
int interviews_set_at(struct store *store, const char *interview, int64_t at,
                      const struct deed *deed, struct err *err);

/* The talk was filed under the wrong person: moves it, with its agreements, to the one of that
 * name. */
int interviews_move(struct store *store, const char *interview, const char *name,
                    const struct deed *deed, struct err *err);

/* Withdraws an interview from every list; undo brings it back. */
int interviews_remove(struct store *store, const char *interview, const struct deed *deed,
                      struct err *err);

/*
 * Text being typed, kept from key to key until its answer is stored. point and field as in struct
 * answer; for a field of an agreement point is the agreement's id. cursor is in bytes.
 */
struct draft {
    char interview[UUID_SIZE];
    char *point, *field, *text;
    size_t cursor;
    int64_t updated_at;
};
void draft_release(struct draft *draft);

int interviews_draft(struct store *store, const struct draft *draft, struct err *err);
int interviews_drop_draft(struct store *store, const char *interview, const char *point,
                          const char *field, struct err *err);

/* All drafts of an interview; the caller owns the array and releases each. */
int interviews_drafts(struct store *store, const char *interview, struct draft **drafts, size_t *n,
                      struct err *err);

/* Where the user was: the screen's name, the interview, the item in focus and the cursor in it. */
struct place {
    char screen[16];
    char interview[UUID_SIZE]; /* "" for home */
    char step[72];  /* the point in the talk, or an agreement's id; "" when it has none */
    char item[136]; /* the focused field's id, of FORM_ID bytes at most */
    size_t cursor;  /* bytes */
};
/* Is not waited for: power that fails may put the user a step back. */
int interviews_place_set(struct store *store, const struct place *place, struct err *err);
/* The same in one transaction with what is kept next; store_end_ahead when that may be nothing. */
int interviews_place_ahead(struct store *store, const struct place *place, struct err *err);
/* Reads it; *place is zeroed when there is none. */
int interviews_place(struct store *store, struct place *place, struct err *err);

/* A line of the interview list. */
struct interview_row {
    char id[UUID_SIZE];
    struct person person;
    char *guide_id, *guide_version, *guide_title;
    enum stage stage;
    int64_t at, started_at, closed_at, created_at, updated_at;
    int agreements, unsettled; /* how many, how many still open; 0 from interviews_unfinished */
    int prepared;              /* preparation lines ticked or answered */
    int incomplete;            /* agreements still open without a due date */
};
void interview_rows_free(struct interview_row *rows, size_t n);

/* Newest first, by when it was held, else is planned, else was written down. limit 0: all. */
int interviews_list(struct store *store, size_t limit, struct interview_row **rows, size_t *n,
                    struct err *err);

/* Those of this file itself that are not closed, in the order of time: what was left lying comes
 * before what is still to come. */
int interviews_unfinished(struct store *store, size_t limit, struct interview_row **rows, size_t *n,
                          struct err *err);

/* The same rows as interviews_list as one JSON array; field names in the README ("Formats").
 * Moments are ISO 8601 UTC, null for none. */
int interviews_json(struct store *store, size_t limit, struct buf *json, struct err *err);

/* The interview that id names: a whole uuid, or at least four of its last characters when only one
 * fits. -1 when none or several do. */
int interviews_find(struct store *store, const char *id, char found[UUID_SIZE], struct err *err);

/* Is the interview with that id in the file, and not withdrawn? */
int interviews_there(struct store *store, const char *id, bool *there, struct err *err);

/* The unfinished interview with the person of that name, newest first; found is "" when none. */
int interviews_unfinished_of(struct store *store, const char *name, char found[UUID_SIZE],
                             struct err *err);

/* Somebody the manager has talked with or who is or was absent, and how long it was quiet. */
struct person_row {
    struct person person;
    int64_t last_at;    /* the last thing recorded in a conversation, or 0 */
    int64_t planned_at; /* the next interview planned from now on, or 0 */
    int interviews, unsettled;
};
void person_rows_free(struct person_row *rows, size_t n);

/* Everybody with a conversation that was not withdrawn, or with an absence, by name. */
int interviews_people(struct store *store, struct person_row **rows, size_t *n, struct err *err);

/* The person of that name or id, also one whose conversations were all withdrawn: 0; -1 with a
 * sentence when there is none, or more than one, and then *person holds nothing. A name may go
 * without its accents as long as that leaves one. */
int interviews_person(struct store *store, const char *name, struct person *person,
                      struct err *err);

/* Adds the name of somebody who is called so but for accents, when nobody is called just so: it may
 * be the same person or somebody else. Adds nothing when nobody is. */
int interviews_alike(struct store *store, const char *name, struct buf *known, struct err *err);

/* A name that somebody else has already is refused. */
int interviews_rename_person(struct store *store, const char *person, const char *name,
                             const char *team, const char *code, const struct deed *deed,
                             struct err *err);

#endif
