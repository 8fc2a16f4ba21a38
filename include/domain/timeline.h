/*
 * timeline: the steps of the Wet verbetering poortwachter in one case of absence, with their dates.
 * What the law counts is data: the rules stand in guides/<language>/regime.yaml, each step with its
 * source, how sure it is and the day it was last held against that source.
 *
 * Counting. The first day of absence is day 1, and week n is days 7(n - 1) + 1 to 7n. A step is due
 * on the last day of its week, the earlier of the two readings there are, or on the first where the
 * rules say so (week 42). Weeks are marks that are counted, not dates a law names: they are shown
 * as "by about".
 *
 * One case. Spells of one person with fewer days between them than rules->apart (four weeks) count
 * as one, whatever the cause, and the days between are not counted (BW 7:629 lid 10; Stb. 2005,
 * 65). With exactly four weeks between a new case begins. Days of maternity leave between two
 * spells are left out when those are measured, so an illness right before and right after leave is
 * one case; leave itself is never counted. The law makes one exception, and only there: not when
 * the illness after the leave is clearly another one. What it is may not be known here, so nobody
 * is asked: somebody says that it is a case of its own (TIMELINE_OWN), on a day, as a tick. That
 * mark does nothing to a spell with no leave before it.
 *
 * Illness right before and right after leave is one case, says the law. With days of work beside
 * that leave it is joined only by what is left out, and sources differ: that is said (doubted).
 *
 * Who is out of service has no steps after the last day of it, and none is late any more, but the
 * one that is due on that day itself: who is still ill then is reported to UWV (Ziektewet art. 38
 * lid 2). It stays late until it is ticked, as long as the weeks of a case last.
 *
 * A spell runs until somebody is back in full. Partly back does not stop the clock, for who cannot
 * do all of the agreed work is unfit (BW 7:629); neither does work on a therapeutic basis, which
 * counts as full absence. A case whose last spell is over has no steps after that.
 *
 * All here is pure, but for memory: what is made is released by its own function.
 */
#ifndef DOMAIN_TIMELINE_H
#define DOMAIN_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/lang.h"
#include "base/uuid.h"
#include "domain/absence.h"

/* How sure it is that a step is due then. */
enum timeline_sure { TIMELINE_LAW, TIMELINE_PRACTICE, TIMELINE_DISPUTED };
const char *timeline_sure_key(enum timeline_sure sure); /* "law", "practice", "disputed" */
const char *timeline_sure_word(enum timeline_sure sure, enum lang lang);

/* Who does it. */
enum timeline_who {
    TIMELINE_EMPLOYEE,
    TIMELINE_EMPLOYER,
    TIMELINE_BOTH, /* of these two */
    TIMELINE_DOCTOR,
    TIMELINE_UWV,
};
const char *timeline_who_key(enum timeline_who who); /* "employee" ... "uwv" */
const char *timeline_who_word(enum timeline_who who, enum lang lang);

/* What its day is counted from. */
enum timeline_by { TIMELINE_END, TIMELINE_START, TIMELINE_LAST_DAY };

struct timeline_step {
    char *id, *title, *source;
    char *note; /* how sources differ; "" when there is nothing to say */
    int day;    /* it is due on that day of the case; 0: by week */
    int week;
    int opens; /* the week in which it can begin to be done; 0: nothing is said of that */
    int every; /* days from one time to the next; 0: it comes once */
    enum timeline_who who;
    enum timeline_sure sure;
    enum timeline_by by; /* due on the last day of its week, on the first; or, without a week, on
                            the last day in service of who is ill then */
    int net;             /* 1: only where a safety net of the Ziektewet is known to apply */
    int silent;          /* 1: it happens by itself: shown, but nobody has to tick it */
    int closed;          /* 1: it cannot be done before the week in which it opens */
    int date;            /* when it was held against its source; DAY_NONE: as the rules */
};

struct timeline_rules {
    char *source;
    int date;
    int apart;  /* days between two spells that make them two cases */
    int length; /* days of a case; nothing is due after */
    int ahead;  /* days before a step is due that it stands on home */
    struct timeline_step *steps;
    size_t n_steps;
};
void timeline_rules_release(struct timeline_rules *rules);

/* What was done: of an absence, on a day. */
struct timeline_tick {
    char absence[UUID_SIZE];
    char *step; /* the id of a step, or TIMELINE_OWN; owned */
    int turn;   /* which time of a step that comes again, from 1; else 0 */
    int done;   /* the day */
};
void timeline_ticks_free(struct timeline_tick *ticks, size_t n);
#define TIMELINE_OWN ".own" /* no id of a step can be that */

/* Spells that count as one, the first first. */
struct timeline_case {
    const struct absence **spells; /* borrowed from who made it; the array is owned */
    size_t n;
    const struct absence *after_leave; /* the last with leave before it, where the exception may
                                          hold; NULL: none has */
    bool doubted; /* somebody was well too beside that leave, and sources differ on that */
    bool open;    /* nobody is back in full yet */
    int length;   /* days of it that count, of the rules */
    int left;     /* the first day out of service; DAY_NONE: not known, or not yet */
};
void timeline_case_release(struct timeline_case *found);

/*
 * The case that the spell with that id belongs to, of the n absences of one person in any order.
 * False, and nothing to release, when there is no such spell or it is maternity leave.
 */
bool timeline_case_of(struct timeline_case *found, const struct timeline_rules *rules,
                      const struct absence *absences, size_t n, const struct timeline_tick *ticks,
                      size_t n_ticks, const char *id);

/* The day on which day n of a case falls (1: its first); DAY_NONE when it was over before that, or
 * there is no such day. */
int timeline_day(const struct timeline_case *found, int n);

/* Day n of a case that today is; 0 before it began. Days between spells are as the last before, and
 * days out of service as the last of it. */
int timeline_counted(const struct timeline_case *found, int today);

/* Is a case that goes on past all its days, the 104 weeks? */
bool timeline_over(const struct timeline_case *found, int today);

/* Is somebody out of service today, so that nothing is due any more? */
bool timeline_left(const struct timeline_case *found, int today);

/* Takes the first day out of service into a case. One from before its last spell began says
 * nothing of that and is let go. */
void timeline_leave(struct timeline_case *found, int left);

enum timeline_state {
    TIMELINE_DONE,   /* somebody said so */
    TIMELINE_LATE,   /* its day went by */
    TIMELINE_DUE,    /* soon, or it can be done by now */
    TIMELINE_AHEAD,  /* later */
    TIMELINE_SILENT, /* nobody has to say so */
    TIMELINE_PASSED, /* the case is over, and nobody said so */
};
const char *timeline_state_key(enum timeline_state state); /* "done", "late" ... */
const char *timeline_state_word(enum timeline_state state, enum lang lang);

/* A step of a case at its time. */
struct timeline_moment {
    const struct timeline_step *step; /* of the rules */
    int turn;                         /* as of a tick */
    int opens;                        /* a day, or DAY_NONE */
    int due;
    int done; /* a day, or DAY_NONE */
    enum timeline_state state;
};

/* All of a case in the order in which they are due; the caller frees the array. */
struct timeline_moment *timeline_moments(const struct timeline_case *found,
                                         const struct timeline_rules *rules,
                                         const struct timeline_tick *ticks, size_t n_ticks,
                                         int today, size_t *n);

/*
 * What of a case somebody should know of today: of the steps that are late the one that weighs
 * most, which is what the law names first, and the oldest of these; when none is late the next that
 * is due. *older gets how many more are late. n_moments when there is none.
 */
size_t timeline_next(const struct timeline_moment *moments, size_t n, size_t *older);

/* "evaluation:3", "plan": how a moment is called on the command line. */
#define TIMELINE_NAME_SIZE 80
void timeline_name(const struct timeline_step *step, int turn, char name[TIMELINE_NAME_SIZE]);

/* The moment called so; of a step that comes again without a number the first that was not done,
 * or with last the last that was. n when there is none. */
size_t timeline_find(const struct timeline_moment *moments, size_t n, const char *name, bool last);

/* Why a moment cannot be ticked on a day, or (DAY_NONE) taken back: an English sentence for tr, or
 * NULL. It comes by itself; it was not done; it cannot be done that early. */
const char *timeline_tick_fault(const struct timeline_moment *moment, int day);

/* What is wrong with the day a step was done: an English sentence for tr, or NULL. No day; before
 * the case began; still to come. */
const char *timeline_done_fault(const struct timeline_case *found, int day, int today);

#endif
