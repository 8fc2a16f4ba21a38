/*
 * figures: absence in figures of a group of people in a period: the percentage, how often somebody
 * reports sick, how long it lasts, and who was not absent at all. Never of one person: what may be
 * shown is for domain/figures_view.h.
 *
 * Fed one person at a time (figures_add), so a million absences take no memory. Everything is whole
 * numbers: a day that somebody with a factor (domain/service.h) does not work for some share
 * (domain/absence.h) counts as factor x share, so FIGURES_DAY is a day of full time not worked at
 * all. Figures are fractions of these sums, and only showing one rounds it, by halves up.
 *
 * The rules, with where they come from; "1996" is the national standard "Berekening van
 * ziekteverzuim" (CBS, TNO and others), which education statistics follow to this day:
 *
 *   Percentage   100 x (sick calendar days in the period x factor x share) / (calendar days in
 *                service x factor). All that runs in the period, its days in the period alone;
 *                partial absence for its share; who comes or goes for their days. (1996, 2.2; CBS,
 *                begrip ziekteverzuimpercentage)
 *   Leave        Maternity leave is no sickness, and its days stay among those in service. (CBS:
 *                "exclusief zwangerschaps- en bevallingsverlof")
 *   Back         The day of recovery is the first day back and no sick day: a spell lasts that day
 *                minus its first day. (1996, 2.4)
 *   Frequency    New reports in the period / average number of people in service x 365 / days of
 *                the period. Spells less than four weeks apart are reports by themselves (unlike
 *                what the law joins for the waiting time); from whole to partial is none. (1996,
 *                2.3; CBS scales to a year.) A quarter may be taken four times instead (Vernet).
 *   Duration     Of the cases that ended in the period: the days from first day to recovery, those
 *                before the period too, partly absent days whole, no factor. (1996, 2.4)
 *   Classes      The percentage by how long the case had lasted at recovery or at the end of the
 *                period, whichever comes first; a case is in one class. Borders are data of the
 *                regime (domain/regime.h). Longer than the last border, 730 days, is in the last
 *                class, so the classes add up to the percentage. (Vernet, definities)
 *   Zero         Which part of the people in service had no absence. The education agency's
 *                figure does not say which of two that is, so there are two: no sick day, and no
 *                new report, in the period.
 *
 * Days on which somebody is not in service are in no figure, sick or not; nor is anybody whose
 * time in service is not known.
 */
#ifndef DOMAIN_FIGURES_H
#define DOMAIN_FIGURES_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/period.h"
#include "domain/absence.h"
#include "domain/service.h"

#define FIGURES_DAY         ((int64_t)SERVICE_FULL * ABSENCE_WHOLE)
#define FIGURES_CLASSES_MAX 12
#define FIGURES_YEAR        365

/* Up to and including so many days; rising. Classes are between them: 1-7, 8-42 and so on. */
struct figures_borders {
    int border[FIGURES_CLASSES_MAX];
    size_t n;
};

/* What a group of people adds up to in a period. Days, where not said otherwise. */
struct figures {
    int64_t people;      /* in service on some day of it */
    int64_t heads;       /* in service, each day of each of them 1 */
    int64_t present;     /* in service, in parts of SERVICE_FULL */
    int64_t sick;        /* in parts of FIGURES_DAY */
    int64_t sick_people; /* with a sick day */
    int64_t reports;     /* new ones, and of how many people */
    int64_t reporters;   /* people */
    int64_t ended;       /* cases that ended */
    int64_t ended_days;  /* and how long they were */
    int64_t enders;      /* people */
    int64_t clear;       /* people without a sick day */
    int64_t silent;      /* people without a new report */
    int64_t top;         /* as sick, of the one person who has most of it */
    int64_t top_ended;   /* as ended_days, so too */
};

/* The same absence, divided by how long the case had lasted. */
struct figures_split {
    int64_t sick[FIGURES_CLASSES_MAX];
    int64_t people[FIGURES_CLASSES_MAX]; /* with a case of that class */
    int64_t top[FIGURES_CLASSES_MAX];    /* of the one person who has most of it */
};

/* One person: spans by day, spells by day, none of either overlapping. number: from 1, another one
 * for each that is added. */
struct figures_person {
    int64_t number;
    const struct service *spans;
    size_t n_spans;
    const struct absence *spells;
    size_t n_spells;
};

/* Adds what person has in a period with both ends. */
void figures_add(struct figures *figures, const struct figures_person *person,
                 const struct period *period);
void figures_split_add(struct figures_split *split, const struct figures_borders *borders,
                       const struct figures_person *person, const struct period *period);

/* Adds borders so that every class of more is made of whole classes of pieces; what there is no
 * room for is left out. */
void figures_borders_add(struct figures_borders *pieces, const struct figures_borders *more);

/* Adds more to sum: people who are not in it yet; or other days, and then what one person has most
 * is that of the days of either. */
void figures_sum(struct figures *sum, const struct figures *more);

/* In units of the last of so many decimals, rounded by halves up: 4.375 with 3 is 4375. 0 where
 * there is nothing to divide by. */
int64_t figures_ratio(int64_t part, int64_t whole, int decimals);
int64_t figures_percent(int64_t sick, const struct figures *figures, int decimals);
int64_t figures_frequency(const struct figures *figures, int decimals);
int64_t figures_quarter_by_four(const struct figures *figures, int days, int decimals);
int64_t figures_duration(const struct figures *figures, int decimals);
int64_t figures_share(int64_t people, const struct figures *figures, int decimals); /* per cent */

/* Adds such a number as people write it: "4,375", or "4.375" in English. */
void figures_write(struct buf *buf, int64_t number, int decimals, enum lang lang);

#endif
