/*
 * stack_keys: who gets a key or a click: the text that is typed in, the table of keys, or the
 * screen.
 */
#include "stack_inside.h"

/* ---- keys ------------------------------------------------------------------------------------ */

/* Says why a command that writes does not work in a window that may only read. */
static bool refused(struct stack *stack, int command)
{
    struct err err = ERR_INIT(lang_of(stack));
    const struct screen *top = stack_top(stack);
    if (command < COMMAND_WRITES || (top->ops->can && !top->ops->can(top, command)) ||
        !store_need_write(stack_desk_above(stack)->store, &err))
        return false;
    stack_say(stack, err.text);
    stack->refused = true;
    return true;
}

static bool bound_key(struct stack *stack, const struct key *key, enum letters letters)
{
    struct screen *top = stack_top(stack);
    const struct key_row *row = keymap_find(top->keys, key, letters);
    if (row && refused(stack, row->command))
        return true;
    if (!row || !screen_works(top, row->command))
        return false;
    stack_do_command(stack, row->command, -1);
    return true;
}

/* Does the key nothing but put a character in the text that has the focus, or take one out? */
static bool only_types(const struct key *key, enum letters letters)
{
    bool types = key->kind == PRESS_NAMED ? key->name == NAME_SPACE || key->name == NAME_BACKSPACE
                                          : key->kind == PRESS_TEXT;
    return types && letters == LETTERS_TEXT;
}

static bool own_key(struct stack *stack, const struct key *key)
{
    struct screen *top = stack_top(stack);
    if (!top->ops->key)
        return false;
    bool types = top->ops->draw_typed && only_types(key, screen_letters(top));
    struct outcome outcome = top->ops->key(top, key);
    bool taken = outcome.act != ACT_NOTHING, redraw = outcome.act == ACT_REDRAW;
    stack->drawn = stack->drawn && (!taken || (redraw && (types || outcome.moved)));
    stack->moved = stack->moved || outcome.moved;
    stack_act_on(stack, &outcome);
    return taken;
}

/* ---- clicks ---------------------------------------------------------------------------------- */

static void click_spot(struct stack *stack, const struct spot *spot)
{
    int command = spot->command, argument = spot->argument;
    if (refused(stack, command) || !screen_works(stack_top(stack), command))
        return;
    stack_do_command(stack, command, argument);
    if (command == COMMAND_SELECT)
        stack->selected = argument;
}

/* What the first click of two selected is opened by the second, also when the rows moved under the
 * mouse because another one was selected. */
static void click(struct stack *stack, const struct key *key)
{
    const struct spot *spot = stack->shown ? frame_spot_at(stack->shown, key->row, key->col) : NULL;
    int selected = stack->selected;
    stack->selected = -1;
    if (key->count == 2 && selected >= 0)
        stack_do_command(stack, COMMAND_OPEN, selected);
    else if (spot)
        click_spot(stack, spot);
    else
        own_key(stack, key);
}

/* ---- a hidden screen ------------------------------------------------------------------------- */

int64_t stack_idle_left(const struct stack *stack, int64_t ticks)
{
    int minutes = stack->desk->settings.idle;
    if (stack->hidden || !minutes || stack_locked(stack))
        return -1;
    int64_t left = stack->touched + minutes * INT64_C(60000) - ticks;
    return left > 0 ? left : 0;
}

bool stack_idle(struct stack *stack, int64_t ticks)
{
    if (stack_idle_left(stack, ticks) != 0)
        return false;
    (void)stack_lock(stack); /* what cannot be saved now is hidden, and stays */
    stack->hidden = !stack_locked(stack);
    return true;
}

static void unhide(struct stack *stack, const struct key *key)
{
    if (key->kind == PRESS_NAMED && (key->name == NAME_ENTER || key->name == NAME_F9))
        stack->hidden = false;
}

/* ---- every key ------------------------------------------------------------------------------- */

/* Is it the key that makes this window the writer, now that it can be? Then it is that in a field
 * too: nothing else can be typed there before. */
static bool takes_over(const struct stack *stack, const struct key *key)
{
    const struct store *store = stack_desk_above(stack)->store;
    if (store_writable(store) || !store_lock_free(store))
        return false;
    const struct key_row *row = keymap_find(stack_top(stack)->keys, key, LETTERS_COMMANDS);
    return row && row->command == COMMAND_TAKE_OVER;
}

/* What a key does when the screen is not hidden. */
static void do_key(struct stack *stack, const struct key *key)
{
    if (key->kind == PRESS_CLICK) {
        click(stack, key);
        return;
    }
    stack->selected = -1;
    enum letters letters =
        takes_over(stack, key) ? LETTERS_COMMANDS : screen_letters(stack_top(stack));
    if (letters == LETTERS_TEXT) {
        if (!own_key(stack, key))
            bound_key(stack, key, letters);
    } else if (!bound_key(stack, key, letters)) {
        own_key(stack, key);
    }
}

/* What a key or a click stands for on the screen there is now; 0: nothing of the tables. */
static int command_of(const struct stack *stack, const struct key *key)
{
    if (key->kind == PRESS_CLICK) {
        const struct spot *spot =
            stack->shown ? frame_spot_at(stack->shown, key->row, key->col) : NULL;
        return spot ? spot->command : 0;
    }
    const struct key_row *row = keymap_find(stack_top(stack)->keys, key, LETTERS_COMMANDS);
    return row ? row->command : 0;
}

/* Does it do here what the key that ended a try-out would, were it pressed once more? Where that
 * one goes on to the end, it goes on to the conversation in earnest too: one too many must not
 * begin that. Esc only ever goes back. */
static bool ends_again(struct stack *stack, const struct key *key)
{
    if (stack->ended.kind == PRESS_NONE)
        return false;
    int command = command_of(stack, &stack->ended);
    bool again = command && command != COMMAND_BACK && command == command_of(stack, key);
    if (again)
        stack_say(stack, tr(lang_of(stack), "The practice is over. To hold the conversation for "
                                            "real, press another key first."));
    else
        stack->ended = (struct key){.kind = PRESS_NONE};
    return again;
}

/* Is it a key that means what it says, also right behind one that was refused? */
static bool is_meant(const struct stack *stack, const struct key *key)
{
    const struct screen *top = stack_top(stack);
    return takes_over(stack, key) || command_of(stack, key) == COMMAND_HELP ||
           (top->ops->typing && top->ops->typing(top));
}

/* Somebody may not look up before a name is typed behind a key that was refused: those letters are
 * no commands, and the Enter or Esc that ends them does nothing. Any other key goes on as before.
 */
static bool typed_on(struct stack *stack, const struct key *key)
{
    bool refused = stack->refused && !is_meant(stack, key), typed = refused && stack->typed_on;
    bool text = key->kind == PRESS_TEXT || key->kind == PRESS_PASTE;
    bool ends = key->kind == PRESS_NAMED && (key->name == NAME_ENTER || key->name == NAME_ESC);
    stack->refused = stack->typed_on = refused && text;
    if (stack->refused)
        stack_say(stack, tr(lang_of(stack), "This window only reads, so nothing can be typed here. "
                                            "Press Esc and go on."));
    return stack->refused || (typed && ends);
}

void stack_key(struct stack *stack, const struct key *key)
{
    if (key->kind == PRESS_RESIZE || key->kind == PRESS_NONE)
        return;
    stack->drawn = stack->drawn && !*stack->say;
    stack->say[0] = '\0';
    stack->keys++;
    if (stack->hidden) {
        unhide(stack, key);
        return;
    }
    if (ends_again(stack, key) || typed_on(stack, key)) {
        stack->drawn = false;
        return;
    }
    stack->key = key;
    do_key(stack, key);
    stack->key = NULL;
    stack_tell_room(stack);
    stack->drawn = stack->drawn && !*stack->say;
}
