/*
 * timeline_ask: what the timeline of somebody and the list of all that is due ask alike.
 */
#include <stdio.h>

#include "report/timeline.h"
#include "screens/ask.h"
#include "timeline_inside.h"

struct outcome timeline_ask_day(struct desk *desk, const struct timeline_moment *moment,
                                const char *absence, int first_day, int tag)
{
    struct buf question = BUF_INIT, title = BUF_INIT;
    timeline_add_title(&title, moment);
    buf_addf(&question, tr(desk->lang, "%s: on which day was it done?"), title.data);
    struct ask ask = {
        .tag = tag,
        .kind = ASK_DAY,
        .audience = AUDIENCE_STEP,
        .about = absence,
        .question = question.data,
        .hint = tr(desk->lang, "Only the day. Nothing about health belongs here."),
        .day = moment->done == DAY_NONE ? clock_today(&desk->clock) : moment->done,
        .toward = DAY_BEHIND,
        .since = first_day,
    };
    struct outcome outcome = outcome_open(ask_open(desk, &ask));
    buf_release(&question);
    buf_release(&title);
    return outcome;
}

struct outcome timeline_ask_path(struct desk *desk, int tag)
{
    char day[DAY_ISO_SIZE], path[96];
    day_iso(clock_today(&desk->clock), day);
    snprintf(path, sizeof path, "~/gesprek-%s-%s.ics", tr(desk->lang, "steps"), day);
    struct ask ask = {
        .tag = tag,
        .kind = ASK_TEXT,
        .question = tr(desk->lang, "Where shall it be written?"),
        .hint = tr(desk->lang, "What is coming, for a calendar. It names steps and nobody."),
        .text = path,
        .max = 200,
    };
    return outcome_open(ask_open(desk, &ask));
}
