/*
 * agreement: what was agreed (afspraak): who does what, when, how it is followed up, and when both
 * look back on it. It is concrete when all four are there; what is missing is nudged and never
 * blocks. A promise (belofte) is an open agreement the manager owns.
 *
 * What happened to an agreement is history: every change is a new revision, none is overwritten
 * (store/agreements.h).
 */
#ifndef DOMAIN_AGREEMENT_H
#define DOMAIN_AGREEMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/uuid.h"
#include "domain/guide.h"

#define AGREEMENT_WHAT_MAX      200 /* characters */
#define AGREEMENT_FOLLOW_UP_MAX 160
#define AGREEMENT_WHEN_MAX      40

enum owner { OWNER_NONE, OWNER_MANAGER, OWNER_EMPLOYEE, OWNER_HR, OWNER_OTHER };

enum status {
    STATUS_OPEN,
    STATUS_RUNNING, /* being done */
    STATUS_CHANGED, /* still to be done, on another date or in another form */
    STATUS_DONE,
    STATUS_DROPPED, /* no longer needed */
};

/* Where a limit on hours or tasks comes from (UAVG art. 30; regulator's rules for the sick
 * employee: an employer may record limits only on advice of the company doctor). */
enum basis { BASIS_NONE, BASIS_DOCTOR, BASIS_CONSULTATION };

/* What the employee said at the read-back. */
enum confirmed { CONFIRMED_UNASKED, CONFIRMED_YES, CONFIRMED_NO };

struct privacy;

struct agreement {
    char id[UUID_SIZE];
    char interview[UUID_SIZE];
    char *what; /* never NULL, as all strings here; "" while not filled in */
    enum owner owner;
    char *owner_name; /* OWNER_OTHER: who; else "" */
    int due;          /* a day, or DAY_NONE */
    char *due_words;  /* what was typed when it is no date ("zo snel mogelijk"); else "" */
    char *follow_up;
    int look_back; /* a day, or DAY_NONE */
    enum basis basis;
    int basis_day;    /* BASIS_DOCTOR: the day of the advice, or DAY_NONE */
    enum share share; /* SHARE_EMPLOYEE or SHARE_HR; an agreement is never private */
    enum confirmed confirmed;
    enum status status;
    char *remark; /* about the last change of status or date; goes where the agreement goes */
    int revision; /* 1 at first, one more at every change */
    bool removed; /* withdrawn; history keeps it */
    int64_t created_at, updated_at; /* of the first revision, of this one */
};

void agreement_init(struct agreement *agreement);
void agreement_release(struct agreement *agreement);
void agreement_copy(struct agreement *to, const struct agreement *from); /* to is released first */

/* Makes it a new one of that interview, as it is proposed: to be shared with HR, and looked back on
 * as far ahead as the guide says. It gets id, or is left without when that is "". */
void agreement_propose(struct agreement *agreement, const char *id, const char *interview,
                       const struct guide *guide, int today);

/* True while nothing was written down: it need not be kept, whoever was chosen to do it. */
bool agreement_says_nothing(const struct agreement *agreement);

/*
 * A part of it as text, for what is kept while it is being written down ("owner", "owner_name",
 * "what", "basis", "basis_day", "due", "follow_up", "look_back", "hr"), and back into it. Days are
 * words for a day; that of the basis lies behind us.
 */
void agreement_draft(const struct agreement *agreement, const char *part, struct buf *text);
void agreement_undraft(struct agreement *agreement, const char *part, const char *text, int today,
                       enum lang lang);

/* The day of an advice by words for it; DAY_NONE when they are none, or name a day to come. */
int agreement_read_advised(const char *words, int today, enum lang lang);

/* Open, running or changed: something still has to happen. */
bool agreement_unsettled(const struct agreement *agreement);
bool agreement_late(const struct agreement *agreement, int today);

/* What would make it more concrete, as bits. */
enum nudge {
    NUDGE_NO_WHAT = 1 << 0,
    NUDGE_NO_OWNER = 1 << 1,
    NUDGE_NO_DUE = 1 << 2,
    NUDGE_NO_FOLLOW_UP = 1 << 3,
    NUDGE_VAGUE_WHAT = 1 << 4,    /* "we", "regelmatig", "proberen": nobody can tick it off */
    NUDGE_VAGUE_DUE = 1 << 5,     /* "zo snel mogelijk", "asap", "binnenkort" */
    NUDGE_PAST_DUE = 1 << 6,      /* the date lies before today */
    NUDGE_LOOK_BACK = 1 << 7,     /* looked back on before it is due */
    NUDGE_NO_OWNER_NAME = 1 << 8, /* somebody else, but who? */
    NUDGE_NO_BASIS = 1 << 9,      /* hours or tasks are limited, and nobody advised it */
    NUDGE_NO_BASIS_DAY = 1 << 10, /* the company doctor advised it, but when? */
    NUDGE_FAR_DUE = 1 << 11,      /* more than two years ahead: a slip, or nobody's plan */
    NUDGE_NO_SUCH_DUE = 1 << 12,  /* 31-4; 29-2 where the year was left out */
};

/* The nudges of an agreement as of today. vague (may be NULL) gets the words that are vague, ""
 * when none, those of `what` before those of `due`; they are a piece of what the user typed, to
 * point at, and are not kept. */
unsigned agreement_nudges(const struct agreement *agreement, int today, struct buf *vague);

/* NUDGE_NO_BASIS when what it says sets a limit and it has no basis; else 0. privacy knows limits
 * by their words; NULL knows none. */
unsigned agreement_nudge_basis(const struct agreement *agreement, const struct privacy *privacy);

/* Has a limit in it a source: advice of the company doctor, of a day that is known, or that it was
 * agreed in consultation? */
bool agreement_sourced(const struct agreement *agreement);

/* Is there anything in its texts that may not be written down? A limit may where it has a source.
 * Without privacy (NULL): no. */
bool agreement_forbidden(const struct agreement *agreement, const struct privacy *privacy);

/* One line for one nudge: what is missing and what to do. vague as filled above. */
void nudge_add(struct buf *buf, enum nudge nudge, const char *vague, enum lang lang);

/* Adds what is concrete already: "+ wie, wanneer en opvolging zijn concreet"; else nothing. */
void agreement_add_concrete(struct buf *buf, const struct agreement *agreement, enum lang lang);

/* True when who, what, when and follow-up are all there. */
bool agreement_concrete(const struct agreement *agreement);

/* The keys used in files and on the command line; parse returns false and leaves *out. */
const char *owner_key(enum owner owner); /* "", "manager", "employee", "hr", "other" */
bool owner_parse(const char *key, enum owner *out);
const char *status_key(enum status status); /* "open", "running", "changed", "done", "dropped" */
bool status_parse(const char *key, enum status *out);
const char *basis_key(enum basis basis); /* "", "doctor", "consultation" */
bool basis_parse(const char *key, enum basis *out);
const char *confirmed_key(enum confirmed confirmed); /* "", "yes", "no" */
bool confirmed_parse(const char *key, enum confirmed *out);

/* The words a user reads: "jij", "open". viewer tells who reads: the owner may be "you". employee
 * is how the employee's name is shown. */
enum viewer { VIEW_MANAGER, VIEW_EMPLOYEE, VIEW_HR };
void owner_add(struct buf *buf, const struct agreement *agreement, enum viewer viewer,
               const char *employee, enum lang lang);
const char *status_word(enum status status, enum lang lang);

#endif
