/*
 * past: every conversation there is, found by a name or a word of its title.
 */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "screens/pick.h"
#include "screens/screens.h"
#include "screens/whose.h"

#define NAME_COLUMNS 10

static const struct key_row key_rows[] = {
    {"<Enter>", COMMAND_OPEN, N_("Open"), N_("Open the selected conversation"), 70},
    {"<C-p>", COMMAND_WHOSE, N_("Move"), N_("This was filed under the wrong person: move it"), 55},
    {"<C-o>", COMMAND_EYES, N_("Other eyes"), N_("Look as employee, HR or yourself"), 50},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

struct past {
    struct screen screen;
    struct interview_row *rows;
    size_t n;
    struct pick pick;
    struct whose whose;
    int page;
};

static struct outcome past_command(struct screen *screen, int command, int argument)
{
    struct past *past = (struct past *)screen;
    if (command == COMMAND_SELECT) {
        list_select(&past->pick.list, (size_t)argument);
        return outcome_redraw();
    }
    const struct pick_item *item = pick_selected(&past->pick);
    if (!item)
        return outcome_nothing();
    if (command == COMMAND_EYES)
        return look_at(screen->desk, past->rows[item->id].id);
    if (command == COMMAND_WHOSE)
        return whose_ask(&past->whose, screen->desk, past->rows[item->id].id);
    if (command != COMMAND_OPEN)
        return outcome_nothing();
    return (struct outcome){.act = ACT_INTERVIEW, .text = mem_copy(past->rows[item->id].id)};
}

static struct outcome past_press(struct screen *screen, const struct key *key)
{
    struct past *past = (struct past *)screen;
    return pick_key(&past->pick, key, past->page) ? outcome_redraw() : outcome_nothing();
}

static bool past_typing(const struct screen *screen)
{
    (void)screen;
    return true;
}

static bool past_can(const struct screen *screen, int command)
{
    bool of_one = command == COMMAND_OPEN || command == COMMAND_EYES || command == COMMAND_WHOSE;
    return !of_one || pick_selected(&((const struct past *)screen)->pick);
}

static void past_draw(struct screen *screen, struct frame *frame)
{
    struct past *past = (struct past *)screen;
    enum lang lang = screen->desk->lang;
    int columns = frame->columns > 100 ? 96 : frame->columns - 4;
    past->page = screen_bottom(frame) - SCREEN_TOP - 3;
    screen_head(frame, tr(lang, "All conversations"), tr(lang, "on this computer only"));
    pick_draw(&past->pick, frame, SCREEN_TOP + 1, 2, past->page + 2, columns,
              tr(lang, "Find a name:"));
    if (!past->pick.n_shown)
        frame_put(frame, SCREEN_TOP + 3, 4, columns - 2,
                  past->n ? tr(lang, "Nobody by that name; erase it to see everyone.")
                          : tr(lang, "No conversations yet."),
                  STYLE_QUIET);
}

/* So wide are the names, for the days behind them to stand under each other; a long one sticks out.
 */
static int name_columns(const struct past *past)
{
    int widest = 0;
    for (size_t i = 0; i < past->n; i++) {
        struct buf name = BUF_INIT;
        desk_add_name(past->screen.desk, &name, &past->rows[i].person);
        int columns = utf8_columns(name.data, name.len);
        widest = columns > widest && columns <= NAME_COLUMNS ? columns : widest;
        buf_release(&name);
    }
    return widest;
}

/* "S.B.   do 20 nov   Verzuimgesprek" with the stage and the agreements at the right. */
static void add_row(struct past *past, size_t i, int columns)
{
    const struct interview_row *row = &past->rows[i];
    struct desk *desk = past->screen.desk;
    struct buf line = BUF_INIT;
    struct buf right = BUF_INIT;
    int64_t at = row->started_at ? row->started_at : row->at ? row->at : row->created_at;
    desk_add_name(desk, &line, &row->person);
    for (int wide = utf8_columns(line.data, line.len); wide < columns; wide++)
        buf_addc(&line, ' ');
    buf_adds(&line, "  ");
    day_add_short(&line, clock_day(at), clock_today(&desk->clock), desk->lang);
    buf_addf(&line, "  %s", row->guide_title);
    if (row->agreements)
        buf_addf(&right, trn(desk->lang, row->agreements, "%d agreement", "%d agreements"),
                 row->agreements);
    buf_addf(&right, "%s%s", right.len ? ", " : "", stage_word(row->stage, desk->lang));
    pick_add(&past->pick, line.data, right.data, (int)i);
    pick_add_words(&past->pick, row->person.name); /* also where it is shown as initials */
    pick_add_words(&past->pick, row->person.team);
    buf_release(&line);
    buf_release(&right);
}

static int past_refresh(struct screen *screen, struct err *err)
{
    struct past *past = (struct past *)screen;
    struct interview_row *rows = NULL;
    size_t n = 0;
    if (interviews_list(screen->desk->store, 0, &rows, &n, err))
        return -1;
    interview_rows_free(past->rows, past->n);
    past->rows = rows;
    past->n = n;
    pick_clear(&past->pick);
    int columns = name_columns(past);
    for (size_t i = 0; i < n; i++)
        add_row(past, i, columns);
    pick_narrow(&past->pick);
    return 0;
}

static struct outcome past_resume(struct screen *screen, const struct reply *reply)
{
    struct past *past = (struct past *)screen;
    struct lineedit *filter = &past->pick.filter;
    if (!whose_asked(reply))
        return outcome_redraw();
    char *words = mem_copy(filter->text.data);
    lineedit_set(filter, words); /* undo is of the move now, not of the word typed before it */
    free(words);
    return whose_answered(&past->whose, screen->desk, reply);
}

static void past_close(struct screen *screen)
{
    struct past *past = (struct past *)screen;
    interview_rows_free(past->rows, past->n);
    pick_release(&past->pick);
    whose_release(&past->whose);
    free(past);
}

static const struct screen_ops past_ops = {
    .name = "past",
    .command = past_command,
    .key = past_press,
    .resume = past_resume,
    .draw = past_draw,
    .typing = past_typing,
    .can = past_can,
    .refresh = past_refresh,
    .close = past_close,
};

struct screen *past_open(struct desk *desk, const char *words, struct err *err)
{
    struct past *past = mem_zero(1, sizeof *past);
    past->screen = (struct screen){.ops = &past_ops, .keys = &keys, .desk = desk};
    past->page = 10;
    pick_init(&past->pick, true);
    lineedit_set(&past->pick.filter, words);
    if (past_refresh(&past->screen, err)) {
        past_close(&past->screen);
        return NULL;
    }
    return &past->screen;
}
