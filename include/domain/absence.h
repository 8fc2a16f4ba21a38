/*
 * absence: one spell of absence of a person (verzuim), as far as an employer may keep it: when it
 * began, when somebody is expected back and is back, and the six things that may be asked at the
 * report. Never what it is, or why.
 *
 * The six (regulator's rules for the sick employee, BWBR0037896, part on the sick report): where to
 * reach somebody; how long it is expected to last; what work and appointments there are; whether a
 * safety net of the Ziektewet applies, not which; whether it was an accident at work; whether it
 * was a traffic accident for which somebody else may be liable.
 *
 * Beside these stands what the company doctor has to say first: that somebody does a part of the
 * work again from a day on, in steps. A step has the day of the advice it is based on, and without
 * one there is none (regulator's order against an employer whose managers set percentages, 2016).
 * Maternity leave is no sickness and is kept apart: it has days, and none of the questions.
 *
 * A spell runs from its first day up to, not including, the day somebody is back in full. It is
 * open while that is not known. Two spells of one person never overlap.
 */
#ifndef DOMAIN_ABSENCE_H
#define DOMAIN_ABSENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/day.h"
#include "base/lang.h"
#include "base/uuid.h"

#define ABSENCE_TEXT_MAX 160 /* characters in a text */

/* What is asked with yes or no. */
enum told { TOLD_UNKNOWN, TOLD_NO, TOLD_YES };

/* From a day on somebody does a part of the agreed work again. */
struct absence_step {
    int from;
    int part;    /* in thousandths of the agreed work, between 0 and 1000 */
    int advised; /* the day of the company doctor's advice */
};
#define ABSENCE_WHOLE     1000
#define ABSENCE_STEPS_MAX 60

struct absence {
    char id[UUID_SIZE];
    char person[UUID_SIZE];
    int first_day;   /* never DAY_NONE */
    int expected;    /* the day somebody expects to be back, or DAY_NONE */
    int back;        /* the first day back in full, or DAY_NONE while it is open */
    char *reachable; /* number and address; "" when not told, as all texts here */
    char *lasting;   /* how long it is expected to last, in words */
    char *work;      /* work and appointments to take over */
    enum told safety_net, accident, liable;
    bool leave;                 /* maternity leave, and no sickness */
    struct absence_step *steps; /* by day; owned */
    size_t n_steps;
};

/* Its fields by the names they have in files and on the command line. */
enum absence_field {
    ABSENCE_FIRST_DAY,
    ABSENCE_EXPECTED,
    ABSENCE_BACK,
    ABSENCE_REACHABLE,
    ABSENCE_LASTING,
    ABSENCE_WORK,
    ABSENCE_SAFETY_NET,
    ABSENCE_ACCIDENT,
    ABSENCE_LIABLE,
    ABSENCE_FIELDS,
};

enum absence_kind_of { ABSENCE_DAY, ABSENCE_TEXT, ABSENCE_TOLD };

const char *absence_field_key(enum absence_field field);  /* "first_day" */
const char *absence_field_ask(enum absence_field field);  /* N_("First day") */
const char *absence_field_hint(enum absence_field field); /* to ask that and no more; or "" */
enum absence_kind_of absence_field_kind(enum absence_field field);

/* The place of a field; each is for fields of its kind alone. */
int *absence_day(struct absence *absence, enum absence_field field);
char **absence_text(struct absence *absence, enum absence_field field);
enum told *absence_told(struct absence *absence, enum absence_field field);

void absence_init(struct absence *absence); /* all unknown */
void absence_release(struct absence *absence);
void absence_copy(struct absence *to, const struct absence *from); /* to is released first */

bool absence_open(const struct absence *absence);

/* Puts a step in its place by day; one of the same day goes. */
void absence_step_put(struct absence *absence, const struct absence_step *step);
void absence_step_drop(struct absence *absence, size_t i);

/* What is wrong with a step of a spell: an English sentence for tr, or NULL. Of maternity leave; no
 * day; not within the spell; still to come; nothing or all of the work; no advice of the company
 * doctor, or one from before the absence or after the step. */
const char *absence_step_fault(const struct absence *absence, const struct absence_step *step,
                               int today);

/* Reads a percentage of the work in thousandths: "50", "37,5 %"; false when it is none. */
bool absence_part_read(const char *text, int *part);
const char *absence_part_fault(const char *text); /* an English sentence for tr, or NULL */

/* Which part of the agreed work is not done on a day of the spell, in thousandths. */
int absence_share(const struct absence *absence, int day);

/* Nothing of it is filled in, no first day either. */
bool absence_says_nothing(const struct absence *absence);

/* Its calendar days up to and including today; 0 when it has not begun. */
int absence_days(const struct absence *absence, int today);

/*
 * What is wrong with a spell beside the others of the same person (one with its id is left out):
 * an English sentence for tr, or NULL. No first day; back or expected before the first day; a first
 * day or a day back that is still to come; more than a hundred years ago; overlapping another one;
 * a text that is too long or has invisible characters; a step that will not do, or too many; leave
 * with more than days.
 */
const char *absence_fault(const struct absence *absence, const struct absence *others, size_t n,
                          int today);

/* What is wrong with a text of it: an English sentence, or NULL. */
const char *absence_text_fault(const char *text);

/* How many of the spells, leave not among them, began in the twelve months up to and including
 * today. A count to begin a conversation with, never a score (domain of the frequent-absence talk).
 */
int absence_reports(const struct absence *spells, size_t n, int today);

const char *told_key(enum told told); /* "", "no", "yes" */
bool told_parse(const char *key, enum told *out);
const char *told_word(enum told told, enum lang lang); /* "not known yet", "no", "yes" */

#endif
