/* Absence in one period, and how long it lasted. */
#include <stdio.h>

#include "figures_inside.h"

int64_t figures_frequency_of(const struct figures_making *making, const struct figures_view *view)
{
    int days = insight_quarter_begin(view->last + 1) - insight_quarter_begin(view->first);
    bool by_four = making->input->figures && making->input->figures->by_four;
    return by_four && view->first == view->last ? figures_quarter_by_four(&view->sum, days, FINE)
                                                : figures_frequency(&view->sum, FINE);
}

static void add_figure(struct figures_making *making, const char *label, const char *key,
                       int64_t fraction, int decimals, const char *unit)
{
    struct buf value = BUF_INIT;
    figures_write(&value, figures_rounded(fraction, decimals), decimals, making->lang);
    buf_adds(&value, unit);
    figures_add_line(making, BLOCK_FIGURES, label, key, &value)->number[0] =
        figures_number(fraction);
    buf_release(&value);
}

/* "no sick day (2025)": the year, when the page is of more. */
static void add_zero_figure(struct figures_making *making, const char *label, const char *key,
                            int64_t people)
{
    struct buf text = BUF_INIT;
    buf_adds(&text, tr(making->lang, label));
    if (making->frame->first != making->year_number * FIGURES_QUARTERS ||
        figures_frame_length(making->frame) != FIGURES_QUARTERS)
        buf_addf(&text, " (%d)", making->year_number);
    add_figure(making, text.data, key, figures_share(people, making->year, FINE), 1, "%");
    buf_release(&text);
}

static void add_zero(struct figures_making *making)
{
    const struct figures *year = making->year;
    bool clear = year && figures_may_divide(year->clear, year->people);
    bool silent = year && figures_may_divide(year->silent, year->people);
    if (clear)
        add_zero_figure(making, N_("no sick day"), "without_sick_day", year->clear);
    if (silent && (!clear || figures_may_tell_both(year)))
        add_zero_figure(making, N_("no new report"), "without_report", year->silent);
}

void figures_make_period(struct figures_making *making)
{
    const struct figures *sum = &making->now.sum;
    struct figures twelve = {0};
    struct buf text = BUF_INIT, often = BUF_INIT, long_ = BUF_INIT;
    if (!figures_whole(&making->now)) {
        figures_add_why_not(making, &text, &making->now);
        insight_tell(making->page, BLOCK_FIGURES, &text);
        return;
    }
    int64_t frequency = figures_frequency_of(making, &making->now),
            duration = figures_duration(sum, FINE);
    figures_write(&often, figures_rounded(frequency, 1), 1, making->lang);
    figures_write(&long_, figures_rounded(duration, 0), 0, making->lang);
    buf_addf(&text,
             tr(making->lang, "People reported sick %s times a year, and who came back had been "
                              "away for %s days, on average."),
             often.data, long_.data);
    add_figure(making, tr(making->lang, "absence percentage"), "percent",
               figures_percent(sum->sick, sum, FINE), 2, "%");
    if (figures_twelve(&making->input->found->cube, making->frame->last, &twelve))
        add_figure(making, tr(making->lang, "the last 12 months of it"), "percent_12_months",
                   figures_percent(twelve.sick, &twelve, FINE), 2, "%");
    add_figure(making, tr(making->lang, "report frequency"), "reports_a_year", frequency, 2, "");
    add_figure(making, tr(making->lang, "mean days away"), "mean_days", duration, 1, "");
    add_zero(making);
    insight_tell(making->page, BLOCK_FIGURES, &text);
    buf_release(&often);
    buf_release(&long_);
}

/* ---- by how long ----------------------------------------------------------------------------- */

static void add_class(struct figures_making *making, const struct figures_class *class,
                      int64_t most)
{
    struct buf label = BUF_INIT, value = BUF_INIT;
    char key[32];
    const struct figures *sum = making->year;
    if (class->to) {
        snprintf(key, sizeof key, "%d-%d", class->from, class->to);
        buf_addf(&label, tr(making->lang, "%d - %d days"), class->from, class->to);
    } else {
        snprintf(key, sizeof key, "%d-", class->from);
        buf_addf(&label, tr(making->lang, "%d days and more"), class->from);
    }
    figures_write(&value, figures_percent(class->sick, sum, 2), 2, making->lang);
    buf_addc(&value, '%');
    struct insight_line *line = figures_add_line(making, BLOCK_CLASSES, label.data, key, &value);
    line->number[0] = figures_number(figures_percent(class->sick, sum, FINE));
    line->fill = insight_percent(class->sick, most);
    buf_release(&label);
    buf_release(&value);
}

/* What most days of absence are of; or why that is not told. */
static void tell_classes(struct figures_making *making, const struct figures_class *most,
                         const char *label)
{
    struct buf text = BUF_INIT;
    if (most)
        buf_addf(&text,
                 tr(making->lang, "In %d, of every 100 days of absence %d were of cases of %s."),
                 making->year_number, insight_percent(most->sick, making->year->sick), label);
    else if (!figures_frame_length(making->frame))
        figures_add_why_not(making, &text, &making->now);
    else if (!making->input->classes)
        buf_adds(&text, tr(making->lang, "The regime file has no duration classes."));
    else
        buf_adds(&text,
                 tr(making->lang, "This is told of the last calendar year up to here, and so "
                                  "is who had no absence. Not all quarters of that year "
                                  "count: too few people were absent."));
    insight_tell(making->page, BLOCK_CLASSES, &text);
}

void figures_make_classes(struct figures_making *making)
{
    struct figures_class classes[FIGURES_CLASSES_MAX] = {{0}}, *most = classes;
    const struct regime_classes *set = making->input->classes;
    struct figures_borders pieces = {.n = 0};
    size_t n = 0;
    if (set)
        regime_pieces(making->input->figures, &pieces);
    if (making->year && set)
        n = figures_classes(&making->input->found->frame[FRAME_YEAR].split, &pieces, &set->borders,
                            classes);
    for (size_t i = 0; i < n; i++)
        if (classes[i].sick > most->sick)
            most = &classes[i];
    for (size_t i = 0; i < n; i++)
        add_class(making, &classes[i], most->sick);
    tell_classes(making, n ? most : NULL,
                 n ? making->page->block[BLOCK_CLASSES].line[most - classes].label : "");
}
