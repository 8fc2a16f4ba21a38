/*
 * practice: the hard conversations that can be tried out, of every guide within reach.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/pick.h"
#include "screens/screens.h"

static const struct key_row key_rows[] = {
    {"<Enter>", COMMAND_OPEN, N_("Try it"), N_("Try the selected conversation out"), 70},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

/* A scenario and the guide it is in; both are the shelf's. */
struct choice {
    const struct guide *guide;
    const struct guide_scenario *scenario;
};

struct practice_screen {
    struct screen screen;
    struct choice *choices;
    size_t n;
    struct pick pick;
    int page; /* lines in view, as last drawn */
};

static struct outcome practice_command(struct screen *screen, int command, int argument)
{
    struct practice_screen *practice = (struct practice_screen *)screen;
    if (command == COMMAND_SELECT) {
        list_select(&practice->pick.list, (size_t)argument);
        return outcome_redraw();
    }
    const struct pick_item *item = pick_selected(&practice->pick);
    if (command != COMMAND_OPEN || !item)
        return outcome_nothing();
    const struct choice *choice = &practice->choices[item->id];
    return outcome_open(scenario_open(screen->desk, choice->guide, choice->scenario));
}

static struct outcome practice_key(struct screen *screen, const struct key *key)
{
    struct practice_screen *practice = (struct practice_screen *)screen;
    return pick_key(&practice->pick, key, practice->page) ? outcome_redraw() : outcome_nothing();
}

static bool practice_typing(const struct screen *screen)
{
    (void)screen;
    return true;
}

static bool practice_can(const struct screen *screen, int command)
{
    return command != COMMAND_OPEN ||
           pick_selected(&((const struct practice_screen *)screen)->pick);
}

static void practice_draw(struct screen *screen, struct frame *frame)
{
    struct practice_screen *practice = (struct practice_screen *)screen;
    enum lang lang = screen->desk->lang;
    int columns = frame->columns > 100 ? 96 : frame->columns - 4;
    practice->page = screen_bottom(frame) - SCREEN_TOP - 3;
    screen_head(frame, tr(lang, "Practise a conversation"), "");
    pick_draw(&practice->pick, frame, SCREEN_TOP + 1, 2, practice->page + 2, columns,
              tr(lang, "Find a word:"));
    if (!practice->pick.n_shown)
        frame_wrap(frame, SCREEN_TOP + 3, 4, 3, columns - 4,
                   practice->n ? tr(lang, "Nothing by that word; erase it to see everything.")
                               : tr(lang, "No guide within reach has a conversation to practise."),
                   STYLE_QUIET);
}

static void practice_status(const struct screen *screen, struct buf *line)
{
    buf_adds(line, tr(screen->desk->lang, "Just to try; nothing of it is kept."));
}

static void practice_close(struct screen *screen)
{
    struct practice_screen *practice = (struct practice_screen *)screen;
    pick_release(&practice->pick);
    free(practice->choices);
    free(practice);
}

static const struct screen_ops practice_ops = {
    .name = "practice",
    .command = practice_command,
    .key = practice_key,
    .draw = practice_draw,
    .typing = practice_typing,
    .can = practice_can,
    .status = practice_status,
    .close = practice_close,
};

static void list_scenarios(struct practice_screen *practice, const struct guide *guide)
{
    for (size_t i = 0; i < guide->n_practice; i++) {
        practice->choices = mem_room(practice->choices, practice->n, sizeof *practice->choices);
        practice->choices[practice->n] = (struct choice){guide, &guide->practice[i]};
        pick_add(&practice->pick, guide->practice[i].title, guide->title, (int)practice->n);
        pick_add_words(&practice->pick, guide->practice[i].start);
        practice->n++;
    }
}

struct screen *practice_open(struct desk *desk)
{
    struct practice_screen *practice = mem_zero(1, sizeof *practice);
    size_t n;
    const struct guide **guides = shelf_offered(desk->shelf, desk->lang, &n);
    practice->screen = (struct screen){.ops = &practice_ops, .keys = &keys, .desk = desk};
    practice->page = 10;
    pick_init(&practice->pick, true);
    for (size_t i = 0; i < n; i++)
        list_scenarios(practice, guides[i]);
    pick_narrow(&practice->pick);
    free(guides);
    return &practice->screen;
}
