/*
 * view: a text to read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "screens/screens.h"
#include "store/log.h"
#include "ui/list.h"

enum { VIEW_PAGE = COMMAND_OWN };

static const struct key_row key_rows[] = {
    {"p", VIEW_PAGE, N_("Pager"), N_("Read it in your pager"), 40},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

struct view {
    struct screen screen;
    char *title, *text;
    char about[UUID_SIZE];
    size_t top;  /* the first row in view */
    size_t rows; /* rows the text takes, as last drawn */
    size_t page; /* rows in view, as last drawn */
};

static struct outcome view_command(struct screen *screen, int command, int argument)
{
    struct view *view = (struct view *)screen;
    (void)argument;
    if (command != VIEW_PAGE)
        return outcome_nothing();
    struct err ignored = ERR_INIT(screen->desk->lang);
    (void)log_note(screen->desk->store, LOG_EXPORTED, "pager", view->about, &ignored);
    return (struct outcome){.act = ACT_PAGE, .text = mem_copy(view->text)};
}

/* What is practised goes nowhere. */
static bool view_can(const struct screen *screen, int command)
{
    return command != VIEW_PAGE || !store_rehearses(screen->desk->store);
}

/* The view scrolls as a list does whose selection is the first row in view. */
static struct outcome view_key(struct screen *screen, const struct key *key)
{
    struct view *view = (struct view *)screen;
    size_t last = view->rows > view->page ? view->rows - view->page : 0;
    struct list list = {.n = last + 1, .selected = view->top, .top = view->top};
    if (!list_key(&list, key, view->page ? view->page : 1))
        return outcome_nothing();
    view->top = list.selected;
    return outcome_redraw();
}

/* Calls for every wrapped row; draws those in view. */
static size_t lay_out(struct view *view, struct frame *frame, int row, int rows, int columns)
{
    size_t at = 0;
    for (const char *line = view->text; *line;) {
        size_t len = strcspn(line, "\n"), done = 0;
        do {
            size_t next, take = utf8_wrap(line + done, len - done, columns, &next);
            if (at >= view->top && at < view->top + (size_t)rows) {
                char *piece = mem_copy_len(line + done, take);
                frame_put(frame, row + (int)(at - view->top), 2, columns, piece, STYLE_PLAIN);
                free(piece);
            }
            at++;
            done += next;
        } while (done < len);
        line += len + (line[len] == '\n');
    }
    return at;
}

static void view_draw(struct screen *screen, struct frame *frame)
{
    struct view *view = (struct view *)screen;
    int rows_in_view = screen_bottom(frame) - SCREEN_TOP - 1;
    int columns = frame->columns > 84 ? 80 : frame->columns - 4;
    screen_head(frame, view->title, "");
    view->page = (size_t)rows_in_view;
    view->rows = lay_out(view, frame, SCREEN_TOP + 1, rows_in_view, columns);
}

static void view_status(const struct screen *screen, struct buf *line)
{
    const struct view *view = (const struct view *)screen;
    if (view->top + view->page < view->rows)
        buf_adds(line, tr(screen->desk->lang, "There is more: arrow down or PgDn."));
}

static void view_close(struct screen *screen)
{
    struct view *view = (struct view *)screen;
    free(view->title);
    free(view->text);
    free(view);
}

static const struct screen_ops view_ops = {
    .name = "view",
    .command = view_command,
    .key = view_key,
    .draw = view_draw,
    .can = view_can,
    .status = view_status,
    .close = view_close,
};

struct screen *view_open(struct desk *desk, const char *title, const char *text, const char *about)
{
    struct view *view = mem_zero(1, sizeof *view);
    view->screen = (struct screen){.ops = &view_ops, .keys = &keys, .desk = desk};
    view->title = mem_copy(title);
    view->text = mem_copy(text);
    snprintf(view->about, sizeof view->about, "%s", about);
    return &view->screen;
}
