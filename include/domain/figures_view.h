/*
 * figures_view: what of absence figures (domain/figures.h) may be shown: nothing of one person, and
 * nothing from which that follows.
 *
 * One person is nobody's but theirs, however many others are in it: a heap of which one person has
 * more than FIGURES_DOMINANT per cent of the sick days, or of the days of those who came back, is
 * not enough. That is the dominance rule, or (n,k) with n = 1, of statistical disclosure control
 * (Handbook on Statistical Disclosure Control, Eurostat). Who takes the whole for that person's is
 * then at least 30/70, over four tenths, too high; a sum of such heaps is one itself. It is 70 and
 * not less since in a small heap one long absence is most of it as a rule.
 *
 * As with the other figures (domain/insight.h) nothing is hidden from a total, since who has the
 * total and the rest subtracts. Whatever is shown is a sum of whole heaps. A heap is what one or
 * more teams have in one quarter of a year, or in the rest of a year, and it holds at least
 * INSIGHT_LEAST people who were absent, who reported sick, and who came back:
 *
 *   Quarters  Only whole quarters count, and only those that are over. A quarter in which all teams
 *             together are too few is not shown by itself.
 *   Years     Those quarters of a calendar year that is over stand together: the rest of the year.
 *             The rest counts in a period that has all of it, if it has enough people by itself; or
 *             if nobody was absent in it while others of its quarters are shown, since that
 * somebody was not absent is no secret to keep. Never before the year is over: a quarter that is
 *             shown stays shown, so no later figure gives a part of the rest.
 *   Teams     Within a quarter the teams that are too small stand together; when that is still too
 *             small, or it is one team alone, the smallest that would do by itself stands with
 *             them. What stood together in one quarter of a period stands together in all of it.
 *
 * A period of which a quarter does not count has no figure as a whole: it would be too high or too
 * low. So figures of any two periods, teams or the whole differ by whole heaps.
 *
 *   Classes   How long cases had lasted and who had no absence are no sums of quarters: of two
 *             periods that overlap the difference may be one person's. They are of a calendar year
 *             that is over, which no other one overlaps: the last one up to the end of the period,
 *             if all its quarters count. Of all teams together, and classes of fewer than
 *             INSIGHT_LEAST people with their neighbour.
 *
 * Somebody counts for the team of now. What this does not guard against: who knows all others of a
 * heap, and a quarter that is shown again after an absence in it was put right.
 */
#ifndef DOMAIN_FIGURES_VIEW_H
#define DOMAIN_FIGURES_VIEW_H

#include <stdbool.h>

#include "domain/contact.h"
#include "domain/figures.h"
#include "domain/insight.h"

#define FIGURES_DOMINANT 70 /* per cent */
#define FIGURES_QUARTERS 4
#define FIGURES_SUBSETS  (1 << FIGURES_QUARTERS)

/* People of a team in a year, by the set of its quarters in which they were absent, reported and
 * came back: so many different people there are in any set of quarters. */
struct figures_year {
    int64_t sick[FIGURES_SUBSETS], reports[FIGURES_SUBSETS], ended[FIGURES_SUBSETS];
    int64_t top[FIGURES_SUBSETS], top_ended[FIGURES_SUBSETS]; /* most of one, in these quarters */
};

/* Adds one person: what they have in each quarter of the year. */
void figures_year_add(struct figures_year *year, const struct figures quarters[FIGURES_QUARTERS]);

/* All teams in all quarters from first on, and which of them stand together. */
struct figures_cube {
    int first; /* a quarter (domain/insight.h); the first one of its year when year is there */
    size_t n_quarters, n_teams;
    char **team;          /* by name, "" for none; owned */
    struct figures *cell; /* of team t in quarter q: [t * n_quarters + q]; owned */
    int *heap;            /* of each cell; 1: with the others that have 1; 0: nobody. Owned */
    bool *shown;          /* of each quarter; owned */
    size_t n_years;
    struct figures_year *year; /* of team t in year y: [t * n_years + y]; NULL: no rests. Owned */
    struct figures *rest;      /* of team t, as year; owned */
    int *rest_heap;            /* as heap; owned */
    int *rest_of; /* of each year: the quarters of a rest that counts, as bits; owned */
};

/* Puts teams together once all cells are filled. */
void figures_settle(struct figures_cube *cube);
void figures_cube_release(struct figures_cube *cube);

/* Does that quarter count in a period of quarters: by itself, or with the rest of its year? */
bool figures_counts(const struct figures_cube *cube, int quarter, int first, int last);

/* Is that quarter shown by itself? Adds it to sum if so. */
bool figures_quarter(const struct figures_cube *cube, int quarter, struct figures *sum);

/* The twelve months that end with a quarter; false when one of its quarters does not
 * count. */
bool figures_twelve(const struct figures_cube *cube, int quarter, struct figures *sum);

/* One team, or several that stand together. */
struct figures_group {
    const char *name; /* of the first; the cube's */
    size_t teams;
    struct figures sum; /* of the quarters that count; its people, clear and silent mean nothing */
};

struct figures_view {
    int first, last;             /* quarters */
    size_t shown;                /* how many of them count */
    struct figures sum;          /* of all teams; as in a group */
    struct figures_group *group; /* by name, those of several teams last; owned */
    size_t n_groups;
};

/* Do all its quarters count? Only then are its sums those of the period. */
bool figures_whole(const struct figures_view *view);

/* What the quarters from first up to and including last show; last before first: nothing. */
void figures_view(struct figures_view *view, const struct figures_cube *cube, int first, int last);
void figures_view_release(struct figures_view *view);

/* A class as it is shown, from and up to and including so many days; to is 0 when there is no end.
 */
struct figures_class {
    int from, to;
    int64_t sick, people, top;
};

/* Divides by own, as far as that goes with whole pieces, which split is divided by; returns how
 * many classes, at most FIGURES_CLASSES_MAX. A class that is too small is one with its neighbour.
 */
size_t figures_classes(const struct figures_split *split, const struct figures_borders *pieces,
                       const struct figures_borders *own, struct figures_class *classes);

/* May both figures of zero absence be told? Their difference is who was absent without reporting.
 */
bool figures_may_tell_both(const struct figures *figures);

/* May a part of the people be told, and with it the rest? */
bool figures_may_divide(int64_t part, int64_t people);

/* ---- two periods ----------------------------------------------------------------------------- */

#define FIGURES_YEARS_MAX 20 /* so far back a period is counted */

/* How much people differ from each other, in days: sums over people of products of their sick days
 * and their days in service. Only for saying what chance may do, so it is not exact. */
struct figures_spread {
    double sick_sick, sick_present, present_present;
};

/* One period asked for, in whole quarters. */
struct figures_frame {
    int first, last; /* quarters; last before first: none that is over */
    struct figures sum;
    struct figures_split split; /* FRAME_YEAR alone has it */
    struct figures_spread spread;
};

/* FRAME_YEAR: the last calendar year that is over at the end of FRAME_NOW. */
enum { FRAME_NOW, FRAME_BEFORE, FRAME_YEAR, FRAMES };

/* What a pass over a file found (store/figures.h). */
struct figures_found {
    struct figures_frame frame[FRAMES];
    struct figures_cube cube; /* the quarters of both, and the year before each */
    struct contact *contact;  /* of the quarters of the cube; owned */
    bool begun;               /* there is any time in service */
    int talks_since;          /* the day of the first conversation held here; DAY_NONE: none was */
    bool aside;               /* what bundles told is left out, as the file has its own */
    int64_t uncounted;        /* absences in what is asked without any day in service */
    int64_t uncounted_people; /* whose they are */
    int64_t rows, questions;  /* read, and asked */
};
void figures_found_release(struct figures_found *found);

/* The quarters of a period with both ends that are over today. */
void figures_frame_of(struct figures_frame *frame, const struct period *period, int today);

/*
 * Sets the frames of found: what of a period is over, and the period to hold it beside. That is
 * before, or when NULL the same quarters as many whole years earlier as it takes; or, since the
 * work with conversations started on a day: the last year, or as much as there is of it since, and
 * the same quarters of the year before it started.
 */
void figures_frames(struct figures_found *found, const struct period *period,
                    const struct period *before, int today);
void figures_frames_since(struct figures_found *found, int started, int today);

/* Sets FRAME_YEAR after FRAME_NOW; a pass does that. */
void figures_frame_year(struct figures_found *found);

/* How many quarters there are in it. */
int figures_frame_length(const struct figures_frame *frame);

/* How soon people were spoken to in it. */
void figures_frame_contact(const struct figures_found *found, const struct figures_frame *frame,
                           struct contact *contact);

/* What two periods, as they are shown, say about each other. */
enum figures_verdict {
    VERDICT_NOTHING, /* one of them shows nothing */
    VERDICT_SEASONS, /* not the same quarters of the year: seasons differ */
    VERDICT_HOLES,   /* quarters are missing that are too small */
    VERDICT_CHANCE,  /* no more than chance makes of it in so many people */
    VERDICT_SHORT,   /* less than a year: a difference, with that said */
    VERDICT_LESS,
    VERDICT_MORE,
};
enum figures_verdict figures_compare(const struct figures_found *found,
                                     const struct figures_view *now,
                                     const struct figures_view *before);

/* Adds what one person has in the frame; borders: what its days are divided by, or NULL. */
void figures_frame_add(struct figures_frame *frame, const struct figures_borders *borders,
                       const struct figures_person *person, const struct period *period);

#endif
