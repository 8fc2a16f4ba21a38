#include "ui/list.h"

#include <string.h>

/* Further than any list is long. */
#define LIST_FAR (1L << 30)

static void move_by(struct list *list, long by)
{
    size_t far = by < 0 ? (size_t)-by : (size_t)by;
    if (list->n == 0)
        return;
    if (by < 0)
        list->selected = list->selected > far ? list->selected - far : 0;
    else
        list->selected = list->n - 1 - list->selected > far ? list->selected + far : list->n - 1;
}

void list_resize(struct list *list, size_t n)
{
    list->n = n;
    if (list->selected >= n)
        list->selected = n ? n - 1 : 0;
    if (list->top > list->selected)
        list->top = list->selected;
}

/* How far a named key moves in a view of rows rows; 0 when it does not move. */
static long named_move(enum key_name name, long rows)
{
    long page = rows > 1 ? rows - 1 : 1, half = rows > 1 ? rows / 2 : 1;
    switch ((int)name) {
    case NAME_UP:
        return -1;
    case NAME_DOWN:
        return 1;
    case NAME_PGUP:
        return -page;
    case NAME_PGDN:
        return page;
    case NAME_HOME:
    case NAME_CTRL_HOME:
        return -LIST_FAR;
    case NAME_END:
    case NAME_CTRL_END:
        return LIST_FAR;
    case NAME_CTRL_A + ('u' - 'a'):
        return -half;
    case NAME_CTRL_A + ('d' - 'a'):
        return half;
    }
    return 0;
}

static long letter_move(const char *text)
{
    if (!strcmp(text, "j"))
        return 1;
    if (!strcmp(text, "k"))
        return -1;
    if (!strcmp(text, "g"))
        return -LIST_FAR;
    return !strcmp(text, "G") ? LIST_FAR : 0;
}

bool list_key(struct list *list, const struct key *key, size_t rows)
{
    long by = 0;
    if (key->kind == PRESS_NAMED)
        by = named_move(key->name, rows < LIST_FAR ? (long)rows : LIST_FAR);
    else if (key->kind == PRESS_TEXT)
        by = letter_move(key->text);
    else if (key->kind == PRESS_WHEEL)
        by = list->n > rows ? 3L * key->count : key->count; /* a short list moves by one */
    if (by == 0)
        return false;
    move_by(list, by);
    return true;
}

void list_select(struct list *list, size_t row)
{
    if (list->n)
        list->selected = row < list->n ? row : list->n - 1;
}

void list_view(struct list *list, size_t rows)
{
    if (rows == 0)
        return;
    if (list->selected < list->top)
        list->top = list->selected;
    if (list->selected - list->top >= rows)
        list->top = list->selected - rows + 1;
    size_t last =
        list->n > rows ? list->n - rows : 0; /* no blank rows below while some are above */
    if (list->top > last)
        list->top = last;
}
