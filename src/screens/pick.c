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

static void draw_item(struct pick *pick, struct frame *frame, int row, int col, int columns,
                      size_t at)
{
    const struct pick_item *item = &pick->items[pick->shown[at]];
    bool selected = at == pick->list.selected;
    enum style style = selected ? STYLE_FOCUS : STYLE_PLAIN;
    int edge = columns, half = columns / 2;
    int left =
        utf8_columns(item->text, strlen(item->text)) + 4; /* what is right of it may be long */
    if (selected) {
        frame_put(frame, row, col, 1, ">", style);
        if (!pick->filters)
            frame_cursor(frame, row, col);
    }
    left = left < half ? left : half;
    if (*item->right)
        edge = frame_put_right(frame, row, col + left, columns - left, item->right,
                               selected ? STYLE_FOCUS : STYLE_QUIET) -
               col - 2;
    frame_put(frame, row, col + 2, edge - 2, item->text, style);
    frame_spot(frame, row, col, 1, columns, COMMAND_SELECT, (int)at);
}

void pick_draw(struct pick *pick, struct frame *frame, int row, int col, int rows, int columns,
               const char *label)
{
    if (pick->filters) {
        int used = frame_put(frame, row, col, columns / 2, label, STYLE_QUIET);
        lineedit_draw(&pick->filter, frame, row, col + used + 1, 1, columns - used - 1, true);
        row += 2;
        rows -= 2;
    }
    list_view(&pick->list, (size_t)rows);
    if (pick->filters && pick->list.top + (size_t)rows < pick->n_shown)
        frame_put_right(frame, row - 2, col + columns / 2, columns - columns / 2,
                        frame->lines ? "↓" : "v", STYLE_QUIET);
    for (int i = 0; i < rows && pick->list.top + (size_t)i < pick->n_shown; i++)
        draw_item(pick, frame, row + i, col, columns, pick->list.top + (size_t)i);
}
