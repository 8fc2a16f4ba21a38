#include "ui/lineedit.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/lineedit_change.h"
#include "ui/lineedit_past.h"
#include "ui/lineedit_wrap.h"

void lineedit_init(struct lineedit *edit, bool multiline, size_t max)
{
    *edit = (struct lineedit){.text = BUF_INIT,
                              .killed = BUF_INIT,
                              .multiline = multiline,
                              .max = max,
                              .goal = -1,
                              .past = lineedit_past_new(),
                              .wrap = mem_zero(1, sizeof(struct lineedit_wrap))};
}

void lineedit_release(struct lineedit *edit)
{
    buf_release(&edit->text);
    buf_release(&edit->killed);
    lineedit_past_free(edit->past);
    if (edit->wrap)
        lineedit_wrap_release(edit->wrap);
    free(edit->wrap);
    *edit = (struct lineedit){.text = BUF_INIT, .killed = BUF_INIT, .goal = -1};
}

void lineedit_set(struct lineedit *edit, const char *text)
{
    struct buf fresh = BUF_INIT; /* text may be the field's own */
    lineedit_clean(&fresh, text, strlen(text), edit->multiline);
    buf_release(&edit->text);
    edit->text = fresh;
    edit->cursor = fresh.len;
    edit->steps = edit->max ? lineedit_count(fresh.data, fresh.len) : 0;
    edit->top = 0;
    edit->goal = -1;
    edit->killing = false;
    lineedit_past_clear(edit->past);
    lineedit_wrap_reset(edit->wrap);
}

void lineedit_set_cursor(struct lineedit *edit, size_t cursor)
{
    size_t after = lineedit_edge(&edit->text, cursor);
    size_t before = utf8_prev(edit->text.data, edit->text.len, after);
    edit->cursor = cursor < after && cursor - before < after - cursor ? before : after;
    edit->goal = -1;
    edit->killing = false;
    lineedit_past_rest(edit->past);
}

/* ---- what keys do: each a function (edit, columns) ------------------------------------------- */

static enum edit move_to(struct lineedit *edit, size_t cursor)
{
    edit->cursor = cursor;
    lineedit_past_rest(edit->past);
    return EDIT_MOVED;
}

static enum edit key_left(struct lineedit *edit, int columns)
{
    (void)columns;
    return move_to(edit, utf8_prev(edit->text.data, edit->text.len, edit->cursor));
}

static enum edit key_right(struct lineedit *edit, int columns)
{
    (void)columns;
    return move_to(edit, utf8_next(edit->text.data, edit->text.len, edit->cursor));
}

/* What stands between two newlines, around the cursor. */
struct line {
    size_t begin, end;
};

static struct line line_of(const struct lineedit *edit)
{
    const char *data = edit->text.data;
    const char *before = memrchr(data, '\n', edit->cursor);
    const char *after = memchr(data + edit->cursor, '\n', edit->text.len - edit->cursor);
    return (struct line){.begin = before ? (size_t)(before - data) + 1 : 0,
                         .end = after ? (size_t)(after - data) : edit->text.len};
}

/* Words are looked for inside the line; beyond its ends the newline is passed. */
static size_t word_left(const struct lineedit *edit)
{
    struct line line = line_of(edit);
    if (edit->cursor == line.begin)
        return utf8_prev(edit->text.data, edit->text.len, edit->cursor);
    size_t begin = utf8_word_prev(edit->text.data + line.begin, line.end - line.begin,
                                  edit->cursor - line.begin);
    return lineedit_edge(&edit->text, line.begin + begin);
}

static size_t word_right(const struct lineedit *edit)
{
    struct line line = line_of(edit);
    if (edit->cursor == line.end)
        return utf8_next(edit->text.data, edit->text.len, edit->cursor);
    size_t end = utf8_word_next(edit->text.data + line.begin, line.end - line.begin,
                                edit->cursor - line.begin);
    return lineedit_edge(&edit->text, line.begin + end);
}

static enum edit key_word_left(struct lineedit *edit, int columns)
{
    (void)columns;
    return move_to(edit, word_left(edit));
}

static enum edit key_word_right(struct lineedit *edit, int columns)
{
    (void)columns;
    return move_to(edit, word_right(edit));
}

static enum edit key_top(struct lineedit *edit, int columns)
{
    (void)columns;
    return move_to(edit, 0);
}

static enum edit key_bottom(struct lineedit *edit, int columns)
{
    (void)columns;
    return move_to(edit, edit->text.len);
}

/* The rows as they are seen, columns wide, and the one with the cursor. */
static size_t row_of_cursor(const struct lineedit *edit, int columns)
{
    lineedit_wrap_fit(edit->wrap, &edit->text, lineedit_text_columns(columns));
    return lineedit_wrap_row(edit->wrap, edit->cursor);
}

static enum edit key_home(struct lineedit *edit, int columns)
{
    if (!edit->multiline)
        return move_to(edit, 0);
    size_t row = row_of_cursor(edit, columns); /* wraps first */
    return move_to(edit, edit->wrap->starts[row]);
}

static enum edit key_end(struct lineedit *edit, int columns)
{
    if (!edit->multiline)
        return move_to(edit, edit->text.len);
    return move_to(edit, lineedit_wrap_end(edit->wrap, &edit->text, row_of_cursor(edit, columns)));
}

/* To the next row or the one before, as near as can be to the column where the moving began. */
static enum edit move_rows(struct lineedit *edit, int columns, int by)
{
    if (!edit->multiline)
        return EDIT_IGNORED;
    size_t row = row_of_cursor(edit, columns);
    if (by < 0 ? row == 0 : row + 1 == edit->wrap->n)
        return EDIT_IGNORED;
    size_t start = edit->wrap->starts[row];
    int goal = edit->goal;
    if (goal < 0)
        goal = utf8_columns(edit->text.data + start, edit->cursor - start);
    row = by < 0 ? row - 1 : row + 1;
    start = edit->wrap->starts[row];
    size_t size = lineedit_wrap_end(edit->wrap, &edit->text, row) - start;
    move_to(edit, start + utf8_fit(edit->text.data + start, size, goal));
    edit->goal = goal;
    return EDIT_MOVED;
}

static enum edit key_up(struct lineedit *edit, int columns)
{
    return move_rows(edit, columns, -1);
}

static enum edit key_down(struct lineedit *edit, int columns)
{
    return move_rows(edit, columns, 1);
}

static enum edit key_backspace(struct lineedit *edit, int columns)
{
    (void)columns;
    size_t from = utf8_prev(edit->text.data, edit->text.len, edit->cursor);
    if (from == edit->cursor)
        return EDIT_MOVED;
    return lineedit_change(edit, CHANGE_RUBOUT, from, edit->cursor - from, "", 0);
}

static enum edit key_delete(struct lineedit *edit, int columns)
{
    (void)columns;
    size_t to = utf8_next(edit->text.data, edit->text.len, edit->cursor);
    if (to == edit->cursor)
        return EDIT_MOVED;
    return lineedit_change(edit, CHANGE_DELETE, edit->cursor, to - edit->cursor, "", 0);
}

static enum edit key_space(struct lineedit *edit, int columns)
{
    (void)columns;
    return lineedit_put(edit, CHANGE_TYPE, " ", 1);
}

static enum edit key_enter(struct lineedit *edit, int columns)
{
    (void)columns;
    if (!edit->multiline)
        return EDIT_IGNORED;
    lineedit_past_rest(edit->past);
    return lineedit_put(edit, CHANGE_TYPE, "\n", 1);
}

/* Takes bytes out and keeps them; a run of kills is kept as one text. */
static enum edit kill(struct lineedit *edit, size_t from, size_t to)
{
    if (from == to)
        return EDIT_MOVED;
    if (!edit->killing)
        buf_clear(&edit->killed);
    size_t at = from < edit->cursor ? 0 : edit->killed.len;
    buf_splice(&edit->killed, at, 0, edit->text.data + from, to - from);
    edit->killing = true;
    return lineedit_change(edit, CHANGE_WHOLE, from, to - from, "", 0);
}

static enum edit key_kill_word(struct lineedit *edit, int columns)
{
    (void)columns;
    return kill(edit, word_left(edit), edit->cursor);
}

/* The line goes with its newline; the last one with the newline before it, kept as if behind. */
static enum edit key_kill_row(struct lineedit *edit, int columns)
{
    (void)columns;
    struct line line = line_of(edit);
    edit->cursor = line.begin;
    if (line.end < edit->text.len)
        return kill(edit, line.begin, line.end + 1);
    if (line.begin == 0)
        return kill(edit, line.begin, line.end);
    if (!edit->killing)
        buf_clear(&edit->killed);
    buf_add(&edit->killed, edit->text.data + line.begin, line.end - line.begin);
    buf_addc(&edit->killed, '\n');
    edit->killing = true;
    return lineedit_change(edit, CHANGE_WHOLE, line.begin - 1, line.end - line.begin + 1, "", 0);
}

static enum edit key_kill(struct lineedit *edit, int columns)
{
    struct line line = line_of(edit);
    if (edit->cursor == line.end)
        return key_kill_row(edit, columns);
    return kill(edit, edit->cursor, line.end);
}

static enum edit key_yank(struct lineedit *edit, int columns)
{
    (void)columns;
    return lineedit_put_any(edit, CHANGE_WHOLE, edit->killed.data, edit->killed.len);
}

static enum edit key_undo(struct lineedit *edit, int columns)
{
    (void)columns;
    return lineedit_back(edit) ? EDIT_CHANGED : EDIT_IGNORED;
}

static enum edit key_redo(struct lineedit *edit, int columns)
{
    (void)columns;
    return lineedit_forth(edit) ? EDIT_CHANGED : EDIT_IGNORED;
}

struct action {
    enum key_name name;
    enum claim claim;
    enum edit (*act)(struct lineedit *edit, int columns);
};

static const struct action actions[] = {
    {NAME_LEFT, CLAIM_ALL, key_left},
    {NAME_RIGHT, CLAIM_ALL, key_right},
    {NAME_CTRL_LEFT, CLAIM_ALL, key_word_left},
    {NAME_CTRL_RIGHT, CLAIM_ALL, key_word_right},
    {NAME_HOME, CLAIM_ALL, key_home},
    {NAME_END, CLAIM_ALL, key_end},
    {NAME_CTRL_HOME, CLAIM_ALL, key_top},
    {NAME_CTRL_END, CLAIM_ALL, key_bottom},
    {NAME_UP, CLAIM_FIRST, key_up},
    {NAME_DOWN, CLAIM_FIRST, key_down},
    {NAME_BACKSPACE, CLAIM_ALL, key_backspace},
    {NAME_DELETE, CLAIM_ALL, key_delete},
    {NAME_SPACE, CLAIM_ALL, key_space},
    {NAME_ENTER, CLAIM_FIRST, key_enter},
    {NAME_CTRL_A + ('w' - 'a'), CLAIM_ALL, key_kill_word},
    {NAME_CTRL_A + ('k' - 'a'), CLAIM_ALL, key_kill},
    {NAME_CTRL_A + ('u' - 'a'), CLAIM_ALL, key_kill_row},
    {NAME_CTRL_A + ('v' - 'a'), CLAIM_ALL, key_yank},
    {NAME_CTRL_A + ('z' - 'a'), CLAIM_FIRST, key_undo},
    {NAME_CTRL_A + ('y' - 'a'), CLAIM_FIRST, key_redo},
};

static const struct action *action_of(const struct key *key)
{
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (actions[i].name == key->name)
            return &actions[i];
    }
    return NULL;
}

enum claim lineedit_claims(const struct key *key)
{
    if (key->kind == PRESS_TEXT || key->kind == PRESS_PASTE)
        return CLAIM_ALL;
    const struct action *action = key->kind == PRESS_NAMED ? action_of(key) : NULL;
    return action ? action->claim : CLAIM_NONE;
}

static enum edit named(struct lineedit *edit, const struct key *key, int columns)
{
    const struct action *action = action_of(key);
    int goal = edit->goal;
    bool killing = edit->killing;
    if (!action)
        return EDIT_IGNORED;
    edit->killing = false;
    edit->goal = -1;
    if (action->act == key_up || action->act == key_down)
        edit->goal = goal;
    if (action->act == key_kill || action->act == key_kill_row || action->act == key_kill_word)
        edit->killing = killing;
    return action->act(edit, columns);
}

enum edit lineedit_key(struct lineedit *edit, const struct key *key, int columns)
{
    if (key->kind == PRESS_NAMED)
        return named(edit, key, columns);
    if (key->kind != PRESS_TEXT && key->kind != PRESS_PASTE)
        return EDIT_IGNORED;
    edit->killing = false;
    edit->goal = -1;
    if (key->kind == PRESS_TEXT)
        return lineedit_put_any(edit, CHANGE_TYPE, key->text, strlen(key->text));
    return lineedit_put_any(edit, CHANGE_WHOLE, key->paste, key->paste_len);
}

int lineedit_rows(const struct lineedit *edit, int columns)
{
    if (!edit->multiline)
        return 1;
    lineedit_wrap_fit(edit->wrap, &edit->text, lineedit_text_columns(columns));
    return (int)edit->wrap->n;
}
