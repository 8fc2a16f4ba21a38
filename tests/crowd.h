/*
 * crowd: a made-up organisation in a file: teams, managers, people, and a year of agreements with
 * what became of them: kept, late, moved (with why), dropped, still open, without a date. Looked
 * back on, owned by all four kinds of owners, shared with HR.
 *
 *     struct crowd crowd = CROWD_DEMO;           or _SMALL, _THOUSAND, _MILLION, _TEN_YEARS
 *     crowd.today = clock_today(&clock);         or any day; then
 *     if (crowd_fill(path, &crowd, &err)) ...    path: a new file, or one that nobody has open
 *
 * Made by hand: make build/crowd && build/crowd FILE demo|small|...|ten-years [SEED], in
 * the language of the program, up to today (GESPREK_NOW).
 *
 * The same crowd makes the same rows, ids too; another seed makes others, that can stand beside
 * them in one file. It is what HR has after it collected every manager's bundle: a source for each
 * manager with the manager's name as its label, and for each conversation and agreement where it
 * came from (src/store/schema.c, source, collected, claim, hurdle). Some managers handed over long
 * ago, so what happened since is not there. With `own` it is one manager's own file instead, with
 * conversations in every stage, answers to what is private, and agreements that are not shared.
 *
 * What is kept twice is right: lookup_differences (store/lookup.h) is 0 afterwards. Written with
 * the indexes away and nothing synced, so a crash on the way leaves a file to throw away: ten
 * thousand agreements take under a second, a million some minutes.
 */
#ifndef TESTS_CROWD_H
#define TESTS_CROWD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/lang.h"
#include "domain/guide.h"

struct crowd {
    enum lang lang;
    int today;                   /* a day: all of it lies in the twelve months before it */
    uint64_t seed;               /* not 0 */
    int teams, managers, people; /* managers are spread over teams, people over managers */
    int interviews, agreements;  /* no fewer agreements than interviews */
    bool own;
    bool long_texts;           /* of an agreement some 200 characters, else some 80 */
    int years;                 /* of absences and times in service; 0: none */
    const struct guide *guide; /* own: the guide all were held with; NULL: one without a text */
};

/* clang-format off */
#define CROWD_SMALL        {.seed = 1, .teams = 4,  .managers = 6,   .people = 40,               \
                            .interviews = 60,    .agreements = 150}
#define CROWD_DEMO         {.seed = 1, .teams = 12, .managers = 40,  .people = 600,              \
                            .interviews = 700,   .agreements = 1500, .years = 3}
#define CROWD_THOUSAND     {.seed = 1, .teams = 6,  .managers = 12,  .people = 200,              \
                            .interviews = 50,    .agreements = 1000}
#define CROWD_TEN_THOUSAND {.seed = 1, .teams = 12, .managers = 60,  .people = 1200,             \
                            .interviews = 500,   .agreements = 10000, .long_texts = true}
#define CROWD_MILLION      {.seed = 1, .teams = 48, .managers = 900, .people = 15000,            \
                            .interviews = 50000, .agreements = 1000000, .long_texts = true}
#define CROWD_TEN_YEARS    {.seed = 1, .teams = 400, .managers = 2500, .people = 50000,            \
                            .interviews = 20000, .agreements = 20000, .years = 10}
#define CROWD_DESK         {.seed = 1, .teams = 4,  .managers = 1,   .people = 400,              \
                            .interviews = 100,   .agreements = 2000, .own = true}
#define CROWD_BIG_DESK     {.seed = 1, .teams = 4,  .managers = 1,   .people = 400,              \
                            .interviews = 5000,  .agreements = 100000, .own = true}
/* clang-format on */

/* Makes the file at path when it is not there, and fills it. -1 with err: throw the file away. */
int crowd_fill(const char *path, const struct crowd *crowd, struct err *err);

#endif
