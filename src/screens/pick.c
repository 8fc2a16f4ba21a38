#include "screens/pick.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "screens/screen.h"

void pick_init(struct pick *pick, bool filters)
{
    *pick = (struct pick){.filters = filters};
    lineedit_init(&pick->filter, false, 60);
}

void pick_clear(struct pick *pick)
{
    for (size_t i = 0; i < pick->n; i++) {
        free(pick->items[i].text);
        free(pick->items[i].right);
        free(pick->items[i].find);
    }
    free(pick->items);
    free(pick->shown);
    pick->items = NULL;
    pick->shown = NULL;
    pick->n = pick->n_shown = 0;
}

void pick_release(struct pick *pick)
{
    pick_clear(pick);
    lineedit_release(&pick->filter);
}

void pick_add(struct pick *pick, const char *text, const char *right, int id)
{
    struct buf find = BUF_INIT;
    utf8_fold(&find, text, strlen(text));
    buf_addc(&find, ' ');
    utf8_fold(&find, right, strlen(right));
    pick->items = mem_room(pick->items, pick->n, sizeof *pick->items);
    pick->items[pick->n++] = (struct pick_item){
        .text = mem_copy(text),
        .right = mem_copy(right),
        .find = buf_detach(&find),
        .id = id,
    };
}

void pick_add_words(struct pick *pick, const char *words)
{
    struct pick_item *item = &pick->items[pick->n - 1];
    struct buf find = BUF_INIT;
    buf_addf(&find, "%s ", item->find);
    utf8_fold(&find, words, strlen(words));
    free(item->find);
    item->find = buf_detach(&find);
}

void pick_narrow(struct pick *pick)
{
    struct buf word = BUF_INIT;
    utf8_fold(&word, pick->filter.text.data, pick->filter.text.len);
    pick->shown = mem_grow(pick->shown, pick->n + 1, sizeof *pick->shown);
    pick->n_shown = 0;
    for (size_t i = 0; i < pick->n; i++)
        if (!word.len || strstr(pick->items[i].find, word.data))
            pick->shown[pick->n_shown++] = i;
    list_resize(&pick->list, pick->n_shown);
    buf_release(&word);
}

const struct pick_item *pick_selected(const struct pick *pick)
{
    return pick->n_shown ? &pick->items[pick->shown[pick->list.selected]] : NULL;
}

bool pick_key(struct pick *pick, const struct key *key, int rows)
{
    bool text = pick->filters && key->kind == PRESS_TEXT; /* j and k are letters of a word */
    if (!text && list_key(&pick->list, key, (size_t)rows))
        return true;
    if (!pick->filters)
        return false;
    enum edit edit = lineedit_key(&pick->filter, key, 60);
    if (edit == EDIT_CHANGED || edit == EDIT_FULL) {
        list_select(&pick->list, 0);
        pick_narrow(pick);
    }
    return edit != EDIT_IGNORED;
}

/* Both sides of an item on one row. */
static bool fits(const struct pick_item *item, int columns)
{
    int left = utf8_columns(item->text, strlen(item->text)) + 2;
    int right = utf8_columns(item->right, strlen(item->right));
    return left + (right ? right + 2 : 0) <= columns;
}

/* How many rows an item takes: what does not fit on one goes on below, nothing is cut. */
static int item_rows(const struct pick *pick, size_t at, int columns)
{
    const struct pick_item *item = &pick->items[pick->shown[at]];
    if (fits(item, columns))
        return 1;
    int rows = frame_wrap_rows(item->text, columns - 2);
    return rows + (*item->right ? frame_wrap_rows(item->right, columns - 4) : 0);
}

static void draw_wrapped(const struct pick_item *item, struct frame *frame, int row, int end,
                         int col, int columns, enum style style)
{
    row += frame_wrap(frame, row, col + 2, end - row, columns - 2, item->text, style);
    frame_wrap(frame, row, col + 4, end - row, columns - 4, item->right,
               style == STYLE_FOCUS ? style : STYLE_QUIET);
}

/* Draws it in the rows from row up to end, and returns the row after it. */
static int draw_item(struct pick *pick, struct frame *frame, int row, int end, int col, int columns,
                     size_t at)
{
    const struct pick_item *item = &pick->items[pick->shown[at]];
    bool selected = at == pick->list.selected;
    enum style style = selected ? STYLE_FOCUS : STYLE_PLAIN;
    int rows = item_rows(pick, at, columns);
    rows = rows < end - row ? rows : end - row;
    if (selected) {
        frame_put(frame, row, col, 1, ">", style);
        if (!pick->filters)
            frame_cursor(frame, row, col);
    }
    if (!fits(item, columns)) {
        draw_wrapped(item, frame, row, end, col, columns, style);
    } else {
        int used = frame_put(frame, row, col + 2, columns - 2, item->text, style) + 4;
        frame_put_right(frame, row, col + used, columns - used, item->right,
                        selected ? STYLE_FOCUS : STYLE_QUIET);
    }
    frame_spot(frame, row, col, rows, columns, COMMAND_SELECT, (int)at);
    return row + rows;
}

/* The selected item is in view as a whole. */
static void view(struct pick *pick, int rows, int columns)
{
    list_view(&pick->list, (size_t)rows);
    int used = 0;
    for (size_t i = pick->list.top; pick->n_shown && i <= pick->list.selected; i++)
        used += item_rows(pick, i, columns);
    for (; used > rows && pick->list.top < pick->list.selected; pick->list.top++)
        used -= item_rows(pick, pick->list.top, columns);
}

int pick_draw(struct pick *pick, struct frame *frame, int row, int col, int rows, int columns,
              const char *label)
{
    int top = row, end = row + rows;
    if (pick->filters) {
        int used = frame_put(frame, row, col, columns / 2, label, STYLE_QUIET);
        lineedit_draw(&pick->filter, frame, row, col + used + 1, 1, columns - used - 1, true);
        row += 2;
    }
    size_t at;
    view(pick, end - row, columns);
    for (at = pick->list.top; row < end && at < pick->n_shown; at++)
        row = draw_item(pick, frame, row, end, col, columns, at);
    if (pick->filters && at < pick->n_shown)
        frame_put_right(frame, top, col + columns / 2, columns - columns / 2,
                        frame->lines ? "↓" : "v", STYLE_QUIET);
    return row - top;
}
