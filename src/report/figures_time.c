/* Absence over time: a line for each quarter, beside the published one. */
#include <stdio.h>

#include "figures_inside.h"

enum { SECTOR_UNIT = 100 }; /* of what a published percentage is in */

static int64_t sector_of(const struct figures_making *making, int quarter)
{
    const struct regime_figures *figures = making->input->figures;
    return figures ? sector_at(&figures->sector, quarter) : -1;
}

static void add_sector(struct buf *buf, int64_t percent, enum lang lang)
{
    figures_write(buf, figures_ratio(percent, SECTOR_UNIT, SHOWN), SHOWN, lang);
    buf_addc(buf, '%');
}

static double highest(const struct figures_making *making)
{
    int64_t most = 0;
    for (int q = making->frame->first; q <= making->frame->last; q++) {
        struct figures sum = {0};
        if (!figures_quarter(&making->input->found->cube, q, &sum))
            continue;
        int64_t own = figures_percent(sum.sick, &sum, FINE), sector = sector_of(making, q) * 100;
        most = own > most ? own : most;
        most = sector > most ? sector : most;
    }
    return figures_number(most);
}

static void add_moment(struct figures_making *making, int quarter, double most)
{
    const struct figures_cube *cube = &making->input->found->cube;
    struct figures sum = {0}, twelve = {0};
    struct buf label = BUF_INIT, value = BUF_INIT;
    char key[16];
    if (!figures_quarter(cube, quarter, &sum))
        return;
    int64_t sector = sector_of(making, quarter);
    figures_add_quarter(&label, quarter, making->lang);
    snprintf(key, sizeof key, "%d-%d", quarter / 4, quarter % 4 + 1);
    figures_add_percent(&value, sum.sick, &sum, making->lang);
    if (sector >= 0) {
        buf_adds(&value, tr(making->lang, ", published "));
        add_sector(&value, sector, making->lang);
    }
    struct insight_line *line = figures_add_line(making, BLOCK_ABSENCE, label.data, key, &value);
    line->number[0] = figures_number(figures_percent(sum.sick, &sum, FINE));
    if (figures_twelve(cube, quarter, &twelve))
        line->number[1] = figures_number(figures_percent(twelve.sick, &twelve, FINE));
    line->fill = most > 0 ? (int)(100 * line->number[0] / most + 0.5) : 0;
    if (sector >= 0) {
        line->number[2] = (double)sector / SECTOR_UNIT;
        line->mark = most > 0 ? (int)(100 * line->number[2] / most + 0.5) : 0;
    }
    buf_release(&label);
    buf_release(&value);
}

/* The last quarter that both have. */
static void add_beside(struct figures_making *making, struct buf *text)
{
    const struct regime_figures *figures = making->input->figures;
    struct buf quarter = BUF_INIT, own = BUF_INIT, other = BUF_INIT;
    bool published = false;
    for (int q = making->frame->last; q >= making->frame->first; q--) {
        struct figures sum = {0};
        published |= sector_of(making, q) >= 0;
        if (sector_of(making, q) < 0 || !figures_quarter(&making->input->found->cube, q, &sum))
            continue;
        figures_add_quarter(&quarter, q, making->lang);
        figures_add_percent(&own, sum.sick, &sum, making->lang);
        add_sector(&other, sector_of(making, q), making->lang);
        buf_addf(text, tr(making->lang, " In %s it was %s; %s had %s."), quarter.data, own.data,
                 figures->sector.title, other.data);
        break;
    }
    if (!published && figures && figures->sector.n)
        buf_addf(text, tr(making->lang, " Of these quarters there is no published figure (%s)."),
                 figures->sector.title);
    buf_release(&quarter);
    buf_release(&own);
    buf_release(&other);
}

/* Those that count in the period and are not shown by themselves. */
static void add_missing(struct figures_making *making, struct buf *text)
{
    int missing = 0;
    for (int q = making->frame->first; q <= making->frame->last; q++)
        missing += !figures_quarter(&making->input->found->cube, q, &(struct figures){0});
    if (missing > 0 && figures_whole(&making->now))
        buf_addf(text,
                 trn(making->lang, missing, " %d quarter of it is too small to be shown by itself.",
                     " %d quarters of it are too small to be shown by themselves."),
                 missing);
}

/* How many is told when they are of enough people. */
static void add_uncounted(struct figures_making *making, struct buf *text)
{
    const struct figures_found *found = making->input->found;
    if (found->uncounted_people >= INSIGHT_LEAST)
        buf_addf(text, tr(making->lang, " %lld absences do not count: no time in service."),
                 (long long)found->uncounted);
    else if (found->uncounted_people)
        buf_adds(text, tr(making->lang, " Some absences do not count: no time in service."));
    if (found->aside)
        buf_adds(text, tr(making->lang, " What bundles tell is left out: this file has a list of "
                                        "its own."));
}

/* "Absence was 4.2% (Q1 2025 - Q4 2025)." */
static void add_headline(struct figures_making *making, struct buf *text)
{
    struct buf quarters = BUF_INIT, percent = BUF_INIT;
    if (figures_whole(&making->now)) {
        figures_add_quarters(&quarters, making->frame->first, making->frame->last, making->lang);
        figures_add_percent(&percent, making->now.sum.sick, &making->now.sum, making->lang);
        buf_addf(text, tr(making->lang, "Absence was %s (%s)."), percent.data, quarters.data);
    } else {
        figures_add_why_not(making, text, &making->now);
    }
    buf_release(&quarters);
    buf_release(&percent);
}

void figures_make_moments(struct figures_making *making)
{
    struct buf text = BUF_INIT;
    if (!making->input->found->begun) {
        buf_adds(&text, tr(making->lang, "Figures about absence need to know who is in service: "
                                         "'gesprek person service NAME', or a list by 'gesprek "
                                         "absence import'."));
    } else {
        double most = highest(making);
        add_headline(making, &text);
        if (making->now.shown) {
            add_beside(making, &text);
            add_missing(making, &text);
        }
        add_uncounted(making, &text);
        for (int q = making->frame->first; q <= making->frame->last; q++)
            add_moment(making, q, most);
    }
    insight_tell(making->page, BLOCK_ABSENCE, &text);
}
