/*
 * absence_draw: the fields of one absence, its steps back, and the other ones below it.
 */
#include "absence_inside.h"
#include "report/spell.h"

enum { LEFT = 3, VALUE_COL = 30 };

static void put_sign(struct frame *frame, int row, bool here)
{
    if (!here)
        return;
    frame_put(frame, row, LEFT - 2, 1, ">", STYLE_FOCUS);
    frame_cursor(frame, row, LEFT - 2);
}

/* What a row of its own says, and its label. */
static const char *add_own(const struct absence_screen *screen, size_t line, struct buf *value)
{
    size_t step = absence_step_at(screen, line);
    enum lang lang = lang_of(screen);
    if (line < absence_n_fields(screen)) {
        spell_add_field(value, absence_shown(screen), (enum absence_field)line, lang);
        return tr(lang, absence_field_ask((enum absence_field)line));
    }
    spell_add_step(value, &absence_shown(screen)->steps[step], lang);
    return tr(lang, "Partly back");
}

/* Rows it takes, or took when row is below end. */
static int draw_own(const struct absence_screen *screen, struct frame *frame, int row, int end,
                    size_t line)
{
    struct buf value = BUF_INIT;
    bool here = screen->list.selected == line;
    int columns = frame->columns - VALUE_COL - 2;
    const char *label = add_own(screen, line, &value);
    put_sign(frame, row, here);
    int used = frame_wrap(frame, row, LEFT, end - row, VALUE_COL - LEFT - 2, label,
                          here ? STYLE_FOCUS : STYLE_QUIET);
    int rows = frame_wrap(frame, row, VALUE_COL, end - row, columns, value.len ? value.data : "-",
                          STYLE_PLAIN);
    rows = rows > used ? rows : used;
    frame_spot(frame, row, LEFT - 2, rows, frame->columns - LEFT, COMMAND_SELECT, (int)line);
    buf_release(&value);
    return rows;
}

static void draw_other(const struct absence_screen *screen, struct frame *frame, int row,
                       size_t line, size_t other)
{
    const struct absence *absence = &screen->rows[other].absence;
    struct buf text = BUF_INIT;
    enum lang lang = lang_of(screen);
    bool here = screen->list.selected == line;
    day_add_short(&text, absence->first_day, today_of(screen), lang);
    if (!absence_open(absence)) {
        buf_adds(&text, tr(lang, " to "));
        day_add_short(&text, absence->back - 1, today_of(screen), lang);
    }
    if (absence->leave)
        buf_addf(&text, ", %s", tr(lang, "maternity leave"));
    put_sign(frame, row, here);
    frame_put(frame, row, LEFT, frame->columns - LEFT - 1, text.data,
              here ? STYLE_FOCUS : STYLE_PLAIN);
    frame_spot(frame, row, LEFT - 2, 1, frame->columns - LEFT, COMMAND_SELECT, (int)line);
    buf_release(&text);
}

/* The earlier ones from the first that is in view, so that the selected one always is. */
static void draw_others(struct absence_screen *screen, struct frame *frame, int row, int end)
{
    size_t n = screen->n - 1, room = (size_t)(end - row - 1), first = 0;
    size_t selected = screen->list.selected, own = absence_n_own(screen);
    if (end - row < 2 || !n)
        return;
    frame_put(frame, row++, LEFT, frame->columns - LEFT - 1, tr(lang_of(screen), "OTHER ABSENCES"),
              STYLE_HEADING);
    if (selected >= own && selected - own >= room)
        first = selected - own - room + 1;
    for (size_t i = first; i < n && row < end; i++)
        draw_other(screen, frame, row++, own + i, absence_other_at(screen, own + i));
}

/* The first of its own rows to draw, so that what is selected is in view: as many as fit above it,
 * and of the others their heading and a few of them. */
static size_t first_own(const struct absence_screen *screen, const struct frame *frame, int room)
{
    enum { MOST = 400, A_FEW = 3 };
    struct frame scratch;
    size_t own = absence_n_own(screen), selected = screen->list.selected;
    size_t first = selected < own ? selected + 1 : own;
    int used = selected < own ? 0 : A_FEW + 1;
    frame_init(&scratch, MOST, frame->columns, false);
    while (first && used <= room) {
        used += draw_own(screen, &scratch, 0, MOST, first - 1);
        first -= used <= room;
    }
    frame_release(&scratch);
    return first;
}

void absence_draw(struct screen *base, struct frame *frame)
{
    struct absence_screen *screen = (struct absence_screen *)base;
    int row = SCREEN_TOP + 1, end = screen_bottom(frame);
    enum lang lang = lang_of(screen);
    struct buf title = BUF_INIT;
    const struct absence *absence = absence_shown(screen);
    buf_addf(&title,
             absence && absence->leave ? tr(lang, "Maternity leave - %s")
                                       : tr(lang, "Absence - %s"),
             screen->name.data);
    screen_head(frame, title.data, tr(lang, "only for you"));
    buf_release(&title);
    if (!absence) {
        frame_wrap(frame, row, LEFT, 4, frame->columns - 2 * LEFT,
                   tr(lang, "No absence is written down. n writes down a sick report: the day it "
                            "began, and what an employer may ask."),
                   STYLE_PLAIN);
        return;
    }
    for (size_t line = first_own(screen, frame, end - row);
         line < absence_n_own(screen) && row < end; line++)
        row += draw_own(screen, frame, row, end, line);
    draw_others(screen, frame, row + 1, end);
}
