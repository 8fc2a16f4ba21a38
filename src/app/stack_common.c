/*
 * stack_common: the commands every screen has.
 */
#include <string.h>

#include "screens/ask.h"
#include "screens/screens.h"
#include "stack_inside.h"
#include "store/take_back.h"

/* ---- undo ------------------------------------------------------------------------------------ */

/* Undo changes what every screen shows: each of them has a say in it. */
static bool all_let(const struct stack *stack, int command)
{
    for (int i = 0; i < stack->n; i++)
        if (!screen_works(stack->screens[i], command))
            return false;
    return true;
}

/* The conversation the user looks at, or something above it is of; "" for none. */
static void find_conversation(const struct stack *stack, struct place *place)
{
    for (int i = stack->n - 1; i >= 0 && !*place->interview; i--)
        if (stack->screens[i]->ops->place)
            stack->screens[i]->ops->place(stack->screens[i], place);
}

/* Its talk has not begun: back to the preparation, which is below its other screens. */
static void leave_talk(struct stack *stack, const char *interview)
{
    struct place place = {.cursor = 0};
    find_conversation(stack, &place);
    if (strcmp(place.interview, interview) != 0)
        return;
    while (stack->n > 1 && strcmp(stack_top(stack)->ops->name, "prepare") != 0)
        stack_pop(stack);
}

/* Where the answer that changed stands, when that is not on the screen: else nothing seems done. */
static void add_where(struct stack *stack, const struct place *place, struct taken_back *taken)
{
    const struct guide *guide = stack_guide(stack);
    const struct guide_point *point = guide ? guide_point(guide, taken->point) : NULL;
    bool preparing = !strcmp(taken->point, POINT_OWN) || !strcmp(taken->point, POINT_PREPARATION);
    if (point && (strcmp(place->screen, "talk") != 0 || strcmp(place->step, taken->point) != 0))
        buf_addf(&taken->said, " (%s)", point->title);
    else if (preparing && *place->screen && strcmp(place->screen, "prepare") != 0)
        buf_addf(&taken->said, " (%s)", tr(lang_of(stack), "Preparation"));
}

static void undo(struct stack *stack, int command)
{
    struct err err = ERR_INIT(lang_of(stack));
    struct taken_back taken;
    struct place place = {.cursor = 0};
    if (!all_let(stack, command) || stack_commit(stack))
        return;
    find_conversation(stack, &place);
    int done =
        take_back(stack_desk_above(stack), command == COMMAND_UNDO, place.interview, &taken, &err);
    if (taken.unbegun)
        leave_talk(stack, taken.interview);
    if (done > 0)
        add_where(stack, &place, &taken);
    if (done > 0)
        stack_refresh(stack);
    stack_say(stack, done < 0 ? err.text : taken.said.data);
    buf_release(&taken.said);
}

/* ---- settings -------------------------------------------------------------------------------- */

static void save_settings(struct stack *stack, const char *words)
{
    struct err err = ERR_INIT(lang_of(stack));
    stack_say(stack, tr(lang_of(stack), words));
    stack->rehearsal.desk.settings = stack->desk->settings;
    if (store_writable(stack->desk->store) && desk_save_settings(stack->desk, &err))
        stack_say(stack, err.text);
}

static void next_names(struct stack *stack)
{
    static const char *const words[] = {N_("Names are shown as initials."),
                                        N_("Names are shown in full."),
                                        N_("Names are shown as a code, where there is one.")};
    struct settings *settings = &stack->desk->settings;
    settings->names = (enum name_style)((settings->names + 1) % 3);
    save_settings(stack, words[settings->names]);
    stack_refresh_top(stack);
}

static void next_look(struct stack *stack)
{
    static const char *const words[] = {N_("Colours: calm."), N_("Colours: strong contrast."),
                                        N_("Colours: none.")};
    struct settings *settings = &stack->desk->settings;
    settings->look = (enum look)((settings->look + 1) % 3);
    stack->wish = WISH_LOOK;
    save_settings(stack, words[settings->look]);
}

static void flip_mouse(struct stack *stack)
{
    struct settings *settings = &stack->desk->settings;
    settings->mouse = !settings->mouse;
    stack->wish = WISH_MOUSE;
    save_settings(stack, settings->mouse ? N_("The mouse works in the program.")
                                         : N_("The mouse selects text to copy."));
}

static void flip_editor(struct stack *stack)
{
    struct settings *settings = &stack->desk->settings;
    settings->editor = !settings->editor;
    save_settings(stack, settings->editor
                             ? N_("Ctrl-E opens your editor in a long text. It may leave traces.")
                             : N_("Your own editor is off."));
}

static void next_idle(struct stack *stack)
{
    struct settings *settings = &stack->desk->settings;
    struct buf said = BUF_INIT;
    settings->idle = desk_next_idle(settings->idle);
    save_settings(stack, N_("The screen does not hide itself any more."));
    if (settings->idle) {
        buf_addf(&said,
                 tr(lang_of(stack), "After %d minutes without a key the screen hides itself."),
                 settings->idle);
        stack_say(stack, said.data);
    }
    buf_release(&said);
}

/* ---- over every screen ----------------------------------------------------------------------- */

static void take_over(struct stack *stack)
{
    struct err err = ERR_INIT(lang_of(stack));
    if (store_writable(stack->desk->store)) {
        stack_say(stack, tr(lang_of(stack), "You can write here already."));
    } else if (store_take_over(stack->desk->store, &err)) {
        stack_say(stack, err.text);
    } else {
        stack_refresh(stack);
        stack_say(stack, tr(lang_of(stack), "You can write here now."));
    }
}

static void open_limits(struct stack *stack)
{
    if (strcmp(stack_top(stack)->ops->name, "limits") != 0 && !stack_commit(stack))
        stack_push(stack, limits_open(stack->desk, "nl"));
}

static void open_help(struct stack *stack)
{
    struct screen *top = stack_top(stack);
    if (strcmp(top->ops->name, "help") != 0 && !stack_commit(stack))
        stack_push(stack, help_open(stack->desk, top));
}

static void quit(struct stack *stack)
{
    while (stack->quit)
        stack_pop(stack);
    stack->wish = WISH_QUIT;
}

/* Asks once: the key that brought the question is an answer to it too. */
static void ask_quit(struct stack *stack)
{
    enum lang lang = lang_of(stack);
    if (stack->quit) {
        quit(stack);
        return;
    }
    const char *hint = tr(lang, "Everything is saved; you go on where you were.");
    if (stack_save(stack))
        hint = tr(lang, "What you typed last could not be saved and would be lost.");
    else if (stack_rehearsing(stack))
        hint = tr(lang, "You are practising; nothing of that is kept. All else is saved.");
    stack->quit = ask_yes(stack->desk, TAG_QUIT, tr(lang, "Stop now?"), hint);
    stack->screens[stack->n++] = stack->quit;
}

/* ---- which is which -------------------------------------------------------------------------- */

static bool common_command(struct stack *stack, int command)
{
    switch (command) {
    case COMMAND_NOTICE:
        stack_open_notice(stack);
        return true;
    case COMMAND_UNDO:
    case COMMAND_REDO:
        undo(stack, command);
        return true;
    case COMMAND_HELP:
        open_help(stack);
        return true;
    case COMMAND_LIMITS:
        open_limits(stack);
        return true;
    case COMMAND_HIDE:
        stack->hidden = true;
        return true;
    case COMMAND_QUIT:
        ask_quit(stack);
        return true;
    case COMMAND_MOUSE:
        flip_mouse(stack);
        return true;
    case COMMAND_NAMES:
        next_names(stack);
        return true;
    case COMMAND_LOOK:
        next_look(stack);
        return true;
    case COMMAND_IDLE:
        next_idle(stack);
        return true;
    case COMMAND_EDITOR:
        flip_editor(stack);
        return true;
    case COMMAND_TAKE_OVER:
        take_over(stack);
        return true;
    default:
        return false;
    }
}

void stack_do_command(struct stack *stack, int command, int argument)
{
    struct screen *top = stack_top(stack);
    stack->drawn = false;
    if (common_command(stack, command))
        return;
    struct outcome outcome = top->ops->command(top, command, argument);
    stack->refused = outcome.failed && !store_writable(stack_desk_above(stack)->store);
    if (command == COMMAND_BACK && outcome.act == ACT_NOTHING)
        outcome = outcome_leave();
    stack_act_on(stack, &outcome);
}
