/*
 * hurdles (Drempels): what made the manager's own conversations hard, quarter by quarter. A page to
 * look back on in peace: for the manager alone, without a score, with practising one key away.
 */
#include "store/hurdles.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/hurdles.h"
#include "screens/screens.h"
#include "ui/list.h"

#define COLUMNS_MOST 76

enum { HURDLES_PRACTISE = COMMAND_OWN };

static const struct key_row key_rows[] = {
    {"t", HURDLES_PRACTISE, N_("Practise"), N_("Practise a hard conversation; nothing is kept"),
     60},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

struct hurdles_screen {
    struct screen screen;
    struct hurdles hurdles;
    struct list scroll; /* its rows; the selected one is the first in view */
    size_t page;
};

static struct hurdles_screen *of(struct screen *screen)
{
    return (struct hurdles_screen *)screen;
}

static struct outcome hurdles_command(struct screen *screen, int command, int argument)
{
    (void)argument;
    return command == HURDLES_PRACTISE ? outcome_open(practice_open(screen->desk))
                                       : outcome_nothing();
}

static struct outcome hurdles_key(struct screen *screen, const struct key *key)
{
    struct hurdles_screen *seen = of(screen);
    return list_key(&seen->scroll, key, seen->page ? seen->page : 1) ? outcome_redraw()
                                                                     : outcome_nothing();
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void make_text(const struct hurdles_screen *seen, int columns, struct buf *text)
{
    enum lang lang = seen->screen.desk->lang;
    hurdles_add_text(text, &seen->hurdles, columns, lang);
    buf_addc(text, '\n');
    if (seen->hurdles.n)
        buf_adds(text, tr(lang, "Does something come back? t lets you practise such a talk, and "
                                "sparring lets HR think along."));
    buf_addc(text, '\n');
}

/* Draws a line of the text where it is in view, cut into rows; returns how many. */
static int draw_line(const struct hurdles_screen *seen, struct frame *frame, int at,
                     const char *line, int columns)
{
    int row = SCREEN_TOP + 1 + at - (int)seen->scroll.top, rows = frame_wrap_rows(line, columns);
    if (at >= (int)seen->scroll.top)
        frame_wrap(frame, row, 2, screen_bottom(frame) - row, columns, line,
                   strncmp(line, "  ", 2) ? STYLE_PLAIN : STYLE_QUIET);
    return rows ? rows : 1;
}

static int draw_text(const struct hurdles_screen *seen, struct frame *frame, char *text,
                     int columns)
{
    int at = 0;
    for (char *line; (line = strsep(&text, "\n")) && text;)
        at += draw_line(seen, frame, at, line, columns);
    return at;
}

static void hurdles_draw(struct screen *screen, struct frame *frame)
{
    struct hurdles_screen *seen = of(screen);
    int columns = frame->columns - 4 < COLUMNS_MOST ? frame->columns - 4 : COLUMNS_MOST;
    struct buf text = BUF_INIT;
    screen_head(frame, tr(screen->desk->lang, "What I found hard"),
                tr(screen->desk->lang, "only for you"));
    seen->page = (size_t)(screen_bottom(frame) - SCREEN_TOP - 1);
    make_text(seen, columns, &text);
    seen->scroll.top = seen->scroll.selected;
    int rows = draw_text(seen, frame, text.data, columns);
    list_resize(&seen->scroll, rows > (int)seen->page ? (size_t)rows - seen->page + 1 : 1);
    buf_release(&text);
}

static void hurdles_status(const struct screen *screen, struct buf *line)
{
    buf_adds(line, tr(screen->desk->lang, "Only for you; HR sees counts of groups, never this."));
}

static int hurdles_refresh(struct screen *screen, struct err *err)
{
    struct hurdles fresh;
    if (hurdles_load(screen->desk, &fresh, err))
        return -1;
    hurdles_release(&of(screen)->hurdles);
    of(screen)->hurdles = fresh;
    return 0;
}

static void hurdles_close(struct screen *screen)
{
    hurdles_release(&of(screen)->hurdles);
    free(screen);
}

static const struct screen_ops hurdles_ops = {
    .name = "hurdles",
    .command = hurdles_command,
    .key = hurdles_key,
    .draw = hurdles_draw,
    .status = hurdles_status,
    .refresh = hurdles_refresh,
    .close = hurdles_close,
};

struct screen *hurdles_open(struct desk *desk, struct err *err)
{
    struct hurdles_screen *seen = mem_zero(1, sizeof *seen);
    seen->screen = (struct screen){.ops = &hurdles_ops, .keys = &keys, .desk = desk};
    seen->scroll.n = 1;
    if (hurdles_load(desk, &seen->hurdles, err)) {
        hurdles_close(&seen->screen);
        return NULL;
    }
    return &seen->screen;
}
