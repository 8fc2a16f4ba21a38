/*
 * marked: a manager's file in which everything that HR may not see carries a mark, so that a test
 * can look for it wherever HR looks. Beside it stands what HR may see, without the mark, so that an
 * output that shows nothing at all is not taken for one that keeps quiet.
 *
 * What is private comes from the guide (every kind of answer and every share, in every place one
 * can be written), from interview.h (the fields every conversation has) and from the tables
 * (test_marker.c holds each column against a list). It is told in two steps, with a bundle to be
 * made after each: first HR is told some of it, rightly; then all of that is withdrawn, no longer
 * shared, undone or put right, and none of it may be left.
 */
#ifndef TESTS_MARKED_H
#define TESTS_MARKED_H

#include "sandbox.h"
#include "store/desk.h"

#define MARK      "zwaluwnest"
#define MARK_TAIL "luwnest" /* all of it that an index surely keeps, and no word that exists */
#define MARK_DAY  22355     /* 2031-03-17 */
#define SHOWN     "Bel dinsdag over het rooster" /* an agreement HR may see */
#define SHOWN_HR  "Uitleg over verlof sturen"    /* the same, and HR's own */

enum { MARKED_IDS = 4 };

struct marked {
    struct sandbox sandbox; /* the file of the manager is sandbox.db */
    char guides[SANDBOX_PATH];
    struct shelf shelf;
    struct desk desk;
    char talk[UUID_SIZE];  /* with Sanne de Boer: some of it shared */
    char other[UUID_SIZE]; /* with somebody whose name is marked: in the end nothing shared */
    char withdrawn[UUID_SIZE];
    char erased[2][UUID_SIZE];       /* whose person is erased later, and which is itself */
    char ids[MARKED_IDS][UUID_SIZE]; /* of agreements that were shared at first */
    char never[UUID_SIZE];           /* one that never was */
};

/* The folder and the first step, with the file open to write in desk.store. */
void marked_begin(struct marked *marked);

/* The second step; takes long enough that moments differ. */
void marked_withdraw(struct marked *marked);

/* Closes the file; what is in the folder stays. */
void marked_close(struct marked *marked);
void marked_remove(struct marked *marked);

/* Where one of the words of the mark stands in bytes, or NULL; capitals do not count. */
const char *marked_find(const char *bytes, size_t len);

#endif
