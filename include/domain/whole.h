/*
 * whole: everything that is kept about one person, for who asks for it (AVG art. 15). The file
 * fills it (store/whole.h); report/whole_html.h and report/whole_json.h write it. Nothing is left
 * out for being private to the manager: a note about somebody is theirs to read. All is owned.
 */
#ifndef DOMAIN_WHOLE_H
#define DOMAIN_WHOLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/absence.h"
#include "domain/agreement.h"
#include "domain/interview.h"
#include "domain/keeping.h"
#include "domain/person.h"
#include "domain/service.h"
#include "domain/timeline.h"

/* An answer that was put right after the conversation was finished; or of an absence. */
struct correction {
    char *point, *field;
    char *value, *shown; /* what it said before; "" once that was erased */
    char *who;           /* the login */
    int64_t at;
};
void corrections_free(struct correction *corrections, size_t n);

/* What was said with HR about it, either way. */
struct whole_message {
    char *about; /* the point, or what was agreed */
    char *text;
    bool hr; /* HR said it */
    int64_t at;
};

struct whole_history {
    struct agreement *revisions; /* oldest first; the last is how it stands */
    size_t n;
};

struct whole_talk {
    struct interview *interview;
    struct correction *corrections;
    size_t n_corrections;
    struct whole_history *histories; /* of every agreement, also withdrawn ones */
    size_t n_histories;
    struct whole_message *messages;
    size_t n_messages;
};

/* Before the name of a step of the timeline, where a correction is of one. */
#define WHOLE_STEP "step:"

struct whole_absence {
    struct absence absence; /* without a first day: it was removed, and what it said before stays
                             * as long as undo could bring it back */
    struct correction *corrections; /* field: a key of domain/absence.h, or "step:plan" */
    size_t n_corrections;
    struct timeline_tick *ticks; /* what of its timeline was done */
    size_t n_ticks;
};

/* Who got or saw something, from the log. */
struct whole_told {
    int64_t at;
    char *kind, *how, *words, *who; /* key, as in the log, in the user's words, the login */
    bool all;                       /* it held the whole file, as a bundle or backup does */
};

struct whole {
    struct person person;
    int closed_on, ended_on; /* days, or DAY_NONE */
    bool held;
    int held_until;
    char *reason;
    const struct keeping_rules *rules;     /* borrowed; NULL when none are known */
    const struct timeline_rules *timeline; /* the same; they have the titles of its steps */
    struct whole_talk *talks;
    size_t n_talks;
    struct whole_absence *absences; /* the last to begin first */
    size_t n_absences;
    struct service *services; /* the last first */
    size_t n_services;
    struct whole_told *told;
    size_t n_told;
    int64_t made_at;
};
void whole_release(struct whole *whole);

#endif
