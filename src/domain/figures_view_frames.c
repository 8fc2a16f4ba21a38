/* The periods that figures are asked of, and what two of them say about each other. */
#include <stdlib.h>

#include "domain/figures_view.h"

#define MONTHS_12 4 /* quarters */

void figures_found_release(struct figures_found *found)
{
    figures_cube_release(&found->cube);
    free(found->contact);
    found->contact = NULL;
}

void figures_frame_of(struct figures_frame *frame, const struct period *period, int today)
{
    int over = insight_quarter(today) - 1; /* the last one that is */
    *frame = (struct figures_frame){.first = insight_quarter(period->from),
                                    .last = insight_quarter(period->to)};
    if (frame->last > over)
        frame->last = over;
    if (frame->first < over - 4 * FIGURES_YEARS_MAX)
        frame->first = over - 4 * FIGURES_YEARS_MAX;
}

/* Shifted back by whole years, so that the quarters stay the same ones. */
static struct figures_frame years_back(const struct figures_frame *frame, int years)
{
    return (struct figures_frame){.first = frame->first - years * MONTHS_12,
                                  .last = frame->last - years * MONTHS_12};
}

void figures_frame_year(struct figures_found *found)
{
    const struct figures_frame *now = &found->frame[FRAME_NOW];
    int end = (now->last + 1) / MONTHS_12 * MONTHS_12;
    found->frame[FRAME_YEAR] =
        figures_frame_length(now)
            ? (struct figures_frame){.first = end - MONTHS_12, .last = end - 1}
            : (struct figures_frame){.first = 1, .last = 0};
}

void figures_frames(struct figures_found *found, const struct period *period,
                    const struct period *before, int today)
{
    struct figures_frame *now = &found->frame[FRAME_NOW];
    figures_frame_of(now, period, today);
    if (before)
        figures_frame_of(&found->frame[FRAME_BEFORE], before, today);
    else
        found->frame[FRAME_BEFORE] =
            years_back(now, (figures_frame_length(now) + MONTHS_12 - 1) / MONTHS_12);
}

void figures_frames_since(struct figures_found *found, int started, int today)
{
    int start = insight_quarter(started), over = insight_quarter(today) - 1;
    struct figures_frame *now = &found->frame[FRAME_NOW];
    *now = (struct figures_frame){.first = over - MONTHS_12 + 1, .last = over};
    if (now->first <= start)
        now->first = start + 1;
    found->frame[FRAME_BEFORE] = years_back(now, (over - start + MONTHS_12) / MONTHS_12);
}

int figures_frame_length(const struct figures_frame *frame)
{
    return frame->last < frame->first ? 0 : frame->last - frame->first + 1;
}

void figures_frame_contact(const struct figures_found *found, const struct figures_frame *frame,
                           struct contact *contact)
{
    *contact = (struct contact){.spoken = 0};
    for (int q = frame->first; q <= frame->last; q++)
        contact_sum(contact, &found->contact[q - found->cube.first]);
}

static int length(const struct figures_view *view)
{
    return view->last < view->first ? 0 : view->last - view->first + 1;
}

/* The same quarters of the year, as often. */
static bool same_seasons(const struct figures_view *now, const struct figures_view *before)
{
    return length(now) == length(before) &&
           (length(now) % MONTHS_12 == 0 || (now->first - before->first) % MONTHS_12 == 0);
}

/* The standard error of a percentage that is a ratio of two sums over people (Cochran, Sampling
 * Techniques, ratio estimates), squared. */
static double error_of(const struct figures_frame *frame)
{
    const struct figures_spread *spread = &frame->spread;
    double present = (double)frame->sum.present / SERVICE_FULL;
    double ratio = present > 0 ? (double)frame->sum.sick / (double)FIGURES_DAY / present : 0;
    double rest = spread->sick_sick - 2 * ratio * spread->sick_present +
                  ratio * ratio * spread->present_present;
    return present > 0 ? rest / (present * present) : 0;
}

/* Is the difference less than twice its standard error: may it be chance? */
static bool may_be_chance(const struct figures_found *found)
{
    const struct figures_frame *now = &found->frame[FRAME_NOW];
    const struct figures_frame *before = &found->frame[FRAME_BEFORE];
    double change = (double)now->sum.sick / ABSENCE_WHOLE / (double)now->sum.present -
                    (double)before->sum.sick / ABSENCE_WHOLE / (double)before->sum.present;
    return change * change < 4 * (error_of(now) + error_of(before));
}

enum figures_verdict figures_compare(const struct figures_found *found,
                                     const struct figures_view *now,
                                     const struct figures_view *before)
{
    if (!now->shown || !before->shown)
        return VERDICT_NOTHING;
    if (!same_seasons(now, before))
        return VERDICT_SEASONS;
    if ((int)now->shown < length(now) || (int)before->shown < length(before))
        return VERDICT_HOLES;
    if (may_be_chance(found))
        return VERDICT_CHANCE;
    if (length(now) < MONTHS_12)
        return VERDICT_SHORT;
    return figures_percent(now->sum.sick, &now->sum, 4) <
                   figures_percent(before->sum.sick, &before->sum, 4)
               ? VERDICT_LESS
               : VERDICT_MORE;
}

void figures_frame_add(struct figures_frame *frame, const struct figures_borders *borders,
                       const struct figures_person *person, const struct period *period)
{
    struct figures one = {0};
    figures_add(&one, person, period);
    double sick = (double)one.sick / (double)FIGURES_DAY;
    double present = (double)one.present / SERVICE_FULL;
    frame->spread.sick_sick += sick * sick;
    frame->spread.sick_present += sick * present;
    frame->spread.present_present += present * present;
    figures_sum(&frame->sum, &one);
    if (borders)
        figures_split_add(&frame->split, borders, person, period);
}
