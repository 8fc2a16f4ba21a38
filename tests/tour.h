/*
 * tour: every screen as a user meets it, one stop each, on a desk with a few people on it. Tests
 * that hold something about all screens (keys, texts, widths) go round.
 */
#ifndef TESTS_TOUR_H
#define TESTS_TOUR_H

#include "desk_fixture.h"
#include "sitting.h"

/* Where a stop begins. */
enum tour_start {
    TOUR_HOME,    /* two promises, one late; a planned and unfinished talks; somebody quiet */
    TOUR_EMPTY,   /* nothing yet */
    TOUR_PREPARE, /* Sanne, with agreements of the last time */
    TOUR_TALK,    /* Mo, at the first point */
    TOUR_CLOSE,   /* Roos, two agreements to read back */
    TOUR_KINDS,   /* Tim, with a guide that asks in every way */
    TOUR_REVIEW,  /* as HR: what these agreed, two people late, one thing HR is to do */
    TOUR_NO_REVIEW, /* as HR, when there is nothing yet */
    TOUR_STARTS,
};

struct tour_stop {
    const char *name;
    const char *screen; /* as stack_top says */
    enum tour_start start;
    const char *keys[2]; /* from there on, in English and in Dutch; NULL there: the same */
    bool editor;         /* the user's own editor is switched on */
    bool second;         /* it is the second window on the file */
};

extern const struct tour_stop tour_stops[];
extern const size_t tour_n_stops;

struct tour {
    struct desk_fixture fixture;
    struct desk desk; /* of the window at this stop: the fixture's, or the second one's */
    struct sitting sitting;
    bool open;
    struct buf full, empty;  /* the files a stop begins with */
    const struct buf *there; /* which of them the file was made from */
    long wal;                /* and the size of its WAL then */
    char ids[TOUR_STARTS][UUID_SIZE];
};

void tour_begin(struct tour *tour, enum lang lang);
void tour_end(struct tour *tour);

/* Goes to a stop, as if the program had been started there: nothing of the stop before is left. */
void tour_go(struct tour *tour, const struct tour_stop *stop);

/* The stop of that name. */
const struct tour_stop *tour_stop(const char *name);

#endif
