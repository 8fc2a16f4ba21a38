/*
 * trial: real use in small steps, each of which can go wrong at every moment, for the tests of the
 * disk (test_power, test_disk) and of memory (test_memory).
 *
 * The steps follow on each other in one folder: a whole interview at the screens, fed with keys;
 * sealing, a bundle written and collected, a backup, an erasure, an upgrade from every version. A
 * step is tried again and again with something else going wrong, each time by a process of its own
 * in a copy of the folder; then it is done undisturbed in the folder itself, and the next step
 * begins there. Ids and nonces come from a row that is the same every time, so what is in a file
 * can be compared to the letter.
 *
 * How many of the moments are tried TEST_FAULTS says: "all", or a sample (the default).
 */
#ifndef TESTS_TRIAL_H
#define TESTS_TRIAL_H

#include <stdbool.h>

#include "desk_fixture.h"
#include "sitting.h"

#define TRIAL_PATH 128

struct trial;

/* One step. */
struct step {
    const char *name;
    const char *keys; /* at the screens, where the user was; NULL: by run */
    /* 0, or -1 with err; the store is closed before and after. */
    int (*run)(struct trial *trial, struct err *err);
    const char *word; /* in the file afterwards; NULL: nothing new */
    bool there;       /* it was there before as well */
    bool slow;        /* a sample of it is smaller */
    const char *gone; /* words of steps before that are no longer in the file afterwards */
};

struct trial {
    struct desk_fixture fixture; /* its folder: of this process */
    const struct step *first;    /* of those that were done in the folder */
    struct sitting sitting;
    bool sitting_open;
    bool arm_early;         /* what goes wrong may do so while the file is opened too */
    void (*arm)(void *how); /* called when the step proper begins; may be NULL */
    void *how;
    bool left;           /* memory ran out, and the program stopped in good order */
    bool typed;          /* the file could be opened, and the keys were pressed */
    bool said;           /* a sentence was said during the step */
    struct buf sentence; /* the last one */
    const struct step *step;
};

struct step_list {
    const char *name;
    const struct step *steps;
    size_t n;
    void (*prepare)(struct trial *trial); /* may be NULL */
    bool sample;                          /* its steps are in the sample too */
};

/* A whole interview and what comes after it; HR's side; an upgrade from each version. */
extern const struct step_list trial_lists[];
extern const size_t trial_n_lists;

/* A folder of its own with, closed, what the steps of the list begin with. */
void trial_begin(struct trial *trial, const struct step_list *list);
void trial_end(struct trial *trial);

/* For steps: the file of the trial, opened (and unlocked) in this process; NULL with err. */
struct store *trial_open(struct trial *trial, struct err *err);

/* In this process: begins the row of chance anew and does the step in the folder of the fixture.
 * What it opened stays open: trial_put_down. 0, or -1 when the file could not be opened or the step
 * could not be done, with a sentence. */
int trial_do(struct trial *trial, const struct step *step);

/* Closes what is open. */
void trial_put_down(struct trial *trial);

/* Something that goes wrong at the n-th moment, once, or from then on. */
struct trouble {
    const char *name;
    void (*begin)(const struct trouble *trouble);
    bool (*struck)(void); /* did it come to that? */
    void (*mend)(void);
    int kind;
    bool for_good;
    bool late;  /* not while the file is opened */
    bool aside; /* with memory kept aside, as at the screens */
    bool leave; /* the program may leave with what it said on stderr (base/mem.h) */
    long n;
};

/* The step with trouble at every moment there is (or in the sample), each time anew. The program
 * lives, or leaves where it may; what went wrong it says, and if it says nothing all was done. What
 * was typed stays, and is kept as soon as the trouble is over. The file is sound every time. Fails
 * the test when that is not so; returns how often it went wrong. */
long trial_trouble(struct trial *trial, const struct step *step, struct trouble trouble);

/* Does the step undisturbed, in a process of its own. */
void trial_advance(struct trial *trial, const struct step *step);

/* Runs try in a process of its own on a copy of the folder, with `how`; returns the exit status, or
 * 128 and the number of the signal. */
int trial_fork(struct trial *trial, const struct step *step,
               void (*attempt)(struct trial *trial, const struct step *step, void *how), void *how);

/* The folder of that copy. */
void trial_copy(const struct trial *trial, char folder[TRIAL_PATH]);

/* Looks the file in folder over as the next start would find it: it opens, is sound, nothing of the
 * steps before (and with the step itself when `done`) is lost or left. False with the reason on
 * stderr. */
bool trial_sound(struct trial *trial, const char *folder, const struct step *step, bool done);

/* Stands for all that the file in folder holds, table by table; the file is not changed. 0 when it
 * is damaged (PRAGMA integrity_check), or one of the copies and bundles beside it is; 1: no file.
 */
unsigned long long trial_content(const char *folder);

/* Ends the process with 2 unless holds; the messages of cmocka are for the parent. */
void trial_expect(bool holds, const struct trial *trial, const char *what);

/* By TEST_FAULTS: is this list, or the turn-th of several ways to disturb the i-th step of one, in
 * what is tried? And the moment to try after the n-th: the next, or ever later ones. */
bool trial_all(void); /* "all" was asked for */
bool trial_takes(const struct step_list *list);
bool trial_takes_turn(size_t i, int turn);
long trial_next(const struct step *step, long n);

#endif
