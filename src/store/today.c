#include "store/today.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/standing.h"

#define QUIET_DAYS 10 /* so long without anything recorded deserves a call */

/* ---- whom to get in touch with --------------------------------------------------------------- */

static void add_touch(struct today *today, const struct person *person, enum signal what,
                      const struct standing *standing)
{
    today->touches = mem_room(today->touches, today->n_touches, sizeof *today->touches);
    struct touch *touch = &today->touches[today->n_touches++];
    *touch = (struct touch){.what = what, .standing = *standing};
    person_copy(&touch->person, person);
}

static void add_signals(struct today *today, const struct standing_row *rows, size_t n, int day)
{
    for (enum signal what = SIGNAL_NONE + 1; what < SIGNAL_QUIET; what++)
        for (size_t i = 0; i < n; i++)
            if (signal_of(&rows[i].standing, day) == what)
                add_touch(today, &rows[i].person, what, &rows[i].standing);
}

static int load_signals(struct today *today, const struct desk *desk, struct err *err)
{
    struct standing_row *rows;
    size_t n;
    int day = clock_today(&desk->clock);
    if (standing_list(desk->store, day, &rows, &n, err))
        return -1;
    add_signals(today, rows, n, day);
    today->more_people = n == STANDING_MOST;
    standing_rows_free(rows, n);
    return 0;
}

/* One reason for a person is enough. */
static bool has_reason(const struct today *today, size_t n, const char *person)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(today->touches[i].person.id, person) == 0)
            return true;
    return false;
}

static int load_quiet(struct today *today, const struct desk *desk, struct err *err)
{
    struct person_row *rows;
    size_t n, others = today->n_touches;
    int day = clock_today(&desk->clock);
    if (interviews_quiet(desk->store, clock_moment(day - QUIET_DAYS, 0, 0), &rows, &n, err))
        return -1;
    for (size_t i = 0; i < n; i++) {
        struct standing standing;
        standing_init(&standing);
        standing.quiet = day - clock_day(rows[i].last_at);
        if (!has_reason(today, others, rows[i].person.id))
            add_touch(today, &rows[i].person, SIGNAL_QUIET, &standing);
    }
    person_rows_free(rows, n);
    return 0;
}

/* ---- who is who ------------------------------------------------------------------------------ */

/* Where the file has too many people to tell all of them apart, at least those shown here are. */
static void tell_apart(struct today *today, const struct desk *desk)
{
    size_t n = 0;
    if (store_namesakes(desk->store))
        return;
    const struct person **people =
        mem_zero(today->n_promises + today->n_interviews + today->n_touches + today->n_requests +
                     today->n_dues + 1,
                 sizeof *people);
    for (size_t i = 0; i < today->n_promises; i++)
        people[n++] = &today->promises[i].person;
    for (size_t i = 0; i < today->n_interviews; i++)
        people[n++] = &today->interviews[i].person;
    for (size_t i = 0; i < today->n_touches; i++)
        people[n++] = &today->touches[i].person;
    for (size_t i = 0; i < today->n_requests; i++)
        people[n++] = &today->requests[i].about.person;
    for (size_t i = 0; i < today->n_dues; i++)
        people[n++] = &today->dues[i].person;
    namesakes_make(&today->namesakes, people, n);
    free(people);
}

void today_add_name(const struct today *today, const struct desk *desk, struct buf *buf,
                    const struct person *person)
{
    if (today->namesakes.n)
        namesakes_add_name(&today->namesakes, buf, person, desk->settings.names);
    else
        desk_add_name(desk, buf, person);
}

void today_add_state(struct buf *buf, const struct interview_row *row, int today, enum lang lang)
{
    bool preparing = row->stage == STAGE_PREPARING;
    if (preparing && row->at && clock_day(row->at) < today)
        buf_adds(buf, tr(lang, "its day has passed"));
    else if (preparing && row->prepared == 0)
        buf_adds(buf, tr(lang, "not prepared yet"));
    else if (preparing)
        buf_addf(buf, trn(lang, row->prepared, "%d thing prepared", "%d things prepared"),
                 row->prepared);
    else if (row->incomplete)
        buf_addf(buf,
                 trn(lang, row->incomplete, "%d agreement without a date",
                     "%d agreements without a date"),
                 row->incomplete);
    else
        buf_adds(buf, stage_word(row->stage, lang));
}

/* ---- steps of absences ----------------------------------------------------------------------- */

/* The rules are read only when somebody is absent. */
static int load_dues(struct today *today, const struct desk *desk, struct err *err)
{
    const struct timeline_rules *rules = NULL;
    bool any = false;
    if (timelines_any(desk->store, &any, err))
        return -1;
    if (any)
        rules = timelines_rules(desk);
    return rules ? timelines_due(desk->store, rules, clock_today(&desk->clock), DUES_ONE,
                                 &today->dues, &today->n_dues, err)
                 : 0;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static int load(struct today *today, const struct desk *desk, struct err *err)
{
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    filter.owner = OWNER_MANAGER;
    filter.own = true;
    filter.statuses = 1U << STATUS_OPEN | 1U << STATUS_RUNNING | 1U << STATUS_CHANGED;
    return agreements_list(desk->store, &filter, &today->promises, &today->n_promises, err) ||
           interviews_list(desk->store, INTERVIEWS_UNFINISHED, 0, &today->interviews,
                           &today->n_interviews, err) ||
           interviews_any(desk->store, &today->begun, err) || load_signals(today, desk, err) ||
           requests_open(desk->store, &today->requests, &today->n_requests, err) ||
           sparring_fresh(desk->store, &today->answers, &today->n_answers, err) ||
           load_quiet(today, desk, err) || load_dues(today, desk, err);
}

int today_load(struct today *today, const struct desk *desk, struct err *err)
{
    today_release(today);
    if (!load(today, desk, err)) {
        tell_apart(today, desk);
        return 0;
    }
    today_release(today);
    return -1;
}

void today_release(struct today *today)
{
    agreement_rows_free(today->promises, today->n_promises);
    interview_rows_free(today->interviews, today->n_interviews);
    for (size_t i = 0; i < today->n_touches; i++)
        person_release(&today->touches[i].person);
    free(today->touches);
    request_rows_free(today->requests, today->n_requests);
    sparring_rows_free(today->answers, today->n_answers);
    namesakes_release(&today->namesakes);
    timeline_dues_free(today->dues, today->n_dues);
    *today = (struct today){.promises = NULL};
}

int today_late(const struct today *today, int day)
{
    int late = 0;
    for (size_t i = 0; i < today->n_promises; i++)
        late += agreement_late(&today->promises[i].agreement, day);
    return late;
}
