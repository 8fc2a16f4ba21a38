/*
 * timeline_draw: the steps of one case, by date, and below them all of the selected one.
 */
#include <string.h>

#include "report/timeline.h"
#include "timeline_inside.h"

enum { LEFT = 3, BOX = 4, WHO = 14, NARROW = 76 };

/* "[x]", "[ ]", and nothing where there is nothing to tick. */
static const char *box(const struct timeline_moment *moment)
{
    return moment->done != DAY_NONE ? "[x]" : moment->step->silent ? "   " : "[ ]";
}

/* Where the columns of a row begin; in a narrow window who acts is told of the selected one. */
struct columns {
    int when, who, end;
    bool wide;
};

static struct columns lay_out(const struct frame *frame)
{
    enum { DATE = 18, DONE = 24 };
    struct columns at = {.end = frame->columns - 2, .wide = frame->columns >= NARROW};
    at.who = at.end - (at.wide ? WHO : 0);
    at.when = at.who - (at.wide ? DONE : DATE);
    return at;
}

static enum style style_of(const struct timeline_moment *moment, bool here)
{
    return here                             ? STYLE_FOCUS
           : moment->done != DAY_NONE       ? STYLE_QUIET
           : moment->state == TIMELINE_LATE ? STYLE_WARN
                                            : STYLE_PLAIN;
}

/* "done 30 Nov": so short that it can stand where a date is due in a narrow window. */
static void add_done(struct buf *text, int day, int today, enum lang lang)
{
    struct buf when = BUF_INIT;
    day_add_short(&when, day, today, lang);
    buf_addf(text, tr(lang, "done %s"), when.data + strcspn(when.data, " ") + 1);
    buf_release(&when);
}

static void put_when(const struct timeline_screen *screen, struct frame *frame, int row,
                     const struct timeline_moment *moment, enum style style)
{
    const struct columns at = lay_out(frame);
    struct buf text = BUF_INIT;
    bool done = moment->done != DAY_NONE;
    if (done && at.wide)
        timeline_add_when(&text, moment, screen_today(&screen->screen),
                          screen_lang(&screen->screen));
    else if (done)
        add_done(&text, moment->done, screen_today(&screen->screen), screen_lang(&screen->screen));
    else
        day_add_short(&text, moment->due, screen_today(&screen->screen),
                      screen_lang(&screen->screen));
    frame_put(frame, row, at.when - 2, 1,
              moment->state == TIMELINE_LATE  ? "!"
              : moment->state == TIMELINE_DUE ? "*"
                                              : " ",
              style);
    frame_put(frame, row, at.when, at.who - at.when, text.data, style);
    buf_release(&text);
}

static void draw_moment(const struct timeline_screen *screen, struct frame *frame, int row,
                        size_t i)
{
    const struct timeline_moment *moment = &screen->timeline.moments[i];
    const struct columns at = lay_out(frame);
    bool here = i == screen->list.selected;
    enum style style = style_of(moment, here);
    struct buf title = BUF_INIT;
    if (here) {
        frame_fill(frame, row, 1, frame->columns - 2, style);
        frame_put(frame, row, 1, 1, ">", style);
        frame_cursor(frame, row, 1);
    }
    timeline_add_title(&title, moment);
    frame_put(frame, row, LEFT, BOX, box(moment), style);
    frame_put(frame, row, LEFT + BOX, at.when - LEFT - BOX - 3, title.data, style);
    put_when(screen, frame, row, moment, style);
    if (at.wide)
        frame_put(frame, row, at.who, WHO,
                  timeline_who_word(moment->step->who, screen_lang(&screen->screen)), style);
    frame_spot(frame, row, 0, 1, frame->columns, COMMAND_SELECT, (int)i);
    buf_release(&title);
}

/* Where the case stands today, and what counts as one. Returns the rows used. */
static int draw_case(const struct timeline_screen *screen, struct frame *frame, int row)
{
    struct buf text = BUF_INIT;
    timeline_add_case(&text, &screen->timeline.found, screen_today(&screen->screen),
                      screen_lang(&screen->screen));
    int rows = frame_wrap(frame, row, LEFT, 5, frame->columns - LEFT - 2, text.data, STYLE_PLAIN);
    buf_release(&text);
    return rows;
}

/* Rows for the one that needs most, so that the list stays as it is while one goes through it. */
static int details_rows(const struct timeline_screen *screen, int columns)
{
    int most = 0;
    for (size_t i = 0; i < screen->timeline.n_moments; i++) {
        struct buf heading = BUF_INIT, grounds = BUF_INIT;
        timeline_add_heading(&heading, &screen->timeline.moments[i], screen_today(&screen->screen),
                             screen_lang(&screen->screen));
        timeline_add_grounds(&grounds, screen->rules, screen->timeline.moments[i].step,
                             screen_lang(&screen->screen));
        int rows = frame_wrap_rows(heading.data, columns) + frame_wrap_rows(grounds.data, columns);
        most = rows > most ? rows : most;
        buf_release(&heading);
        buf_release(&grounds);
    }
    return most + 1; /* the rule */
}

static void draw_details(const struct timeline_screen *screen, struct frame *frame, int row)
{
    struct buf text = BUF_INIT;
    int end = screen_bottom(frame), columns = frame->columns - LEFT - 2;
    frame_rule(frame, row++, 0, frame->columns);
    timeline_add_heading(&text, timeline_selected(screen), screen_today(&screen->screen),
                         screen_lang(&screen->screen));
    row += frame_wrap(frame, row, LEFT, end - row, columns, text.data, STYLE_STRONG);
    buf_clear(&text);
    timeline_add_grounds(&text, screen->rules, timeline_selected(screen)->step,
                         screen_lang(&screen->screen));
    frame_wrap(frame, row, LEFT, end - row, columns, text.data, STYLE_QUIET);
    buf_release(&text);
}

static void draw_nothing(const struct timeline_screen *screen, struct frame *frame)
{
    enum lang lang = screen_lang(&screen->screen);
    frame_wrap(frame, SCREEN_TOP + 1, LEFT, 4, frame->columns - 2 * LEFT,
               screen->rules
                   ? tr(lang, "No absence is written down, so there are no steps.")
                   : tr(lang, "No regime file says which steps there are. Add \"timeline\" to "
                              "regime.yaml."),
               STYLE_PLAIN);
}

static void draw_headings(const struct timeline_screen *screen, struct frame *frame, int row)
{
    enum lang lang = screen_lang(&screen->screen);
    const struct columns at = lay_out(frame);
    frame_put(frame, row, LEFT + BOX, at.when - LEFT - BOX - 2, tr(lang, "STEP"), STYLE_HEADING);
    frame_put(frame, row, at.when, at.who - at.when, tr(lang, "BY ABOUT"), STYLE_HEADING);
    if (at.wide)
        frame_put(frame, row, at.who, WHO, tr(lang, "WHO ACTS"), STYLE_HEADING);
}

static const char *who_sees(const struct timeline_screen *screen)
{
    if (screen->timeline.told)
        return N_("out of a bundle");
    return screen->sent ? N_("you and HR, out of your bundles too")
                        : N_("you, and HR at this file");
}

void timeline_draw(struct screen *base, struct frame *frame)
{
    struct timeline_screen *screen = (struct timeline_screen *)base;
    enum lang lang = screen_lang(&screen->screen);
    struct buf title = BUF_INIT;
    buf_addf(&title, tr(lang, "Timeline - %s"), screen->name.data);
    screen_head(frame, title.data, tr(lang, who_sees(screen)));
    buf_release(&title);
    if (!timeline_selected(screen)) {
        draw_nothing(screen, frame);
        return;
    }
    int row = SCREEN_TOP;
    int end = screen_bottom(frame) - details_rows(screen, frame->columns - LEFT - 2);
    row += draw_case(screen, frame, row);
    draw_headings(screen, frame, row++);
    screen->page = end - row;
    list_view(&screen->list, (size_t)screen->page);
    for (size_t i = screen->list.top; i < screen->list.n && row < end; i++)
        draw_moment(screen, frame, row++, i);
    draw_details(screen, frame, end);
}
