/* How figures are laid out: blocks with a sentence, lines with a bar, in one column or two. */
#include <string.h>

#include "base/utf8.h"
#include "insight_inside.h"

#define COLUMN_MAX 62
#define BAR_MOST   14
#define BAR_LEAST  4
#define GAP        3 /* between two columns */

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

static void draw_lines(const struct seeing *seeing, const struct insight_block *block,
                       struct frame *frame, int row, const struct place_of *at)
{
    struct shares shares = share_out(block, at->columns);
    for (size_t i = 0; i < block->n; i++)
        if (in_view(seeing, row + (int)i) >= 0)
            draw_line(&block->line[i], frame, in_view(seeing, row + (int)i), at, &shares);
}

static bool is_chart(const struct seeing *seeing, int which)
{
    return order_of(seeing)->block[which] == BLOCK_ABSENCE;
}

static void draw_block(const struct seeing *seeing, struct frame *frame, int which)
{
    const struct insight_block *block = &seeing->page.block[order_of(seeing)->block[which]];
    const struct place_of *at = &seeing->at[which];
    int row = at->row, shown = in_view(seeing, row);
    if (shown >= 0 && which == seeing->focus) {
        frame_put(frame, shown, at->col, 1, ">", STYLE_STRONG);
        frame_cursor(frame, shown, at->col);
    }
    if (shown >= 0)
        frame_put(frame, shown, at->col + 2, at->columns - 2, block->heading, STYLE_HEADING);
    draw_sentence(seeing, block, frame, row + 1, at);
    row += 1 + sentence_rows(block, at->columns);
    int chart = is_chart(seeing, which) ? insight_chart_rows(block, at->columns) : 0;
    for (int i = 0; i < chart; i++)
        if (in_view(seeing, row + i) >= 0)
            insight_draw_chart(block, frame, in_view(seeing, row + i), at, i, lang_of(seeing));
    if (!chart)
        draw_lines(seeing, block, frame, row, at);
    for (int i = 0; i < at->rows; i++)
        if (in_view(seeing, at->row + i) >= 0)
            frame_spot(frame, in_view(seeing, at->row + i), at->col, 1, at->columns, COMMAND_SELECT,
                       which);
}

/* Gives blocks from first up to end a place under each other; returns the row behind them. */
static int lay_column(struct seeing *seeing, int first, int end, int row, int col, int columns)
{
    for (int i = first; i < end; i++) {
        const struct insight_block *block = &seeing->page.block[order_of(seeing)->block[i]];
        seeing->at[i] = (struct place_of){row, 0, col, columns};
        if (!insight_block_there(seeing, i))
            continue;
        int chart = is_chart(seeing, i) ? insight_chart_rows(block, columns) : 0;
        int rows = 1 + sentence_rows(block, columns) + (chart ? chart : (int)block->n);
        seeing->at[i] = (struct place_of){row, rows, col, columns};
        row += rows + 1;
    }
    return row;
}

static void lay_out(struct seeing *seeing, const struct frame *frame)
{
    const struct insight_order *order = order_of(seeing);
    int columns = frame->columns - 3, left, right = 0;
    bool several = order->n > 1 && insight_block_there(seeing, 1);
    if (columns >= TWO_COLUMNS - 3 && several) {
        int half = (columns - GAP) / 2;
        half = half > COLUMN_MAX ? COLUMN_MAX : half;
        left = lay_column(seeing, 0, order->left, 0, 1, half);
        right = lay_column(seeing, order->left, order->n, 0, 1 + half + GAP, half);
    } else {
        left = lay_column(seeing, 0, order->n, 0, 1, columns);
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

static void draw_sentences(struct frame *frame, const char *const *lines, size_t n, enum lang lang)
{
    int row = SCREEN_TOP + 2, columns = frame->columns > 80 ? 70 : frame->columns - 8;
    for (size_t i = 0; i < n; i++)
        row += frame_wrap(frame, row, 4, screen_bottom(frame) - row, columns, tr(lang, lines[i]),
                          i ? STYLE_PLAIN : STYLE_STRONG) +
               1;
}

static void draw_empty(const struct seeing *seeing, struct frame *frame)
{
    static const char *const lines[] = {
        N_("There is nothing to count yet."),
        N_("From five conversations with five people on, in one quarter, you see here how many "
           "were held, what made them hard and whether what was agreed is kept."),
        N_("Groups under five are never told apart."),
    };
    static const char *const counting[] = {N_("Counting absence...")};
    bool talks = seeing->side == SIDE_TALKS;
    draw_sentences(frame, talks ? lines : counting, talks ? sizeof lines / sizeof *lines : 1,
                   lang_of(seeing));
}

void insight_draw(struct screen *screen, struct frame *frame)
{
    struct seeing *seeing = (struct seeing *)screen;
    struct buf title = BUF_INIT;
    bool quarters = seeing->side == SIDE_ABSENCE && seeing->page.counted;
    buf_addf(&title, "%s - %s", seeing->page.title,
             quarters ? seeing->page.counted : seeing->page.period);
    screen_head(frame, title.data,
                frame->columns >= TWO_COLUMNS ? tr(lang_of(seeing), "no groups under five") : "");
    buf_release(&title);
    if (seeing->side == SIDE_TALKS ? !seeing->begun : !seeing->counted) {
        draw_empty(seeing, frame);
        return;
    }
    seeing->rows = screen_bottom(frame) - SCREEN_TOP;
    lay_out(seeing, frame);
    bring_into_view(seeing);
    for (int i = 0; i < order_of(seeing)->n; i++)
        if (insight_block_there(seeing, i))
            draw_block(seeing, frame, i);
    draw_more(seeing, frame);
}
