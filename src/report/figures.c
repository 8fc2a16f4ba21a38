#include "report/figures.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "insight_inside.h"

enum { FINE = 4, SHOWN = 1, SECTOR_UNIT = 100 };

/* What is needed while the blocks are made. */
struct making {
    struct insight_page *page;
    const struct figures_input *input;
    const struct figures_frame *frame; /* the period the page is about */
    struct figures_view now, before;
    const struct figures *year; /* the calendar year in it that may be divided; NULL: none may */
    int year_number;
    enum lang lang;
};

static double as_number(int64_t fraction)
{
    static const double one = 10000; /* FINE decimals */
    return (double)fraction / one;
}

static struct insight_line *add_line(struct making *making, enum insight_block_id id,
                                     const char *label, const char *key, struct buf *value)
{
    struct insight_block *block = &making->page->block[id];
    block->line = mem_room(block->line, block->n, sizeof *block->line);
    struct insight_line *line = &block->line[block->n++];
    *line = (struct insight_line){
        .label = mem_copy(label), .key = mem_copy(key), .value = mem_copy(value->data), .fill = -1};
    for (size_t i = 0; i < INSIGHT_NUMBERS; i++)
        line->number[i] = NAN;
    buf_clear(value);
    return line;
}

static void add_percent(struct buf *buf, int64_t sick, const struct figures *of, enum lang lang)
{
    figures_write(buf, figures_percent(sick, of, SHOWN), SHOWN, lang);
    buf_addc(buf, '%');
}

/* "Q3 2026" */
static void add_quarter(struct buf *buf, int quarter, enum lang lang)
{
    buf_addf(buf, tr(lang, "Q%d %d"), quarter % 4 + 1, quarter / 4);
}

/* "Q3 2026", "Q3 2025 - Q2 2026" */
static void add_quarters(struct buf *buf, int first, int last, enum lang lang)
{
    add_quarter(buf, first, lang);
    if (last == first)
        return;
    buf_adds(buf, " - ");
    add_quarter(buf, last, lang);
}

static int64_t sector_of(const struct making *making, int quarter)
{
    const struct regime_figures *figures = making->input->figures;
    return figures ? sector_at(&figures->sector, quarter) : -1;
}

static void add_sector(struct buf *buf, int64_t percent, enum lang lang)
{
    figures_write(buf, figures_ratio(percent, SECTOR_UNIT, SHOWN), SHOWN, lang);
    buf_addc(buf, '%');
}

enum { NAMED_MOST = 4 }; /* quarters in a sentence; of more it says how many */

/* Of a period that is not whole: "Q2 2025, Q4 2025", or "6 quarters". */
static void add_left_out(const struct making *making, struct buf *text,
                         const struct figures_view *view)
{
    long missing = view->last - view->first + 1 - (long)view->shown;
    bool first = true;
    if (missing > NAMED_MOST)
        buf_addf(text, trn(making->lang, missing, "%ld quarter", "%ld quarters"), missing);
    for (int q = view->first; missing <= NAMED_MOST && q <= view->last; q++) {
        if (figures_counts(&making->input->found->cube, q, view->first, view->last))
            continue;
        buf_adds(text, first ? "" : ", ");
        add_quarter(text, q, making->lang);
        first = false;
    }
}

/* The calendar year that has a figure where this period has none; 0: there is none. */
static int year_instead(const struct making *making, const struct figures_view *view)
{
    const struct figures_cube *cube = &making->input->found->cube;
    for (int q = view->last; q >= view->first; q--) {
        int first = q / FIGURES_QUARTERS * FIGURES_QUARTERS, last = first + FIGURES_QUARTERS - 1;
        bool counts = !figures_counts(cube, q, view->first, view->last);
        for (int i = first; counts && i <= last; i++)
            counts = figures_counts(cube, i, first, last);
        if (counts)
            return q / FIGURES_QUARTERS;
    }
    return 0;
}

/* What can be asked instead of a period that has no figure. */
static void add_way_out(const struct making *making, struct buf *text,
                        const struct figures_view *view)
{
    int year = year_instead(making, view);
    if (year)
        buf_addf(text, tr(making->lang, " Ask for %d as a whole: that has a figure."), year);
    else if (view->shown)
        buf_adds(text, tr(making->lang, " The other quarters are shown each by itself."));
}

/* Why there are no figures of a period. */
static void add_why_not(const struct making *making, struct buf *text,
                        const struct figures_view *view)
{
    enum lang lang = making->lang;
    struct buf period = BUF_INIT, missing = BUF_INIT;
    if (view->last < view->first) {
        buf_adds(text, tr(lang, "No quarter of this period is over yet; figures come in whole "
                                "quarters."));
    } else if (!view->shown) {
        buf_adds(text, tr(lang, "Figures come from five people on who were absent, who reported "
                                "sick and who came back, in one quarter or in a calendar year."));
    } else {
        add_quarters(&period, view->first, view->last, lang);
        add_left_out(making, &missing, view);
        buf_addf(text,
                 tr(lang, "There is no figure of %s as a whole: in %s too few people were absent "
                          "to be shown."),
                 period.data, missing.data);
        add_way_out(making, text, view);
    }
    buf_release(&period);
    buf_release(&missing);
}

/* ---- over time ------------------------------------------------------------------------------- */

static double highest(const struct making *making)
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
    return as_number(most);
}

static void add_moment(struct making *making, int quarter, double most)
{
    const struct figures_cube *cube = &making->input->found->cube;
    struct figures sum = {0}, twelve = {0};
    struct buf label = BUF_INIT, value = BUF_INIT;
    char key[16];
    if (!figures_quarter(cube, quarter, &sum))
        return;
    int64_t sector = sector_of(making, quarter);
    add_quarter(&label, quarter, making->lang);
    snprintf(key, sizeof key, "%d-%d", quarter / 4, quarter % 4 + 1);
    add_percent(&value, sum.sick, &sum, making->lang);
    if (sector >= 0) {
        buf_adds(&value, tr(making->lang, ", published "));
        add_sector(&value, sector, making->lang);
    }
    struct insight_line *line = add_line(making, BLOCK_ABSENCE, label.data, key, &value);
    line->number[0] = as_number(figures_percent(sum.sick, &sum, FINE));
    if (figures_twelve(cube, quarter, &twelve))
        line->number[1] = as_number(figures_percent(twelve.sick, &twelve, FINE));
    line->fill = most > 0 ? (int)(100 * line->number[0] / most + 0.5) : 0;
    if (sector >= 0) {
        line->number[2] = (double)sector / SECTOR_UNIT;
        line->mark = most > 0 ? (int)(100 * line->number[2] / most + 0.5) : 0;
    }
    buf_release(&label);
    buf_release(&value);
}

/* The last quarter that both have. */
static void add_beside(struct making *making, struct buf *text)
{
    const struct regime_figures *figures = making->input->figures;
    struct buf quarter = BUF_INIT, own = BUF_INIT, other = BUF_INIT;
    bool published = false;
    for (int q = making->frame->last; q >= making->frame->first; q--) {
        struct figures sum = {0};
        published |= sector_of(making, q) >= 0;
        if (sector_of(making, q) < 0 || !figures_quarter(&making->input->found->cube, q, &sum))
            continue;
        add_quarter(&quarter, q, making->lang);
        add_percent(&own, sum.sick, &sum, making->lang);
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
static void add_missing(struct making *making, struct buf *text)
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
static void add_uncounted(struct making *making, struct buf *text)
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
static void add_headline(struct making *making, struct buf *text)
{
    struct buf quarters = BUF_INIT, percent = BUF_INIT;
    if (figures_whole(&making->now)) {
        add_quarters(&quarters, making->frame->first, making->frame->last, making->lang);
        add_percent(&percent, making->now.sum.sick, &making->now.sum, making->lang);
        buf_addf(text, tr(making->lang, "Absence was %s (%s)."), percent.data, quarters.data);
    } else {
        add_why_not(making, text, &making->now);
    }
    buf_release(&quarters);
    buf_release(&percent);
}

static void make_moments(struct making *making)
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

/* ---- one period ------------------------------------------------------------------------------ */

static int64_t frequency_of(const struct making *making, const struct figures_view *view)
{
    int days = insight_quarter_begin(view->last + 1) - insight_quarter_begin(view->first);
    bool by_four = making->input->figures && making->input->figures->by_four;
    return by_four && view->first == view->last ? figures_quarter_by_four(&view->sum, days, FINE)
                                                : figures_frequency(&view->sum, FINE);
}

static int64_t rounded(int64_t fraction, int decimals)
{
    int64_t unit = 1;
    for (int i = decimals; i < FINE; i++)
        unit *= 10;
    return (fraction + unit / 2) / unit;
}

static void add_figure(struct making *making, const char *label, const char *key, int64_t fraction,
                       int decimals, const char *unit)
{
    struct buf value = BUF_INIT;
    figures_write(&value, rounded(fraction, decimals), decimals, making->lang);
    buf_adds(&value, unit);
    add_line(making, BLOCK_FIGURES, label, key, &value)->number[0] = as_number(fraction);
    buf_release(&value);
}

/* "no sick day (2025)": the year, when the page is of more. */
static void add_zero_figure(struct making *making, const char *label, const char *key,
                            int64_t people)
{
    struct buf text = BUF_INIT;
    buf_adds(&text, tr(making->lang, label));
    if (figures_frame_length(making->frame) != FIGURES_QUARTERS)
        buf_addf(&text, " (%d)", making->year_number);
    add_figure(making, text.data, key, figures_share(people, making->year, FINE), 1, "%");
    buf_release(&text);
}

static void add_zero(struct making *making)
{
    const struct figures *year = making->year;
    bool clear = year && figures_may_divide(year->clear, year->people);
    bool silent = year && figures_may_divide(year->silent, year->people);
    if (clear)
        add_zero_figure(making, N_("no sick day"), "without_sick_day", year->clear);
    if (silent && (!clear || figures_may_tell_both(year)))
        add_zero_figure(making, N_("no new report"), "without_report", year->silent);
}

static void make_figures(struct making *making)
{
    const struct figures *sum = &making->now.sum;
    struct figures twelve = {0};
    struct buf text = BUF_INIT, often = BUF_INIT, long_ = BUF_INIT;
    if (!figures_whole(&making->now)) {
        add_why_not(making, &text, &making->now);
        insight_tell(making->page, BLOCK_FIGURES, &text);
        return;
    }
    int64_t frequency = frequency_of(making, &making->now), duration = figures_duration(sum, FINE);
    figures_write(&often, rounded(frequency, 1), 1, making->lang);
    figures_write(&long_, rounded(duration, 0), 0, making->lang);
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

static void add_class(struct making *making, const struct figures_class *class, int64_t most)
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
    struct insight_line *line = add_line(making, BLOCK_CLASSES, label.data, key, &value);
    line->number[0] = as_number(figures_percent(class->sick, sum, FINE));
    line->fill = insight_percent(class->sick, most);
    buf_release(&label);
    buf_release(&value);
}

/* What most days of absence are of; or why that is not told. */
static void tell_classes(struct making *making, const struct figures_class *most, const char *label)
{
    struct buf text = BUF_INIT;
    if (most)
        buf_addf(&text,
                 tr(making->lang, "In %d, of every 100 days of absence %d were of cases of %s."),
                 making->year_number, insight_percent(most->sick, making->year->sick), label);
    else if (!making->input->classes)
        buf_adds(&text, tr(making->lang, "The regime file has no duration classes."));
    else
        buf_adds(&text, tr(making->lang, "This is told of a calendar year that is over, and so is "
                                         "who had no absence: of periods that overlap the "
                                         "difference could be one person. Choose a whole year."));
    insight_tell(making->page, BLOCK_CLASSES, &text);
}

static void make_classes(struct making *making)
{
    struct figures_class classes[FIGURES_CLASSES_MAX], *most = classes;
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

/* ---- by team --------------------------------------------------------------------------------- */

static void add_team(struct making *making, const struct figures_group *group)
{
    const struct figures *sum = &group->sum;
    struct buf value = BUF_INIT;
    const char *label = group->teams > 1 ? tr(making->lang, "the others together")
                        : *group->name   ? group->name
                                         : tr(making->lang, "no team");
    add_percent(&value, sum->sick, sum, making->lang);
    struct insight_line *line =
        add_line(making, BLOCK_ABSENCE_TEAMS, label, group->teams > 1 ? "" : group->name, &value);
    line->number[0] = as_number(figures_percent(sum->sick, sum, FINE));
    line->number[1] = as_number(figures_frequency(sum, FINE));
    line->number[2] = as_number(figures_duration(sum, FINE));
    buf_release(&value);
}

static void make_teams(struct making *making)
{
    struct buf text = BUF_INIT;
    long alone = 0;
    for (size_t i = 0; i < making->now.n_groups; i++)
        alone += making->now.group[i].teams == 1;
    alone = figures_whole(&making->now) ? alone : 0;
    if (!figures_whole(&making->now))
        add_why_not(making, &text, &making->now);
    else if (!alone && figures_frame_length(making->frame) > 1)
        buf_adds(&text,
                 tr(making->lang, "No team stands by itself: each was too small in one of these "
                                  "quarters, or stood with one that was, and that holds for all of "
                                  "them. Ask for one quarter."));
    else
        insight_add_alone(&text, alone, making->lang);
    for (size_t i = 0; alone && i < making->now.n_groups; i++)
        add_team(making, &making->now.group[i]);
    insight_tell(making->page, BLOCK_ABSENCE_TEAMS, &text);
}

/* ---- conversations --------------------------------------------------------------------------- */

static void add_due(struct making *making, const struct contact *contact, enum contact_due due)
{
    static const char *const labels[CONTACT_DUES] = {
        [CONTACT_FIRST_WEEK] = N_("spoken to in week 1"),
        [CONTACT_WEEK_SIX] = N_("spoken to in 6 weeks"),
    };
    static const char *const keys[CONTACT_DUES] = {
        [CONTACT_FIRST_WEEK] = "first_week", [CONTACT_WEEK_SIX] = "week_six"};
    struct buf value = BUF_INIT;
    int percent = insight_percent(contact->held[due], contact->due[due]);
    if (!contact->due[due])
        return;
    buf_addf(&value, tr(making->lang, "%d%% of %lld"), percent, (long long)contact->due[due]);
    struct insight_line *line =
        add_line(making, BLOCK_CONTACT, tr(making->lang, labels[due]), keys[due], &value);
    line->fill = percent;
    line->number[0] = (double)contact->due[due];
    line->number[1] = (double)contact->held[due];
    line->number[2] = percent;
    buf_release(&value);
}

static void make_contact(struct making *making)
{
    struct contact contact;
    struct buf text = BUF_INIT;
    figures_frame_contact(making->input->found, making->frame, &contact);
    int half = contact_half(&contact);
    for (int due = 0; due < CONTACT_DUES; due++)
        add_due(making, &contact, (enum contact_due)due);
    if (half >= 0)
        buf_addf(&text,
                 trn(making->lang, half,
                     "Half of those who were spoken to while absent were within %d day.",
                     "Half of those who were spoken to while absent were within %d days."),
                 half);
    else if (making->page->block[BLOCK_CONTACT].n)
        buf_adds(&text, tr(making->lang, "Of those who were still absent then, as far as they are "
                                         "five or more."));
    else
        buf_adds(&text, tr(making->lang, "This appears from five people on in one quarter who were "
                                         "absent for more than a week."));
    insight_tell(making->page, BLOCK_CONTACT, &text);
}

/* ---- before and after ------------------------------------------------------------------------ */

/* One figure of both periods; a negative one is not known. */
static void add_both(struct making *making, const char *label, const char *key, int64_t before,
                     int64_t now, int decimals, const char *unit)
{
    struct buf value = BUF_INIT;
    if (before < 0 || now < 0)
        return;
    figures_write(&value, rounded(before, decimals), decimals, making->lang);
    buf_addf(&value, "%s -> ", unit);
    figures_write(&value, rounded(now, decimals), decimals, making->lang);
    buf_adds(&value, unit);
    struct insight_line *line =
        add_line(making, BLOCK_COMPARE, tr(making->lang, label), key, &value);
    line->number[0] = as_number(before);
    line->number[1] = as_number(now);
    line->number[2] = as_number(now - before);
    buf_release(&value);
}

static int64_t whole(int number)
{
    return number < 0 ? -1 : (int64_t)number * 10000; /* FINE decimals */
}

static int64_t kept_of(const struct insight *insight)
{
    const struct insight_groups *groups = insight ? &insight->groups[PART_OWNER] : NULL;
    return groups && groups->total ? figures_ratio(100 * groups->kept, groups->total, FINE) : -1;
}

static int64_t held_of(const struct contact *contact, enum contact_due due)
{
    return contact->due[due] ? figures_ratio(100 * contact->held[due], contact->due[due], FINE)
                             : -1;
}

static void add_all_both(struct making *making)
{
    const struct figures_found *found = making->input->found;
    const struct figures_view *before = &making->before, *now = &making->now;
    struct contact then, after;
    figures_frame_contact(found, &found->frame[FRAME_BEFORE], &then);
    figures_frame_contact(found, &found->frame[FRAME_NOW], &after);
    if (figures_whole(before) && figures_whole(now)) {
        add_both(making, N_("absence percentage"), "percent",
                 figures_percent(before->sum.sick, &before->sum, FINE),
                 figures_percent(now->sum.sick, &now->sum, FINE), 1, "%");
        add_both(making, N_("report frequency"), "reports_a_year", frequency_of(making, before),
                 frequency_of(making, now), 2, "");
        add_both(making, N_("mean days away"), "mean_days", figures_duration(&before->sum, FINE),
                 figures_duration(&now->sum, FINE), 1, "");
    }
    add_both(making, N_("days until spoken to"), "days_to_conversation", whole(contact_half(&then)),
             whole(contact_half(&after)), 0, "");
    add_both(making, N_("spoken to in week 1"), "first_week", held_of(&then, CONTACT_FIRST_WEEK),
             held_of(&after, CONTACT_FIRST_WEEK), 0, "%");
    add_both(making, N_("agreements on time"), "kept",
             kept_of(making->input->insight[FRAME_BEFORE]),
             kept_of(making->input->insight[FRAME_NOW]), 0, "%");
}

static void add_verdict(struct making *making, struct buf *text)
{
    static const char *const words[] = {
        [VERDICT_NOTHING] = N_("One of the two is too small to be shown, so there is nothing to "
                               "compare."),
        [VERDICT_SEASONS] = N_("These are not the same quarters of the year, and seasons differ: "
                               "by this you cannot tell what changed."),
        [VERDICT_HOLES] = N_("Quarters are missing in it that are too small: by this you cannot "
                             "tell what changed."),
        [VERDICT_CHANCE] =
            N_("So small a difference may well be chance in a group of this size: it says "
               "nothing."),
        [VERDICT_SHORT] = N_("There is a difference, but in less than a year it says little."),
        [VERDICT_LESS] = N_("Absence went down. What did it, these figures do not say."),
        [VERDICT_MORE] = N_("Absence went up. What did it, these figures do not say."),
    };
    enum figures_verdict verdict =
        figures_compare(making->input->found, &making->now, &making->before);
    buf_adds(text, tr(making->lang, words[verdict]));
}

static void make_compare(struct making *making)
{
    const struct figures_frame *before = &making->input->found->frame[FRAME_BEFORE];
    struct buf text = BUF_INIT, then = BUF_INIT, now = BUF_INIT;
    if (!figures_frame_length(before) || !figures_frame_length(making->frame)) {
        add_why_not(making, &text, figures_frame_length(before) ? &making->now : &making->before);
    } else {
        add_quarters(&then, before->first, before->last, making->lang);
        add_quarters(&now, making->frame->first, making->frame->last, making->lang);
        buf_addf(&text, tr(making->lang, "From %s to %s."), then.data, now.data);
        buf_addc(&text, ' ');
        add_verdict(making, &text);
        add_all_both(making);
    }
    insight_tell(making->page, BLOCK_COMPARE, &text);
    buf_release(&then);
    buf_release(&now);
}

/* ---- the blocks ------------------------------------------------------------------------------ */

/* What the title and the note of the page are about conversations only. */
static void set_words(const struct making *making)
{
    struct insight_page *page = making->page;
    const struct figures_frame *frame = making->frame;
    struct buf text = BUF_INIT;
    if (figures_frame_length(frame)) {
        page->counted_from = insight_quarter_begin(frame->first);
        page->counted_to = insight_quarter_begin(frame->last + 1) - 1;
    }
    if (figures_frame_length(frame) &&
        (page->from != page->counted_from || page->to != page->counted_to)) {
        add_quarters(&text, frame->first, frame->last, making->lang);
        page->counted = buf_detach(&text);
    }
    buf_adds(&text, page->note);
    buf_adds(&text, tr(making->lang, " That is not so for absence: its figures change with every "
                                     "entry, so who holds a print from before one beside a print "
                                     "from after it sees what it changed."));
    free(page->note);
    page->note = buf_detach(&text);
}

/* The calendar year of which all quarters count. */
static void set_year(struct making *making)
{
    const struct figures_frame *year = &making->input->found->frame[FRAME_YEAR];
    struct figures_view view;
    if (!figures_frame_length(year))
        return;
    figures_view(&view, &making->input->found->cube, year->first, year->last);
    if (figures_whole(&view))
        making->year = &year->sum;
    making->year_number = year->first / FIGURES_QUARTERS;
    figures_view_release(&view);
}

void figures_page_add(struct insight_page *page, const struct figures_input *input)
{
    static void (*const makers[])(struct making *) = {make_moments, make_figures, make_classes,
                                                      make_teams,   make_contact, make_compare};
    const struct figures_found *found = input->found;
    struct making making = {
        .page = page, .input = input, .frame = &found->frame[FRAME_NOW], .lang = page->lang};
    const struct figures_frame *before = &found->frame[FRAME_BEFORE];
    figures_view(&making.now, &found->cube, making.frame->first, making.frame->last);
    figures_view(&making.before, &found->cube, before->first, before->last);
    set_year(&making);
    for (size_t i = 0; i < (found->begun ? sizeof makers / sizeof *makers : 1); i++)
        makers[i](&making);
    if (found->begun)
        set_words(&making);
    figures_view_release(&making.now);
    figures_view_release(&making.before);
}
