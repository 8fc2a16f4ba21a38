/*
 * crowd_words: what a made-up organisation says: names, teams, agreements, notes. In Dutch and
 * English; every sentence is a pattern with gaps that are filled at random, so that thousands of
 * them differ and read like people wrote them. Nobody and nothing in it exists.
 */
#ifndef TESTS_CROWD_WORDS_H
#define TESTS_CROWD_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/uuid.h"
#include "domain/agreement.h"

/* Chance that is the same every time: splitmix64, whose state is one number. */
uint64_t crowd_random(uint64_t *state);
int crowd_pick(uint64_t *state, int n); /* 0 .. n - 1; n is at least 1 */

/* A UUIDv7 of that moment. */
void crowd_make_id(uint64_t *state, char id[UUID_SIZE], int64_t moment);

/* The nth name and the nth team: no two are the same, up to some 200,000 names. */
void crowd_add_name(struct buf *buf, size_t n);
void crowd_add_team(struct buf *buf, size_t n, enum lang lang);

/* What can be agreed, by who does it, how it is followed up, and what is said about what became of
 * it (which may be nothing): n sentences. */
void crowd_add_what(struct buf *buf, enum owner owner, int n, uint64_t *state, enum lang lang);
void crowd_add_follow_up(struct buf *buf, enum owner owner, int n, uint64_t *state, enum lang lang);
void crowd_add_remark(struct buf *buf, enum status status, int n, uint64_t *state, enum lang lang);
const char *crowd_other(uint64_t *state, enum lang lang); /* somebody else who does it */
const char *crowd_soon(uint64_t *state, enum lang lang);  /* words that are no date */

/* A note the manager keeps. */
void crowd_add_note(struct buf *buf, uint64_t *state, enum lang lang);

#endif
