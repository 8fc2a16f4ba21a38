/*
 * review_choose: choosing a team, a manager, a kind of conversation or a person out of those there
 * are. Typing finds, also among more than can be listed.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "review_inside.h"
#include "screens/pick.h"

#define LISTED 200 /* at once; typing finds the others */

static const struct key_row key_rows[] = {
    {"<Enter>", COMMAND_OPEN, N_("Choose"), N_("Choose what is selected"), 70},
};
static const struct keymap keys = {key_rows, 1, &screen_common_keys};

struct choosing {
    struct screen screen;
    int tag;
    char *question;
    enum review_choice_kind kind;
    struct review_choice *choices;
    size_t n;
    bool more; /* there are more than are listed */
    struct pick pick;
    int page;
};

/* ---- what there is --------------------------------------------------------------------------- */

/* How a choice is shown: names as the user wants names shown, kinds by their title. */
static void add_shown(const struct choosing *choosing, const struct review_choice *choice,
                      struct buf *buf)
{
    const struct desk *desk = choosing->screen.desk;
    struct person person = {.name = choice->shown, .team = "", .code = ""};
    const struct guide *guide = NULL;
    if (choosing->kind == REVIEW_PEOPLE)
        desk_add_name(desk, buf, &person);
    else if (choosing->kind == REVIEW_GUIDES &&
             (guide = shelf_guide(desk->shelf, choice->value, desk->lang)))
        buf_adds(buf, guide->title);
    else if (*choice->shown)
        buf_adds(buf, choice->shown);
    else
        buf_adds(buf, choosing->kind == REVIEW_TEAMS ? tr(desk->lang, "no team")
                                                     : tr(desk->lang, "this file itself"));
}

static void list_choices(struct choosing *choosing)
{
    struct buf shown = BUF_INIT;
    pick_clear(&choosing->pick);
    pick_add(&choosing->pick, tr(choosing->screen.desk->lang, "all"), "", 0);
    for (size_t i = 0; i < choosing->n; i++) {
        buf_clear(&shown);
        add_shown(choosing, &choosing->choices[i], &shown);
        pick_add(&choosing->pick, shown.data, "", (int)i + 1);
        pick_add_words(&choosing->pick, choosing->choices[i].shown); /* also where it is initials */
    }
    pick_narrow(&choosing->pick);
    buf_release(&shown);
}

static int load(struct choosing *choosing, const char *typed, struct err *err)
{
    struct review_choice *choices = NULL;
    size_t n = 0;
    bool more = false;
    if (review_choices(choosing->screen.desk->store, choosing->kind, typed, LISTED, &choices, &n,
                       &more, err))
        return -1;
    review_choices_free(choosing->choices, choosing->n);
    choosing->choices = choices;
    choosing->n = n;
    choosing->more = choosing->more || more; /* once there are, every word is looked up */
    list_choices(choosing);
    return 0;
}

/* ---- commands -------------------------------------------------------------------------------- */

static struct outcome choose_command(struct screen *screen, int command, int argument)
{
    struct choosing *choosing = (struct choosing *)screen;
    if (command == COMMAND_SELECT) {
        list_select(&choosing->pick.list, (size_t)argument);
        return outcome_redraw();
    }
    const struct pick_item *item = pick_selected(&choosing->pick);
    if (command != COMMAND_OPEN || !item)
        return outcome_nothing();
    struct reply reply = {.tag = choosing->tag,
                          .given = true,
                          .choice = item->id,
                          .text = item->id ? choosing->choices[item->id - 1].value : NULL};
    return outcome_reply(&reply);
}

static struct outcome choose_press(struct screen *screen, const struct key *key)
{
    struct choosing *choosing = (struct choosing *)screen;
    struct err err = ERR_INIT(screen->desk->lang);
    char *before = mem_copy(choosing->pick.filter.text.data);
    bool taken = pick_key(&choosing->pick, key, choosing->page);
    bool typed = strcmp(before, choosing->pick.filter.text.data) != 0;
    free(before);
    if (typed && choosing->more && load(choosing, choosing->pick.filter.text.data, &err))
        return outcome_err(&err);
    return taken ? outcome_redraw() : outcome_nothing();
}

static bool choose_typing(const struct screen *screen)
{
    (void)screen;
    return true;
}

static bool choose_can(const struct screen *screen, int command)
{
    const struct choosing *choosing = (const struct choosing *)screen;
    if (command == COMMAND_OPEN)
        return pick_selected(&choosing->pick) != NULL;
    return command != COMMAND_UNDO && command != COMMAND_REDO;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void choose_draw(struct screen *screen, struct frame *frame)
{
    struct choosing *choosing = (struct choosing *)screen;
    enum lang lang = screen->desk->lang;
    int columns = frame->columns > 84 ? 78 : frame->columns - 6, row = SCREEN_TOP + 1;
    screen_head(frame, "Gesprek", "");
    row += frame_wrap(frame, row, 3, 3, columns, choosing->question, STYLE_STRONG) + 1;
    choosing->page = screen_bottom(frame) - row - 2;
    pick_draw(&choosing->pick, frame, row, 3, choosing->page + 2, columns,
              tr(lang, "Type a word:"));
    if (!choosing->pick.n_shown)
        frame_put(frame, row + 2, 5, columns - 2,
                  tr(lang, "Nothing by that word; erase it to see everything."), STYLE_QUIET);
}

static void choose_status(const struct screen *screen, struct buf *line)
{
    const struct choosing *choosing = (const struct choosing *)screen;
    enum lang lang = screen->desk->lang;
    if (choosing->more)
        buf_adds(line, tr(lang, "There are more: type how the name begins."));
    else if (choosing->kind == REVIEW_PEOPLE)
        buf_adds(line, tr(lang, "Type a part of the name to find somebody."));
}

static void choose_close(struct screen *screen)
{
    struct choosing *choosing = (struct choosing *)screen;
    review_choices_free(choosing->choices, choosing->n);
    pick_release(&choosing->pick);
    free(choosing->question);
    free(choosing);
}

static const struct screen_ops choose_ops = {
    .name = "choose",
    .command = choose_command,
    .key = choose_press,
    .draw = choose_draw,
    .typing = choose_typing,
    .can = choose_can,
    .status = choose_status,
    .close = choose_close,
};

struct screen *choose_open(struct desk *desk, int tag, const char *question,
                           enum review_choice_kind kind, struct err *err)
{
    struct choosing *choosing = mem_zero(1, sizeof *choosing);
    choosing->screen = (struct screen){.ops = &choose_ops, .keys = &keys, .desk = desk};
    choosing->tag = tag;
    choosing->question = mem_copy(question);
    choosing->kind = kind;
    choosing->page = 10;
    pick_init(&choosing->pick, true);
    if (load(choosing, "", err)) {
        choose_close(&choosing->screen);
        return NULL;
    }
    return &choosing->screen;
}
