/*
 * home_rows: what stands on home, row by row, and the row the user is at.
 */
#include "base/mem.h"
#include "home_inside.h"

/* ---- the row the user is at ------------------------------------------------------------------ */

int home_today(const struct home *home)
{
    return clock_today(&home->screen.desk->clock);
}

bool home_selectable(const struct home_row *row)
{
    return row->kind > ROW_HEADING;
}

const struct home_row *home_selected(const struct home *home)
{
    const struct home_row *row = home->n_rows ? &home->rows[home->list.selected] : NULL;
    return row && home_selectable(row) ? row : NULL;
}

const struct request_row *home_request(const struct home *home)
{
    const struct home_row *row = home_selected(home);
    return row && row->kind == ROW_REQUEST ? &home->today.requests[row->i] : NULL;
}

/* The agreement to settle: a promise, or what HR asks about. */
const struct agreement_row *home_promise(const struct home *home)
{
    const struct home_row *row = home_selected(home);
    const struct request_row *request = home_request(home);
    if (request)
        return &request->about;
    return row && row->kind == ROW_PROMISE ? &home->today.promises[row->i] : NULL;
}

/* Whom a row is about; NULL for a heading. */
const struct person *home_person_of(const struct home *home, const struct home_row *row)
{
    if (!row || !home_selectable(row) || row->kind == ROW_ANSWER || row->kind == ROW_DUES)
        return NULL;
    if (row->kind == ROW_DUE)
        return &home->today.dues[row->i].person;
    if (row->kind == ROW_PROMISE)
        return &home->today.promises[row->i].person;
    if (row->kind == ROW_REQUEST)
        return &home->today.requests[row->i].about.person;
    return row->kind == ROW_TOUCH ? &home->today.touches[row->i].person
                                  : &home->today.interviews[row->i].person;
}

const struct person *home_person(const struct home *home)
{
    return home_person_of(home, home_selected(home));
}

/* Headings and blank lines are passed over, in the direction of the key. */
void home_skip_headings(struct home *home, size_t from)
{
    bool up = home->list.selected < from;
    size_t at = home->list.selected;
    while (at < home->n_rows && !home_selectable(&home->rows[at])) {
        if (up && at == 0)
            up = false;
        at += up ? (size_t)-1 : 1;
    }
    if (at >= home->n_rows) /* nothing further down: the last one there is */
        for (at = home->list.selected; at && !home_selectable(&home->rows[at]);)
            at--;
    list_select(&home->list, at);
}

/* ---- the rows -------------------------------------------------------------------------------- */

static void add_home_row(struct home *home, enum row_kind kind, size_t i, const char *heading)
{
    home->rows = mem_room(home->rows, home->n_rows, sizeof *home->rows);
    home->rows[home->n_rows++] = (struct home_row){.kind = kind, .i = i, .heading = heading};
}

static void add_block(struct home *home, const char *heading)
{
    if (home->n_rows)
        add_home_row(home, ROW_BLANK, 0, "");
    add_home_row(home, ROW_HEADING, 0, heading);
}

static void add_more(struct home *home, bool more, const char *words)
{
    if (more)
        add_home_row(home, ROW_MORE, 0, words);
}

static void add_interviews(struct home *home, bool preparing, const char *heading)
{
    bool headed = false;
    for (size_t i = 0; i < home->today.n_interviews; i++) {
        if ((home->today.interviews[i].stage == STAGE_PREPARING) != preparing)
            continue;
        if (!headed)
            add_block(home, heading);
        headed = true;
        add_home_row(home, preparing ? ROW_PLANNED : ROW_UNFINISHED, i, "");
    }
}

/* No more than a few, and that there are more. */
static void add_dues(struct home *home)
{
    size_t n = home->today.n_dues, shown = n > HOME_DUES ? HOME_DUES : n;
    bool more = home->today.more.dues;
    if (n || more)
        add_block(home, N_("STEPS OF ABSENCES"));
    for (size_t i = 0; i < shown; i++)
        add_home_row(home, ROW_DUE, i, "");
    if (n > shown || more)
        add_home_row(home, ROW_DUES, more ? 0 : n - shown, "");
}

/* What HR asks, each with its question, and what HR answered. */
static void add_from_hr(struct home *home)
{
    const struct today *today = &home->today;
    if (today->n_requests + today->n_answers)
        add_block(home, N_("FROM HR"));
    for (size_t i = 0; i < today->n_requests; i++) {
        add_home_row(home, ROW_REQUEST, i, "");
        if (*today->requests[i].request.question)
            add_home_row(home, ROW_ASKED, i, "");
    }
    add_more(home, today->more.requests, today_more_requests);
    for (size_t i = 0; i < today->n_answers; i++)
        add_home_row(home, ROW_ANSWER, i, "");
    add_more(home, today->more.answers, today_more_answers);
}

void home_build_rows(struct home *home)
{
    const struct today_more *more = &home->today.more;
    home->n_rows = 0;
    if (home->today.n_promises)
        add_block(home, N_("YOUR PROMISES"));
    for (size_t i = 0; i < home->today.n_promises; i++)
        add_home_row(home, ROW_PROMISE, i, "");
    add_more(home, more->promises, today_more_promises);
    add_interviews(home, true, N_("CONVERSATIONS"));
    add_interviews(home, false, N_("STILL TO FINISH"));
    add_more(home, more->interviews, today_more_interviews);
    if (home->today.n_touches)
        add_block(home, N_("GET IN TOUCH?"));
    for (size_t i = 0; i < home->today.n_touches; i++)
        add_home_row(home, ROW_TOUCH, i, "");
    add_more(home, more->people, today_more_people);
    add_dues(home);
    add_from_hr(home);
    list_resize(&home->list, home->n_rows);
    home_skip_headings(home, home->list.selected);
}
