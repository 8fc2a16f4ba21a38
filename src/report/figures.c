#include "report/figures.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "figures_inside.h"

double figures_number(int64_t fraction)
{
    static const double one = 10000; /* FINE decimals */
    return (double)fraction / one;
}

struct insight_line *figures_add_line(struct figures_making *making, enum insight_block_id id,
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

void figures_add_percent(struct buf *buf, int64_t sick, const struct figures *of, enum lang lang)
{
    figures_write(buf, figures_percent(sick, of, SHOWN), SHOWN, lang);
    buf_addc(buf, '%');
}

/* "Q3 2026" */
void figures_add_quarter(struct buf *buf, int quarter, enum lang lang)
{
    buf_addf(buf, tr(lang, "Q%d %d"), quarter % 4 + 1, quarter / 4);
}

/* "Q3 2026", "Q3 2025 - Q2 2026" */
void figures_add_quarters(struct buf *buf, int first, int last, enum lang lang)
{
    figures_add_quarter(buf, first, lang);
    if (last == first)
        return;
    buf_adds(buf, " - ");
    figures_add_quarter(buf, last, lang);
}

enum { NAMED_MOST = 4 }; /* quarters in a sentence; of more it says how many */

/* Of a period that is not whole: "Q2 2025, Q4 2025", or "6 quarters". */
static void add_left_out(const struct figures_making *making, struct buf *text,
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
        figures_add_quarter(text, q, making->lang);
        first = false;
    }
}

/* The calendar year that has a figure where this period has none; 0: there is none. */
static int year_instead(const struct figures_making *making, const struct figures_view *view)
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
static void add_way_out(const struct figures_making *making, struct buf *text,
                        const struct figures_view *view)
{
    int year = year_instead(making, view);
    if (year)
        buf_addf(text, tr(making->lang, " Ask for %d as a whole: that has a figure."), year);
    else if (view->shown)
        buf_adds(text, tr(making->lang, " The other quarters are shown each by itself."));
}

/* Why there are no figures of a period. */
void figures_add_why_not(const struct figures_making *making, struct buf *text,
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
        figures_add_quarters(&period, view->first, view->last, lang);
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

int64_t figures_rounded(int64_t fraction, int decimals)
{
    int64_t unit = 1;
    for (int i = decimals; i < FINE; i++)
        unit *= 10;
    return (fraction + unit / 2) / unit;
}

/* ---- the blocks ------------------------------------------------------------------------------ */

/* What the title and the note of the page are about conversations only. */
static void set_words(const struct figures_making *making)
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
        figures_add_quarters(&text, frame->first, frame->last, making->lang);
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
static void set_year(struct figures_making *making)
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
    static void (*const makers[])(struct figures_making *) = {
        figures_make_moments, figures_make_period,  figures_make_classes,
        figures_make_teams,   figures_make_contact, figures_make_compare};
    const struct figures_found *found = input->found;
    struct figures_making making = {
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
