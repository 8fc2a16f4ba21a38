#include "ui/form.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

#define FORM_COLUMNS 80 /* of a text that was not drawn yet */

void form_init(struct form *form)
{
    *form = (struct form){.killed = BUF_INIT};
}

static void items_release(struct form *form)
{
    for (size_t i = 0; form->items && i < form->n; i++) {
        if (form->items[i].kind == ITEM_TEXT)
            lineedit_release(&form->items[i].edit);
    }
    free(form->items);
    form->items = NULL;
    form->n = 0;
}

void form_release(struct form *form)
{
    items_release(form);
    buf_release(&form->killed);
    form_init(form);
}

void form_clear(struct form *form)
{
    const struct form_item *item = form_focused(form);
    if (item) {
        snprintf(form->wish, sizeof form->wish, "%s", item->id);
        form->wish_at = form->focus;
    }
    items_release(form);
    form->focus = 0;
}

void form_hide(struct form *form, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        form->items[i].columns = 0;
}

/* Gives the focus to the item that was added last if that had it before form_clear. Until it comes
 * the focus goes along as far as the place it had. */
static void grant_wish(struct form *form)
{
    size_t last = form->n - 1;
    if (form->wish[0] && !strcmp(form->items[last].id, form->wish)) {
        form->focus = last;
        form->wish[0] = '\0';
    } else if (form->wish[0] && last <= form->wish_at) {
        form->focus = last;
    }
}

struct form_item *form_add(struct form *form, enum item_kind kind, const char *id)
{
    form->items = mem_room(form->items, form->n, sizeof *form->items);
    struct form_item *item = &form->items[form->n++];
    *item = (struct form_item){.kind = kind, .chosen = -1};
    if (kind == ITEM_TEXT)
        lineedit_init(&item->edit, false, 0);
    snprintf(item->id, sizeof item->id, "%s", id);
    grant_wish(form);
    return item;
}

struct form_item *form_add_text(struct form *form, const char *id, bool multiline, size_t max,
                                const char *text)
{
    struct form_item *item = form_add(form, ITEM_TEXT, id);
    item->edit.multiline = multiline;
    item->edit.max = max;
    lineedit_set(&item->edit, text);
    return item;
}

struct form_item *form_focused(const struct form *form)
{
    return form->focus < form->n ? &form->items[form->focus] : NULL;
}

struct form_item *form_find(const struct form *form, const char *id)
{
    for (size_t i = 0; i < form->n; i++) {
        if (!strcmp(form->items[i].id, id))
            return &form->items[i];
    }
    return NULL;
}

bool form_focus(struct form *form, const char *id)
{
    const struct form_item *item = form_find(form, id);
    if (!item)
        return false;
    form->focus = (size_t)(item - form->items);
    form->wish[0] = '\0';
    form->tabbed = form->astray = false;
    return true;
}

bool form_typing(const struct form *form)
{
    const struct form_item *item = form_focused(form);
    return item && item->kind == ITEM_TEXT;
}

bool form_mute(const struct form *form)
{
    const struct form_item *item = form_focused(form);
    return item && (item->kind == ITEM_CHOICE || (item->kind == ITEM_CHECK && form->tabbed));
}

/* ---- keys ------------------------------------------------------------------------------------ */

static bool is_named(const struct key *key, enum key_name name)
{
    return key->kind == PRESS_NAMED && key->name == name;
}

static bool is_letter(const struct key *key, char letter)
{
    return key->kind == PRESS_TEXT && key->text[0] == letter && key->text[1] == '\0';
}

static enum form_event move_to(struct form *form, size_t focus)
{
    form->wish[0] = '\0';
    form->tabbed = form->astray = false;
    if (focus == form->focus)
        return FORM_CURSOR;
    form->focus = focus;
    return FORM_MOVED;
}

/* One item on or back, and not beyond the ends. */
static enum form_event step(struct form *form, int by)
{
    if (by < 0 ? form->focus == 0 : form->focus + 1 >= form->n)
        return FORM_IGNORED;
    return move_to(form, by < 0 ? form->focus - 1 : form->focus + 1);
}

static bool on_field(const struct form *form)
{
    const struct form_item *item = form_focused(form);
    return item && item->kind != ITEM_ROW;
}

/* The next item round, by one or by n - 1. From a field past the rows: itself, if it is the only
 * one. */
static size_t next_round(const struct form *form, size_t by)
{
    bool field = on_field(form);
    size_t to = (form->focus + by) % form->n;
    while (field && form->items[to].kind == ITEM_ROW)
        to = (to + by) % form->n;
    return to;
}

bool form_goes_round(const struct form *form)
{
    return form->n && next_round(form, 1) != form->focus;
}

static enum form_event go_round(struct form *form, size_t by)
{
    bool field = on_field(form);
    enum form_event event = move_to(form, next_round(form, by));
    form->tabbed = field;
    return event;
}

static enum form_event round_key(struct form *form, const struct key *key)
{
    if (!form->n)
        return FORM_IGNORED;
    if (is_named(key, NAME_TAB))
        return go_round(form, 1);
    if (is_named(key, NAME_BACKTAB))
        return go_round(form, form->n - 1);
    return FORM_IGNORED;
}

/* How far an item is from another one to go sideways to it: rows count most. -1: it is not on that
 * side, or not in view. */
static int sideways(const struct form_item *from, const struct form_item *to, int by)
{
    int across =
        by < 0 ? from->col - (to->col + to->columns) : to->col - (from->col + from->columns);
    int down = to->row - from->row;
    if (from->columns == 0 || to->columns == 0 || across < 0)
        return -1;
    return (down < 0 ? -down : down) * 1000 + across;
}

/* To the nearest item in the column of items beside this one. */
static enum form_event step_aside(struct form *form, int by)
{
    int nearest = -1;
    size_t focus = form->focus;
    for (size_t i = 0; i < form->n; i++) {
        int far = sideways(&form->items[form->focus], &form->items[i], by);
        if (far >= 0 && (nearest < 0 || far < nearest)) {
            nearest = far;
            focus = i;
        }
    }
    return nearest < 0 ? FORM_IGNORED : move_to(form, focus);
}

/* Moving where letters are no text. */
static enum form_event walk_key(struct form *form, const struct key *key)
{
    if (is_named(key, NAME_LEFT))
        return step_aside(form, -1);
    if (is_named(key, NAME_RIGHT))
        return step_aside(form, 1);
    if (is_named(key, NAME_UP) || is_letter(key, 'k'))
        return step(form, -1);
    if (is_named(key, NAME_DOWN) || is_letter(key, 'j'))
        return step(form, 1);
    if (is_named(key, NAME_HOME))
        return move_to(form, 0);
    if (is_named(key, NAME_END))
        return move_to(form, form->n - 1);
    return FORM_IGNORED;
}

static enum form_event row_key(struct form *form, struct form_item *item, const struct key *key)
{
    (void)item;
    return is_named(key, NAME_ENTER) ? FORM_ENTER : walk_key(form, key);
}

static enum form_event check_key(struct form *form, struct form_item *item, const struct key *key)
{
    if (!is_named(key, NAME_SPACE) && !is_named(key, NAME_ENTER) && !is_letter(key, 'x'))
        return walk_key(form, key);
    item->on = !item->on;
    return FORM_TICKED;
}

static enum form_event choose(struct form_item *item, int option)
{
    if (option < 0 || option >= item->options)
        return FORM_IGNORED;
    if (option == item->chosen)
        return FORM_CURSOR;
    item->chosen = option;
    return FORM_CHOSEN;
}

static enum form_event choice_key(struct form *form, struct form_item *item, const struct key *key)
{
    int last = item->options - 1;
    if (is_named(key, NAME_LEFT))
        return choose(item, item->chosen > 0 ? item->chosen - 1 : 0);
    if (is_named(key, NAME_RIGHT))
        return choose(item, item->chosen < last ? item->chosen + 1 : last);
    if (is_named(key, NAME_SPACE))
        return choose(item, item->chosen < last ? item->chosen + 1 : 0);
    if (key->kind == PRESS_TEXT && key->text[0] >= '1' && key->text[0] <= '9')
        return choose(item, key->text[0] - '1');
    if (is_named(key, NAME_ENTER))
        return go_round(form, 1);
    return walk_key(form, key);
}

/* Up and down leave a text that has no row there; Enter leaves a text of one row to the screen. */
static enum form_event leave_key(struct form *form, const struct key *key)
{
    if (is_named(key, NAME_UP))
        return step(form, -1);
    if (is_named(key, NAME_DOWN))
        return step(form, 1);
    return is_named(key, NAME_ENTER) ? FORM_ENTER : FORM_IGNORED;
}

static void copy(struct buf *to, const struct buf *from)
{
    buf_clear(to);
    buf_add(to, from->data, from->len);
}

static enum form_event text_key(struct form *form, struct form_item *item, const struct key *key)
{
    if (is_named(key, NAME_CTRL_A + ('v' - 'a')))
        copy(&item->edit.killed, &form->killed);
    enum edit done = lineedit_key(&item->edit, key, item->columns ? item->columns : FORM_COLUMNS);
    if (item->edit.killing)
        copy(&form->killed, &item->edit.killed);
    switch (done) {
    case EDIT_IGNORED:
        return leave_key(form, key);
    case EDIT_MOVED:
        return FORM_CURSOR;
    case EDIT_CHANGED:
        item->dirty = true;
        return FORM_EDITED;
    case EDIT_FULL:
        item->dirty = true; /* a part of it may have fitted */
        return FORM_FULL;
    }
    return FORM_IGNORED;
}

static enum form_event (*const item_keys[])(struct form *, struct form_item *,
                                            const struct key *) = {
    [ITEM_ROW] = row_key,
    [ITEM_CHECK] = check_key,
    [ITEM_TEXT] = text_key,
    [ITEM_CHOICE] = choice_key,
};

/* Does this character tick the box, or choose? */
static bool is_own(const struct form_item *item, const struct key *key)
{
    if (item->kind == ITEM_CHECK)
        return is_letter(key, 'x');
    return key->kind == PRESS_TEXT && key->text[0] >= '1' && key->text[0] - '0' <= item->options;
}

/* Is key of words that were meant for a text? The first letter tells, and Enter ends them. */
static bool is_astray(struct form *form, const struct form_item *item, const struct key *key)
{
    bool text = key->kind == PRESS_TEXT || key->kind == PRESS_PASTE;
    bool before = form->astray;
    if (!form_mute(form))
        return false;
    form->astray = before ? text || is_named(key, NAME_SPACE) : text && !is_own(item, key);
    return form->astray || (before && is_named(key, NAME_ENTER));
}

enum form_event form_key(struct form *form, const struct key *key, size_t *left)
{
    struct form_item *item = form_focused(form);
    if (left)
        *left = form->focus;
    if (!item)
        return FORM_IGNORED;
    if (is_astray(form, item, key))
        return FORM_ASTRAY;
    enum form_event event = round_key(form, key);
    return event == FORM_IGNORED ? item_keys[item->kind](form, item, key) : event;
}

/* ---- clicks ---------------------------------------------------------------------------------- */

static bool covers(const struct form_item *item, int row, int col)
{
    return row >= item->row && row - item->row < item->rows && col >= item->col &&
           col - item->col < item->columns;
}

/* The last option that begins at or before col. */
static int option_at(const struct form_item *item, int col)
{
    int found = -1;
    for (int i = 0; i < item->options && i < FORM_OPTIONS; i++) {
        if (item->option_col[i] <= col - item->col)
            found = i;
    }
    return found;
}

static enum form_event click_item(struct form *form, size_t i, int row, int col)
{
    struct form_item *item = &form->items[i];
    enum form_event moved = move_to(form, i);
    enum form_event chosen;
    switch (item->kind) {
    case ITEM_ROW:
        return moved == FORM_MOVED ? FORM_MOVED : FORM_ENTER;
    case ITEM_CHECK:
        item->on = !item->on;
        return FORM_TICKED;
    case ITEM_TEXT:
        lineedit_click(&item->edit, row - item->row, col - item->col, item->rows, item->columns);
        return moved;
    case ITEM_CHOICE:
        chosen = choose(item, option_at(item, col));
        return chosen == FORM_CHOSEN ? chosen : moved;
    }
    return moved;
}

enum form_event form_click(struct form *form, int row, int col, size_t *left)
{
    if (left)
        *left = form->focus;
    for (size_t i = form->n; i > 0; i--) {
        if (covers(&form->items[i - 1], row, col))
            return click_item(form, i - 1, row, col);
    }
    return FORM_IGNORED;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static bool has_focus(const struct form *form, const struct form_item *item)
{
    return item == form_focused(form);
}

static void place(struct form_item *item, int row, int col, int rows, int columns)
{
    item->row = row;
    item->col = col;
    item->rows = rows;
    item->columns = columns > 0 ? columns : 0;
    item->cut = false;
}

void form_place(struct form *form, struct form_item *item, struct frame *frame, int row, int col,
                int rows, int columns)
{
    place(item, row, col, rows, columns);
    for (int i = 0; i < FORM_OPTIONS; i++)
        item->option_col[i] = SHRT_MAX; /* who draws a choice its own way answers its clicks */
    if (has_focus(form, item))
        frame_cursor(frame, row, col);
}

void form_draw_text(struct form *form, struct form_item *item, struct frame *frame, int row,
                    int col, int rows, int columns)
{
    place(item, row, col, item->edit.multiline ? rows : 1, columns);
    item->lines = item->edit.text.len ? lineedit_rows(&item->edit, columns) : 0;
    lineedit_draw(&item->edit, frame, row, col, rows, columns, has_focus(form, item));
}

bool form_draw_typed(struct form *form, struct frame *frame)
{
    struct form_item *item = form_focused(form);
    if (!item || item->kind != ITEM_TEXT || !item->columns || item->cut || !item->edit.text.len ||
        lineedit_rows(&item->edit, item->columns) != item->lines)
        return false;
    form_draw_text(form, item, frame, item->row, item->col, item->rows, item->columns);
    return true;
}

int form_draw_check(struct form *form, struct form_item *item, struct frame *frame, int row,
                    int col, int rows, int columns, const char *label)
{
    bool focused = has_focus(form, item);
    if (rows < 1 || columns < 4)
        return 0;
    frame_put(frame, row, col, 3, item->on ? "[x]" : "[ ]", focused ? STYLE_FOCUS : STYLE_PLAIN);
    int used = frame_wrap(frame, row, col + 4, rows, columns - 4, label,
                          focused ? STYLE_FOCUS : STYLE_PLAIN);
    used = used > 1 ? used : 1;
    place(item, row, col, used, columns);
    if (focused)
        frame_cursor(frame, row, col + 1);
    return used;
}

int form_draw_choice(struct form *form, struct form_item *item, struct frame *frame, int row,
                     int col, int columns, const char *const *labels)
{
    bool focused = has_focus(form, item);
    int here = item->chosen >= 0 ? item->chosen : 0, used = 0;
    for (int i = 0; i < item->options; i++) {
        enum style style = focused && i == here ? STYLE_FOCUS : STYLE_PLAIN;
        int begin = used + (i ? 2 : 0);
        if (i < FORM_OPTIONS)
            item->option_col[i] = (short)(begin < columns ? begin : SHRT_MAX);
        if (begin >= columns)
            continue;
        const char *sign = i == item->chosen ? "(o) " : "( ) ";
        used = begin + frame_put(frame, row, col + begin, columns - begin, sign, style);
        used += frame_put(frame, row, col + used, columns - used, labels[i], style);
        if (focused && i == here)
            frame_cursor(frame, row, col + begin + 1);
    }
    place(item, row, col, 1, used);
    return used;
}
