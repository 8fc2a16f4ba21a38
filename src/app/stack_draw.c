/*
 * stack_draw: the top screen, and under it the status line and the bar.
 */
#include <string.h>

#include "base/utf8.h"
#include "stack_inside.h"
#include "store/sealing.h"

#define SAID_ROWS 5

static bool can_now(const void *screen, int command)
{
    return screen_works(screen, command);
}

static void draw_small(const struct stack *stack, struct frame *frame)
{
    struct buf text = BUF_INIT;
    buf_addf(&text,
             tr(lang_of(stack), "The window is too small: make it at least %d by %d. Your text is "
                                "safe; Ctrl-C stops."),
             STACK_COLUMNS, STACK_ROWS);
    frame_wrap(frame, 0, 0, frame->rows, frame->columns, text.data, STYLE_PLAIN);
    buf_release(&text);
}

static void draw_hidden(const struct stack *stack, struct frame *frame)
{
    frame_put(frame, frame->rows / 2, 2, frame->columns - 4, tr(lang_of(stack), "Enter to go on"),
              STYLE_QUIET);
}

/* ---- the status line ------------------------------------------------------------------------- */

/* Who may write here, when that is not this window: it stays on the status line, so it is no wider
 * than that. Of a place with a long name only the time is told. */
static void add_read_only(const struct stack *stack, struct buf *line, int columns)
{
    const struct store *store = stack_desk_above(stack)->store;
    const struct holder *holder = store_holder(store);
    enum lang lang = lang_of(stack);
    int hour, minute;
    if (store_writable(store))
        return;
    if (!holder) {
        buf_adds(line, tr(lang, "Reading only: this file or folder cannot be written."));
        return;
    }
    if (store_lock_free(store)) {
        buf_adds(line, tr(lang, "The other window is closed: T to write here."));
        return;
    }
    clock_time(holder->since, &hour, &minute);
    buf_addf(line, tr(lang, "Reading only: open for writing at %s since %02d:%02d."),
             *holder->where ? holder->where : holder->host, hour, minute);
    if (utf8_columns(line->data, line->len) <= columns)
        return;
    buf_clear(line);
    buf_addf(line, tr(lang, "Reading only: open for writing elsewhere since %02d:%02d."), hour,
             minute);
}

/* What is said is read whole: a long sentence covers the rows above the status line for as long as
 * it stands there. */
static void draw_said(const struct stack *stack, struct frame *frame)
{
    int columns = frame->columns - 2, rows = frame_wrap_rows(stack->say, columns);
    rows = rows < SAID_ROWS ? rows : SAID_ROWS;
    int row = frame->rows - 1 - rows;
    for (int i = 0; i < rows; i++)
        frame_fill(frame, row + i, 0, frame->columns, STYLE_PLAIN);
    if (rows > 1)
        frame_rule(frame, row - 1, 0, frame->columns);
    frame_wrap(frame, row, 1, rows, columns, stack->say, STYLE_STRONG);
}

/* How the file is kept: that it saves by itself, and that it is sealed. What to do where it is not
 * stands on home alone. The longest of the words that fits. */
static const char *kept_words(const struct stack *stack, int columns)
{
    static const char *const words[2][3] = {
        {N_("saves by itself"), "", ""},
        {N_("saves by itself, sealed"), N_("sealed"), ""},
    };
    enum sealing sealing = store_sealing(stack->desk->store);
    int i = store_writable(stack->desk->store) ? 0 : 1;       /* the first says that it is saved */
    if (sealing == SEALING_LOCKED || stack_rehearsing(stack)) /* that says itself what is kept */
        return "";
    for (; i < 3; i++) {
        const char *english = words[sealing != SEALING_OFF][i];
        const char *said = *english ? tr(lang_of(stack), english) : "";
        if (utf8_columns(said, strlen(said)) <= columns)
            return said;
    }
    return "";
}

static void draw_status(struct stack *stack, struct frame *frame)
{
    struct screen *top = stack_top(stack);
    struct buf line = BUF_INIT;
    int row = frame->rows - 2, left = frame->columns - 2;
    if (*stack->say) {
        draw_said(stack, frame);
        return;
    }
    if (stack->found.len && stack->found_in == stack_typed_text(stack, false) &&
        notice_draw(stack->found.data, frame, row, COMMAND_NOTICE))
        return;
    add_read_only(stack, &line, left);
    if (!line.len && top->ops->status)
        top->ops->status(top, &line);
    const char *kept = kept_words(stack, left - utf8_columns(line.data, line.len) - 2);
    if (*kept)
        left = frame_put_right(frame, row, 1, left, kept, STYLE_QUIET) - 2;
    frame_put(frame, row, 1, left, line.data, STYLE_QUIET);
    buf_release(&line);
}

/* ---- the bar --------------------------------------------------------------------------------- */

static uint64_t bar_now(const struct screen *top)
{
    return keymap_bar(top->keys, can_now, top);
}

static void draw_bar(struct stack *stack, struct frame *frame)
{
    const struct screen *top = stack_top(stack);
    keymap_draw_bar(top->keys, frame, frame->rows - 1, lang_of(stack), can_now, top,
                    screen_letters(top));
    stack->bar = bar_now(top);
}

/* ---- the picture as a whole ------------------------------------------------------------------ */

void stack_draw(struct stack *stack, struct frame *frame)
{
    struct screen *top = stack_top(stack);
    frame_clear(frame);
    stack->shown = frame;
    stack->drawn = false;
    if (stack->hidden) {
        draw_hidden(stack, frame);
        return;
    }
    if (frame->rows < STACK_ROWS || frame->columns < STACK_COLUMNS) {
        draw_small(stack, frame);
        return;
    }
    top->ops->draw(top, frame);
    stack_mark_rehearsal(stack, frame);
    draw_status(stack, frame);
    stack->bar_spots = frame->n_spots;
    draw_bar(stack, frame);
    stack->drawn = !stack->found.len; /* what was found may stand on rows of the text */
    stack->moved = false;
}

/* Where another row is selected, other things may be possible. */
static bool draw_moved(struct stack *stack, struct frame *frame)
{
    struct screen *top = stack_top(stack);
    if (!top->ops->draw_moved || !top->ops->draw_moved(top, frame))
        return false;
    stack->moved = false;
    if (stack->bar != bar_now(top)) {
        frame->n_spots = stack->bar_spots;
        draw_bar(stack, frame);
    }
    return true;
}

bool stack_draw_key(struct stack *stack, struct frame *frame)
{
    struct screen *top = stack_top(stack);
    if (!stack->drawn || stack->shown != frame)
        return false;
    if (stack->moved)
        return draw_moved(stack, frame);
    return top->ops->draw_typed && top->ops->draw_typed(top, frame);
}
