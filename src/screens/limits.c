/*
 * limits: what an employer may ask and write down, one key away from everywhere. Left and right (or
 * Tab) turn the card; / looks for a word on all of them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "screens/screens.h"
#include "ui/lineedit.h"

enum { LIMITS_NEXT = COMMAND_OWN, LIMITS_BEFORE, LIMITS_FIND };

static const struct key_row key_rows[] = {
    {"<Tab> <Right> <Space> <PgDn>", LIMITS_NEXT, N_("Next card"), N_("Turn to the next card"), 70},
    {"<S-Tab> <Left> <PgUp>", LIMITS_BEFORE, NULL, N_("Turn to the card before"), 0},
    {"/", LIMITS_FIND, N_("Find"), N_("Find a word on all cards"), 60},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

struct limits_screen {
    struct screen screen;
    const struct regime *regime; /* the shelf's; NULL when none is within reach */
    int card, top;
    struct lineedit word; /* what is looked for */
    bool finding;
};

/* Signs of the cards: what may, what may not. */
static const char *const signs[LIMITS_COUNT] = {"+ ", "- ", "+ ", "- "};

static struct outcome turn(struct limits_screen *limits, int card)
{
    limits->card = card;
    limits->top = 0;
    return outcome_redraw();
}

static struct outcome limits_command(struct screen *screen, int command, int argument)
{
    struct limits_screen *limits = (struct limits_screen *)screen;
    if (command == LIMITS_NEXT)
        return turn(limits, argument >= 0 ? argument : (limits->card + 1) % LIMITS_COUNT);
    if (command == LIMITS_FIND) {
        limits->finding = limits->regime != NULL;
        return turn(limits, limits->card);
    }
    if (command == COMMAND_BACK && limits->finding) {
        limits->finding = false;
        lineedit_set(&limits->word, "");
        return turn(limits, limits->card);
    }
    if (command == LIMITS_BEFORE)
        return turn(limits, (limits->card + LIMITS_COUNT - 1) % LIMITS_COUNT);
    return outcome_nothing();
}

static struct outcome limits_press(struct screen *screen, const struct key *key)
{
    struct limits_screen *limits = (struct limits_screen *)screen;
    bool down = key->kind == PRESS_NAMED && key->name == NAME_DOWN;
    bool up = key->kind == PRESS_NAMED && key->name == NAME_UP;
    if (key->kind == PRESS_WHEEL)
        limits->top += key->count;
    else if (down || up)
        limits->top += down ? 1 : -1;
    else if (limits->finding && lineedit_key(&limits->word, key, 40) != EDIT_IGNORED)
        limits->top = 0;
    else
        return outcome_nothing();
    if (limits->top < 0)
        limits->top = 0;
    return outcome_redraw();
}

static void draw_tabs(struct limits_screen *limits, struct frame *frame, int row)
{
    static const char *const words[LIMITS_COUNT] = {N_("ask: yes"), N_("ask: no"), N_("write: yes"),
                                                    N_("write: no")};
    enum lang lang = limits->screen.desk->lang;
    int col = 3;
    for (int i = 0; i < LIMITS_COUNT; i++) {
        struct buf tab = BUF_INIT;
        bool here = i == limits->card;
        buf_addf(&tab, here ? "[%s]" : " %s ", tr(lang, words[i]));
        int used = frame_put(frame, row, col, frame->columns - col - 1, tab.data,
                             here ? STYLE_FOCUS : STYLE_QUIET);
        if (here)
            frame_cursor(frame, row, col);
        frame_spot(frame, row, col, 1, used, LIMITS_NEXT, i);
        col += used + 1;
        buf_release(&tab);
    }
}

static bool has_word(const char *line, const struct buf *word)
{
    struct buf folded = BUF_INIT;
    utf8_fold(&folded, line, strlen(line));
    bool has = strstr(folded.data, word->data) != NULL;
    buf_release(&folded);
    return has;
}

/* The lines of all cards that hold the word, each card under its title; returns their number. */
static int draw_found(struct limits_screen *limits, struct frame *frame, int row, int end)
{
    struct buf word = BUF_INIT;
    int columns = frame->columns > 84 ? 76 : frame->columns - 8, found = 0;
    utf8_fold(&word, limits->word.text.data, limits->word.text.len);
    for (int card = 0; card < LIMITS_COUNT; card++) {
        const struct regime_card *shown = &limits->regime->cards[card];
        bool titled = false;
        for (size_t i = 0; i < shown->lines.n; i++) {
            const char *line = shown->lines.line[i];
            if (!has_word(line, &word) || found++ < limits->top)
                continue;
            if (row + !titled + frame_wrap_rows(line, columns) > end)
                continue;
            if (!titled)
                frame_put(frame, row++, 3, frame->columns - 6, shown->title, STYLE_HEADING);
            titled = true;
            frame_put(frame, row, 3, 2, signs[card], *signs[card] == '+' ? STYLE_GOOD : STYLE_WARN);
            row += frame_wrap(frame, row, 5, end - row, columns, line, STYLE_PLAIN);
        }
    }
    buf_release(&word);
    return found;
}

static void draw_finding(struct limits_screen *limits, struct frame *frame, int end)
{
    enum lang lang = limits->screen.desk->lang;
    int used =
        frame_put(frame, SCREEN_TOP, 3, frame->columns - 6, tr(lang, "Type a word:"), STYLE_QUIET);
    lineedit_draw(&limits->word, frame, SCREEN_TOP, 4 + used, 1, 30, true);
    if (draw_found(limits, frame, SCREEN_TOP + 2, end) == 0)
        frame_put(frame, SCREEN_TOP + 2, 3, frame->columns - 6,
                  tr(lang, "No line of the cards has this word."), STYLE_QUIET);
}

static void draw_lines(struct limits_screen *limits, struct frame *frame, int row, int end)
{
    const struct guide_lines *lines = &limits->regime->cards[limits->card].lines;
    int columns = frame->columns > 84 ? 76 : frame->columns - 8;
    if (limits->top > 0 && (size_t)limits->top >= lines->n)
        limits->top = lines->n ? (int)lines->n - 1 : 0;
    bool may = *signs[limits->card] == '+';
    size_t i = (size_t)limits->top;
    for (; i < lines->n && row + frame_wrap_rows(lines->line[i], columns) <= end; i++) {
        frame_put(frame, row, 3, 2, signs[limits->card], may ? STYLE_GOOD : STYLE_WARN);
        row += frame_wrap(frame, row, 5, end - row, columns, lines->line[i], STYLE_PLAIN);
    }
    if (limits->top > 0)
        frame_put_right(frame, SCREEN_TOP + 2, 1, frame->columns - 2, frame->lines ? "↑" : "^",
                        STYLE_QUIET);
    if (i < lines->n)
        frame_put_right(frame, end - 1, 1, frame->columns - 2, frame->lines ? "↓" : "v",
                        STYLE_QUIET);
}

static void limits_draw(struct screen *screen, struct frame *frame)
{
    struct limits_screen *limits = (struct limits_screen *)screen;
    enum lang lang = screen->desk->lang;
    int end = screen_bottom(frame);
    screen_head(frame, tr(lang, "The limits: what you may ask and write down"), "");
    if (!limits->regime) {
        frame_wrap(frame, SCREEN_TOP + 1, 3, end - SCREEN_TOP, frame->columns - 6,
                   tr(lang, "There is no limits card within reach. Never ask or write down what "
                            "somebody has, why, or what treatment there is."),
                   STYLE_PLAIN);
        return;
    }
    if (limits->finding) {
        draw_finding(limits, frame, end);
        return;
    }
    draw_tabs(limits, frame, SCREEN_TOP);
    frame_put(frame, SCREEN_TOP + 2, 3, frame->columns - 6,
              limits->regime->cards[limits->card].title, STYLE_HEADING);
    draw_lines(limits, frame, SCREEN_TOP + 3, end - 2);
    frame_wrap(frame, end - 2, 3, 2, frame->columns - 6, limits->regime->cards[limits->card].source,
               STYLE_QUIET);
}

static void limits_status(const struct screen *screen, struct buf *line)
{
    buf_adds(line, tr(screen->desk->lang, "Told unasked? Listen, and do not write it down."));
}

static bool limits_typing(const struct screen *screen)
{
    return ((const struct limits_screen *)screen)->finding;
}

static bool limits_can(const struct screen *screen, int command)
{
    bool finding = ((const struct limits_screen *)screen)->finding;
    return !finding || (command != LIMITS_NEXT && command != LIMITS_BEFORE);
}

static void limits_close(struct screen *screen)
{
    lineedit_release(&((struct limits_screen *)screen)->word);
    free(screen);
}

static const struct screen_ops limits_ops = {
    .name = "limits",
    .command = limits_command,
    .key = limits_press,
    .draw = limits_draw,
    .typing = limits_typing,
    .can = limits_can,
    .status = limits_status,
    .close = limits_close,
};

struct screen *limits_open(struct desk *desk, const char *regime)
{
    struct limits_screen *limits = mem_zero(1, sizeof *limits);
    limits->screen = (struct screen){.ops = &limits_ops, .keys = &keys, .desk = desk};
    lineedit_init(&limits->word, false, 40);
    limits->regime = shelf_regime(desk->shelf, regime, desk->lang);
    return &limits->screen;
}
