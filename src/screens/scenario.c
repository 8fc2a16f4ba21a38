/*
 * scenario: one conversation to practise: what the other says, what you might say, and at the end a
 * look back in the words of the guide's pitfalls. It has two pages, the talk and the look-back.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "domain/practice.h"
#include "screens/screens.h"
#include "ui/list.h"

enum { SCENARIO_AGAIN = COMMAND_OWN, SCENARIO_BACK };

enum { LEFT = 3, WIDEST = 76 };

static const struct key_row talk_rows[] = {
    {"<Enter>", COMMAND_OPEN, N_("Say this"), N_("Say the selected sentence"), 70},
    {"<Left> [", SCENARIO_BACK, N_("Take back"), N_("Take back what you said last"), 40},
    {"", SCENARIO_AGAIN, NULL, N_("Begin this conversation again"), 0},
};
static const struct keymap talk_keys = {talk_rows, sizeof talk_rows / sizeof *talk_rows,
                                        &screen_common_keys};

static const struct key_row over_rows[] = {
    {"<Enter>", SCENARIO_AGAIN, N_("Again"), N_("Again, with other choices"), 70},
    {"<Left> [", SCENARIO_BACK, N_("Take back"), N_("Take back what you said last"), 40},
};
static const struct keymap over_keys = {over_rows, sizeof over_rows / sizeof *over_rows,
                                        &screen_common_keys};

struct scenario {
    struct screen screen;
    struct practice practice;
    struct list replies; /* in the talk; in the look-back its rows from the top */
    int page;            /* rows of the look-back in view, as last drawn */
};

/* ---- commands -------------------------------------------------------------------------------- */

/* The page that fits where the talk is now. */
static struct outcome turn_page(struct scenario *scenario)
{
    size_t n = practice_replies(&scenario->practice);
    scenario->replies = (struct list){.n = n};
    scenario->screen.keys = n ? &talk_keys : &over_keys;
    return outcome_redraw();
}

static struct outcome say(struct scenario *scenario, size_t i)
{
    if (i >= practice_replies(&scenario->practice))
        return outcome_nothing();
    practice_say(&scenario->practice, i);
    return turn_page(scenario);
}

static struct outcome scenario_command(struct screen *screen, int command, int argument)
{
    struct scenario *scenario = (struct scenario *)screen;
    switch (command) {
    case COMMAND_SELECT:
        list_select(&scenario->replies, (size_t)argument);
        return outcome_redraw();
    case COMMAND_OPEN:
        return say(scenario, scenario->replies.selected);
    case SCENARIO_BACK:
        practice_back(&scenario->practice);
        return turn_page(scenario);
    case SCENARIO_AGAIN:
        practice_again(&scenario->practice);
        return turn_page(scenario);
    default:
        return outcome_nothing();
    }
}

static bool scenario_can(const struct screen *screen, int command)
{
    const struct scenario *scenario = (const struct scenario *)screen;
    switch (command) {
    case SCENARIO_BACK:
        return scenario->practice.n > 0;
    case COMMAND_OPEN:
        return !practice_over(&scenario->practice);
    case COMMAND_UNDO: /* nothing here was done that could be undone */
    case COMMAND_REDO:
        return false;
    default:
        return true;
    }
}

/* A digit says that reply. */
static struct outcome scenario_key(struct screen *screen, const struct key *key)
{
    struct scenario *scenario = (struct scenario *)screen;
    bool over = practice_over(&scenario->practice);
    if (!over && key->kind == PRESS_TEXT && key->text[0] >= '1' && key->text[0] <= '9')
        return say(scenario, (size_t)(key->text[0] - '1'));
    size_t page = over && scenario->page > 0 ? (size_t)scenario->page : PRACTICE_REPLIES;
    return list_key(&scenario->replies, key, page) ? outcome_redraw() : outcome_nothing();
}

/* ---- drawing --------------------------------------------------------------------------------- */

static int wide(const struct frame *frame)
{
    int columns = frame->columns - 2 * LEFT;
    return columns < WIDEST ? columns : WIDEST;
}

/* What somebody said, behind who it was; a stage direction stands in brackets and is no quote.
 * Returns the rows it needs, also when there were less. */
static int draw_said(struct frame *frame, int row, int rows, const char *who, const char *text,
                     enum style style)
{
    struct buf line = BUF_INIT;
    int col = LEFT + utf8_columns(who, strlen(who)) + 2, columns = LEFT + wide(frame) - col;
    buf_addf(&line, *text == '(' ? "%s" : "\"%s\"", text);
    if (rows > 0)
        frame_put(frame, row, LEFT, wide(frame), who, STYLE_QUIET);
    frame_wrap(frame, row, col, rows, columns, line.data, style);
    int used = frame_wrap_rows(line.data, columns);
    buf_release(&line);
    return used;
}

/* What was said a moment ago, so that the answer to it stands beside it. */
static int draw_last(const struct scenario *scenario, struct frame *frame, int row)
{
    const struct practice *practice = &scenario->practice;
    enum lang lang = screen_lang(&scenario->screen);
    if (!practice->n)
        return frame_wrap(frame, row, LEFT, 3, wide(frame), practice->scenario->start,
                          STYLE_PLAIN) +
               1;
    const struct practice_step *step = &practice->steps[practice->n - 1];
    int rows = draw_said(frame, row, 2, tr(lang, "The other:"), step->turn->other, STYLE_QUIET);
    rows += draw_said(frame, row + rows, 2, tr(lang, "You:"), step->reply->say, STYLE_QUIET);
    return rows + 1;
}

static void draw_replies(struct scenario *scenario, struct frame *frame, int row)
{
    const struct practice *practice = &scenario->practice;
    size_t n = practice_replies(practice);
    int end = screen_bottom(frame);
    for (size_t i = 0; i < n && row < end; i++) {
        bool here = i == scenario->replies.selected;
        char number[24];
        snprintf(number, sizeof number, "%c %zu", here ? '>' : ' ', i + 1);
        frame_put(frame, row, LEFT - 2, 4, number, here ? STYLE_FOCUS : STYLE_QUIET);
        int rows = frame_wrap(frame, row, LEFT + 3, end - row, wide(frame) - 3,
                              practice_reply(practice, i)->say, here ? STYLE_FOCUS : STYLE_PLAIN);
        frame_spot(frame, row, LEFT - 2, rows, wide(frame) + 2, COMMAND_SELECT, (int)i);
        if (here)
            frame_cursor(frame, row, LEFT - 2);
        row += rows + (frame->rows > 24);
    }
}

static void draw_talk(struct scenario *scenario, struct frame *frame)
{
    const struct practice *practice = &scenario->practice;
    int row = SCREEN_TOP + 1;
    row += draw_last(scenario, frame, row);
    row += draw_said(frame, row, 4, tr(screen_lang(&scenario->screen), "The other:"),
                     practice->turn->other, STYLE_STRONG);
    frame_put(frame, row + 1, LEFT, wide(frame),
              tr(screen_lang(&scenario->screen), "What do you say?"), STYLE_QUIET);
    draw_replies(scenario, frame, row + 3);
}

/* What was good about a reply, or the pitfall it stepped into and what is better. */
static void add_verdict(struct buf *text, const struct practice *practice,
                        const struct guide_reply *reply)
{
    const struct guide_pitfall *pitfall = guide_pitfall(practice->guide, reply->pitfall);
    if (pitfall)
        buf_addf(text, *pitfall->instead ? "! %s -> %s" : "! %s", pitfall->text, pitfall->instead);
    if (*reply->good)
        buf_addf(text, "%s+ %s", text->len ? "  " : "", reply->good);
}

/* One step looked back on, in at most so many rows: it is drawn whole, or not at all when it does
 * not fit. Returns the rows it needs. */
static int draw_step(const struct scenario *scenario, size_t i, struct frame *frame, int row,
                     int rows)
{
    const struct practice *practice = &scenario->practice;
    const struct practice_step *step = &practice->steps[i];
    const char *other = tr(screen_lang(&scenario->screen), "The other:"),
               *you = tr(screen_lang(&scenario->screen), "You:");
    struct buf verdict = BUF_INIT;
    add_verdict(&verdict, practice, step->reply);
    int first = draw_said(frame, row, 0, other, step->turn->other, STYLE_QUIET);
    int second = draw_said(frame, row, 0, you, step->reply->say, STYLE_PLAIN);
    int need = first + second + frame_wrap_rows(verdict.data, wide(frame) - 2);
    if (need <= rows) {
        draw_said(frame, row, first, other, step->turn->other, STYLE_QUIET);
        draw_said(frame, row + first, second, you, step->reply->say, STYLE_PLAIN);
        frame_wrap(frame, row + first + second, LEFT + 2, need - first - second, wide(frame) - 2,
                   verdict.data, *step->reply->pitfall ? STYLE_WARN : STYLE_GOOD);
    }
    buf_release(&verdict);
    return need;
}

static void add_sum(const struct scenario *scenario, struct buf *text)
{
    size_t n = practice_pitfalls(&scenario->practice);
    enum lang lang = screen_lang(&scenario->screen);
    if (n)
        buf_addf(text,
                 trn(lang, (long)n, "You stepped into %zu pitfall. That is what practising is for.",
                     "You stepped into %zu pitfalls. That is what practising is for."),
                 n);
    else
        buf_adds(text, tr(lang, "You stepped into no pitfall this time."));
}

static void draw_look_back(struct scenario *scenario, struct frame *frame)
{
    const struct practice *practice = &scenario->practice;
    struct buf sum = BUF_INIT;
    int row = SCREEN_TOP + 1, end = screen_bottom(frame);
    add_sum(scenario, &sum);
    row += frame_wrap(frame, row, LEFT, 2, wide(frame), sum.data, STYLE_STRONG) + 1;
    buf_release(&sum);
    scenario->replies.n = practice->n;
    size_t i = scenario->replies.selected;
    if (i > 0)
        frame_put_right(frame, row - 1, 1, frame->columns - 2, frame->lines ? "↑" : "^",
                        STYLE_QUIET);
    frame_cursor(frame, row, LEFT);
    for (int need; i < practice->n; i++, row += need + 1)
        if ((need = draw_step(scenario, i, frame, row, end - row)) > end - row)
            break;
    if (i == practice->n && practice->turn) /* the other has the last word */
        draw_said(frame, row, end - row, tr(screen_lang(&scenario->screen), "The other:"),
                  practice->turn->other, STYLE_QUIET);
    if (i < practice->n)
        frame_put_right(frame, end - 1, 1, frame->columns - 2, frame->lines ? "↓" : "v",
                        STYLE_QUIET);
    scenario->page = 2;
}

static void scenario_draw(struct screen *screen, struct frame *frame)
{
    struct scenario *scenario = (struct scenario *)screen;
    screen_head(frame, scenario->practice.scenario->title, tr(screen->desk->lang, "practice"));
    if (practice_over(&scenario->practice))
        draw_look_back(scenario, frame);
    else
        draw_talk(scenario, frame);
}

static void scenario_status(const struct screen *screen, struct buf *line)
{
    buf_adds(line, tr(screen->desk->lang, "Just to try; nothing of it is kept."));
}

static void scenario_close(struct screen *screen)
{
    free(screen);
}

static const struct screen_ops scenario_ops = {
    .name = "scenario",
    .command = scenario_command,
    .key = scenario_key,
    .draw = scenario_draw,
    .can = scenario_can,
    .status = scenario_status,
    .close = scenario_close,
};

struct screen *scenario_open(struct desk *desk, const struct guide *guide,
                             const struct guide_scenario *scenario_asked)
{
    struct scenario *scenario = mem_zero(1, sizeof *scenario);
    scenario->screen = (struct screen){.ops = &scenario_ops, .desk = desk};
    practice_begin(&scenario->practice, guide, scenario_asked);
    turn_page(scenario);
    return &scenario->screen;
}
