/*
 * help: everything that works on the screen under it, read from that screen's own key table. Typing
 * finds, Enter does it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "screens/pick.h"
#include "screens/screens.h"

static const struct key_row key_rows[] = {
    {"<Enter>", COMMAND_OPEN, N_("Do it"), N_("Do what is selected"), 70},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

struct help {
    struct screen screen;
    struct pick pick;
    int page; /* lines in view, as last drawn */
};

static struct outcome help_command(struct screen *screen, int command, int argument)
{
    struct help *help = (struct help *)screen;
    if (command == COMMAND_SELECT) {
        list_select(&help->pick.list, (size_t)argument);
        return outcome_redraw();
    }
    if (command != COMMAND_OPEN)
        return outcome_nothing();
    const struct pick_item *item = pick_selected(&help->pick);
    struct reply reply = {.tag = REPLY_COMMAND, .given = true, .choice = item ? item->id : 0};
    return outcome_reply(&reply);
}

static struct outcome help_key(struct screen *screen, const struct key *key)
{
    struct help *help = (struct help *)screen;
    return pick_key(&help->pick, key, help->page) ? outcome_redraw() : outcome_nothing();
}

static bool help_typing(const struct screen *screen)
{
    (void)screen;
    return true;
}

static bool help_can(const struct screen *screen, int command)
{
    (void)screen;
    return command != COMMAND_HELP;
}

static void help_draw(struct screen *screen, struct frame *frame)
{
    struct help *help = (struct help *)screen;
    enum lang lang = screen->desk->lang;
    int columns = frame->columns > 90 ? 86 : frame->columns - 4;
    help->page = screen_bottom(frame) - SCREEN_TOP - 3;
    screen_head(frame, tr(lang, "What you can do here"), "");
    pick_draw(&help->pick, frame, SCREEN_TOP + 1, 2, help->page + 2, columns,
              tr(lang, "Type a word:"));
    if (!help->pick.n_shown)
        frame_put(frame, SCREEN_TOP + 3, 4, columns - 2,
                  tr(lang, "Nothing by that word; erase it to see everything."), STYLE_QUIET);
}

static void help_close(struct screen *screen)
{
    struct help *help = (struct help *)screen;
    pick_release(&help->pick);
    free(help);
}

static const struct screen_ops help_ops = {
    .name = "help",
    .command = help_command,
    .key = help_key,
    .draw = help_draw,
    .typing = help_typing,
    .can = help_can,
    .close = help_close,
};

/* What erases is looked for by other words too. */
static void add_other_words(struct help *help, const char *words, enum lang lang)
{
    struct buf folded = BUF_INIT;
    utf8_fold(&folded, words, strlen(words));
    if (strstr(folded.data, tr(lang, "erase")))
        pick_add_words(&help->pick, tr(lang, "delete remove"));
    buf_release(&folded);
}

static void list_rows(struct help *help, const struct screen *under)
{
    enum lang lang = under->desk->lang;
    struct buf names = BUF_INIT;
    for (const struct keymap *map = under->keys; map; map = map->next) {
        for (size_t i = 0; i < map->n; i++) {
            const struct key_row *row = &map->rows[i];
            if (row->command == COMMAND_HELP || !screen_works(under, row->command) ||
                keymap_replaced(under->keys, map, row))
                continue;
            buf_clear(&names);
            keymap_add_keys(&names, row, lang);
            pick_add(&help->pick, tr(lang, row->help), names.data, row->command);
            add_other_words(help, tr(lang, row->help), lang);
        }
    }
    buf_release(&names);
}

struct screen *help_open(struct desk *desk, const struct screen *under)
{
    struct help *help = mem_zero(1, sizeof *help);
    help->screen = (struct screen){.ops = &help_ops, .keys = &keys, .desk = desk};
    help->page = 10;
    pick_init(&help->pick, true);
    list_rows(help, under);
    pick_narrow(&help->pick);
    return &help->screen;
}
