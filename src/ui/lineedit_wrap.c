#include "ui/lineedit_wrap.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

int lineedit_text_columns(int columns)
{
    return columns > 3 ? columns - 1 : 2;
}

void lineedit_wrap_release(struct lineedit_wrap *wrap)
{
    free(wrap->starts);
    *wrap = (struct lineedit_wrap){0};
}

void lineedit_wrap_reset(struct lineedit_wrap *wrap)
{
    wrap->columns = 0;
    wrap->n = 0;
}

static void reserve(struct lineedit_wrap *wrap, size_t n)
{
    if (n <= wrap->cap)
        return;
    wrap->cap = n > wrap->cap * 2 ? n : wrap->cap * 2;
    wrap->starts = mem_grow(wrap->starts, wrap->cap, sizeof *wrap->starts);
}

/* Walks from row to row. */
struct walk {
    const struct buf *text;
    int columns;
    size_t at;        /* where the row begins */
    size_t paragraph; /* where its newline stands, or the end of the text */
};

static void walk_begin(struct walk *walk, const struct buf *text, int columns, size_t at)
{
    const char *end = memchr(text->data + at, '\n', text->len - at);
    *walk = (struct walk){.text = text,
                          .columns = columns,
                          .at = at,
                          .paragraph = end ? (size_t)(end - text->data) : text->len};
}

/* On to the next row; false when there is none. A newline at the end has an empty row behind it. */
static bool walk_on(struct walk *walk)
{
    size_t left = walk->paragraph - walk->at, next = 0;
    if (left)
        utf8_wrap(walk->text->data + walk->at, left, walk->columns, &next);
    if (next < left) {
        walk->at += next;
        return true;
    }
    if (walk->paragraph == walk->text->len)
        return false;
    walk_begin(walk, walk->text, walk->columns, walk->paragraph + 1);
    return true;
}

void lineedit_wrap_fit(struct lineedit_wrap *wrap, const struct buf *text, int columns)
{
    if (wrap->columns == columns)
        return;
    wrap->columns = columns;
    wrap->n = 0;
    struct walk walk;
    walk_begin(&walk, text, columns, 0);
    do {
        reserve(wrap, wrap->n + 1);
        wrap->starts[wrap->n++] = walk.at;
    } while (walk_on(&walk));
}

size_t lineedit_wrap_row(const struct lineedit_wrap *wrap, size_t offset)
{
    size_t low = 0, high = wrap->n; /* starts[low] <= offset < starts[high] */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (wrap->starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static bool after_break(const struct lineedit_wrap *wrap, const struct buf *text, size_t row,
                        char byte)
{
    return text->data[wrap->starts[row] - 1] == byte;
}

/*
 * The last row that begins where it did whatever was changed at `at`: one behind a newline before
 * it, or one behind a blank whose own first word ends before `at`, which is certain when the next
 * row begins behind a blank too. (Where a row ends hangs on the first word of the next.)
 */
static size_t safe_row(const struct lineedit_wrap *wrap, const struct buf *text, size_t at)
{
    size_t row = lineedit_wrap_row(wrap, at);
    bool next_behind_blank = false;
    for (; row > 0; row--) {
        bool behind_blank = after_break(wrap, text, row, ' ');
        if (after_break(wrap, text, row, '\n') || (behind_blank && next_behind_blank))
            break;
        next_behind_blank = behind_blank;
    }
    return row;
}

/* Rows of the text as it is now, gathered until one begins where an old one did. */
struct fresh {
    size_t *starts;
    size_t n, cap;
};

static void fresh_add(struct fresh *fresh, size_t start)
{
    if (fresh->n == fresh->cap) {
        fresh->cap = fresh->cap ? fresh->cap * 2 : 16;
        fresh->starts = mem_grow(fresh->starts, fresh->cap, sizeof *fresh->starts);
    }
    fresh->starts[fresh->n++] = start;
}

/* Puts the fresh rows where the rows keep .. tail were, and moves the starts from tail on. */
static void join(struct lineedit_wrap *wrap, size_t keep, const struct fresh *fresh, size_t tail,
                 size_t old, size_t len)
{
    size_t rest = wrap->n - tail, n = keep + fresh->n + rest;
    reserve(wrap, n);
    memmove(wrap->starts + keep + fresh->n, wrap->starts + tail, rest * sizeof *wrap->starts);
    if (fresh->n)
        memcpy(wrap->starts + keep, fresh->starts, fresh->n * sizeof *wrap->starts);
    for (size_t i = keep + fresh->n; i < n; i++)
        wrap->starts[i] = wrap->starts[i] - old + len;
    wrap->n = n;
}

void lineedit_wrap_changed(struct lineedit_wrap *wrap, const struct buf *text, size_t at,
                           size_t old, size_t len)
{
    if (wrap->columns == 0)
        return;
    size_t row = safe_row(wrap, text, at);
    size_t tail = lineedit_wrap_row(wrap, at + old) + 1; /* the first old row behind the change */
    struct fresh fresh = {0};
    struct walk walk;
    walk_begin(&walk, text, wrap->columns, wrap->starts[row]);
    bool more = walk_on(&walk);
    for (; more; more = walk_on(&walk)) {
        while (tail < wrap->n && wrap->starts[tail] - old + len < walk.at)
            tail++;
        if (tail < wrap->n && wrap->starts[tail] - old + len == walk.at)
            break;
        fresh_add(&fresh, walk.at);
    }
    join(wrap, row + 1, &fresh, more ? tail : wrap->n, old, len);
    free(fresh.starts);
}

size_t lineedit_wrap_drawn(const struct lineedit_wrap *wrap, const struct buf *text, size_t row)
{
    if (row + 1 >= wrap->n)
        return text->len;
    size_t next = wrap->starts[row + 1];
    return next - (text->data[next - 1] == '\n');
}

size_t lineedit_wrap_end(const struct lineedit_wrap *wrap, const struct buf *text, size_t row)
{
    if (row + 1 >= wrap->n)
        return text->len;
    size_t begin = wrap->starts[row], next = wrap->starts[row + 1], end = next;
    if (text->data[next - 1] == '\n')
        return next - 1;
    while (end > begin && text->data[end - 1] == ' ')
        end--;
    return end < next ? end : utf8_prev(text->data, text->len, next);
}
