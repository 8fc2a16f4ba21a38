/*
 * collect_inside: what the halves of collecting share: the bundle as a whole (collect.c), its
 * agreements (collect_agreements.c), absences (collect_told.c), and what managers and HR say to
 * each other (collect_said.c).
 */
#ifndef STORE_COLLECT_INSIDE_H
#define STORE_COLLECT_INSIDE_H

#include "store/bundle.h"
#include "store/db.h"

struct merge {
    struct db *from, *to;
    char source[UUID_SIZE];
    char addressee[UUID_SIZE]; /* of a return bundle; else "" */
    int64_t edition;
    struct collected *found;
    bool less; /* something that stood here is told no more: it was erased, or withdrawn */
    struct err *err;
};

/* Runs sql here, with an id as :id and who tells of it. */
int merge_run(struct merge *merge, const char *sql, const char *id);

/* db_copy from the bundle to here. */
int merge_copy(struct merge *merge, const char *from, const char *to, const char *id);

/* All that is told of agreements. Ids that are none are not in a bundle that could be opened. */
int merge_agreements(struct merge *merge);

/* Names something that is said otherwise here. */
void merge_dispute(struct merge *merge, const char *id);

/* Threads and their messages, of either kind of bundle. */
int merge_threads(struct merge *merge);

/* Absences, of a bundle for HR (collect_told.c). */
int merge_told(struct merge *merge);

/* Requests and settlements, of a return bundle. */
int merge_requests(struct merge *merge);
int merge_settlements(struct merge *merge);

/* Which of HR's settlements the claim of an agreement has taken in, after its revisions were put in
 * place; the others are laid on top. */
int merge_settled(struct merge *merge, const char *agreement);

#endif
