/*
 * requests: HR asks the manager for an update on one agreement, with a question or without. The
 * manager sees it on home and at the agreement; whatever the manager then says of the agreement,
 * also that there is no news, is the update.
 *
 * Nobody ticks a request off. It is answered when the manager made a revision after the last one HR
 * knew when asking (a settlement of HR's own is none), and it lapses when the agreement is settled
 * without. Both files see that in the revisions, so no order of bundles can make them differ. A
 * request goes with its agreement when that is erased or not shared any more.
 */
#ifndef STORE_REQUESTS_H
#define STORE_REQUESTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/agreements.h"
#include "store/store.h"

#define REQUEST_QUESTION_MAX 200 /* characters */

enum request_state {
    REQUEST_OPEN,
    REQUEST_ANSWERED,
    REQUEST_LAPSED, /* the agreement was settled without an answer */
};

struct request {
    char id[UUID_SIZE], agreement[UUID_SIZE];
    char *question; /* "" for none */
    int64_t asked_at;
    enum request_state state;
    int64_t answered_at; /* REQUEST_ANSWERED: when the manager made that revision */
};
void request_release(struct request *request);

/* Looks at a question as typed: NULL when it will do, else what is wrong with it (an English
 * sentence for tr). "" will do. */
const char *request_fault(const char *question);

/* HR asks, about an agreement shared with HR that is not settled. Asking again is allowed; the last
 * question is the one shown. */
int requests_ask(struct store *store, const char *agreement, const char *question,
                 const struct deed *deed, struct err *err);

/* The last request about an agreement: 1, or 0 when there is none and *request is zeroed. */
int requests_last(struct store *store, const char *agreement, struct request *request,
                  struct err *err);

/* Open requests about agreements of this file itself, the oldest first, one for each agreement: of
 * the last thousand that were made, the first `most` (0: all). */
struct request_row {
    struct request request;
    struct agreement_row about;
};
int requests_open(struct store *store, size_t most, struct request_row **rows, size_t *n,
                  struct err *err);
void request_rows_free(struct request_row *rows, size_t n);

/* The manager's answer where nothing changed: one more revision, as it stands, with this remark
 * (NULL or "": that there is no news yet, in the language of err), also when it says that already.
 */
int requests_answer(struct store *store, const char *agreement, const char *remark,
                    const struct deed *deed, struct err *err);

#endif
