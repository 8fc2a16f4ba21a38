/*
 * aspect: the parts of what is kept that an action changes as one, and how each is read as an image
 * and put back from one. An image is text: JSON of the columns, or the revision of an agreement,
 * whose history is only ever added to. For the files of this room only.
 */
#ifndef STORE_ASPECT_H
#define STORE_ASPECT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/db.h"

enum aspect {
    ASPECT_STAGE,     /* of an interview, with when it began and was closed */
    ASPECT_AT,        /* when an interview is planned */
    ASPECT_HELD_WITH, /* the person of an interview */
    ASPECT_REMOVED,   /* an interview, withdrawn or not */
    ASPECT_PERSON,    /* name, team and code */
    ASPECT_NEWCOMER,  /* somebody made along with what was first written of them */
    ASPECT_ANSWER,    /* one answer */
    ASPECT_AGREEMENT, /* one agreement */
    ASPECT_REQUEST,   /* a request of HR's */
    ASPECT_SPARRING,  /* a thread, without its messages */
    ASPECT_MESSAGE,   /* a message of a thread */
    ASPECT_KEEPING,   /* the dates and the hold of a person */
    ASPECT_ABSENCE,   /* one absence */
    ASPECT_SERVICE,   /* one time in service */
    ASPECT_TICK,      /* a step of an absence that was done: point is the step, field its turn */
    ASPECT_COUNT,
};

struct subject {
    enum aspect aspect;
    const char *id;            /* of the interview, person, agreement and so on */
    const char *point, *field; /* ASPECT_ANSWER and _TICK; else NULL */
};

const char *aspect_key(enum aspect aspect);
bool aspect_parse(const char *key, enum aspect *out);

/* Its image now, which the caller owns: *image is NULL when it is not there. */
int subject_image(struct db *db, const struct subject *subject, char **image, struct err *err);

/* What follows SELECT to read images of many at once: of all whose ids are in a JSON array :ids,
 * each with its e.key and e.value there (json_each). Of what was just made, which is read as it
 * stands; NULL for an aspect of which never many are made at once. */
const char *aspect_made(enum aspect aspect);

/* Makes it as the image says; NULL takes it away. */
int subject_restore(struct db *db, const struct subject *subject, const char *image, int64_t now,
                    struct err *err);

#endif
