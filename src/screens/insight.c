/*
 * insight (Inzicht): figures about all conversations as blocks, each with its sentence; the arrows
 * go from block to block. A calm page: nobody is named in it, and nothing in it is ranked.
 */
#include "store/insight.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "report/file.h"
#include "report/insight.h"
#include "report/text.h"
#include "screens/ask.h"
#include "screens/screens.h"
#include "store/review.h"

#define TWO_COLUMNS 76 /* from this width on there are two columns */
#define COLUMN_MAX  62
#define BAR_MOST    14
#define BAR_LEAST   4
#define GAP         3 /* between two columns */

/* ---- keys ------------------------------------------------------------------------------------ */

enum {
    INSIGHT_NEXT = COMMAND_OWN,
    INSIGHT_BACK,
    INSIGHT_PERIOD,
    INSIGHT_WRITE,
};

enum { TAG_PERIOD = 1, TAG_WORDS, TAG_FORMAT, TAG_PATH };

static const struct key_row key_rows[] = {
    {"<Enter>", COMMAND_OPEN, N_("List"), N_("See the agreements behind this block"), 55},
    {"<Down> <Right> j", INSIGHT_NEXT, N_("Block"), N_("Go to the next block"), 40},
    {"<Up> <Left> k", INSIGHT_BACK, NULL, N_("Go to the block before"), 0},
    {"p", INSIGHT_PERIOD, N_("Period"), N_("Choose the period to look at"), 60},
    {"w", INSIGHT_WRITE, N_("To a file"), N_("Write these figures to a file"), 50},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

/* ---- what it holds --------------------------------------------------------------------------- */

/* Where a block stands on the page, in rows of the page. */
struct place_of {
    int row, rows, col, columns;
};

struct seeing {
    struct screen screen;
    struct insight_page page;
    struct period period;
    bool begun; /* there is something to count */
    struct place_of at[INSIGHT_BLOCKS];
    int focus, top, rows, used; /* rows in view, and of all, as drawn last */
    bool free;                  /* scrolled: the block in focus may be out of view */
    int format;
};

/* The order in which the eye meets the blocks: down the left column, then down the right one. */
static const enum insight_block_id order[INSIGHT_BLOCKS] = {
    BLOCK_OWNERS, BLOCK_HURDLES, BLOCK_TEAMS, BLOCK_TALKS, BLOCK_DAYS, BLOCK_SPARRING, BLOCK_FRESH};
enum { LEFT_BLOCKS = 3 };

static struct seeing *of(struct screen *screen)
{
    return (struct seeing *)screen;
}

static enum lang lang_of(const struct seeing *seeing)
{
    return seeing->screen.desk->lang;
}

static void add_words(void *arg, enum insight_part part, const char *key, struct buf *text)
{
    const struct desk *desk = arg;
    struct err err = ERR_INIT(desk->lang);
    insight_word(desk, part, key, text, &err);
}

static int load(struct seeing *seeing, struct err *err)
{
    struct desk *desk = seeing->screen.desk;
    struct insight insight;
    if (insight_begun(desk->store, &seeing->begun, err) ||
        insight_load(desk, &seeing->period, &insight, err))
        return -1;
    insight_page_release(&seeing->page);
    insight_page_make(&seeing->page, &insight, clock_today(&desk->clock), desk->lang, add_words,
                      desk);
    insight_release(&insight);
    return 0;
}

/* ---- the period ------------------------------------------------------------------------------ */

static const char *const periods[] = {N_("This month"), N_("This quarter"), N_("This year"),
                                      N_("The last 12 months"), N_("Another period")};
static const char *const period_words_of[] = {"this month", "this quarter", "this year", "", NULL};

static struct outcome ask_choice(struct seeing *seeing, int tag, const char *question,
                                 const char *const *options, size_t n)
{
    const char **shown = mem_zero(n, sizeof *shown);
    for (size_t i = 0; i < n; i++)
        shown[i] = tr(lang_of(seeing), options[i]);
    struct ask ask = {
        .tag = tag, .kind = ASK_CHOICE, .question = question, .options = shown, .n = n};
    struct screen *screen = ask_open(seeing->screen.desk, &ask);
    free(shown);
    return outcome_open(screen);
}

static const char *words_fault(const char *text)
{
    struct clock clock = clock_open();
    struct period period;
    return period_fault(period_read(text, clock_today(&clock), LANG_NL, &period));
}

static struct outcome ask_words(struct seeing *seeing)
{
    struct ask ask = {
        .tag = TAG_WORDS,
        .kind = ASK_TEXT,
        .question = tr(lang_of(seeing), "Which period?"),
        .hint = tr(lang_of(seeing), "For instance: last quarter, 2026, since september, 1-9 to "
                                    "30-11."),
        .max = 60,
        .fault = words_fault,
    };
    return outcome_open(ask_open(seeing->screen.desk, &ask));
}

static struct outcome set_period(struct seeing *seeing, const char *words)
{
    struct err err = ERR_INIT(lang_of(seeing));
    int today = clock_today(&seeing->screen.desk->clock);
    struct period period = {DAY_NONE, DAY_NONE};
    bool given = period_read(words, today, err.lang, &period) == PERIOD_WORDS_OK;
    insight_period(&period, given, today);
    seeing->period = period;
    seeing->top = 0;
    return load(seeing, &err) ? outcome_err(&err) : outcome_redraw();
}

/* ---- to a file ------------------------------------------------------------------------------- */

static const struct {
    const char *words, *ending;
    void (*add)(struct buf *, const struct insight_page *);
} forms[] = {
    {N_("Text"), ".txt", NULL},
    {N_("A web page with charts"), ".html", insight_add_html},
    {"JSON", ".json", insight_add_json},
    {N_("CSV, for a spreadsheet"), ".csv", insight_add_csv},
};
enum { FORMS = sizeof forms / sizeof *forms };

static struct outcome ask_format(struct seeing *seeing)
{
    const char *words[FORMS];
    for (size_t i = 0; i < FORMS; i++)
        words[i] = forms[i].words;
    return ask_choice(seeing, TAG_FORMAT, tr(lang_of(seeing), "As what?"), words, FORMS);
}

static struct outcome ask_path(struct seeing *seeing, int format)
{
    char day[DAY_ISO_SIZE], path[96];
    seeing->format = format;
    day_iso(clock_today(&seeing->screen.desk->clock), day);
    snprintf(path, sizeof path, "~/gesprek-%s-%s%s", day, tr(lang_of(seeing), "insight"),
             forms[format].ending);
    struct ask ask = {
        .tag = TAG_PATH,
        .kind = ASK_TEXT,
        .question = tr(lang_of(seeing), "Where shall it be written?"),
        .text = path,
        .max = 200,
    };
    return outcome_open(ask_open(seeing->screen.desk, &ask));
}

static struct outcome write_file(struct seeing *seeing, const char *path)
{
    struct err err = ERR_INIT(lang_of(seeing));
    struct buf bytes = BUF_INIT;
    if (forms[seeing->format].add)
        forms[seeing->format].add(&bytes, &seeing->page);
    else
        insight_add_text(&bytes, &seeing->page, TEXT_COLUMNS);
    int failed = file_write_new(path, bytes.data, bytes.len, &err);
    buf_release(&bytes);
    return failed ? outcome_err(&err) : outcome_say(tr(err.lang, "Written to %s."), path);
}

/* ---- commands -------------------------------------------------------------------------------- */

/* Of conversations HR has numbers and no list. */
static bool has_list(enum insight_block_id id)
{
    return id == BLOCK_OWNERS || id == BLOCK_TEAMS;
}

/* What was due in the quarters that the block is about. */
static struct outcome open_list(struct seeing *seeing)
{
    struct err err = ERR_INIT(lang_of(seeing));
    struct review_filter filter = REVIEW_FILTER_INIT;
    if (!has_list(order[seeing->focus]))
        return outcome_nothing();
    filter.due_from = insight_quarter_begin(insight_quarter(seeing->period.from));
    filter.due_to = insight_quarter_begin(insight_quarter(seeing->period.to) + 1) - 1;
    struct screen *screen = review_open(seeing->screen.desk, false, &filter, &err);
    return outcome_try(screen, &err);
}

static struct outcome move(struct seeing *seeing, int by)
{
    int focus = seeing->focus + by;
    if (focus < 0 || focus >= INSIGHT_BLOCKS)
        return outcome_nothing();
    seeing->focus = focus;
    seeing->free = false;
    return outcome_redraw();
}

static struct outcome scroll(struct seeing *seeing, int by)
{
    int last = seeing->used > seeing->rows ? seeing->used - seeing->rows : 0;
    int top = seeing->top + by;
    top = top < 0 ? 0 : top > last ? last : top;
    if (top == seeing->top)
        return outcome_nothing();
    seeing->top = top;
    seeing->free = true;
    return outcome_redraw();
}

static struct outcome insight_command(struct screen *screen, int command, int argument)
{
    struct seeing *seeing = of(screen);
    switch (command) {
    case INSIGHT_NEXT:
        return move(seeing, 1);
    case INSIGHT_BACK:
        return move(seeing, -1);
    case INSIGHT_PERIOD:
        return ask_choice(seeing, TAG_PERIOD, tr(lang_of(seeing), "Which period?"), periods,
                          sizeof periods / sizeof *periods);
    case INSIGHT_WRITE:
        return ask_format(seeing);
    case COMMAND_OPEN:
        return open_list(seeing);
    case COMMAND_SELECT:
        return argument < 0 ? outcome_nothing() : move(seeing, argument - seeing->focus);
    default:
        return outcome_nothing();
    }
}

static struct outcome insight_key(struct screen *screen, const struct key *key)
{
    struct seeing *seeing = of(screen);
    if (key->kind == PRESS_WHEEL)
        return scroll(seeing, 2 * key->count);
    if (key->kind == PRESS_NAMED && key->name == NAME_PGDN)
        return scroll(seeing, seeing->rows - 1);
    if (key->kind == PRESS_NAMED && key->name == NAME_PGUP)
        return scroll(seeing, 1 - seeing->rows);
    return outcome_nothing();
}

static struct outcome insight_resume(struct screen *screen, const struct reply *reply)
{
    struct seeing *seeing = of(screen);
    if (!reply->given)
        return outcome_redraw();
    switch (reply->tag) {
    case TAG_PERIOD:
        return period_words_of[reply->choice] ? set_period(seeing, period_words_of[reply->choice])
                                              : ask_words(seeing);
    case TAG_WORDS:
        return set_period(seeing, reply->text);
    case TAG_FORMAT:
        return ask_path(seeing, reply->choice);
    case TAG_PATH:
        return write_file(seeing, reply->text);
    default:
        return outcome_redraw();
    }
}

/* Scrolling works where there is more than fits. */
static bool insight_can(const struct screen *screen, int command)
{
    const struct seeing *seeing = (const struct seeing *)screen;
    switch (command) {
    case INSIGHT_NEXT:
        return seeing->begun && seeing->focus + 1 < INSIGHT_BLOCKS;
    case INSIGHT_BACK:
        return seeing->begun && seeing->focus > 0;
    case COMMAND_OPEN:
        return seeing->begun && has_list(order[seeing->focus]);
    case INSIGHT_PERIOD:
    case INSIGHT_WRITE:
        return seeing->begun;
    default:
        return true;
    }
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* The row of the frame for a row of the page, or -1 when it is out of view. */
static int in_view(const struct seeing *seeing, int row)
{
    return row >= seeing->top && row < seeing->top + seeing->rows ? row - seeing->top + SCREEN_TOP
                                                                  : -1;
}

static int wider(int columns, const char *text)
{
    int own = utf8_columns(text, strlen(text));
    return own > columns ? own : columns;
}

/* How the lines of a block share its columns: the bars take what labels and numbers leave. */
struct shares {
    int label, bar, value;
};

static struct shares share_out(const struct insight_block *block, int columns)
{
    struct shares shares = {0};
    for (size_t i = 0; i < block->n; i++) {
        shares.label = wider(shares.label, block->line[i].label);
        shares.value = wider(shares.value, block->line[i].value);
    }
    shares.bar = columns - 4 - shares.label - shares.value;
    shares.bar = shares.bar > BAR_MOST ? BAR_MOST : shares.bar < BAR_LEAST ? 0 : shares.bar;
    shares.label = columns - 3 - shares.value - (shares.bar ? shares.bar + 1 : 0);
    return shares;
}

static void draw_bar(struct frame *frame, int row, int col, int columns, int fill)
{
    struct buf part = BUF_INIT, rest = BUF_INIT;
    int filled = (fill * columns + 50) / 100;
    for (int i = 0; i < columns; i++)
        buf_adds(i < filled ? &part : &rest,
                 frame->lines ? (i < filled ? "█" : "░") : (i < filled ? "#" : "-"));
    frame_put(frame, row, col, filled, part.data, STYLE_STRONG);
    frame_put(frame, row, col + filled, columns - filled, rest.data, STYLE_QUIET);
    buf_release(&part);
    buf_release(&rest);
}

/* The label left, its number at the right, and the bar between them where there is room. */
static void draw_line(const struct insight_line *line, struct frame *frame, int row,
                      const struct place_of *at, const struct shares *shares)
{
    int end = at->col + at->columns;
    frame_put(frame, row, at->col + 2, shares->label, line->label, STYLE_PLAIN);
    if (shares->bar && line->fill >= 0)
        draw_bar(frame, row, end - shares->value - shares->bar - 1, shares->bar, line->fill);
    frame_put_right(frame, row, end - shares->value, shares->value, line->value, STYLE_PLAIN);
}

static int sentence_rows(const struct insight_block *block, int columns)
{
    return frame_wrap_rows(block->sentence, columns - 2);
}

static void draw_sentence(const struct seeing *seeing, const struct insight_block *block,
                          struct frame *frame, int row, const struct place_of *at)
{
    size_t len = strlen(block->sentence), done = 0;
    for (; done < len; row++) {
        size_t next, take = utf8_wrap(block->sentence + done, len - done, at->columns - 2, &next);
        if (in_view(seeing, row) >= 0)
            frame_put_part(frame, in_view(seeing, row), at->col + 2, at->columns - 2,
                           block->sentence + done, take, STYLE_QUIET);
        done += next;
    }
}

static void draw_block(const struct seeing *seeing, struct frame *frame, int which)
{
    const struct insight_block *block = &seeing->page.block[order[which]];
    const struct place_of *at = &seeing->at[which];
    int row = at->row, shown = in_view(seeing, row);
    struct shares shares = share_out(block, at->columns);
    if (shown >= 0 && which == seeing->focus) {
        frame_put(frame, shown, at->col, 1, ">", STYLE_STRONG);
        frame_cursor(frame, shown, at->col);
    }
    if (shown >= 0)
        frame_put(frame, shown, at->col + 2, at->columns - 2, block->heading, STYLE_HEADING);
    draw_sentence(seeing, block, frame, row + 1, at);
    row += 1 + sentence_rows(block, at->columns);
    for (size_t i = 0; i < block->n; i++)
        if (in_view(seeing, row + (int)i) >= 0)
            draw_line(&block->line[i], frame, in_view(seeing, row + (int)i), at, &shares);
    for (int i = 0; i < at->rows; i++)
        if (in_view(seeing, at->row + i) >= 0)
            frame_spot(frame, in_view(seeing, at->row + i), at->col, 1, at->columns, COMMAND_SELECT,
                       which);
}

/* Gives blocks from first up to end a place under each other; returns the row behind them. */
static int lay_column(struct seeing *seeing, int first, int end, int row, int col, int columns)
{
    for (int i = first; i < end; i++) {
        const struct insight_block *block = &seeing->page.block[order[i]];
        int rows = 1 + sentence_rows(block, columns) + (int)block->n;
        seeing->at[i] = (struct place_of){row, rows, col, columns};
        row += rows + 1;
    }
    return row;
}

static void lay_out(struct seeing *seeing, const struct frame *frame)
{
    int columns = frame->columns - 3, left, right = 0;
    if (columns >= TWO_COLUMNS - 3) {
        int half = (columns - GAP) / 2;
        half = half > COLUMN_MAX ? COLUMN_MAX : half;
        left = lay_column(seeing, 0, LEFT_BLOCKS, 0, 1, half);
        right = lay_column(seeing, LEFT_BLOCKS, INSIGHT_BLOCKS, 0, 1 + half + GAP, half);
    } else {
        left = lay_column(seeing, 0, INSIGHT_BLOCKS, 0, 1, columns);
    }
    seeing->used = (left > right ? left : right) - 1;
}

/* The block in focus comes into view, its heading first. */
static void bring_into_view(struct seeing *seeing)
{
    const struct place_of *at = &seeing->at[seeing->focus];
    int last = seeing->used > seeing->rows ? seeing->used - seeing->rows : 0;
    if (!seeing->free && at->row + at->rows > seeing->top + seeing->rows)
        seeing->top = at->row + at->rows - seeing->rows;
    if (!seeing->free && at->row < seeing->top)
        seeing->top = at->row;
    seeing->top = seeing->top > last ? last : seeing->top;
}

static void draw_more(const struct seeing *seeing, struct frame *frame)
{
    int edge = frame->columns - 1;
    if (seeing->top > 0)
        frame_put(frame, SCREEN_TOP, edge, 1, frame->lines ? "↑" : "^", STYLE_QUIET);
    if (seeing->top + seeing->rows < seeing->used)
        frame_put(frame, SCREEN_TOP + seeing->rows - 1, edge, 1, frame->lines ? "↓" : "v",
                  STYLE_QUIET);
}

static void draw_empty(const struct seeing *seeing, struct frame *frame)
{
    static const char *const lines[] = {
        N_("There is nothing to count yet."),
        N_("From five conversations with five people on, in one quarter, you see here how many "
           "were held, what made them hard and whether what was agreed is kept."),
        N_("Groups under five are never told apart."),
    };
    int row = SCREEN_TOP + 2, columns = frame->columns > 80 ? 70 : frame->columns - 8;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        row += frame_wrap(frame, row, 4, screen_bottom(frame) - row, columns,
                          tr(lang_of(seeing), lines[i]), i ? STYLE_PLAIN : STYLE_STRONG) +
               1;
}

static void insight_draw(struct screen *screen, struct frame *frame)
{
    struct seeing *seeing = of(screen);
    struct buf title = BUF_INIT;
    buf_addf(&title, "%s - %s", seeing->page.title, seeing->page.period);
    screen_head(frame, title.data,
                frame->columns >= TWO_COLUMNS ? tr(lang_of(seeing), "no groups under five") : "");
    buf_release(&title);
    if (!seeing->begun) {
        draw_empty(seeing, frame);
        return;
    }
    seeing->rows = screen_bottom(frame) - SCREEN_TOP;
    lay_out(seeing, frame);
    bring_into_view(seeing);
    for (int i = 0; i < INSIGHT_BLOCKS; i++)
        draw_block(seeing, frame, i);
    draw_more(seeing, frame);
}

static void insight_status(const struct screen *screen, struct buf *line)
{
    const struct seeing *seeing = (const struct seeing *)screen;
    if (seeing->begun)
        buf_adds(line, tr(lang_of(seeing), "What is too small stands together; \"all\" has it."));
}

/* ---- the rest of a screen -------------------------------------------------------------------- */

static int insight_refresh(struct screen *screen, struct err *err)
{
    return load(of(screen), err);
}

static void insight_close(struct screen *screen)
{
    insight_page_release(&of(screen)->page);
    free(screen);
}

static const struct screen_ops insight_ops = {
    .name = "insight",
    .command = insight_command,
    .key = insight_key,
    .resume = insight_resume,
    .draw = insight_draw,
    .can = insight_can,
    .status = insight_status,
    .refresh = insight_refresh,
    .close = insight_close,
};

struct screen *insight_open(struct desk *desk, struct err *err)
{
    struct seeing *seeing = mem_zero(1, sizeof *seeing);
    seeing->screen = (struct screen){.ops = &insight_ops, .keys = &keys, .desk = desk};
    insight_period(&seeing->period, false, clock_today(&desk->clock));
    if (insight_advance(desk, err) || load(seeing, err)) {
        insight_close(&seeing->screen);
        return NULL;
    }
    return &seeing->screen;
}
