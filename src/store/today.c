#include "store/today.h"

#define QUIET_DAYS 10 /* so long without anything recorded deserves a call */

static int load_begun(struct today *today, struct store *store, struct err *err)
{
    struct interview_row *rows;
    size_t n;
    if (interviews_list(store, INTERVIEWS_ALL, 1, &rows, &n, err))
        return -1;
    today->begun = n > 0;
    interview_rows_free(rows, n);
    return 0;
}

static int load(struct today *today, const struct desk *desk, struct err *err)
{
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    int64_t before = clock_moment(clock_today(&desk->clock) - QUIET_DAYS, 0, 0);
    filter.owner = OWNER_MANAGER;
    filter.own = true;
    filter.statuses = 1U << STATUS_OPEN | 1U << STATUS_RUNNING | 1U << STATUS_CHANGED;
    return agreements_list(desk->store, &filter, &today->promises, &today->n_promises, err) ||
           interviews_list(desk->store, INTERVIEWS_UNFINISHED, 0, &today->interviews,
                           &today->n_interviews, err) ||
           load_begun(today, desk->store, err) ||
           interviews_quiet(desk->store, before, &today->quiet, &today->n_quiet, err);
}

int today_load(struct today *today, const struct desk *desk, struct err *err)
{
    today_release(today);
    if (!load(today, desk, err))
        return 0;
    today_release(today);
    return -1;
}

void today_release(struct today *today)
{
    agreement_rows_free(today->promises, today->n_promises);
    interview_rows_free(today->interviews, today->n_interviews);
    person_rows_free(today->quiet, today->n_quiet);
    *today = (struct today){.promises = NULL};
}

int today_late(const struct today *today, int day)
{
    int late = 0;
    for (size_t i = 0; i < today->n_promises; i++)
        late += agreement_late(&today->promises[i].agreement, day);
    return late;
}
