/* How a text field looks: which part of it is in view, and where on it a click falls. */
#include "ui/lineedit.h"

#include <string.h>

#include "base/utf8.h"
#include "ui/lineedit_change.h"
#include "ui/lineedit_wrap.h"

/* How many letters of ASCII the text begins with, at most `most`, but for a last one that may get a
 * mark. */
static int letters(const char *text, size_t len, int most)
{
    int n = 0;
    while ((size_t)n < len && n <= most && text[n] >= 0x20 && text[n] < 0x7F)
        n++;
    return n && (size_t)n < len ? n - 1 : n;
}

/* Puts text step by step, each where its columns say: nothing a terminal may think of a step can
 * shift the one behind it. Returns the columns used. */
static int put_steps(struct frame *frame, int row, int col, int columns, const char *text,
                     size_t len)
{
    int used = 0;
    for (size_t at = 0; at < len && used < columns;) {
        int left = columns - used, run = letters(text + at, len - at, left);
        if (run) {
            frame_put_part(frame, row, col + used, run, text + at, (size_t)run, STYLE_TYPED);
            used += run;
            at += (size_t)run;
            continue;
        }
        size_t next = utf8_next(text, len, at);
        int width = utf8_step_columns(text + at, next - at);
        if (width > left && width == 2)
            break;
        int room = width < left ? width : left;
        int put = frame_put_part(frame, row, col + used, room, text + at, next - at, STYLE_TYPED);
        frame_fill(frame, row, col + used + put, room - put, STYLE_FIELD);
        used += width;
        at = next;
    }
    return used < columns ? used : columns;
}

static void put_sign(struct frame *frame, int row, int col, const char *sign, const char *ascii)
{
    frame_put(frame, row, col, 1, frame->lines ? sign : ascii, STYLE_QUIET);
}

/* ---- several rows ---------------------------------------------------------------------------- */

/* Scrolls as little as brings the cursor in view, and never past the last row. */
static void scroll_rows(struct lineedit *edit, size_t rows)
{
    size_t cursor = lineedit_wrap_row(edit->wrap, edit->cursor), n = edit->wrap->n;
    if (cursor < edit->top)
        edit->top = cursor;
    if (cursor >= edit->top + rows)
        edit->top = cursor - rows + 1;
    if (edit->top + rows > n)
        edit->top = n > rows ? n - rows : 0;
}

/* Shows in the last column that there are rows above the first and below the last. */
static void put_arrows(struct frame *frame, int row, int col, int rows, bool above, bool below)
{
    if (above && below && rows == 1) {
        put_sign(frame, row, col, "↕", ":");
        return;
    }
    if (above)
        put_sign(frame, row, col, "↑", "^");
    if (below)
        put_sign(frame, row + rows - 1, col, "↓", "v");
}

static void draw_rows(struct lineedit *edit, struct frame *frame, int row, int col, int rows,
                      int columns, bool focused)
{
    int width = lineedit_text_columns(columns);
    lineedit_wrap_fit(edit->wrap, &edit->text, width);
    const struct lineedit_wrap *wrap = edit->wrap;
    if (focused)
        scroll_rows(edit, (size_t)rows);
    size_t cursor = lineedit_wrap_row(wrap, edit->cursor);
    for (int i = 0; i < rows; i++) {
        size_t r = edit->top + (size_t)i;
        if (r >= wrap->n) {
            frame_fill(frame, row + i, col, columns, STYLE_FIELD);
            continue;
        }
        size_t start = wrap->starts[r];
        const char *text = edit->text.data + start;
        int used = put_steps(frame, row + i, col, width, text,
                             lineedit_wrap_drawn(wrap, &edit->text, r) - start);
        frame_fill(frame, row + i, col + used, columns - used, STYLE_FIELD);
        if (focused && r == cursor) {
            int at = utf8_columns(text, edit->cursor - start);
            frame_cursor(frame, row + i, col + (at < columns ? at : columns - 1));
        }
    }
    put_arrows(frame, row, col + columns - 1, rows, edit->top > 0,
               edit->top + (size_t)rows < wrap->n);
}

static size_t click_rows(struct lineedit *edit, int row, int col, int columns)
{
    lineedit_wrap_fit(edit->wrap, &edit->text, lineedit_text_columns(columns));
    const struct lineedit_wrap *wrap = edit->wrap;
    size_t r = edit->top + (size_t)row;
    if (r >= wrap->n)
        return edit->text.len;
    size_t start = wrap->starts[r], end = lineedit_wrap_end(wrap, &edit->text, r);
    return start + utf8_fit(edit->text.data + start, end - start, col);
}

/* ---- one row --------------------------------------------------------------------------------- */

/* What of a long one-row text is in view: from top, behind a sign when that is not its beginning.
 */
struct view {
    int left;   /* columns the sign at the left takes: 0 or 1 */
    int width;  /* columns for text, without the signs */
    bool right; /* a sign at the right */
};

/* The columns of the text from one offset to another, or something above most. */
static int columns_to(const struct lineedit *edit, size_t from, size_t to, int most)
{
    const char *text = edit->text.data;
    int columns = 0;
    while (from < to && columns <= most) {
        size_t next = utf8_next(text, edit->text.len, from);
        columns += utf8_step_columns(text + from, next - from);
        from = next;
    }
    return columns;
}

/* The first offset from which the text up to `to` takes no more than columns. */
static size_t back_from(const struct lineedit *edit, size_t to, int columns)
{
    const char *text = edit->text.data;
    while (to > 0) {
        size_t before = utf8_prev(text, edit->text.len, to);
        columns -= utf8_step_columns(text + before, to - before);
        if (columns < 0)
            break;
        to = before;
    }
    return to;
}

static struct view view_of(const struct lineedit *edit, int columns)
{
    bool signs = columns > 4; /* narrower than that, the text needs all of it */
    struct view view = {.left = signs && edit->top > 0};
    int most = columns - view.left;
    view.right = signs && columns_to(edit, edit->top, edit->text.len, most) > most;
    view.width = most - view.right;
    return view;
}

/* True when the cursor, with the step it stands on, is inside the view. */
static bool in_view(const struct lineedit *edit, const struct view *view)
{
    if (edit->cursor < edit->top)
        return false;
    size_t next = utf8_next(edit->text.data, edit->text.len, edit->cursor);
    int under = utf8_step_columns(edit->text.data + edit->cursor, next - edit->cursor);
    int before = columns_to(edit, edit->top, edit->cursor, view->width);
    return before + (under == 2 ? 2 : 1) <= view->width;
}

/* Jumps by a good part of the row when the cursor leaves the view, so typing scrolls now and then
 * and not at every key; goes back when little is left to see. */
static struct view scroll_columns(struct lineedit *edit, int columns)
{
    size_t len = edit->text.len;
    if (edit->top > 0 && columns_to(edit, edit->top, len, columns) < columns / 2)
        edit->top = back_from(edit, len, columns * 3 / 4);
    struct view view = view_of(edit, columns);
    if (!in_view(edit, &view)) {
        int before = edit->cursor < edit->top ? columns / 3 : columns * 2 / 3;
        int most = columns > 4 ? columns - 4 : columns / 2; /* signs and a wide step fit too */
        edit->top = back_from(edit, edit->cursor, before < most ? before : most);
        view = view_of(edit, columns);
    }
    if (edit->top > 0 && columns_to(edit, 0, edit->top, 1) <= view.left) {
        edit->top = 0; /* the sign would stand for a single letter */
        view = view_of(edit, columns);
    }
    return view;
}

static void draw_row(struct lineedit *edit, struct frame *frame, int row, int col, int columns,
                     bool focused)
{
    edit->top = lineedit_edge(&edit->text, edit->top); /* the text may have changed under it */
    struct view view = focused ? scroll_columns(edit, columns) : view_of(edit, columns);
    size_t shown = utf8_fit(edit->text.data + edit->top, edit->text.len - edit->top, view.width);
    int used = view.left + put_steps(frame, row, col + view.left, view.width,
                                     edit->text.data + edit->top, shown);
    frame_fill(frame, row, col + used, columns - used, STYLE_FIELD);
    if (view.left)
        put_sign(frame, row, col, "‹", "<");
    if (view.right)
        put_sign(frame, row, col + columns - 1, "›", ">");
    if (focused) {
        int at = view.left + columns_to(edit, edit->top, edit->cursor, columns);
        frame_cursor(frame, row, col + (at < columns ? at : columns - 1));
    }
}

static size_t click_row(struct lineedit *edit, int col, int columns)
{
    edit->top = lineedit_edge(&edit->text, edit->top);
    struct view view = view_of(edit, columns);
    if (col < view.left)
        return utf8_prev(edit->text.data, edit->text.len, edit->top);
    return edit->top +
           utf8_fit(edit->text.data + edit->top, edit->text.len - edit->top, col - view.left);
}

/* ---- both ------------------------------------------------------------------------------------ */

void lineedit_draw(struct lineedit *edit, struct frame *frame, int row, int col, int rows,
                   int columns, bool focused)
{
    if (rows < 1 || columns < 1)
        return;
    if (!focused)
        edit->top = 0; /* who only looks reads from the beginning */
    if (edit->multiline)
        draw_rows(edit, frame, row, col, rows, columns, focused);
    else
        draw_row(edit, frame, row, col, columns, focused);
}

void lineedit_click(struct lineedit *edit, int row, int col, int rows, int columns)
{
    if (row < 0 || row >= rows || col < 0)
        return;
    lineedit_set_cursor(edit, edit->multiline ? click_rows(edit, row, col, columns)
                                              : click_row(edit, col, columns));
}
