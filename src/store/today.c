#include "store/today.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "agreements_inside.h"
#include "interviews_inside.h"
#include "store/people.h"
#include "store/services.h"
#include "store/standing.h"

/* ---- whom to get in touch with --------------------------------------------------------------- */

/* Somebody there is a reason for, before it is known who it is. */
struct reason {
    enum signal what;
    const struct standing_row *row;
};

static int compare_signals(enum signal a, int quiet_a, enum signal b, int quiet_b)
{
    return a != b ? (a > b) - (a < b) : a == SIGNAL_QUIET ? quiet_b - quiet_a : 0;
}

static int by_reason(const void *a, const void *b)
{
    const struct reason *left = a, *right = b;
    int order = compare_signals(left->what, left->row->standing.quiet, right->what,
                                right->row->standing.quiet);
    return order ? order : strcmp(left->row->person, right->row->person);
}

static int by_name(const void *a, const void *b)
{
    const struct touch *left = a, *right = b;
    int order =
        compare_signals(left->what, left->standing.quiet, right->what, right->standing.quiet);
    if (!order && left->what != SIGNAL_QUIET)
        order = utf8_compare(left->person.name, right->person.name);
    return order ? order : strcmp(left->person.id, right->person.id);
}

/* One reason for a person is enough. */
static enum signal reason_of(const struct standing *standing, int day)
{
    enum signal what = signal_of(standing, day);
    return what == SIGNAL_NONE && standing->quiet ? SIGNAL_QUIET : what;
}

/* Adds who it is, but who is out of service: nobody is to be called then. */
static int add_touch(struct today *today, const struct desk *desk, const struct reason *reason,
                     bool served, struct err *err)
{
    const char *id = reason->row->person;
    int left = DAY_NONE;
    if (served && services_left(desk->store, id, &left, err))
        return -1;
    if (left != DAY_NONE && left <= clock_today(&desk->clock))
        return 0;
    struct touch *touch = &today->touches[today->n_touches++];
    *touch = (struct touch){.what = reason->what, .standing = reason->row->standing};
    return person_load(store_db(desk->store), id, &touch->person, err);
}

/* Who they are is asked of those alone who are shown. */
static int add_touches(struct today *today, const struct desk *desk, const struct reason *reasons,
                       size_t n, struct err *err)
{
    int64_t served = 0; /* is anything written down about service at all? */
    size_t at = 0;
    int failed =
        db_number(store_db(desk->store), "SELECT EXISTS (SELECT 1 FROM service)", &served, err);
    today->touches = mem_zero(TODAY_MOST, sizeof *today->touches);
    for (; !failed && at < n && today->n_touches < TODAY_MOST; at++)
        failed = add_touch(today, desk, &reasons[at], served, err);
    qsort(today->touches, today->n_touches, sizeof *today->touches, by_name);
    today->more.people = at < n;
    return failed;
}

static int load_people(struct today *today, const struct desk *desk, struct err *err)
{
    struct standing_row *rows;
    size_t n, wanted = 0;
    int day = clock_today(&desk->clock);
    if (standing_list(desk->store, day, &rows, &n, err))
        return -1;
    struct reason *reasons = mem_zero(n + 1, sizeof *reasons);
    for (size_t i = 0; i < n; i++) {
        enum signal what = reason_of(&rows[i].standing, day);
        if (what != SIGNAL_NONE)
            reasons[wanted++] = (struct reason){what, &rows[i]};
    }
    qsort(reasons, wanted, sizeof *reasons, by_reason);
    int failed = wanted ? add_touches(today, desk, reasons, wanted, err) : 0;
    free(reasons);
    free(rows);
    return failed;
}

/* ---- who is who ------------------------------------------------------------------------------ */

/* Where the file has too many people to tell all of them apart, at least those shown here are. */
static void tell_apart(struct today *today, const struct desk *desk)
{
    size_t n = today->n_promises + today->n_interviews + today->n_touches + today->n_requests +
               today->n_dues;
    if (!n || desk->settings.names == NAMES_FULL)
        return;
    const struct person **people = mem_zero(n, sizeof *people), **next = people;
    for (size_t i = 0; i < today->n_promises; i++)
        *next++ = &today->promises[i].person;
    for (size_t i = 0; i < today->n_interviews; i++)
        *next++ = &today->interviews[i].person;
    for (size_t i = 0; i < today->n_touches; i++)
        *next++ = &today->touches[i].person;
    for (size_t i = 0; i < today->n_requests; i++)
        *next++ = &today->requests[i].about.person;
    for (size_t i = 0; i < today->n_dues; i++)
        *next++ = &today->dues[i].person;
    if (!store_namesakes(desk->store, people[0]->name))
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
    return rules ? timelines_next(desk->store, rules, clock_today(&desk->clock), &today->dues,
                                  &today->n_dues, &today->more.dues, err)
                 : 0;
}

/* ---- all of it ------------------------------------------------------------------------------- */

/* What there is at all: most files have nothing of most of it, and what a question costs is mostly
 * what it takes to make it ready. */
struct glance {
    bool own, promised, begun, absent, asked, spars;
};

#define ANY_OWN      "EXISTS (SELECT 1 FROM interview WHERE NOT removed AND " INTERVIEW_OWN("") ")"
#define ANY_PROMISED "EXISTS (SELECT 1 FROM agreement WHERE " AGREEMENT_PROMISED("") ")"

static const char glance_sql[] =
    "SELECT " ANY_OWN ", " ANY_PROMISED ", EXISTS (SELECT 1 FROM interview WHERE NOT removed),"
    " EXISTS (SELECT 1 FROM absence) OR EXISTS (SELECT 1 FROM told_absence),"
    " EXISTS (SELECT 1 FROM request), EXISTS (SELECT 1 FROM sparring)";

static int take_glance(struct glance *glance, struct store *store, struct err *err)
{
    struct query query;
    *glance = (struct glance){.own = false};
    query_begin(&query, store_db(store), glance_sql);
    if (query_row(&query)) {
        glance->own = query_take_number(&query) != 0;
        glance->promised = query_take_number(&query) != 0;
        glance->begun = query_take_number(&query) != 0;
        glance->absent = query_take_number(&query) != 0;
        glance->asked = query_take_number(&query) != 0;
        glance->spars = query_take_number(&query) != 0;
    }
    return query_end(&query, err);
}

/* One more than is shown was asked for; it stays there, and is not counted. */
static void hold_back(size_t *n, bool *more)
{
    *more = *n > TODAY_MOST;
    *n -= *more;
}

static int load(struct today *today, const struct desk *desk, struct err *err)
{
    struct today_more *more = &today->more;
    struct glance glance;
    if (take_glance(&glance, desk->store, err))
        return -1;
    int failed =
        (glance.promised && agreements_promised(desk->store, TODAY_MOST + 1, &today->promises,
                                                &today->n_promises, err)) ||
        (glance.own && interviews_unfinished(desk->store, TODAY_MOST + 1, &today->interviews,
                                             &today->n_interviews, err)) ||
        ((glance.own || glance.promised || glance.absent) && load_people(today, desk, err)) ||
        (glance.asked &&
         requests_open(desk->store, TODAY_MOST + 1, &today->requests, &today->n_requests, err)) ||
        (glance.spars &&
         sparring_fresh(desk->store, TODAY_MOST + 1, &today->answers, &today->n_answers, err)) ||
        (glance.absent && load_dues(today, desk, err));
    today->begun = glance.begun;
    hold_back(&today->n_promises, &more->promises);
    hold_back(&today->n_interviews, &more->interviews);
    hold_back(&today->n_requests, &more->requests);
    hold_back(&today->n_answers, &more->answers);
    return failed ? -1 : 0;
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
    const struct today_more *more = &today->more;
    agreement_rows_free(today->promises, today->n_promises + more->promises);
    interview_rows_free(today->interviews, today->n_interviews + more->interviews);
    for (size_t i = 0; i < today->n_touches; i++)
        person_release(&today->touches[i].person);
    free(today->touches);
    request_rows_free(today->requests, today->n_requests + more->requests);
    sparring_news_free(today->answers, today->n_answers + more->answers);
    namesakes_release(&today->namesakes);
    timeline_dues_free(today->dues, today->n_dues);
    *today = (struct today){.promises = NULL};
}

/* ---- in words -------------------------------------------------------------------------------- */

const char today_more_promises[] =
    N_("And more: 'gesprek agreements --owner manager' shows them all.");
const char today_more_interviews[] = N_("And more: 'gesprek interviews' shows them all.");
const char today_more_people[] =
    N_("And more: 'gesprek absence list --open' shows all who are absent.");
const char today_more_requests[] = N_("And more, once these are answered.");
const char today_more_answers[] = N_("And more: 'gesprek sparring list' shows them all.");

int today_late(const struct today *today, int day)
{
    int late = 0;
    for (size_t i = 0; i < today->n_promises; i++)
        late += agreement_late(&today->promises[i].agreement, day);
    return late;
}

/* Late ones come first: when all that are here are late there may be more of those too. */
void today_add_promises(struct buf *buf, const struct today *today, int day, enum lang lang)
{
    int late = today_late(today, day);
    size_t n = today->n_promises;
    bool all = today->more.promises && (size_t)late == n;
    if (!n)
        return;
    if (today->more.promises)
        buf_addf(buf, tr(lang, "More than %d promises open"), TODAY_MOST);
    else
        buf_addf(buf, trn(lang, (long)n, "%zu promise open", "%zu promises open"), n);
    if (all)
        buf_addf(buf, tr(lang, ", at least %d late"), late);
    else if (late)
        buf_addf(buf, trn(lang, late, ", %d late", ", %d late"), late);
    buf_addc(buf, '.');
}
