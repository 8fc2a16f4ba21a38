/*
 * today: what deserves attention now, for whoever shows it: the manager's own promises, late ones
 * on top; conversations not finished; people to get in touch with, each with one reason; what HR
 * asks for and answered; the steps of absences that are due.
 */
#ifndef STORE_TODAY_H
#define STORE_TODAY_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/namesakes.h"
#include "domain/signal.h"
#include "store/agreements.h"
#include "store/desk.h"
#include "store/interviews.h"
#include "store/requests.h"
#include "store/sparring.h"
#include "store/standing.h"
#include "store/timelines.h"

/* Somebody to get in touch with. */
struct touch {
    struct person person;
    enum signal what;
    struct standing standing;
};

/* Of each kind no more lines than that: of more nobody sees at a glance what to do first. */
#define TODAY_MOST 50

struct today {
    struct agreement_row *promises; /* open agreements the manager owns, by date */
    size_t n_promises;
    struct interview_row *interviews; /* not closed yet; what was left lying first */
    size_t n_interviews;
    struct touch *touches; /* in the order of enum signal, then by name; longest quiet first */
    size_t n_touches;
    struct request_row *requests; /* what HR wants to hear of */
    size_t n_requests;
    struct sparring_news *answers; /* threads with something new of HR's in them */
    size_t n_answers;
    struct timeline_due *dues; /* a step of each who is absent that is due or late, by date */
    size_t n_dues;
    struct today_more {
        bool promises, interviews, people, requests, answers, dues;
    } more;                     /* of which there are more than these */
    struct namesakes namesakes; /* of all of these, where the file has too many people */
    bool begun; /* there is a conversation at all, also when nothing of it is left to do */
};

/* Asks the same few questions however much is in the file, and no more of the answers than is
 * shown. 0, or -1 with err and today empty. today is released first: begin with a zeroed one. */
int today_load(struct today *today, const struct desk *desk, struct err *err);
void today_release(struct today *today);

/* As desk_add_name, and in a form that nobody else there has. */
void today_add_name(const struct today *today, const struct desk *desk, struct buf *buf,
                    const struct person *person);

/* Adds how far a conversation that is not closed is: how much is prepared, that its day went by
 * without it, what is missing. */
void today_add_state(struct buf *buf, const struct interview_row *row, int today, enum lang lang);

/* How many promises are late, of those that are here. */
int today_late(const struct today *today, int day);

/* What is said below those of which there are more: English sentences for tr. */
extern const char today_more_promises[], today_more_interviews[], today_more_people[],
    today_more_requests[], today_more_answers[];

/* "3 promises open, 1 late."; nothing when there are none. */
void today_add_promises(struct buf *buf, const struct today *today, int day, enum lang lang);

#endif
