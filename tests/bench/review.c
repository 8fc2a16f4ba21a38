/*
 * review: how long HR's list takes in a small file and in a big one, in turns (README.md).
 *
 *   review ROUNDS JSON SMALL BIG
 *
 * Each question is asked the way the screen asks it, of both files by turns, in one process each
 * of whose connections is warm. A table of medians and their ratio goes to stdout, a row of JSON
 * each to the file JSON.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "store/review.h"

enum { SHOWN = 20, ROUNDS_MOST = 501 };

/* A file, and a row in the middle of it to ask about. */
struct office {
    struct store *store;
    struct err err;
    struct review_page some;
    int today;
};

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void must(struct office *office, int failed)
{
    if (!failed)
        return;
    fprintf(stderr, "review: %s\n", office->err.text);
    exit(1);
}

static const struct review_row *middle(const struct office *office)
{
    return &office->some.rows[office->some.n / 2];
}

static void ask(struct office *office, const struct review_filter *filter,
                const struct review_mark *from, bool back)
{
    struct review_page page;
    must(office, review_page(office->store, filter, from, back, SHOWN, &page, &office->err));
    review_page_free(&page);
}

/* ---- The questions --------------------------------------------------------------------------- */

static const struct review_filter any = REVIEW_FILTER_INIT;

static void first_page(struct office *office)
{
    ask(office, &any, NULL, false);
}

static void page_further(struct office *office)
{
    ask(office, &any, &middle(office)->mark, false);
}

static void page_back(struct office *office)
{
    ask(office, &any, &middle(office)->mark, true);
}

static void last_page(struct office *office)
{
    ask(office, &any, NULL, true);
}

static void late(struct office *office)
{
    struct review_filter filter = any;
    filter.late_on = office->today;
    ask(office, &filter, NULL, false);
}

static void open_of_hr(struct office *office)
{
    struct review_filter filter = any;
    filter.statuses = 1U << STATUS_OPEN | 1U << STATUS_RUNNING;
    filter.owner = OWNER_HR;
    ask(office, &filter, NULL, false);
}

static void team_and_kind(struct office *office)
{
    struct review_filter filter = any;
    filter.team = middle(office)->row.person.team;
    filter.guide = middle(office)->row.guide_id;
    filter.owner = OWNER_OTHER;
    ask(office, &filter, NULL, false);
}

static void manager(struct office *office)
{
    struct review_filter filter = any;
    filter.manager = middle(office)->source;
    ask(office, &filter, NULL, false);
}

static void changed_last(struct office *office)
{
    struct review_filter filter = any;
    filter.order = REVIEW_BY_UPDATE;
    ask(office, &filter, NULL, false);
}

static void by_team(struct office *office)
{
    struct review_filter filter = any;
    filter.order = REVIEW_BY_TEAM;
    ask(office, &filter, NULL, false);
}

static void late_by_person(struct office *office)
{
    struct review_filter filter = any;
    filter.order = REVIEW_BY_PERSON;
    filter.late_on = office->today;
    ask(office, &filter, NULL, false);
}

static void words(struct office *office, const char *typed, const char *team)
{
    struct review_filter filter = any;
    filter.words = typed;
    filter.team = team;
    ask(office, &filter, NULL, false);
}

static void two_letters(struct office *office)
{
    words(office, "pl", NULL);
}

static void a_word(struct office *office)
{
    words(office, "planning", NULL);
}

static void words_in_team(struct office *office)
{
    words(office, "talk three thur", middle(office)->row.person.team);
}

static void count(struct office *office)
{
    size_t n;
    must(office, review_count(office->store, &any, 1001, &n, &office->err));
}

static void people(struct office *office)
{
    struct review_choice *choices;
    size_t n;
    must(office,
         review_choices(office->store, REVIEW_PEOPLE, "s", 20, &choices, &n, NULL, &office->err));
    review_choices_free(choices, n);
}

static const struct {
    const char *name;
    void (*ask)(struct office *);
} questions[] = {
    {"first page", first_page},
    {"a page further, from the middle", page_further},
    {"a page back, from the middle", page_back},
    {"last page", last_page},
    {"late", late},
    {"open or running, of HR", open_of_hr},
    {"one team, one kind, somebody else", team_and_kind},
    {"one manager", manager},
    {"changed last", changed_last},
    {"by team", by_team},
    {"late, by person", late_by_person},
    {"search: two letters", two_letters},
    {"search: a word", a_word},
    {"search: three words in a team", words_in_team},
    {"counting to a thousand", count},
    {"people with an s", people},
};
enum { QUESTIONS = sizeof questions / sizeof *questions };

/* ---- Measuring ------------------------------------------------------------------------------- */

static void open_office(struct office *office, const char *path)
{
    struct clock clock = clock_open();
    struct review_filter filter = any;
    office->err.lang = LANG_EN;
    office->today = clock_today(&clock);
    office->store = store_open(path, ACCESS_WRITE, clock, &office->err);
    must(office, !office->store);
    filter.due_from = office->today - 180;
    must(office,
         review_page(office->store, &filter, NULL, false, SHOWN, &office->some, &office->err));
    must(office, !office->some.n);
}

static int compare(const void *one, const void *other)
{
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

static double median(double *values, int n)
{
    qsort(values, (size_t)n, sizeof *values, compare);
    return values[n / 2];
}

int main(int argc, char **argv)
{
    struct office offices[2] = {0};
    int rounds = argc == 5 ? atoi(argv[1]) : 0;
    FILE *json = rounds > 0 && rounds <= ROUNDS_MOST ? fopen(argv[2], "a") : NULL;
    if (!json) {
        fputs("usage: review ROUNDS JSON SMALL BIG\n", stderr);
        return 2;
    }
    for (int i = 0; i < 2; i++)
        open_office(&offices[i], argv[3 + i]);
    printf("%-36s %9s %9s %6s\n", "HR's list", "small ms", "big ms", "ratio");
    for (int q = 0; q < QUESTIONS; q++) {
        static double took[2][ROUNDS_MOST];
        for (int round = -2; round < rounds; round++) /* the first two warm up */
            for (int i = 0; i < 2; i++) {
                double began = now_ms();
                questions[q].ask(&offices[i]);
                if (round >= 0)
                    took[i][round] = now_ms() - began;
            }
        double small = median(took[0], rounds), big = median(took[1], rounds);
        printf("%-36s %9.3f %9.3f %6.2f\n", questions[q].name, small, big, big / small);
        fprintf(json,
                "{\"suite\":\"review\",\"name\":\"%s\",\"small_ms\":%.3f,\"big_ms\":%.3f,"
                "\"ratio\":%.2f}\n",
                questions[q].name, small, big, big / small);
    }
    fclose(json);
    for (int i = 0; i < 2; i++) {
        review_page_free(&offices[i].some);
        store_close(offices[i].store);
    }
    return 0;
}
