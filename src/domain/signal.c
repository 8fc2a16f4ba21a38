#include "domain/signal.h"

#include "base/day.h"
#include "domain/proposal.h"

#define SPOKEN_DAYS 7 /* after a conversation there is no hurry for so long */

static bool passed(const struct standing *standing, int today)
{
    return standing->look_back != DAY_NONE && standing->look_back < today;
}

static enum signal of_absent(const struct standing *standing, int today, enum why why)
{
    int begun = today - (today - standing->first_day) % 7; /* this week of it */
    bool spoken = standing_held_since(standing, standing->first_day);
    bool planned = standing_plan(standing) != DAY_NONE;
    if (standing_overdue(standing, today))
        return SIGNAL_EXPECTED; /* first: likely somebody is back, and nobody wrote it down */
    if (standing_week(standing, today) >= 6 && !planned)
        return SIGNAL_PLAN;
    if (why == WHY_WEEK_SIX && !planned && !standing_held_since(standing, begun))
        return SIGNAL_WEEK_SIX;
    if (passed(standing, today))
        return SIGNAL_LOOK_BACK;
    if (standing->ahead != DAY_NONE || (spoken && today - standing->held < SPOKEN_DAYS))
        return SIGNAL_NONE;
    return SIGNAL_NO_CONTACT;
}

enum signal signal_of(const struct standing *standing, int today)
{
    const struct proposal proposal = proposal_of(standing, today);
    if (standing->under_way)
        return SIGNAL_NONE;
    if (standing_absent(standing, today))
        return of_absent(standing, today, proposal.why);
    if (proposal.why == WHY_BACK && !standing_held_since(standing, standing->back))
        return SIGNAL_BACK;
    if (proposal.why == WHY_REPORTS)
        return SIGNAL_REPORTS;
    if (passed(standing, today))
        return SIGNAL_LOOK_BACK;
    return standing->quiet ? SIGNAL_QUIET : SIGNAL_NONE;
}

void signal_add(struct buf *buf, enum signal what, const struct standing *standing, int today,
                enum lang lang)
{
    struct proposal reports = {.why = WHY_REPORTS, .number = standing->reports};
    struct buf day = BUF_INIT;
    switch (what) {
    case SIGNAL_NONE:
        break;
    case SIGNAL_PLAN:
        buf_addf(buf, tr(lang, "week %d: plan not talked about yet"),
                 standing_week(standing, today));
        break;
    case SIGNAL_EXPECTED:
        day_add_short(&day, standing->expected, today, lang);
        buf_addf(buf, tr(lang, "expected back %s: how are things?"), day.data);
        break;
    case SIGNAL_BACK:
        day_add_short(&day, standing->back, today, lang);
        buf_addf(buf, tr(lang, "back since %s: how is it going?"), day.data);
        break;
    case SIGNAL_WEEK_SIX:
        day_add_short(&day, standing->first_day + 35, today, lang);
        buf_addf(buf, tr(lang, "week 6 is coming, from %s"), day.data);
        break;
    case SIGNAL_NO_CONTACT:
        day_add_short(&day, standing->first_day, today, lang);
        buf_addf(buf, tr(lang, "absent since %s, nothing planned"), day.data);
        break;
    case SIGNAL_LOOK_BACK:
        day_add_short(&day, standing->look_back, today, lang);
        buf_addf(buf, tr(lang, "you planned to look back on %s"), day.data);
        break;
    case SIGNAL_QUIET:
        buf_addf(buf,
                 trn(lang, standing->quiet, "nothing noted for %d day, nothing planned",
                     "nothing noted for %d days, nothing planned"),
                 standing->quiet);
        break;
    case SIGNAL_REPORTS:
        proposal_add_why(buf, &reports, today, lang);
        break;
    }
    buf_release(&day);
}
