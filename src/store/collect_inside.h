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
    struct db *db; /* the file, and beside it the bundle: its tables are called bundle.talk ... */
    char source[UUID_SIZE];
    char addressee[UUID_SIZE]; /* of a return bundle; else "" */
    int64_t edition;
    struct collected *found;
    bool less; /* something that stood here is told no more: it was erased, or withdrawn */
    struct err *err;
};

/* Runs sql with who tells of it, as :source and :edition; it need not name both. */
int merge_run(struct merge *merge, const char *sql);

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

#endif
